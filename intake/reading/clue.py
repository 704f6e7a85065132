"""A clue: a sign in a text that a page is of a sort, and how it is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from intake.reading.folding import unaccent

# Kinds of documents, and finer ones where the rules need them; `kinds.py` maps them back.
Sort: TypeAlias = Literal[
    "cv", "letter", "references", "diploma", "identity", "advert", "work", "training", "paper", "note"
]
Where: TypeAlias = Literal["heading", "line", "text"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clue:
    """A sign that a page is of a sort; it counts once for each distinct wording, up to `limit`.

    `heading`: a whole heading, compared without spaces (letter-spaced titles, broken PDFs);
    `line`: at the start of a line; `text`: anywhere.
    """

    sort: Sort
    words: str  # for people
    points: float
    where: Where
    pattern: re.Pattern[str]
    limit: int = 1


def clue(sort: Sort, words: str, points: float, where: Where, *wordings: str, limit: int = 1) -> Clue:
    """Make a clue of its wordings, which are alternatives in the order of the patterns."""
    wording = unaccent("|".join(wordings))
    if where == "text":
        wording = rf"(?<!\w)[وف]?(?:{wording})"  # Arabic joins "and" to the word
    return Clue(sort=sort, words=words, points=points, where=where, pattern=re.compile(wording), limit=limit)


def pattern(wording: str) -> re.Pattern[str]:
    """Compile a pattern for folded text."""
    return re.compile(unaccent(wording))
