"""Loopback ports, certificates and a proxy that lies: what the server rigs have in common."""

from __future__ import annotations

import select
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Literal, Self

import trustme

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


class Authority:
    """A certificate authority of our own, with one server certificate for the loopback names."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        certificate = authority.issue_cert("localhost", LOOPBACK)
        self.ca_file = folder / "ca.pem"
        self.certificate = folder / "server.pem"
        self.key = folder / "server.key"
        authority.cert_pem.write_to_path(self.ca_file)
        for blob in certificate.cert_chain_pems:
            blob.write_to_path(self.certificate, append=True)
        certificate.private_key_pem.write_to_path(self.key)


@dataclass(kw_only=True)
class Wire:
    """One direction of a proxy's connections: what it does to the bytes, and how many it let through.

    After `last` bytes of one connection the fault strikes: `cut` closes both ends in good order (FIN),
    `reset` breaks them off (RST), `swallow` passes nothing more, in either direction, and tells nobody.
    It strikes the first `strikes` connections that come so far; None: each.
    """

    rewrite: Callable[[bytes], bytes] = lambda data: data
    last: int | None = None
    fault: Literal["cut", "reset", "swallow"] = "cut"
    strikes: int | None = None
    slices: int | None = None  # bytes sent at a time
    delay: float = 0.0  # seconds before each
    heard: bytearray = field(default_factory=bytearray)  # what was let through, of all connections

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What is sent for a chunk of bytes, piece by piece."""
        data = self.rewrite(data)
        for start in range(0, len(data), self.slices or len(data) or 1):
            if self.delay:
                Event().wait(self.delay)
            yield data[start : start + (self.slices or len(data))]


class Proxy:
    """A TCP proxy on loopback that may rewrite what is said, slow it down, fall silent or cut the wire.

    A rewriter gets each chunk of bytes; on loopback an answer that is shorter than 64 KB comes in one.
    `rewrite` and `cut_after` are short for a rewriter of the server's bytes (`to_client`) and a cut
    after so many bytes of the client's (`to_server`). `down_after` a fault, nobody answers any more.
    """

    def __init__(
        self,
        target: int,
        *,
        rewrite: Callable[[bytes], bytes] | None = None,
        cut_after: int | None = None,
        to_server: Wire | None = None,
        to_client: Wire | None = None,
        down_after: bool = False,
    ) -> None:
        self.target = target
        self.to_server = to_server or Wire(last=cut_after)
        self.to_client = to_client or (Wire(rewrite=rewrite) if rewrite else Wire())
        self.down_after = down_after
        self.port = 0
        self.accepted = 0
        self.silent = threading.Event()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.socket()

    def __enter__(self) -> Self:
        self._listener.bind((LOOPBACK, 0))
        self._listener.listen()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_down()

    def go_down(self) -> None:
        """Close every connection, and answer nobody any more."""
        self._close()
        self.cut()

    def _close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def cut(self) -> None:
        """Close every connection that is open now."""
        for pair in self._pairs:
            _hang_up(*pair)
            for end in pair:
                end.close()
        self._pairs.clear()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection((LOOPBACK, self.target), timeout=10)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.accepted += 1
            self._pairs.append((client, server))
            threading.Thread(target=self._serve, args=(client, server), daemon=True).start()

    def _serve(self, client: socket.socket, server: socket.socket) -> None:
        """Pass on what the two ends say: by one thread, as a socket that is being read cannot be reset."""
        ways = {client: _Way(server, self.to_server), server: _Way(client, self.to_client)}
        fault = None
        with suppress(OSError, ValueError):  # closed by `cut`
            while fault in (None, "swallow"):
                for source in select.select([client, server], [], [])[0]:
                    if not (data := source.recv(65536)):
                        fault = "cut"
                    elif not fault and not self.silent.is_set():
                        fault = ways[source].send(data)
        if self.down_after:
            self._close()
        _hang_up(client, server, reset=fault == "reset")


@dataclass
class _Way:
    """One direction of one connection."""

    target: socket.socket
    wire: Wire
    passed: int = 0

    def send(self, data: bytes) -> str | None:
        """Send it on, as far as the wire lets it; return the fault that strikes."""
        wire = self.wire
        for piece in wire.pieces(data):
            room = len(piece) if wire.last is None or wire.strikes == 0 else wire.last - self.passed
            self.target.sendall(piece[:room])
            self.passed += len(piece[:room])
            wire.heard += piece[:room]
            if wire.strikes != 0 and self.passed == wire.last:
                wire.strikes = wire.strikes and wire.strikes - 1
                return wire.fault
        return None


def _hang_up(*ends: socket.socket, reset: bool = False) -> None:
    """Close both ways of each connection; by RST where that is asked for (linger for no time)."""
    for end in ends:
        with suppress(OSError):
            if reset:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.close()
            else:
                end.shutdown(socket.SHUT_RDWR)
