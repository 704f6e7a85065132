"""Bytes from strangers: what they are sniffed as, what is read from them, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from builders import documents as make
from builders.documents import CV_AR, CV_EN, CV_FR, LETTER_FR
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.reading.files import archives
from intake.reading.files.formats import MAX_TEXT, extract, sniff


def flat(text):
    return " ".join(text.split())


def word_97(text, *, flags=0, compressed=False):
    """Make an old Word file: an OLE2 file of 512-byte sectors ([MS-CFB]) with a piece table of one piece."""
    encoded = text.encode("cp1252") if compressed else text.encode("utf-16-le")
    start = 0x400
    where = start * 2 | 0x4000_0000 if compressed else start
    plc = (0).to_bytes(4, "little") + len(text).to_bytes(4, "little")
    plc += b"\0\0" + where.to_bytes(4, "little") + b"\0\0"
    clx = b"\x01\x02\x00\xff\xff\x02" + len(plc).to_bytes(4, "little") + plc
    fib = bytearray(start)
    fib[0:2], fib[0x0A:0x0C] = b"\xec\xa5", (0x0200 | flags).to_bytes(2, "little")
    fib[0x1A2:0x1AA] = (0).to_bytes(4, "little") + len(clx).to_bytes(4, "little")
    return ole({"WordDocument": bytes(fib) + encoded, "1Table": clx})


def ole(streams):
    """Make an OLE2 file; every stream is padded to 4096 bytes, so that none needs the mini stream."""
    fat, body, entries = [0xFFFFFFFD, 0xFFFFFFFE], b"", []
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0") + b"\0" * (-max(len(content), 4096) % 512)
        first, count = len(fat), len(padded) // 512
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        body += padded
        entries.append((name, 2, first, len(padded)))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + (2 * len(name) + 2).to_bytes(2, "little")
        + bytes([kind, 1])
        + b"\xff" * 4
        + (index + 1 if 0 < index < len(entries) else 0xFFFFFFFF).to_bytes(4, "little")
        + (1 if index == 0 else 0xFFFFFFFF).to_bytes(4, "little")
        + b"\0" * 36
        + first.to_bytes(4, "little")
        + size.to_bytes(8, "little")
        for index, (name, kind, first, size) in enumerate([("Root Entry", 5, 0xFFFFFFFE, 0), *entries])
    ).ljust(512, b"\0")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + b"\0" * 6
    )
    words = [0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0]
    header += b"".join(word.to_bytes(4, "little") for word in words)
    header = header.ljust(512, b"\xff")
    table = b"".join(word.to_bytes(4, "little") for word in fat).ljust(512, b"\xff")
    return header + table + directory + body


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make.pdf(["a"]), "pdf"),
        (b"\r\n junk before \r\n" + make.pdf(["a"]), "pdf"),
        (make.docx("a"), "docx"),
        (make.docx(CV_FR)[:9000], "docx"),
        (make.odt("a"), "odt"),
        (make.rtf("a"), "rtf"),
        (make.html("a"), "html"),
        (make.png("a"), "png"),
        (make.zip_of({"a.pdf": b"%PDF-"}), "zip"),
        (word_97("a"), "doc"),
        (ole({"EncryptedPackage": b"x"}), "encrypted"),
        (ole({"__properties_version1.0": b"x"}), "msg"),
        (make.zip_of({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "xlsx"),
        (b"From: a@example.org\r\nMIME-Version: 1.0\r\nMessage-ID: <a@b>\r\n\r\nx", "eml"),
        (b"\x78\x9f\x3e\x22rest", "tnef"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"MZ\x90\0", "program"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (CV_FR.encode(), "txt"),
        (CV_FR.encode("cp1252"), "txt"),
        (CV_FR.encode("utf-16-le"), "txt"),
        (b"", "empty"),
        (b" \r\n\0\0", "empty"),
        (bytes(range(256)) * 4, "unknown"),
    ],
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (make.pdf([CV_FR]), CV_FR),
        (make.docx(CV_FR), CV_FR),
        (make.docx(CV_AR), CV_AR),
        (make.odt(CV_AR), CV_AR),
        (make.rtf(CV_FR), CV_FR),
        (make.rtf(CV_AR), CV_AR),
        (make.html(CV_AR), CV_AR),
        (word_97(CV_AR), CV_AR),
        (word_97(CV_EN, compressed=True), CV_EN),
        (CV_FR.encode("utf-8"), CV_FR),
        (CV_FR.encode("utf-8-sig"), CV_FR),
        (CV_FR.encode("utf-16"), CV_FR),
        (CV_FR.encode("utf-16-be"), CV_FR),
        (CV_FR.encode("cp1252"), CV_FR),
        (CV_AR.encode("cp1256"), CV_AR),
    ],
)
def test_the_text_comes_out_as_it_was_written(data, text):
    found = extract(data, None)
    assert found.problem is None
    assert flat(" ".join(found.pages)) == flat(text)


def test_every_page_of_a_pdf_is_read_apart():
    found = extract(make.pdf([CV_FR, LETTER_FR]), "a.pdf")
    assert [flat(page)[:14] for page in found.pages] == ["Samira Bennani", "Samira Bennani"]
    assert "agréer" in found.pages[1]
    assert "agréer" not in found.pages[0]


def test_scanned_pages_are_named_and_empty_ones_are_not():
    found = extract(make.merged_pdf([make.pdf([CV_FR, ""]), make.scan_pdf(["page"])]), "a.pdf")
    assert found.blank == (3,)
    assert found.problem is None


def test_page_breaks_divide_flowing_text():
    assert len(extract(b"first page\x0csecond page", None).pages) == 2
    assert len(extract(make.rtf("one").replace(b"one", b"one\\page two"), None).pages) == 2


def test_tables_and_headers_of_a_word_file_are_read():
    found = extract(make.docx(["before"], tables=[[["2018", "Master"], ["2016", "Licence"]]]), None)
    assert {"2018", "Master", "2016", "Licence"} <= set(" ".join(found.pages).split())
    part = b'<w:hdr xmlns:w="%s"><w:p><w:r><w:t>head@example.org</w:t></w:r></w:p></w:hdr>'
    part = part.replace(b"%s", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main")
    members = dict(members_of(make.docx("body"))) | {"word/header1.xml": part}
    assert flat(extract(make.zip_of(members), None).pages[0]) == "head@example.org body"


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_document_type_in_a_word_file_is_refused(charset):
    bomb = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><w>&a;</w>'.encode(charset)
    members = dict(members_of(make.docx("body"))) | {"word/document.xml": bomb}
    assert extract(make.zip_of(members), "cv.docx").problem == "is damaged"


def locked_zip():
    data = bytearray(make.zip_of({"cv.txt": b"secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (make.encrypted_pdf([CV_FR]), "needs a password"),
        (word_97("x", flags=0x0100), "needs a password"),
        (ole({"EncryptedPackage": b"x"}), "needs a password"),
        (locked_zip(), "needs a password"),
        (make.pdf([CV_FR])[:1200], "is damaged"),
        (make.docx(CV_FR)[:9000], "is damaged"),
        (make.zip_of({"a": b"b"})[:30], "is damaged"),
        (make.scan_pdf([CV_FR, LETTER_FR]), "is a scan, and Tesseract is not installed to read it"),
        (make.png("CV"), "is an image, and Tesseract is not installed to read it"),
        (make.zip_of({}), "is an empty archive"),
        (make.zip_of({"__MACOSX/._cv.pdf": b"x", ".DS_Store": b"x"}), "is an empty archive"),
        (
            make.zip_of({f"{n}.txt": b"x" for n in range(51)}),
            "is an archive of more than 50 files, which is refused",
        ),
        (
            make.zip_of({"bomb.txt": b"0" * 3_000_000}),
            "is an archive that unpacks to too much, which is refused",
        ),
        (make.docx(""), "holds no text"),
        (b"MZ\x90\0", "is a program; this kind of file is not read by this version"),
        (bytes(range(256)), "is of an unknown format; this kind of file is not read by this version"),
    ],
)
def test_what_cannot_be_read_says_why(data, problem):
    assert extract(data, "cv.pdf").problem == problem


def test_a_zip_gives_its_files_without_the_litter_of_systems():
    names = ["Dossier/CV Amélie.pdf", "../../etc/passwd", "__MACOSX/Dossier/._CV.pdf", "Thumbs.db"]
    found = extract(make.zip_of(dict.fromkeys(names, b"x")), None)
    assert found.members == (("Dossier/CV Amélie.pdf", b"x"), ("etc/passwd", b"x"))


def test_a_name_in_utf_8_without_its_mark_is_understood():
    data = bytearray(make.zip_of({"é.txt": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.index(signature) + offset] &= ~0x08
    assert extract(bytes(data), None).members == (("é.txt", b"x"),)


def test_a_member_that_is_bigger_than_it_declares_is_refused():
    archive = zipfile.ZipFile(io.BytesIO(make.zip_of({"a": b"x" * 100})))
    with archive, pytest.raises(archives.RefusedError):
        archives.read_member(archive, archive.infolist()[0], 50)


def test_the_files_that_a_pdf_carries_are_given():
    found = extract(make.portfolio_pdf(["Cover"], {"cv.txt": b"content"}), None)
    assert found.members == (("cv.txt", b"content"),)


@pytest.mark.parametrize(
    ("data", "name", "mismatch"),
    [
        (make.docx("a"), "cv.pdf", "named .pdf but is a Word document"),
        (make.png("a"), "cv.PDF", "named .pdf but is an image"),
        (b"MZ\x90\0", "cv.docx", "named .docx but is a program"),
        (make.pdf(["a"]), "cv.pdf", None),
        (make.png("a"), "cv.jpg", "named .jpg but is an image"),
        (b"text", "cv.text", None),
        (b"text", "cv", None),
        (b"text", None, None),
        (b"text", "M. Dupont", None),
        (b"", "cv.pdf", None),
    ],
)
def test_a_name_that_promises_another_format_is_remarked(data, name, mismatch):
    assert extract(data, name).mismatch == mismatch


def test_very_long_text_is_cut():
    assert sum(map(len, extract(b"word " * 300_000, None).pages)) == MAX_TEXT


def test_pages_beyond_the_limit_count_as_unread():
    found = extract(b"word " * (MAX_TEXT // 5) + b"\x0cthe letter", None)
    assert found.blank == (2,)


SAMPLES = (
    make.pdf([CV_FR]),
    make.docx(CV_FR),
    make.odt(CV_FR),
    make.rtf(CV_AR),
    make.html(CV_FR),
    word_97(CV_FR),
    make.zip_of({"a": b"b"}),
    make.portfolio_pdf(["a"], {"a": b"b"}),
)


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12),
    st.floats(0, 1),
)
@settings(max_examples=250, deadline=None)
def test_broken_files_never_raise(sample, changes, kept):
    data = bytearray(sample)
    for where, value in changes:
        data[int(where * len(data))] = value
    found = extract(bytes(data[: int(len(data) * kept)]), "cv.pdf")
    assert found.pages or found.members or found.problem


@given(st.binary(max_size=500))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_without_an_error(data):
    found = extract(data, "x")
    assert found.pages or found.members or found.problem
