"""What everybody sets for themselves: name, language, password, and where they are signed in."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from intake.domain.model import LANGUAGES, Language
from intake.services import accounts, passwords
from intake.services.throttle import TooMany
from intake.store import accounts as store
from intake.web.browsers import browser_of
from intake.web.cookies import LANGUAGE, Cookies
from intake.web.pages import page
from intake.web.passwords import wrong_with
from intake.web.routes import Page, get, post, too_many
from intake.web.sign_in import own, typed
from intake.web.visit import Visit


def language(visit: Visit) -> Response:
    """Keep the language that somebody chose, in the account or, before they are signed in, in the browser."""
    return _speak(visit, chosen(visit) or "fr", visit.go(own(visit.text("next"))))


def account(visit: Visit) -> Response:
    """The page of one's own account."""
    return _page(visit)


def change(visit: Visit) -> Response:
    """Change name and language."""
    name = visit.text("name")
    if not accounts.is_name(name):
        return _page(visit, 422, wrong={"name": visit.say("Please write your name.")}, name=name)
    with visit.desk.database.write() as tx:
        store.change(tx, visit.user.id, name=name)
    return _speak(visit, chosen(visit) or visit.language, visit.go("/account", said=visit.say("Saved.")))


def password(visit: Visit) -> Response:
    """Change the password, which the old one is asked for; every other session ends, this one is renewed."""
    user, new = visit.user, typed(visit, "new")
    try:
        known = accounts.known(visit.desk, user.email, typed(visit, "old"), client=visit.client)
    except TooMany as error:
        return too_many(visit, error)
    if known is None:
        return _page(visit, 422, wrong={"old": visit.say("This is not your password.")})
    wrong = wrong_with(visit, new, email=user.email, name=user.name)
    if wrong is not None:
        return _page(visit, 422, wrong={"new": wrong})
    kept = passwords.hashed(new)
    with visit.desk.database.write() as tx:
        accounts.set_password(visit.desk, tx, user, kept)
        token = accounts.new_session(visit.desk, tx, user, browser=browser_of(visit.request))
        said = visit.say("Your password is changed. Everywhere else you are signed out.")
        store.touch(tx, accounts.digest(token), said=said)
    response = visit.go("/account")
    Cookies(visit).sign_in(response, token)
    return response


def sign_out_elsewhere(visit: Visit) -> Response:
    """End every session but this one."""
    assert visit.session is not None
    with visit.desk.database.write() as tx:
        store.close_sessions(tx, visit.user.id, but=visit.session.hash)
    return visit.go("/account", said=visit.say("Everywhere else you are signed out."))


def chosen(visit: Visit) -> Language | None:
    """The language that a form names."""
    return next((each for each in LANGUAGES if each == visit.text("language")), None)


def _speak(visit: Visit, language: Language, response: Response) -> Response:
    """Speak a language from now on."""
    Cookies(visit).set(response, LANGUAGE, language, keep=True)
    if visit.session is not None:
        with visit.desk.database.write() as tx:
            store.change(tx, visit.user.id, language=language)
    return response


def _page(visit: Visit, status: int = 200, **facts: Any) -> Response:
    assert visit.session is not None
    with visit.desk.database.read() as tx:
        sessions = store.sessions_of(tx, visit.user.id, visit.desk.now())
    known: dict[str, Any] = {"wrong": {}, "name": visit.user.name, "sessions": sessions}
    return page(visit, "account.html", status, **(known | facts), here=visit.session.hash)


PAGES: tuple[Page, ...] = (
    post("/language", language, "anyone"),
    get("/account", account),
    post("/account", change),
    post("/account/password", password),
    post("/account/sign-out-elsewhere", sign_out_elsewhere),
)
