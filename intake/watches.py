"""A worker's share of listening for mail: which mailboxes it watches, and what it hears of them.

Each mailbox is one worker's, by its name and those of the living workers; one that dies is followed as soon
as it counts as dead. To listen twice for a moment does no harm, and whom nobody hears is polled.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from functools import partial

from intake import app
from intake.adapters.idle import IdleHub
from intake.domain.model import Mailbox
from intake.domain.shares import share
from intake.jobs import outliving
from intake.services.desk import Desk
from intake.store import shards, workers

log = logging.getLogger(__name__)

_GATHER = 0.05  # seconds in which what is heard shares a transaction
_PAUSE = 1.0  # seconds before it is said again, where that failed


class Watches:
    """The mailboxes that this worker listens to; `wake` is called with names, in the thread of `pass_on`."""

    def __init__(self, desk: Desk, wake: Callable[[Collection[str]], None]) -> None:
        self._stopping, self._wake = desk.stopping, wake
        self._hub = IdleHub()
        self._heard: set[str] = set()
        self._hearing = threading.Condition()
        self._listening: dict[str, Mailbox] = {}  # as they were configured when we began
        self._deaf: set[str] = set()  # those whose servers have no IDLE
        self._shared: tuple[list[str], set[str]] = ([], set())  # among whom which mailboxes are divided
        self._ours: set[str] = set()

    def take_share(self, desk: Desk) -> None:
        """Listen to the mailboxes that are ours among those who live, and to no other.

        Raises:
            Trouble: the database cannot be used; what was listened to is listened to.

        """
        with desk.database.write() as tx:
            now = desk.now()
            watching = shards.watch(tx, desk.me, workers.the_dead(tx, desk.me, now))
            failing = shards.resting(tx, now)
        boxes = desk.settings.mailboxes if desk.settings.idle else {}
        wanted = boxes.keys() - self._deaf - failing
        if (watching, wanted) != self._shared:
            self._shared, self._ours = (watching, wanted), share(wanted, watching, desk.me)
        self._listen(desk, boxes)

    def changed(self) -> None:
        """The configuration is new: what had no IDLE is tried again."""
        self._deaf.clear()

    def pass_on(self) -> None:
        """Say what is heard, until the stop."""
        say = outliving(self._say)
        while not self._stopping.is_set():
            with self._hearing:
                self._hearing.wait_for(lambda: self._heard or self._stopping.is_set(), timeout=1)
                names, self._heard = frozenset(self._heard), set()
            if names:
                say(names=names)
                self._stopping.wait(_GATHER)

    def close(self) -> None:
        """Listen to nobody any more."""
        self._hub.close()
        with self._hearing:
            self._hearing.notify_all()

    def _listen(self, desk: Desk, boxes: Mapping[str, Mailbox]) -> None:
        for name in self._listening.keys() - self._ours:
            del self._listening[name]
            self._hub.unwatch(name)
        for name in sorted(self._ours):
            box = boxes[name]
            if self._listening.get(name) != box:
                self._listening[name] = box
                password = partial(app.password_of, desk.settings, box.imap)
                self._hub.watch(
                    name, box.imap, password, box.folders[0], self._hear, on_unsupported=self._no_idle
                )

    def _no_idle(self, name: str) -> None:
        log.info("mailbox=%s has no IDLE: it is polled only", name)
        self._deaf.add(name)

    def _hear(self, name: str) -> None:
        with self._hearing:
            self._heard.add(name)
            self._hearing.notify()

    def _say(self, names: frozenset[str]) -> None:
        try:
            self._wake(names)
        except Exception:
            with self._hearing:
                self._heard |= names
            self._stopping.wait(_PAUSE)
            raise
