"""What a page shows of one application, of one mail, and of one letter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Row, select

from intake.store.database import Transaction
from intake.store.tables import application, audit, correction, document, letter, message

_MOST_DEEDS: Final = 500  # of one dossier's audit rows that are shown
_AGAIN: Final = "replay"
_LETTER: Final = tuple(column for column in letter.c if column is not letter.c.raw)


def application_of(tx: Transaction, reference: str) -> Row[Any] | None:
    """The row of the application of that reference."""
    return tx.execute(select(application).where(application.c.reference == reference)).one_or_none()


def application_by_id(tx: Transaction, application_id: int) -> Row[Any] | None:
    """The row of an application by its id."""
    return tx.execute(select(application).where(application.c.id == application_id)).one_or_none()


def mails(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The mails of an application, in the order they were received."""
    query = select(message).where(message.c.application_id == application_id)
    return tx.execute(query.order_by(message.c.received_at, message.c.id)).all()


def mail(tx: Transaction, message_id: int) -> Row[Any] | None:
    """A mail, with the reference and the posting of its application."""
    told = (application.c.reference, application.c.posting.label("application_posting"))
    query = select(message, *told).outerjoin(application, application.c.id == message.c.application_id)
    return tx.execute(query.where(message.c.id == message_id)).one_or_none()


def documents(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The documents of an application as the machine read them, with the digests of their mails."""
    query = select(document, message.c.sha256.label("mail")).join(
        message, message.c.id == document.c.message_id
    )
    return tx.execute(query.where(document.c.application_id == application_id).order_by(document.c.id)).all()


def said_of(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The corrections of an application's documents."""
    where = correction.c.application_id == application_id
    return tx.execute(select(correction).where(where).order_by(correction.c.id)).all()


def letters(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The letters on an application, oldest first; the bytes of none."""
    query = select(*_LETTER).where(letter.c.application_id == application_id)
    return tx.execute(query.order_by(letter.c.created_at, letter.c.id)).all()


def answers(tx: Transaction, message_id: int) -> Sequence[Row[Any]]:
    """The letters that answer a mail, oldest first; the bytes of none."""
    return tx.execute(select(*_LETTER).where(letter.c.cause_id == message_id).order_by(letter.c.id)).all()


def letter_of(tx: Transaction, letter_id: int) -> Row[Any] | None:
    """A letter with its bytes."""
    return tx.execute(select(letter).where(letter.c.id == letter_id)).one_or_none()


def words_of(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The letters on an application that have not gone out yet, with their bytes."""
    there = (letter.c.application_id == application_id, letter.c.state.in_(("pending", "held")))
    return tx.execute(select(letter).where(*there).order_by(letter.c.id)).all()


def deeds(tx: Transaction, reference: str, message_ids: Collection[int]) -> Sequence[Row[Any]]:
    """What the audit log tells of an application, and of its mails that were taken through again.

    The last first. An index has each of the two questions.
    """
    of_it = select(audit).where(audit.c.application == reference)
    again = select(audit).where(audit.c.action == _AGAIN, audit.c.message_id.in_(message_ids))
    found = {
        row.id: row
        for query in (of_it, again)
        for row in tx.execute(query.order_by(audit.c.id.desc()).limit(_MOST_DEEDS))
    }
    return [found[key] for key in sorted(found, reverse=True)]
