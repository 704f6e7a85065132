"""The organisation's own letters, changed through the console: proved, written whole, kept in their history.

A template is a file of the folder that `templates` of intake.yaml names; its name comes from the list of the
built-in ones and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from intake.domain.model import Language
from intake.domain.trouble import Misuse, Trouble
from intake.services.desk import Desk, TemplateFault
from intake.settings.files import digest, write_whole
from intake.store import audit, editions
from intake.store.database import Transaction

_DEFAULT: Final = "templates"  # beside the folder of the configuration
_MOST: Final = 64_000  # bytes of one template, as letters read
_RIGHTS: Final = "Let the account that runs intake write into the folder of templates."


class Overtaken(Trouble):
    """A template was changed by somebody else since the change was begun; nothing was written."""


class Faulty(Trouble):
    """Proposed templates make no letter; nothing was written."""

    def __init__(self, faults: Sequence[TemplateFault]) -> None:
        super().__init__("These templates have faults.", "Mend them first.")
        self.faults = faults


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A template before and after; None: the built-in one holds."""

    file: str
    before: str | None
    after: str | None


def folder(desk: Desk) -> Path:
    """Where the organisation's own templates are, or will be.

    Raises:
        Misuse: the built-in ones are there, which nobody is to change.

    """
    place = desk.settings.templates or desk.settings.base / _DEFAULT
    if desk.letters.is_builtin(place):
        raise Misuse(
            f"{place} holds the built-in letters, which stay as they are.",
            "Name another folder in intake.yaml, for instance `templates: letters`, and make that folder.",
        )
    return place


def own(desk: Desk, file: str) -> str | None:
    """The organisation's own template of that name, faulty or not; None: there is none.

    Raises:
        Misuse: it cannot be read.

    """
    path = _path(desk, file)
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Misuse(f"{file} cannot be read: {error.strerror}.", "Check its rights.") from None
    if len(raw) > _MOST:
        raise Misuse(f"{file} is too large to be changed here.", "Make the file itself shorter.")
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def changes(desk: Desk, texts: Mapping[str, str]) -> tuple[Change, ...]:
    """What would change if templates had these texts; one like the built-in one is no template of its own."""
    found = []
    for file, text in texts.items():
        before = own(desk, file)
        same = text.rstrip() == desk.letters.builtin(file).rstrip()
        after = None if same else text.rstrip("\n") + "\n"
        if before != after:
            found.append(Change(file=file, before=before, after=after))
    return tuple(found)


def write(
    desk: Desk,
    wanted: Sequence[Change],
    letter: str,
    language: Language,
    *,
    expected: Mapping[str, str],
    account_id: int | None,
) -> None:
    """Write changed templates, proved by all letters that they take part in, and keep the changes.

    `expected` are the digests of the files that the change was made of.

    Raises:
        Faulty: they have faults; nothing was written.
        Overtaken: a file is another one by now.
        Misuse: a file cannot be written.

    """
    proposed = {each.file: each.after or desk.letters.builtin(each.file) for each in wanted}
    if not proposed:
        return
    if any(each.after is not None for each in wanted):
        faults = desk.letters.attempt(proposed, letter, language, 0).faults
        if faults:
            raise Faulty(faults)
    with desk.lock("templates"), ExitStack() as back:
        with desk.database.write() as tx:
            for each in wanted:
                if digest(own(desk, each.file)) != expected[each.file]:
                    raise Overtaken(
                        "Somebody else has changed this template meanwhile.", "Open it again, and look first."
                    )
            for each in wanted:
                _keep(desk, tx, each, account_id)
            for each in wanted:  # last: what cannot be written is not in the history either
                _put(desk, each.file, each.after)
                back.callback(_put_back, desk, each)
        back.pop_all()  # all of it is written: nothing is put back


def history(desk: Desk, files: Collection[str], limit: int = 10) -> list[Any]:
    """The last changes of some templates, the newest first: file, time, who, text before and after."""
    with desk.database.read() as tx:
        rows = [row for file in files for row in editions.latest(tx, _kept_as(file), limit)]
    return sorted(rows, key=lambda row: -row.id)[:limit]


def _kept_as(file: str) -> str:
    return f"templates/{file}"


def _keep(desk: Desk, tx: Transaction, change: Change, account_id: int | None) -> None:
    at, name = desk.now(), _kept_as(change.file)
    editions.add(tx, file=name, at=at, account_id=account_id, before=change.before, after=change.after)
    note = name if change.after is not None else f"{name}: the built-in one again"
    audit.record(tx, at=at, actor=desk.actor, action="letters", note=note)


def _put(desk: Desk, file: str, text: str | None) -> None:
    path = _path(desk, file)
    try:
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(_path(desk, file), text.encode(), 0o644)
    except OSError as error:
        raise Misuse(f"{file} cannot be written: {error.strerror}.", _RIGHTS) from None


def _put_back(desk: Desk, change: Change) -> None:
    with suppress(Misuse):
        _put(desk, change.file, change.before)


def _path(desk: Desk, file: str) -> Path:
    """Where a template of that name is. Raises Misuse where a link leads out of the folder."""
    assert file in desk.letters.files()
    place = folder(desk)
    path = place / file
    if path.is_symlink() or not path.parent.resolve().is_relative_to(place.resolve()):
        raise Misuse(f"{file} is a link to somewhere else.", "Put a file in its place.")
    return path
