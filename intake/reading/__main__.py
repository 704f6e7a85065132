"""The reading process, `python -m intake.reading`: one request after another, within hard limits.

It is started and stopped by `intake.adapters.sandbox`; a file that makes it crash takes nothing
with it but itself.
"""

from __future__ import annotations

import os
import sys
from typing import IO, Final

from intake.reading import wire
from intake.reading.dossier import Context, read_body, read_file

_MEMORY: Final = 1_500_000_000  # bytes of address space


def main() -> None:
    """Answer requests on standard input until it is closed."""
    answers = _keep_answers_apart()
    _limit_for_good()
    while (request := wire.receive(sys.stdin.buffer)) is not None:
        _limit_time(request.seconds)
        answers.write(_work(request))
        answers.flush()


def _work(request: wire.Request) -> bytes:
    context = Context(email=request.email, candidate=request.candidate)
    if request.what == "body":
        body = read_body(request.data.decode("utf-8", "replace"), context)
        return wire.answer(() if body is None else (body,))
    return wire.answer(read_file(request.data, request.name, context))


def _keep_answers_apart() -> IO[bytes]:
    """Take standard output for the answers alone: libraries print what they like elsewhere."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 1)
    return answers


def _limit_for_good() -> None:
    """Forbid what reading never needs: much memory, files, core dumps (where the system can)."""
    if sys.platform == "win32":
        return
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # macOS refuses some; the time limits remain
            continue


def _limit_time(seconds: int) -> None:
    """Grant processor time for one more request; beyond it the system ends the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


if __name__ == "__main__":
    main()
