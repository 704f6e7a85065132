"""Links that are good for once: the first start, an invitation, a forgotten password."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from intake.domain.trouble import Misuse
from intake.domain.user import User
from intake.services.accounts import add, digest, note, of_id, set_password
from intake.services.desk import Desk
from intake.services.passwords import hashed
from intake.store import accounts
from intake.store.database import Transaction

STARTED: Final = timedelta(days=1)
INVITED: Final = timedelta(days=7)
FORGOTTEN: Final = timedelta(hours=2)


class Gone(Misuse):
    """A link was used, or is too old, or there never was such a one."""


def link(desk: Desk, tx: Transaction, purpose: accounts.Purpose, user: User | None, good: timedelta) -> str:
    """Make a link that is good for once; return its token."""
    token, now = secrets.token_urlsafe(32), desk.now()
    accounts.add_link(tx, digest(token), purpose, user.id if user else None, now=now, expires_at=now + good)
    if user is not None:
        note(desk, tx, "link made", user.id, purpose)
    return token


def link_for(desk: Desk, tx: Transaction, user: User) -> str:
    """Make the link that an account needs next: to its first password, or to a new one.

    Raises:
        Misuse: it is disabled.

    """
    if user.disabled:
        raise Misuse("This account is disabled.", "Enable it first: `intake account enable EMAIL`.")
    return link(desk, tx, "password" if user.has_password else "invitation", user, life_of(user))


def life_of(user: User) -> timedelta:
    """How long the link that an account needs next is good."""
    return FORGOTTEN if user.has_password else INVITED


def start(desk: Desk) -> str | None:
    """Make the link to the first admin's account; None: there is an admin."""
    with desk.database.write() as tx:
        return None if accounts.admins(tx) else link(desk, tx, "start", None, STARTED)


def starts(desk: Desk, token: str) -> bool:
    """Whether a link is a good one to the first admin's account."""
    with desk.database.read() as tx:
        row = accounts.link_of(tx, digest(token), desk.now())
        return row is not None and row.purpose == "start" and not accounts.admins(tx)


def begin(desk: Desk, token: str, *, email: str, name: str, password: str) -> User:
    """Use up the link of the first start: make the first admin.

    Raises:
        Gone: the link is good no more.
        Misuse: there is an account of that address.
        Busy: too many at this moment.

    """
    kept = hashed(password)
    with desk.database.write() as tx:
        row = accounts.use_link(tx, digest(token), desk.now())
        if row is None or row.purpose != "start" or accounts.admins(tx):
            raise _gone()
        user = add(desk, tx, email=email, name=name, role="admin")
        accounts.change(tx, user.id, password=kept)
        return of_id(tx, user.id)


def invited(desk: Desk, token: str) -> User | None:
    """Whose link this is; None: it is good no more."""
    with desk.database.read() as tx:
        row = accounts.link_of(tx, digest(token), desk.now())
        user = of_id(tx, row.account_id) if row is not None and row.account_id is not None else None
    return user if user is not None and not user.disabled else None


def accept(desk: Desk, token: str, password: str) -> User:
    """Use a link up: set the password of its account.

    Raises:
        Gone: the link is good no more.
        Busy: too many at this moment.

    """
    kept = hashed(password)
    with desk.database.write() as tx:
        row = accounts.use_link(tx, digest(token), desk.now())
        user = of_id(tx, row.account_id) if row is not None and row.account_id is not None else None
        if user is None or user.disabled:
            raise _gone()
        set_password(desk, tx, user, kept)
        return of_id(tx, user.id)


def _gone() -> Gone:
    return Gone("This link was used, or its time is over.", "Ask an admin for a new one.")
