"""What keeps a job of `intake run` from doing harm: it outlives its faults, and leaves servers alone."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from intake.domain.trouble import Trouble, stumble

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(minutes=15)
LONGEST_REFUSED = timedelta(hours=1)  # some providers lock an account that is asked for too often


class Job:
    """A job that outlives whatever goes wrong in it. The same trouble is logged once, until it is over."""

    def __init__(self, work: Callable[[], None], said: str = "") -> None:
        self._work, self.said = work, said

    def __call__(self) -> None:
        """Do it."""
        try:
            self._work()
        except Trouble as trouble:
            said = str(trouble)
        except Exception as error:  # noqa: BLE001 - one job's fault must not end it, or the others
            said = f"a job failed: {stumble(error)}"
        else:
            said = ""
        if said and said != self.said:
            log.error("%s", said)
        self.said = said


def outliving(body: Callable[..., None]) -> Callable[..., None]:
    """The same, whatever goes wrong in it. The same trouble is logged once, until it is over."""
    said = ""

    def run(**given: Any) -> None:
        nonlocal said
        job = Job(partial(body, **given), said)
        job()
        said = job.said

    return run


def pause_after(failures: int, every: timedelta, *, refused: bool) -> timedelta:
    """How long a server is left alone after so many failures in a row of what is done `every` so often."""
    longest = LONGEST_REFUSED if refused else LONGEST_PAUSE
    doubled: timedelta = every * 2 ** min(failures, 10)
    return max(every, min(doubled, longest))


class Slice(threading.Event):
    """A time slice: it bids whoever asks it to stop as `stopping` does, and besides when time is over.

    Time is not over before some work is done (`worked`), so that slices of any length come to an end.
    """

    def __init__(self, stopping: threading.Event, seconds: float) -> None:
        super().__init__()
        self._stopping, self._ends = stopping, time.monotonic() + seconds
        self._worked = False
        self.cut = False  # whether somebody was bidden to stop because time was over

    def worked(self, *_: object) -> None:
        """Note that something has been done."""
        self._worked = True

    def is_set(self) -> bool:
        """Whether to stop."""
        over = self._worked and time.monotonic() > self._ends
        self.cut = self.cut or over
        return over or self._stopping.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the stop of all."""
        return self._stopping.wait(timeout)


class Pauses:
    """How long servers are left alone that cannot be used: longer each time, longest if they refuse us."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = defaultdict(int)
        self._until: dict[str, datetime] = {}

    def fail(self, name: str, now: datetime, every: timedelta, *, refused: bool) -> timedelta:
        """Note a try in vain of what is done `every` so often; return the pause that follows."""
        self._failures[name] += 1
        pause = pause_after(self._failures[name], every, refused=refused)
        self._until[name] = now + pause
        return pause

    def note(self, name: str) -> None:
        """Note a try in vain that is paused for elsewhere."""
        self._failures[name] += 1

    def succeed(self, name: str) -> bool:
        """Note a try that went well; True if the one before had not."""
        self._until.pop(name, None)
        return self._failures.pop(name, 0) > 0

    def resting(self, now: datetime) -> Collection[str]:
        """Return what is to be left alone now."""
        return {name for name, until in self._until.items() if now < until}

    def clear(self) -> None:
        """Try everything again at once: the clock or the configuration has changed."""
        self._until.clear()
