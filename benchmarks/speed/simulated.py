"""(l) A hundred thousand mailboxes whose servers are simulated: each command takes its time and finds nothing.

When a mailbox is due, who takes it and what is written is the real thing, on a real PostgreSQL.

    python -m speed.simulated --config FOLDER COUNT AT_ONCE LATENCY

is one worker of so many mailboxes: more than a configuration file takes. Those that it does not name are like
its first one, each with a user of its own. Without a latency their server is the real one.
"""

from __future__ import annotations

import argparse
import io
import logging
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rigs.net import LOOPBACK

from intake import app
from intake.cli import log_at
from intake.domain.model import Mailbox
from intake.domain.shares import SHARDS, shard_of
from intake.settings import Settings, load
from intake.store.database import Database
from intake.worker import Worker
from speed.crew import Crew, at_work, office_of, wait_for
from speed.figures import Report, megabytes, percentile
from speed.places import Place
from speed.servers import Load, Meter, Server, on, proportional

SIZES = (1, 2, 4)  # workers
_AT_ONCE = 64
_LATENCY = 0.08  # seconds a command
_EVERY = 1800  # seconds
_GREETING = 3  # TCP with TLS, the greeting, the login


@dataclass(frozen=True, kw_only=True)
class _State:
    uidvalidity: int = 1
    uidnext: int = 1
    exists: int = 0


class _Silent:
    """A session with an empty mailbox, on a server that is far away."""

    skipped: Mapping[int, str] = {}
    alive = True
    can_idle = False
    certificate_ends = None

    def __init__(self, latency: float) -> None:
        self._latency = latency

    def folders(self) -> Sequence[str]:
        return ("INBOX",)

    def examine(self, _folder: str) -> _State:
        time.sleep(self._latency)
        return _State()


@contextmanager
def _session(latency: float, _mailbox: Mailbox) -> Iterator[Any]:
    time.sleep(_GREETING * latency)
    yield _Silent(latency)
    time.sleep(latency)  # LOGOUT


def user(number: int) -> str:
    """Give the user of a mailbox."""
    return f"many-{number}@example.org"


def names(count: int) -> list[str]:
    """Give the names of so many mailboxes."""
    return [f"box-{number}" for number in range(count)]


