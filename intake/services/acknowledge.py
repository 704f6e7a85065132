"""The answer to a mail: written once, put into the outbox in the same transaction as its cause."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from intake.crash import crashpoint
from intake.domain.assess import contents
from intake.domain.decide import Considered, Decision, Dossier
from intake.domain.freemail import domain_of
from intake.domain.letter import Instruction, LetterFacts, LetterFile, Missing, PrivacyNotice
from intake.domain.model import Document, Language, LetterKind, Mailbox, Message, Posting, Status
from intake.domain.privacy import Request
from intake.services.desk import Desk, Mail
from intake.store import audit, ledger, outbox, restoring
from intake.store.database import Transaction

log = logging.getLogger(__name__)

# Why a letter is held whose mail a person took in without an answer.
UNASKED = "a person took the mail in, and no answer was wanted"
# What tells where a dossier stands: the newest of them says all.
_STANDING: Collection[LetterKind] = ("complete", "incomplete", "late", "review", "updated")
# Mail older than this at a mailbox's first poll gets no letter, unless `since` says otherwise.
_BACKLOG = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """What a letter answers: the mail, its row, and the application that it became."""

    mailbox: Mailbox
    received_at: datetime
    sender: str  # whom the letter goes to
    subject: str
    message_id: str | None
    references: tuple[str, ...]
    row_id: int
    application_id: int | None
    reference: str | None
    first: bool = False  # the mail opened the application: there is no letter before
    revision: int = 0  # the audit log's id of the correction that caused the letter; 0: the mail did
    silent: bool = False  # the mail was imported, and no answers were asked for
    unasked: bool = False  # a person took the mail in, and wants no answer to go out
    chosen: bool = False  # a person took the mail in, and said whether an answer goes out

    @classmethod
    def of(
        cls,
        mail: Mail,
        message: Message,
        row_id: int,
        application_id: int | None,
        reference: str | None,
        *,
        first: bool,
    ) -> Self:
        """The mail in hand, which has a sender."""
        assert message.sender is not None
        return cls(
            mailbox=mail.mailbox,
            received_at=mail.received_at,
            sender=message.sender.email,
            subject=message.subject,
            message_id=message.message_id,
            references=message.references,
            row_id=row_id,
            application_id=application_id,
            reference=reference,
            first=first,
            silent=mail.silent,
            unasked=mail.unasked,
            chosen=mail.chosen,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a letter says."""

    kind: LetterKind
    language: Language
    posting: Posting | None
    name: str | None  # the candidate's
    status: Status | None
    details: bool  # False: nothing of a dossier may be said
    files: Sequence[Document]  # of the mail that it answers
    held: Sequence[Document] = ()  # of the others
    unread: Sequence[str] = ()
    request: Request | None = None  # of `privacy`: what was asked
    answer_by: datetime | None = None  # of `privacy`: the end (exclusive) of the time for the answer
    came: datetime | None = None  # when the application was received, where the mail brought nothing to it
    accepted: bool = False  # late, and a person said that it counts

    @classmethod
    def of(
        cls,
        decision: Decision,
        seen: Considered,
        before: Dossier | None,
        *,
        answer_by: datetime | None = None,
    ) -> Self:
        """What a decision on the mail in hand says; `before` is the dossier that it adds to."""
        assert decision.letter is not None
        known = {item.document.sha256: item.document for item in before.held} if before else {}
        return cls(
            kind=decision.letter,
            language=decision.language,
            posting=decision.posting,
            name=decision.name,
            status=decision.verdict.status if decision.verdict else None,
            details=decision.details,
            # What a person said of a document holds when it comes again.
            files=[replace(known.get(each.sha256, each), file=each.file) for each in seen.documents]
            if decision.posting
            else (),
            held=tuple(known.values()),
            unread=decision.unread,
            request=decision.asked.kind if decision.asked else None,
            answer_by=answer_by,
            accepted=decision.ruling == "accepted",
        )


