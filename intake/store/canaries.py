"""The mails that mailboxes send to themselves: one a mailbox and day, known by its token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from intake.store.database import Transaction
from intake.store.tables import canary
from intake.store.upsert import insert_or_ignore


def start(tx: Transaction, mailbox: str, day: date, token: str, now: datetime) -> bool:
    """Note that a canary is on its way; False if the mailbox has had one that day."""
    values = {"mailbox": mailbox, "day": day, "token": token, "sent_at": now}
    return insert_or_ignore(tx, canary, values) is not None


def arrive(
    tx: Transaction, mailbox: str, token: str, received_at: datetime, now: datetime
) -> Row[Any] | None:
    """Note that a canary has come back, if one of that token is awaited in that mailbox."""
    awaited = (canary.c.mailbox == mailbox, canary.c.token == token, canary.c.seen_at.is_(None))
    values = {"received_at": received_at, "seen_at": now}
    return tx.execute(update(canary).where(*awaited).values(**values).returning(canary)).one_or_none()


def last_back(tx: Transaction, mailbox: str) -> Row[Any] | None:
    """The last canary of a mailbox, if that has come back."""
    last = select(canary).where(canary.c.mailbox == mailbox).order_by(canary.c.sent_at.desc()).limit(1)
    row = tx.execute(last).one_or_none()
    return row if row is not None and row.seen_at is not None else None


def newest(tx: Transaction, now: datetime, due: datetime) -> Sequence[Row[Any]]:
    """The last canary of each mailbox, up to now: the clock may have been set back.

    One that was sent after `due` and is not back yet proves nothing, for good or ill.
    """
    last = (
        select(canary.c.mailbox, func.max(canary.c.sent_at).label("sent_at"))
        .where(canary.c.sent_at <= now, or_(canary.c.seen_at.is_not(None), canary.c.sent_at < due))
        .group_by(canary.c.mailbox)
        .subquery()
    )
    matched = (canary.c.mailbox == last.c.mailbox) & (canary.c.sent_at == last.c.sent_at)
    return tx.execute(select(canary).join(last, matched).order_by(canary.c.mailbox)).all()
