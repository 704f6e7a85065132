"""What the commands are given, made into what the services take: a desk, mailboxes, a posting, a day."""

from __future__ import annotations

import getpass
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from intake import show

if TYPE_CHECKING:
    from intake.domain.model import Mailbox, Posting
    from intake.services.desk import Desk
    from intake.settings import Settings


_ADDRESS = re.compile(r"[^\s@<>\"(),:;]+@[^\s@<>\"(),:;]+")


@contextmanager
def told(*, json: bool = False) -> Iterator[None]:
    """Turn what goes wrong outside into a sentence on standard error and an exit status.

    With `json` standard output gets its one document all the same: what is wrong.
    """
    from intake.domain.trouble import Misuse, Trouble
    from intake.settings import SettingsError

    try:
        yield
    except SettingsError as error:
        if json:
            show.as_json(show.refused(error.findings))
        show.findings(error.findings, refused=True, error=True)
        raise typer.Exit(2) from None
    except Trouble as trouble:
        if json:
            show.as_json({"error": trouble.text, "remedy": trouble.remedy})
        show.trouble(trouble)
        raise typer.Exit(2 if isinstance(trouble, Misuse) else 1) from None
    except typer.BadParameter as error:
        if json:
            show.as_json({"error": error.message, "remedy": "See --help."})
        raise


@contextmanager
def desk_for(
    config: Path, *, works: bool = False, by_hand: bool = True, json: bool = False
) -> Iterator[Desk]:
    """The desk for a configuration; `works` for commands that claim mailboxes or letters.

    What is done `by_hand` stands in the audit log under the account that gave the command.
    """
    from intake import app
    from intake.settings import load
    from intake.store.audit import MACHINE

    actor = account() if by_hand else MACHINE
    with told(json=json), app.open_desk(load(config), actor=actor) as desk:
        if works:
            with app.at_work(desk):
                yield desk
        else:
            app.prepare(desk)
            yield desk


@contextmanager
def stopped_in_order(desk: Desk, *, by_hand: bool = False) -> Iterator[None]:
    """Finish what is in hand and no more, where the process is told to end (SIGTERM) meanwhile.

    `by_hand`: by Ctrl-C, too; a second one ends it at once.
    """
    if threading.current_thread() is not threading.main_thread():  # only that one is told
        yield
        return

    def stop(number: int, _: object) -> None:
        desk.stopping.set()
        if number == signal.SIGINT:
            signal.signal(number, before[number])

    numbers = (signal.SIGTERM, signal.SIGINT) if by_hand else (signal.SIGTERM,)
    before: dict[int, Any] = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, before[number])


def account() -> str:
    """Who gives the command: `account@host`. The system is asked, for the environment could say anything."""
    if os.name == "posix":
        import pwd

        try:
            name = pwd.getpwuid(os.getuid()).pw_name
        except KeyError:  # a container may run under a number that has no name
            name = str(os.getuid())
    else:
        name = getpass.getuser()
    return f"{name}@{socket.gethostname()}"[:100]


def mailboxes(settings: Settings, name: str | None, option: str = "--mailbox") -> list[Mailbox]:
    """The mailbox of that name, or all; a name that is not configured is a wrong usage."""
    from intake.settings import some_of

    if name is None:
        return list(settings.mailboxes.values())
    if name not in settings.mailboxes:
        known = some_of(settings.mailboxes)
        raise typer.BadParameter(f"there is no mailbox {name!r}; configured: {known}", param_hint=option)
    return [settings.mailboxes[name]]


def posting_of(settings: Settings, posting_id: str | None) -> Posting | None:
    """The posting of that id, if one is named; an id that is not configured is a wrong usage."""
    from intake.settings import some_of

    if posting_id is None:
        return None
    if posting_id not in settings.postings:
        known = some_of(settings.postings)
        raise typer.BadParameter(
            f"there is no posting {posting_id!r}; configured: {known}", param_hint="--posting"
        )
    return settings.postings[posting_id]


def address_of(text: str, *, name: str = "ADDRESS", json: bool = False) -> str:
    """An e-mail address as given, lower case; anything else is a wrong usage."""
    address = text.strip().lower()
    with told(json=json):
        if not _ADDRESS.fullmatch(address):
            raise typer.BadParameter("an address such as name@example.org", param_hint=name)
    return address


def one_more(limit: int | None) -> int | None:
    """How many rows are asked for where so many are wanted: one tells whether there are more."""
    return None if limit is None else limit + 1


def day_of(text: str | None, option: str = "--date") -> date | None:
    """A date as given; anything else is a wrong usage."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date such as 2026-05-04", param_hint=option) from None
