"""Bytes from strangers → pages of text, by sniffed type; containers are opened within limits.

Nothing here trusts a file's name or declared type, and nothing raises on hostile input: what
cannot be read comes back as an `Extract` whose `problem` says so.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from intake.reading import office, pdf, plain
from intake.reading.archives import Member, RefusedError, unpack

MAX_TEXT: Final = 400_000  # characters kept of one file
_HEAD: Final = 20_000  # bytes

IMAGES: Final = frozenset({"png", "jpeg", "gif", "tiff", "bmp", "webp", "heif"})
_NAMES: Final = {
    "pdf": "a PDF", "docx": "a Word document", "doc": "an old Word document", "odt": "an OpenDocument text",
    "rtf": "an RTF text", "txt": "plain text", "html": "a web page", "zip": "a ZIP archive",
    "xlsx": "a workbook", "pptx": "a presentation", "eml": "a mail", "msg": "an Outlook mail",
    "tnef": "a winmail.dat", "rar": "a RAR archive", "7z": "a 7z archive", "gzip": "a gzip archive",
    "encrypted": "an encrypted Office file", "program": "a program", "ole": "an old Office file",
}  # fmt: skip
_MAGIC: Final = (
    (0, b"{\\rtf", "rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF8", "gif"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"BM", "bmp"),
    (8, b"WEBP", "webp"),
    (4, b"ftyphei", "heif"),
    (4, b"ftypmif1", "heif"),
    (4, b"ftypavif", "heif"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"\x78\x9f\x3e\x22", "tnef"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
)
_EXTENSIONS: Final = {
    "docm": "docx", "dotx": "docx", "ott": "odt", "text": "txt", "md": "txt", "htm": "html", "jpg": "jpeg",
    "jpe": "jpeg", "tif": "tiff", "heic": "heif", "avif": "heif", "xlsm": "xlsx", "dat": "tnef",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """What a file holds: its sniffed format, the text of each page, or why there is none.

    `blank` are the numbers (from 1) of pages that could not be read: scans, and those beyond MAX_TEXT.
    `members` are the files of a container. `mismatch` says that the name promises another format.
    """

    format: str
    pages: tuple[str, ...] = ()
    blank: tuple[int, ...] = ()
    members: tuple[Member, ...] = ()
    problem: str | None = None
    mismatch: str | None = None


def extract(data: bytes, name: str | None) -> Extract:
    """Read a file by what it is; `name` serves only to say that it promises something else."""
    kind = sniff(data)
    try:
        found = _read(kind, data)
    except RefusedError as refusal:
        found = Extract(format=kind, problem=str(refusal))
    except MemoryError:
        found = Extract(format=kind, problem="is too big to be read")
    except Exception:  # noqa: BLE001 - parsers of foreign bytes raise whatever they like
        found = Extract(format=kind, problem="is damaged")
    return replace(_cut(found), mismatch=_mismatch(kind, name))


def sniff(data: bytes) -> str:
    """Tell a file's format from its bytes: `pdf`, `docx`, `zip`, `txt` …, `empty` or `unknown`."""
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if b"%PDF-" in data[:1024]:  # readers accept junk before the header (ISO 32000-1, annex H.3.4.1)
        return "pdf"
    for offset, magic, kind in _MAGIC:
        if data.startswith(magic, offset):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return office.sniff_ole(data)
    return plain.sniff_text(data) or "unknown"


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception:  # noqa: BLE001 - a broken archive is what its first members make it
        return "docx" if b"word/" in data[:_HEAD] else "zip"
    if "[Content_Types].xml" in names:
        for part, office_kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(each.startswith(part) for each in names):
                return office_kind
    return "odt" if kind.startswith(b"application/vnd.oasis.opendocument.text") else "zip"


def _read(kind: str, data: bytes) -> Extract:
    if kind == "pdf":
        pages, blank, members = pdf.read(data)
        problem = "is a scan without text" if pages and len(blank) == len(pages) else None
        return Extract(format=kind, pages=pages, blank=blank, members=members, problem=problem)
    if kind == "zip":
        return Extract(format=kind, members=unpack(data))
    if (read := _TEXTS.get(kind)) is not None:
        return Extract(format=kind, pages=_pages(read(data)))
    return Extract(format=kind, problem=_unread(kind))


_TEXTS: Final[dict[str, Callable[[bytes], str]]] = {
    "docx": office.read_docx,
    "odt": office.read_odt,
    "doc": office.read_doc,
    "rtf": plain.read_rtf,
    "txt": plain.decode,
    "html": plain.read_html,
}


def _pages(text: str) -> tuple[str, ...]:
    """Split a flowing text at its form feeds, the last page holding the rest; without words it has none."""
    return tuple(page for page in text.split("\f", pdf.MAX_PAGES - 1) if re.search(r"\w", page))


def _unread(kind: str) -> str:
    if kind == "empty":
        return "is empty"
    if kind == "encrypted":
        return "needs a password"
    if kind in IMAGES:
        return "is an image; its text is not read by this version"
    return f"is {_NAMES.get(kind, 'of an unknown format')}; this kind of file is not read by this version"


def _cut(found: Extract) -> Extract:
    if not found.pages and not found.members and found.problem is None:
        return replace(found, problem="holds no text" if found.format != "zip" else "is an empty archive")
    left, pages, unread = MAX_TEXT, [], set(found.blank)
    for number, page in enumerate(found.pages, 1):
        pages.append(page[:left])
        left -= len(pages[-1])
        if page and not pages[-1]:
            unread.add(number)
    return replace(found, pages=tuple(pages), blank=tuple(sorted(unread)))


def _mismatch(kind: str, name: str | None) -> str | None:
    extension = PurePosixPath((name or "").lower()).suffix[1:]
    promised = _EXTENSIONS.get(extension, extension)
    if kind in (promised, "empty") or promised not in _NAMES.keys() | IMAGES:
        return None
    found = "an image" if kind in IMAGES else _NAMES.get(kind, "of an unknown format")
    return f"named .{extension} but is {found}"
