"""The year of a date that is written without one, from what else the ad says, and how it was settled."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Final

from intake.reading.adposts.phrases import words
from intake.reading.adposts.when.dates import Written
from intake.reading.adposts.when.months import MONTHS, month

_WEEKDAY_REACH: Final = 6  # years back: each weekday comes again within so many
_PAST: Final = timedelta(days=45)  # an ad may be drafted some days after its deadline
_MISSION: Final = timedelta(days=3 * 365)  # between the days that an ad names of one mission
_MOST: Final = 100  # months that are looked at
_YEARS: Final = re.compile(r"(?<![\d./-])(20[0-4]\d)(?!\d|\.\d)")
_MONTH: Final = re.compile(rf"(?<!\w)(?<!\d )(?P<month>{words(MONTHS)})\.?\s(?P<year>20[0-4]\d)(?!\d)")
_IS_PAST: Final = re.compile(
    r"(?<!\w)(?:decret|loi|arrete|dahir|ordonnance|directive|circulaire|cree\w?|fondee?|depuis|nee?"
    r"|law|act|since|born|"
    r"founded|established|created|قانون|المرسوم|منذ)(?!\w)[^\n]{0,40}$"
)
_PAGE: Final = 60  # characters before a date that say that it is the page's

Settled = tuple[int, str]


def settle(folded: str, one: Written, dates: Sequence[Written], *, today: date | None) -> Settled | None:
    """Give the likely year and the reason in words; None if nothing tells it."""
    found = _from_dates(folded, one, dates) or _from_today(one, today) or _from_years(folded, one)
    if one.weekday is None or found is None:
        return found
    year, _ = found
    reach = sorted(range(year - _WEEKDAY_REACH, year + 2), key=lambda other: (abs(other - year), other))
    for other in reach:
        day = one.on(other)
        if day and day.weekday() == one.weekday and not before_page(folded, dates, day):
            reason = f"that day is a {day:%A} in {other}"
            return (other, reason) if other != year else (year, f"{found[1]}, and {reason}")
    return found


def _from_dates(folded: str, one: Written, dates: Sequence[Written]) -> Settled | None:
    """The page's own date says from when on, a start of work until when."""
    known = [
        (other, day)
        for other in dates
        if other.year
        and other is not one
        and (day := other.on())
        and not _IS_PAST.search(_lead(folded, other))
    ]
    for other, day in known:
        if (other.month, other.day) == (one.month, one.day):
            return day.year, "the ad gives that day with its year elsewhere"
    for other, day in known:
        if _IS_PAGE.search(_lead(folded, other)):
            year = _first(one, day)
            return (year, f"it is the first such day after the page's own date, {day}") if year else None
    starts = [day for _, day in known] + list(_months(folded))
    if not starts:
        return None
    latest = max(starts)
    start = min(day for day in starts if latest - day < _MISSION)
    year = _nearest(one, start)
    return (year, f"it is the year that fits the ad's other date, {start}") if year else None


def before_page(folded: str, dates: Sequence[Written], day: date) -> date | None:
    """Give the page's own date if a day lies before it, as no deadline can."""
    pages = (other.on() for other in dates if other.year and _IS_PAGE.search(_lead(folded, other)))
    return next((page for page in pages if page and page > day), None)


def _lead(folded: str, other: Written) -> str:
    return folded[max(0, other.span[0] - _PAGE) : other.span[0]]


def _months(folded: str) -> Iterator[date]:
    """Months with a year, such as the one that the work begins in: their last days."""
    for match in islice(_MONTH.finditer(folded), _MOST):
        number = month(match["month"])
        if number:
            yield date(int(match["year"]), number, monthrange(int(match["year"]), number)[1])


_IS_PAGE: Final = re.compile(
    r"(?<!\w)(?:publi\w{0,8}|posted|postee? le|paru\w?|mis\w? en ligne|en ligne le|advertised"
    r"|affiche\w? (?:du|le)|affichage du|date d'affichage|parution|edition du|issued|dated|date of issue"
    r"|fait (?:a|le)|annonce du|date de publication|date posted|تاريخ النشر|تاريخ الاعلان)(?!\w)"
    r"[^\n\d]{0,25}$|(?:^|\n)\s?date\s?:\s?$"
)


def _from_today(one: Written, today: date | None) -> Settled | None:
    year = _first(one, today - _PAST) if today else None
    return (year, f"it is the year nearest to today, {today}") if year and today else None


def _from_years(folded: str, one: Written) -> Settled | None:
    """Some year that the ad names: only a weekday can make it sure."""
    years = {int(match[1]) for match in _YEARS.finditer(folded)}
    if not years:
        return None
    if len(years) == 1:
        return years.pop(), "it is the only year that the ad names"
    fit = [year for year in sorted(years) if (day := one.on(year)) and day.weekday() == one.weekday]
    return (fit[-1], "it is the latest year that the ad names in which the weekday fits") if fit else None


def _first(one: Written, after: date) -> int | None:
    """The year in which the day comes first on or after another day."""
    for year in range(after.year, after.year + 9):  # the 29th of February may wait
        day = one.on(year)
        if day and day >= after:
            return year
    return None


def _nearest(one: Written, start: date) -> int | None:
    """The last year in which the day comes on or before another day, as a deadline before a start."""
    for year in range(start.year, start.year - 9, -1):
        day = one.on(year)
        if day and day <= start:
            return year
    return None
