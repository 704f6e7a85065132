"""Runs of contacts: those with nothing but labels between them, with the words around.

A run is of one person, or of several who stand side by side; `lists` tells which.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from intake.reading.people.contacts import marks, said_in
from intake.reading.people.named import Mark, is_same, names_in
from intake.reading.people.person import is_known, is_spelled

_NUMBER: Final = re.compile(
    r"\s*(?:n[°o]\s*)?\d{1,2}\s?[°.)/\-:](?!\d)|\W{0,3}(?:ref\w*|مرجع|المرجع)\.? ?\d", re.IGNORECASE
)
FEW_WORDS: Final = 2  # that are no labels: no more between the contacts of one person
_ASIDE: Final = 9  # words that may stand between two contacts of one person, as an address does
_ASIDE_ROWS: Final = 2
NEAR: Final = 12  # rows before a contact in which the name stands


@dataclass(slots=True)
class Run:
    """Contacts with only labels between, the words before them, and those that follow in the last row."""

    found: list[tuple[int, Mark]]
    before: list[str]  # the rest of the row of the contact before, whole rows, the beginning of this row
    between: list[list[str]] = field(default_factory=list)
    after: str = ""
    doubtful: bool = False

    @property
    def mails(self) -> tuple[str, ...]:
        """The addresses, once each, in order."""
        return self._values("mail")

    @property
    def phones(self) -> tuple[str, ...]:
        """The phone numbers, once each, in order."""
        return self._values("phone")

    def _values(self, what: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.value for _, mark in self.found if mark.what == what))


def contact_runs(rows: Sequence[str], own: Collection[str], candidate: frozenset[str]) -> Iterator[Run]:
    """Give the runs of some rows, without the candidate's `own` contacts, which end one."""
    run: Run | None = None
    at, end = -1, 0  # where the last contact, or the candidate's own, ended
    for number, row in enumerate(rows):
        for mark in marks(row):
            if mark.value in own:
                if run:
                    yield run
                run, at, end = None, number, mark.end
                continue
            gap = _between(rows, at, end, number, mark.at)
            if run and _joins(run, gap, mark, candidate):
                run.found.append((number, mark))
                run.between.append(gap)
            else:
                if run:
                    yield run
                run = Run(found=[(number, mark)], before=gap)
            at, end = number, mark.end
            run.after = row[end:]
    if run:
        yield run


def _between(rows: Sequence[str], at: int, end: int, number: int, start: int) -> list[str]:
    if at == number:
        return [rows[at][end:start]]
    if at < 0:
        return ["", *rows[:number], rows[number][:start]]
    return [rows[at][end:], *rows[at + 1 : number], rows[number][:start]]


def _joins(run: Run, gap: Sequence[str], mark: Mark, candidate: frozenset[str]) -> bool:
    """Whether a contact is of the run before it."""
    if any(_NUMBER.match(piece) for piece in gap[1:]):
        return False
    said = said_in(gap)
    if len(said) < FEW_WORDS:
        return not (said and len(gap) > 1 and mark.value in run.mails + run.phones)
    if any(each.what == mark.what for _, each in run.found):
        return False
    names = names_before(gap, candidate)
    if len(gap) > _ASIDE_ROWS + 1:
        run.doubtful |= not names and len(gap) <= NEAR
        return False
    if mark.what == "mail" and (spelled := _is_spelled(run, names, said, mark, candidate)) is not None:
        return spelled
    # Words that are like a name may be the next line of another cell: "Bright Futures".
    strange = names if len(gap) > _ASIDE_ROWS else [name for name in names if is_known(name.value)]
    if strange or len(said) > _ASIDE:
        return False
    run.doubtful = True
    return True


def _is_spelled(
    run: Run, names: Sequence[Mark], said: Sequence[str], mark: Mark, candidate: frozenset[str]
) -> bool | None:
    """Whether an address spells the name of the run before it; False if that of another, None if neither."""
    if any(is_spelled(name.value, (mark.value,)) for name in names):
        return False
    if any(is_spelled(name.value, (mark.value,)) for name in names_before(run.before, candidate)[-2:]):
        return True
    local = mark.value.partition("@")[0]
    if _share(said_in(run.before[-1:]), local):  # of a name whose other half stands in the next row
        return True
    return False if _share(said, local) else None


def _share(words: Sequence[str], local: str) -> bool:
    return any(len(word) > 3 and word in local for word in words)  # noqa: PLR2004


def names_before(gap: Sequence[str], candidate: frozenset[str]) -> list[Mark]:
    """The names before a contact, not the candidate's; none beside the contact before if others follow."""
    near = gap[-NEAR:]
    found = [[name for name in names_in(piece) if not is_same(name.value, candidate)] for piece in near]
    later = [name for names in found[1:] for name in names]
    return later or found[0] or _wrapped(near, candidate)


def _wrapped(rows: Sequence[str], candidate: frozenset[str]) -> list[Mark]:
    """The names that a narrow cell breaks: a given name alone, the family name in the next row."""
    pairs = [f"{one} {two}" for one, two in pairwise(rows) if len(one.split()) == 1 and is_known(one)]
    found = [name for pair in pairs for name in names_in(pair)[:1]]
    return [name for name in found if not is_same(name.value, candidate)]
