"""The outbox as people see it: what has not surely arrived, and what a person lets go."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from intake.domain.decide import CLOSED, TELLS
from intake.domain.model import LetterKind, Mailbox, Posting, Status
from intake.domain.route import reference_in
from intake.domain.trouble import Trouble
from intake.services.acknowledge import Answer, Cause, acknowledge, written
from intake.services.desk import Desk
from intake.services.pages import pages
from intake.store import dossiers, ledger, outbox
from intake.store import letters as store
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)

# States of a letter that its reader need not tell apart.
SHOWN_AS = {"claimed": "pending", "sending": "pending"}

_UNSENT = ("held", "failed")  # no server has taken them
_TOLD = ("complete", "late")  # said once; then a letter says what is new


def listing(
    desk: Desk, *, everything: bool = False, after: int = 0, limit: int | None = None
) -> Iterator[dict[str, Any]]:
    """Yield every letter, or those that have not surely arrived, in the JSON shape of `intake outbox`.

    They are those behind the id `after`, at most `limit`. Raises Trouble.
    """

    def ask(tx: Transaction, after: int, most: int) -> list[tuple[int, dict[str, Any]]]:
        rows = store.listing(tx, everything=everything, after=after, limit=most)
        return [(row.id, _shape(desk, row)) for row in rows]

    return pages(desk, ask, after=after, limit=limit)


def these(desk: Desk, ids: Collection[int]) -> list[dict[str, Any]]:
    """Letters by their ids, in that shape. Raises Trouble."""
    with desk.database.read() as tx:
        return [_shape(desk, row) for row in store.these(tx, ids)]


def _shape(desk: Desk, row: Any) -> dict[str, Any]:
    local = zone(desk.settings.zone)

    def told(when: Any) -> str | None:
        return when.astimezone(local).isoformat(timespec="seconds") if when else None

    return {
        "id": row.id,
        "kind": row.kind,
        "mailbox": row.mailbox,
        "application": row.reference,
        "recipient": row.recipient,
        "language": row.language,
        "state": SHOWN_AS.get(row.state, row.state),
        "created_at": told(row.created_at),
        "due_at": told(row.due_at) if row.state == "pending" else None,
        "attempts": row.attempts,
        "note": row.bounce if row.bounced_at else row.note,
        "message_id": row.message_id,
        "bounced_at": told(row.bounced_at),
    }


def release(desk: Desk, ids: Sequence[int]) -> None:
    """Let held, failed and unknown letters go out now: all of these, or none.

    One on an application that no server took is written anew, so that it says what is true now. One
    that is unknown keeps its bytes and its Message-ID: its reader may get it twice. Caps hold all the same.

    Raises:
        Trouble: an id is unknown, or its letter may not go out; none was released.

    """
    with desk.database.write() as tx:
        now = desk.now()
        for letter_id in dict.fromkeys(ids):
            row = _releasable(desk, tx, letter_id)
            if row.application_id is not None and row.state in _UNSENT:
                store.rewrite(tx, row.id, _anew(desk, tx, row))
            if row.cause_id is not None:
                ledger.add_reason(tx, row.cause_id, "a person released the letter")
            store.release(tx, row.id, now)
            store.ended(tx, [row.id], "letter released", now, actor=desk.actor)
    log.info("letters released=%d", len(ids))


def catch_up(desk: Desk, tx: Transaction, application_id: int) -> None:
    """Let a letter that waits say what a mail that is not answered made of its dossier.

    The candidate wrote and is to hear, once, what is true by then.
    """
    row, now = store.waiting(tx, application_id), desk.now()
    if row is None:
        return
    try:
        values = _anew(desk, tx, row)
    except Trouble:  # withdrawn, or its mailbox is configured no more
        outbox.supersede(tx, application_id, now)
        return
    quiet = row.attempts == 0 and row.note is None
    if quiet and values["kind"] != "incomplete":
        values["due_at"] = now
    store.rewrite(tx, row.id, values)


def follow_up(
    desk: Desk, tx: Transaction, application_id: int, *, was: Status, revision: int
) -> tuple[LetterKind | None, str]:
    """Tell the candidate what a correction made of a dossier that `was` in that status before.

    It goes the way of the last answer to the candidate: in the same thread and language, through the
    same gate, so that who was not to be answered is not answered now. Return the letter's kind, or
    None and why there is none.
    """
    row = store.last_answer(tx, application_id)
    if row is None:
        return None, "no mail of this dossier was one to answer"
    if row.state == "pending":
        catch_up(desk, tx, application_id)
        return None, "the letter that was still to go out says so"
    try:
        cause, answer = _what_is_true(desk, tx, row)
    except Trouble as trouble:
        return None, trouble.text
    status = answer.status
    if status is None or (kind := TELLS.get(status)) is None:
        return None, "nothing is to be said"
    if kind == "review":
        return None, "a person is at it"
    kind = "updated" if status == was and status in _TOLD else kind
    acknowledge(desk, tx, replace(cause, revision=revision), replace(answer, kind=kind))
    return kind, ""


def _releasable(desk: Desk, tx: Transaction, letter_id: int) -> Any:
    """The row of a letter that a person may let go.

    Raises:
        Trouble: there is no such letter, or it may not go out.

    """
    row = store.get(tx, letter_id)
    if row is None:
        raise Trouble(f"There is no letter {letter_id}.", "See 'intake outbox --all' for the ids.")
    if row.state not in (*_UNSENT, "unknown"):
        raise Trouble(f"Letter {letter_id} {_WHY_NOT[SHOWN_AS.get(row.state, row.state)]}.")
    if not row.raw:
        raise Trouble(f"Letter {letter_id} spoke of a person whose data was erased: its words are gone.")
    later = store.later(tx, row)
    if later is not None:
        raise Trouble(
            f"Letter {letter_id} is out of date: letter {later} to {row.reference} was written after it.",
            f"See what became of letter {later}; 'intake release {later}' sends it if it has not gone out.",
        )
    _mailbox(desk, row)
    _refuse_untrue(tx, row)
    return row


_WHY_NOT = {
    "sent": "was sent: no letter is sent twice",
    "pending": "goes out by itself when it is due",
    "superseded": "was superseded: a later one says more, or its mail was taken through again",
}


def _refuse_untrue(tx: Transaction, row: Any) -> None:
    """Refuse a letter that cannot be written anew and is not true any more."""
    if row.kind == "unmatched":
        mail = ledger.get(tx, row.cause_id)
        if mail is not None and mail.outcome != "unmatched":
            raise Trouble(
                f"Letter {row.id} says that no posting claims the mail, and one does now.",
                "Write to its sender yourself.",
            )
    elif row.state == "unknown" and row.application_id is not None:
        status = dossiers.get(tx, row.application_id).dossier.status
        if row.kind not in ("updated", status):
            raise Trouble(
                f"Letter {row.id} says '{row.kind}', and {row.reference} is '{status}' now.",
                "It may have arrived, so it is not written anew: write to the candidate yourself.",
            )


def _mailbox(desk: Desk, row: Any) -> Mailbox:
    mailbox = desk.settings.mailboxes.get(row.mailbox)
    if mailbox is None:
        raise Trouble(
            f"Letter {row.id} is of mailbox {row.mailbox}, which intake.yaml names no more.",
            "Put that mailbox back, then release it.",
        )
    return mailbox


def _anew(desk: Desk, tx: Transaction, row: Any) -> dict[str, Any]:
    """A letter to a candidate in words that say what is true now, as columns of the outbox.

    Raises:
        Trouble: there is nothing to be said any more.

    """
    return written(desk, *_what_is_true(desk, tx, row))


def _what_is_true(desk: Desk, tx: Transaction, row: Any) -> tuple[Cause, Answer]:
    """What a letter to a candidate answers, and what it would say now.

    Raises:
        Trouble: there is nothing to be said any more.

    """
    stored = dossiers.get(tx, row.application_id)
    posting = desk.settings.postings.get(stored.posting)
    if posting is None:
        why = f"is for {stored.posting}, which is configured no more"
        raise Trouble(f"Letter {row.id} cannot be written: {stored.dossier.reference} {why}.")
    if stored.dossier.status in CLOSED:
        why = f"{stored.dossier.reference} is closed: {CLOSED[stored.dossier.status]}"
        raise Trouble(f"Letter {row.id} cannot be written: {why}.")
    mail = ledger.get(tx, row.cause_id)
    assert mail is not None
    before = desk.parse(row.raw, row.created_at)  # the letter knows its place in the thread
    cause = Cause(
        mailbox=_mailbox(desk, row),
        received_at=mail.received_at,
        sender=row.recipient,
        subject=mail.subject,
        message_id=before.in_reply_to,
        references=before.references,
        row_id=row.cause_id,
        application_id=row.application_id,
        reference=stored.dossier.reference,
        silent=mail.folder == ledger.IMPORTED and row.state == "held",
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
    kind = "updated" if row.kind == "updated" and dossier.status in _TOLD else TELLS[dossier.status]
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
    )
