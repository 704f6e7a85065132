"""One mail, from its raw bytes to its row, its dossier and its letter: all of it, or nothing.

The raw bytes are in the blob store before any thought is given to them. Reading and judging
happen outside the transaction; the one transaction at the end looks up the dossier, decides, and
writes everything. A constraint refuses the second time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.crash import crashpoint
from intake.domain.decide import Considered, Decision, decide
from intake.domain.model import Document, Mailbox, Message, Outcome, Posting
from intake.domain.route import Thread, reference_in
from intake.domain.trouble import Trouble, Unreadable, stumble
from intake.services.acknowledge import Cause, acknowledge
from intake.services.consider import consider, count_files
from intake.services.desk import Desk, Mail
from intake.store import dossiers, ledger, outbox
from intake.store.database import Conflict, Transaction
from intake.store.ledger import Copy
from intake.zones import zone

log = logging.getLogger(__name__)


# Writes a mail's row (a new one, or over its old one); None if that copy has one already.
WriteRow = Callable[[Transaction, Mapping[str, Any]], int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What became of a mail: its row's id, its outcome, and its application's reference."""

    id: int
    outcome: Outcome
    application: str | None


class _TakenMeanwhileError(Exception):
    """The copy has its row already."""


def receive(desk: Desk, mail: Mail, copy: Copy) -> Done | None:
    """Take in one copy of a mail. None if it is no new one (renumbered, or taken meanwhile).

    Raises:
        Trouble: the database or the disk cannot be used; nothing was written.

    """
    with desk.database.write() as tx:
        if ledger.renumber(tx, copy, mail.sha256):
            crashpoint("in renumbering")
            log.info("renumbered sha256=%s uid=%d", mail.sha256[:12], copy.uid)
            return None
    try:
        return _settle(desk, mail, lambda tx, values: ledger.add(tx, copy, values))
    except _TakenMeanwhileError:
        return None


def replay(desk: Desk, mail: Mail, message_id: int, assigned: Posting | None) -> Done:
    """Take a mail of the ledger through again, from its kept bytes; `assigned` names its posting."""

    def rewrite(tx: Transaction, values: Mapping[str, Any]) -> int:
        fixed = {key: value for key, value in values.items() if key != "taken_at"}
        ledger.change(tx, message_id, fixed)
        return message_id

    return _settle(desk, mail, rewrite, assigned=assigned, again=True)


def _settle(
    desk: Desk, mail: Mail, write_row: WriteRow, *, assigned: Posting | None = None, again: bool = False
) -> Done:
    """Judge a mail and write everything that follows, in one transaction."""
    if not again and (copied := _duplicate(desk, mail, write_row)):
        return copied
    try:
        seen = _judge(desk, mail, assigned)
        crashpoint("judged")
        try:
            return _write(desk, mail, seen, write_row, again=again)
        except Conflict:  # another process opened the same dossier between our look and our write
            return _write(desk, mail, seen, write_row, again=again)
    except (Trouble, _TakenMeanwhileError):
        raise
    except Unreadable as error:
        reason = f"no mail that can be read: {error}; its bytes are kept"
    except Exception as error:  # noqa: BLE001 - the one broad net: what we stumble on is kept for a person
        log.error("sha256=%s %s", mail.sha256[:12], stumble(error))  # noqa: TRY400 - it says less
        reason = f"could not be processed ({type(error).__name__}); its bytes are kept: try 'intake replay'"
        if again:  # what it was before stays true
            raise Trouble(f"The mail {reason}.", "It stays as it was; please report this.") from None
    return _quarantine(desk, mail, reason, write_row)


def _quarantine(desk: Desk, mail: Mail, reason: str, write_row: WriteRow) -> Done:
    values = {"message_id": None, "dated": None, "sender": None, "subject": "", "files": 0}
    values |= {"outcome": "quarantined", "reason": reason, "posting": None, "application_id": None}
    with desk.database.write() as tx:
        row_id = _row(tx, write_row, values | _place(desk, mail))
    log.warning("mail id=%d outcome=quarantined", row_id)
    return Done(id=row_id, outcome="quarantined", application=None)


def _duplicate(desk: Desk, mail: Mail, write_row: WriteRow) -> Done | None:
    """File a further copy of bytes that this mailbox has given before."""
    with desk.database.write() as tx:
        first = ledger.first_copy(tx, mail.mailbox.name, mail.sha256)
        if first is None:
            return None
        values = {
            column: getattr(first, column)
            for column in ("message_id", "dated", "sender", "subject", "posting", "application_id", "files")
        }
        reason = f"the same bytes as mail {first.id}"
        values |= _place(desk, mail) | {"outcome": "duplicate", "reason": reason}
        row_id = _row(tx, write_row, values)
        reference = dossiers.reference_of(tx, first.application_id) if first.application_id else None
    log.info("mail id=%d outcome=duplicate of=%d", row_id, first.id)
    return Done(id=row_id, outcome="duplicate", application=reference)


