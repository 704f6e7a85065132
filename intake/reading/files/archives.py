"""What a container may hold, and ZIP archives, opened in memory within those limits."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Final, TypeAlias

from intake.reading.files import membernames

Member: TypeAlias = tuple[str, bytes]

MAX_FILES: Final = 50
MAX_FILE: Final = 40_000_000  # bytes, unpacked
MAX_ALL: Final = 100_000_000  # bytes, unpacked
MAX_RATIO: Final = 200
RATIO_FLOOR: Final = 1_000_000  # bytes; below it a ratio says nothing
_LITTER: Final = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})
_UTF8_NAME: Final = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_ENCRYPTED: Final = 0x1


class RefusedError(ValueError):
    """A file that we will not open; the message completes the sentence "this file …"."""


TOO_MANY: Final = f"is an archive of more than {MAX_FILES} files, which is refused"
TOO_MUCH: Final = "is an archive that unpacks to too much, which is refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a container holds: files, texts of mails (by the name of the mail inside, "" for its own).

    `text` is the container's own text, which is a document itself. `problem` completes the sentence "this
    file …" where only a part of it could be read.
    """

    members: tuple[Member, ...] = ()
    bodies: tuple[tuple[str, str], ...] = ()
    text: str = ""
    problem: str | None = None


class Hold:
    """Collects the members of a container. Raises RefusedError for one too many, or too much of them."""

    def __init__(self, *, files: int = MAX_FILES, size: int = MAX_ALL) -> None:
        self.members: list[Member] = []
        self._files, self._left = files, size

    @property
    def room(self) -> int:
        """How many bytes the next member may have."""
        return min(MAX_FILE, self._left)

    def add(self, name: str, content: bytes) -> None:
        """Take one member in."""
        if len(self.members) >= self._files:
            raise RefusedError(TOO_MANY)
        if len(content) > self.room:
            raise RefusedError(TOO_MUCH)
        self._left -= len(content)
        self.members.append((name, content))


def unpack(data: bytes) -> tuple[Member, ...]:
    """Unpack a ZIP in memory, without the litter that systems leave in it.

    Raises RefusedError above the limits or for an encrypted member, zipfile.BadZipFile and others for damage.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not is_litter(info.filename)]
        _check_sizes(infos)
        return tuple((_name(info), read_member(archive, info, MAX_FILE)) for info in infos)


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse, by what the archive declares, what is too much or encrypted."""
    if len(infos) > MAX_FILES:
        raise RefusedError(TOO_MANY)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise RefusedError("needs a password")
    sizes = [info.file_size for info in infos]
    if max(sizes, default=0) > MAX_FILE or sum(sizes) > MAX_ALL or any(map(_bomb, infos)):
        raise RefusedError(TOO_MUCH)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack one member of at most `limit` bytes, whatever size it declares."""
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except NotImplementedError:  # Deflate64 and others that the standard library does not know
        raise RefusedError("is packed in a way that is not read by this version") from None
    if len(content) > limit:
        raise RefusedError(TOO_MUCH)
    return content


def _bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def is_litter(name: str) -> bool:
    """Whether a member is what systems leave in archives: no file of the person who packed it."""
    parts = [part.lower() for part in name.split("/")]
    return any(part in _LITTER or part.startswith("._") for part in parts)


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name for showing: without the bit for UTF-8 it is in UTF-8 or any code page."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            name = membernames.guess(name.encode("cp437"))  # zipfile has read it so
        except UnicodeError:
            name = info.filename
    return membernames.shown(name)
