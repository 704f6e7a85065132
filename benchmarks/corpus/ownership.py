"""Measure whose papers they are taken for: `python -m corpus.ownership` in `benchmarks/`.

How often a dossier of one person is called one of two (an alarm that costs a person's time), and how
often one of two people is. Texts only, as PDFs and bad scans give them.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from corpus import people, sample, texts
from intake.domain.model import Document
from intake.domain.owners import are_two, papers_of_two
from intake.reading.papers.kinds import Classification, classify
from intake.reading.people.owner import owners_of

_LANGUAGES: Final = ("fr", "en", "ar")


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of a dossier and what it was taken for."""

    sample: sample.Sample
    found: Classification


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The files of one mail, and the person who sent it: without an address and name if `shy`."""

    files: tuple[File, ...]
    sender: people.Person
    people: int
    shy: bool

    def context(self) -> tuple[str | None, str | None]:
        """The sender's address and name, as far as they are known."""
        return (None, None) if self.shy else (self.sender.email, self.sender.latin)

    def documents(self) -> list[Document]:
        """The documents with the people whose they are said to be."""
        email, name = self.context()
        return [
            Document(
                file=f"{number}: {each.sample.name}", sha256=str(number), size=1, kinds=each.found.kinds,
                confidence=1.0, because="",
                owner=owners_of(
                    each.sample.pages, each.found.kinds, by_page=[page.kinds for page in each.found.pages],
                    email=email, candidate=name,
                ),
            )
            for number, each in enumerate(self.files)
        ]  # fmt: skip


def dossier(task: tuple[str, int, int, Sequence[str]]) -> Dossier:
    """Make one dossier: of one person with anything in it, or two CVs, or the CV of one and another's letter."""
    seed, number, count, authors = task
    rng = Random(f"ownership/{seed}/{count}/{number}")
    language = _LANGUAGES[number % 3]
    shy = rng.random() < 0.3  # noqa: PLR2004 - a father's address, a cyber café's
    sender = people.person(rng, language)
    if count == 1:
        files = [(sender, group) for group in _groups(rng, authors, language)]
    else:
        other = sender
        while {*other.latin.lower().split()} & {*sender.latin.lower().split()}:
            other = people.person(rng, language)
        kinds = rng.choice((("cv", "cv"), ("cv", "letter"), ("letter", "cv")))
        files = [
            (whose, [_one(rng, authors, language, kind)])
            for whose, kind in zip((sender, other), kinds, strict=True)
        ]
    read = []
    for whose, group in files:
        each = sample.sample(rng, group, language, f"{seed}/{number}", whose)
        email, name = (None, None) if shy else (sender.email, sender.latin)
        read.append(File(sample=each, found=classify(each.pages, each.name, email=email, candidate=name)))
    return Dossier(files=tuple(read), sender=sender, people=count, shy=shy)


def _groups(rng: Random, authors: Sequence[str], language: str) -> list[list[Path]]:
    kinds = ("cv", "letter", "cv", "letter", "references", "diploma", "identity", "other")
    shares = (0.95, 0.9, 0.1, 0.15, 0.4, 0.3, 0.2, 0.35)
    chosen = [
        _one(rng, authors, language, kind)
        for kind, share in zip(kinds, shares, strict=True)
        if rng.random() < share
    ]
    chosen = chosen or [_one(rng, authors, language, "cv")]
    rng.shuffle(chosen)
    groups: list[list[Path]] = []
    for path in chosen:
        groups[-1].append(path) if groups and rng.random() < 0.25 else groups.append([path])  # noqa: PLR2004
    return groups


def _one(rng: Random, authors: Sequence[str], language: str, kind: str) -> Path:
    """A paper of that kind by any author who wrote some."""
    some: list[Path] = []
    while not some:
        some = _papers(rng.choice(authors), language).get(kind, [])
    return rng.choice(some)


@cache
def _papers(author: str, language: str) -> dict[str, list[Path]]:
    """An author's papers by their kinds."""
    found = defaultdict(list)
    for path in texts.templates(author):
        sort = path.stem.partition("-")[0]
        if path.parts[-2] == language and sort != "note":
            found[texts.KINDS.get(sort, "other")].append(path)
    return found


def dossiers(authors: Sequence[str], count: int, seed: str, of: int) -> Iterator[Dossier]:
    """Make dossiers of one person, or of two."""
    tasks = [(seed, number, of, tuple(authors)) for number in range(count)]
    with ProcessPoolExecutor(2) as pool:
        yield from pool.map(dossier, tasks, chunksize=25)


def tell(told: Sequence[Dossier]) -> Iterator[str]:
    """The table, as Markdown."""
    yield "| people | language | dossiers | said to be of two | owners said | wrong owners |\n|---|---|---|---|---|---|"
    for of in (1, 2):
        for tongue in ("all", *_LANGUAGES):
            some = [d for d in told if d.people == of and tongue in ("all", d.files[0].sample.language)]
            alarms = sum(papers_of_two(each.documents()) is not None for each in some)
            said = Counter(
                _right(*pair) for each in some for pair in zip(each.files, each.documents(), strict=True)
            )
            yield (
                f"| {of} | {tongue} | {len(some)} | {alarms / max(len(some), 1):.2%} "
                f"| {1 - said[None] / max(said.total(), 1):.1%} | {said[False] / max(said.total(), 1):.2%} |"
            )


def _right(file: File, document: Document) -> bool | None:
    """Whether the person is right; None: none is said, or the paper has no matter here."""
    if document.owner is None or not {"cv", "letter"} & {*document.kinds}:
        return None
    person = file.sample.papers[0].person
    return not (are_two(document.owner, person.name) or are_two(document.owner, person.latin))


def main() -> None:
    """Print the table for all authors (or those named), and the wrong owners."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("authors", nargs="*", default=texts.authors())
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", default="ownership")
    parser.add_argument("--errors", action="store_true", help="list the false alarms and the wrong owners")
    options = parser.parse_args()
    told = [
        *dossiers(options.authors, options.count, options.seed, 1),
        *dossiers(options.authors, options.count // 2, options.seed, 2),
    ]
    print("\n".join(tell(told)))
    if options.errors:
        print("\n".join(errors(told)))


def errors(told: Sequence[Dossier]) -> Iterator[str]:
    """Say what went wrong."""
    for each in told:
        documents = each.documents()
        if each.people == 1 and (said := papers_of_two(documents)):
            yield f"ALARM {said} [{each.sender.name}]"
        for file, document in zip(each.files, documents, strict=True):
            if _right(file, document) is False:
                papers = "+".join(f"{paper.author}/{paper.template}" for paper in file.sample.papers)
                yield f"WRONG {document.owner} for {each.sender.name}: {papers} as {'+'.join(document.kinds)}"


if __name__ == "__main__":
    main()
