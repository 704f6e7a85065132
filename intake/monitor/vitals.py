"""A running engine, as others see it: its numbers, whether it lives, and who is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from intake.monitor import systemd
from intake.monitor.health import Health
from intake.monitor.server import Monitor
from intake.monitor.systemd import Watchdog
from intake.monitor.tally import Pulse, Tally
from intake.services.desk import Desk

log = logging.getLogger(__name__)


class Vitals:
    """What an engine keeps of itself, and tells to systemd and to whoever asks over HTTP."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        self._desk = desk
        self.tally, self.pulse = Tally(), Pulse()
        self._watchdog, self._ill = Watchdog(), False
        self._monitor = Monitor(self.tally, Health(desk, lambda: self.pulse.trouble))

    def begin(self) -> None:
        """Say that it runs, and answer whoever asks."""
        self._monitor.listen(self._desk().settings.monitor)
        self.pulse.turn("main")
        systemd.ready(self._status)

    def beat(self) -> None:
        """Note that the main loop turns, and tell the watchdog while all lives."""
        self.pulse.turn("main")
        trouble = self.pulse.trouble
        if trouble and not self._ill:
            log.error("%s The watchdog is told no more until that is over.", trouble)
        self._ill = trouble is not None
        self._watchdog.beat(alive=trouble is None, status=self._status)

    @contextmanager
    def rereading(self) -> Iterator[None]:
        """The configuration is read anew; what is listened on may be another port then."""
        systemd.reloading()
        try:
            yield
            self._monitor.listen(self._desk().settings.monitor)
        finally:
            systemd.ready(self._status)

    def stop(self) -> None:
        """Say that nothing new is begun. Who asks is answered still."""
        systemd.stopping()

    def close(self) -> None:
        """Answer no more."""
        self._monitor.close()

    @property
    def _status(self) -> str:
        settings, failing = self._desk().settings, self.tally.failing
        told = f"{len(settings.mailboxes)} mailbox(es), {len(settings.postings)} posting(s)"
        return told + (f"; {failing} mailbox(es) cannot be read." if failing else ".")
