"""Letters as people see them: what became of each, which bounced, and which a person lets go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update

from intake.store import audit
from intake.store.database import Transaction
from intake.store.tables import OPEN, application, letter

# A server has had the content of these, or may have had it.
_HANDED_OVER = ("sending", "sent", "unknown")


def listing(
    tx: Transaction, *, everything: bool, after: int = 0, limit: int | None = None
) -> Sequence[Row[Any]]:
    """Every letter, or those that have not surely arrived, oldest first; the bytes of none.

    They are those behind the id `after`, at most `limit`.
    """
    query = _shown().where(letter.c.id > after).order_by(letter.c.id).limit(limit)
    return tx.execute(query if everything else query.where(OPEN)).all()


def these(tx: Transaction, ids: Collection[int]) -> Sequence[Row[Any]]:
    """Letters by their ids, oldest first; the bytes of none."""
    return tx.execute(_shown().where(letter.c.id.in_(ids)).order_by(letter.c.id)).all()


def _shown() -> Select[Any]:
    return _with_reference(*(column for column in letter.c if column is not letter.c.raw))


def get(tx: Transaction, letter_id: int) -> Row[Any] | None:
    """One letter, locked until the transaction ends, with its application's reference."""
    query = _with_reference().where(letter.c.id == letter_id).with_for_update(of=letter)
    return tx.execute(query).one_or_none()


def later(tx: Transaction, row: Row[Any]) -> int | None:
    """The newest letter on the same application that was written after this one; None without one.

    Whether a request about one's data is in hand, and where the dossier stands, are told apart.
    """
    if row.application_id is None:
        return None
    after = or_(
        letter.c.created_at > row.created_at,
        and_(letter.c.created_at == row.created_at, letter.c.id > row.id),
    )
    alike = letter.c.kind == "privacy" if row.kind == "privacy" else letter.c.kind != "privacy"
    where = (letter.c.application_id == row.application_id, after, alike, letter.c.state != "superseded")
    query = select(letter.c.id).where(*where).order_by(letter.c.created_at.desc(), letter.c.id.desc())
    found: int | None = tx.scalar(query.limit(1))
    return found


def waiting(tx: Transaction, application_id: int, kinds: Collection[str] | None = None) -> Row[Any] | None:
    """The newest answer (of these kinds) on an application that waits, locked until the transaction ends."""
    where = [letter.c.application_id == application_id, letter.c.cause_id.is_not(None)]
    where.append(letter.c.state == "pending")
    if kinds is not None:
        where.append(letter.c.kind.in_(kinds))
    query = select(letter).where(*where).order_by(letter.c.created_at.desc(), letter.c.id.desc())
    return tx.execute(query.limit(1).with_for_update()).one_or_none()


def due(tx: Transaction, kind: str, now: datetime) -> Sequence[Row[Any]]:
    """The letters of a kind that are about to go out, locked until the transaction ends."""
    where = (letter.c.state == "pending", letter.c.due_at <= now, letter.c.kind == kind)
    query = select(letter).where(*where).order_by(letter.c.id)
    return tx.execute(query.with_for_update(skip_locked=True)).all()


def overtaken(
    tx: Transaction, kinds: Collection[str], cutoffs: Mapping[str, datetime], now: datetime
) -> Sequence[Row[Any]]:
    """The letters of some kinds that are about to go out and were written before their posting's cut-off.

    `cutoffs` are those that have passed, by posting. The rows are locked until the transaction ends.
    """
    where = (
        letter.c.state == "pending",
        letter.c.due_at <= now,
        letter.c.created_at < max(cutoffs.values()),
        letter.c.kind.in_(kinds),
        application.c.posting.in_(cutoffs),
    )
    query = select(letter, application.c.posting).join(
        application, application.c.id == letter.c.application_id
    )
    rows = tx.execute(query.where(*where).order_by(letter.c.id).with_for_update(of=letter, skip_locked=True))
    return [row for row in rows if row.created_at < cutoffs[row.posting]]


