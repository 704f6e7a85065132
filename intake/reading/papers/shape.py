"""The shape of a page, whatever its words mean: how its lines run, who speaks, what it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from intake.reading.people.contacts import contacts

_FIRST: Final = re.compile(
    r"\b(?:je|j|mon|ma|mes|me|m|moi|nous|i|my|i'm|i've|i'd|we|our)\b|\b\w{2,}تي\b"
    r"|\b(?:اتقدم|ارغب|اود|اعمل|انا|لدي|اكتب|اتمني|اعتبر|كنت)\b"
)
_SECOND: Final = re.compile(r"\b(?:vous|votre|vos|you|your|yours)\b|\b\w{3,}كم\b")
_THIRD: Final = re.compile(
    r"\b(?:il|elle|lui|son|sa|ses|he|she|his|her|him|they|their)\b|\b(?:هو|هي|كان|كانت)\b"
)
_MONTH: Final = (
    r"(?:(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec|jan|feb|mar|apr|may|jun|jul|aug)\w*\.? "
    r"|\d\d[/.])?"
)
_RANGES: Final = re.compile(
    rf"{_MONTH}(?:19|20)\d\d ?(?:-|a|au|to|until|jusqu'a|/|>|الي|حتي) ?(?:{_MONTH}(?:19|20)?\d\d"
    r"|present|aujourd'hui|ce jour|actuel\w*|today|now|current|en cours|(?:حتي |الي )?الان|اليوم|الحاضر)"
    r"|(?:depuis|since|منذ) (?:\w+ )?(?:19|20)\d\d"
)
_YEAR: Final = re.compile(r"\b(?:19[5-9]|20[0-3])\d\b")
_MONEY: Final = re.compile(r"\d ?(?:€|\$|£|eur\b|euros?\b|dh\b|dhs\b|mad\b|fcfa\b|درهم)|[€$£] ?\d")
_MARK: Final = re.compile(r"\b\d{1,2}(?:[.,]\d{1,2})? ?/ ?(?:10|20|100)\b|\b\d{1,2}[.,]\d\d\b")
_DATED: Final = re.compile(
    r"(?:fait )?(?:a )?[\w' -]{2,30},? ?(?:le|on|في|بتاريخ) ?:? ?(?:\d{1,2}(?:er)?[ ./-]|\w+ \d{1,2})"
    r"|\d{1,2}(?:er|st|nd|th)? [^\W\d]{3,10},? (?:19|20)\d\d$|[^\W\d]{3,10} \d{1,2},? (?:19|20)\d\d$"
)
_BULLET: Final = re.compile(r"^\s*(?:[•●▪■◦‣*·➢✓✔»-]|\uf0b7|o )\s*\S")
_SENTENCE: Final = re.compile(r"[a-z\u0600-\u06ff)»\"][.!?؟](?:\s|$)")
_TOP: Final = 8  # lines
_LINE: Final = 9  # words; a shorter line is no running text


def shape(raw: str, lines: Sequence[str], joined: str) -> Mapping[str, float]:
    """Measure a page, each measure from 0 to about 1: `raw` its text, `lines` and `joined` folded."""
    words = max(len(re.findall(r"\w+", joined)), 1)
    lengths = [len(line.split()) for line in lines] or [0]
    rows = [row for row in raw.splitlines() if row.strip()] or [""]
    reaches = contacts(raw)
    return {
        "under 30 words": words < 30,  # noqa: PLR2004
        "under 80 words": words < 80,  # noqa: PLR2004
        "under 150 words": words < 150,  # noqa: PLR2004
        "over 300 words": words > 300,  # noqa: PLR2004
        "over 600 words": words > 600,  # noqa: PLR2004
        "running text": sum(n for n in lengths if n >= _LINE) / words,
        "short lines": sum(n < _LINE - 3 for n in lengths) / len(lengths),
        "sentences": min(1, 12 * len(_SENTENCE.findall(joined)) / words),
        "bullets": sum(bool(_BULLET.match(row)) for row in rows) / len(rows),
        "first person": min(1, 12 * len(_FIRST.findall(joined)) / words),
        "second person": min(1, 16 * len(_SECOND.findall(joined)) / words),
        "third person": min(1, 16 * len(_THIRD.findall(joined)) / words),
        "ranges of dates": min(len(_RANGES.findall(joined)), 4) / 4,
        "years": min(len(_YEAR.findall(joined)), 8) / 8,
        "contact details at the top": bool(contacts("\n".join(rows[:_TOP]))),
        "contact details": min(len(reaches), 2) / 2,
        "many contact details": min(max(len(reaches) - 2, 0), 4) / 4,
        "sums of money": min(len(_MONEY.findall(joined)), 3) / 3,
        "marks": min(len(_MARK.findall(joined)), 6) / 6,
        "a place and a date": any(_DATED.match(line) for line in (*lines[:_TOP], *lines[-6:])),
        "colons": min(1, 2 * sum(":" in row for row in rows) / len(rows)),
        "capitals": sum(row.isupper() for row in rows) / len(rows),
    }
