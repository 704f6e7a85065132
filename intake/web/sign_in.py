"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from intake.domain.user import User
from intake.services import accounts, passwords
from intake.services.throttle import TooMany
from intake.store import accounts as store
from intake.web.browsers import browser_of
from intake.web.cookies import SESSION, Cookies
from intake.web.pages import page
from intake.web.routes import Page, get, post, too_many
from intake.web.visit import Visit


def form(visit: Visit) -> Response:
    """The page that asks for address and password."""
    if visit.session is not None:
        return visit.go(own(visit.asked("next")))
    return sign_in_page(visit, to=own(visit.asked("next")))


def sign_in(visit: Visit) -> Response:
    """Look whether they fit."""
    email, to = visit.text("email"), own(visit.text("next"))
    try:
        user = accounts.known(visit.desk, email, typed(visit, "password"), client=visit.client)
    except TooMany as error:
        return too_many(visit, error)
    except passwords.Busy:
        wrong = visit.say("Many people are signing in at this moment. Please try again in a few seconds.")
        return sign_in_page(visit, 503, to=to, email=email, wrong=wrong)
    if user is None:
        wrong = visit.say("This address and this password do not belong together.")
        return sign_in_page(visit, 422, to=to, email=email, wrong=wrong)
    return let_in(visit, user, to)


def sign_in_page(
    visit: Visit, status: int = 200, *, to: str = "/", email: str = "", wrong: str | None = None
) -> Response:
    """The page that asks who somebody is."""
    other = visit.desk.settings.web.openid
    return page(visit, "sign_in.html", status, next=to, email=email, wrong=wrong, other=other)


def let_in(visit: Visit, user: User, to: str, said: str | None = None) -> Response:
    """Sign somebody in who has proved to be that user: by a new session, and none that was there before."""
    with visit.desk.database.write() as tx:
        if visit.session is not None:
            store.close_session(tx, visit.session.hash)
        token = accounts.sign_in(visit.desk, tx, user, browser=browser_of(visit.request))
        if said is not None:
            store.touch(tx, accounts.digest(token), said=said)
    response = visit.go(to)
    Cookies(visit).sign_in(response, token)
    return response


def sign_out(visit: Visit) -> Response:
    """End the session."""
    assert visit.session is not None
    with visit.desk.database.write() as tx:
        store.close_session(tx, visit.session.hash)
    response = visit.go("/sign-in")
    Cookies(visit).drop(response, SESSION)
    return response


def typed(visit: Visit, name: str) -> str:
    """A password as it was typed, with the spaces around it."""
    value = visit.form.get(name)
    return value if isinstance(value, str) else ""


def own(path: str) -> str:
    """A path of ours, as it is asked for; else the first page: nobody is led elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"


PAGES: tuple[Page, ...] = (
    get("/sign-in", form, "anyone"),
    post("/sign-in", sign_in, "anyone"),
    post("/sign-out", sign_out),
)
