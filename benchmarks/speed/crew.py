"""(j) Workers on one PostgreSQL: how many mails they carry, how late a letter is, and where it stops."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rigs.office import INTAKE, Office

from speed import children
from speed.applications import candidate
from speed.figures import Report, percentile
from speed.places import FREE, Place
from speed.servers import Load, Meter, Server, Wide, on
from speed.sink import Letterbox

SIZES = (1, 2, 4)  # workers
BOXES = 20
_EACH = 20  # mails that each mailbox gets at once
_TRICKLE = 40  # mails that come one by one
_APART = 0.5  # seconds
_PATIENCE = 180.0  # seconds


@dataclass
class Crew:
    """Workers of one office, each a process with a log of its own."""

    office: Office
    words: Sequence[Any] = (INTAKE, "worker")
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    _logs: list[Path] = field(default_factory=list)  # of those that work
    _old: list[Path] = field(default_factory=list)

    def grow(self, number: int, *more: Any) -> float:
        """Start workers until there are so many, and wait until they take jobs; return the seconds."""
        start = time.monotonic()
        while len(self.processes) < number:
            path = self.office.base / f"worker-{len(self._old) + len(self._logs)}.log"
            self._logs.append(path)
            words = [*map(str, self.words), "--config", str(self.office.config), *map(str, more)]
            with path.open("w") as log:
                environment = {**os.environ, **self.office.environment}
                self.processes.append(
                    subprocess.Popen(words, stdout=log, stderr=log, text=True, env=environment)
                )
        wait_for(lambda: all("the queue is open" in path.read_text() for path in self._logs))
        return time.monotonic() - start

    @property
    def pids(self) -> list[int]:
        """The ids of the workers."""
        return [process.pid for process in self.processes]

    def lose(self) -> None:
        """Let the last worker die where it is."""
        children.end(self.processes.pop())
        self._old.append(self._logs.pop())

    def stop(self) -> None:
        """Stop all in good order."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                children.end(process)
        self.processes.clear()
        self._old, self._logs = [*self._old, *self._logs], []

    def complaints(self) -> list[str]:
        """What the workers warned of."""
        lines = (line for path in (*self._old, *self._logs) for line in path.read_text().splitlines())
        return [line for line in lines if " WARNING " in line or " ERROR " in line or "Traceback" in line]


def wait_for(told: Any, seconds: float = _PATIENCE) -> None:
    """Wait until something is true.

    Raises RuntimeError where it is not in time.
    """
    give_up = time.monotonic() + seconds
    while not told():
        if time.monotonic() > give_up:
            raise RuntimeError("it did not come true in time")
        time.sleep(0.1)


