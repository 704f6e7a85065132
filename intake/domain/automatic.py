"""Whether a mail is automatic, and whether it may be answered.

The rules of RFC 3834 and RFC 5230 §4.6 and what mail programs really send, each in a function that
gives its reason in words. A mistake towards "automatic" keeps a person waiting, one towards "person"
can start a loop of letters. So evidence is weighed: one *sure* sign suffices; a *likely* one, which
people may give as well, counts only for a mail that brings no document and does not speak of an
application; *faint* ones only in company. A mere request for silence withholds the answer alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from intake.domain import machine_failures, machine_sentences, machine_subjects
from intake.domain.authentication import unauthenticated
from intake.domain.machine_headers import (
    auto_submitted,
    null_sender,
    precedence,
    responder,
    sent_in_bulk,
    sent_to_a_list,
    value_of,
)
from intake.domain.model import Attachment, Message
from intake.domain.reasons import automatic as reasons
from intake.domain.wording import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Automatic:
    """Whether a mail is automatic and whether it may be answered; `reason` says why (not)."""

    automatic: bool
    may_answer: bool
    reason: str | None


def verdict(message: Message, *, ours: frozenset[str], authserv_id: str | None) -> Automatic:
    """Judge a mail by its headers, its sender, and the wording of its subject and first lines.

    `ours` holds the lower-case addresses of the mailbox; `authserv_id` names the server whose
    Authentication-Results (RFC 8601) are believed, None asks for no authentication.
    """
    reason = _from_us(message, ours) or _first(_SURE, message) or _less_sure(message)
    if reason:
        return Automatic(automatic=True, may_answer=False, reason=reason)
    refusal = (
        _no_sender(message)
        or _silence_asked(message)
        or (authserv_id and unauthenticated(message, authserv_id))
        or None
    )
    return Automatic(automatic=False, may_answer=refusal is None, reason=refusal)


Rule = Callable[[Message], str | None]


def _first(rules: tuple[Rule, ...], message: Message) -> str | None:
    return next((why for rule in rules if (why := rule(message))), None)


def _less_sure(message: Message) -> str | None:
    """What people's mail could show as well, weighed with what this mail brings."""
    if any(map(_is_document, message.attachments)):
        return None
    if machine_sentences.speaks_as_a_candidate(machine_sentences.opening(message.text)):
        return None
    if likely := _first(_LIKELY, message):
        return likely
    faint = [why for rule in _FAINT if (why := rule(message))]
    return " ".join(faint) if len(faint) > 1 else None


def _is_document(attachment: Attachment) -> bool:
    """Whether it may belong to a dossier; a logo, a visiting card or a returned mail does not."""
    if attachment.inline or attachment.forwarded or not attachment.payload:
        return False
    if attachment.content_type.startswith("image/"):
        return len(attachment.payload) >= _SMALLEST_SCAN
    name = (attachment.name or "").lower()
    return attachment.content_type not in _NO_DOCUMENTS and not name.endswith(_NO_DOCUMENT_NAMES)


_SMALLEST_SCAN = 20_000  # bytes; images of signatures are smaller
_NO_DOCUMENTS = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/plain", "text/html"}) | {
    "application/ics", "application/ms-tnef", "message/rfc822", "message/delivery-status",
}  # fmt: skip
_NO_DOCUMENT_NAMES = (".ics", ".vcf", ".eml", ".p7s", ".asc", ".sig", "winmail.dat")


# --- automatic: one suffices --------------------------------------------------


def _from_us(message: Message, ours: frozenset[str]) -> str | None:
    """Our own mail come back; `jobs+tag@` is `jobs@`."""
    if message.sender is None:
        return None
    email = message.sender.email.strip().lower()
    local, _, domain = email.rpartition("@")
    if email in ours or f"{local.partition('+')[0]}@{domain}" in ours:
        return reasons.FROM_US.say()
    return None


def _report(message: Message) -> str | None:
    if message.bounce:
        return reasons.DELIVERY_REPORT.say()
    if message.report:
        return reasons.PROGRAM_REPORT.say()
    return None


def _machine(message: Message) -> str | None:
    """Judge by the name of the sender and of the envelope sender (RFC 5230 §4.6)."""
    path = (value_of(message, "return-path") or "").strip("<> ")
    name, email = _author(message)
    for address in (email, path):
        local = fold(address.rpartition("@")[0] or address).strip()
        if _DAEMON.fullmatch(local):
            return reasons.DAEMON.say()
    if _DAEMON_NAME.fullmatch(name):
        return reasons.DAEMON.say()
    local = fold(email.rpartition("@")[0] or email)
    if _NO_REPLY.search(local) or _NO_REPLY.fullmatch(name.replace(" ", "-")):
        return reasons.NO_REPLY.say()
    if "@" in email and _PROGRAM.fullmatch(local):
        return reasons.PROGRAM.say()
    return None


