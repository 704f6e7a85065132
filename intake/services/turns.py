"""Work that takes long, a few at a time: who comes when too much is at hand is asked to come again.

A console answers in so many threads and no more. What waits in them for its turn would keep every other page,
signing in among them, from being made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from intake.domain.trouble import Trouble


class Busy(Trouble):
    """Too much of a kind is being done at this moment."""


class Turns:
    """So many turns at a time; `what` says in a sentence what is being done."""

    def __init__(self, most: int, what: str) -> None:
        self._free, self._what = BoundedSemaphore(most), what

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a turn for as long as the block lasts. Raises Busy where there is none left."""
        if not self._free.acquire(blocking=False):
            raise Busy(self._what, "Try again in a few seconds.")
        try:
            yield
        finally:
            self._free.release()
