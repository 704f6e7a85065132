"""How a recruiter can answer, and what an order is answered: what it did, or that nothing was changed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from intake.domain.automatic import verdict
from intake.domain.freemail import domain_of
from intake.domain.letter import DigestFacts
from intake.domain.model import Language, Mailbox, Message, Posting
from intake.domain.order import OrderFacts, Unclear, Why
from intake.domain.order_token import address_with, issue, marked
from intake.domain.order_words import Word
from intake.services.acknowledge import answers_since
from intake.services.desk import Desk, Mail, Rendered
from intake.services.notices import carrier
from intake.services.settle import Settled
from intake.store import dossiers, orders, outbox, restoring
from intake.store.database import Transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class WayToAnswer:
    """Where a recruiter's orders go to, and the token that makes them orders."""

    address: str  # with the token in it, where the mailbox takes such addresses
    token: str  # for the subject, as `[#token]`; see `marked`


def way_to_answer(
    desk: Desk, tx: Transaction, mailbox: Mailbox, recruiter: str, *, reference: str | None = None
) -> WayToAnswer:
    """How a recruiter can order something of the dossier `reference` (None: of each of theirs) by reply."""
    token = issue(
        orders.key(tx),
        recruiter,
        desk.now().astimezone(UTC).date(),
        application=dossiers.id_of(tx, reference) if reference else None,
        reference=reference,
    )
    tagged = address_with(token, mailbox.address) if mailbox.plus_addresses else None
    return WayToAnswer(address=tagged or mailbox.address, token=token)


def offering(desk: Desk, tx: Transaction, facts: DigestFacts) -> DigestFacts:
    """What a digest says, with the way to order something by reply."""
    if not desk.settings.mailboxes:
        return facts
    way = way_to_answer(desk, tx, carrier(desk), facts.recruiter)
    return replace(facts, answer_to=way.address, answer_token=way.token)


def signed(rendered: Rendered, facts: DigestFacts) -> Rendered:
    """A digest whose subject a reply keeps, and is known by."""
    return _marked(rendered, facts.answer_token) if facts.answer_token else rendered


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What an answer is about: the mail's row, what was understood, and what became of which dossier."""

    row_id: int
    word: Word | None
    why: Why | Unclear | None  # nothing was changed
    stored: dossiers.Stored | None  # None: no dossier that the recruiter may know
    posting: Posting | None
    done: Settled | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Marked:
    """A letter with the token in its subject."""

    subject: str
    text: str
    html: str
    faults: Sequence[str]


def _marked(rendered: Rendered, token: str) -> _Marked:
    subject = marked(rendered.subject, token)
    return _Marked(subject=subject, text=rendered.text, html=rendered.html, faults=rendered.faults)


def answer(desk: Desk, tx: Transaction, mail: Mail, message: Message, told: Told) -> str | None:
    """Put the answer to a recruiter's mail into the outbox; return why none goes by itself."""
    judged = verdict(message, ours=desk.ours, authserv_id=mail.mailbox.authserv_id)
    if not judged.may_answer or message.sender is None:
        return judged.reason
    sender = message.sender.email.lower()
    facts = _facts(desk, sender, told)
    rendered = desk.letters.render_order(facts)
    for fault in rendered.faults:
        log.warning("template %s", fault)
    try:
        values = _composed(desk, tx, mail.mailbox, message, sender, rendered, facts.reference)
    except ValueError as error:  # an address that no mail of ours can carry
        return str(error)
    held = _withheld(desk, tx, mail)
    values |= {"cause_id": told.row_id, "revision": 0, "kind": "order", "language": facts.language}
    values |= {"state": "held" if held else "pending", "note": held, "attempts": 0}
    # No letter of the dossier's: its candidate is told nothing by it.
    values |= {"tells": [told.stored.id] if told.stored else None}
    outbox.enqueue(tx, values)
    return held


def _composed(  # noqa: PLR0917 - what a mail is made of
    desk: Desk,
    tx: Transaction,
    mailbox: Mailbox,
    message: Message,
    sender: str,
    rendered: Rendered,
    reference: str | None,
) -> dict[str, Any]:
    """The answer as columns of the outbox.

    Raises:
        ValueError: no mail can be made of it.

    """
    way = way_to_answer(desk, tx, mailbox, sender, reference=reference)
    message_id, now = desk.new_message_id(mailbox.address), desk.now()
    raw = desk.compose(
        rendered=_marked(rendered, way.token),
        sender_name=desk.settings.organisation,
        sender_address=mailbox.address,
        recipient=sender,
        message_id=message_id,
        date=now,
        in_reply_to=message.message_id,
        references=message.references,
        reference=None,
        reply_to=way.address if way.address != mailbox.address else None,
    )
    return {
        "mailbox": mailbox.name,
        "recipient": sender,
        "domain": domain_of(sender),
        "message_id": message_id,
        "raw": raw,
        "created_at": now,
        "due_at": now,
    }


def _withheld(desk: Desk, tx: Transaction, mail: Mail) -> str | None:
    """Why a person must let the answer go; None: it goes by itself."""
    if mail.received_at < answers_since(tx, mail.mailbox, desk.now()):
        return "the mail is older than the mailbox's 'since'"
    if restoring.in_doubt(tx, mail.received_at):
        return "the mail came before a backup was restored, and may have been answered then"
    return None


def _facts(desk: Desk, sender: str, told: Told) -> OrderFacts:
    stored, done, posting = told.stored, told.done, told.posting
    return OrderFacts(
        language=_language(desk, sender, posting),
        organisation=desk.settings.organisation,
        now=desk.now(),
        zone=posting.zone if posting else desk.settings.zone,
        word=told.word,
        why=told.why,
        reference=stored.dossier.reference if stored else None,
        candidate=stored.name if stored else None,
        title=posting.title if posting else None,
        status=done.status if done else stored.dossier.status if stored else None,
        letter=done.letter if done else None,
        waiting=bool(done and done.waiting),
    )


def _language(desk: Desk, sender: str, posting: Posting | None) -> Language:
    """The recruiter's language: as configured, else that of the posting, or of the first of theirs."""
    known = [posting] if posting else []
    known += [each for each in desk.settings.postings.values() if sender in map(str.lower, each.addresses)]
    for each in known:
        for recruiter in each.recruiters:
            if recruiter.address.lower() == sender and recruiter.language:
                return recruiter.language
    others = (each.language for each in (*known, *desk.settings.postings.values()))
    return next(others, "fr")
