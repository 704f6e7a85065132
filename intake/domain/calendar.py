"""Which day's digest is due, and when months are over: pure arithmetic over the zone's wall clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo


def digest_hour(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant at which a day's digest is due."""
    return datetime.combine(day, at, tzinfo=zone)


def window(day: date, at: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """The 24 hours of wall clock that a day's digest tells of: from (inclusive) and until (exclusive)."""
    return digest_hour(day - timedelta(days=1), at, zone), digest_hour(day, at, zone)


def last_due(now: datetime, at: time, zone: tzinfo) -> date:
    """The newest day whose digest is due."""
    today = now.astimezone(zone).date()
    return today if digest_hour(today, at, zone) <= now else today - timedelta(days=1)


def months_later(when: datetime, months: int, zone: tzinfo) -> datetime:
    """The same hour of the wall clock so many months later; a day that the month lacks is its last."""
    local = when.astimezone(zone)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last))
