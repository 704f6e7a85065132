"""Mails as candidates send them, with the right answer: real files, a posting's subject, a note.

No dossier is made whose answer could fairly be another: a birth certificate where an identity card is
asked for, a referee without an address where one more would be enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from corpus import layout, mails, office, people, texts
from corpus.blocks import linear
from corpus.sample import _name as invented_name

KINDS: Final = ("cv", "letter", "references", "diploma", "identity")
FORMS: Final = {
    "pdf": 6, "print": 2, "docx": 4, "odt": 1, "rtf": 1, "txt": 1, "html": 1, "scan": 3, "photo": 2, "png": 1,
    "merged": 3, "zip": 2, "body": 2, "mixed": 3,
}  # fmt: skip
REQUIREMENTS: Final = (
    (("cv", 1),), (("cv", 1), ("letter", 1)), (("cv", 1), ("letter", 1), ("references", 1)),
    (("cv", 1), ("letter", 1), ("references", 2)), (("cv", 1), ("letter", 1), ("references", 3)),
    (("cv", 1), ("letter", 1), ("diploma", 1)), (("cv", 1), ("letter", 1), ("diploma", 1), ("identity", 1)),
    (("cv", 1), ("references", 2)),
)  # fmt: skip
BODY: Final = "(message text)"
_TEXT_FORMS: Final = ("pdf", "pdf", "docx", "docx", "odt", "rtf", "txt")
_LIKE_A_DIPLOMA: Final = frozenset({"training", "transcript", "birth", "presentation", "offer", "contract"})
_LIKE_REFERENCES: Final = frozenset({"training", "contract", "payslip", "presentation", "offer", "statement"})
_LIKE_IDENTITY: Final = frozenset({"birth", "criminal", "medical"})
_LIKE: Final = {"diploma": _LIKE_A_DIPLOMA, "references": _LIKE_REFERENCES, "identity": _LIKE_IDENTITY}
_WORDS_OF_A_LETTER: Final = 100  # a letter in the mail's text has at least so many
_WORDS_OF_A_NOTE: Final = 60  # where the letter lacks, no note is longer


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A file (or the mail's text) under the name that the answer gives it, and what it is."""

    name: str
    kinds: frozenset[str]
    fair: frozenset[str] = frozenset()
    what: str = ""  # of which texts it is made


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One mail, and what is right."""

    number: int
    author: str
    language: str
    form: str
    posting: int  # the number of its REQUIREMENTS
    raw: bytes
    files: tuple[Filed, ...]
    references: int
    note: str  # the text of the mail, where it is no paper

    @property
    def have(self) -> frozenset[str]:
        """The kinds that are in it."""
        return frozenset(kind for file in self.files for kind in file.kinds)

    @property
    def missing(self) -> tuple[str, ...]:
        """The required kinds that are not (enough of) in it."""
        return tuple(
            kind
            for kind, number in REQUIREMENTS[self.posting]
            if (self.references < number if kind == "references" else kind not in self.have)
        )

    @property
    def status(self) -> str:
        """The right status."""
        return "incomplete" if self.missing else "complete"


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What a candidate has to send: papers, in groups that become files."""

    person: people.Person
    posting: int
    note: texts.Paper
    groups: tuple[tuple[texts.Paper, ...], ...]
    lacking: frozenset[str]  # kinds that are asked for and were left out

    @property
    def papers(self) -> tuple[texts.Paper, ...]:
        """All papers."""
        return tuple(paper for group in self.groups for paper in group)

    @property
    def references(self) -> frozenset[str]:
        """The referees."""
        return frozenset[str]().union(*(paper.counted for paper in self.papers))


def dossier(number: int, author: str, form: str, seed: str) -> Dossier:
    """Make one dossier; the same arguments make the same one (but for what a browser prints).

    In another form, it is the same papers in other files.
    """
    language = ("fr", "en", "ar")[number % 3]
    for attempt in count():
        name = f"{seed}/{author}/{number}/{attempt}"
        rng = Random(f"dossier/{name}")
        plan = _plan(rng, author, language, name, together=form == "merged")
        if _is_decidable(plan):
            return _sent(rng, plan, number, form)
    raise AssertionError


