"""Files that break readers: each is one document at most lost, in bounded time, and the next is read."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from builders import documents as make
from builders.hostile_files import FILES

from intake.adapters.sandbox import Reader

SECONDS = 30  # the limit for one file here; a child that dies is tried a second time

# What a person is told of those that are not read, and of those whose text is a CV after all.
TOLD = {
    "an archive of 300 MB of zeros": "unpacks to too much",
    "an archive that says it holds 10 bytes, and holds 300 MB": "damaged",
    "an archive that says it holds 4 GB": "unpacks to too much",
    "an archive of 2,000 overlapping files": "more than 50 files",
    "an archive of 40 overlapping files": "unpacks to too much",
    "an archive of 10,000 files": "more than 50 files",
    "archives in archives, 10 levels": "too deep in containers",
    "an archive with a password": "needs a password",
    "an archive cut in half": "damaged",
    "a PDF of 100,000 pages": "more than 120 pages",
    "a PDF that says it has 2 billion pages": "damaged",
    "a PDF whose form draws itself": "could not be read",
    "a PDF page that unpacks to 900 MB": "could not be read",
    "a PDF of 500 files": "more than 50 files",
    "a PDF with a password": "needs a password",
    "a PDF cut in half": "damaged",
    "a DOCX of a billion words": "damaged",
    "a DOCX that asks for a file of ours": "damaged",
    "a DOCX that calls home": "damaged",
    "a DOCX of 1,000,000 levels": "damaged",
    "a DOCX of 90 MB": "unpacks to too much",
    "a DOCX cut in half": "damaged",
    "an ODT of a billion words": "damaged",
    "an ODT that asks for a file of ours": "damaged",
    "a program by the name of a PDF": "named .pdf but is a program",
    "a PDF by the name of a picture": "named .jpg but is a PDF",
    "a web page that is a PDF, too": "named .html but is a PDF",
    "nothing by the name of a PDF": "empty",
    "blanks by the name of a PDF": "empty",
}
READ = {
    "an archive of names that climb",
    "an archive of odd names",
    "a PDF in a PDF in a PDF in a PDF",
    "a text of 30 MB",
    "a PDF that is an archive, too",
    "an archive that is a PDF, too",
    "a web page that is a PDF, too",
    "a PDF by the name of a picture",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=SECONDS) as opened:
        yield opened


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_no_more_than_itself(reader: Reader, name: str) -> None:
    file, data = FILES[name]()
    started = time.monotonic()
    documents = reader.read_file(data, file)
    assert time.monotonic() - started < 2 * SECONDS + 5
    assert documents
    for document in documents:
        assert document.file.split("/")[0] == file
        assert not {"..", ""} & set(document.file.split("/"))
        assert document.file.isprintable()
        assert len(document.file) < 500
        assert document.because
        assert document.kinds or document.possible, "it could be something"
    taken_for = {kind for document in documents for kind in document.kinds} - {"other"}
    assert bool(taken_for) == (name in READ)
    assert TOLD.get(name, "") in documents[0].because
    again = reader.read_file(f"{make.CV_FR}\n{name}".encode(), "next.txt")
    assert again[0].kinds == ("cv",)


def test_every_expectation_is_of_a_file() -> None:
    assert TOLD.keys() | READ <= FILES.keys()
