"""A tree of parts → what a delivery report says of the mail that did not arrive.

Known by its structure (RFC 3464, RFC 6533), by a mail server's header, or by its wording: that of
the sentences in `domain`, or one of the servers whose wording flufl.bounce knows.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flufl.bounce import all_failures

from intake.adapters.mime.bounded import Part
from intake.adapters.mime.charsets import decode, decode_words, one_line, printable
from intake.adapters.mime.headers import Headers, read_headers, read_ids
from intake.adapters.mime.parts import Tree
from intake.domain.machine_failures import tells_of_failure
from intake.domain.machine_sentences import opening, speaks_as_a_candidate
from intake.domain.machine_subjects import reports_failure
from intake.domain.model import BounceReport

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_MAIL_TYPES = frozenset({"message/rfc822", "message/global"})
_HEADER_TYPES = frozenset(
    {"text/rfc822-headers", "text/rfc822", "message/rfc822-headers", "message/global-headers"}
)

_SUCCESSES = frozenset({"delivered", "relayed", "expanded"})  # RFC 3464 §2.3.3

_MAX_SCANNED = 500_000  # bytes of a mail that flufl.bounce reads: it takes 35 ms for an ordinary mail
_MAX_LINES = 10_000  # of it: each is compared with a hundred patterns
_MAX_READ = 100_000  # characters of a report's text or status that are looked at
_MAX_IDS = 20
_MAX_RECIPIENTS = 50
_MAX_DIAGNOSTIC = 200

_NULL_PATH = re.compile(r"\s*(?:<\s*>|\"\"|<?mailer-daemon@?[^>]*>?)?\s*", re.IGNORECASE)
_DAEMON = re.compile(r"mailer-daemon|postmaster\b|mail delivery (?:sub)?system", re.IGNORECASE)
_FIELD = re.compile(r"^([A-Za-z][\w-]{0,60}):[ \t]*(.*(?:\n[ \t]+.*){0,10})", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s@<>()\[\];,:\"']{1,64}@[\w.-]{1,253}\w")
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_STATUS_IN_TEXT = re.compile(r"(?:\b[45]\d\d[ -]#?|[(#])([45]\.\d{1,3}\.\d{1,3})\b")  # no version number
_REPLY = re.compile(r"(?<![\d.:])(?:[45]\d\d[ -]\S|[45]\.\d{1,3}\.\d{1,3}\b)")  # RFC 5321 §4.2, RFC 3463
# Ours bear their Message-ID twice: some servers put their own in its place.
_ID_FIELDS = ("message-id", "x-intake-letter")
_QUOTED_ID = re.compile(
    r"^[>\s|]*(?:Message-ID|X-Intake-Letter)\s*:\s*(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE
)
_DELAYED = re.compile(
    r"delay|not yet been|will (?:keep|continue|be retried)|still trying|temporar|retr(?:y|ied)|warning"
    r"|deferred|postponed|retard|verz(?:ö|oe)ger|reintent|отложен|延迟|遅延|تأخ",
    re.IGNORECASE,
)

# flufl.bounce logs what it found, addresses included.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Status:
    """The fields of a delivery-status part (RFC 3464 §2), over all its recipients."""

    fields: tuple[tuple[str, str], ...]

    def all(self, *names: str) -> Iterator[str]:
        return (value for name, value in self.fields if name in names)

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(value.lower().split()[0] for value in self.all("action") if value.strip())


def bounce_report(root: Part, tree: Tree, headers: Headers, *, shown: str, text: str) -> BounceReport | None:
    """Tell what a delivery report says; None for a mail that is none, or reports a success.

    `shown` is all the text of the mail, `text` what is no quoted mail. Wording is believed of a null
    return path, a daemon or a report, and of first lines that speak as a mail server does: people
    write of undelivered mail, too.
    """
    status = _read_status(tree)
    if status and status.actions and status.actions <= _SUCCESSES:
        return None
    failed = [address for value in headers.all("x-failed-recipients") for address in _ADDRESS.findall(value)]
    named = bool(status or failed or headers.first("x-ms-exchange-message-is-ndr") is not None)
    if not named and not _worded(root, tree, headers, text):
        return None
    return _facts(root, tree, headers, status or _Status(fields=()), shown=shown, failed=failed)


def _worded(root: Part, tree: Tree, headers: Headers, text: str) -> bool:
    """Whether a mail without the marks of a report is worded as one."""
    first = opening(text)
    if _from_a_machine(root, headers):
        subject = decode_words(headers.first("subject") or "")
        return (
            tells_of_failure(first, machine=True)
            or reports_failure(subject)
            or any(_known_wording(root, tree))
        )
    own_file = any(leaf.name and not leaf.place.forwarded for leaf in tree.leaves)
    return tells_of_failure(first) and not own_file and not speaks_as_a_candidate(first)


def _from_a_machine(root: Part, headers: Headers) -> bool:
    null_path = any(_NULL_PATH.fullmatch(path) for path in headers.all("return-path")[:5])
    daemon = any(_DAEMON.search(sender) for sender in headers.all("from")[:5])
    return null_path or daemon or root.get_content_type() == "multipart/report"


def _known_wording(root: Part, tree: Tree) -> tuple[frozenset[str], frozenset[str]]:
    """The addresses, transient and permanent failures apart, that one of Mailman's detectors finds."""
    size = sum(len(leaf.payload) for leaf in tree.leaves)
    if size > _MAX_SCANNED or sum(leaf.payload.count(b"\n") for leaf in tree.leaves) > _MAX_LINES:
        return frozenset(), frozenset()
    try:
        found = all_failures(root)
    except Exception:  # noqa: BLE001 - third-party heuristics over hostile bytes: no finding then
        return frozenset(), frozenset()
    transient, permanent = (frozenset(decode(address, None) for address in each) for each in found)
    return transient, permanent


