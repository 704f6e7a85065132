"""Files that break readers of documents: bombs, loops, lies and chimeras, each made when it is asked for."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

from builders import documents as make
from builders.documents import CV_FR

MB = 1 << 20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


# --- archives ----------------------------------------------------------------


def zeros(megabytes: int) -> bytes:
    """A ZIP of one file of zeros: a thousandth of its size."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("cv.txt", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(bytes(MB))
    return out.getvalue()


def lying(archive: bytes, size: int) -> bytes:
    """An archive of one member that declares `size` unpacked bytes, in both of its headers."""
    lie = struct.pack("<I", size)
    local, central = archive.index(b"PK\x03\x04"), archive.index(b"PK\x01\x02")
    data = bytearray(archive)
    data[local + 22 : local + 26] = lie
    data[central + 24 : central + 28] = lie
    return bytes(data)


def overlapping(members: int, megabytes: int) -> bytes:
    """A ZIP whose members are all the same bytes of the archive."""
    whole = zeros(megabytes)
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    directory = entry * members
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, members, members, len(directory), start, 0)
    return whole[:start] + directory + tail


def many(members: int) -> bytes:
    """A ZIP of very many empty files."""
    return make.zip_of({f"{number}.txt": b"" for number in range(members)})


def nested(levels: int) -> bytes:
    """A ZIP in a ZIP in a ZIP."""
    data = make.pdf([CV_FR])
    for level in range(levels):
        data = make.zip_of({f"{level}.zip" if level else "cv.pdf": data})
    return data


def locked(data: bytes) -> bytes:
    """An archive whose members say that they are encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def named(*names: str) -> bytes:
    """A ZIP of CVs under those names."""
    return make.zip_of({name: f"{CV_FR} {number}".encode() for number, name in enumerate(names)})


# --- PDF ---------------------------------------------------------------------


def pdf(*objects: bytes, root: int = 1, head: bytes = b"%PDF-1.7\n") -> bytes:
    """A PDF of those objects, numbered from 1, with its table of references."""
    out, offsets = bytearray(head), []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def one_page(
    content: bytes,
    *more: bytes,
    box: bytes = b"0 0 595 842",
    catalog: bytes = b"",
    filters: bytes = b"",
    resources: bytes = b"/Font<</F 5 0 R>>",
) -> bytes:
    """A PDF of one page with that content stream."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (box, resources),
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        FONT,
        *more,
    )


def shown(text: bytes) -> bytes:
    """A content stream that shows a text."""
    return b"BT /F 10 Tf 40 800 Td (%s) Tj ET" % text


def pages(count: int) -> bytes:
    """A PDF of very many pages, which are all the same."""
    kids = b"3 0 R " * count
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


def inflating(megabytes: int, layers: int = 1) -> bytes:
    """A PDF whose page unpacks to very much, once or through several filters."""
    packer = zlib.compressobj(1)
    pieces = (shown(b"CV"), *(b" " * MB for _ in range(megabytes)))
    content = b"".join(map(packer.compress, pieces)) + packer.flush()
    for _ in range(layers - 1):
        content = zlib.compress(content)
    return one_page(content, filters=b"/Filter[" + b"/FlateDecode " * layers + b"]")


def carrying(count: int) -> bytes:
    """A PDF that carries very many files."""
    return make.portfolio_pdf([CV_FR], {f"{number}.txt": b"x" for number in range(count)})


# --- word processors ---------------------------------------------------------


def docx(xml: bytes, **more: bytes) -> bytes:
    """A DOCX of that document.xml."""
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return make.zip_of({"[Content_Types].xml": types, "word/document.xml": xml} | more)


def odt(xml: bytes) -> bytes:
    """An ODT of that content.xml."""
    return make.zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml})


def laughs(root: str) -> bytes:
    """XML whose entities multiply: a billion words."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{steps}]>{root.format(text="&l9;")}'.encode()


def outside(root: str, target: str) -> bytes:
    """XML that asks for a file of the reader's."""
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]>{root.format(text="&e;")}'.encode()


W = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{{text}}</w:t></w:r></w:p></w:body></w:document>'
CONTENT = (
    f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}"><office:body><office:text>'
    "<text:p>{text}</text:p></office:text></office:body></office:document-content>"
)


