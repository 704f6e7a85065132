"""What traits of pages mean: weights fitted on a labelled corpus (`benchmarks/corpus`), as probabilities.

Two steps of logistic regression: how much the traits of a page speak for a sort of paper; then the
same in view of the pages around it, of the file's name, and of how the page was read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from intake.reading.papers.traits import STEM, Page

Sort: TypeAlias = Literal[
    "cv", "letter", "referees", "recommendation", "work", "diploma", "transcript", "identity", "training"
]
SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
FILE = Path(__file__).with_name("weights.json")
_FAR: Final = 6.0  # what speaks louder is cut, so that nothing drowns the rest
_WORTH_SAYING: Final = 0.2  # logits
_TELLING: Final = 5  # letters; a shorter word says little to a person
_BIAS: Final = ""


_PAGES_KNOWN: Final = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """What is known of a file beside its pages' text.

    The sorts that its name claims, those that the mail announces, and the numbers of unread pages.
    """

    named: Sequence[Sort] = ()
    announced: Sequence[Sort] = ()
    blank: Sequence[int] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """For each sort, the weight of each trait (`own`) and of each circumstance (`around`); "" is the bias."""

    own: Mapping[Sort, Mapping[str, float]]
    around: Mapping[Sort, Mapping[str, float]]

    @property
    def words(self) -> frozenset[str]:
        """The words that any weight knows, as `Page.wording` names them."""
        return _words(self)

    @lru_cache(_PAGES_KNOWN)  # noqa: B019 - a page is asked for several times in a row
    def alone(self, page: Page) -> Mapping[Sort, float]:
        """How loudly a page by itself speaks for each sort, in logits from -6 to 6."""
        return {sort: _cut(_sum(self.own[sort], page.traits)) for sort in SORTS}

    def together(self, pages: Sequence[Page], hints: Hints) -> list[dict[Sort, float]]:
        """The probability of each sort on each page of a document."""
        alone = [self.alone(page) for page in pages]
        return [
            {
                sort: 1 / (1 + math.exp(-_sum(self.around[sort], circumstances(alone, index, sort, hints))))
                for sort in SORTS
            }
            for index in range(len(pages))
        ]

    def evidence(self, page: Page, sort: Sort) -> tuple[str, ...]:
        """What speaks for a sort on a page: clues, the strongest first, then its shape and words it uses."""
        said = {name: self.own[sort].get(name, 0.0) * value for name, value in page.traits.items()}
        strong = sorted((name for name in said if said[name] >= _WORTH_SAYING), key=lambda name: -said[name])
        clues = [name for name in strong if ": " in name and name not in page.wording]
        people = [name for name in clues if name.startswith("referees: ")][1:]  # one of them says it all
        told = [name.rpartition(": ")[2] for name in clues if name not in people][:4]
        told += [name for name in strong if ": " not in name and name not in page.wording][: 5 - len(told)]
        words = [f"“{page.wording[name]}”" for name in strong if len(page.wording.get(name, "")) >= _TELLING][
            :3
        ]
        return (*told, *([f"words such as {', '.join(words)}"] if words else []))


def circumstances(
    alone: Sequence[Mapping[Sort, float]], index: int, sort: Sort, hints: Hints
) -> dict[str, float]:
    """What the second step weighs for a page: itself, its neighbours, the file's name, the mail's words."""
    own = alone[index]
    others = max(own[each] for each in SORTS if each != sort)
    weak = max(0.0, 1 - max(0.0, *own.values()) / 3)  # a page that says little goes with its neighbours
    near = {-1: 0.0, 1: 0.0}
    for step in near:
        at = index + step
        if 0 <= at < len(alone) and at + 1 not in hints.blank:
            near[step] = alone[at][sort]
    return {
        "own": own[sort],
        "other": others,
        "before": weak * near[-1],
        "after": weak * near[1],
        "inside": float(len(alone) > 1),
        "first": float(index == 0),
        "named": float(sort in hints.named),
        "named another": float(bool(hints.named) and sort not in hints.named),
        "announced": float(sort in hints.announced),
        "announced others": float(bool(hints.announced) and sort not in hints.announced),
    }


@cache
def _words(found: Weights) -> frozenset[str]:
    return frozenset(name for table in found.own.values() for name in table if name.startswith(STEM))


def load() -> Weights:
    """Give the fitted weights."""
    return _read(FILE)


@cache
def _read(file: Path) -> Weights:
    found = json.loads(file.read_text("utf-8"))
    assert found["sorts"] == list(SORTS)
    return Weights(own=_by_sort(found["own"]), around=_by_sort(found["around"]))


def _by_sort(rows: Mapping[str, Sequence[float]]) -> dict[Sort, dict[str, float]]:
    return {
        sort: {trait: row[number] for trait, row in rows.items() if row[number]}
        for number, sort in enumerate(SORTS)
    }


def _sum(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return weights.get(_BIAS, 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())


def _cut(logit: float) -> float:
    return max(-_FAR, min(_FAR, logit))
