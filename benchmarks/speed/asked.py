"""What a command asks of the database: `python -m speed.asked CONFIG WHAT SECONDS` says how long each query takes.

The command's own function is called once, and ended after that many seconds. Each statement that it made is
then made again three times, all rows fetched, and taken back.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from textwrap import shorten
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event

from intake import app
from intake.services import alarms, letters, report
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest, due_day
from intake.settings import load
from speed.crowd import END

_PAGE = 50  # rows
_AFTER = {"applications": "P1-2026-100", "messages": 20_001, "listing": 20_001}  # what a page goes on behind
_TIMES = 3
_WIDE, _LONG = 40, 110  # characters that are shown of columns, and of a statement
_ENOUGH = 1.0  # seconds after which a statement is not made once more


def _page(list_of: Callable[..., Iterable[Any]], desk: Desk, **chosen: Any) -> list[Any]:
    return list(list_of(desk, **chosen, after=_AFTER[list_of.__name__], limit=_PAGE))


CALLS: dict[str, Callable[[Desk], Any]] = {
    "a page of all applications": lambda desk: _page(report.applications, desk, posting=None, status=None),
    "of those to a posting": lambda desk: _page(report.applications, desk, posting="p1", status=None),
    "of those to review": lambda desk: _page(report.applications, desk, posting=None, status="review"),
    "of a posting's to review": lambda desk: _page(report.applications, desk, posting="p1", status="review"),
    "a page of messages": lambda desk: _page(report.messages, desk),
    "a page of open letters": lambda desk: _page(letters.listing, desk),
    "a page of all letters": lambda desk: _page(letters.listing, desk, everything=True),
    "all applications to a posting": lambda desk: list(report.applications(desk, posting="p1", status=None)),
    "a recruiter's digest": lambda desk: digest(desk, due_day(desk), dry_run=True),
    "the outbox, nothing due": deliver,
    "alarms": alarms.watch,
}


class _LateError(Exception):
    pass


def main() -> None:
    """Call one, and say what it asked."""
    config, what, limit = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    with app.open_desk(load(config), now=lambda: END) as desk, app.at_work(desk):
        asked: list[tuple[str, Any]] = []
        _listen(desk.database.engine, asked)
        seconds = _called(CALLS[what], desk, limit)
        event.remove(desk.database.engine, "before_cursor_execute", _listen.heard)  # type: ignore[attr-defined]
        queries = [] if seconds is None else [_again(desk, *query) for query in _distinct(asked)]
    print(json.dumps({"seconds": seconds, "queries": queries}))


def _called(call: Callable[[Desk], Any], desk: Desk, limit: float) -> float | None:
    """Call it; its seconds, or None if it was ended."""

    def late(_number: int, _frame: FrameType | None) -> None:
        raise _LateError

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, limit)
    start = time.perf_counter()
    try:
        call(desk)
    except _LateError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - start


def _listen(engine: Engine, asked: list[tuple[str, Any]]) -> None:
    def heard(_link: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if not many and statement.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE", "WITH"):
            asked.append((statement, parameters))

    _listen.heard = heard  # type: ignore[attr-defined]
    event.listen(engine, "before_cursor_execute", heard)


def _distinct(asked: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return list(
        {(statement, repr(parameters)): (statement, parameters) for statement, parameters in asked}.values()
    )


def _again(desk: Desk, statement: str, parameters: Any) -> tuple[str, float, int]:
    """Give a statement in short, its median seconds, and how many rows it has."""
    times: list[float] = []
    rows = 0
    with desk.database.engine.connect() as link:
        while len(times) < _TIMES and sum(times) < _ENOUGH:
            start = time.perf_counter()
            cursor = link.exec_driver_sql(statement, parameters)
            rows = len(cursor.cursor.fetchall()) if cursor.returns_rows else cursor.rowcount
            times.append(time.perf_counter() - start)
            link.rollback()
    return _short(statement), median(times), rows


def _short(statement: str) -> str:
    words = " ".join(statement.split())
    if words.startswith("SELECT") and " FROM " in words:
        columns, _, rest = words.partition(" FROM ")
        words = f"{shorten(columns, _WIDE, placeholder=' …')} FROM {rest}"
    return shorten(words, _LONG, placeholder=" …")


if __name__ == "__main__":
    main()
