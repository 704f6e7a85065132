"""The small web server of a running process: `/livez`, `/healthz` and `/metrics`, for machines that look.

It answers GET and nothing else, a few at a time, each for a few seconds at most.
"""

from __future__ import annotations

import json
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from intake.domain.trouble import Trouble, stumble
from intake.monitor.health import Health
from intake.monitor.metrics import exposition
from intake.monitor.tally import Tally

log = logging.getLogger(__name__)

_AT_ONCE = 8
_LONGEST = 20.0  # seconds for one question and its answer
_SILENT = 5.0  # seconds without a byte


class Monitor:
    """Listens where the configuration says, or nowhere; what fails here stops no work."""

    def __init__(self, tally: Tally, health: Health) -> None:
        self._tally, self._health = tally, health
        self._address: tuple[str, int] | None = None
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int | None:
        """The port that is listened on."""
        return self._server.server_address[1] if self._server else None

    def listen(self, address: tuple[str, int] | None) -> None:
        """Listen there from now on, and nowhere else."""
        if address == self._address:
            return
        self.close()
        self._address = address
        if address is None:
            return
        try:
            self._server = _Server(address, self._answer)
        except OSError as error:
            log.error(  # noqa: TRY400 - a sentence for people
                "Nothing answers at %s port %d: %s. Name a free port of this machine under 'monitor' in "
                "intake.yaml. The work goes on without.",
                address[0],
                address[1],
                error.strerror or type(error).__name__,
            )
            return
        self._thread = threading.Thread(target=self._server.serve_forever, name="monitor", daemon=True)
        self._thread.start()
        log.info("answering /livez, /healthz and /metrics at port=%d", self._server.server_address[1])

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
        self._server = self._thread = self._address = None

    def _answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        match path.partition("?")[0]:
            case "/livez":
                return _verdict(self._health.dead)
            case "/healthz":
                return _verdict(self._health.wrong)
            case "/metrics":
                try:
                    body, kind = exposition(self._tally, self._health)
                except Trouble as trouble:
                    return HTTPStatus.NOT_IMPLEMENTED, "text/plain; charset=utf-8", f"{trouble}\n".encode()
                return HTTPStatus.OK, kind, body
        told = b"There are /livez, /healthz and /metrics.\n"
        return HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", told


def _verdict(wrong: list[str]) -> tuple[HTTPStatus, str, bytes]:
    status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
    shape = {"status": "failing" if wrong else "ok", "wrong": wrong}
    return status, "application/json", json.dumps(shape).encode() + b"\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 16

    def __init__(
        self, address: tuple[str, int], answer: Callable[[str], tuple[HTTPStatus, str, bytes]]
    ) -> None:
        self.answer = answer
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._open: dict[Any, float] = {}
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Bind, and ask no name server for our own name, as the library would."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002 - the library's
        """Take a few at a time; of more the connection is closed at once."""
        if len(self._open) >= _AT_ONCE:
            return False
        self._open[request] = time.monotonic()
        return True

    def service_actions(self) -> None:
        """Cut off who takes too long; twice a second."""
        for request, since in list(self._open.items()):
            if time.monotonic() - since > _LONGEST:
                with suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)

    def shutdown_request(self, request: Any) -> None:
        """Let a connection go."""
        self._open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the library's
        """Name a fault of ours; of who went away there is nothing to say."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):
            log.warning("a probe was not answered: %s", stumble(error))


class _Handler(BaseHTTPRequestHandler):
    timeout = _SILENT
    server: _Server

    def version_string(self) -> str:
        """Who answers: not in which version of what."""
        return "intake"

    def do_GET(self) -> None:
        """Answer one question; the connection is closed then."""
        status, kind, body = self.server.answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep who looked out of the log."""
