"""Tokens that other systems read with, over the API: each is its account's, and sees what that may see."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from intake.domain.trouble import Misuse
from intake.domain.user import User
from intake.services.accounts import digest
from intake.services.desk import Desk
from intake.store import accounts, api_tokens, audit

MOST: Final = 50  # tokens of one account
LONGEST_NAME: Final = 100  # characters
LIVES: Final = {"30": timedelta(days=30), "90": timedelta(days=90), "365": timedelta(days=365)}
_PREFIX: Final = "intake_"  # by which people, and programs that look for lost secrets, know one
_SEEN: Final = timedelta(minutes=1)  # a token's last use is known as exactly as that


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearer:
    """Who asks over the API, and the row id of the token."""

    token_id: int
    user: User


def make(desk: Desk, user: User, name: str, lives: timedelta) -> str:
    """Make a token for a user, and return it: nobody can show it again.

    Raises:
        Misuse: the user has too many.

    """
    token, now = _PREFIX + secrets.token_urlsafe(32), desk.now()
    with desk.database.write() as tx:
        if api_tokens.count(tx, user.id) >= MOST:
            raise Misuse(f"There are {MOST} tokens already.", "Revoke those that nothing uses.")
        new = api_tokens.add(
            tx, user.id, name=name[:LONGEST_NAME], hash_=digest(token), now=now, expires_at=now + lives
        )
        audit.record(tx, at=now, actor=desk.actor, action="token made", note=f"token {new}")
    return token


def revoke(desk: Desk, user: User, token_id: int) -> bool:
    """Take a token of that user back; False: the user has none such."""
    with desk.database.write() as tx:
        if not api_tokens.revoke(tx, user.id, token_id, desk.now()):
            return False
        audit.record(tx, at=desk.now(), actor=desk.actor, action="token revoked", note=f"token {token_id}")
    return True


def bearer(desk: Desk, token: str) -> Bearer | None:
    """Who asks with a token; None: it is none of ours, it is over, or its account may not sign in."""
    if not token.startswith(_PREFIX):
        return None
    now = desk.now()
    with desk.database.read() as tx:
        row = api_tokens.good(tx, digest(token), now)
    if row is None:
        return None
    if row.token_used_at is None or abs(now - row.token_used_at) >= _SEEN:
        with desk.database.write() as tx:
            api_tokens.used(tx, row.token_id, now)
    return Bearer(token_id=row.token_id, user=accounts.user_of(row))
