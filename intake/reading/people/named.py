"""People's names, as they stand in the rows of a paper: at the start of one, or in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from intake.reading.clue import pattern
from intake.reading.folding import fold
from intake.reading.people.given_names import GIVEN_NAMES

TITLE: Final = re.compile(
    r"(?:m|mr|mrs|ms|mme|mlle|monsieur|madame|dr|pr|prof|professeure?|professor|maitre|me|docteure?|doctor"
    r"|eng"
    r"|(?:[وبل]?(?:ال)?|لل)(?:سيد|سيده|استاذ|استاذه|دكتور|دكتوره|مهندس|مهندسه)(?:\(ه\))?|د|ذ|ذه)\.?(?=\s)"
)
_TITLE_WORD: Final = re.compile(
    r"mr|mrs|ms|mme|mlle|monsieur|madame|dr|pr|prof|[وبل]?(?:ال)?(?:سيد|سيده|استاذ|استاذه|دكتور|دكتوره)"
)
_ON: Final = ("على ", "إلى ")  # folding makes a given name of the first
_LABEL: Final = re.compile(
    r"(?:n ?[°o] ?(?=\d))?"
    r"(?:[\s\W_]|\d{1,2}(?=\s*[°.)/:-]|\s))*(?:(?:ref(?:erence|erent|eree)?s?\.?(?: a contacter| no)?|contact"
    r"|repondante?|nom"
    r"(?: et prenoms?| complet)?|name|n\+1|مرجع|المرجع|الاسم(?: الكامل| و ?النسب)?"
    r"|المعرف)\.? ?\d{0,2}\s*[°.)]?\s*[:.-]\s*)?\W*"
)
NUMBERED: Final = re.compile(
    r"\s*(?:n\s?[°o]\s?\d|\d{1,2}\s*[°.()/-](?!\d)|[•●▪■*➢-]\s|ref\w*\.? ?\d)", re.IGNORECASE
)
_ANY_LABEL: Final = re.compile(r"[^:\d@]{2,30}: ?(?=[^\W\d])")
# After capital words these tell a firm, where "director" tells a person.
_FIRM: Final = pattern(
    r"foundation|fondation|trust|hospital|hopital|bank|banque|council|cent(?:re|er)|college|university|universite"
    r"|institut\w*|school|ecole|lycee|ltd|sarl|inc|company|societe|group|groupe|consult\w+|services?|associat\w+|ong|ngo"
    r"|agency|agence|clini\w+|reseau|network|sons|partners|community"
)
_PARTICLES: Final = frozenset(
    [
        "el",
        "al",
        "ben",
        "bin",
        "ibn",
        "ould",
        "ait",
        "de",
        "du",
        "des",
        "la",
        "le",
        "von",
        "van",
        "der",
        "bint",
        "abd",
        "abou",
        "o'",
        "mac",
    ]
)
NO_NAME: Final = pattern(
    r"\b(?:(?:anci|superieur|ex-)\w*|dir|direct\w*|manag\w*|responsable\w*|chef\w*|head|offic\w*"
    r"|coordinat\w*|profess\w*"
    r"|charge\w*|presid\w*|associat\w*|maitre|fondat\w*|foundat\w*|univers\w*|facult\w*|ecole|school"
    r"|colleg\w*|lycee"
    r"|institut\w*|minist\w*|societe|company|group\w*|banque|bank|ltd|sarl|inc|trust|agence|agency|centre"
    r"|center|ong|ngo"
    r"|departe?ment|service\w*|tel\w*|phone|mobile|gsm|e-?mail|courriel|mail|adresse|address|fonction"
    r"|poste|position"
    r"|relation\w*|lien|organi\w*|entreprise|rue|avenue|street|road|consult\w*|lead\w*|senior|junior"
    r"|ingenieur\w*"
    r"|engineer\w*|secret\w*|general\w*|assist\w*|supervis\w*|lecturer|reseau|cabinet|clinique|hospital"
    r"|hopital|council"
    r"|commun\w*|cit(?:y|e)|ville|region\w*|team|country|research\w*|executive|senior|programm?e\w*"
    r"|project\w*|projet\w*"
    r"|finan\w*|administrat\w*|humain\w*|ressource\w*|reference\w*|referee\w*|curriculum|lettre|letter"
    r"|objet|contact\w*"
    r"|nom|prenoms?|name|identite|coordonn\w*|qualite|structure|personne\w*|cadre|periode|disponib\w*"
    r"|available|employ\w*"
    r"|formation\w*|competenc\w*|experienc\w*|langue\w*|language\w*|skill\w*|education|interet\w*"
    r"|interest\w*|loisir\w*"
    r"|dipl\w*|licence|master|bachelor|collegue|colleague|partenaire|partner\w*|encadr\w*|tuteur|tutrice"
    r"|imprimerie|hr|rh|drh|daf|ceo|cfo|cto|coo"
    r"|groupe|sons|association|solid\w*|conseil\w*|comptab\w*|account\w*|horizon|municip\w*|academ\w*)\b"
    r"|مدير|رييس|رئيس|جامعه|جمعيه|شركه|مؤسسه|موسسه|الهاتف|البريد|هاتف|منسق|كليه|وزاره|استاذ جامعي|مسؤول"
    r"|مكلف|مصلحه|مكتب"
    r"|شبكه|منظمه|مصحه|مجموعه|الوكاله|وكاله|كاتب|مشرف|الصفه|المهمه|الموسسه|مراجع|العنوان|رقم|نائب|مساعد"
    r"|محام|طبيب|مستشار"
    r"|مهندس|عميد|زميل|مكلفه|الوظيفه|وسيله|الاسم|الجهه|معرف|المترشح|اشخاص|لائحه|هؤلاء|رئيسه|مؤطر"
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_STOP: Final = re.compile(r"[,;:|(\t/،؛]| [-–—•] | {2,}|\d|\bet\b|\band\b")
_START: Final = re.compile(r"(?:^|[\s,(:;.'’])(?=[A-ZÀ-ÝŒ\u0621-\u064a])")
CELLS: Final = re.compile(r"\t+|\s*\|\s*| {2,}")
_LEADING: Final = pattern(r"(?:و?كذلك|و?ايضا|و?اخيرا|ثم|او|اما|السيد\(ه\)|الاستاذ\(ه\)|يليه|و?هناك)")
_NOT_OF_IT: Final = pattern(
    r"(?:و?كان\w{0,2}|و?عمل(?:نا|ت)?|و?اشتغل\w{0,3}|معا|معي|في|من|لدي|عن|الي|درس\w{0,4}|اشرف\w?|هو|هي)"
)
_ARABIC_NAME: Final = 4  # words
_WORDS: Final = 5  # of a name
_LONG_NAME: Final = 3  # words; more may be two names
_MOST: Final = 20  # words of a row
_LONGEST: Final = 600  # characters of a row that are looked through
_ROOM: Final = 60  # characters in which a name stands


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a way to reach somebody, at a position of its row; `value` is normalised."""

    at: int
    what: Literal["name", "mail", "phone"]
    value: str
    end: int = 0


