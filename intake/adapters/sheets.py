"""Tables as files that spreadsheets open: .xlsx (ECMA-376) and .csv (RFC 4180).

No cell of them is ever a formula. Both are written row by row, however many there are; the same table
gives the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from intake.domain.sheet import Cell, Column, Sheet, harmless, is_formula, written

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv"

ROWS: Final = 1_048_576  # of one sheet, its header among them (Excel's "specifications and limits")
_NAME: Final = 31  # characters of a sheet's name, the same
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED: Final = frozenset({"history"})  # Excel refuses it
_DIGITS: Final = 10**15  # a cell holds a number of 15 digits exactly; what is longer is text
_NARROWEST: Final = 8  # characters
_DATE: Final = "yyyy-mm-dd hh:mm"
_FIRST_YEAR: Final = 1900  # before it Excel knows no dates
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)  # of no importance, but the same at each try


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the sheets as the bytes of an .xlsx file; see `write_workbook`."""
    stream = BytesIO()
    write_workbook(sheets, stream)
    return stream.getvalue()


def write_workbook(sheets: Iterable[Sheet], to: BinaryIO) -> None:
    """Write the sheets as an .xlsx file, in constant memory.

    A table that is longer than a sheet may be goes on in a further one. Raises ValueError where a row
    has not a cell for each column, or a time no zone.
    """
    import xlsxwriter

    # The library leaves its files behind when it fails: here they go with their folder.
    with TemporaryDirectory(prefix="intake-") as folder:
        book = xlsxwriter.Workbook(to, {"constant_memory": True, "tmpdir": folder})
        try:
            book.set_properties({"created": _CREATED.replace(tzinfo=None)})
            book.set_size(24_000, 14_000)
            forms = _Forms(book)
            names: set[str] = set()
            for sheet in sheets:
                for number, rows in enumerate(_pages(iter(sheet.rows))):
                    name = _name(sheet.name, number, names)
                    _write(book.add_worksheet(name), sheet, rows, forms)
            book.close()
        except BaseException:
            _forget(book)
            raise


def csv_file(sheet: Sheet) -> bytes:
    """Return the sheet as the bytes of a .csv file; see `write_csv`."""
    stream = BytesIO()
    write_csv(sheet, stream)
    return stream.getvalue()


def write_csv(sheet: Sheet, to: BinaryIO) -> None:
    """Write the sheet as a .csv file in UTF-8 with its mark (for Excel) and CRLF.

    Text that could begin a formula has an apostrophe before it, times are local. Raises ValueError as
    `write_workbook` does.
    """
    with ExitStack() as stack:
        text = TextIOWrapper(to, encoding="utf-8-sig", newline="")
        stack.callback(text.detach)  # the stream stays open: it is the caller's
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow([harmless(written(column.title)) for column in sheet.columns])
        for row in sheet.rows:
            lines.writerow([_plain(cell, sheet) for cell in _whole(row, sheet)])
        text.flush()


# --- .xlsx -------------------------------------------------------------------


class _Forms:
    """How cells look: plain ones, those that begin like a formula, times, and headers."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.text: Format = book.add_format(top)
        self.quoted: Format = book.add_format({**top, "quote_prefix": True})  # stays text when edited
        self.time: Format = book.add_format({**top, "num_format": _DATE, "align": "left"})
        self.header: Format = book.add_format({**top, "bold": True, "bottom": 1})


def _forget(book: Any) -> None:
    """Close what the library would leave open."""
    book.fileclosed = True
    for page in book.worksheets():
        page.row_data_fh.close()


def _pages(rows: Iterator[tuple[Cell, ...]]) -> Iterator[Iterator[tuple[Cell, ...]]]:
    """Yield the rows in runs that a sheet holds below its header; at least one run, if of none."""
    yield islice(rows, ROWS - 1)
    for first in rows:
        yield _chained(first, islice(rows, ROWS - 2))


def _chained(first: tuple[Cell, ...], rest: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    yield first
    yield from rest


def _name(name: str, number: int, taken: set[str]) -> str:
    """Return a name that Excel takes and that no other sheet has, whatever its case."""
    plain = "".join(c for c in name.translate(_FORBIDDEN) if c.isprintable())
    plain = " ".join(plain.split()).strip("'") or "1"
    count = number + 1
    while True:
        tail = "" if count == 1 else f" ({count})"
        short = plain
        while len(f"{short}{tail}".encode("utf-16-le")) > _NAME * 2:
            short = short[:-1]
        full = f"{short.strip(chr(39) + ' ')}{tail}"
        if full.lower() not in taken | _RESERVED:
            taken.add(full.lower())
            return full
        count += 1


def _write(page: Worksheet, sheet: Sheet, rows: Iterator[tuple[Cell, ...]], forms: _Forms) -> None:
    if sheet.right_to_left:
        page.right_to_left()
    page.freeze_panes(1, 0)
    widths = [_width(column.title) + 3 for column in sheet.columns]  # the filter's button has a place there
    for x, column in enumerate(sheet.columns):
        page.write_string(0, x, written(column.title), forms.header)
    y = 0
    for y, row in enumerate(rows, 1):
        for x, cell in enumerate(_whole(row, sheet)):
            _put(page, y, x, _local(cell, sheet), forms)
            widths[x] = max(widths[x], _width(cell))
    for x, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.set_column(x, x, _bounded(width, column))
    if sheet.columns:
        page.autofilter(0, 0, y, len(sheet.columns) - 1)


def _bounded(width: int, column: Column) -> int:
    return max(_NARROWEST, min(width + 1, column.widest))


def _width(cell: Cell) -> int:
    """How many characters wide a cell is shown, about."""
    if isinstance(cell, datetime):
        return len(_DATE)
    return max(map(len, str(cell)[:1_000].split("\n"))) if cell is not None else 0


def _put(page: Worksheet, y: int, x: int, cell: str | int | datetime | None, forms: _Forms) -> None:
    """Write a cell by its type; the library is never asked to guess one."""
    if isinstance(cell, datetime):
        page.write_datetime(y, x, cell, forms.time)
    elif isinstance(cell, int) and abs(cell) < _DIGITS:
        page.write_number(y, x, cell, forms.text)
    elif cell is not None and cell != "":
        text = written(str(cell))
        page.write_string(y, x, text, forms.quoted if is_formula(text) else forms.text)


# --- both --------------------------------------------------------------------


def _whole(row: tuple[Cell, ...], sheet: Sheet) -> tuple[Cell, ...]:
    if len(row) != len(sheet.columns):
        raise ValueError(f"A row of {len(row)} cells stands in a table of {len(sheet.columns)} columns.")
    return row


def _local(cell: Cell, sheet: Sheet) -> Cell:
    """Return a time as the sheet's wall clock shows it, naive; what Excel cannot count, as text."""
    if not isinstance(cell, datetime):
        return cell
    if cell.tzinfo is None:
        raise ValueError("A time in a table has no zone.")
    local = cell.astimezone(sheet.zone).replace(tzinfo=None)
    return local if local.year > _FIRST_YEAR else local.isoformat(sep=" ", timespec="minutes")


def _plain(cell: Cell, sheet: Sheet) -> str | int | None:
    local = _local(cell, sheet)
    if isinstance(local, datetime):
        return local.isoformat(sep=" ", timespec="minutes")
    return harmless(written(local)) if isinstance(local, str) else local
