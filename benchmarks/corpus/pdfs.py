"""Papers → PDFs with a text layer, as word processors, design programs and web browsers make them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Final

import arabic_reshaper
from bidi.algorithm import get_display
from PIL import ImageFont
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.blocks import Block, columns
from corpus.texts import Page

_LATIN: Final = (
    ("DejaVuSans", "DejaVuSans-Bold"), ("DejaVuSerif", "DejaVuSerif-Bold"),
    ("LiberationSans-Regular", "LiberationSans-Bold"), ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    ("NotoSans-Regular", "NotoSans-Bold"), ("NotoSerif-Regular", "NotoSerif-Bold"),
)  # fmt: skip
_ARABIC: Final = (
    ("DejaVuSans", "DejaVuSans-Bold"), ("NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"),
)  # fmt: skip
_LETTERS: Final = re.compile(r"[؀-ۿ]")
_FONTS_MISSING: Final = "No font for this script: install the packages fonts-dejavu-core and fonts-noto-core."
_SPARE: Final = "DejaVuSans"  # for letters that a font lacks
_BEYOND_LATIN: Final = 0x100  # what the fonts of every PDF reader hold
_TINTS: Final = ((0.1, 0.2, 0.4), (0, 0, 0), (0.35, 0.1, 0.1), (0, 0.35, 0.3))


@dataclass(frozen=True, kw_only=True)
class _Style:
    """The look of one paper."""

    regular: str
    bold: str
    size: float
    arabic: bool
    paper: tuple[float, float]
    margin: float
    bullet: str
    tint: tuple[float, float, float]
    scattered: bool  # lines of two columns go into the file by their height, not column by column
    side_last: bool
    header: str
    footer: bool


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A piece of text at its place."""

    x: float
    y: float
    text: str
    font: str
    size: float
    tint: tuple[float, float, float] = (0, 0, 0)


def pdf(pages: Sequence[Page], language: str, rng: Random, header: str = "") -> bytes:
    """Set pages in type; `header` may stand on top of each. A page of the text may need two of paper."""
    style = _style(language, rng, header)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=style.paper, invariant=1)
    sheets = [sheet for page in pages for sheet in _sheets(page, style)]
    for number, sheet in enumerate(sheets, 1):
        pieces = [*_frame(style, number, len(sheets)), *sheet]
        for piece in sorted(pieces, key=lambda each: -each.y) if style.scattered else pieces:
            _draw(canvas, piece)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _style(language: str, rng: Random, header: str) -> _Style:
    arabic, known = language == "ar", typefaces(language)
    if not known:
        raise SystemExit(_FONTS_MISSING)
    regular, bold = rng.choice(known)
    return _Style(
        regular=regular, bold=bold, size=rng.choice((9, 10, 10.5, 11, 12)), arabic=arabic,
        paper=rng.choice((A4, A4, A4, LETTER)), margin=rng.choice((40, 56, 72)),
        bullet=rng.choice("•–▪-") if regular.startswith("DejaVu") else rng.choice("•–-"),
        tint=rng.choice(_TINTS), scattered=rng.random() < 0.1,  # noqa: PLR2004
        side_last=rng.random() < 0.4, header=header if rng.random() < 0.3 else "", footer=rng.random() < 0.3,  # noqa: PLR2004
    )  # fmt: skip


def typefaces(language: str) -> list[tuple[str, str]]:
    """Give the fonts (regular, bold) that the system has for a language; there may be none for Arabic."""
    wanted = _ARABIC if language == "ar" else (*_LATIN, ("Helvetica", "Helvetica-Bold"))
    return [pair for pair in wanted if all(_known(name) for name in pair)]


@cache
def _known(name: str) -> bool:
    if name.startswith("Helvetica"):
        return True
    try:
        pdfmetrics.registerFont(TTFont(name, ImageFont.truetype(f"{name}.ttf").path))
    except OSError:
        return False
    return True


def _frame(style: _Style, number: int, count: int) -> list[_Piece]:
    width, height = style.paper
    small = style.size - 2
    found = []
    if style.header:
        found.append(_Piece(x=style.margin, y=height - 30, text=style.header, font=style.regular, size=small))
    if style.footer:
        text = f"{number} / {count}"
        found.append(_Piece(x=width / 2 - 12, y=24, text=text, font=style.regular, size=small))
    return found


