"""(i) What commands ask of a database with a million applications: the time of each query."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rigs.office import Office

from intake.settings import load
from intake.store.database import Database
from speed import children
from speed.asked import CALLS
from speed.children import TooLongError
from speed.crowd import LETTER, POSTINGS, crowd
from speed.figures import Report
from speed.places import Place

_LIMIT = 10.0  # seconds after which a command is ended
_SLOW = 0.02  # seconds from which a query is told by itself


@dataclass(frozen=True, kw_only=True)
class _Server:
    name: str
    url: str | None


def measure(place: Place, count: int, report: Report) -> None:
    """Fill a database of each kind, and ask."""
    with ExitStack() as stack:
        for server in (_Server(name="SQLite", url=None), _postgres(stack, report)):
            if server is not None:
                _measure(place, server, count, report)


def _postgres(stack: ExitStack, report: Report) -> _Server | None:
    try:
        rig = import_module("rigs.postgres")
        server = stack.enter_context(rig.Postgres("shared_buffers=128MB"))
    except (ImportError, RuntimeError) as error:
        report.add("(i) PostgreSQL", ("",), [(f"left out: {error}",)])
        return None
    return _Server(name="PostgreSQL", url=server.url())


def _measure(place: Place, server: _Server, count: int, report: Report) -> None:
    office = _office(place, server)
    start = time.perf_counter()
    database = Database(load(office.config).database)
    database.upgrade()
    crowd(database, count)
    database.close()
    filled = time.perf_counter() - start
    said = {what: _asked(office, what) for what in CALLS}
    slowest: dict[tuple[str, str], tuple[float, int]] = {}
    for what, each in said.items():
        for text, seconds, rows in each["queries"]:  # the same statement may be asked with other values
            slowest[what, text] = max(slowest.get((what, text), (0.0, 0)), (seconds, rows))
    report.add(
        f"(i) With {count:,} applications in {server.name}, {place.name}",
        ("", "all, s", "queries", "slowest query, ms"),
        [_row(what, each) for what, each in said.items()],
        f"{POSTINGS} postings, {count // POSTINGS:,} applications each; {LETTER} bytes a letter; filled in "
        f"{filled:.0f} s. `all` is the command's own function, all queries and what is made of their rows.",
    )
    report.add(
        f"(i) The slow queries, {server.name}",
        ("ms", "rows", "of", "query"),
        [
            (f"{1000 * seconds:,.0f}", f"{rows:,}", what, f"`{text}`")
            for (what, text), (seconds, rows) in sorted(
                slowest.items(), key=lambda item: item[1], reverse=True
            )
            if seconds > _SLOW
        ][:12],
    )


def _row(what: str, said: dict[str, Any]) -> tuple[str, ...]:
    if said["seconds"] is None:
        return what, f"more than {_LIMIT:.0f}", "", ""
    longest = max((query[1] for query in said["queries"]), default=0.0)
    return what, f"{said['seconds']:.2f}", str(len(said["queries"])), f"{1000 * longest:,.0f}"


def _office(place: Place, server: _Server) -> Office:
    office = place.office("nobody@example.org")
    if server.url:
        office.configure(database=server.url)
    else:
        office.configure()
    (office.config / "postings" / "omp.yaml").unlink()
    office.posting("p1")
    return office


def _asked(office: Office, what: str) -> dict[str, Any]:
    words = [sys.executable, "-m", "speed.asked", office.config, what, str(_LIMIT)]
    try:
        said: dict[str, Any] = json.loads(
            children.run(words, environment=office.environment, limit=4 * _LIMIT).out
        )
    except TooLongError:
        return {"seconds": None, "queries": []}
    return said
