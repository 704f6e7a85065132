"""A worker's share of listening for mail: which mailboxes it watches, and what it hears of them.

Each mailbox is one worker's, by its name and those of the living workers; one that dies is followed as soon
as it counts as dead. To listen twice for a moment does no harm, and whom nobody hears is polled.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from functools import partial

from intake.adapters.idle import IdleHub
from intake.domain.model import Mailbox
from intake.domain.shares import in_turn, shard_of, share
from intake.jobs import outliving
from intake.services.desk import Desk
from intake.store import shards, workers
from intake.store.database import Transaction

log = logging.getLogger(__name__)

FRESH = 20  # mailboxes a second that are due because their watches are new
_SECOND = timedelta(seconds=1)
_GATHER = 0.05  # seconds in which what is heard shares a transaction
_PAUSE = 1.0  # seconds before it is said again, where that failed


class Watches:
    """The mailboxes that this worker listens to; `ask` puts a job for what was heard of in a shard.

    What was heard of is due at once, before all others. Where a watch has begun, or was renewed, mail may
    have come unheard: these are due in turn, so many a second, or at their usual time if that is earlier.
    """

    def __init__(self, desk: Desk, ask: Callable[[Transaction, int], None]) -> None:
        self._desk, self._ask = desk, ask
        self._stopping, self._next_turn = desk.stopping, desk.now()
        self._hub = IdleHub()
        self._heard: set[str] = set()
        self._fresh: set[str] = set()
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
        self._desk = desk
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
                heard, self._heard = frozenset(self._heard), set()
                fresh, self._fresh = frozenset(self._fresh), set()
            if heard or fresh:
                say(heard=heard, fresh=fresh - heard)
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
                self._hub.watch(
                    name,
                    box.imap,
                    partial(desk.sign_ins.secret_of, name, box.imap),
                    box.folders[0],
                    self._hear,
                    renew=partial(desk.sign_ins.renewed, name, box.imap),
                    connections=box.guest.connections,
                    on_begun=self._begin,
                    on_unsupported=self._no_idle,
                )

    def _no_idle(self, name: str) -> None:
        log.info("mailbox=%s has no IDLE: it is polled only", name)
        self._deaf.add(name)

    def _hear(self, name: str) -> None:
        with self._hearing:
            self._heard.add(name)
            self._hearing.notify()

    def _begin(self, name: str) -> None:
        with self._hearing:  # nobody is notified: it is said within a second
            self._fresh.add(name)

    def _say(self, heard: frozenset[str], fresh: frozenset[str]) -> None:
        try:
            self._let_be_due(heard, fresh)
        except Exception:
            with self._hearing:
                self._heard |= heard
                self._fresh |= fresh
            self._stopping.wait(_PAUSE)
            raise

    def _let_be_due(self, heard: Collection[str], fresh: Collection[str]) -> None:
        desk = self._desk
        now, every = desk.now(), desk.settings.poll_every
        if self._next_turn > now + every + _SECOND:  # the clock was set back
            self._next_turn = now
        turns, next_turn = in_turn(sorted(fresh), max(now, self._next_turn), now + every, FRESH)
        with desk.database.write() as tx:
            # As if it had waited as long as a mailbox does at most: what waits longer still goes first.
            shards.hasten(tx, heard, now - every)
            for shard in sorted({shard_of(name) for name in heard}):
                self._ask(tx, shard)
            for at, names in turns:
                shards.hasten(tx, names, at)
        self._next_turn = next_turn
