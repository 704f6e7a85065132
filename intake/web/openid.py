"""Signing in by an OpenID Connect provider, where 'web.openid' names one.

It makes no accounts: who has one signs in, by an address that the provider has verified; from then on by
the name that the provider gives them, which no other person gets. What a sign-in began with stands in a
signed cookie of that browser: no other one can end it.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any, Final

from starlette.responses import RedirectResponse, Response

from intake import app
from intake.domain.openid import Began, Identity
from intake.domain.trouble import Trouble
from intake.domain.user import User
from intake.services import accounts, throttle
from intake.settings.values import OpenID
from intake.store import accounts as store
from intake.store.database import Conflict
from intake.web.cookies import Cookies
from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.sign_in import let_in, own, sign_in_page
from intake.web.visit import NotThere, Visit

_BEGAN: Final = "intake-openid"
_PATIENCE: Final = timedelta(minutes=10)  # from its beginning to its end


def begin(visit: Visit) -> Response:
    """Lead to the provider."""
    throttle.allow(visit.desk, visit.client)
    began = {
        "state": secrets.token_urlsafe(24),
        "nonce": secrets.token_urlsafe(24),
        "verifier": secrets.token_urlsafe(48),
        "back": _back(visit),
    }
    provider = app.provider(_way(visit), visit.desk.settings.base)
    response = RedirectResponse(provider.address(Began(**began)), 303)
    kept = began | {"to": own(visit.asked("next")), "at": visit.desk.now().timestamp()}
    Cookies(visit).set(response, _BEGAN, _sealed(visit, kept))
    return response


def end(visit: Visit) -> Response:
    """Whom the provider names is let in, if there is such an account."""
    throttle.allow(visit.desk, visit.client)
    provider, kept = app.provider(_way(visit), visit.desk.settings.base), _kept(visit)
    state, code = visit.asked("state"), visit.asked("code")
    if kept is None or not hmac.compare_digest(kept["state"].encode(), state.encode()):
        wrong = visit.say("This sign-in was begun elsewhere, or too long ago. Please begin anew.")
        return _not_let_in(visit, wrong)
    if not code or not provider.is_issuer(visit.asked("iss") or None):
        return _not_let_in(visit, visit.say("The sign-in was not completed."))
    began = Began(**{name: kept[name] for name in ("state", "nonce", "verifier", "back")})
    try:
        who = provider.identity(code, began, visit.desk.now())
    except Trouble as trouble:
        response = page(visit, "trouble.html", 502, text=trouble.text, remedy=trouble.remedy)
        return _without(visit, response)
    user = _account(visit, who)
    if user is None:
        wrong = visit.say("There is no account here for the address that you signed in with.")
        return _not_let_in(visit, wrong)
    return _without(visit, let_in(visit, user, kept["to"]))


def _account(visit: Visit, who: Identity) -> User | None:
    """The account of whom the provider names; an address leads to it once, and only where none is bound."""
    with visit.desk.database.write() as tx:
        row = store.row_by_openid(tx, who.openid)
        if row is None and who.email is not None:
            row = store.row_by_email(tx, who.email)
            if row is None or row.openid is not None or row.disabled_at is not None:
                return None
            try:
                with tx.begin_nested():
                    store.change(tx, row.id, openid=who.openid)
            except Conflict:
                return None
            accounts.note(visit.desk, tx, "sign-in bound", row.id)
        return store.user_of(row) if row is not None and row.disabled_at is None else None


def _way(visit: Visit) -> OpenID:
    if visit.desk.settings.web.openid is None:
        raise NotThere
    return visit.desk.settings.web.openid


def _back(visit: Visit) -> str:
    base = visit.desk.settings.web.url or str(visit.request.base_url).rstrip("/")
    return f"{base}/openid/back"


def _not_let_in(visit: Visit, wrong: str) -> Response:
    throttle.failed(visit.desk, visit.client)
    return _without(visit, sign_in_page(visit, 403, wrong=wrong))


def _without(visit: Visit, response: Response) -> Response:
    """The response, after which what began is over."""
    Cookies(visit).drop(response, _BEGAN)
    return response


def _sealed(visit: Visit, kept: dict[str, Any]) -> str:
    text = urlsafe_b64encode(json.dumps(kept).encode()).decode()
    return accounts.signed(visit.request.app.state.key, f"openid:{text}")


def _kept(visit: Visit) -> dict[str, Any] | None:
    """What the sign-in of this browser began with; None: none did, or long ago."""
    cookie = Cookies.read(visit.request, _BEGAN)
    text = accounts.unsigned(visit.request.app.state.key, cookie) if cookie else None
    if text is None or not text.startswith("openid:"):
        return None
    kept: dict[str, Any] = json.loads(urlsafe_b64decode(text.removeprefix("openid:")))
    fresh = 0 <= visit.desk.now().timestamp() - kept["at"] <= _PATIENCE.total_seconds()
    return kept if fresh else None


PAGES: tuple[Page, ...] = (
    get("/openid", begin, "anyone"),
    get("/openid/back", end, "anyone"),
)
