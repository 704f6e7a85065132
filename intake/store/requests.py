"""Requests about one's data, until they are answered; and who is known to us, of those that ask."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update

from intake.domain.privacy import Request
from intake.store.database import Transaction
from intake.store.tables import alarm, application, letter, message, request
from intake.store.upsert import insert_or_ignore

MAY_ASK = "may ask: a person must say whether it is a request"
ERASED = "erased"
_UNSAID = ("superseded", "held")  # states of a letter that tells nobody anything


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """An application of somebody who asks for something: its reference, posting, and whether it is closed."""

    reference: str
    posting: str
    closed: bool


def applications_of(tx: Transaction, email: str, postings: Collection[str]) -> Sequence[Known]:
    """The applications of an address to some postings, the newest first."""
    where = (application.c.posting.in_(postings), application.c.email == email.lower())
    rows = tx.execute(select(application).where(*where).order_by(application.c.id.desc()))
    return [
        Known(reference=row.reference, posting=row.posting, closed=row.ruling in ("withdrawn", "spam"))
        for row in rows
    ]


def wrote_before(tx: Transaction, mailbox: str, email: str, sha256: str) -> bool:
    """Whether another mail of a person with that address has come to a mailbox."""
    where = (
        message.c.mailbox == mailbox,
        func.lower(message.c.sender) == email.lower(),
        message.c.sha256 != sha256,
        message.c.outcome != "automatic",
    )
    return tx.execute(select(message.c.id).where(*where).limit(1)).first() is not None


def told_lately(
    tx: Transaction, mailbox: str, email: str, since: datetime, *, kind: Request, sha256: str
) -> bool:
    """Whether the sender of another mail was told since then that a request of that kind is in hand."""
    # From the few requests to their letters: joined, a database begins at the letters and reads them all.
    causes = select(request.c.message_id).where(request.c.email == email.lower(), request.c.kind == kind)
    query = (
        select(letter.c.id)
        .join(message, message.c.id == letter.c.cause_id)
        .where(
            letter.c.cause_id.in_(causes),
            letter.c.kind == "privacy",
            letter.c.mailbox == mailbox,
            letter.c.created_at > since,
            letter.c.state.not_in(_UNSAID),
            message.c.sha256 != sha256,
        )
    )
    return tx.execute(query.limit(1)).first() is not None


def add(
    tx: Transaction,
    *,
    message_id: int,
    kind: Request,
    email: str,
    received_at: datetime,
    due_at: datetime,
    sure: bool,
) -> bool:
    """Note a request, of which the admins are to be told; False if that mail has its request already."""
    values = {
        "kind": kind,
        "message_id": message_id,
        "email": email.lower(),
        "received_at": received_at,
        "due_at": due_at,
        "note": None if sure else MAY_ASK,
    }
    if insert_or_ignore(tx, request, values) is None:
        return False
    told = update(alarm).where(alarm.c.code == "privacy_request", alarm.c.cleared_at.is_(None))
    tx.execute(told.values(told_at=None))
    return True


def of_message(tx: Transaction, message_id: int) -> Row[Any] | None:
    """The request that a mail made."""
    return tx.execute(select(request).where(request.c.message_id == message_id)).one_or_none()


def get(tx: Transaction, request_id: int) -> Row[Any] | None:
    """One request, locked until the transaction ends."""
    return tx.execute(select(request).where(request.c.id == request_id).with_for_update()).one_or_none()


def listing(tx: Transaction, *, everything: bool) -> Sequence[Row[Any]]:
    """The requests that are open, or all, the one first that is to be answered first."""
    query = select(request).order_by(request.c.due_at, request.c.id)
    return tx.execute(query if everything else query.where(request.c.finished_at.is_(None))).all()


def finish(tx: Transaction, request_id: int, now: datetime, note: str) -> bool:
    """Note that a request is answered; False if it was before."""
    still = (request.c.id == request_id, request.c.finished_at.is_(None))
    return tx.execute(update(request).where(*still).values(finished_at=now, note=note)).rowcount == 1


def hush(tx: Transaction, message_id: int, now: datetime) -> None:
    """Drop the letter that says of a mail's request that it is in hand, where it still waits."""
    waiting = (letter.c.cause_id == message_id, letter.c.kind == "privacy", letter.c.state == "pending")
    values = {"state": "superseded", "settled_at": now, "note": "the request is finished"}
    tx.execute(update(letter).where(*waiting).values(**values))


def references_of(tx: Transaction, email: str) -> Sequence[str]:
    """The references of every application of an address."""
    query = select(application.c.reference).where(application.c.email == email)
    return tx.scalars(query.order_by(application.c.id)).all()


# --- forgetting --------------------------------------------------------------


def named(
    tx: Transaction, message_ids: Collection[int], emails: Collection[str], address: str | None
) -> Sequence[int]:
    """The requests that are forgotten with what is erased: those in its mails, and those of its people.

    `address` is that of the person who is erased; else the `emails` are those of dossiers that go, and what
    is open of theirs stays.
    """
    theirs: list[ColumnElement[bool]] = [request.c.message_id.in_(message_ids)]
    if address is not None:
        theirs.append(request.c.email == address)
    elif emails:
        theirs.append(and_(request.c.email.in_(emails), request.c.finished_at.is_not(None)))
    return tx.scalars(select(request.c.id).where(or_(*theirs)).order_by(request.c.id)).all()


def open_emails() -> Select[tuple[str | None]]:
    """The addresses of those who wait for an answer, as a question within a question."""
    return select(request.c.email).where(request.c.finished_at.is_(None), request.c.email.is_not(None))


def forget(tx: Transaction, ids: Collection[int], message_ids: Collection[int], now: datetime) -> None:
    """Leave of requests when they came, and that they are finished."""
    these = request.c.id.in_(ids)
    finished = func.coalesce(request.c.finished_at, now)
    tx.execute(update(request).where(these).values(finished_at=finished, email=None, note=ERASED))
    # Another mail may have that id one day.
    gone = request.c.message_id.in_(message_ids)
    tx.execute(update(request).where(these, gone).values(message_id=None))
