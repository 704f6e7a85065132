"""The caps of `limits`: how many letters went out lately, and those that wait until fewer have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    bindparam,
    func,
    null,
    or_,
    select,
    union_all,
    update,
)

from intake.store.database import Transaction
from intake.store.tables import letter

_GATE = 0x1A7A4E  # the advisory lock of the senders; any number that nobody else uses
IN_HAND = ("claimed", "sending")  # states of a letter that a worker has claimed
_ASKED = ("id", "mailbox", "domain", "recipient", "cause_id")

CAPPED = "held back"  # begins the note of a letter that a cap holds, of `limits` or of a mail provider
# The column, and the value or, where it varies, the name of the parameter that brings it.
_Where = Mapping[str, str | bool | BindParameter[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """What a cap counts: the letters that went out since then and whose columns hold these values."""

    since: datetime
    where: Mapping[str, str | bool]


def one_at_a_time(tx: Transaction) -> None:
    """Let no other sender count and claim until this transaction ends: together they would pass a cap."""
    if tx.dialect.name == "postgresql":  # SQLite has one writer anyway
        tx.execute(select(func.pg_advisory_xact_lock(_GATE)))


def gone_through(tx: Transaction, letter_id: int, windows: Sequence[Window]) -> list[int]:
    """How many other letters went out (or may have) in each window, those in a sender's hand included."""
    given: dict[str, Any] = {"other": letter_id, "longest": min(window.since for window in windows)}
    for number, window in enumerate(windows):
        given[f"since_{number}"] = window.since
        given |= {f"{column}_{number}": value for column, value in window.where.items()}
    asked = tuple((*sorted(each.where), each.where.get("notice")) for each in windows)
    return list(tx.execute(_counting(asked), given).one())


@cache
def _counting(asked: tuple[tuple[str | bool | None, ...], ...]) -> Select[*tuple[Any, ...]]:
    """The question of `gone_through`, made once: to make it takes longer than to ask it."""
    gone = _gone(bindparam("longest"), bindparam("other")).subquery()
    counts = []
    for number, (*columns, notice) in enumerate(asked):
        where: dict[str, Any] = {str(each): bindparam(f"{each}_{number}") for each in columns}
        if "notice" in where:
            where["notice"] = notice
        late = or_(gone.c.at.is_(None), gone.c.at > bindparam(f"since_{number}"))
        counts.append(func.count().filter(late, *_of(where, gone)))
    return select(*counts).select_from(gone)


def handed_over(tx: Transaction, letter_id: int, now: datetime, window: Window) -> Sequence[datetime]:
    """When these letters went out, oldest first; one that is in a sender's hand counts as gone now."""
    gone = _gone(window.since, letter_id).subquery()
    return sorted(at or now for at in tx.scalars(select(gone.c.at).where(*_of(window.where, gone))))


def _gone(since: Any, other: Any) -> Any:
    """Letters that went out (or may have) since then, and those in hand, whose time is null.

    Asked at once: else one could be in hand at the one question and sent at the other, or neither.
    """
    columns = [letter.c[name] for name in _ASKED]
    went = (letter.c.state + "").in_(("sent", "unknown"))  # not by the index of states: all that ever went
    settled = select(letter.c.settled_at.label("at"), *columns).where(letter.c.settled_at > since, went)
    in_hand = select(null().label("at"), *columns).where(letter.c.state.in_(IN_HAND))
    return union_all(*(query.where(letter.c.id != other) for query in (settled, in_hand)))


def hold_back(
    tx: Transaction,
    letter_id: int,
    me: str,
    *,
    where: Mapping[str, str | bool],
    until: datetime,
    now: datetime,
    note: str,
) -> int:
    """Let a claimed letter, and all others due that the same cap holds, wait; return how many they are."""
    unclaimed = {"state": "pending", "claimed_by": None, "attempts": letter.c.attempts - 1}
    ours = (letter.c.id == letter_id, letter.c.claimed_by == me)
    tx.execute(update(letter).where(*ours).values(**unclaimed))
    due = (letter.c.state == "pending", letter.c.due_at <= now, *_of(where, letter))
    values = {"due_at": until, "note": note}
    return tx.execute(update(letter).where(*due).values(**values)).rowcount


def release(tx: Transaction, notes: Collection[str], now: datetime) -> None:
    """Let the letters go that a cap held back which is none of these any more."""
    held = (letter.c.state == "pending", letter.c.note.startswith(CAPPED), letter.c.note.not_in(notes))
    tx.execute(update(letter).where(*held).values(due_at=now, note=None))


def capped(tx: Transaction, mailboxes: Collection[str] | None = None) -> int:
    """How many letters (of some mailboxes, or of all) wait because a cap is reached."""
    held = (letter.c.state == "pending", letter.c.note.startswith(CAPPED))
    # Those that have any are few; the mailboxes may be more than a statement takes.
    query = select(letter.c.mailbox, func.count().label("number")).where(*held).group_by(letter.c.mailbox)
    return sum(row.number for row in tx.execute(query) if mailboxes is None or row.mailbox in mailboxes)


def _of(where: _Where, source: FromClause) -> list[ColumnElement[bool]]:
    """The letters whose columns hold these values; a robot that writes its address otherwise is the same.

    `notice` says whether they answer no mail.
    """
    found = [
        func.lower(source.c[column]) == func.lower(value)
        for column, value in where.items()
        if column != "notice"
    ]
    if "notice" in where:
        found.append(source.c.cause_id.is_(None) if where["notice"] else source.c.cause_id.is_not(None))
    return found
