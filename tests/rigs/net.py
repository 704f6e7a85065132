"""Loopback ports, certificates and a proxy that lies: what the server rigs have in common."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

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


class Proxy:
    """A TCP proxy on loopback that may rewrite what the server says, fall silent or cut the wire.

    `rewrite` gets each chunk of the server's bytes; on loopback an answer that is shorter than
    64 KB comes in one chunk. `cut_after` counts the client's bytes let through before the cut.
    """

    def __init__(
        self,
        target: int,
        *,
        rewrite: Callable[[bytes], bytes] = lambda said: said,
        cut_after: int | None = None,
    ) -> None:
        self.target, self.rewrite, self.cut_after = target, rewrite, cut_after
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
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """Close every connection that is open now."""
        for pair in self._pairs:
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
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
            self.accepted += 1
            self._pairs.append((client, server))
            threading.Thread(target=self._to_server, args=(client, server), daemon=True).start()
            threading.Thread(target=self._to_client, args=(client, server), daemon=True).start()

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        passed = 0
        with suppress(OSError):
            while data := client.recv(65536):
                if self.cut_after is not None and passed + len(data) > self.cut_after:
                    server.sendall(data[: self.cut_after - passed])
                    break
                passed += len(data)
                server.sendall(data)
        self._hang_up(client, server)

    def _to_client(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if not self.silent.is_set():
                    client.sendall(self.rewrite(data))
        self._hang_up(client, server)

    @staticmethod
    def _hang_up(*ends: socket.socket) -> None:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
