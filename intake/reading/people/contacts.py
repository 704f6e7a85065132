"""Ways to reach people, as they stand in the rows of a paper, and which of them are the candidate's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from intake.reading.clue import pattern
from intake.reading.folding import fold, headings
from intake.reading.papers.dossier_clues import REFERENCES_HEADING
from intake.reading.people.named import (
    NO_NAME,
    NUMBERED,
    TITLE,
    Mark,
    is_same,
    key_words,
    name_at_start,
    names_in,
)
from intake.reading.people.person import is_arabic, is_known, skeleton
from intake.reading.people.sender import sender_in

# Scans lose the point before the end, or make a space of it.
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:(?:\s?(?:@|[(\[{]\s?(?:at|arobase)\s?[)\]}])\s?| (?:AT|AROBASE) )"
    r"[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}){1,5}"
    r"|@[\w-]{2,63}(?: (?:com|org|net|fr|ma|tn|dz)\b|(?<=com|org|net)|(?<=fr|ma|tn|dz))(?![\w.@-]))"
)
_AT: Final = re.compile(r"\s?[(\[{]\s?(?:at|arobase)\s?[)\]}]\s?| (?:AT|AROBASE) ")
_DIGITS: Final = re.compile(r"(?<![\w/])(?:\+|\(\+?)?\d(?:[ .\-()/+\u00a0]{0,4}\d){7,60}(?!\w)")
_PHONE: Final = re.compile(r"(?<![\w/])(?:\+|00|\(0?)?\d(?:[ .\-()/\u00a0]{0,3}\d){7,14}(?!\w)")
_NEXT_PHONE: Final = re.compile(r"[\s\u00a0/-]{1,4}(?=(?:\+|\(\+?|0)\d)")
_FULL: Final = (("+", 11), ("00", 12), ("(+", 11), ("", 10))  # digits of a number that is whole, by its start
_NO_PHONE: Final = re.compile(
    r"^\(?(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|^\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d(?![\d./ -])|^(?:19"
    r"|20)\d\d[./-]\d\d?[./-]\d\d?"
    r"|^(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d$"  # of a card
)
_OF_PAPER: Final = re.compile(r"(?:\bn\s?[°º]|رقم)\s{0,2}$", re.IGNORECASE)  # of a policy, of a card
_LABEL_ROOM: Final = 6  # characters
# Drawn from right to left, as some Arabic PDFs keep it: "13 49 47 31 6 212+".
_TURNED: Final = re.compile(r"(?<![\w+@.])\d{1,10}(?:[ .-]\d{1,10}){0,6} ?\+(?![\w@])")
_SPACED_END: Final = re.compile(
    r"[ .](?:com|org|net|edu|gov|info|[a-z]{2})$", re.IGNORECASE
)  # not "Cook @ K. Asante"
_TABLE_HEAD: Final = pattern(
    r"\W*(?:n[o°]?\b\W*|م\W)?(?:noms?|(?:full )?name|identite|qui|referees?|referents?|personne|recommender"
    r"|client|الاسم|اسم)\b[^:]*"
    r"(?:contact|tel|e-?mail|mail|courriel|coordonnees|phone|reach|joindre|هاتف|بريد|اتصال|جوال)"
)
_MAIL_CUT: Final = re.compile(r"\s*[._-][\w.+-]{0,40}@[\w.-]{0,60}")
_PHONE_BEGUN: Final = re.compile(r"(?<![\w/.,-])(?<![\d)][ .-])(?:\+|00|\(\+?|0)[\d .()-]{0,15}$")
_PHONE_REST: Final = re.compile(r"\s*-?\d[\d .()-]{0,13}(?![\w/])(?!-\w)")
_PHONE_DIGITS: Final = (9, 14)
_WHOLE: Final = {"+": 11, "00": 13, "": 10}  # digits of a number, by how it begins; with so many it is whole
_LONG_CODES: Final = ("212", "00212", "44")  # of countries whose numbers have one more
_MAIL_BEGUN: Final = re.compile(r"[\w.+-]{2,64}@[\w-]{0,40}\.?\s*$")
_MAIL_REST: Final = re.compile(r"\s*[\w-]{0,40}\.?[a-z]{2,12}(?:\.[a-z]{2,6})?(?![\w@])")
_DATES: Final = re.compile(
    r"(?<![\d+])(?<![\d+][ .-])(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d(?=\s|\)|$)"
    r"|(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?![\d./-])"
    r"|(?<![\d./+-])\d{1,2}[./](?:19|20)\d\d\s?[-/]\s?\d{1,2}[./](?:19|20)\d\d(?!\d)"  # months of years
)
_ROW: Final = 300  # characters
_ACCOUNT: Final = re.compile(
    r"\b(?:iban|rib|bic|swift|siret|siren)\b|حساب|فاتور"
    r"|\b(?:ice|compte|account|facture|invoice)\W{0,3}(?:(?:n[o°]?|num\w{0,3}|number)\W{0,3})?\d",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LABEL: Final = pattern(
    r"(?:tele?phones?|tele?copie|tele?|tel|phones?|mob(?:ile)?|mobil|portables?|port|cell(?:phone)?|gsm|fax|fixe|whats?app|wa"
    r"|e|mails?|mel|e?-?mails?|courriels?|electroniques?|electronic|adresses?|address(?:es)?|numeros?|number|num|no|nos|contacts?"
    r"|coordonnees|bureau|domicile|perso(?:nnel(?:le)?)?|pro(?:fessionnel(?:le)?)?|office|home|work|direct|ligne|poste|ext"
    r"|joignable|ou|or|and|et|au|aux|a|at|to|par|by|via|on|sur|le|la|son|sa|his|her|their|de|the|is|est|telephonique|daytime|day|evening"
    r"|[وب]?(?:ال)?(?:هاتف|جوال|محمول|نقال|فاكس|بريد|بريده|بريدها|الكتروني|ايميل|رقم|ارقام|عنوان|واتساب|هاتفه|هاتفها|رقمه|رقمها)|او|على|علي|في|عبر|هو)"
)
_PAGE: Final = re.compile(r"\S*(?:\w\.\w|://)\S*/?\S*")  # on the web
_OWN_HEADING: Final = pattern(
    r"coordonnees|(?:me)?contact(?:er|ez-?moi|s|me|details|info(?:rmation)?s?)?|getintouch|let's?talk|reachme|findme|personaldetails"
    r"|informationspersonnelles|تواصلمعي|للتواصل(?:معي)?|معلومات(?:ال)?(?:الاتصال|التواصل|شخصيه)|الاتصال"
)


def marks(row: str) -> tuple[Mark, ...]:
    """Give the e-mail addresses and phone numbers of a row, in order."""
    return _kept(row) if len(row) < _ROW else _kept_long(row)


def _marks(row: str) -> tuple[Mark, ...]:
    row = _TURNED.sub(_turned, row)
    mails = [match for match in _EMAIL.finditer(row) if " " not in match[0] or _SPACED_END.search(match[0])]
    found = [Mark(match.start(), "mail", _email(match[0]), match.end()) for match in mails]
    if _ACCOUNT.search(row):
        return tuple(found)
    rest = _DATES.sub(_blank, _EMAIL.sub(_blank, row))
    for digits in _DIGITS.finditer(rest):
        for start, end in _numbers(digits[0]):
            match = _PHONE.search(rest, digits.start() + start, digits.start() + end)
            if match and not _NO_PHONE.match(match[0]) and not _is_of_paper(rest, match):
                found.append(Mark(match.start(), "phone", _phone(match[0]), match.end()))
    return tuple(sorted(found, key=lambda mark: mark.at))


_kept = lru_cache(4096)(_marks)  # the same rows are looked at for several reasons
_kept_long = lru_cache(8)(_marks)


def _is_of_paper(row: str, number: re.Match[str]) -> bool:
    label = row[max(0, number.start() - _LABEL_ROOM) : number.start()]
    return number[0][0] not in "+0(" and _OF_PAPER.search(label) is not None


def _turned(match: re.Match[str]) -> str:
    """Give a number whose groups stand in the wrong order in the right one, at the same length."""
    if sum(each.isdigit() for each in match[0]) < _PHONE_DIGITS[0]:
        return match[0]
    return "".join(reversed(re.findall(r"\d+|\D", match[0])))


def _blank(match: re.Match[str]) -> str:
    return "/" * len(match[0])  # no digit, and no space that a number may hold


def _numbers(digits: str) -> list[tuple[int, int]]:
    """Divide digits where a number is whole and another begins: "06 12 34 56 78 07 12 34 56 78"."""
    spans, start = [], 0
    for gap in _NEXT_PHONE.finditer(digits):
        whole = next(count for begin, count in _FULL if digits.startswith(begin, start))
        if sum(each.isdigit() for each in digits[start : gap.start()]) >= whole:
            spans.append((start, gap.start()))
            start = gap.end()
    return [*spans, (start, len(digits))]


def contacts(text: str) -> tuple[str, ...]:
    """Give every e-mail address and phone number of a text, normalised, in order."""
    return tuple(mark.value for mark in marks(text))


def masked(row: str) -> str:
    """Give a row without the contacts in it, a space for each."""
    parts, end = [], 0
    for mark in marks(row):
        parts.append(row[end : mark.at])
        end = mark.end
    return " ".join([*parts, row[end:]])


def said_in(rows: Sequence[str]) -> list[str]:
    """Give the words of rows, folded, that do more than say how to reach somebody."""
    words = (word for row in rows for word in _WORD.findall(fold(row)))
    return [word for word in words if not _LABEL.fullmatch(word)]


def unbroken(rows: Sequence[str]) -> list[str]:
    """Give the rows with each phone number and address in one, where a line ends inside it.

    What belongs to the row above is moved up; there remain as many rows.
    """
    whole = list(rows)
    for at in range(len(whole) - 1):
        if begun := _PHONE_BEGUN.search(whole[at]):
            rest = _PHONE_REST.match(whole[at + 1])
            if rest and _makes_phone(begun[0], rest[0]):
                _move(whole, at, rest.end(), " ")
                continue
        cut = _MAIL_CUT.match(whole[at + 1])
        if cut and re.search(r"[\w-]$", whole[at]):
            _move(whole, at, cut.end(), "")
        if mail := _MAIL_BEGUN.search(whole[at]):
            below = at + 1 + (cut is not None and at + 2 < len(whole))
            tail = _MAIL_REST.match(whole[below])
            if tail and _EMAIL.fullmatch(mail[0].strip() + tail[0].strip()):
                _move(whole, at, tail.end(), "", below=below)
    return whole


def _makes_phone(begun: str, rest: str) -> bool:
    first, second = (re.sub(r"\D", "", part) for part in (begun, rest))
    sign = "+" if "+" in begun[:2] else begun[:2] if begun.startswith("00") else ""
    whole = _WHOLE[sign] + first.startswith(_LONG_CODES)
    return len(first) < whole and _PHONE_DIGITS[0] <= len(first + second) <= _PHONE_DIGITS[1]


def _move(rows: list[str], at: int, end: int, gap: str, *, below: int | None = None) -> None:
    below = below or at + 1
    rows[at] = rows[at].rstrip() + gap + rows[below][:end].strip()
    rows[below] = rows[below][end:]


def announces(row: str) -> bool:
    """Whether a row is a heading of references."""
    return any(REFERENCES_HEADING.fullmatch(title) for title in headings(row))


def own_contacts(pages: Sequence[str], email: str | None, candidate: str | None) -> frozenset[str]:
    """Give the candidate's contacts: the mail's sender, and what stands beside the candidate's name.

    Where neither stands in the paper, what heads it is the candidate's, unless somebody else is named.
    """
    own = {email.casefold()} if email else set()
    rows = [row for row in "\n".join(pages).splitlines() if row.strip()]
    known = words_of("\n".join(pages), candidate)
    seen = False
    for number, row in enumerate(rows):
        if any(_OWN_HEADING.fullmatch(title) for title in headings(row)) and not marks(row):
            own |= _below([row.lstrip(_BULLETS) for row in rows[: number + 1 + _NEAR]], number + 1, known)
        mailed = any(mark.value in own for mark in marks(row))
        if mailed or _names_candidate(rows, number, known):
            seen = True
            own |= {mark.value for mark in marks(row)} | _above(rows, number, known, mailed=mailed)
            if mailed or len(said_in([row])) <= _SENTENCE:
                own |= _below(rows, number + 1, known, headed=announces(row))
    return frozenset(own if seen else own | _head(rows, known))


def words_of(text: str, candidate: str | None) -> frozenset[str]:
    """Give the words of the candidate's name as a text writes it: in Arabic, if the mail's is Latin."""
    if candidate and is_arabic(text) and not is_arabic(candidate):
        candidate = sender_in((text,), candidate) or candidate
    return key_words(candidate or "")


_TOP: Final = 6  # rows
_NEAR: Final = 3  # rows
_LABELS: Final = 4  # words: no more in a row that only says how to reach somebody
_BARE: Final = 1  # word
_BULLETS: Final = "•●▪■*➢- "
_SENTENCE: Final = 8  # words: in more, somebody may speak of the candidate


def _names_candidate(rows: Sequence[str], number: int, known: frozenset[str]) -> bool:
    """Whether a row holds the candidate's name, or two short ones hold its parts."""
    row = rows[number]
    here = known & key_words(row)
    if here and len(here) >= min(2, len(known)):
        names = [each.value for each in names_in(row) if key_words(each.value) & known]
        return len(known) == 1 or not names or any(is_same(name, known) for name in names)
    above = key_words(rows[number - 1]) if number else frozenset()
    short = len(above) <= 2 and len(key_words(row)) <= 2  # noqa: PLR2004
    return bool(here) and short and len((known & above) | here) > 1


