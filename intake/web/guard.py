"""What stands before every page: whose host name is asked for, and what browsers may do with an answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST: Final = 30 * 1024 * 1024  # bytes of a request

# No script and no style but ours, from nowhere else; nobody may frame us but ourselves.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses other host names and other sites' forms, and puts the headers on every answer that has none."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], https: bool) -> None:
        """`hosts` are names without ports; `https`: the console is reached that way."""
        self._app, self._hosts, self._https = app, frozenset(hosts), https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self._https:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await (self._refusal(Headers(scope=scope), scope["method"]) or self._app)(
            scope, receive, with_headers
        )

    def _refusal(self, headers: Headers, method: str) -> ASGIApp | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _bare(hosts[0]) not in self._hosts:
            return PlainTextResponse("There is no console under this name.\n", 421)
        if method not in ("GET", "HEAD") and self._foreign(headers, hosts[0]):
            return PlainTextResponse("This form comes from another site.\n", 403)
        return None

    def _foreign(self, headers: Headers, host: str) -> bool:
        """Whether another site made the browser send this (Origin, RFC 6454; Fetch Metadata)."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return True
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc.lower() != host.lower()


def _bare(host: str) -> str:
    """A host name without its port, lower case."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]