def _read_status(tree: Tree) -> _Status | None:
    """The fields of the delivery-status parts of the mail itself, None without such a part."""
    parts = [leaf for leaf in tree.leaves if leaf.content_type in _STATUS_TYPES and not leaf.place.forwarded]
    if not parts:
        return None
    text = "\n".join(printable(decode(leaf.payload[:_MAX_READ], None)) for leaf in parts)
    fields = ((name.lower(), value.strip()) for name, value in _FIELD.findall(text[:_MAX_READ]))
    return _Status(fields=tuple(fields))


def _facts(
    root: Part, tree: Tree, headers: Headers, status: _Status, *, shown: str, failed: Iterable[str]
) -> BounceReport:
    text = shown[:_MAX_READ]
    transient: frozenset[str] = frozenset()
    recipients = [*_status_recipients(status), *failed]
    if not recipients:
        transient, permanent = _known_wording(root, tree)
        recipients = [address for each in sorted(permanent | transient) for address in _ADDRESS.findall(each)]
    code = next((found[1] for value in status.all("status") if (found := _STATUS.match(value))), None)
    if code is None and (found := _STATUS_IN_TEXT.search(text)):
        code = found[1]
    return BounceReport(
        original_ids=_original_ids(root, tree, headers, status, text),
        recipients=tuple(dict.fromkeys(address.lower() for address in recipients))[:_MAX_RECIPIENTS],
        permanent=_is_permanent(status, code, delayed=bool(transient), text=text),
        status=code,
        diagnostic=_diagnostic(status, text),
    )


def _status_recipients(status: _Status) -> Iterator[str]:
    """The addresses of RFC 3464 §2.3.1 and §2.3.2; the first is the one that we wrote to."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        found = [address for value in status.all(name) for address in _ADDRESS.findall(value)]
        if found:
            yield from found


def _original_ids(root: Part, tree: Tree, headers: Headers, status: _Status, text: str) -> tuple[str, ...]:
    """Message-IDs of the mail that did not arrive, from the surest source to the faintest."""
    found: list[str] = []
    for value in status.all("x-original-message-id", "original-message-id"):
        found += read_ids(Headers(fields=(("message-id", value),)), "message-id")
    for part in root.walk():
        if part.get_content_type() in _MAIL_TYPES and isinstance(part, Part) and part.children():
            inner = read_headers(part.children()[0])
            found += (each for name in _ID_FIELDS for each in read_ids(inner, name))
    returned = (leaf for leaf in tree.leaves if leaf.content_type in _HEADER_TYPES)
    for source in (*(decode(leaf.payload[:_MAX_READ], None) for leaf in returned), text):
        found += _QUOTED_ID.findall(source)
    for name in ("in-reply-to", "references"):
        found += reversed(read_ids(headers, name))
    own = read_ids(headers, "message-id")
    return tuple(dict.fromkeys(each for each in found if each not in own))[:_MAX_IDS]


def _is_permanent(status: _Status, code: str | None, *, delayed: bool, text: str) -> bool:
    """Whether nobody tries any more: by Action (RFC 3464 §2.3.3), by class (RFC 3463 §2), by wording."""
    if status.actions:
        return "delayed" not in status.actions or "failed" in status.actions
    if code:
        return code.startswith("5")
    return not (delayed or _DELAYED.search(opening(text)))


def _diagnostic(status: _Status, text: str) -> str | None:
    """What the refusing server said, its first line; else the text's first line with a reply code."""
    said = next(status.all("diagnostic-code"), None) or next(
        (line for line in text.splitlines() if _REPLY.search(line)), ""
    )
    words = one_line(re.sub(r"^\s*(?:smtp|x-[\w-]+)\s*;", "", said, flags=re.IGNORECASE), _MAX_DIAGNOSTIC)
    return words or None
