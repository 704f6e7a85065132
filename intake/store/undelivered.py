"""Letters that a person has to look at: lost, failed, bounced, or held back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, literal, select

from intake.store.database import Transaction
from intake.store.inbox import OF_NOBODY
from intake.store.tables import application, letter, message

# An order's answer goes to a colleague, and an answer within a dossier is its posting's.
_NOBODYS: Final = (
    message.c.posting.is_(None),
    message.c.application_id.is_(None),
    message.c.outcome.in_(OF_NOBODY),
)
_LOOKED_AT: Final = 300  # letters of one kind, the newest of them


def newest(tx: Transaction, since: datetime) -> list[Row[Any]]:
    """The newest letters whose fate is unknown, and those that failed or came back since; not their bytes.

    Each has the reference, posting and name of its application; else the mailbox of the mail that it
    answers, where that mail is nobody's.
    """
    found: dict[int, Row[Any]] = {}
    lost = (letter.c.state == "unknown",)
    failed = (letter.c.state == "failed", letter.c.settled_at > since)
    bounced = (letter.c.bounced_by.is_not(None), letter.c.bounced_at > since)
    for which, by in ((lost, letter.c.due_at), (failed, letter.c.due_at), (bounced, letter.c.bounced_by)):
        found |= {row.id: row for row in _newest(tx, which, by)}
    return sorted(found.values(), key=lambda row: row.id, reverse=True)


def held(tx: Transaction, most: int) -> int:
    """How many letters are held back, `most` + 1 for more."""
    some = select(literal(1)).select_from(letter).where(letter.c.state == "held").limit(most + 1).subquery()
    return tx.execute(select(func.count()).select_from(some)).scalar_one()


def _newest(
    tx: Transaction, which: Sequence[ColumnElement[bool]], by: ColumnElement[Any]
) -> Sequence[Row[Any]]:
    told: list[Any] = [column for column in letter.c if column is not letter.c.raw]
    its: list[Any] = [application.c.reference, application.c.posting, application.c.name]
    columns: list[Any] = [*told, *its, message.c.mailbox.label("asked_at")]
    query = (
        select(*columns)
        .outerjoin(application, application.c.id == letter.c.application_id)
        .outerjoin(message, and_(message.c.id == letter.c.cause_id, *_NOBODYS))
        .where(*which)
        .order_by(by.desc())
        .limit(_LOOKED_AT)
    )
    return tx.execute(query).all()
