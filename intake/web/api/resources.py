"""What the API tells: applications and their documents, mails, postings. The shapes are the commands'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from intake.domain.filing import extension
from intake.domain.model import OUTCOMES, STATUSES, Posting
from intake.services import report, showing
from intake.store import readable
from intake.store.database import Transaction
from intake.web.api.asking import LARGEST_ID, MOST, USUAL, Asking, Problem, answered, kept, tagged
from intake.web.visit import NotThere
from intake.zones import zone

_NAME: Final = re.compile(r"[^A-Za-z0-9-]+")


def applications(asking: Asking) -> Response:
    """Applications, as they came in."""
    asking.only("posting", "status", "since", "after", "limit")
    posting, status = asking.text("posting"), asking.one_of("status", STATUSES)
    since, (after, limit) = asking.time("since"), _place(asking)
    with asking.desk.database.read() as tx:
        postings = asking.visit.scope
        if posting is not None:
            if not _is_there(asking, tx, posting):
                raise NotThere
            postings = frozenset({posting})
        rows = readable.applications(tx, postings, status=status, since=since, after=after, limit=limit + 1)
        shapes = report.applications_of(asking.desk, tx, rows[:limit])
    return answered(asking, {"items": shapes, "next": _next(asking, rows, limit)})


def application(asking: Asking) -> Response:
    """One application."""
    asking.only()
    with asking.desk.database.read() as tx:
        row = _application(asking, tx)
        (shape,) = report.applications_of(asking.desk, tx, [row])
    return answered(asking, shape)


def document(asking: Asking) -> Response:
    """The bytes of a document of an application, as a file that nothing opens by itself."""
    asking.only()
    wanted = asking.path("sha256")
    with asking.desk.database.read() as tx:
        row = _application(asking, tx)
        papers = showing.papers(tx, row.id)
    paper = next((each for each in papers if each.document.sha256 == wanted), None)
    if paper is None:
        raise NotThere
    if paper.document.virus:
        said = "The virus scanner found something in this document: it is not handed out."
        raise Problem(HTTPStatus.FORBIDDEN, "infected", said)
    if same := kept(asking, wanted):
        return same
    data = showing.bytes_of(asking.desk, paper)
    if data is None:
        raise Problem(HTTPStatus.GONE, "lost", "The bytes of this document are lost.")
    ending = extension(asking.desk.format_of(data), paper.document.file)
    name = _NAME.sub("-", f"{row.reference}-{wanted[:12]}") + f".{_NAME.sub('', ending) or 'bin'}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return tagged(Response(data, headers=headers, media_type="application/octet-stream"), wanted)


def messages(asking: Asking) -> Response:
    """Mails, as they were taken in."""
    asking.only("outcome", "after", "limit")
    outcome, (after, limit) = asking.one_of("outcome", OUTCOMES), _place(asking)
    visit = asking.visit
    mailboxes = {each.mailbox for each in visit.postings.values() if each.mailbox}
    scope = None if visit.scope is None else (visit.scope, mailboxes)
    with asking.desk.database.read() as tx:
        rows = readable.messages(tx, scope, outcome=outcome, after=after, limit=limit + 1)
    shapes = [report.message_of(asking.desk, row) for row in rows[:limit]]
    return answered(asking, {"items": shapes, "next": _next(asking, rows, limit)})


def postings(asking: Asking) -> Response:
    """Every posting, in the files' order."""
    asking.only()
    return answered(asking, {"items": [_posting(each) for each in asking.visit.postings.values()]})


def posting(asking: Asking) -> Response:
    """One posting."""
    asking.only()
    return answered(asking, _posting(asking.visit.posting(asking.path("id"))))


def _application(asking: Asking, tx: Transaction) -> Any:
    row = readable.application_named(tx, asking.path("reference"))
    if row is None or not asking.visit.may_see(row.posting):
        raise NotThere
    return row


def _is_there(asking: Asking, tx: Transaction, posting: str) -> bool:
    """Whether there is such a posting for whoever asks; of one that has gone, its applications are left."""
    if posting in asking.visit.postings:
        return True
    return asking.visit.scope is None and readable.any_to(tx, posting)


def _place(asking: Asking) -> tuple[int, int]:
    return asking.number("after", 0, 0, LARGEST_ID), asking.number("limit", USUAL, 1, MOST)


def _next(asking: Asking, rows: Sequence[Any], limit: int) -> str | None:
    """The address of what follows; None: that was all for now."""
    if len(rows) <= limit:
        return None
    given = dict(asking.visit.request.query_params) | {"after": rows[limit - 1].id}
    return f"{asking.visit.request.url.path}?{urlencode(given)}"


def _posting(each: Posting) -> dict[str, Any]:
    def local(when: datetime | None) -> str | None:
        return when.astimezone(zone(each.zone)).isoformat(timespec="seconds") if when else None

    return {
        "id": each.id,
        "title": each.title,
        "organisation": each.organisation,
        "mailbox": each.mailbox,
        "language": each.language,
        "subject": each.subject,
        "documents": [{"kind": document.kind, "count": document.count} for document in each.documents],
        "timezone": each.zone,
        "opens": local(each.opens),
        "deadline": local(each.deadline),
        "closes": local(each.closes),
        "draft": each.draft,
    }