def name_at_start(row: str) -> Mark | None:
    """Give the name that a row begins with, after a number, a label or a title."""
    folded = fold(row)
    if len(folded) != len(row):
        folded = "".join(fold(each)[:1] or " " for each in row)  # positions must agree
    label = _LABEL.match(folded)
    after = _ANY_LABEL.match(folded)
    found = [
        Mark(at, "name", name)
        for at in (label.end() if label else 0, after.end() if after else 0)
        if (name := _name(row[at:], folded[at:], numbered=bool(NUMBERED.match(row))))
    ]
    # A function before a colon may be like a name in Arabic.
    given = [mark for mark in found if any(map(_is_given, mark.value.split()))]
    return next(iter([*given, *found]), None)


def names_in(row: str) -> list[Mark]:
    """Give the names of a row: at the start of its cells; else those that a title or given name tells."""
    found = []
    at = 0
    for cell in CELLS.split(row):
        at = row.index(cell, at)
        if name := name_at_start(cell):
            found += [
                Mark(at + name.at, "name", value, at + name.at + len(value))
                for value in _several(cell[name.at :])
            ]
        at += len(cell)
    if any(_is_given(word) for name in found for word in name.value.split()):
        return found
    return _names_inside(row) or found


def _is_given(word: str) -> bool:
    return not GIVEN_NAMES.isdisjoint(fold(word).split("-"))


