"""How long the reading of one file may take: the child that reads it, and its pictures."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from intake.reading.terms import Picture

_PAGE_SECONDS: Final = 15.0  # for all questions about one picture, however it is turned
_TELLING: Final = (b"\0", b"\x40", b"\x80", b"\xc0", b"\xf0")  # shades that tell pictures apart


@dataclass(slots=True)
class Allowance:
    """What is left for the pictures of one file."""

    seconds: float
    questions: int = 500  # a page takes five at most
    page_seconds: float = 0.0
    page: tuple[int, ...] = ()

    def turn_to(self, picture: Picture) -> None:
        """Begin anew where this is another picture; one that is only turned holds the same pixels."""
        shades = (picture.pixels.count(shade) for shade in _TELLING)
        page = (picture.width * picture.height, *shades)
        if page != self.page:
            self.page, self.page_seconds = page, _PAGE_SECONDS

    def spend(self, seconds: float) -> None:
        """Take the time of one question."""
        self.seconds -= seconds
        self.page_seconds -= seconds


class Watch:
    """Ends a child that takes longer than it may; it rests while the child waits for us."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self._child, self._left = child, seconds
        self.late = False
        self._start()

    def _start(self) -> None:
        self._started = time.monotonic()
        self._timer = threading.Timer(max(self._left, 0), self._late)
        self._timer.start()

    def _late(self) -> None:
        self.late = True
        self._child.kill()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Count no time meanwhile."""
        self.end()
        self._left -= time.monotonic() - self._started
        yield
        self._start()

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