def _author(message: Message) -> tuple[str, str]:
    """Return From's display name, folded, and address; of the raw header where it is no usable one."""
    if message.sender is not None:
        name, email = message.sender.name or "", message.sender.email[:998]
    else:
        raw = (value_of(message, "from") or "")[:998]
        name, bracket, rest = raw.partition("<")
        email = rest.partition(">")[0] if bracket else raw
    return " ".join(fold(name[:998]).strip(" \"'").split()), email


_DAEMON = re.compile(
    r"mailer-?daemon.*|mail-daemon|(?:mailer[._-])?daemon|post-?master(?:[\\@].*)?|mdaemon|majordomo|listserv|mailman"
    r"|bounces?|owner-.+|.+-(?:request|bounces)",
)
_DAEMON_NAME = re.compile(
    r"(?:the )?mail(?:er)?[ -]?(?:delivery )?(?:daemon|system|subsystem)|mail delivery \(?(?:sub)?system.*"
    r"|post-?master|mailer-daemon.*|daemon|system administrator|administrateur systeme|systemadministrator"
    r"|mail administrator|internet mail delivery|e?mail delivery (?:system|service)|courier mail server"
    r"|administrador del sistema|amministratore di sistema|microsoft (?:outlook|exchange)|cron daemon"
    r"|auto-?(?:reply|responder)|automatic reply|reponse automatique",
)
_PROGRAM = re.compile(
    r"auto-?(?:reply|respon[ds]e?r?|confirm|mailer|notif\w*|mated?)|vacation|bounces?[+=._-].*|root|www-data"
    r"|cron|apache|httpd|nobody|(?:.+[._-])?notifications?|notify|(?:.+[._-])?newsletters?|mailer|robot|bot"
    r"|(?:job|e-?mail)?-?alerts?|(?:.+-)?digest|mailing-?list|listmaster|symantec_.*|antivirus|virus(?:-?\w*)?",
)
_NO_REPLY = re.compile(
    r"(?:^|[._+\-])(?:no[._-]?reply|no[._-]?response|do(?:es)?[._-]?no?t[._-]?(?:reply|respond)"
    r"|not?[._-]?reply|ne[._-]?pas[._-]?repondre|pas[._-]?de[._-]?reponse|sans[._-]?reponse"
    r"|no[._-]?respond(?:er|a)|no[._-]?contestar|nicht[._-]?antworten|keine[._-]?antwort"
    r"|nao[._-]?respond(?:a|er)|non[._-]?rispondere|niet[._-]?(?:be)?antwoorden)",
)


def _subject(message: Message) -> str | None:
    if machine_subjects.surely_automatic(message.subject):
        return reasons.SUBJECT_AUTOMATIC.say()
    return None


_SURE: tuple[Rule, ...] = (
    auto_submitted,
    _report,
    null_sender,
    _machine,
    precedence,
    sent_to_a_list,
    responder,
    _subject,
)


# --- automatic: one suffices where no document and no application is there ------


def _likely_subject(message: Message) -> str | None:
    if machine_subjects.reports_failure(message.subject):
        return reasons.SUBJECT_FAILURE.say()
    if machine_subjects.likely_automatic(message.subject):
        return reasons.SUBJECT_ABSENCE.say()
    return None


def _likely_opening(message: Message) -> str | None:
    first = machine_sentences.opening(message.text)
    if machine_failures.tells_of_failure(first):
        return reasons.OPENING_FAILURE.say()
    if machine_sentences.speaks_as_a_machine(first):
        return reasons.OPENING_AUTOMATIC.say()
    return None


_LIKELY: tuple[Rule, ...] = (_likely_subject, _likely_opening)


# --- automatic: two together, likewise -----------------------------------------


def _function_address(message: Message) -> str | None:
    local = fold(_author(message)[1].rpartition("@")[0])
    if re.fullmatch(
        r"(?:customer-?)?(?:support|service|care|help|helpdesk)|servicedesk|system|admin|news|info", local
    ):
        return reasons.FUNCTION_ADDRESS.say()
    return None


def _way_out(message: Message) -> str | None:
    if machine_sentences.offers_to_unsubscribe(message.text):
        return reasons.UNSUBSCRIBE.say()
    return None


_FAINT: tuple[Rule, ...] = (sent_in_bulk, _function_address, _way_out)


# --- may it be answered? -----------------------------------------------------


def _no_sender(message: Message) -> str | None:
    local, at, domain = (message.sender.email if message.sender else "").rpartition("@")
    return None if at and local and domain else reasons.NO_SENDER.say()


def _silence_asked(message: Message) -> str | None:
    """Exchange lets people send with it (MS-OXCMAIL §2.1.3.2.20): a wish, not a robot's mark."""
    asked = re.split(r"[\s,;]+", (value_of(message, "x-auto-response-suppress") or "").lower())
    if {"all", "oof", "autoreply"} & set(asked):
        return reasons.SILENCE_ASKED.say()
    return None
