"""What those who look after an installation ask: letters that have not arrived, quarantine, who did what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select, update

from intake.store.audit import MACHINE
from intake.store.database import Transaction
from intake.store.tables import OPEN, account, application, audit, canary, letter, mailbox, message

# As the outbox shows them: a bounced one was sent before.
Kept = Literal["pending", "held", "failed", "unknown", "bounced"]
KEPT: Final[tuple[Kept, ...]] = ("unknown", "failed", "bounced", "held", "pending")
_ON_ITS_WAY: Final = ("pending", "claimed", "sending")
# Written as the indexes of what people did have it.
_BY_PEOPLE: Final = audit.c.actor != bindparam("machine", MACHINE, literal_execute=True)


# --- letters -----------------------------------------------------------------


def letters(tx: Transaction, kept: Kept | None, *, before: int | None, most: int) -> Sequence[Row[Any]]:
    """Letters that have not surely arrived, the newest first, below the id `before`; the bytes of none."""
    columns = [column for column in letter.c if column is not letter.c.raw]
    query: Select[Any] = select(*columns, application.c.reference, application.c.posting).outerjoin(
        application, application.c.id == letter.c.application_id
    )
    where = [OPEN, *_kept(kept)]
    if before is not None:
        where.append(letter.c.id < before)
    return tx.execute(query.where(*where).order_by(letter.c.id.desc()).limit(most)).all()


def letters_by_state(tx: Transaction) -> dict[Kept, int]:
    """How many letters have not surely arrived, and why."""
    came_back = letter.c.bounced_at.is_not(None)
    query = select(letter.c.state, came_back.label("bounced"), func.count().label("number")).where(OPEN)
    found: dict[Kept, int] = dict.fromkeys(KEPT, 0)
    for row in tx.execute(query.group_by(letter.c.state, came_back)):
        found[kept_of(row.state, bounced=bool(row.bounced))] += row.number
    return found


def kept_of(state: str, *, bounced: bool) -> Kept:
    """What a letter that has not surely arrived is shown as."""
    if bounced:
        return "bounced"
    return next((each for each in KEPT if each == state), "pending")


def _kept(kept: Kept | None) -> list[ColumnElement[bool]]:
    if kept is None:
        return []
    if kept == "bounced":
        return [letter.c.bounced_at.is_not(None)]
    states = _ON_ITS_WAY if kept == "pending" else (kept,)
    return [letter.c.state.in_(states), letter.c.bounced_at.is_(None)]


# --- quarantine --------------------------------------------------------------


def quarantined(tx: Transaction, *, after: int, most: int) -> Sequence[Row[Any]]:
    """Mails that could not be processed, the oldest first, above the id `after`."""
    where = (message.c.outcome == "quarantined", message.c.id > after)
    return tx.execute(select(message).where(*where).order_by(message.c.id).limit(most)).all()


def all_quarantined(tx: Transaction, ids: Collection[int]) -> bool:
    """Whether all these mails are there and could not be processed."""
    where = (message.c.id.in_(set(ids)), message.c.outcome == "quarantined")
    return tx.execute(select(func.count()).where(*where)).scalar_one() == len(set(ids))


# --- mailboxes ---------------------------------------------------------------


def note_reconciled(tx: Transaction, name: str, now: datetime, found: Mapping[str, Any]) -> None:
    """Keep what was found when a mailbox was held against its server."""
    values = {"reconciled_at": now, "reconciled": dict(found)}
    tx.execute(update(mailbox).where(mailbox.c.name == name).values(**values))


def mailboxes(tx: Transaction) -> dict[str, Row[Any]]:
    """What is known of each mailbox that was polled: its polls, and what was found on its server."""
    return {row.name: row for row in tx.execute(select(mailbox))}


def canaries(tx: Transaction) -> dict[str, Row[Any]]:
    """The last mail that each mailbox sent to itself."""
    last = select(canary.c.mailbox, func.max(canary.c.day).label("day")).group_by(canary.c.mailbox).subquery()
    matched = and_(canary.c.mailbox == last.c.mailbox, canary.c.day == last.c.day)
    return {row.mailbox: row for row in tx.execute(select(canary).join(last, matched))}


# --- who did what ------------------------------------------------------------


def entries(
    tx: Transaction,
    *,
    action: str | None = None,
    actor: str | None = None,
    people: bool = False,
    before: int | None = None,
    most: int | None = None,
) -> Sequence[Row[Any]]:
    """Entries of the audit log, the newest first, below the id `before`; `people`: not what intake did."""
    query = select(audit).order_by(audit.c.id.desc()).limit(most)
    if action is not None:
        query = query.where(audit.c.action == action)
    if actor is not None:
        query = query.where(audit.c.actor == actor)
    if people or actor not in (None, MACHINE):
        query = query.where(_BY_PEOPLE)
    return tx.execute(query if before is None else query.where(audit.c.id < before)).all()


def of_posting(tx: Transaction, posting: str, *, before: int | None, most: int) -> Sequence[Row[Any]]:
    """What people did with the applications to a posting, the newest first, below the id `before`."""
    query: Select[Any] = select(audit).where(audit.c.posting == posting, _BY_PEOPLE)
    if before is not None:
        query = query.where(audit.c.id < before)
    return tx.execute(query.order_by(audit.c.id.desc()).limit(most)).all()


def actors(tx: Transaction) -> list[str]:
    """Everybody, intake apart, who stands in the audit log: asked by an index, one after the other."""
    found, last = list[str](), ""
    while True:
        query = select(audit.c.actor).where(audit.c.actor > last, _BY_PEOPLE)
        following: str | None = tx.scalar(query.order_by(audit.c.actor).limit(1))
        if following is None:
            return found
        found.append(following)
        last = following


def account_names(tx: Transaction) -> dict[str, str]:
    """The names of the accounts, as the audit log calls these."""
    return {f"account {row.id}": row.name for row in tx.execute(select(account.c.id, account.c.name))}
