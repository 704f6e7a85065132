"""The servers that were found, as lines of intake.yaml. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intake.domain.providers import PROVIDERS, Server, SignIn

_WORDS_OF_YAML = frozenset({"true", "false", "null"})  # YAML 1.2, section 10.3.2

if TYPE_CHECKING:
    from intake.adapters.discovery import Found


def as_yaml(found: Found) -> str:
    """Return the mailbox for `mailboxes:` of intake.yaml, without what its provider fills in anyway."""
    local = found.address.partition("@")[0]
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", local).strip("-_")[:64] or "jobs"
    provider = PROVIDERS[found.provider] if found.provider else None
    lines = [f"{_quoted(name)}:", f"  address: {_quoted(found.address)}"]
    if provider:
        lines.append(f"  provider: {provider.name}")
    usual = {"imap": provider.imap, "smtp": provider.smtp} if provider else {}
    for key, server in (("imap", found.imap), ("smtp", found.smtp)):
        if server is not None and server != usual.get(key):
            lines.append(f"  {key}: {_differing(server, usual.get(key))}")
    if found.username or not provider:
        lines.append(f"  username: {_quoted(found.username or found.address)}")
    lines.append(_login(name, provider.sign_in if provider else ()))
    return "\n".join(lines) + "\n"


def _differing(server: Server, usual: Server | None) -> str:
    written = {"host": server.host, "port": server.port, "security": server.security}
    if usual is not None:
        theirs = {"host": usual.host, "port": usual.port, "security": usual.security}
        written = {key: value for key, value in written.items() if value != theirs[key]}
        if "security" in written:
            written["port"] = server.port
    return "{" + ", ".join(f"{key}: {value}" for key, value in written.items()) + "}"


def _login(name: str, sign_in: tuple[SignIn, ...]) -> str:
    if sign_in == ("oauth2",):
        return "  auth: {oauth2: {client_id: …}}   # the id of your application there: see docs/mailboxes.md"
    variable = re.sub("[^A-Z0-9]", "_", name.upper())
    secret = f"  password: {{env: {'MAILBOX_' if variable[0].isdigit() else ''}{variable}_PASSWORD}}"
    return f"{secret}   # an app password: see docs/mailboxes.md" if "app_password" in sign_in else secret


def _quoted(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9._+@-]*", text) and text.lower() not in _WORDS_OF_YAML
    return text if plain else "'" + text.replace("'", "''") + "'"
