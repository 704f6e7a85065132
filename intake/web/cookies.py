"""The console's cookies: the session, a guest's seed, the language."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from intake.services import accounts
from intake.web.visit import Visit

SESSION: Final = "intake-session"
GUEST: Final = "intake-guest"
LANGUAGE: Final = "intake-language"
_YEAR: Final = 365 * 24 * 3600


class Cookies:
    """Sets cookies on a response. Over https their names are bound to this host (RFC 6265bis, 4.1.3.2)."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    @staticmethod
    def name(request: Request, name: str) -> str:
        """A cookie's name as it goes over this connection."""
        return f"__Host-{name}" if request.url.scheme == "https" else name

    @classmethod
    def read(cls, request: Request, name: str) -> str | None:
        """What a cookie holds."""
        return request.cookies.get(cls.name(request, name)) or None

    @classmethod
    def token_of(cls, request: Request) -> str | None:
        """The token of the session; None where there is none, or where it was not signed here."""
        kept = cls.read(request, SESSION)
        return accounts.unsigned(request.app.state.key, kept) if kept else None

    def set(self, response: Response, name: str, value: str, *, keep: bool = False) -> None:
        """Have the browser hold a cookie: until it is closed, or for a year."""
        request = self._visit.request
        response.set_cookie(
            self.name(request, name),
            value,
            max_age=_YEAR if keep else None,
            path="/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )

    def sign_in(self, response: Response, token: str) -> None:
        """Have the browser hold a new session; the guest that it was is forgotten."""
        self.set(response, SESSION, accounts.signed(self._visit.request.app.state.key, token))
        self.drop(response, GUEST)

    def drop(self, response: Response, name: str) -> None:
        """Have the browser forget a cookie."""
        request = self._visit.request
        response.delete_cookie(
            self.name(request, name), path="/", secure=request.url.scheme == "https", httponly=True
        )