def _judge(desk: Desk, mail: Mail, assigned: Posting | None) -> Considered:
    """Everything that can be said of a mail without the dossier."""
    message = desk.parse(mail.raw, mail.received_at)
    crashpoint("parsed")
    return consider(
        desk,
        message,
        mailbox=mail.mailbox,
        postings=desk.postings_of(mail.mailbox.name),
        thread=_thread(desk, mail.mailbox, message),
        assigned=assigned,
    )


def _thread(desk: Desk, mailbox: Mailbox, message: Message) -> Thread | None:
    ids = {*message.references, *((message.in_reply_to,) if message.in_reply_to else ())}
    with desk.database.read() as tx:
        return dossiers.thread(tx, mailbox.name, sorted(ids), reference_in(message.subject))


def _place(desk: Desk, mail: Mail) -> dict[str, Any]:
    return {
        "sha256": mail.sha256,
        "size": len(mail.raw),
        "received_at": mail.received_at,
        "taken_at": desk.now(),
    }


def _write(desk: Desk, mail: Mail, seen: Considered, write_row: WriteRow, *, again: bool) -> Done:
    with desk.database.write() as tx:
        done = _write_decision(desk, tx, mail, seen, write_row)
        if again:
            ledger.follow(tx, done.id)
        crashpoint("before commit")
    crashpoint("committed")
    log.info("mail id=%d outcome=%s application=%s", done.id, done.outcome, done.application)
    return done


def _row(tx: Transaction, write_row: WriteRow, values: Mapping[str, Any]) -> int:
    row_id: int | None = write_row(tx, values)
    if row_id is None:
        raise _TakenMeanwhileError
    return row_id


def _write_decision(desk: Desk, tx: Transaction, mail: Mail, seen: Considered, write_row: WriteRow) -> Done:
    """Look up the dossier, decide, and write the mail's row, the dossier's new state and the letter."""
    route = seen.route
    posting = route.posting if route else None
    email = route.candidate.email if route and route.candidate else None
    stored = dossiers.find(tx, posting.id, email) if posting else None
    decision = decide(
        seen,
        stored.dossier if stored else None,
        answer_unmatched=mail.mailbox.answer_unmatched,
        default_language=desk.default_language(mail.mailbox.name),
    )
    values = _facts(desk, mail, seen.message, decision)
    values["application_id"] = application_id = stored.id if stored else None
    row_id = _row(tx, write_row, values)
    if posting:
        outbox.take_back(tx, row_id, desk.now())
    if posting and decision.verdict:
        application_id = _file(tx, posting, decision, mail, seen.documents, row_id=row_id, stored=stored)
        ledger.change(tx, row_id, {"application_id": application_id})
    reference = dossiers.reference_of(tx, application_id) if application_id else None
    if decision.letter:
        cause = Cause(mail=mail, seen=seen, row_id=row_id, application_id=application_id, reference=reference)
        acknowledge(desk, tx, cause, decision, stored.dossier if stored else None)
    elif stored and decision.verdict:  # unanswered; a letter that still waits would be out of date
        outbox.supersede(tx, stored.id, desk.now())
    return Done(id=row_id, outcome=decision.outcome, application=reference)


def _facts(desk: Desk, mail: Mail, message: Message, decision: Decision) -> dict[str, Any]:
    """What the ledger says of a mail."""
    return _place(desk, mail) | {
        "message_id": message.message_id,
        "dated": message.date,
        "sender": message.sender.email if message.sender else None,
        "subject": message.subject,
        "files": count_files(desk, message),
        "outcome": decision.outcome,
        "posting": decision.posting.id if decision.posting else None,
        "reason": "; ".join(filter(None, (decision.reason.rstrip("."), _silence(decision)))),
    }


def _silence(decision: Decision) -> str | None:
    return f"no letter: {decision.silence}" if decision.silence else None


def _file(
    tx: Transaction,
    posting: Posting,
    decision: Decision,
    mail: Mail,
    documents: Sequence[Document],
    *,
    row_id: int,
    stored: dossiers.Stored | None,
) -> int:
    """Open the application, or give it its new state; file the documents that are new to it."""
    assert decision.verdict is not None
    kept: dict[str, Any] = {
        "person": decision.person,
        "doubt": decision.doubt,
        "unread": list(decision.unread),
    }
    if stored is None:
        year = mail.received_at.astimezone(zone(posting.zone)).year
        values = kept | {
            "reference": dossiers.next_reference(tx, posting.prefix, year),
            "posting": posting.id,
            "email": decision.candidate.email.lower() if decision.candidate else None,
            "name": decision.name,
            "received_at": mail.received_at,
        }
        application_id = dossiers.create(tx, values, decision.verdict)
    else:
        application_id = stored.id
        kept |= {"received_at": min(mail.received_at, stored.dossier.received_at)}
        dossiers.change(tx, application_id, kept, decision.verdict)
        dossiers.bring_forward(tx, application_id, mail.received_at, [item.sha256 for item in documents])
    dossiers.add_documents(tx, application_id, row_id, mail.received_at, decision.added)
    return application_id
