"""The name of a mail's sender in the papers that came with it, whatever the script and the scan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz, process

from intake.domain.owners import PARTICLES
from intake.reading.folding import fold
from intake.reading.people.person import is_arabic, skeleton

_MAX_NAME: Final = 100  # characters; no longer one is a name
_SHORTEST: Final = 3  # letters of a word that is looked for
_ALIKE: Final = 80  # of 100: what a bad scan leaves of a word
_BONES: Final = 5  # consonants of two words that are the same in two scripts
_MAX_LINE: Final = 200


def sender_in(texts: Sequence[str], candidate: str) -> str | None:
    """Give the sender's name if two words of it stand side by side in the texts.

    It is the sender's own spelling, but the paper's where that is in Arabic and the other is not.
    """
    wanted = [
        word
        for word in fold(candidate[:_MAX_NAME]).split()
        if len(word) >= _SHORTEST and word not in PARTICLES
    ]
    if len(set(wanted)) < 2:  # noqa: PLR2004
        return None
    rows = [line[:_MAX_LINE] for text in texts for line in text.splitlines() if line.strip()]
    if _stand_together([fold(row) for row in rows], wanted):
        return " ".join(candidate.split())
    return None if is_arabic(candidate) else _in_arabic(rows, [skeleton(word) for word in wanted])


def _stand_together(rows: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether two of the words stand on one line, or on two that follow each other."""
    tokens = {token for row in rows for token in row.split() if len(token) >= _SHORTEST}
    alike = {
        word: {
            token
            for token, _, _ in process.extract(
                word, tokens, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
            )
        }
        for word in set(wanted)
    }
    if sum(bool(found) for found in alike.values()) < 2:  # noqa: PLR2004
        return False
    held = [{word for word, found in alike.items() if found & set(row.split())} for row in rows]
    return any(len(one | other) > 1 for one, other in pairwise([*held, set()]))


def _in_arabic(rows: Sequence[str], bones: Sequence[str]) -> str | None:
    for row in rows:
        if not is_arabic(row):
            continue
        found = [word for word in row.split() if skeleton(word) in bones]
        held = {skeleton(word) for word in found} - {""}
        if len(held) > 1 and sum(map(len, held)) >= _BONES:
            return " ".join(found)
    return None
