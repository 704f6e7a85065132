"""The outbox as people see it: what has not surely arrived, and what a person lets go."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from intake.domain.case import CLOSED, TELLS
from intake.domain.model import LetterKind, Status
from intake.domain.trouble import Trouble
from intake.services.acknowledge import acknowledge, why_withheld
from intake.services.desk import Desk
from intake.services.pages import pages
from intake.services.truth import (
    SAYING,
    STANDING,
    TOLD,
    anew,
    in_thread,
    mailbox_of,
    refuse_false,
    refuse_finished,
)
from intake.store import dossiers, ledger, outbox
from intake.store import letters as store
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)

# States of a letter that its reader need not tell apart.
SHOWN_AS = {"claimed": "pending", "sending": "pending"}

_UNSENT = ("held", "failed")  # no server has taken them
_WAITS = timedelta(days=30)  # after a deadline: what has not gone out by then is some other trouble
_FRESH = timedelta(minutes=10)  # in which the time that a reminder says is left is near enough


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
        for letter_id in dict.fromkeys(ids):
            let_go(desk, tx, letter_id)
    log.info("letters released=%d", len(ids))


def let_go(desk: Desk, tx: Transaction, letter_id: int) -> None:
    """Let a letter go out now, within a transaction. Raises as `release` does."""
    now = desk.now()
    row = _releasable(desk, tx, letter_id)
    if row.application_id is not None and row.state in _UNSENT:
        store.rewrite(tx, row.id, anew(desk, tx, row))
    if row.cause_id is not None:
        ledger.add_reason(tx, row.cause_id, "a person released the letter")
    store.release(tx, row.id, now)
    store.ended(tx, [row.id], "letter released", now, actor=desk.actor)


def arrived(desk: Desk, tx: Transaction, letter_id: int) -> None:
    """Let a person's word stand that an unknown letter did arrive: it is sent, and goes out no more.

    Raises:
        Trouble: there is no such letter, or it is not unknown.

    """
    row = store.get(tx, letter_id)
    if row is None:
        raise Trouble(f"There is no letter {letter_id}.", "See 'intake outbox --all' for the ids.")
    if row.state != "unknown":
        raise Trouble(f"Letter {letter_id} is not in doubt: it is '{SHOWN_AS.get(row.state, row.state)}'.")
    store.arrived(tx, row.id)
    store.ended(tx, [row.id], "letter arrived", desk.now(), actor=desk.actor)


def catch_up(desk: Desk, tx: Transaction, application_id: int) -> None:
    """Let the letters that wait say what a mail that is not answered, or a person, made of their dossier.

    The candidate wrote and is to hear, once, what is true by then. What is no longer to be said is dropped.
    """
    for kinds in (STANDING, *((kind,) for kind in SAYING)):
        row = store.waiting(tx, application_id, kinds)
        if row is not None:
            _catch_up(desk, tx, row)


def _catch_up(desk: Desk, tx: Transaction, row: Any) -> None:
    now = desk.now()
    try:
        values = anew(desk, tx, row)
    except Trouble as trouble:
        status = dossiers.get(tx, row.application_id).dossier.status
        if row.kind in SAYING:
            outbox.drop(tx, row.application_id, (row.kind,), now, trouble.text)
        elif status in CLOSED:
            outbox.drop(tx, row.application_id, STANDING, now, CLOSED[status])
        else:  # its mailbox, or its posting, is configured no more
            outbox.supersede(tx, row.application_id, now)
        return
    if row.kind in ("withdrawn", "privacy"):  # true still, and it holds nothing that changes
        return
    quiet = row.kind in STANDING and row.attempts == 0 and row.note is None
    if quiet and values["kind"] != "incomplete":
        values["due_at"] = now
    store.rewrite(tx, row.id, values)


def refresh(desk: Desk, tx: Transaction) -> None:
    """Let the letters that are about to go out say what is true now; drop reminders that came too late.

    A letter that waited over the deadline must not ask for anything before it (rule 2).
    """
    now, settings = desk.now(), desk.settings
    for row in store.due(tx, "reminder", now):
        if now - row.created_at > _FRESH:
            _catch_up(desk, tx, row)
    passed = {
        posting.id: posting.cutoff
        for posting in settings.postings.values()
        if posting.cutoff and now - _WAITS < posting.cutoff <= now
    }
    for row in store.overtaken(tx, STANDING, passed, now) if passed else ():
        if row.mailbox in settings.mailboxes:
            _catch_up(desk, tx, row)


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
    said = store.waiting(tx, application_id, STANDING)
    catch_up(desk, tx, application_id)
    if said is not None:
        return None, "the letter that was still to go out says so"
    try:
        cause, answer = in_thread(desk, tx, row)
    except Trouble as trouble:
        return None, trouble.text
    status = answer.status
    if status is None or (kind := TELLS.get(status)) is None:
        return None, "nothing is to be said"
    if kind == "review":
        return None, "a person is at it"
    kind = "updated" if status == was and status in TOLD else kind
    acknowledge(desk, tx, replace(cause, revision=revision), replace(answer, kind=kind))
    return kind, ""


def say(
    desk: Desk, tx: Transaction, application_id: int, kind: LetterKind, *, revision: int
) -> tuple[LetterKind | None, str]:
    """Write to the candidate of an application of our own accord, in the thread of the last answer.

    So who was never to be answered, or whose last letter is held, is not written to. Return the letter's
    kind, or None and why there is none.
    """
    row = store.last_answer(tx, application_id)
    if row is None:
        return None, "no mail of this dossier was one to answer"
    if row.state == "held":
        return None, "the last letter to the candidate is held for a person"
    try:
        cause, answer = in_thread(desk, tx, row)
        stored = dossiers.get(tx, application_id)
        refuse_false(tx, row, kind, stored, answer.posting)
    except Trouble as trouble:
        return None, trouble.text
    cause = replace(cause, revision=revision)
    if not answer.details:
        return None, "nothing of the dossier may be said to this address"
    if withheld := why_withheld(desk, tx, cause):
        return None, withheld
    acknowledge(desk, tx, cause, replace(answer, kind=kind))
    return kind, ""


def waits(tx: Transaction, application_id: int) -> bool:
    """Whether something is still to be said to the candidate of an application."""
    return store.waiting(tx, application_id, (*STANDING, *SAYING)) is not None


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
    mailbox_of(desk, row)
    _refuse_untrue(desk, tx, row)
    return row


_WHY_NOT = {
    "sent": "was sent: no letter is sent twice",
    "pending": "goes out by itself when it is due",
    "superseded": "was superseded: a later one says more, or its mail was taken through again",
}


def _refuse_untrue(desk: Desk, tx: Transaction, row: Any) -> None:
    """Refuse a letter that cannot be written anew and is not true any more."""
    if row.kind == "unmatched":
        mail = ledger.get(tx, row.cause_id)
        if mail is not None and mail.outcome != "unmatched":
            raise Trouble(
                f"Letter {row.id} says that no posting claims the mail, and one does now.",
                "Write to its sender yourself.",
            )
    elif row.kind == "privacy":
        refuse_finished(tx, row.id, row.cause_id)
    elif row.state == "unknown" and row.application_id is not None:
        stored = dossiers.get(tx, row.application_id)
        if row.kind in SAYING:
            refuse_false(tx, row, row.kind, stored, desk.settings.postings.get(stored.posting))
        elif row.kind not in ("updated", stored.dossier.status):
            raise Trouble(
                f"Letter {row.id} says '{row.kind}', and {row.reference} is '{stored.dossier.status}' now.",
                "It may have arrived, so it is not written anew: write to the candidate yourself.",
            )
