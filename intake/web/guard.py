"""What stands before every page: whose host name is asked for, and what browsers may do with an answer."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST: Final = 30 * 1024 * 1024  # bytes of a request
_HOST: Final = re.compile(r"(?:\[([^][/?#@\s]+)\]|([^][:/?#@\s]+))(?::[0-9]{0,5})?")
_HEARD_OUT: Final = 8 * LARGEST  # so much is read and dropped, for browsers do not listen while they speak

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

        asked = Headers(scope=scope)
        answer = self._refusal(asked, scope["method"], str(scope["path"])) or self._app
        await answer(scope, limited(receive, asked, LARGEST), with_headers)

    def _refusal(self, headers: Headers, method: str, path: str) -> ASGIApp | None:
        hosts = headers.getlist("host")
        if path == "/livez":  # probes ask by whatever address the machine has
            return None
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
        try:
            return origin is not None and urlsplit(origin).netloc.lower() != host.strip().lower()
        except ValueError:
            return True


def limited(receive: Receive, headers: Headers, largest: int) -> Receive:
    """Receive a request of so many bytes at most; of a larger one the rest is dropped, and nothing is kept.

    What it returns raises HTTPException 413.
    """
    told, taken = headers.get("content-length", ""), 0
    announced = int(told) if told.isdecimal() and len(told) < 20 else 0  # noqa: PLR2004

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] != "http.request":
            return message
        taken += len(message.get("body", b""))
        if max(taken, announced) > largest:
            while message.get("more_body") and taken < _HEARD_OUT:
                message = await receive()
                taken += len(message.get("body", b""))
            raise HTTPException(413)
        return message

    return received


def _bare(host: str) -> str:
    """A host name without its port, lower case; "" where there is more than the two (RFC 9110, 7.2)."""
    found = _HOST.fullmatch(host.strip().lower())
    return (found[1] or found[2]) if found else ""
