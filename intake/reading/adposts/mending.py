"""Text as it comes out of PDFs, word processors and web pages → text whose words can be found again.

Mended are ligatures, invisible characters, spaces inside words and letters lost with a font's ligatures.
Only words that lead to a value (the cue words below) are put together again: a guess at any other word
could change what the ad says.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORDS: Final = """
    candidature candidatures candidat candidats candidate candidates curriculum vitae lettre
    motivation référence références recommandation diplôme diplômes dossier adresse électronique
    courriel objet intitulé intitule mentionnant précisant indiquant envoyer adresser transmettre
    postuler limite clôture application applications applicant letter references referees subject
    deadline closing position resume vacancy candidacy submit submitted janvier février septembre
    octobre novembre décembre juillet january february september october november december august
""".split()  # noqa: SIM905 - prose is easier to keep than a list
_PLAIN_SPACES: Final = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN: Final = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\x00-\x08\x0e-\x1f\x7f-\x9f"
    r"\ud800-\udfff\ufffe\uffff]"
)
_PRESENTED: Final = re.compile(
    r"[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\u0132\u0133\uff01-\uff5e\U0001d400-\U0001d7ff]+"
)
_VOWEL_MARKS: Final = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670]")
_LIGATURES: Final = ("ffi", "ffl", "tti", "ti", "tt", "fi", "fl", "ff", "ft")
_NEVER_SHOWN: Final = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_EMPHASIS: Final = re.compile(
    r"\*{2,3}|(?<![_\w])__(?=[^\W_])|(?<=[^\W_])__(?![_\w])|(?m:^#{1,6}[ ]+)|\[bookmark: ?_\w{1,40}\]"
)
# Marks of emphasis in a text that is said to be plain.
_INLINE: Final = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|mark|small|tt)(?: [^<>\n]{0,200})?>", re.IGNORECASE
)
# The letters of a cue word with one space between some of them; whole words beside are left alone.
_SPACED: Final = tuple(
    (re.compile(r"(?<!\w)" + " ?".join(map(re.escape, word)) + r"(?!\w)", re.IGNORECASE), word)
    for word in sorted(_WORDS, key=len, reverse=True)
    if len(word) >= 6  # noqa: PLR2004 - shorter ones could be ends and beginnings of other words
)


def mend(text: str) -> str:
    """Mend the text of one page; lines stay lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _PLAIN_SPACES.sub(" ", text).replace("\u2028", "\n").replace("\x0b", "\n")
    text = _UNSEEN.sub("", text)
    for opening, closing in _NEVER_SHOWN:
        text = _without(text, opening, closing)
    text = _PRESENTED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _VOWEL_MARKS.sub("", text)
    text = _INLINE.sub("", _EMPHASIS.sub("", text))
    for pattern, word in _LOST:
        text = pattern.sub(lambda match, word=word: _cased(match[0], word), text)  # type: ignore[misc]
    for pattern, _ in _SPACED:
        text = pattern.sub(lambda match: match[0].replace(" ", ""), text)
    return text


def _without(text: str, opening: str, closing: str) -> str:
    """Take out markup that no reader of a page sees; its line ends stay."""
    kept, at = [], 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start)
        if end < 0:
            break
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len(closing)
    return "".join([*kept, text[at:]])


def _lost_ligatures() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of cue words whose ligature came out as one other character, or as none."""
    found = []
    for word in _WORDS:
        for ligature in _LIGATURES:
            head, inside, tail = word.partition(ligature)
            if inside and len(head) >= 2 and len(tail) >= 2:  # noqa: PLR2004 - else it could be any word
                odd = r"(?:[^\w\s.,;:'’\"()-]|[\d\u0100-\u024f\ufffd\ue000-\uf8ff]| ?[\ufffd\ue000-\uf8ff] ?)"
                pattern = rf"(?<!\w){re.escape(head)}{odd}{re.escape(tail)}(?!\w)"
                found.append((re.compile(pattern, re.IGNORECASE), word))
    return tuple(found)


_LOST: Final = _lost_ligatures()


def _cased(found: str, word: str) -> str:
    if found.isupper():
        return word.upper()
    return word.capitalize() if found[0].isupper() else word
