"""Who changed what in the configuration and when, and how it is brought back."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from intake.services import editions
from intake.settings.copies import with_passwords
from intake.settings.files import INTAKE, is_file, posting_ids, text_of
from intake.store import editions as store
from intake.web import posting_follows
from intake.web.pages import page
from intake.web.proposals import Proposal, difference, propose
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_MOST: Final = 50  # on a page


def listing(visit: Visit) -> Response:
    """Every change, the newest first; `file` of the address asks for one file's."""
    file = visit.asked("file")
    return _listing(visit, file if is_file(file) or file.startswith("templates/") else None)


def of_posting(visit: Visit) -> Response:
    """The changes of one posting."""
    posting_id = visit.request.path_params["id"]
    file = f"postings/{posting_id}.yaml"
    if not is_file(file):
        raise NotThere
    with visit.desk.database.read() as tx:
        known = bool(store.listing(tx, file=file, limit=1))
    if not known and posting_id not in posting_ids(visit.desk.settings.folder):
        raise NotThere
    return _listing(visit, file)


def _listing(visit: Visit, file: str | None) -> Response:
    asked = visit.asked("before")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else None  # noqa: PLR2004
    with visit.desk.database.read() as tx:
        rows = store.listing(tx, file=file, before=before, limit=_MOST + 1)
    more = rows[_MOST - 1].id if len(rows) > _MOST else None
    path = visit.request.url.path
    return page(visit, "editions.html", rows=rows[:_MOST], file=file, more=more, path=path)


def one(visit: Visit) -> Response:
    """One change, by line."""
    row = _row(visit)
    lines = list(difference(row.before, row.after))
    return page(visit, "edition.html", row=row, lines=lines, ours=is_file(row.file))


def restore(visit: Visit) -> Response:
    """Propose the file as it was before that change, or after it."""
    row = _row(visit)
    if not is_file(row.file):
        raise NotThere
    file, text = row.file, row.after if visit.text("as") == "after" else row.before
    current = text_of(visit.desk.settings.folder, file)
    if file == INTAKE and text is not None and current is not None:
        text = with_passwords(text, current)
    if current == text:
        return visit.go(f"/editions/{row.id}", said=visit.say("That is how it stands now."))
    if text is None:  # it was made then
        if file == INTAKE:
            raise NotThere
        return visit.go(f"/postings/{file[len('postings/') : -len('.yaml')]}/edit")
    remarks = []
    if file != INTAKE:
        name = file[len("postings/") : -len(".yaml")]
        found = editions.held(visit.desk, file, text)
        after = found.settings.postings.get(name) if found.settings else None
        remarks = posting_follows.of(visit, name, visit.desk.settings.postings.get(name), after)
    then = f"/editions?file={file}"
    back = f"/editions/{row.id}"
    return propose(visit, Proposal(file=file, base=current, text=text, then=then, back=back, remarks=remarks))


def _row(visit: Visit):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a row of the store
    asked = visit.request.path_params["id"]
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 18):  # noqa: PLR2004
        raise NotThere
    with visit.desk.database.read() as tx:
        row = store.row_of(tx, int(asked))
    if row is None:
        raise NotThere
    return row


PAGES: tuple[Page, ...] = (
    get("/editions", listing, "admin"),
    get("/postings/{id}/history", of_posting, "admin"),
    get("/editions/{id}", one, "admin"),
    post("/editions/{id}/restore", restore, "admin"),
)