def acknowledge(desk: Desk, tx: Transaction, cause: Cause, answer: Answer) -> bool:
    """Write a letter and put it into the outbox; the second time nothing happens.

    Return whether it goes by itself: not where it is held for a person, or cannot be written.
    """
    now = desk.now()
    try:
        values = written(desk, cause, answer)
    except ValueError as error:  # an address that no mail of ours can carry
        ledger.add_reason(tx, cause.row_id, f"no letter: {error}")
        return False
    withheld = why_withheld(desk, tx, cause)
    # One that is held takes no other's place, which its candidate waits for.
    if cause.application_id is not None and not cause.first and not withheld and answer.kind in _STANDING:
        outbox.supersede(tx, cause.application_id, now)
    values |= {
        "cause_id": cause.row_id,
        "revision": cause.revision,
        "application_id": cause.application_id,
        "mailbox": cause.mailbox.name,
        "recipient": cause.sender,
        "domain": domain_of(cause.sender),
        "created_at": now,
        "attempts": 0,
    }
    values |= _held(desk, tx, cause, withheld) if withheld else _when(desk, tx, cause, answer, now)
    if outbox.enqueue(tx, values) is None and not outbox.renew(tx, values) and cause.chosen:
        _enqueue_after_unmatched(tx, values)
    crashpoint("enqueued")
    return withheld is None


