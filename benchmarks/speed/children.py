"""Processes that are measured: how long, how much of the processors, how much memory, theirs and their children's."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")
_EVERY = 0.05  # seconds between two looks at the memory


@dataclass(kw_only=True)
class Ran:
    """A process that has ended. Times in seconds, memory in bytes."""

    status: int
    seconds: float
    cpu: float  # its own and its children's
    out: str
    err: str
    peak: int = 0  # of the process
    peak_children: int = 0  # of its children that were there together
    over_time: list[tuple[float, int]] = field(default_factory=list)  # seconds, memory of all together


class TooLongError(RuntimeError):
    """A process did not end in the time given."""


def run(words: Sequence[object], *, environment: Mapping[str, str] | None = None, limit: float = 900) -> Ran:
    """Run a program to its end.

    Raises TooLongError (the process has been ended then), and RuntimeError where it fails.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [*map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    before = os.times()
    with _watched(process.pid) as memory:
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired as late:
            end(process)
            raise TooLongError(f"{Path(str(words[0])).name}: longer than {limit:.0f} s") from late
    seconds, after = time.perf_counter() - start, os.times()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{Path(str(words[0])).name} failed: {err.strip()[-600:]}")
    return Ran(
        status=process.returncode,
        seconds=seconds,
        cpu=after.children_user + after.children_system - before.children_user - before.children_system,
        out=out,
        err=err,
        peak=memory.highest,
        peak_children=memory.highest_children,
        over_time=memory.over_time,
    )


def end(process: subprocess.Popen[str]) -> None:
    """End a process and its children, by their ids."""
    for pid in reversed(family(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
    process.communicate()


def family(pid: int) -> list[int]:
    """Give a process, its children and theirs."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def memory(pid: int) -> int:
    """Give what a process holds in memory now, in bytes."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0


def cpu(pid: int) -> float:
    """Give the processor seconds of a process and its children, those that have ended included."""
    total = 0.0
    for each in family(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) / _TICK
    return total


def connections(pid: int, port: int) -> int:
    """Count the connections that a process has to a port (proc(5): state 01 is ESTABLISHED)."""
    held = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            held.add(str(each.readlink()))
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    wanted = f":{port:04X}"
    return sum(
        line[2].endswith(wanted) and line[3] == "01" and f"socket:[{line[9]}]" in held for line in lines
    )


@dataclass
class _Memory:
    highest: int = 0
    highest_children: int = 0
    over_time: list[tuple[float, int]] = field(default_factory=list)


@contextmanager
def _watched(pid: int) -> Iterator[_Memory]:
    """Watch the memory of a process and its children meanwhile."""
    seen, ended, start = _Memory(), threading.Event(), time.perf_counter()

    def watch() -> None:
        while not ended.wait(_EVERY):
            own, *others = map(memory, family(pid))
            seen.highest = max(seen.highest, _high_water(pid))
            seen.highest_children = max(seen.highest_children, sum(others))
            seen.over_time.append((time.perf_counter() - start, own + sum(others)))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def _high_water(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0
