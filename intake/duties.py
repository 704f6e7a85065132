"""What an engine makes run: each job's body once, whichever engine it is and however many workers there are.

An engine says when, and in which thread or process; a body says what. Each may be run twice, or side by
side with itself: rows and constraints refuse the second time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from intake import app
from intake import settings as configuration
from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.jobs import Pauses
from intake.monitor.vitals import Vitals
from intake.services import alarms, at_once, canary, closing, reminders, webhooks
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest, due
from intake.services.forget import retire
from intake.services.reconcile import reconcile
from intake.services.rescan import rescan
from intake.services.retry import retry
from intake.settings import Settings, SettingsError
from intake.store import audit
from intake.store.alarms import standing as standing_alarms

log = logging.getLogger(__name__)

OUTBOX_EVERY: Final = timedelta(seconds=5)
CONFIG_EVERY: Final = timedelta(seconds=5)


class Engine(Protocol):
    """What makes the bodies run: `scheduler` within one process, `worker` over many machines."""

    def letters_due(self) -> None:
        """Have the outbox sent soon: a body has put something there."""

    def changed(self, before: Settings) -> None:
        """Go by the desk's settings, which are new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """Work that comes by itself, and how often. The first time at once, or (`now` is false) after that."""

    name: str
    every: timedelta
    body: Callable[[], None]
    now: bool = True


