"""The reading process gives up, for good, all that reading a document never needs."""

from __future__ import annotations

import codecs
import encodings
import heapq  # noqa: F401 - Counter.most_common imports it when it is first called
import pkgutil
import sys
from contextlib import suppress
from typing import Final

from intake.reading import seccomp
from intake.reading.files import foreign
from intake.reading.papers import weights

MEMORY: Final = 1_500_000_000  # bytes of address space


def confine(*, threads: bool = False) -> bool:
    """Give up memory beyond MEMORY, files, descriptors, processes and core dumps, as the system can.

    Return whether the kernel besides cuts this process off from the network and from everything
    but its pipes. All must be imported by now: no file can be opened afterwards. `threads` may be
    started where they are asked for (a process for one file, which a library cannot read without).
    """
    foreign.preload()
    weights.load()
    for name in [module.name for module in pkgutil.iter_modules(encodings.__path__)]:  # loaded from files
        with suppress(LookupError):
            codecs.lookup(name)
    _limit(processes=not threads)
    return seccomp.install(threads=threads)


def _limit(*, processes: bool) -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),  # those that are open stay open
        *([(resource.RLIMIT_NPROC, 0)] if processes else []),  # which counts threads, too
    ):
        with suppress(ValueError, OSError):  # macOS refuses some; the time limits remain
            resource.setrlimit(limit, (value, value))


def grant_time(seconds: int) -> None:
    """Grant processor time for one more request; beyond it the system ends the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
