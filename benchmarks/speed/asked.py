"""What a command asks of the database: `python -m speed.asked CONFIG WHAT SECONDS` says how long each query takes.

The command's own function is called once, and ended after that many seconds. Each statement that it made is
then made again three times, all rows fetched, and taken back.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from textwrap import shorten
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event

from intake import app
from intake.services import report
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest, due_day
from intake.settings import load
from speed.crowd import END

_TIMES = 3
_WIDE, _LONG = 40, 110  # characters that are shown of columns, and of a statement
_ENOUGH = 1.0  # seconds after which a statement is not made once more

CALLS: dict[str, Callable[[Desk], Any]] = {
    "applications to a posting": lambda desk: report.applications(desk, posting="p1", status=None),
    "of them, those to review": lambda desk: report.applications(desk, posting="p1", status="review"),
    "all applications": lambda desk: report.applications(desk, posting=None, status=None),
    "all messages": report.messages,
    "a recruiter's digest": lambda desk: digest(desk, due_day(desk), dry_run=True),
    "the outbox, nothing due": deliver,
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
    return list({statement: (statement, parameters) for statement, parameters in asked}.values())


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
