"""`web` of intake.yaml: where the console answers, how people reach it, and who else may let them in."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from intake.domain.trouble import Misuse
from intake.settings.faults import Finding, Tree
from intake.settings.fields import Form, Key, Text
from intake.settings.forms import is_loopback, wrong
from intake.settings.monitor import is_listened, split
from intake.settings.values import OpenID, Settings, Web

_HERE = "127.0.0.1:8080"


def _url(value: str) -> str:
    """Return `https://HOST[:PORT]` without a path; plain `http` on this machine alone."""
    parts = urlsplit(value)
    bare = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not parts.hostname or not bare or not safe:
        raise wrong(
            f"An https address without a path is expected, found '{value}'.",
            "Write for instance https://intake.example.org: what people type to reach the console.",
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _issuer(value: str) -> str:
    """Return an OpenID Connect issuer: an https address, which may have a path (Discovery 1.0, section 3)."""
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not parts.hostname or not safe or "@" in parts.netloc or parts.query or parts.fragment:
        raise wrong(
            f"An https address is expected, found '{value}'.", "Write the issuer as its provider names it."
        )
    return value.rstrip("/")


def _proxy(value: str) -> str:
    """Return an address, or a network of them, whose X-Forwarded-For and -Proto are believed."""
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        network = None
    if network is None or not network.prefixlen:
        raise wrong(
            f"The address of a proxy is expected, found '{value}'.",
            "Write an IP address such as 10.0.0.5, or a network such as 10.0.0.0/24: what it says of where "
            "somebody comes from is believed.",
        )
    return str(network) if "/" in value else str(network.network_address)


class OpenIDForm(Form):
    """`web.openid` of intake.yaml."""

    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: Text
    client_secret: Key
    name: Text | None = None  # what the button says: "Sign in with NAME"


class WebForm(Form):
    """`web` of intake.yaml."""

    proxies: list[Annotated[Text, AfterValidator(_proxy)]] = Field(default=[])
    listen: Annotated[str, AfterValidator(is_listened)] = _HERE
    url: Annotated[str, AfterValidator(_url)] | None = None
    openid: OpenIDForm | None = None

    @field_validator("listen")
    @classmethod
    def _only_behind_a_proxy(cls, listen: str, info: ValidationInfo) -> str:
        """Passwords do not go over a network in plain text: beyond this machine a proxy must do TLS."""
        if not is_loopback(split(listen)[0]) and not info.data.get("proxies"):
            raise wrong(
                f"The console speaks plain HTTP, and '{listen}' can be reached from other machines.",
                "Write 127.0.0.1:8080, or name the addresses of the proxy that speaks TLS in front of it: "
                "`proxies: [10.0.0.5]`.",
            )
        return listen

    def web(self) -> Web:
        """Return what they amount to."""
        return Web(
            listen=split(self.listen),
            url=self.url,
            proxies=tuple(self.proxies),
            openid=OpenID(**dict(self.openid)) if self.openid else None,
        )


def on_web(settings: Settings, intake: Tree) -> Iterator[Finding]:
    """Find what lacks for the console, where it is configured."""
    if not settings.web.configured:
        return
    if find_spec("starlette") is None:
        text = "The extra 'web' is not installed: 'intake web' does not start."
        remedy = "Install it: pip install 'intake[web]'."
        yield Finding(level="warning", where=intake.where("web"), text=text, remedy=remedy)
    if settings.web.url is None:
        text = "The console has no 'url': mails cannot lead to it."
        remedy = "Write `url: https://intake.example.org` under 'web'."
        yield Finding(level="info", where=intake.where("web"), text=text, remedy=remedy)
    if settings.web.openid is not None and settings.web.url is None:
        text = "The sign-in provider of 'openid' has to lead back to the console, and it has no 'url'."
        remedy = "Write `url: https://intake.example.org` under 'web', and tell the provider URL/openid/back."
        yield Finding(level="warning", where=intake.where("web"), text=text, remedy=remedy)


def place(listen: str, settings: Settings) -> tuple[str, int]:
    """Where a command wants the console to answer, held to the same rules. Raises Misuse."""
    try:
        host, port = split(is_listened(listen))
    except PydanticCustomError as error:
        raise Misuse(error.message(), "Write for instance --listen 127.0.0.1:8080.") from None
    if not is_loopback(host) and not settings.web.proxies:
        raise Misuse(
            f"The console speaks plain HTTP, and '{listen}' can be reached from other machines.",
            "Name the proxy that speaks TLS in front of it in intake.yaml: `web: {proxies: [10.0.0.5]}`.",
        )
    return host, port
