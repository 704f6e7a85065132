"""What a form is about and no page may hold: a proposed change, a typed password, work in the background.

They lie in the memory of this process for a while; who put them there gets them back by a token.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from intake.web.visit import Visit

T = TypeVar("T")

_LONGEST: Final = 3600.0  # seconds
_MOST: Final = 100


@dataclass
class Tray:
    """Keeps things for accounts; the oldest make room."""

    things: OrderedDict[tuple[int, str], tuple[float, Any]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, owner: int, thing: object) -> str:
        """Keep a thing for an account; return its token."""
        token = secrets.token_urlsafe(18)
        with self.lock:
            self._sweep()
            self.things[owner, token] = time.monotonic(), thing
        return token

    def get(self, owner: int, token: str, kind: type[T]) -> T | None:
        """The thing of that token, if it is that account's, of that kind, and still there."""
        with self.lock:
            self._sweep()
            _, thing = self.things.get((owner, token), (0.0, None))
        return thing if isinstance(thing, kind) else None

    def drop(self, owner: int, token: str) -> None:
        """Forget a thing."""
        with self.lock:
            self.things.pop((owner, token), None)

    def of_kind(self, kind: type[T]) -> list[T]:
        """Everything of a kind, whoever's it is."""
        with self.lock:
            return [thing for _, thing in self.things.values() if isinstance(thing, kind)]

    def _sweep(self) -> None:
        oldest = time.monotonic() - _LONGEST
        for key, (since, thing) in list(self.things.items()):
            if since >= oldest and len(self.things) <= _MOST:
                return
            if not getattr(thing, "at_work", False):  # what is not done is asked for until it is
                del self.things[key]


_making = threading.Lock()


def tray(visit: Visit) -> Tray:
    """The tray of this console."""
    state = visit.request.app.state
    with _making:
        if not hasattr(state, "tray"):
            state.tray = Tray()
    found: Tray = state.tray
    return found


def put(visit: Visit, thing: object) -> str:
    """Keep a thing for who asks; return its token."""
    return tray(visit).put(visit.user.id, thing)


def get(visit: Visit, token: str, kind: type[T]) -> T | None:
    """A thing that who asks has put there."""
    return tray(visit).get(visit.user.id, token, kind) if token else None
