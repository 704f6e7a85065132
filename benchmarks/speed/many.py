"""(h) Many idle mailboxes in one `intake run`: processor, memory, connections."""

from __future__ import annotations

import time

from rigs.office import Office
from sqlalchemy import text

from intake.settings import load
from intake.store.database import Database
from speed import children
from speed.figures import Report, megabytes
from speed.places import Place
from speed.push import running

_PATIENCE = 180.0  # seconds until every mailbox has been polled
_MAILS = 10  # in each


def measure(place: Place, count: int, seconds: float, report: Report) -> None:
    """Let so many mailboxes idle, and look at the process for some time after all were polled."""
    users = [place.user() for _ in range(count)]
    for user in users:
        place.scribble(user, _MAILS)
    office = place.office(users[0])
    mailboxes = {
        f"box-{number}": office.mailbox(user, address=f"box-{number}@example.org")
        for number, user in enumerate(users)
    }
    office.configure(mailboxes)
    office.posting(mailbox="box-0")
    port = place.dovecot.port_plain
    with running(office) as process:
        started = time.monotonic()
        settled = _settled(office, count)
        time.sleep(10)
        before, start = children.cpu(process.pid), time.monotonic()
        held = []
        while (now := time.monotonic()) < start + seconds:
            held.append(children.connections(process.pid, port))
            time.sleep(1)
        used = children.cpu(process.pid) - before
        family = children.family(process.pid)
        memory = children.memory(family[0]), sum(map(children.memory, family[1:]))
        wall = now - start
    report.add(
        f"(h) {count} idle mailboxes in one process, polled every 60 s besides",
        ("processor, s a minute", "of one core", "memory: process", "its children", "connections"),
        [
            (
                f"{60 * used / wall:.2f}",
                f"{100 * used / wall:.1f} %",
                megabytes(memory[0]),
                megabytes(memory[1]),
                f"{min(held)}–{max(held)}",
            )
        ],
        f"Over {wall:.0f} s, after all had been polled once, which took {settled - started:.0f} s from the start.",
    )


def _settled(office: Office, count: int) -> float:
    """Wait until all mailboxes have been read."""
    database = Database(load(office.config).database)
    give_up = time.monotonic() + _PATIENCE
    query = text("SELECT count(*) FROM mailbox WHERE read_at IS NOT NULL")
    read = 0
    while read < count and time.monotonic() < give_up:
        time.sleep(1)
        try:
            with database.read() as tx:
                read = tx.execute(query).scalar_one()
        except Exception:  # noqa: BLE001 - it is not there yet
            continue
    database.close()
    if read < count:
        raise RuntimeError(f"{read} of {count} mailboxes were read")
    return time.monotonic()
