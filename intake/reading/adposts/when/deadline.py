"""The deadline that an ad gives, and the time zone if it names one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Final

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad
from intake.reading.adposts.found import Found
from intake.reading.adposts.when.claim import Rank
from intake.reading.adposts.when.claimed import find_claims
from intake.reading.adposts.when.dates import Written, find_dates
from intake.reading.adposts.when.hour_beside import on_the_day
from intake.reading.adposts.when.settled import Settled, settle_claim
from intake.reading.adposts.when.undated import firmness, over, undated
from intake.reading.adposts.when.years import before_page
from intake.reading.adposts.when.zones import out_of_season, unknown_offset, zone_between

Deadline = date | datetime | None

_ZONE_NEAR: Final = 70  # characters after the deadline's words in which a zone may stand
_MOST: Final = 50  # passages struck out that are looked at
_ANYWHERE: Final = re.compile(
    r"(?:all|toutes?)\s(?:the\s|les\s)?(?:times|hours|deadlines|heures)[^\n.]{0,40}"
)


def find_deadline(ad: Ad, *, today: date | None) -> Found[Deadline]:
    """Find the deadline: a datetime if the hour is named, else a date. `today` tells what is over."""
    dates = [*_standing(ad, find_dates(ad.folded))]
    claims = find_claims(ad, dates)
    firm = [claim for claim in claims if claim.rank > Rank.REVIEW]
    settled = [each for claim in firm if (each := settle_claim(ad, claim, dates, today)) is not None]
    if not settled:
        return Found(value=None, cautions=_once([*undated(ad, dates, claims, today)]))
    chosen, rivals = _choose(settled)
    if chosen.claim.hour is None:
        chosen = replace(chosen, claim=replace(chosen.claim, hour=on_the_day(ad.folded)[0]))
    cautions = [*rivals, *chosen.cautions, *firmness(ad, chosen.claim), *over(ad, chosen.day, today)]
    cautions += _twin(ad, chosen, dates)
    impossible = next((one for one in firm if one.written.year and one.written.on() is None), None)
    if impossible:
        said = ad.quote(impossible.written.span).text
        text = f"The ad also gives '{said}' as its deadline, which is no day of the calendar. Check it."
        cautions.append(Caution(code="deadline_inconsistent", text=text))
    page = before_page(ad.folded, dates, chosen.day)
    if page:
        text = f"The deadline {chosen.day} lies before the ad's own date, {page}. Check the year."
        cautions.append(Caution(code="deadline_inconsistent", text=text))
    cautions += _notes(ad, chosen)
    return Found(value=chosen.value, span=chosen.claim.span, cautions=_once(cautions))


_STRUCK: Final = re.compile(r"~~[^~\n]{1,80}~~")


def _standing(ad: Ad, dates: Sequence[Written]) -> Iterator[Written]:
    """Leave out dates that are struck out beside one that is not."""
    struck = [match.span() for match in islice(_STRUCK.finditer(ad.folded), _MOST)]
    for one in dates:
        within = [span for span in struck if span[0] < one.span[0] and one.span[1] <= span[1]]
        line = ad.line_at(one.span[0])
        kept = (
            other
            for other in dates
            if line[0] <= other.span[0] < line[1]
            and not any(span[0] < other.span[0] < span[1] for span in struck)
        )
        if not within or next(kept, None) is None:
            yield one


def find_zone(ad: Ad, deadline: Found[Deadline]) -> Found[str | None]:
    """Find the zone that the deadline's hour is in, as an IANA name."""
    if deadline.value is None or deadline.span is None:
        return Found(value=None)
    start, end = deadline.span
    near = (start, min(len(ad.folded), end + _ZONE_NEAR))
    zone = zone_between(ad.folded, ad.text, near)
    if odd := unknown_offset(ad.folded, near):
        text = f"No time zone is '{ad.quote(odd).text}': write the deadline in yours."
        return Found(value=None, cautions=(Caution(code="timezone_ambiguous", text=text),))
    if not isinstance(deadline.value, datetime):
        return Found(value=zone[0], span=zone[1]) if zone else Found(value=None)
    if zone is None:
        zone = zone_between(ad.folded, ad.text, on_the_day(ad.folded)[1])
    if zone is None:
        anywhere = _ANYWHERE.search(ad.folded)
        zone = zone_between(ad.folded, ad.text, anywhere.span()) if anywhere else None
    if zone is None:
        text = "The ad names an hour without a time zone: it is read in the time zone of intake.yaml."
        return Found(value=None, cautions=(Caution(code="timezone_missing", text=text, note=True),))
    name, span = zone
    letters = ad.folded[slice(*span)]
    if out_of_season(letters, deadline.value.month):
        text = (
            f"The ad says '{letters.upper()}', which is not the time kept in {deadline.value:%B}; "
            f"{name} is meant, as a rule. Check the hour."
        )
        return Found(value=name, span=span, cautions=(Caution(code="timezone_ambiguous", text=text),))
    return Found(value=name, span=span)


