"""An office on paper: a configuration folder, a real store, and a clock of ours; no mail server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from builders import configuration
from sqlalchemy import select

from intake import app
from intake.domain.model import Document, Kind, Verdict
from intake.services.desk import Desk
from intake.services.digest import Digest, digest
from intake.settings import load
from intake.store import dossiers, ledger, outbox, tables
from intake.store.ledger import Copy

DAY = date(2026, 5, 4)
UNTIL = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=1)
ONE_DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OMP, HR, ADMIN = "direction@omp.example.org", "rh@example.com", "admin@example.org"

INTAKE = """\
organisation: Association Exemple
timezone: UTC
admins: [admin@example.org]
digest: {at: "08:00", when_empty: skip, from: jobs}
mailboxes:
  jobs: &box
    address: jobs@example.org
    imap: {host: imap.example.org, username: jobs, password: {env: JOBS_PASSWORD}}
    smtp: {host: smtp.example.org}
  hr:
    address: hr@example.org
    imap: {host: imap.example.org, username: hr, password: {env: JOBS_PASSWORD}}
    smtp: {host: smtp.example.org}
"""
POSTING = """\
title: Chargé(e) de projet
mailbox: jobs
language: fr
subject: "Candidature {title}"
documents: [cv, {kind: references, count: 3}]
deadline: 2026-05-20 16:00
recruiters: [Direction@omp.example.org]
reference: OMP
"""
LAWYER = POSTING.replace("mailbox: jobs", "mailbox: hr").replace("Direction@omp.example.org", HR)


@dataclass
class Office:
    """A configuration folder, its database, and a clock that stands until it is set."""

    folder: Path
    clock: datetime = UNTIL + MINUTE
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    desk: Desk = field(init=False)

    def posting(self, posting_id: str, text: str = POSTING) -> None:
        """Write a posting, and read the configuration anew."""
        configuration.write(
            self.folder.parent, (self.folder / "intake.yaml").read_text(), **{posting_id: text}
        )
        self.desk = app.reload(self.desk, load(self.folder))

    def intake(self, old: str, new: str) -> None:
        """Change a line of intake.yaml."""
        text = configuration.replaced((self.folder / "intake.yaml").read_text(), old, new)
        configuration.write(self.folder.parent, text)
        self.desk = app.reload(self.desk, load(self.folder))

    def mail(self, received: datetime, outcome: str = "unmatched", **fields: Any) -> int:
        """File a mail, taken in a minute after it was received unless `taken_at` says otherwise."""
        uid = next(self.numbers)
        copy = Copy(mailbox=fields.pop("mailbox", "jobs"), folder="INBOX", uidvalidity=1, uid=uid)
        values = {"sha256": f"{uid:064}", "size": 1, "sender": "x@example.com", "subject": f"mail {uid}"}
        values |= {"received_at": received, "taken_at": received + MINUTE, "outcome": outcome}
        with self.desk.database.write() as tx:
            row_id = ledger.add(tx, copy, values | {"reason": "why", "files": 0, "marked": False} | fields)
        assert row_id is not None
        return row_id

    def application(self, received: datetime, status: str = "complete", **fields: Any) -> int:
        """File an application with its mail."""
        posting = fields.pop("posting", "omp")
        verdict = Verdict(
            status=status,  # type: ignore[arg-type]
            late=status == "late",
            missing=fields.pop("missing", ()),
            present=(),
            references_count=fields.pop("references_count", 0),
            reason="why",
        )
        values = {"posting": posting, "email": f"{next(self.numbers)}@example.com", "name": "Salma"}
        values |= {key: fields.pop(key) for key in ("email", "name", "ruling") if key in fields}
        with self.desk.database.write() as tx:
            reference = dossiers.next_reference(tx, posting.upper(), 2026)
            values |= {"reference": reference, "received_at": received, "unread": []}
            row_id = dossiers.create(tx, values, verdict)
        self.mail(received, "application", posting=posting, application_id=row_id, **fields)
        return row_id

    def letter(self, state: str, **fields: Any) -> None:
        """Put a letter into the outbox, in that state."""
        values = {"kind": "complete", "language": "fr", "mailbox": "jobs", "recipient": "s@example.com"}
        values |= {
            "domain": "example.com",
            "message_id": f"<{next(self.numbers)}@x>",
            "raw": b"x",
            "attempts": 1,
        }
        values |= {"created_at": SINCE, "due_at": SINCE, "state": state, "note": "550 no such user"}
        values |= {"settled_at": SINCE} if state in ("sent", "failed", "unknown") else {}
        with self.desk.database.write() as tx:
            outbox.enqueue(tx, values | fields)

    def make(
        self, day: date = DAY, *, dry_run: bool = False, late_by: timedelta = MINUTE
    ) -> dict[str, Digest]:
        """Make a day's digests that long after its hour; those that were skipped are left out."""
        self.clock = UNTIL + (day - DAY) + late_by
        made = digest(self.desk, day, dry_run=dry_run)
        return {each.recruiter: each for each in made if each.state != "skipped"}

    def documents(self, application_id: int, **files: tuple[Kind, ...]) -> None:
        """File documents with the mail of an application: files of that name, and their kinds."""
        papers = [
            Document(
                file=file,
                sha256=f"{next(self.numbers):064}",
                size=1,
                kinds=kinds,
                confidence=1.0,
                because="the title",
            )
            for file, kinds in files.items()
        ]
        with self.desk.database.write() as tx:
            mails = dossiers.parts(tx, "message", [application_id])[application_id]
            dossiers.add_documents(tx, application_id, mails[0].id, SINCE, papers)

    def told(self, day: date = DAY, **how: Any) -> list[str]:
        """Make a day's digests; return the subjects that the recruiter of `omp` is told as unmatched."""
        made = self.make(day, **how)
        return [mail.subject for mail in made[OMP].facts.unmatched] if OMP in made else []

    def letters(self) -> list[Any]:
        """Every digest in the outbox."""
        with self.desk.database.read() as tx:
            return list(tx.execute(select(tables.letter).where(tables.letter.c.kind == "digest")))


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    office = Office(folder=folder)
    with app.open_desk(load(folder), now=lambda: office.clock) as desk:
        app.prepare(desk)
        office.desk = desk
        yield office
