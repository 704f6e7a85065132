"""Names of files inside files → names fit for showing."""

from __future__ import annotations

import unicodedata
from typing import Final

_MAX_NAME: Final = 200  # characters
# The code pages of Windows and of its ZIP folders, French and Arabic; the first of the best is taken.
_PAGES: Final = ("cp1252", "cp850", "cp1256", "cp720")
_FRENCH: Final = frozenset("àâäçèéêëîïôöùûüœÀÂÇÈÉÊËÎÏÔÙÛÜ’°")


def shown(name: str, fallback: str = "(nameless)") -> str:
    """Give a member's path for showing: no root, no climbing, nothing unprintable, 200 characters."""
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip() not in {"", ".", ".."}]
    path = "".join(character for character in "/".join(parts) if character.isprintable())
    return path[-_MAX_NAME:].lstrip("/") or fallback


def guess(raw: bytes) -> str:
    """Decode a name whose charset nobody wrote down: UTF-8, else the page with the likeliest letters."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        readings = [raw.decode(page, "replace") for page in _PAGES]
    return max(readings, key=_likelihood)


def _likelihood(name: str) -> int:
    """Score the non-ASCII characters of a name: those of French and Arabic words speak for a reading."""
    score, before = 0, ""
    for index, character in enumerate(name[:_MAX_NAME]):
        if not character.isascii():
            score += _weight(character, before, name[index + 1 : index + 2])
        before = character
    return score


def _weight(character: str, before: str, after: str) -> int:
    if character in _FRENCH:
        # A capital stands at the start of a word or among capitals, a small letter never among those.
        stray = before.islower() if character.isupper() else before.isupper() and after.isupper()
        return 0 if stray else 2
    if _arabic(character):
        mixed = any(each.isalpha() and not _arabic(each) for each in (before, after))
        return -3 if mixed else 2
    return 0 if character.isalpha() else -3


def _arabic(character: str) -> bool:
    return "\u0600" <= character <= "\u06ff" and unicodedata.category(character)[0] in "LM"
