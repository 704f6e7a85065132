"""Who may use the console, and who is signed in: passwords, sessions, and links that are good for once.

A token is 256 random bits; the database keeps its SHA-256 only, so that nobody signs in with what a copy of
it shows. Passwords are kept by scrypt (RFC 7914), at costs that OWASP names.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from intake.domain.trouble import Misuse
from intake.domain.user import Role, User
from intake.services.desk import Desk
from intake.store import accounts, audit
from intake.store.database import Conflict, Transaction

IDLE: Final = timedelta(hours=12)  # without a request a session ends
LONGEST: Final = timedelta(days=7)  # and so it does after that, whatever is asked
INVITED: Final = timedelta(days=7)
STARTED: Final = timedelta(days=1)
FORGOTTEN: Final = timedelta(hours=2)
SHORTEST: Final = 12  # letters of a password
_SEEN: Final = timedelta(minutes=1)  # a session's last request is known as exactly as that

_N, _R, _P = 2**16, 8, 2
_MEMORY: Final = 256 * _N * _R


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """Somebody who is signed in. `hash` names the session, `said` is what its next page tells."""

    hash: str
    user: User
    said: str | None


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def hashed(password: str) -> str:
    """What the database keeps of a password: `scrypt$N$r$p$SALT$KEY`."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(_key(password, salt, _N, _R, _P))}"


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept; takes as long where none was."""
    if kept is None:
        _key(password, b"no salt at all..", _N, _R, _P)
        return False
    _, n, r, p, salt, key = kept.split("$")
    found = _key(password, base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(key))


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    plain = unicodedata.normalize("NFC", password).encode()
    return hashlib.scrypt(plain, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def add(
    desk: Desk, tx: Transaction, *, email: str, name: str, role: Role, password: str | None = None
) -> User:
    """Make an account; without a password a link must bring one.

    Raises:
        Misuse: there is one of that address.

    """
    values = {"email": email.lower(), "name": name, "role": role, "created_at": desk.now()}
    try:
        with tx.begin_nested():
            new = accounts.add(tx, values | {"password": hashed(password) if password else None})
    except Conflict:
        raise Misuse(
            f"There is an account of {email} already.", "Change that one, or make it a new link."
        ) from None
    audit.record(tx, at=desk.now(), actor=desk.actor, action="account made", note=f"account {new}: {role}")
    row = accounts.row_of(tx, new)
    assert row is not None
    return accounts.user_of(row)


def sign_in(desk: Desk, tx: Transaction, user: User) -> str:
    """Sign somebody in who has proved to be that user; return the token of the new session."""
    token, now = secrets.token_urlsafe(32), desk.now()
    accounts.sweep(tx, now, now - LONGEST)
    accounts.open_session(tx, digest(token), user.id, now, now + IDLE)
    accounts.change(tx, user.id, signed_in_at=now)
    audit.record(tx, at=now, actor=user.actor, action="signed in")
    return token


def session(desk: Desk, token: str) -> Session | None:
    """The session of a token, which goes on by being used; None: it is none, or it is over."""
    now, hash_ = desk.now(), digest(token)
    with desk.database.read() as tx:
        row = accounts.session_of(tx, hash_, now)
    if row is None:
        return None
    if now - row.seen_at >= _SEEN:
        with desk.database.write() as tx:
            accounts.touch(tx, hash_, seen_at=now, expires_at=_until(row, now))
    return Session(hash=hash_, user=accounts.user_of(row), said=row.said)


def _until(row: object, now: datetime) -> datetime:
    return min(now + IDLE, row.session_created_at + LONGEST)  # type: ignore[attr-defined, no-any-return]


def link(desk: Desk, tx: Transaction, purpose: accounts.Purpose, user: User | None, good: timedelta) -> str:
    """Make a link that is good for once; return its token."""
    token, now = secrets.token_urlsafe(32), desk.now()
    accounts.add_link(tx, digest(token), purpose, user.id if user else None, now=now, expires_at=now + good)
    return token


def signing_key(desk: Desk) -> bytes:
    """The key that session cookies are signed with, made at first use."""
    with desk.database.write() as tx:
        return accounts.key(tx)


def signed(key: bytes, token: str) -> str:
    """A session's token as the cookie holds it: nobody asks the database for what was not issued here."""
    return f"{token}.{hmac.new(key, token.encode(), hashlib.sha256).hexdigest()}"


def unsigned(key: bytes, cookie: str) -> str | None:
    """The token that a cookie holds; None: it was not signed with that key."""
    token, _, _ = cookie.rpartition(".")
    return token if hmac.compare_digest(signed(key, token).encode(), cookie.encode()) else None
