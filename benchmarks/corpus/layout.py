"""Papers → the bytes of real files: typed, printed, scanned, photographed, alone or together."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import pypdf

from corpus import browser, office, pdfs, pictures
from corpus.texts import KINDS, Page, Paper

FORMATS: Final = ("pdf", "print", "docx", "odt", "rtf", "txt", "html", "scan", "photo", "png")
EXTENSIONS: Final = {"print": ".pdf", "scan": ".pdf", "photo": ".jpg", "png": ".png"}
OCR: Final = frozenset({"scan", "photo", "png"})  # formats that hold no letters, but pictures of them
_PAGED: Final = frozenset({"pdf", "print", "scan"})
_PICTURES: Final[dict[str, Callable[[bytes, Random], list[bytes]]]] = {
    "photo": pictures.photos, "png": pictures.pngs,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class File:
    """A real file: the end of its name, its bytes, and the kinds of its papers.

    `fair` are kinds that may as well be named or not: a photo of a CV's second page.
    """

    extension: str
    data: bytes
    kinds: frozenset[str]
    papers: tuple[Paper, ...]
    fair: frozenset[str] = frozenset()


def formats() -> tuple[str, ...]:
    """Give the formats that this system can make."""
    return FORMATS if browser.program() else tuple(form for form in FORMATS if form != "print")


def files(papers: Sequence[Paper], form: str, rng: Random) -> list[File]:
    """Make a file of papers of one person, one after the other; for pictures, one for each page.

    `form` is one of FORMATS. Papers in a format with pages are made apart and merged, as candidates do.
    """
    if form in _PICTURES:
        return [file for paper in papers for file in _pictures(paper, form, rng)]
    if form in _PAGED:
        data = merged([_one(paper.pages, form, paper, rng) for paper in papers])
    else:
        data = _one([page for paper in papers for page in paper.pages], form, papers[0], rng)
    kinds = frozenset(kind for paper in papers for page in paper.pages for kind in page.kinds)
    return [File(extension=_extension(form, rng), data=data, kinds=kinds, papers=tuple(papers))]


def _pictures(paper: Paper, form: str, rng: Random) -> Iterator[File]:
    """Take the pages of a paper; a page whose kinds cannot be told from it alone is only fairly of them."""
    extension = _extension(form, rng)
    own = {KINDS.get(paper.sort)}
    for number, page in enumerate(paper.pages):
        taken = _PICTURES[form](_typed((page,), paper, rng), rng)
        for part, data in enumerate(taken):
            sure = page.kinds if number == 0 else page.kinds - own
            if len(taken) > 1:
                sure &= own if part == 0 else frozenset()
            yield File(extension=extension, data=data, kinds=sure, fair=page.kinds - sure, papers=(paper,))


def merged(parts: Sequence[bytes]) -> bytes:
    """Join PDFs into one, in order."""
    writer = pypdf.PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _one(pages: Sequence[Page], form: str, paper: Paper, rng: Random) -> bytes:
    language = paper.language
    match form:
        case "pdf":
            return _typed(pages, paper, rng)
        case "print":
            return browser.pdf(office.html(pages, language, rng))
        case "scan":
            return pictures.scan(_typed(pages, paper, rng), rng)
        case "docx":
            return office.docx(pages, language, rng)
        case "odt":
            return office.odt(pages)
        case "rtf":
            return office.rtf(pages)
        case "txt":
            return office.txt(pages, language, rng)
        case "html":
            return office.html(pages, language, rng)
    raise ValueError(form)


def _typed(pages: Sequence[Page], paper: Paper, rng: Random) -> bytes:
    return pdfs.pdf(pages, paper.language, rng, header=paper.person.name if paper.sort == "cv" else "")


def _extension(form: str, rng: Random) -> str:
    extension = EXTENSIONS.get(form, f".{form}")
    return extension.upper() if rng.random() < 0.1 else extension  # noqa: PLR2004
