"""What was measured: medians with their ranges, ratios of one run, tables, and the machine that it was on."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from statistics import median
from typing import Any

BEGIN, END = "<!-- measured: written by make bench -->", "<!-- end of measured -->"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A part of the report: a heading, rows under columns, and what there is to say besides."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


@dataclass
class Report:
    """Everything that was measured, in the order in which it is told."""

    tables: list[Table] = field(default_factory=list)

    def add(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *notes: str) -> None:
        """Add a table, and show it."""
        table = Table(title=title, columns=columns, rows=list(rows), notes=notes)
        self.tables.append(table)
        print("\n".join(["", *_shown(table)]), flush=True)

    def write(self, page: Path, told: Sequence[str]) -> None:
        """Put the tables between the markers of a page.

        Raises SystemExit where it has none.
        """
        before, found, rest = page.read_text("utf-8").partition(BEGIN)
        _, closed, after = rest.partition(END)
        if not found or not closed:
            raise SystemExit(f"{page.name} has no place for the figures: put {BEGIN} and {END} there.")
        lines = [*told, *(line for table in self.tables for line in ("", *_markdown(table)))]
        page.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", "utf-8")


def spread(values: Sequence[float], unit: str = "", digits: int = 0) -> str:
    """Give the median of several runs, and from where to where they went."""
    middle = f"{median(values):,.{digits}f}"
    if len(values) == 1:
        return f"{middle}{unit}"
    return f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f}){unit}"


def ratios(ours: Sequence[float], theirs: Sequence[float], digits: int = 2) -> str:
    """Give how many times the other each run was: only what was taken in one run is compared."""
    return spread([a / b for a, b in zip(ours, theirs, strict=True)], " ×", digits)


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def megabytes(size: float) -> str:
    """Give bytes in words."""
    return f"{size / 1e6:,.0f} MB"


def machine(disk: Path) -> str:
    """Say what it was measured on: no names and no paths, they are nobody's business."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next((line.split(":")[1].strip() for line in info.splitlines() if "model name" in line), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, {memory / 1e9:.0f} GB; {system}; "
        f"disk: {_kind(disk)}."
    )


def versions(**others: str) -> str:
    """Say which versions were measured."""
    python = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    packages = ("intake", "imapclient", "mail-parser", "sqlalchemy", "psycopg", "procrastinate", "pypdfium2")
    known = python | {name: version(name) for name in packages} | {"Dovecot": _said("dovecot", "--version")}
    return ", ".join(f"{name} {number}" for name, number in (known | others).items() if number) + "."


def _said(program: str, word: str) -> str:
    path = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if path is None:
        return ""
    return subprocess.run([path, word], capture_output=True, text=True, check=False).stdout.split()[0]


def _kind(folder: Path) -> str:
    """Give the file system and the sort of disk that a folder lies on."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    inside = [m for m in mounts if folder.is_relative_to(m[1])]
    device, _, system, *_ = max(inside, key=lambda mount: len(mount[1]))
    name = Path(device).name
    if name.startswith(("vd", "xvd")):  # which says it turns, whatever it is
        return f"{system} on a virtual disk"
    turning = Path(f"/sys/block/{name.rstrip('0123456789')}/queue/rotational")
    if not turning.exists():
        return system
    return f"{system} on {'a turning disk' if turning.read_text().strip() == '1' else 'solid state'}"


def _shown(table: Table) -> Iterable[str]:
    lines = [table.columns, *table.rows]
    widths = [max(map(len, column)) for column in zip_longest(*lines, fillvalue="")]
    yield table.title
    for line in lines:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=False)).rstrip()
    yield from (f"  {note}" for note in table.notes)


def _markdown(table: Table) -> Iterable[str]:
    yield f"### {table.title}"
    yield ""
    yield _row(table.columns)
    yield "|" + "---|" * len(table.columns)
    yield from map(_row, table.rows)
    for note in table.notes:
        yield from ("", note)


def _row(cells: Sequence[Any]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"
