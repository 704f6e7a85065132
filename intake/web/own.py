"""What everybody sets for themselves: the language."""

from __future__ import annotations

from starlette.responses import Response

from intake.domain.model import LANGUAGES
from intake.store import accounts
from intake.web.cookies import LANGUAGE, Cookies
from intake.web.routes import Page, post
from intake.web.sign_in import own
from intake.web.visit import Visit


def language(visit: Visit) -> Response:
    """Keep the language that somebody chose, in the account or, before they are signed in, in the browser."""
    chosen = next((each for each in LANGUAGES if each == visit.text("language")), "fr")
    response = visit.go(own(visit.text("next")))
    Cookies(visit).set(response, LANGUAGE, chosen, keep=True)
    if visit.session is not None:
        with visit.desk.database.write() as tx:
            accounts.change(tx, visit.user.id, language=chosen)
    return response


PAGES: tuple[Page, ...] = (post("/language", language, "anyone"),)