def office_of(place: Place, url: str, users: Sequence[str], postings: int, poll: Mapping[str, Any]) -> Office:
    """Make an office of workers with these users' mailboxes, the first of which have a posting each."""
    office = place.office(users[0])
    mailboxes = {
        f"box-{number}": office.mailbox(user, address=f"box-{number}@example.org")
        for number, user in enumerate(users)
    }
    office.configure(
        mailboxes,
        database=url,
        engine="procrastinate",
        limits=FREE,
        admins=[],
        poll=poll,
        digest={"at": "08:00", "when_empty": "skip"},
    )
    (office.config / "postings" / "omp.yaml").unlink()
    deadline = (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")
    for number in range(postings):
        office.posting(f"p{number}", mailbox=f"box-{number}", reference=f"P{number}", deadline=deadline)
    children.run([INTAKE, "db", "upgrade", "--config", office.config], environment=office.environment)
    return office


@contextmanager
def at_work(office: Office, words: Sequence[Any] = (INTAKE, "worker")) -> Iterator[Crew]:
    """Give a crew without workers; those that it gets are stopped at the end."""
    crew = Crew(office, words)
    try:
        yield crew
    finally:
        crew.stop()
        for line in crew.complaints()[:5]:
            print(f"  a worker said: {line[:300]}", flush=True)


def pid_of(place: Place) -> int:
    """Give the id of the process that a place's Dovecot is made of, with its children."""
    assert isinstance(place.dovecot, Wide)
    return place.dovecot.pid


def arrive(place: Place, user: str, mail: Path) -> float:
    """Let a mail of the stock arrive now, as a further name of its file; return the time."""
    now = time.time()
    with suppress(OSError):
        os.utime(mail, (now, now))  # INTERNALDATE, to Dovecot
    size, wire = mail.stat().st_size, mail.suffix[1:]
    name = f"{time.time_ns()}.{int(mail.stem)}.bench,S={size},W={wire}"
    at = time.monotonic()
    (place.dovecot.maildir(user) / "new" / name).hardlink_to(mail)
    return at


def letters(box: Letterbox, count: int, patience: float = _PATIENCE) -> dict[str, float]:
    """Wait for so many candidates' letters; give when each of those that came did."""
    found: dict[str, float] = {}
    give_up = time.monotonic() + patience
    while len(found) < count and time.monotonic() < give_up:
        time.sleep(0.2)
        found |= {to: at for at, to in box.taken() if to.endswith("@example.com")}
    return found


def measure(place: Place, stock: Sequence[Path], box: Letterbox, report: Report) -> None:
    """Let crews of several sizes answer the same mails, all at once and one by one."""
    rows, slow, notes = [], [], []
    with on(place.folder):
        server = Server()
    with server:
        for size in SIZES:
            row, later, kept = _measured(place, server, stock, box, size)
            print(f"  {row} {later} {kept}", flush=True)
            rows.append(row)
            slow.append(later)
            notes.append(kept)
    report.add(
        f"(j) {BOXES * _EACH} applications at once in {BOXES} mailboxes, {place.name}",
        (
            *("workers", "mails a second", "half answered within", "99 % within"),
            *("of one core: workers", "PostgreSQL", "Dovecot", "all programs"),
            *("statements a mail", "commits a mail", "connections"),
        ),
        rows,
        "From the mail's being there, under IDLE, to its letter. The processor is counted from the first mail to "
        "the last letter, readers included.",
        f"An application leaves {notes[-1][0]:.0f} KB in the database, its indexes included, and "
        f"{notes[-1][1]:.0f} KB of write-ahead log; the mail itself lies in the storage.",
    )
    report.add(
        f"(j) {_TRICKLE} applications one by one, each {_APART} s after the last",
        ("workers", "half answered within", "90 % within", "all within", "of one core: all programs"),
        slow,
    )


def _measured(
    place: Place, server: Server, stock: Sequence[Path], box: Letterbox, size: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[float, float]]:
    users = [place.user() for _ in range(BOXES)]
    for user in users:
        place.scribble(user, 0)
    url = server.database()
    office = office_of(place, url, users, BOXES, {"every": "60s", "idle": True})
    together, singly = stock[: BOXES * _EACH], stock[BOXES * _EACH : BOXES * _EACH + _TRICKLE]
    meter = Meter(url, {"PostgreSQL": [server.pid], "Dovecot": [pid_of(place)]})
    meter.count_lateness()
    with at_work(office) as crew:
        crew.grow(size)
        meter.groups["workers"] = crew.pids
        wait_for(lambda: meter.number("SELECT count(*) FROM mailbox WHERE read_at IS NOT NULL") == BOXES)
        time.sleep(4)  # until all are listened to
        box.taken()
        bytes_before = _size(meter)
        before = meter.look()
        came = {_to(mail): arrive(place, users[n % BOXES], mail) for n, mail in enumerate(together)}
        held = _most_connections(meter)
        answered = letters(box, len(came))
        load, waits = meter.since(before), _waits(came, answered)
        mails_a_second = len(came) / (max(answered.values()) - min(came.values()))
        kept = (_size(meter) - bytes_before) / len(came) / 1e3, load.wal * load.seconds / len(came) / 1e3
        seen = meter.look()
        later = {}
        apart = random.Random(6)
        for mail in singly:
            later[_to(mail)] = arrive(place, apart.choice(users), mail)
            time.sleep(_APART)
        slow, quiet = _waits(later, letters(box, len(later))), meter.since(seen)
    meter.close()
    row = _row(size, mails_a_second, waits, load, held)
    shares = (f"{percentile(slow, share):.2f} s" for share in (0.5, 0.9, 1.0))
    return row, (str(size), *shares, f"{100 * quiet.machine:.0f} %"), kept


def _row(size: int, speed: float, waits: Sequence[float], load: Load, held: int) -> tuple[str, ...]:
    count = len(waits)
    return (
        str(size),
        f"{speed:.1f}",
        f"{percentile(waits, 0.5):.1f} s",
        f"{percentile(waits, 0.99):.1f} s",
        *(load.share(group) for group in ("workers", "PostgreSQL", "Dovecot")),
        f"{100 * load.machine:.0f} %",
        f"{load.statements * load.seconds / count:.0f}",
        f"{load.commits * load.seconds / count:.0f}",
        str(held),
    )


def _most_connections(meter: Meter) -> int:
    most = 0
    for _ in range(10):
        most = max(most, meter.connections())
        time.sleep(0.5)
    return most


def _to(mail: Path) -> str:
    return candidate(int(mail.stem))[1]


def _waits(came: Mapping[str, float], answered: Mapping[str, float]) -> list[float]:
    waits = [answered[to] - at for to, at in came.items() if to in answered]
    if len(waits) != len(came):
        raise RuntimeError(f"{len(waits)} of {len(came)} mails were answered")
    return waits


def _size(meter: Meter) -> float:
    return meter.number("SELECT pg_database_size(current_database())")
