"""Bytes from strangers → pages of text, by sniffed type; containers are opened within limits.

Nothing here trusts a file's name or declared type, and nothing raises on hostile input: what
cannot be read comes back as an `Extract` whose `problem` says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from intake.domain.model import Attachment
from intake.reading.files import containers, office, packages, pdf, plain, slides
from intake.reading.files.archives import Member, RefusedError
from intake.reading.files.attached import is_document
from intake.reading.files.ocr import Enough, Recognise, read_pages
from intake.reading.files.picture_size import may_be_page
from intake.reading.files.pictures import pictures
from intake.reading.files.sniffing import IMAGES, sniff

__all__ = ["IMAGES", "MAX_TEXT", "Extract", "extract", "sniff"]

MAX_TEXT: Final = 400_000  # characters kept of one file

_NAMES: Final = {
    "pdf": "a PDF", "docx": "a Word document", "doc": "an old Word document", "odt": "an OpenDocument text",
    "rtf": "an RTF text", "txt": "plain text", "html": "a web page", "zip": "a ZIP archive",
    "xlsx": "a workbook", "pptx": "a presentation", "eml": "a mail", "msg": "an Outlook mail",
    "ods": "an OpenDocument sheet", "odp": "an OpenDocument presentation", "odg": "a drawing",
    "epub": "an e-book", "wordxml": "a Word document in XML", "fodt": "an OpenDocument text in XML",
    "mht": "a saved web page", "iwork": "an Apple document", "xls": "an old workbook",
    "word95": "a Word file of before 1997, read as well as it goes", "ppt": "an old presentation",
    "tnef": "a winmail.dat", "rar": "a RAR archive", "7z": "a 7z archive", "gzip": "a gzip archive",
    "link": "a link", "tar": "a tar archive", "bzip2": "a bzip2 archive", "xz": "an xz archive",
    "pgp": "an encrypted file (PGP)", "smime": "an encrypted file (S/MIME)", "signed": "a signed file",
    "encrypted": "an encrypted Office file", "program": "a program", "ole": "an old Office file",
}  # fmt: skip
_EXTENSIONS: Final = {
    "docm": "docx", "dotx": "docx", "ott": "odt", "text": "txt", "md": "txt", "htm": "html", "jpg": "jpeg",
    "jpe": "jpeg", "tif": "tiff", "heic": "heif", "avif": "heif", "xlsm": "xlsx", "dat": "tnef",
    "dotm": "docx", "ppsx": "pptx", "pptm": "pptx", "mhtml": "mht", "dot": "doc", "tgz": "gzip", "gz": "gzip",
    "bz2": "bzip2", "tbz2": "bzip2", "txz": "xz", "gpg": "pgp", "pages": "iwork", "numbers": "iwork",
    "xhtml": "html", "p7s": "signed",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """What a file holds: its sniffed format, the text of each page, or why there is none.

    `blank` are the numbers (from 1) of pages that could not be read: scans, and those beyond MAX_TEXT;
    `ocr` those of pages whose text was recognised in a picture.
    `members` are the files of a container, `bodies` the texts of mails, by the name of the mail inside, ""
    for its own. `mismatch` says that the name promises another format.
    """

    format: str
    pages: tuple[str, ...] = ()
    blank: tuple[int, ...] = ()
    ocr: tuple[int, ...] = ()
    members: tuple[Member, ...] = ()
    bodies: tuple[tuple[str, str], ...] = ()
    problem: str | None = None
    mismatch: str | None = None


def extract(
    data: bytes, name: str | None, recognise: Recognise | None = None, enough: Enough | None = None
) -> Extract:
    """Read a file by what it is; `name` serves only to say that it promises something else.

    Pictures are read by `recognise`, no further than is `enough` (see `reading.ocr`).
    """
    kind = sniff(data)
    try:
        found = _shown(kind, data, recognise, enough) or _read(kind, data, name or "")
    except RefusedError as refusal:
        found = Extract(format=kind, problem=str(refusal))
    except MemoryError:
        found = Extract(format=kind, problem="is too big to be read")
    except Exception:  # noqa: BLE001 - parsers of foreign bytes raise whatever they like
        found = Extract(format=kind, problem="is damaged")
    return replace(_cut(found), mismatch=_mismatch(kind, name))


def _shown(kind: str, data: bytes, recognise: Recognise | None, enough: Enough | None) -> Extract | None:
    """Read what may be a picture of text; None for another format."""
    if kind == "pdf":
        pages, blank = (found := pdf.read(data, recognise, enough)).pages, found.blank
        unread = "is a scan without legible text" if recognise else f"is a scan{_NO_OCR}"
        problem = unread if pages and len(blank) == len(pages) else _form(pages)
        return Extract(
            format=kind, pages=pages, blank=blank, ocr=found.ocr, members=found.members, problem=problem
        )
    if kind not in IMAGES:
        return None
    if recognise is None:
        return Extract(format=kind, problem=f"is an image{_NO_OCR}")
    texts = tuple(read_pages(pictures(kind, data), recognise, enough))
    read = tuple(number for number, text in enumerate(texts, 1) if text)
    return Extract(
        format=kind,
        pages=tuple(text or "" for text in texts),
        blank=tuple(number for number, text in enumerate(texts, 1) if text is None),
        ocr=read,
        problem=None if read else "is an image without legible text",
    )


_NO_OCR: Final = ", and Tesseract is not installed to read it"


def _read(kind: str, data: bytes, name: str) -> Extract:
    if (held := containers.read(kind, data, name)) is not None:
        members = _worth(held.members) if kind not in containers.ARCHIVES else held.members
        partly = kind == "iwork" and not any(sniff(content) == "pdf" for _, content in members)
        problem = _PREVIEW if partly else held.problem
        return Extract(
            format=kind, pages=_pages(held.text), members=members, bodies=held.bodies, problem=problem
        )
    if (read := _TEXTS.get(kind)) is not None:
        pages = _pages(read(data))
        return Extract(format=kind, pages=pages, members=_pasted(data, pages) if kind in PICTURED else ())
    return Extract(format=kind, problem=_unread(kind))


def _pasted(data: bytes, pages: tuple[str, ...]) -> tuple[Member, ...]:
    """Give what was pasted into a document; beside its own text only pictures that may be pages."""
    members = _worth(packages.pasted(data))
    if len(" ".join(pages).split()) < _FEW:
        return members
    return tuple(each for each in members if sniff(each[1]) in IMAGES and may_be_page(each[1]))


def _worth(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Leave out what mails and documents hold besides: logos, signatures, visiting cards."""
    return tuple(
        (name, content)
        for number, (name, content) in enumerate(members, 1)
        if is_document(
            Attachment(position=number, name=name, content_type="application/octet-stream", payload=content)
        )
    )


