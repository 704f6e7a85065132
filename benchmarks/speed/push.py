"""(f) From the delivery of a mail to its answer, under IDLE: `intake run` as a process of its own."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rigs.office import INTAKE, Office

from speed import children
from speed.applications import candidate
from speed.figures import Report, percentile
from speed.places import Place
from speed.sink import Letterbox

_APART = (0.15, 0.45)  # seconds from one delivery to the next
_PATIENCE = 30.0  # seconds for the last answers


@contextmanager
def running(office: Office) -> Iterator[subprocess.Popen[str]]:
    """Let `intake run` run meanwhile, and stop it in good order."""
    words = [INTAKE, "run", "--config", office.config]
    # A pipe that nobody reads would fill up and hold it.
    with (office.base / "run.log").open("w") as log:
        process = subprocess.Popen(
            [*map(str, words)], stdout=log, stderr=log, text=True, env={**os.environ, **office.environment}
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            children.end(process)


def measure(place: Place, stock: Sequence[Path], box: Letterbox, report: Report) -> None:
    """Deliver each mail of the stock by itself, and wait for all the answers."""
    user = place.user()
    deadline = (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")
    place.scribble(user, 1)
    office = place.office(user, deadline=deadline)
    box.taken()
    with running(office):
        time.sleep(8)  # until it listens
        delivered = _deliver(place, user, stock)
        answered = _answers(box, len(stock))
    waits = [at - delivered[to] for at, to in answered if to in delivered]
    if len(waits) != len(stock):
        raise RuntimeError(f"{len(waits)} of {len(stock)} mails were answered")
    shares = {"half": 0.5, "90 %": 0.9, "99 %": 0.99, "all": 1.0}
    report.add(
        f"(f) From delivery to answer under IDLE, {place.name}",
        ("deliveries", *(f"{name} within" for name in shares)),
        [(str(len(stock)), *(f"{percentile(waits, share):.2f} s" for share in shares.values()))],
        f"Applications as in (a), into Maildir's new, one each {_APART[0]} to {_APART[1]} s.",
    )


def _deliver(place: Place, user: str, stock: Sequence[Path]) -> dict[str, float]:
    apart = random.Random(6)
    delivered = {}
    for number, path in enumerate(stock):
        raw = path.read_bytes()
        delivered[candidate(number)[1]] = time.monotonic()
        place.dovecot.deliver(user, raw)
        time.sleep(apart.uniform(*_APART))
    return delivered


def _answers(box: Letterbox, count: int) -> list[tuple[float, str]]:
    answered: list[tuple[float, str]] = []
    give_up = time.monotonic() + _PATIENCE
    while len(answered) < count and time.monotonic() < give_up:
        time.sleep(0.5)
        answered += box.taken()
    return answered
