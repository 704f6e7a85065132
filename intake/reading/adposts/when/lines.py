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
_FULL: Final = 55  # of one in whose place a sentence goes on, although an empty line follows
_FEW: Final = 2  # words: "au plus tard le" goes on after an address
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ADDRESS: Final = re.compile(r"@[\w.-]{3,60}\W{0,3}$")
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
        open_end = cue and cue.end() == len(said[-_NEXT:])
        if not open_end and (len(said) < _LINE or _begins(ad, start)):
            break
        start = before[0]
    return start, end


def _begins(ad: Ad, start: int) -> bool:
    """Whether a passage of its own begins: a capital after an empty line, over which stands a short line."""
    above = ad.folded[max(0, start - 2 * _FULL) : start]
    said = above.rstrip()
    if above[len(said) :].count("\n") < 2 or ad.text[start : start + 1].islower():  # noqa: PLR2004
        return False
    return len(said) - said.rfind("\n") < _FULL


def after_address(ad: Ad, sentence: Span, start: int) -> Span:
    """Leave out the lines up to one that ends with an address, if what follows is a sentence of its own."""
    line = ad.line_at(start)
    above = ad.folded[max(0, line[0] - 2 * _FULL) : line[0]].rstrip()
    own = len(_WORD.findall(ad.folded, line[0], start)) > _FEW and ad.text[line[0]].isupper()
    return (max(sentence[0], line[0]), sentence[1]) if own and _ADDRESS.search(above) else sentence


def last(pattern: re.Pattern[str], folded: str, start: int, end: int) -> Span | None:
    """Find the last place of a pattern between two offsets."""
    found = None
    for match in pattern.finditer(folded, start, end):
        found = match.span()
    return found
