"""The people of a list, told apart by the ways to reach them.

A list is seen as its contacts and the words between them. Contacts with nothing but labels between
("Tél. …, courriel …") are a run: those of one person, or of several who stand side by side in columns.
Other words between two contacts part them, unless they are plainly of one person, as an address is or
"in the evening". So it matters little where the name stands, and whether it was understood.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from intake.reading.people.contacts import masked, said_in, unbroken
from intake.reading.people.named import Mark, is_same, key_words, names_in
from intake.reading.people.person import is_arabic, is_known, is_spelled
from intake.reading.people.runs import FEW_WORDS, NEAR, Run, contact_runs, names_before

_APART: Final = re.compile(r"[\s|]+")
_EITHER: Final = re.compile(r"\s*(?:[/,;&·]|\bou\b|\bor\b|\bet\b|\band\b|أو|و)", re.IGNORECASE)
_TRACE: Final = re.compile(
    r"\S@|@\S|(?:gmail|hotmail|yahoo|outlook|icloud|proton)\W{0,2}(?:com|fr)\b|\+\d[\d ]{3}|\d[\d ]{3}\+",
    re.IGNORECASE,
)
_TRACE_OF_NUMBER: Final = re.compile(r"\W*(?!(?:19|20)\d\d\W)(?=(?:\D*\d){5})[\d .+()/-]{6,}\W*")
_SHORT: Final = 40  # characters
_FEW_ROWS: Final = 3
_LONG_NAME: Final = 3  # words; more may be two names
_COLUMNS: Final = 8  # people side by side: no table has more
_TABLE_ROWS: Final = 5  # of a table of people: who, what, where, and how to reach them
_MANY: Final = 2  # contacts of one sort: a person may have so many


@dataclass(frozen=True, kw_only=True, slots=True)
class Somebody:
    """A person who can be reached, and in which rows; `doubtful` if it may be more than one, or none."""

    name: str | None
    mails: tuple[str, ...]
    phones: tuple[str, ...]
    first: int  # row of the name, or of the first contact
    last: int
    doubtful: bool = False


def people(rows: Sequence[str], own: Collection[str], candidate: frozenset[str]) -> list[Somebody]:
    """Tell the people of these rows apart, but for the candidate: `own` contacts, the words of a name."""
    runs = list(contact_runs(unbroken(rows), own, candidate))
    ahead = bool(runs) and _name_follows(runs[0], candidate)
    found: list[Somebody] = []
    for run in runs:
        lacking = _lacking(found, run, candidate)
        if lacking:
            found = _with_mails(found, run, lacking)
        else:
            found += _apart(run, candidate, ahead=ahead)
    return found


def _lacking(found: Sequence[Somebody], run: Run, candidate: frozenset[str]) -> int:
    """How many addresses are of people whose phones came before: in a table that was read by columns."""
    lacking = len(run.mails) - len(run.phones)
    bare = [each for each in found[-lacking:] if each.phones and not each.mails]
    spelled = any(
        is_spelled(name.value, run.mails) for name in names_before(run.before[-_FEW_ROWS:], candidate)
    )
    return lacking if 0 < lacking == len(bare) and len(run.mails) > 1 and not spelled else 0


def _with_mails(found: Sequence[Somebody], run: Run, lacking: int) -> list[Somebody]:
    last = run.found[-1][0]
    others = [Somebody(name=None, mails=(), phones=(phone,), first=last, last=last) for phone in run.phones]
    pairs = zip([*found[-lacking:], *others], run.mails, strict=True)
    return [*found[:-lacking], *(replace(each, mails=(mail,), doubtful=True) for each, mail in pairs)]


def traces(rows: Sequence[str]) -> int:
    """Count the rows with what looks like an address or a number that could not be read."""
    rest = [masked(row) for row in unbroken(rows)]
    return sum(
        bool(_TRACE.search(row) or (len(row) <= _SHORT and _TRACE_OF_NUMBER.fullmatch(row))) for row in rest
    )


def _apart(run: Run, candidate: frozenset[str], *, ahead: bool) -> Iterator[Somebody]:
    """Divide a run among those who stand side by side; as a rule it is one person."""
    stacked = _stacked(run, candidate)
    names = [] if stacked else names_before(run.before, candidate)
    count, doubtful = (len(stacked), False) if stacked else _count(run, names)
    first, last = run.found[0][0], run.found[-1][0]
    if count == 1:
        follows = (
            _start_name(run.after, candidate) if ahead and len(said_in(run.before[-1:])) < FEW_WORDS else None
        )
        name = follows or _name(names, run.mails)
        yield Somebody(
            name=name,
            mails=run.mails,
            phones=run.phones,
            first=first,
            last=last,
            doubtful=doubtful or run.doubtful,
        )
        return
    known = [name.value for name in names if is_known(name.value)]
    named = known if len(known) >= count else [name.value for name in names]
    several: Sequence[str | None] = stacked or (named[-count:] if len(named) >= count else [None] * count)
    shares = _shares(run, count)
    if all(name and is_arabic(name) for name in several) and len({row for row, _ in run.found}) == 1:
        shares = [((), ())] * count  # from right to left or from left to right? Their names tell them
    for name, (mails, phones) in zip(several, shares, strict=True):
        yield Somebody(name=name, mails=mails, phones=phones, first=first, last=last, doubtful=doubtful)


def _count(run: Run, names: Sequence[Mark]) -> tuple[int, bool]:
    """Tell of how many people a run is, and whether that is in doubt."""
    mails, phones = run.mails, run.phones
    known = len({name.value for name in names if is_known(name.value)})
    above = max(
        (len(names_in(piece)) for piece in run.before[-NEAR:-1]), default=0
    )  # side by side in one row
    if len(mails) > 1:
        if (
            len(names) == 1
            and len(names[0].value.split()) <= _LONG_NAME
            and (all(is_spelled(names[0].value, (mail,)) for mail in mails) or _either(run, "mail"))
        ):
            return 1, True
        return len(mails), len(phones) > len(mails) or len(names) < len(mails) != len(phones)
    if len(phones) > 1 and not _either(run, "phone"):
        if len(phones) == above or (len(phones) == 2 and _is_double(run, names)):  # noqa: PLR2004
            return len(phones), False
        if len(phones) == known:
            return 1, True
        if _wide(run):
            return len(phones), True
    elif mails and len(phones) == 1 and above == len(run.found) and _wide(run):
        return len(run.found), False
    return 1, len(phones) > _MANY


def _stacked(run: Run, candidate: frozenset[str]) -> list[str]:
    """The names of a table whose cells stand below each other, row by row: as many as contacts."""
    count = len(run.phones) or len(run.mails)
    if not 1 < count <= _COLUMNS or len(run.mails) not in (0, count) or _either(run, "phone"):
        return []
    rows = [piece for piece in run.before if piece.strip()][-_TABLE_ROWS * count :]
    alone = [_alone(row, candidate) for row in rows]
    for at in range(len(rows) - 2 * count, -1, -1):  # at least one row of functions follows
        block = [name for name in alone[at : at + count] if name]
        if len(block) == count and sum(map(is_known, block)) >= max(2, count - 1):
            return block
    return []


def _alone(row: str, candidate: frozenset[str]) -> str | None:
    """The name that a row holds with at most a title."""
    names = names_in(row)
    if len(names) != 1 or is_same(names[0].value, candidate):
        return None
    return names[0].value if len(row.split()) <= len(names[0].value.split()) + 1 else None


def _is_double(run: Run, names: Sequence[Mark]) -> bool:
    """Whether two names side by side were taken for one, over contacts that stand so, too."""
    long = any(len(key_words(name.value)) > _LONG_NAME for name in names)
    return long and all(len(gap) == 1 and _APART.fullmatch(gap[0]) for gap in run.between)


def _either(run: Run, what: str) -> bool:
    """Whether contacts of one sort are given as one or the other."""
    return any(
        one.what == two.what == what and len(gap) == 1 and _EITHER.match(gap[0])
        for (_, one), (_, two), gap in zip(run.found, run.found[1:], run.between, strict=False)
    )


def _wide(run: Run) -> bool:
    """Whether contacts stand in columns."""
    return any(
        one.what == two.what
        and len(gap) == 1
        and (len(gap[0]) > 1 or "\t" in gap[0])
        and _APART.fullmatch(gap[0])
        for (_, one), (_, two), gap in zip(run.found, run.found[1:], run.between, strict=False)
    )


def _shares(run: Run, count: int) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Deal the contacts of a run out to so many people, in order."""
    mails, phones = run.mails, run.phones
    if len(mails) + len(phones) == count:
        return [((mark.value,), ()) if mark.what == "mail" else ((), (mark.value,)) for _, mark in run.found]
    even = len(phones) == count
    return [(mails[at : at + 1], phones[at : at + 1] if even else ()) for at in range(count)]


def _name(names: Sequence[Mark], mails: Sequence[str]) -> str | None:
    """The name for a contact: one that an address spells; the last with a known given name; the first."""
    values = [name.value for name in names]
    spelled = [name for name in values if is_spelled(name, tuple(mails))]
    known = [name for name in values if is_known(name)]
    best = [*spelled[-1:], *known[-1:], *values[:1]]
    return best[0] if best else None


def _start_name(text: str, candidate: frozenset[str]) -> str | None:
    names = [name.value for name in names_in(text) if not is_same(name.value, candidate)]
    return names[0] if names else None


def _name_follows(run: Run, candidate: frozenset[str]) -> bool:
    """Whether the list says how to reach somebody before it says who."""
    return not names_before(run.before, candidate) and _start_name(run.after, candidate) is not None
