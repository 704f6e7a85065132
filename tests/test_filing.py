"""What a dossier's files are called, which are older versions, and which pages are taken apart."""

from __future__ import annotations

import hashlib
import io
import random
from datetime import date, timedelta

import pypdf
import pytest
from builders import documents as make
from builders.mails import RECEIVED

from intake.adapters.sandbox import Reader
from intake.domain.filing import Names, Piece, cuts, extension, is_merged, superseded
from intake.domain.model import Document, Held, PageKinds
from intake.reading import wire
from intake.reading.files.split import members, split

HOUR = timedelta(hours=1)
MERGED = make.merged_pdf([make.pdf([make.CV_FR]), make.pdf([make.LETTER_FR]), make.pdf(["x"])])


def document(*kinds, pages=(), possible=(), virus=None, name="a"):
    return Document(
        file=f"{name}.pdf",
        sha256=name,
        size=1,
        kinds=kinds,
        possible=possible,
        pages=tuple(PageKinds(page=number, kinds=each) for number, each in enumerate(pages, 1)),
        confidence=1.0,
        because="",
        virus=virus,
    )


# --- pages -------------------------------------------------------------------

CV, LETTER, REFERENCES, BOTH, NONE = ("cv",), ("letter",), ("references",), ("cv", "references"), ()
CUTS = {
    "three papers": ([CV, LETTER, REFERENCES], [((1, 1), CV), ((2, 2), LETTER), ((3, 3), REFERENCES)]),
    "pages of one paper stay together": ([CV, CV, LETTER], [((1, 2), CV), ((3, 3), LETTER)]),
    "a page of two papers holds both together": ([CV, BOTH, LETTER], [((1, 2), BOTH), ((3, 3), LETTER)]),
    "a paper in two places": ([CV, LETTER, CV], [((1, 1), CV), ((2, 2), LETTER), ((3, 3), CV)]),
    "other papers are papers": ([CV, ("other",)], [((1, 1), CV), ((2, 2), ("other",))]),
    "all is one": ([CV, BOTH, REFERENCES], []),
    "one paper": ([CV, CV], []),
    "a page that nobody knows": ([CV, NONE, LETTER], []),
    "no pages": ([], []),
    "too many pieces": ([CV, LETTER] * 11, []),
}


@pytest.mark.parametrize("name", CUTS)
def test_a_document_is_cut_between_papers_where_every_page_is_sure(name):
    pages, pieces = CUTS[name]
    assert list(cuts(document(*BOTH, "letter", pages=pages))) == pieces


def test_a_document_that_may_be_something_else_or_is_infected_is_not_cut():
    assert cuts(document("cv", pages=[CV, LETTER], possible=("references",))) == ()
    assert cuts(document("cv", "letter", pages=[CV, LETTER], virus="x")) == ()


def test_pages_that_lack_among_those_known_leave_a_document_whole():
    pages = (PageKinds(page=1, kinds=("cv",)), PageKinds(page=3, kinds=("letter",)))
    whole = Document(
        file="a", sha256="a", size=1, kinds=("cv", "letter"), pages=pages, confidence=1, because=""
    )
    assert (cuts(whole), is_merged(whole)) == ((), True)


# --- versions ----------------------------------------------------------------

