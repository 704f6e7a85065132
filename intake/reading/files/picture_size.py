"""How big a picture is, by its first bytes: enough to tell a page from a logo, without decoding it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

_PAGE_SIDE: Final = 600  # pixels; a page of A4 at 75 dpi, which is hardly legible, has 620
_PAGE_SIZE: Final = 60_000  # bytes
_SCAN_SIDE: Final = (
    1_000  # pixels; no logo is so big and of a page's form, and a scan in black and white is small
)
_SCAN_SIZE: Final = 8_000  # bytes
_LONGEST: Final = 1.8  # times the short side
_LARGE: Final = 200_000  # bytes, of a picture whose dimensions cannot be told
_ISPE_SEARCHED: Final = 8_192
_MAX_SEGMENTS: Final = 200
# Start of frame, which tells the size: all of C0 to CF but tables (ITU-T T.81, table B.1).
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

Size = tuple[int, int]


def may_be_page(data: bytes) -> bool:
    """Whether a picture may show a page: phones put photos of pages in the midst of the text, like logos."""
    found = size(data)
    if found is None:
        return len(data) >= _LARGE
    return is_scan_sized(data) or (min(found) >= _PAGE_SIDE and len(data) >= _PAGE_SIZE)


def is_scan_sized(data: bytes) -> bool:
    """Whether a picture has the form and the pixels of a scanned page, be it small in black and white."""
    short, long = sorted(size(data) or (0, 0))
    return short >= _SCAN_SIDE and long <= _LONGEST * short and len(data) >= _SCAN_SIZE


def size(data: bytes) -> Size | None:
    """Give width and height in pixels as the file says; None for what is no picture or hides it."""
    for magic, read in _READERS:
        if data.startswith(magic):
            try:
                return read(data)
            except (struct.error, IndexError):
                return None
    return _heif(data) if data[4:8] == b"ftyp" else None


def _png(data: bytes) -> Size:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> Size:
    width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)


def _jpeg(data: bytes) -> Size | None:
    at = 2
    for _ in range(_MAX_SEGMENTS):
        while data[at] == 0xFF and data[at + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
            at += 1
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if data[at] != 0xFF:  # noqa: PLR2004 - no marker
            return None
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None


def _webp(data: bytes) -> Size | None:
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if data[12:16] == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _heif(data: bytes) -> Size | None:
    """Take the largest of the sizes in it: those of tiles and of the thumbnail are smaller."""
    head, sizes, at = data[:_ISPE_SEARCHED], list[Size](), 0
    while (at := head.find(b"ispe", at) + 1) and at + 15 <= len(head):
        width, height = struct.unpack_from(">II", head, at + 7)
        sizes.append((width, height))
    return max(sizes, key=min, default=None)


_READERS: Final[tuple[tuple[bytes, Callable[[bytes], Size | None]], ...]] = (
    (b"\x89PNG", _png),
    (b"GIF8", _gif),
    (b"BM", _bmp),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _webp),
)
