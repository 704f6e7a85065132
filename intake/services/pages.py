"""A list of any length: asked for in short questions, each by an index and in a transaction of its own.

Whoever reads it may take his time: nothing is held for him, and little of it is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from intake.services.desk import Desk
from intake.store.database import Transaction

ROWS: Final = 500  # that one question asks for

# Asks for the rows behind an id, at most so many: the id and the shape of each, in the order of the ids.
Question = Callable[[Transaction, int, int], Sequence[tuple[int, dict[str, Any]]]]


def pages(desk: Desk, ask: Question, *, after: int, limit: int | None) -> Iterator[dict[str, Any]]:
    """Yield the rows behind the id `after`, at most `limit` (None: all).

    A row stands for what was known as it was asked for; what is taken in meanwhile comes at the end, but for
    a row that another process had begun to write before (PostgreSQL): its place may have been passed.

    Raises:
        Trouble: the database cannot be used.

    """
    left = limit
    while left is None or left > 0:
        most = ROWS if left is None else min(ROWS, left)
        with desk.database.read() as tx:
            found = ask(tx, after, most)
        yield from (shape for _, shape in found)
        if len(found) < most:
            return
        after = found[-1][0]
        left = None if left is None else left - most