VERSIONS = {
    "a later CV": ([("a", CV, 0), ("b", CV, 1)], {"a"}),
    "with the same mail": ([("a", CV, 0), ("b", CV, 0)], set()),
    "three": ([("a", CV, 0), ("b", CV, 1), ("c", CV, 2)], {"a", "b"}),
    "another kind": ([("a", CV, 0), ("b", LETTER, 1)], set()),
    "a merged one replaces both": ([("a", CV, 0), ("b", LETTER, 0), ("c", ("cv", "letter"), 1)], {"a", "b"}),
    "half of a merged one": ([("a", ("cv", "letter"), 0), ("b", CV, 1)], set()),
    "both halves": ([("a", ("cv", "letter"), 0), ("b", CV, 1), ("c", LETTER, 2)], {"a"}),
    "references add up": ([("a", REFERENCES, 0), ("b", REFERENCES, 1)], set()),
    "diplomas add up": ([("a", ("diploma",), 0), ("b", ("diploma",), 1)], set()),
    "what could not be read replaces nothing": ([("a", CV, 0), ("b", NONE, 1)], set()),
    "nor is it replaced": ([("a", NONE, 0), ("b", CV, 1)], set()),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_an_older_version_is_a_cv_or_letter_of_which_a_later_mail_brought_another(name):
    files, old = VERSIONS[name]
    held = [
        Held(document=document(*kinds, name=file), received_at=RECEIVED + hours * HOUR)
        for file, kinds, hours in files
    ]
    assert superseded(held) == old


def test_an_infected_file_is_no_newer_version():
    held = [
        Held(document=document("cv", name="a"), received_at=RECEIVED),
        Held(document=document("cv", name="b", virus="x"), received_at=RECEIVED + HOUR),
    ]
    assert superseded(held) == set()


# --- names -------------------------------------------------------------------


def names(**changes):
    whole = {"posting": "omp", "status": "complete", "reference": "OMP-2026-0007", "person": "BERRADA Salma"}
    return Names(**whole | {"language": "fr"} | changes)


def test_names_are_as_people_read_them():
    taken: set[str] = set()
    found = names()
    base = "omp/complete/OMP-2026-0007 BERRADA Salma/OMP-2026-0007 - "
    assert found.file(found.tail(["cv"]), "pdf", taken) == f"{base}BERRADA Salma - CV.pdf"
    assert found.file(found.tail(["cv"]), "pdf", taken) == f"{base}BERRADA Salma - CV (2).pdf"
    assert found.file(found.tail(["cv", "letter"]), "pdf", taken) == f"{base}BERRADA Salma - CV + Lettre.pdf"
    assert (
        found.tail(["letter"], old=date(2026, 5, 3)) == "Lettre de motivation (ancienne version 2026-05-03)"
    )
    assert found.tail(["cv"], cut=(1, 2)) == "CV (p. 1-2)"
    assert found.tail(["cv"], cut=(3, 3)) == "CV (p. 3)"
    assert found.tail([]) == "À vérifier"
    assert found.mail(1, taken) == f"{base}Mail 1.eml"


NOBODY = {"fr": "sans nom", "en": "no name", "ar": "بدون اسم"}


@pytest.mark.parametrize("language", NOBODY)
def test_who_has_no_name_is_called_so_in_the_language_of_the_posting(language):
    assert names(person=None, language=language).folder.endswith(f"OMP-2026-0007 {NOBODY[language]}")
    assert names(person="\u200b ...", language=language).who == NOBODY[language]


@pytest.mark.parametrize("room", [150, 200, 240])
def test_a_path_keeps_within_its_room(room):
    found = names(person="x" * 500, posting="p" * 60, room=room)
    taken: set[str] = set()
    paths = [found.file(found.tail(["cv", "letter", "references"]), "docx", taken) for _ in range(12)]
    assert all(len(path) <= room for path in paths)
    assert len(set(paths)) == 12
    assert all(path.endswith(".docx") for path in paths)


EXTENSIONS = [
    ("pdf", "CV.PDF", "pdf"),
    ("pdf", "CV", "pdf"),
    ("pdf", "CV.docx", "pdf"),
    ("docx", "CV.docm", "docm"),
    ("jpeg", "scan.JPEG", "jpeg"),
    ("jpeg", "scan.png", "jpg"),
    ("heif", "a.HEIC", "heic"),
    ("txt", "(message text)", "txt"),
    ("encrypted", "a.xlsx", "xlsx"),
    ("program", "cv.exe", "bin"),
    ("link", "cv.lnk", "bin"),
    ("unknown", "cv.pdf", "bin"),
    ("unknown", "cv.js", "bin"),
    ("unknown", "film.mp4", "mp4"),
    ("unknown", "x.p/df", "bin"),
    ("empty", "cv.pdf", "bin"),
    ("unknown", ".mp4", "bin"),
]


@pytest.mark.parametrize(("format_", "own", "given"), EXTENSIONS)
def test_the_extension_is_what_the_bytes_are_and_never_one_that_runs(format_, own, given):
    assert extension(format_, own) == given


# --- the process that cuts ---------------------------------------------------


def pages_of(data):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_a_pdf_is_cut_by_the_reading_process_and_the_same_way_each_time():
    with Reader() as reader:
        first = reader.split(MERGED, [(1, 2), (3, 3)])
        reader.close()
        assert reader.split(MERGED, [(1, 2), (3, 3)]) == first
    assert [piece.cut for piece in first] == [(1, 2), (3, 3)]
    assert [len(pages_of(piece.data)) for piece in first] == [2, 1]
    assert "EXPÉRIENCE" in pages_of(first[0].data)[0]


WHOLE = {
    "has other pages than it was read with": (MERGED, [(1, 1), (2, 2)]),
    "is damaged": (b"%PDF-1.4 nothing", [(1, 1)]),
    "has more than 120 pages": (make.pdf(["x"] * 121), [(1, 1), (2, 121)]),
}


@pytest.mark.parametrize("problem", WHOLE)
def test_what_cannot_be_cut_stays_whole_and_says_why(problem):
    (piece,) = split(*WHOLE[problem])
    assert (piece.cut, piece.data, piece.problem) == (None, b"", problem)


def test_a_document_that_would_swell_in_pieces_stays_whole():
    """Each piece takes along what its pages share: here a picture that every page shows."""
    name, writer = pypdf.generic.NameObject, pypdf.PdfWriter()
    shared = pypdf.generic.DecodedStreamObject()
    shared.set_data(random.Random(1).randbytes(600_000))
    picture = pypdf.generic.DictionaryObject({name("/Shared"): writer._add_object(shared)})
    for _ in range(20):
        page = writer.add_blank_page(200, 200)
        page[name("/Resources")] = pypdf.generic.DictionaryObject({name("/XObject"): picture})
    out = io.BytesIO()
    writer.write(out)
    (piece,) = split(out.getvalue(), [(number, number) for number in range(1, 21)])
    assert piece.problem == "would be much bigger in pieces"


def test_files_are_found_in_files_by_their_digest_at_any_depth():
    cv, letter = make.pdf([make.CV_FR]), make.docx(make.LETTER_FR)
    data = make.zip_of({"a.zip": make.zip_of({"b.zip": make.zip_of({"cv.pdf": cv})}), "l.docx": letter})
    wanted = {hashlib.sha256(each).hexdigest(): each for each in (cv, letter)}
    with Reader() as reader:
        found = reader.read_members(data, "d.zip", {*wanted, "0" * 64})
    assert {piece.sha256: piece.data for piece in found} == wanted
    assert members(b"PK\x03\x04 broken", "x.zip", wanted) == ()


def told(size, cut="null", digest="0" * 64):
    return f'{{"sha256":"{digest}","cut":{cut},"size":{size},"problem":null}}'


LIES = {
    "cut": (f"[{told(9)}]\n", b"x"),
    "another file": (f"[{told(1)}]\n", b"x"),
    "too big": (f"[{told(999_999_999, '[1,2]')}]\n", b""),
    "too big together": (f"[{told(400_000_000, '[1,2]')},{told(400_000_000, '[1,2]')}]\n", b""),
    "negative": (f"[{told(-1)}]\n", b"x"),
    "no pages": (f"[{told(0, '[0,1]')}]\n", b""),
    "no digest": (f"[{told(0, digest='../x')}]\n", b""),
    "no line": ("[]", b""),
    "no list": ("{}\n", b""),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_process_that_a_file_has_taken_over_is_not_believed(lie):
    line, rest = LIES[lie]
    with pytest.raises(ValueError):  # noqa: PT011 - every kind of it
        wire.parse_pieces(line.encode(), io.BytesIO(rest))


def test_pieces_go_over_the_wire_as_they_are():
    data = b"%PDF-1.4"
    pieces = (
        Piece(sha256=hashlib.sha256(data).hexdigest(), data=data),
        Piece(sha256="a" * 64, cut=(1, 2), data=b"\n\n"),
        Piece(sha256="b" * 64, problem="is damaged"),
    )
    stream = io.BytesIO(wire.send_pieces(pieces))
    assert wire.parse_pieces(stream.readline(), stream) == pieces
    assert stream.read() == b""
