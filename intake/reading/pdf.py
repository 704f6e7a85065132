"""PDF → text page by page, which pages are scans, and the files that it carries."""

from __future__ import annotations

import re
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from intake.reading.archives import MAX_ALL, MAX_FILE, MAX_FILES, Member, RefusedError

MAX_PAGES: Final = 120
_MAX_PAGE_TEXT: Final = 60_000  # characters
_FEW: Final = 20  # letters; fewer on a page that shows something: a scan with a stamp or a page number
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_LEGIBLE: Final = 0.6
# Letters drawn as outlines are as unreadable as a scan.
_DRAWN: Final = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)


def read(data: bytes) -> tuple[tuple[str, ...], tuple[int, ...], tuple[Member, ...]]:
    """Read a PDF: text of each page, numbers of the pages without legible text, attached files.

    Raises RefusedError if it needs a password or holds too much, PdfiumError if it is damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise RefusedError("needs a password") from None
        raise
    with document:
        if len(document) > MAX_PAGES:
            raise RefusedError(f"has more than {MAX_PAGES} pages, which is refused")
        read_pages = [_page(document, number) for number in range(len(document))]
        blank = tuple(number for number, (_, scan) in enumerate(read_pages, 1) if scan)
        return tuple(text for text, _ in read_pages), blank, _members(document)


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, bool]:
    """Give the text of a page, and whether the page shows something that we cannot read."""
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            count = min(text_page.count_chars(), _MAX_PAGE_TEXT)
            text = _clean(text_page.get_text_range(0, count)) if count > 0 else ""
        finally:
            text_page.close()
        if not _legible(text):
            return "", True
        few = len(re.findall(r"[^\W_]", text)) < _FEW
        return text, few and any(True for _ in page.get_objects(filter=_DRAWN, max_depth=1))
    finally:
        page.close()


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
