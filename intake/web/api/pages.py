"""Tokens, of whoever is signed in: made, shown once, revoked."""

from __future__ import annotations

from starlette.responses import Response

from intake.services import api_tokens
from intake.store import api_tokens as store
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_USUAL = "365"  # days


def tokens(visit: Visit) -> Response:
    """The tokens of whoever asks."""
    return _page(visit)


def make(visit: Visit) -> Response:
    """Make a token, and show it this once: it is not led elsewhere, where it could not be shown."""
    name, days = visit.text("name"), visit.text("days")
    if not name:
        return _page(visit, 422, days=days, wrong=visit.say("Say what it is for, in a few words."))
    if len(name) > api_tokens.LONGEST_NAME:
        too_long = visit.say("At most %(most)s characters, please.", most=api_tokens.LONGEST_NAME)
        return _page(visit, 422, name=name, days=days, wrong=too_long)
    lives = api_tokens.LIVES.get(days, api_tokens.LIVES[_USUAL])
    with visit.desk.database.read() as tx:
        full = store.count(tx, visit.user.id) >= api_tokens.MOST
    if full:
        said = visit.say("You have %(most)s tokens already. Revoke one first.", most=api_tokens.MOST)
        return _page(visit, 422, name=name, days=days, wrong=said)
    return _page(visit, made=api_tokens.make(visit.desk, visit.user, name, lives))


def revoke(visit: Visit) -> Response:
    """Take a token back."""
    given = visit.request.path_params["id"]
    if not api_tokens.revoke(visit.desk, visit.user, given):
        raise NotThere
    return visit.go("/account/tokens", said=visit.say("The token is revoked: it opens nothing any more."))


def _page(
    visit: Visit,
    status: int = 200,
    *,
    name: str = "",
    days: str = _USUAL,
    wrong: str | None = None,
    made: str | None = None,
) -> Response:
    with visit.desk.database.read() as tx:
        rows = store.standing(tx, visit.user.id)
    lives = [
        ("30", visit.say("30 days")),
        ("90", visit.say("90 days")),
        (_USUAL, visit.say("One year")),
    ]
    facts = {"rows": rows, "name": name, "days": days, "wrong": wrong, "made": made, "lives": lives}
    return page(visit, "tokens.html", status, base=str(visit.request.base_url).rstrip("/"), **facts)


PAGES: tuple[Page, ...] = (
    get("/account/tokens", tokens),
    post("/account/tokens", make),
    post("/account/tokens/{id:int}/revoke", revoke),
)
