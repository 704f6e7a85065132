"""The hour that belongs to a date: beside it in its sentence, or in a sentence of its own."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from intake.reading.adposts.when import deadline_words as words
from intake.reading.adposts.when.hours import Hour, find_hours

_NEAR: Final = 75  # characters between a date and its hour
_MOST: Final = 50  # wordings that are looked at
_APART: Final = 110  # and if the hour has a line of its own
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_UNKNOWN: Final = 3  # words between a date and its hour that may be anything
_GOES_ON: Final = re.compile(r"(?:,|(?<!\w)(?:at|a|by|avant|before|jusqu'a|until|um|as|las|del|do))\s*\n")
_WRAPPED: Final = re.compile(
    r"\n\s{0,9}(?:on|of|le|du|am|el|em|de|يوم)\s{1,9}(?:the\s)?(?:[^\W\d_]{3,12},?\s)?$"
)
# Words that may stand between a date and its hour, or a bound and its date.
_KNOWN: Final = frozenset(
    """
    at by avant before au plus tard inclus inclusive delai de rigueur dernier jusqu until latest no not later
    than the um bis zum ate as las los heure heures hora time limite precise precises le on end of day et and
    les precisement local locale midnight minuit noon midi lundi mardi mercredi jeudi vendredi samedi dimanche
    monday tuesday wednesday thursday friday saturday sunday الساعه علي في تمام حدود قبل حتي يوم تاريخ du soir
    matin cob close business strictly est zone gmt utc tu uk cet cest bst paris rabat fixe fixee maximum soit
    pm am to la el dia heure apres date دور
    """.split()  # noqa: SIM905 - prose is easier to keep than a list
)


def find_hour(folded: str, span: tuple[int, int], begin: int, sentence: int, after: int) -> Hour | None:
    """Find the hour of a date that stands at a span.

    `begin` is how far back its words reach, `sentence` where its sentence ends, `after` where another
    date begins.
    """
    return _beside(folded, span, begin, after) or _apart(folded, span[1], sentence, after)


def on_the_day(folded: str) -> tuple[Hour | None, tuple[int, int]]:
    """Find the hour that is given apart from the date: "by 4 pm on the closing date"; and where."""
    for match in islice(words.THE_DAY.finditer(folded), _MOST):
        start, end = max(0, match.start() - _NEAR), min(len(folded), match.end() + _NEAR)
        for hour in find_hours(folded, start, end):
            first, second = sorted((hour.span, match.span()))
            if is_joined(folded[first[1] : second[0]]):
                return hour, (start, end)
    return None, (0, 0)


def is_joined(between: str, *, most: int = _UNKNOWN) -> bool:
    """Whether only words of time, and a few others, stand between a bound and what it bounds."""
    return sum(word not in _KNOWN for word in _WORD.findall(between)) <= most


def _beside(folded: str, span: tuple[int, int], begin: int, after: int) -> Hour | None:
    start, end = span
    next_one = find_hours(folded, end, min(after, end + _NEAR + 20))[:1]
    if next_one and _belongs(folded[end : next_one[0].span[0]]):
        return next_one[0]
    last = find_hours(folded, max(begin, start - _NEAR), start)[-1:]
    return last[0] if last and _belongs(folded[last[0].span[1] : start]) else None


def _belongs(between: str) -> bool:
    if len(between) > _NEAR or re.search(r"[.;!?]\s(?!$)", between):
        return False
    if "\n\n" in between.replace(" ", "") and not _GOES_ON.search(between):
        return False
    field = "\n" in between and not _WRAPPED.search(between)  # another one: "Hours: 20"
    return is_joined(between, most=0 if field else _UNKNOWN)


def _apart(folded: str, end: int, sentence: int, after: int) -> Hour | None:
    """See a sentence of its own for the hour: "Heure : 16h"."""
    stop = max(end, min(sentence, end + _NEAR)) + _APART
    for hour in find_hours(folded, end, min(after, stop)):
        line = max(folded.rfind("\n", end, hour.span[0]), folded.rfind(". ", end, hour.span[0]))
        begun = folded[max(line, end) : hour.span[1]].lstrip(" \n.*-•|")
        if words.HOUR_LABEL.match(begun):
            return hour
    return None
