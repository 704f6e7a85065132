"""Documents of a dossier: shown as pictures that we drew or as the words that were read, and handed out.

Nothing of a candidate's file reaches the browser's own readers, unless a person saves it.
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import Response

from intake.domain.drawing import MOST_PAGES, NARROWEST, USUAL, Drawn
from intake.domain.model import KINDS, STATUSES
from intake.services import export, showing
from intake.services.showing import Paper
from intake.store import accounts, audit
from intake.web.dossier import frame_headers, helpers, number_in, paper_of, posting_of, row_of
from intake.web.downloads import attachment, stream
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

STYLE: Final = (
    "html{color-scheme:light;background:#e9eded;color:#1b2426;font:1rem/1.5 system-ui,sans-serif}"
    "body{margin:0;padding:1rem}figure{margin:0 auto 1rem;max-width:62rem}"
    "img{display:block;width:100%;height:auto;background:#fff;box-shadow:0 1px 4px #0003}"
    "figcaption,p{color:#566468;text-align:center}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;padding:1.5rem;margin:0 auto;"
    "max-width:50rem;font:1rem/1.5 system-ui,sans-serif}"
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# A frame that belongs to no site, so nothing could be fetched for it with the person's cookie: its
# pictures stand in it, and its style is known by its digest (CSP 3, 2.3.1).
VIEW_POLICY: Final = (
    f"default-src 'none'; img-src data:; style-src 'sha256-{_DIGEST}'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
_PICTURE_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_LONGEST: Final = 120  # pages


def document(visit: Visit) -> Response:
    """A document: shown, with what it was taken for and why, and the form that corrects it."""
    row = row_of(visit)
    return document_page(visit, row, paper_of(visit, row))


def document_page(visit: Visit, row: Any, paper: Paper, status: int = 200, **facts: Any) -> Response:
    """The page of a document, with what was typed wrong on it."""
    with visit.desk.database.read() as tx:
        names = accounts.names(tx)
        every = showing.papers(tx, row.id)
    first, last = page_asked_for(visit), _last(visit, paper)
    place = [each.document.sha256 for each in every].index(paper.document.sha256)
    values: dict[str, Any] = {"wrong": {}, "typed": typed_of(paper)} | facts
    return page(
        visit,
        "document.html",
        status,
        row=row,
        paper=paper,
        document=paper.document,
        posting=posting_of(visit, row),
        first=first,
        last=last,
        step=MOST_PAGES,
        as_words=as_words(visit),
        every=every,
        place=place,
        kinds_of_all=KINDS,
        base=f"/applications/{row.reference}/documents/{paper.document.sha256}",
        **helpers(visit, names),
        **values,
    )


def typed_of(paper: Paper) -> dict[str, Any]:
    """What the form that corrects a document holds at first: what stands."""
    document = paper.document
    merged = len(document.kinds) > 1 and len(document.pages) > 1
    pages = {
        kind: ranges([each.page for each in document.pages if kind in each.kinds]) if merged else ""
        for kind in KINDS
    }
    told = paper.said_by is not None and "references" in document.kinds
    return {
        "kinds": list(document.kinds),
        "pages": pages,
        "referees": str(len(document.referees)) if told else "",
    }


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in words that a form takes: `1-3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _last(visit: Visit, paper: Paper) -> int:
    """How many pages a document has; where it could not be read, it is looked at."""
    if paper.document.pages or paper.document.virus:
        return max((each.page for each in paper.document.pages), default=0)
    data = showing.bytes_of(visit.desk, paper)
    return pages_in(visit, data) if data is not None else 0


def pages_in(visit: Visit, data: bytes) -> int:
    """How many pages a file has that is drawn; 0: it is none such."""
    return showing.draw(visit.desk, data, 1, count=1, width=NARROWEST).total


def as_words(visit: Visit) -> bool:
    """Whether the address asks for the words of a document, as who cannot see the pictures does."""
    return visit.asked("as") == "words"


def page_asked_for(visit: Visit) -> int:
    """The page that the address asks for."""
    asked = visit.asked("page")
    number = int(asked) if asked.isdecimal() and len(asked) < len("10000") else 1
    return min(max(number, 1), _LONGEST)


# --- shown ---------------------------------------------------------------------


def view(visit: Visit) -> Response:
    """What a document looks like, for a frame: some pages as pictures, or its words."""
    row = row_of(visit)
    paper = paper_of(visit, row)
    document = paper.document
    data = None if document.virus else showing.bytes_of(visit.desk, paper)
    return frame(visit, data, document.file, document.sha256, infected=bool(document.virus))


def frame(visit: Visit, data: bytes | None, name: str, sha256: str, *, infected: bool = False) -> Response:
    """What a file looks like, for a frame; None: its bytes are lost, or are not to be looked at."""
    drawn, words = Drawn(), ""
    if data is not None:
        if not as_words(visit):
            drawn = showing.draw(visit.desk, data, page_asked_for(visit))
        if not drawn.total:
            words = showing.text_of(visit.desk, data, name, sha256)
    response = page(
        visit,
        "document_view.html",
        infected=infected,
        drawn=drawn,
        pages=[base64.b64encode(each).decode() for each in drawn.pages],
        words=words,
        lost=data is None,
        style=Markup(STYLE),  # noqa: S704 - our own words
    )
    response.headers.update(frame_headers(VIEW_POLICY))
    return response


def picture(visit: Visit) -> Response:
    """One page of a document as a picture that we drew."""
    row = row_of(visit)
    paper, number = paper_of(visit, row), number_in(visit, "page")
    if paper.document.virus or not 0 < number <= _LONGEST:
        raise NotThere
    asked = visit.asked("width")
    width = int(asked) if asked.isdecimal() and len(asked) < len("10000") else USUAL
    data = showing.bytes_of(visit.desk, paper)
    drawn = showing.draw(visit.desk, data, number, count=1, width=width) if data is not None else Drawn()
    if not drawn.pages or not drawn.pages[0]:
        raise NotThere
    return Response(drawn.pages[0], media_type="image/png", headers=frame_headers(_PICTURE_POLICY))


# --- handed out ------------------------------------------------------------------


def download(visit: Visit) -> Response:
    """A document's own bytes, to be saved; an infected one is not handed out so."""
    row = row_of(visit)
    paper = paper_of(visit, row)
    if paper.document.virus:
        raise NotThere
    data = _bytes(visit, paper)
    return attachment(data, showing.name_of(visit.desk, row, paper, data, visit.language))


