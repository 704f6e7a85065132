"""The providers of mailboxes that `provider:` of the configuration may name, and what each asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from intake.domain.model import Guest, Security

SignIn = Literal["password", "app_password", "oauth2"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """Where a provider listens for one protocol."""

    host: str
    port: int
    security: Security = "tls"


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A provider: its servers, how it lets people in, and what it asks of its guests."""

    name: str  # as in the configuration
    title: str  # as people call it
    imap: Server
    smtp: Server
    sign_in: tuple[SignIn, ...]  # the best first
    authserv_id: str | None = None  # as `authserv_id` of a mailbox; None: it writes none that one can rely on
    guest: Guest


PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (
        Provider(
            name="google",
            title="Google",
            imap=Server(host="imap.gmail.com", port=993),
            smtp=Server(host="smtp.gmail.com", port=465),
            sign_in=("oauth2", "app_password"),
            authserv_id="mx.google.com",
            guest=Guest(connections=10, letters_a_day=500, download_a_day=2500 << 20),
        ),
        Provider(
            name="microsoft365",
            title="Microsoft 365",
            imap=Server(host="outlook.office365.com", port=993),
            smtp=Server(host="smtp.office365.com", port=587, security="starttls"),
            sign_in=("oauth2",),
            authserv_id="outlook.com",
            guest=Guest(connections=3, letters_a_minute=30, letters_a_day=10_000),
        ),
    )
}


def provider_at(host: str) -> Provider | None:
    """Return the provider whose IMAP or SMTP server that is, or None."""
    host = host.lower().rstrip(".")
    return next((each for each in PROVIDERS.values() if host in (each.imap.host, each.smtp.host)), None)
