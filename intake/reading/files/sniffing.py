"""What a file is, by its bytes: its name and its declared type play no part."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.files import cms, office, packages, packed, plain

IMAGES: Final = frozenset({"png", "jpeg", "gif", "tiff", "bmp", "webp", "heif"})
_MAGIC: Final = (
    (0, b"{\\rtf", "rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF8", "gif"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (8, b"WEBP", "webp"),
    (4, b"ftyphei", "heif"),
    (4, b"ftypmif1", "heif"),
    (4, b"ftypavif", "heif"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"\x7fELF", "program"),
    (0, b"L\0\0\0\x01\x14\x02\0", "link"),  # what stays when a shortcut is attached ([MS-SHLLINK] 2.1)
)


# Words may begin with these letters: what follows must fit, too.
_PATTERNS: Final = (
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "bmp"),  # reserved fields
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2"),
    (re.compile(rb"MZ[^\0]{0,62}\0", re.DOTALL), "program"),
)


def sniff(data: bytes) -> str:
    """Tell a file's format from its bytes: `pdf`, `docx`, `zip`, `txt` …, `empty` or `unknown`."""
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if (kind := _binary(data)) is not None:
        return kind
    # Readers accept junk before the header (ISO 32000-1, annex H.3.4.1); archives may hold a PDF there.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return plain.sniff_text(data) or "unknown"


def _binary(data: bytes) -> str | None:
    for offset, magic, kind in _MAGIC:
        if data.startswith(magic, offset):
            return kind
    for pattern, kind in _PATTERNS:
        if pattern.match(data):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packages.sniff_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return office.sniff_ole(data)
    return "tar" if packed.is_tar(data) else cms.sniff(data)
