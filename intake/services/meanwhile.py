"""Letters go out while a long pass over the mailboxes is still at work: its first candidate does not wait."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from intake.domain.trouble import Trouble
from intake.services.deliver import Delivered, deliver
from intake.services.desk import Desk

log = logging.getLogger(__name__)

EVERY = 5.0  # seconds, as of the engines that run all day


@contextmanager
def sending(desk: Desk, every: float = EVERY) -> Iterator[Delivered]:
    """Send what is due `every` so many seconds until the end; what came of it is told in the value.

    Where the body fails, the letter in hand is the last one.
    """
    ended, left, result = threading.Event(), threading.Event(), Delivered()

    def work() -> None:
        try:
            while not ended.wait(every):
                _send(desk, result)
        finally:
            left.set()

    threading.Thread(target=work, name="sending").start()
    try:
        yield result
        ended.set()
        _wait(left)
    except BaseException:
        desk.stopping.set()
        raise
    finally:
        ended.set()
        _wait(left)  # not `join`, which counts a thread as ended once Ctrl-C has broken it off


def _wait(event: threading.Event) -> None:
    """Wait, and look up meanwhile: Ctrl-C that comes as a thread falls asleep does not wake it."""
    while not event.wait(0.5):
        pass


def _send(desk: Desk, result: Delivered) -> None:
    try:
        result.add(deliver(desk, resting=result.unusable))
    except Trouble as trouble:  # of the database: the pass, or the delivery after it, says so
        log.warning("letters wait: %s", trouble.text)
