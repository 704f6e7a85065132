"""The mailboxes that a worker holds: claimed for its threads, and given back by them or after them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from intake.services.desk import Desk
from intake.store import shards, workers


class Leases:
    """What this worker holds by the rows, and which of it is in the hand of a thread."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        self._desk = desk
        self._claiming = threading.Lock()
        self._in_hand: list[str] = []  # a name may stand there twice: as it is given back and taken again

    def claim(self, shard: int, most: int, lead: timedelta) -> Sequence[str]:
        """Lease up to `most` mailboxes of a shard that have been due for `lead`; each goes in `hand` next."""
        desk = self._desk()
        every, per_host = desk.settings.poll_every, desk.settings.poll_per_host
        with self._claiming:  # or what is claimed just now could seem to be lost
            with desk.database.write() as tx:
                now = desk.now()
                names = shards.claim(
                    tx, shard, desk.me, now, every=every, most=most, due_by=now - lead, per_host=per_host
                )
            self._in_hand.extend(names)
        return names

    @contextmanager
    def hand(self, name: str) -> Iterator[None]:
        """A thread's work with a mailbox that is claimed."""
        try:
            yield
        finally:
            self._in_hand.remove(name)

    def give_back(self) -> None:
        """Give back what is leased to us, and in no thread's hand: a database that went away kept it so.

        Raises:
            Trouble: the database cannot be used.

        """
        desk = self._desk()
        with self._claiming:
            with desk.database.read() as tx:
                lost = set(shards.held(tx, desk.me)).difference(self._in_hand)
            for name in sorted(lost):
                lock = desk.lock(f"mailbox {name}")
                if not lock.acquire(blocking=False):  # the daily comparison is at it
                    continue
                try:
                    with desk.database.write() as tx:
                        workers.release(tx, name, desk.me)
                finally:
                    lock.release()
