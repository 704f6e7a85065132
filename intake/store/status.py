"""What `intake status` and the metrics ask: each question by an index, whatever the database holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from intake.store.caps import CAPPED, IN_HAND
from intake.store.database import Transaction
from intake.store.tables import letter, message

_SETTLED = ("held", "failed", "unknown")  # they wait for a person


@dataclass(frozen=True, kw_only=True, slots=True)
class Outbox:
    """How many letters have not surely gone out."""

    due: int = 0
    waiting: int = 0  # put off by a server, or for the quiet time
    capped: int = 0  # held back by a cap of `limits`
    sending: int = 0  # in a sender's hand
    held: int = 0
    failed: int = 0
    unknown: int = 0
    oldest_due_at: datetime | None = None


def outbox(tx: Transaction, now: datetime) -> Outbox:
    """Count the letters that have not surely gone out."""
    is_due = letter.c.due_at <= now
    capped = and_(~is_due, func.coalesce(letter.c.note, "").startswith(CAPPED))
    pending = tx.execute(
        select(
            func.count().label("all"),
            func.coalesce(func.sum(case((is_due, 1), else_=0)), 0).label("due"),
            func.coalesce(func.sum(case((capped, 1), else_=0)), 0).label("capped"),
            func.min(case((is_due, letter.c.due_at))).label("oldest"),
        ).where(letter.c.state == "pending")
    ).one()
    states = (*IN_HAND, *_SETTLED)
    query = select(letter.c.state, func.count().label("number")).where(letter.c.state.in_(states))
    counts = {row.state: row.number for row in tx.execute(query.group_by(letter.c.state))}
    return Outbox(
        due=pending.due,
        waiting=pending.all - pending.due - pending.capped,
        capped=pending.capped,
        sending=sum(counts.get(state, 0) for state in IN_HAND),
        oldest_due_at=pending.oldest,
        **{state: counts.get(state, 0) for state in _SETTLED},
    )


def quarantined(tx: Transaction) -> Mapping[str, int]:
    """How many mails of each mailbox could not be processed (yet)."""
    query = select(message.c.mailbox, func.count().label("number")).where(message.c.outcome == "quarantined")
    return {row.mailbox: row.number for row in tx.execute(query.group_by(message.c.mailbox))}
