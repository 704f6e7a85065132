"""An SMTP server in a process of its own, so that its Python takes no time from the one that is measured.

    python -m speed.sink

It says its port, answers each line of standard input with what it has taken since (time and recipient, as
JSON), and ends with its input. Times are of the monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any, Self

from rigs.smtp import Sink


class _Timed(Sink):
    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[float, str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.taken.append((time.monotonic(), envelope.rcpt_tos[0]))
        return "250 2.0.0 taken"


class Letterbox:
    """The server, from outside: a context manager."""

    port: int

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "speed.sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def taken(self) -> list[tuple[float, str]]:
        """Give the letters that came since the last time: when, and to whom."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return [(at, to) for at, to in json.loads(self._process.stdout.readline())]


def main() -> None:
    """Serve until nobody asks any more."""
    with _Timed() as server:
        print(server.port, flush=True)
        for _ in sys.stdin:
            server.taken, taken = [], server.taken
            print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    main()
