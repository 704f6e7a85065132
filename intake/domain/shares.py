"""How work is divided without anybody who divides it: by names alone, the same on every machine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final
from zlib import crc32

SHARDS: Final = 64


def shard_of(name: str) -> int:
    """The shard of a mailbox, 0 to 63; it stays the same for ever."""
    return crc32(name.encode()) % SHARDS


def share(names: Iterable[str], workers: Collection[str], me: str) -> set[str]:
    """Those of the names that are mine, where each is one worker's (rendezvous hashing).

    When a worker comes or goes, only the names move that become its own, or were.
    """
    if me not in workers:
        return set()
    return {name for name in names if max(workers, key=lambda worker: _weight(worker, name)) == me}


def within(found: Iterable[tuple[str, str]], room: Mapping[str, int]) -> list[str]:
    """Those of the (name, host) that their hosts have room for, the first ones first."""
    left, names = dict(room), []
    for name, host in found:
        if left.get(host, 0) > 0:
            left[host] -= 1
            names.append(name)
    return names


def in_turn(
    names: Sequence[str], start: datetime, end: datetime, a_second: int
) -> tuple[list[tuple[datetime, Sequence[str]]], datetime]:
    """Give names times from `start` on, so many a second; whose time would come after `end` has none.

    Return the names of each time, and when the next ones may begin.
    """
    turns = []
    for first in range(0, len(names), a_second):
        if start > end:
            break
        some = names[first : first + a_second]
        turns.append((start, some))
        start += timedelta(seconds=len(some) / a_second)
    return turns, start


def _weight(worker: str, name: str) -> tuple[bytes, str]:
    return blake2b(f"{worker}\0{name}".encode(), digest_size=8).digest(), worker
