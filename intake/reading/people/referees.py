"""Who can be asked about a candidate: the people listed in a paper with a way to reach them.

They stand below a heading of references, in a paper that is such a list, or in a sentence that
offers somebody ("vous pouvez joindre …").
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from intake.reading.clue import pattern
from intake.reading.folding import MAX_LINE, fold, headings
from intake.reading.papers.dossier_clues import DOSSIER_CLUES, END_OF_REFERENCES, ON_REQUEST
from intake.reading.people.contacts import announces, contacts, marks, unbroken, words_of
from intake.reading.people.lists import Somebody, people, traces
from intake.reading.people.named import key_words, name_at_start, names_in
from intake.reading.people.person import is_known, is_spelled

_SECTIONS: Final = tuple(
    clue.pattern for clue in DOSSIER_CLUES if clue.sort == "cv" and clue.where == "heading"
)
_OFFERED: Final = pattern(
    r"\bref(?:erence|erent|eree)?s?\b ?(?:\w{2,16} ?)?(?:a contacter|:|\.)|\bjoindre\b|\bjoignable"
    r"|\bcontacter\b"
    r"|\bn ?\+ ?1\b|parlera?i?t?|\bdemander a\b|\bappel(?:er|ez)\b|temoign"
    r"|\badress(?:er|ez-vous) a\b|porte garant|renseignements? (?:sur|aupres)"
    r"|\b(?:me|m'a|mes) (?:connai|encadr|supervis|suivi)"
    r"|ancien(?:ne)? (?:responsable|chef|hierarch|direct|employeur|manager)"
    r"|(?:reach|contact|call|ask|speak (?:to|with)|talk to|write to)\b|referee|vouch|line manager|confirm"
    r"|\breferences? (?:may|can|will|could|from)\b|be (?:called|reached|contacted)\b|happy to (?:talk|speak)"
    r"|(?:former|previous|last) (?:manager|supervisor|boss|employer|head)|supervis(?:or|ed by)"
    r"|الاتصال ب|التواصل مع|استفسار|مرجع|للتاكد|معرف(?:ين|ون|ي)?\b|يعرف(?:ني| عملي)"
    r"|يمكنكم (?:سؤال|مراسله|الاتصال)|مشرف(?:ي|تي)|مديري|رييسي"
)
_MYSELF: Final = pattern(
    r"\b(?:me|m') ?(?:joindre|contacter|appeler|ecrire|rappeler|repondre)"
    r"|(?:contacte[rz]|joigne[rz]|appele[rz])-moi"
    r"|give me a (?:call|ring)|\bi am (?:available|reachable)"
    r"|\bi (?:can|may|could) (?:also )?be (?:called|reached|contacted)"
    r"|je (?:suis|reste) joignable|(?:contact|reach|call|ring|text|e-?mail|write to) me\b"
    r"|(?:ا?ل?اتصال|اتصلوا) بي\b|(?:ا?ل?تواصل|تواصلوا) معي\b|مراسلتي|راسلوني"
)
# A section of a CV, but also the column of a table in which contacts stand.
_COLUMN: Final = pattern(r"contacts?(?:details)?|coordonnees|(?:ال)?اتصال")
_COUNTED: Final = pattern(
    r"\W{0,3}(?:ref(?:eree|erence|erent)?|personne|(?:ال)?(?:مرجع|شخص|معرف))\W{1,3}(\d)\b(?!\d)"
)
_EMERGENCY: Final = pattern(
    r"cas d'urgence|emergency contact|in (?:case of|an) emergency|(?:حالات?|عند) (?:ال)?(?:طوار|ضروره)"
)
_OFFICE: Final = re.compile(  # addresses that several people read
    r"(?:info|contact|r\.?h|h\.?r|recrut\w*|recruit\w*|direction|secretariat|accueil|admin\w*|office|bureau"
    r"|hello|jobs?)@"
)
_SIGNATURE: Final = 8  # rows
_LETTERHEAD: Final = 3  # rows, whose firm is like a name
_SHORT_ROW: Final = 7  # words of a name, a function and an organisation
_AHEAD: Final = 2  # rows after an offer in which the contact may stand


@dataclass(frozen=True, kw_only=True, slots=True)
class Referees:
    """The referees of a page: an opaque key each, `+` between the parts that tell them apart.

    `keys` are those that a heading or a sentence introduces, `listed` all people with a way to
    reach them, which counts where the page is a list of referees. `unsure` says that there may be
    more, `heading` that a heading announces them, `promised` that they are given on request only.
    """

    keys: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    unsure: bool = False
    heading: bool = False
    promised: bool = False


def find_referees(text: str, own: Collection[str], candidate: str | None) -> Referees:
    """Find the people of a page who can be asked; `own` are the candidate's contacts, for no referee."""
    promised = bool(ON_REQUEST.search(" ".join(fold(text).split())))
    rows = list(_asked(_rows(text)))
    if not any(marks(row) for row in unbroken(rows)):
        heading = any(announces(row) for row in rows)
        return Referees(promised=promised, heading=heading)
    parts = list(_parts(rows))
    heading = any(part.headed for part in parts)
    self = words_of(text, candidate)
    mails = tuple(each for each in own if "@" in each)
    found = [
        (part, each)
        for part in parts
        for each in people(part.rows, own, self)
        if not (each.name and is_spelled(each.name, mails, whole=True))  # the candidate, by the address
    ]
    asked = [each for part, each in found if part.headed or _is_offered(part.rows, each)]
    keys = dict.fromkeys(_keys(asked))
    read = [part for part in parts if part.headed] if heading else parts
    doubtful = [each.doubtful for part, each in found if part.headed or not heading]
    doubtful += [is_known(each.name) for _, each in found if heading and each not in asked and each.name]
    several = tuple(dict.fromkeys(_keys([each for _, each in found])))
    missed = _announced(rows) > len(several) or any(traces(part.rows) for part in read)
    return Referees(
        keys=tuple(keys),
        listed=several,
        unsure=any(doubtful) or missed,
        heading=heading,
        promised=promised and not keys,
    )


