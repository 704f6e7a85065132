"""Tokens of Microsoft, by msal. Of it only the requests are used: what is kept is ours to keep."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from intake.adapters.oauth.errors import OAuthError, unavailable
from intake.adapters.oauth.google import not_installed
from intake.adapters.oauth.grants import Grant, granted
from intake.adapters.oauth.person import Person
from intake.adapters.oauth.web import Answer, Web
from intake.adapters.wire import said
from intake.domain.model import Flow

_NO_SUCH_PAGE: Final = range(400, 500)
_RESERVED: Final = frozenset({"openid", "profile", "offline_access"})  # msal asks for them by itself

logging.getLogger("msal").setLevel(logging.CRITICAL)  # it logs answers, which may hold a token


class MsalWeb(Web):
    """Hands msal refusals and grants only; where a server is away or talks nonsense it raises."""

    def post(self, url: str, data: Any = None, headers: Any = None, **rest: Any) -> Answer:
        """Send a form."""
        return self._checked(super().post(url, data, headers, **rest), url)

    def get(self, url: str, headers: Any = None, **rest: Any) -> Answer:
        """Fetch a page; that there is none is for msal to see."""
        answer = super().get(url, headers, **rest)
        return answer if answer.status_code in _NO_SUCH_PAGE else self._checked(answer, url)

    def _checked(self, answer: Answer, url: str) -> Answer:
        try:
            self.object_in(answer, url)
        except OAuthError as error:
            if not error.error:
                raise
        return answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Microsoft:
    """An application registered with Microsoft; `authority` names the cloud and the tenant."""

    web: MsalWeb
    authority: str
    flow: Flow
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    certificate: str | None = field(default=None, repr=False)  # PEM: private key and certificate
    scope: tuple[str, ...]

    def renew(self, refresh_token: str | None) -> Grant:
        """Return a new access token, by a refresh token or by what the application itself is.

        Raises OAuthError.
        """
        with self._asking() as (application, scopes):
            if self.flow == "client":
                return self._grant(application.acquire_token_for_client(scopes))
            return self._grant(application.acquire_token_by_refresh_token(refresh_token, scopes))

    def sign_in(self, person: Person) -> Grant:
        """Let a person sign in with a code, where one has to.

        Raises OAuthError.
        """
        if self.flow == "client":
            return self.renew(None)
        with self._asking() as (application, scopes):
            flow = application.initiate_device_flow(scopes=scopes)
            if "user_code" not in flow:
                raise self.web.refused({"error": "no code", **flow}, self.authority)
            person.enter(said(str(flow["user_code"])), said(str(flow.get("verification_uri", ""))))
            return self._grant(application.acquire_token_by_device_flow(flow))

    def _grant(self, answer: dict[str, Any]) -> Grant:
        if "error" in answer:
            raise self.web.refused(answer, self.authority)
        return granted(answer, self.web.name(self.authority))

    @contextmanager
    def _asking(self) -> Iterator[tuple[Any, list[str]]]:
        """Give msal's application and the scopes, and turn what it raises into OAuthError."""
        try:
            import msal
        except ImportError:
            raise not_installed("msal") from None
        where = self.web.name(self.authority)
        known: dict[str, Any] = {
            "authority": self.authority,
            "http_client": self.web,
            "instance_discovery": False,  # the authority is the admin's word; nobody else is asked about it
        }
        scopes = [scope for scope in self.scope if scope not in _RESERVED]
        try:
            if self.flow == "client":
                application = msal.ConfidentialClientApplication(
                    self.client_id, client_credential=self._credential(), **known
                )
            else:
                application = msal.PublicClientApplication(self.client_id, **known)
        except ValueError:
            raise OAuthError(
                f"{where} knows no such tenant, or the certificate cannot be read",
                "Check `tenant` or `authority`; the certificate's file holds its private key, too (PEM).",
                permanent=True,
            ) from None
        except (KeyError, TypeError, RuntimeError, AttributeError):
            raise unavailable(where, "it says nothing of where tokens are given") from None
        try:
            yield application, scopes
        except (ValueError, KeyError, TypeError, RuntimeError, AttributeError):
            raise unavailable(where, "its answer makes no sense") from None

    def _credential(self) -> Any:
        if self.certificate is None:
            return self.client_secret
        return {"private_key": self.certificate, "public_certificate": self.certificate}
