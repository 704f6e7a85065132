"""Dates, hours, durations and counts as each language writes them (CLDR data through Babel).

Arabic follows Moroccan usage: months by their French-derived names, Western digits.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta, get_timezone_location

from intake.domain.model import Language

_LOCALES = {"fr": Locale("fr"), "en": Locale("en", "GB"), "ar": Locale("ar", "MA")}
_AND = {"fr": " et ", "en": " and ", "ar": " و"}
_NO_ROUNDING_UP = 1_000_000  # Babel's threshold: stay in the unit asked for


def day(when: date, language: Language, zone: str | None = None) -> str:
    """Return the date in words, `lundi 4 mai 2026`; an instant is first put into `zone`."""
    if isinstance(when, datetime) and zone is not None:
        when = when.astimezone(ZoneInfo(zone)).date()
    first = language == "fr" and when.day == 1
    return format_date(when, "EEEE d'er' MMMM y" if first else "EEEE d MMMM y", locale=_LOCALES[language])


def short_day(when: date, language: Language, zone: str | None = None) -> str:
    """Return the date without weekday and year, `4 mai`; an instant is first put into `zone`."""
    if isinstance(when, datetime) and zone is not None:
        when = when.astimezone(ZoneInfo(zone)).date()
    first = language == "fr" and when.day == 1
    return format_date(when, "d'er' MMMM" if first else "d MMMM", locale=_LOCALES[language])


def last_day(cutoff: datetime, language: Language, zone: str) -> str:
    """Return the last whole day before an exclusive cut-off that falls on midnight."""
    return day(cutoff - timedelta(seconds=1), language, zone)


def clock(when: datetime, language: Language, zone: str) -> str:
    """Return the local time of day: `16h00` in French, `16:00` otherwise."""
    return f"{when.astimezone(ZoneInfo(zone)):{'%Hh%M' if language == 'fr' else '%H:%M'}}"


def city(zone: str, language: Language) -> str:
    """Return the city that names a zone, `Le Caire` for Africa/Cairo; `UTC` for its aliases."""
    if zone.removeprefix("Etc/") in {"UTC", "UCT", "Zulu", "Universal"}:
        return "UTC"
    place = get_timezone_location(ZoneInfo(zone), locale=_LOCALES[language], return_city=True)
    return str(place).rpartition("/")[2]


def plural(count: int, language: Language) -> str:
    """Return the CLDR plural category of a count: zero, one, two, few, many or other."""
    return str(_LOCALES[language].plural_form(count))


def countdown(cutoff: datetime, language: Language, now: datetime) -> str:
    """Return the time left, rounded down: days, hours when under two days, then minutes."""
    left = cutoff - now
    if left >= timedelta(days=2):
        left, unit = timedelta(days=left.days), "day"
    elif left >= timedelta(hours=1):
        left, unit = timedelta(hours=left // timedelta(hours=1)), "hour"
    else:
        left, unit = timedelta(minutes=max(1, left // timedelta(minutes=1))), "minute"
    return _span(left, language, unit=unit, direction=True)


def time_left(cutoff: datetime, language: Language, now: datetime) -> str:
    """Return the time left in its two greatest units, rounded down: `3 jours et 5 heures`."""
    left = max(cutoff - now, timedelta(minutes=1))
    units = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))
    first = next(place for place, (_, length) in enumerate(units) if left >= length)
    spoken = []
    for unit, length in units[first : first + 2]:
        if count := left // length:
            spoken.append(_span(count * length, language, unit=unit, direction=False))
        left %= length
    return _AND[language].join(spoken)


def weekday(when: date, language: Language) -> str:
    """Return the day of the week, short where the language has a short form: `lun.`, `Mon`."""
    return format_date(when, "EEE", locale=_LOCALES[language])


def initial(when: date, language: Language) -> str:
    """Return the first letter of the day of the week."""
    return format_date(when, "EEEEE", locale=_LOCALES[language])


def lasting(minutes: int, language: Language) -> str:
    """Return a duration in minutes, hours from two hours on, days from two days on."""
    span = timedelta(minutes=max(1, minutes))
    unit = "day" if span >= timedelta(days=2) else "hour" if span >= timedelta(hours=2) else "minute"
    return _span(span, language, unit=unit, direction=False)


def _span(span: timedelta, language: Language, *, unit: str, direction: bool) -> str:
    return format_timedelta(
        span,
        granularity=unit,  # type: ignore[arg-type]  # one of Babel's literal names
        threshold=_NO_ROUNDING_UP,
        add_direction=direction,
        locale=_LOCALES[language],
    )