def _asked(rows: Iterable[str]) -> Iterator[str]:
    """Leave out the people to be called in an emergency, who are family."""
    emergency = False
    for row in rows:
        if _EMERGENCY.search(fold(row)):
            emergency = True
        elif announces(row) or _is_section(headings(row)[:1]):
            emergency = False
        if not emergency:
            yield row


def _announced(rows: Sequence[str]) -> int:
    """How many people the labels of a list count: "Referee 1", "Referee 2"."""
    return len({match[1] for row in rows if (match := _COUNTED.match(fold(row)))})


def _rows(text: str) -> list[str]:
    """The rows of a text; one that is too long for a row, as where line ends were lost, in pieces."""
    return [
        row[at : at + MAX_LINE] for row in text.splitlines() for at in range(0, max(len(row), 1), MAX_LINE)
    ]


def is_signed(text: str) -> bool:
    """Whether a name stands by itself at the foot of a text."""
    rows = [row for row in text.splitlines() if row.strip()][_LETTERHEAD:][-_SIGNATURE:]
    return any(_signer(row) for row in rows if len(row.split()) <= _SHORT_ROW)


def _signer(row: str) -> str | None:
    """The name in a row of a signature: at its start, or behind a function ("Le DRH : Salma Berrada")."""
    if name := name_at_start(row):
        return name.value
    return next((name.value for name in names_in(row)), None) if len(row.split()) <= _SHORT_ROW else None


def author_of(text: str, own: Collection[str]) -> str:
    """Give the key of who signed a letter of recommendation or a certificate; else of the text itself."""
    rows = [row for row in text.splitlines() if row.strip()]
    names = [name for row in rows[-_SIGNATURE:] if (name := _signer(row))]
    mails = [each for each in contacts(text) if "@" in each and each not in own and not _OFFICE.match(each)]
    known = [name for name in names if is_known(name)]  # a firm may be like a name
    parts = [*("name " + _joined(name) for name in (known or names)[-1:]), *mails[-1:]]
    return _key(parts or [" ".join(text.split())])


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of a page that stand together, `headed` by a heading of references or not."""

    rows: list[str]
    headed: bool


def _parts(rows: Sequence[str]) -> Iterator[_Part]:
    """Divide a page at headings of references, and where what they announce ends."""
    part = _Part([], headed=False)
    for row in rows:
        if announces(row):
            yield part
            part = _Part(row.split(":", 1)[1:], headed=True)
        elif part.headed and _ends(row):
            yield part
            part = _Part([row], headed=False)
        else:
            part.rows.append(row)
    yield part


def _ends(row: str) -> bool:
    if marks(row):
        return False
    whole = [title for title in headings(row)[:1] if not _COLUMN.fullmatch(title)]
    return _is_section(whole) or bool(END_OF_REFERENCES.match(fold(row).strip()))


def _is_section(titles: Sequence[str]) -> bool:
    return any(section.fullmatch(title) for title in titles for section in _SECTIONS)


def _is_offered(rows: Sequence[str], somebody: Somebody) -> bool:
    """Whether a sentence that offers somebody stands in the row of the contact or closely before."""
    near = [row for row in rows[: somebody.first + 1] if row.strip()][-_AHEAD - 1 :]
    said = [_MYSELF.sub(" ", fold(row)) for row in near]
    return somebody.name is not None and any(_OFFERED.search(row) for row in said)


def _keys(found: Iterable[Somebody]) -> list[str]:
    """The keys of people; a way to reach that two of them share, as a switchboard, is no part of a key."""
    found = list(found)
    names: dict[str, set[str | None]] = {}
    for each in found:
        for reach in (*each.mails, *each.phones):
            names.setdefault(reach, set()).add(each.name and _joined(each.name))
    keys = []
    for each in found:
        full = bool(each.name) and " " in _joined(each.name or "")
        personal = [mail for mail in each.mails if not (full and _OFFICE.match(mail))]
        # Who has a name and an address is told by them; a number may be the office's, in another paper too.
        reaches = personal if full and personal else (*personal, *each.phones)
        own = [reach for reach in reaches if not each.name or len(names[reach]) == 1]
        # A family name alone is too little to tell that two are one, if there is more to tell them by.
        named = ["name " + _joined(each.name)] if each.name and (not own or full) else []
        keys.append(_key([*named, *own]))
    return keys


def _joined(name: str) -> str:
    return " ".join(sorted(key_words(name)))


def _key(parts: Iterable[str]) -> str:
    """An opaque key: one hash for each part, so that a shared part tells that two are one person."""
    return "+".join(
        hashlib.sha256(fold(part).strip().encode()).hexdigest()[:16] for part in dict.fromkeys(parts)
    )
