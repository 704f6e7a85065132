"""Tar archives, and gzip, bzip2 and xz around them or around one file: in memory, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from typing import Final, Protocol

from intake.reading.files import membernames
from intake.reading.files.archives import (
    MAX_ALL,
    MAX_RATIO,
    RATIO_FLOOR,
    TOO_MANY,
    TOO_MUCH,
    Hold,
    Member,
    RefusedError,
    is_litter,
)

_CHUNK: Final = 1 << 20  # bytes
_MAX_ENTRIES: Final = 1_000  # of a tar archive, folders and litter included
_GZIP_NAME, _GZIP_EXTRA = 0x08, 0x04  # FLG (RFC 1952, 2.3.1)


def is_tar(data: bytes) -> bool:
    """Whether these bytes begin as a tar archive (POSIX.1-1988 and GNU)."""
    return data.startswith(b"ustar", 257)


def read_tar(data: bytes) -> tuple[Member, ...]:
    """Give the files of a tar archive; links, devices and folders are passed over.

    Raises RefusedError above the limits, tarfile.TarError and others for damage.
    """
    hold = Hold()
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for number, entry in enumerate(archive):
            if number >= _MAX_ENTRIES:
                raise RefusedError(TOO_MANY)
            if not entry.isreg() or is_litter(entry.name):
                continue
            stream = archive.extractfile(entry)
            content = stream.read(hold.room + 1) if stream else b""
            if len(content) < entry.size <= hold.room:
                raise tarfile.ReadError("unexpected end of data")
            name = membernames.guess(entry.name.encode("utf-8", "surrogateescape"))
            hold.add(membernames.shown(name), content)
    return tuple(hold.members)


def read_gzip(data: bytes, name: str) -> tuple[Member, ...]:
    """Give the files of a .tar.gz, or the one of a .gz, named by its header or after `name` (RFC 1952)."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return _inside(stream, data, _gzip_name(data) or _without(name))


def read_bzip2(data: bytes, name: str) -> tuple[Member, ...]:
    """Give the files of a .tar.bz2, or the one of a .bz2, named after `name`."""
    with bz2.BZ2File(io.BytesIO(data)) as stream:
        return _inside(stream, data, _without(name))


def read_xz(data: bytes, name: str) -> tuple[Member, ...]:
    """Give the files of a .tar.xz, or the one of a .xz, named after `name`."""
    with lzma.LZMAFile(io.BytesIO(data)) as stream:
        return _inside(stream, data, _without(name))


class _Stream(Protocol):
    """What the standard library's unpackers have in common."""

    def read(self, size: int, /) -> bytes:
        """Give at most so many unpacked bytes."""


def _inside(stream: _Stream, data: bytes, name: str) -> tuple[Member, ...]:
    """Unpack a stream as far as the limits allow, and the archive that it may be."""
    pieces, size = [], 0
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > MAX_ALL or (size > RATIO_FLOOR and size > MAX_RATIO * len(data)):
            raise RefusedError(TOO_MUCH)
        pieces.append(piece)
    content = b"".join(pieces)
    if is_tar(content):
        return read_tar(content)
    hold = Hold()
    hold.add(membernames.shown(name, "(file 1)"), content)
    return tuple(hold.members)


def _without(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return stem if dot else ""


def _gzip_name(data: bytes) -> str:
    """Read the name that gzip writes down: in Latin-1 by the standard, in any charset in fact."""
    if not data[3] & _GZIP_NAME:
        return ""
    start = 10 + (2 + int.from_bytes(data[10:12], "little") if data[3] & _GZIP_EXTRA else 0)
    return membernames.guess(data[start : data.index(b"\0", start)])
