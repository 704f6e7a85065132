"""The dates of an ad that claim to be its deadline, wherever they stand: in text, columns or alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when import other_days as others
from intake.reading.adposts.when.claim import Claim, Rank, is_name
from intake.reading.adposts.when.claims import Place
from intake.reading.adposts.when.dates import Written
from intake.reading.adposts.when.hours import find_hours

_FEW_LINES: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def find_claims(ad: Ad, dates: Sequence[Written]) -> tuple[Claim, ...]:
    """Find the dates that the ad gives as the deadline, in its order.

    If there is none, a date that stands alone at the end of the ad may be it.
    """
    end = _other_ads(ad)
    own = [one for one in dates if one.span[0] < end]
    return tuple(_claims(ad, own)) or tuple(_alone(ad, own))


# The heading over what a site shows beside an ad: the dates below it are of other ads.
_OTHER_ADS: Final = re.compile(
    r"\W{0,6}(?:(?:d'|nos\s+|les\s+)?(?:autres|dernieres)\s+(?:offres|annonces|postes|emplois|opportunites)"
    r"|(?:offres|annonces|emplois|postes)\s+(?:similaires|associee?s|recente?s|recommandee?s|qui\s+pourraient)"
    r"|vous\s+(?:aimerez|pourriez)|cela\s+pourrait"
    r"|(?:other|similar|related|recommended|latest|recent|more)\s+(?:\w+\s+)?(?:jobs|ads|adverts|vacancies|offers|positions|listings|opportunities)"
    r"|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|people\s+(?:also\s+)?(?:viewed|applied)|jobs\s+like\s+this"
    r"|(?:otras|mas)\s+(?:ofertas|vacantes|empleos)|(?:ofertas|vacantes|vagas)\s+(?:similares|semelhantes|relacionadas)|outras\s+vagas"
    r"|(?:weitere|ahnliche)\s+(?:stellen\w*|jobs|angebote)"
    r"|(?:اعلانات|وظايف|فرص)\s+(?:اخري|مشابهه|ذات|مقترحه|قد)|قد\s+(?:يعجبك|يهمك|تهمك)|وظايف\s+(?:\S+\s+)?ذات\s+صله)\b"
)
_LONGEST_HEADING: Final = 70  # characters


def _other_ads(ad: Ad) -> int:
    """Where the list of other ads begins, in the last two thirds of the text; its end if there is none."""
    for start, end in ad.lines:
        plain = start > len(ad.folded) // 3 and end - start <= _LONGEST_HEADING
        if plain and _OTHER_ADS.match(ad.folded, start, end):
            return start
    return len(ad.folded)


def _alone(ad: Ad, dates: Sequence[Written]) -> Iterator[Claim]:
    if not dates or not ad.lines:
        return
    one, line = dates[-1], ad.lines[-1]
    if one.span[0] < line[0] or one.year is None or one.hijri or len(ad.lines) < _FEW_LINES:
        return
    rest = ad.folded[line[0] : one.span[0]] + " " + ad.folded[one.span[1] : line[1]]
    hours = find_hours(ad.folded, one.span[1], line[1])
    above = ad.folded[slice(*ad.lines[-2])]
    if len(_WORD.findall(rest)) <= len(hours) and not others.OTHER_DAY.search(above):
        yield Claim(written=one, rank=Rank.ALONE, span=line, hour=hours[0] if hours else None)


def _claims(ad: Ad, dates: Sequence[Written]) -> Iterator[Claim]:
    columns = _columns(ad, dates)
    for index, one in enumerate(dates):
        if one.opens:
            continue
        first = index - 1 if index and dates[index - 1].opens else index
        before = dates[first - 1].span[1] if first else 0
        after = dates[index + 1].span[0] if index + 1 < len(dates) else len(ad.folded)
        reader = Place(ad, one, dates[first].span[0], before, after)
        claim = reader.claim() if one.span[0] not in columns else reader.under(columns[one.span[0]])
        if claim:
            yield claim


def _columns(ad: Ad, dates: Sequence[Written]) -> dict[int, Span]:
    """Find dates one under the other, below as many labels: which label belongs to which date."""
    numbers = {line[0]: number for number, line in enumerate(ad.lines)}
    alone = {}
    for one in dates:
        line = ad.line_at(one.span[0])
        if ad.folded[slice(*line)].strip() == ad.folded[slice(*one.span)].strip():
            alone[numbers[line[0]]] = one.span[0]
    found: dict[int, Span] = {}
    for number, start in alone.items():
        first, last = number, number
        while first - 1 in alone:
            first -= 1
        while last + 1 in alone:
            last += 1
        many = last - first + 1
        labels = ad.lines[max(0, first - many) : first]
        if many > 1 and len(labels) == many and any(is_name(ad, label) for label in labels):
            found[start] = labels[number - first]
    return found
