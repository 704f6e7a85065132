"""When digests come and what time they tell of, and when months are over: arithmetic over the wall clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from intake.domain.model import Schedule

_DAY: Final = timedelta(days=1)
_FAR: Final = 367  # days: farther back nothing is looked for


def comes(schedule: Schedule, day: date) -> bool:
    """Whether a digest comes by that schedule on that day.

    One that was due on a quiet day comes on the next day that is none.
    """
    if is_quiet(schedule, day):
        return False
    if day.weekday() in schedule.weekdays:
        return True
    for back in range(1, _FAR):
        before = day - back * _DAY
        if not is_quiet(schedule, before):
            return False
        if before.weekday() in schedule.weekdays:
            return True
    return False


def digest_hour(day: date, schedules: Collection[Schedule], zone: tzinfo) -> datetime | None:
    """The instant at which a digest is due that holds what comes by any of these schedules on that day.

    It is the earliest hour among them; None: nothing comes.
    """
    hours = [schedule.at for schedule in schedules if comes(schedule, day)]
    return datetime.combine(day, min(hours), tzinfo=zone) if hours else None


def window(
    day: date, of: Collection[Schedule], among: Collection[Schedule], zone: tzinfo
) -> tuple[datetime, datetime]:
    """The time of the wall clock that a day's digest tells of some matter: from, until (exclusive).

    The matter comes by the schedules `of`, in a digest that comes by the schedules `among`: it is told from
    the hour of the last digest before that held it, by the schedule, until the hour of this one. By a plain
    daily schedule that is 24 hours. On a day without a digest it is as if one came at the usual hour.
    """
    usual = min((schedule.at for schedule in among), default=Schedule().at)
    last = next((d for d in _before(day) if any(comes(schedule, d) for schedule in of)), day - _DAY)
    since, until = (
        digest_hour(each, among, zone) or datetime.combine(each, usual, tzinfo=zone) for each in (last, day)
    )
    return since, until


def last_due(now: datetime, schedules: Collection[Schedule], zone: tzinfo) -> date | None:
    """The newest day whose digest is due; None: none comes within a year."""
    today = now.astimezone(zone).date()
    for day in (today, *_before(today)):
        hour = digest_hour(day, schedules, zone)
        if hour is not None and hour <= now:
            return day
    return None


def is_quiet(schedule: Schedule, day: date) -> bool:
    """Whether nothing is told on that day."""
    """Whether nothing comes by that schedule on that day, whatever else it says."""
    return day.weekday() in schedule.quiet_weekdays or day in schedule.quiet_dates


def _before(day: date) -> Iterator[date]:
    """The days of the year before a day, the newest first."""
    return (day - back * _DAY for back in range(1, _FAR))


def months_later(when: datetime, months: int, zone: tzinfo) -> datetime:
    """The same hour of the wall clock so many months later; a day that the month lacks is its last."""
    local = when.astimezone(zone)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last))
