"""Whom a reminder of the deadline may go to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from intake.store.caps import IN_HAND
from intake.store.database import Transaction
from intake.store.tables import application, letter

_GONE = ("sent", "unknown")


def due(tx: Transaction, posting: str, rested_since: datetime) -> Sequence[int]:
    """The dossiers of a posting whose candidates are to be reminded, by their row ids.

    They are incomplete, an answer went to their candidate once and did not come back, none has gone since
    `rested_since`, and nothing waits to be said.
    """
    where = (application.c.posting == posting, application.c.status == "incomplete", *_may(rested_since))
    return tx.scalars(select(application.c.id).where(*where).order_by(application.c.id)).all()


def claim(tx: Transaction, application_id: int, now: datetime, rested_since: datetime) -> bool:
    """Note that a candidate is reminded; False if that is done, or not to be done any more."""
    this = (application.c.id == application_id, application.c.status == "incomplete")
    claimed = update(application).where(*this, *_may(rested_since)).values(reminded_at=now)
    return tx.execute(claimed).rowcount == 1


def _may(rested_since: datetime) -> tuple[ColumnElement[bool], ...]:
    own = and_(letter.c.application_id == application.c.id, letter.c.cause_id.is_not(None))
    to_them = and_(own, func.lower(letter.c.recipient) == application.c.email, letter.c.kind != "privacy")
    gone = letter.c.state.in_(_GONE)
    went = exists().where(to_them, gone, letter.c.bounced_at.is_(None))
    came_back = exists().where(to_them, letter.c.bounced_at.is_not(None))
    lately = func.coalesce(letter.c.settled_at, letter.c.created_at) > rested_since
    busy = exists().where(
        own, or_(letter.c.state == "pending", letter.c.state.in_(IN_HAND), and_(gone, lately))
    )
    return (application.c.reminded_at.is_(None), went, ~came_back, ~busy)
