"""Lists of applications, page by page: by posting and status, by words, newest, oldest or by name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, literal, select

from intake.store import finding, postgresql
from intake.store.database import Transaction
from intake.store.streams import Place, streamed
from intake.store.tables import application, audit, document, message
from intake.store.wanted import COUNTED, Sort, Wanted, order_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Rows of applications in the order of the list; `more` lie behind them in the direction of reading."""

    rows: Sequence[Row[Any]]
    more: bool
    sort: Sort  # by what they are sorted indeed
    total: int | None = None  # `COUNTED` + 1: more than that; None: it was not counted


def page(tx: Transaction, wanted: Wanted, place: Place | None, limit: int) -> Page:
    """One page of a list, with how many there are at all where it is the first."""
    postgresql.go_by_indexes(tx)
    if wanted.postings == ():
        return Page(rows=(), more=False, sort=wanted.sort, total=0)
    if wanted.words:
        found = finding.find(tx, wanted, place, limit + 1)
        keys, total, sort = found.keys, found.total, found.sort
    else:
        sort = wanted.sort
        keys = streamed(tx, order_of(sort, place), wanted.axes, limit + 1)
        total = count(tx, wanted) if place is None else None
    shown = keys[:limit]
    if place is not None and place.back:
        shown = shown[::-1]
    rows = _rows(tx, [id_ for _, id_ in shown])
    return Page(rows=rows, more=len(keys) > limit, sort=sort, total=total)


def _rows(tx: Transaction, ids: Sequence[int]) -> list[Row[Any]]:
    found = {row.id: row for row in tx.execute(select(application).where(application.c.id.in_(ids)))}
    return [found[each] for each in ids if each in found]


def count(tx: Transaction, wanted: Wanted, most: int = COUNTED) -> int:
    """How many applications of some postings and statuses there are, `most` + 1 for more."""
    if wanted.postings == ():
        return 0
    some = select(literal(1)).select_from(application).where(*wanted.filters()).limit(most + 1).subquery()
    return tx.execute(select(func.count()).select_from(some)).scalar_one()


# --- what goes with the rows -------------------------------------------------


def documents(tx: Transaction, ids: Collection[int]) -> dict[int, int]:
    """How many documents each application holds."""
    of = document.c.application_id
    query = select(of, func.count()).where(of.in_(ids)).group_by(of)
    return {row[0]: row[1] for row in tx.execute(query)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """How far everything went that changes lists: ids of applications, mails and the audit log."""

    application: int
    message: int
    audit: int


def mark(tx: Transaction) -> Mark:
    """How far everything is now."""
    tables = (application, message, audit)
    ids = [tx.scalar(select(func.max(table.c.id))) or 0 for table in tables]
    return Mark(application=ids[0], message=ids[1], audit=ids[2])


def changed(tx: Transaction, since: Mark, limit: int) -> list[int]:
    """The ids of applications that are new or were changed since, the newest first, at most `limit`."""
    mails = select(message.c.application_id).where(
        message.c.id > since.message, message.c.application_id.is_not(None)
    )
    told = select(application.c.id).where(
        application.c.reference.in_(
            select(audit.c.application)
            .where(audit.c.id > since.audit, audit.c.application.is_not(None))
            .order_by(audit.c.id.desc())
            .limit(limit)
        )
    )
    new = select(application.c.id).where(application.c.id > since.application)
    ids: set[int] = set()
    for query, by in ((mails, message.c.id), (told, application.c.id), (new, application.c.id)):
        ids.update(tx.scalars(query.order_by(by.desc()).limit(limit)))
    return sorted(ids, reverse=True)[:limit]


def of_those(tx: Transaction, wanted: Wanted, ids: Sequence[int]) -> list[Row[Any]]:
    """Those of some applications that a list holds, in that order."""
    if wanted.postings == ():
        return []
    query = select(application).where(application.c.id.in_(ids), *wanted.filters())
    found = {row.id: row for row in tx.execute(query.where(*map(finding.has, wanted.words)))}
    return [found[each] for each in ids if each in found]


def named(tx: Transaction, place: Place) -> Place | None:
    """A place in a list that goes by names; None: its row has gone, and the list begins anew."""
    key = tx.scalar(select(application.c.name_key).where(application.c.id == place.id))
    return None if key is None else Place(id=place.id, key=key, back=place.back)
