"""Text → the folded lines that the clues are written for."""

from __future__ import annotations

import re
import unicodedata
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
_SPACED: Final = re.compile(r"\w(?: \w){3,}")
_BULLET: Final = re.compile(r"^(?:[\W_]+|(?:\d{1,2}|[ivx]{1,4})\s*[.)\-:]\s*)+")


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes and dashes, one form of each Arabic letter and digit.

    Ligatures and presentation forms are taken apart (NFKC); lines stay lines.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_UNIFIED)).casefold()
    return unaccent(plain).translate(_DIGITS)


def unaccent(text: str) -> str:
    """Remove accents and vowel marks, and unify the forms of Arabic letters; patterns pass it unharmed."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(each for each in apart if unicodedata.category(each) != "Mn").translate(_UNIFIED)


def lines(text: str) -> list[str]:
    """Fold a text into its lines, spaces made single, without bullets and numbers before them."""
    folded = (re.sub(r"[ \t\u00a0]+", " ", fold(line[:MAX_LINE])).strip() for line in text.splitlines())
    return [_BULLET.sub("", line) for line in folded if line]


def headings(text: str) -> list[str]:
    """Give what may be headings, without spaces: short lines, cells, and what stands before a colon."""
    found = []
    for line in text.splitlines():
        sentence = line.rstrip().endswith((".", ",", ";"))
        if sentence and ":" not in line:
            continue
        for cell in re.split(r"\t|\||  {2,}", line[:MAX_LINE]):
            folded = _BULLET.sub("", fold(cell).strip())
            before_colon = folded.split(":")[0]
            for part in dict.fromkeys((before_colon,) if sentence else (folded, before_colon)):
                squeezed = re.sub(r"[^\w&']", "", part).replace("_", "")
                if 0 < len(squeezed) <= 60 and (len(part.split()) <= 7 or _SPACED.search(part)):  # noqa: PLR2004
                    found.append(squeezed)
    return found