def _below(rows: Sequence[str], number: int, known: frozenset[str], *, headed: bool = False) -> set[str]:
    """The contacts in the next rows, up to another name; below a heading of references, only bare ones."""
    found = set()
    for row in rows[number : number + (1 if headed else _NEAR)]:
        if NUMBERED.match(row) or announces(row) or _names_other(row, known) or _heads_table(row):
            break
        if not (headed and len(said_in([masked(row)])) > _BARE):
            found |= {mark.value for mark in marks(row)}
    return found


def _above(rows: Sequence[str], number: int, known: frozenset[str], *, mailed: bool) -> set[str]:
    """The contacts in the row before, if it says nothing else: on top of a page, or beside one's own."""
    if not number:
        return set()
    row = rows[number - 1]
    here, above = marks(rows[number]), marks(row)
    words = len(said_in([masked(row)]))
    if number < _TOP and not here:
        fits = words <= _LABELS and not any(
            _names_other(each, known) or announces(each) for each in rows[:number]
        )
    else:
        fits = mailed and words <= _BARE and not {mark.what for mark in here} & {mark.what for mark in above}
        beside = len(said_in([masked(rows[number])])) > _BARE or (
            number > 1
            and any(
                is_known(name.value) and not is_same(name.value, known) for name in names_in(rows[number - 2])
            )
        )
        fits = fits and not beside  # a row that says whose it is needs none above
    return {mark.value for mark in above} if fits else set()


