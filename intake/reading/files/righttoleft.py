"""Arabic on the pages of a PDF → the order in which it is read.

PDFium turns what it takes for right-to-left text round by itself, and often wrongly: of a page that a
browser printed, it gave more than half of the words with their letters reversed. Where the letters stand on
the page says it better. Ours is the reverse of the Unicode Bidirectional Algorithm (UAX #9), for the
two levels that letters, numbers and punctuation make; what people force with marks is beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

MAX_CHARS: Final = 20_000  # of a page that are looked at, lest a hostile one takes long
_TALL: Final = 2.5  # times the tallest letter: what is higher is no single line
_GAP: Final = 0.08  # of the tallest letter: between words
_WIDE: Final = 0.25  # the same, where PDFium sees but one word
_ARABIC: Final = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
)
_DIGIT: Final = r"[\d\u0660-\u0669\u06f0-\u06f9]"
_LETTER: Final = re.compile(f"[{_ARABIC}]")
_STRONG: Final = re.compile(r"[^\W\d_]")
_LINES: Final = re.compile(r"[^\r\n\f]+")
_BETWEEN: Final = re.compile(f"[{_ARABIC}](?:(?:[^\\w]|[{_ARABIC}]|\\d)*[{_ARABIC}])?")
# What stands in Arabic from left to right: Latin words with all between them, and numbers.
_ISLAND: Final = re.compile(f"\\+?[^\\W{_ARABIC}](?:[^{_ARABIC}]*[^\\W{_ARABIC}])?")
_NUMBER: Final = re.compile(f"{_DIGIT}+(?:[.,:/\u066b\u066c-]{_DIGIT}+)*")
_PHONE: Final = re.compile(r"(?:\+|0)\d+(?:[ .\u00a0-]?\d+)+")
_LIGATURE: Final = re.compile("ل[اأإآ]|ا?لله")
_BRACKETS: Final = ("()", "[]", "{}", "«»")

_Spot = tuple[float, float, float, float]  # left, right, bottom, top


def reordered(page: pypdfium2.PdfTextPage, text: str) -> str:
    """Put the lines of a page's text that hold Arabic letters into the order of reading.

    `text` is the beginning of what the page holds, as PDFium gives it. A line whose letters stand no one
    beside the other, as on a page that lies on its side, stays as it is.
    """
    if not _LETTER.search(text):
        return text
    arabic = len(_LETTER.findall(text))
    mostly = 2 * arabic >= len(_STRONG.findall(text))
    head, tail = text[:MAX_CHARS], text[MAX_CHARS:]
    return _LINES.sub(lambda line: _line(page, line, mostly=mostly), head) + tail


def _line(page: pypdfium2.PdfTextPage, line: re.Match[str], *, mostly: bool) -> str:
    if not _LETTER.search(line[0]):
        return line[0]
    spots = [_spot(page, line.start() + at, ord(letter)) for at, letter in enumerate(line[0])]
    known = [spot for spot in spots if spot is not None]
    if len(known) < len(spots) or not _level(known):
        return line[0]
    return logical(_seen(line[0], known), mostly=mostly)


def _spot(page: pypdfium2.PdfTextPage, at: int, letter: int) -> _Spot | None:
    """Tell where a character of the text stands; None if PDFium counts it otherwise."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(page.raw, at)
    left, right, bottom, top = (c_double() for _ in range(4))
    if index < 0 or pdfium.FPDFText_GetUnicode(page.raw, index) != letter:
        return None
    if not pdfium.FPDFText_GetCharBox(page.raw, index, left, right, bottom, top):
        return None
    return left.value, right.value, bottom.value, top.value


def _level(spots: list[_Spot]) -> bool:
    """Whether they stand on one line."""
    tallest = max(top - bottom for _, _, bottom, top in spots)
    height = max(top for *_, top in spots) - min(bottom for _, _, bottom, _ in spots)
    return 0 < height <= _TALL * tallest


def _seen(line: str, spots: list[_Spot]) -> str:
    """Give the characters of a line as they stand on the page, from left to right.

    PDFium's spaces in Arabic stand anywhere; where there is one is told by its words and the gaps.
    """
    tallest = max(top - bottom for _, _, bottom, top in spots)
    order = sorted(_places(line, spots))
    seen, before = [], None
    for *_, at in order:
        if before is not None:
            first, last = sorted((before, at))
            between = line[first + 1 : last]
            gap = (spots[at][0] - spots[before][1]) / tallest
            if between and (between.isspace() or gap > (_GAP if re.search(r"\s", between) else _WIDE)):
                seen.append(" ")
        seen.append(line[at])
        before = at
    return "".join(seen)


def _places(line: str, spots: list[_Spot]) -> Iterator[tuple[float, int, int]]:
    """Give where each letter stands, with what tells apart those that stand in one place, and its number.

    The letters of a ligature do. A PDF writes them in the order of reading; where PDFium has turned the
    word round (its first letter stands right), they are in the other, unless it has taken them from a
    presentation form.
    """
    middles = [(left + right) / 2 for left, right, _, _ in spots]
    for word in re.finditer(r"\S+", line):
        start, end = word.span()
        turned = middles[end - 1] < middles[start]
        while start < end:
            stop = next((at for at in range(start, end) if middles[at] != middles[start]), end)
            joined = line[start:stop]
            as_read = bool(_LIGATURE.fullmatch(joined))
            if not as_read and not _LIGATURE.fullmatch(joined[::-1]):
                as_read = not turned
            for at in range(start, stop):
                yield middles[at], -at if as_read else at, at
            start = stop


def logical(seen: str, *, mostly: bool) -> str:
    """Put what is seen from left to right into the order of reading.

    The direction of the line is that of its ends; where they differ, `mostly` says whether the page is
    mostly Arabic.
    """
    strong = _STRONG.findall(seen)
    ends = {bool(_LETTER.match(strong[0])), bool(_LETTER.match(strong[-1]))} if strong else {mostly}
    if ends == {True} or (len(ends) > 1 and mostly):
        return _paired(_from_right(seen).strip())
    return _BETWEEN.sub(lambda found: _from_right(found[0]), seen)


def _from_right(seen: str) -> str:
    """Read from right to left, but Latin words and numbers from left to right."""
    out: list[str] = []
    end = len(seen)
    for island in reversed(list(_ISLAND.finditer(seen))):
        out += (seen[island.end() : end][::-1], _island(island[0]))
        end = island.start()
    return "".join([*out, seen[:end][::-1]])


def _island(seen: str) -> str:
    """Give Latin words as they stand, and numbers one after the other, from right to left.

    A telephone number in groups is forced to stand from left to right as a rule, and begins with 0 or +.
    """
    if _STRONG.search(seen) or (_PHONE.fullmatch(seen) and not re.search(r"[ \u00a0][0+]\d+$", seen)):
        return seen
    return _NUMBER.sub(lambda number: number[0][::-1], seen)[::-1]


def _paired(line: str) -> str:
    """Make brackets open before they close: on paper they are mirrored, in PDFium's text sometimes."""
    for both in _BRACKETS:
        count = len(re.findall(f"[{re.escape(both)}]", line))
        if count and count % 2 == 0:
            sides = iter(both * (count // 2))
            line = re.sub(f"[{re.escape(both)}]", lambda _, sides=sides: next(sides), line)  # type: ignore[misc]
    return line
