"""What recruiters' orders ask of the database: the key of their tokens, and what was ordered before."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select, update

from intake.domain.model import Ruling
from intake.domain.order_words import Word
from intake.store.database import Transaction
from intake.store.tables import application, audit, letter, message, secret
from intake.store.upsert import insert_or_ignore

_KEY: Final = "orders"
_BYTES: Final = 32  # as many as SHA-256 gives, RFC 2104 §3
_MAKES: Final[dict[Ruling, Word]] = {"accepted": "accept", "withdrawn": "withdraw", "spam": "spam"}
_UNDO: Final[Word] = "undo"
_NONE: Final = "none"  # as a note says it


def key(tx: Transaction) -> bytes:
    """The key that tokens are signed with, made at first use."""
    where = secret.c.name == _KEY
    found: bytes | None = tx.scalar(select(secret.c.value).where(where))
    if found is None:
        insert_or_ignore(tx, secret, {"name": _KEY, "value": secrets.token_bytes(_BYTES)})
        found = tx.execute(select(secret.c.value).where(where)).scalar_one()
    return found


def known_key(tx: Transaction) -> bytes | None:
    """The key that tokens are signed with; None: none was ever issued."""
    found: bytes | None = tx.scalar(select(secret.c.value).where(secret.c.name == _KEY))
    return found


def reference_of(tx: Transaction, application_id: int) -> str | None:
    """The reference of the application with that row id, if there is one."""
    where = application.c.id == application_id
    found: str | None = tx.scalar(select(application.c.reference).where(where))
    return found


def action(word: Word) -> str:
    """What the audit log calls an order."""
    return f"settle {word}"


def note(status: str, now: str, ruling: Ruling | None, ruled: Ruling | None) -> str:
    """What the audit log keeps of an order: the states before and after, and the rulings."""
    return f"{status} → {now}; ruling {ruling or _NONE} → {ruled or _NONE}"


def ruling_before(tx: Transaction, reference: str, ruling: Ruling, since: datetime) -> Ruling | None:
    """What stood before the ruling that stands now was given, by the audit log's `note`s since then.

    They tell what people ordered; a ruling that none of them gave is the candidate's own, who withdrew.
    """
    ordered = audit.c.action.in_([action(word) for word in (*_MAKES.values(), _UNDO)])
    where = (audit.c.application == reference, audit.c.at >= since, ordered)
    given: list[str] = [_NONE]  # one upon the other; the last is the one that stands
    for row in tx.execute(select(audit.c.action, audit.c.note).where(*where).order_by(audit.c.id)):
        before, _, after = (row.note or "").partition("; ruling ")[2].partition(" → ")
        if before != given[-1]:
            given.append(before)
        if row.action != action(_UNDO):
            given.append(after)
        elif len(given) > 1:
            given.pop()
    if ruling == given[-1]:
        given.pop()
    return next((each for each in _MAKES if each == given[-1]), None)


def wrote_after(tx: Transaction, application_id: int, reference: str, word: Word, since: datetime) -> bool:
    """Whether a mail came to a dossier after that was ordered of it the last time, since then."""
    ordered = (audit.c.application == reference, audit.c.at >= since, audit.c.action == action(word))
    when = tx.scalar(select(func.max(audit.c.at)).where(*ordered))
    if when is None:
        return False
    later = (message.c.application_id == application_id, message.c.taken_at >= when)
    brought = message.c.outcome.in_(("application", "supplement"))
    return tx.execute(select(message.c.id).where(*later, brought).limit(1)).first() is not None


def strike_out(tx: Transaction, audit_id: int) -> None:
    """Take back what was written down in this transaction of an order that cannot be followed."""
    tx.execute(delete(audit).where(audit.c.id == audit_id))


def asked_since(tx: Transaction, reference: str, since: datetime) -> bool:
    """Whether a dossier's candidate was asked again, or reminded, since then."""
    ordered = (audit.c.application == reference, audit.c.action == action("ask"), audit.c.at >= since)
    reminded = (application.c.reference == reference, application.c.reminded_at >= since)
    return bool(
        tx.execute(select(audit.c.id).where(*ordered).limit(1)).first()
        or tx.execute(select(application.c.id).where(*reminded).limit(1)).first()
    )


def drop_letters(tx: Transaction, application_id: int, now: datetime, why: str) -> None:
    """Drop the letters to a dossier's candidate that no sender has in hand."""
    waiting = (letter.c.application_id == application_id, letter.c.state.in_(("pending", "held")))
    values = {"state": "superseded", "settled_at": now, "note": why}
    tx.execute(update(letter).where(*waiting).values(**values))


def answered_since(tx: Transaction, recipient: str, since: datetime) -> bool:
    """Whether a recruiter's orders were answered since then."""
    where = (func.lower(letter.c.recipient) == recipient.lower(), letter.c.kind == "order")
    query = select(letter.c.id).where(*where, letter.c.created_at >= since).limit(1)
    return tx.execute(query).first() is not None


def same_order(tx: Transaction, message_id: str) -> int | None:
    """The row id of an order with that Message-ID: a copy that came another way, or to another mailbox."""
    where = (message.c.outcome == "order", message.c.message_id == message_id)
    found: int | None = tx.scalar(select(message.c.id).where(*where).order_by(message.c.id).limit(1))
    return found
