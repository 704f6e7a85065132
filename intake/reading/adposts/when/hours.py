"""Hours of the day as people write them: 16h00, 5 p.m., midi, seize heures, الساعة الرابعة مساء."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from intake.reading.adposts.ad import Span, fold_in_place
from intake.reading.adposts.phrases import words

_NUMBERS: Final = (
    (
        "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf vingt vingt-et-une vingt-deux vingt-trois"
    ),
    "one two three four five six seven eight nine ten eleven twelve",
    "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
)
_IN_WORDS: Final[Mapping[str, int]] = {
    fold_in_place(name): number for line in _NUMBERS for number, name in enumerate(line.split(), 1)
} | {
    fold_in_place(name): number
    for number, names in ((11, ("الحادية عشر", "الحادية عشرة")), (12, ("الثانية عشر", "الثانية عشرة")))
    for name in names
}

_LATE: Final = (
    r"p\.?\s{0,3}m\b\.?|(?:de l')?apres[- ]midi|du soir|(?:in the )?afternoon|(?:in the )?evening|de la tarde"
    r"|da tarde|nachmittags?|abends?|بعد الظهر|بعد الزوال|مساء(?:ا)?|عصرا|زوالا|ظهرا|ليلا"
    r"|(?<=\d )م(?!\w)|(?<=\d)م(?!\w)"
)
_EARLY: Final = (
    r"a\.?\s{0,3}m\b\.?|du matin|(?:in the )?morning|de la manana|da manha|(?:vor|mor)mittags?|صباحا"
    r"|(?<=\d )ص(?!\w)|(?<=\d)ص(?!\w)"
)
_HALF: Final = rf"(?:\s{{0,3}}(?:(?P<late>{_LATE})|(?P<early>{_EARLY})))"
_HALF2: Final = _HALF.replace("late", "late2").replace("early", "early2")
_SIGN: Final = r"(?:heures?|hours?|hrs?|horas?|uhr|h(?:\.(?=\s))?)"
_NUMBER: Final = re.compile(
    r"(?:(?<![\w.,:/+-])|(?<=\dt)|(?<=\d-)|(?<=[a-z]:))(?P<hour>\d{1,2})(?:"
    rf"\s{{0,3}}h\s{{0,3}}(?P<a>\d\d)(?:\s{{0,3}}min\w{{0,4}})?(?!\w)"
    rf"|\s{{0,3}}(?:heures?|hours|uhr|h)\s(?:et\s)?(?P<b>\d\d)(?!\d|[./-]\d)(?!\s{{0,3}}[a-z]{{3}})"
    rf"|\s{{0,3}}[:٫.]\s{{0,3}}(?P<c>\d\d)(?::\d\d)?(?:\s{{0,3}}{_SIGN})(?!\w)"
    rf"|\s{{0,3}}:\s{{0,3}}(?P<d>\d\d)(?::\d\d)?(?![\d:%])"
    rf"|\s{{0,3}}\.\s{{0,3}}(?P<e>\d\d)(?=\s{{0,3}}(?:{_LATE}|{_EARLY}))|(?=\s{{0,3}}(?:{_LATE}|{_EARLY}))|(?<=23)\.(?P<f>59)(?!\d)"
    rf"|\s{{0,3}}(?:{_SIGN})(?!\w)(?!\s{{0,3}}/)|\so'clock(?!\w)"
    rf"){_HALF}?"
)
_LED: Final = re.compile(
    r"(?<!\w)(?:a|at|by|before|avant|um|as|las|h|الساعه|على الساعه|الساعة)\s(?:ال)?(?P<hour>\d{1,2})"
    rf"(?:[.](?P<c>\d\d)(?![\d.]))(?!\s{{0,3}}(?:€|%|euro)){_HALF}?"
    rf"|(?<!\w)(?:الساعه)\s{{1,3}}(?P<hour2>\d{{1,2}})(?![\d:.h/]){_HALF2}?"
)
_MILITARY: Final = re.compile(
    r"(?<![\w.,:/-])(?P<hour>[01]\d|2[0-4])(?P<c>[0-5]\d)\s{0,3}(?:hours|hrs|hr|h|uhr)(?!\w)"
)
_WORDED: Final = re.compile(
    rf"(?<![\w-])(?:الساعه\s{{1,3}}|a\s)?(?P<name>{words(_IN_WORDS)})\s{{1,3}}"
    rf"(?:(?:heures?|o'clock)(?!\w)(?:\s{{1,3}}(?P<half>trente|et demie?|quinze))?"
    rf"|(?P<arabic>والنصف|زوالا|مساء|عصرا|ظهرا"
    rf"|بعد الزوال|بعد الظهر|صباحا)|(?P<pm>[ap]\.?m\b\.?)){_HALF}?"
)
_NAMED: Final = re.compile(
    r"(?<![\w'-])(?:12(?::00)?\s)?(?:(?P<noon>noon|midday|midi|mediodia|meio[- ]dia|mittag|منتصف النهار)"
    r"(?![\w'-])(?!\s{0,3}et)"
    r"|(?P<midnight>midnight|minuit|medianoche|meia[- ]noite|mitternacht|منتصف الليل)(?!\w))"
    r"(?:\s(?P<half>trente|et demie?))?"
)
_NOT: Final = re.compile(
    r"\s{0,3}(?:par|per|/|a week|weekly|hebdo\w*|de travail|semaine|j(?:our)?s?/|a\s{0,3}\d{1,2}\s{0,3}h)"
    rf"|\s{{0,3}}(?:-|a|to)\s{{0,3}}\d{{1,2}}\s{{0,3}}(?:h|:|{_LATE})"
)
_OPEN: Final = re.compile(
    r"\d\s{0,3}(?:h\s{0,3}\d{0,2}|:\d\d|[ap]m)\s{0,3}(?:a|to|-|et)\s{0,3}$"
)  # the second of two: opening hours
_LAST_OF_DAY: Final = time(23, 59)
_NOON, _DAY = 12, 24
_OFFICE: Final = 8  # an hour below, without "a.m.", may mean the afternoon


@dataclass(frozen=True, kw_only=True, slots=True)
class Hour:
    """An hour and where it is written; `unclear` says in words what else it could mean."""

    span: Span
    time: time
    unclear: str | None = None
    likely: bool = False  # people mean what `time` says, as a rule


def find_hours(folded: str, start: int, end: int) -> tuple[Hour, ...]:
    """Find the hours within a stretch of folded text, in its order."""
    found: list[Hour] = []
    for one in sorted(_every(folded, start, end), key=lambda hour: (hour.span[0], -hour.span[1])):
        if found and one.span[0] < found[-1].span[1]:
            continue
        if not _NOT.match(folded, one.span[1]) and not _OPEN.search(
            folded[max(0, one.span[0] - 16) : one.span[0]]
        ):
            found.append(one)
    return tuple(found)


def _every(folded: str, start: int, end: int) -> Iterator[Hour]:
    for pattern in (_NUMBER, _LED, _MILITARY):
        for match in pattern.finditer(folded, start, end):
            yield from _digits(match)
    for match in _WORDED.finditer(folded, start, end):
        yield from _worded(match)
    for match in _NAMED.finditer(folded, start, end):
        yield from _named(match)


def _digits(match: re.Match[str]) -> Iterator[Hour]:
    groups = match.groupdict()
    hour = int(groups.get("hour") or groups.get("hour2") or 0)
    minute = int(next((groups[name] for name in "abcdef" if groups.get(name)), 0))
    late = groups.get("late") or groups.get("late2")
    early = groups.get("early") or groups.get("early2")
    plain = (":" in match[0] or "o'" in match[0]) and not match[0].startswith("0")
    yield from _at(match.span(), hour, minute, late=bool(late), early=bool(early), twelve=plain)


def _at(span: Span, hour: int, minute: int, *, late: bool, early: bool, twelve: bool) -> Iterator[Hour]:
    if minute > 59 or hour > _DAY or (hour == _DAY and minute):  # noqa: PLR2004 - minutes
        return
    if hour == _DAY or (early and hour == _NOON) or (hour == 0 and not minute):
        at = _LAST_OF_DAY if hour == _DAY else time(0, minute)
        yield Hour(span=span, time=at, unclear="it may be the night before that day or the one after it")
        return
    if late and hour < _NOON:
        hour += _NOON
    doubtful = twelve and not late and not early and 0 < hour < _OFFICE
    unclear = "it may be in the morning or in the afternoon" if doubtful else None
    yield Hour(span=span, time=time(hour, minute), unclear=unclear)


def _worded(match: re.Match[str]) -> Iterator[Hour]:
    hour = _IN_WORDS[" ".join(match["name"].split())]
    said = f"{match['arabic'] or ''} {match['pm'] or ''} {match['late'] or ''} {match['early'] or ''}"
    late = re.search(_LATE, said) is not None or "pm" in said.replace(".", "")
    early = not late and (re.search(_EARLY, said) is not None or "am" in said.replace(".", ""))
    minute = 15 if match["half"] == "quinze" else 30 if match["half"] or match["arabic"] == "والنصف" else 0
    yield from _at(match.span(), hour, minute, late=late, early=early, twelve=True)


def _named(match: re.Match[str]) -> Iterator[Hour]:
    if match["noon"]:
        yield Hour(span=match.span(), time=time(_NOON, 30 if match["half"] else 0))
    else:
        unclear = "it may be the night before that day or the one after it"
        yield Hour(span=match.span(), time=_LAST_OF_DAY, unclear=unclear, likely=True)