def _enqueue_after_unmatched(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Answer a mail, once for each replay, whose sender was told that no posting claims it."""
    if values["kind"] == "unmatched" or not outbox.told_unmatched(tx, values["cause_id"]):
        return
    replayed = audit.last(tx, "replay", values["cause_id"])
    if replayed is not None:
        outbox.enqueue(tx, {**values, "revision": replayed})


def written(desk: Desk, cause: Cause, answer: Answer, message_id: str | None = None) -> dict[str, Any]:
    """A letter in words, as the columns of the outbox; one that was tried before keeps its `message_id`.

    Raises:
        ValueError: no mail can be made of it.

    """
    message_id = message_id or desk.new_message_id(cause.mailbox.address)
    rendered = desk.letters.render(_facts(desk, cause, answer))
    raw = desk.compose(
        rendered=rendered,
        sender_name=_organisation(desk, answer.posting),
        sender_address=cause.mailbox.address,
        recipient=cause.sender,
        message_id=message_id,
        date=desk.now(),
        in_reply_to=cause.message_id,
        references=cause.references,
        reference=cause.reference if answer.details else None,
    )
    for fault in rendered.faults:
        log.warning("template %s", fault)
    return {"kind": answer.kind, "language": answer.language, "message_id": message_id, "raw": raw}


def _held(desk: Desk, tx: Transaction, cause: Cause, reason: str) -> dict[str, Any]:
    """Keep a letter for a person to let go, and say why."""
    if not cause.revision:  # else the mail's own letter was held back, and it is said
        ledger.add_reason(tx, cause.row_id, f"no letter: {reason}")
    return {"state": "held", "due_at": desk.now(), "note": reason}


def _when(desk: Desk, tx: Transaction, cause: Cause, answer: Answer, now: datetime) -> dict[str, Any]:
    """When a letter is due: now, or after the quiet time.

    That begins anew with each part of a dossier, but ends when twice as much has passed since the first.
    """
    quiet, due_at = desk.settings.quiet, now
    if answer.kind == "incomplete" and quiet:
        if cause.first:
            due_at = now + quiet
        elif not outbox.told(tx, cause.application_id, "incomplete"):
            begun = min(now, outbox.first_written(tx, cause.application_id, "incomplete") or now)
            due_at = max(now, min(now + quiet, begun + 2 * quiet))
    return {"state": "pending", "due_at": due_at}


def why_withheld(desk: Desk, tx: Transaction, cause: Cause) -> str | None:
    """Why a person must let the letter go; None: it goes by itself."""
    if cause.unasked:
        return UNASKED
    if cause.silent:
        return "the mail was imported, and no answers were asked for"
    if cause.received_at < answers_since(tx, cause.mailbox, desk.now()):
        return "the mail is older than the mailbox's 'since'"
    if not cause.revision and restoring.in_doubt(tx, cause.received_at):
        return "the mail came before a backup was restored, and may have been answered then"
    return None


def answers_since(tx: Transaction, mailbox: Mailbox, now: datetime) -> datetime:
    """From when on a mailbox's mail is answered."""
    return mailbox.since or (ledger.first_polled_at(tx, mailbox.name) or now) - _BACKLOG


def _organisation(desk: Desk, posting: Posting | None) -> str:
    return posting.organisation if posting else desk.settings.organisation


def _facts(desk: Desk, cause: Cause, answer: Answer) -> LetterFacts:
    posting = answer.posting
    return LetterFacts(
        kind=answer.kind,
        language=answer.language,
        organisation=_organisation(desk, posting),
        title=posting.title if posting else None,
        reference=cause.reference,
        candidate=answer.name,
        received_at=_received(cause, answer),
        # A clock of ours that is slow must not call a time open that the server has seen pass.
        now=max(desk.now(), cause.received_at),
        zone=posting.zone if posting else desk.settings.zone,
        status=answer.status,
        files=_files(answer.files) if answer.details else (),
        held=_files(answer.held) if answer.details else (),
        missing=_missing(answer),
        cutoff=posting.cutoff if posting else None,
        subject=cause.subject,
        details=answer.details,
        instructions=_instructions(desk, cause.mailbox) if answer.kind == "unmatched" else (),
        request=answer.request if answer.kind == "privacy" else None,
        answer_by=answer.answer_by if answer.kind == "privacy" else None,
        refused=_refused(answer),
        admitted=_admitted(cause, answer),
        notice=_notice(desk, answer),
    )


def _refused(answer: Answer) -> bool:
    """Whether the application is late, and its posting takes none that are."""
    late = "late" in (answer.kind, answer.status)
    return late and answer.posting is not None and answer.posting.late == "refuse"


def _admitted(cause: Cause, answer: Answer) -> bool:
    """Whether the mail came after the cut-off and counts: in the grace, or because a person says so."""
    posting = answer.posting
    if posting is None or posting.cutoff is None or posting.late_from is None:
        return False
    received_at = _received(cause, answer)
    if received_at < posting.cutoff or answer.status not in ("complete", "incomplete"):
        return False
    return received_at < posting.late_from or answer.accepted


def _received(cause: Cause, answer: Answer) -> datetime:
    """When that was received which a letter speaks of: its mail, or the application that this is about."""
    posting, came = answer.posting, answer.came
    if came is None or answer.kind not in ("complete", "incomplete", "late"):
        return cause.received_at
    in_time = posting is None or posting.late_from is None or came < posting.late_from
    return cause.received_at if answer.kind == "late" and in_time else came


def _notice(desk: Desk, answer: Answer) -> PrivacyNotice | None:
    """What the organisation says of personal data, if it says it in the letter's language."""
    ours, posting = desk.settings.privacy, answer.posting
    purpose = ours.purpose_in(answer.language) if ours else None
    if ours is None or purpose is None:
        return None
    months = desk.settings.retention.get(posting.id) if posting else None
    return PrivacyNotice(purpose=purpose, contact=ours.contact, months=months)


def _files(documents: Sequence[Document]) -> tuple[LetterFile, ...]:
    return tuple(
        LetterFile(file=item.file, kinds=item.kinds, readable=bool(item.kinds or item.pages))
        for item in documents
    )


def _missing(answer: Answer) -> tuple[Missing, ...]:
    """What a letter may call missing: nothing, if a document that we hold could be it (rule 6)."""
    if answer.posting is None or not answer.details:
        return ()
    found = contents(answer.posting, [*answer.held, *answer.files], answer.unread)
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