def _sheets(page: Page, style: _Style) -> list[list[_Piece]]:
    """Place the lines of a page; what does not fit goes to a further one."""
    width, _ = style.paper
    found, inner = columns(page), width - 2 * style.margin
    if not found.side:
        return _Column(style, style.margin, inner).sheets(found.main)
    narrow = inner * 0.33
    left, right = style.margin, style.margin + narrow + 20
    side_x, main_x = (left + inner - narrow, left) if style.arabic else (left, right)
    side = _Column(style, side_x, narrow).sheets(found.side)
    main = _Column(style, main_x, inner - narrow - 20).sheets(found.main)
    both = (main, side) if style.side_last else (side, main)
    count = max(len(side), len(main))
    return [[*(both[0][n : n + 1] or [[]])[0], *(both[1][n : n + 1] or [[]])[0]] for n in range(count)]


class _Column:
    """Lines one below the other in a column, over as many sheets as it takes."""

    def __init__(self, style: _Style, x: float, width: float) -> None:
        self._style, self._x, self._width = style, x, width
        self._done: list[list[_Piece]] = [[]]
        self._y = self._top = style.paper[1] - style.margin

    def sheets(self, blocks: Sequence[Block]) -> list[list[_Piece]]:
        """Place blocks."""
        for block in blocks:
            if block.sort == "gap":
                self._y -= self._style.size * 0.8
            elif block.sort == "row":
                self._row(block)
            else:
                self._lines(block)
        return self._done

    def _lines(self, block: Block) -> None:
        style = self._style
        large = {"title": 1.5, "heading": 1.15}.get(block.sort, 1)
        font = style.bold if large > 1 else style.regular
        size, tint = style.size * large, style.tint if large > 1 else (0, 0, 0)
        text = f"{style.bullet} {block.text}" if block.sort == "bullet" else block.text
        for line in wrapped(text, font, size, self._width):
            wide = _width(line, font, size)
            fit = (
                min(1, self._width / wide) if wide else 1
            )  # an address longer than the column is set smaller
            room = self._width - wide * fit
            to_right = block.sort == "right" or (style.arabic and block.sort != "centred")
            x = self._x + (room / 2 if block.sort == "centred" else room if to_right else 0)
            self._place([_Piece(x=x, y=0, text=line, font=font, size=size * fit, tint=tint)], size)

    def _row(self, block: Block) -> None:
        style = self._style
        cells = block.cells[::-1] if style.arabic else block.cells
        each = self._width / max(len(cells), 1)
        room = each - 8
        set_cells = [wrapped(cell, style.regular, style.size, room) for cell in cells]
        for depth in range(max(map(len, set_cells))):
            pieces = []
            for number, lines in enumerate(set_cells):
                if depth < len(lines):
                    wide = _width(lines[depth], style.regular, style.size)
                    fit = min(1, room / wide) if wide else 1
                    x = self._x + number * each + (room - wide * fit if style.arabic else 0)
                    size = style.size * fit
                    pieces.append(_Piece(x=x, y=0, text=lines[depth], font=style.regular, size=size))
            self._place(pieces[::-1] if style.arabic else pieces, style.size)

    def _place(self, pieces: Sequence[_Piece], size: float) -> None:
        if self._y - size < self._style.margin:
            self._done.append([])
            self._y = self._top
        self._y -= size * 1.3
        self._done[-1] += [
            _Piece(x=each.x, y=self._y, text=each.text, font=each.font, size=each.size, tint=each.tint)
            for each in pieces
        ]


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines of that width, in the order in which it is read."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if row and _width(longer, font, size) > width:
            rows.append(row)
            row = word
        else:
            row = longer
    return [*rows, row]


def _width(text: str, font: str, size: float) -> float:
    return sum(float(pdfmetrics.stringWidth(part, name, size)) for name, part in _runs(_shown(text), font))


def _draw(canvas: Canvas, piece: _Piece) -> None:
    canvas.setFillColorRGB(*piece.tint)
    x = piece.x
    for name, part in _runs(_shown(piece.text), piece.font):
        canvas.setFont(name, piece.size)
        canvas.drawString(x, piece.y, part)
        x += pdfmetrics.stringWidth(part, name, piece.size)


def _runs(text: str, font: str) -> list[tuple[str, str]]:
    """Divide a text by the fonts that have its letters; a letter that none has is left out."""
    found: list[tuple[str, str]] = []
    for letter in text:
        name = next((each for each in (font, _SPARE) if _has(each, letter)), None)
        if name and found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + letter)
        elif name:
            found.append((name, letter))
    return found


def _has(font: str, letter: str) -> bool:
    face = pdfmetrics.getFont(font).face if _known(font) else None
    glyphs = getattr(face, "charToGlyph", None)
    return ord(letter) < _BEYOND_LATIN if glyphs is None else ord(letter) in glyphs


@lru_cache(maxsize=10_000)
def _shown(text: str) -> str:
    """The letters as they stand on paper, from left to right, each in the form that joins its neighbours."""
    return str(get_display(arabic_reshaper.reshape(text))) if _LETTERS.search(text) else text
