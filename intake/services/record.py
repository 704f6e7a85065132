"""What a mail amounts to, written down: its row, its dossier's new state, its letter, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from intake.crash import crashpoint
from intake.domain import wanted
from intake.domain.clocks import disagreements
from intake.domain.decide import Considered, Decision, decide
from intake.domain.model import Document, Message, Outcome, Posting
from intake.domain.order_token import hidden
from intake.services import canary, letters, requests, withdrawals
from intake.services.acknowledge import Answer, Cause, acknowledge
from intake.services.consider import count_files
from intake.services.desk import Desk, Mail
from intake.store import dossiers, ledger, outbox, unmatched
from intake.store.database import Transaction
from intake.zones import zone

# Writes a mail's row (a new one, or over its old one); None if that copy has one already.
WriteRow = Callable[[Transaction, Mapping[str, Any]], int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What became of a mail: its row's id, its outcome, and its application's reference."""

    id: int
    outcome: Outcome
    application: str | None


_AT_ONCE = 8  # storages asked at a time


class TakenMeanwhileError(Exception):
    """The copy has its row already."""


def add_row(tx: Transaction, write_row: WriteRow, values: Mapping[str, Any]) -> int:
    """Write a mail's row; once that is committed its bytes are kept, see `kept`.

    Raises:
        TakenMeanwhileError: the copy has its row already.

    """
    row_id: int | None = write_row(tx, values)
    if row_id is None:
        raise TakenMeanwhileError
    return row_id


def kept(desk: Desk, mails: Sequence[Mail], infected: Collection[str] = ()) -> None:
    """See to it that the bytes of mails are kept whose rows are written, before these are committed.

    They may have been swept since, for no row named them; those of `infected` digests go apart again.
    """

    def keep(mail: Mail) -> None:
        if not desk.blobs.has(mail.sha256):
            desk.blobs.put(mail.raw)
            if mail.sha256 in infected:
                desk.blobs.set_apart(mail.sha256)

    if len(mails) == 1:
        keep(mails[0])
        return
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="keep") as pool:  # others wait for the database
        list(pool.map(keep, mails))


def record(
    desk: Desk, tx: Transaction, mail: Mail, seen: Considered, write_row: WriteRow, *, again: bool
) -> Done:
    """Look up the dossier, decide, and write the mail's row, the dossier's new state and the letter.

    `again`: the mail has its row already, and may have its letter.
    """
    seen = requests.placed(desk, tx, mail.mailbox, seen)
    route = seen.route
    posting = route.posting if route else None
    email = route.candidate.email if route and route.candidate else None
    stored = dossiers.find(tx, posting.id, email) if posting else None
    decision = decide(
        seen,
        stored.dossier if stored else None,
        answer_unmatched=mail.mailbox.answer_unmatched,
        default_language=desk.default_language(mail.mailbox.name),
        past=requests.past(desk, tx, mail, seen),
    )
    values = _facts(desk, mail, seen.message, decision)
    if (
        decision.outcome == "automatic"
        and not mail.imported
        and (returned := canary.recognise(desk, tx, mail, seen.message.subject))
    ):
        values["reason"] = returned
    if stored:
        application_id, reference = stored.id, stored.dossier.reference
    elif posting and decision.verdict:
        application_id, reference = _open(tx, posting, decision, mail)
    else:
        application_id, reference = None, None
    row_id = add_row(tx, write_row, values | {"application_id": application_id})
    if again and posting:
        outbox.take_back(tx, row_id, desk.now())
    if reference and decision.verdict:
        _note_sent_again(desk, tx, mail, seen, row_id, reference)
    if application_id is not None and decision.verdict:
        if stored:
            _change(tx, decision, mail, seen.documents, stored)
        dossiers.add_documents(tx, application_id, row_id, mail.received_at, decision.added)
        crashpoint("filed")
    answered = _tell(desk, tx, mail, seen, decision, row_id, stored, application_id, reference)
    if stored and decision.verdict and not answered:  # a letter that still waits would be out of date
        letters.catch_up(desk, tx, stored.id)
    return Done(id=row_id, outcome=decision.outcome, application=reference)


