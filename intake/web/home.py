"""The first page: what needs a decision."""

from __future__ import annotations

from starlette.responses import Response

from intake.services.pending import pending
from intake.store.wanted import COUNTED
from intake.web.applications import line
from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.visit import Visit


def home(visit: Visit) -> Response:
    """What needs a decision first."""
    found = pending(visit.desk, tuple(visit.postings.values()), everything=visit.user.admin)
    return page(
        visit,
        "home.html",
        found=found,
        review=[line(visit, row, {}) for row in found.review.rows],
        late=[line(visit, row, {}) for row in found.late.rows],
        counted=COUNTED,
        letter_words=_letter_words(visit),
        request_words=_request_words(visit),
        empty_handed=not visit.postings,
    )


def _letter_words(visit: Visit) -> dict[str, str]:
    return {
        "unknown": visit.say("It may or may not have arrived: the server’s answer was lost."),
        "failed": visit.say("The server refused it."),
        "bounced": visit.say("It came back."),
    }


def _request_words(visit: Visit) -> dict[str, str]:
    return {
        "access": visit.say("wants to know what is kept"),
        "rectification": visit.say("wants something put right"),
        "erasure": visit.say("wants to be erased"),
    }


PAGES: tuple[Page, ...] = (get("/", home),)
