"""Which mailboxes are due, and who takes them: claimed in shards, oldest first, by living workers only.

A claim is the lease that every poll takes, and moves the time at which the mailbox is due again. One whose
worker died is due at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from intake.store.database import Transaction
from intake.store.tables import duty, mailbox, worker
from intake.store.upsert import insert_or_ignore

_AT_ONCE = 1000  # names in one statement
# A mailbox is due no later than this: it is further ahead only since a clock was set back.
_FAR = timedelta(days=2)


def enter(tx: Transaction, names: Iterable[str], now: datetime) -> None:
    """Let these mailboxes be polled by workers, from now on."""
    known = set(tx.scalars(select(mailbox.c.name)))
    for name in sorted(set(names) - known):  # in one order, or two workers could wait for each other
        insert_or_ignore(tx, mailbox, {"name": name, "first_polled_at": now, "failures": 0})
    for some in _parts(sorted(names)):
        unknown = (mailbox.c.name.in_(some), mailbox.c.next_poll_at.is_(None))
        tx.execute(update(mailbox).where(*unknown).values(next_poll_at=now))


def due(tx: Transaction, me: str, dead: Collection[str], now: datetime) -> Sequence[int]:
    """The shards in which a mailbox is due."""
    where = _due(me, dead, now)
    return tx.scalars(select(mailbox.c.shard).where(where).distinct().order_by(mailbox.c.shard)).all()


def claim(
    tx: Transaction,
    shard: int,
    me: str,
    dead: Collection[str],
    now: datetime,
    *,
    every: timedelta,
    most: int,
    in_hand: Collection[str] = (),
) -> Sequence[str]:
    """Lease up to `most` mailboxes of a shard that are due, the oldest first; return their names.

    Those `in_hand` are this worker's already.
    """
    oldest = (
        select(mailbox.c.name)
        .where(mailbox.c.shard == shard, _due(me, dead, now), mailbox.c.name.not_in(in_hand))
        .order_by(mailbox.c.next_poll_at, mailbox.c.name)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte("oldest")
    )
    taken = (
        update(mailbox)
        .where(mailbox.c.name.in_(select(oldest.c.name)))
        .values(leased_by=me, next_poll_at=now + every)
        .returning(mailbox.c.name)
    )
    return tx.scalars(taken).all()


def let_be_due(tx: Transaction, names: Iterable[str], at: datetime) -> Sequence[int]:
    """Let these mailboxes be due at that time; return their shards."""
    shards: set[int] = set()
    for some in _parts(sorted(names)):
        change = update(mailbox).where(mailbox.c.name.in_(some)).values(next_poll_at=at)
        shards.update(tx.scalars(change.returning(mailbox.c.shard)))
    return sorted(shards)


def failures(tx: Transaction, name: str) -> int:
    """How many polls of a mailbox have failed in a row."""
    number: int | None = tx.scalar(select(mailbox.c.failures).where(mailbox.c.name == name))
    return number or 0


def resting(tx: Transaction, now: datetime) -> set[str]:
    """The mailboxes that fail, and whose next poll is not due yet."""
    where = (mailbox.c.failures > 0, mailbox.c.next_poll_at > now)
    return set(tx.scalars(select(mailbox.c.name).where(*where)))


def watch(tx: Transaction, me: str, dead: Collection[str]) -> list[str]:
    """Take part in listening for mail; return the living workers that do."""
    tx.execute(update(worker).where(worker.c.id == me, worker.c.watches.is_(False)).values(watches=True))
    living = (worker.c.watches, worker.c.id.not_in(dead))
    return list(tx.scalars(select(worker.c.id).where(*living).order_by(worker.c.id)))


def undone(tx: Transaction, names: Collection[str], now: datetime, every: timedelta) -> list[str]:
    """Those of the duties that nobody has done for so long; a time still to come counts for nothing."""
    done = (duty.c.name.in_(names), duty.c.done_at > now - every, duty.c.done_at <= now)
    lately = set(tx.scalars(select(duty.c.name).where(*done)))
    return [name for name in names if name not in lately]


def done_first(tx: Transaction, name: str, at: datetime) -> None:
    """Let a duty that was never done count as done then."""
    insert_or_ignore(tx, duty, {"name": name, "done_at": at})


def done(tx: Transaction, name: str, now: datetime) -> None:
    """Note that a duty has been done."""
    if not insert_or_ignore(tx, duty, {"name": name, "done_at": now}):
        tx.execute(update(duty).where(duty.c.name == name).values(done_at=now))


def _due(me: str, dead: Collection[str], now: datetime) -> ColumnElement[bool]:
    others = select(worker.c.id).where(worker.c.id.not_in(dead), worker.c.id != me)
    lost = and_(mailbox.c.leased_by != me, mailbox.c.leased_by.not_in(others))
    time_has_come = or_(mailbox.c.next_poll_at <= now, mailbox.c.next_poll_at > now + _FAR)
    free = or_(mailbox.c.leased_by.is_(None), mailbox.c.leased_by.not_in(others))
    return and_(free, or_(time_has_come, and_(lost, mailbox.c.next_poll_at.is_not(None))))


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
