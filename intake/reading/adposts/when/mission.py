"""Whether the dates of the mission add up."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Final

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.phrases import words
from intake.reading.adposts.when.dates import Written, find_dates
from intake.reading.adposts.when.months import MONTHS, month

_NUMBERS: Final[Mapping[str, int]] = {
    name: number
    for line in (
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
        "one two three four five six seven eight nine ten eleven twelve",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    )
    for number, name in enumerate(line.split(), 1)
} | {"a": 1, "une": 1, "dix-huit": 18, "eighteen": 18, "twenty-four": 24, "vingt-quatre": 24, "quinze": 15}
_LENGTH: Final = re.compile(
    rf"(?<![\w,./-])(?P<number>\d{{1,3}}|{words(_NUMBERS)})\s?(?:\((?P<digits>\d{{1,3}})\)\s?)?[ -]?"
    r"(?P<unit>mois|months?|ans?|annees?|years?|semaines?|weeks?|meses|monate?n?|jahre?|anos?|شهرا?|اشهر)"
    r"(?!\w)"
)
_MONTHS: Final = re.compile(
    rf"(?<!\w)(?:de|d'|du mois de|from|between|von|desde)\s?(?P<first>{words(MONTHS)})"
    r"(?:\s(?P<begun>20\d\d))?\s(?:a|au|to|until|through|bis|fin|jusqu'a|jusqu'en|-)\s(?:fin\s)?"
    rf"(?P<last>{words(MONTHS)})\s(?P<year>20\d\d)"
)
_MOST: Final = 50  # ranges of months that are looked at
_RANGE_NEAR: Final = 90  # characters between the length and the dates
_MONTHS_OF: Final[Mapping[str, int]] = {"a": 12, "y": 12, "j": 12}
_WEEK: Final = 7
_DAYS: Final = 16  # of a month that a length in months may be off: half of one
_DAYS_OF_YEARS: Final = 31
_OTHER: Final = re.compile(
    r"(?<!\w)(?:experience|essai|probation|renouvel\w*|renew\w*|extend\w*|prolong\w*|preavis|notice|age|"
    r"minimum|maximum|au moins|at least|up to|jusqu'a|environ|about|approximately|within|dans les|pendant les"
    r")(?!\w)"
)


def mission_cautions(ad: Ad) -> tuple[Caution, ...]:
    """Say where the length of the mission does not fit its first and last day."""
    dates = find_dates(ad.folded)
    for match in islice(_MONTHS.finditer(ad.folded), _MOST):
        caution = _compared_months(ad, match)
        if caution:
            return (caution,)
    for first, last in pairwise(dates):
        caution = _compared(ad, first, last) if first.opens and last.closes else None
        if caution:
            return (caution,)
    return ()


def _compared_months(ad: Ad, match: re.Match[str]) -> Caution | None:
    """Compare a length with a range of whole months: "6 mois, de février à mai 2027"."""
    first, last = month(match["first"]), month(match["last"])
    length = _length_beside(ad, match.span())
    if first is None or last is None or length is None or not length["unit"].startswith(("mo", "me")):
        return None
    year = int(match["year"])
    begun = int(match["begun"]) if match["begun"] else year - (first > last)
    many = (year - begun) * 12 + last - first + 1
    if many < 1 or abs(_number(length) - many) <= 1:  # the last month may count or not
        return None
    text = (
        f"The ad says '{ad.quote(length.span()).text}', but '{ad.quote(match.span()).text}' is {many} months;"
        " ask which holds before it goes into a contract."
    )
    return Caution(code="mission_dates_inconsistent", text=text)


def _number(length: re.Match[str]) -> int:
    word = length["number"]
    return int(length["digits"] or (word if word.isdigit() else _NUMBERS[" ".join(word.split())]))


def _compared(ad: Ad, first: Written, last: Written) -> Caution | None:
    end = last.on()
    start = first.on(last.year)
    if start is None or end is None or end <= start:
        return None
    length = _length_beside(ad, (first.span[0], last.span[1]))
    if length is None or _fits(length, start, end):
        return None
    said = ad.quote(length.span()).text
    months = round((end - start).days / 30.44, 1)
    text = (
        f"The ad says '{said}', but from {start} to {end} it is {months:g} months; "
        "ask which holds before it goes into a contract."
    )
    return Caution(code="mission_dates_inconsistent", text=text)


def _length_beside(ad: Ad, span: Span) -> re.Match[str] | None:
    """The length that stands in the passage of the dates, the nearest to them."""
    passage = ad.passage_at(span[0])
    begin, end = max(passage[0], span[0] - _RANGE_NEAR), min(passage[1], span[1] + _RANGE_NEAR)
    found = [match for match in _LENGTH.finditer(ad.folded, begin, end) if not _is_other(ad, match)]
    near = sorted(found, key=lambda match: max(span[0] - match.end(), match.start() - span[1]))
    return near[0] if near else None


def _is_other(ad: Ad, match: re.Match[str]) -> bool:
    before, after = ad.folded[max(0, match.start() - 25) : match.start()], ad.folded[match.end() :][:25]
    # Behind the length "until" leads to the last day.
    return _OTHER.search(before) is not None or _OTHER.search(after.partition("jusqu'a")[0]) is not None


def _fits(length: re.Match[str], start: date, end: date) -> bool:
    """Whether a length fits two days, each of which may count or not; a month's worth in years."""
    number = _number(length)
    unit = length["unit"]
    if unit.startswith(("semaine", "week")):
        return abs((end - start).days - number * _WEEK) <= _WEEK
    months = number * (_MONTHS_OF.get(unit[0], 1) if not unit.startswith("اش") else 1)
    exact = _later(start, months)
    allowed = _DAYS if months <= 24 else _DAYS_OF_YEARS  # noqa: PLR2004 - months
    return abs((end - exact).days) <= allowed


def _later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year - 1:
        return date.max - timedelta(days=1)
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))
