"""What keeps a job of `intake run` from doing harm: it outlives its faults, and leaves servers alone."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from intake.domain.trouble import Trouble, stumble

log = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(minutes=15)
LONGEST_REFUSED = timedelta(hours=1)  # some providers lock an account that is asked for too often


class Job:
    """A job that outlives whatever goes wrong in it. The same trouble is logged once, until it is over."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work, self._said = work, ""

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
        if said and said != self._said:
            log.error("%s", said)
        self._said = said


class Pauses:
    """How long servers are left alone that cannot be used: longer each time, longest if they refuse us."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = defaultdict(int)
        self._until: dict[str, datetime] = {}

    def fail(self, name: str, now: datetime, every: timedelta, *, refused: bool) -> timedelta:
        """Note a try in vain of what is done `every` so often; return the pause that follows."""
        self._failures[name] += 1
        longest = LONGEST_REFUSED if refused else LONGEST_PAUSE
        doubled: timedelta = every * 2 ** min(self._failures[name], 10)
        pause = max(every, min(doubled, longest))
        self._until[name] = now + pause
        return pause

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
