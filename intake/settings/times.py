"""The forms of durations, rates, hours, dates and zones in the configuration."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from pydantic import ValidationInfo

from intake import zones
from intake.settings.faults import found
from intake.settings.forms import context_of, matched, wrong
from intake.settings.values import PERIODS, Rate

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION: Final = re.compile(r"([0-9]{1,7})([smhd])")
_PERIODS: Final = {word: period for period, word in PERIODS.items()}
_RATE: Final = re.compile(r"([0-9]{1,7})/(second|minute|hour|day)")
_HOUR: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_YEARS: Final = range(2000, 2200)


def duration(low: str, high: str) -> Callable[[object], timedelta]:
    """Return the form of a duration (`60s`, `5m`, `1h`, `1d`) between two bounds, both included."""

    def parse(value: object) -> timedelta:
        accepted = "A duration such as 60s, 5m, 1h or 1d"
        remedy = f"Add the unit: {value}s." if type(value) is int else "Write a number and one of s, m, h, d."
        count, unit = matched(_DURATION, value, accepted, remedy).groups()
        return timedelta(seconds=int(count) * _SECONDS[unit])

    def within(value: object) -> timedelta:
        if not parse(low) <= (length := parse(value)) <= parse(high):
            raise wrong(f"A duration from {low} to {high} is expected, found {found(value)}.", "Correct it.")
        return length

    return within


def reminder(value: object) -> timedelta | None:
    """Return how long before a deadline candidates are reminded; `off` is no time at all."""
    if value is None:
        return None
    return timedelta(0) if value == "off" else duration("1h", "30d")(value)


def rate(value: object) -> Rate:
    """Return a cap such as `10/day`."""
    accepted = "A rate such as 10/day, per second, minute, hour or day,"
    count, period = matched(_RATE, value, accepted, "Write a number, / and the period.").groups()
    if int(count) == 0:
        raise wrong("A rate of at least 1 is expected, found 0.", "Give each cap room for one letter.")
    return Rate(count=int(count), per=_PERIODS[period])


def hour(value: object) -> time:
    """Return an hour of the day, HH:MM."""
    match = matched(_HOUR, value, "An hour from 00:00 to 23:59", "Write it with two digits each: '08:00'.")
    return time(int(match[1]), int(match[2]))


def moment(value: object) -> date | datetime:
    """Return a date, a wall-clock time (naive), or a time with its offset (aware)."""
    parsed = _calendar(value) if isinstance(value, str) else None
    if parsed is None or parsed.year not in _YEARS:
        raise wrong(
            "A date or time such as 2026-05-04, 2026-05-04 16:00 or 2026-05-04T16:00+01:00 is expected, "
            f"found {found(value)}.",
            "Write the year first, then month and day; hours from 00:00 to 23:59.",
        )
    return parsed


def _calendar(value: str) -> date | datetime | None:
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
        if parts := _MOMENT.fullmatch(value):
            return datetime.fromisoformat(f"{parts[1]}T{parts[2]}{parts[3] or ''}")
    except ValueError:  # a day or an hour that no calendar has
        return None
    return None


def opening(value: object, info: ValidationInfo) -> datetime | None:
    """Return the UTC instant at which something begins; a bare date begins at its local midnight."""
    return _instant(value, info, date_lasts=timedelta(0))


def closing(value: object, info: ValidationInfo) -> datetime | None:
    """Return the UTC instant before which something ends; a bare date lasts to the next midnight."""
    return _instant(value, info, date_lasts=timedelta(days=1))


def _instant(value: object, info: ValidationInfo, date_lasts: timedelta) -> datetime | None:
    if value is None:
        return None
    parsed = moment(value)
    # Without a usable zone nothing runs; UTC lets the other faults of the file be found.
    zone = context_of(info).zone or zones.zone("UTC")
    if not isinstance(parsed, datetime):
        return zones.day_start(parsed + date_lasts, zone)
    if parsed.tzinfo is not None:
        return parsed.astimezone(UTC)
    try:
        return zones.local_to_utc(parsed, zone)
    except ValueError as error:
        raise wrong(str(error), "Choose another hour, or write the time with its offset.") from None


def timezone(value: str) -> str:
    """Return the name of a zone whose data is good enough to decide deadlines."""
    try:
        zones.zone(value)
    except ValueError as error:
        raise wrong(str(error), "Write a name of the IANA list, such as Africa/Casablanca.") from None
    if reason := zones.outdated(value):
        raise wrong(reason, "Update the package: pip install --upgrade tzdata.")
    return value
