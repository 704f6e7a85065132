"""What accounts have used of what their servers allow, and how long they are left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update

from intake.domain import guest
from intake.domain.guest import Used
from intake.store.database import Transaction
from intake.store.tables import bucket
from intake.store.upsert import insert_or_ignore

_REST = "rest"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """An account is left alone until then."""

    until: datetime
    code: str  # of the refusal
    text: str
    remedy: str
    permanent: bool  # until a person has acted
    times: int  # so often in a row
    mark: str  # tells whether the account's configuration or secrets have changed since
    seconds: float  # how long it is


def used(tx: Transaction, account: str, what: str) -> Used:
    """What an account has used lately, by slots of time."""
    row = tx.execute(select(bucket).where(*_of(account, what))).one_or_none()
    return _used(row) if row else ()


def use(tx: Transaction, account: str, what: str, *, amount: float, now: datetime, per: timedelta) -> None:
    """Note that an account uses so much now; nobody else does until this transaction ends."""
    insert_or_ignore(tx, bucket, {"account": account, "what": what, "kept": [], "at": now})
    row = tx.execute(select(bucket).where(*_of(account, what)).with_for_update()).one()
    kept = [[at.timestamp(), each] for at, each in guest.use(_used(row), amount, now, per)]
    tx.execute(update(bucket).where(*_of(account, what)).values(kept=kept, at=now))


def rest(tx: Transaction, account: str) -> Rest | None:
    """How an account is left alone, or was last: it may be over."""
    row = tx.execute(select(bucket).where(*_of(account, _REST))).one_or_none()
    return _rest(row) if row else None


def rests(tx: Transaction) -> Mapping[str, Rest]:
    """How accounts are left alone, or were last; few, however many accounts there are."""
    rows = tx.execute(select(bucket).where(bucket.c.what == _REST))
    return {row.account: _rest(row) for row in rows}


def keep_rest(tx: Transaction, account: str, value: Rest) -> None:
    """Let an account be left alone."""
    kept = {key: each for key, each in asdict(value).items() if key != "until"}
    values = {"kept": kept, "at": value.until}
    if not insert_or_ignore(tx, bucket, {"account": account, "what": _REST, **values}):
        tx.execute(update(bucket).where(*_of(account, _REST)).values(**values))


def end_rest(tx: Transaction, account: str) -> None:
    """Let an account be used again."""
    tx.execute(delete(bucket).where(*_of(account, _REST)))


def _rest(row: Row[Any]) -> Rest:
    return Rest(until=row.at, **row.kept)


def _used(row: Row[Any]) -> Used:
    return tuple((datetime.fromtimestamp(at, UTC), amount) for at, amount in row.kept)


def _of(account: str, what: str) -> tuple[ColumnElement[bool], ...]:
    return bucket.c.account == account, bucket.c.what == what
