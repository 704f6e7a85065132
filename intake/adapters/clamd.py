"""Files → verdicts of a clamd (ClamAV's scanner), over its INSTREAM command (clamd(8)).

ScannerError
└── ScannerSilent   clamd cannot be reached, or does not answer in time
"""

from __future__ import annotations

import re
import socket
import struct
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from intake.domain.trouble import Trouble

_CHUNK: Final = 65_536  # bytes
_MAX_ANSWER: Final = 4_096  # bytes
_CONNECT: Final = 3  # seconds
_REST: Final = 60  # seconds for which a clamd that did not answer is left alone
_LENGTH: Final = struct.Struct(">I")
_FOUND: Final = re.compile(r"stream: (.{1,200}) FOUND")
# What clamd calls so is no virus but a file that it cannot look into (AlertEncrypted, AlertExceedsMax).
_CLOSED: Final = ("Heuristics.Encrypted.", "Heuristics.Limits.Exceeded")
# As in "ClamAV 1.4.6/27453/Fri Nov 14 09:37:20 2025"; the date is absent without official signatures.
_VERSION: Final = re.compile(r"ClamAV [^/]{1,50}(?:/\d+/(.{1,40}))?")


class ScannerError(Trouble):
    """A file was not scanned."""


class ScannerSilent(ScannerError):  # noqa: N818 - said in full: a silent scanner
    """Nothing will be scanned for a while."""


class Clamd:
    """A clamd at `unix:PATH` or `HOST:PORT`; each call is a connection. Safe to share between threads.

    `seconds` is the time limit for one answer. After a silence nothing is asked for a minute: mail
    does not wait for a scanner that hangs.
    """

    def __init__(self, where: str, *, seconds: float = 30, rest: float = _REST) -> None:
        self._where, self._seconds, self._rest = where, seconds, rest
        self._silent_until = 0.0  # of the monotonic clock

    def scan(self, data: bytes) -> str | None:
        """Return the name of the virus in some bytes, archives and documents opened; None for none.

        Raises ScannerError where clamd refuses them (by its StreamMaxLength, say), ScannerSilent.
        """
        answer = self._ask(b"zINSTREAM\0", data)
        if answer == "stream: OK":
            return None
        if found := _FOUND.fullmatch(answer):
            return None if found[1].startswith(_CLOSED) else found[1]
        raise ScannerError(f"clamd refuses a file of {len(data)} bytes", "See StreamMaxLength in clamd.conf.")

    def signatures(self) -> datetime | None:
        """Return of when clamd's official signatures are (UTC); None where it has none.

        Raises ScannerError where something else answers, ScannerSilent.
        """
        version = _VERSION.fullmatch(self._ask(b"zVERSION\0"))
        if version is None:
            raise ScannerError(
                f"What answers at {self._where} is no clamd", "See 'antivirus' in intake.yaml."
            )
        try:
            return datetime.strptime(version[1] or "", "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        except ValueError:
            return None

    def _ask(self, command: bytes, data: bytes | None = None) -> str:
        if time.monotonic() < self._silent_until:
            raise self._silence()
        try:
            with self._connect() as connection:
                connection.sendall(command)
                if data is not None:
                    _stream(connection, data)
                answer = _receive(connection, time.monotonic() + self._seconds)
        except OSError:
            self._silent_until = time.monotonic() + self._rest
            raise self._silence() from None
        return answer

    def _silence(self) -> ScannerSilent:
        return ScannerSilent(
            f"The virus scanner at {self._where} does not answer",
            "Start clamd, or see 'antivirus' in intake.yaml; what came meanwhile is scanned afterwards.",
        )

    def _connect(self) -> socket.socket:
        if self._where.startswith("unix:"):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(_CONNECT)
            connection.connect(self._where.removeprefix("unix:"))
        else:
            host, _, port = self._where.rpartition(":")
            connection = socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT)
        connection.settimeout(self._seconds)
        return connection


def _stream(connection: socket.socket, data: bytes) -> None:
    """Send bytes in counted chunks. A clamd that has had enough answers before the end, and hangs up."""
    with suppress(BrokenPipeError, ConnectionResetError):
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            connection.sendall(_LENGTH.pack(len(chunk)) + chunk)
        connection.sendall(_LENGTH.pack(0))


def _receive(connection: socket.socket, end: float) -> str:
    """Read an answer up to its NUL. Raises OSError for one that is cut, too long or too late."""
    answer = b""
    while not answer.endswith(b"\0"):
        connection.settimeout(max(end - time.monotonic(), 0.001))
        part = connection.recv(_MAX_ANSWER)
        answer += part
        if not part or len(answer) > _MAX_ANSWER:
            raise ConnectionError
    return answer[:-1].decode("utf-8", "replace")
