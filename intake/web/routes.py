"""How an address becomes a page: who may ask, what a form must prove, and what goes wrong is told."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from intake.domain.trouble import Misuse, Trouble
from intake.services import accounts
from intake.web.cookies import GUEST, LANGUAGE, Cookies
from intake.web.desks import Desks
from intake.web.pages import page
from intake.web.visit import NotThere, Visit, Wrong
from intake.web.words import preferred

log = logging.getLogger(__name__)

Who = Literal["anyone", "recruiter", "admin"]
_FIELDS: Final = 200  # of a form
_UPLOADS: Final = 5
_TYPED: Final = 1024 * 1024  # bytes of one field


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """An address and its answer. A method but GET must prove that the form is ours."""

    path: str
    answer: Callable[[Visit], Response]
    method: Literal["GET", "POST"] = "GET"
    who: Who = "recruiter"


def get(path: str, answer: Callable[[Visit], Response], who: Who = "recruiter") -> Page:
    """A page to read."""
    return Page(path=path, answer=answer, who=who)


def post(path: str, answer: Callable[[Visit], Response], who: Who = "recruiter") -> Page:
    """A form that does something."""
    return Page(path=path, answer=answer, method="POST", who=who)


def route(each: Page, desks: Desks) -> Route:
    """The route of a page."""

    async def endpoint(request: Request) -> Response:
        form = FormData()
        if each.method == "POST":
            form = await request.form(max_files=_UPLOADS, max_fields=_FIELDS, max_part_size=_TYPED)
        return await run_in_threadpool(answer, each, request, desks, form)

    return Route(each.path, endpoint, methods=[each.method])


def answer(each: Page, request: Request, desks: Desks, form: FormData) -> Response:
    """Answer a request."""
    visit, fresh = _visit(request, desks, form)
    try:
        response = _refused(each, visit) or each.answer(visit)
    except NotThere:
        response = page(visit, "not_there.html", 404)
    except Wrong as wrong:
        response = page(visit, "trouble.html", 422, text=wrong.text, remedy="")
    except Misuse as misuse:
        response = page(visit, "trouble.html", 422, text=misuse.text, remedy=misuse.remedy)
    except Trouble as trouble:
        log.warning("%s %s: %s", each.method, each.path, type(trouble).__name__)
        response = page(visit, "trouble.html", 503, text=trouble.text, remedy=trouble.remedy)
    if fresh:
        Cookies(visit).set(response, GUEST, visit.seed)
    return response


def not_there(request: Request, desks: Desks) -> Response:
    """Say that there is nothing under an address."""
    visit, _ = _visit(request, desks, FormData())
    return page(visit, "not_there.html", 404)


def _visit(request: Request, desks: Desks, form: FormData) -> tuple[Visit, bool]:
    """The visit, and whether its guest's cookie is a new one."""
    desk = desks.desk()
    token = Cookies.token_of(request)
    session = accounts.session(desk, token) if token else None
    guest = Cookies.read(request, GUEST)
    seed = token if session and token else guest or secrets.token_urlsafe(24)
    own = session.user.language if session else None
    kept = Cookies.read(request, LANGUAGE)
    chosen = next((each for each in ("fr", "en", "ar") if each == kept), None)
    visit = Visit(
        request=request,
        desks=desks,
        desk=replace(desk, actor=session.user.actor) if session else desk,
        session=session,
        seed=seed,
        language=own or chosen or preferred(request.headers.get("accept-language", "")),
        form=form,
    )
    return visit, session is None and guest is None


def _refused(each: Page, visit: Visit) -> Response | None:
    """What is answered instead of the page; None: it may be had."""
    if each.who != "anyone" and visit.session is None:
        if each.method == "POST":
            return page(visit, "expired.html", 401)
        asked = visit.request.url.path + (f"?{visit.request.url.query}" if visit.request.url.query else "")
        return RedirectResponse(f"/sign-in?{_next(asked)}", 303)
    if each.who == "admin" and not visit.user.admin:
        raise NotThere
    if each.method == "POST" and not visit.is_own_form():
        return page(visit, "expired.html", 403)
    return None


def _next(asked: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"next": asked})
