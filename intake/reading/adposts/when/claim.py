"""A date that is said to be the deadline, and how plainly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when import deadline_words as words
from intake.reading.adposts.when.dates import Written
from intake.reading.adposts.when.hours import Hour

NAMING: Final = (words.LABEL, words.NEAR_LABEL, words.LATEST)


class Rank(IntEnum):
    """How plainly a date is given as the deadline."""

    REVIEW = 0  # applications are looked at from then on
    ALONE = 1  # a date without a word, at the end
    BOUND = 2  # "avant le", "by": of the applications
    NAMED = 3  # "date limite", "deadline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A date that is said to be the deadline, the words that say so, and the hour if there is one."""

    written: Written
    rank: Rank
    span: Span
    hour: Hour | None = None
    firm: bool = True
    label: bool = False  # a field of a page's frame, no sentence
    sure: bool = True  # its sentence speaks of sending
    extended: bool = False
    doubled: bool = False  # its sentence speaks of an extension, or strikes a date out
    doubtful: bool = False  # it may be the end of the work
    excluded: bool = False  # "avant le": strictly, the day itself is out


def is_name(ad: Ad, span: Span) -> bool:
    """Whether a stretch of the ad names the deadline."""
    return any(pattern.search(ad.folded, *span) for pattern in NAMING)
