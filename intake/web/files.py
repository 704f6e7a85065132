"""The files of a mail that is in no dossier (yet): shown and handed out as documents are."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from starlette.responses import Response

from intake.domain.drawing import MOST_PAGES
from intake.domain.filing import extension
from intake.domain.model import Attachment
from intake.services import showing
from intake.services.read import scan
from intake.web.documents import as_words, frame, page_asked_for, pages_in
from intake.web.dossier import number_in
from intake.web.downloads import attachment
from intake.web.mails import holds_virus, row_of
from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.visit import NotThere, Visit


def _part(visit: Visit) -> tuple[Any, Attachment]:
    """The mail and the file of it that the path names. Raises NotThere, also where a virus was found."""
    row, number = row_of(visit), number_in(visit, "file")
    message = None
    if not holds_virus(visit, row):
        message = showing.message_of(visit.desk, row.sha256, row.received_at)
    parts = message.attachments if message else ()
    part = next((each for each in parts if each.position == number and each.payload), None)
    if part is None:
        raise NotThere
    return row, part


def file(visit: Visit) -> Response:
    """The page of a file."""
    row, part = _part(visit)
    return page(
        visit,
        "mail_file.html",
        row=row,
        part=part,
        first=page_asked_for(visit),
        last=pages_in(visit, part.payload),
        step=MOST_PAGES,
        as_words=as_words(visit),
        base=f"/messages/{row.id}/files/{part.position}",
    )


def view(visit: Visit) -> Response:
    """What it looks like, for a frame."""
    _, part = _part(visit)
    return frame(visit, part.payload, part.label, hashlib.sha256(part.payload).hexdigest())


def download(visit: Visit) -> Response:
    """Its own bytes, to be saved; the virus scanner looks at them first, where there is one."""
    row, part = _part(visit)
    found = scan(visit.desk, part.payload) if visit.desk.scanner else None
    if found and found.virus:
        said = visit.say("This file is infected, and is not handed out.")
        return visit.go(f"/messages/{row.id}/files/{part.position}", said=said)
    stem = part.label.rpartition(".")[0] or part.label
    ending = extension(visit.desk.format_of(part.payload), part.label)
    return attachment(part.payload, f"{stem[:100]}.{ending}")


_BASE: Final = "/messages/{message}/files/{file}"
PAGES: tuple[Page, ...] = (
    get(_BASE, file),
    get(f"{_BASE}/view", view),
    get(f"{_BASE}/download", download),
)