def _several(text: str) -> list[str]:
    """Divide what begins with a name where several stand side by side: "Salma Berrada Omar Tazi"."""
    words = _name_words(text, fold(text))[0]
    titles = [at for at, word in enumerate(words) if at > 1 and _TITLE_WORD.fullmatch(fold(word))]
    if titles and len(words) - titles[0] > 1:
        rest = " ".join(words[titles[0] :])
        return [*_several(" ".join(words[: titles[0]])), *_several(rest)]
    given = [
        at
        for at, word in enumerate(words)
        if _is_given(word) and not (at and {fold(word), fold(words[at - 1])} & _PARTICLES)  # "Ben Youssef"
    ]
    if len(words) <= _LONG_NAME or len(given) < 2:  # noqa: PLR2004
        return [" ".join(words[:_WORDS])]
    ahead = given[0] == 0
    starts = [0]
    for at in given:
        start = at if ahead else at - 1
        if start - starts[-1] >= 2:  # noqa: PLR2004
            starts.append(start)
    parts = [words[one:two] for one, two in zip(starts, [*starts[1:], len(words)], strict=True)]
    return [" ".join(part) for part in parts if len(part) > 1] or [" ".join(words[:_WORDS])]


def _names_inside(row: str) -> list[Mark]:
    found: list[Mark] = []
    for match in _START.finditer(row[:_LONGEST]):
        at = match.end()
        if found and at < found[-1].end:
            continue
        rest = row[at : at + _ROOM]
        folded = fold(rest)
        first = _WORD.match(folded)
        if not (TITLE.match(folded) or (first and first[0].strip(".") in GIVEN_NAMES)):
            continue
        if rest.startswith(_ON):
            continue
        if name := _name(rest, folded, numbered=True):
            found += [
                Mark(at, "name", each, at + len(rest))
                for each in (_several(rest) if len(name.split()) > _LONG_NAME else [name])
            ]
    return found


def _name(row: str, folded: str, *, numbered: bool) -> str | None:
    words, titled = _name_words(row, folded)
    arabic = bool(words) and "\u0621" <= words[0][0] <= "\u064a"
    if arabic and not (titled or numbered) and len(words) > _ARABIC_NAME:
        return None  # Arabic has no capitals: a longer row is a sentence
    least = 1 if titled else 2
    return " ".join(words[:_WORDS]) if least <= len(words) else None


def _name_words(row: str, folded: str) -> tuple[list[str], bool]:
    """The words that may be of names at the beginning of a row, and whether a title is before them."""
    titled = TITLE.match(folded)
    if titled:
        row, folded = row[titled.end() :].lstrip(), folded[titled.end() :].lstrip()
    stop = _STOP.search(row)
    head = (row[: stop.start()] if stop else row).split()
    words: list[str] = []
    for word in head[:_MOST]:
        plain = fold(word).strip(".")
        if not words and _LEADING.fullmatch(plain):
            continue
        if _NOT_OF_IT.fullmatch(plain):
            break
        ends = not _WORD.fullmatch(word.strip(".,")) or NO_NAME.search(plain)
        if _FIRM.fullmatch(plain):
            return [], titled is not None
        if ends or not (word[0].isupper() or plain in _PARTICLES or "\u0621" <= word[0] <= "\u064a"):
            break
        words.append(word.strip(".,"))
    while words and fold(words[-1]) in _PARTICLES:
        words.pop()
    return words, titled is not None


def key_words(name: str) -> frozenset[str]:
    """The words of a name by which it is compared: folded, particles and initials apart."""
    words = re.findall(r"\w+", re.sub(r"\bعبد (?=\w)", "عبد", fold(name)))  # "servant of" is half a name
    kept = [word for word in words if len(word) > 1 and word not in _PARTICLES]
    return frozenset([word for word in kept if not _TITLE_WORD.fullmatch(word)] or kept)


def is_same(name: str, known: frozenset[str]) -> bool:
    """Whether a name is that of whose words (two at least) are known: one of the two may say less.

    A family name or both given names in common are not enough: "Fatima Zahra Berrada", "Fatima Zahra Tazi".
    """
    words = key_words(name)
    return len(known) > 1 and len(words & known) >= min(2, len(words)) and (words <= known or known <= words)
