"""Several workers on one PostgreSQL: an office with many mailboxes, and what became of their mails."""

from __future__ import annotations

import email
import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any

from builders.mails import mail
from sqlalchemy import Connection, select, text, update

from intake.store.database import Database
from intake.store.tables import letter, message, worker
from rigs.crash import Ended, Launcher, Started, until
from rigs.dovecot import Dovecot
from rigs.smtp import Sink

FILES = [("CV.txt", b"Curriculum vitae"), ("Letter.txt", b"Dear Sir or Madam")]


def application(box: int, number: int) -> bytes:
    """A candidate's mail to a mailbox, complete."""
    sender = f"Daniel{number} <daniel{number}@box{box}.example.net>"
    return mail(sender=sender, subject=f"Project Officer NJT Daniel{number}", files=FILES)


def to(box: int, number: int) -> tuple[str, str]:
    """The sender and recipient of its answer."""
    return f"jobs{box}@example.org", f"daniel{number}@box{box}.example.net"


def other(number: int) -> bytes:
    """A mail that no posting claims."""
    return mail(sender="bob@example.com", subject="Facture", text=f"{number}\n")


@dataclass(kw_only=True)
class Crew:
    """An office whose work is shared; each mailbox `m0`, `m1`, … has a posting."""

    base: Path
    dovecot: Dovecot
    sink: Sink
    launcher: Launcher
    database: str
    mailboxes: int = 1
    poll: str = "{every: 60s, idle: true}"
    further: str = (
        "digest: {at: '08:00', when_empty: skip}\nlimits: {overall: 100000/hour, mailbox: 100000/hour}"
    )
    started: list[Started] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.config / "postings").mkdir(parents=True)
        self.configure()
        ended = self.run("db", "upgrade")
        assert ended.code == 0, ended.err

    @property
    def config(self) -> Path:
        """The configuration folder."""
        return self.base / "config"

    def configure(self) -> None:
        """Write the configuration."""
        boxes = "".join(self._mailbox(number) for number in range(self.mailboxes))
        (self.config / "intake.yaml").write_text(
            "organisation: Association Exemple\ntimezone: Africa/Casablanca\n"
            f"database: {self.database}\nengine: procrastinate\npoll: {self.poll}\n{self.further}\n"
            f"mailboxes:\n{boxes}"
        )
        for number in range(self.mailboxes):
            (self.config / "postings" / f"p{number}.yaml").write_text(
                f"title: Project Officer\norganisation: Northern Justice Trust\nmailbox: m{number}\n"
                'language: en\nsubject: "Project Officer NJT {name}"\ndocuments: [cv, letter]\n'
                f"recruiters: [direction{number}@example.org]\nreference: P{number}\n"
            )

    def _mailbox(self, number: int) -> str:
        return (
            f"  m{number}:\n    address: jobs{number}@example.org\n    since: 2026-04-01\n"
            f"    imap: {{host: 127.0.0.1, port: {self.dovecot.port_plain}, security: none, "
            f'username: "{self.user(number)}", password: {{env: PW}}}}\n'
            f"    smtp: {{host: 127.0.0.1, port: {self.sink.port}, security: none}}\n"
        )

    def user(self, number: int) -> str:
        """The account of a mailbox on the server."""
        return f"{self.base.parent.name}-{self.base.name}-{number}@example.org"

    def fill(self, number: int, mails: Sequence[bytes]) -> None:
        """Put mails into a mailbox."""
        now = datetime.now(UTC)
        self.dovecot.append_all(self.user(number), [(raw, now) for raw in mails])

    # --- processes ---

    def start(self, *args: str, crash_at: str | None = None) -> Started:
        """Start a worker, with these options, that dies at a crash point."""
        args = ("worker", *args, "--config", str(self.config))
        place = (crash_at,) if crash_at else ()
        begun = self.launcher.start(args, place, PW=self.dovecot.password)
        self.started.append(begun)
        return begun

    def works(self, begun: Started) -> Started:
        """Wait until a worker takes jobs."""
        until(lambda: "the queue is open" in self.said(begun))
        return begun

    def run(self, *args: str) -> Ended:
        """Run another command to its end."""
        command = (*args, "--config", str(self.config))
        return self.launcher.wait(self.launcher.start(command, PW=self.dovecot.password))

    def said(self, begun: Started) -> str:
        """What it has said on standard error so far."""
        path = begun.output.with_suffix(".err")
        return path.read_text() if path.exists() else ""

    def kill(self, begun: Started) -> Ended:
        """Let a worker die where it is."""
        os.kill(begun.pid, signal.SIGKILL)
        return self.wait(begun)

    def stop(self, begun: Started) -> Ended:
        """Stop a worker in order."""
        os.kill(begun.pid, signal.SIGTERM)
        return self.wait(begun)

    def wait(self, begun: Started) -> Ended:
        """Wait until a worker has ended."""
        self.started.remove(begun)
        return self.launcher.wait(begun)

    def close(self) -> None:
        """Stop whoever is left."""
        for begun in list(self.started):
            ended = self.stop(begun)
            assert ended.code == 0, ended.err
            assert "Traceback" not in ended.err, ended.err

    def bury(self) -> None:
        """Let the jobs of dead workers be seen as stalled at once, as 45 seconds of silence would."""
        with self.tables() as tx:
            tx.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '46 s'"))

    def silence(self, begun: Started) -> None:
        """Let a worker be taken for dead."""
        with self.tables() as tx:
            theirs = worker.c.id.contains(f"/{begun.pid}/")
            long_ago = datetime.now(UTC) - timedelta(minutes=1)
            tx.execute(update(worker).where(theirs).values(heard_at=long_ago))

    # --- what is there ---

    @contextmanager
    def tables(self) -> Iterator[Connection]:
        """A transaction of the database."""
        database = Database(self.database)
        try:
            with database.write() as tx:
                yield tx
        finally:
            database.close()

    def ask(self, query: Any) -> list[Any]:
        """The first column of what a query finds."""
        with self.tables() as tx:
            return list(tx.scalars(query))

    def rows(self) -> Counter[tuple[str, str]]:
        """How many mails of each mailbox have each outcome."""
        with self.tables() as tx:
            found = tx.execute(select(message.c.mailbox, message.c.outcome)).all()
        return Counter((row.mailbox, row.outcome) for row in found)

    def letters(self) -> Counter[str]:
        """How many answers are in each state."""
        return Counter(self.ask(select(letter.c.state).where(letter.c.cause_id.is_not(None))))

    def answered(self) -> Counter[tuple[str, str]]:
        """What the sink took: sender and recipient of each letter that answers a mail."""
        found: Counter[tuple[str, str]] = Counter()
        for taken in self.sink.mails:
            if email.message_from_bytes(taken.raw, policy=policy.default)["In-Reply-To"]:
                (recipient,) = taken.recipients
                found[(taken.sender, recipient)] += 1
        return found

    def hurry(self) -> None:
        """Let mails be tried again now that were in the hand of a worker as it died: they wait a minute."""
        with self.tables() as tx:
            waiting = (message.c.outcome == "quarantined", message.c.retry_at.is_not(None))
            tx.execute(update(message).where(*waiting).values(retry_at=datetime.now(UTC)))

    def settled(self, letters: int, seconds: float = 60) -> None:
        """Wait until so many answers are decided on, and none is under way."""

        def told() -> bool:
            self.hurry()
            states = self.letters()
            return states.total() == letters and not states.keys() & {"pending", "claimed", "sending"}

        try:
            until(told, seconds)
        except AssertionError as error:
            jobs = "SELECT task_name || ' ' || status || ' ' || coalesce(lock, '') FROM procrastinate_jobs"
            error.add_note(f"{self.letters()} {self.rows()} {self.ask(text(jobs))}")
            for begun in self.started:
                error.add_note(self.said(begun)[-3000:])
            raise
