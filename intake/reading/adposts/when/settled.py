"""A claim of a deadline → its day: which number is the month, which year, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when.claim import Claim, Rank
from intake.reading.adposts.when.dates import Written, month_first
from intake.reading.adposts.when.years import settle

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AMERICAN: Final = re.compile(
    r"(?<!\w)(?:usa|u\.s\.|united states|us citizens?|e[sd]t|p[sd]t|eastern time|pacific time|401\(?k)(?!\w)"
)
_ENGLISH: Final = re.compile(r"(?<!\w)(?:the|and|of|with|for|will|to)(?!\w)")
_OTHERS: Final = re.compile(
    r"(?<!\w)(?:le|la|les|des|et|du|pour|de|und|der|die|el|los|para|da|do|في|من|علي)(?!\w)"
)
_SAMPLE: Final = 20_000  # characters that tell the language
_LOST: Final = re.compile(r"(?<!\d)[0-3] $")  # before a day of one digit: "1 3 mai"
_SPACED: Final = re.compile(r"(?:[^\W\d_]{3,12}\W{1,3})?(?:(?:le|the)\s)?[0-3]\s\d\s")
_ONE_DIGIT: Final = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A claim whose day is known, and what is doubtful about it."""

    claim: Claim
    day: date
    cautions: tuple[Caution, ...] = ()

    @property
    def value(self) -> date | datetime:
        """The day, or the minute if the hour is named."""
        hour = self.claim.hour
        return datetime.combine(self.day, hour.time) if hour else self.day


def settle_claim(ad: Ad, claim: Claim, dates: Sequence[Written], today: date | None) -> Settled | None:
    """Make a claim's date a day; None if it is none, or if nothing tells its year."""
    one, cautions = claim.written, list[Caution]()
    if one.hijri:
        return None
    if one.swapped:
        one, cautions = _order(ad, one)
    day = one.on()
    if one.year is None:
        year = settle(ad.folded, one, dates, today=today)
        day = one.on(year[0]) if year else None
        if day and year:
            said = f"The ad says '{_words(ad, one.span)}' without a year; {day} was taken: {year[1]}."
            cautions.append(Caution(code="deadline_year_missing", text=f"{said} Check the year."))
    if day is None:
        return None
    doubts = [Caution(code="deadline_ambiguous", text=f"{text} Check it.") for text in _doubts(ad, claim)]
    doubts += _hour_doubts(ad, claim)
    claim = replace(claim, written=one)
    return Settled(claim=claim, day=day, cautions=(*cautions, *_weekday(ad, one, day), *doubts))


def _weekday(ad: Ad, one: Written, day: date) -> Iterator[Caution]:
    if one.weekday is not None and day.weekday() != one.weekday:
        said = f"The ad says '{_words(ad, one.span)}', but {day} is a {_DAYS[day.weekday()]}."
        yield Caution(code="weekday_mismatch", text=f"{said} Ask which day is meant.")


def _doubts(ad: Ad, claim: Claim) -> Iterator[str]:
    said, start = _words(ad, claim.span), claim.written.span[0]
    if _SPACED.match(ad.folded, start):
        yield f"The day of the deadline is written with a space: '{said}'."
    elif claim.written.day <= _ONE_DIGIT and _LOST.search(ad.folded[max(0, start - 3) : start]):
        yield f"The day of the deadline may have lost a digit: '{said}'."
    if claim.doubtful:
        yield f"'{said}' was taken as the deadline; it may be the end of the work."
    if claim.rank is Rank.ALONE:
        yield f"'{said}' stands alone at the end of the ad; it was taken as the deadline."


def _hour_doubts(ad: Ad, claim: Claim) -> Iterator[Caution]:
    if claim.hour and claim.hour.unclear:
        said = (
            f"The hour of the deadline, '{_words(ad, claim.hour.span)}', is not clear: {claim.hour.unclear}."
        )
        yield Caution(code="deadline_ambiguous", text=f"{said} Check it.", note=claim.hour.likely)


def _order(ad: Ad, one: Written) -> tuple[Written, list[Caution]]:
    """Choose between day first and month first: the ad's own dates, its weekday, its language tell."""
    turned = one.turned()
    if one.weekday is not None:
        fits = [day is not None and day.weekday() == one.weekday for day in (one.on(), turned.on())]
        if fits[0] != fits[1]:
            return (one if fits[0] else turned), []
    american = month_first(ad.folded)
    if american is not None or not _is_english(ad):
        return (turned if american else one), []
    swap = _AMERICAN.search(ad.folded) is not None
    taken, other = (turned, one) if swap else (one, turned)
    order = "the month first" if swap else "the day first"
    said = f"'{_words(ad, one.span)}' was read with {order}, as {taken.on()}; it could be {other.on()}."
    return taken, [Caution(code="deadline_ambiguous", text=f"{said} Check it.")]


def _is_english(ad: Ad) -> bool:
    sample = ad.folded[:_SAMPLE]
    return len(_ENGLISH.findall(sample)) > len(_OTHERS.findall(sample))


def _words(ad: Ad, span: Span) -> str:
    return ad.quote(span).text
