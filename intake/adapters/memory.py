"""Memory that was taken for a large mail goes back to the system when the mail is done with."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Final

_M_MMAP_THRESHOLD: Final = -3  # mallopt(3)
_LARGE: Final = 256 << 10  # bytes


def give_back() -> None:
    """Have every large block mapped by itself, for as long as this process lives.

    Otherwise glibc takes the size of the largest block that was freed for usual: those after it come from
    the heap, where small ones above them keep them from the system. Other C libraries have no such habit,
    and are left as they are.
    """
    with suppress(AttributeError, OSError, TypeError):  # no mallopt, or no way to look for it
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
