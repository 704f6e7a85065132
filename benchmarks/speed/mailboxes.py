"""(k) Thousands of mailboxes on one Dovecot, idle but for a mail now and then: how late each is polled."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from speed import children
from speed.applications import candidate
from speed.crew import Crew, arrive, at_work, letters, office_of, pid_of, wait_for
from speed.figures import Report, megabytes, percentile
from speed.places import Place
from speed.servers import Meter, Server, on, proportional
from speed.simulated import user
from speed.sink import Letterbox

_POSTINGS = 50  # mailboxes that mail comes to
_APART = 2.0  # seconds from one mail to the next
_EVERY = "60s"
_AT_ONCE = 16
_PATIENCE = 300.0
_CALM, _FEW = 3, 100  # so many looks on end at which no more mailboxes wait than that


@dataclass(kw_only=True)
class _Scene:
    """The servers and the workers, and what became of each mail."""

    place: Place
    crew: Crew
    meter: Meter
    stock: list[Path]
    users: Sequence[str]
    seconds: float
    came: dict[str, dict[str, float]] = field(default_factory=dict)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    apart: random.Random = field(default_factory=lambda: random.Random(6))

    def watched(self) -> int:
        """How many connections the workers hold to Dovecot."""
        port = self.place.dovecot.port_plain
        return sum(children.connections(pid, port) for pid in self.crew.pids)

    def look(self, what: str) -> None:
        """Measure for some time, a mail coming every other second."""
        self.meter.groups["workers"] = self.crew.pids
        came = self.came.setdefault(what, {})
        before = self.meter.look()
        while time.monotonic() < before.at + self.seconds:
            mail = self.stock.pop()
            came[candidate(int(mail.stem))[1]] = arrive(
                self.place, self.apart.choice(self.users[:_POSTINGS]), mail
            )
            time.sleep(_APART)
        load = self.meter.since(before)
        late = self.meter.lateness(load.seconds)
        self.rows.append(
            (
                what,
                f"{len(late) / load.seconds:.1f}",
                *(_within(late, share) for share in (0.5, 0.99)),
                *(load.share(group) for group in ("workers", "PostgreSQL", "Dovecot")),
                f"{load.statements:.0f}",
                f"{load.commits:.0f}",
                str(self.meter.connections()),
                f"{self.watched():,}",
                " + ".join(megabytes(proportional([pid])) for pid in self.crew.pids),
                megabytes(proportional([pid_of(self.place)])),
            )
        )
        print(f"  {self.rows[-1]}", flush=True)


def measure(
    place: Place, stock: Sequence[Path], box: Letterbox, report: Report, *, count: int, seconds: float
) -> None:
    """Poll so many mailboxes by one worker and by two, then listen to them, too, and let one worker die."""
    with on(place.folder):
        server = Server()
    users = [user(number) for number in range(count)]
    for each in users[:_POSTINGS]:
        place.scribble(each, 0)
    with server:
        url = server.database()
        office = office_of(place, url, users[:_POSTINGS], _POSTINGS, {"every": _EVERY, "idle": False})
        meter = Meter(url, {"PostgreSQL": [server.pid], "Dovecot": [pid_of(place)]})
        meter.count_lateness()
        box.taken()
        with at_work(office, [sys.executable, "-m", "speed.simulated"]) as crew:
            scene = _Scene(
                place=place, crew=crew, meter=meter, stock=list(stock), users=users, seconds=seconds
            )
            notes = _story(scene, count)
            took = letters(box, sum(map(len, scene.came.values())), 70)
        meter.close()
    _tell(scene, took, report, notes, count)


def _story(scene: _Scene, count: int) -> list[str]:
    crew, meter = scene.crew, scene.meter
    opened = crew.grow(1, count, _AT_ONCE, 0.0)
    start = time.monotonic()
    wait_for(
        lambda: meter.number("SELECT count(*) FROM mailbox WHERE read_at IS NOT NULL") == count, _PATIENCE
    )
    begun = time.monotonic() - start
    told = f"A worker takes jobs {opened:.0f} s after its start; all mailboxes had been polled for the first time "
    notes = [told + f"{begun:.0f} s later, when their folders were made."]
    _rest(scene)
    scene.look("1 worker, polls alone")
    crew.grow(2, count, _AT_ONCE, 0.0)
    _rest(scene)
    scene.look("2 workers, polls alone")
    crew.stop()
    _listen(scene)
    opened = crew.grow(2, count, _AT_ONCE, 0.0)
    waited = opened + _until(scene, count)
    notes.append(
        f"Two workers begun anew, with IDLE, listened to all mailboxes {waited:.0f} s after their start."
    )
    _rest(scene)
    scene.look("2 workers, polls and IDLE")
    crew.lose()
    notes.append(
        f"One was killed then: the other listened to all {_until(scene, count):.0f} s later. Meanwhile half of "
        f"the mailboxes that were due were {_rest(scene)}"
    )
    scene.look("1 worker, polls and IDLE")
    return notes


def _listen(scene: _Scene) -> None:
    path = scene.crew.office.config / "intake.yaml"
    settings = json.loads(path.read_text())
    path.write_text(json.dumps(settings | {"poll": {"every": _EVERY, "idle": True}}))


def _until(scene: _Scene, count: int) -> float:
    start = time.monotonic()
    wait_for(lambda: scene.watched() >= count, _PATIENCE)
    return time.monotonic() - start


def _rest(scene: _Scene) -> str:
    """Wait until nothing that is due waits for long, and no longer than a minute; say how late things were."""
    start = time.monotonic()
    calm = 0
    while calm < _CALM and time.monotonic() < start + 60:
        calm = calm + 1 if scene.meter.overdue() < _FEW else 0
        time.sleep(1)
    late = scene.meter.lateness(time.monotonic() - start)
    return f"taken within {_within(late, 0.5)}, 99 % within {_within(late, 0.99)}."


def _within(waits: Sequence[float], share: float) -> str:
    return f"{percentile(waits, share):.2f} s" if waits else "none"


def _tell(scene: _Scene, took: dict[str, float], report: Report, notes: Sequence[str], count: int) -> None:
    report.add(
        f"(k) {count:,} mailboxes on one Dovecot, each polled every {_EVERY}",
        (
            *("", "polls a second", "half late by", "99 % by"),
            *("of one core: workers", "PostgreSQL", "Dovecot"),
            *("statements a second", "commits", "connections to the database", "to Dovecot"),
            *("memory: workers", "Dovecot"),
        ),
        scene.rows,
        *notes,
        "Memory that several processes share is divided among them.",
    )
    rows = []
    for what, came in scene.came.items():
        waits = [took[to] - at for to, at in came.items() if to in took]
        shares = (_within(waits, share) for share in (0.5, 0.9, 1.0))
        rows.append((what, f"{len(waits)} of {len(came)}", *shares))
    report.add(
        f"(k) From a mail's being there to its letter, a mail each {_APART:.0f} s somewhere",
        ("", "answered", "half within", "90 % within", "all within"),
        rows,
    )
