"""The files and the text of a mail → Documents: what each is, or why that cannot be told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from intake.domain.language import detect
from intake.domain.model import Document, Kind, Language, PageKinds
from intake.reading.files.archives import MAX_ALL, Member
from intake.reading.files.containers import MAILS
from intake.reading.files.formats import PICTURED, Extract, extract
from intake.reading.files.ocr import Enough, Recognise
from intake.reading.files.picture_size import is_scan_sized
from intake.reading.folding import fold
from intake.reading.papers.kinds import Classification, classify, told_by_top
from intake.reading.papers.names import claimed
from intake.reading.papers.other_clues import WITH_FILES
from intake.reading.papers.weights import Sort
from intake.reading.people.owner import owners_of
from intake.reading.terms import BODY, MAX_BODY, REQUIRED, unreadable

_MAX_DEPTH: Final = 4  # containers in containers: a mail with an archive of archives, whose PDFs carry files
_MAX_MEMBERS: Final = 200  # in all of one file
_ENOUGH_FOR_LANGUAGE: Final = 20_000  # characters
_LETTER_WORDS: Final = 80  # a shorter text in a mail goes with a letter, it is none
_NOTE_WORDS: Final = 60  # a shorter one that speaks of files cannot be meant as a letter
_LEAST_LETTER: Final = 30  # words; nor can a shorter one at all
_LONG_NOTE: Final = 150  # words; even one that announces a letter may be one
_ARABIC_SAYS: Final = 1.4  # words of French or English in a word: articles and prepositions are joined to it

_NOT_WRITTEN: Final[tuple[Sort, ...]] = (
    "recommendation",
    "work",
)  # nobody writes these in a mail of their own
_COVER: Final = re.compile(r"acrobat|adobe reader|pdf portfolio|portefeuille pdf", re.IGNORECASE)
_ANNOUNCED: Final = re.compile(
    r"(?:ci-? ?joint|piece|pj|joindre|joins|jointe|attache|annexe|fichier|trouver)[^.]{0,90}"
    r"(?:lettre|motivation|\blm\b)|(?:attach|enclos|find)\w*[^.]{0,90}(?:letter|statement)"
    r"|(?:letter|lettre)[^.]{0,40}(?:attached|enclosed|ci-? ?joint|joint|annex)"
    r"|(?:مرفق|رفقته|طيه)[^.]{0,60}رساله"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What is known of the candidate and the mail: neither the address nor the name is a referee's.

    `recognise` reads pictures, as far as it takes to have `enough` (see `reading.ocr`).
    """

    email: str | None = None
    candidate: str | None = None  # the name
    mail: str = ""  # the text of the mail that brings the file
    recognise: Recognise | None = None
    enough: Enough | None = told_by_top


@dataclass(slots=True)
class _Room:
    """What one file may still bring out of containers inside it."""

    files: int = _MAX_MEMBERS
    size: int = MAX_ALL

    def take(self, members: tuple[Member, ...]) -> bool:
        """Count members; False if they are too many or too much."""
        self.files -= len(members)
        self.size -= sum(len(content) for _, content in members)
        return self.files >= 0 and self.size >= 0


def read_file(data: bytes, name: str, context: Context) -> tuple[Document, ...]:
    """Read one file of a dossier; a container gives the documents in it, named `outer.zip/inner.pdf`."""
    return tuple(_read(data, name, context, depth=0, room=_Room()))


def read_body(text: str, context: Context) -> Document | None:
    """Read the mail's own text: a letter, a CV or references written there; None for a mere note."""
    text = text[:MAX_BODY]
    found = classify((text,), None, email=context.email, candidate=context.candidate, leave=_NOT_WRITTEN)
    kinds, possible = _written(text, found)
    if not kinds and not possible:
        return None
    data = text.encode("utf-8", "surrogatepass")
    return Document(
        file=BODY,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kinds=kinds,
        possible=possible,
        pages=(PageKinds(page=1, kinds=kinds),),
        confidence=found.confidence,
        because=found.because if kinds else f"may be meant as a letter: {found.because}",
        referees=found.referees if "references" in kinds else (),
        language=detect(text),
    )