def _tell(  # noqa: PLR0917 - each is one fact of the case
    desk: Desk,
    tx: Transaction,
    mail: Mail,
    seen: Considered,
    decision: Decision,
    row_id: int,
    stored: dossiers.Stored | None,
    application_id: int | None,
    reference: str | None,
) -> bool:
    """Note what the mail asks of the data that is kept, and write the letter; whether one goes out."""
    answer_by = requests.note(desk, tx, row_id, seen, decision.asked) if decision.asked else None
    if stored and decision.ruling == "withdrawn":
        withdrawals.hush(tx, stored.id, desk.now())
    if decision.letter is None:
        return False
    cause = Cause.of(mail, seen.message, row_id, application_id, reference, first=stored is None)
    answer = Answer.of(decision, seen, stored.dossier if stored else None, answer_by=answer_by)
    return acknowledge(desk, tx, cause, answer)


def _note_sent_again(  # noqa: PLR0917 - each is one fact of the case
    desk: Desk, tx: Transaction, mail: Mail, seen: Considered, row_id: int, reference: str
) -> None:
    """Say of mails that no posting claimed, and whose sender was told so, as what they came again."""
    sender, route = seen.message.sender, seen.route
    if sender is None or route is None or not route.details or not wanted.files(seen.documents):
        return
    now, note = desk.now(), f"sent again as {reference}"
    earlier = unmatched.sent_again(
        tx, mail.mailbox.name, sender.email, now - requests.LATELY, row_id=row_id, note=note, now=now
    )
    for message_id in earlier:
        ledger.add_reason(tx, message_id, note)


def _facts(desk: Desk, mail: Mail, message: Message, decision: Decision) -> dict[str, Any]:
    """What the ledger says of a mail."""
    odd = disagreements(message) if decision.posting else ()
    return place(desk, mail) | {
        "message_id": message.message_id,
        "dated": message.date,
        "sender": message.sender.email if message.sender else None,
        "subject": hidden(message.subject),  # digests show it, also to whom such a token is not for
        "files": count_files(desk, message),
        "outcome": decision.outcome,
        "posting": decision.posting.id if decision.posting else None,
        "reason": "; ".join(
            filter(None, (decision.reason.rstrip("."), _silence(decision), *odd, mail.imported))
        ),
    }


def _silence(decision: Decision) -> str | None:
    return f"no letter: {decision.silence}" if decision.silence else None


def _open(tx: Transaction, posting: Posting, decision: Decision, mail: Mail) -> tuple[int, str]:
    """Open the application; its row id and its reference."""
    assert decision.verdict is not None
    year = mail.received_at.astimezone(zone(posting.zone)).year
    reference = dossiers.next_reference(tx, posting.prefix, year)
    values = _known(decision) | {
        "reference": reference,
        "posting": posting.id,
        "email": decision.candidate.email.lower() if decision.candidate else None,
        "name": decision.name,
        "received_at": mail.received_at,
    }
    return dossiers.create(tx, values, decision.verdict), reference


def _change(
    tx: Transaction, decision: Decision, mail: Mail, documents: Sequence[Document], stored: dossiers.Stored
) -> None:
    """Give the application its new state."""
    assert decision.verdict is not None
    kept = _known(decision) | {"received_at": min(mail.received_at, stored.dossier.received_at)}
    dossiers.change(tx, stored.id, kept, decision.verdict)
    dossiers.bring_forward(tx, stored.id, mail.received_at, [item.sha256 for item in documents])


def _known(decision: Decision) -> dict[str, Any]:
    return {
        "ruling": decision.ruling,
        "person": decision.person,
        "doubt": decision.doubt,
        "unread": list(decision.unread),
    }


def place(desk: Desk, mail: Mail) -> dict[str, Any]:
    """What the ledger says of any mail, whatever it is."""
    return {
        "sha256": mail.sha256,
        "size": len(mail.raw),
        "received_at": mail.received_at,
        "taken_at": desk.now(),
    }
