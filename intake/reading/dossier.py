"""The files and the text of a mail → Documents: what each is, or why that cannot be told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from intake.domain.language import detect
from intake.domain.model import Attachment, Document, Kind, Language, PageKinds
from intake.reading.folding import fold
from intake.reading.formats import IMAGES, Extract, extract, sniff
from intake.reading.kinds import REQUIRED, Classification, classify

BODY: Final = "(message text)"
MAX_BODY: Final = 200_000  # characters
_MAX_DEPTH: Final = 2  # a PDF inside a ZIP may carry files; nothing deeper is opened
_ENOUGH_FOR_LANGUAGE: Final = 20_000  # characters
_LETTER_WORDS: Final = 80  # a shorter text in a mail goes with a letter, it is none
_NOTE_WORDS: Final = 60  # a shorter one cannot be meant as a letter
_LONG_NOTE: Final = 150  # words; even one that announces a letter may be one

_LOGO: Final = 4_000  # bytes; no picture of a page is so small
_SIGNATURE_IMAGE: Final = 20_000  # bytes, under a name that mail programs give to pictures of signatures
_NO_DOCUMENT_TYPES: Final = re.compile(
    r"text/(?:calendar|x-vcalendar|vcard|x-vcard|directory)|application/ics"
    r"|application/(?:x-)?pkcs7-signature|application/pgp-(?:signature|keys|encrypted)"
    r"|message/(?:delivery-status|disposition-notification)|text/rfc822-headers"
)
_NO_DOCUMENT_NAMES: Final = re.compile(r".*\.(?:ics|vcf|p7s|p7m\.sig|asc|sig)", re.IGNORECASE)
_SIGNATURE_NAMES: Final = re.compile(
    r"(?:image|img|outlook-?|logo|signature|icon|banner)[\w-]*\.\w+", re.IGNORECASE
)
_COVER: Final = re.compile(r"acrobat|adobe reader|pdf portfolio|portefeuille pdf", re.IGNORECASE)
_ANNOUNCED: Final = re.compile(
    r"(?:ci-? ?joint|piece|pj|joindre|joins|jointe|attache|annexe|fichier|trouver)[^.]{0,90}"
    r"(?:lettre|motivation|\blm\b)|(?:attach|enclos|find)\w*[^.]{0,90}(?:letter|statement)"
    r"|(?:letter|lettre)[^.]{0,40}(?:attached|enclosed|ci-? ?joint|joint|annex)"
    r"|(?:مرفق|رفقته|طيه)[^.]{0,60}رساله"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What is known of the candidate: neither the address nor the name is a referee's."""

    email: str | None = None
    candidate: str | None = None  # the name


def read_file(data: bytes, name: str, context: Context) -> tuple[Document, ...]:
    """Read one file of a dossier; a container gives the documents in it, named `outer.zip/inner.pdf`."""
    return tuple(_read(data, name, context, depth=0))


def read_body(text: str, context: Context) -> Document | None:
    """Read the mail's own text: a letter, a CV or references written there; None for a mere note."""
    text = text[:MAX_BODY]
    found = classify((text,), None, email=context.email, candidate=context.candidate)
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
    words = len(re.findall(r"\w+", text))
    announced = bool(_ANNOUNCED.search(" ".join(fold(text).split())))
    letter = "letter" in found.kinds and not announced and words >= _LETTER_WORDS
    hint = "letter" in found.kinds or found.guess == "letter"
    kinds = tuple(
        kind for kind in found.kinds if kind in {"cv", "references"} or (kind == "letter" and letter)
    )
    possible: tuple[Kind, ...] = tuple(kind for kind in found.possible if kind == "references" and kinds)
    if hint and not letter and words >= (_LONG_NOTE if announced else _NOTE_WORDS):
        possible = ("letter", *possible)
    return kinds, possible


def is_document(attachment: Attachment) -> bool:
    """Whether a part of a mail may belong to a dossier: no logo, signature, calendar or visiting card.

    An empty file that is named like a document is one, which could not be read.
    """
    name = attachment.name or ""
    if _NO_DOCUMENT_TYPES.fullmatch(attachment.content_type) or _NO_DOCUMENT_NAMES.fullmatch(name):
        return False
    size = len(attachment.payload)
    if not attachment.payload.strip():
        return bool(PurePosixPath(name).suffix) and not attachment.content_type.startswith("image/")
    if sniff(attachment.payload) in IMAGES:
        drawn = size < _LOGO or (size < _SIGNATURE_IMAGE and bool(_SIGNATURE_NAMES.fullmatch(name)))
        return not attachment.inline and not drawn
    # A rest of the text, such as "Sent from my iPhone" below a file.
    rest = not name and attachment.content_type.startswith("text/") and len(attachment.payload.split()) < 20  # noqa: PLR2004
    return not rest


def unreadable(file: str, data: bytes, reason: str) -> Document:
    """Give the document of a file that could not be read: it could be anything that is required."""
    return Document(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kinds=(),
        possible=REQUIRED,
        confidence=0.0,
        because=f"could not be read: {reason}",
    )


def _read(data: bytes, name: str, context: Context, *, depth: int) -> Iterator[Document]:
    found = extract(data, name)
    if found.format == "zip" and depth:
        yield unreadable(name, data, "it is an archive inside an archive")
        return
    if found.members and depth >= _MAX_DEPTH:
        yield unreadable(name, data, "it carries further files inside a container")
        return
    if not found.members or (found.format == "pdf" and not _is_cover(found)):
        yield _document(data, name, found, context)
    for member, content in found.members:
        yield from _read(content, f"{name}/{member}", context, depth=depth + 1)


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
    )
    return Document(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kinds=result.kinds,
        possible=result.possible,
        pages=result.pages,
        confidence=result.confidence,
        because="; ".join(filter(None, (result.because, found.mismatch))),
        referees=result.referees,
        language=_language(found.pages),
    )


def _language(pages: tuple[str, ...]) -> Language | None:
    return detect("\n".join(pages)[:_ENOUGH_FOR_LANGUAGE])