def _written(text: str, found: Classification) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """Give the kinds that a mail's text is, and may be, beyond a note that goes with the files."""
    words = len(re.findall(r"\w+", text)) * (_ARABIC_SAYS if detect(text) == "ar" else 1)
    said = " ".join(fold(text).split())
    announced, with_files = bool(_ANNOUNCED.search(said)), bool(WITH_FILES.search(said))
    letter = "letter" in found.kinds and not announced and words >= _LETTER_WORDS
    hint = "letter" in found.kinds or found.guess == "letter"
    kinds = tuple(
        kind for kind in found.kinds if kind in {"cv", "references"} or (kind == "letter" and letter)
    )
    possible: tuple[Kind, ...] = tuple(kind for kind in found.possible if kind == "references" and kinds)
    least = _LONG_NOTE if announced else _NOTE_WORDS if with_files else _LEAST_LETTER
    if hint and not letter and words >= least:
        possible = ("letter", *possible)
    return kinds, possible


def _read(data: bytes, name: str, context: Context, *, depth: int, room: _Room) -> Iterator[Document]:
    found = extract(data, name, context.recognise, context.enough)
    if found.members and depth >= _MAX_DEPTH:
        yield unreadable(name, data, "it lies too deep in containers inside containers")
        return
    if not room.take(found.members):
        yield unreadable(name, data, "it carries too many files, or too much, in all")
        return
    bodies = tuple(_bodies(name, found, context))
    if _speaks_itself(found):
        yield _document(data, name, found, context)
    elif found.format != "tnef" and not (found.members or bodies):  # that repeats but the mail that it is in
        yield _bare_mail(data, name)
    yield from bodies
    beside = bool(found.pages) and found.format in PICTURED
    for member, content in found.members:
        for document in _read(content, f"{name}/{member}", context, depth=depth + 1, room=room):
            if not (beside and _is_decoration(document, content)):
                yield document


def _is_decoration(document: Document, content: bytes) -> bool:
    """Whether a picture beside a text, too small for a scan, holds no word: a portrait, a background."""
    says_nothing = not document.kinds and set(document.possible) == set(REQUIRED)
    return says_nothing and not is_scan_sized(content)


def _speaks_itself(found: Extract) -> bool:
    """Whether a file is a document, whatever it holds besides."""
    if found.problem is not None:
        return True
    if found.format == "pdf":
        return not (found.members and _is_cover(found))
    return bool(found.pages) or not (found.members or found.format in MAILS)


def _bodies(name: str, found: Extract, context: Context) -> Iterator[Document]:
    """Read the texts of mails as the mail's own is read: a note is none."""
    for inner, text in found.bodies:
        if body := read_body(text, context):
            yield replace(body, file="/".join(filter(None, (name, inner, BODY))))


def _bare_mail(data: bytes, name: str) -> Document:
    """Give the document of a mail that brings none."""
    return Document(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kinds=("other",),
        confidence=1.0,
        because="a mail without files, whose text is a mere note",
    )


def _is_cover(found: Extract) -> bool:
    """Whether a PDF is but the wrapping of its files: an empty page, or one that asks for Acrobat."""
    text = " ".join(found.pages)
    few = len(text.split()) < 80  # noqa: PLR2004 - the sheet that programs put in front of a portfolio
    return few and not found.blank and (not text.strip() or bool(_COVER.search(text)))


def _document(data: bytes, name: str, found: Extract, context: Context) -> Document:
    if found.problem is not None:
        return unreadable(name, data, "; ".join(filter(None, (f"it {found.problem}", found.mismatch))))
    result: Classification = classify(
        found.pages,
        name.rsplit("/", 1)[-1],
        email=context.email,
        candidate=context.candidate,
        blank=found.blank,
        announced=claimed(context.mail),
    )
    return Document(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kinds=result.kinds,
        possible=result.possible,
        pages=result.pages,
        confidence=result.confidence,
        because="; ".join(filter(None, (result.because, _recognised(found), found.mismatch))),
        referees=result.referees,
        language=_language(found.pages),
        owner=owners_of(
            found.pages,
            result.kinds,
            by_page=[page.kinds for page in result.pages],
            email=context.email,
            candidate=context.candidate,
        ),
    )


def _recognised(found: Extract) -> str | None:
    """Say which pages were read by OCR: a doubt about a word in them is well-founded."""
    if not found.ocr:
        return None
    if len(found.pages) == 1:
        return "read by OCR"
    return f"page{'s' if len(found.ocr) > 1 else ''} {', '.join(map(str, found.ocr))} read by OCR"


def _language(pages: tuple[str, ...]) -> Language | None:
    return detect("\n".join(pages)[:_ENOUGH_FOR_LANGUAGE])
