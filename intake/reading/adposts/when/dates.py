"""Dates as people write them in French, English, Arabic, Spanish, Portuguese and German."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from intake.reading.adposts.ad import Span
from intake.reading.adposts.phrases import words
from intake.reading.adposts.when.months import (
    DAYS_IN_WORDS,
    ENGLISH_MONTHS,
    HIJRI_MONTHS,
    MONTHS,
    WEEKDAYS,
    month,
)

_MOST: Final = 400  # dates of one ad that are looked at
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_LINK: Final = 30  # characters between the days of a range
_BETWEEN: Final = re.compile(r"(?<!\w)(?:entre|between|zwischen|بين)\s(?:(?:le|the|os dias|el)\s)?$")
_BESIDE: Final = 30  # characters between one day in two calendars
_CENTURY: Final = 2000

_NTH: Final = r"(?:\s?(?:ers?|re|e|eme|st|nd|rd|th|st|o|º|°)(?![^\W\d_]))?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d|20\s[123]\d(?!\s?[h%:])|14\d\d)(?!\d|\s?€)"  # "20 26": a broken line
_SHORT_YEAR: Final = r"'(?P<short>\d\d)(?!\d)"
_NAME: Final = rf"(?:{words(MONTHS)})"
# Two names of one month: "يناير / كانون الثاني".
_TWICE: Final = rf"(?:\s?[/(|-]\s?{_NAME}\s?\)?)?"
# "2 6 mai": a PDF's space within the day.
_DAY_FIRST: Final = re.compile(
    rf"(?<![\w/.,'+])(?<!\d:)(?P<day>[0-3]\s\d(?=\s{{1,3}}[^\W\d_])|\d{{1,2}})(?!\d){_NTH}(?:\.|,)?\s{{0,6}}[-/_]?\s?"
    rf"(?:(?:of|de|du|des|من|شهر|من شهر)\s{{1,3}})?(?:the\s|month\sof\s)?"
    rf"(?P<month>{_NAME}(?![^\W\d_])|{words(HIJRI_MONTHS)}){_TWICE}\.?,?"
    rf"(?:(?:\s{{0,6}}[-/_,.(]?\s{{0,3}}(?:(?:of|de|del|do|year|سنه|عام|لسنه)\s{{1,3}})?{_YEAR})"
    rf"|\s?[-/]\s?(?P<dashed>\d\d)(?![\d:])(?!\s?{_NAME}(?!\w))|\s?{_SHORT_YEAR})?"
)
_WORDED: Final = re.compile(
    rf"(?<![\w-])(?P<word>{words(DAYS_IN_WORDS)})\s{{1,3}}(?P<month>{_NAME})(?!\w)\s{{1,3}}{_YEAR}"
)
_SLIP: Final = re.compile(
    rf"(?<![\w/.,:'+])(?P<day>\d{{1,2}}){_NTH}\s{{1,3}}(?P<month>[a-z]{{5,12}})\.?,?\s{{1,3}}{_YEAR}"
)
_MONTH_FIRST: Final = re.compile(
    rf"(?<!\w)(?P<month>{words(ENGLISH_MONTHS)})(?:\.|,)?\s{{0,6}}(?:the\s)?"
    r"(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|to|until|through|till)\s?)?"
    r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)(?!\w))?"
    r"(?![\d:/]|\s?(?:am|pm|a\.m|p\.m|h|hrs?|years?|months?|weeks?)\b)"
    rf"(?:\s{{0,6}},?\s{{0,3}}(?:of\s)?{_YEAR}|,?\s?{_SHORT_YEAR})?"
)
_MONTH_FIRST_SLIP: Final = re.compile(
    rf"(?<!\w)(?P<month>[a-z]{{6,10}})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}"
)
_YEAR_FIRST: Final = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d|14\d\d)(?:\s?([-/.])\s?)(?P<month>\d{1,2})\s?\2\s?"
    r"(?P<day>\d{1,2})(?!\d)"
)
_NUMBERS: Final = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})\s?([-/.])\s?(?P<month>\d{1,2})\s?\2\s?"
    r"(?P<year>(?:19|20)\d\d|20\s[123]\d|14\d\d|[1-3]\d)"
    r"(?![\d])(?![./-]\d)"
)
_BARE: Final = re.compile(
    r"(?<![\d./,-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/%])(?!\.\d)"
    r"|(?<![\d./,-])(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.(?!\s?\d)"
)
_BEFORE: Final = re.compile(
    rf"(?<!\w)ا?ل?(?P<name>{words(WEEKDAYS)})\.?\W{{0,3}}(?:(?:le|the|den|el|dia)\s)?\s?$"
)
_AFTER: Final = re.compile(rf"\W{{1,3}}(?P<name>{words(WEEKDAYS)})(?!\w)(?!\W{{0,3}}\d)")
_FROM: Final = re.compile(
    r"(?<!\w)(?:du|de|from|between|entre(?: le)?|vom|von|del|desde el|من)\s{1,3}"
    r"(?:[^\W\d_]{3,12}\s)?(?:le\s|the\s)?"
    r"\d{1,2}(?:er|st|nd|rd|th|\.)?\s{0,3}"
    r"(?:au|a|to|and|et(?: le)?|e|y|bis(?: zum)?|al|until|till|through|الي|و|-)\s{0,3}"
    r"(?:[^\W\d_]{3,12}\s)?(?:the\s)?$"
)
_DAYS: Final = re.compile(
    r"(?<![\w/.,:-])\d{1,2}(?:er|st|nd|rd|th)?\s{0,3}(?:-|(?<=\s)(?:au?|to|al|bis|الي)\s)\s{0,3}$"
)
_TO: Final = re.compile(
    r"\s{0,3}(?:au|a|to|jusqu'au|(?P<et>et(?: le)?|and|e|y|و(?=\s))|until|till|through|bis(?: zum)?|al|ate"
    r"|و?(?:الي|حتي|لغايه)(?:\s(?:غايه|يوم)){0,2}|-|→)\s{0,3}"
    r"(?:[^\W\d_]{3,12},?\s)?(?:le\s|the\s)?"
)  # fmt: skip


# "open from … , closes on": a range in two clauses.
_ENDS: Final = re.compile(
    r"[ ,،]{0,3}(?:(?:and|et) )?(?:it |(?:se|s'|prend|est|sera|will|is) ?)?(?P<et>(?!))?"
    r"(?:ends?|closes?|closed|termine\w*|cloture\w*|ferme\w{0,3}|clos|fin|acheve|و?(?:تنتهي|ينتهي|تغلق|يغلق))"
    r"(?: on| le| في| يوم| بتاريخ){0,2} (?:[^\W\d_]{3,12} )?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A day as it is written. `swapped`: both numbers could be the month. `weekday`: 0 for Monday.

    `opens` and `closes` tell the first and the last day of a range; `bare` a day and month in numbers only;
    `hijri` a date of the Islamic calendar, whose day and month are not to be used.
    """

    span: Span
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    swapped: bool = False
    opens: bool = False
    closes: bool = False
    bare: bool = False
    hijri: bool = False

    def on(self, year: int | None = None) -> date | None:
        """Give the day in its own year or the one given; None if there is no such day."""
        chosen = self.year or year
        try:
            return date(chosen, self.month, self.day) if chosen else None
        except ValueError:
            return None

    def turned(self) -> Written:
        """Read the numbers the other way round."""
        return replace(self, day=self.month, month=self.day)


