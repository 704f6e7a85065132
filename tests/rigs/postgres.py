"""A private PostgreSQL on a loopback port, in a temporary folder, stopped by the process it started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psycopg

from rigs.net import LOOPBACK, free_port

ROLE = "intake"
GUARDED = "guarded"  # a role that must give its password
_WAIT = 30  # seconds, for a start: after a kill it reads its log first

# The disk is not what is tested: a process that is killed leaves what it wrote to the system. All that
# a commit promises stays on (`synchronous_commit`, which has the log written before the answer).
SETTINGS = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "log_checkpoints=off")
# As on a server of this language: nothing may lean on the order of bytes, which SQLite has.
LOCALE = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr")


def _programs() -> Path | None:
    """The folder of Debian's newest version, or of the one on the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: path.parts[4])
    found = versions[-1] if versions else shutil.which("postgres")
    return Path(found).parent if found else None


PROGRAMS = _programs()


class Postgres:
    """A PostgreSQL server that trusts everybody but one: the role `intake` may do anything there.

    The role `guarded` is let in by its password, where a test makes it.
    """

    def __init__(self, *settings: str) -> None:
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._settings = (*SETTINGS, *settings)
        # PostgreSQL refuses to run as root: the account that its package makes runs it then.
        self._account: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._make()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()  # quicker than `stop`
        give_up = time.monotonic() + 2
        while self._folder.exists() and time.monotonic() < give_up:  # its children may still be dying
            shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str = "postgres", *, port: int | None = None, **query: str) -> str:
        """The URL of a database; `port` is that of a proxy, the query's words are for the driver."""
        words = "&".join(f"{key}={value}" for key, value in query.items())
        where = f"{ROLE}@{LOOPBACK}:{port or self.port}/{database}"
        return f"postgresql+psycopg://{where}" + (f"?{words}" if words else "")

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection of our own, each statement a transaction."""
        return psycopg.connect(
            host=LOOPBACK, port=self.port, user=ROLE, dbname=database, autocommit=True, connect_timeout=5
        )

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises RuntimeError with the server's log where it does not in time.
        """
        assert PROGRAMS
        give_up = time.monotonic() + _WAIT
        while time.monotonic() < give_up:
            if self._process is None or self._process.poll() is not None:
                # Again where it ended: what a killed one leaves behind may be in use for a moment.
                self._process = self._launch()
            with suppress(psycopg.OperationalError), self.connect():
                return
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start: {self.log()}")

    def stop(self) -> None:
        """Stop the server in good order, its clients' connections cut; `start` brings it back."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Let the server go without a word to its clients, as in a crash."""
        self._end(signal.SIGKILL)

    def log(self) -> str:
        """Return what the server wrote to its log."""
        path = self._folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _launch(self) -> subprocess.Popen[bytes]:
        assert PROGRAMS
        options = [word for setting in self._settings for word in ("-c", setting)]
        data = str(self._folder / "data")
        place = ["-D", data, "-k", data, "-h", LOOPBACK, "-p", str(self.port)]
        with (self._folder / "log").open("ab") as log:
            command = [PROGRAMS / "postgres", *place, *options]
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, **self._account)

    def _make(self) -> None:
        if PROGRAMS is None:
            raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
        if self._account:
            shutil.chown(self._folder, "postgres", "postgres")
        command = [PROGRAMS / "initdb", "--auth=trust", "--no-sync", f"--username={ROLE}", *LOCALE, "-D"]
        made = subprocess.run(
            [*command, self._folder / "data"],
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
            **self._account,
        )
        if made.returncode:
            raise RuntimeError(f"PostgreSQL made no cluster: {made.stderr}")
        rules = self._folder / "data" / "pg_hba.conf"
        guarded = f"host all {GUARDED} {LOOPBACK}/32 scram-sha-256\nhost all excluded {LOOPBACK}/32 reject\n"
        rules.write_text(guarded + rules.read_text())

    def _end(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        if number == signal.SIGKILL:
            self._process.send_signal(signal.SIGSTOP)  # it starts no more of them meanwhile
            for child in self._children():
                with suppress(ProcessLookupError):
                    os.kill(child, number)
        self._process.send_signal(number)
        self._process.wait(timeout=30)

    def _children(self) -> list[int]:
        assert self._process is not None
        listing = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in listing.read_text().split()]
