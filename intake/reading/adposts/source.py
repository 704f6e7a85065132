"""The file of a job ad → its draft: its pages of text, with the addresses behind links, are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

from intake.domain.draft import Advert, Caution
from intake.reading.adposts.ad import MAX_TEXT
from intake.reading.adposts.draft import read_ad
from intake.reading.files import office, plain
from intake.reading.files.formats import Extract, extract
from intake.reading.files.links import mail_links
from intake.reading.files.ocr import Recognise

_FEW: Final = 3  # words; with fewer there is no ad


def read_advert(data: bytes, name: str, *, today: date | None, recognise: Recognise | None = None) -> Advert:
    """Read the file of an ad; never raises for its bytes."""
    found = extract(data, name, recognise)
    pages = pages_of(found, data)
    if found.problem is not None:
        return Advert(problem=found.problem)
    if len(re.findall(r"\w+", " ".join(pages))) < _FEW:
        return Advert(
            problem="holds files instead of the text of an ad" if found.members else "holds no text"
        )
    draft = read_ad(pages, today=today)
    cautions = (*_of_reading(found, sum(map(len, pages))), *draft.cautions)
    return Advert(draft=replace(draft, cautions=cautions))


def _of_reading(found: Extract, length: int) -> Iterator[Caution]:
    """Say what of the file was not read, or not surely: what the ad says there is not known."""
    if found.blank:
        text = (
            f"Page {_listed(found.blank)} of the file could not be read: look there for what is missing here."
        )
        yield Caution(code="pages_unread", text=text)
    if found.ocr:
        text = f"Page {_listed(found.ocr)} is a picture whose words were recognised: compare figures with it."
        yield Caution(code="pages_recognised", text=text)
    if length > MAX_TEXT:
        text = f"Only the first {MAX_TEXT:,} characters of the file were read: give the ad's text alone."
        yield Caution(code="text_cut", text=text)
    if found.members and found.bodies:
        text = "The mail carries files besides its text: if one of them is the ad, give that file."
        yield Caution(code="attachments_unread", text=text)


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))


def pages_of(found: Extract, data: bytes) -> list[str]:
    """Give the text of each page, what is behind its links below it; of a mail what it says."""
    if found.format == "html":
        return plain.read_html(data, links=True).split("\f")
    pages = list(found.pages) or [text for _, text in found.bodies]
    with suppress(Exception):  # parsers of foreign bytes raise whatever they like; the text is there
        if found.format == "docx" and pages:
            pages[-1] += f"\n\n{office.read_docx_footers(data)}"
    with suppress(Exception):
        for page, target in mail_links(found.format, data):
            if target.lower().removeprefix("mailto:") not in pages[page].lower():
                pages[page] += f"\n{target}"
    return pages