def main() -> None:
    """Be one worker until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("at_once", type=int)
    parser.add_argument("latency", type=float)
    given = parser.parse_args()
    settings = multiplied(load(given.config), given.count)
    log_at(logging.INFO)
    with app.open_desk(settings) as desk, app.at_work(desk):
        far = replace(desk, open_imap=lambda mailbox: _session(given.latency, mailbox))
        Worker(far if given.latency else desk, at_once=given.at_once).run()


def multiplied(settings: Settings, count: int) -> Settings:
    """Add mailboxes until there are so many."""
    one = settings.mailboxes["box-0"]
    boxes = {
        name: replace(
            one, name=name, address=f"{name}@example.org", imap=replace(one.imap, username=user(number))
        )
        for number, name in enumerate(names(count))
    }
    return replace(settings, mailboxes=boxes | dict(settings.mailboxes))


# --- what is measured ------------------------------------------------------------


@dataclass(kw_only=True)
class _Scene:
    crew: Crew
    meter: Meter
    seconds: float

    def look(self) -> tuple[Load, list[float]]:
        """Measure for some time; give the load, and how late each mailbox was taken."""
        self.meter.groups["workers"] = self.crew.pids
        before = self.meter.look()
        time.sleep(self.seconds)
        load = self.meter.since(before)
        return load, self.meter.lateness(load.seconds)

    def spread(self, since: str) -> None:
        """Let each mailbox be due at a time of its own, or (`0`) all now."""
        for shard in range(SHARDS):  # or the workers would wait long for one statement's locks
            due = f"next_poll_at = now() + random() * interval '{since}'"
            self.meter.do(f"UPDATE mailbox SET {due} WHERE shard = {shard}")


def measure(place: Place, report: Report, count: int, seconds: float) -> None:
    """Let crews of several sizes poll the mailboxes, as many as they can and as many as are due."""
    with on(place.folder):
        server = Server()
    with server:
        url = server.database()
        office = office_of(place, url, [user(0)], 1, {"every": f"{_EVERY}s", "idle": False})
        meter = Meter(url, {"PostgreSQL": [server.pid]})
        meter.count_lateness()
        _enter(url, count)
        meter.do("ANALYZE mailbox")
        with at_work(office, [sys.executable, "-m", "speed.simulated"]) as crew:
            scene = _Scene(crew=crew, meter=meter, seconds=seconds)
            told = [_measured(scene, size, count) for size in SIZES]
        costly = _costly(meter)
        meter.close()
    _tell(report, told, costly, count)


def _measured(scene: _Scene, size: int, count: int) -> list[tuple[str, ...]]:
    opened = scene.crew.grow(size, count, _AT_ONCE, _LATENCY)
    if size == 1:
        wait_for(lambda: scene.meter.number("SELECT count(*) FROM worker") == 1)
        print(f"  a worker takes jobs after {opened:.0f} s", flush=True)
    rows = []
    for what, since in ((f"due every {_EVERY // 60} min", f"{_EVERY} s"), ("all due", "0 s")):
        scene.spread(since)
        if size == SIZES[0] and not rows:
            scene.meter.do("SELECT pg_stat_statements_reset()")
        time.sleep(5)
        load, late = scene.look()
        rows.append(_row(scene, f"{size}, {what}", load, late))
        print(f"  {rows[-1]}", flush=True)
    return rows


def _row(scene: _Scene, what: str, load: Load, late: list[float]) -> tuple[str, ...]:
    polls = len(late) / load.seconds
    lags = [f"{percentile(late, share):.2f} s" for share in (0.5, 0.99)] if "every" in what else ["", ""]
    return (
        what,
        f"{polls:.0f}",
        *lags,
        *(load.share(group) for group in ("workers", "PostgreSQL")),
        f"{100 * load.machine:.0f} %",
        f"{load.statements / polls:.1f}",
        f"{load.commits / polls:.1f}",
        f"{load.wal / polls / 1e3:.1f} KB",
        str(scene.meter.connections()),
        megabytes(proportional(scene.crew.pids) / len(scene.crew.pids)),
    )


def _enter(url: str, count: int) -> None:
    """Write the rows of the mailboxes as workers would, in one go."""
    database = Database(url)
    link = database.engine.raw_connection()
    driver: Any = link.driver_connection
    lines = io.StringIO()
    then = "2026-01-01 00:00:00+00"
    for name in names(count):
        lines.write(f"{name}\t{then}\t0\t{shard_of(name)}\t{then}\t{LOOPBACK}\n")
    columns = "name, first_polled_at, failures, shard, next_poll_at, host"
    with driver.cursor() as cursor, cursor.copy(f"COPY mailbox ({columns}) FROM STDIN") as copy:
        copy.write(lines.getvalue())
    driver.commit()
    link.close()
    database.close()


def _costly(meter: Meter) -> list[tuple[str, ...]]:
    # A statement that names as many mailboxes as a worker has in hand is counted once for each number.
    query = """SELECT sum(calls), sum(total_exec_time) / sum(calls),
            100 * sum(total_exec_time) / sum(sum(total_exec_time)) OVER (), left(query, 110)
        FROM pg_stat_statements WHERE position('random()' IN query) = 0
        GROUP BY left(query, 110) ORDER BY sum(total_exec_time) DESC LIMIT 10"""
    return [
        (f"{share:.0f} %", f"{calls:,}", f"{mean:.2f}", f"`{' '.join(text.split())} …`")
        for calls, mean, share, text in meter.ask(query)
    ]


def _tell(
    report: Report, told: Sequence[Sequence[tuple[str, ...]]], costly: list[tuple[str, ...]], count: int
) -> None:
    report.add(
        f"(l) {count:,} simulated mailboxes, {1000 * _LATENCY:.0f} ms a command, {_AT_ONCE} at once a worker",
        (
            *("workers", "polls a second", "half late by", "99 % by"),
            *("of one core: workers", "PostgreSQL", "all programs"),
            *("statements a poll", "commits a poll", "log a poll", "connections", "memory a worker"),
        ),
        [row for rows in told for row in rows],
        f"A poll is {_GREETING + 2} commands, {(_GREETING + 2) * _LATENCY:.1f} s of waiting, and finds nothing. With "
        "'all due' there is always more to do than the workers can: that is where they stop.",
    )
    report.add(
        "(l) What PostgreSQL's time went to",
        ("of all", "times", "ms each", "statement"),
        costly,
    )


if __name__ == "__main__":
    main()
