"""Alarms that stand or stood, and what their rule asks of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select, update

from intake.domain.alarm import Alarm
from intake.store.caps import CAPPED
from intake.store.database import Transaction
from intake.store.tables import alarm, document, letter, mailbox, message
from intake.store.upsert import insert_or_ignore

_LATELY = timedelta(days=1)


def listing(tx: Transaction, *, lock: bool = False) -> Sequence[Row[Any]]:
    """Every alarm, those that are over too; `lock` keeps other processes from telling the same."""
    query = select(alarm).order_by(alarm.c.raised_at, alarm.c.code, alarm.c.place)
    return tx.execute(query.with_for_update() if lock else query).all()


def standing(tx: Transaction) -> Sequence[Row[Any]]:
    """The alarms that stand, oldest first."""
    query = select(alarm).where(alarm.c.cleared_at.is_(None))
    return tx.execute(query.order_by(alarm.c.raised_at, alarm.c.code, alarm.c.place)).all()


def hold(tx: Transaction, held: Alarm, now: datetime) -> bool:
    """Note that an alarm holds; True if it is raised now, and did not stand before."""
    key = {"code": held.code, "place": held.place}
    words = {"text": held.text, "remedy": held.remedy}
    if insert_or_ignore(tx, alarm, key | words | {"raised_at": now}):
        return True
    here = (alarm.c.code == held.code, alarm.c.place == held.place)
    over = update(alarm).where(*here, alarm.c.cleared_at.is_not(None))
    if tx.execute(over.values(raised_at=now, cleared_at=None, **words)).rowcount:
        return True
    changed = or_(alarm.c.text != held.text, alarm.c.remedy != held.remedy)
    tx.execute(update(alarm).where(*here, changed).values(**words))
    return False


def clear(tx: Transaction, code: str, place: str, now: datetime) -> bool:
    """Note that an alarm is over; False if it did not stand."""
    here = (alarm.c.code == code, alarm.c.place == place, alarm.c.cleared_at.is_(None))
    return tx.execute(update(alarm).where(*here).values(cleared_at=now)).rowcount == 1


def tell(tx: Transaction, keys: Iterable[tuple[str, str]], now: datetime) -> None:
    """Note that the admins were told of these (code, place)."""
    for code, place in keys:
        here = (alarm.c.code == code, alarm.c.place == place)
        tx.execute(update(alarm).where(*here).values(told_at=now))


def untell(tx: Transaction) -> None:
    """Note that the admins were not told of what stands: the letter that said so did not go out."""
    tx.execute(update(alarm).where(alarm.c.cleared_at.is_(None)).values(told_at=None))


# --- facts -------------------------------------------------------------------


def readings(tx: Transaction) -> Sequence[Row[Any]]:
    """Every mailbox that has been polled, and how that goes."""
    return tx.execute(select(mailbox).order_by(mailbox.c.name)).all()


def quarantined(tx: Transaction, since: datetime) -> dict[str, int]:
    """How many mails of each mailbox, taken in after `since`, wait for a person in quarantine."""
    where = (message.c.outcome == "quarantined", message.c.retry_at.is_(None), message.c.taken_at > since)
    query = select(message.c.mailbox, func.count().label("number")).where(*where).group_by(message.c.mailbox)
    return {row.mailbox: row.number for row in tx.execute(query)}


def newest(tx: Transaction, now: datetime) -> Mapping[str, Row[Any]]:
    """When the mail of each mailbox came that was taken in last, and was taken in; of the last day only."""
    last_first = (message.c.taken_at.desc(), message.c.id.desc())
    # Not its bare column: for its order, SQLite would go through the mails of all days.
    its_own = func.coalesce(message.c.mailbox, "")
    place = func.row_number().over(partition_by=its_own, order_by=last_first)
    times = (message.c.mailbox, message.c.received_at, message.c.taken_at)
    lately = select(*times, place.label("place")).where(message.c.taken_at > now - _LATELY).subquery()
    return {row.mailbox: row for row in tx.execute(select(lately).where(lately.c.place == 1))}


def sendings(tx: Transaction, now: datetime, since: datetime) -> Sequence[Any]:
    """The letters of each mailbox that wait, and those that became unknown or came back after `since`."""
    pending = letter.c.state == "pending"
    capped = and_(pending, letter.c.note.startswith(CAPPED))
    free = or_(letter.c.note.is_(None), ~letter.c.note.startswith(CAPPED))
    waiting = and_(pending, free, or_(letter.c.due_at <= now, letter.c.attempts > 0))
    unknown = and_(letter.c.state == "unknown", letter.c.settled_at > since)
    refused = and_(letter.c.state == "failed", letter.c.settled_at > since)
    bounced = and_(letter.c.cause_id.is_(None), or_(letter.c.bounced_at > since, refused))
    query = (
        select(
            letter.c.mailbox,
            func.sum(case((waiting, 1), else_=0)).label("waiting"),
            func.min(case((waiting, letter.c.due_at))).label("due_since"),
            func.max(case((waiting, letter.c.attempts), else_=0)).label("tries"),
            func.max(case((waiting, letter.c.note))).label("answer"),
            func.sum(case((capped, 1), else_=0)).label("capped"),
            func.sum(case((unknown, 1), else_=0)).label("unknown"),
            func.sum(case((bounced, 1), else_=0)).label("bounced"),
        )
        .where(or_(pending, unknown, bounced))
        .group_by(letter.c.mailbox)
        .order_by(letter.c.mailbox)
    )
    return tx.execute(query).all()


def unscanned(tx: Transaction, now: datetime) -> bool:
    """Whether the newest document, taken in within a day, has not been seen by a virus scanner."""
    query = (
        select(document.c.scanned_at)
        .join(message, message.c.id == document.c.message_id)
        .where(message.c.taken_at > now - _LATELY)
        .order_by(document.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).one_or_none()
    return row is not None and row.scanned_at is None


def any_mail(tx: Transaction) -> bool:
    """Whether a mail was ever taken in."""
    return tx.execute(select(message.c.id).limit(1)).first() is not None
