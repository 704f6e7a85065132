"""Measure the reader on authors that it was not fitted on: `python -m corpus.evaluate` in `benchmarks/`.

Documents: is each kind found (precision, recall, F1), is the number of referees right, do the stated
probabilities hold? Dossiers: how often is a present document called missing, an incomplete dossier
complete, and a person asked for nothing?
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from corpus import people, sample, tables, texts
from corpus.tables import KINDS, TONGUES, Dossier, Reading
from corpus.texts import HELD_OUT
from intake.domain.assess import contents
from intake.domain.model import Document, Kind, Posting, RequiredDocument
from intake.reading.papers import weights
from intake.reading.papers.kinds import classify


def read(each: sample.Sample) -> Reading:
    """Read one file as the product does."""
    person = each.papers[0].person
    return Reading(
        sample=each,
        found=classify(
            each.pages, each.name, email=person.email, candidate=person.name, announced=each.announced
        ),
    )


def dossiers(authors: Sequence[str], count: int, seed: str) -> Iterable[Dossier]:
    """Make dossiers: most are whole, in others something lacks; papers are alone or together in files."""
    rng = Random(f"dossiers/{seed}")
    for number in range(count):
        author, language = rng.choice(list(authors)), TONGUES[number % 3]
        yield _dossier(rng, author, language, f"{seed}/{number}")


def _dossier(rng: Random, author: str, language: str, seed: str) -> Dossier:
    paths = [path for path in texts.templates(author) if path.parts[-2] == language]
    by_sort = defaultdict(list)
    for path in paths:
        by_sort[path.stem.partition("-")[0]].append(path)
    wanted: list[Kind] = [
        *rng.choice((("cv", "letter"), ("cv", "letter", "references"), ("cv",), ("cv", "letter", "diploma")))
    ]
    given = [kind for kind in wanted if rng.random() < 0.85]  # noqa: PLR2004
    given += [kind for kind in KINDS if kind not in wanted and rng.random() < 0.2]  # noqa: PLR2004
    chosen = [rng.choice(by_sort[_sort(rng, kind)]) for kind in given]
    others = [sort for sort in by_sort if sort not in texts.KINDS and sort != "note"]
    chosen += [rng.choice(by_sort[rng.choice(others)])] if rng.random() < 0.35 else []  # noqa: PLR2004
    rng.shuffle(chosen)
    groups: list[list] = []
    for path in chosen:
        together = groups and rng.random() < 0.25  # noqa: PLR2004
        groups[-1].append(path) if together else groups.append([path])
    person = people.person(rng, language)
    files = tuple(read(sample.sample(rng, group, language, seed, person)) for group in groups)
    count = rng.choice((1, 1, 2, 3))
    required = tuple(
        RequiredDocument(kind=kind, count=count if kind == "references" else 1) for kind in wanted
    )
    have = Counter(kind for each in files for kind in each.sample.kinds)
    have["references"] = sum(each.sample.referees for each in files)
    truth = "complete" if all(have[line.kind] >= line.count for line in required) else "incomplete"
    posting = Posting(
        id="p",
        title="",
        organisation="",
        mailbox="m",
        language="fr",
        subject="x y",
        documents=required,
        zone="UTC",
        prefix="P",
    )
    return Dossier(
        files=files,
        required=required,
        truth=truth,
        said=contents(posting, [_document(each) for each in files]).status,
    )


def _sort(rng: Random, kind: Kind) -> str:
    sorts = [sort for sort, each in texts.KINDS.items() if each == kind and sort != "transcript"]
    return rng.choice(sorts)


def _document(each: Reading) -> Document:
    found = each.found
    digest = hashlib.sha256("".join(each.sample.pages).encode()).hexdigest()
    return Document(
        file=each.sample.name, sha256=digest, size=1, kinds=found.kinds, possible=found.possible,
        confidence=found.confidence, because=found.because, referees=found.referees,
    )  # fmt: skip


def errors(readings: Sequence[Reading]) -> Iterable[str]:
    """The papers that were taken for something else, the most frequent first."""
    seen: Counter[str] = Counter()
    for each in readings:
        for kind in KINDS:
            true, said = kind in each.sample.kinds, kind in each.found.kinds
            if true != said or (not true and kind in each.found.possible):
                sorts = "+".join(f"{paper.author}/{paper.template}" for paper in each.sample.papers)
                word = (
                    "missed"
                    if true and kind not in each.found.possible
                    else "unsure of"
                    if kind in each.found.possible
                    else "taken for"
                )
                seen[f"{word} {kind}: {sorts}"] += 1
    return (f"{count:4} {what}" for what, count in seen.most_common(120))


def main() -> None:
    """Print the tables for the authors that are held out (or those named)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("authors", nargs="*", default=HELD_OUT)
    parser.add_argument("--count", type=int, default=900)
    parser.add_argument("--weights", type=Path, help="measure these, not those that are in use")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument(
        "--write", type=Path, help="put the tables and the plot into this folder's reading.md"
    )
    options = parser.parse_args()
    weights.FILE = options.weights or weights.FILE
    with ProcessPoolExecutor(2) as pool:
        files = sample.samples(options.authors, options.count, "evaluate", leave=("note",))
        readings = list(pool.map(read, files, chunksize=25))
    lines = list(tables.tell(readings, list(dossiers(options.authors, options.count, "evaluate"))))
    print("\n".join(lines))
    if options.write:
        tables.put(options.write / "reading.md", "papers", lines)
        (options.write / "reading-calibration.svg").write_text(tables.plot(tables.bins(readings)), "utf-8")
    if options.errors:
        print("\n".join(errors([each for each in readings if len(each.sample.papers) == 1])))


if __name__ == "__main__":
    main()
