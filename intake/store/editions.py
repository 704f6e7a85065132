"""What the console changed in the files of the configuration and the letters: each before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from intake.store.database import Transaction
from intake.store.tables import account, application
from intake.store.tables.console import edition

_LINES = (edition.c.id, edition.c.file, edition.c.at, edition.c.account_id, account.c.name.label("who"))
_WHOLE: tuple[Any, ...] = (*_LINES, edition.c.before, edition.c.after)


def add(
    tx: Transaction,
    *,
    file: str,
    at: datetime,
    account_id: int | None,
    before: str | None,
    after: str | None,
) -> int:
    """Keep a change of a file (None: there was none, there is none); return its id."""
    values = {"file": file, "at": at, "account_id": account_id, "before": before, "after": after}
    new_id: int = tx.execute(edition.insert().values(**values).returning(edition.c.id)).scalar_one()
    return new_id


def listing(
    tx: Transaction, *, file: str | None = None, before: int | None = None, limit: int = 50
) -> Sequence[Row[Any]]:
    """The changes (of a file), the newest first, from below an id: their id, file, time and who made them."""
    joined = edition.outerjoin(account, edition.c.account_id == account.c.id)
    gone = edition.c.after.is_(None).label("removed")
    made = edition.c.before.is_(None).label("made")
    query = select(*_LINES, gone, made).select_from(joined).order_by(edition.c.id.desc()).limit(limit)
    if file is not None:
        query = query.where(edition.c.file == file)
    if before is not None:
        query = query.where(edition.c.id < before)
    return tx.execute(query).all()


def row_of(tx: Transaction, edition_id: int) -> Row[Any] | None:
    """A change, with the file before and after."""
    joined = edition.outerjoin(account, edition.c.account_id == account.c.id)
    query = select(*_WHOLE).select_from(joined)
    return tx.execute(query.where(edition.c.id == edition_id)).one_or_none()


def latest(tx: Transaction, file: str, limit: int = 20) -> Sequence[Row[Any]]:
    """The last changes of a file with the texts, the newest first."""
    joined = edition.outerjoin(account, edition.c.account_id == account.c.id)
    query = select(*_WHOLE).select_from(joined)
    return tx.execute(query.where(edition.c.file == file).order_by(edition.c.id.desc()).limit(limit)).all()


def applications_of(tx: Transaction, posting: str) -> int:
    """How many applications to a posting there are."""
    return tx.execute(select(func.count()).where(application.c.posting == posting)).scalar_one()
