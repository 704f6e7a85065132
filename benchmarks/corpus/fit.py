"""Fit the weights of `intake.reading` on the corpus: `python -m corpus.fit` in `benchmarks/`.

The second step is fitted on pages whose author the first step had not seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from corpus import sample, texts
from corpus.texts import HELD_OUT
from intake.reading.papers.names import claimed
from intake.reading.papers.traits import STEM, Page, measure
from intake.reading.papers.weights import FILE, SORTS, Hints, Weights, circumstances
from intake.reading.people.contacts import own_contacts

# What an author's pages count for. These wrote what is rare in mails: letters that are no applications,
# papers of a few lines, papers that look like others.
_SHARE: Final = {"omar": 0.2, "brief": 0.5, "thea": 0.3, "walid": 0.3}
_OWN: Final = 3.0  # inverse strengths of regularisation
_AROUND: Final = 10.0
_OFTEN: Final = 15  # pages
_USUAL: Final = 0.2  # of a language's pages: a word without a meaning
_TINY: Final = 0.02  # a weight that is not worth its line

Read = tuple[sample.Sample, list[Page]]


def read(each: sample.Sample) -> Read:
    """Measure the pages of a file as the reader does."""
    person = each.papers[0].person
    own = own_contacts(each.pages, person.email, person.name)
    return each, [measure(page, own, person.name) for page in each.pages]


def fit(documents: Sequence[Read], authors: Sequence[str]) -> Weights:
    """Fit both steps."""
    around: list[tuple[sample.Sample, list[dict[str, float]]]] = []
    for author in authors:
        others = _own([doc for doc in documents if doc[0].papers[0].author != author])
        seen = Weights(own=others, around={})
        around += [
            (doc, [seen.alone(page) for page in pages])
            for doc, pages in documents
            if doc.papers[0].author == author
        ]
    return Weights(own=_own(documents), around=_around(around))


def _own(documents: Iterable[Read]) -> dict[Any, dict[str, float]]:
    documents = list(documents)
    kept = _shared(documents)
    rows, sorts, shares = [], [], []
    for doc, pages in documents:
        rows += [{name: value for name, value in page.traits.items() if name in kept} for page in pages]
        sorts += doc.sorts
        shares += [_share(doc)] * len(pages)
    table = _Table.of(rows, shares)
    return {sort: table.logistic([sort in each for each in sorts], _OWN) for sort in SORTS}


def _share(doc: sample.Sample) -> float:
    return _SHARE.get(doc.papers[0].author, 1.0)


def _shared(documents: Iterable[Read]) -> set[str]:
    """The traits that more than one author's pages show; words only if they are neither rare nor on every page."""
    by: dict[str, set[str]] = defaultdict(set)
    often: Counter[str] = Counter()
    common: Counter[tuple[str, str]] = Counter()
    pages_in: Counter[str] = Counter()
    for doc, pages in documents:
        for page in pages:
            pages_in[doc.language] += 1
            often.update(page.traits)
            common.update((doc.language, name) for name in page.traits)
            for name in page.traits:
                by[name].add(doc.papers[0].author)
    usual = {name for (language, name), count in common.items() if count > _USUAL * pages_in[language]}
    return {
        name
        for name in often
        if not name.startswith(STEM) or (len(by[name]) > 1 and often[name] >= _OFTEN and name not in usual)
    }


def _around(documents: Iterable[tuple[sample.Sample, list[Any]]]) -> dict[Any, dict[str, float]]:
    rows: dict[str, list[dict[str, float]]] = {sort: [] for sort in SORTS}
    truth: dict[str, list[bool]] = {sort: [] for sort in SORTS}
    shares = []
    for doc, alone in documents:
        hints = Hints(named=claimed(doc.name), announced=doc.announced)
        shares += [_share(doc)] * len(alone)
        for index, sorts in enumerate(doc.sorts):
            for sort in SORTS:
                rows[sort].append(circumstances(alone, index, sort, hints))
                truth[sort].append(sort in sorts)
    return {sort: _Table.of(rows[sort], shares).logistic(truth[sort], _AROUND) for sort in SORTS}


@dataclass(frozen=True)
class _Table:
    """Pages as rows, traits as columns, and what each page counts for."""

    names: Sequence[str]
    cells: csr_matrix
    shares: Sequence[float]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, float]], shares: Sequence[float]) -> _Table:
        names = sorted({name for row in rows for name in row})
        at = {name: number for number, name in enumerate(names)}
        cells = [(number, at[name], value) for number, row in enumerate(rows) for name, value in row.items()]
        lines, columns, values = zip(*cells, strict=True)
        return cls(names, csr_matrix((values, (lines, columns)), shape=(len(rows), len(names))), shares)

    def logistic(self, truth: Sequence[bool], strength: float) -> dict[str, float]:
        model = LogisticRegression(C=strength, max_iter=2000).fit(self.cells, truth, self.shares)
        pairs = zip(self.names, model.coef_[0], strict=True)
        weights = {name: round(float(weight), 3) for name, weight in pairs}
        return {
            "": round(float(model.intercept_[0]), 3),
            **{name: each for name, each in weights.items() if abs(each) >= _TINY},
        }


def written(weights: Weights) -> str:
    """Give the weights as they are kept: a line for each trait, with its weight for each sort."""
    parts = []
    for name, table in (("own", weights.own), ("around", weights.around)):
        traits = sorted({trait for each in table.values() for trait in each})
        lines = [
            f"{json.dumps(trait, ensure_ascii=False)}: {[table[sort].get(trait, 0) for sort in SORTS]}"
            for trait in traits
        ]
        parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return f'{{"sorts": {json.dumps(SORTS)},\n' + ",\n".join(parts) + "}\n"


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("authors", nargs="*", help="default: all but those held out")
    parser.add_argument("--count", type=int, default=600, help="files for each author")
    parser.add_argument("--all", action="store_true", help="hold no author out")
    parser.add_argument("--output", type=Path, default=FILE)
    options = parser.parse_args()
    authors = options.authors or [each for each in texts.authors() if options.all or each not in HELD_OUT]
    every = [each for author in authors for each in sample.samples([author], options.count, f"fit/{author}")]
    with ProcessPoolExecutor(2) as pool:
        documents = list(pool.map(read, every, chunksize=50))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(written(fit(documents, authors)), "utf-8")


if __name__ == "__main__":
    main()
