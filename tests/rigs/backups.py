"""An office with a row in nearly every table, its backup, and places for it to come back to."""

from __future__ import annotations

import tarfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from builders.mails import mail
from sqlalchemy import select

from intake.store.rows import LEFT_OUT
from intake.store.tables import metadata
from rigs.database import SQLITE, fresh_database
from rigs.office import FULL, IN_TIME, Office

# What a restore itself writes.
OWN = ("audit", "duty")


@dataclass(frozen=True, kw_only=True)
class Backed:
    """An office with a row in nearly every table, what stands in it, and its backup."""

    office: Office
    rows: dict[str, list[tuple[object, ...]]]
    mails: dict[str, bytes]
    file: Path

    @classmethod
    def of(cls, office: Office) -> Self:
        """Let an office work, and make its backup."""
        work(office)
        file = backed_up(office)
        return cls(office=office, rows=rows(office), mails=kept(office), file=file)


def work(office: Office) -> None:
    office.configure(templates="templates")
    own = office.base / "templates" / "acknowledgement" / "complete" / "fr.txt"
    own.parent.mkdir(parents=True)
    own.write_text("{{ reference }}: merci.\n")
    (office.config / "password").write_text("geheim")
    office.apply(text="Bonjour à toutes, السلام عليكم 🙂\n")
    office.apply(files=FULL[:1], sender="omar@example.com")
    office.receive(mail(sender="bob@example.com", subject="Facture", text="Voici.\n"))
    office.receive(b"This is no mail.\r\n")
    office.apply(sender="lina@example.com", text="Erase me\n")
    office.poll()
    office.run("digest", "--date", "2026-05-04")
    office.run("correct", "OMP-2026-0001", "Lettre.pdf", "letter", "--quiet")
    assert office.run("erase", "lina@example.com").status == 0
    with office.desk(lambda: IN_TIME) as desk:
        desk.blobs.set_apart(office.messages()[0]["sha256"])


def rows(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a database that belongs into a backup."""
    with closing(office.store()) as database, database.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


def kept(office: Office) -> dict[str, bytes]:
    """Every file of a storage, by its place."""
    root = office.base / "var" / "storage"
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def backed_up(office: Office) -> Path:
    """Make a backup of an office."""
    file = office.base / "intake.tar"
    ran = office.run("backup", "--output", file, "--force", "--json")
    assert ran.status == 0, ran.err
    return file


def elsewhere(office: Office, folder: Path, database: str | None = None, **settings: Any) -> Office:
    """Another place for the same office: its mailbox and SMTP server, and nothing kept."""
    other = Office(folder, office.dovecot, office.user, office.sink)
    other.database = database or fresh_database(empty=True)
    other.configure(**settings)
    return other


def restored(other: Office, file: Path) -> Any:
    """Restore a backup; return what is said of it."""
    ran = other.run("restore", file, "--json")
    assert ran.status == 0, ran.err
    return ran.json


def untouched(other: Office) -> bool:
    """Whether a place has no row, no schema and no mail."""
    if kept(other) or (other.database == SQLITE and (other.base / "var").exists()):
        return False
    if other.database == SQLITE:
        return True
    with closing(other.store()) as database:
        return database.version() is None


def but(there: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in there.items() if name not in names}


def contents(file: Path) -> list[str]:
    with tarfile.open(file) as unpacked:
        return unpacked.getnames()
