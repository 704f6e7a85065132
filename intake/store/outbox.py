"""The outbox: letters decided on, claimed by one sender at a time, and what became of each.

    pending ─→ claimed ─→ sending ─→ sent | failed | unknown
       ↑__________│__________│  (a 4xx, a lost connection before the content was handed over)

A claim whose worker died goes back to `pending` while nothing was handed over; once `sending` is
committed the mail may have gone out, so it becomes `unknown` and no machine sends it again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    func,
    or_,
    select,
    union,
    update,
)

from intake.store.caps import CAPPED, IN_HAND
from intake.store.database import Transaction
from intake.store.letters import ended
from intake.store.tables import letter, worker
from intake.store.upsert import insert_or_ignore

# A letter that was put off this often is shown to a person, while it is still tried.
_STUCK = 2
_SLICE = 1000  # ids in one question: a statement takes no more values than it can

LOST = "the sender died, or the server's answer was lost, after the mail was handed over"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A letter in the hand of one sender."""

    id: int
    mailbox: str
    recipient: str
    domain: str
    message_id: str
    notice: bool  # of our own accord: it answers no mail
    raw: bytes
    attempts: int  # this one included
    deferred_at: datetime | None  # when a server first put it off


def enqueue(tx: Transaction, values: Mapping[str, Any]) -> int | None:
    """Put a letter into the outbox; None if its cause (or its recruiter and day) has one already."""
    return insert_or_ignore(tx, letter, values)


def renew(tx: Transaction, values: Mapping[str, Any]) -> bool:
    """Put a replayed mail's new letter in the place of its old one; False: that may have gone out."""
    unsent = letter.c.state.in_(("pending", "held", "superseded"))
    fresh = {"settled_at": None, "deferred_at": None, "note": None} | dict(values)
    same = (letter.c.cause_id == values["cause_id"], letter.c.revision == values["revision"])
    return tx.execute(update(letter).where(*same, unsent).values(**fresh)).rowcount > 0


def told_unmatched(tx: Transaction, cause_id: int) -> bool:
    """Whether a mail's own letter says that no posting claims it."""
    its = (letter.c.cause_id == cause_id, letter.c.revision == 0, letter.c.kind == "unmatched")
    return tx.execute(select(letter.c.id).where(*its)).first() is not None


def take_back(tx: Transaction, cause_id: int, now: datetime) -> None:
    """Drop the letter that told a mail's sender that no posting claims it: a replay found one."""
    waiting = (letter.c.cause_id == cause_id, letter.c.kind == "unmatched", letter.c.state == "pending")
    values = {"state": "superseded", "settled_at": now, "note": "the mail was replayed for a posting"}
    tx.execute(update(letter).where(*waiting).values(**values))


def supersede(tx: Transaction, application_id: int, now: datetime) -> None:
    """Drop the letters of an application that would be out of date: a newer one says more.

    These are those that wait out the quiet time, and those that a server put off: they would come
    behind the newer one and call missing what is there. A cap drops none, but of these: the newer one is a
    reminder, too, and says that the dossier is not withdrawn.
    """
    waited = letter.c.due_at > letter.c.created_at
    quiet = and_(letter.c.attempts == 0, waited, or_(letter.c.due_at > now, letter.c.note.is_(None)))
    late = and_(
        letter.c.kind == "incomplete",
        or_(quiet, letter.c.attempts > 0),
        or_(letter.c.note.is_(None), ~letter.c.note.startswith(CAPPED)),
    )
    waiting = (letter.c.application_id == application_id, letter.c.state == "pending")
    values = {"state": "superseded", "settled_at": now, "note": "a later mail changed the dossier"}
    tx.execute(
        update(letter)
        .where(*waiting, or_(late, letter.c.kind.in_(("reminder", "withdrawn"))))
        .values(**values)
    )


