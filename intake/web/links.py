"""Links that are good for once: the first start, an invitation, a forgotten password."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from intake.domain.trouble import Misuse
from intake.domain.user import User
from intake.services import accounts, links, throttle
from intake.web.cookies import LANGUAGE, Cookies
from intake.web.pages import page
from intake.web.passwords import wrong_with
from intake.web.routes import Page, get, post
from intake.web.sign_in import let_in, typed
from intake.web.visit import Visit


def start(visit: Visit) -> Response:
    """The page that makes the first account."""
    if not _starts(visit):
        return _gone(visit)
    return page(visit, "link_start.html", name="", email="", wrong={})


def begin(visit: Visit) -> Response:
    """Make the first account, and let its person in."""
    if not _starts(visit):
        return _gone(visit)
    name, email, password = visit.text("name"), visit.text("email").lower(), typed(visit, "password")
    wrong = {
        "name": None if accounts.is_name(name) else visit.say("Please write your name."),
        "email": None if accounts.is_address(email) else visit.say("Please write an e-mail address."),
        "password": wrong_with(visit, password, email=email, name=name),
    }
    if any(wrong.values()):
        return page(visit, "link_start.html", 422, name=name, email=email, wrong=wrong)
    try:
        user = links.begin(visit.desk, _token(visit), email=email, name=name, password=password)
    except links.Gone:
        return _gone(visit)
    except Misuse:
        wrong["email"] = visit.say("There is an account of this address already.")
        return page(visit, "link_start.html", 422, name=name, email=email, wrong=wrong)
    said = visit.say("Welcome! This is your account. Invite your colleagues under Accounts.")
    return let_in(visit, user, "/", said=said)


def link(visit: Visit) -> Response:
    """The page that asks for a new password. To look at it uses nothing up: robots look at links in mails."""
    user = _invited(visit)
    if user is None:
        return _gone(visit)
    return page(_theirs(visit, user), "link.html", person=user, wrong=None)


def accept(visit: Visit) -> Response:
    """Set the password, and let the person in."""
    user, password = _invited(visit), typed(visit, "password")
    if user is None:
        return _gone(visit)
    visit = _theirs(visit, user)
    wrong = wrong_with(visit, password, email=user.email, name=user.name)
    if wrong is not None:
        return page(visit, "link.html", 422, person=user, wrong=wrong)
    try:
        user = links.accept(visit.desk, _token(visit), password)
    except links.Gone:
        return _gone(visit)
    return let_in(visit, user, "/", said=visit.say("Your password is set. You are signed in."))


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])


def _starts(visit: Visit) -> bool:
    throttle.allow(visit.desk, visit.client)
    good = links.starts(visit.desk, _token(visit))
    return good or _failed(visit)


def _invited(visit: Visit) -> User | None:
    throttle.allow(visit.desk, visit.client)
    user = links.invited(visit.desk, _token(visit))
    return user if user or _failed(visit) else None


def _failed(visit: Visit) -> bool:
    throttle.failed(visit.desk, visit.client)
    return False


def _theirs(visit: Visit, user: User) -> Visit:
    """The visit in the language that the account was made with, until the person chooses another one."""
    chosen = Cookies.read(visit.request, LANGUAGE) is not None
    return visit if chosen or user.language is None else replace(visit, language=user.language)


def _gone(visit: Visit) -> Response:
    return page(visit, "link_gone.html", 410)


PAGES: tuple[Page, ...] = (
    get("/start/{token}", start, "anyone"),
    post("/start/{token}", begin, "anyone"),
    get("/link/{token}", link, "anyone"),
    post("/link/{token}", accept, "anyone"),
)
