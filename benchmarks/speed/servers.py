"""The servers that a crew of workers shares, and what they have to do meanwhile: PostgreSQL, a wide Dovecot."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rigs.database import make_database
from rigs.dovecot import Dovecot
from rigs.postgres import PROGRAMS, Postgres

from intake.store.database import Database
from speed import children

# As an installation has it, not as the tests have it: what is committed is on the disk.
_SETTINGS = (
    "fsync=on",
    "full_page_writes=on",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "max_connections=400",
    "shared_preload_libraries=pg_stat_statements",
)
# A mailbox that is listened to is a process; what watches files is limited by the system to 128 of one
# account, as a rule, so Dovecot looks by the clock for the others.
_WIDE = """
default_client_limit = 6000
mailbox_idle_check_interval = {check}
service imap-login {{
  client_limit = 4000
}}
service imap {{
  process_limit = 4000
}}
service anvil {{
  client_limit = 6000
}}
service auth {{
  client_limit = 6000
}}
service stats {{
  client_limit = 6000
}}
"""
# How late each claim of a mailbox is, written in the transaction of the claim. What is heard is dated back, to go
# before all others: it is late from when it was heard.
_SERVED = (
    "CREATE EXTENSION pg_stat_statements",
    "CREATE UNLOGGED TABLE speed_served (at timestamptz, late float8)",
    "CREATE UNLOGGED TABLE speed_heard (name text PRIMARY KEY, at timestamptz)",
    """CREATE FUNCTION speed_heard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO speed_heard VALUES (NEW.name, clock_timestamp()) ON CONFLICT DO NOTHING;
    RETURN NULL; END $$""",
    """CREATE TRIGGER speed_heard AFTER UPDATE OF next_poll_at ON mailbox FOR EACH ROW
    WHEN (OLD.leased_by IS NOT DISTINCT FROM NEW.leased_by AND NEW.next_poll_at < now() - interval '1 s')
    EXECUTE FUNCTION speed_heard()""",
    """CREATE FUNCTION speed_served() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE heard timestamptz; BEGIN
    DELETE FROM speed_heard WHERE name = NEW.name RETURNING at INTO heard;
    INSERT INTO speed_served
    VALUES (clock_timestamp(), extract(epoch FROM clock_timestamp() - coalesce(heard, OLD.next_poll_at)));
    RETURN NULL; END $$""",
    """CREATE TRIGGER speed_served AFTER UPDATE OF next_poll_at ON mailbox FOR EACH ROW
    WHEN (OLD.leased_by IS NULL AND NEW.leased_by IS NOT NULL) EXECUTE FUNCTION speed_served()""",
)


def version() -> str:
    """The version of PostgreSQL that is measured; empty where there is none."""
    if PROGRAMS is None:
        return ""
    said = subprocess.run([PROGRAMS / "postgres", "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[2]


class Server(Postgres):
    """A PostgreSQL as an installation has it, which counts its statements."""

    def __init__(self) -> None:
        super().__init__(*_SETTINGS)

    @property
    def pid(self) -> int:
        """The id of the process that the others are children of."""
        assert self._process
        return self._process.pid

    def database(self) -> str:
        """Make an empty database; return its URL."""
        return make_database(self.url())


class Wide(Dovecot):
    """A Dovecot that takes thousands of connections; `check` is how often it looks for what it is not told."""

    def __init__(self, check: str = "1s") -> None:
        super().__init__()
        self._check = check

    @property
    def pid(self) -> int:
        """The id of the process that the others are children of."""
        assert self._process
        return self._process.pid

    def _write_configuration(self) -> None:
        super()._write_configuration()
        with (self._folder / "dovecot.conf").open("a") as file:
            file.write(_WIDE.format(check=self._check))


@contextmanager
def on(folder: Path) -> Iterator[None]:
    """Let servers that are made meanwhile lie in a folder."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What all counters said at one time."""

    at: float
    cpu: Mapping[str, float]  # seconds of each group of processes
    machine: float  # seconds of all processors, whoever had them
    commits: int
    statements: int
    wal: int  # bytes


@dataclass(frozen=True, kw_only=True)
class Load:
    """What was done between two looks."""

    seconds: float
    cpu: Mapping[str, float]  # of one core
    machine: float  # of one core
    commits: float  # a second
    statements: float  # a second
    wal: float  # bytes a second

    def share(self, group: str) -> str:
        """Give a group's part of one core."""
        return f"{100 * self.cpu[group]:.0f} %"


class Meter:
    """Looks at processes and at a database; it has a connection of its own."""

    def __init__(self, url: str, groups: Mapping[str, Sequence[int]]) -> None:
        self.groups = dict(groups)
        self._database = Database(url)

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def count_lateness(self) -> None:
        """Have the database note how late each mailbox is taken."""
        for statement in _SERVED:
            self.do(statement)

    def do(self, statement: str) -> None:
        """Run a statement."""
        with self._database.write() as tx:
            tx.exec_driver_sql(statement)

    def ask(self, query: str) -> list[Any]:
        """Give the rows of a query."""
        with self._database.read() as tx:
            return list(tx.exec_driver_sql(query).all())

    def number(self, query: str) -> float:
        """Give the one number of a query."""
        return float(self.ask(query)[0][0] or 0)

    def look(self) -> Seen:
        """Read all counters."""
        database = "datname = current_database()"
        return Seen(
            cpu={group: sum(map(children.cpu, pids)) for group, pids in self.groups.items()},
            machine=_busy(),
            commits=int(self.number(f"SELECT xact_commit FROM pg_stat_database WHERE {database}")),
            statements=int(self.number("SELECT sum(calls) FROM pg_stat_statements")),
            wal=int(self.number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")),
            at=time.monotonic(),
        )

    def since(self, before: Seen) -> Load:
        """Give what was done since a look."""
        now = self.look()
        seconds = now.at - before.at
        return Load(
            seconds=seconds,
            cpu={group: (now.cpu[group] - before.cpu[group]) / seconds for group in self.groups},
            machine=(now.machine - before.machine) / seconds,
            commits=(now.commits - before.commits) / seconds,
            statements=(now.statements - before.statements) / seconds,
            wal=(now.wal - before.wal) / seconds,
        )

    def connections(self) -> int:
        """How many connections to the database the workers hold."""
        held = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        return int(self.number(f"{held} AND pid <> pg_backend_pid()"))

    def lateness(self, seconds: float) -> list[float]:
        """How late each mailbox was taken that was, in the last seconds."""
        query = f"SELECT late FROM speed_served WHERE at > now() - interval '{seconds:.1f} s'"
        return [float(late) for (late,) in self.ask(query)]

    def overdue(self) -> int:
        """How many mailboxes are due and wait."""
        return int(
            self.number("SELECT count(*) FROM mailbox WHERE next_poll_at < now() AND leased_by IS NULL")
        )


def proportional(pids: Sequence[int]) -> int:
    """Give the memory of processes in bytes, what several share divided among them (smaps_rollup)."""
    total = 0
    for each in (each for pid in pids for each in children.family(pid)):
        with suppress(OSError):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
            total += next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total


def _busy() -> float:
    """Processor seconds of the whole machine (proc(5), stat), what waits for the disk apart."""
    user, nice, system, _idle, _wait, *others = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:8]
    )
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")