def _plan(rng: Random, author: str, language: str, seed: str, *, together: bool) -> _Plan:
    by_sort = _by_sort(author, language)
    posting = rng.randrange(len(REQUIREMENTS))
    wanted = [kind for kind, _ in REQUIREMENTS[posting]]
    given = [kind for kind in wanted if rng.random() < 0.88]  # noqa: PLR2004
    given += [kind for kind in KINDS if kind not in wanted and rng.random() < 0.15]  # noqa: PLR2004
    lacking = frozenset(wanted) - frozenset(given)
    paths = [
        path for kind in given or ["cv"] for path in _papers(rng, by_sort, kind, dict(REQUIREMENTS[posting]))
    ]
    refused = frozenset({"note"}).union(*(_LIKE.get(kind, frozenset()) for kind in lacking))
    others = [sort for sort in by_sort if sort not in texts.KINDS and sort not in refused]
    if others and rng.random() < 0.25:  # noqa: PLR2004
        paths.append(rng.choice(by_sort[rng.choice(others)]))
    if rng.random() < 0.3:  # noqa: PLR2004
        rng.shuffle(paths)
    person = people.person(rng, language)
    friends = [people.person(rng, language) for _ in range(4)]
    papers = [
        texts.write(path, seed, person, _known(rng, path, friends, number))
        for number, path in enumerate(paths)
    ]
    note = texts.write(rng.choice(by_sort["note"]), seed, person)
    groups = [tuple(papers)] if together else _grouped(rng, papers)
    return _Plan(person=person, posting=posting, note=note, groups=tuple(groups), lacking=lacking)


@cache
def _by_sort(author: str, language: str) -> dict[str, list[Path]]:
    """An author's texts; the sorts that every dossier needs are borrowed from others by who wrote none."""
    found: dict[str, list[Path]] = defaultdict(list)
    for name in (author, *texts.authors()):
        lacking = {*texts.KINDS, "note"} - set(found) if name != author else None
        for path in texts.templates(name):
            sort = path.stem.partition("-")[0]
            if path.parts[-2] == language and (lacking is None or sort in lacking):
                found[sort].append(path)
    return dict(found)


def _papers(rng: Random, by_sort: dict[str, list[Path]], kind: str, asked: dict[str, int]) -> list[Path]:
    if kind == "diploma":
        more = [rng.choice(by_sort["transcript"])] if rng.random() < 0.3 else []  # noqa: PLR2004
        return [rng.choice(by_sort["diploma"]), *more]
    if kind != "references":
        return [rng.choice(by_sort[kind])]
    if rng.random() < 0.5:  # noqa: PLR2004
        letters = [rng.choice(by_sort["recommendation"])] if rng.random() < 0.3 else []  # noqa: PLR2004
        return [rng.choice(by_sort["referees"]), *letters]
    several = [*by_sort["recommendation"], *by_sort["work"]]
    return rng.sample(several, min(len(several), asked.get(kind, 1)))


def _known(rng: Random, path: Path, friends: Sequence[people.Person], number: int) -> Sequence[people.Person]:
    """Choose who stands in a paper: a referee of the CV may have written a recommendation, too."""
    sort = path.stem.partition("-")[0]
    if sort in ("cv", "referees") and rng.random() < 0.4:  # noqa: PLR2004
        return friends
    if sort in ("recommendation", "work") and rng.random() < 0.4:  # noqa: PLR2004
        return friends[number % len(friends) :][:1]
    return ()


def _grouped(rng: Random, papers: Sequence[texts.Paper]) -> list[tuple[texts.Paper, ...]]:
    groups: list[tuple[texts.Paper, ...]] = []
    for paper in papers:
        if groups and rng.random() < 0.15:  # noqa: PLR2004
            groups[-1] = (*groups[-1], paper)
        else:
            groups.append((paper,))
    return groups