def last_answer(tx: Transaction, application_id: int) -> Row[Any] | None:
    """The newest answer to an application's own address; None: the candidate was never to be answered.

    What is said of a request about one's data is none: it may be all that a mailbox ever said.
    """
    answers = (
        letter.c.application_id == application_id,
        letter.c.cause_id.is_not(None),
        letter.c.kind != "privacy",
    )
    own = func.lower(letter.c.recipient) == application.c.email
    query = select(letter).join(application, application.c.id == letter.c.application_id)
    newest = query.where(*answers, own).order_by(letter.c.created_at.desc(), letter.c.id.desc())
    return tx.execute(newest.limit(1)).one_or_none()


def rewrite(tx: Transaction, letter_id: int, values: Mapping[str, Any]) -> None:
    """Give a letter that has surely not gone out other words."""
    tx.execute(update(letter).where(letter.c.id == letter_id).values(**values))


def release(tx: Transaction, letter_id: int, now: datetime) -> None:
    """Let a settled letter go out now: it is tried as a new one is."""
    fresh = {"attempts": 0, "deferred_at": None, "settled_at": None, "note": None}
    unbounced = {"bounced_at": None, "bounced_by": None, "bounce": None}
    values = {"state": "pending", "due_at": now} | fresh | unbounced
    tx.execute(update(letter).where(letter.c.id == letter_id).values(**values))


def arrived(tx: Transaction, letter_id: int) -> None:
    """Note that a letter whose answer was lost did arrive; when it was handed over stays."""
    tx.execute(update(letter).where(letter.c.id == letter_id).values(state="sent", note=None))


def ended(
    tx: Transaction,
    letter_ids: Collection[int],
    action: str,
    at: datetime,
    *,
    actor: str = audit.MACHINE,
    message_id: int | None = None,
) -> None:
    """Write into the audit log what became of letters; `message_id` is the mail that said so."""
    query = _with_reference(letter.c.id).where(letter.c.id.in_(letter_ids)).order_by(letter.c.id)
    for row in tx.execute(query).all():
        audit.record(
            tx,
            at=at,
            actor=actor,
            action=action,
            message_id=message_id,
            letter_id=row.id,
            application=row.reference,
        )


# --- bounces -----------------------------------------------------------------


def known_as(tx: Transaction, message_ids: Sequence[str]) -> Row[Any] | None:
    """The letter that bears the first of these Message-IDs which is one of ours."""
    rows = tx.execute(_with_reference().where(letter.c.message_id.in_(message_ids))).all()
    return min(rows, key=lambda row: message_ids.index(row.message_id), default=None)


def last_to(
    tx: Transaction, mailbox: str, references: Collection[str], recipients: Collection[str]
) -> Row[Any] | None:
    """The newest letter of a mailbox on one of these applications that went to one of these addresses."""
    where = (
        letter.c.mailbox == mailbox,
        letter.c.state.in_(_HANDED_OVER),
        application.c.reference.in_(references),
        func.lower(letter.c.recipient).in_(recipients),
    )
    query = _with_reference().where(*where).order_by(letter.c.created_at.desc(), letter.c.id.desc())
    return tx.execute(query.limit(1)).one_or_none()


def bounced(tx: Transaction, letter_id: int, *, at: datetime, by: int, text: str) -> bool:
    """Note that a letter did not arrive; False if a report has said so before. Its state stays."""
    where = (letter.c.id == letter_id, letter.c.bounced_at.is_(None))
    values = {"bounced_at": at, "bounced_by": by, "bounce": text}
    return tx.execute(update(letter).where(*where).values(**values)).rowcount == 1


def unbounced(tx: Transaction, by: int, *, but: int | None) -> None:
    """Take back what a mail that is replayed said of letters, one (`but`) apart."""
    theirs: list[ColumnElement[bool]] = [letter.c.bounced_by == by]
    if but is not None:
        theirs.append(letter.c.id != but)
    values = {"bounced_at": None, "bounced_by": None, "bounce": None}
    tx.execute(update(letter).where(*theirs).values(**values))


def _with_reference(*columns: ColumnElement[Any]) -> Select[Any]:
    query = select(*(columns or (letter,)), application.c.reference)
    return query.outerjoin(application, application.c.id == letter.c.application_id)
