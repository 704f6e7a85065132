"""One page, measured: its clues, its shape, its referees. What they mean is the matter of `weights`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from intake.reading import folding
from intake.reading.clue import Clue
from intake.reading.papers.dossier_clues import DOSSIER_CLUES
from intake.reading.papers.other_clues import PAPER_CLUES
from intake.reading.papers.shape import shape
from intake.reading.people.referees import Referees, find_referees

CLUES: Final[tuple[Clue, ...]] = (*DOSSIER_CLUES, *PAPER_CLUES)
STEM: Final = "~"  # begins the name of a trait that is but a word
_SAID: Final = 0.5  # its value
_MANY: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]{2,20}")
_ADDRESS: Final = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b\S+\.(?:com|org|net|fr|ma)\b")
_ARTICLE: Final = re.compile(r"^(?:[وف]?(?:ال|بال|لل|كال)|[وفبل](?=.{3}))")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The traits of a page, by name, each from 0 to about 1; those that are 0 may be left out."""

    words: int
    traits: Mapping[str, float]
    referees: Referees
    wording: Mapping[str, str]  # the first word of each stem, for showing


def measure(text: str, own: Collection[str], candidate: str | None) -> Page:
    """Measure a page; `own` are the candidate's contacts, see `find_referees`."""
    lines, titles = folding.lines(text), folding.headings(text)
    joined = " ".join(lines)
    referees = find_referees(text, own, candidate)
    traits = {
        f"{clue.sort}: {clue.words}": min(clue.limit, _matches(clue, lines, joined, titles)) / clue.limit
        for clue in CLUES
    }
    traits |= shape(text, lines, joined)
    traits |= {
        "referees: a heading": referees.heading,
        "referees: people to ask and how to reach them": bool(referees.keys),
        "referees: several people to ask": min(max(len(referees.keys) - 1, 0), _MANY - 1) / (_MANY - 1),
        "referees: another person's contact details": bool(referees.listed),
        "referees: several people's contact details": min(max(len(referees.listed) - 1, 0), _MANY - 1)
        / (_MANY - 1),
        "referees: on request": referees.promised,
    }
    found = {name: float(value) for name, value in traits.items() if value}
    said: dict[str, str] = {}
    for word in _WORD.findall(_ADDRESS.sub(" ", joined)):
        said.setdefault(STEM + stem(word), word)
    return Page(len(re.findall(r"\w+", joined)), found | dict.fromkeys(said, _SAID), referees, said)


def stem(word: str) -> str:
    """Give the beginning of a folded word, by which its forms are one; Arabic articles and "and" apart."""
    if "\u0621" <= word[0] <= "\u064a":
        return _ARTICLE.sub("", word)[:5]
    return word[:6]


def _matches(clue: Clue, lines: Sequence[str], joined: str, titles: Sequence[str]) -> int:
    if clue.where == "heading":
        return sum(1 for title in titles if clue.pattern.fullmatch(title))
    if clue.where == "line":
        return len({match[0] for line in lines if (match := clue.pattern.match(line))})
    return len({match[0] for match in clue.pattern.finditer(joined)})
