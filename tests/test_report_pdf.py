"""Reports as PDF: what another program reads on their pages, in two directions of writing."""

from __future__ import annotations

import logging
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

import intake.adapters
from intake.adapters.report_pdf import report_pdf
from intake.adapters.report_pdf.text import shared
from intake.domain.report import Fact, Report, Table

FONTS = Path(intake.adapters.__file__).parent / "fonts"
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  # refused, as the test says
FRENCH = Report(
    language="fr",
    organisation="Association Exemple",
    title="Procès-verbal d’ouverture : Chargé(e) de projet",
    at=datetime(2026, 5, 4, 17, tzinfo=UTC),
    lines=("Reçues à jobs@example.org jusqu’au lundi 4 mai 2026 à 16h00.",),
    facts=(Fact(label="Complètes", value="12"), Fact(label="Empreinte", value="9f86d081884c7d65" * 4)),
    tables=(Table(heading="Retirées", columns=("Référence", "Nom"), rows=(), empty="Aucune."),),
    footer="Établi par intake",
)
ARABIC = Report(
    language="ar",
    organisation="جمعية المثال",
    title="محضر فتح الترشيحات (مشروع)",
    at=datetime(2026, 5, 4, 17, tzinfo=UTC),
    facts=(Fact(label="آخر أجل", value="الاثنين 4 ماي 2026"),),
    tables=(Table(heading="لائحة", columns=("المرجع", "الاسم"), rows=(("OMP-2026-0001", "سلمى برادة"),)),),
    footer="أعده النظام",
)


def with_rows(*rows, columns=("Référence", "Nom"), heading="Dans les délais", of=FRENCH):
    return replace(of, tables=(Table(heading=heading, columns=columns, rows=rows),))


def texts(raw):
    """Return what a reader finds on each page, with one blank between words."""
    document = pypdfium2.PdfDocument(raw)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [" ".join(page.split()) for page in pages]


def places(raw, *words):
    """Return where the words begin and end on the first page, in points from the left."""
    document = pypdfium2.PdfDocument(raw)
    try:
        page = document[0].get_textpage()
        return [_place(page, word) for word in words]
    finally:
        document.close()


def _place(page, word):
    index, count = page.search(word, match_case=True).get_next()
    boxes = [page.get_charbox(n) for n in range(index, index + count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def ink(raw):
    """Return the darkest grey in the margins of each page: 255 where nothing stands in them."""
    document = pypdfium2.PdfDocument(raw)
    try:
        pictures = [page.render(scale=1).to_pil().convert("L") for page in document]
    finally:
        document.close()
    margins = [(*picture.crop((0, 0, 40, 842)).getextrema(), *picture.crop((556, 0, 595, 842)).getextrema())
               for picture in pictures]  # fmt: skip
    return min(min(each) for each in margins)


def test_a_report_says_all_that_it_was_given():
    (page,) = texts(report_pdf(with_rows(("OMP-2026-0001", "Zoë Müller, Œuvrard Ğülşen O’Connor"))))
    for said in (
        "Association Exemple", "Procès-verbal d’ouverture : Chargé(e) de projet", "Complètes 12",
        "jobs@example.org jusqu’au lundi 4 mai 2026 à 16h00.", "9f86d081884c7d65" * 4, "Dans les délais",
        "Référence Nom", "OMP-2026-0001 Zoë Müller, Œuvrard Ğülşen O’Connor", "Établi par intake", "1 / 1",
    ):  # fmt: skip
        assert said in page


def test_a_table_without_rows_says_so():
    assert "Retirées Aucune." in texts(report_pdf(FRENCH))[0]


@pytest.mark.parametrize(
    "name",
    [
        "سلمى برادة",
        "محمد الأمين",
        "عبد الله",
        "آمنة الإدريسي",
        "مُحَمَّد",
        "پژمان",
        "Zoë",
        "Ğülşen",
        "Ольга",
        "Ελένη",
    ],
)
@pytest.mark.parametrize("report", [FRENCH, ARABIC])
def test_a_name_is_found_again_as_it_is_written(name, report):
    page = texts(report_pdf(with_rows((name,), columns=("Nom",), of=report)))[0]
    assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", page)


@pytest.mark.parametrize("said", ["محضر فتح الترشيحات (مشروع)", "الاثنين 4 ماي 2026", "سلمى برادة"])
def test_an_arabic_report_reads_in_its_order(said):
    assert said in texts(report_pdf(ARABIC))[0]


def test_an_arabic_report_runs_from_right_to_left():
    raw = report_pdf(ARABIC)
    reference, name, label, value = places(raw, "2026-0001", "سلمى", "آخر", "الاثنين")
    assert reference[0] > name[1]
    assert label[0] > value[1]
    assert label[1] == pytest.approx(595.28 - 46, abs=3)


def test_letters_of_an_arabic_word_are_joined():
    joined, apart = (
        places(report_pdf(with_rows((name,), columns=("Nom",))), name[0], name[-1])
        for name in ("ببب", "ب ب ب")
    )
    width = [
        max(max(place) for place in each) - min(min(place) for place in each) for each in (joined, apart)
    ]
    assert width[0] < width[1] * 0.6


def test_an_arabic_name_stands_where_the_others_of_a_french_report_begin():
    raw = report_pdf(with_rows(("1", "سلمى"), ("2", "Nadia")))
    arabic, latin = places(raw, "سلمى", "Nadia")
    assert arabic[0] == pytest.approx(latin[0], abs=2)


def test_the_header_of_a_table_stands_on_each_page_and_each_page_has_its_number():
    pages = texts(report_pdf(with_rows(*((f"OMP-2026-{n:04}", "BERRADA Salma") for n in range(150)))))
    assert len(pages) > 3
    assert all("Référence Nom" in page for page in pages)
    assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("Procès-verbal d’ouverture" in page for page in pages)
    assert [n for n in range(150) if sum(f"OMP-2026-{n:04}" in page for page in pages) != 1] == []


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page():
    for count in range(20, 40):
        first = Table(heading="Un", columns=("x",), rows=tuple((f"r{n}",) for n in range(count)))
        second = Table(heading="Deux-ici", columns=("x",), rows=(("ligne-une",),))
        pages = texts(report_pdf(replace(FRENCH, tables=(first, second))))
        assert [page for page in pages if "Deux-ici" in page] == [
            page for page in pages if "ligne-une" in page
        ]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300,
        "jean.dupont@" + "exemple." * 40 + "org",
        "mot " * 200,
        "ب" * 300,
        "é" * 100_000,
        "\u0301" * 300,
    ],
)
@pytest.mark.parametrize("report", [FRENCH, ARABIC])
def test_whatever_is_long_is_broken_and_stays_within_the_margins(text, report):
    raw = report_pdf(with_rows(("OMP-2026-0001", text, "z"), columns=("a", "b", "c"), of=report))
    assert ink(raw) == 255


