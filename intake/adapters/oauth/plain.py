"""Tokens of any server that speaks OAuth2: RFC 6749, with RFC 7636 (PKCE) and RFC 8628 (device)."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from intake.adapters.oauth.errors import OAuthError
from intake.adapters.oauth.grants import Grant, granted
from intake.adapters.oauth.loopback import LONGEST, Loopback
from intake.adapters.oauth.person import Person
from intake.adapters.oauth.web import Web
from intake.adapters.wire import said
from intake.domain.model import Flow

_DEVICE: Final = "urn:ietf:params:oauth:grant-type:device_code"
_PAUSE: Final = (
    5.0  # seconds between two questions where the server names none, and more where it asks for it
)
_FAILURES: Final = 3  # in a row, of a server that is asked whether somebody has signed in by now
_SHORTEST: Final = 0.1  # seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Plain:
    """A token server and the application that it knows us as."""

    web: Web
    flow: Flow
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    token_url: str
    authorization_url: str | None = None
    device_url: str | None = None
    scope: str | None = None
    further: Mapping[str, str] = field(default_factory=dict)  # what this server wants to be asked besides

    def renew(self, refresh_token: str | None) -> Grant:
        """Return a new access token, by a refresh token or by what the application itself is.

        Raises OAuthError.
        """
        if self.flow == "client":
            return self._token("client_credentials", scope=self.scope)
        return self._token("refresh_token", refresh_token=refresh_token)

    def sign_in(self, person: Person) -> Grant:
        """Let a person sign in, where one has to.

        Raises OAuthError.
        """
        if self.flow == "client":
            return self.renew(None)
        return self._by_device(person) if self.flow == "device" else self._by_browser(person)

    def _by_browser(self, person: Person) -> Grant:
        verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(24)
        digest = hashlib.sha256(verifier.encode("ascii")).digest()
        with Loopback(state) as page:
            asked = {
                "response_type": "code",
                "client_id": self.client_id,
                "redirect_uri": page.url,
                "state": state,
                "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii"),
                "code_challenge_method": "S256",
                "login_hint": person.username,
            }
            base = self.authorization_url or ""
            scope = {"scope": self.scope} if self.scope else {}
            url = f"{base}{'&' if '?' in base else '?'}{urlencode(asked | scope | dict(self.further))}"
            person.open(url)
            if person.read is not None:
                page.also_read(person.read, person.tell)
            answer = page.wait()
        if answer is None:
            raise OAuthError(
                f"Nobody has signed in within {LONGEST / 60:.0f} minutes",
                "Give the command again.",
                permanent=True,
            )
        if "code" not in answer:
            raise self.web.refused({"error": "no code", **answer}, base)
        return self._token(
            "authorization_code", code=answer["code"], redirect_uri=page.url, code_verifier=verifier
        )

    def _by_device(self, person: Person) -> Grant:
        url = self.device_url or ""
        form = {"client_id": self.client_id, "client_secret": self.client_secret, "scope": self.scope}
        told = self.web.asked(url, form)
        code, page = told.get("device_code"), told.get("verification_uri") or told.get("verification_url")
        if not isinstance(code, str) or not isinstance(page, str):
            raise OAuthError(
                f"{self.web.name(url)} gives no code to sign in with", "Check `device_url`.", permanent=True
            )
        person.enter(said(str(told.get("user_code", ""))), said(page))
        pause = _seconds(told.get("interval"), _PAUSE)
        give_up = time.monotonic() + min(_seconds(told.get("expires_in"), LONGEST), LONGEST)
        failures = 0
        while time.monotonic() < give_up:
            time.sleep(min(pause, max(give_up - time.monotonic(), 0.0)))
            try:
                return self._token(_DEVICE, device_code=code)
            except OAuthError as error:
                waits = error.error in ("authorization_pending", "slow_down")
                failures = 0 if waits else failures + 1
                if not waits and (error.permanent or failures > _FAILURES):
                    raise
                pause += _PAUSE if error.error == "slow_down" else 0  # RFC 8628 §3.5
        raise self.web.refused({"error": "expired_token"}, url)

    def _token(self, grant_type: str, **form: str | None) -> Grant:
        known = {"grant_type": grant_type, "client_id": self.client_id, "client_secret": self.client_secret}
        return granted(self.web.asked(self.token_url, known | form), self.web.name(self.token_url))


def _seconds(value: Any, usual: float) -> float:
    if not isinstance(value, int | float) or not value > 0:
        return usual
    return max(float(min(value, LONGEST)), _SHORTEST)
