"""Runs of `intake` as processes that stop or die at a crash point, and the end state that they leave.

`Launcher` starts one Python that has imported everything and may have rehearsed the commands, and forks a
child for each run: a process of its own, with its own connections, without the second that all that
takes. What one run has read in documents, the next ones know; reading them is no matter of crashes.
"""

from __future__ import annotations

import email
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, select, update

from intake import settings
from intake.store import caps
from intake.store.database import Database
from intake.store.tables import letter, message, worker
from rigs.database import fresh_database

TESTS = Path(__file__).parents[1]
NOWHERE = "1:0"  # the run only counts the points that it passes

POSTINGS = {
    "omp": """\
title: Chargé(e) de projet
organisation: Observatoire Marocain des Prisons
mailbox: jobs
language: fr
subject: "Candidature_chargé(e) de projet_OMP"
documents: [cv, letter, {kind: references, count: 3}]
deadline: 2026-05-04 16:00
recruiters: [direction@example.org]
reference: OMP
""",
    "officer": """\
title: Project Officer
organisation: Northern Justice Trust
mailbox: jobs
language: en
subject: "Project Officer NJT {name}"
documents: [cv, letter]
recruiters: [direction@example.org, board@example.org]
reference: NJT
""",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a run ended: its exit status (-9: killed), what it said, and the crash points it passed."""

    code: int
    out: str
    err: str
    passed: dict[str, int] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """What it printed, which must be one JSON document."""
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True, slots=True)
class Started:
    """A run that has been started: its process, and where it writes."""

    pid: int
    output: Path


class Launcher:
    """Forks a process for each run of `intake`. A context manager, used by one thread."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="launcher-")
        self._number = 0
        self._server = subprocess.Popen(
            [sys.executable, "-m", "rigs.forking"],
            cwd=TESTS,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait(timeout=30)
        self._server.stdout.close()
        self._folder.cleanup()

    def start(self, args: Sequence[str], place: Sequence[str] = (), **env: str) -> Started:
        """Start a run that crashes (or stops) at a place: what `crash.arm` takes."""
        self._number += 1
        output = Path(self._folder.name) / str(self._number)
        request = {"args": list(args), "place": list(place), "env": env, "output": str(output)}
        return Started(pid=int(self._ask(request)["pid"]), output=output)

    def rehearse(self, args: Sequence[str], **env: str) -> None:
        """Run a command in the process that forks: what it makes on the way, the runs find made."""
        self._ask({"rehearse": list(args), "env": env})

    def stops(self, started: Started) -> bool:
        """Wait until a run stops; False if it ends instead (then it was waited for)."""
        return bool(self._ask({"stops": started.pid})["stopped"])

    def wait(self, started: Started) -> Ended:
        """Wait until a run has ended."""
        pid, output = started.pid, started.output
        code = self._ask({"wait": pid, "output": str(output)})["code"]
        texts = [output.with_suffix(end).read_text() for end in (".out", ".err")]
        passed: dict[str, int] = {}
        with suppress(FileNotFoundError):
            passed = json.loads(output.with_suffix(".passed").read_text())
        return Ended(code=code, out=texts[0], err=texts[1], passed=passed)

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer


@dataclass(kw_only=True)
class Office:
    """One configuration, with a mailbox on a Dovecot and an SMTP sink of its own.

    `further` are more lines of intake.yaml, `account` more lines of its mailbox.
    """

    base: Path
    dovecot: Any
    sink: Any
    user: str
    launcher: Launcher
    database: str = field(default_factory=fresh_database)
    account: str = "processed: flag"
    further: str = ""
    imap_port: int | None = None
    smtp_port: int | None = None
    poll: str = "{every: 60s, idle: true}"
    postings: Mapping[str, str] = field(default_factory=lambda: POSTINGS)

    def __post_init__(self) -> None:
        (self.config / "postings").mkdir(parents=True)
        self.configure()
        for posting_id, text in self.postings.items():
            (self.config / "postings" / f"{posting_id}.yaml").write_text(text, encoding="utf-8")

    @property
    def config(self) -> Path:
        """The configuration folder."""
        return self.base / "config"

    def configure(self) -> None:
        """Write intake.yaml."""
        (self.config / "intake.yaml").write_text(
            f"""\
organisation: Association Exemple
timezone: Africa/Casablanca
database: {self.database}
poll: {self.poll}
{self.further}
mailboxes:
  jobs:
    address: jobs@example.org
    imap:
      {{host: 127.0.0.1, port: {self.imap_port or self.dovecot.port_plain}, security: none,
       username: "{self.user}", password: {{env: PW}}}}
    smtp: {{host: 127.0.0.1, port: {self.smtp_port or self.sink.port}, security: none}}
    since: 2026-04-01
    {self.account}
""",
            encoding="utf-8",
        )

    def args(self, *args: str) -> tuple[str, ...]:
        """Those words of a command line, with the configuration; `{base}` is this office's folder."""
        return (*(word.replace("{base}", str(self.base)) for word in args), "--config", str(self.config))

    def fill(self, mails: Sequence[tuple[bytes, datetime]]) -> list[int]:
        """Put mails into the inbox."""
        uids: list[int] = self.dovecot.append_all(self.user, mails)
        return uids

    def start(self, *args: str, crash_at: str | None = None, stop_at: str | None = None) -> Started:
        """Start a command that dies, or stops as by ^Z, at a crash point."""
        place = (stop_at, "STOP") if stop_at else (crash_at,) if crash_at else ()
        return self.launcher.start(self.args(*args), place, PW=self.dovecot.password)

    def run(self, *args: str, crash_at: str | None = None) -> Ended:
        """Run a command of `intake` on this configuration, to its end."""
        return self.launcher.wait(self.start(*args, crash_at=crash_at))

    def ask(self, *args: str) -> Any:
        """Run a command with --json that must go well, and return its document."""
        ended = self.run(*args, "--json")
        assert ended.code == 0, ended.err
        return ended.json

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        """A transaction of the database, to plant faults and to see what no command shows."""
        path = settings.load(self.config).database
        database = Database(path)
        with database.write() as tx:
            yield tx
        database.close()

    def settle(self) -> None:
        """Poll until nothing waits but for a cap; what is to be tried again later is due at once."""
        for _ in range(5):
            ended = self.run("poll", "--json")
            done = ended.json
            assert ended.code == 0 or done["failed"] == 0, ended.err
            with self.tables() as tx:
                waits = done["pending"] - caps.capped(tx)
                put_off = (letter.c.state == "pending", letter.c.attempts > 0)
                tx.execute(update(letter).where(*put_off).values(due_at=datetime.now(UTC)))
                retried = update(message).where(message.c.retry_at.is_not(None))
                waits += tx.execute(retried.values(retry_at=datetime.now(UTC))).rowcount
            if not waits and not any(each["error"] for each in done["mailboxes"]):
                return
        raise AssertionError(f"it does not come to rest: {ended.out} {ended.err}")

    def forget(self, started: Started) -> None:
        """Let the others take a run for dead: it has not been heard of for a minute."""
        long_ago = datetime.now(UTC) - timedelta(minutes=1)
        with self.tables() as tx:
            theirs = worker.c.id.contains(f"/{started.pid}/")
            tx.execute(update(worker).where(theirs).values(heard_at=long_ago))

    def state(self) -> dict[str, Any]:
        """What candidates, recruiters and the server see in the end; times and random ids apart.

        Rows are named by their place among the rows: PostgreSQL leaves gaps where a transaction died.
        """
        rows = self.ask("messages")
        place = {row["id"]: number for number, row in enumerate(rows, start=1)}
        for row in rows:
            row["id"] = place[row["id"]]
            row["reason"] = re.sub(
                r"(the same bytes as mail )(\d+)", lambda m: f"{m[1]}{place[int(m[2])]}", row["reason"]
            )
        applications = self.ask("applications")
        for application in applications:
            application["messages"] = [place[row_id] for row_id in application["messages"]]
            for answer in application["acknowledgements"]:
                del answer["message_id"], answer["sent_at"], answer["state"]
        files = (path for path in (self.base / "var/storage").rglob("*") if path.is_file())
        kept = sorted(path.name for path in files if path.parent.name != "unfinished")
        return {
            "messages": rows,
            "applications": applications,
            "outbox": self._outbox(),
            "mailbox": self.dovecot.snapshot(self.user),
            "kept": kept,
        }

    def letters(self) -> Counter[tuple[str, str, str]]:
        """Each letter that the sink took: recipient, subject (without a token of this office) and words."""
        found: Counter[tuple[str, str, str]] = Counter()
        for taken in self.sink.mails:
            sent = email.message_from_bytes(taken.raw, policy=policy.default)
            (recipient,) = taken.recipients
            subject = re.sub(r" *\[#[a-z2-7]+\]", "", str(sent["Subject"]))
            found[(recipient, subject, sent.get_body(("plain",)).get_content())] += 1
        return found

    def _outbox(self) -> list[tuple[str, str]]:
        """Each letter that was decided on: its recipient and kind."""
        with self.tables() as tx:
            query = select(letter.c.recipient, letter.c.kind).order_by(letter.c.recipient, letter.c.kind)
            return [(row.recipient, row.kind) for row in tx.execute(query)]

    def letter_states(self) -> Counter[str]:
        """How many letters and digests are in each state."""
        with self.tables() as tx:
            return Counter(tx.scalars(select(letter.c.state)))


def until(told: Any, seconds: float = 30) -> Any:
    """Wait for what no event announces, in another process: ask again and again until it is true."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if found := told():
            return found
        time.sleep(0.02)
    raise AssertionError("it has not come true in time")
