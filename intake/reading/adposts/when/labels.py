"""Words away from a date that make it the deadline: its heading, its column, a label, a change of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when import deadline_words as words
from intake.reading.adposts.when import other_days as others
from intake.reading.adposts.when.claim import NAMING, is_name
from intake.reading.adposts.when.lines import last, previous

_HEADING: Final = 110  # characters of a heading
_LONGEST: Final = 60  # characters of a label, and between "offer" and "valid until"
_APART: Final = 70  # characters between a day and the one that took its place
_ROWS: Final = 30  # of a table, above a date
_STEPS: Final = 3  # passages that a label may be away from its date
_COLON: Final = re.compile(r"\s?:\s?(?:(?:le|the|on|au)\s)?$")
_ASIDE: Final = re.compile(r"\s?\([^()\n]{3,40}\)")
_TO_DAY: Final = re.compile(
    r"[^\n.;]{0,20}?(?:\bau|\bto|\buntil|\bjusqu'au|الي|حتي|:|-)\s(?:le\s|the\s|يوم\s|غايه\s)?"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def labelled(ad: Ad, begin: int, day: Span, other: Span | None) -> Span | None:
    """See a label of a word of an end and one of applications: "Date de fin de validité de l'offre :"."""
    start = max(begin, ad.line_at(day[0])[0])
    colon = _COLON.search(ad.folded, start, day[0])
    if colon is None or (other and other[0] >= start) or colon.start() - start > _LONGEST:
        return None
    label = (start, colon.start())
    if others.LASTING.search(ad.folded, *label) or others.CLOSING.search(ad.folded, *label):
        return None
    aside = _ASIDE.match(ad.folded, day[1])
    about = (
        others.APPLYING.search(ad.folded, *label)
        or words.ADVERT.search(ad.folded, *label)
        or (aside and others.APPLYING.search(ad.folded, *aside.span()))
    )
    return label if about and words.END.search(ad.folded, *label) else None


def moved_from(ad: Ad, before: Span, start: int) -> Span | None:
    """See that a day took the place of the one before it: "the deadline of 7 May has been moved to"."""
    first, end = before
    if not first < end <= start <= end + _APART:
        return None
    moved = last(words.MOVED, ad.folded, end, start)
    if moved and _TO_DAY.fullmatch(ad.folded, moved[1], start) and is_name(ad, before):
        return first, start
    return None


def held_valid(ad: Ad, begin: int, named: Span) -> bool:
    """Whether what is valid or open until the day is something else than the ad: a passport, a museum."""
    if not words.VALID.match(ad.folded, *named):
        return False
    lead = (max(begin, ad.line_at(named[0])[0], named[0] - _LONGEST), named[0])
    advert = (
        words.ADVERT.search(ad.folded, *lead)
        or words.POST.search(ad.folded, *lead)
        or words.ADVERT.search(ad.folded, *named)
    )
    return advert is None and _WORD.search(ad.folded, *lead) is not None


def heading_over(ad: Ad, here: int, before: int) -> Span | None:
    """See the heading over a date: "Date limite" on a line of its own, after the date `before` it."""
    for _ in range(_STEPS):
        start, end = previous(ad, here)
        if start == here or start < before or end - start > _HEADING:
            return None
        here = start
        said = ad.folded[start:end]
        if _WORD.search(said):
            named = is_name(ad, (start, end)) and not others.NOT_OF_CANDIDATES.search(said)
            return (start, end) if named else None
    return None


def column_head(ad: Ad, line: Span, start: int) -> bool:
    """Whether the head of a date's column names the deadline: the first row that has as many cells."""
    cells = ad.folded.count("|", *line)
    column = ad.folded.count("|", line[0], start)
    first = None
    here = bisect_left(ad.lines, line)
    for row in reversed(ad.lines[max(0, here - _ROWS) : here]):
        if ad.folded.count("|", *row) != cells:
            break
        first = row
    if first is None:
        return False
    head = ad.folded[slice(*first)].split("|")[column]
    named = any(pattern.search(head) for pattern in NAMING)
    return named and not others.NOT_OF_CANDIDATES.search(head)
