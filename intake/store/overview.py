"""What the pages of postings ask: numbers by status and by day, from an index alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from intake.domain.model import STATUSES, Status
from intake.store.database import Transaction
from intake.store.tables import application

_COUNTED: Final[tuple[Status, ...]] = tuple(each for each in STATUSES if each != "spam")


def counts(tx: Transaction, postings: Collection[str] | None) -> dict[str, dict[Status, int]]:
    """How many applications each posting (None: any) has in each status, spam included."""
    query = select(application.c.posting, application.c.status, func.count().label("number"))
    if postings is not None:
        query = query.where(application.c.posting.in_(sorted(postings)))
    found: dict[str, dict[Status, int]] = {}
    for row in tx.execute(query.group_by(application.c.posting, application.c.status)):
        found.setdefault(row.posting, {})[row.status] = row.number
    return found


def span(tx: Transaction, posting: str) -> tuple[datetime, datetime] | None:
    """When the first and the last application to a posting were received, spam apart; None: there is none."""
    ends = [_end(posting, status, newest=newest) for status in _COUNTED for newest in (False, True)]
    times = [when for each in ends if (when := tx.scalar(each)) is not None]
    return (min(times), max(times)) if times else None


def between(tx: Transaction, posting: str, times: Sequence[datetime]) -> list[Mapping[Status, int]]:
    """How many applications to a posting were received from each of these times until the next, by status."""
    questions = [
        select(literal(place).label("place"), application.c.status, func.count().label("number"))
        .where(*_in(posting), application.c.received_at >= since, application.c.received_at < until)
        .group_by(application.c.status)
        for place, (since, until) in enumerate(pairwise(times))
    ]
    found: list[dict[Status, int]] = [{} for _ in questions]
    for row in tx.execute(union_all(*questions)) if questions else ():
        found[row.place][row.status] = row.number
    return list(found)


def _end(posting: str, status: Status, *, newest: bool) -> Select[Any]:
    when = application.c.received_at
    where = (application.c.posting == posting, application.c.status == status)
    return select(func.max(when) if newest else func.min(when)).where(*where)


def _in(posting: str) -> tuple[ColumnElement[bool], ...]:
    return application.c.posting == posting, application.c.status.in_(_COUNTED)
