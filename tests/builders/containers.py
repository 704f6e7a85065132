"""Real containers for tests: archives and office files of every kind, saved web pages, signed files."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zlib
from collections.abc import Mapping, Sequence

import docx as python_docx
import libarchive
from odf.draw import Frame, Page, TextBox
from odf.opendocument import OpenDocument, OpenDocumentPresentation, OpenDocumentSpreadsheet
from odf.style import MasterPage, PageLayout
from odf.table import Table, TableCell, TableRow
from odf.text import P
from PIL import Image

from builders import documents as make
from builders.documents import zip_of

Files = Mapping[str, bytes]


# --- archives ----------------------------------------------------------------


def tar(files: Files, *, links: Mapping[str, str] | None = None) -> bytes:
    """A tar archive of files, and of symbolic links with their targets."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return out.getvalue()


PACKERS = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def named_gzip(name: bytes, data: bytes) -> bytes:
    """A gzip file that says what the file in it is called (RFC 1952)."""
    plain = gzip.compress(data, mtime=0)
    return plain[:3] + b"\x08" + plain[4:10] + name + b"\0" + plain[10:]


def seven_zip(files: Files) -> bytes:
    """A 7z archive, packed with LZMA."""
    out: list[bytes] = []

    def write(block: object) -> int:
        out.append(bytes(block))  # type: ignore[call-overload]
        return len(out[-1])

    with libarchive.custom_writer(write, "7zip") as archive:
        for name, content in files.items():
            archive.add_file_from_memory(name, len(content), content)
    return b"".join(out)


def rar(files: Files, *, locked: bool = False) -> bytes:
    """A RAR archive of the old kind (1.5 to 4), whose files are stored as they are."""
    out = bytearray(b"Rar!\x1a\x07\x00" + _rar_block(0x73, 0, bytes(6)))
    for name, content in files.items():
        encoded = name.encode()
        head = struct.pack(
            "<IIBIIBBHI",
            len(content),
            len(content),
            3,
            zlib.crc32(content),
            0,
            20,
            0x30,
            len(encoded),
            0o100644,
        )
        out += _rar_block(0x74, 0x8000 | (0x04 if locked else 0), head + encoded) + content
    return bytes(out + _rar_block(0x7B, 0x4000, b""))


def _rar_block(kind: int, flags: int, rest: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


def rar5(files: Files) -> bytes:
    """A RAR archive of the new kind, whose files are stored as they are."""
    out = bytearray(b"Rar!\x1a\x07\x01\x00" + _rar5_block(b"\x01\x00\x00"))
    for name, content in files.items():
        encoded = name.encode()
        head = b"\x02\x02" + _vint(len(content)) + b"\x04" + _vint(len(content)) + _vint(0o100644)
        head += struct.pack("<I", zlib.crc32(content)) + b"\x00\x01" + _vint(len(encoded)) + encoded
        out += _rar5_block(head) + content
    return bytes(out + _rar5_block(b"\x05\x00\x00"))


def _rar5_block(rest: bytes) -> bytes:
    body = _vint(len(rest)) + rest
    return struct.pack("<I", zlib.crc32(body)) + body


def _vint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes((number,))


def legacy_zip(name: str, page: str, content: bytes = b"x") -> bytes:
    """A ZIP whose only name is in a code page, as old programs write it."""
    encoded = name.encode(page)
    placeholder = "x" * len(encoded)
    return zip_of({placeholder: content}).replace(placeholder.encode(), encoded)


# --- pictures and office files -------------------------------------------------


def photo(width: int = 700, height: int = 900, seed: int = 7) -> bytes:
    """A JPEG with so much noise that it is as big as a photo of a page."""
    noise = Image.effect_noise((width, height), 60 + seed).convert("L")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    return out.getvalue()


def docx_of_pictures(pictures: Sequence[bytes], text: str = "") -> bytes:
    """A DOCX of pictures, as somebody makes it who scans pages into Word."""
    document = python_docx.Document()
    document.add_paragraph(text)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt_of_pictures(pictures: Sequence[bytes]) -> bytes:
    """An ODT of pictures."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        "<office:body/></office:document-content>"
    )
    files = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    return zip_of(files | {f"Pictures/{n}.jpg": each for n, each in enumerate(pictures)})


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pptx(slides: Sequence[str], pictures: Files | None = None) -> bytes:
    """A PPTX with a text on each slide, a paragraph for each line."""
    files = {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}
    for number, text in enumerate(slides, 1):
        lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.splitlines())
        files[f"ppt/slides/slide{number}.xml"] = f'<p xmlns:a="{_DRAWING}">{lines}</p>'.encode()
    return zip_of(files | {f"ppt/media/{name}": each for name, each in (pictures or {}).items()})


def xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """An XLSX of one sheet, its first column in the shared texts, the others inline."""
    shared = "".join(f"<si><t>{row[0]}</t></si>" for row in rows)
    cells = "".join(
        f'<row><c t="s"><v>{number}</v></c>'
        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row[1:])
        + "</row>"
        for number, row in enumerate(rows)
    )
    return zip_of(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b"<w/>",
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{cells}</worksheet>'.encode(),
        }
    )


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """An ODS of one sheet."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Feuille1")
    for row in rows:
        line = TableRow()
        for cell in row:
            field = TableCell(valuetype="string")
            field.addElement(P(text=cell))
            line.addElement(field)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    return _saved(document)


