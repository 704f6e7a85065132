"""The distributed engine, of `intake worker`: one of any number of workers that share the work.

Which mailbox is due stands in its row; a job names a shard of them, and takes what is due there under
leases that die with the worker. Each worker listens to its share of the mailboxes; what it hears is a
job for whoever is free. See docs/scale.md.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from types import FrameType

from intake import queue
from intake.domain.shares import SHARDS, shard_of
from intake.duties import CONFIG_EVERY, OUTBOX_EVERY, Duties, Duty
from intake.jobs import LONGEST_PAUSE, LONGEST_REFUSED, Job, Slice, outliving, pause_after
from intake.leases import Leases
from intake.queue import Queue, Task
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.settings import Settings
from intake.store import outbox, queued, shards, workers
from intake.store.database import Transaction
from intake.watches import Watches

log = logging.getLogger(__name__)

AT_ONCE = 16  # mailboxes
_WIDTH = 4  # mailboxes that one job polls side by side
_HEARD = 2  # jobs at a time for what was just heard of: it waits for none of the others
_SENDERS = 8  # mailboxes whose letters go out at a time
_OTHERS = 4  # further jobs at a time
_TICKS = 2
_SLICE = 5.0  # seconds that a mailbox, or a shard, has before the others have their turn
_TICK = timedelta(seconds=1)
_SOON = timedelta(seconds=5)
_DAILY = timedelta(days=1)
_DAILY_LOOK = timedelta(minutes=10)
_SPARE = timedelta(minutes=5)  # that clocks of machines may differ
_SHARE_EVERY = 3.0  # seconds
_NOTICE_EVERY = 60.0  # seconds

# The lanes of the queue: none waits for the jobs of another. What is done once a day goes one by one.
TICKS, HEARD, POLLS, LETTERS, OTHERS, DAILY = "ticks", "heard", "polls", "letters", "others", "daily"
_PARTS = {f"reconcile {shard}": shard for shard in range(SHARDS)}


class Worker:
    """One of many: what it holds is everybody's as soon as it is silent."""

    def __init__(self, desk: Desk, *, at_once: int = AT_ONCE) -> None:
        self.duties = Duties(desk, self)
        self.vitals = self.duties.vitals
        self.stopping = desk.stopping
        self._watches = Watches(desk, _have_heard_polled)
        self._since = time.monotonic()
        self._width = min(_WIDTH, at_once)
        places = at_once + _HEARD * self._width  # what a job has claimed begins at once
        self._pollers = ThreadPoolExecutor(places, thread_name_prefix="poll")
        lanes = {TICKS: _TICKS, OTHERS: _OTHERS, DAILY: 1}
        swift = {POLLS: max(1, at_once // self._width), HEARD: _HEARD, LETTERS: _SENDERS}
        self._queue = Queue(desk.database, self._tasks(), lanes=lanes, swift=swift)
        self._poll_well = outliving(self._poll)
        self._leases = Leases(lambda: self.desk)

    @property
    def desk(self) -> Desk:
        """The desk as it is now."""
        return self.duties.desk

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the mails and letters in hand are finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        queue.ready(self.desk.database)
        with self.desk.database.write() as tx:
            now = self.desk.now()
            shards.enter(tx, self.desk.settings.mailboxes, now)
            for part, shard in _PARTS.items():  # spread over the day, from the first one on
                shards.done_first(tx, part, now - _DAILY * shard / SHARDS)
        serve = threading.Thread(target=self._queue.serve, name="queue")
        threads = [serve, threading.Thread(target=self._watches.pass_on, name="watches")]
        for thread in threads:
            thread.start()
        self.vitals.pulse.follow(threads)
        self.vitals.begin()
        log.info("working: %d mailbox(es), %d posting(s)", *self.duties.size())
        try:
            self._beat()
        finally:
            self.stopping.set()
            self.vitals.stop()
            self._queue.stop()
            self._watches.close()
            for thread in threads:
                thread.join()
            self._pollers.shutdown()
            self.vitals.close()
            log.info("stopped")

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        log.info("%s: finishing what is in hand", signal.Signals(number).name)
        self.stopping.set()

    def _beat(self) -> None:
        """Do what each worker does for itself, until the stop."""
        own = {
            Job(self.duties.reread): CONFIG_EVERY.total_seconds(),
            Job(lambda: self._watches.take_share(self.desk)): _SHARE_EVERY,
            Job(self._leases.give_back): _SHARE_EVERY,
            Job(self.duties.tell_notices): _NOTICE_EVERY,
        }
        due = dict.fromkeys(own, 0.0)
        while not self.stopping.is_set():
            for job, every in own.items():
                if time.monotonic() >= due[job]:
                    due[job] = time.monotonic() + every
                    job()
            self.vitals.beat()
            self.stopping.wait(0.5)  # a timeout lets Python see signals on every system

    # --- what the duties ask of their engine ---------------------------------

    def letters_due(self) -> None:
        """Nothing: a letter is a job by itself, in the transaction that writes it."""

    def changed(self, before: Settings) -> None:
        """Go by the desk's settings, which are new."""
        names = self.desk.settings.mailboxes
        with self.desk.database.write() as tx:
            shards.enter(tx, names, self.desk.now())
            shards.let_be_due(
                tx, (n for n, box in names.items() if before.mailboxes.get(n) != box), self.desk.now()
            )
        self._watches.changed()

    # --- jobs ----------------------------------------------------------------

    def _tasks(self) -> Sequence[Task]:
        def task(
            name: str, body: Callable[..., None], lane: str = OTHERS, every: timedelta | None = None
        ) -> Task:
            exclusive = every not in (_TICK, OUTBOX_EVERY)  # else one dead worker would hold up all
            return Task(name=name, lane=lane, body=outliving(body), every=every, exclusive=exclusive)

        return (
            task("polls", self._poll_shard, POLLS),
            task("heard", self._poll_heard, HEARD),
            task("letters", self._deliver_of, LETTERS),
            task("due polls", self._due_polls, TICKS, every=_TICK),
            task("due letters", self._due_letters, TICKS, every=OUTBOX_EVERY),
            task("daily", self._daily, every=_DAILY_LOOK),
            task("reconcile", self._reconcile, DAILY),
            task("retire", self._retire, DAILY),
            *(
                task(duty.name, duty.body if duty.now else self._in_time(duty), every=duty.every)
                for duty in self.duties.periodic
            ),
        )

    def _in_time(self, duty: Duty) -> Callable[[], None]:
        """The body, but not before we have been here for as long as it usually waits."""

        def body() -> None:
            if time.monotonic() - self._since > duty.every.total_seconds():
                duty.body()

        return body

    def _due_polls(self) -> None:
        """Have every shard polled in which a mailbox is due."""
        desk = self.desk
        with desk.database.write() as tx:
            now = desk.now()
            shards.free_lost(tx, desk.me, now, max(desk.settings.poll_every, LONGEST_REFUSED) + _SPARE)
            for shard in shards.due(tx, now, per_host=desk.settings.poll_per_host):
                _have_polled(tx, shard)

    def _poll_heard(self, shard: int) -> None:
        """Poll what was heard of in a shard, and what has been due for long."""
        # Half of the lead that `watches` gives it, since clocks differ.
        self._poll_shard(shard, lead=self.desk.settings.poll_every / 2)

    def _poll_shard(self, shard: int, lead: timedelta = timedelta()) -> None:
        """Poll what is due in a shard, some mailboxes side by side, until nothing is or the slice is over.

        What is due for less than `lead` is left to others.
        """
        ends, asked = time.monotonic() + _SLICE, bool(lead)
        running: dict[Future[None], str] = {}
        while True:
            room = self._width - len(running)
            over = time.monotonic() > ends or self.stopping.is_set()
            names = [] if over else self._leases.claim(shard, room, lead)
            for name in names:
                running[self._pollers.submit(self._poll_held, name)] = name
            if len(names) == room and not asked:
                asked = True
                with self.desk.database.write() as tx:
                    _have_polled(tx, shard)  # there may be more than we can do: whoever is free
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                del running[future]

    def _poll_held(self, name: str) -> None:
        """Poll a mailbox that is claimed, and give it back."""
        with self._leases.hand(name):
            self._poll_well(name=name)

    def _poll(self, name: str) -> None:
        desk, mine = self.desk, Slice(self.stopping, _SLICE)
        mailbox = desk.settings.mailboxes.get(name)
        if mailbox is None or self.stopping.is_set():
            with desk.database.write() as tx:
                workers.release(tx, name, desk.me)
                if mailbox is not None:
                    shards.let_be_due(tx, [name], desk.now())
            return
        began = time.monotonic()
        result = poll(replace(desk, stopping=mine), mailbox, mine.worked)
        self.vitals.tally.polled(
            name, time.monotonic() - began, result.outcomes, failed=bool(result.error), busy=result.busy
        )
        now = desk.now()
        if result.until:  # looked at again before: what was refused may have been changed
            with desk.database.write() as tx:
                shards.let_be_due(tx, [name], min(result.until, now + LONGEST_PAUSE))
            if result.asked:
                log.error("mailbox=%s %s Next try at %s.", name, result.error, result.until.isoformat())
        elif result.error:
            with desk.database.write() as tx:
                failures = max(1, shards.failures(tx, name))
                pause = pause_after(failures, desk.settings.poll_every, refused=result.permanent)
                shards.let_be_due(tx, [name], now + pause)
            log.error("mailbox=%s %s Next try in %d s.", name, result.error, pause.total_seconds())
        elif result.busy:  # the daily comparison is at it
            with desk.database.write() as tx:
                shards.let_be_due(tx, [name], now + _SOON)
        elif mine.cut or self.stopping.is_set():  # the others first: it is due again from now on
            with desk.database.write() as tx:
                for shard in shards.let_be_due(tx, [name], now):
                    _have_polled(tx, shard)

    def _due_letters(self) -> None:
        """Free the letters of the dead, and have those sent that are due."""
        desk = self.desk
        self.duties.deliver(only=())
        with desk.database.write() as tx:
            for name in outbox.waiting_mailboxes(tx, desk.me, desk.now()):
                _have_sent(tx, name)

    def _deliver_of(self, mailbox: str) -> None:
        self.duties.deliver(only=(mailbox,))

    def _daily(self) -> None:
        """Have done what nobody has done for a day."""
        desk = self.desk
        with desk.database.write() as tx:
            for name in shards.undone(tx, [*_PARTS, "retire"], desk.now(), _DAILY):
                if name == "retire":
                    queued.put(tx, name, lane=DAILY, key=name, exclusive=True)
                elif any(shard_of(box) == _PARTS[name] for box in desk.settings.mailboxes):
                    queued.put(tx, "reconcile", lane=DAILY, key=name, exclusive=True, shard=_PARTS[name])

    def _reconcile(self, shard: int) -> None:
        boxes = [box for name, box in self.desk.settings.mailboxes.items() if shard_of(name) == shard]
        if self.duties.reconcile(boxes):
            self._done(f"reconcile {shard}")

    def _retire(self) -> None:
        self.duties.retire()
        self._done("retire")

    def _done(self, duty: str) -> None:
        with self.desk.database.write() as tx:
            shards.done(tx, duty, self.desk.now())


def _have_polled(tx: Transaction, shard: int) -> None:
    queued.put(tx, "polls", lane=POLLS, key=f"polls {shard}", shard=shard)


def _have_heard_polled(tx: Transaction, shard: int) -> None:
    queued.put(tx, "heard", lane=HEARD, key=f"heard {shard}", shard=shard)


def _have_sent(tx: Transaction, mailbox: str) -> None:
    queued.put(tx, "letters", lane=LETTERS, key=f"letters {mailbox}", exclusive=True, mailbox=mailbox)
