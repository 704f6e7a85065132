"""Lines and columns: how texts are broken, and how much room each column of a table is given."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Protocol

from intake.domain.report import Table

PAD: Final = 5.0  # beside a cell's text
MAX_TEXT: Final = 4_000  # characters of one cell
_LEADING: Final = 1.42
_WIDEST: Final = 190.0  # of a column's wish, where room is scarce
_SHORT: Final = 104.0  # a column whose cells are no wider is not broken: a reference, a time, a number
_BREAKS: Final = "@._-/"  # behind which a word that is too long is broken, where there is one


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """How a text looks: its size in points, weight, and grey from 0 (black) to 255."""

    size: float
    bold: bool = False
    grey: int = 20

    @property
    def line(self) -> float:
        """The height of one line."""
        return self.size * _LEADING


class Measure(Protocol):
    """What the layout asks of the pen."""

    def clean(self, text: str) -> str:
        """Return the text as it can be written."""
        ...

    def width(self, text: str, face: Face) -> float:
        """Return its width in points."""
        ...


def rightwards(text: str) -> bool:
    """Whether a text is read from right to left: by its first letter (UAX #9, P2 and P3)."""
    kinds = (unicodedata.bidirectional(c) for c in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def wrapped(measure: Measure, text: str, width: float, face: Face) -> list[str]:
    """Return the lines of a text; a word that is wider than a line is broken."""
    lines: list[str] = []
    line, used, space = "", 0.0, measure.width(" ", face)
    for word in measure.clean(text).split(" "):
        for piece, size in pieces(measure, word, width, face):
            if line and used + space + size <= width:
                line, used = f"{line} {piece}", used + space + size
                continue
            if line:
                lines.append(line)
            line, used = piece, size
    return [*lines, line] if line else lines


def pieces(measure: Measure, word: str, width: float, face: Face) -> list[tuple[str, float]]:
    """Return a word with its width, or the parts of one that is too long for a line."""
    parts: list[tuple[str, float]] = []
    while word:
        size = measure.width(word, face)
        if size <= width or len(word) == 1:
            return [*parts, (word, size)]
        cut = max(1, fitting(measure, word, width, face))
        while cut > 1 and unicodedata.combining(word[cut]):
            cut -= 1
        mark = max(word.rfind(c, 0, cut) for c in _BREAKS) + 1
        cut = mark if mark > cut // 2 else cut
        parts.append((word[:cut], measure.width(word[:cut], face)))
        word = word[cut:]
    return parts


def fitting(measure: Measure, word: str, width: float, face: Face) -> int:
    """Return how many of a word's first characters are no wider than `width`."""

    def size(count: int) -> float:
        return measure.width(word[:count], face)

    return bisect_right(range(1, len(word)), width, key=size)


def columns(measure: Measure, table: Table, room: float, cell: Face, head: Face) -> list[float]:
    """Return the widths of the columns: what each wants, or its fair share where that is too much."""
    wanted, needed = [], []
    for x, name in enumerate(table.columns):
        texts = {measure.clean(row[x][:MAX_TEXT]) for row in table.rows}
        title = measure.clean(name)
        longest = max((word_width(measure, text, cell) for text in texts), default=0.0)
        whole = max((measure.width(text[:200], cell) for text in texts), default=0.0)
        fixed = whole if whole <= _SHORT else min(longest, _SHORT)
        least = max(fixed, word_width(measure, title, head)) + 2 * PAD + 1
        needed.append(least)
        wanted.append(max(whole + 2 * PAD + 1, least, measure.width(title, head) + 2 * PAD + 1))
    return shared(wanted, needed, room)


def word_width(measure: Measure, text: str, face: Face) -> float:
    """Return the width of the widest word."""
    return max(measure.width(word[:80], face) for word in text.split(" "))


def shared(wanted: list[float], needed: list[float], whole: float) -> list[float]:
    """Return widths that fill `whole`: as columns want where there is room, else from what they need up."""
    total = sum(wanted)
    if total <= whole:
        return [width * whole / total for width in wanted]
    wishes = [max(least, min(most, _WIDEST)) for most, least in zip(wanted, needed, strict=True)]
    least = sum(needed)
    if least >= whole:
        return [width * whole / least for width in needed]
    spread = sum(wishes) - least
    if spread <= 0:
        return [width * whole / least for width in needed]
    return [low + (high - low) * (whole - least) / spread for high, low in zip(wishes, needed, strict=True)]
