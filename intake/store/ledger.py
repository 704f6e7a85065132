"""The ledger: mailboxes, folders, and one row for each copy of a mail on a server."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, delete, func, or_, select, update

from intake.domain.pace import LONGEST_RETRY, retry_after
from intake.store import forget
from intake.store.database import Transaction
from intake.store.tables import application, folder, mailbox, message
from intake.store.upsert import insert_or_ignore

# The folder of mails that no server gave us. Its UIDs are the mails' own digests, see `imported`.
IMPORTED: Final = "(import)"
_DONE: Final = ("application", "order")  # outcomes that stay
_DIGITS: Final = (15, 28)  # of a digest: the first are the numbering, those up to here the UID, of 52 bits


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """Where one copy of a mail lies on its server."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """How far a folder has been read: every UID up to `uid` has its row in the ledger."""

    uidvalidity: int
    uid: int


def start(tx: Transaction, name: str, now: datetime) -> None:
    """Note the first poll of a mailbox."""
    insert_or_ignore(tx, mailbox, {"name": name, "first_polled_at": now, "failures": 0})


def first_polled_at(tx: Transaction, name: str) -> datetime | None:
    """When a mailbox was polled first; None for one that never was."""
    when: datetime | None = tx.scalar(select(mailbox.c.first_polled_at).where(mailbox.c.name == name))
    return when


def read_at(tx: Transaction, name: str) -> datetime | None:
    """When a poll of a mailbox went through last; None: none did."""
    when: datetime | None = tx.scalar(select(mailbox.c.read_at).where(mailbox.c.name == name))
    return when


def went_well(tx: Transaction, name: str, now: datetime) -> None:
    """Note a poll that went through."""
    values = {"read_at": now, "failing_since": None, "failures": 0, "error": None}
    tx.execute(update(mailbox).where(mailbox.c.name == name).values(**values))


def went_wrong(tx: Transaction, name: str, now: datetime, error: str) -> None:
    """Note a poll that failed, and since when they fail."""
    since = func.coalesce(mailbox.c.failing_since, now)
    tx.execute(
        update(mailbox)
        .where(mailbox.c.name == name)
        .values(failing_since=since, failures=mailbox.c.failures + 1, error=error)
    )


def troubled(tx: Transaction) -> Sequence[Row[Any]]:
    """The mailboxes that fail now, with the error and since when."""
    failing = mailbox.c.failing_since.is_not(None)
    return tx.execute(select(mailbox).where(failing).order_by(mailbox.c.name)).all()


def cursor(tx: Transaction, mailbox_name: str, folder_name: str) -> Cursor | None:
    """How far a folder has been read, or None for one never seen."""
    where = (folder.c.mailbox == mailbox_name, folder.c.name == folder_name)
    row = tx.execute(select(folder.c.uidvalidity, folder.c.cursor).where(*where)).one_or_none()
    return Cursor(uidvalidity=row.uidvalidity, uid=row.cursor) if row else None


def set_cursor(tx: Transaction, mailbox_name: str, folder_name: str, value: Cursor) -> None:
    """Move a folder's cursor."""
    key = {"mailbox": mailbox_name, "name": folder_name}
    values = {"uidvalidity": value.uidvalidity, "cursor": value.uid}
    if not insert_or_ignore(tx, folder, key | values):
        where = (folder.c.mailbox == mailbox_name, folder.c.name == folder_name)
        tx.execute(update(folder).where(*where).values(**values))


def retire_numbering(tx: Transaction, mailbox_name: str, folder_name: str, uidvalidity: int) -> None:
    """Make a folder's numbering one of the past, though the server kept its UIDVALIDITY: read it anew."""
    past = _past(tx, mailbox_name, folder_name)
    here = (message.c.mailbox == mailbox_name, message.c.folder == folder_name)
    tx.execute(update(message).where(*here, message.c.uidvalidity == uidvalidity).values(uidvalidity=past))
    forget.retire_numbering(tx, mailbox_name, folder_name, uidvalidity, past)
    set_cursor(tx, mailbox_name, folder_name, Cursor(uidvalidity=uidvalidity, uid=0))


def set_aside(
    tx: Transaction, mailbox_name: str, folder_name: str, uidvalidity: int, uids: Collection[int]
) -> None:
    """Let rows name no mail of a folder's present numbering any more: these UIDs are still to be given."""
    theirs = (
        message.c.mailbox == mailbox_name,
        message.c.folder == folder_name,
        message.c.uidvalidity == uidvalidity,
        message.c.uid.in_(uids),
    )
    past = _past(tx, mailbox_name, folder_name)
    tx.execute(update(message).where(*theirs).values(uidvalidity=past))
    forget.retire_numbering(tx, mailbox_name, folder_name, uidvalidity, past, uids=uids)