def drop(tx: Transaction, application_id: int, kinds: Collection[str], now: datetime, note: str) -> None:
    """Drop the letters of some kinds that wait, for whatever reason: they are not true any more."""
    waiting = (
        letter.c.application_id == application_id,
        letter.c.state == "pending",
        letter.c.kind.in_(kinds),
    )
    values = {"state": "superseded", "settled_at": now, "note": note}
    tx.execute(update(letter).where(*waiting).values(**values))


def first_written(tx: Transaction, application_id: int | None, kind: str) -> datetime | None:
    """When the first letter of that kind on an application was written, whatever became of it."""
    where = (letter.c.application_id == application_id, letter.c.kind == kind)
    when: datetime | None = tx.scalar(select(func.min(letter.c.created_at)).where(*where))
    return when


def told(tx: Transaction, application_id: int | None, kind: str) -> bool:
    """Whether an application has had a letter of that kind, one that was dropped or held apart."""
    dropped = letter.c.state.in_(("superseded", "held"))
    where = (letter.c.application_id == application_id, letter.c.kind == kind, ~dropped)
    return tx.execute(select(letter.c.id).where(*where).limit(1)).first() is not None


def recover(tx: Transaction, dead: Collection[str], now: datetime) -> int:
    """Free the claims of dead and of forgotten workers; return how many letters became `unknown`."""
    theirs = or_(letter.c.claimed_by.in_(dead), letter.c.claimed_by.not_in(select(worker.c.id)))
    return _free(tx, theirs, now)


def recover_own(tx: Transaction, mailbox: str, me: str, now: datetime) -> int:
    """Free what an earlier pass of this worker could not settle, as above; no pass may run now."""
    return _free(tx, and_(letter.c.claimed_by == me, letter.c.mailbox == mailbox), now)


def _free(tx: Transaction, theirs: ColumnElement[bool], now: datetime) -> int:
    free = {"state": "pending", "claimed_by": None}
    tx.execute(update(letter).where(theirs, letter.c.state == "claimed").values(**free))
    lost = {"state": "unknown", "claimed_by": None, "settled_at": now, "note": LOST}
    lose = update(letter).where(theirs, letter.c.state == "sending").values(**lost)
    ids = tx.scalars(lose.returning(letter.c.id)).all()
    ended(tx, ids, "letter unknown", now)
    return len(ids)


def pull_in(tx: Transaction, latest: datetime, now: datetime) -> None:
    """Let the letters go that would wait beyond `latest`: a clock that was set back since put them there."""
    far = (letter.c.state == "pending", letter.c.due_at > latest)
    tx.execute(update(letter).where(*far).values(due_at=now))


def waiting_mailboxes(tx: Transaction, me: str, now: datetime) -> Sequence[str]:
    """The mailboxes that have a letter due, or one in this worker's hand."""
    due = (letter.c.state == "pending", letter.c.due_at <= now)
    ours = (letter.c.state.in_(IN_HAND), letter.c.claimed_by == me)
    # Two questions: for one, the database would look at every letter.
    found = union(*(select(letter.c.mailbox).where(*which) for which in (due, ours)))
    return sorted(tx.scalars(found))