def odp(slides: Sequence[str]) -> bytes:
    """An ODP with a text on each slide."""
    document = OpenDocumentPresentation()
    layout = PageLayout(name="layout")
    document.automaticstyles.addElement(layout)
    master = MasterPage(name="master", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    for text in slides:
        page, frame, box = Page(masterpagename=master), Frame(width="20cm", height="15cm"), TextBox()
        for line in text.splitlines():
            box.addElement(P(text=line))
        frame.addElement(box)
        page.addElement(frame)
        document.presentation.addElement(page)
    return _saved(document)


def _saved(document: OpenDocument) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def locked_odt() -> bytes:
    """An ODT with a password: its parts are noise, and its manifest says so."""
    manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": bytes(range(256)),
            "META-INF/manifest.xml": manifest,
        }
    )


def word_xml(text: str) -> bytes:
    """A Word document in one XML file, as Word 2003 writes it."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    return f'{head}<w:wordDocument xmlns:w="{space}"><w:body>{lines}</w:body></w:wordDocument>'.encode()


def flat_odt(text: str) -> bytes:
    """An OpenDocument text in one XML file."""
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.splitlines())
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text")
    )
    body = f"<office:body><office:text>{lines}</office:text></office:body>"
    return f'<?xml version="1.0"?><office:document {spaces}>{body}</office:document>'.encode()


def pages(preview: Files) -> bytes:
    """A document of Apple's Pages, with the previews that lie in it."""
    return zip_of({"Index/Document.iwa": b"\0\1", **preview})


def epub(chapters: Sequence[str]) -> bytes:
    """An e-book."""
    texts = {f"OEBPS/{number:02}.xhtml": make.html(text) for number, text in enumerate(chapters)}
    return zip_of({"mimetype": b"application/epub+zip", **texts})


def word_95(text: str, flags: int = 0) -> bytes:
    """A Word 95 file's WordDocument stream."""
    encoded = text.replace("\n", "\r").encode("cp1252")
    head = bytearray(0x300)
    struct.pack_into("<HHHHHH", head, 0, 0xA5DC, 104, 0, 0, 0, flags)
    struct.pack_into("<II", head, 0x18, 0x300, 0x300 + len(encoded))
    return bytes(head) + encoded


# --- pages and signatures ------------------------------------------------------


def mht(html: bytes, pictures: Files | None = None) -> bytes:
    """A web page with its pictures, as a browser or Word saves it."""
    parts = [b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html]
    for name, each in (pictures or {}).items():
        head = f"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: file:///{name}"
        parts.append(head.encode() + b"\r\n\r\n" + base64.encodebytes(each))
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b0"\r\n\r\n'
    return head + b"".join(b"--b0\r\n" + part + b"\r\n" for part in parts) + b"--b0--\r\n"


def signed(content: bytes, *, chunks: int = 0) -> bytes:
    """CMS signed-data (RFC 5652) without signers, whole or in chunks of that size, as streams write it."""
    oid = bytes.fromhex("06092a864886f70d010701")
    if chunks:
        pieces = b"".join(_der(0x04, content[at : at + chunks]) for at in range(0, len(content), chunks))
        inside = b"\x30\x80" + oid + b"\xa0\x80\x24\x80" + pieces + bytes(6)
    else:
        inside = _der(0x30, oid + _der(0xA0, _der(0x04, content)))
    return _cms("06092a864886f70d010702", b"\x02\x01\x01\x31\x00" + inside + b"\x31\x00")


def enveloped() -> bytes:
    """The beginning of CMS enveloped-data."""
    return _cms("06092a864886f70d010703", b"\x02\x01\x00" + bytes(300))


def _cms(kind: str, body: bytes) -> bytes:
    return _der(0x30, bytes.fromhex(kind) + _der(0xA0, _der(0x30, body)))


def _der(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content
