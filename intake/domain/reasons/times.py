"""Durations and times in reasons, from the English they are stored in to words (CLDR data through Babel)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from babel.dates import format_date, format_timedelta

from intake.domain import phrases
from intake.domain.model import Language

_LOCALES: Final = {"fr": "fr", "en": "en_GB", "ar": "ar_MA"}
_STAY: Final = 1_000_000  # Babel's threshold: no other unit than the one asked for
_AND: Final = {"fr": " et ", "en": " and ", "ar": " و"}
_UNITS: Final[tuple[tuple[Literal["day", "hour", "minute", "second"], timedelta], ...]] = (
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
)
_SPAN: Final = re.compile(r"(?:(\d{1,6}) days?, )?(\d{1,2}):(\d\d):(\d\d)")
_AT: Final = {"fr": " à ", "en": " at ", "ar": " على الساعة "}


def span(text: str, language: Language) -> str:
    """Tell a duration as `timedelta` prints it, such as `1 day, 3:04:05`, in its two greatest units."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return text
    days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    left = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    counts: list[int] = []
    for _, unit in _UNITS:
        counts.append(left // unit)
        left %= unit
    first = next((at for at, count in enumerate(counts) if count), len(_UNITS) - 1)
    units = [(at, _UNITS[at][1] * counts[at]) for at in range(first, len(_UNITS))][:2]
    told = [_told(length, _UNITS[at][0], language) for at, length in units if length or at == first]
    return _AND[language].join(told)


def days(number: int, language: Language) -> str:
    """Tell a number of days."""
    return _told(timedelta(days=number), "day", language)


def moment(text: str, language: Language) -> str:
    """Tell a time of the server's clock, stored as `2026-05-04 16:00`; what is no time stays as it is."""
    try:
        when = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        first = language == "fr" and when.day == 1
        date = format_date(when, "d'er' MMMM y" if first else "d MMMM y", locale=_LOCALES[language])
    except (ValueError, OverflowError):
        return text
    return f"{date}{_AT[language]}{phrases.clock(when, language, 'UTC')}"


def _told(length: timedelta, unit: Literal["day", "hour", "minute", "second"], language: Language) -> str:
    return format_timedelta(length, granularity=unit, threshold=_STAY, locale=_LOCALES[language])
