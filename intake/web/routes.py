"""How an address becomes a page: who may ask, what a form must prove, and what goes wrong is told."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from intake.domain.trouble import Misuse, Trouble
from intake.services import accounts
from intake.services.throttle import TooMany
from intake.web.cookies import GUEST, LANGUAGE, Cookies
from intake.web.desks import Desks
from intake.web.guard import LARGEST, limited
from intake.web.pages import page
from intake.web.visit import NotThere, Visit, Wrong
from intake.web.words import preferred

log = logging.getLogger(__name__)

Who = Literal["anyone", "recruiter", "admin"]
_FIELDS: Final = 200  # of a form
_UPLOADS: Final = 5
_TYPED: Final = 1024 * 1024  # bytes of one field
_STRANGERS: Final = 64 * 1024  # bytes of a form that anyone may send
_PATIENCE, _LONGEST = 30.0, 600.0  # seconds for a form to come: of anyone, and of who is signed in
_UTF_8: Final = re.compile(r";\s*charset=\"?utf-8\"?\s*(?:;|$)")


class _Id(Convertor[int]):
    """A row's number in an address; what no row has as its number is no address of ours."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        """Read it."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Write it."""
        return str(value)


register_url_convertor("int", _Id())  # Starlette's own takes numbers that neither Python nor a database does


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
        if each.method != "POST":
            return await run_in_threadpool(lambda: answer(each, *visit_of(request, desks)))
        visit, fresh = await run_in_threadpool(visit_of, request, desks)
        if not _may_send(each, visit):
            return await run_in_threadpool(answer, each, visit, fresh)
        form = await _form(each, request)
        try:
            return await run_in_threadpool(answer, each, replace(visit, form=form), fresh)
        finally:
            await form.close()  # large files lie on the disk until then

    return Route(each.path, endpoint, methods=[each.method])


async def _form(each: Page, request: Request) -> FormData:
    """What was sent; of strangers little is taken."""
    if not _is_plain(request.headers.get("content-type", "")):
        raise HTTPException(400)
    largest = _STRANGERS if each.who == "anyone" else LARGEST
    bounded = Request(request.scope, limited(request.receive, request.headers, largest))
    try:
        async with asyncio.timeout(_PATIENCE if each.who == "anyone" else _LONGEST):
            return await bounded.form(max_files=_UPLOADS, max_fields=_FIELDS, max_part_size=_TYPED)
    except TimeoutError:
        raise HTTPException(408) from None


def _is_plain(content_type: str) -> bool:
    """Whether a form is in UTF-8, as every browser sends ours.

    Another charset would be whatever codec Python has: some fail, some make what is no text, and some take
    as long as the square of what they are given.
    """
    told = content_type.lower()
    return "charset" not in told or (told.count("charset") == 1 and _UTF_8.search(told) is not None)


def answer(each: Page, visit: Visit, fresh: bool) -> Response:
    """Answer a request; `fresh`: the browser is told who it is as a guest."""
    try:
        response = _refused(each, visit) or each.answer(visit)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told on a page
        response = told(visit, each.path, error)
    if fresh:
        Cookies(visit).set(response, GUEST, visit.seed)
    return response


def told(visit: Visit, path: str, error: Exception) -> Response:
    """The page that tells what went wrong."""
    match error:
        case NotThere():
            return page(visit, "not_there.html", 404)
        case Wrong():
            return _trouble(visit, 422, error.text)
        case Misuse():
            return _trouble(visit, 422, error.text, error.remedy)
        case TooMany():
            return too_many(visit, error)
        case HTTPException():
            return _trouble(visit, error.status_code, _said(visit, error))
        case Trouble():
            log.warning("%s: %s", path, type(error).__name__)
            return _trouble(visit, 503, error.text, error.remedy)
    log.error("a page could not be made path=%s", path, exc_info=error)
    remedy = visit.say(
        "Try it again. If it stays so, tell your admin at what time it was: the log says more."
    )
    return _trouble(visit, 500, visit.say("Something went wrong here, and it is not your fault."), remedy)


def too_many(visit: Visit, error: TooMany) -> Response:
    """Say that somebody tried too often."""
    text = visit.say_of(
        "There were too many tries. Please wait %(num)s minute, then try again.",
        "There were too many tries. Please wait %(num)s minutes, then try again.",
        error.minutes,
    )
    response = _trouble(visit, 429, text)
    response.headers["Retry-After"] = str(max(1, round(error.wait.total_seconds())))
    return response


def _said(visit: Visit, error: HTTPException) -> str:
    """What a status of the protocol means, in words."""
    if error.status_code == 413:  # noqa: PLR2004
        return visit.say("What was sent is too large: %(size)s MB at most.", size=LARGEST // 1024**2)
    if error.status_code == 405:  # noqa: PLR2004
        return visit.say("This address does not take what your browser sent. Nothing was done.")
    return visit.say("What your browser sent cannot be read. Nothing was done.")


def _trouble(visit: Visit, status: int, text: str, remedy: str = "") -> Response:
    return page(visit, "trouble.html", status, text=text, remedy=remedy)


def visit_of(request: Request, desks: Desks) -> tuple[Visit, bool]:
    """The visit, and whether its guest's cookie is a new one."""
    desk = desks.desk()
    token = Cookies.token_of(request)
    try:
        session = accounts.session(desk, token) if token else None
    except Trouble as trouble:
        session, request.state.trouble = None, trouble
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
    )
    return visit, session is None and guest is None


def _may_send(each: Page, visit: Visit) -> bool:
    """Whether a form is read at all: not of who may not send it."""
    if each.who == "anyone":
        return True
    return visit.session is not None and (each.who != "admin" or visit.user.admin)


def _refused(each: Page, visit: Visit) -> Response | None:
    """What is answered instead of the page; None: it may be had."""
    if (trouble := getattr(visit.request.state, "trouble", None)) is not None:
        raise trouble  # nobody knows who asks
    if each.who != "anyone" and visit.session is None:
        if each.method == "POST":
            return page(visit, "expired.html", 401)
        asked = visit.request.url.path + (f"?{visit.request.url.query}" if visit.request.url.query else "")
        return RedirectResponse(f"/sign-in?{urlencode({'next': asked})}", 303)
    if each.who == "admin" and not visit.user.admin:
        raise NotThere
    if each.method == "POST" and not visit.is_own_form():
        return page(visit, "expired.html", 403)
    return None
