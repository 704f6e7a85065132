"""How many connections each account has, over all threads of this process: polls, IDLE and SMTP together.

Who only listens for mail gives way to who has work to do.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intake.domain.model import Account
from intake.domain.trouble import Occupied

PATIENCE = 60.0  # seconds that work waits for others of its account


@dataclass(eq=False, slots=True)
class Place:
    """One connection of an account; `give_way` is asked of who only listens, once."""

    account: str
    give_way: Callable[[], None] | None = None
    asked: bool = False


class Connections:
    """The places that accounts have; its methods may be called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held: defaultdict[str, list[Place]] = defaultdict(list)

    @contextmanager
    def work(self, account: str, most: int | None, patience: float = PATIENCE) -> Iterator[None]:
        """Hold a place among the `most` of an account (None: as many as are asked for).

        Raises Occupied where none gets free within `patience` seconds.
        """
        place = Place(account)
        with self._changed:
            give_up = time.monotonic() + patience
            while most is not None and len(self._held[account]) >= most:
                self._ask_listeners(account)
                left = give_up - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise Occupied(
                        f"all {most} connections that this account may have are in use",
                        "It is tried again by itself; if this lasts, look for what takes so long there.",
                    )
            self._held[account].append(place)
        try:
            yield
        finally:
            self.leave(place)

    def listen(self, account: str, most: int | None, give_way: Callable[[], None]) -> Place | None:
        """Hold a place, to be left when `give_way` is called; None where there is none now."""
        with self._changed:
            if most is not None and len(self._held[account]) >= most:
                return None
            place = Place(account, give_way)
            self._held[account].append(place)
            return place

    def leave(self, place: Place) -> None:
        """Give a place back."""
        with self._changed:
            held = self._held[place.account]
            held.remove(place)
            if not held:
                del self._held[place.account]
            self._changed.notify_all()

    def _ask_listeners(self, account: str) -> None:
        for place in self._held[account]:
            if place.give_way is not None and not place.asked:
                place.asked = True
                place.give_way()


CONNECTIONS = Connections()  # of this process


def user_of(account: Account) -> str:
    """Who a server takes us for, whichever connection it is."""
    return f"{account.username or ''}@{account.host.lower()}"
