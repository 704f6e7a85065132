"""The pen: fonts, shaping and the writing of the file, by fpdf2 and HarfBuzz."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

import uharfbuzz  # noqa: F401  # fpdf2 shapes with it, where it is there: without it no Arabic could be read
from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import TTFFont

from intake.adapters.report_pdf.layout import Bar, Page, Words
from intake.adapters.report_pdf.text import Face
from intake.domain.report import Report

_FONTS: Final = Path(__file__).parents[1] / "fonts"
_FAMILY: Final = "DejaVu"
_UNIT: Final = 100.0  # points at which widths are measured once, for every size
# Embeddings, overrides and isolates (UAX #9, 2): a name may not turn around what stands beside it.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
# Letters in one of their shapes: their text is what is shaped.
_SHAPES: Final = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_LACKING: Final = "\ufffd"
# A reader that orders words by their direction takes a ligature's letters for two that follow each other,
# and turns them around: lam and alef are told by their one character, which every reader takes apart.
_LAM_ALEF: Final[dict[tuple[int, ...], int]] = {
    (0x644, 0x622): 0xFEF5,
    (0x644, 0x623): 0xFEF7,
    (0x644, 0x625): 0xFEF9,
    (0x644, 0x627): 0xFEFB,
}


class Ink:
    """One document in the making."""

    def __init__(self) -> None:
        pdf = FPDF(unit="pt", format="A4")
        pdf.alias_nb_pages(None)  # type: ignore[arg-type]  # nobody's name stands for the number of pages
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.add_font(_FAMILY, "", _FONTS / "DejaVuSans.ttf")
        pdf.add_font(_FAMILY, "B", _FONTS / "DejaVuSans-Bold.ttf")
        pdf.set_text_shaping(True)
        self._pdf = pdf
        self._widths: dict[tuple[str, bool], float] = {}
        self._fonts = [font for font in pdf.fonts.values() if isinstance(font, TTFFont)]
        self._known = frozenset.intersection(*(frozenset(font.cmap) for font in self._fonts))

    def clean(self, text: str) -> str:
        """Return the text on one line, as the fonts can write it; a letter that they lack is U+FFFD."""
        text = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _TURNING.sub("", text))
        shown = " ".join(
            re.split(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+", unicodedata.normalize("NFC", text))
        )
        return "".join(c if ord(c) in self._known else _LACKING for c in shown).strip(" ")

    def width(self, text: str, face: Face) -> float:
        """Return the width of a clean text in points."""
        key = (text, face.bold)
        if key not in self._widths:
            self._pdf.set_font(_FAMILY, "B" if face.bold else "", _UNIT)
            self._widths[key] = self._pdf.get_string_width(text)
        return self._widths[key] * face.size / _UNIT

    def pdf(self, pages: list[Page], report: Report) -> bytes:
        """Return the pages as a file."""
        pdf = self._pdf
        for page in pages:
            pdf.add_page()
            for mark in page:
                self._draw(mark)
        pdf.set_title(self.clean(report.title))
        pdf.set_author(self.clean(report.organisation))
        pdf.set_creator("intake")
        pdf.set_lang(report.language)
        pdf.set_creation_date(report.at)
        self._tell_letters()
        return bytes(pdf.output())

    def _draw(self, mark: Words | Bar) -> None:
        pdf = self._pdf
        if isinstance(mark, Bar):
            pdf.set_fill_color(mark.grey)
            pdf.rect(mark.x, mark.y, mark.width, mark.height, style="F")
            return
        pdf.set_text_shaping(True, direction="rtl" if mark.rtl else "ltr")
        pdf.set_font(_FAMILY, "B" if mark.face.bold else "", mark.face.size)
        pdf.set_text_color(mark.face.grey)
        pdf.set_xy(mark.x, mark.y)
        pdf.cell(mark.width, mark.face.line, mark.text, align=Align.R if mark.right else Align.L)

    def _tell_letters(self) -> None:
        """Say of each shape which letters it is, so that the text can be searched and copied."""
        for font in self._fonts:
            alone = {glyph_id: code for code, glyph_id in font.glyph_ids.items()}
            for glyph in (glyph for glyph, _ in font.subset.items() if glyph is not None):
                letters = glyph.unicode if isinstance(glyph.unicode, tuple) else (glyph.unicode,)
                if letters in _LAM_ALEF:
                    glyph.unicode = (_LAM_ALEF[letters],)
                # A mark that was set with another; a bracket, which a reader turns as it was turned here.
                elif glyph.glyph_id in alone and (len(letters) != 1 or _turned(letters[0])):
                    glyph.unicode = (alone[glyph.glyph_id],)


def _turned(code: int) -> bool:
    """Whether a character is shown mirrored in Arabic (UAX #9, L4)."""
    return unicodedata.mirrored(chr(code)) == 1
