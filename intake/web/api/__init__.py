"""The API: what other systems read, as JSON, with a token of somebody's account. See docs/api.md."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from intake.web.api import description, resources
from intake.web.api.asking import Limit, Problem, answering, problem
from intake.web.desks import Desks

__all__ = ["PREFIX", "routes"]

PREFIX: Final = "/api/v1"


def routes(desks: Desks) -> list[BaseRoute]:
    """The API's addresses, as an application of its own: its errors are JSON, and no cookie counts."""
    limit = Limit()
    found: list[BaseRoute] = [
        Route(path, answering(desks, limit, each), methods=["GET"])
        for path, each in (
            ("/applications", resources.applications),
            ("/applications/{reference}", resources.application),
            ("/applications/{reference}/documents/{sha256}", resources.document),
            ("/messages", resources.messages),
            ("/postings", resources.postings),
            ("/postings/{id}", resources.posting),
        )
    ]
    found.append(Route("/openapi.json", description.page(PREFIX), methods=["GET"]))
    above, _, version = PREFIX.rpartition("/")
    versions = [_whole(Mount(f"/{version}", routes=found))]
    api = Starlette(routes=versions, exception_handlers={HTTPException: _refused, Exception: _broken})
    api.router.redirect_slashes = False
    return [_whole(Mount(above, api))]


def _whole(mount: Mount) -> Mount:
    """The same, for addresses with line breaks, too: nothing is there, and it is the API that says so."""
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


def _refused(_: Request, error: Exception) -> Response:
    """There is nothing there, or not by that method."""
    assert isinstance(error, HTTPException)
    name = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "refused")
    detail = {
        404: "There is nothing under this address.",
        405: "The API is for reading: ask by GET or HEAD.",
    }.get(error.status_code, str(error.detail))
    answer = problem(Problem(error.status_code, name, detail))
    answer.headers.update(error.headers or {})
    return answer


def _broken(_request: Request, _error: Exception) -> Response:
    """Something unforeseen went wrong; the log has it."""
    said = "Something went wrong here. The log says what."
    return problem(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "error", said))
