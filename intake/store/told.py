"""What recruiters were told of our own accord: each thing once, over restarts and several processes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, func, select

from intake.store.database import Transaction
from intake.store.tables import application, document, message, told
from intake.store.upsert import insert_or_ignore

_CLOSING: Final = "closing"


def closing(tx: Transaction, recruiter: str, posting: str, cutoff: datetime, now: datetime) -> bool:
    """Note that a recruiter is told of a posting's closing; False if that was noted before."""
    return _note(tx, recruiter, _CLOSING, _closing_of(posting, cutoff), now)


def told_of_closing(tx: Transaction, who: Collection[str], posting: str, cutoff: datetime) -> set[str]:
    """Who of some recruiters was told of a posting's closing, lower case."""
    of = (told.c.what == _CLOSING, told.c.of == _closing_of(posting, cutoff))
    where = (told.c.recruiter.in_({each.lower() for each in who}), *of)
    return set(tx.scalars(select(told.c.recruiter).where(*where)))


def closings(tx: Transaction, posting: str, cutoff: datetime) -> Sequence[Row[Any]]:
    """Whom (`recruiter`) the report on a posting's closing was written to, and when (`at`)."""
    where = (told.c.what == _CLOSING, told.c.of == _closing_of(posting, cutoff))
    return tx.execute(select(told).where(*where).order_by(told.c.at, told.c.recruiter)).all()


def exception(tx: Transaction, recruiter: str, status: str, reference: str, now: datetime) -> bool:
    """Note that a recruiter is told of an application in that status; False if that was noted before."""
    return _note(tx, recruiter, status, reference, now)


def times(tx: Transaction, recruiter: str, since: datetime) -> Sequence[datetime]:
    """When a recruiter was told of exceptions since then, oldest first."""
    where = (told.c.recruiter == recruiter.lower(), told.c.what != _CLOSING, told.c.at > since)
    return tx.scalars(select(told.c.at).where(*where).distinct().order_by(told.c.at)).all()


def take_back(tx: Transaction, recruiter: str, at: datetime) -> None:
    """Let what a recruiter was told of at that instant be told again: the letter was taken back."""
    tx.execute(delete(told).where(told.c.recruiter == recruiter.lower(), told.c.at == at))


def exceptions(
    tx: Transaction, recruiter: str, posting: str, statuses: Collection[str], since: datetime
) -> Sequence[Row[Any]]:
    """The applications to a posting in these statuses that got mail since then, and that were not told of."""
    fresh = select(message.c.application_id).where(message.c.taken_at >= since)
    known = select(told.c.of).where(
        told.c.recruiter == recruiter.lower(),
        told.c.what == application.c.status,
        told.c.of == application.c.reference,
    )
    where = (
        application.c.posting == posting,
        application.c.status.in_(statuses),
        application.c.id.in_(fresh),
        ~known.correlate(application).exists(),
    )
    return tx.execute(select(application).where(*where).order_by(application.c.id)).all()


def applications(tx: Transaction, posting: str) -> Sequence[Row[Any]]:
    """Every application to a posting, by its reference's number."""
    return tx.execute(
        select(application).where(application.c.posting == posting).order_by(application.c.id)
    ).all()


def references(tx: Transaction, posting: str) -> dict[str, int]:
    """The row ids of a posting's applications, by their references."""
    query = select(application.c.reference, application.c.id).where(application.c.posting == posting)
    return {row.reference: row.id for row in tx.execute(query.order_by(application.c.id))}


def documents(tx: Transaction, posting: str) -> dict[int, list[str]]:
    """The digests of the documents of a posting's applications, by the application's row id."""
    query = (
        select(document.c.application_id, document.c.sha256)
        .join(application, application.c.id == document.c.application_id)
        .where(application.c.posting == posting)
        .order_by(document.c.id)
    )
    found: dict[int, list[str]] = {}
    for row in tx.execute(query):
        found.setdefault(row.application_id, []).append(row.sha256)
    return found


def size(tx: Transaction, posting: str, status: str) -> int:
    """How many bytes the mails of a posting's applications in a status have."""
    query = (
        select(func.coalesce(func.sum(message.c.size), 0))
        .join(application, application.c.id == message.c.application_id)
        .where(application.c.posting == posting, application.c.status == status)
    )
    return int(tx.execute(query).scalar_one())


def unmatched(tx: Transaction, mailbox: str, since: datetime) -> int:
    """How many mails to a mailbox that no posting claims were received since then."""
    where = (message.c.outcome == "unmatched", message.c.mailbox == mailbox, message.c.received_at >= since)
    return tx.execute(select(func.count()).select_from(message).where(*where)).scalar_one()


def _note(tx: Transaction, recruiter: str, what: str, of: str, now: datetime) -> bool:
    row = {"recruiter": recruiter.lower(), "what": what, "of": of, "at": now}
    return insert_or_ignore(tx, told, row) is not None


def _closing_of(posting: str, cutoff: datetime) -> str:
    return f"{posting} {cutoff.isoformat()}"
