"""How work is divided without anybody who divides it: by names alone, the same on every machine."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


def _weight(worker: str, name: str) -> tuple[bytes, str]:
    return blake2b(f"{worker}\0{name}".encode(), digest_size=8).digest(), worker