def test_a_cell_that_is_longer_than_a_page_goes_on_in_the_next():
    words = [f"w{n}" for n in range(800)]
    pages = texts(report_pdf(with_rows(("1", " ".join(words)), ("2", "fin"), columns=("n", "mots" * 12))))
    read = " ".join(pages).split()
    assert [word for word in words if word not in read] == []
    assert "fin" in read


def test_many_columns_have_a_place():
    titles = tuple(f"Colonne {n}" for n in range(9))
    raw = report_pdf(with_rows(tuple("une assez longue valeur " * 3 for _ in titles), columns=titles))
    assert ink(raw) == 255


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\tc", "a b c"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\u2066b\u2069c", "abc"),
        ("{nb} {{x}} %d", "{nb} {{x}} %d"),
        ("**a** __b__", "**a** __b__"),
        ("ﺳﻠﻤﻰ", "سلمى"),
        ("e\u0301", "é"),
        ("(a) \\ )", "(a) \\ )"),
    ],
)
def test_what_a_name_holds_is_text_and_nothing_else(text, shown):
    assert f"OMP {shown}" in texts(
        report_pdf(
            with_rows(("OMP", text)),
        )
    )[0].replace(f"{shown} OMP", f"OMP {shown}")


def test_a_letter_that_the_fonts_lack_is_shown_as_one_and_nobody_is_named_in_the_logs(caplog):
    with caplog.at_level(logging.WARNING):
        (page,) = texts(report_pdf(with_rows(("OMP", "王 Li 😀"))))
    assert "Li" in page
    assert "\ufffd" in page
    assert caplog.records == []


def test_the_file_says_whose_it_is_in_which_language_and_when_it_was_made():
    raw = report_pdf(FRENCH)
    document = pypdfium2.PdfDocument(raw)
    told = document.get_metadata_dict()
    document.close()
    assert told["Title"] == FRENCH.title
    assert told["Author"] == "Association Exemple"
    assert told["CreationDate"].startswith("D:20260504170000")
    assert b"/Lang (fr)" in raw


def test_the_same_report_is_the_same_bytes_in_another_process():
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_report_pdf import *;"
        "sys.stdout.buffer.write(report_pdf(ARABIC))"
    )
    seeds = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, env={"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    assert seeds[0].stdout == seeds[1].stdout == report_pdf(ARABIC)


def test_a_time_without_a_zone_or_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        report_pdf(replace(FRENCH, at=NAIVE))
    with pytest.raises(ValueError, match="has not 2 texts"):
        with_rows(("x",))


@pytest.mark.parametrize("file", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE", "README.md"])
def test_the_letters_come_with_the_package(file):
    assert 0 < (FONTS / file).stat().st_size < 200_000


@pytest.mark.parametrize(
    ("wanted", "needed", "widths"),
    [
        ([50, 50], [10, 10], [150, 150]),
        ([100, 500], [100, 50], [100, 200]),
        ([400, 400], [60, 60], [150, 150]),
        ([400, 400], [400, 200], [200, 100]),
    ],
)
def test_columns_share_the_width_of_the_page(wanted, needed, widths):
    assert shared(wanted, needed, 300) == pytest.approx(widths)
