"""The audit log: what people did, and what became of each letter. Ids only: it outlives what is erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from intake.store.database import Transaction
from intake.store.tables import application as applications
from intake.store.tables import audit

MACHINE = "intake"


def record(
    tx: Transaction,
    *,
    at: datetime,
    actor: str,
    action: str,
    message_id: int | None = None,
    letter_id: int | None = None,
    application: str | None = None,
    posting: str | None = None,
    note: str | None = None,
) -> int:
    """Write down an action, in the transaction of its effect; return the row's id.

    `actor` is `MACHINE`, or the account that gave the command; `message_id` is the ledger's id,
    `application` a reference, `posting` its id where no single application is concerned. `note` holds words
    of ours: never an address, a name or a subject.
    """
    row = audit.insert().values(
        at=at,
        actor=actor,
        action=action,
        message_id=message_id,
        letter_id=letter_id,
        application=application,
        posting=_posting_of(application) if application else posting,
        note=note,
    )
    row_id: int = tx.execute(row.returning(audit.c.id)).scalar_one()
    return row_id


def last(tx: Transaction, action: str, message_id: int) -> int | None:
    """The id of the last entry of an action on a mail."""
    its = (audit.c.action == action, audit.c.message_id == message_id)
    found: int | None = tx.scalar(select(audit.c.id).where(*its).order_by(audit.c.id.desc()).limit(1))
    return found


def _posting_of(reference: str) -> ColumnElement[str | None]:
    """The posting of an application; of one that is erased, as earlier entries have it."""
    of_it = select(applications.c.posting).where(applications.c.reference == reference)
    before = select(func.max(audit.c.posting)).where(audit.c.application == reference)
    return func.coalesce(of_it.scalar_subquery(), before.scalar_subquery())


def listing(
    tx: Transaction, since: datetime | None = None, *, after: int = 0, limit: int | None = None
) -> Sequence[Row[Any]]:
    """What was done (from `since` on) behind the id `after`, at most `limit`, oldest first."""
    query = select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(limit)
    if since is not None:
        query = query.where(audit.c.at >= since)
    return tx.execute(query).all()