def _heads_table(row: str) -> bool:
    return not marks(row) and bool(_TABLE_HEAD.match(fold(row)))


def _names_other(row: str, known: frozenset[str]) -> bool:
    """Whether a row names somebody who is not the candidate."""
    start = name_at_start(row)
    names = [each.value for each in names_in(row) if is_known(each.value)]
    if start and not is_arabic(start.value):  # a row of Arabic words may be like a name without being one
        names.append(start.value)
    return any(not is_same(name, known) for name in names)


def _head(rows: Sequence[str], known: frozenset[str]) -> set[str]:
    """The contacts that head a paper, before anybody else is named."""
    found: set[str] = set()
    names = 0
    for row in rows[: 2 * _TOP]:
        name = name_at_start(row)
        names += name is not None
        elsewhere = name and marks(row) and NO_NAME.search(fold(row[name.at + len(name.value) :]))
        titled = NUMBERED.match(row) or TITLE.match(fold(row).strip())
        strange = (_comparable(rows, known) and _names_other(row, known)) or _sounds_other(row, known)
        wordy = not name and marks(row) and len(said_in([_PAGE.sub(" ", masked(row))])) > _LABELS
        if names > 1 or elsewhere or announces(row) or titled or strange or wordy:
            break
        found |= {mark.value for mark in marks(row)}
    return found


def _sounds_other(row: str, known: frozenset[str]) -> bool:
    """Whether a row names somebody in Arabic of whose name no word sounds like the candidate's, in Latin."""
    if len(known) < 2 or is_arabic(" ".join(known)) or not is_arabic(row):  # noqa: PLR2004
        return False
    sounds = {skeleton(word) for word in known}
    names = [each.value for each in names_in(row) if is_known(each.value)]
    return any(sounds.isdisjoint(skeleton(word) for word in key_words(name)) for name in names)


def _comparable(rows: Sequence[str], known: frozenset[str]) -> bool:
    """Whether the candidate's name is known, and in a script in which the paper may write it."""
    return len(known) > 1 and is_arabic(" ".join(known)) == is_arabic(" ".join(rows[: 2 * _TOP]))


def _email(text: str) -> str:
    return re.sub(r"\s", "", _AT.sub("@", text)).casefold().strip("+.-")


def _phone(text: str) -> str:
    """Give the last nine digits: country codes and a leading zero vary."""
    return re.sub(r"\D", "", text)[-9:]
