"""Text → the folded lines that the clues are written for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

MAX_LINE: Final = 2_000  # characters of a line that are looked at
_UNIFIED: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "ـ": None, "œ": "oe", "æ": "ae",
        **dict.fromkeys("’‘ʼ´`′", "'"), **dict.fromkeys("–—−‐‑‒", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069", None),
        **dict.fromkeys("\ufeff\u00ad", None),
    }
)  # fmt: skip
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
# The marks of the scripts that we read, and of those that are pasted from elsewhere (category Mn).
_MARKS: Final = ((0x300, 0x36F), (0x483, 0x487), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F),
    (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E8), (0x6EA, 0x6ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0), (0xFE00, 0xFE2F))  # fmt: skip
_BARE: Final = _UNIFIED | {
    code: None for first, last in _MARKS for code in range(first, last + 1) if chr(code) != "־"
}
_ROW: Final = 300  # characters
_SPACED: Final = re.compile(r"\w(?: \w){3,}")
_CELLS: Final = re.compile(r"\t|\||  {2,}")
_BEFORE: Final = re.compile(r":| - ")
_BETWEEN: Final = re.compile(r"[^\w&']")
_BULLET: Final = re.compile(r"^(?:[\W_]+|(?:\d{1,2}|[ivx]{1,4})\s*[.)\-:]\s*)+")


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes and dashes, one form of each Arabic letter and digit.

    Ligatures and presentation forms are taken apart (NFKC); lines stay lines.
    """
    return _fold_row(text) if len(text) < _ROW else _fold(text)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_UNIFIED)).casefold()
    return unaccent(plain).translate(_DIGITS)


_fold_row = lru_cache(4096)(_fold)  # the same rows are looked at for several reasons


def unaccent(text: str) -> str:
    """Remove accents and vowel marks, and unify the forms of Arabic letters; patterns pass it unharmed."""
    return unicodedata.normalize("NFD", text).translate(_BARE)


def lines(text: str) -> list[str]:
    """Fold a text into its lines, spaces made single, without bullets and numbers before them."""
    folded = (re.sub(r"[ \t\u00a0]+", " ", fold(line[:MAX_LINE])).strip() for line in text.splitlines())
    return [_BULLET.sub("", line) for line in folded if line]


def headings(text: str) -> list[str]:
    """Give what may be headings, without spaces: short lines, cells, and what stands before a colon."""
    return [found for line in text.splitlines() for found in _headings(line[:MAX_LINE])]


@lru_cache(4096)  # the same rows are looked at for several reasons
def _headings(line: str) -> tuple[str, ...]:
    sentence = line.rstrip().endswith((".", ",", ";"))
    if sentence and ":" not in line:
        return ()
    found = []
    for cell in _CELLS.split(line):
        folded = _BULLET.sub("", fold(cell).strip())
        before_colon = _BEFORE.split(folded)[0].strip()
        for part in dict.fromkeys((before_colon,) if sentence else (folded, before_colon)):
            squeezed = _BETWEEN.sub("", part).replace("_", "")
            if 0 < len(squeezed) <= 60 and (len(part.split()) <= 7 or _SPACED.search(part)):  # noqa: PLR2004
                found.append(squeezed)
    return tuple(found)
