"""One file that holds many, which any `tar` unpacks: written whole or not at all, read without trust.

It is POSIX.1-1988's ustar, plain files only, uncompressed: what is in it is found by reading on. A header is
as our own writer makes it for that name and size, to the byte, or the file is refused: no links, no devices,
no long names, nothing that a library would do by itself.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from intake.domain.trouble import Misuse, Trouble

_BLOCK: Final = 512  # bytes: headers, and what contents are filled up to
_END: Final = bytes(2 * _BLOCK)
_CHUNK: Final = 1 << 20
_REMEDIES: Final = {
    errno.ENOSPC: "Make room there, or name another disk.",
    errno.EDQUOT: "The disk quota is used up: raise it, or name another disk.",
    errno.EFBIG: "Name a file system that holds files of that size.",
    errno.ENOENT: "See whether the path is right; its folder must be there.",
    errno.EACCES: "Give the account that runs this command the right to it, or name another place.",
    errno.EPERM: "Give the account that runs this command the right to it, or name another place.",
    errno.EISDIR: "Name a file.",
}
_DAMAGED: Final = "Take another backup: this one is not what was written."


class Writer:
    """Adds files to an archive one behind the other; nothing of them stays in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, name: str, data: bytes) -> None:
        """Add a file. Raises Trouble where there is no room for it."""
        self._file.write(_header(name, len(data)))
        self._file.write(data)
        self._file.write(bytes(-len(data) % _BLOCK))


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A file in an archive that is being read; what is not read of it is passed over."""

    name: str
    size: int
    chunks: Callable[[], Iterator[bytes]]

    def read(self) -> bytes:
        """All of it at once."""
        return b"".join(self.chunks())


@contextmanager
def writing(path: Path, *, replace: bool) -> Iterator[Writer]:
    """Write an archive beside its place; it gets its name at the end, when all of it is on the disk.

    Raises:
        Misuse: there is such a file already, and it is not to be replaced.
        Trouble: it cannot be written. Nothing is left of it then.

    """
    if path.is_dir():
        raise Misuse(f"{path} is a folder.", "Name a file: --output FILE.")
    if path.exists() and not replace:
        raise Misuse(f"There is a file {path} already.", "Name another one, or give --force to replace it.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    with _told(path), _alone(unfinished) as file:
        try:
            yield Writer(file)
            file.write(_END)
            file.flush()
            os.fsync(file.fileno())
            unfinished.replace(path)
            _sync(path.parent)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise


def members(path: Path, largest: int) -> Iterator[Member]:
    """Yield the files of an archive in their order, each to be read before the next one is asked for.

    Raises:
        Trouble: it cannot be read, it is no archive of ours, or not all of it; a file in it has more than
            `largest` bytes.

    """
    with _told(path), path.open("rb") as file:
        total = os.fstat(file.fileno()).st_size
        while True:
            at, header = file.tell(), file.read(_BLOCK)
            if header == _END[:_BLOCK]:
                if file.read(_BLOCK) != header or file.tell() != total:
                    raise damaged(path, at)
                return
            name, size = _parsed(path, at, header)
            if size > largest or at + _BLOCK + size > total:
                raise damaged(path, at)
            yield Member(name=name, size=size, chunks=lambda size=size: _chunks(file, size))  # type: ignore[misc]
            file.seek(at + _BLOCK + size)
            if any(file.read(-size % _BLOCK)):
                raise damaged(path, at)


def damaged(path: Path, at: int) -> Trouble:
    """What there is to say of an archive that is not as it was written."""
    return Trouble(f"{path} is no backup of intake, or damaged: at byte {at}. Nothing was touched.", _DAMAGED)


@contextmanager
def _alone(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write it anew, whoever died over it before; refuse where another process is at it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = f"Another process writes {path} now."
            raise Misuse(text, "Let it end, or name another file.") from error
        _refuse_strange(file, path)
        os.fchmod(file.fileno(), 0o600)
        file.truncate()
        yield file


def _refuse_strange(file: BinaryIO, path: Path) -> None:
    """Refuse a file that somebody else laid there to read, and one that has got its name meanwhile."""
    opened = os.fstat(file.fileno())
    if opened.st_uid != os.geteuid() or not stat.S_ISREG(opened.st_mode):
        raise Misuse(f"{path} is somebody else's, or no file.", "Remove it, or name another file.")
    if not path.exists() or not os.path.samestat(opened, path.stat()):
        raise Misuse(f"Another process has written {path} just now.", "Give the command again.")


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def _parsed(path: Path, at: int, header: bytes) -> tuple[str, int]:
    """The name and size in a header that is exactly one of ours."""
    try:
        info = tarfile.TarInfo.frombuf(header, "ascii", "strict")
        if _header(info.name, info.size) == header:
            return info.name, info.size
    except (tarfile.TarError, ValueError):
        pass
    raise damaged(path, at)


def _chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            raise OSError(errno.EIO, "it was cut short while it was read")
        size -= len(chunk)
        yield chunk


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the system's errors into a sentence. Those of other files are sentences by then."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "Look at the disk and its rights.")
        raise Trouble(f"{path} cannot be read or written: {error.strerror or error}.", remedy) from error
