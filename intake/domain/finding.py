"""By which words an application is found, and by what it is sorted: pure text, without case and accents.

Names and the parts of addresses are kept as words, an address and a reference besides as a whole (`=` and the
text), so that what begins like one is told from what is meant by it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SHORTEST: Final = 3  # letters from which the beginning of a word finds it; fewer are a whole word
_ARABIC: Final = str.maketrans("أإآىة", "ااايه", "ـ")
_LONGEST: Final = 100  # letters of a word, or of a key
_READ: Final = 300  # letters of what is asked
_MOST: Final = 8  # words of what is asked
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_ADDRESS: Final = re.compile(r"[^@]+@[^@]+\.[^@.]{2,}")
_REFERENCE: Final = re.compile(r"(.+-\d{4}-)(\d{1,9})")
_NUMBERED: Final = 4  # digits of a reference's number, at least


def folded(text: str) -> str:
    """Return a text without case, accents, and the ways to write one Arabic letter."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each)).strip()


def name_key(name: str | None, email: str | None) -> str:
    """Return what an application is sorted by: its candidate's name, else the address."""
    return folded(name or email or "")[:_LONGEST]


def words_of(name: str | None, email: str | None, reference: str) -> frozenset[str]:
    """Return the words that find an application: of name and address; address and reference as a whole."""
    parts = (folded(name or ""), folded((email or "").partition("@")[0]))
    found = {each[:_LONGEST] for part in parts for each in _WORD.findall(part)}
    return frozenset(found | {_whole(each) for each in (email, reference) if each})


def asked(text: str) -> tuple[str, ...]:
    """Return the words that somebody looks for, each once; `=` begins an address or a reference."""
    found: list[str] = []
    for each in folded(text[:_READ]).split():
        number = _REFERENCE.fullmatch(each)
        if number:
            found.append(_whole(number[1] + number[2].zfill(_NUMBERED)))
        elif _ADDRESS.fullmatch(each):
            found.append(_whole(each))
        else:
            found += [word[:_LONGEST] for word in _WORD.findall(each.partition("@")[0])]
    return tuple(dict.fromkeys(found))[:_MOST]


def begins(word: str) -> bool:
    """Whether a word that is asked for finds all that begin with it."""
    return len(word) >= SHORTEST and not word.startswith("=")


def _whole(text: str) -> str:
    return f"={folded(text)}"[:_LONGEST]
