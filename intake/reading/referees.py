"""Who can be asked about a candidate: the referees listed in a text, counted once each.

A referee is a name with a way to reach it, an e-mail address or a phone number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from intake.reading.folding import fold, headings
from intake.reading.lexicon import DOSSIER_CLUES, END_OF_REFERENCES, ON_REQUEST, REFERENCES_HEADING

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE: Final = re.compile(r"(?<![\w/])(?:\+|00|\(0?)?\d(?:[ .\-()/]{0,3}\d){7,14}(?!\w)")
_YEARS: Final = re.compile(r"^(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d")
_SECTIONS: Final = tuple(
    clue.pattern for clue in DOSSIER_CLUES if clue.sort == "cv" and clue.where == "heading"
)
_TITLE: Final = re.compile(
    r"^(?:m\.|mr\.?|mrs\.?|ms\.?|mme\.?|mlle|monsieur|madame|dr\.?|pr\.?|prof\.?|professeure?|professor|maitre|me"
    r"|(?:ال)?(?:سيد|سيده|استاذ|استاذه|دكتور|دكتوره)|د\.|ذ\.)\s+(?!(?:of|de|du|des|in|en|at)\b)\S"
)
_NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}\s*[.)/-]|[•●▪*-])")
_NO_NAME: Final = re.compile(
    r"\b(?:direct\w*|manager|responsable|chef\w*|head|officer|coordinat\w*|profess\w*|charge\w*|president\w*|associat\w*"
    r"|fondation|foundation|univers\w*|faculte|ecole|school|institut\w*|ministere|ministry|societe|company|group\w*|banque"
    r"|bank|ltd|sarl|inc|trust|agence|agency|centre|center|ong|ngo|departe?ment|service|tel\w*|phone|mobile|gsm|e-?mail"
    r"|courriel|mail|adresse|address|fonction|poste|position|relation\w*|lien|organi\w*|entreprise|rue|avenue|street|road"
    r"|consultant\w*|lead\w*|senior|ingenieur\w*|engineer|secretaire|general|assistant\w*|superviseur|supervisor|lecturer)\b"
    r"|مدير|رييس|جامعه|جمعيه|شركه|موسسه|الهاتف|البريد|هاتف|منسق|موسسه|كليه|وزاره"
)
_NAME: Final = re.compile(r"[^\W\d_][\w'’.-]*(?: (?:[^\W\d_][\w'’.-]*)){1,4}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Referees:
    """The referees of a text: a key each, and whether there may be more than were counted.

    `heading` says that a heading announces them; `promised` that they are given on request only.
    """

    keys: tuple[str, ...] = ()
    unsure: bool = False
    heading: bool = False
    promised: bool = False


def key_of(identity: str) -> str:
    """Give the opaque key of a referee from an e-mail address, a phone number or a name."""
    return hashlib.sha256(fold(identity).strip().encode()).hexdigest()[:16]


def contacts(text: str) -> tuple[str, ...]:
    """Give every e-mail address and phone number of a text, normalised, in order."""
    return tuple(value for _, _, value in sorted(_reaches(text)))


def find_referees(text: str, own: Collection[str], candidate: str | None) -> Referees:
    """Count the referees in the sections that a heading announces.

    `own` are the candidate's normalised contacts (`contacts`), `candidate` the name: no referees.
    """
    section, heading = _sections(text)
    promised = bool(ON_REQUEST.search(" ".join(fold(text).split())))
    if not heading:
        return Referees(promised=promised)
    walk = _Walk(own=frozenset(own), candidate=set(fold(candidate or "").split()))
    for line in section:
        walk.line(line)
    keys = tuple(dict.fromkeys(key_of(person) for person in walk.reached))
    unsure = walk.unsure or (not keys and not promised)
    return Referees(keys=keys, unsure=unsure, heading=True, promised=promised and not keys)


def author_of(text: str, own: Collection[str]) -> str:
    """Give the key of who signed a letter of recommendation: its last contact, else the text itself."""
    found = [contact for contact in contacts(text) if contact not in own]
    mails = [contact for contact in found if "@" in contact]
    return key_of((mails or found or [" ".join(text.split())])[-1])


def _sections(text: str) -> tuple[list[str], bool]:
    """Give the lines below headings of references, up to the next heading of a CV or a formula."""
    inside = found = False
    lines: list[str] = []
    for line in text.splitlines():
        titles = headings(line)
        if any(REFERENCES_HEADING.fullmatch(title) for title in titles):
            inside = found = True
            lines.extend(line.split(":", 1)[1:])
        elif inside and _ends(line, titles):
            inside = False
        elif inside:
            lines.append(line)
    return lines, found


def _ends(line: str, titles: Iterable[str]) -> bool:
    if _EMAIL.search(line) or _PHONE.search(line):
        return False
    whole = list(titles)[:1]
    section = any(pattern.fullmatch(title) for title in whole for pattern in _SECTIONS)
    return section or bool(END_OF_REFERENCES.match(fold(line).strip()))


@dataclass(slots=True)
class _Walk:
    """Goes down a list of referees: a new name, or a further e-mail address, begins the next one."""

    own: frozenset[str]
    candidate: set[str]
    reached: list[str] = field(default_factory=list)  # the first contact of each
    names: int = 0
    rows: int = 0  # lines with a contact and enough words beside it for a person of its own
    listed: bool = False  # phone numbers stand below each other: of several people, it may be
    _mail: bool = False
    _reach: bool = False
    _named: bool = False
    _employer: bool = False
    _bare: int = 0  # lines since the last name that hold a phone number only

    @property
    def unsure(self) -> bool:
        """Whether there are names that no contact was found for, or contacts that may be of others."""
        return self.listed or max(self.names, self.rows) > len(self.reached)

    def line(self, line: str) -> None:
        reaches = [mark for mark in _reaches(line) if mark[2] not in self.own]
        others = re.findall(r"[^\W\d_]{3,}", _PHONE.sub(" ", _EMAIL.sub(" ", line)))
        self.rows += bool(reaches) and len(others) >= 3  # noqa: PLR2004 - a name and a little more
        for _, what, value in sorted([*reaches, *((at, "name", name) for at, name in self._names(line))]):
            if what == "name":
                self._begin(line)
            elif what == "mail":
                self._take(value, new=self._mail)
                self._mail = True
            else:
                self._bare += bool(_PHONE.fullmatch(line.strip()))
                self.listed |= self._bare > 1
                self._take(value, new=False)

    def _begin(self, line: str) -> None:
        """Begin the next person, unless the line is like a name but says where the last one works."""
        plain = not _NUMBERED.match(line) and not _TITLE.match(fold(line).strip())
        self._employer = plain and self._named and not self._reach and not self._employer
        self._named = True
        if not self._employer:
            self.names += 1
            self._mail = self._reach = False
            self._bare = 0

    def _take(self, value: str, *, new: bool) -> None:
        if new or not self._reach:
            self.reached.append(value)
        elif "@" in value:  # an address names a person better than a phone does
            self.reached[-1] = value
        self._reach = True

    def _names(self, line: str) -> list[tuple[int, str]]:
        if self._is_candidate(line):
            return []
        mark = re.match(
            r"[\s\W\d]*(?:(?:nom|name|الاسم)(?: et prénom|(?: complet)?)?\s*:\s*)?", line, re.IGNORECASE
        )
        at = mark.end() if mark else 0
        head = re.split(r"[,;:|(\t/]| [-–—] |\d", line[at:], maxsplit=1)[0].strip()
        return [(at, head)] if self._is_name(head, numbered=bool(_NUMBERED.match(line))) else []

    def _is_name(self, head: str, *, numbered: bool) -> bool:
        folded = fold(head)
        if _TITLE.match(folded):
            return True
        if _NAME.fullmatch(head) is None or _NO_NAME.search(folded):
            return False
        capital = all(word[0].isupper() for word in head.split() if len(word) > 3)  # noqa: PLR2004 - "de", "ben"
        arabic = bool(re.match(r"[\u0621-\u064a]", head))
        return (capital and head[0].isupper()) or (arabic and (numbered or len(head.split()) <= 3))  # noqa: PLR2004

    def _is_candidate(self, line: str) -> bool:
        words = set(re.findall(r"\w+", fold(line)))
        return len(self.candidate) > 1 and self.candidate <= words


def _reaches(text: str) -> list[tuple[int, str, str]]:
    """Give (position, `mail` or `phone`, normalised value) of each contact in a text."""
    found = [(match.start(), "mail", _email(match[0])) for match in _EMAIL.finditer(text)]
    masked = _EMAIL.sub(lambda match: " " * len(match[0]), text)
    phones = (match for match in _PHONE.finditer(masked) if not _YEARS.match(match[0]))
    found.extend((match.start(), "phone", _phone(match[0])) for match in phones)
    return sorted(found)


def _email(text: str) -> str:
    return re.sub(r"\s?(?:@|\(at\)|\[at\])\s?", "@", text).casefold().strip(".")


def _phone(text: str) -> str:
    """Give the last nine digits: country codes and a leading zero vary."""
    return re.sub(r"\D", "", text)[-9:]
