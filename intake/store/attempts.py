"""Sign-ins that failed lately, by the digests of what they are counted by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from intake.store import postgresql
from intake.store.database import Transaction
from intake.store.tables import attempt


def hold(tx: Transaction, whos: Collection[str]) -> None:
    """Let nobody else count the failures of these until the transaction ends."""
    if tx.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        for who in sorted(whos):
            postgresql.hold_tries(tx, who)


def add(tx: Transaction, whos: Sequence[str], at: datetime) -> list[int]:
    """Note a failure of each; return the rows' ids."""
    insert = attempt.insert().returning(attempt.c.id)
    return [tx.execute(insert.values(who=who, at=at)).scalar_one() for who in whos]


def since(tx: Transaction, whos: Collection[str], when: datetime) -> Mapping[str, list[datetime]]:
    """When each of them failed since then, oldest first."""
    found: dict[str, list[datetime]] = {who: [] for who in whos}
    query = select(attempt.c.who, attempt.c.at).where(attempt.c.who.in_(found), attempt.c.at > when)
    for who, at in tx.execute(query.order_by(attempt.c.at)):
        found[who].append(at)
    return found


def forget(tx: Transaction, *, ids: Collection[int] = (), who: str | None = None) -> None:
    """Forget some failures, or all of one."""
    if ids:
        tx.execute(delete(attempt).where(attempt.c.id.in_(ids)))
    if who is not None:
        tx.execute(delete(attempt).where(attempt.c.who == who))


def sweep(tx: Transaction, before: datetime) -> None:
    """Forget what was long ago."""
    tx.execute(delete(attempt).where(attempt.c.at <= before))
