"""Accounts of the console, who is signed in, and links that are good for once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Row, delete, func, or_, select, update

from intake.domain.user import User
from intake.store.database import Transaction
from intake.store.tables import account, api_token, link, secret, session
from intake.store.upsert import insert_or_ignore

Purpose = Literal["start", "invitation", "password"]

_KEY: Final = "console"


def key(tx: Transaction) -> bytes:
    """The key that session cookies are signed with, made at first use."""
    where = secret.c.name == _KEY
    found: bytes | None = tx.scalar(select(secret.c.value).where(where))
    if found is None:
        insert_or_ignore(tx, secret, {"name": _KEY, "value": secrets.token_bytes(32)})
        found = tx.execute(select(secret.c.value).where(where)).scalar_one()
    return found


def user_of(row: Row[Any]) -> User:
    """The user that a row of accounts tells of."""
    return User(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        language=row.language,
        disabled=row.disabled_at is not None,
        has_password=row.password is not None,
    )


def add(tx: Transaction, values: Mapping[str, Any]) -> int:
    """Make an account; a second one of the same address breaks a constraint."""
    new_id: int = tx.execute(account.insert().values(**values).returning(account.c.id)).scalar_one()
    return new_id


def row_of(tx: Transaction, account_id: int) -> Row[Any] | None:
    """The row of an account."""
    return tx.execute(select(account).where(account.c.id == account_id)).one_or_none()


def row_by_email(tx: Transaction, email: str) -> Row[Any] | None:
    """The row of the account with that address."""
    return tx.execute(select(account).where(account.c.email == email.lower())).one_or_none()


def row_by_openid(tx: Transaction, openid: str) -> Row[Any] | None:
    """The row of the account that signs in so."""
    return tx.execute(select(account).where(account.c.openid == openid)).one_or_none()


def listing(tx: Transaction) -> Sequence[Row[Any]]:
    """Every account, admins first."""
    return tx.execute(select(account).order_by(account.c.role, account.c.email)).all()


def names(tx: Transaction) -> dict[int, str]:
    """The name of each account, by its id."""
    return {row.id: row.name for row in tx.execute(select(account.c.id, account.c.name))}


def change(tx: Transaction, account_id: int, **values: Any) -> None:
    """Change an account."""
    tx.execute(update(account).where(account.c.id == account_id).values(**values))


def admins(tx: Transaction) -> int:
    """How many admins may sign in."""
    where = (account.c.role == "admin", account.c.disabled_at.is_(None))
    return tx.execute(select(func.count()).where(*where)).scalar_one()


def able_admins(tx: Transaction) -> frozenset[int]:
    """The admins who can sign in by themselves; until the transaction ends nobody else changes them."""
    able = or_(account.c.password.is_not(None), account.c.openid.is_not(None))
    where = (account.c.role == "admin", account.c.disabled_at.is_(None), able)
    query = select(account.c.id).where(*where).order_by(account.c.id).with_for_update()
    return frozenset(tx.scalars(query))


def revoke_tokens(tx: Transaction, account_id: int, now: datetime) -> None:
    """Let no other system read on behalf of an account any more."""
    mine = (api_token.c.account_id == account_id, api_token.c.revoked_at.is_(None))
    tx.execute(update(api_token).where(*mine).values(revoked_at=now))


# --- sessions ------------------------------------------------------------------


def open_session(
    tx: Transaction,
    hash_: str,
    account_id: int,
    *,
    now: datetime,
    expires_at: datetime,
    browser: str | None = None,
) -> None:
    """Let somebody be signed in."""
    values = {"account_id": account_id, "created_at": now, "seen_at": now, "expires_at": expires_at}
    tx.execute(session.insert().values(hash=hash_, browser=browser, **values))


def sessions_of(tx: Transaction, account_id: int, now: datetime) -> Sequence[Row[Any]]:
    """Where an account is signed in, the last used first."""
    good = (session.c.account_id == account_id, session.c.expires_at > now)
    return tx.execute(select(session).where(*good).order_by(session.c.seen_at.desc())).all()


def session_of(tx: Transaction, hash_: str, now: datetime) -> Row[Any] | None:
    """A session that is good, with its account's columns besides."""
    good = (session.c.hash == hash_, session.c.expires_at > now, account.c.disabled_at.is_(None))
    columns = (session.c.hash, session.c.seen_at, session.c.said, *account.c)
    began = session.c.created_at.label("session_created_at")
    joined = session.join(account, session.c.account_id == account.c.id)
    return tx.execute(select(began, *columns).select_from(joined).where(*good)).one_or_none()


def touch(tx: Transaction, hash_: str, **values: Any) -> None:
    """Change a session: when it was seen, what its next page tells."""
    tx.execute(update(session).where(session.c.hash == hash_).values(**values))


def close_session(tx: Transaction, hash_: str) -> None:
    """Let nobody be signed in by it any more."""
    tx.execute(delete(session).where(session.c.hash == hash_))


def close_sessions(tx: Transaction, account_id: int, but: str | None = None) -> int:
    """Sign an account out everywhere, or everywhere but in one session; how many there were."""
    where = [session.c.account_id == account_id]
    if but is not None:
        where.append(session.c.hash != but)
    return tx.execute(delete(session).where(*where)).rowcount


def sweep(tx: Transaction, now: datetime, used_before: datetime) -> None:
    """Forget sessions that are over, and links that were used or are over."""
    tx.execute(delete(session).where(session.c.expires_at <= now))
    tx.execute(delete(link).where(or_(link.c.expires_at <= now, link.c.used_at < used_before)))


# --- links ---------------------------------------------------------------------


def add_link(
    tx: Transaction,
    hash_: str,
    purpose: Purpose,
    account_id: int | None,
    *,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Keep a link; older ones of the same account and purpose are good no more."""
    same = link.c.account_id == account_id if account_id is not None else link.c.account_id.is_(None)
    tx.execute(delete(link).where(same, link.c.purpose == purpose))
    values = {"account_id": account_id, "purpose": purpose, "created_at": now, "expires_at": expires_at}
    tx.execute(link.insert().values(hash=hash_, **values))


def drop_links(tx: Transaction, account_id: int) -> None:
    """Let no link of an account be good any more."""
    tx.execute(delete(link).where(link.c.account_id == account_id, link.c.used_at.is_(None)))


def link_of(tx: Transaction, hash_: str, now: datetime) -> Row[Any] | None:
    """A link that is still good."""
    good = (link.c.hash == hash_, link.c.used_at.is_(None), link.c.expires_at > now)
    return tx.execute(select(link).where(*good)).one_or_none()


def use_link(tx: Transaction, hash_: str, now: datetime) -> Row[Any] | None:
    """Use a link up, and return it; None: it is not good, or somebody was faster."""
    good = (link.c.hash == hash_, link.c.used_at.is_(None), link.c.expires_at > now)
    return tx.execute(update(link).where(*good).values(used_at=now).returning(*link.c)).one_or_none()
