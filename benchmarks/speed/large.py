"""(g) What one mail of 25 MB takes in memory; and how long `intake --help` takes."""

from __future__ import annotations

import json
import random

from builders import documents
from builders.mails import mail
from rigs.office import INTAKE

from speed import children
from speed.figures import Report, spread
from speed.places import Place

SIZE = 25_000_000
_PARTS = 2  # files of the same weight


def heavy() -> bytes:
    """Make an application whose CV and letter weigh 25 MB together, by bytes behind their ends."""
    noise = random.Random(25).randbytes(round(SIZE * 0.729 / _PARTS))  # base64 and its line ends add the rest
    files = [
        ("CV.pdf", documents.pdf([documents.CV_FR]) + b"\n%" + noise),
        ("Lettre.pdf", documents.pdf([documents.LETTER_FR]) + b"\n%" + noise[::-1]),
    ]
    return mail(files=files)


def measure(place: Place, runs: int, report: Report) -> None:
    """Take it in by a process of its own, each time anew."""
    raw = heavy()
    user = place.user()
    place.dovecot.append(user, raw)
    ours, stored = [], set()
    for _ in range(runs):
        office = place.office(user, deadline=None)
        words = [INTAKE, "poll", "--json", "--config", office.config]
        ran = children.run(words, environment=office.environment)
        stored.update(json.loads(ran.out)["outcomes"])
        ours.append(ran)
    report.add(
        f"(g) One mail of {len(raw) / 1e6:.0f} MB, {place.name}",
        ("", "highest: process", "its children", "all at once", "seconds"),
        [
            (
                ", ".join(sorted(stored)),
                spread([ran.peak / 1e6 for ran in ours], " MB"),
                spread([ran.peak_children / 1e6 for ran in ours], " MB"),
                spread([max(size for _, size in ran.over_time) / 1e6 for ran in ours], " MB"),
                spread([ran.seconds for ran in ours], digits=1),
            )
        ],
    )


def start(runs: int, report: Report) -> None:
    """Measure how long it takes to say how it is used."""
    children.run([INTAKE, "--help"])
    seconds = [children.run([INTAKE, "--help"]).seconds for _ in range(runs)]
    report.add("Start: intake --help", ("seconds",), [(spread(seconds, digits=2),)])
