"""`auth: {oauth2: …}` of intake.yaml: how an account signs in where no password is taken."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from intake.domain import model
from intake.settings import forms
from intake.settings.faults import found
from intake.settings.fields import Form, SecretPlace, Text
from intake.settings.forms import wrong

# The authority of each kind of account (Microsoft, "Authority"); a sovereign cloud has one of its own.
_MICROSOFT: Final = "https://login.microsoftonline.com/"
_TENANT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}")
# What mail needs: Google, "IMAP, POP, SMTP with OAuth"; Microsoft, "Authenticate an IMAP, POP or SMTP
# connection using OAuth". An application of its own gets what an admin consented to, as .default.
_GOOGLE: Final = ("https://mail.google.com/",)
_WHO: Final = ("openid", "email")  # tell who has signed in
_DELEGATED: Final = (
    "https://outlook.office.com/IMAP.AccessAsUser.All",
    "https://outlook.office.com/SMTP.Send",
)
_APPLICATION: Final = ("https://outlook.office365.com/.default",)

_Provider = Literal["google", "microsoft365", "outlook", "other"]
_PROVIDERS_OF_KEYS: Final = {
    "client": "google",
    "service_account": "google",
    "tenant": "microsoft365",
    "authority": "microsoft365",
    "certificate": "microsoft365",
    "token_url": "other",
}


def _url(value: str) -> str:
    """Return an address that tokens may be asked of: with TLS, or on this machine."""
    forms.text(value)
    example = "Write for instance https://login.example.org/token."
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("https", "http") or parts.fragment or " " in value:
        raise wrong("A URL such as https://login.example.org/token is expected.", example)
    if "@" in parts.netloc:
        raise wrong("A URL with a password in it is not accepted.", "Write client_secret: {env: NAME}.")
    if parts.scheme == "http" and not forms.is_loopback(host):
        raise wrong(
            "A URL without TLS would show tokens to the network; it is accepted for localhost, "
            "127.0.0.1 and ::1 only.",
            "Write https://…",
        )
    return value


def _tenant(value: str) -> str:
    accepted = "A tenant's id or domain, such as example.onmicrosoft.com,"
    return forms.matched(_TENANT, value, accepted, "Copy the Directory (tenant) ID.").group()


def _scope(value: object) -> list[str] | None:
    """Return scopes, from one text with spaces between them or from a list."""
    if value is None:
        return None
    words = value.split() if isinstance(value, str) else value
    if isinstance(words, list) and words and all(isinstance(w, str) and w.isprintable() for w in words):
        return words
    raise wrong(f"One or more scopes are expected, found {found(value)}.", 'Write scope: "ONE TWO".')


def _plain(url: str | None) -> bool:
    return url is not None and url.startswith("http://")


Url = Annotated[str, AfterValidator(_url)]


class OAuth2Form(Form):
    """`oauth2` of `auth`: who gives the tokens, and as whom they are asked for."""

    provider: _Provider | None = Field(default=None, validate_default=True)
    token_url: Url | None = Field(default=None, validate_default=True)
    authorization_url: Url | None = None
    device_url: Url | None = None
    authority: Url | None = None
    tenant: Annotated[str, AfterValidator(_tenant)] | None = None
    client: SecretPlace = None
    service_account: SecretPlace = None
    certificate: SecretPlace = None
    client_secret: SecretPlace = Field(default=None, validate_default=True)
    client_id: Text | None = Field(default=None, validate_default=True)
    scope: Annotated[list[str] | None, BeforeValidator(_scope)] = None
    mechanism: model.Mechanism | None = None
    ca_file: Annotated[Text, AfterValidator(forms.ca_file)] | None = None

    @field_validator("provider")
    @classmethod
    def _is_known(cls, provider: str | None) -> str | None:
        if provider is None:
            raise wrong(
                "The key 'provider' is required and missing, as nothing else tells who gives the tokens.",
                "Add `provider: google`, `microsoft365` or `outlook`; or the `token_url` of another server.",
            )
        return provider

    @field_validator("token_url")
    @classmethod
    def _has_a_server(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is None and info.data.get("provider") == "other":
            raise wrong("The key 'token_url' is required and missing.", "Add `token_url: https://…`.")
        return url

    @field_validator("authorization_url", "device_url")
    @classmethod
    def _beside_its_server(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is not None and info.data.get("token_url", url) is None:
            raise wrong(f"The {info.field_name} is of no use without a token_url.", "Add `token_url: …`.")
        return url

    @field_validator("authority", "tenant", "certificate", "client", "service_account")
    @classmethod
    def _of_this_provider(cls, value: Any, info: ValidationInfo) -> Any:
        owner = "google" if info.field_name in ("client", "service_account") else "microsoft365"
        given = info.data.get("provider", owner)
        if value is not None and given != owner and (given, owner) != ("outlook", "microsoft365"):
            raise wrong(
                f"The key '{info.field_name}' is for {owner}, and the provider is {given}.", "Remove it."
            )
        if value is not None and info.data.get("token_url"):
            raise wrong(
                f"The key '{info.field_name}' and a token_url exclude each other.", "Remove one of them."
            )
        if value is not None and info.field_name == "certificate" and _plain(info.data.get("authority")):
            raise wrong("A certificate signs in over https only.", "Write authority: https://….")
        return value

    @field_validator("client_secret")
    @classmethod
    def _says_how(cls, secret: model.Secret | None, info: ValidationInfo) -> model.Secret | None:
        data = info.data
        if data.get("token_url") and not (secret or data.get("authorization_url") or data.get("device_url")):
            raise wrong(
                "It is not said how to sign in: a device_url, an authorization_url or a client_secret.",
                "Add the one that your server has; a client_secret alone signs in the application itself.",
            )
        alone = (secret or data.get("certificate")) and not data.get("token_url")
        if (
            alone
            and data.get("provider") == "microsoft365"
            and not (data.get("tenant") or data.get("authority"))
        ):
            raise wrong(
                "An application that signs in by itself belongs to one tenant, and none is named.",
                "Add `tenant: …`, the Directory (tenant) ID.",
            )
        return secret

    @field_validator("client_id")
    @classmethod
    def _is_somebody(cls, client_id: str | None, info: ValidationInfo) -> str | None:
        by_file = info.data.get("provider") == "google" and not info.data.get("token_url")
        if by_file and not (info.data.get("client") or info.data.get("service_account")):
            raise wrong(
                "Google's file of the client is required and missing.",
                "Add `client: {file: client.json}` or `service_account: {file: key.json}`: Google's file.",
            )
        if client_id is None and not by_file and "provider" in info.data:
            raise wrong(
                "The key 'client_id' is required and missing.",
                "Add `client_id: …`, the id of your application there.",
            )
        return client_id

    def oauth2(self) -> model.OAuth2:
        """Return the way to sign in."""
        google = self.provider == "google"
        if google and not self.token_url:
            return self._way("google", "service" if self.service_account else "browser")
        if google or self.provider == "other" or self.token_url:
            return self._way("other", self._flow("client"))
        tenant = self.tenant or ("consumers" if self.provider == "outlook" else "organizations")
        authority = (self.authority or _MICROSOFT + tenant).rstrip("/")
        flow = self._flow("client" if self.client_secret or self.certificate else "device")
        if not _plain(authority):
            return self._way("microsoft", flow, authority=authority)
        return self._way(  # on this machine, where Microsoft's own library would refuse it
            "other",
            flow,
            token_url=f"{authority}/oauth2/v2.0/token",
            device_url=f"{authority}/oauth2/v2.0/devicecode",
        )

    def _way(self, issuer: model.Issuer, flow: model.Flow, **urls: str) -> model.OAuth2:
        named = {"token_url": self.token_url, "device_url": self.device_url} | urls
        return model.OAuth2(
            issuer=issuer,
            flow=flow,
            client_id=self.client_id,
            client_secret=self.client_secret,
            certificate=self.certificate,
            key=self.service_account or self.client,
            authorization_url=self.authorization_url,
            scope=tuple(self.scope or self._usual_scope(issuer, flow)),
            mechanism=self.mechanism,
            ca_file=self.ca_file,
            **named,
        )

    def _flow(self, otherwise: model.Flow) -> model.Flow:
        return "device" if self.device_url else "browser" if self.authorization_url else otherwise

    def _usual_scope(self, issuer: model.Issuer, flow: model.Flow) -> tuple[str, ...]:
        if self.provider == "other":
            return ()
        if self.provider == "google":
            return _GOOGLE if flow == "service" else (*_GOOGLE, *_WHO)
        if flow == "client":
            return _APPLICATION
        # A token that can be renewed is asked for by Microsoft's own library without being told.
        return _DELEGATED if issuer == "microsoft" else (*_DELEGATED, "offline_access", "openid")


class AuthForm(Form):
    """`auth` of an account or a mailbox."""

    oauth2: OAuth2Form


def with_provider(value: Any, provider: str | None) -> Any:
    """Return `auth` as written, with who gives the tokens where that is not written.

    That is the mailbox's provider, where it gives any, else what the keys tell.
    """
    inner = value.get("oauth2") if isinstance(value, dict) else None
    if not isinstance(inner, dict) or inner.get("provider") is not None:
        return value
    told = (owner for key, owner in _PROVIDERS_OF_KEYS.items() if inner.get(key) is not None)
    who = provider if provider in get_args(_Provider) else next(told, None)
    return {**value, "oauth2": {**inner, "provider": who}} if who else value


def _filled(value: Any, info: ValidationInfo) -> Any:
    return with_provider(value, info.data.get("provider"))


Auth = Annotated[AuthForm | None, BeforeValidator(_filled)]
