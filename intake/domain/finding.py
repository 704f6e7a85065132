"""By which words an application is found, and by what it is sorted: pure text, without case and accents."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ARABIC: Final = str.maketrans("أإآىة", "ااايه", "ـ")
_LONGEST: Final = 100  # letters of a word, or of a key
_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return a text without case, accents, and the ways to write one Arabic letter."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each)).strip()


def name_key(name: str | None, email: str | None) -> str:
    """Return what an application is sorted by: its candidate's name, else the address."""
    return folded(name or email or "")[:_LONGEST]


def words_of(name: str | None, email: str | None, reference: str) -> frozenset[str]:
    """Return the words that find an application: of its name, its address and its reference."""
    parts = (folded(name or ""), folded((email or "").partition("@")[0]), folded(reference))
    found = {each for part in parts for each in _WORD.findall(part)}
    return frozenset(each[:_LONGEST] for each in found | {folded(email or ""), folded(reference)} if each)


def asked(text: str) -> tuple[str, ...]:
    """Return the words that somebody looks for, each once; an address or a reference is one word."""
    found: list[str] = []
    for each in folded(text).split():
        whole = "@" in each or any(letter.isdigit() for letter in each)
        found += [each[:_LONGEST]] if whole else [word[:_LONGEST] for word in _WORD.findall(each)]
    return tuple(dict.fromkeys(found))
