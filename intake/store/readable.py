"""Lists of what somebody may read: of all postings, or of some."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from intake.store.database import Transaction
from intake.store.tables import application, message

# Of the mails that belong to no posting, those that the digest tells a recruiter of.
_TOLD = ("unmatched", "quarantined")


def applications(
    tx: Transaction,
    postings: Collection[str] | None,
    *,
    status: str | None,
    since: datetime | None,
    after: int,
    limit: int,
) -> Sequence[Row[Any]]:
    """Applications to some postings (None: to all) behind the row id `after`, as they came in.

    `since` is when they were received at the earliest.
    """
    query = select(application).where(application.c.id > after)
    if postings is not None:
        query = query.where(application.c.posting.in_(sorted(postings)))
    if status is not None:
        query = query.where(application.c.status == status)
    if since is not None:
        # By the index on the time of their mails: applications have none on theirs.
        recent = select(message.c.application_id).where(message.c.received_at >= since)
        query = query.where(application.c.received_at >= since, application.c.id.in_(recent))
    return tx.execute(query.order_by(application.c.id).limit(limit)).all()


def application_named(tx: Transaction, reference: str) -> Row[Any] | None:
    """The application of that reference."""
    return tx.execute(select(application).where(application.c.reference == reference)).one_or_none()


def any_to(tx: Transaction, posting: str) -> bool:
    """Whether there is an application to that posting."""
    query = select(application.c.id).where(application.c.posting == posting).limit(1)
    return tx.execute(query).first() is not None


def messages(
    tx: Transaction,
    scope: tuple[Collection[str], Collection[str]] | None,
    *,
    outcome: str | None,
    after: int,
    limit: int,
) -> Sequence[Row[Any]]:
    """Mails behind the row id `after`, as they were taken in, each with its application's reference.

    `scope` is of a recruiter: ids of postings, and names of their mailboxes; None: all.
    """
    joined = message.outerjoin(application, application.c.id == message.c.application_id)
    query = select(message, application.c.reference).select_from(joined).where(message.c.id > after)
    if scope is not None:
        query = query.where(_in_scope(*scope))
    if outcome is not None:
        query = query.where(message.c.outcome == outcome)
    return tx.execute(query.order_by(message.c.id).limit(limit)).all()


def _in_scope(postings: Collection[str], mailboxes: Collection[str]) -> ColumnElement[bool]:
    """The mails of postings, and those of their mailboxes that no posting has and the digest tells of."""
    told = or_(message.c.outcome.in_(_TOLD), and_(message.c.outcome == "automatic", message.c.files > 0))
    nobodys = and_(
        message.c.posting.is_(None),
        message.c.application_id.is_(None),
        message.c.mailbox.in_(sorted(mailboxes)),
        told,
    )
    of_an_application = application.c.posting.in_(sorted(postings))
    of_a_posting = and_(message.c.application_id.is_(None), message.c.posting.in_(sorted(postings)))
    return or_(of_an_application, of_a_posting, nobodys)
