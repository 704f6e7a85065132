"""The language of an ad: its frequent words are counted, and where two mix, those of how to apply."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.found import Found

# Words that one of the languages uses all the time and the others hardly ever, folded.
_WORDS: Final = {
    "fr": "le les des du et est une dans pour avec sur vous nous qui au aux par pas votre vos ce cette ces"
    " leur sont ou poste sera notre nos ses son aupres ainsi candidature lettre profil recherche afin il elle"
    " d'un d'une entre mise oeuvre etre travail plus sous",
    "en": "the and of to for with you your is are at from by be will this that our we an or as have"
    " has must should on work which applicants experience candidate please their who can all",
    "es": "el los las una y para con por que del se su es al como sus experiencia trabajo puesto"
    " conocimientos enviar anos",
    "pt": "os uma para com por que do da dos das em no na ao e sao seu experiencia vaga conhecimento nao"
    " pela pelo enviar mais",
    "de": "der die das und mit fur ist ein eine einer auf zu den dem des wir sie von im ihre bei oder als"
    " nach sowie werden unser bewerbung",
    "it": "il gli della del di che per con una sono nel alla dei le delle al lavoro anche",
    "nl": "het een van voor met je wij zijn bij onze werk naar ook jouw deze wordt",
}  # fmt: skip
_OF: Final = {
    word: tuple(name for name, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ELIDED: Final = re.compile(r"(?:[cdjlmnst]|qu)'")
_SKIPPED: Final = ("@", "://", "www.")  # in addresses and links
_WHOLE: Final = 12  # of a point, so that words of two or three languages share one
_ENOUGH: Final = 3  # points
_PASSAGE: Final = 40  # characters of a passage whose language can be told
_PLAIN: Final = 3  # points by which it is
_ALSO: Final = 0.2  # of the text, in another language: it was written on purpose
_APPLY: Final = re.compile(
    r"[\w.+-]{1,64}@[\w-]|\b(?:cvs?|curriculum|candidatures?|applications?|apply|postuler|lebenslauf)\b|ذاتيه"
)


def find_language(ad: Ad) -> Found[str | None]:
    """Find the language as an ISO 639-1 code; None for too little text."""
    points = _points(ad.folded)
    if not points or points.most_common(1)[0][1] < _ENOUGH:
        return Found(value=None)
    best = points.most_common(1)[0][0]
    second = _second(ad, best)
    if second is None:
        return Found(value=best)
    leading = [best, second]
    told = Counter[str]()
    for span in _instructions(ad):
        told.update(_points(ad.folded[span[0] : span[1]]))
    shares = {name: told[name] for name in leading}
    best = max(leading, key=lambda name: shares[name])
    if 2 * min(shares.values()) >= max(shares.values()):  # the instructions are bilingual too
        best = min(leading, key=lambda name: _begins(ad, name))
    return Found(value=best, cautions=(_mixed(best, leading),))


def _second(ad: Ad, best: str) -> str | None:
    """The other language that whole passages are in, if it has a good part of the text."""
    lengths = Counter[str]()
    for start, end in ad.passages:
        if end - start < _PASSAGE:
            continue
        points = _points(ad.folded[start:end]).most_common(2)
        if points and points[0][1] >= _PLAIN and (len(points) < 2 or points[0][1] >= 2 * points[1][1]):  # noqa: PLR2004
            lengths[points[0][0]] += end - start
    others = [(length, name) for name, length in lengths.items() if name != best]
    length, name = max(others, default=(0, ""))
    return name if length >= _ALSO * lengths.total() and length > 2 * _PASSAGE else None


def _mixed(best: str, leading: list[str]) -> Caution:
    other = next(name for name in leading if name != best)
    return Caution(
        code="language_mixed",
        text=f"The ad is written in two languages ({best} and {other}): {best} is taken; check `language`.",
    )


def _points(folded: str) -> Counter[str]:
    """How loud a text speaks for each language; a word of several shares its point."""
    points = Counter[str]()
    plain = " ".join(piece for piece in folded.split() if not any(mark in piece for mark in _SKIPPED))
    for word in _WORD.findall(plain):
        if "\u0620" <= word[0] <= "\u064a":
            points["ar"] += _WHOLE // 2
            continue
        if _ELIDED.match(word):
            points["fr"] += _WHOLE
            continue
        names = _OF.get(word, ())
        for name in names:
            points[name] += _WHOLE // len(names)
    return Counter({name: round(count / _WHOLE) for name, count in points.items() if count >= _WHOLE // 2})


def _instructions(ad: Ad) -> list[Span]:
    return [span for span in ad.sentences if _APPLY.search(ad.folded, span[0], span[1])]


def _begins(ad: Ad, language: str) -> int:
    """Where the first passage stands that is in a language."""
    for start, end in ad.passages:
        points = _points(ad.folded[start:end])
        if points and points.most_common(1)[0][0] == language:
            return start
    return len(ad.folded)
