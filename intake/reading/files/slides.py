"""Slides and sheets → pages of text: PPTX and XLSX (ISO/IEC 29500), ODP and ODS (ISO/IEC 26300)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Final

from intake.reading.files.office import parts
from intake.reading.files.xmltext import XmlText, parse_safely

_DRAWING: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_SHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_STRING_END: Final = "\x1e"
_MAX_SHEET: Final = 1_000_000  # characters; cells may all number the same long text


def _every(spaces: Sequence[str], *tags: str) -> frozenset[str]:
    return frozenset(f"{space} {tag}" for space in spaces for tag in tags)


def read_pptx(data: bytes) -> str:
    """Give the text of a PPTX, a page for each slide."""
    reader = XmlText(
        holders=_every(_DRAWING, "t"),
        starts=dict.fromkeys(_every(_DRAWING, "br"), "\n"),
        ends=dict.fromkeys(_every(_DRAWING, "p"), "\n"),
    )
    return "\f".join(
        reader.parse(part) for part in parts(data, _numbered(data, r"ppt/slides/slide(\d+)\.xml"))
    )


def read_odp(data: bytes) -> str:
    """Give the text of an ODP, a page for each slide."""
    return _odf(data, page=f"{_ODF}drawing:1.0 page", line="\n")


def read_ods(data: bytes) -> str:
    """Give the text of an ODS, a page for each sheet, a line for each row."""
    return _odf(data, page=f"{_ODF}table:1.0 table", line="\t")


def _odf(data: bytes, *, page: str, line: str) -> str:
    lines = (f"{_ODF}text:1.0 p", f"{_ODF}text:1.0 h")
    reader = XmlText(
        holders=frozenset(lines),
        starts={f"{_ODF}text:1.0 tab": "\t", f"{_ODF}text:1.0 s": " ", f"{_ODF}text:1.0 line-break": "\n"},
        ends=dict.fromkeys(lines, line) | {f"{_ODF}table:1.0 table-row": "\n", page: "\f"},
        hidden=frozenset({f"{_ODF}presentation:1.0 notes"}),
    )
    return "\f".join(reader.parse(part) for part in parts(data, (r"content\.xml",)))


def read_xlsx(data: bytes) -> str:
    """Give the text of an XLSX, a page for each sheet, a line for each row; numbers as they are stored."""
    reader = XmlText(
        holders=_every(_SHEET, "t"),
        starts={},
        ends=dict.fromkeys(_every(_SHEET, "si"), _STRING_END),
        hidden=_every(_SHEET, "rPh"),  # how a Japanese reader would say it
    )
    strings = [
        text
        for part in parts(data, (r"xl/sharedStrings\.xml",))
        for text in reader.parse(part).split(_STRING_END)
    ]
    sheets = parts(data, _numbered(data, r"xl/worksheets/sheet(\d+)\.xml"))
    return "\f".join(_Sheet(strings).parse(sheet) for sheet in sheets)


def _numbered(data: bytes, pattern: str) -> list[str]:
    """Give patterns for the parts of a package that bear numbers, in the order of these."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [match for name in archive.namelist() if (match := re.fullmatch(pattern, name))]
    return [re.escape(match[0]) for match in sorted(found, key=lambda match: int(match[1][:9]))]


class _Sheet:
    """Collects the cells of one sheet: their own text, or the shared text that they number."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._strings = strings
        self._out: list[str] = []
        self._left, self._shared, self._value = _MAX_SHEET, False, False

    def parse(self, content: bytes) -> str:
        """Give the rows, their cells divided by tabs."""
        parse_safely(content, self._start, self._end, self._characters)
        return "".join(self._out)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._shared = attributes.get("t") == "s"
        self._value = name in {"v", "t"}

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._value = False
        if name == "c":
            self._out.append("\t")
        elif name == "row":
            self._out.append("\n")

    def _characters(self, text: str) -> None:
        if not self._value or self._left <= 0:
            return
        if self._shared:
            number = int(text[:9]) if text.isdecimal() else len(self._strings)
            text = self._strings[number] if number < len(self._strings) else ""
        self._left -= len(text)
        self._out.append(text)
