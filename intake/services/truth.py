"""What a letter to a candidate would say now, in the thread of an earlier one; or why it is true no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from intake.domain.assess import contents
from intake.domain.case import CLOSED, TELLS
from intake.domain.model import LetterKind, Mailbox, Posting
from intake.domain.route import reference_in
from intake.domain.trouble import Trouble
from intake.services.acknowledge import UNASKED, Answer, Cause, written
from intake.services.desk import Desk
from intake.store import dossiers, ledger, requests
from intake.store.database import Transaction

TOLD = ("complete", "late")  # said once; then a letter says what is new
# What tells where a dossier stands, and what must go on being so until it goes out.
STANDING: tuple[LetterKind, ...] = ("complete", "incomplete", "late", "review", "updated")
SAYING: tuple[LetterKind, ...] = ("reminder", "withdrawn", "privacy")


def refuse_finished(tx: Transaction, letter_id: int, message_id: int) -> Any:
    """The request that a letter says is in hand.

    Raises:
        Trouble: it is finished.

    """
    request = requests.of_message(tx, message_id)
    if request is None or request.finished_at is not None:
        raise Trouble(f"Letter {letter_id} says that a request is in hand, and it is finished.")
    return request


def refuse_false(
    tx: Transaction, row: Any, kind: LetterKind, stored: dossiers.Stored, posting: Posting | None
) -> None:
    """Refuse a letter of a kind that is not true of a dossier (any more).

    `row` is the letter, or one in whose thread it is written.

    Raises:
        Trouble: so it is.

    """
    dossier = stored.dossier
    if kind == "privacy":
        refuse_finished(tx, row.id, row.cause_id)
    elif kind == "withdrawn" and dossier.status != "withdrawn":
        why = f"{dossier.reference} is '{dossier.status}' now"
        raise Trouble(f"Letter {row.id} says that the candidate withdrew, and {why}.")
    elif kind == "reminder" and not _surely_missing(stored, posting):
        raise Trouble(f"{dossier.reference} is '{dossier.status}': nothing is surely missing there.")
    elif kind in STANDING and dossier.status in CLOSED:
        why = f"{dossier.reference} is closed: {CLOSED[dossier.status]}"
        raise Trouble(f"Letter {row.id} cannot be written: {why}.")


def _surely_missing(stored: dossiers.Stored, posting: Posting | None) -> bool:
    dossier = stored.dossier
    if posting is None or dossier.status not in ("incomplete", "late"):
        return False
    found = contents(posting, [item.document for item in dossier.held], dossier.unread)
    return bool(found.lacking) and not found.doubt


def mailbox_of(desk: Desk, row: Any) -> Mailbox:
    """The mailbox of a letter.

    Raises:
        Trouble: it is configured no more.

    """
    mailbox = desk.settings.mailboxes.get(row.mailbox)
    if mailbox is None:
        raise Trouble(
            f"Letter {row.id} is of mailbox {row.mailbox}, which intake.yaml names no more.",
            "Put that mailbox back, then release it.",
        )
    return mailbox


def anew(desk: Desk, tx: Transaction, row: Any) -> dict[str, Any]:
    """A letter to a candidate in words that say what is true now, as columns of the outbox.

    Raises:
        Trouble: there is nothing to be said any more.

    """
    cause, answer = in_thread(desk, tx, row)
    stored = dossiers.get(tx, row.application_id)
    refuse_false(tx, row, row.kind, stored, answer.posting)
    cutoff = answer.posting.cutoff if answer.posting else None
    if row.kind == "reminder" and cutoff and row.created_at < cutoff <= desk.now():
        raise Trouble(f"Letter {row.id} reminds of a deadline that has passed.")
    if row.kind in SAYING:
        answer = replace(answer, kind=row.kind)
    if row.kind == "privacy":
        request = refuse_finished(tx, row.id, row.cause_id)
        answer = replace(answer, request=request.kind, answer_by=request.due_at)
    tried = row.attempts > 0 and row.state == "pending"
    return written(desk, cause, answer, row.message_id if tried else None)


def in_thread(desk: Desk, tx: Transaction, row: Any) -> tuple[Cause, Answer]:
    """What a letter to a candidate answers, and what there is to say of its application now.

    Raises:
        Trouble: its posting, or its mailbox, is configured no more.

    """
    stored = dossiers.get(tx, row.application_id)
    posting = desk.settings.postings.get(stored.posting)
    if posting is None:
        why = f"is for {stored.posting}, which is configured no more"
        raise Trouble(f"Letter {row.id} cannot be written: {stored.dossier.reference} {why}.")
    mail = ledger.get(tx, row.cause_id)
    assert mail is not None
    before = desk.parse(row.raw, row.created_at)  # the letter knows its place in the thread
    cause = Cause(
        mailbox=mailbox_of(desk, row),
        received_at=mail.received_at,
        sender=row.recipient,
        subject=mail.subject,
        message_id=before.in_reply_to,
        references=before.references,
        row_id=row.cause_id,
        application_id=row.application_id,
        reference=stored.dossier.reference,
        silent=mail.folder == ledger.IMPORTED and row.state == "held",
        unasked=row.note == UNASKED and row.state == "held",
    )
    own = dossiers.brought(tx, row.application_id, row.cause_id)
    earlier = sorted({*before.references} - {before.in_reply_to})
    thread = dossiers.thread(tx, row.mailbox, earlier, reference_in(mail.subject))
    # Who answers in another's thread is told nothing of a dossier, as the first time.
    details = thread is None or thread.email == row.recipient.lower()
    return cause, _answer(row, stored, posting, own, details=details)


def _answer(
    row: Any, stored: dossiers.Stored, posting: Posting, own: Collection[str], *, details: bool
) -> Answer:
    """What there is to say of an application; `own` are the documents of the mail that is answered."""
    dossier = stored.dossier
    documents = [item.document for item in dossier.held]
    kind = TELLS.get(dossier.status, "review")  # of a closed one none of these is said
    if row.kind == "updated" and dossier.status in TOLD:
        kind = "updated"
    return Answer(
        kind=kind,
        language=row.language,
        posting=posting,
        name=stored.name,
        status=dossier.status,
        details=details,
        files=[each for each in documents if each.sha256 in own],
        held=[each for each in documents if each.sha256 not in own],
        unread=dossier.unread,
        came=None if own else dossier.received_at,
        accepted=dossier.ruling == "accepted",
    )
