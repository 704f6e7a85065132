"""The work goes on behind every released schema, on SQLite and on PostgreSQL (its rows: test_upgrade)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from rigs.database import drop_database, make_database
from sqlalchemy import MetaData, column, func, inspect, select, table

from intake.store import database as module
from intake.store import ledger, tables
from intake.store.database import SCHEMA, Conflict, Database
from intake.store.ledger import Copy

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = date(2026, 5, 4)
SCRIPTS = str(Path(module.__file__).parent / "migrations")
RELEASED = sorted(
    script.revision for script in ScriptDirectory(SCRIPTS).walk_revisions() if script.revision != SCHEMA
)

# A row of each table, with the columns of its first version; a schema takes those that it knows.
_PLACE = {"mailbox": "jobs", "folder": "INBOX", "uidvalidity": 2**32 - 1, "uid": 7}
_MAIL = {"sha256": "a" * 64, "size": 10, "received_at": NOON, "taken_at": NOON, "subject": "Café سلام"}
_DOSSIER = {"reference": "OMP-2026-0001", "posting": "omp", "email": "s@example.com", "status": "review"}
_PAPER = {"file": "CV.pdf", "sha256": "b" * 64, "size": 3, "kinds": ["cv"], "possible": [], "referees": []}
_TO = {"mailbox": "jobs", "recipient": "s@example.com", "domain": "example.com", "message_id": "<1@x>"}
ROWS: dict[str, dict[str, Any]] = {
    "worker": {"id": "h/b/n/1/0", "heard_at": NOON},
    "mailbox": {"name": "jobs", "first_polled_at": NOON, "failures": 3, "error": "It fails."},
    "folder": {"mailbox": "jobs", "name": "INBOX", "uidvalidity": 2**32 - 1, "cursor": 7},
    "counter": {"prefix": "OMP", "year": 2026, "last": 1},
    "application": _DOSSIER
    | {"id": 5, "late": False, "received_at": NOON, "missing": ["letter"], "reason": "why", "unread": []}
    | {"references_count": 0},
    "message": _PLACE
    | _MAIL
    | {"id": 9, "outcome": "application", "application_id": 5, "reason": "why", "files": 1, "marked": True},
    "document": _PAPER
    | {"id": 3, "application_id": 5, "message_id": 9, "position": 1, "received_at": NOON}
    | {"pages": [[1, ["cv"]]], "confidence": 0.1, "because": "words"},
    "letter": _TO
    | {"id": 4, "cause_id": 9, "application_id": 5, "kind": "incomplete", "language": "fr", "raw": b"\0\xff"}
    | {"state": "sent", "created_at": NOON, "due_at": NOON, "attempts": 1, "settled_at": NOON},
    "erased": _PLACE | {"id": 2, "uid": 6, "hash": "c" * 64, "erased_at": NOON},
    "secret": {"name": "erased", "value": b"\0key"},
    "audit": {"id": 8, "at": NOON, "actor": "intake", "action": "letter sent", "letter_id": 4},
    "alarm": {"code": "silence", "place": "jobs", "text": "x", "remedy": "y", "raised_at": NOON},
    "canary": {"mailbox": "jobs", "day": DAY, "token": "t", "sent_at": NOON},
}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        with closing(Database(f"sqlite:///{tmp_path}/intake.db")) as made:
            yield made
        return
    server = request.getfixturevalue("postgres").url()
    url = make_database(server)
    with closing(Database(url)) as made:
        yield made
    drop_database(server, url)


def bring_to(database: Database, revision: str) -> None:
    """Make the schema of an earlier version, as that version did."""
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    with database.write() as tx:
        config.attributes["connection"] = tx
        move = command.downgrade if revision == "base" else command.upgrade
        move(config, revision)


def fill(database: Database) -> dict[str, dict[str, Any]]:
    """Put a row into each table that there is; return what was put there."""
    there = MetaData()
    with database.write() as tx:
        there.reflect(tx)
        put = {each.name: ROWS[each.name] for each in there.sorted_tables if each.name in ROWS}
        for name, values in put.items():
            columns = tables.metadata.tables[name].c
            bare = table(name, *(column(key, columns[key].type) for key in values))
            tx.execute(bare.insert().values(values))
    return put


def test_there_are_released_schemas_to_come_from() -> None:
    assert RELEASED[:2] == ["0001", "0002"]


@pytest.mark.parametrize("released", RELEASED)
def test_the_work_goes_on_with_what_was_there(database: Database, released: str) -> None:
    """New columns have their values, constraints refuse the second time, ids and references go on."""
    bring_to(database, released)
    fill(database)
    database.upgrade()
    with database.write() as tx:
        letter = tx.execute(select(tables.letter)).one()
        assert (letter.revision, letter.bounced_at) == (0, None)
        assert tx.execute(select(tables.message.c.attempts)).scalar_one() == 0
        again = Copy(mailbox="jobs", folder="INBOX", uidvalidity=2**32 - 1, uid=7)
        values = _MAIL | {"outcome": "unmatched", "reason": "why", "files": 0, "marked": False}
        assert ledger.add(tx, again, values) is None
    second = ROWS["letter"] | {"id": 40, "message_id": "<2@x>"}
    with pytest.raises(Conflict), database.write() as tx:
        tx.execute(tables.letter.insert().values(second))


def test_a_downgrade_takes_every_table_away_and_an_upgrade_brings_them_back(database: Database) -> None:
    database.upgrade()
    fill(database)
    bring_to(database, "base")
    with database.read() as tx:
        assert inspect(tx).get_table_names() == ["alembic_version"]
    assert database.upgrade() is True
    with database.read() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.message)) == 0
