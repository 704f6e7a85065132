"""The files of a configuration as texts: read, compared, and replaced whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from intake.domain.trouble import Misuse
from intake.settings.forms import is_name
from intake.settings.yaml import MAX_BYTES

INTAKE: Final = "intake.yaml"
# Names that mean a device on Windows, whatever comes behind them.
_DEVICES: Final = re.compile(r"(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]")


def posting_path(posting_id: str) -> str:
    """Where a posting's file lies, within the folder. Raises Misuse for what is no id."""
    if not is_name(posting_id) or _DEVICES.fullmatch(posting_id):
        raise Misuse(
            "This cannot be the short name of a posting.",
            "Use at most 64 letters without accents, digits, - and _; a letter or digit first.",
        )
    return f"postings/{posting_id}.yaml"


def is_file(file: str) -> bool:
    """Whether that is the path of a configuration file, within its folder."""
    folder, _, name = file.rpartition("/")
    return file == INTAKE or (folder == "postings" and name.endswith(".yaml") and is_name(name[:-5]))


def text_of(folder: Path, file: str) -> str | None:
    """Return the text of a file, its lines ended by LF alone; None: there is none.

    Raises Misuse where it cannot be read, or is no UTF-8 text.
    """
    assert is_file(file)
    try:
        with (folder / file).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise Misuse(f"{file} is too large to be changed here.", "Change the file itself.")
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Misuse(f"{file} cannot be read: {error.strerror}.", "Check its rights.") from None
    except UnicodeDecodeError:
        raise Misuse(f"{file} is not UTF-8 text.", "Save it with UTF-8 encoding.") from None


def posting_ids(folder: Path) -> list[str]:
    """The ids of the postings that have a file."""
    paths = sorted((folder / "postings").glob("*.yaml"))
    return [path.stem for path in paths if is_name(path.stem)]


def digest(text: str | None) -> str:
    """Tell a text from others, and from none."""
    return "none" if text is None else hashlib.sha256(text.encode()).hexdigest()


def put(folder: Path, file: str, text: str | None) -> None:
    """Replace a file, or remove it (None). Its mode is kept, and a link stays one.

    Raises Misuse where that cannot be done; then all is as it was.
    """
    assert is_file(file)
    path = folder / file
    try:
        if text is None:
            path.unlink()
            _settle(path.parent)
            return
        path.parent.mkdir(exist_ok=True)
        path = path.resolve()
        crlf = path.exists() and b"\r\n" in path.read_bytes()
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
        write_whole(path, (text.replace("\n", "\r\n") if crlf else text).encode(), mode)
    except OSError as error:
        raise Misuse(
            f"{file} cannot be written: {error.strerror}. Nothing was changed.",
            "Let the account that runs intake write into the folder of the configuration.",
        ) from None


def write_whole(path: Path, data: bytes, mode: int) -> None:
    """Write a file beside its place, and put it there once it is safe on the disk. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the names in a folder safe on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
