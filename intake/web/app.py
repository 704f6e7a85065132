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

from intake.services import accounts
from intake.settings import Settings
from intake.web import accounts as account_pages
from intake.web import (
    applications,
    assets,
    configuration,
    decisions,
    documents,
    dossier,
    files,
    health,
    home,
    keys,
    letter_edit,
    letters,
    links,
    mails,
    messages,
    openid,
    outbox,
    own,
    postings,
    records,
    sign_in,
)
from intake.web import webhooks as webhook_pages
from intake.web.api import pages as token_pages
from intake.web.api import routes as api_routes
from intake.web.desks import Desks
from intake.web.guard import HEADERS, Guard
from intake.web.routes import Page, route, told, visit_of
from intake.web.visit import NotThere

# Every module that has pages.
PAGES: tuple[Page, ...] = (
    *sign_in.PAGES,
    *configuration.PAGES,
    *openid.PAGES,
    *links.PAGES,
    *home.PAGES,
    *applications.PAGES,
    *messages.PAGES,
    *keys.PAGES,
    *letter_edit.PAGES,
    *letters.PAGES,
    *own.PAGES,
    *account_pages.PAGES,
    *token_pages.PAGES,
    *webhook_pages.PAGES,
    *postings.PAGES,
    *health.PAGES,
    *outbox.PAGES,
    *records.PAGES,
    *dossier.PAGES,
    *documents.PAGES,
    *decisions.PAGES,
    *mails.PAGES,
    *files.PAGES,
)


def console(desks: Desks, listen: str | None = None) -> Starlette:
    """Return the application for these desks; `listen` is a further name that it is asked for by."""
    settings = desks.desk().settings
    https = (settings.web.url or "").startswith("https:")
    names = hosts(settings) | ({listen} if listen else set())
    application = Starlette(
        routes=list(_routes(desks)),
        middleware=[Middleware(Guard, hosts=names, https=https)],
        exception_handlers={HTTPException: _http_error(desks), Exception: _broken},
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
    yield from api_routes(desks)
    for each in PAGES:
        yield route(each, desks)


def _http_error(desks: Desks):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def handle(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        visit, _ = visit_of(request, desks)
        missing = error.status_code == 404  # noqa: PLR2004
        response = told(visit, request.url.path, NotThere() if missing else error)
        response.headers.update(error.headers or {})
        return response

    return handle


def _broken(_: Request, __: Exception) -> Response:
    """Say so where not even the page could be made that says so; the log has it."""
    return PlainTextResponse("Something went wrong here. The log says what.\n", 500, headers=HEADERS)
