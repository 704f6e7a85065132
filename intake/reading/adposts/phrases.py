"""Tables of wordings → one pattern over `Ad.folded`: the wordings are kept as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from intake.reading.adposts.ad import fold_in_place

_GAP: Final = r"(?:\s{1,9}\S{1,24}){0,3}?\s{1,9}"  # bounded: an ad may be hostile


def phrases(*wordings: str, loose: bool = False) -> re.Pattern[str]:
    """Compile wordings, divided by lines or " / ", to a pattern that finds any of them as whole words.

    A space stands for any white space, `*` for the rest of a word, ` … ` for up to three words, `(x)` for
    letters that may be left out. All are folded as the ad is. `loose`: a space may stand between any letters.
    """
    lines = [line.strip() for block in wordings for line in re.split(r" / |\n", block)]
    longest = sorted({fold_in_place(line) for line in lines if line}, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(_loose(line) if loose else _pattern(line) for line in longest)})(?!\w)"
    )


def words(names: Iterable[str]) -> str:
    """Give the alternatives of a pattern for names, the longest first, folded as the ad is."""
    longest = sorted({fold_in_place(name) for name in names}, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in longest)


def _loose(line: str) -> str:
    return " ?".join(r"\s{1,3}" if letter == " " else re.escape(letter) for letter in line)


def _pattern(line: str) -> str:
    parts = []
    for part in re.split(r"( … |\*|\(\w+\)| )", line):
        if part == " … ":
            parts.append(_GAP)
        elif part == "*":
            parts.append(r"\w{0,12}")
        elif part == " ":
            parts.append(r"\s{1,9}")
        elif part.startswith("(") and part.endswith(")"):
            parts.append(f"(?:{part[1:-1]})?")
        else:
            parts.append(re.escape(part))
    return "".join(parts)
