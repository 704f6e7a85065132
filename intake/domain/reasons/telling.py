"""Reading reasons back: which sentences of the catalogue a stored text is made of, in another language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from intake.domain.model import Language
from intake.domain.reasons import automatic, dossier, mails, outbox, papers, refusals, wishes
from intake.domain.reasons.facts import CUT, Say, alone
from intake.domain.reasons.sentence import Sentence, pieces_of

BETWEEN: Final = "; "  # clauses in English
_BETWEEN: Final = {"fr": "\u00a0; ", "ar": "؛ "}
_LONGEST: Final = 8_000  # characters that are looked at; a digest shows a few hundred
_MOST: Final = 200  # clauses
_JOINED: Final = 6  # clauses in English that may be one: a file's name may hold a semicolon
_DEEP: Final = 6  # reasons within reasons
_WORK: Final = 1_500  # clauses that are looked up for one text, in all its depths
_KEY: Final = 2  # characters by which sentences are looked up
_STOP: Final = ". "
_MODULES: Final = (automatic, dossier, mails, papers, outbox, refusals, wishes)
# Notes on letters, and what a document was before: each is a whole text, and may quote semicolons.
_OF_LETTERS: Final = (outbox, refusals)


@cache
def catalogue() -> dict[str, Sentence]:
    """Give every sentence, by the name of its module and its own: `dossier.COULD_BE`."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": each
        for module in _MODULES
        for name, each in vars(module).items()
        if isinstance(each, Sentence)
    }


@cache
def _whole() -> tuple[Sentence, ...]:
    """The sentences that are whole texts, the surest first."""
    found = [each for module in _OF_LETTERS for each in vars(module).values() if isinstance(each, Sentence)]
    return (*sorted(found, key=lambda one: -one.weight), papers.CORRECTED)


@cache
def _by_beginning() -> dict[str, tuple[Sentence, ...]]:
    """The others by their first characters, the surest first; "" has those that begin with a fact."""
    found: dict[str, list[Sentence]] = {"": []}
    for each in catalogue().values():
        if each not in _whole():
            found.setdefault(pieces_of(each.en)[0].words[:_KEY], []).append(each)
    return {key: tuple(sorted(some, key=lambda one: -one.weight)) for key, some in found.items()}


class Teller:
    """Tells reasons in one language; `unknown` are the clauses that stayed as they are."""

    def __init__(self, language: Language) -> None:
        self.unknown: list[str] = []
        self._language = language
        self._depth, self._work = 0, _WORK

    def told(self, text: str) -> str:
        """Tell a text of clauses; what is not known stays as it is, isolated."""
        return self.known(text) or alone(text, self._language)

    def known(self, text: str, *, ours: bool = True) -> str | None:
        """Tell a text of clauses; None: none of them is known. `ours`: else it may be words of others."""
        if self._depth >= _DEEP:
            return None
        self._depth += 1
        before = len(self.unknown)
        try:
            said = self._clauses(text)
            if said is None or len(self.unknown) > before:
                left = self.unknown[before:]
                del self.unknown[before:]
                whole = _written(_first(_whole(), text), self._language, self.known)
                if whole is None and (ours or said is not None):
                    self.unknown += left
                said = whole or said
            return said
        finally:
            self._depth -= 1

    def _clauses(self, text: str) -> str | None:
        clauses = text[:_LONGEST].split(BETWEEN, _MOST)
        told: list[str] = []
        at, known = 0, False
        while at < len(clauses):
            taken, said = self._next(clauses, at)
            known = known or said is not None
            if said is None and at == len(clauses) - 1 and known and text.endswith(CUT):
                said = CUT
            if said is None:
                self.unknown.append(clauses[at])
            told.append(said or alone(clauses[at], self._language))
            at += taken
        return _BETWEEN[self._language].join(told) + text[_LONGEST:] if known else None

    def _next(self, clauses: Sequence[str], at: int) -> tuple[int, str | None]:
        """Tell the shortest run of clauses that is a sentence, all of which is known if there is such a one.

        None for the next clause where none is.
        """
        in_part: tuple[int, str, list[str]] | None = None
        before = len(self.unknown)
        for taken in range(1, min(_JOINED, len(clauses) - at) + 1):
            said = self._clause(BETWEEN.join(clauses[at : at + taken]))
            left = self.unknown[before:]
            del self.unknown[before:]
            if said is not None and not left:
                return taken, said
            if said is not None and in_part is None:
                in_part = taken, said, left
        if in_part is None:
            return 1, None
        self.unknown += in_part[2]
        return in_part[:2]

    def _clause(self, clause: str) -> str | None:
        """Tell one sentence, or several with full stops; None: it is not known."""
        self._work -= 1
        if self._work < 0:
            return None
        said = self._sentence(clause)
        if said is None and _STOP in clause:
            each = [self._sentence(part) for part in clause.split(_STOP, _JOINED)]
            known = [one for one in each if one is not None]
            said = _BETWEEN[self._language].join(known) if len(known) == len(each) else None
        return said

    def _sentence(self, text: str) -> str | None:
        sentences = _by_beginning()
        found = _first((*sentences.get(text[:_KEY], ()), *sentences[""]), text)
        return _written(found, self._language, self.known)


_Found = tuple[Sentence, dict[str, str]]


def _first(sentences: Sequence[Sentence], text: str) -> _Found | None:
    """Give the first sentence that a text is, with its facts."""
    for each in sentences:
        facts = each.read(text)
        if facts is not None:
            return each, facts
    return None


def _written(found: _Found | None, language: Language, say: Say) -> str | None:
    if found is None:
        return None
    sentence, facts = found
    told = {name: fact.tell(facts[name], language, say) for name, fact in sentence.sorts()}
    return sentence.told(told, language)