class Duties:
    """The bodies, over a desk that a changed configuration replaces."""

    def __init__(self, desk: Desk, engine: Engine) -> None:
        self.desk, self._engine = desk, engine
        self._sending = Pauses()
        self._said: dict[frozenset[str], Collection[str]] = {}  # of the last pass over these letters
        self._told: dict[str, date] = {}  # the last digest of each recruiter
        self._fingerprint = configuration.fingerprint(desk.settings.folder, desk.settings.templates)
        self.vitals = Vitals(lambda: self.desk)

    @property
    def periodic(self) -> tuple[Duty, ...]:
        """What comes by itself, the polls, the outbox and what is done once a day apart."""
        return (
            Duty(name="digest", every=timedelta(seconds=30), body=self.make_digests),
            Duty(name="closing", every=timedelta(minutes=1), body=self.report_closings, now=False),
            Duty(name="quarantine", every=timedelta(seconds=30), body=self.retry),
            Duty(name="virus scanner", every=timedelta(minutes=5), body=self.rescan),
            Duty(name="exceptions", every=timedelta(minutes=1), body=self.tell_at_once, now=False),
            Duty(name="webhooks", every=timedelta(seconds=10), body=self.call_webhooks),
            Duty(name="reminders", every=timedelta(minutes=5), body=self.remind),
            # Looked whether it is another day.
            Duty(name="canary", every=timedelta(minutes=10), body=self.send_canaries),
            # First let the polls have their turn.
            Duty(name="alarms", every=timedelta(minutes=1), body=self.look_out, now=False),
        )

    def rest_no_more(self) -> None:
        """Try again what was left alone."""
        self._sending.clear()

    def deliver(self, only: Collection[str] | None = None) -> None:
        """Send what is due in the outbox, of those mailboxes or of all."""
        now = self.desk.now()
        resting = set(self._sending.resting(now))
        if only is not None:
            resting |= self.desk.settings.mailboxes.keys() - set(only)
        began = time.monotonic()
        delivered = deliver(self.desk, resting)
        self.vitals.tally.delivered(
            time.monotonic() - began,
            sent=delivered.sent,
            failed=delivered.failed,
            unknown=delivered.unknown,
        )
        for name, refused in delivered.unusable.items():
            if refused:  # else each letter waits by itself
                self._sending.fail(name, now, OUTBOX_EVERY, refused=True)
        of = frozenset(only or ())  # a worker goes over each mailbox's by itself
        for error in set(delivered.errors).difference(self._said.get(of, ())):
            log.error("%s", error)
        self._said[of] = delivered.errors

    def retry(self) -> None:
        """Try quarantined mails again that are due."""
        if retry(self.desk):
            self._engine.letters_due()

    def rescan(self) -> None:
        """Scan what came while the virus scanner was silent."""
        rescan(self.desk)

    def remind(self) -> None:
        """Put the reminders that are due into the outbox."""
        if reminders.send(self.desk):
            self._engine.letters_due()

    def call_webhooks(self) -> None:
        """Tell the webhooks what has happened to applications."""
        webhooks.call(self.desk)

    def send_canaries(self) -> None:
        """Put the day's canaries into the outbox."""
        if canary.send(self.desk):
            self._engine.letters_due()

    def look_out(self) -> None:
        """Note what is wrong, and write to the admins."""
        if alarms.watch(self.desk):
            self._engine.letters_due()

    def tell_notices(self) -> None:
        """Have what was noticed here written down, or that it is over: nobody else sees this desk."""
        noticed = dict(self.desk.noticed)
        with self.desk.database.read() as tx:
            standing = {(row.code, row.place) for row in standing_alarms(tx)}
        if any(noticed.values()) or standing & noticed.keys():
            self.look_out()

    def make_digests(self) -> None:
        """Make each recruiter's digest that is due; the database refuses the second time."""
        days: dict[date, set[str]] = {}
        for recruiter, day in due(self.desk).items():
            if self._told.get(recruiter) != day:
                days.setdefault(day, set()).add(recruiter)
        for day, recruiters in sorted(days.items()):
            digest(self.desk, day, only=recruiters)
            self._told |= dict.fromkeys(recruiters, day)
        if days:
            self._engine.letters_due()

    def tell_at_once(self) -> None:
        """Write to the recruiters who asked to hear of exceptions at once."""
        if at_once.tell(self.desk):
            self._engine.letters_due()

    def report_closings(self) -> None:
        """Put the reports on postings that have closed into the outbox."""
        if closing.close(self.desk):
            self._engine.letters_due()

    def reconcile(self, mailboxes: Iterable[Mailbox]) -> bool:
        """Compare mailboxes with the ledger; False if it was told to stop before the end."""
        for mailbox in mailboxes:
            if self.desk.stopping.is_set():
                return False
            result = reconcile(self.desk, mailbox)
            if result.error:
                log.error("reconcile: %s", result.error)
        self.look_out()
        return True

    def retire(self) -> None:
        """Erase the dossiers whose retention is over, and the bytes that nothing names."""
        retire(self.desk)

    # --- configuration -------------------------------------------------------

    def reread(self) -> None:
        """Take over a changed configuration that is valid; report one that is not, once."""
        before = self.desk.settings
        fingerprint = configuration.fingerprint(before.folder, before.templates)
        if fingerprint == self._fingerprint:
            return
        self._fingerprint = fingerprint
        with self.vitals.rereading():
            self._take_over(before)

    def _take_over(self, before: Settings) -> None:
        old = self.desk
        try:
            settings = configuration.load(before.folder)
            _refuse_another_engine(settings, before)
            self.desk = app.reload(self.desk, settings)
        except (SettingsError, Trouble) as error:
            log.error("the changed configuration is left aside: %s", error)  # noqa: TRY400
            return
        try:
            self._engine.changed(before)
        except Trouble:  # of the database: at the next tick it is taken over from the beginning
            self.desk, self._fingerprint = old, ""
            raise
        self._note_change()
        self.rest_no_more()
        log.info("the changed configuration is in force: %d mailbox(es), %d posting(s)", *self.size())

    def size(self) -> tuple[int, int]:
        """How many mailboxes and postings there are."""
        return len(self.desk.settings.mailboxes), len(self.desk.settings.postings)

    def _note_change(self) -> None:
        desk = self.desk
        try:
            with desk.database.write() as tx:
                audit.record(tx, at=desk.now(), actor=desk.actor, action="configuration", note="taken over")
        except Trouble as trouble:
            log.error("the audit log: %s", trouble)  # noqa: TRY400 - a sentence for people


def _refuse_another_engine(settings: Settings, before: Settings) -> None:
    if settings.engine != before.engine:
        raise Trouble(
            "'engine' was changed in intake.yaml while intake runs.",
            "Restart intake for that; until then it goes on with the configuration from before.",
        )
