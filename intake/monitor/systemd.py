"""What a service tells systemd: sd_notify(3), over the socket that NOTIFY_SOCKET names; else nothing."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress


def tell(*lines: str) -> None:
    """Send lines such as READY=1, if anybody has asked for them. What fails is left: the work goes on."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if not place.startswith(("/", "@")):  # the others of sd_notify(3) are of virtual machines
        return
    if place.startswith("@"):  # an abstract socket, unix(7)
        place = "\0" + place[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
        sock.settimeout(1)
        sock.sendto("\n".join(lines).encode(), place)


def ready(status: str) -> None:
    """Say that it runs, with a line for people."""
    tell("READY=1", f"STATUS={status}")


def reloading() -> None:
    """Say that the configuration is read again; `ready` is to follow."""
    tell("RELOADING=1", f"MONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}")


def stopping() -> None:
    """Say that what is in hand is finished, and that nothing follows."""
    tell("STOPPING=1", "STATUS=Finishing what is in hand.")


class Watchdog:
    """Tells systemd at half of the time it asks for (WATCHDOG_USEC) that this process is alive."""

    def __init__(self) -> None:
        self._every = _asked_for()
        self._due = 0.0
        self._said = ""

    def beat(self, *, alive: bool, status: str) -> None:
        """Tell it if that is due, and if we are alive; and the line for people where it is another one."""
        if status != self._said:
            self._said = status
            tell(f"STATUS={status}")
        if alive and self._every is not None and time.monotonic() >= self._due:
            self._due = time.monotonic() + self._every
            tell("WATCHDOG=1")


def _asked_for() -> float | None:
    """Half of WATCHDOG_USEC in seconds; None: it is not asked of this process (sd_watchdog_enabled(3))."""
    microseconds, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    if not microseconds.isdecimal() or (process and process != str(os.getpid())):
        return None
    return int(microseconds) / 2e6 or None
