"""The answer to a mail: written once, put into the outbox in the same transaction as its cause."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intake.crash import crashpoint
from intake.domain.assess import contents
from intake.domain.decide import Considered, Decision, Dossier
from intake.domain.freemail import domain_of
from intake.domain.letter import Instruction, LetterFacts, LetterFile, Missing
from intake.domain.model import Document, Mailbox, Posting
from intake.services.desk import Desk, Mail
from intake.store import ledger, outbox
from intake.store.database import Transaction

log = logging.getLogger(__name__)

# Mail older than this at a mailbox's first poll gets no letter, unless `since` says otherwise.
_BACKLOG = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """What a letter answers: the mail, its row, and the application that it became."""

    mail: Mail
    seen: Considered
    row_id: int
    application_id: int | None
    reference: str | None


def acknowledge(
    desk: Desk, tx: Transaction, cause: Cause, decision: Decision, before: Dossier | None
) -> None:
    """Write the letter of a decision and put it into the outbox; the second time nothing happens."""
    assert decision.letter is not None
    message, mailbox, now = cause.seen.message, cause.mail.mailbox, desk.now()
    assert message.sender is not None
    message_id = desk.new_message_id(mailbox.address)
    try:
        rendered = desk.letters.render(_facts(desk, cause, decision, before))
        raw = desk.compose(
            rendered=rendered,
            sender_name=_organisation(desk, decision.posting),
            sender_address=mailbox.address,
            recipient=message.sender.email,
            message_id=message_id,
            date=now,
            in_reply_to=message.message_id,
            references=message.references,
            reference=cause.reference if decision.details else None,
        )
    except ValueError as error:  # an address that no mail of ours can carry
        ledger.add_reason(tx, cause.row_id, f"no letter: {error}")
        return
    for fault in rendered.faults:
        log.warning("template %s", fault)
    if cause.application_id is not None:
        outbox.supersede(tx, cause.application_id, now)
    values = {
        "cause_id": cause.row_id,
        "application_id": cause.application_id,
        "kind": decision.letter,
        "language": decision.language,
        "mailbox": mailbox.name,
        "recipient": message.sender.email,
        "domain": domain_of(message.sender.email),
        "message_id": message_id,
        "raw": raw,
        "created_at": now,
        "attempts": 0,
    }
    values |= _when(desk, tx, cause, decision)
    if outbox.enqueue(tx, values) is None:
        outbox.renew(tx, values)
    crashpoint("enqueued")


def _when(desk: Desk, tx: Transaction, cause: Cause, decision: Decision) -> dict[str, Any]:
    """When a letter is due: now, after the quiet time, or never where its mail is older than `since`."""
    now = desk.now()
    if cause.mail.received_at < answers_since(tx, cause.mail.mailbox):
        reason = "the mail is older than the mailbox's 'since'"
        ledger.add_reason(tx, cause.row_id, f"no letter: {reason}")
        return {"state": "held", "due_at": now, "note": reason}
    first = decision.letter == "incomplete" and not outbox.told(tx, cause.application_id, "incomplete")
    return {"state": "pending", "due_at": now + (desk.settings.quiet if first else timedelta())}


def answers_since(tx: Transaction, mailbox: Mailbox) -> datetime:
    """From when on a mailbox's mail is answered."""
    return mailbox.since or ledger.first_polled_at(tx, mailbox.name) - _BACKLOG


def _organisation(desk: Desk, posting: Posting | None) -> str:
    return posting.organisation if posting else desk.settings.organisation


def _facts(desk: Desk, cause: Cause, decision: Decision, before: Dossier | None) -> LetterFacts:
    assert decision.letter is not None
    posting = decision.posting
    earlier = before.held if before else ()
    return LetterFacts(
        kind=decision.letter,
        language=decision.language,
        organisation=_organisation(desk, posting),
        title=posting.title if posting else None,
        reference=cause.reference,
        candidate=decision.name,
        received_at=cause.mail.received_at,
        now=desk.now(),
        zone=posting.zone if posting else desk.settings.zone,
        status=decision.verdict.status if decision.verdict else None,
        files=_files(cause.seen.documents) if decision.details else (),
        held=_files([item.document for item in earlier]) if decision.details else (),
        missing=_missing(posting, decision, [*(item.document for item in earlier), *decision.added]),
        cutoff=posting.cutoff if posting else None,
        subject=cause.seen.message.subject,
        details=decision.details,
        instructions=() if posting else _instructions(desk, cause.mail.mailbox),
    )


def _files(documents: Sequence[Document]) -> tuple[LetterFile, ...]:
    return tuple(
        LetterFile(file=item.file, kinds=item.kinds, readable=bool(item.kinds or item.pages))
        for item in documents
    )


def _missing(
    posting: Posting | None, decision: Decision, documents: Sequence[Document]
) -> tuple[Missing, ...]:
    """What a letter may call missing: nothing, if a document that we hold could be it (rule 6)."""
    if posting is None or not decision.details:
        return ()
    found = contents(posting, documents, decision.unread)
    return () if found.doubt else found.lacking


def _instructions(desk: Desk, mailbox: Mailbox) -> tuple[Instruction, ...]:
    """How to write to each posting of a mailbox that is open now."""
    return tuple(
        Instruction(
            title=posting.title,
            subject=posting.subject.replace("{title}", posting.title),
            cutoff=posting.cutoff,
            zone=posting.zone,
        )
        for posting in desk.postings_of(mailbox.name)
        if posting.subject and posting.is_open_at(desk.now())
    )
