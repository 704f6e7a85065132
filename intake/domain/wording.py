"""Words as they are compared: without case, accents, punctuation, inclusive endings and mojibake."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import ftfy

_REPAIRS = ftfy.TextFixerConfig(normalization="NFKC", uncurl_quotes=False, explain=False)

_UNIFIED = str.maketrans(
    {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": None}
    | {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"},
)
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_LETTERS = rf"(?:[^\W\d_][{_MARKS}]*)+"
_ENDING = r"(?:e|é|ée|ne|le|te|se|ve|fe|ère|ere|ière|iere|rice|trice|ice|euse|esse|sse|ive|enne|ienne)"
_WORD = re.compile(
    rf"""
      (?<![^\W_]) [hfmw](?:\s?[/-]\s?[hfmwdx]){{1,2}} (?![^\W_])            # H/F, m/w/d: says nothing
    | (?P<digits> \d+ )
    | (?P<word> {_LETTERS} )
      (?: (?<=[^\W\d_]{{2}})
        (?: \s?[(\[][.·-]?(?:{_ENDING}s?|s)[)\]](?:\s?[(\[]s[)\]]|s(?!\w))?  # chargé(e)s
          | [./·•‧⋅\-‐–](?:{_ENDING}s?|s)(?:[./·•‧⋅\-‐–]s)?(?!\w)            # chargé·e·s
        )
      )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FEMININE = {("", "e"), ("", "ne"), ("", "le"), ("", "te"), ("", "fe"), ("r", "se"), ("r", "re"), ("f", "ve")}


class Word(NamedTuple):
    """One word of a text: how it is compared, and where it stands."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """Take case, accents and other marks away, and unify Arabic letters and all decimal digits."""
    if text.isascii():  # most words: the same, faster
        return text.lower()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in bare if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept).translate(_UNIFIED)


def folded(words: str) -> frozenset[str]:
    """Return the entries of a list separated by `|`, folded."""
    return frozenset(" ".join(fold(word).split()) for word in words.split("|"))


def normalise(text: str) -> str:
    """Return the words by which subjects are compared, separated by single spaces.

    Mojibake is repaired; case, accents, punctuation and bidi marks are gone; Arabic letters and
    digits are unified; digits stand apart from letters; inclusive forms have one base form.
    """
    return " ".join(word.form for word in words_of(clean(text)))


def clean(text: str) -> str:
    """Repair what encodings did and drop what cannot be seen; the spelling stays."""
    repaired = ftfy.fix_text(text, _REPAIRS)
    return "".join(c for c in repaired if unicodedata.category(c) != "Cf")


def words_of(text: str) -> list[Word]:
    """Return the words of a cleaned text, in order; those that say nothing (H/F) are left out."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        form = fold(found["word"] or found["digits"] or "")
        if "trice" in form:
            form = re.sub(r"trice(s?)$", r"teur\1", form)
        if not form.isalnum():
            continue
        previous = words[-1] if words else None
        if previous and text[previous.end : found.start()].strip() == "/" and _pair(previous.form, form):
            words[-1] = previous._replace(end=found.end())  # conseiller/conseillère
        else:
            words.append(Word(form, found.start(), found.end()))
    return words


def _pair(masculine: str, feminine: str) -> bool:
    """Whether the second word is the feminine of the first (or the same word again)."""
    if not (masculine.isalpha() and feminine.isalpha()):
        return False
    return masculine == feminine or any(
        masculine.removesuffix("s").endswith(his)
        and feminine.removesuffix("s") == masculine.removesuffix("s").removesuffix(his) + hers
        for his, hers in _FEMININE
    )
