"""Tokens in place of passwords (OAuth2): asked for, renewed, and read with care.

`issuer` gives who grants the tokens of an account: Google's service accounts by google-auth, Microsoft
by msal, any other server (and Google's sign-in by a person) by the protocol alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from intake.adapters.oauth.certificate import ends as certificate_ends
from intake.adapters.oauth.errors import OAuthError
from intake.adapters.oauth.google import ServiceAccount, keys_in
from intake.adapters.oauth.grants import Grant
from intake.adapters.oauth.microsoft import Microsoft, MsalWeb
from intake.adapters.oauth.person import Person
from intake.adapters.oauth.plain import Plain
from intake.adapters.oauth.web import Web
from intake.domain.model import OAuth2, Secret

__all__ = ["Grant", "Issuer", "OAuthError", "Person", "certificate_ends", "issuer"]

# Google gives a token that can be renewed only where it is asked to, each time.
_GOOGLE_ASKS: Final = {"access_type": "offline", "prompt": "consent"}


class Issuer(Protocol):
    """Who grants tokens. Both raise OAuthError."""

    def renew(self, refresh_token: str | None) -> Grant:
        """Return a new access token."""

    def sign_in(self, person: Person) -> Grant:
        """Let a person sign in."""


def issuer(way: OAuth2, username: str, mailbox: str, resolve: Callable[[Secret], str]) -> Issuer:
    """Return who grants the tokens of a mailbox's account; `resolve` looks a secret up.

    Raises OAuthError where a file of keys is not what it should be, and what `resolve` raises.
    """
    secret = resolve(way.client_secret) if way.client_secret else None
    if way.issuer == "microsoft":
        return Microsoft(
            web=MsalWeb(ca_file=way.ca_file, who="Microsoft", mailbox=mailbox),
            authority=way.authority or "",
            flow=way.flow,
            client_id=way.client_id or "",
            client_secret=secret,
            certificate=resolve(way.certificate) if way.certificate else None,
            scope=way.scope,
        )
    web = Web(ca_file=way.ca_file, who="Google" if way.issuer == "google" else None, mailbox=mailbox)
    scope = " ".join(way.scope) or None
    if way.flow == "service" and way.key:
        key = keys_in(resolve(way.key), "client_email", "private_key", "token_uri")
        return ServiceAccount(web=web, key=key, subject=username, scope=scope or "")
    if way.issuer == "google" and way.key:
        client = keys_in(resolve(way.key), "client_id", "client_secret", "auth_uri", "token_uri")
        return Plain(
            web=web,
            flow=way.flow,
            client_id=client["client_id"],
            client_secret=client["client_secret"],
            token_url=client["token_uri"],
            authorization_url=client["auth_uri"],
            scope=scope,
            further=_GOOGLE_ASKS,
        )
    return Plain(
        web=web,
        flow=way.flow,
        client_id=way.client_id or "",
        client_secret=secret,
        token_url=way.token_url or "",
        authorization_url=way.authorization_url,
        device_url=way.device_url,
        scope=scope,
    )
