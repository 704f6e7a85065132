"""(e) A poll in which nothing has come, in mailboxes that hold little and much: its time, and its bytes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from rigs.net import Proxy
from rigs.office import Office

from speed import children
from speed.figures import Report, percentile, spread
from speed.ledger import know
from speed.places import Place

SIZES = (10, 1_000, 100_000)


def measure(place: Place, times: int, report: Report, sizes: Sequence[int] = SIZES) -> None:
    """Poll each mailbox so many times; then once through a proxy that counts."""
    users = {size: place.user() for size in sizes}
    for size, user in users.items():
        place.scribble(user, size)
    office = place.office(users[sizes[0]])
    _configure(office, users, dict.fromkeys(sizes, place.dovecot.port_plain))
    for size, user in users.items():
        know(office, f"box-{size}", place.dovecot, user)
    seconds = _polls(office, times)
    with ExitStack() as stack:
        proxies = {size: stack.enter_context(Proxy(place.dovecot.port_plain)) for size in sizes}
        _configure(office, users, {size: proxy.port for size, proxy in proxies.items()})
        _polls(office, 4)
        polls = 5  # the one that is not timed, too
        wires = {
            size: (len(proxy.to_server.heard) / polls, len(proxy.to_client.heard) / polls)
            for size, proxy in proxies.items()
        }
    least = percentile(seconds[f"box-{sizes[0]}"], 0.5)
    rows = [
        (
            f"{size:,}",
            spread([1000 * each for each in seconds[f"box-{size}"]], digits=1),
            f"{percentile(seconds[f'box-{size}'], 0.5) / least:.2f} ×",
            f"{wires[size][0]:,.0f}",
            f"{wires[size][1]:,.0f}",
        )
        for size in sizes
    ]
    report.add(
        f"(e) A poll with nothing new, {place.name}",
        ("mails in the mailbox", "ms", "of the first", "bytes to the server", "bytes from it"),
        rows,
        f"{times} polls of each in turn, in one process; the ledger holds a row for each mail.",
    )


def _configure(office: Office, users: dict[int, str], ports: dict[int, int]) -> None:
    mailboxes = {
        f"box-{size}": office.mailbox(user, imap={"port": ports[size]}, address=f"box-{size}@example.org")
        for size, user in users.items()
    }
    office.configure(mailboxes)
    office.posting(mailbox=next(iter(mailboxes)))


def _polls(office: Office, times: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "speed.polls", office.config, str(times)]
    said: dict[str, Any] = json.loads(children.run(words, environment=office.environment).out)
    return said
