"""Letters that tell a person that no posting claims their mail, and what came of such mails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, literal_column, select, update

from intake.store import postgresql
from intake.store.database import Transaction
from intake.store.tables import letter, message

# Written out, so that the database knows its index.
_OF_NOBODY: Final[ColumnElement[str]] = literal_column("'unmatched'")


def hold(tx: Transaction, mailbox: str, sender: str) -> None:
    """Let no two transactions tell a sender at once what is told once in a while."""
    if tx.dialect.name != "sqlite":  # which has one writer anyway
        postgresql.hold_sender(tx, mailbox, sender)


def told(tx: Transaction, mailbox: str, sender: str, since: datetime, sha256: str) -> bool:
    """Whether the sender of a mail was told since then, for another one, that no posting claims it."""
    query = _unmatched(mailbox, sender, since).where(message.c.sha256 != sha256)
    return tx.execute(query.limit(1)).first() is not None


def sent_again(
    tx: Transaction, mailbox: str, sender: str, since: datetime, *, row_id: int, note: str, now: datetime
) -> Sequence[int]:
    """The mails with documents that no posting claimed, of whom was told so since then, but that one.

    What is still to tell them so is dropped: the mail of that row was claimed.
    """
    told = tx.execute(_unmatched(mailbox, sender, since)).all()
    if not told:
        return ()
    ids = [row.id for row in told]
    waiting = (letter.c.id.in_(ids), letter.c.state == "pending")
    values = {"state": "superseded", "settled_at": now, "note": note}
    tx.execute(update(letter).where(*waiting).values(**values))
    where = (
        message.c.received_at >= min(row.received_at for row in told),
        message.c.mailbox == mailbox,
        message.c.outcome == "unmatched",
        func.lower(message.c.sender) == sender.lower(),
        message.c.files > 0,
        message.c.id != row_id,
        ~message.c.reason.contains(note, autoescape=True),
    )
    return tx.scalars(select(message.c.id).where(*where).order_by(message.c.id)).all()


def _unmatched(mailbox: str, sender: str, since: datetime) -> Select[Any]:
    """The letters that told an address so; the index knows it as it was written."""
    local, _, domain = sender.rpartition("@")
    spellings = {sender, sender.lower(), f"{local}@{domain.lower()}"}
    return (
        select(letter.c.id, message.c.received_at)
        .join(message, message.c.id == letter.c.cause_id)
        .where(
            letter.c.kind == _OF_NOBODY,
            letter.c.recipient.in_(sorted(spellings)),
            letter.c.mailbox == mailbox,
            letter.c.created_at > since,
            letter.c.state.not_in(("superseded", "held")),
        )
    )
