"""The file of a job ad → its draft: its pages of text, with the addresses behind links, are read."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Final

from intake.domain.draft import Advert
from intake.reading.adposts.draft import read_ad
from intake.reading.files import plain
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
    return Advert(draft=read_ad(pages, today=today), unread=found.blank, recognised=found.ocr)


def pages_of(found: Extract, data: bytes) -> list[str]:
    """Give the text of each page, what is behind its links below it; of a mail what it says."""
    if found.format == "html":
        return plain.read_html(data, links=True).split("\f")
    pages = list(found.pages) or [text for _, text in found.bodies]
    with suppress(Exception):  # parsers of foreign bytes raise whatever they like; the text is there
        for page, target in mail_links(found.format, data):
            if target.lower().removeprefix("mailto:") not in pages[page].lower():
                pages[page] += f"\n{target}"
    return pages
