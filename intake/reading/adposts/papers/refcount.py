"""How many referees or letters of recommendation an ad asks for, from the words around their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.reading.adposts.ad import Span
from intake.reading.adposts.papers.papernames import COUNTS

_MOST: Final = 10  # a greater number counts something else
_BEFORE: Final = 90  # characters looked at
_AFTER: Final = 90

_NUMBER: Final = rf"(?:\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_PAREN: Final = r"(?:\s{0,3}\(\s{0,2}(?:0?\d{1,2}|[a-z]{2,6})\s{0,2}\))?"
_JOINED: Final = r"\s{0,3}(?:-|/|a|to|or|ou|et|and|o|u|bis|oder|y|e|او|الي)\s{0,3}"
_COUNT: Final = re.compile(
    rf"(?<![\w.,/])[وف]?(?P<low>{_NUMBER}){_PAREN}(?:{_JOINED}(?P<high>{_NUMBER}){_PAREN})?(?!\w)"
    r"(?!\s{0,2}(?:pages?|ans?\b|years?|mois|months?|mots|words|lignes|lines|mb\b|mo\b|annees?|%|[./]\d"
    r"|copies|fichiers?"
    r"|pdf|files?|h\b|heures|jours|days|photos?|:|derniere?s?|last|page\b|paginas|palabras|palavras|seiten|folhas|hojas|سنوات|صفح))"
)
_BREAK: Final = re.compile(r"[;:,.\n]\s*$|\b(?:et|and|y|e)\s$")  # before the number of an item
_LEAD: Final = re.compile(
    r"[\s(:,-]{0,4}(?:(?:at least|minimum|au moins|au minimum|a minimum of|min\.?|up to|from|de la part de"
    r"|emanant de|de"
    r"|of|by|written by|provenant de|x|professionnelles?|academiques?|\(?s\)?|لا تقل عن|من|علي الاقل"
    r"|علي الاقل)[\s(:]{1,3}){0,3}"
)


def asked_number(folded: str, span: Span, sentence: Span, others: Sequence[Span]) -> tuple[int | None, bool]:
    """Give the number asked for (of a range the smaller) and whether it was a range; None: none is named."""
    inside = _numbers(folded, span[0], span[1])
    floor = max([sentence[0], span[0] - _BEFORE, *(end for _, end in others if end <= span[0])])
    before = _numbers(folded, floor, span[0])
    ceiling = min([sentence[1], span[1] + _AFTER, *(start for start, _ in others if start >= span[1])])
    lead = _LEAD.match(folded, span[1], ceiling)
    behind = lead.end() if lead else span[1]
    after = [found for found in _numbers(folded, behind, ceiling) if found[2] == behind]
    later = _numbers(folded, behind, ceiling)
    for found in (inside[-1:], before[-1:], after, later[:1]):
        for low, high, _ in found:
            return low, high is not None
    return (2, False) if _DUAL.search(folded, *span) else (None, False)


# Arabic says two by the ending; where a number stands beside, it is that.
_DUAL: Final = re.compile(r"مرجع(?:ين|ان)\b|شخص(?:ين|ان)\b|معرفان\b")


def _numbers(folded: str, start: int, end: int) -> list[tuple[int, int | None, int]]:
    found = []
    for match in _COUNT.finditer(folded, start, end):
        low, high = _value(match["low"]), match["high"] and _value(match["high"])
        lead = folded[max(0, match.start() - 4) : match.start()]
        numbering = folded[match.end() : match.end() + 1] == ")" and _BREAK.search(lead)
        if low and 1 <= low <= _MOST and not numbering:
            found.append((min(low, high) if high else low, high or None, match.start()))
    return found


def _value(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS.get(word, 0)
