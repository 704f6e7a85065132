"""What accounts sign in with under OAuth2, sealed: kept before it is used, and renewed by one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from intake.domain.trouble import Trouble
from intake.store import workers
from intake.store.database import Transaction
from intake.store.tables import token
from intake.store.upsert import insert_or_ignore

LONGEST: Final = timedelta(hours=1)  # that a token server is left alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What is kept for an account; `trouble` stands since the last renewal was in vain."""

    sealed: bytes | None
    expires_at: datetime | None
    trouble: str | None
    remedy: str | None
    permanent: bool
    failures: int
    retry_at: datetime | None


NOTHING = Kept(
    sealed=None, expires_at=None, trouble=None, remedy=None, permanent=False, failures=0, retry_at=None
)


def kept(tx: Transaction, account: str) -> Kept:
    """What is kept for an account."""
    row = tx.execute(select(token).where(token.c.account == account)).first()
    if row is None:
        return NOTHING
    return Kept(
        sealed=row.sealed,
        expires_at=row.expires_at,
        trouble=row.trouble,
        remedy=row.remedy,
        permanent=bool(row.permanent),
        failures=row.failures,
        retry_at=row.retry_at,
    )


def claim(tx: Transaction, account: str, me: str, now: datetime) -> bool:
    """Take it on oneself to renew an account's token; False where a living process is at it."""
    insert_or_ignore(tx, token, {"account": account, "failures": 0})
    # Locked: of two that come at once the second sees the first one's claim.
    held = select(token.c.refreshing_by, token.c.refreshing_since)
    row = tx.execute(held.where(token.c.account == account).with_for_update()).one()
    if not workers.is_free(row.refreshing_by, row.refreshing_since, me, now):
        return False
    claimed = {"refreshing_by": me, "refreshing_since": now}
    tx.execute(update(token).where(token.c.account == account).values(claimed))
    return True


def keep(
    tx: Transaction,
    account: str,
    sealed: bytes,
    expires_at: datetime,
    now: datetime,
    *,
    renewed: Kept | None = None,
) -> None:
    """Keep what was granted; whatever was wrong before is forgotten, and the claim given up.

    What was `renewed` must still be there: a person who has signed in meanwhile has the last word.
    """
    insert_or_ignore(tx, token, {"account": account, "failures": 0})
    granted = {"sealed": sealed, "expires_at": expires_at, "changed_at": now}
    its = token.c.account == account
    if renewed is not None:
        its &= token.c.sealed.is_(None) if renewed.sealed is None else token.c.sealed == renewed.sealed
    tx.execute(update(token).where(its).values(granted | _WELL | _FREE))


def fail(  # noqa: PLR0917 - what is noted
    tx: Transaction, account: str, me: str, trouble: Trouble, failures: int, retry_at: datetime
) -> None:
    """Note why an account's token could not be renewed, and give up the claim; nothing if it was lost."""
    wrong = {
        "trouble": trouble.text,
        "remedy": trouble.remedy,
        "permanent": trouble.permanent,
        "failures": failures,
        "retry_at": retry_at,
    }
    held = (token.c.account == account, token.c.refreshing_by == me)
    tx.execute(update(token).where(*held).values(wrong | _FREE))


def release(tx: Transaction, account: str, me: str) -> None:
    """Give up the claim."""
    tx.execute(update(token).where(token.c.account == account, token.c.refreshing_by == me).values(_FREE))


def try_at_once(tx: Transaction) -> None:
    """Let every account try again now: a person may have done something about it."""
    tx.execute(update(token).where(token.c.retry_at.is_not(None)).values(retry_at=None))


def pause(failures: int, *, permanent: bool) -> timedelta:
    """How long to leave a token server alone after so many failures in a row."""
    if permanent:
        return LONGEST
    return min(timedelta(seconds=5 << min(failures - 1, 10)), timedelta(minutes=5))


_FREE = {"refreshing_by": None, "refreshing_since": None}
_WELL = {"trouble": None, "remedy": None, "permanent": None, "failures": 0, "retry_at": None}
