"""How everything is printed: one JSON document, a table, a sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from intake.domain.trouble import Trouble

COLOURS = {
    "complete": "green",
    "incomplete": "yellow",
    "late": "red",
    "review": "magenta",
    "error": "red",
    "warning": "yellow",
    "info": "cyan",
    "quarantined": "red",
}


# What a stranger's words could do to a terminal: controls but tab and line feed, and bidi overrides.
_UNSEEN = dict.fromkeys(
    [
        *(*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)),
        *(0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    ]
)


def visible(text: str) -> str:
    """Return the text without what could change what a terminal shows."""
    return text.translate(_UNSEEN)


def as_json(shape: Any) -> None:
    """Print one JSON document on standard output; in ASCII where that cannot show every letter."""
    plain = "utf" not in (sys.stdout.encoding or "").lower()
    sys.stdout.write(json.dumps(shape, ensure_ascii=plain, indent=2, default=str) + "\n")


def as_json_list(rows: Iterable[dict[str, Any]]) -> None:
    """Print a list as `as_json` does, each row as it comes: however many there are, few are in memory."""
    plain, written = "utf" not in (sys.stdout.encoding or "").lower(), 0
    try:
        for row in rows:
            text = json.dumps(row, ensure_ascii=plain, indent=2, default=str).replace("\n", "\n  ")
            sys.stdout.write((",\n  " if written else "[\n  ") + text)
            written += 1
    except Trouble as broken:
        if not written:
            raise
        sys.stdout.write("\n]\n")  # one document all the same; the exit status says that it is not whole
        trouble(broken)
        raise SystemExit(1) from None
    sys.stdout.write("\n]\n" if written else "[]\n")


def part(rows: Iterable[dict[str, Any]], limit: int | None, key: str) -> Iterator[dict[str, Any]]:
    """Yield the first `limit` rows (None: all); if there are more, say how to go on behind the last `key`."""
    last = None
    for number, row in enumerate(rows):
        if number == limit:
            warn(f"There are more. To go on: --after {last}")
            return
        last = row[key]
        yield row


def warn(text: str) -> None:
    """Print a sentence on standard error."""
    sys.stderr.write(f"{visible(text)}\n")


def trouble(what: Trouble) -> None:
    """Print what is wrong, and what to do."""
    warn(f"intake: {what.text}")
    if what.remedy:
        warn(f"  → {what.remedy}")


def say(text: str = "") -> None:
    """Print a line on standard output."""
    sys.stdout.write(f"{visible(text)}\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """Print a table, or what there is to say of an empty one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = [
        [Text("" if cell is None else visible(str(cell)), style=COLOURS.get(str(cell), "")) for cell in row]
        for row in rows
    ]
    if not lines:
        say(empty)
        return
    grid = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for line in lines:
        grid.add_row(*line)
    Console(width=None if sys.stdout.isatty() else 160).print(grid)


def time(iso: str) -> str:
    """A time as people read it, to the minute."""
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")
