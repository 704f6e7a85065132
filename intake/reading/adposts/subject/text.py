"""Where a prescribed subject begins and ends: in quotes, or until the sentence goes on."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.ad import Ad, Span, fold_in_place
from intake.reading.adposts.subject.cues import EMPTY, ENDS, QUOTES

LONGEST: Final = 200  # characters of a subject
_MOST_WORDS: Final = 18  # of a subject without quotes
_TAIL: Final = 60  # characters between a quotation and the words for the subject line: "… and your name"
_SOFT: Final = "_*'’`"  # quotes that are also letters' neighbours
_OPENERS: Final = {
    "»": "«",
    "›": "‹",
    '"': '"“„',
    "”": '“"”',
    "’": "‘'",
    "'": "'‘",
    "]": "[",
    ")": "(",
    "`": "`",
    "_": "_",
    "*": "*",
}
# Behind a bar: a few words, and nothing that a page says beside a subject.
_PIECE: Final = re.compile(
    r"[ ]?(?!(?:e-?mail|mail|tel|phone|contact|deadline|closing|date limite|apply|postul|salar|location:"
    r"|www|http|back|home|retour|share|partager|voir|view|more|cv par|envo|send|enviar|data|fecha|prazo))"
    r"[^\s|@:;.<>]{1,24}(?:[ ][^\s|@:;.<>]{1,24}){0,5}[ ]{0,2}(?:[|.)\"<»]|\Z)"
)
_NEW_LINE: Final = re.compile(r"\n\s*")
# A line that begins so is another sentence.
_NEXT: Final = re.compile(
    r"(?:toute?s?|tous|seule?s?|aucune?|les|la|le|l'|merci|nb|n\.b|date|adresse|veuillez|please|only|all"
    r"|candidates?"
    r"|applica(?:nt|tion)s?|the|any|late|no|closing|deadline|e-?mail|nous|we|a noter|attention|cv|contact|tel"
    r"|ملاحظ\w*|لن|سيتم|اخر موعد|الرجاء|يرجي|شكرا|علما|تنبيه|للاستفسار\w*|علي ان|مع العلم|سوف|الموقع|نعتذر)\b"
)
# Capitals with which a sentence begins, and no subject.
_SENTENCE: Final = frozenset(
    ("A", "I", "Le", "La", "Les", "Votre", "Your", "The", "Please", "Merci", "You", "We", "Nous", "Vous")
)


def quoted_at(text: str, at: int, limit: int) -> Span | None:
    """Give the span of a quotation that begins here, from one quote to the other."""
    close = QUOTES.get(text[at : at + 1])
    if not close:
        return None
    for here in range(at + 1, min(limit, len(text), at + LONGEST)):
        if text[here] in close:
            inner = text[here - 1 : here].isalpha() and text[here + 1 : here + 2].isalpha()
            if not (text[here] in "'’" and inner):  # the apostrophe of a word
                return (at, here) if here > at + 1 else None
        if text[here : here + 2] == "\n\n":
            return None
    return None


def quoted_before(text: str, start: int, end: int) -> Span | None:
    """Give the last quotation before a place, if it stands there but for a few words."""
    here = end - 1
    while here > start and end - here < _TAIL and not (text[here] in _OPENERS and _stands(text, here + 1)):
        here -= 1
    wanted = _OPENERS.get(text[here : here + 1])
    if not wanted:
        return None
    for begin in range(here - 1, max(start - 1, here - LONGEST), -1):
        if text[begin] in wanted and (text[begin] not in _SOFT or _stands(text, begin - 1)):
            return (begin, here)
    return None


def _stands(text: str, here: int) -> bool:
    """Whether no word goes on here: the sign beside it may be a quote."""
    return not text[max(here, 0) : here + 1].isalnum()


def first_of_two(text: str, start: int, begin: int) -> str | None:
    """Give the other subject of "A" or "B", of which the second begins here."""
    joined = re.search(
        r"[«\"“‘'\[]([^«»\"“”\[\]]{2,150})[»\"”’'\]][\s,_*]*(?:or|ou|oder|o|أو)[\s,_*]*$", text[start:begin]
    )
    return joined[1] if joined else None


def unquoted_end(ad: Ad, begin: int, limit: int) -> int:
    """Tell where a subject without quotes ends: where the sentence goes on, or its passage ends."""
    stop = min(limit, max(ad.passage_at(begin)[1], begin))
    for match in ENDS.finditer(ad.folded, begin, stop):
        depth = ad.folded.count("«", begin, match.start()) - ad.folded.count("»", begin, match.start())
        mere = match[0].startswith(",") and ad.text[match.end() : match.end() + 1].isupper()
        barred = match[0].endswith("|") and _goes_on_behind_bar(ad, match)
        if depth <= 0 and not mere and not barred:
            stop = match.start()
            break
    return _closed(ad.text, begin, _own_lines(ad, begin, stop))


def _goes_on_behind_bar(ad: Ad, bar: re.Match[str]) -> bool:
    """Whether a bar stands within a subject, "Cook | Your name", and divides no cells or parts of a page."""
    begin, end = ad.line_at(bar.start())
    if ad.text[begin:end].lstrip().startswith("|") or not ad.text[begin : bar.start()].strip():
        return False
    return _PIECE.match(ad.folded[bar.end() : end]) is not None


def _own_lines(ad: Ad, begin: int, stop: int) -> int:
    """Cut a subject where the next line begins a sentence, or is the row of a table."""
    for match in _NEW_LINE.finditer(ad.text, begin, stop):
        row = ad.text[match.end() : ad.line_at(match.end())[1]]
        begun = not row[:1].islower() and _NEXT.match(ad.folded, match.end())
        if begun or "\t" in row or "   " in row.strip():
            return match.start()
    return stop


def _closed(text: str, begin: int, stop: int) -> int:
    """Cut a subject at a bracket that was opened before it."""
    depth = 0
    for here in range(begin, stop):
        depth += (text[here] == "(") - (text[here] == ")")
        if depth < 0:
            return here
    return stop


def clean(text: str) -> str:
    """Take quotes and punctuation off the ends of a subject, and make its white space single."""
    text = " ".join(text.split()).strip(" \t:;,.–—-=_*`«»\"“”„'’")
    if text.count("«") != text.count("»"):
        text = " ".join(text.replace("«", " ").replace("»", " ").split())
    if text.count('"') % 2:
        text = " ".join(text.replace('"', " ").split())
    if text.endswith("]") and "[" not in text:
        text = text.rstrip("] ")
    if text.count("(") < text.count(")"):
        text = text.rstrip(") ")
    if text.count("(") > text.count(")"):
        text = text + ")" if not text.endswith("(") else text.rstrip("( ")
    return text


def undetermined(rule: str) -> str:
    """Take the article off a rule that begins with a blank or words for one."""
    if "{" not in rule:
        return rule
    rule = re.sub(r"\s(?:في|على|in|en|dans|as|comme|the|l')$", "", rule)
    return re.sub(r"^(?:l'|le |la |les |the |votre |your )(?=\S)", "", rule, flags=re.IGNORECASE)


def looks_written(text: str) -> bool:
    """Whether words without quotes look like a subject: they begin with a capital or a digit."""
    words = text.split()
    if not words:
        return False
    first = words[0].strip("(:«»\"'")
    if "\u0621" <= first[:1] <= "\u064a":
        return len(words) <= _MOST_WORDS // 2
    return first not in _SENTENCE and (first[:1].isupper() or any(sign.isdigit() for sign in first))


def is_rule(rule: str, *, quoted: bool) -> bool:
    """Whether words can be a subject."""
    bare = fold_in_place(rule).strip()
    if not 1 < len(bare) <= LONGEST or re.search(r"\w@[\w-]{1,63}\.\w", bare):
        return False
    if not quoted and (EMPTY.fullmatch(bare) or len(bare.split()) > _MOST_WORDS):
        return False
    return re.search(r"\w", bare) is not None
