"""Who can be asked about a candidate: the people listed in a paper with a way to reach them.

They stand below a heading of references, in a paper that is such a list, or in a sentence that
offers somebody ("vous pouvez joindre …").
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from intake.reading.clue import pattern
from intake.reading.contacts import (
    NUMBERED,
    Mark,
    announces,
    contacts,
    key_words,
    marks,
    name_at_start,
    name_before,
)
from intake.reading.folding import fold, headings
from intake.reading.lexicon import DOSSIER_CLUES, END_OF_REFERENCES, ON_REQUEST

_SECTIONS: Final = tuple(
    clue.pattern for clue in DOSSIER_CLUES if clue.sort == "cv" and clue.where == "heading"
)
_OFFERED: Final = pattern(
    r"\bref(?:erence|erent|eree)?s?\b ?(?:a contacter|:|\.)|\bjoindre\b|\bjoignable|\bcontacter\b"
    r"|\bn ?\+ ?1\b|parlera?i?t?|\bdemander a\b|\bappeler\b|temoign"
    r"|\b(?:me|m'a|mes) (?:connai|encadr|supervis|suivi)"
    r"|ancien(?:ne)? (?:responsable|chef|hierarch|direct|employeur|manager)"
    r"|(?:reach|contact|call|ask|speak (?:to|with)|talk to|write to)\b|referee|vouch|line manager|confirm"
    r"|(?:former|previous|last) (?:manager|supervisor|boss|employer|head)|supervis(?:or|ed by)"
    r"|الاتصال ب|التواصل مع|استفسار|مرجع|للتاكد|يمكنكم (?:سؤال|مراسله|الاتصال)|مشرف(?:ي|تي)|مديري|رييسي"
)
_TOLD: Final = re.compile(
    r"(?!tel|phone|mobile|portable|e?-?mail|courriel|gsm|fixe|numero|contact|adresse|address|هاتف|الهاتف|البريد)"
    r"\b[^\W\d_]{3,}"
)
_SIGNATURE: Final = 8  # rows
_LABELS: Final = 2  # words: no more before a contact in a row that goes on about the person above
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
    rows = text.splitlines()
    if not marks(" ".join(rows)):
        heading = any(announces(row) for row in rows)
        return Referees(promised=promised, heading=heading)
    section, heading = _section(rows)
    self = key_words(candidate or "")
    below = _walk(section, own, self)
    offered = _Walk(own=frozenset(own), candidate=self)
    for sentence in _offers(rows):
        offered.row(sentence, sentence=True)
    known = {reach for each in below.people for reach in each.reaches}
    others = [each for each in offered.people if each.name and each.reaches and not known & set(each.reaches)]
    whole = _walk(rows, own, self)
    keys = dict.fromkeys((*below.keys(), *(each.key for each in others)))
    return Referees(
        keys=tuple(keys),
        listed=tuple(dict.fromkeys(whole.keys())),
        unsure=(below if heading else whole).unsure,
        heading=heading,
        promised=promised and not keys,
    )


def author_of(text: str, own: Collection[str]) -> str:
    """Give the key of who signed a letter of recommendation or a certificate; else of the text itself."""
    rows = [row for row in text.splitlines() if row.strip()]
    names = [mark.value for row in rows[-_SIGNATURE:] if (mark := name_at_start(row))]
    mails = [each for each in contacts(text) if "@" in each and each not in own]
    parts = [*(["name " + _joined(names[-1])] if names else []), *mails[-1:]]
    return _key(parts or [" ".join(text.split())])


def _section(rows: Sequence[str]) -> tuple[list[str], bool]:
    """Give the rows below headings of references, up to the next heading of a CV or a formula."""
    inside = found = False
    lines: list[str] = []
    for row in rows:
        if announces(row):
            inside = found = True
            lines.extend(row.split(":", 1)[1:])
        elif inside and _ends(row):
            inside = False
        elif inside:
            lines.append(row)
    return lines, found


def _ends(row: str) -> bool:
    if marks(row):
        return False
    whole = headings(row)[:1]
    section = any(pattern.fullmatch(title) for title in whole for pattern in _SECTIONS)
    return section or bool(END_OF_REFERENCES.match(fold(row).strip()))


def _offers(rows: Sequence[str]) -> Iterator[str]:
    """Give the sentences that offer somebody, if a contact stands there or in the rows they run on in."""
    for number, row in enumerate(rows):
        if _OFFERED.search(fold(row)):
            for ahead in range(1, 2 + _AHEAD):
                text = " ".join(
                    each.strip()
                    for each in rows[max(0, number - 1) if ahead > 1 else number : number + ahead]
                )
                if marks(text):
                    yield text
                    break


def _walk(rows: Iterable[str], own: Collection[str], candidate: frozenset[str]) -> _Walk:
    walk = _Walk(own=frozenset(own), candidate=candidate)
    for row in rows:
        walk.row(row)
    return walk


@dataclass(slots=True)
class _Somebody:
    name: str | None = None
    mails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    row: int = 0  # of the last contact
    column: int = 0  # how many people share the rows of its table; 0 for a person by itself

    @property
    def reaches(self) -> list[str]:
        return self.mails + self.phones

    @property
    def key(self) -> str:
        named = ["name " + _joined(self.name)] if self.name else []
        return _key([*named, *self.mails] or self.phones)


@dataclass(slots=True)
class _Walk:
    """Goes down the rows of a list: a name, or a further way to reach, begins the next person."""

    own: frozenset[str]
    candidate: frozenset[str]
    people: list[_Somebody] = field(default_factory=list)
    rows: int = 0
    introduced: int = 0  # rows that say more than how to reach somebody
    _employer: bool = False

    def row(self, row: str, *, sentence: bool = False) -> None:
        """Take the names and contacts of one row; in a `sentence` a name may stand anywhere."""
        self.rows += 1
        reaches = [mark for mark in marks(row) if mark.value not in self.own]
        name = name_at_start(row)
        told = bool(reaches) and len(_TOLD.findall(fold(row[: reaches[0].at]))) > _LABELS
        self.introduced += told
        if (sentence or (told and not name)) and reaches and (before := name_before(row, reaches[0].at)):
            name = Mark(0, "name", before)
        if name and not self._is_candidate(name.value):
            self._begin(name.value, reaches, numbered=bool(NUMBERED.match(row)) or sentence)
        columns = _columns(row, reaches)
        if len(columns) > 1:
            self._take_columns(columns)
        else:
            for mark in reaches:
                self._take(mark)

    def keys(self) -> list[str]:
        """The people with a way to reach them."""
        return [each.key for each in self.people if each.reaches]

    @property
    def unsure(self) -> bool:
        """Whether contacts are left that may be of further people."""
        crowded = any(len(each.mails) > 2 or len(each.phones) > 2 for each in self.people)  # noqa: PLR2004
        reached = [each for each in self.people if each.reaches]
        ways = max(sum(len(each.mails) for each in reached), sum(len(each.phones) for each in reached))
        return crowded or max(ways, self.introduced) > len(reached)

    def _begin(self, name: str, reaches: Sequence[Mark], *, numbered: bool) -> None:
        """Begin the next person, unless the row is like a name but says where the last one works."""
        last = self.people[-1] if self.people else None
        bare = last is not None and last.name is not None and not last.reaches
        self._employer = bare and not numbered and not reaches and not self._employer
        if not self._employer:
            self.people.append(_Somebody(name=name, row=self.rows))

    def _take(self, mark: Mark) -> None:
        last = self.people[-1] if self.people else None
        if last is None or (mark.what == "mail" and last.mails and last.row != self.rows):
            last = _Somebody()
            self.people.append(last)
        (last.mails if mark.what == "mail" else last.phones).append(mark.value)
        last.row = self.rows

    def _take_columns(self, columns: Sequence[Sequence[Mark]]) -> None:
        """Take a row of a table whose columns are people: each contact is of the next of them."""
        recent = self.people[-len(columns) :]
        known = len(recent) == len(columns) and all(each.column == len(columns) for each in recent)
        if not known:
            if self.people and not self.people[-1].reaches:
                self.people.pop()
            recent = [_Somebody(column=len(columns)) for _ in columns]
            self.people += recent
        for each, found in zip(recent, columns, strict=True):
            for mark in found:
                (each.mails if mark.what == "mail" else each.phones).append(mark.value)
            each.row = self.rows

    def _is_candidate(self, name: str) -> bool:
        words = key_words(name)
        return len(self.candidate) > 1 and len(words & self.candidate) >= min(2, len(words))


def _columns(row: str, reaches: Sequence[Mark]) -> list[list[Mark]]:
    """Divide the contacts of a row by people: contacts of one sort with only a gap between are of several."""
    kinds = {mark.what for mark in reaches}
    if len(reaches) < 2 or len(kinds) > 1:  # noqa: PLR2004
        return [list(reaches)]
    gaps = [row[one.end : two.at] for one, two in pairwise(reaches)]
    return [[mark] for mark in reaches] if all(not gap.strip() for gap in gaps) else [list(reaches)]


def _joined(name: str) -> str:
    return " ".join(sorted(key_words(name)))


def _key(parts: Iterable[str]) -> str:
    """An opaque key: one hash for each part, so that a shared part tells that two are one person."""
    return "+".join(
        hashlib.sha256(fold(part).strip().encode()).hexdigest()[:16] for part in dict.fromkeys(parts)
    )