def _form(pages: tuple[str, ...]) -> str | None:
    """Say that a PDF shows but the notice which stands in the place of an XFA form (ISO 32000-1, 12.7.8)."""
    text = " ".join(" ".join(pages).split())
    return "is a form that only Adobe's programs show (XFA)" if _NOTICE.search(text[:2_000]) else None


_TEXTS: Final[dict[str, Callable[[bytes], str]]] = {
    "docx": office.read_docx,
    "odt": office.read_odt,
    "doc": office.read_doc,
    "word95": office.read_doc,
    "rtf": plain.read_rtf,
    "txt": plain.decode,
    "html": plain.read_html,
    "wordxml": office.read_flat_word,
    "fodt": office.read_flat_odt,
    "pptx": slides.read_pptx,
    "xlsx": slides.read_xlsx,
    "odp": slides.read_odp,
    "odg": slides.read_odp,
    "ods": slides.read_ods,
    "epub": packages.read_epub,
}
PICTURED: Final = frozenset({"docx", "odt", "pptx", "odp", "odg"})  # whose pictures may be scanned pages
_FEW: Final = 20  # words; with fewer, the pictures say what it is
_PREVIEW: Final = "is an Apple document, of which only a picture of its first page can be read"
_NOTICE: Final = re.compile(
    r"If this message is not eventually replaced by the proper contents of the document"
    r"|Si ce message n.est pas remplacé par le contenu"
)


def _pages(text: str) -> tuple[str, ...]:
    """Split a flowing text at its form feeds, the last page holding the rest; without words it has none."""
    return tuple(page for page in text.split("\f", pdf.MAX_PAGES - 1) if re.search(r"\w", page))


def _unread(kind: str) -> str:
    if kind == "empty":
        return "is empty"
    if kind == "encrypted":
        return "needs a password"
    if kind == "link":
        return "is a link instead of a file"
    if kind in {"smime", "pgp"}:
        return f"is encrypted ({'S/MIME' if kind == 'smime' else 'PGP'})"
    return f"is {_NAMES.get(kind, 'of an unknown format')}; this kind of file is not read by this version"


def _cut(found: Extract) -> Extract:
    if found.format in containers.MAILS and found.problem is None:
        return found  # without files and text it is but a note
    if not found.pages and not found.members and found.problem is None:
        empty = found.format in containers.ARCHIVES
        return replace(found, problem="is an empty archive" if empty else "holds no text")
    left, pages, unread = MAX_TEXT, [], set(found.blank)
    for number, page in enumerate(found.pages, 1):
        pages.append(page[:left])
        left -= len(pages[-1])
        if page and not pages[-1]:
            unread.add(number)
    return replace(found, pages=tuple(pages), blank=tuple(sorted(unread)))


def _mismatch(kind: str, name: str | None) -> str | None:
    extension = PurePosixPath((name or "").lower()).suffix[1:]
    promised = _EXTENSIONS.get(extension, extension)
    if kind in (promised, "empty") or promised not in _NAMES.keys() | IMAGES:
        return None
    found = "an image" if kind in IMAGES else _NAMES.get(kind, "of an unknown format")
    return f"named .{extension} but is {found}"
