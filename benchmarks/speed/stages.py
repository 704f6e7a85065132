"""One pass over the mailboxes and the outbox, with the time of each stage.

    python -m speed.stages CONFIG [CONFIG]

The parts of the desk are wrapped, not the functions that use them, so that it holds whatever way the
services go. A stage has the time that its calls take, without that of another stage within; what is in no
other stage is `decide`. With threads the stages may take longer together than the pass. With a second
configuration the same mails are taken in again by it, their documents read from memory: what all the rest
takes without reading.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

from intake import app
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.settings import load
from intake.store.database import Database

REST = "decide"


class Clock:
    """Whose time it is, in each thread: on the wall and on the processor."""

    def __init__(self) -> None:
        self.wall: Counter[str] = Counter()
        self.cpu: Counter[str] = Counter()
        self._own, self._lock = threading.local(), threading.Lock()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time until the end for a stage, but for what is counted for another one within."""
        stack: list[str] = self._own.__dict__.setdefault("stack", [])
        self._charge(stack)
        stack.append(name)
        try:
            yield
        finally:
            self._charge(stack)
            stack.pop()

    def _charge(self, stack: list[str]) -> None:
        """Count what has passed since the last time for the stage that has it."""
        wall, cpu = time.perf_counter(), time.thread_time()
        if stack:
            before = self._own.last
            with self._lock:
                self.wall[stack[-1]] += wall - before[0]
                self.cpu[stack[-1]] += cpu - before[1]
        self._own.last = (wall, cpu)

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Give a function whose time is counted, that of the iterator or context that it returns included."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                result = call(*args, **kwargs)
            if isinstance(result, Iterator):
                return self._each(name, result)
            if isinstance(result, AbstractContextManager):
                return self._within(name, result)
            return result

        return counted

    def _each(self, name: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item

    @contextmanager
    def _within(self, name: str, context: AbstractContextManager[Any]) -> Iterator[Any]:
        with self.stage(name), context as value:
            yield value


class Timed:
    """A part whose every function is counted for a stage."""

    def __init__(self, part: Any, clock: Clock, stage: str) -> None:
        self._part, self._clock, self._stage = part, clock, stage

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._part, name)
        return self._clock.timed(self._stage, value) if callable(value) else value


class Remembering:
    """A reader that answers a second time what it answered the first time, at once."""

    def __init__(self, part: Any, known: dict[Any, Any]) -> None:
        self._part, self._known = part, known

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._part, name)
        if not callable(value) or not name.startswith("read"):
            return value

        def answer(*args: Any, **kwargs: Any) -> Any:
            key = (name, *map(_gist, args), *((key, _gist(kwargs[key])) for key in sorted(kwargs)))
            if key not in self._known:
                self._known[key] = value(*args, **kwargs)
            return self._known[key]

        return answer


def _gist(value: Any) -> Any:
    """Give what tells one value from another; a time limit tells nothing."""
    if isinstance(value, float):
        return None
    return (len(value), value[:99], value[-999:]) if isinstance(value, bytes) else value


def taken_apart(desk: Desk, clock: Clock, known: dict[Any, Any]) -> Desk:
    """Give the same desk with its parts counted."""

    @contextmanager
    def open_imap(mailbox: Any) -> Iterator[Any]:
        with ExitStack() as stack:
            with clock.stage("fetch"):  # not all that happens while the connection stands
                session = stack.enter_context(desk.open_imap(mailbox))
            yield Timed(session, clock, "fetch")

    return dataclasses.replace(
        desk,
        open_imap=open_imap,
        blobs=Timed(desk.blobs, clock, "store"),
        reader=Timed(Remembering(desk.reader, known), clock, "read"),
        database=cast("Database", Timed(desk.database, clock, "commit")),
        letters=Timed(desk.letters, clock, "letter"),
        parse=clock.timed("parse", desk.parse),
        compose=clock.timed("letter", desk.compose),
    )


def measure(config: Path, known: dict[Any, Any], *, sends: bool) -> dict[str, Any]:
    """Make one pass, and send its letters where that is asked for; give seconds, by stage and of the pass."""
    with app.open_desk(load(config)) as desk, app.at_work(desk):
        clock, start = Clock(), time.perf_counter()
        counted = taken_apart(desk, clock, known)
        new = 0
        for mailbox in desk.settings.mailboxes.values():
            with clock.stage(REST):
                polled = poll(counted, mailbox)
            if polled.error:
                raise SystemExit(polled.error)
            new += polled.new
        passed = time.perf_counter() - start
        sent = 0
        if sends:
            start, cpu = time.perf_counter(), time.process_time()
            sent = deliver(desk).sent
            clock.wall["send"], clock.cpu["send"] = time.perf_counter() - start, time.process_time() - cpu
    return {"new": new, "sent": sent, "wall": clock.wall, "cpu": clock.cpu, "pass": passed}


def main() -> None:
    """Measure, and say it as JSON; the letters of the first configuration are sent."""
    known: dict[Any, Any] = {}
    first, *others = map(Path, sys.argv[1:])
    said = [measure(first, known, sends=True), *(measure(each, known, sends=False) for each in others)]
    print(json.dumps(said))


if __name__ == "__main__":
    main()
