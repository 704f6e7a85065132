"""Applications by words: which way to a page is the shortest, by how much each would look at.

There are four. From the rarest of what is asked for, asking of each row whether the rest is true of it, too.
By sets: what is asked for is read from indexes, the rarest first, and what is in each is found. By sets of
words alone, each row being asked for its posting and status at the end. Or over all applications, in order of
the list, until there are enough: the shorter, the more are found. Sizes are counted first, up to a bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Select, and_, func, literal, select

from intake.domain.finding import begins
from intake.store.database import Transaction
from intake.store.streams import Key, Order, Place
from intake.store.tables import application, word
from intake.store.wanted import COUNTED, Sort, Wanted, order_of

_LAST: Final = "\U0010ffff"  # sorts behind every letter
_SIZED: Final = 30_000  # of what is counted
# What is paid for one row, in looks at the next entry of an index.
_PROBE: Final = 30.0  # whether another thing is true of a row that lies anywhere
_STEP: Final = 3.0  # whether it is true of the next row
_KEPT: Final = 3.0  # a row of the rarest set, which is kept in memory
_READ: Final = 1.5  # a row that is held against it
# What is not counted to its end is taken for so many times as much: of words, and of postings and statuses.
_BEYOND: Final = (3, 10)
_NAMED: Final = 2_000  # more are not sorted by name
_CHEAP: Final = 60_000
_AT_ONCE: Final = 20_000  # ids that are gone over, before it is seen whether they are enough


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Keys in the order of reading, how many there are where that was seen, and what they are sorted by."""

    keys: list[Key]
    total: int | None
    sort: Sort


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One thing that is asked for: a word, or (None) postings and statuses; so many rows have it."""

    word: str | None
    size: int

    @property
    def whole(self) -> int:
        """How many there are, as far as that is known."""
        return self.size if self.size < _SIZED else self.size * _BEYOND[self.word is None]

    @property
    def reading(self) -> float:
        """What it costs to read it whole."""
        return _READ * self.whole


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    by: Literal["one", "words", "sets", "all"]
    cost: float


def has(asked: str) -> ColumnElement[bool]:
    """Whether an application has a word, or one that begins so."""
    one = select(literal(1)).where(word.c.application_id == application.c.id, _is(asked))
    return one.limit(1).correlate(application).scalar_subquery().is_not(None)


def find(tx: Transaction, wanted: Wanted, place: Place | None, limit: int) -> Found:
    """The first keys of a list by words, and how many there are where they were all looked at."""
    parts = _parts(tx, wanted)
    if not all(part.size for part in parts):
        return Found(keys=[], total=0, sort=wanted.sort)
    everything = max(tx.scalar(select(func.max(application.c.id))) or 1, 1)
    sort = wanted.sort
    if sort == "name" and _expected(parts, everything) > _NAMED:
        sort = "newest"
        place = None if place is not None and place.key else place  # it is a place of another order
    order, ways = order_of(sort, place), _ways(parts, everything, limit)
    best = min((way for way in ways if way.by != "all" or sort != "name"), key=lambda way: way.cost)
    if best.by == "all":
        keys = _over_all(tx, wanted, order, limit, everything)
        if keys is not None:
            return Found(keys=keys, total=None, sort=sort)
        best = min((way for way in ways if way.by != "all"), key=lambda way: way.cost)
    if best.by == "one":
        query = _from_one(wanted, order, parts[0])
    else:
        sets = parts if best.by == "sets" else [part for part in parts if part.word is not None]
        query = _by_sets(wanted, order, sets)
    at_most = limit if place is not None else max(limit, COUNTED + 1)
    keys = [(row[0], row[1]) for row in tx.execute(query.limit(at_most))]
    return Found(keys=keys[:limit], total=len(keys) if place is None else None, sort=sort)


def _expected(parts: Sequence[_Part], everything: int) -> float:
    """How many applications have all parts, if these know nothing of each other."""
    found = float(everything)
    for part in parts:
        found *= min(part.whole / everything, 1)
    return found


def _is(asked: str) -> ColumnElement[bool]:
    if not begins(asked):
        return word.c.word == asked
    return and_(word.c.word >= asked, word.c.word < asked + _LAST)


def _parts(tx: Transaction, wanted: Wanted) -> list[_Part]:
    """What is asked for, the rarest first."""
    found = []
    for each in wanted.words:
        found.append(_Part(word=each, size=_size(tx, select(literal(1)).select_from(word).where(_is(each)))))
        if not found[-1].size:
            return found
    if wanted.axes:
        those = select(literal(1)).select_from(application).where(*wanted.filters())
        found.append(_Part(word=None, size=_size(tx, those)))
    return sorted(found, key=lambda part: part.size)


def _size(tx: Transaction, rows: Select[Any]) -> int:
    return tx.execute(select(func.count()).select_from(rows.limit(_SIZED).subquery())).scalar_one()


def _ways(parts: Sequence[_Part], everything: int, limit: int) -> list[_Way]:
    """The ways there are, and what each costs."""
    first, others = parts[0], parts[1:]
    words = [part for part in parts if part.word is not None]
    ways = [
        _Way(by="one", cost=first.whole * (1 + _PROBE * len(others))),
        _Way(by="sets", cost=_KEPT * first.whole + sum(part.reading for part in others)),
    ]
    if len(words) < len(parts):
        by_words = _KEPT * words[0].whole + sum(part.reading for part in words[1:])
        ways.append(_Way(by="words", cost=by_words + _PROBE * _expected(words, everything)))
    cheap = min(way.cost for way in ways) <= _CHEAP  # and all are counted besides
    if len(words) == 1 and not cheap:  # two names are seldom one person's
        steps = limit * everything / max(_expected(parts, everything), 1)
        ways.append(_Way(by="all", cost=_STEP * min(steps, everything)))
    return ways


def _from_one(wanted: Wanted, order: Order, part: _Part) -> Select[Any]:
    """Every application that has one part, asked for the others."""
    if part.word is None:
        query = select(*order.key()).where(*wanted.filters(), *map(has, wanted.words))
        return query.where(*order.begun()).order_by(*order.columns())
    ids = select(word.c.application_id.label("id")).where(_is(part.word)).distinct()
    others = [has(each) for each in wanted.words if each != part.word]
    return _asked(ids, order, [*_loosely(wanted), *others])


def _by_sets(wanted: Wanted, order: Order, parts: Sequence[_Part]) -> Select[Any]:
    """The applications that are in every set; each is read once, and held against what was found before."""
    filtered = any(part.word is None for part in parts)
    return _asked(_within(parts, wanted).distinct(), order, [] if filtered else _loosely(wanted))


def _asked(ids: Select[Any], order: Order, conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    """Those of some applications of which more is true: each of them is asked by itself."""
    found = ids.cte("found").prefix_with("MATERIALIZED")
    key: ColumnElement[Any] = literal("")
    if order.name is not None or conditions:
        told = application.c.name_key if order.name is not None else literal("")
        of_it = select(told).where(application.c.id == found.c.id, *conditions)
        key = of_it.correlate(found).scalar_subquery()
    rows = select(key.label("name_key"), found.c.id).cte("asked").prefix_with("MATERIALIZED")
    its = replace(order, table=rows, name=rows.c.name_key if order.name is not None else None)
    query = select(rows.c.name_key, rows.c.id).where(rows.c.name_key.is_not(None), *its.begun())
    return query.order_by(*its.columns())


def _within(parts: Sequence[_Part], wanted: Wanted) -> Select[Any]:
    """The ids that are in every set."""
    inner: Select[Any] | None = None
    for part in parts:
        its_id: Any = application.c.id if part.word is None else word.c.application_id
        its = wanted.filters() if part.word is None else [_is(part.word)]
        which = select(its_id.label("id")).where(*its)
        # Not by an index on the id, which would lead to each row by itself.
        inner = which if inner is None else which.where((its_id + 0).in_(inner))
    assert inner is not None
    return inner


def _loosely(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What the postings and statuses say of a row that is there: no way to find it by."""
    return [func.coalesce(column, "").in_(values) for column, values in wanted.axes]


def _over_all(tx: Transaction, wanted: Wanted, order: Order, limit: int, everything: int) -> list[Key] | None:
    """Keys found by going over the applications in order; None: there were too few among the next ones."""
    place = order.place.id if order.place else None
    if order.down:
        start = place if place is not None else everything + 1
        span = and_(application.c.id < start, application.c.id >= start - _AT_ONCE)
        over = start - _AT_ONCE <= 1
    else:
        start = place or 0
        span = and_(application.c.id > start, application.c.id <= start + _AT_ONCE)
        over = start + _AT_ONCE >= everything
    query = select(*order.key()).where(span, *_loosely(wanted), *map(has, wanted.words))
    keys = [(row[0], row[1]) for row in tx.execute(query.order_by(*order.columns()).limit(limit))]
    return keys if over or len(keys) == limit else None
