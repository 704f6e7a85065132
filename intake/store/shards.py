"""Which mailboxes are due, and who takes them: claimed in shards, oldest first, by living workers only.

A claim is the lease that every poll takes, and moves the time at which the mailbox is due again. What is
asked often is asked by an index, and reads no more where there are more mailboxes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, select, update

from intake.domain.model import Mailbox
from intake.domain.shares import SHARDS, within
from intake.store import postgresql, workers
from intake.store.database import Transaction
from intake.store.tables import duty, mailbox, worker
from intake.store.upsert import insert_or_ignore

_AT_ONCE = 1000  # names in one statement
_HOST = func.coalesce(mailbox.c.host, "")


def enter(tx: Transaction, boxes: Mapping[str, Mailbox], now: datetime) -> None:
    """Let these mailboxes be polled by workers, from now on."""
    rows = tx.execute(select(mailbox.c.name, mailbox.c.host, mailbox.c.next_poll_at))
    known = {row.name: (row.host, row.next_poll_at) for row in rows}
    ours = {"first_polled_at": now, "failures": 0, "next_poll_at": now}
    unknown, moved = [], []
    for name in sorted(boxes):  # in one order, or two workers could wait for each other
        host = boxes[name].imap.host.lower()
        if name not in known and insert_or_ignore(tx, mailbox, {"name": name, "host": host, **ours}):
            continue
        was_on, due_at = known.get(name, (None, None))
        if due_at is None:
            unknown.append(name)
        if was_on != host:
            moved.append({"its_name": name, "its_host": host})
    for some in _parts(unknown):
        never = (mailbox.c.name.in_(some), mailbox.c.next_poll_at.is_(None))
        tx.execute(update(mailbox).where(*never).values(next_poll_at=now))
    if moved:
        theirs = update(mailbox).where(mailbox.c.name == bindparam("its_name"))
        tx.execute(theirs.values(host=bindparam("its_host")), moved)


def free_lost(tx: Transaction, me: str, now: datetime, longest: timedelta) -> None:
    """Let be due at once what dead workers held, and what a clock that was set back put off.

    No mailbox waits longer than `longest` for its poll.
    """
    if lost := workers.lost_holders(tx, me, now):
        theirs = select(mailbox.c.name).where(mailbox.c.leased_by.in_(lost))
        # Whoever is at one of them now is not waited for: it is free a second later.
        names = tx.scalars(theirs.with_for_update(skip_locked=True)).all()
        tx.execute(update(mailbox).where(mailbox.c.name.in_(names)).values(leased_by=None))
        hasten(tx, names, now)
    put_off = (mailbox.c.shard.in_(range(SHARDS)), mailbox.c.next_poll_at > now + longest)
    tx.execute(update(mailbox).where(*put_off).values(next_poll_at=now))


def due(tx: Transaction, now: datetime, *, per_host: int | None = None) -> Sequence[int]:
    """The shards in which a mailbox is due that may be claimed."""
    # One short look by the index for each shard: what is due may be very much.
    each = func.generate_series(0, SHARDS - 1).table_valued("number").render_derived()
    is_due = (mailbox.c.shard == each.c.number, *_claimable(now, per_host))
    first = select(mailbox.c.next_poll_at).where(*is_due).order_by(mailbox.c.next_poll_at).limit(1)
    found = select(each.c.number).where(first.scalar_subquery().is_not(None))
    return tx.scalars(found.order_by(each.c.number)).all()


def claim(
    tx: Transaction,
    shard: int,
    me: str,
    now: datetime,
    *,
    every: timedelta,
    most: int,
    due_by: datetime | None = None,
    per_host: int | None = None,
) -> Sequence[str]:
    """Lease up to `most` mailboxes of a shard that are due (`due_by`: since then), the oldest first.

    Of one host no more than `per_host` are leased at a time, whoever holds them. Return their names.
    """
    oldest = (
        select(mailbox.c.name, _HOST.label("host"))
        .where(mailbox.c.shard == shard, *_claimable(due_by or now, per_host))
        .order_by(mailbox.c.next_poll_at, mailbox.c.name)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = update(mailbox).values(leased_by=me, next_poll_at=now + every).returning(mailbox.c.name)
    if per_host is None:
        found = oldest.cte("oldest")
        return tx.scalars(taken.where(mailbox.c.name.in_(select(found.c.name)))).all()
    rows = [(row.name, row.host) for row in tx.execute(oldest)]
    names = within(rows, _room(tx, {host for _, host in rows}, per_host))
    return tx.scalars(taken.where(mailbox.c.name.in_(names))).all() if names else []


def held(tx: Transaction, me: str) -> Sequence[str]:
    """The mailboxes that are leased to a worker."""
    return tx.scalars(select(mailbox.c.name).where(mailbox.c.leased_by == me)).all()


def let_be_due(tx: Transaction, names: Iterable[str], at: datetime) -> Sequence[int]:
    """Let these mailboxes be due at that time; return their shards."""
    shards: set[int] = set()
    for some in _parts(sorted(names)):
        change = update(mailbox).where(mailbox.c.name.in_(some)).values(next_poll_at=at)
        shards.update(tx.scalars(change.returning(mailbox.c.shard)))
    return sorted(shards)


def hasten(tx: Transaction, names: Iterable[str], at: datetime) -> None:
    """Let these mailboxes be due at that time, unless they are due earlier."""
    for some in _parts(sorted(names)):
        later = (mailbox.c.name.in_(some), mailbox.c.next_poll_at > at)
        tx.execute(update(mailbox).where(*later).values(next_poll_at=at))


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


def _claimable(due_by: datetime, per_host: int | None) -> tuple[ColumnElement[bool], ...]:
    """What may be claimed: nobody holds it, its time has come, and its host has room."""
    free = (mailbox.c.leased_by.is_(None), mailbox.c.next_poll_at <= due_by)
    if per_host is None:
        return free
    theirs = mailbox.alias()
    host = func.coalesce(theirs.c.host, "")
    full = select(host).where(theirs.c.leased_by.is_not(None)).group_by(host)
    return (*free, _HOST.not_in(full.having(func.count() >= per_host)))


def _room(tx: Transaction, hosts: Collection[str], per_host: int) -> Mapping[str, int]:
    """How many leases more each host bears, until the transaction ends: no other claims there meanwhile."""
    for host in sorted(hosts):  # in one order, or two claims could wait for each other
        postgresql.hold_host(tx, host)
    taken = (
        select(_HOST.label("host"), func.count().label("taken"))
        .where(mailbox.c.leased_by.is_not(None), _HOST.in_(hosts))
        .group_by(_HOST)
    )
    numbers = Counter({row.host: row.taken for row in tx.execute(taken)})
    return {host: per_host - numbers[host] for host in hosts}


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
