"""Webhooks, and their calls: claimed by one caller at a time, and what became of each.

A claim is a call's being due later: who died with a call in hand has left it to whoever comes then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, update

from intake.store.database import Transaction
from intake.store.tables import application, call, webhook

CLAIMED: Final = timedelta(minutes=2)  # a call is in one hand so long: it takes a tenth of it
LONGEST: Final = timedelta(hours=6)  # between two tries of a call
LONGEST_REST: Final = timedelta(hours=1)  # of a webhook that does not answer
# Times further ahead are those of a clock that has been set back.
_AHEAD: Final = timedelta(minutes=5)

State = Literal["done", "failed"]


def add(tx: Transaction, account_id: int, url: str, secret: bytes, now: datetime) -> int:
    """Add a webhook; `secret` is sealed. Return its row id."""
    values = {"account_id": account_id, "url": url, "secret": secret, "created_at": now}
    new_id: int = tx.execute(webhook.insert().values(**values).returning(webhook.c.id)).scalar_one()
    return new_id


def listing(tx: Transaction) -> Sequence[Row[Any]]:
    """Every webhook, the oldest first."""
    return tx.execute(select(webhook).order_by(webhook.c.id)).all()


def row_of(tx: Transaction, webhook_id: int) -> Row[Any] | None:
    """One webhook."""
    return tx.execute(select(webhook).where(webhook.c.id == webhook_id)).one_or_none()


def change(tx: Transaction, webhook_id: int, **values: Any) -> None:
    """Change a webhook."""
    tx.execute(update(webhook).where(webhook.c.id == webhook_id).values(**values))


def remove(tx: Transaction, webhook_id: int) -> None:
    """Remove a webhook, and all that was to be told by it."""
    tx.execute(delete(call).where(call.c.webhook_id == webhook_id))
    tx.execute(delete(webhook).where(webhook.c.id == webhook_id))


def counts(tx: Transaction) -> dict[tuple[int, str], int]:
    """How many calls there are of each webhook, by their state."""
    query = select(call.c.webhook_id, call.c.state, func.count()).group_by(call.c.webhook_id, call.c.state)
    return {(of, state): number for of, state, number in tx.execute(query)}


def last_calls(tx: Transaction, webhook_id: int, most: int) -> Sequence[Row[Any]]:
    """The newest calls of a webhook that were tried, with the reference and posting of their application."""
    joined = call.outerjoin(application, application.c.id == call.c.application_id)
    query = select(call, application.c.reference, application.c.posting).select_from(joined)
    tried = (call.c.webhook_id == webhook_id, call.c.attempts > 0)
    return tx.execute(query.where(*tried).order_by(call.c.id.desc()).limit(most)).all()


# --- calling -------------------------------------------------------------------


def due(tx: Transaction, now: datetime) -> Sequence[int]:
    """The ids of the webhooks that are to be called now."""
    awake = or_(
        webhook.c.resting_until.is_(None),
        webhook.c.resting_until <= now,
        webhook.c.resting_until > now + LONGEST_REST + _AHEAD,
    )
    joined = call.join(webhook, webhook.c.id == call.c.webhook_id)
    query = select(webhook.c.id).select_from(joined).where(webhook.c.disabled_at.is_(None), awake, _due(now))
    return tx.scalars(query.distinct()).all()


def claim(tx: Transaction, webhook_id: int, now: datetime) -> Row[Any] | None:
    """Take the next call of a webhook, and count the try that follows; None: there is none to be made."""
    query = select(call.c.id).where(call.c.webhook_id == webhook_id, _due(now))
    found = tx.scalar(query.order_by(call.c.due_at, call.c.id).limit(1).with_for_update(skip_locked=True))
    if found is None:
        return None
    values: dict[str, Any] = {"attempts": call.c.attempts + 1, "due_at": now + CLAIMED}
    taken = update(call).where(call.c.id == found, _due(now)).values(**values)
    return tx.execute(taken.returning(*call.c)).one_or_none()


def told(tx: Transaction, application_id: int) -> Row[Any] | None:
    """What a call tells of an application; None: it was erased."""
    columns: tuple[Any, ...] = (application.c.reference, application.c.posting, application.c.status)
    return tx.execute(select(*columns).where(application.c.id == application_id)).one_or_none()


def drop(tx: Transaction, call_id: int) -> None:
    """Forget a call: there is nothing to be told any more."""
    tx.execute(delete(call).where(call.c.id == call_id))


def settle(tx: Transaction, call_id: int, state: State, answer: str, now: datetime) -> None:
    """Note how a call ended."""
    _settle(tx, call_id, state=state, answer=answer, settled_at=now)


def put_off(tx: Transaction, call_id: int, answer: str, due_at: datetime) -> None:
    """Note how a try ended, and when the next one is."""
    _settle(tx, call_id, answer=answer, due_at=due_at)


def _settle(tx: Transaction, call_id: int, **values: Any) -> None:
    tx.execute(update(call).where(call.c.id == call_id, call.c.state == "pending").values(**values))


def sweep(tx: Transaction, *, done_before: datetime, failed_before: datetime) -> int:
    """Forget calls that ended long ago; how many there were."""
    ended = or_(
        and_(call.c.state == "done", call.c.due_at < done_before),
        and_(call.c.state == "failed", call.c.due_at < failed_before),
    )
    return tx.execute(delete(call).where(ended)).rowcount


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(
        call.c.state == "pending",
        or_(call.c.due_at <= now, call.c.due_at > now + LONGEST + _AHEAD),
    )
