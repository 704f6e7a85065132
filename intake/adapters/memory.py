"""Memory: what was taken for a large mail goes back to the system; and how much a process has held."""

from __future__ import annotations

import ctypes
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

_M_MMAP_THRESHOLD: Final = -3  # mallopt(3)
_LARGE: Final = 256 << 10  # bytes
_HIGH_WATER: Final = re.compile(r"VmHWM:\s+(\d+)")  # proc(5)


def give_back() -> None:
    """Have every large block mapped by itself, for as long as this process lives.

    Otherwise glibc takes the size of the largest block that was freed for usual: those after it come from
    the heap, where small ones above them keep them from the system. Other C libraries have no such habit,
    and are left as they are.
    """
    with suppress(AttributeError, OSError, TypeError):  # no mallopt, or no way to look for it
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def most_held(pid: int) -> int:
    """The most that a process has held at once in KB, where the system tells; 0 elsewhere.

    What `getrusage` tells of a child begins with what its parent has held.
    """
    try:
        found = _HIGH_WATER.search(Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
    return int(found[1]) if found else 0
