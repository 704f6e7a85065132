"""Tables for spreadsheets: what another program reads in the files, whatever stood in the mails."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import zones
from intake.adapters import sheets
from intake.domain.sheet import Column, Sheet, harmless, written

CASABLANCA = zones.zone("Africa/Casablanca")
AT = datetime(2026, 5, 3, 13, 5, 33, tzinfo=UTC)  # 14:05 in Casablanca, which is at +01 until September
NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  # refused, as the test says


def table(*rows, name="Tous", titles=None, **changes):
    width = len(rows[0]) if rows else 1
    columns = tuple(Column(title=title) for title in titles or [f"c{n}" for n in range(width)])
    return Sheet(**({"name": name, "columns": columns, "rows": rows, "zone": CASABLANCA} | changes))


def opened(*tables):
    return openpyxl.load_workbook(io.BytesIO(sheets.workbook(tables)))


def values(page):
    return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)]


def lines(sheet):
    raw = sheets.csv_file(sheet)
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_a_workbook_holds_each_cell_as_what_it_is():
    page = opened(table(("OMP-2026-0001", "سلمى برادة", 12, AT, None), titles=list("abcde")))["Tous"]
    assert values(page) == [("OMP-2026-0001", "سلمى برادة", 12, datetime(2026, 5, 3, 14, 5, 33), None)]  # noqa: DTZ001
    assert [cell.data_type for cell in page[2]] == ["s", "s", "n", "d", "n"]
    assert page["D2"].number_format == "yyyy-mm-dd hh:mm"


def test_the_header_is_bold_stays_in_sight_and_filters():
    page = opened(table(("x", "y"), ("z", "w")))["Tous"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"


def test_a_table_without_rows_still_says_its_columns():
    page = opened(table(titles=["Nom", "Reçu"]))["Tous"]
    assert [cell.value for cell in page[1]] == ["Nom", "Reçu"]
    assert values(page) == []
    assert lines(table(titles=["Nom", "Reçu"])) == [["Nom", "Reçu"]]


def test_columns_are_as_wide_as_what_they_hold_within_bounds():
    book = opened(table(("a", "b" * 30, "c" * 900), titles=["x", "y", "z"]))
    narrow, fitting, widest = (book["Tous"].column_dimensions[name].width for name in "ABC")
    assert 8 <= narrow < 10
    assert 30 < fitting < 34
    assert 60 <= widest < 62


@pytest.mark.parametrize("right_to_left", [True, False])
def test_an_arabic_sheet_runs_from_right_to_left(right_to_left):
    page = opened(table(("x",), right_to_left=right_to_left))["Tous"]
    assert bool(page.sheet_view.rightToLeft) is right_to_left


@pytest.mark.parametrize(
    ("name", "given_to_excel"),
    [
        ("OMP", "OMP"),
        ("a/b\\c:d*e?f[g]", "a b c d e f g"),
        ("'quoted'", "quoted"),
        ("x" * 50, "x" * 31),
        ("😀" * 40, "😀" * 15),
        ("", "1"),
        ("\r\n\0", "1"),
        ("History", "History (2)"),
        ("مكلف بمشروع", "مكلف بمشروع"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(name, given_to_excel):
    assert opened(table(("x",), name=name)).sheetnames == [given_to_excel]


def test_two_sheets_of_one_name_are_told_apart():
    names = opened(*(table(("x",), name=name) for name in ("OMP", "omp", "y" * 40, "Y" * 40))).sheetnames
    assert names == ["OMP", "omp (2)", "y" * 31, "Y" * 27 + " (2)"]


def test_what_does_not_fit_one_sheet_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 4)
    book = opened(table(*((f"r{n}",) for n in range(7))))
    assert book.sheetnames == ["Tous", "Tous (2)", "Tous (3)"]
    assert [values(page) for page in book] == [
        [("r0",), ("r1",), ("r2",)],
        [("r3",), ("r4",), ("r5",)],
        [("r6",)],
    ]
    assert all(page["A1"].value == "c0" for page in book)


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tx",
    "  =1",
    "\u00a0=1",
    "\ufeff=1",
    "\u200b=1",
    "\u202e=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://example.org?x="&A1,"click")',
    "=cmd|' /C calc'!A0",
    "+212 6 12 34 56 78",
    "-",
]
HARMLESS = ["", "BERRADA Salma", "a=b", "jean-paul", "x@example.org", "'=1", "12", "سلمى", "1-2", "(+212)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_a_csv_file(text):
    (cell,) = lines(table((text,)))[1]
    assert cell.startswith("'")
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stands_in_a_csv_file_as_it_is(text):
    assert lines(table((text, "x")))[1] == [text, "x"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("CV;=1+1", "CV;'=1+1"),
        ("a, -letter", "a,' -letter"),
        ("a\t=1", "a\t'=1"),
        ("a\n=1", "a\n'=1"),
        ("a;b;@x", "a;b;'@x"),
    ],
)
def test_what_another_separator_would_make_a_cell_of_is_no_formula_either(text, safe):
    assert lines(table((text,)))[1] == [safe]
    for separator in ";,\t":
        raw = sheets.csv_file(table((text,))).decode("utf-8-sig")
        cells = [cell for line in raw.split("\r\n") for cell in re.split(f"[{separator}\n]", line)]
        assert not any(cell.strip(' "').startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize("text", [text for text in FORMULAS if "\r" not in text])
def test_no_text_is_a_formula_or_a_link_in_a_workbook(text):
    raw = sheets.workbook([table((text,)), table(("http://example.org/" + text,))])
    cell = openpyxl.load_workbook(io.BytesIO(raw))["Tous"]["A2"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix  # and does not become one where somebody edits it
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        pages = [archive.read(name) for name in archive.namelist() if "/sheet" in name]
    assert not any(b"<f>" in page or b"hyperlink" in page for page in pages)


def test_a_header_is_no_formula_either():
    assert lines(table(("x",), titles=["=1"]))[0] == ["'=1"]
    assert opened(table(("x",), titles=["=1"]))["Tous"]["A1"].data_type == "s"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\0b", "a\ufffdb"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
        ("a\r\nb", "a\nb"),
        ("a\tb", "a\tb"),
        ("<&>\"'", "<&>\"'"),
        ("_x0041_", "_x0041_"),
        (" b ", " b "),
    ],
)
def test_a_cell_says_what_it_was_given_but_for_what_no_file_can_hold(text, shown):
    # Excel reads _x005F_ as the underscore; openpyxl does not.
    assert str(opened(table((text,)))["Tous"]["A2"].value).replace("_x005F_", "_") == shown
    assert lines(table((text,)))[1] == [shown]


@pytest.mark.parametrize("letter", ["x", "é", "م", "😀"])
def test_a_cell_of_a_million_characters_is_cut_where_excel_ends(letter):
    for cut in (
        opened(table((letter * 1_000_000,)))["Tous"]["A2"].value,
        lines(table((letter * 1_000_000,)))[1][0],
    ):
        assert cut.endswith(letter + "…")
        assert 32_766 <= len(cut.encode("utf-16-le")) / 2 <= 32_767


def test_a_cell_of_a_million_separators_is_made_safe_at_once():
    for text in (",\t;\n " * 200_000, " " * 1_000_000, "\n" * 1_000_000):
        assert harmless(text)


@pytest.mark.parametrize("number", [0, -5, 999_999_999_999_999])
def test_a_number_is_a_number(number):
    assert values(opened(table((number,)))["Tous"]) == [(number,)]
    assert lines(table((number,)))[1] == [str(number)]


def test_a_number_of_more_digits_than_a_cell_holds_is_text():
    assert values(opened(table((12345678901234567890,)))["Tous"]) == [("12345678901234567890",)]


def test_a_csv_file_is_what_excel_opens():
    raw = sheets.csv_file(table(("Zoë, « x »", AT, None), titles=["Nom", "Reçue", "z"]))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig") == 'Nom,Reçue,z\r\n"Zoë, « x »",2026-05-03 14:05,\r\n'


def test_a_time_that_excel_cannot_count_is_text():
    early = datetime(1605, 1, 1, 12, tzinfo=UTC)
    assert str(values(opened(table((early,), zone=UTC))["Tous"])[0][0]) == "1605-01-01 12:00"


@pytest.mark.parametrize("write", [lambda each: sheets.workbook([each]), sheets.csv_file])
@pytest.mark.parametrize(
    ("sheet", "said"),
    [(table((NAIVE,)), "no zone"), (table(("x",), titles=["a", "b"]), "1 cells stands in a table of 2")],
)
def test_a_naive_time_or_a_row_of_another_width_is_refused(write, sheet, said):
    with pytest.raises(ValueError, match=said):
        write(sheet)


def test_the_same_table_is_the_same_bytes():
    assert sheets.workbook([table((AT, "x", 3))]) == sheets.workbook([table((AT, "x", 3))])
    assert sheets.csv_file(table((AT, "x", 3))) == sheets.csv_file(table((AT, "x", 3)))


def test_nothing_is_left_in_the_folder_of_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sheets.workbook([table(("x",))])
    with pytest.raises(ValueError, match="no zone"):
        sheets.workbook([table(("x",), (NAIVE,))])
    assert list(tmp_path.iterdir()) == []


def test_rows_are_taken_one_by_one_and_the_stream_stays_open():
    taken, stream = [], io.BytesIO()
    rows = (taken.append(n) or (n,) for n in range(5))
    sheets.write_csv(table(titles=["n"], rows=rows), stream)
    assert taken == [0, 1, 2, 3, 4]
    assert not stream.closed


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_whatever_a_cell_says_no_reader_takes_it_for_a_formula(text):
    cell = opened(table((text,)))["Tous"]["A2"]
    assert cell.data_type in ("s", "n")
    assert cell.data_type == "s" or cell.value is None
    assert not harmless(written(text)).lstrip().startswith(("=", "+", "-", "@", "＝"))
