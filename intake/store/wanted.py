"""Which applications a list holds, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import ColumnElement

from intake.domain.model import Status
from intake.store.streams import Axis, Order, Place
from intake.store.tables import application

Sort = Literal["newest", "oldest", "name"]
SORTS: Final[tuple[Sort, ...]] = ("newest", "oldest", "name")
COUNTED: Final = 1000  # more are not counted


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which applications, and in which order."""

    postings: tuple[str, ...] | None = None  # None: of all
    statuses: tuple[Status, ...] = ()  # none: in all
    words: tuple[str, ...] = ()  # `domain.finding.asked`; none: by whatever name
    sort: Sort = "newest"

    @property
    def axes(self) -> list[Axis]:
        """The columns that are asked for, with their values."""
        found: list[Axis] = []
        if self.postings is not None:
            found.append((application.c.posting, self.postings))
        if self.statuses:
            found.append((application.c.status, self.statuses))
        return found

    def filters(self) -> list[ColumnElement[bool]]:
        """What they say of a row."""
        return [column.in_(values) for column, values in self.axes]


def order_of(sort: Sort, place: Place | None) -> Order:
    """The order of a page; one that lies before a place is read towards the list's beginning."""
    back = place is not None and place.back
    name = application.c.name_key if sort == "name" else None
    return Order(table=application, name=name, down=(sort == "newest") != back, place=place)
