"""The first page: what needs a decision."""

from __future__ import annotations

from starlette.responses import Response

from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.visit import Visit


def home(visit: Visit) -> Response:
    """What needs a decision first."""
    return page(visit, "home.html")


PAGES: tuple[Page, ...] = (get("/", home),)
