"""Where each line of a report stands: pages, columns and line breaks, without a pen.

All is measured in points from the upper left corner. In an Arabic report everything is mirrored: `start`
is the side where reading begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from intake.adapters.report_pdf.text import MAX_TEXT, PAD, Face, Measure, columns, rightwards, wrapped
from intake.domain.report import Report, Table

WIDTH: Final = 595.28  # A4
HEIGHT: Final = 841.89
_SIDE: Final = 46.0
_TOP: Final = 48.0
_BOTTOM: Final = 58.0
_INNER: Final = WIDTH - 2 * _SIDE
_AIR: Final = 3.2  # above and below it
_LABELS: Final = 0.5  # of the width that the labels of facts may take


_TITLE: Final = Face(size=17, bold=True)
_OVER: Final = Face(size=9, grey=95)
_TEXT: Final = Face(size=9.5)
_LABEL: Final = Face(size=9.5, grey=95)
_VALUE: Final = Face(size=9.5, bold=True)
_HEADING: Final = Face(size=11.5, bold=True)
_HEAD: Final = Face(size=8, bold=True)
_CELL: Final = Face(size=8)
_FOOT: Final = Face(size=7.5, grey=95)
_BAND: Final = 232  # grey behind a table's header
_RULE: Final = 205  # of the lines between rows
_STRONG: Final = 120  # of those that end something


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One line of text in a box: its upper left corner, its width, and how it is ordered and aligned."""

    x: float
    y: float
    width: float
    text: str
    face: Face
    rtl: bool  # the order of the text's own words
    right: bool  # aligned to the right


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A filled box; a thin one is a line."""

    x: float
    y: float
    width: float
    height: float
    grey: int


Page = list[Words | Bar]


def laid_out(report: Report, measure: Measure) -> list[Page]:
    """Return the pages of a report."""
    layout = _Layout(report, measure)
    layout.opening()
    for table in report.tables:
        layout.table(table)
    return layout.finished()


class _Layout:
    def __init__(self, report: Report, measure: Measure) -> None:
        self.report = report
        self.measure = measure
        self.rtl = report.language == "ar"
        self.pages: list[Page] = []
        self.y = 0.0
        self.turn()

    # --- places ---

    def turn(self) -> None:
        """Begin a page; a later one says at its head what it belongs to."""
        self.pages.append([])
        self.y = _TOP
        if len(self.pages) > 1:
            name = wrapped(self.measure, self.report.title, _INNER, _FOOT)[:1]
            self.block(name, _FOOT)
            self.y += 8

    @property
    def room(self) -> float:
        """The height that is left on this page."""
        return HEIGHT - _BOTTOM - self.y

    def put(self, text: str, start: float, width: float, face: Face, *, ends: bool = False) -> None:
        """Write a line of the report's own at this height, `start` points from where reading begins."""
        self.word(text, start, width, face, self.y, rtl=self.rtl, ends=ends)

    def word(
        self, text: str, start: float, width: float, face: Face, y: float, *, rtl: bool, ends: bool = False
    ) -> None:
        """Write a line of text at height `y`; `ends`: aligned to where reading ends."""
        x = WIDTH - start - width if self.rtl else start
        right = self.rtl is not ends
        self.pages[-1].append(Words(x=x, y=y, width=width, text=text, face=face, rtl=rtl, right=right))

    def bar(self, y: float, height: float, grey: int) -> None:
        self.pages[-1].append(Bar(x=_SIDE, y=y, width=_INNER, height=height, grey=grey))

    def block(self, lines: list[str], face: Face, start: float = _SIDE, width: float = _INNER) -> None:
        """Write lines one below the other, over as many pages as they take."""
        for line in lines:
            if self.room < face.line:
                self.turn()
            self.put(line, start, width, face)
            self.y += face.line

    # --- parts ---

    def opening(self) -> None:
        """What stands above the tables: whose report it is, its title, its paragraphs and facts."""
        report = self.report
        self.block(wrapped(self.measure, report.organisation, _INNER, _OVER), _OVER)
        self.y += 2
        self.block(wrapped(self.measure, report.title, _INNER, _TITLE), _TITLE)
        self.y += 5
        self.bar(self.y, 0.9, _STRONG)
        self.y += 11
        for line in report.lines:
            self.block(wrapped(self.measure, line, _INNER, _TEXT), _TEXT)
            self.y += 4
        if report.facts:
            self.y += 4
            self.facts()

    def facts(self) -> None:
        """Labels and values in two columns, the values one below the other."""
        labels = [self.measure.clean(fact.label) for fact in self.report.facts]
        widest = max(self.measure.width(label, _LABEL) for label in labels)
        split = min(widest + 1, _INNER * _LABELS)
        rest = _INNER - split - 14
        for fact in self.report.facts:
            face = self.fitting(fact.value, rest)
            left, right = (
                wrapped(self.measure, fact.label, split, _LABEL),
                wrapped(self.measure, fact.value, rest, face),
            )
            height = max(len(left), len(right)) * _LABEL.line
            if self.room < height:
                self.turn()
            for n, line in enumerate(left):
                self.word(line, _SIDE, split, _LABEL, self.y + n * _LABEL.line, rtl=self.rtl)
            ordered = rightwards(fact.value)
            for n, line in enumerate(right):
                y = self.y + n * face.line + (_VALUE.line - face.line) / 2
                self.word(line, _SIDE + split + 14, rest, face, y, rtl=ordered)
            self.y += height + 2.5

    def fitting(self, value: str, width: float) -> Face:
        """Return how a value is written: smaller, within bounds, where one word would be broken."""
        value = self.measure.clean(value)
        if " " in value or self.measure.width(value, _VALUE) <= width:
            return _VALUE
        plain = Face(size=_VALUE.size)
        return Face(size=max(_FOOT.size, min(1.0, width / self.measure.width(value, plain)) * plain.size))

    def table(self, table: Table) -> None:
        """A heading, and below it the header and the rows; the header again on each page."""
        widths = columns(self.measure, table, _INNER, _CELL, _HEAD)
        head = [
            wrapped(self.measure, name, width - 2 * PAD, _HEAD)
            for name, width in zip(table.columns, widths, strict=True)
        ]
        head_height = max(map(len, head), default=0) * _HEAD.line + 2 * _AIR
        self.y += 14
        if self.room < _HEADING.line + head_height + 5 * _CELL.line:
            self.turn()
        self.block(wrapped(self.measure, table.heading, _INNER, _HEADING), _HEADING)
        self.y += 4
        if not table.rows:
            self.block(wrapped(self.measure, table.empty, _INNER, _LABEL), _LABEL)
            return
        self.header(head, widths, head_height)
        for row in table.rows:
            texts = [text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…" for text in row]
            cells = [
                wrapped(self.measure, text, width - 2 * PAD, _CELL)
                for text, width in zip(texts, widths, strict=True)
            ]
            orders = [rightwards(text) for text in texts]
            self.row(cells, orders, widths, (head, head_height))

    def header(self, head: list[list[str]], widths: list[float], height: float) -> None:
        self.bar(self.y, height, _BAND)
        self.cells(head, [self.rtl] * len(head), widths, _HEAD)
        self.y += height

    def row(
        self,
        cells: list[list[str]],
        orders: list[bool],
        widths: list[float],
        header: tuple[list[list[str]], float],
    ) -> None:
        """One row; it goes to the next page as a whole, but one that is longer than a page is broken."""
        while True:
            count = max(1, *map(len, cells))
            fitting = int((self.room - 2 * _AIR) / _CELL.line)
            whole = int((HEIGHT - _TOP - _BOTTOM - 3 * header[1]) / _CELL.line)
            if count > fitting and (count <= whole or fitting < 1):
                self.turn()
                self.header(header[0], widths, header[1])
                continue
            now = min(count, fitting)
            self.cells([lines[:now] for lines in cells], orders, widths, _CELL)
            self.y += now * _CELL.line + 2 * _AIR
            self.bar(self.y, 0.5, _RULE)
            cells = [lines[now:] for lines in cells]
            if not any(cells):
                return

    def cells(self, cells: list[list[str]], orders: list[bool], widths: list[float], face: Face) -> None:
        start = _SIDE
        for lines, rtl, width in zip(cells, orders, widths, strict=True):
            for n, line in enumerate(lines):
                y = self.y + _AIR + n * face.line
                self.word(line, start + PAD, width - 2 * PAD, face, y, rtl=rtl)
            start += width

    def finished(self) -> list[Page]:
        """Return the pages, each with its foot."""
        footer = wrapped(self.measure, self.report.footer, _INNER - 80, _FOOT)[:2]
        pages = self.pages
        for number, page in enumerate(pages, 1):
            self.pages = [page]
            top = HEIGHT - _BOTTOM + 16
            self.bar(top, 0.5, _RULE)
            for n, line in enumerate(footer):
                self.word(line, _SIDE, _INNER - 80, _FOOT, top + 5 + n * _FOOT.line, rtl=self.rtl)
            count = f"{number} / {len(pages)}"
            self.word(count, _SIDE + _INNER - 70, 70, _FOOT, top + 5, rtl=False, ends=True)
        return pages
