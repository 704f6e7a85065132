"""Where a browser comes back to after somebody signed in: a page of this machine (RFC 8252 §7.3)."""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from typing import Final, Self
from urllib.parse import parse_qsl, urlsplit

LONGEST: Final = 900.0  # seconds that somebody may take to sign in
_PAGE: Final = b"The sign-in was handed over to intake. Close this page and go back to where you began.\n"


class Loopback:
    """Waits for the answer with `state` in it; a context manager. `url` is where it is to be sent."""

    def __init__(self, state: str) -> None:
        self._state, self._answers = state, SimpleQueue[Mapping[str, str]]()
        loopback = self

        class Page(BaseHTTPRequestHandler):
            timeout = 5  # seconds; a browser that only connects holds up nobody

            def do_GET(self) -> None:
                known = loopback.take(self.path)
                self.send_response(200 if known else 404)
                self.send_header("Content-Type", "text/plain")
                self.end_headers()
                self.wfile.write(_PAGE if known else b"Nothing is here.\n")

            def log_message(self, *_: object) -> None:
                """Log nothing: the address holds a code that is good for a token."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, url: str) -> bool:
        """Take an answer, as a path or in full; False where it is not the one waited for."""
        try:
            answer = dict(parse_qsl(urlsplit(url.strip()).query, max_num_fields=20))
        except ValueError:
            return False
        if not hmac.compare_digest(answer.get("state", "").encode(errors="replace"), self._state.encode()):
            return False
        self._answers.put(answer)
        return True

    def also_read(self, read: Callable[[], str], tell: Callable[[str], None]) -> None:
        """Take answers that a person pastes, too, for a browser on another machine."""

        def listen() -> None:
            while line := read():
                if self.take(line):
                    return
                tell("That is not the address at which this sign-in ended. Paste it as a whole.")

        threading.Thread(target=listen, daemon=True).start()

    def wait(self) -> Mapping[str, str] | None:
        """Return the answer; None where none has come in time."""
        try:
            return self._answers.get(timeout=LONGEST)
        except Empty:
            return None