def claim(tx: Transaction, mailbox: str, me: str, now: datetime) -> Claimed | None:
    """Take the next letter due; one UPDATE, so that no two senders take the same."""
    due = (
        select(letter.c.id)
        .where(letter.c.mailbox == mailbox, letter.c.state == "pending", letter.c.due_at <= now)
        .order_by(letter.c.due_at, letter.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = tx.execute(
        update(letter)
        .where(letter.c.id == due, letter.c.state == "pending")
        .values(state="claimed", claimed_by=me, attempts=letter.c.attempts + 1)
        .returning(letter)
    ).one_or_none()
    if row is None:
        return None
    return Claimed(
        id=row.id,
        mailbox=row.mailbox,
        recipient=row.recipient,
        domain=row.domain,
        message_id=row.message_id,
        notice=row.cause_id is None,
        raw=row.raw,
        attempts=row.attempts,
        deferred_at=row.deferred_at,
    )


def claimed(tx: Transaction, mailboxes: Collection[str], besides: int) -> int:
    """How many other letters of these mailboxes are in a sender's hand and not handed over yet."""
    where = (letter.c.state == "claimed", letter.c.mailbox.in_(mailboxes), letter.c.id != besides)
    return tx.execute(select(func.count()).select_from(letter).where(*where)).scalar_one()


def sending(tx: Transaction, letter_id: int, me: str) -> bool:
    """Note that the content is about to be handed over; False if the claim is no longer ours."""
    ours = (letter.c.id == letter_id, letter.c.claimed_by == me, letter.c.state == "claimed")
    return tx.execute(update(letter).where(*ours).values(state="sending")).rowcount == 1


def settle(
    tx: Transaction, letter_id: int, me: str, *, state: str, now: datetime, note: str | None = None
) -> None:
    """Write down what became of a claimed letter: `sent`, `failed` or `unknown`."""
    values = {"state": state, "claimed_by": None, "settled_at": now, "note": note}
    ours = (letter.c.id == letter_id, letter.c.claimed_by == me)
    if tx.execute(update(letter).where(*ours).values(**values)).rowcount:
        ended(tx, [letter_id], f"letter {state}", now)
        if state == "sent":  # it holds a link that lets in whoever reads it
            invitation = (letter.c.id == letter_id, letter.c.kind == "invitation")
            tx.execute(update(letter).where(*invitation).values(raw=b""))


def put_back(tx: Transaction, letter_id: int, me: str, *, due_at: datetime, now: datetime, note: str) -> None:
    """Let a claimed letter wait until `due_at`: the server cannot take it now."""
    first = func.coalesce(letter.c.deferred_at, now)
    values = {"state": "pending", "claimed_by": None, "due_at": due_at, "deferred_at": first, "note": note}
    tx.execute(update(letter).where(letter.c.id == letter_id, letter.c.claimed_by == me).values(**values))


def held(tx: Transaction, cause_ids: Sequence[int]) -> int:
    """How many letters on these mails wait for a person."""
    slices = (cause_ids[start : start + _SLICE] for start in range(0, len(cause_ids), _SLICE))
    queries = (
        select(func.count()).where(letter.c.state == "held", letter.c.cause_id.in_(ids)) for ids in slices
    )
    return sum(tx.execute(query).scalar_one() for query in queries)


def waiting(tx: Transaction) -> int:
    """How many letters are not settled yet."""
    unsettled = letter.c.state.in_(("pending", *IN_HAND))
    return tx.execute(select(func.count()).select_from(letter).where(unsettled)).scalar_one()


def digest_of(tx: Transaction, recruiter: str, day: date) -> Row[Any] | None:
    """The digest of a recruiter and day, if it has been made."""
    where = (letter.c.recruiter == recruiter, letter.c.day == day)
    return tx.execute(select(letter).where(*where)).one_or_none()


def troubled(since: datetime) -> ColumnElement[bool]:
    """Letters that failed or became unknown after `since`, or could not be sent yet after several tries."""
    stuck = and_(letter.c.state == "pending", letter.c.attempts > _STUCK)
    lost = and_(letter.c.state.in_(("failed", "unknown")), letter.c.settled_at > since)
    return or_(lost, stuck)


def in_trouble(tx: Transaction, mailboxes: Collection[str], since: datetime) -> Sequence[Row[Any]]:
    """Letters of some mailboxes that belong to no application, and are in trouble."""
    columns: list[Any] = [letter.c.id, letter.c.kind, letter.c.mailbox, letter.c.state, letter.c.note]
    where = (troubled(since), letter.c.application_id.is_(None))
    rows = tx.execute(select(*columns).where(*where).order_by(letter.c.id))
    return [row for row in rows if row.mailbox in mailboxes]
