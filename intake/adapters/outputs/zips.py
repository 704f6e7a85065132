"""An export as a ZIP (PKWARE's APPNOTE), written as it comes."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, cast

from intake.adapters.outputs.refusals import told
from intake.domain.trouble import Misuse, Trouble

_ROOM: Final = 200  # characters of a path; it is unpacked somewhere
_CHUNK: Final = 1 << 20
_PACKED: Final = frozenset({
    "pdf", "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "zip", "docx", "xlsx", "pptx",
    "odt", "ods", "odp", "epub", "gz", "tgz", "bz2", "tbz2", "xz", "txz", "7z", "rar",
})  # fmt: skip
_YEARS: Final = (1980, 2107)  # that a ZIP knows
_UNIX: Final = 3


class Zip:
    """Puts files into a ZIP as they come; see `zip_file` and `zip_stream`."""

    room = _ROOM

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self._archive, self._where = archive, where

    def add(self, name: str, data: bytes, at: datetime) -> None:
        """Put a file there. Raises Trouble."""
        with told(self._where):
            info = _entry(name, at)
            info.file_size = len(data)
            with self._archive.open(info, "w") as file:
                file.write(data)

    def copy(self, name: str, stream: BinaryIO, at: datetime) -> None:
        """Put a file there as it is read to its end. Raises Trouble."""
        with told(self._where), self._archive.open(_entry(name, at), "w", force_zip64=True) as file:
            shutil.copyfileobj(stream, file, _CHUNK)

    def drop(self, folders: Sequence[str]) -> None:
        """Refuse: what is in a ZIP stays. Raises Trouble."""
        raise Trouble(
            f"{len(folders)} application(s) were erased while the export ran, and are in the ZIP.",
            "Throw away what was written, and give the command again.",
        )


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    year = min(max(at.year, _YEARS[0]), _YEARS[1])
    info = zipfile.ZipInfo(name, (year, at.month, at.day, at.hour, at.minute, at.second))
    info.create_system = _UNIX  # on every system: the same dossiers give the same bytes
    info.external_attr = 0o100600 << 16
    packed = name.rpartition(".")[2].lower() in _PACKED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return info


@contextmanager
def zip_file(path: Path) -> Iterator[Zip]:
    """Write a ZIP beside its place; it gets its name when all of it is on the disk.

    Raises:
        Misuse: there is something of that name, or another process writes it.
        Trouble: it cannot be written. Nothing is left of it then.

    """
    if path.exists() or path.is_symlink():
        raise Misuse(f"{path} is there already.", "Remove it, or name another one: a ZIP is written anew.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    with told(path):
        number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Misuse(f"Another process writes {path} now.", "Let it end, or name another.") from None
            try:
                file.truncate()
                with zipfile.ZipFile(file, "w") as archive:
                    yield Zip(archive, str(path))
                file.flush()
                os.fsync(file.fileno())
                _name(unfinished, path)
            finally:
                with suppress(OSError):
                    unfinished.unlink()


def _name(unfinished: Path, path: Path) -> None:
    """Give a file its name; what has got that name meanwhile is not replaced."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # as on a memory stick, which knows no second names
        if path.exists():
            raise
        unfinished.rename(path)


@contextmanager
def zip_stream() -> Iterator[Zip]:
    """Write a ZIP to standard output; one that breaks off lacks its directory.

    Raises:
        Misuse: that is a terminal.
        Trouble: nobody reads it to its end.

    """
    if sys.stdout.isatty():
        raise Misuse("Standard output is a terminal.", "Name a file, or give '| cat > FILE' behind it.")
    stream = _Stream(sys.stdout.buffer)
    with told("Standard output"), zipfile.ZipFile(cast("BinaryIO", stream), "w") as archive:
        try:
            yield Zip(archive, "Standard output")
        except BaseException:
            stream.ended = True  # or the archive would end like a whole one
            raise
    with told("Standard output"):
        stream.flush()


class _Stream:
    """Bytes that go out at once; whoever writes them cannot go back."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.ended = False  # True: what comes goes nowhere

    def write(self, data: bytes) -> int:
        """Write bytes, or forget them."""
        try:
            return len(data) if self.ended else self._out.write(data)
        except BrokenPipeError:
            self._end()
            raise

    def flush(self) -> None:
        """Let out what waits."""
        try:
            if not self.ended:
                self._out.flush()
        except BrokenPipeError:
            self._end()
            raise

    def _end(self) -> None:
        """Leave it at that: the interpreter, too, would try again as it ends."""
        self.ended = True
        with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), self._out.fileno())
