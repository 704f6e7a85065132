"""PDF → text page by page, which pages are scans, and the files that it carries."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from intake.reading.files import ocr, righttoleft
from intake.reading.files.archives import MAX_ALL, MAX_FILE, MAX_FILES, Member, RefusedError
from intake.reading.files.ocr import Enough, Recognise
from intake.reading.files.pictures import grey, scale_of
from intake.reading.terms import Picture

MAX_PAGES: Final = 120
_MAX_PAGE_TEXT: Final = 60_000  # characters
_FEW: Final = 20  # letters; fewer on a page that shows something: a scan with a stamp or a page number
_STAMP: Final = 150  # letters; so much may be printed over a scan, as by the program that made it
_MOST: Final = 0.5  # of the page
_MANY: Final = 500  # pictures on a page, or fields and notes
_TYPED: Final = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
_FLATTENED: Final = pdfium.FLATTEN_SUCCESS
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_LEGIBLE: Final = 0.6
_IMAGES: Final = (pdfium.FPDF_PAGEOBJ_IMAGE,)
# Letters drawn as outlines are as unreadable as a scan.
_DRAWN: Final = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pdf:
    """What a PDF holds: the text of each page, the numbers of pages without legible text, attached files.

    `ocr` are the numbers of pages whose text was recognised in what they show.
    """

    pages: tuple[str, ...]
    blank: tuple[int, ...]
    ocr: tuple[int, ...] = ()
    members: tuple[Member, ...] = ()


def read(data: bytes, recognise: Recognise | None = None, enough: Enough | None = None) -> Pdf:
    """Read a PDF; the first scans in it by `recognise`, see `reading.ocr`.

    Raises RefusedError if it needs a password or holds too much, PdfiumError if it is damaged.
    """
    with opened(data) as document:
        with suppress(pypdfium2.PdfiumError):
            document.init_forms()  # which draws what was typed where the program that was typed into did not
        read_pages = [_page(document, number) for number in range(len(document))]
        pages = [text for text, _ in read_pages]
        scans = [number for number, (_, scan) in enumerate(read_pages) if scan]
        known = _recognised(document, scans, recognise, enough) if recognise else {}
        for number, text in known.items():
            pages[number] = max(pages[number], text, key=len)
        return Pdf(
            pages=tuple(pages),
            blank=tuple(number + 1 for number in scans if number not in known),
            ocr=tuple(number + 1 for number, text in known.items() if text),
            members=_members(document),
        )


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF, to be closed. Raises as `read` does."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise RefusedError("needs a password") from None
        raise
    if len(document) > MAX_PAGES:
        document.close()
        raise RefusedError(f"has more than {MAX_PAGES} pages, which is refused")
    return document


def _recognised(
    document: pypdfium2.PdfDocument, scans: list[int], recognise: Recognise, enough: Enough | None
) -> dict[int, str]:
    """Give the text of the scans that could be read or are empty, by the index of the page."""
    scans = scans[: ocr.MAX_PAGES]
    found = ocr.read_pages((_shown(document, number) for number in scans), recognise, enough)
    return {number: text for number, text in zip(scans, found, strict=True) if text is not None}


def _shown(document: pypdfium2.PdfDocument, number: int) -> Picture | None:
    """Give what a page shows; None if that cannot be drawn."""
    with suppress(pypdfium2.PdfiumError, ValueError, OverflowError):
        page = document[number]
        try:
            scale = scale_of(*page.get_size())  # the page may claim to be as big as a house
            return grey(page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil())
        finally:
            page.close()
    return None


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, bool]:
    """Give the text of a page, and whether the page shows something that we cannot read."""
    page = _filled(document, number)
    try:
        text_page = page.get_textpage()
        try:
            count = min(text_page.count_chars(), _MAX_PAGE_TEXT)
            text = text_page.get_text_range(0, count) if count > 0 else ""
            text = _clean(righttoleft.reordered(text_page, text))
        finally:
            text_page.close()
        if not _legible(text):
            return "", True
        letters = len(re.findall(r"[^\W_]", text))
        if letters < _FEW:
            return text, any(True for _ in page.get_objects(filter=_DRAWN, max_depth=1))
        return text, letters < _STAMP and _is_picture(page)
    finally:
        page.close()


def _filled(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Give a page with what was typed into its fields, or onto it, as text like any other."""
    page = document[number]
    if not _typed_into(page) or pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != _FLATTENED:
        return page
    page.close()
    return document[number]


def _typed_into(page: pypdfium2.PdfPage) -> bool:
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    return count <= _MANY and any(_subtype(page, at) in _TYPED for at in range(count))


def _subtype(page: pypdfium2.PdfPage, at: int) -> int:
    note = pdfium.FPDFPage_GetAnnot(page.raw, at)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(note)) if note else pdfium.FPDF_ANNOT_UNKNOWN
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures cover most of a page: what little text is on it was printed over a scan."""
    width, height = page.get_size()
    covered = 0.0
    for shown, _ in zip(page.get_objects(filter=_IMAGES, max_depth=1), range(_MANY), strict=False):
        left, bottom, right, top = shown.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return bool(covered >= _MOST * width * height)


def _clean(text: str) -> str:
    """Join words hyphenated at a line's end (pdfium marks them) and unify line ends."""
    text = re.sub(r"[\x02\ufffe\u00ad]\s*", "", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _legible(text: str) -> bool:
    """Whether the text is words: fonts without a character map give symbols in their place."""
    marks = re.findall(r"\S", text)
    known = re.findall(r"[A-Za-z0-9\u00c0-\u024f\u0600-\u06ff\ufb00-\ufeff]", text)
    return len(known) >= _LEGIBLE * len(marks)


def _members(document: pypdfium2.PdfDocument) -> tuple[Member, ...]:
    """Give the files attached to the document (a portfolio is a PDF of attached files)."""
    count = document.count_attachments()
    if count > MAX_FILES:
        raise RefusedError(f"carries more than {MAX_FILES} files, which is refused")
    members: list[Member] = []
    total = 0
    for index in range(count):
        attachment = document.get_attachment(index)
        content = bytes(attachment.get_data())
        total += len(content)
        if len(content) > MAX_FILE or total > MAX_ALL:
            raise RefusedError("carries files that are too big, which is refused")
        members.append((_name(attachment.get_name(), index), content))
    return tuple(members)


def _name(name: str, index: int) -> str:
    shown = "".join(character for character in name.replace("\\", "/") if character.isprintable())
    return shown.rsplit("/", 1)[-1][-200:] or f"(file {index + 1})"
