"""Containers that break readers: each is one document at most lost, in bounded time, and the next is read."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from builders import containers as box
from builders import documents as make
from builders import outlook
from builders.documents import CV_FR
from builders.hostile_containers import FILES
from builders.mails import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.adapters.sandbox import Reader
from intake.reading.dossier import Context, read_file
from intake.reading.files import membernames, picture_size
from intake.reading.terms import REQUIRED

SECONDS = 30  # the limit for one file here; a child that dies is tried a second time

# What a person is told of those that are not read.
TOLD = {
    "a gzip file of 300 MB of zeros": "unpacks to too much",
    "a tar.gz of 300 MB of zeros": "unpacks to too much",
    "a bzip2 file of 200 MB of zeros": "unpacks to too much",
    "an xz file of 200 MB of zeros": "unpacks to too much",
    "a 7z archive of 100 MB of zeros": "unpacks to too much",
    "a 7z archive of 200 files": "more than 50 files",
    "a 7z archive cut in half": "damaged",
    "a RAR archive with a password": "needs a password",
    "a RAR archive cut in half": "damaged",
    "a tar archive of holes": "unpacks to too much",
    "a tar archive that lies of its size": "damaged",
    "a tar archive of 20,000 files": "more than 50 files",
    "a winmail.dat of 300 files": "more than 50 files",
    "an Outlook mail in a mail, 10 levels": "mails in mails in mails",
    "an Outlook mail of 500 files": "more than 50 files",
    "a mail in a mail, 200 levels": "nested too deeply",
    "a mail of 100,000 parts": "too many parts",
    "a mail of parts in parts, 300 levels": "nested too deeply",
    "a workbook of a billion words": "damaged",
    "slides of 90 MB": "unpacks to too much",
    "a Word document of 2,000 pictures": "more than 50 files",
    "signed data cut in half": "without the file that it is of",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=SECONDS) as opened:
        yield opened


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_container_costs_no_more_than_itself(reader: Reader, name: str) -> None:
    file, data = FILES[name]()
    started = time.monotonic()
    documents = reader.read_file(data, file)
    assert time.monotonic() - started < 2 * SECONDS + 5
    assert documents or file == "winmail.dat"
    for document in documents:
        assert document.file.split("/")[0] == file
        assert document.file.isprintable()
        assert document.because
        assert document.kinds or document.possible
    assert not any("reading it failed" in document.because for document in documents), "it killed the reader"
    assert TOLD.get(name, "") in (documents[0].because if documents else "")
    if name in TOLD:
        assert documents[0].possible == REQUIRED
    again = reader.read_file(f"{CV_FR}\n{name}".encode(), "next.txt")
    assert again[0].kinds == ("cv",)


def test_every_expectation_is_of_a_file() -> None:
    assert TOLD.keys() <= FILES.keys()


SAMPLES = (
    box.tar({"cv.txt": b"x" * 600}),
    box.PACKERS["gz"](box.tar({"cv.txt": b"x" * 600})),
    box.PACKERS["xz"](b"x" * 600),
    box.seven_zip({"cv.txt": b"x" * 600}),
    box.rar({"cv.txt": b"x" * 600}),
    box.rar5({"cv.txt": b"x" * 600}),
    outlook.tnef([("cv.txt", b"x" * 600)], body="note", rtf=b"\x99" * 90),
    outlook.msg("note", [("cv.txt", b"x" * 600)], mails={"m": outlook.mail_tree("note", inner=True)}),
    mail(files=[("cv.txt", b"x" * 600)]),
    box.signed(b"x" * 600, chunks=100),
    box.pptx(["text"]),
    box.xlsx([["text", "more"]]),
    box.odp(["text"]),
    box.epub(["text"]),
    box.mht(make.html("text")),
    box.word_xml("text"),
    box.flat_odt("text"),
    box.pages({"preview.jpg": b"\xff\xd8\xff" * 9}),
    outlook.ole({"WordDocument": box.word_95("text")}),
    box.legacy_zip("é.txt", "cp850"),
)


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12),
    st.floats(0, 1),
)
@settings(max_examples=400, deadline=None)
def test_a_broken_container_never_raises(
    sample: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    data = bytearray(sample)
    for where, value in changes:
        data[int(where * len(data))] = value
    for document in read_file(bytes(data[: int(len(data) * kept)]), "x", Context()):
        assert document.kinds or document.possible
        assert document.file.isprintable()


@given(st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_name_is_decoded_and_any_picture_measured(data: bytes) -> None:
    shown = membernames.shown(membernames.guess(data))
    assert shown
    assert shown.isprintable()
    assert not {"", ".", ".."} & set(shown.split("/"))
    for head in (b"\x89PNG", b"GIF8", b"BM", b"\xff\xd8\xff", b"RIFF", b"\0\0\0\0ftypheic"):
        picture_size.may_be_page(head + data)
