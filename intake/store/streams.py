"""Pages of a list that goes by ids, or by names: each begins where an index leads at once, behind a place.

Where several values of a column are asked for, each of them (with several columns: each combination) is a
stream of its own in the list's order. The first row of each tells which of the streams a page can come from.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, JSON, ColumnElement, Table, func, literal, select, true, tuple_

from intake.store.database import Transaction

# Where a row stands in a list: its name's key ("" in lists that go by the id), and its id.
Key = tuple[str, int]
# A column, and the values that are asked for in it.
Axis = tuple[ColumnElement[Any], Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A row of a list, which the page asked for lies behind, or before (`back`)."""

    id: int
    key: str = ""
    back: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The order of a list, and where the page asked for begins; `name` is the column that it goes by."""

    table: Table | CTE
    name: ColumnElement[str] | None = None
    down: bool = True
    place: Place | None = None

    def columns(self) -> list[ColumnElement[Any]]:
        """What is sorted by, in this direction."""
        by: list[Any] = [self.table.c.id] if self.name is None else [self.name, self.table.c.id]
        return [each.desc() for each in by] if self.down else by

    def begun(self) -> list[ColumnElement[bool]]:
        """What lies behind the place."""
        if self.place is None:
            return []
        here, there = self._sides((self.place.key, self.place.id))
        return [here < there if self.down else here > there]

    def within(self, bound: Key) -> ColumnElement[bool]:
        """What lies before a row of the list, and that row."""
        here, there = self._sides(bound)
        within: ColumnElement[bool] = here >= there if self.down else here <= there
        return within

    def _sides(self, key: Key) -> tuple[Any, Any]:
        if self.name is None:
            return self.table.c.id, key[1]
        return tuple_(self.name, self.table.c.id), tuple_(literal(key[0]), literal(key[1]))

    def sorted(self, keys: Collection[Key]) -> list[Key]:
        """Keys in this order."""
        return sorted(keys, reverse=self.down)

    def key(self) -> list[ColumnElement[Any]]:
        """What a row's key is made of."""
        return [literal("").label("name_key") if self.name is None else self.name, self.table.c.id]


def streamed(
    tx: Transaction,
    order: Order,
    axes: Sequence[Axis],
    limit: int,
    *also: ColumnElement[bool],
) -> list[Key]:
    """The first keys of a list: of rows with one of the values in each column, and what is said `also`."""
    if all(len(values) == 1 for _, values in axes):
        return _stream(tx, order, [*_of(axes), *also], None, limit)
    found: list[Key] = []
    bound: Key | None = None
    for head, values in _heads(tx, order, axes, also, limit):
        if bound is not None and order.sorted([head, bound])[0] != head:
            break  # and so are the heads behind it
        one = [(column, [value]) for (column, _), value in zip(axes, values, strict=True)]
        some = _stream(tx, order, [*_of(one), *also], bound, limit)
        found = order.sorted([*found, *some])[:limit]
        bound = found[-1] if len(found) == limit else None
    return found


def _of(axes: Sequence[Axis]) -> list[ColumnElement[bool]]:
    return [column == values[0] for column, values in axes]


def _stream(
    tx: Transaction, order: Order, where: Sequence[ColumnElement[bool]], bound: Key | None, limit: int
) -> list[Key]:
    query = select(*order.key()).where(*where, *order.begun())
    if bound is not None:
        query = query.where(order.within(bound))
    return [(row[0], row[1]) for row in tx.execute(query.order_by(*order.columns()).limit(limit))]


def _heads(
    tx: Transaction, order: Order, axes: Sequence[Axis], also: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[Key, tuple[str, ...]]]:
    """The first row of each stream, of those streams that a page of so many rows can come from."""
    lists = [_listed(tx, f"of{place}", values) for place, (_, values) in enumerate(axes)]
    names = [each.c.value.label(f"value{place}") for place, each in enumerate(lists)]
    its = [column == each.c.value for (column, _), each in zip(axes, lists, strict=True)]
    first = select(order.table.c.id).where(*its, *also, *order.begun()).order_by(*order.columns()).limit(1)
    head = first.correlate(*lists).scalar_subquery().label("id")
    every: Any = lists[0]
    for each in lists[1:]:
        every = every.join(each, true())
    heads = select(*names, head).select_from(every).cte("head").prefix_with("MATERIALIZED")
    rows = select(*order.key(), *(heads.c[name.name] for name in names))
    joined = rows.select_from(heads.join(order.table, order.table.c.id == heads.c.id))
    found = tx.execute(joined.order_by(*order.columns()).limit(limit))
    return [((row[0], row[1]), tuple(row[2:])) for row in found]


def _listed(tx: Transaction, name: str, values: Sequence[str]) -> CTE:
    """Values as a table of the question: one parameter, however many they are."""
    asked = list(values)
    if tx.dialect.name == "sqlite":
        made = func.json_each(json.dumps(asked))
    else:
        made = func.json_array_elements_text(literal(asked, JSON))
    table = made.table_valued("value")
    return select(table.c.value).cte(name)