def find_dates(folded: str) -> tuple[Written, ...]:
    """Find every date of a folded text, in its order, none within another."""
    found: list[Written] = []
    for one in sorted(_every(folded), key=lambda written: (written.span[0], -written.span[1])):
        if not found or one.span[0] >= found[-1].span[1]:
            found.append(_placed(folded, one))
        if len(found) == _MOST:
            break
    return tuple(_ranged(folded, list(_gregorian(found))))


def _gregorian(found: Sequence[Written]) -> Iterator[Written]:
    """Leave out Islamic dates that stand beside a date of the other calendar: they are the same day."""
    for index, one in enumerate(found):
        beside = [other for other in found[max(0, index - 1) : index + 2] if not other.hijri]
        if not one.hijri or all(_apart(one, other) > _BESIDE for other in beside):
            yield one


def _apart(one: Written, other: Written) -> int:
    return max(other.span[0] - one.span[1], one.span[0] - other.span[1])


def _every(folded: str) -> Iterator[Written]:
    for pattern in (_DAY_FIRST, _WORDED, _SLIP, _MONTH_FIRST, _MONTH_FIRST_SLIP):
        for match in pattern.finditer(folded):
            yield from _named(match)
    for match in _YEAR_FIRST.finditer(folded):
        yield from _numbered(match)
    for match in _NUMBERS.finditer(folded):
        yield from _numbered(match, swappable=True)
    for match in _BARE.finditer(folded):
        day, number = int(match["day"] or match["day2"]), int(match["month"] or match["month2"])
        if _possible(day, number):
            yield Written(span=match.span(), day=day, month=number, bare=True)


