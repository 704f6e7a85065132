"""7z and RAR archives, by libarchive where it is installed: block by block, from memory, within limits.

The library opens no file and runs no program here; what it does to our memory it does in the
confined process.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final, cast

from intake.reading.files import membernames
from intake.reading.files.archives import TOO_MANY, TOO_MUCH, Hold, Member, RefusedError, is_litter

_FORMATS: Final = {"7z": ("7zip",), "rar": ("rar", "rar5")}
_MAX_ENTRIES: Final = 1_000  # folders and litter included


def preload() -> ModuleType | None:
    """Load libarchive while files can still be opened; None where it or its shared library is absent."""
    try:
        import libarchive as library

        for formats in _FORMATS.values():
            for each in formats:
                library.ffi.get_read_format_function(each)
        library.ffi.libarchive.archive_entry_is_encrypted.argtypes = [library.ffi.c_archive_entry_p]
    except Exception:  # noqa: BLE001 - ctypes raises half a dozen errors for a library that is not there
        return None
    return cast("ModuleType", library)


def unpack(data: bytes, kind: str) -> tuple[Member, ...]:
    """Give the files of a `7z` or `rar` archive.

    Raises RefusedError where libarchive is absent, for a password and above the limits, libarchive's
    errors for damage.
    """
    library = preload()
    if library is None:
        raise RefusedError("is an archive of a kind that is read only where libarchive is installed")
    rar5 = data.startswith(b"Rar!\x1a\x07\x01")
    form = _FORMATS[kind][1 if rar5 else 0]
    try:
        with library.memory_reader(data, format_name=form, filter_name="none") as archive:
            return _members(library, archive)
    except library.ArchiveError as error:
        if "ncrypt" in str(error) or "Crypto" in str(error):
            raise RefusedError("needs a password") from None
        raise


def _members(library: ModuleType, archive: Any) -> tuple[Member, ...]:
    hold = Hold()
    for number, entry in enumerate(archive):
        if number >= _MAX_ENTRIES:
            raise RefusedError(TOO_MANY)
        name = entry.pathname or ""
        if isinstance(name, bytes):
            name = membernames.guess(name)
        if not entry.isfile or is_litter(name.replace("\\", "/")):
            continue
        if library.ffi.libarchive.archive_entry_is_encrypted(entry._entry_p):  # noqa: SLF001 - it has no door for that
            raise RefusedError("needs a password")
        blocks, size = [], 0
        for block in entry.get_blocks():
            size += len(block)
            if size > hold.room:
                raise RefusedError(TOO_MUCH)
            blocks.append(block)
        hold.add(membernames.shown(name), b"".join(blocks))
    return tuple(hold.members)