def _is_decidable(plan: _Plan) -> bool:
    """Whether a careful person would answer without asking back."""
    asked = dict(REQUIREMENTS[plan.posting]).get("references", 0)
    unsure = {each for paper in plan.papers if paper.sort in ("cv", "referees") for each in paper.named}
    counted = plan.references
    if len(counted) < asked <= len(counted | unsure):
        return False
    kinds = {kind for paper in plan.papers for page in paper.pages for kind in page.kinds}
    if plan.lacking & (kinds - {"references"}):  # a letter or a diploma inside another paper
        return False
    return not ("letter" in plan.lacking and _words(_text(plan.note)) > _WORDS_OF_A_NOTE)


def _sent(rng: Random, plan: _Plan, number: int, form: str) -> Dossier:
    body, groups = _body(plan) if form == "body" else (None, plan.groups)
    text = body or plan.note
    files: list[tuple[str, layout.File]] = []
    names: set[str] = set()
    for group in groups:
        kept = _format(rng, form, group)
        files += [
            (_unused(_file_name(rng, each, plan.person), names), each)
            for each in layout.files(group, kept, rng)
        ]
    filed = [_filed(name, each) for name, each in files]
    attached = [(name, each.data) for name, each in files]
    if form == "zip":
        outer = rng.choice(("dossier.zip", "Candidature.zip", f"{plan.person.latin}.zip", "documents.zip"))
        filed = [replace(each, name=f"{outer}/{each.name}") for each in filed]
        attached = [(outer, office.zipped(attached))]
    if body:
        filed.append(Filed(name=BODY, kinds=_kinds([body]), what=_what([body])))
    language = plan.note.language
    raw = mails.mail(
        rng,
        plan.person,
        mails.subject(language, plan.posting),
        _text(text),
        attached,
        language=language,
        number=number,
    )
    return Dossier(
        number=number, author=plan.note.author, language=language, form=form, posting=plan.posting, raw=raw,
        files=tuple(filed), references=len(plan.references), note=plan.note.template,
    )  # fmt: skip


def _body(plan: _Plan) -> tuple[texts.Paper | None, tuple[tuple[texts.Paper, ...], ...]]:
    """Take the letter out of the files, if it is long enough to stand in the mail itself."""
    long = [
        paper
        for paper in plan.papers
        if paper.sort == "letter" and _words(_text(paper)) >= _WORDS_OF_A_LETTER
    ]
    if not long:
        return None, plan.groups
    rest = (tuple(paper for paper in group if paper is not long[0]) for group in plan.groups)
    return long[0], tuple(group for group in rest if group)


def _format(rng: Random, form: str, group: Sequence[texts.Paper]) -> str:
    if form == "merged":
        return rng.choice(("pdf", "pdf", "pdf", "scan"))
    if form in ("zip", "body"):
        return rng.choice(_TEXT_FORMS)
    if form == "mixed":
        drawn = any(paper.sort in ("diploma", "identity", "work") for paper in group)
        return rng.choice(("scan", "photo", "pdf")) if drawn else rng.choice((*_TEXT_FORMS, "scan"))
    return form


def _file_name(rng: Random, file: layout.File, person: people.Person) -> str:
    return invented_name(rng, file.papers, person).rpartition(".")[0] + file.extension


def _unused(name: str, names: set[str]) -> str:
    stem, _, end = name.rpartition(".")
    free = next(
        each for each in (name, *(f"{stem} ({number}).{end}" for number in range(2, 99))) if each not in names
    )
    names.add(free)
    return free


def _filed(name: str, file: layout.File) -> Filed:
    return Filed(name=name, kinds=file.kinds, fair=file.fair, what=_what(file.papers))


def _what(papers: Sequence[texts.Paper]) -> str:
    return "+".join(paper.template for paper in papers)


def _kinds(papers: Sequence[texts.Paper]) -> frozenset[str]:
    return frozenset(kind for paper in papers for page in paper.pages for kind in page.kinds)


def _text(paper: texts.Paper) -> str:
    return "\n".join(block.text for page in paper.pages for block in linear(page))


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
