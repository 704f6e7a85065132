"""An author's text → a paper: pages of marked lines, with the kinds that stand on each.

Texts are Jinja templates (see README.md for what they may say). One seed gives one paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from corpus import people, words

AUTHORS: Final = Path(__file__).parent / "authors"
HELD_OUT: Final = ("victor",)  # authors that nothing is fitted on
KINDS: Final = {
    "cv": "cv", "letter": "letter", "referees": "references", "recommendation": "references",
    "work": "references", "diploma": "diploma", "transcript": "diploma",
    "identity": "identity",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Page:
    """Marked lines of one page, and the kinds of paper on it (empty: none that is asked for)."""

    lines: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper of somebody: its sort, its pages, and how many referees can be reached by it.

    `counted` are those referees, `named` the other people in it, each by the e-mail address.
    """

    author: str
    template: str
    sort: str
    language: str
    pages: tuple[Page, ...]
    counted: frozenset[str]
    named: frozenset[str]
    person: people.Person

    @property
    def referees(self) -> int:
        """How many referees can be reached by it."""
        return len(self.counted)


@dataclass
class _Pen:
    """What a template can call on while a paper is written."""

    rng: Random
    language: str
    person: people.Person
    trade: words.Trade
    known: list[people.Person] = field(default_factory=list)
    counted: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def pick(self, *options: Any) -> Any:
        return self.rng.choice(options)

    def some(self, few: int, many: int, options: Sequence[Any]) -> list[Any]:
        options = list(options)
        return self.rng.sample(options, min(len(options), self.rng.randint(few, many)))

    def shuffle(self, options: Sequence[Any]) -> list[Any]:
        return self.rng.sample(list(options), len(options))

    def number(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def month(self) -> str:
        return self.rng.choice(words.MONTHS[self.language])

    def date(self, first: int = 2024, last: int = 2026) -> str:
        day, month, year = self.rng.randint(1, 28), self.rng.randint(1, 12), self.rng.randint(first, last)
        name = words.MONTHS[self.language][month - 1]
        forms = {
            "fr": (f"{day} {name} {year}", f"{day:02}/{month:02}/{year}", f"le {day} {name} {year}"),
            "en": (f"{day} {name} {year}", f"{name} {day}, {year}", f"{day:02}/{month:02}/{year}"),
            "ar": (f"{day} {name} {year}", f"{day:02}/{month:02}/{year}", f"{year}/{month:02}/{day:02}"),
        }
        return self.rng.choice(forms[self.language])

    def periods(self, count: int, last: int = 2026) -> list[tuple[int, int]]:
        """Spans of years, the newest first."""
        spans = []
        for _ in range(count):
            first = last - self.rng.randint(1, 4)
            spans.append((first, last))
            last = first - self.rng.choice((0, 0, 1))
        return spans

    def employer(self) -> str:
        return people.employer(self.rng, self.language)

    def school(self) -> str:
        return people.school(self.rng, self.language)

    def city(self) -> str:
        return self.rng.choice(words.CITIES[self.language])

    def hobbies(self, few: int = 2, many: int = 4) -> list[str]:
        return self.some(few, many, words.HOBBIES[self.language])

    def other(self) -> people.Person:
        """Somebody else: a referee, an employer, a colleague."""
        someone = self.known.pop() if self.known else people.person(self.rng, self.language)
        self.named.add(someone.email)
        return someone

    def another_trade(self) -> words.Trade:
        return self.rng.choice(words.TRADES[self.language])

    def phone(self) -> str:
        return people.phone(self.rng, self.language)

    def count(self, someone: people.Person) -> str:
        """Count a referee whom this paper gives a way to reach (or whose letter it is)."""
        self.counted.add(someone.email)
        return ""


def templates(author: str) -> list[Path]:
    """An author's texts, `LANGUAGE/SORT-NAME.txt`."""
    return sorted(path for path in (AUTHORS / author).glob("*/*.txt") if not path.name.startswith("_"))


def authors() -> list[str]:
    """Every author's name."""
    return sorted(path.name for path in AUTHORS.iterdir() if path.is_dir())


def write(
    path: Path, seed: str, person: people.Person | None = None, known: Sequence[people.Person] = ()
) -> Paper:
    """Write one paper by a text. The candidate is invented, too, if none is given.

    `known` are people who stand in other papers of the candidate: the first whom this text names.
    """
    author, language, template = path.parts[-3:]
    rng = Random(f"{author}/{language}/{template}/{seed}")
    someone = person or people.person(rng, language)
    pen = _Pen(rng, language, someone, rng.choice(words.TRADES[language]), known=[*reversed(known)])
    said = (
        _environment()
        .get_template(f"{author}/{language}/{template}")
        .render({name: getattr(pen, name) for name in dir(pen) if not name.startswith("_")})
    )
    sort = path.stem.partition("-")[0]
    return Paper(
        author=author,
        template=f"{language}/{path.stem}",
        sort=sort,
        language=language,
        pages=tuple(_pages(said, KINDS.get(sort))),
        counted=frozenset(pen.counted),
        named=frozenset(pen.named - pen.counted),
        person=someone,
    )


def _pages(said: str, kind: str | None) -> list[Page]:
    pages: list[Page] = []
    lines: list[str] = []
    standing = {kind} - {None}
    kinds = set(standing)
    for line in re.sub(r"\n{3,}", "\n\n", said.strip()).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "@page":
            pages.append(Page(lines=tuple(lines), kinds=frozenset(kinds)))
            lines, kinds = [], set(standing)
        elif word == "@kinds":
            standing = set(rest.split())
            kinds = set(standing) if not any(each.strip() for each in lines) else kinds | standing
        elif word == "@also":
            kinds |= set(rest.split())
        else:
            lines.append(line.strip())
    pages.append(Page(lines=tuple(lines), kinds=frozenset(kinds)))
    return pages


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(AUTHORS),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text
        cache_size=-1,
        bytecode_cache=FileSystemBytecodeCache(),  # compiling them takes most of the time
    )
