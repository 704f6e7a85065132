"""A private clamd that knows one virus, EICAR's harmless test file, and a server that only pretends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from rigs.net import LOOPBACK, free_port

PROGRAM = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
VIRUS = "Test.EICAR.Local.UNOFFICIAL"
# In two pieces, lest a scanner on the developer's machine take this file away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """A clamd in a temporary folder, on a Unix socket and a loopback port; ended by who started it."""

    def __init__(self, *, stream_max: str = "25M") -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="clamd-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.unix, port = f"unix:{self._folder}/clamd.sock", free_port()
        self.tcp = f"{LOOPBACK}:{port}"
        (self._folder / "signatures").mkdir()
        # The offset must be any: EICAR's own rule, at the start, would miss it inside a document.
        (self._folder / "signatures" / "local.ndb").write_text(f"Test.EICAR.Local:0:*:{EICAR.hex()}\n")
        lines = {
            "DatabaseDirectory": self._folder / "signatures",
            "LocalSocket": self._folder / "clamd.sock",
            "TCPSocket": port,
            "TCPAddr": LOOPBACK,
            "TemporaryDirectory": self._folder,
            "StreamMaxLength": stream_max,
            "AlertEncrypted": "yes",
            "Foreground": "yes",
        }
        text = "".join(f"{name} {value}\n" for name, value in lines.items())
        (self._folder / "clamd.conf").write_text(text)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, and wait until it listens."""
        assert PROGRAM is not None
        self._process = subprocess.Popen(
            [PROGRAM, f"--config-file={self._folder}/clamd.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while not self._listens():
            assert self._process.poll() is None, "clamd ended"
            assert time.monotonic() < end, "clamd does not listen"
            time.sleep(0.02)

    def stop(self) -> None:
        """End it; its sockets are gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            (self._folder / "clamd.sock").unlink(missing_ok=True)

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe, suppress(OSError):
            probe.connect(self.unix.removeprefix("unix:"))
            host, _, port = self.tcp.rpartition(":")
            socket.create_connection((host, int(port))).close()
            return True
        return False


class Pretender:
    """A server that reads what it is sent and gives one answer to everybody; None: silence."""

    def __init__(self, answer: bytes | None) -> None:
        self._answer = answer
        self.asked = 0
        self._listener = socket.create_server((LOOPBACK, 0))
        self._open: list[socket.socket] = []
        self.where = f"{LOOPBACK}:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)
        for connection in self._open:
            connection.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.asked += 1
                connection.recv(65_536)
                if self._answer is None:
                    self._open.append(connection)
                    continue
                connection.sendall(self._answer)
                connection.close()
