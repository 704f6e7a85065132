"""Google's service accounts, by google-auth: one stands in for the mailbox (domain-wide delegation)."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any, Final

from intake.adapters.oauth.errors import OAuthError
from intake.adapters.oauth.grants import Grant, granted
from intake.adapters.oauth.person import Person
from intake.adapters.oauth.web import Web

_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"  # RFC 7523 §2.1
_LIFE: Final = 3600  # seconds; the longest that Google takes


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceAccount:
    """A service account that may act as `subject`; `key` is what Google's JSON file says."""

    web: Web
    key: dict[str, Any] = field(repr=False)
    subject: str
    scope: str

    def renew(self, _refresh_token: str | None) -> Grant:
        """Return a new access token.

        Raises OAuthError.
        """
        url = self.key["token_uri"]
        assertion = self._assertion(url)
        answer = self.web.asked(url, {"grant_type": _BEARER, "assertion": assertion})
        return granted(answer, self.web.name(url))

    def sign_in(self, _person: Person) -> Grant:
        """Return an access token: nobody has to do anything."""
        return self.renew(None)

    def _assertion(self, url: str) -> str:
        try:
            from google.auth import crypt, jwt
        except ImportError:
            raise not_installed("google-auth") from None
        now = int(time.time())
        claims = {"iss": self.key["client_email"], "sub": self.subject, "scope": self.scope, "aud": url}
        try:
            signer = crypt.RSASigner.from_service_account_info(self.key)  # type: ignore[no-untyped-call]
            signed = jwt.encode(signer, {**claims, "iat": now, "exp": now + _LIFE})  # type: ignore[no-untyped-call]
        except (ValueError, TypeError):  # the latter of one that is of another kind, or encrypted
            raise OAuthError(
                "The private key of the service account cannot be read",
                "Make a new key (JSON) for it at Google, and put its file there.",
                permanent=True,
            ) from None
        return bytes(signed).decode("ascii")


def not_installed(package: str) -> OAuthError:
    """Say that a library is missing."""
    return OAuthError(
        f"A mailbox signs in with OAuth2, and the package '{package}' is not installed",
        "Install it with: pip install 'intake[oauth]'.",
        permanent=True,
    )


def keys_in(text: str, *needed: str) -> dict[str, Any]:
    """Return what a JSON file of Google's says: of a client, or of a service account.

    Raises OAuthError where it is no such file.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    keys = (value.get("installed") or value.get("web") or value) if isinstance(value, dict) else None
    if not isinstance(keys, dict) or not all(isinstance(keys.get(key), str) for key in needed):
        raise OAuthError(
            f"The file of Google's key is not as Google gives it: it lacks {', '.join(needed)}",
            "Download it again: of an OAuth client (desktop) for `client`, of a service account for "
            "`service_account`.",
            permanent=True,
        )
    return keys
