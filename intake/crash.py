"""Named places where the crash tests kill the process; nothing at all in production."""

from __future__ import annotations

import os
import signal

_wanted = os.environ.get("INTAKE_CRASH_AT")  # "name" or "name:n", the n-th time it is passed
_passed: dict[str, int] = {}


def crashpoint(name: str) -> None:
    """Die here as by kill -9 if the crash tests ask for this place."""
    if _wanted is None:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _wanted in (name, f"{name}:{_passed[name]}"):
        os.kill(os.getpid(), signal.SIGKILL)
