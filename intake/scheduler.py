"""The embedded engine, of `intake run`: ticks and idlers within one process.

Each mailbox is polled on its own tick, and besides at once when IDLE says that mail has come. A
changed configuration takes effect at the next tick if it is valid, and is left aside if it is not.
"""

from __future__ import annotations

import logging
import random
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent import futures
from contextlib import suppress
from datetime import timedelta
from functools import partial
from types import FrameType

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_SUBMITTED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from intake.adapters.idle import IdleHub
from intake.domain.model import Mailbox
from intake.duties import CONFIG_EVERY, OUTBOX_EVERY, Duties
from intake.jobs import Job, Pauses
from intake.services import guests
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.settings import Settings

log = logging.getLogger(__name__)

_RETIRE_EVERY = timedelta(days=1)
_SET_BACK = timedelta(seconds=5)  # the least that counts as a clock set back
_THREADS = 12
_SENDERS = 4
_LOOKED = EVENT_JOB_SUBMITTED | EVENT_JOB_MAX_INSTANCES  # the scheduler's own thread has looked what is due


class Clockwork:
    """Runs everything until it is told to stop."""

    def __init__(self, desk: Desk) -> None:
        self.duties = Duties(desk, self)
        self.vitals = self.duties.vitals
        self.stopping = desk.stopping
        self.hub = IdleHub()
        self._ticking = ThreadPoolExecutor(_THREADS)
        self.scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": self._ticking},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._urgent = futures.ThreadPoolExecutor(_THREADS, thread_name_prefix="urgent")
        self._woken: dict[str, threading.Event] = defaultdict(threading.Event)
        self._reading = Pauses()
        self._idle = False
        self._clocks = desk.now(), time.monotonic()

    @property
    def desk(self) -> Desk:
        """The desk as it is now."""
        return self.duties.desk

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the message and the letter in hand are finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        # Several at a time: a pass that waits for a silent server holds up its own mailbox only.
        self._every(OUTBOX_EVERY, self._deliver, "outbox", at_once=_SENDERS)
        self._every(CONFIG_EVERY, self.duties.reread, "configuration")
        for duty in self.duties.periodic:
            self._every(duty.every, duty.body, duty.name, now=duty.now)
        minute = random.randrange(60)  # noqa: S311 - spreads the load of many installations
        self._add(CronTrigger(hour=3, minute=minute, timezone="UTC"), self._reconcile, "reconcile")
        self._every(_RETIRE_EVERY, self.duties.retire, "retire")
        self._watch(self.desk.settings, {})
        self.scheduler.add_listener(lambda _: self.vitals.pulse.turn("scheduler"), _LOOKED)
        self.scheduler.start()
        self._soon(self.desk.reader.warm)
        self.vitals.begin()
        log.info("running: %d mailbox(es), %d posting(s)", *self.duties.size())
        try:
            # A timeout lets Python see signals on every system.
            while not self.stopping.wait(1):
                self._mind_the_clock()
                self.vitals.beat()
        finally:
            self.stopping.set()
            self.vitals.stop()
            self.hub.close()
            # Waiting itself, it would hold a lock that a job may want which changes other jobs.
            self.scheduler.shutdown(wait=False)
            self._ticking.shutdown(wait=True)
            self._urgent.shutdown(wait=True)
            self.vitals.close()
            log.info("stopped")

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        log.info("%s: finishing the message in hand", signal.Signals(number).name)
        self.stopping.set()

    # --- what the duties ask of their engine ---------------------------------

    def letters_due(self) -> None:
        """Have the outbox sent soon."""
        self._soon(self._deliver)

    def changed(self, before: Settings) -> None:
        """Go by the desk's settings, which are new."""
        self._watch(self.desk.settings, before.mailboxes)
        self._rest_no_more()

    # --- jobs ----------------------------------------------------------------

    def _every(
        self, period: timedelta, work: Callable[[], None], name: str, *, at_once: int = 1, now: bool = True
    ) -> None:
        seconds = period.total_seconds()
        trigger = IntervalTrigger(seconds=seconds, jitter=seconds / 10, timezone="UTC")
        self._add(trigger, work, name, now=now, at_once=at_once)

    def _add(
        self, trigger: object, work: Callable[[], None], name: str, *, now: bool = False, at_once: int = 1
    ) -> None:
        first = {"next_run_time": self.desk.now()} if now else {}
        self.scheduler.add_job(
            self.vitals.pulse.of(Job(work)),
            trigger,
            id=name,
            replace_existing=True,
            max_instances=at_once,
            **first,
        )

    def _mind_the_clock(self) -> None:
        """Run every job now where the clock was set back: they wait for times that are far away now."""
        (wall, ticks), self._clocks = self._clocks, (self.desk.now(), time.monotonic())
        now, ticks_now = self._clocks
        if now - wall - timedelta(seconds=ticks_now - ticks) > -_SET_BACK:
            return
        log.warning("the clock was set back")
        self._rest_no_more()
        for job in self.scheduler.get_jobs():
            if isinstance(job.trigger, IntervalTrigger):
                with suppress(JobLookupError):  # removed meanwhile
                    job.modify(next_run_time=now)

    def _watch(self, settings: Settings, before: Mapping[str, Mailbox]) -> None:
        """Poll and idle on the mailboxes of these settings, and no more on those that are gone."""
        with self.desk.database.read() as tx:
            resting = guests.all_resting(self.desk, tx, "imap")
        for name in before.keys() - settings.mailboxes.keys():
            self.scheduler.remove_job(f"poll {name}")
            self.hub.unwatch(name)
            self.vitals.tally.forget(name)
        for name, mailbox in settings.mailboxes.items():
            self._every(settings.poll_every, partial(self._tick, name), f"poll {name}")
            if not settings.idle:
                self.hub.unwatch(name)
            elif before.get(name) != mailbox or not self._idle:
                if name in resting:
                    self._reading.note(name)
                    self.hub.unwatch(name)
                else:
                    self._listen(mailbox)
        self._idle = settings.idle

    def _listen(self, mailbox: Mailbox) -> None:
        account = mailbox.imap
        self.hub.watch(
            mailbox.name,
            account,
            lambda: self.desk.sign_ins.secret_of(mailbox.name, account),
            mailbox.folders[0],
            self._wake,
            renew=lambda refused: self.desk.sign_ins.renewed(mailbox.name, account, refused),
            connections=mailbox.guest.connections,
            on_unsupported=self._no_idle,
        )

    def _rest_no_more(self) -> None:
        self._reading.clear()
        self.duties.rest_no_more()

    def _no_idle(self, name: str) -> None:
        log.info("mailbox=%s has no IDLE: it is polled only", name)

    def _wake(self, name: str) -> None:
        """Poll a mailbox at once: mail may have come."""
        if self.stopping.is_set():
            return
        self._woken[name].set()
        self._soon(partial(self._work, name))

    def _soon(self, work: Callable[[], None]) -> None:
        """Run a job at once, beside its tick, and never skip it: what came as it ended would be missed."""
        if not self.stopping.is_set():
            with suppress(RuntimeError):  # the pool has been closed meanwhile
                self._urgent.submit(self.vitals.pulse.of(Job(work)))

    def _tick(self, name: str) -> None:
        """Poll a mailbox on its tick, unless it fails and its pause is not over."""
        if name not in self._reading.resting(self.desk.now()):
            self._work(name)

    def _work(self, name: str) -> None:
        """Poll until nothing has come meanwhile; one thread at a time for a mailbox."""
        lock, woken = self.desk.lock(f"work {name}"), self._woken[name]
        while lock.acquire(blocking=False):
            try:
                woken.clear()
                self._poll(name)
            finally:
                lock.release()
            if not woken.is_set() or self.stopping.is_set():
                return

    def _poll(self, name: str) -> None:
        desk = self.desk
        mailbox = desk.settings.mailboxes.get(name)
        if mailbox is None or self.stopping.is_set():
            return
        began = time.monotonic()
        result = poll(desk, mailbox, self.vitals.pulse.step)
        self.vitals.tally.polled(
            name, time.monotonic() - began, result.outcomes, failed=bool(result.error), busy=result.busy
        )
        if result.until:  # the poll knows when the server may be asked again, or what has been changed
            self._reading.note(name)
            self.hub.unwatch(name)  # it would ask besides
            if result.asked:
                log.error("mailbox=%s %s Next try at %s.", name, result.error, result.until.isoformat())
        elif result.error:
            every = desk.settings.poll_every
            pause = self._reading.fail(name, desk.now(), every, refused=result.permanent)
            if result.permanent:
                self.hub.unwatch(name)  # it would ask besides
            log.error("mailbox=%s %s Next try in %d s.", name, result.error, pause.total_seconds())
        elif not result.busy and self._reading.succeed(name) and desk.settings.idle:
            self._listen(mailbox)
        if result.new:
            self.letters_due()

    def _deliver(self) -> None:
        self.duties.deliver()

    def _reconcile(self) -> None:
        self.duties.reconcile(self.desk.settings.mailboxes.values())
