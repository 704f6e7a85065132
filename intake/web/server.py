"""Serves the console until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import socket

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from intake.domain.trouble import Misuse
from intake.services.desk import Desk
from intake.web import background
from intake.web.app import console
from intake.web.desks import Desks

log = logging.getLogger(__name__)

_AT_ONCE = 200  # requests; more are told to come again
_FINISHING = 20  # seconds for what is in hand when it is told to stop
_HEAD = 10.0  # seconds, twice which a connection may take to bring a request's head


class _Punctual(H11Protocol):
    """Ends connections on which no request comes: there are so many at a time, and no more."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Look after it from now on."""
        super().connection_made(transport)
        self.loop.call_later(_HEAD, self._look, False)

    def _look(self, waited: object) -> None:
        """End it if it has waited since the last look for the same request; else look again."""
        if self.transport.is_closing():
            return
        waits = self.cycle is None or self.cycle.response_complete
        now = self.cycle if waits else False
        if waits and now is waited:
            self.transport.close()
        else:
            self.loop.call_later(_HEAD, self._look, now)


def bound(host: str, port: int) -> socket.socket:
    """Take an address to answer at. Raises Misuse where that cannot be."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _refused(host, port, error) from None
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(place)
        taken.listen(socket.SOMAXCONN)  # whoever takes the same address from now on is told so
    except OSError as error:
        taken.close()
        raise _refused(host, port, error) from None
    return taken


def serve(desk: Desk, taken: socket.socket) -> None:
    """Answer at an address until SIGTERM or Ctrl-C; what is in hand is finished.

    Only what the declared proxies say is believed of where a request comes from.
    """
    proxies = list(desk.settings.web.proxies)
    config = uvicorn.Config(
        console(Desks(desk), taken.getsockname()[0]),
        log_config=None,
        access_log=False,  # addresses and search words stay out of logs
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=_FINISHING,
        limit_concurrency=_AT_ONCE,
        lifespan="off",
        ws="none",
        http=_Punctual,
    )
    try:
        uvicorn.Server(config).run(sockets=[taken])
    finally:
        background.finish(desk, _FINISHING)


def _refused(host: str, port: int, error: OSError) -> Misuse:
    shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return Misuse(
        f"The console cannot answer at {shown}: {error.strerror or error}.",
        "Stop what answers there already, or name another address: --listen 127.0.0.1:8081, or 'web.listen'.",
    )
