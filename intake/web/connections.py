"""A mailbox that is not written yet, tried: its servers found, its logins made. Both end after a while."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from intake import app
from intake.domain.model import Account, Mailbox, Secret
from intake.services.editions import SECRETS
from intake.services.inspect import log_ins
from intake.settings import Finding, Settings
from intake.web.background import Work, begin
from intake.web.visit import Visit

_PATIENCE: Final = 30.0  # seconds that a person waits


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What the servers answered; `late`: not all of them within the time."""

    findings: Sequence[Finding]
    late: bool = False


def tried(visit: Visit, settings: Settings, name: str, passwords: Mapping[str, str]) -> Tried:
    """Log in to the servers of a mailbox as it would be. `passwords` were typed, by the names of their files.

    Raises Misuse where too much is tried at once, Trouble where it cannot be tried at all.
    """
    desk, box = visit.desk, settings.mailboxes[name]
    found: list[Finding] = []

    def task(_: Work) -> None:
        with _with_passwords(box, passwords) as filled:
            there = app.reload(desk, replace(settings, mailboxes={**settings.mailboxes, name: filled}))
            found.extend(log_ins(there, filled))

    _, work = begin(visit, f"test {name}", task, seconds=_PATIENCE)
    in_time = work.done.wait(_PATIENCE)
    if work.trouble is not None:
        raise work.trouble
    return Tried(findings=tuple(found), late=not in_time)


@contextmanager
def _with_passwords(box: Mailbox, passwords: Mapping[str, str]) -> Iterator[Mailbox]:
    """The mailbox with passwords that are written nowhere but in a folder of its own, for so long."""
    with tempfile.TemporaryDirectory(prefix="intake-test-") as folder:
        places = {}
        for number, (name, password) in enumerate(passwords.items()):
            path = Path(folder) / str(number)
            path.touch(mode=0o600)
            path.write_text(password, encoding="utf-8")
            places[f"{SECRETS}/{name}"] = Secret(source="file", name=str(path))

        def filled(account: Account) -> Account:
            kept = account.password
            return replace(account, password=places.get(kept.name, kept)) if kept else account

        yield replace(box, imap=filled(box.imap), smtp=filled(box.smtp))


def found_servers(visit: Visit, address: str) -> Any:
    """The servers of an address (adapters.discovery.Found); None: no answer came in time. Raises Trouble."""
    from intake.adapters.discovery import find

    _, work = begin(
        visit, f"servers {address.rpartition('@')[2]}", lambda _: find(address), seconds=_PATIENCE
    )
    work.done.wait(_PATIENCE)
    if work.trouble is not None:
        raise work.trouble
    return work.result
