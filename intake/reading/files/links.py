"""Addresses behind the links of a document, which its text need not show."""

from __future__ import annotations

import ctypes
import html
import re
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from intake.reading.files import office
from intake.reading.files.pdf import MAX_PAGES

MAX_LINKS: Final = 200  # of a document
_LONGEST: Final = 2_000  # characters of a target
_MAILTO: Final = re.compile(r"(?:Target|xlink:href)=\"(mailto:[^\"<>]{3,2000})\"", re.IGNORECASE)
_PARTS: Final = {"docx": r"word/_rels/[a-z]{1,20}\d*\.xml\.rels", "odt": r"content\.xml"}


def mail_links(kind: str, data: bytes) -> tuple[tuple[int, str], ...]:
    """Give the `mailto:` targets of a PDF, DOCX or ODT, each with the index of its page (0 in flowing text).

    Raises whatever the libraries do for a document that is damaged.
    """
    if kind == "pdf":
        return _of_pdf(data)
    if kind not in _PARTS:
        return ()
    sources = b"".join(office.parts(data, (_PARTS[kind],))).decode("utf-8", "replace")
    found = dict.fromkeys(html.unescape(match[1]) for match in _MAILTO.finditer(sources))
    return tuple((0, target) for target in list(found)[:MAX_LINKS])


def _of_pdf(data: bytes) -> tuple[tuple[int, str], ...]:
    found: dict[tuple[int, str], None] = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), MAX_PAGES)):
            page = document[number]
            place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
            while len(found) < MAX_LINKS and pdfium.FPDFLink_Enumerate(page.raw, place, link):
                target = _target(document, link)
                if target.lower().startswith("mailto:"):
                    found[number, target] = None
            page.close()
    return tuple(found)


def _target(document: pypdfium2.PdfDocument, link: pdfium.FPDF_LINK) -> str:
    """Give where a link leads (ISO 32000-1, 12.6.4.7); empty for one within the document."""
    if not (action := pdfium.FPDFLink_GetAction(link)):
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST)
    written = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, _LONGEST)
    return buffer.value.decode("utf-8", "replace") if 0 < written <= _LONGEST else ""
