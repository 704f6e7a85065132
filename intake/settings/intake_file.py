"""A first intake.yaml: what an organisation says of itself and of its mailbox, as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from intake.domain.providers import PROVIDERS, Server
from intake.settings.writing import plain, quoted


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """One server of the mailbox, and how it is logged in to: by nothing, a password or OAuth2."""

    server: Server
    username: str | None = None
    password: str | None = None  # the file that keeps it
    auth: Mapping[str, str] | None = None  # of `oauth2`: texts, or YAML in braces
    ca_file: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """An installation with one mailbox. With a provider, `imap` holds the login and no server is written."""

    organisation: str
    zone: str
    admins: tuple[str, ...]
    name: str
    address: str
    provider: str | None
    imap: Login
    smtp: Login
    since: date


def intake_file(outline: Outline) -> str:
    """Write the YAML. What is not in it has its default."""
    lines = [
        "# Made by intake init: every line can be changed by hand; what is not here has its default.",
        f"organisation: {plain(outline.organisation)}",
        f"timezone: {outline.zone}",
        f"admins: [{', '.join(map(quoted, outline.admins))}]   # who gets alarms",
        "",
        "mailboxes:",
        f"  {outline.name}:",
        *(f"    {line}" for line in _mailbox(outline)),
    ]
    return "\n".join(lines) + "\n"


def _mailbox(outline: Outline) -> Iterator[str]:
    yield f"address: {quoted(outline.address)}"
    if outline.provider:
        yield f"provider: {outline.provider}"
        yield from _login(outline.imap)
        usual = PROVIDERS[outline.provider]
        for protocol, server, its in (
            ("imap", outline.imap.server, usual.imap),
            ("smtp", outline.smtp.server, usual.smtp),
        ):
            if server != its:  # of another region
                yield f"{protocol}: {{host: {server.host}, port: {server.port}, security: {server.security}}}"
    else:
        for protocol, login in (("imap", outline.imap), ("smtp", outline.smtp)):
            yield f"{protocol}:"
            yield from (f"  {line}" for line in (*_server(login), *_login(login)))
    yield f"since: {outline.since.isoformat()}   # mail received earlier gets no letter"


def _server(login: Login) -> Iterator[str]:
    yield f"host: {login.server.host}"
    yield f"port: {login.server.port}"
    yield f"security: {login.server.security}"
    if login.ca_file:
        yield f"ca_file: {quoted(login.ca_file)}"


def _login(login: Login) -> Iterator[str]:
    if login.username is None:
        return
    yield f"username: {quoted(login.username)}"
    if login.auth is not None:
        yield "auth:"
        yield "  oauth2:"
        yield from (f"    {key}: {value}" for key, value in login.auth.items())
    else:
        yield f"password: {{file: {quoted(login.password or '')}}}"