def _choose(settled: Sequence[Settled]) -> tuple[Settled, list[Caution]]:
    """Choose between claims: an extended one, else a sentence over a page's frame, a year, the earlier."""
    best_rank = max(each.claim.rank for each in settled)
    strong = [each for each in settled if each.claim.rank >= min(best_rank, Rank.BOUND)]
    extended = [each for each in strong if each.claim.extended]
    told = [each for each in strong if each.claim.sure and not each.claim.label]
    pool = extended[-1:] or told or strong
    pool = [each for each in pool if each.claim.written.year] or pool  # other jobs' days stand without one
    best = min(pool, key=lambda each: (each.day, each.claim.hour is None, each.claim.written.year is None))
    same = [each for each in strong if each.day == best.day]
    best = min(same, key=lambda each: (each.claim.hour is None, each.claim.written.year is None))
    return best, _rivals(best, strong)


def _rivals(best: Settled, strong: Sequence[Settled]) -> list[Caution]:
    later = sorted({str(each.day) for each in strong if each.day != best.day})
    hours = sorted({str(each.claim.hour.time) for each in strong if each.day == best.day and each.claim.hour})
    if later:
        text = f"The ad gives more than one deadline: {best.day} was taken, it also says {', '.join(later)}."
    elif len(hours) > 1:
        text = f"The ad gives more than one hour for its deadline: {', '.join(hours)}."
    elif best.claim.doubled and not best.claim.extended:
        text = f"Beside the deadline {best.day} the ad speaks of another (put off, or struck out)."
    else:
        return []
    return [Caution(code="deadline_inconsistent", text=f"{text} Check which one holds.")]


def _twin(ad: Ad, chosen: Settled, dates: Sequence[Written]) -> Iterator[Caution]:
    """Say that another day stands right beside the deadline, as when a page's strike-through is lost."""
    one = chosen.claim.written
    for other in dates:
        between = ad.folded[min(one.span[1], other.span[1]) : max(one.span[0], other.span[0])]
        if other.span != one.span and not between.strip(" ") and not other.opens and other.on() != one.on():
            text = f"Beside the deadline {chosen.day} stands another day, '{ad.quote(other.span).text}'."
            yield Caution(code="deadline_inconsistent", text=f"{text} Check which one holds.")
            return


def _notes(ad: Ad, chosen: Settled) -> Iterator[Caution]:
    if chosen.claim.excluded and chosen.claim.hour is None:
        text = (
            f"The ad says '{ad.quote(chosen.claim.span).text}': taken strictly, the day itself is out; "
            "the deadline includes it. Set the day before if you want it so."
        )
        yield Caution(code="deadline_exclusive", text=text, note=True)


def _once(cautions: Sequence[Caution]) -> tuple[Caution, ...]:
    """Keep one caution of each code, those first that must be settled."""
    ordered = sorted(cautions, key=lambda caution: caution.note)
    return tuple({caution.code: caution for caution in reversed(ordered)}.values())[::-1]