def infected(visit: Visit) -> Response:
    """An infected document, for an admin who has said that it is wanted all the same."""
    row = row_of(visit)
    paper = paper_of(visit, row)
    if not visit.ticked("sure"):
        wrong = {"sure": visit.say("Tick this first, if you know what you do.")}
        return document_page(visit, row, paper, 422, wrong=wrong)
    data = _bytes(visit, paper)
    with visit.desk.database.write() as tx:
        audit.record(
            tx,
            at=visit.desk.now(),
            actor=visit.desk.actor,
            action="infected handed out",
            message_id=paper.message_id,
            application=row.reference,
        )
    return attachment(data, f"{row.reference} infected {paper.document.sha256[:8]}.bin")


def _bytes(visit: Visit, paper: Paper) -> bytes:
    data = showing.bytes_of(visit.desk, paper)
    if data is None:
        raise NotThere
    return data


def everything(visit: Visit) -> Response:
    """The whole dossier as a ZIP, as `intake export` makes it: nothing with a virus is in it."""
    row = row_of(visit)
    wanted = export.selection(
        visit.desk, postings=(), statuses=STATUSES, references=[row.reference], since=None
    )
    with showing.PACKED.one(), tempfile.TemporaryDirectory(prefix="intake-") as folder:
        path = Path(folder) / "dossier.zip"
        with visit.desk.zip_file(path) as output:
            export.export(visit.desk, wanted, output)
        file = path.open("rb")  # it is read on after its folder has gone
    return stream(file, f"{row.reference}.zip")


_BASE: Final = "/applications/{reference}/documents/{sha256}"
PAGES: tuple[Page, ...] = (
    get("/applications/{reference}/dossier.zip", everything),
    get(_BASE, document),
    get(f"{_BASE}/view", view),
    get(f"{_BASE}/pages/{{page}}.png", picture),
    get(f"{_BASE}/download", download),
    post(f"{_BASE}/infected", infected, "admin"),
)
