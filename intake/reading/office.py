"""Word processors' files → text: DOCX and ODT by streaming their XML, DOC by its piece table.

The kept libraries lose what matters here: python-docx reads the body only, and contact data or whole
CVs sit in headers and text boxes; odfpy builds a tree of Python objects of any size it is given.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Final
from xml.parsers import expat

import olefile

from intake.reading.archives import RefusedError, read_member

MAX_XML: Final = 8_000_000  # bytes, unpacked, of one part
_MAX_PARTS: Final = 40
_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_ODF_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_ODF_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"

# The order of reading: letterheads first, notes last.
_DOCX_PARTS: Final = (r"word/header\d*\.xml", r"word/document\d*\.xml", r"word/(foot|end)notes\.xml")
_DOCX_TEXT: Final = frozenset(f"{space} t" for space in _WORD)
_DOCX_MARKS: Final = {
    f"{space} {tag}": mark
    for space in _WORD
    for tag, mark in {"tab": "\t", "cr": "\n", "lastRenderedPageBreak": "\f"}.items()
}
_DOCX_BREAKS: Final = frozenset(f"{space} br" for space in _WORD)
_DOCX_LINES: Final = frozenset(f"{space} p" for space in _WORD)

_ODT_LINES: Final = frozenset({f"{_ODF_TEXT} p", f"{_ODF_TEXT} h"})
_ODT_MARKS: Final = {
    f"{_ODF_TEXT} tab": "\t",
    f"{_ODF_TEXT} s": " ",
    f"{_ODF_TEXT} line-break": "\n",
    f"{_ODF_TEXT} soft-page-break": "\f",
}
# Text that a reader of the page does not see, or sees twice.
_HIDDEN: Final = frozenset(
    {f"{_COMPATIBILITY} Fallback", f"{_ODF_TEXT} tracked-changes", f"{_ODF_OFFICE} annotation"}
)


class _Text:
    """Collects text from the events of one XML part; as expat streams, depth and size cost nothing."""

    def __init__(
        self, holders: frozenset[str], marks: dict[str, str], lines: frozenset[str], breaks: frozenset[str]
    ) -> None:
        self.out: list[str] = []
        self._holders, self._marks, self._lines, self._breaks = holders, marks, lines, breaks
        self._open = self._hidden = 0

    def parse(self, content: bytes) -> str:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)
        return "".join(self.out)

    def _doctype(self, *_: object) -> None:  # entities live in a document type (XML 1.0, 4.2)
        raise RefusedError("is damaged")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in self._holders:
            self._open += 1
        elif self._hidden:
            return
        elif tag in self._breaks:
            page = any(key.endswith(" type") and value == "page" for key, value in attributes.items())
            self.out.append("\f" if page else "\n")
        elif tag in self._marks:
            self.out.append(self._marks[tag])

    def _end(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden -= 1
        elif tag in self._holders:
            self._open -= 1
        if tag in self._lines and not self._hidden:
            self.out.append("\n")

    def _characters(self, text: str) -> None:
        if self._open and not self._hidden:
            self.out.append(text)


def read_docx(data: bytes) -> str:
    """Give the text of a DOCX (ISO/IEC 29500), text boxes, headers and notes included."""
    parts = _parts(data, _DOCX_PARTS)
    return "\n".join(_Text(_DOCX_TEXT, _DOCX_MARKS, _DOCX_LINES, _DOCX_BREAKS).parse(part) for part in parts)


def read_odt(data: bytes) -> str:
    """Give the text of an ODT (ISO/IEC 26300), the headers of its pages first."""
    parts = _parts(data, (r"styles\.xml", r"content\.xml"))
    return "\n".join(_Text(_ODT_LINES, _ODT_MARKS, _ODT_LINES, frozenset()).parse(part) for part in parts)


def _parts(data: bytes, patterns: tuple[str, ...]) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        every = archive.infolist()
        infos = [info for pattern in patterns for info in every if re.fullmatch(pattern, info.filename)]
        if any(info.flag_bits & 1 for info in infos):
            raise RefusedError("needs a password")
        return [read_member(archive, info, MAX_XML) for info in infos[:_MAX_PARTS]]


def sniff_ole(data: bytes) -> str:
    """Tell what an OLE2 file is: `doc`, `msg`, `encrypted` (Office with a password) or `ole`."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for stream, kind in (
                ("EncryptedPackage", "encrypted"),
                ("WordDocument", "doc"),
                ("__properties_version1.0", "msg"),
            ):
                if ole.exists(stream):
                    return kind
    except Exception:  # noqa: BLE001 - a broken file is an old Office file all the same
        return "ole"
    return "ole"


def read_doc(data: bytes) -> str:
    """Give the text of a Word 97-2003 file by its piece table ([MS-DOC] 2.4.1).

    Raises RefusedError for an encrypted file or one of Word 95 and before.
    """
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        main = ole.openstream("WordDocument").read()
        magic, flags = struct.unpack_from("<H", main, 0)[0], struct.unpack_from("<H", main, 0x0A)[0]
        if magic != 0xA5EC:  # noqa: PLR2004 - FibBase.wIdent of Word 97 and later
            raise RefusedError("is a Word file of before 1997, which is not read by this version")
        if flags & 0x0100:
            raise RefusedError("needs a password")
        table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
    start, length = struct.unpack_from("<II", main, 0x1A2)  # fcClx, lcbClx
    text = "".join(_pieces(main, table[start : start + length]))
    text = re.sub(r"\x13[^\x14\x15]{0,2000}\x14?|[\x00-\x06\x08\x0e-\x1f]", "", text)  # field codes, marks
    return text.translate({0x0D: "\n", 0x0B: "\n", 0x07: "\t"})


def _pieces(main: bytes, clx: bytes) -> list[str]:
    """Decode the pieces of text that a Clx lists, in the order of the document ([MS-DOC] 2.9.38)."""
    at = 0
    while clx[at] == 1:  # Prc: formatting, skipped
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    size = int(struct.unpack_from("<I", clx, at + 1)[0])
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    pieces, left = [], MAX_XML
    for index in range(count):
        length = max(0, min(ends[index + 1] - ends[index], left))
        left -= length
        (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)
        if where & 0x4000_0000:  # one byte a character, at half the offset
            offset = (where & 0x3FFF_FFFF) // 2
            pieces.append(main[offset : offset + length].decode("cp1252", "replace"))
        else:
            pieces.append(main[where : where + 2 * length].decode("utf-16-le", "replace"))
    return pieces
