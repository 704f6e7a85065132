"""Who may use the console, and who is signed in: accounts and their sessions.

A token is 256 random bits; the database keeps its SHA-256 only, so that nobody signs in with what a copy of
it shows.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from intake.domain.trouble import Misuse
from intake.domain.user import Role, User
from intake.services import throttle
from intake.services.desk import Desk
from intake.services.passwords import fits, hashed, is_stale
from intake.store import accounts, attempts, audit
from intake.store.database import Conflict, Transaction

IDLE: Final = timedelta(hours=12)  # without a request a session ends
LONGEST: Final = timedelta(days=7)  # and so it does after that, whatever is asked
LONGEST_NAME: Final = 100  # letters
_SEEN: Final = timedelta(minutes=1)  # a session's last request is known as exactly as that
_ADDRESS: Final = re.compile(r"[^\s@<>\"(),:;]{1,64}@[^\s@<>\"(),:;]{1,255}")


class LastAdmin(Misuse):
    """Nobody would be left who may do everything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """Somebody who is signed in. `hash` names the session, `said` is what its next page tells."""

    hash: str
    user: User
    said: str | None


# --- tokens --------------------------------------------------------------------


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def signing_key(desk: Desk) -> bytes:
    """The key that session cookies are signed with, made at first use."""
    with desk.database.write() as tx:
        return accounts.key(tx)


def signed(key: bytes, token: str) -> str:
    """A token as a cookie holds it: nobody asks the database for what was not issued here."""
    return f"{token}.{hmac.new(key, token.encode(errors='replace'), hashlib.sha256).hexdigest()}"


def unsigned(key: bytes, cookie: str) -> str | None:
    """The token that a cookie holds; None: it was not signed with that key."""
    token, _, _ = cookie.rpartition(".")
    right = hmac.compare_digest(signed(key, token).encode(errors="replace"), cookie.encode(errors="replace"))
    return token if right else None


# --- accounts ------------------------------------------------------------------


def is_address(text: str) -> bool:
    """Whether a text looks like an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None and text.isprintable()


def is_name(text: str) -> bool:
    """Whether somebody may be called so."""
    return 0 < len(text) <= LONGEST_NAME and text.isprintable()


def add(
    desk: Desk,
    tx: Transaction,
    *,
    email: str,
    name: str,
    role: Role,
    password: str | None = None,
    **values: Any,
) -> User:
    """Make an account; without a password (`hashed` here) a link must bring one.

    Raises:
        Misuse: there is one of that address.

    """
    kept = hashed(password) if password else None
    new = {"email": email.lower(), "name": name, "role": role, "created_at": desk.now(), "password": kept}
    try:
        with tx.begin_nested():
            account_id = accounts.add(tx, new | values)
    except Conflict:
        raise Misuse(
            f"There is an account of {email} already.", "Change that one, or make it a new link."
        ) from None
    note(desk, tx, "account made", account_id, role)
    return of_id(tx, account_id)


def of_address(desk: Desk, email: str) -> User:
    """The account of an address. Raises Misuse."""
    with desk.database.read() as tx:
        row = accounts.row_by_email(tx, email)
    if row is None:
        raise Misuse(f"There is no account of {email}.", "See `intake account list`.")
    return accounts.user_of(row)


def change_role(desk: Desk, tx: Transaction, account_id: int, role: Role) -> None:
    """Give an account another role; it is signed out everywhere.

    Raises:
        LastAdmin: no other admin would be left.

    """
    _keep_an_admin(tx, account_id, stays=role == "admin")
    accounts.change(tx, account_id, role=role)
    accounts.close_sessions(tx, account_id)
    note(desk, tx, "role changed", account_id, role)


def disable(desk: Desk, tx: Transaction, account_id: int) -> None:
    """Let an account in no more: it is signed out, and its links and tokens are good no more.

    Raises:
        LastAdmin: no other admin would be left.

    """
    _keep_an_admin(tx, account_id, stays=False)
    accounts.change(tx, account_id, disabled_at=desk.now())
    accounts.close_sessions(tx, account_id)
    accounts.drop_links(tx, account_id)
    accounts.revoke_tokens(tx, account_id, desk.now())
    note(desk, tx, "account disabled", account_id)


def enable(desk: Desk, tx: Transaction, account_id: int) -> None:
    """Let an account in again, with the password that it had."""
    accounts.change(tx, account_id, disabled_at=None)
    note(desk, tx, "account enabled", account_id)


def _keep_an_admin(tx: Transaction, account_id: int, *, stays: bool) -> None:
    able = accounts.able_admins(tx)  # and nobody else changes them meanwhile
    if not stays and able == {account_id}:
        raise LastAdmin("This is the only admin who can sign in.", "Make somebody else an admin first.")


def note(desk: Desk, tx: Transaction, action: str, account_id: int, word: str | None = None) -> None:
    """Write down what was done to an account."""
    what = f"account {account_id}" + (f": {word}" if word else "")
    audit.record(tx, at=desk.now(), actor=desk.actor, action=action, note=what)


def of_id(tx: Transaction, account_id: int) -> User:
    """The account of an id that is known to be one."""
    row = accounts.row_of(tx, account_id)
    assert row is not None
    return accounts.user_of(row)


# --- passwords of accounts -----------------------------------------------------


def set_password(desk: Desk, tx: Transaction, user: User, kept: str) -> None:
    """Keep a password (as `hashed` gave it); the account is signed out everywhere, its links are over."""
    accounts.change(tx, user.id, password=kept)
    accounts.close_sessions(tx, user.id)
    accounts.drop_links(tx, user.id)
    throttle.forgive(tx, user.email)
    audit.record(tx, at=desk.now(), actor=user.actor, action="password set")


def known(desk: Desk, email: str, password: str, *, client: str | None) -> User | None:
    """The user whom address and password fit; None: they do not, or may not sign in.

    Takes as long, and counts as much, whether there is such an account or not.

    Raises:
        TooMany: there were too many tries.
        Busy: there are too many at this moment.

    """
    with throttle.tried(desk, email=email, client=client) as one:
        with desk.database.read() as tx:
            row = accounts.row_by_email(tx, email)
        usable = row if row is not None and row.disabled_at is None else None
        one.right = fits(password, usable.password if usable else None)
    if usable is None or not one.right:
        return None
    if is_stale(usable.password):
        kept = hashed(password)
        with desk.database.write() as tx:
            accounts.change(tx, usable.id, password=kept)
    return accounts.user_of(usable)


# --- sessions ------------------------------------------------------------------


def sign_in(desk: Desk, tx: Transaction, user: User, *, browser: str | None = None) -> str:
    """Sign somebody in who has proved to be that user; return the token of the new session."""
    now = desk.now()
    accounts.sweep(tx, now, now - LONGEST)
    attempts.sweep(tx, now - throttle.WINDOW)
    accounts.change(tx, user.id, signed_in_at=now)
    audit.record(tx, at=now, actor=user.actor, action="signed in")
    return new_session(desk, tx, user, browser=browser)


def new_session(desk: Desk, tx: Transaction, user: User, *, browser: str | None = None) -> str:
    """Open a session for somebody who is known; return its token, which nobody had before."""
    token, now = secrets.token_urlsafe(32), desk.now()
    accounts.open_session(tx, digest(token), user.id, now=now, expires_at=now + IDLE, browser=browser)
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