def ole(fat: Sequence[int], directory: bytes = b"") -> bytes:
    """An OLE2 file of the sectors that its allocation table makes; loops are up to the caller."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<109I", head, 76, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return bytes(head) + table + directory.ljust(512, b"\0") + b"WordDocument" * 400


# --- the table ---------------------------------------------------------------

PLAIN = CV_FR.encode()

FILES: Mapping[str, Callable[[], tuple[str, bytes]]] = {
    "an archive of 300 MB of zeros": lambda: ("cv.zip", zeros(300)),
    "an archive that says it holds 10 bytes, and holds 300 MB": lambda: ("cv.zip", lying(zeros(300), 10)),
    "an archive that says it holds 4 GB": lambda: ("cv.zip", lying(zeros(1), 0xFFFFFFF0)),
    "an archive of 2,000 overlapping files": lambda: ("cv.zip", overlapping(2_000, 30)),
    "an archive of 40 overlapping files": lambda: ("cv.zip", overlapping(40, 2)),
    "an archive of 10,000 files": lambda: ("cv.zip", many(10_000)),
    "archives in archives, 10 levels": lambda: ("cv.zip", nested(10)),
    "an archive with a password": lambda: ("cv.zip", locked(make.zip_of({"cv.pdf": make.pdf([CV_FR])}))),
    "an archive cut in half": lambda: ("cv.zip", make.zip_of({"cv.pdf": make.pdf([CV_FR])})[:400]),
    "an archive of damaged data": lambda: ("cv.zip", make.zip_of({"cv.txt": PLAIN}).replace(b"\0", b"\1")),
    "an archive of names that climb": lambda: (
        "cv.zip",
        named("../../etc/passwd", "/etc/shadow", "C:\\Windows\\cv.txt", "..\\..\\x.txt", "....//x", "."),
    ),
    "an archive of odd names": lambda: (
        "cv.zip",
        named("cv\u202efdp.exe", "CON", "a\nb.txt", "\x1b[2J.txt", "x" * 5_000, " ", "سيرة" * 200 + ".txt"),
    ),
    "an archive of a link": lambda: ("cv.zip", make.zip_of({"cv.pdf": b"/etc/passwd"})),
    "a PDF page of 200,000 points": lambda: ("cv.pdf", one_page(shown(b"CV"), box=b"0 0 200000 200000")),
    "a PDF page without a size": lambda: ("cv.pdf", one_page(shown(b"CV"), box=b"0 0 0 0")),
    "a PDF page of absurd numbers": lambda: (
        "cv.pdf",
        one_page(shown(b"CV"), box=b"-1e300 1e300 999999999999 -99999999999"),
    ),
    "a PDF of 100,000 pages": lambda: ("cv.pdf", pages(100_000)),
    "a PDF that says it has 2 billion pages": lambda: (
        "cv.pdf",
        pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2147483647>>"),
    ),
    "a PDF whose pages are their own parents": lambda: (
        "cv.pdf",
        pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9/Parent 2 0 R>>"),
    ),
    "a PDF of objects that are each other": lambda: (
        "cv.pdf",
        pdf(b"2 0 R", b"3 0 R", b"1 0 R"),
    ),
    "a PDF whose form draws itself": lambda: (
        "cv.pdf",
        one_page(
            b"/X Do",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 11>>"
            b"stream\n/X Do /X Do\nendstream",
            resources=b"/XObject<</X 6 0 R>>",
        ),
    ),
    "a PDF whose references go round": lambda: (
        "cv.pdf",
        one_page(shown(b"CV")).replace(b"trailer<<", b"trailer<</Prev 9 "),
    ),
    "a PDF of 1,000,000 brackets": lambda: (
        "cv.pdf",
        pdf(b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 1_000_000 + b">>", b"<</Type/Pages/Kids[]/Count 0>>"),
    ),
    "a PDF page that unpacks to 900 MB": lambda: ("cv.pdf", inflating(900)),
    "a PDF page packed five times": lambda: ("cv.pdf", inflating(100, 5)),
    "a PDF page of 3,000,000 letters": lambda: ("cv.pdf", one_page(shown(b"Curriculum vitae " * 180_000))),
    "a PDF page of 100,000 strings": lambda: ("cv.pdf", one_page(shown(b"a") * 100_000)),
    "a PDF that runs JavaScript": lambda: (
        "cv.pdf",
        one_page(shown(b"CV"), catalog=b"/OpenAction<</S/JavaScript/JS(while(1)app.alert(1))>>"),
    ),
    "a PDF that launches a program": lambda: (
        "cv.pdf",
        one_page(shown(b"CV"), catalog=b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"),
    ),
    "a PDF that calls home": lambda: (
        "cv.pdf",
        one_page(shown(b"CV"), catalog=b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"),
    ),
    "a PDF of 500 files": lambda: ("cv.pdf", carrying(500)),
    "a PDF in a PDF in a PDF in a PDF": lambda: (
        "cv.pdf",
        make.portfolio_pdf([CV_FR], {"a.pdf": make.portfolio_pdf([CV_FR], {"b.pdf": carrying(1)})}),
    ),
    "a PDF with a password": lambda: ("cv.pdf", make.encrypted_pdf([CV_FR])),
    "a PDF cut in half": lambda: ("cv.pdf", make.pdf([CV_FR])[:900]),
    "a PDF of nothing but its first line": lambda: ("cv.pdf", b"%PDF-1.7\n"),
    "a DOCX of a billion words": lambda: ("cv.docx", docx(laughs(W))),
    "a DOCX that asks for a file of ours": lambda: ("cv.docx", docx(outside(W, "file:///etc/passwd"))),
    "a DOCX that calls home": lambda: ("cv.docx", docx(outside(W, "http://127.0.0.1:9/x.dtd"))),
    "a DOCX of 1,000,000 levels": lambda: (
        "cv.docx",
        docx(f'<w:document xmlns:w="{WORD}">'.encode() + b"<w:p>" * 1_000_000),
    ),
    "a DOCX of 90 MB": lambda: ("cv.docx", docx(W.format(text=" " * 90 * MB).encode())),
    "a DOCX of 50,000 attributes": lambda: (
        "cv.docx",
        docx(
            W.replace("<w:p>", "<w:p {text}>")
            .format(text=" ".join(f'a{n}="x"' for n in range(50_000)))
            .encode()
        ),
    ),
    "a DOCX that is no XML": lambda: ("cv.docx", docx(bytes(range(256)) * 100)),
    "a DOCX cut in half": lambda: ("cv.docx", make.docx(CV_FR)[:9_000]),
    "an ODT of a billion words": lambda: ("cv.odt", odt(laughs(CONTENT))),
    "an ODT that asks for a file of ours": lambda: ("cv.odt", odt(outside(CONTENT, "file:///etc/passwd"))),
    "an OLE file that goes round": lambda: ("cv.doc", ole([0xFFFFFFFD, 1] + [2] * 126)),
    "an OLE file that points outside": lambda: ("cv.doc", ole([0x7FFFFFFF] * 128)),
    "an RTF of 1,000,000 braces": lambda: ("cv.rtf", b"{\\rtf1 " + b"{" * 1_000_000),
    "an RTF of accents": lambda: ("cv.rtf", b"{\\rtf1 " + b"\\'e9" * 150_000 + b"}"),
    "an RTF of pictures that do not end": lambda: ("cv.rtf", b"{\\rtf1{\\pict " + b"ffff " * (MB // 4)),
    "an RTF of a bin without end": lambda: ("cv.rtf", b"{\\rtf1{\\bin99999999999999999 " + b"x" * (MB // 4)),
    "a web page of 300,000 tags": lambda: ("cv.html", b"<html><body>" + b"<div>" * 300_000),
    "a web page of open comments": lambda: ("cv.html", b"<html><body>" + b"<!--" * 500_000),
    "a web page of open declarations": lambda: ("cv.html", b"<html><body>" + b"<![" * 500_000),
    "a web page of attributes": lambda: ("cv.html", b"<html><body><p " + b"a='" * 500_000),
    "a text of 30 MB": lambda: ("cv.txt", PLAIN * (30 * MB // len(PLAIN))),
    "a text of one word": lambda: ("cv.txt", b"a" * (MB // 2)),
    "a text of blanks and a word": lambda: ("cv.txt", b" " * 2 * MB + b"x"),
    "a text of empty lines": lambda: ("cv.txt", b"cv" + b"\n" * (MB // 2) + b"x"),
    "a text of form feeds": lambda: ("cv.txt", b"cv\f" * 100_000),
    "a text of at signs": lambda: ("cv.txt", b"a@" * (MB // 4)),
    "a text of addresses": lambda: ("cv.txt", b"a@example.com " * 20_000),
    "a text of digits": lambda: ("cv.txt", b"+212 6 12 34 56 78 " * 20_000),
    "a text of dates": lambda: ("cv.txt", b"2019-2020 janvier 2021 - " * 20_000),
    "a text of capitals": lambda: ("cv.txt", b"Karim Alaoui, Directeur " * 20_000),
    "a text of headings": lambda: ("cv.txt", "EXPÉRIENCE\nRÉFÉRENCES\nTel: 1\n".encode() * 5_000),
    "a text of spaced letters": lambda: ("cv.txt", b"C U R R I C U L U M " * 20_000),
    "a text of combining accents": lambda: ("cv.txt", ("e" + "\u0301" * 500_000).encode()),
    "a text of ligatures that grow": lambda: ("cv.txt", ("\ufdfa" * 60_000).encode()),
    "a text in UTF-16 of surrogates": lambda: ("cv.txt", b"\xff\xfe" + b"\x00\xd8" * 500_000),
    "a text of NUL": lambda: ("cv.txt", b"CV\0" * 500_000),
    "a picture of 4 billion pixels": lambda: (
        "cv.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + struct.pack(">II", 65_535, 65_535)
        + b"\x08\2\0\0\0"
        + bytes(30_000),
    ),
    "a PDF that is an archive, too": lambda: ("cv.pdf", make.pdf([CV_FR]) + make.zip_of({"x.txt": b"x"})),
    "an archive that is a PDF, too": lambda: ("cv.zip", b"\0" * 100 + make.pdf([CV_FR]) + named("x.txt")),
    "a web page that is a PDF, too": lambda: ("cv.html", b"<html><script>x</script>\n" + make.pdf([CV_FR])),
    "a picture that is an archive, too": lambda: (
        "cv.gif",
        b"GIF89a" + bytes(5_000) + b"Rar!\x1a\x07\0" + bytes(50),
    ),
    "a program by the name of a PDF": lambda: ("cv.pdf", b"MZ" + bytes(5_000)),
    "a PDF by the name of a picture": lambda: ("cv.jpg", make.pdf([CV_FR])),
    "nothing by the name of a PDF": lambda: ("cv.pdf", b""),
    "blanks by the name of a PDF": lambda: ("cv.pdf", b" \r\n" * 1_000),
}
