"""Ways to reach people, and people's names, as they stand in the rows of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from intake.reading.clue import pattern
from intake.reading.folding import fold, headings
from intake.reading.lexicon import REFERENCES_HEADING

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}){1,5}")
_PHONE: Final = re.compile(r"(?<![\w/])(?:\+|00|\(0?)?\d(?:[ .\-()/\u00a0]{0,3}\d){7,14}(?!\w)")
_NO_PHONE: Final = re.compile(
    r"^(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|^\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?![\d./ -])|^(?:19"
    r"|20)\d\d[./-]\d\d?[./-]\d\d?"
)
_ACCOUNT: Final = re.compile(
    r"\b(?:iban|rib|bic|swift|siret|siren|ice|compte|account|facture|invoice)\b|حساب|فاتور", re.IGNORECASE
)
_TITLE: Final = re.compile(
    r"(?:m|mr|mrs|ms|mme|mlle|monsieur|madame|dr|pr|prof|professeure?|professor|maitre|me|docteure?|doctor"
    r"|eng"
    r"|(?:ال)?(?:سيد|سيده|استاذ|استاذه|دكتور|دكتوره|مهندس|مهندسه)(?:\(ه\))?|د|ذ|ذه)\.?(?=\s)"
)
_LABEL: Final = re.compile(
    r"(?:[\s\W_]|\d{1,2}(?=\s*[°.)/:-]|\s))*(?:(?:ref(?:erence|erent|eree)?s?\.?(?: a contacter| no)?|contact"
    r"|repondante?|nom"
    r"(?: et prenoms?| complet)?|name|n\+1|مرجع|المرجع|الاسم(?: الكامل| و ?النسب)?"
    r"|المعرف)\.? ?\d{0,2}\s*[°.)]?\s*[:.-]\s*)?\W*"
)
NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}\s*[°.)/-]|[•●▪■*➢-]\s|ref\w*\.? ?\d)", re.IGNORECASE)
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
_NO_NAME: Final = pattern(
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
    r"|imprimerie"
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
_SENTENCE_WORDS: Final = frozenset(
    [
        "you",
        "ask",
        "write",
        "call",
        "please",
        "former",
        "vous",
        "merci",
        "mon",
        "une",
        "elle",
        "they",
        "for",
        "تواصل",
        "يمكنكم",
    ]
)
_OWN_HEADING: Final = pattern(
    r"coordonnees|(?:me)?contact(?:er|ez-?moi|s|me|details|info)?|getintouch|let's?talk|reachme|findme|personaldetails"
    r"|informationspersonnelles|تواصلمعي|للتواصل(?:معي)?|معلومات(?:ال)?(?:الاتصال|التواصل|شخصيه)|الاتصال"
)
_ARABIC_NAME: Final = 4  # words
_SIDE: Final = 110  # characters before a contact in which a name is looked for


@dataclass(frozen=True, slots=True)
class Mark:
    """A name or a way to reach somebody, at a position of its row; `value` is normalised."""

    at: int
    what: Literal["name", "mail", "phone"]
    value: str
    end: int = 0


def marks(row: str) -> list[Mark]:
    """Give the e-mail addresses and phone numbers of a row, in order."""
    found = [Mark(match.start(), "mail", _email(match[0]), match.end()) for match in _EMAIL.finditer(row)]
    if _ACCOUNT.search(row):
        return found
    masked = _EMAIL.sub(lambda match: " " * len(match[0]), row)
    phones = (match for match in _PHONE.finditer(masked) if not _NO_PHONE.match(match[0]))
    found += [Mark(match.start(), "phone", _phone(match[0]), match.end()) for match in phones]
    return sorted(found, key=lambda mark: mark.at)


def contacts(text: str) -> tuple[str, ...]:
    """Give every e-mail address and phone number of a text, normalised, in order."""
    return tuple(mark.value for mark in marks(text))


def name_at_start(row: str) -> Mark | None:
    """Give the name that a row begins with, after a number, a label or a title."""
    folded = fold(row)
    if len(folded) != len(row):
        folded = "".join(fold(each)[:1] or " " for each in row)  # positions must agree
    label = _LABEL.match(folded)
    after = _ANY_LABEL.match(folded)
    for at in (label.end() if label else 0, after.end() if after else 0):
        if name := _name(row[at:], folded[at:], numbered=bool(NUMBERED.match(row))):
            return Mark(at, "name", name)
    return None


def name_before(row: str, at: int) -> str | None:
    """Give the name that stands nearest before a position of a row, as in a sentence."""
    side = row[max(0, at - _SIDE) : at]
    found = None
    for match in _START.finditer(side):
        name = _name(side[match.end() :], fold(side[match.end() :]), numbered=True)
        found = name if name and not _SENTENCE_WORDS & key_words(name) else found
    return found


def _name(row: str, folded: str, *, numbered: bool) -> str | None:
    titled = _TITLE.match(folded)
    if titled:
        row, folded = row[titled.end() :].lstrip(), folded[titled.end() :].lstrip()
    stop = _STOP.search(row)
    head = (row[: stop.start()] if stop else row).split()
    words: list[str] = []
    for word in head:
        plain = fold(word).strip(".")
        ends = not _WORD.fullmatch(word.strip(".,")) or _NO_NAME.search(plain)
        if _FIRM.fullmatch(plain):
            return None
        if ends or not (word[0].isupper() or plain in _PARTICLES or "\u0621" <= word[0] <= "\u064a"):
            break
        words.append(word.strip(".,"))
    arabic = bool(words) and "\u0621" <= words[0][0] <= "\u064a"
    if arabic and not (titled or numbered) and len(words) > _ARABIC_NAME:
        return None  # Arabic has no capitals: a longer row is a sentence
    while words and fold(words[-1]) in _PARTICLES:
        words.pop()
    least = 1 if titled else 2
    return " ".join(words[:5]) if least <= len(words) else None


def announces(row: str) -> bool:
    """Whether a row is a heading of references."""
    return any(REFERENCES_HEADING.fullmatch(title) for title in headings(row))


def key_words(name: str) -> frozenset[str]:
    """The words of a name by which it is compared: folded, particles and initials apart."""
    words = re.findall(r"\w+", fold(name))
    return frozenset(word for word in words if len(word) > 1 and word not in _PARTICLES)


def own_contacts(pages: Sequence[str], email: str | None, candidate: str | None) -> frozenset[str]:
    """Give the candidate's contacts: the mail's sender, and what stands beside the candidate's name.

    Where neither stands in the paper, the first row that is like a name heads it.
    """
    own = {email.casefold()} if email else set()
    rows = [row for row in "\n".join(pages).splitlines() if row.strip()]
    known = key_words(candidate or "")
    seen = False
    for number, row in enumerate(rows):
        if any(_OWN_HEADING.fullmatch(title) for title in headings(row)):
            own |= _beside(rows, number, above=0)
        named = bool(known) and len(known & key_words(row)) >= min(2, len(known))
        mailed = bool(email) and (email or "").casefold() in (mark.value for mark in marks(row))
        if named or mailed:
            seen = True
            own |= _beside(rows, number, above=int(number < _TOP and not marks(row)))
    return frozenset(own if seen else own | _head(rows))


_TOP: Final = 6  # rows
_NEAR: Final = 4  # rows
_LABELS: Final = 4  # words: no more in a row that only says how to reach somebody


def _beside(rows: Sequence[str], number: int, above: int) -> set[str]:
    """The contacts in a row and in those that follow it, up to another name."""
    found = set()
    for step in range(-above, _NEAR):
        if 0 <= number + step < len(rows):
            row = rows[number + step]
            if step < 0 and len(re.findall(r"[^\W\d_]{3,}", _EMAIL.sub(" ", row))) > _LABELS:
                continue  # a sentence, of somebody else it may be
            if step < 0 and name_at_start(row):
                continue
            if step > 0 and (name_at_start(row) or NUMBERED.match(row)):
                break
            found |= {mark.value for mark in marks(row)}
    return found


def _head(rows: Sequence[str]) -> set[str]:
    """The contacts that head a paper, before anybody else is named."""
    found: set[str] = set()
    names = 0
    for row in rows[: 2 * _TOP]:
        name = name_at_start(row)
        names += name is not None
        elsewhere = name and marks(row) and _NO_NAME.search(fold(row[name.at + len(name.value) :]))
        if names > 1 or elsewhere or announces(row) or NUMBERED.match(row) or _TITLE.match(fold(row).strip()):
            break
        found |= {mark.value for mark in marks(row)}
    return found


def _email(text: str) -> str:
    return re.sub(r"\s", "", re.sub(r"\s?(?:@|\(at\)|\[at\])\s?", "@", text)).casefold().strip(".")


def _phone(text: str) -> str:
    """Give the last nine digits: country codes and a leading zero vary."""
    return re.sub(r"\D", "", text)[-9:]
