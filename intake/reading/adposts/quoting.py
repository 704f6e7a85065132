"""Words of the mended text → the same words as the ad has them, and their line.

Mending takes characters out and puts words together; a quote must be found in the ad as it is. Both are
compared by their letters and digits alone.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import takewhile
from typing import Final

_STRETCHED: Final = "\u0640"  # the Arabic tatweel: a letter to Unicode, and none to a reader


def original(words: str, page: str, near: float) -> tuple[str, int] | None:
    """Find mended words in a page as it was: the words, white space made single, and their line (from 1).

    `near` is how far into the page they stand, from 0 to 1, for words that stand there twice. None if they
    were mended beyond finding.
    """
    letters, places = _letters(page)
    wanted, inside = _letters(words)
    if not wanted:
        return None
    found, at = -1, letters.find(wanted)
    while at >= 0:
        if found >= 0 and abs(at - near * len(letters)) > abs(found - near * len(letters)):
            break
        found, at = at, letters.find(wanted, at + 1)
    if found < 0:
        return None
    ahead = _signs(words[: inside[0]])
    behind = _signs(words[inside[-1] + 1 :])
    start = _beyond(page, places[found], ahead, -1)
    end = _beyond(page, places[found + len(wanted) - 1], behind, 1) + 1
    first = places[found]
    return " ".join(page[start:end].split()), page.count("\n", 0, min(start, first)) + 1


@lru_cache(16)  # each field's quote is looked for in the same pages
def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, taken apart from marks and ligatures, and where each stands."""
    found, places = [], []
    for index, letter in enumerate(text):
        apart = letter if letter.isascii() else unicodedata.normalize("NFKD", letter)
        for part in apart:
            if part.isalnum() and part != _STRETCHED:
                found.append(part)
                places.append(index)
    return "".join(found), places


def _signs(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def _beyond(page: str, index: int, signs: int, step: int) -> int:
    """Go on from a letter over so many signs, such as brackets and quotes, that belong to the words."""
    last = index
    rest = page[index + 1 : index + 40] if step > 0 else page[max(0, index - 39) : index][::-1]
    for steps, letter in enumerate(takewhile(lambda each: not each.isalnum(), rest), 1):
        if not signs:
            break
        if not letter.isspace() and not unicodedata.combining(letter):
            signs -= 1
            last = index + step * steps
        elif unicodedata.combining(letter):
            last = index + step * steps
    return last
