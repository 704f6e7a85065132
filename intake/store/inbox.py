"""Lists of mails, page by page, newest first: of everybody, or of what one recruiter is told of.

A recruiter is told of the mails of some postings, and of those that belong to no posting in some mailboxes:
what a person wrote, what machines sent with documents, and what could not be processed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, or_, select, text

from intake.domain.model import Outcome
from intake.store import postgresql
from intake.store.database import Transaction
from intake.store.streams import Axis, Key, Order, Place, streamed
from intake.store.tables import NOBODYS, application, message

# What a recruiter is told of although it belongs to no posting.
OF_NOBODY: Final[tuple[Outcome, ...]] = ("unmatched", "automatic", "quarantined")
_ALL: Final[tuple[Outcome, ...]] = (
    *("application", "supplement", "duplicate", "unmatched", "automatic", "quarantined", "order"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mails:
    """Which mails. `postings` and `mailboxes` are what may be seen (None: everything)."""

    postings: tuple[str, ...] | None = None
    mailboxes: tuple[
        str, ...
    ] = ()  # of whose mails that belong to no posting; asked where postings are named
    outcomes: tuple[Outcome, ...] = ()  # none: all
    mailbox: str | None = None
    posting: str | None = None
    spellings: tuple[str, ...] = ()  # of a sender's address; none: from anybody
    reference: str | None = None  # of the application that they belong to


def page(tx: Transaction, wanted: Mails, place: Place | None, limit: int) -> tuple[list[Row[Any]], bool]:
    """Mails with the reference of their application, and whether there are more in this direction."""
    postgresql.go_by_indexes(tx)
    back = place is not None and place.back
    order = Order(table=message, down=not back, place=place)
    keys: set[Key] = set()
    for axes, also in _sources(wanted):
        if all(values for _, values in axes):
            keys.update(streamed(tx, order, axes, limit + 1, *also, *_also(wanted)))
    found = order.sorted(keys)
    ids = [id_ for _, id_ in found[:limit]]
    query = select(message, application.c.reference).outerjoin(
        application, application.c.id == message.c.application_id
    )
    rows = tx.execute(query.where(message.c.id.in_(ids)).order_by(message.c.id.desc()))
    return list(rows), len(found) > limit


_Source = tuple[list[Axis], list[ColumnElement[bool]]]


def _sources(wanted: Mails) -> list[_Source]:
    """Where mails may come from, each by the index that has them in order."""
    outcomes = wanted.outcomes or _ALL
    if wanted.spellings:
        return [([(message.c.sender, wanted.spellings)], _seen(wanted))]
    if wanted.reference is not None:
        of_it = select(application.c.id).where(application.c.reference == wanted.reference)
        return [([], [message.c.application_id == of_it.scalar_subquery(), *_seen(wanted)])]
    if wanted.posting is not None:
        may = wanted.postings is None or wanted.posting in wanted.postings
        asked = (wanted.posting,) if may else ()
        return [([(message.c.posting, asked), (message.c.outcome, outcomes)], [])]
    if wanted.postings is None:
        if wanted.mailbox is not None:
            return [([(message.c.mailbox, (wanted.mailbox,)), (message.c.outcome, outcomes)], [])]
        return [([(message.c.outcome, wanted.outcomes)] if wanted.outcomes else [], [])]
    mailboxes = tuple(each for each in wanted.mailboxes if wanted.mailbox in (None, each))
    nobodys = tuple(each for each in outcomes if each in OF_NOBODY)
    return [
        ([(message.c.posting, wanted.postings), (message.c.outcome, outcomes)], []),
        ([(message.c.mailbox, mailboxes), (message.c.outcome, nobodys)], [text(NOBODYS)]),  # type: ignore[list-item]
    ]


def _seen(wanted: Mails) -> list[ColumnElement[bool]]:
    """What may be seen, said of rows that are there."""
    if wanted.postings is None:
        return []
    its_application = select(application.c.posting).where(application.c.id == message.c.application_id)
    return [
        or_(
            message.c.posting.in_(wanted.postings),
            its_application.scalar_subquery().in_(wanted.postings),
            text(NOBODYS) & message.c.mailbox.in_(wanted.mailboxes),
        )
    ]


def _also(wanted: Mails) -> list[ColumnElement[bool]]:
    """What is asked for besides that by which they are found."""
    found: list[ColumnElement[bool]] = []
    by_words = bool(wanted.spellings) or wanted.reference is not None
    if by_words and wanted.outcomes:
        found.append(message.c.outcome.in_(wanted.outcomes))
    if by_words and wanted.posting is not None:
        found.append(message.c.posting == wanted.posting)
    if wanted.mailbox is not None:
        found.append(message.c.mailbox == wanted.mailbox)
    return found


def nobodys(
    tx: Transaction, mailboxes: Sequence[str], outcome: Outcome, limit: int, *, with_files: bool
) -> list[Row[Any]]:
    """The newest mails of some mailboxes that belong to no posting."""
    postgresql.go_by_indexes(tx)
    if not mailboxes:
        return []
    order = Order(table=message)
    axes: list[Axis] = [(message.c.mailbox, mailboxes), (message.c.outcome, (outcome,))]
    keys = streamed(tx, order, axes, limit, text(NOBODYS))  # type: ignore[arg-type]
    rows = tx.execute(select(message).where(message.c.id.in_([id_ for _, id_ in keys])))
    found = [row for row in rows if row.files or not with_files]
    return sorted(found, key=lambda row: row.id, reverse=True)
