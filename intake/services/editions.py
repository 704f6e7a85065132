"""A configuration file changed in the console: held against the others, written, kept in its history."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from intake.domain.trouble import Misuse, Trouble
from intake.services.desk import Desk
from intake.settings import Finding, SettingsError
from intake.settings.copies import without_passwords
from intake.settings.files import INTAKE, digest, put, text_of, write_whole
from intake.settings.proposed import Proposed, proposed
from intake.store import audit, editions
from intake.store.database import Transaction

SECRETS: Final = "var/secrets"  # within the folder that holds the configuration's


class Overtaken(Trouble):
    """The file was changed by somebody else since the change was begun; nothing was written."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} was changed by somebody else meanwhile.", "Look at their change first.")


def held(desk: Desk, file: str, text: str | None) -> Proposed:
    """Say what a changed file would make of the configuration."""
    return proposed(desk.settings.folder, file, text, desk.now())


def write(
    desk: Desk,
    file: str,
    text: str | None,
    *,
    expected: str,
    account_id: int | None,
    secrets: Mapping[str, str] | None = None,
) -> int | None:
    """Write a changed file (None: remove it), and keep the change; return its id, None where nothing changed.

    `expected` is the digest of what the change was made of. `secrets` are passwords to keep, by the names of
    their files.

    Raises:
        Overtaken: the file is another one by now.
        SettingsError: the change would make the configuration invalid.
        Misuse: a file cannot be written.

    """
    folder = desk.settings.folder
    with desk.lock("configuration"), ExitStack() as back:
        if digest(text_of(folder, file)) != expected:
            raise Overtaken(file)
        faults: tuple[Finding, ...] = held(desk, file, text).faults
        if faults:
            raise SettingsError(faults)
        with desk.database.write() as tx:  # another console's process waits here
            before = text_of(folder, file)
            if digest(before) != expected:
                raise Overtaken(file)
            _keep(desk, tx, secrets or {}, back)
            kept = None
            if before != text:
                at = desk.now()
                texts = {"before": _for_history(file, before), "after": _for_history(file, text)}
                kept = editions.add(tx, file=file, at=at, account_id=account_id, **texts)
                audit.record(tx, at=at, actor=desk.actor, action="configuration", note=file)
                put(folder, file, text)  # last: what cannot be written is not in the history either
                back.callback(put, folder, file, before)
        back.pop_all()  # all of it is written: nothing is put back
        return kept


def _for_history(file: str, text: str | None) -> str | None:
    """A file as its history keeps it: copies of the database go to where its password is not to be known."""
    return without_passwords(text) if text is not None and file == INTAKE else text


def _keep(desk: Desk, tx: Transaction, secrets: Mapping[str, str], back: ExitStack) -> None:
    """Keep passwords; `back` puts those back that were there before."""
    for name, secret in secrets.items():
        place = desk.settings.base / SECRETS / name
        before = place.read_bytes() if place.is_file() else None
        keep_secret(desk.settings.base, name, secret)
        back.callback(_put_back, place, before)
        audit.record(tx, at=desk.now(), actor=desk.actor, action="configuration", note=f"password {name}")


def _put_back(place: Path, before: bytes | None) -> None:
    with suppress(OSError):
        if before is None:
            place.unlink(missing_ok=True)
        else:
            write_whole(place, before, 0o600)


def keep_secret(base: Path, name: str, secret: str) -> None:
    """Keep a password in a file that only the account which runs intake may read. Raises Misuse."""
    assert "/" not in name
    folder = base / SECRETS
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / name, f"{secret}\n".encode(), 0o600)
    except OSError as error:
        raise Misuse(
            f"The password cannot be kept in {SECRETS}/{name}: {error.strerror}. Nothing was changed.",
            "Let the account that runs intake write there, or name an environment variable instead.",
        ) from None


def has_secret(base: Path, name: str) -> bool:
    """Whether a password is kept under that name."""
    return os.path.lexists(base / SECRETS / name)
