"""Signing in to a mailbox with OAuth2, as a person sees it: `intake login`, and the end of `intake init`."""

from __future__ import annotations

import os
import sys
import webbrowser

from intake import show
from intake.adapters.oauth import Person
from intake.domain.model import Account, Mailbox
from intake.services import guests
from intake.services.desk import Desk
from intake.services.sign_in import key_of


def sign_in_to(desk: Desk, box: Mailbox, *, browser: bool = True) -> bool:
    """Sign in to the accounts of a mailbox that do so by OAuth2; False if there is none.

    `browser` opens the page here, where there is a screen. Raises Trouble.
    """
    accounts = _accounts(box)
    for account in accounts:
        _sign_in(desk, box, account, browser=browser)
    if accounts:
        _let_be_asked(desk, box)
    return bool(accounts)


def prove(desk: Desk, box: Mailbox) -> None:
    """Log in to both servers; who was left alone after a refusal may be asked again. Raises Trouble."""
    with desk.open_imap(box) as session:
        session.examine(box.folders[0])
    with desk.database.write() as tx:
        guests.accepted(tx, box, "imap")
    show.say(f"IMAP: {box.imap.host} lets us in, and the folder {box.folders[0]} can be read.")
    with desk.open_smtp(box), desk.database.write() as tx:
        guests.accepted(tx, box, "smtp")
    show.say(f"SMTP: {box.smtp.host} lets us in.")


def _accounts(box: Mailbox) -> list[Account]:
    """The accounts of a mailbox that sign in with OAuth2, one of those that share a token."""
    own = (account for account in (box.smtp, box.imap) if account.oauth2 is not None)
    return list(reversed({key_of(account): account for account in own}.values()))


def _sign_in(desk: Desk, box: Mailbox, account: Account, *, browser: bool) -> None:
    browser = browser and _has_screen()
    person = Person(
        username=account.username or "",
        tell=lambda words: print(words, flush=True),  # noqa: T201 - at once: the person is to act on it
        browse=webbrowser.open if browser else None,
        read=None if browser or sys.stdin is None else sys.stdin.readline,
    )
    who = desk.sign_ins.sign_in(box.name, account, person)
    show.say(f"Signed in as {who}." if who else "Signed in.")
    if who and account.username and who.lower() != account.username.lower():
        show.warn(
            f"The user name of the mailbox is {account.username}: it must be a mailbox that {who} may open. "
            f"Else sign in again, as {account.username}."
        )


def _has_screen() -> bool:
    """Whether a browser can be opened here; on a server Python would open one within the terminal."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _let_be_asked(desk: Desk, box: Mailbox) -> None:
    """End the rest of accounts that were refused before."""
    with desk.database.write() as tx:
        guests.accepted(tx, box, "imap")
        guests.accepted(tx, box, "smtp")
