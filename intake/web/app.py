"""The console as one application: its pages, and what stands before them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from intake.domain.trouble import Trouble
from intake.services import accounts
from intake.settings import Settings
from intake.web import assets, home, own, sign_in
from intake.web.desks import Desks
from intake.web.guard import LARGEST, Guard
from intake.web.routes import Page, not_there, route

# Every module that has pages.
PAGES: tuple[Page, ...] = (*sign_in.PAGES, *home.PAGES, *own.PAGES)


def console(desks: Desks) -> Starlette:
    """Return the application for these desks."""
    settings = desks.desk().settings
    application = Starlette(
        routes=list(_routes(desks)),
        middleware=[
            Middleware(Guard, hosts=hosts(settings), https=(settings.web.url or "").startswith("https:"))
        ],
        exception_handlers={HTTPException: _http_error(desks), Exception: _broken},
        max_body_size=LARGEST,
    )
    application.state.key = accounts.signing_key(desks.desk())
    return application


def hosts(settings: Settings) -> set[str]:
    """The names that the console is asked for by: of its url, and of this machine."""
    own = urlsplit(settings.web.url).hostname if settings.web.url else None
    return {"localhost", "127.0.0.1", "::1", settings.web.listen[0], *([own] if own else [])}


def _routes(desks: Desks) -> Iterator[BaseRoute]:
    yield Mount("/static", assets.files())
    yield Route("/livez", lambda _: PlainTextResponse("ok\n"))
    for each in PAGES:
        yield route(each, desks)


def _http_error(desks: Desks):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def handle(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:  # noqa: PLR2004
            return not_there(request, desks)
        return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)

    return handle


def _broken(_: Request, error: Exception) -> Response:
    """Say so where something unforeseen went wrong; the log has it."""
    said = error.text if isinstance(error, Trouble) else "Something went wrong here. The log says what."
    return PlainTextResponse(f"{said}\n", 500)
