"""Sentences in an ad whose lines were cut: what stands before, what belongs together, what comes last."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when import deadline_words as words

_STEPS: Final = 3  # lines that a sentence is cut into, at most, beside its last
_LINE: Final = 36  # characters of a line that is no heading
_NEXT: Final = 24
_ITEM: Final = re.compile(r"\s*(?:[-–•▪●○·*+|>]|\d{1,2}[.)]\s)")


def previous(ad: Ad, start: int) -> Span:
    """Give the sentence before the one that begins there; that one itself if it is the first."""
    index = bisect_left(ad.sentences, start, key=lambda span: span[0])
    return ad.sentences[index - 1] if index else (start, start)


def unbroken(ad: Ad, sentence: Span) -> Span:
    """Put the lines before a sentence to it that were cut from it: nothing ends them, they are no heading."""
    start, end = sentence
    for _ in range(_STEPS):
        before = previous(ad, start)
        said = ad.folded[slice(*before)].rstrip()
        cue = words.CUT.search(said[-_NEXT:])
        if before[0] == start or not said or said[-1] in ".!?؟:;" or _ITEM.match(ad.text, start):
            break
        if len(said) < _LINE and not (cue and cue.end() == len(said[-_NEXT:])):
            break
        start = before[0]
    return start, end


def last(pattern: re.Pattern[str], folded: str, start: int, end: int) -> Span | None:
    """Find the last place of a pattern between two offsets."""
    found = None
    for match in pattern.finditer(folded, start, end):
        found = match.span()
    return found
