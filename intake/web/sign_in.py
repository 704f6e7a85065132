"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from intake.services import accounts
from intake.store import accounts as store
from intake.web.cookies import SESSION, Cookies
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import Visit


def form(visit: Visit) -> Response:
    """The page that asks for address and password."""
    if visit.session is not None:
        return visit.go(own(visit.asked("next")))
    return page(visit, "sign_in.html", next=own(visit.asked("next")), email="", wrong=None)


def sign_in(visit: Visit) -> Response:
    """Look whether they fit."""
    email, desk, to = visit.text("email"), visit.desk, own(visit.text("next"))
    with desk.database.read() as tx:
        row = store.row_by_email(tx, email)
    known = row if row is not None and row.disabled_at is None else None
    password = visit.form.get("password")
    if not accounts.fits(str(password or ""), known.password if known else None) or known is None:
        wrong = visit.say("This address and this password do not belong together.")
        return page(visit, "sign_in.html", 422, next=to, email=email, wrong=wrong)
    with desk.database.write() as tx:
        token = accounts.sign_in(desk, tx, store.user_of(known))
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


def own(path: str) -> str:
    """A path of ours, as it is asked for; else the first page: nobody is led elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"


PAGES: tuple[Page, ...] = (
    get("/sign-in", form, "anyone"),
    post("/sign-in", sign_in, "anyone"),
    post("/sign-out", sign_out),
)
