"""What the IMAP and SMTP adapters share: whom to trust, and how far to listen to a server."""

from __future__ import annotations

import base64
import ipaddress
import math
import re
import socket
import ssl
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

LONGEST_WORDS = 200  # characters of a server's answer that are worth showing
PATIENCE = 10  # how many times the socket's timeout a whole answer may keep us waiting
LINE_COST = 1024  # bytes that a line is counted for at least: a million short ones fill the memory, too

_ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")


def trust(ca_file: str | None) -> ssl.SSLContext:
    """Return a TLS context that verifies names and certificates, by `ca_file` besides the system's.

    Raises OSError (ssl.SSLError is one) where `ca_file` cannot be read or holds no certificate.
    """
    return _context(ca_file, None if ca_file is None else Path(ca_file).stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _context(ca_file: str | None, _changed: int | None) -> ssl.SSLContext:
    """Make a context once for each state of the file: the system's authorities take 0.8 MB and 15 ms."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


def certificate_ends(connection: socket.socket | None) -> datetime | None:
    """Return when the certificate of the other side ends; None without TLS, or without a connection."""
    if not isinstance(connection, ssl.SSLSocket):
        return None
    ends = (connection.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None


def is_loopback(host: str) -> bool:
    """Tell whether a connection to `host` cannot leave this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def spelled(username: str, password: str) -> tuple[str, ...]:
    """Everything in a login that a server could quote, the longest first.

    As they are, in base64 (AUTH LOGIN), and as the token of AUTH PLAIN (RFC 4616 §2).
    """
    texts = (f"\0{username}\0{password}", password, username)
    encoded = (base64.b64encode(text.encode()).decode("ascii") for text in texts)
    return tuple(sorted((*encoded, password, username), key=len, reverse=True))


def said(words: bytes | str, *secrets: str | None) -> str:
    """Return a server's words on one line, cut, without addresses and without `secrets`."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    text = "".join(char if char.isprintable() else " " for char in text)
    return _ADDRESS.sub("…", " ".join(text.split()))[:LONGEST_WORDS]


class EndlessError(OSError):
    """An answer is longer, or slower, than any honest one."""


class Reader:
    """Reads a server's answers from a socket, as a file would, and gives up on one that has no end.

    A timeout of the socket bounds the wait for the next byte only; here the wait for a whole answer is
    bounded as well, and so are its bytes (`most`). Who sends a command says `begin` before it.
    """

    def __init__(self, sock: socket.socket, most: int) -> None:
        self.sock, self._most = sock, most
        self.total = 0  # bytes that came
        self._buffer = bytearray()
        self.begin()

    @property
    def ahead(self) -> bool:
        """Whether more has come than was asked for."""
        return bool(self._buffer)

    def begin(self) -> None:
        """Count from here: another answer begins."""
        timeout = self.sock.gettimeout()
        self._left, self._patience = self._most, math.inf if timeout is None else PATIENCE * timeout

    def readline(self, limit: int) -> bytes:
        """Return a line with its end; `limit` bytes of one that is longer; less where no more comes.

        Raises EndlessError, and what the socket raises.
        """
        seen = 0
        while (end := self._buffer.find(b"\n", seen, limit)) < 0 and len(self._buffer) < limit:
            seen = len(self._buffer)
            if not self._more():
                break
        line = self._take(limit if end < 0 else end + 1)
        self._left -= max(len(line), LINE_COST)
        return line

    def read(self, size: int) -> bytes:
        """Return `size` bytes; less where no more comes.

        Raises EndlessError, and what the socket raises.
        """
        self._left -= size
        self._check()  # before a byte of it is kept
        while len(self._buffer) < size and self._more():
            pass
        return self._take(size)

    def close(self) -> None:
        """Forget what was read and not asked for."""
        self._buffer.clear()

    def _more(self) -> bool:
        self._check()
        began = time.monotonic()
        data = self.sock.recv(1 << 16)
        self._patience -= time.monotonic() - began
        self._buffer += data
        self.total += len(data)
        return bool(data)

    def _check(self) -> None:
        if self._left < 0 or self._patience < 0:
            raise EndlessError("the answer has no end")

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        return taken
