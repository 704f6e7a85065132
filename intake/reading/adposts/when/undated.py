"""What to say of an ad whose deadline is missing, open, over, or no day of the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.phrases import words as alternatives
from intake.reading.adposts.when import deadline_words as words
from intake.reading.adposts.when import ending_words as endings
from intake.reading.adposts.when import other_days as others
from intake.reading.adposts.when.claim import Claim, Rank
from intake.reading.adposts.when.dates import Written
from intake.reading.adposts.when.months import MONTHS

_VAGUE: Final = re.compile(
    r"(?<!\w)(?<!\d )(?<!\d\. )(?<!\d de )(?:(?:fin|debut|mi|courant|end of|early|mid|late"
    r"|beginning of|the end of"
    r"|finales de|ende|نهايه|منتصف)[\s-]{1,3})?"
    rf"(?:{alternatives(MONTHS)})(?!\w)(?:\s(?:20\d\d))?"
)
_NEAR: Final = 60
_NEXT: Final = 20
_AROUND: Final = 300
_MOST: Final = 200  # wordings of one kind that are looked at
_STATUS_LINE: Final = 40
_UNTIL_FILLED: Final = re.compile(
    r"until (?:\w+ ){0,3}filled|soit (?:pourvu|comble)|until (?:\w+ ){0,3}suitable candidate|hasta cubrir"
)
_BRACKETED: Final = re.compile(
    r"\[(?:closed|expired|filled|cloture|clos|expire|pourvu)e?\]"
    r"|\((?:closed|expired|filled|cloturee?|pourvue?)\)"
)
_LEAP_YEAR: Final = 2024  # has every day
_ASIDE: Final = 120


def undated(
    ad: Ad, dates: Sequence[Written], claims: Sequence[Claim], today: date | None
) -> Iterator[Caution]:
    """Say why there is no deadline: none given, none firm, or none that is a day of the calendar."""
    unusable = next((claim for claim in claims if claim.rank >= Rank.BOUND), None)
    review = next((claim.span for claim in claims if claim.rank is Rank.REVIEW), None)
    ended = endings.OPEN_ENDED.search(ad.folded)
    opened = review or (ended.span() if ended else None)
    rolling = _rolling(ad)
    vague = _counted(ad) or _vague(ad)
    if unusable:
        yield _unusable(ad, unusable)
    elif opened:
        yield not_firm(ad, opened)
    elif rolling:
        yield not_firm(ad, rolling, note=True)
    elif vague:
        text = f"The ad gives no day for its deadline: '{_words(ad, vague)}'. Set the deadline by hand."
        yield Caution(code="deadline_ambiguous", text=text)
    if not unusable:
        yield _none_given(ad, dates)
    yield from over(ad, None, today)


def _rolling(ad: Ad) -> Span | None:
    """Words that say that applications are looked at as they come."""
    for rolling in islice(endings.ROLLING.finditer(ad.folded), _MOST):
        start, end = rolling.span()
        if others.SENDING.search(ad.folded, max(0, start - _ASIDE), end + _ASIDE):
            return start, end
    return None


def _unusable(ad: Ad, claim: Claim) -> Caution:
    said = _words(ad, claim.written.span)
    if claim.written.hijri:
        text = f"The deadline '{said}' is of the Islamic calendar; set the day by hand."
        return Caution(code="deadline_ambiguous", text=text)
    if claim.written.year is None and claim.written.on(_LEAP_YEAR):
        text = f"The deadline '{said}' has no year, and nothing in the ad tells it. Set the day by hand."
        return Caution(code="deadline_year_missing", text=text)
    return Caution(
        code="deadline_ambiguous", text=f"The deadline '{said}' is no day of the calendar. Ask for it."
    )


def _none_given(ad: Ad, dates: Sequence[Written]) -> Caution:
    days = [_words(ad, one.span) for one in dates if one.year and not one.hijri][:3]
    if not days:
        text = "The ad gives no deadline: the posting stays open until it is closed by hand."
        return Caution(code="no_deadline", text=text, note=True)
    named = ", ".join(f"'{day}'" for day in days)
    text = (
        f"The ad gives no deadline; the dates it names ({named}) seem to be others. "
        "Check that none is the deadline."
    )
    return Caution(code="no_deadline", text=text)


def _counted(ad: Ad) -> Span | None:
    """A deadline that counts from another day: "within 15 days of publication"."""
    for match in islice(endings.COUNTED.finditer(ad.folded), _MOST):
        if _of_applications(ad, match.span()):
            return match.span()
    return None


def _vague(ad: Ad) -> Span | None:
    """A deadline that is only a month: "fin mai"."""
    for match in islice(_VAGUE.finditer(ad.folded), _MOST):
        start = max(0, match.start() - _NEAR)
        near = (start, match.start())
        named = words.LABEL.search(ad.folded, *near) or words.NEAR_LABEL.search(ad.folded, *near)
        if named and "." not in ad.folded[named.end() : match.start()]:
            return match.span()
        bound = words.LIMIT.search(ad.folded, max(0, match.start() - _NEXT), match.start())
        if bound and _of_applications(ad, match.span()):
            return match.span()
    return None


def _of_applications(ad: Ad, span: Span) -> bool:
    sentence = ad.sentence_at(span[0])
    start, end = max(sentence[0], span[0] - _AROUND), min(sentence[1], span[1] + _AROUND)
    asked = others.QUESTIONS.search(ad.folded, start, end) or others.OTHER_DAY.search(
        ad.folded, start, span[0]
    )
    return others.APPLYING.search(ad.folded, start, end) is not None and not asked


def firmness(ad: Ad, claim: Claim) -> Iterator[Caution]:
    """Say that a deadline is none for everybody, or that the ad stays open after it."""
    loose = endings.LOOSE_END.search(ad.folded)
    filled = _UNTIL_FILLED.search(ad.folded)
    if not claim.firm:
        yield not_firm(ad, claim.span)
    elif filled:
        yield not_firm(ad, filled.span())
    elif loose:
        yield not_firm(ad, loose.span(), note=True)


def not_firm(ad: Ad, span: Span, *, note: bool = False) -> Caution:
    """Say that the day named, if any, is no end."""
    said = _words(ad, ad.sentence_at(span[0]))
    text = f"No day is firm: '{said}'. Decide when the posting closes."
    return Caution(code="deadline_not_firm", text=text, note=note)


def over(ad: Ad, day: date | None, today: date | None) -> Iterator[Caution]:
    """Say that the deadline is over, or that the ad says so of itself."""
    if day and today and day < today:
        yield Caution(
            code="closed", text=f"The deadline {day} is over: the posting would refuse every application."
        )
        return
    said = (match.span() for match in endings.OVER.finditer(ad.folded))
    plain = (span for span in said if not endings.UNLESS.search(ad.folded, max(0, span[0] - _NEAR), span[0]))
    span = next(plain, None) or next(filter(None, (_status(ad, line) for line in ad.lines)), None)
    if span:
        text = f"The ad says that it is closed: '{_words(ad, span)}'. Open the posting only if that is wrong."
        yield Caution(code="closed", text=text)


def _status(ad: Ad, line: Span) -> Span | None:
    """A line that is nothing but a status, perhaps in brackets."""
    said = ad.folded[slice(*line)].strip(" []()*!-:.|#>_")
    said = said.removeprefix("status").removeprefix("statut").strip(" :")
    if len(said) < _STATUS_LINE and endings.STATUS.fullmatch(said):
        return line
    match = _BRACKETED.search(ad.folded, *line)
    return match.span() if match else None


def _words(ad: Ad, span: Span) -> str:
    return ad.quote(span).text
