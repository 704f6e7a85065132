"""Somebody whom a webhook calls: a real HTTP server on loopback, which answers as a test wants it to."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from rigs.net import LOOPBACK

Plan = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A call as it came."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def told(self) -> Any:
        """What it tells."""
        return json.loads(self.body)


@dataclass
class Receiver:
    """The server; `plan` answers the calls that are heard."""

    plan: Plan
    tls: ssl.SSLContext | None = None
    heard: list[Heard] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.heard.append(Heard(path=self.path, headers=headers, body=body))
                with suppress(OSError):
                    receiver.plan(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        return f"{'https' if self.tls else 'http'}://{LOOPBACK}:{self.port}/hook?x=1"

    def hang(self, _: BaseHTTPRequestHandler) -> None:
        """Say nothing."""
        self.released.wait(30)

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Say a byte now and then, for ever."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.released.wait(0.1):
            handler.wfile.write(b"X-Header: x\r\n"[:5])


def answer(status: int, body: bytes = b"", **headers: str) -> Plan:
    """Answer so."""

    def plan(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return plan


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Answer 200, and then 10 MB."""
    answer(200, b"x" * 10_000_000)(handler)


def close(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection."""
    handler.connection.shutdown(socket.SHUT_RDWR)


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    """Answer what is no HTTP."""
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")


def slow(seconds: float) -> Plan:
    """Answer 204 after a while."""

    def plan(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        answer(204)(handler)

    return plan
