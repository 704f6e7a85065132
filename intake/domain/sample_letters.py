"""Every letter by its name, with the facts that are made up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from intake.domain import samples, samples_digest
from intake.domain.closing import ClosingFacts
from intake.domain.letter import AlarmFacts, DigestFacts, LetterFacts
from intake.domain.model import LANGUAGES, LETTER_KINDS, Language
from intake.domain.order import OrderFacts
from intake.domain.samples_orders import orders

Facts: TypeAlias = LetterFacts | DigestFacts | AlarmFacts | ClosingFacts | OrderFacts

# The names of letters: those to candidates by their kind, then those to recruiters and admins.
LETTERS: Final[tuple[str, ...]] = (*LETTER_KINDS, "digest", "closing", "order", "alarm")


def place(letter: str, language: Language) -> str:
    """Return where a letter's templates are: `acknowledgement/late/fr`, `digest/fr`."""
    return f"acknowledgement/{letter}/{language}" if letter in LETTER_KINDS else f"{letter}/{language}"


def cases(letter: str, language: Language) -> tuple[Facts, ...]:
    """Return the facts that a letter is tried on. Raises KeyError: there is no such letter."""
    for kind in LETTER_KINDS:
        if kind == letter:
            return samples.letters(kind, language)
    others: dict[str, Callable[[Language], Iterable[Facts]]] = {
        "digest": samples_digest.digests,
        "closing": samples.closings,
        "order": orders,
        "alarm": samples.alarms,
    }
    return tuple(others[letter](language))


def everything() -> Iterator[tuple[str, Facts]]:
    """Yield each letter's place with each of its facts."""
    for language in LANGUAGES:
        for letter in LETTERS:
            for facts in cases(letter, language):
                yield place(letter, language), facts