def _past(tx: Transaction, mailbox_name: str, folder_name: str) -> int:
    """A numbering that no server gives, and no row of a folder has."""
    here = (message.c.mailbox == mailbox_name, message.c.folder == folder_name)
    lowest = tx.scalar(select(func.min(message.c.uidvalidity)).where(*here)) or 0
    return min(lowest, forget.lowest_numbering(tx, mailbox_name, folder_name), 0) - 1


def known(tx: Transaction, mailbox_name: str, folder_name: str, uidvalidity: int, above: int = 0) -> set[int]:
    """The UIDs above `above` that have a row, or had one that was erased."""
    where = (
        message.c.mailbox == mailbox_name,
        message.c.folder == folder_name,
        message.c.uidvalidity == uidvalidity,
        message.c.uid > above,
    )
    erased = forget.tombstones(tx, mailbox_name, folder_name, uidvalidity, above)
    return set(tx.scalars(select(message.c.uid).where(*where))) | erased


def renumber(tx: Transaction, copy: Copy, sha256: str) -> Row[Any] | None:
    """Give a row of an earlier numbering of this folder its new UID; None if no row fits the bytes."""
    where = (
        message.c.mailbox == copy.mailbox,
        message.c.folder == copy.folder,
        message.c.sha256 == sha256,
        message.c.uidvalidity != copy.uidvalidity,
    )
    oldest = select(func.min(message.c.id)).where(*where).scalar_subquery()
    return tx.execute(
        update(message)
        .where(message.c.id == oldest)
        .values(uidvalidity=copy.uidvalidity, uid=copy.uid)
        .returning(message)
    ).one_or_none()


def first_copy(tx: Transaction, mailbox_name: str, sha256: str) -> Row[Any] | None:
    """The row of the first copy of these bytes in a mailbox.

    All of them may be duplicates: of a mail whose bytes a program has changed as it kept it.
    """
    where = (message.c.mailbox == mailbox_name, message.c.sha256 == sha256)
    return tx.execute(
        select(message).where(*where).order_by(message.c.outcome == "duplicate", message.c.id).limit(1)
    ).one_or_none()


def unknown(tx: Transaction, mailbox_name: str, sha256s: Collection[str]) -> set[str]:
    """Those of the digests that no row of a mailbox has, and that were not erased from it."""
    where = (message.c.mailbox == mailbox_name, message.c.sha256.in_(sha256s))
    known = set(tx.scalars(select(message.c.sha256).where(*where)))
    return forget.not_erased(tx, mailbox_name, set(sha256s) - known)


def add(tx: Transaction, copy: Copy, values: Mapping[str, Any]) -> int | None:
    """Write a mail's row; its id, or None if that copy has one already, or its bytes were erased."""
    if forget.knows(tx, copy.mailbox, values["sha256"]):
        return None
    return add_unknown(tx, copy, values)


def add_unknown(tx: Transaction, copy: Copy, values: Mapping[str, Any]) -> int | None:
    """Write the row of a mail whose bytes are `unknown`; its id, or None if that copy has one already."""
    place = {
        "mailbox": copy.mailbox,
        "folder": copy.folder,
        "uidvalidity": copy.uidvalidity,
        "uid": copy.uid,
    }
    row_id = insert_or_ignore(tx, message, place | dict(values))
    # SQLite has one writer; elsewhere the bytes may have been erased since they were looked for.
    if row_id and tx.dialect.name == "postgresql" and forget.knows(tx, copy.mailbox, values["sha256"]):
        tx.execute(delete(message).where(message.c.id == row_id))
        return None
    return row_id


def imported(mailbox_name: str, sha256: str) -> Copy:
    """The place of an imported mail: the same bytes have the same, whatever file they come from.

    So the ledger's constraint refuses the second time. A UID that JSON readers take for a number has
    too few bits to tell all mails apart; the numbering has the others.
    """
    numbering, uid = sha256[: _DIGITS[0]], sha256[_DIGITS[0] : _DIGITS[1]]
    return Copy(mailbox=mailbox_name, folder=IMPORTED, uidvalidity=int(numbering, 16), uid=int(uid, 16))


def imported_before(tx: Transaction, mailbox_name: str, copies: Collection[Copy]) -> set[Copy]:
    """Those of the places of imported mails that have their row."""
    here = (message.c.mailbox == mailbox_name, message.c.folder == IMPORTED)
    numbered = message.c.uidvalidity.in_([copy.uidvalidity for copy in copies])
    rows = tx.execute(select(message.c.uidvalidity, message.c.uid).where(*here, numbered))
    return {
        Copy(mailbox=mailbox_name, folder=IMPORTED, uidvalidity=row.uidvalidity, uid=row.uid) for row in rows
    }


