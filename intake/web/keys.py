"""The keys of the console."""

from __future__ import annotations

from starlette.responses import Response

from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.visit import Visit


def keys(visit: Visit) -> Response:
    """What each key does."""
    return page(visit, "keys.html")


PAGES: tuple[Page, ...] = (get("/keys", keys),)
