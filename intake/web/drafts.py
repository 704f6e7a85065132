"""A posting from its job ad: what was read beside the ad's own words, to be corrected and kept as a draft."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from starlette.responses import Response

from intake.domain.draft import Caution, Quote
from intake.domain.trouble import Misuse
from intake.drafting import Drafted, draft_of
from intake.settings.editing import edited
from intake.settings.files import posting_ids
from intake.web import tray
from intake.web.caution_words import CAUTIONS
from intake.web.pages import page
from intake.web.posting_edit import id_of
from intake.web.proposals import Proposal
from intake.web.routes import Page, get, post
from intake.web.visit import Visit

_LARGEST: Final = 10 * 1024 * 1024  # bytes
_KINDS: Final = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt")


@dataclass(frozen=True, kw_only=True)
class Read:
    """A job ad as it was read: its pages, cut where quotes begin and end; the quotes; what is to settle."""

    name: str
    pages: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]  # text, and what it is quoted for
    quotes: Mapping[str, Quote]
    points: tuple[tuple[str, str, bool], ...]  # a sentence's msgid, the particulars in English, only a note


def form(visit: Visit) -> Response:
    """Ask for the ad."""
    return page(visit, "draft.html", wrong=None, text="")


def read(visit: Visit) -> Response:
    """Read it, and lead to the form of the posting that it makes."""
    upload, text = visit.upload("file"), visit.text("text")
    if upload is not None:
        suffix = Path(upload.filename or "").suffix.lower()
        with upload.file as stream:
            data = stream.read(_LARGEST + 1)
        if suffix not in _KINDS:
            said = visit.say("This is none of the kinds that are read: PDF, Word (.docx), ODT, HTML or text.")
            return page(visit, "draft.html", 422, wrong=said, text=text)
    else:
        suffix, data = ".txt", text.encode()
    if len(data) > _LARGEST:
        return page(visit, "draft.html", 422, wrong=visit.say("The file is larger than 10 MB."), text=text)
    if not data.strip():
        said = visit.say("Choose a file, or paste the text of the ad.")
        return page(visit, "draft.html", 422, wrong=said, text=text)
    try:
        drafted = _drafted(visit, data, suffix)
    except Misuse as misuse:
        said = visit.say("No job ad could be read in this. Try another file, or paste its text.")
        return page(visit, "draft.html", 422, wrong=said, particulars=misuse.text, text=text)
    assert drafted.draft is not None
    ids = posting_ids(visit.desk.settings.folder)
    proposal = Proposal(
        file=f"postings/{id_of(drafted.draft.title or '', ids)}.yaml",
        base=None,
        text=edited(drafted.text, {("draft",): True}),
        then="/postings",
        back="/postings/new",
        advert=_read(visit, data, suffix, drafted),
    )
    return visit.go(f"/postings/new?proposal={tray.put(visit, proposal)}")


def _drafted(visit: Visit, data: bytes, suffix: str) -> Drafted:
    with tempfile.TemporaryDirectory(prefix="intake-ad-") as folder:
        path = Path(folder) / f"ad{suffix}"
        path.write_bytes(data)
        return draft_of(str(path), visit.desk.settings.folder)


def _read(visit: Visit, data: bytes, suffix: str, drafted: Drafted) -> Read:
    assert drafted.draft is not None
    texts = next(iter(visit.desk.reader.read_texts(data, f"ad{suffix}")), None)
    quotes = {str(name): quote for name, quote in drafted.draft.quotes.items()}
    pages = texts.pages if texts is not None else ()
    return Read(
        name=f"ad{suffix}",
        pages=tuple(tuple(_marked(text, number, quotes)) for number, text in enumerate(pages, start=1)),
        quotes=quotes,
        points=tuple(map(_point, sorted(drafted.points, key=lambda each: each.note))),
    )


def _point(caution: Caution) -> tuple[str, str, bool]:
    return CAUTIONS.get(caution.code, caution.text), caution.text, caution.note


def _marked(text: str, number: int, quotes: Mapping[str, Quote]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Cut a page where its quotes begin and end; each piece has the fields that it is quoted for."""
    found: list[tuple[int, int, str]] = []
    for name, quote in quotes.items():
        words = quote.text.split()
        if quote.page != number or not words:
            continue
        if match := re.search(r"\s+".join(map(re.escape, words)), text):
            found.append((*match.span(), name))
    cuts = sorted({0, len(text), *(place for start, end, _ in found for place in (start, end))})
    for start, end in pairwise(cuts):
        yield text[start:end], tuple(name for a, b, name in found if a <= start and end <= b)


PAGES: tuple[Page, ...] = (
    get("/postings/draft", form, "admin"),
    post("/postings/draft", read, "admin"),
)