def known_as(tx: Transaction, mailbox_name: str, message_ids: Collection[str]) -> Sequence[Row[Any]]:
    """The mails of a mailbox with these Message-IDs, further copies apart, oldest first."""
    where = (message.c.mailbox == mailbox_name, message.c.message_id.in_(message_ids))
    columns: list[Any] = [message.c.id, message.c.message_id, message.c.sha256]
    known = select(*columns).where(*where, message.c.outcome != "duplicate")
    return tx.execute(known.order_by(message.c.id)).all()


def change(tx: Transaction, message_id: int, values: Mapping[str, Any]) -> None:
    """Change what is said of a mail."""
    tx.execute(update(message).where(message.c.id == message_id).values(**values))


def rework(tx: Transaction, message_id: int, values: Mapping[str, Any], *, waiting: bool) -> bool:
    """Change what became of a mail; False if it may not be: it is an application or an order by now.

    Nor may one that was `waiting` and is out of quarantine. The row is asked as it is changed: two that work
    the same mail at once settle it once.
    """
    still = message.c.outcome == "quarantined" if waiting else message.c.outcome.not_in(_DONE)
    changed = tx.execute(update(message).where(message.c.id == message_id, still).values(**values))
    return changed.rowcount == 1


def claim_retry(tx: Transaction, mailboxes: Collection[str], now: datetime) -> Row[Any] | None:
    """Take the next quarantined mail whose time has come, and count the try that follows.

    A time further ahead than any wait is one of a clock that has been set back: it has come.
    """
    far = now + LONGEST_RETRY
    due = (
        message.c.outcome == "quarantined",
        or_(message.c.retry_at <= now, message.c.retry_at > far),
    )
    # Those that wait are few, the mailboxes may be more than a statement takes.
    waiting = tx.scalars(select(message.c.mailbox).where(*due).distinct())
    known = sorted(set(waiting).intersection(mailboxes))
    query = (
        select(message)
        .where(*due, message.c.mailbox.in_(known))
        .order_by(message.c.retry_at, message.c.id)
        .limit(1)
    )
    row = tx.execute(query.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    wait = retry_after(row.attempts + 1)
    values = {"attempts": row.attempts + 1, "retry_at": now + wait if wait else None}
    return tx.execute(update(message).where(message.c.id == row.id).values(**values).returning(message)).one()


def add_reason(tx: Transaction, message_id: int, reason: str) -> None:
    """Add a sentence to what is said of a mail."""
    longer = message.c.reason + "; " + reason
    tx.execute(update(message).where(message.c.id == message_id).values(reason=longer))


def follow(tx: Transaction, message_id: int) -> None:
    """Let the further copies of a replayed mail point where the first one points now."""
    first = tx.execute(select(message).where(message.c.id == message_id)).one()
    copies = (
        message.c.mailbox == first.mailbox,
        message.c.sha256 == first.sha256,
        message.c.outcome == "duplicate",
    )
    values = {"posting": first.posting, "application_id": first.application_id}
    tx.execute(update(message).where(*copies).values(**values))


def get(tx: Transaction, message_id: int) -> Row[Any] | None:
    """One row by its id."""
    return tx.execute(_listing().where(message.c.id == message_id)).one_or_none()


def unmarked(tx: Transaction, mailbox_name: str, folder_name: str, uidvalidity: int) -> list[tuple[int, int]]:
    """The (row id, UID) of the applications' mails in a folder that are not flagged or moved yet."""
    # Delivery reports on letters, and their copies, are no part of a dossier.
    reports = select(message.c.sha256).where(
        message.c.mailbox == mailbox_name,
        message.c.outcome == "automatic",
        message.c.application_id.is_not(None),
    )
    where = (
        message.c.mailbox == mailbox_name,
        message.c.folder == folder_name,
        message.c.uidvalidity == uidvalidity,
        message.c.application_id.is_not(None),
        message.c.sha256.not_in(reports),
        message.c.marked.is_(False),
    )
    rows = tx.execute(select(message.c.id, message.c.uid).where(*where).order_by(message.c.uid))
    return [(row.id, row.uid) for row in rows]


def listing(tx: Transaction, *, after: int = 0, limit: int | None = None) -> Sequence[Row[Any]]:
    """The rows behind the id `after`, at most `limit`, in the order they were taken in.

    Each has the reference of its application.
    """
    return tx.execute(_listing().where(message.c.id > after).order_by(message.c.id).limit(limit)).all()


def _listing() -> Any:
    return select(message, application.c.reference).outerjoin(
        application, application.c.id == message.c.application_id
    )
