"""The files of a configuration, as a backup holds them: as they stand, but without passwords."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from intake.domain.trouble import Trouble
from intake.settings.values import Settings
from intake.settings.yaml import parse

# What a database's URL may hold before its host, or among its parameters.
_PASSWORD: Final = re.compile(
    rb"(://[^\s:/]*):[^\s@]*(?=@)|(postgresql[^\s:]*://[^\s:/]*):[^@#\n]*(?=@)"
    rb"|(?<=[?&])((?:ssl)?password=)[^&\s\"']*"
)
_OF_TEXT: Final = re.compile(_PASSWORD.pattern.decode())
_MAIN: Final = "config/intake.yaml"
_TEMPLATE: Final = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/){0,5}[A-Za-z0-9_][A-Za-z0-9_.-]*")
_LARGEST: Final = 1 << 20  # bytes of a template; as `letters`, which reads less of one


def kept_files(settings: Settings) -> dict[str, bytes]:
    """Return what intake reads of a configuration, by the name that it has in a backup.

    Whatever else lies in its folders, as files of secrets do, is left out.

    Raises:
        Trouble: a file cannot be read.

    """
    found = {_MAIN: settings.folder / "intake.yaml"}
    for posting in settings.postings:
        found[f"config/postings/{posting}.yaml"] = settings.folder / "postings" / f"{posting}.yaml"
    for name, path in _templates(settings.templates):
        found[f"templates/{name}"] = path
    kept = {}
    for name, path in found.items():
        try:
            kept[name] = path.read_bytes()
        except OSError as error:
            raise Trouble(
                f"{path} cannot be read: {error.strerror}.", "Give this account the right to read it."
            ) from error
    kept[_MAIN] = _PASSWORD.sub(rb"\1\2\3", kept[_MAIN])
    return kept


def without_passwords(text: str) -> str:
    """Return a text of intake.yaml, or a line of it, without the password in the database's URL."""
    return _OF_TEXT.sub(r"\1\2\3", text)


def masked(line: str) -> str:
    """Return a line of intake.yaml as it may be shown: a dot-dot-dot stands for a password."""
    return _OF_TEXT.sub(lambda found: f"{found[1] or found[2]}:…" if not found[3] else f"{found[3]}…", line)


def with_passwords(text: str, current: str) -> str:
    """Return a text that `without_passwords` gave with the passwords of `current`, where its lines agree."""
    known = {without_passwords(line): line for line in current.split("\n")}
    return "\n".join(known.get(line, line) for line in text.split("\n"))


def put_configuration(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write the configuration of a backup into a folder that has none; return what was written.

    A file that is there stays as it is. intake.yaml comes last: without it there is no configuration.
    Templates go where it says, below the folder that holds the configuration, and nowhere else.

    Raises:
        Trouble: it cannot be written.

    """
    base = folder.absolute().parent
    templates = base / _templates_in(files.get(_MAIN, b""))
    places = {}
    for name in sorted(files, key=lambda name: (name == _MAIN, name)):
        first, _, rest = name.partition("/")
        if first == "config":
            places[name] = folder / rest
        elif templates.resolve().is_relative_to(base.resolve()):
            places[name] = templates / rest
    return [name for name, path in places.items() if _put(path, files[name])]


def _templates_in(text: bytes) -> str:
    """Where intake.yaml has its templates."""
    tree, _ = parse(text.decode(errors="replace"), _MAIN)
    named = tree.value.get("templates") if tree is not None else None
    return named if isinstance(named, str) else "templates"


def differences(settings: Settings, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what a configuration and that of a backup do not have alike: "changed", "new" or "gone"."""
    here = kept_files(settings)
    words = {}
    for name in sorted(here.keys() | files.keys()):
        if here.get(name) != files.get(name):
            words[name] = "gone" if name not in here else "new" if name not in files else "changed"
    return words


def _templates(folder: Path | None) -> Iterator[tuple[str, Path]]:
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        usable = path.suffix in (".txt", ".html", ".words") and _TEMPLATE.fullmatch(name)
        if usable and path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST:
            yield name, path


def _put(path: Path, data: bytes) -> bool:
    """Write a file that is not there, whole or not at all; False: it is there."""
    if path.exists():
        return False
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise Trouble(
            f"{path} cannot be written: {error.strerror}.", "Check the folder and its rights."
        ) from error
    return True
