"""ZIP archives, opened in memory within limits."""

from __future__ import annotations

import io
import zipfile
from typing import Final, TypeAlias

Member: TypeAlias = tuple[str, bytes]

MAX_FILES: Final = 50
MAX_FILE: Final = 40_000_000  # bytes, unpacked
MAX_ALL: Final = 100_000_000  # bytes, unpacked
MAX_RATIO: Final = 200
_RATIO_FLOOR: Final = 1_000_000  # bytes; below it a ratio says nothing
_LITTER: Final = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})
_UTF8_NAME: Final = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_ENCRYPTED: Final = 0x1


class RefusedError(ValueError):
    """A file that we will not open; the message completes the sentence "this file …"."""


def unpack(data: bytes) -> tuple[Member, ...]:
    """Unpack a ZIP in memory, without the litter that systems leave in it.

    Raises RefusedError above the limits or for an encrypted member, zipfile.BadZipFile and others for damage.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _litter(info.filename)]
        _check_sizes(infos)
        return tuple((_name(info), read_member(archive, info, MAX_FILE)) for info in infos)


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse, by what the archive declares, what is too much or encrypted."""
    if len(infos) > MAX_FILES:
        raise RefusedError(f"is an archive of more than {MAX_FILES} files, which is refused")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise RefusedError("needs a password")
    sizes = [info.file_size for info in infos]
    if max(sizes, default=0) > MAX_FILE or sum(sizes) > MAX_ALL or any(map(_bomb, infos)):
        raise RefusedError("is an archive that unpacks to too much, which is refused")


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack one member of at most `limit` bytes, whatever size it declares."""
    with archive.open(info) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise RefusedError("is an archive that unpacks to too much, which is refused")
    return content


def _bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > _RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def _litter(name: str) -> bool:
    parts = [part.lower() for part in name.split("/")]
    return any(part in _LITTER or part.startswith("._") for part in parts)


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name for showing: many systems write UTF-8 without setting the bit for it."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return (
        "".join(character for character in "/".join(parts) if character.isprintable())[-200:] or "(nameless)"
    )
