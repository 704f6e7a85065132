"""What people wrote down about a dossier, for each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from intake.store.database import Transaction
from intake.store.tables import account, note


def add(tx: Transaction, application_id: int, account_id: int | None, text: str, at: datetime) -> int:
    """Write a note down; its id."""
    values = {"application_id": application_id, "account_id": account_id, "at": at, "text": text}
    new: int = tx.execute(note.insert().values(**values).returning(note.c.id)).scalar_one()
    return new


def of(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The notes on a dossier with their writers' names (None: no account any more), oldest first."""
    query = select(note, account.c.name).outerjoin(account, account.c.id == note.c.account_id)
    return tx.execute(query.where(note.c.application_id == application_id).order_by(note.c.id)).all()


def remove(tx: Transaction, note_id: int, application_id: int, account_id: int) -> bool:
    """Remove an account's own note on a dossier; False: there is none such."""
    own = (note.c.id == note_id, note.c.application_id == application_id, note.c.account_id == account_id)
    return tx.execute(delete(note).where(*own)).rowcount == 1
