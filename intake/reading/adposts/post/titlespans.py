"""Stretches of an ad that hold the name of a post: where it begins and ends, and whether it may be one."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.post import titlewords
from intake.reading.adposts.post.rolewords import ARTICLE, names_role

_SENTENCE_WORDS: Final = 10
_TRIMMED: Final = ' \t\n\f#*_>=-–—:|«»"“”.,;👉➡️📣📢🚨✨🔹✅►▶•[]'


def headline(ad: Ad, passage: Span) -> Span:
    """Give the first line of a passage alone where it is in capitals, or stands alone, over small letters."""
    line = ad.line_at(passage[0])
    words = ad.text[slice(*line)]
    alone = "\n\n" in ad.text[line[1] : line[1] + 2] or words.isupper()
    return line if line[1] < passage[1] and alone and len(words.split()) <= _SENTENCE_WORDS else passage


def cut(ad: Ad, start: int, end: int) -> Span:
    """Give a name in a sentence up to where the sentence goes on."""
    words = titlewords.INCLUSIVE.sub("_", ad.folded[start:end])
    words = titlewords.ASIDE.sub(lambda match: "_" * len(match[0]), words)
    cut = titlewords.CUT.search(words)
    return trimmed(ad, start, start + cut.start() if cut else end)


def leads_with_role(text: str, *, words: int) -> bool:
    """Whether one of the first words names a post."""
    return names_role(" ".join(text.split()[:words]))


def unled(ad: Ad, start: int, end: int) -> Span:
    """Without counts and articles before the name."""
    for _ in range(3):
        article = ARTICLE.match(ad.folded, start, end)
        if not article or article.end() >= end - 2:
            break
        start = article.end()
    named = titlewords.NAMED.match(ad.folded, start, end)
    start = named.end() if named else start
    while praise := titlewords.PRAISE.match(ad.folded, start, end):
        start = praise.end()
    return start, end


def trimmed(ad: Ad, start: int, end: int) -> Span:
    """Give a span without the signs at its ends, and without the target of a link."""
    while start < end and (ad.text[start] in _TRIMMED or ord(ad.text[start]) > 0x2190):  # noqa: PLR2004
        start += 1
    link = ad.text.find("](", start, end)
    end = link if link > start else end
    while start < end and (ad.text[end - 1] in _TRIMMED and ad.text[end - 2 : end] != "C#"):
        end -= 1
    return start, end
