"""Tokens that other systems read with: made, used, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update

from intake.store.database import Transaction
from intake.store.tables import account, api_token


def add(
    tx: Transaction, account_id: int, *, name: str, hash_: str, now: datetime, expires_at: datetime | None
) -> int:
    """Keep a token by its digest; return its row id."""
    values = {"account_id": account_id, "name": name, "hash": hash_, "created_at": now}
    row = api_token.insert().values(**values, expires_at=expires_at)
    new_id: int = tx.execute(row.returning(api_token.c.id)).scalar_one()
    return new_id


def standing(tx: Transaction, account_id: int) -> Sequence[Row[Any]]:
    """An account's tokens that were not taken back, the newest first; those that are over, too."""
    where = (api_token.c.account_id == account_id, api_token.c.revoked_at.is_(None))
    return tx.execute(select(api_token).where(*where).order_by(api_token.c.id.desc())).all()


def count(tx: Transaction, account_id: int) -> int:
    """How many tokens of an account were not taken back."""
    where = (api_token.c.account_id == account_id, api_token.c.revoked_at.is_(None))
    return tx.execute(select(func.count()).select_from(api_token).where(*where)).scalar_one()


def good(tx: Transaction, hash_: str, now: datetime) -> Row[Any] | None:
    """A token that is good, with its account's columns; its own id and last use under names of their own."""
    where = (
        api_token.c.hash == hash_,
        api_token.c.revoked_at.is_(None),
        or_(api_token.c.expires_at.is_(None), api_token.c.expires_at > now),
        account.c.disabled_at.is_(None),
    )
    own = (api_token.c.id.label("token_id"), api_token.c.used_at.label("token_used_at"))
    joined = api_token.join(account, api_token.c.account_id == account.c.id)
    return tx.execute(select(*own, *account.c).select_from(joined).where(*where)).one_or_none()


def used(tx: Transaction, token_id: int, now: datetime) -> None:
    """Note that a token was used."""
    tx.execute(update(api_token).where(api_token.c.id == token_id).values(used_at=now))


def revoke(tx: Transaction, account_id: int, token_id: int, now: datetime) -> bool:
    """Take a token of that account back; False: it has none such."""
    where = (api_token.c.id == token_id, api_token.c.account_id == account_id)
    change = update(api_token).where(*where, api_token.c.revoked_at.is_(None)).values(revoked_at=now)
    return tx.execute(change).rowcount == 1
