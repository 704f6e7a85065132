"""Word processors' files → text: DOCX and ODT by streaming their XML, DOC by its piece table.

The kept libraries lose what matters here: python-docx reads the body only, and contact data or whole
CVs sit in headers and text boxes; odfpy builds a tree of Python objects of any size it is given.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Sequence
from typing import Final

import olefile

from intake.reading.files.archives import MAX_FILE, RefusedError, read_member
from intake.reading.files.packages import check_password
from intake.reading.files.pagebreaks import ODF_TEXT, WORD, OdfText, WordText, odf_styles, word_styles
from intake.reading.files.plain import decode as decode_text

_BEFORE_1997: Final = b"\xdc\xa5"  # FibBase.wIdent of Word 6 and 95
MAX_XML: Final = 8_000_000  # bytes, unpacked, of one part
_MAX_PARTS: Final = 40
# The order of reading: letterheads first, notes last.
_DOCX_PARTS: Final = (r"word/header\d*\.xml", r"word/document\d*\.xml", r"word/(foot|end)notes\.xml")
_DOCX_TEXT: Final = frozenset(f"{space} t" for space in WORD)
_DOCX_MARKS: Final = {
    f"{space} {tag}": mark
    for space in WORD
    for tag, mark in {"tab": "\t", "cr": "\n", "lastRenderedPageBreak": "\f"}.items()
}
_DOCX_BREAKS: Final = frozenset(f"{space} br" for space in WORD)
_DOCX_LINES: Final = {f"{space} p": "\n" for space in WORD}

_ODT_LINES: Final = {f"{ODF_TEXT} p": "\n", f"{ODF_TEXT} h": "\n"}
_ODT_MARKS: Final = {
    f"{ODF_TEXT} tab": "\t",
    f"{ODF_TEXT} s": " ",
    f"{ODF_TEXT} line-break": "\n",
    f"{ODF_TEXT} soft-page-break": "\f",
}


def _docx() -> WordText:
    return WordText(holders=_DOCX_TEXT, starts=_DOCX_MARKS, ends=_DOCX_LINES, breaks=_DOCX_BREAKS)


def _odt() -> OdfText:
    return OdfText(holders=frozenset(_ODT_LINES), starts=_ODT_MARKS, ends=_ODT_LINES)


def read_docx(data: bytes) -> str:
    """Give the text of a DOCX (ISO/IEC 29500), text boxes, headers and notes included."""
    reader, styles = _docx(), word_styles(parts(data, (r"word/styles\d*\.xml",)))
    return "\n".join(reader.parse_with(part, styles) for part in parts(data, _DOCX_PARTS))


def read_docx_footers(data: bytes) -> str:
    """Give the text of the footers, which `read_docx` leaves out: no paper is told by them."""
    reader = _docx()
    return "\n".join(reader.parse(part) for part in parts(data, (r"word/footer\d*\.xml",)))


def read_odt(data: bytes) -> str:
    """Give the text of an ODT (ISO/IEC 26300), the headers of its pages first."""
    reader, found = _odt(), parts(data, (r"styles\.xml", r"content\.xml"))
    styles = odf_styles(found)
    return "\n".join(reader.parse_with(part, styles) for part in found)


def read_flat_word(data: bytes) -> str:
    """Give the text of a Word document in one XML file: Word 2003's, or a DOCX that is not zipped."""
    return _docx().parse_with(_flat(data), word_styles([data]))


def read_flat_odt(data: bytes) -> str:
    """Give the text of an OpenDocument text in one XML file (ISO/IEC 26300, 3.1.2)."""
    return _odt().parse_with(_flat(data), odf_styles([data]))


def _flat(data: bytes) -> bytes:
    if len(data) > MAX_FILE:
        raise RefusedError("is too big to be read")
    return data


def parts(data: bytes, patterns: Sequence[str]) -> list[bytes]:
    """Unpack the parts of a package whose names match, in the order of the patterns, then of the package.

    Raises RefusedError for a password and for too much.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        check_password(archive)
        every = archive.infolist()
        infos = [info for pattern in patterns for info in every if re.fullmatch(pattern, info.filename)]
        return [read_member(archive, info, MAX_XML) for info in infos[:_MAX_PARTS]]


def sniff_ole(data: bytes) -> str:
    """Tell what an OLE2 file is: `doc`, `word95`, `xls`, `ppt`, `msg`, `encrypted` (by a password), `ole`."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for stream, kind in (
                ("EncryptedPackage", "encrypted"),
                ("WordDocument", "doc"),
                ("__properties_version1.0", "msg"),
                ("Workbook", "xls"),
                ("Book", "xls"),
                ("PowerPoint Document", "ppt"),
            ):
                if ole.exists(stream):
                    # Its first sector, not the stream: a loop in its chain would cost memory.
                    first = (ole.root.kids_dict[stream.lower()].isectStart + 1) * ole.sector_size
                    old = kind == "doc" and data.startswith(_BEFORE_1997, first)
                    return "word95" if old else kind
    except Exception:  # noqa: BLE001 - a broken file is an old Office file all the same
        return "ole"
    return "ole"


def read_doc(data: bytes) -> str:
    """Give the text of a Word 97-2003 file by its piece table ([MS-DOC] 2.4.1).

    An older one is read as well as it goes. Raises RefusedError for an encrypted file, and for an old
    one that was saved in pieces.
    """
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        main = ole.openstream("WordDocument").read()
        magic, flags = struct.unpack_from("<H", main, 0)[0], struct.unpack_from("<H", main, 0x0A)[0]
        if flags & 0x0100:
            raise RefusedError("needs a password")
        if magic != 0xA5EC:  # noqa: PLR2004 - FibBase.wIdent of Word 97 and later
            return _plain(_old(main, flags))
        table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
    start, length = struct.unpack_from("<II", main, 0x1A2)  # fcClx, lcbClx
    return _plain("".join(_pieces(main, table[start : start + length])))


def _plain(text: str) -> str:
    text = re.sub(r"\x13[^\x14\x15]{0,2000}\x14?|[\x00-\x06\x08\x0e-\x1f]", "", text)  # field codes, marks
    return text.translate({0x0D: "\n", 0x0B: "\n", 0x07: "\t"})


def _old(main: bytes, flags: int) -> str:
    """Give the text of a Word 6 or 95 file: it lies in one piece between fcMin and fcMac, in a code page."""
    if flags & 0x0004:  # fComplex: its pieces are out of order
        raise RefusedError(
            "is a Word file of before 1997, saved in pieces, which is not read by this version"
        )
    start, end = struct.unpack_from("<II", main, 0x18)
    return decode_text(main[start : min(end, start + MAX_XML)].rstrip(b"\0"))


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