def _named(match: re.Match[str]) -> Iterator[Written]:
    groups = match.groupdict()
    day = DAYS_IN_WORDS[groups["word"]] if groups.get("word") else _number(match["day"])
    name = " ".join(match["month"].split())
    short = groups.get("short") or groups.get("dashed")
    year = _number(match["year"]) if groups.get("year") else (_CENTURY + int(short) if short else None)
    if name in HIJRI_MONTHS:
        yield Written(span=match.span(), day=day, month=1, hijri=True)
        return
    number = month(name)
    if number is None or not _possible(day, number):
        return
    start = match.start()
    yield Written(
        span=(start, match.end()), day=day, month=number, year=year, closes=bool(groups.get("first"))
    )


def _numbered(match: re.Match[str], *, swappable: bool = False) -> Iterator[Written]:
    day, number, year = int(match["day"]), int(match["month"]), _number(match["year"])
    year += 0 if year > 99 else _CENTURY  # noqa: PLR2004 - two digits
    if year < _FIRST_YEAR:
        yield Written(span=match.span(), day=day, month=number, hijri=True)
    elif _possible(day, number):
        both = swappable and match[2] != "." and _possible(number, day) and day != number
        yield Written(span=match.span(), day=day, month=number, year=year, swapped=both)
    elif swappable and _possible(number, day):
        yield Written(span=match.span(), day=number, month=day, year=year)


def _number(year: str) -> int:
    return int("".join(year.split()))


def _possible(day: int, number: int) -> bool:
    return 1 <= number <= 12 and 1 <= day <= 31  # noqa: PLR2004 - a calendar's


def month_first(folded: str) -> bool | None:
    """Tell from the dates in numbers whether the month comes first; None if none of them tells."""
    signs = set()
    for match in _NUMBERS.finditer(folded):
        first, second = int(match["day"]), int(match["month"])
        if max(first, second) > 12 >= min(first, second):  # noqa: PLR2004 - months
            signs.add(second > first)
    return signs.pop() if len(signs) == 1 else None


def _placed(folded: str, one: Written) -> Written:
    """See what stands beside a date: its weekday, the first day of its range."""
    start, end = one.span
    before = folded[max(0, start - 40) : start]
    opening = _FROM.search(before) or _DAYS.search(before)
    if opening:
        one = replace(one, span=(start - len(before) + opening.start(), end), closes=True)
    day = _BEFORE.search(before) or _AFTER.match(folded, end, end + 24)
    if not day:
        return one
    spread = (start - len(before) + day.start(), end) if day.re is _BEFORE and not opening else one.span
    return replace(one, weekday=WEEKDAYS[day["name"]], span=spread)


def _ranged(folded: str, found: Sequence[Written]) -> Iterator[Written]:
    for index, one in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        before = found[index - 1] if index else None
        if after and _linked(folded, one, after):
            one = replace(one, opens=True)  # noqa: PLW2901 - the same date, better known
        if before and _linked(folded, before, one):
            one = replace(one, closes=True)  # noqa: PLW2901
        yield one


def _linked(folded: str, first: Written, second: Written) -> bool:
    if second.closes and first.span[0] < second.span[0] + _LINK and second.span[0] < first.span[1]:
        return True  # "from April 12 through May 21": the range was seen as a whole
    between = folded[first.span[1] : second.span[0]]
    link = (_TO.fullmatch(between) or _ENDS.fullmatch(between)) if len(between) < _LINK else None
    if link is None:
        return False
    before = folded[max(0, first.span[0] - _LINK) : first.span[0]]
    return not link["et"] or _BETWEEN.search(before) is not None
