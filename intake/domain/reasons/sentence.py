"""A sentence of the catalogue: written in English with its facts in place, and read back out of a text.

Reading is done by hand and not by regular expressions: facts are words of strangers, and the work on any
text is bounded (`_TRIES`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from intake.domain.reasons.facts import FACTS, Fact
from intake.domain.reasons.words import french

_TRIES: Final = 60  # places of a sentence's words in a text that are tried before it is held for another


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of ours. In braces the facts, in English with their sort (`facts.FACTS`) after a colon.

    Written without the full stop; where the stored English has one, `stop` says so (it may have been cut
    off). French is written with plain spaces; the no-break ones are put in here.
    """

    en: str
    fr: str
    ar: str
    stop: bool = False

    def say(self, **facts: object) -> str:
        """Write it in English, as it is stored and given as JSON."""
        return _filled(self.en, facts) + "." * self.stop

    def read(self, text: str) -> dict[str, str] | None:
        """Give the facts of a text that is this sentence, as they stand there; None: it is another text."""
        pieces = pieces_of(self.en)
        if self.stop:
            text = text.removesuffix(".")
        if not text.startswith(pieces[0].words) or not text.endswith(pieces[-1].words):
            return None
        return _Reading(text, pieces).facts()

    def told(self, facts: Mapping[str, str], language: str) -> str:
        """Write it in French or Arabic; the `facts` are in that language already."""
        return _filled(french(self.fr) if language == "fr" else self.ar, facts)

    def sorts(self) -> Iterator[tuple[str, Fact]]:
        """Each of its facts, by its name, with its sort."""
        return ((piece.name, piece.fact) for piece in pieces_of(self.en) if piece.fact)

    @property
    def weight(self) -> int:
        """How many characters are the sentence's own: the more, the surer it is this one."""
        return sum(len(piece.words) for piece in pieces_of(self.en))


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A fact of a sentence, and the words that follow it; the first piece has words only."""

    name: str
    fact: Fact | None
    words: str


@cache
def pieces_of(template: str) -> tuple[Piece, ...]:
    """Give the pieces of an English template; the first and the last one's words may be empty."""
    found = [("", "", "")]  # name, sort, words
    for words, name, sort, _ in Formatter().parse(template):
        found[-1] = (*found[-1][:2], words)
        if name is not None:
            found.append((name, sort or name, ""))
    return tuple(Piece(name=name, fact=FACTS[sort] if name else None, words=w) for name, sort, w in found)


def _filled(template: str, facts: Mapping[str, object]) -> str:
    return "".join(
        words + ("" if name is None else str(facts[name]))
        for words, name, _, _ in Formatter().parse(template)
    )


class _Reading:
    """One try to read a text as a sentence."""

    def __init__(self, text: str, pieces: tuple[Piece, ...]) -> None:
        self._text, self._pieces, self._tries = text, pieces, _TRIES

    def facts(self) -> dict[str, str] | None:
        return self._from(1, len(self._pieces[0].words))

    def _from(self, number: int, at: int) -> dict[str, str] | None:
        """Read the pieces from that number on, where the first of them begins at that place."""
        if number == len(self._pieces):
            return {} if at == len(self._text) else None
        piece = self._pieces[number]
        assert piece.fact is not None
        for end in self._ends(piece, at, last=number == len(self._pieces) - 1):
            self._tries -= 1
            if self._tries < 0:
                return None
            rest = self._from(number + 1, end + len(piece.words))
            if rest is not None:
                return {piece.name: self._text[at:end]} | rest
        return None

    def _ends(self, piece: Piece, at: int, *, last: bool) -> Iterator[int]:
        """Where the fact that begins at that place may end, before the words that follow it."""
        assert piece.fact is not None
        if piece.fact.pattern is not None:
            found = piece.fact.pattern.match(self._text, at)
            if found and self._text.startswith(piece.words, found.end()):
                yield found.end()
            return
        if last:
            end = len(self._text) - len(piece.words)
            if end >= at:
                yield end
            return
        end = self._text.find(piece.words, at)
        while end >= 0:
            yield end
            end = self._text.find(piece.words, end + 1)
