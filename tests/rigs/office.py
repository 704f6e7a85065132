"""An office that uses intake: a configuration folder, its mailbox on Dovecot, its SMTP server, the command.

The command runs in this process (`run`) or as a process of its own (`start`, `process`), and is
judged by what it prints, by its exit status, by the mailbox and by the letters that went out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from builders import documents
from builders.mails import mail
from sqlalchemy import Row
from sqlalchemy import text as sql_text
from typer.testing import CliRunner

from intake import app
from intake.cli import cli
from intake.services.deliver import Delivered, deliver
from intake.services.desk import Desk
from intake.services.poll import Polled, poll
from intake.settings import load
from intake.store.database import Database
from rigs.database import SQLITE, fresh_database
from rigs.dovecot import Dovecot
from rigs.net import LOOPBACK
from rigs.smtp import Sink

INTAKE = Path(sys.executable).parent / "intake"
SUBJECT = "Candidature_chargé(e) de projet_OMP"
DEADLINE = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)  # 16:00 in Casablanca, then at +01
IN_TIME = DEADLINE - timedelta(days=1)
AFTER = DEADLINE + timedelta(days=1)

CV = ("CV.pdf", documents.pdf([documents.CV_FR]))
LETTER = ("Lettre.pdf", documents.pdf([documents.LETTER_FR]))
REFERENCES = ("Références.pdf", documents.pdf([documents.REFERENCES_FR(3)]))
FULL = (CV, LETTER, REFERENCES)

SALMA = "salma.berrada@example.com"
POSTING: dict[str, Any] = {
    "title": "Chargé(e) de projet",
    "organisation": "Observatoire Marocain des Prisons",
    "mailbox": "jobs",
    "language": "fr",
    "subject": SUBJECT,
    "documents": ["cv", "letter", {"kind": "references", "count": 3}],
    "deadline": "2026-05-04 16:00",
    "recruiters": ["direction@example.org"],
    "reference": "OMP",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document that it printed: anything besides is an error here."""
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A letter as the SMTP server took it: its envelope, and the mail itself."""

    envelope_from: str
    recipients: tuple[str, ...]
    mail: EmailMessage

    @property
    def subject(self) -> str:
        """The decoded subject."""
        return str(self.mail["Subject"])

    @property
    def text(self) -> str:
        """The plain text on one line: wrapping is no matter here, nor are no-break spaces."""
        part = self.mail.get_body(("plain",))
        assert part is not None
        return " ".join(part.get_content().split())


class Office:
    """One organisation with one mailbox, `jobs`, and one posting, `omp`, until told otherwise."""

    def __init__(self, base: Path, dovecot: Dovecot, user: str, sink: Sink) -> None:
        self.base, self.dovecot, self.user, self.sink = base, dovecot, user, sink
        self.database = fresh_database()
        self.config = base / "config"
        (self.config / "postings").mkdir(parents=True)
        self.environment = {"MAIL_PASSWORD": dovecot.password, "COLUMNS": "500"}
        self.configure()
        self.posting()

    # --- configuration -------------------------------------------------------

    def mailbox(self, user: str | None = None, **changes: Any) -> dict[str, Any]:
        """One mailbox as in intake.yaml; `imap` and `smtp` change keys of the accounts."""
        imap = {"host": LOOPBACK, "port": self.dovecot.port_plain, "security": "none"}
        login = {"username": user or self.user, "password": {"env": "MAIL_PASSWORD"}}
        smtp = {"host": LOOPBACK, "port": self.sink.port, "security": "none"}
        box = {"address": "jobs@example.org", "since": "2026-04-01"}
        return _changed(
            box
            | {"imap": _changed(imap | login, changes.pop("imap", {}))}
            | {"smtp": _changed(smtp, changes.pop("smtp", {}))},
            changes,
        )

    def configure(self, mailboxes: Mapping[str, Any] | None = None, **changes: Any) -> None:
        """Write intake.yaml (JSON is YAML); a key that is None is left out."""
        settings = {
            "organisation": "Association Exemple",
            "timezone": "Africa/Casablanca",
            "database": None if self.database == SQLITE else self.database,
            "admins": ["admin@example.org"],
            "mailboxes": {"jobs": self.mailbox()} if mailboxes is None else mailboxes,
        }
        text = json.dumps(_changed(settings, changes), ensure_ascii=False, indent=1)
        (self.config / "intake.yaml").write_text(text, encoding="utf-8")

    def posting(self, name: str = "omp", **changes: Any) -> None:
        """Write a posting; a key that is None is left out."""
        text = json.dumps(_changed(POSTING, changes), ensure_ascii=False, indent=1)
        (self.config / "postings" / f"{name}.yaml").write_text(text, encoding="utf-8")

    # --- mail ----------------------------------------------------------------

    def receive(self, raw: bytes, when: datetime = IN_TIME, folder: str = "INBOX") -> int:
        """Let the server receive a mail at that time; return its UID."""
        return self.dovecot.append(self.user, raw, when, folder)

    def apply(
        self, files: Sequence[tuple[str, bytes]] = FULL, when: datetime = IN_TIME, **changes: Any
    ) -> bytes:
        """Let a candidate's mail arrive; return its bytes."""
        raw = mail(files=files, **changes)
        self.receive(raw, when)
        return raw

    @property
    def letters(self) -> list[Sent]:
        """Every letter that the SMTP server took, oldest first."""
        return [
            Sent(
                envelope_from=taken.sender,
                recipients=taken.recipients,
                mail=message_from_bytes(taken.raw, policy=policy.default),
            )
            for taken in self.sink.mails
        ]

    # --- the command ---------------------------------------------------------

    def run(self, *words: str | Path | int, config: Path | None = None) -> Ran:
        """Run `intake` with these words in this process."""
        said = [*map(str, words), "--config", str(config or self.config)]
        result = CliRunner().invoke(cli, said, env=self.environment, catch_exceptions=False)
        return Ran(status=result.exit_code, out=result.stdout, err=result.stderr)

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start `intake` as a process of its own."""
        return subprocess.Popen(
            [INTAKE, *words, "--config", self.config],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | self.environment,
        )

    def process(self, *words: str | Path) -> Ran:
        """Run `intake` as a process of its own until it ends."""
        return ended(self.start(*words))

    def poll(self, status: int = 0) -> Any:
        """Make one pass; return what it says, its exit status checked."""
        ran = self.run("poll", "--json")
        assert ran.status == status, ran.err
        return ran.json

    def messages(self) -> list[dict[str, Any]]:
        """What `intake messages` says."""
        rows: list[dict[str, Any]] = self.run("messages", "--json").json
        return rows

    def outcomes(self) -> list[str]:
        """The outcome of each mail, in the order that they were taken in."""
        return [row["outcome"] for row in self.messages()]

    def applications(self, *words: str) -> list[dict[str, Any]]:
        """What `intake applications` says."""
        rows: list[dict[str, Any]] = self.run("applications", "--json", *words).json
        return rows

    def application(self) -> dict[str, Any]:
        """The only application."""
        (only,) = self.applications()
        return only

    def acknowledgements(self) -> list[tuple[str, str]]:
        """Kind and state of the letters to the only application."""
        return [(letter["kind"], letter["state"]) for letter in self.application()["acknowledgements"]]

    def store(self, **options: Any) -> Database:
        """The office's database, to see what no command shows."""
        return Database(load(self.config).database, **options)

    def sql(self, statement: str, **values: Any) -> Sequence[Row[Any]]:
        """Run a statement on the office's database behind its back; return the rows that it gives."""
        with closing(self.store()) as database, database.write() as tx:
            result = tx.execute(sql_text(statement), values)
            return result.all() if result.returns_rows else ()

    # --- the clock -----------------------------------------------------------

    @contextmanager
    def desk(self, now: Callable[[], datetime]) -> Iterator[Desk]:
        """The parts that the command joins, with a clock of ours."""
        environment = {name: os.environ.get(name) for name in self.environment}
        os.environ.update(self.environment)
        try:
            with app.open_desk(load(self.config), now=now) as desk, app.at_work(desk):
                yield desk
        finally:
            for name, value in environment.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})

    def poll_at(self, now: datetime) -> tuple[list[Polled], Delivered]:
        """Make one pass at a time of ours, as `intake poll` does it."""
        with self.desk(lambda: now) as desk:
            polled = [poll(desk, mailbox) for mailbox in desk.settings.mailboxes.values()]
            return polled, deliver(desk)


def ended(process: subprocess.Popen[str]) -> Ran:
    """Wait for a command's end."""
    out, err = process.communicate(timeout=60)
    return Ran(status=process.returncode, out=out, err=err)


def _changed(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (dict(values) | dict(changes)).items() if value is not None}
