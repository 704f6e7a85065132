"""Documents of the corpus as texts: single papers, long ones, and several papers in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from corpus import people, spoil, texts

SORT_OF_KIND: Final = {"references": "referees"}
_NEUTRAL: Final = (
    "Document1", "scan0001", "IMG_2041", "doc", "Numérisation_20260412", "Sans titre", "CamScanner 04-12-2026",
    "piece jointe", "fichier", "dossier", "Dossier complet", "candidature", "untitled", "مستند", "NewDocument 3",
)  # fmt: skip
_NAMES: Final = {
    "cv": ("CV {n}", "cv_{n}", "Curriculum vitae", "CV", "Resume {n}", "CV-{n}-2026", "السيرة الذاتية", "Mon CV"),
    "letter": ("Lettre de motivation {n}", "LM {n}", "lettre", "Cover letter {n}", "motivation", "رسالة تحفيزية", "Letter"),
    "referees": ("References {n}", "references", "Referees", "Liste des références", "المراجع"),
    "recommendation": ("Recommandation {n}", "lettre de recommandation", "Recommendation letter", "reference letter", "توصية"),
    "work": ("Attestation de travail", "attestation", "certificat de travail {n}", "Work certificate", "شهادة عمل"),
    "diploma": ("Diplome {n}", "Diplome", "Master", "Diploma", "Licence", "releve de notes", "دبلوم", "شهادة"),
    "identity": ("CIN {n}", "CIN", "passeport", "carte identite", "ID", "البطاقة الوطنية"),
    "training": ("certificat formation", "attestation formation", "Certificate"),
}  # fmt: skip


_STRANGE: Final = 6  # how often other papers come, all together, where a CV comes nine times


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One file: the text of each page, the sorts that stand on each, and the file's name."""

    pages: tuple[str, ...]
    sorts: tuple[frozenset[str], ...]
    name: str
    announced: tuple[str, ...]  # the sorts of papers that the mail's text speaks of
    language: str
    papers: tuple[texts.Paper, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the document."""
        return frozenset(kind for paper in self.papers for page in paper.pages for kind in page.kinds)

    @property
    def referees(self) -> int:
        """How many referees can be reached by it."""
        return sum(paper.referees for paper in self.papers)


def sorts(paper: texts.Paper, page: texts.Page) -> frozenset[str]:
    """The sorts on a page: its paper's, if that stands on it, and others by their kinds."""
    own = texts.KINDS.get(paper.sort)
    found = {paper.sort} if own in page.kinds or paper.sort == "training" else set()
    return frozenset(found | {SORT_OF_KIND.get(kind, kind) for kind in page.kinds if kind != own})


def samples(authors: Sequence[str], count: int, seed: str, leave: Sequence[str] = ()) -> Iterator[Sample]:
    """Make `count` files from the papers of these authors, but for the sorts to `leave` out.

    A third of them is in each language.
    """
    rng = Random(f"samples/{seed}")
    every = [path for author in authors for path in texts.templates(author)]
    for number in range(count):
        language = ("fr", "en", "ar")[number % 3]
        paths = [
            path for path in every if path.parts[-2] == language and path.stem.partition("-")[0] not in leave
        ]
        yield sample(rng, _choose(rng, paths), language, f"{seed}/{number}")


def sample(
    rng: Random, paths: Sequence[Path], language: str, seed: str, person: people.Person | None = None
) -> Sample:
    """Make one file of these papers of one person, one after the other."""
    person = person or people.person(rng, language)
    papers = tuple(texts.write(path, seed, person) for path in paths)
    noise = rng.choice((0, 0, 0, 0.01, 0.03, 0.05))
    pages = [
        (spoil.noisy(spoil.plain(page, rng), rng, noise), sorts(paper, page))
        for paper in papers
        for page in paper.pages
    ]
    if len(papers) > 1 and rng.random() < 0.15:  # noqa: PLR2004 - a text that flows on without a new page
        pages = [("\n\n".join(text for text, _ in pages), frozenset().union(*(each for _, each in pages)))]
    return Sample(
        pages=tuple(text for text, _ in pages),
        sorts=tuple(each for _, each in pages),
        name=_name(rng, papers, person),
        announced=_announced(rng, papers),
        language=language,
        papers=papers,
    )


def _choose(rng: Random, paths: Sequence[Path]) -> list[Path]:
    """One paper in most files; else a dossier in one file. Sorts are as frequent as they are in mails."""
    by_sort: dict[str, list[Path]] = {}
    for path in paths:
        by_sort.setdefault(path.stem.partition("-")[0], []).append(path)
    weight = {
        "cv": 9, "letter": 9, "referees": 4, "recommendation": 4, "work": 4, "diploma": 2, "transcript": 1,
        "training": 1, "identity": 1, "note": 2, "advert": 1.5, "attestation": 1,
    }  # fmt: skip
    names = list(by_sort)
    strange = _STRANGE / max(1, len(set(by_sort) - set(weight)))  # papers that nobody asked for are rare
    many = 1 if rng.random() < 0.6 else rng.randint(2, 5)  # noqa: PLR2004
    chosen: list[str] = []
    while len(chosen) < min(many, len(names)):
        sort = rng.choices(names, [weight.get(each, strange) for each in names])[0]
        if sort not in chosen or sort in ("recommendation", "work", "diploma"):
            chosen.append(sort)
    return [rng.choice(by_sort[sort]) for sort in chosen]


def _announced(rng: Random, papers: Sequence[texts.Paper]) -> tuple[str, ...]:
    """Half of the mails say what they bring, in all their files; few of them something that is not there."""
    if rng.random() < 0.5:  # noqa: PLR2004
        return ()
    others = [
        sort for sort, share in (("cv", 0.7), ("letter", 0.6), ("diploma", 0.15)) if rng.random() < share
    ]
    own = [paper.sort for paper in papers if paper.sort in _NAMES and rng.random() < 0.8]  # noqa: PLR2004
    return tuple(sorted({*own, *others}))


def _name(rng: Random, papers: Sequence[texts.Paper], person: people.Person) -> str:
    named = [paper.sort for paper in papers if paper.sort in _NAMES]
    luck = rng.random()
    if luck < 0.45 or not named:  # noqa: PLR2004
        name = rng.choice(_NEUTRAL)
    elif luck < 0.9:  # noqa: PLR2004
        first = rng.choice(named) if len(named) > 1 and luck < 0.6 else named[0]  # noqa: PLR2004
        name = rng.choice(_NAMES[first])
    else:
        name = rng.choice(_NAMES[rng.choice(tuple(_NAMES))])
    return name.format(n=person.latin) + rng.choice((".pdf", ".pdf", ".PDF", ".docx", ".jpg"))
