"""What this process has done since it began, in numbers, and whether it still gets on with it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)  # of durations, in seconds
STILL = 120.0  # seconds in which a loop has not turned, after which it hangs
STUCK = 15 * 60.0  # seconds without a step of any job


@dataclass(slots=True)
class Durations:
    """How long something took: how often at most each bound, and the sum in seconds."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[sum(seconds > bound for bound in BOUNDS)] += 1
        self.seconds += seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Tallied:
    """The numbers at one time."""

    polls: dict[tuple[str, str], int]  # by mailbox and `ok` or `error`
    outcomes: dict[str, int]
    letters: dict[str, int]  # by `sent`, `failed` or `unknown`
    durations: dict[str, Durations]  # by `poll` or `delivery`


class Tally:
    """Counts what is done. Any thread may add."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._polls: Counter[tuple[str, str]] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._letters: Counter[str] = Counter()
        self._durations = {"poll": Durations(), "delivery": Durations()}
        self._failing: set[str] = set()

    def polled(
        self, mailbox: str, seconds: float, outcomes: Counter[str], *, failed: bool, busy: bool
    ) -> None:
        """Count a pass over a mailbox, unless another process was at it (`busy`)."""
        if busy:
            return
        with self._lock:
            self._polls[mailbox, "error" if failed else "ok"] += 1
            self._outcomes.update(outcomes)
            self._durations["poll"].add(seconds)
            (self._failing.add if failed else self._failing.discard)(mailbox)

    def delivered(self, seconds: float, *, sent: int, failed: int, unknown: int) -> None:
        """Count a pass over the outbox, if it did anything."""
        if sent or failed or unknown:
            with self._lock:
                self._letters.update(sent=sent, failed=failed, unknown=unknown)
                self._durations["delivery"].add(seconds)

    @property
    def failing(self) -> int:
        """How many mailboxes could not be read here when they were last tried."""
        with self._lock:
            return len(self._failing)

    def forget(self, mailbox: str) -> None:
        """Leave out a mailbox that is configured no more."""
        with self._lock:
            self._failing.discard(mailbox)
            for result in ("ok", "error"):
                self._polls.pop((mailbox, result), None)

    def all(self) -> Tallied:
        """Return the numbers as they are now."""
        with self._lock:
            return Tallied(
                polls=dict(self._polls),
                outcomes=dict(self._outcomes),
                letters=dict(self._letters),
                durations={
                    name: Durations(list(each.counts), each.seconds) for name, each in self._durations.items()
                },
            )


class Pulse:
    """Whether an engine lives: its loops turn, its threads run, and its jobs get on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turned: dict[str, float] = {}
        self._stepped: float | None = None
        self._threads: list[threading.Thread] = []

    def turn(self, loop: str) -> None:
        """Note that a loop of the engine has turned once more."""
        self._turned[loop] = self._clock()

    def step(self, *_: object) -> None:
        """Note that some job has got on."""
        self._stepped = self._clock()

    def follow(self, threads: Iterable[threading.Thread]) -> None:
        """Count on these threads: the engine does not live without them."""
        self._threads += threads

    def of(self, work: Callable[[], None]) -> Callable[[], None]:
        """The same work, that notes when it begins and ends."""

        def stepping() -> None:
            self.step()
            try:
                work()
            finally:
                self.step()

        return stepping

    @property
    def trouble(self) -> str | None:
        """What is wrong, in a sentence; None: it lives."""
        now = self._clock()
        for loop, turned in self._turned.copy().items():
            if now - turned > STILL:
                return f"The {loop} loop has stood still for {now - turned:.0f} s."
        for thread in self._threads:
            if not thread.is_alive():
                return f"The thread '{thread.name}' has ended."
        if self._stepped is not None and now - self._stepped > STUCK:
            return f"No job has got on for {now - self._stepped:.0f} s."
        return None
