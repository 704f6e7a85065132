"""What happened to applications, until the webhooks' calls are made of it.

An event is written by the transaction that makes it true, while there is a webhook to hear of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Row, bindparam, delete, exists, select

from intake.store.database import Transaction
from intake.store.tables import call, event, webhook
from intake.store.upsert import insert_or_ignore

What = Literal["created", "changed"]

_AT_ONCE: Final = 500  # events
_HEARD: Final = exists().where(webhook.c.disabled_at.is_(None))
_OF: Final = bindparam("of", type_=event.c.application_id.type)
_IT: Final = bindparam("it", type_=event.c.what.type)
# Made once: every application that comes runs it.
_NOTE: Final = event.insert().from_select(["application_id", "what"], select(_OF, _IT).where(_HEARD))


def note(tx: Transaction, application_id: int, what: What) -> None:
    """Write down what happens to an application in this transaction, if any webhook is to hear of it."""
    tx.execute(_NOTE, {"of": application_id, "it": what})


def waiting(tx: Transaction) -> bool:
    """Whether there are events that no call was made of."""
    return tx.execute(select(event.c.id).limit(1)).first() is not None


def into_calls(tx: Transaction, now: datetime) -> int:
    """Turn events into calls of every webhook that is not off; how many events there were.

    What waits to be told of the same application goes into the new call, which tells its state of then.
    """
    query = select(event).order_by(event.c.id).limit(_AT_ONCE).with_for_update(skip_locked=True)
    rows = tx.execute(query).all()
    if not rows:
        return 0
    for webhook_id in tx.scalars(select(webhook.c.id).where(webhook.c.disabled_at.is_(None))).all():
        _into_calls_of(tx, webhook_id, rows, now)
    tx.execute(delete(event).where(event.c.id.in_([row.id for row in rows])))
    return len(rows)


def _into_calls_of(tx: Transaction, webhook_id: int, rows: Sequence[Row[Any]], now: datetime) -> None:
    news = sorted({row.application_id for row in rows})
    old = (call.c.webhook_id == webhook_id, call.c.state == "pending", call.c.application_id.in_(news))
    waited = tx.execute(delete(call).where(*old).returning(call.c.application_id, call.c.what)).all()
    created = {row.application_id for row in (*rows, *waited) if row.what == "created"}
    for application_id in news:
        values = {
            "webhook_id": webhook_id,
            "application_id": application_id,
            "what": "created" if application_id in created else "changed",
            "at": now,
            "state": "pending",
            "due_at": now,
        }
        insert_or_ignore(tx, call, values)  # another process may have made one of a later event
