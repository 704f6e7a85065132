"""The engine: the schema and its migrations, times, and what is said when a database cannot be used."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from intake.store import database as module
from intake.store import tables
from intake.store.database import SCHEMA, Conflict, Database, DatabaseError

# On PostgreSQL: test_postgres_database.py.
pytestmark = pytest.mark.sqlite

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "intake.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = at(path)
    made.upgrade()
    yield made
    made.close()


def at(path: Path) -> Database:
    return Database(f"sqlite:///{path}")


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    return config


def table_names(path: Path) -> set[str]:
    with closing(at(path)) as database, database.read() as tx:
        return set(inspect(tx).get_table_names())


def beat(at_: datetime | None) -> dict[str, object]:
    return {"id": "a worker", "heard_at": at_}


# --- schema ------------------------------------------------------------------


def test_the_schema_constant_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrations()).get_heads() == [SCHEMA]


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
        assert set(inspect(tx).get_table_names()) == {*tables.metadata.tables, "alembic_version"}


def test_every_constraint_of_the_tables_is_in_the_migrated_database(database: Database) -> None:
    with database.read() as tx:
        inspector = inspect(tx)
        for name, table in tables.metadata.tables.items():
            wanted = {str(c.name) for c in table.constraints if c.name and str(c.name)[:2] in ("ck", "uq")}
            found = [*inspector.get_unique_constraints(name), *inspector.get_check_constraints(name)]
            assert {entry["name"] for entry in found} == wanted


def test_an_empty_place_becomes_a_database_and_a_second_upgrade_changes_nothing(path: Path) -> None:
    with closing(at(path)) as database:
        assert database.upgrade() is True
        assert database.upgrade() is False
        assert database.version() == SCHEMA
        database.ready()


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(at(path)) as database:
        assert database.upgrade() is True
        database.ready()


def test_a_downgrade_takes_every_table_away_and_an_upgrade_brings_them_back(path: Path) -> None:
    with closing(at(path)) as database:
        database.upgrade()
        config = migrations()
        with database.write() as tx:
            config.attributes["connection"] = tx
            command.downgrade(config, "base")
        assert table_names(path) == {"alembic_version"}
        assert database.upgrade() is True
        assert table_names(path) == {*tables.metadata.tables, "alembic_version"}


def test_letters_outlive_the_migration_that_lets_corrections_cause_more(path: Path) -> None:
    """SQLite copies the table; what stood in it and what refuses a second letter stay."""
    mail = (
        "INSERT INTO message (id, mailbox, folder, uidvalidity, uid, sha256, size, received_at, taken_at,"
        " subject, outcome, reason, files, marked)"
        " VALUES (1, 'jobs', 'INBOX', 1, 1, 'x', 1, :at, :at, '', 'unmatched', '', 0, 0)"
    )
    letter = (
        "INSERT INTO letter (cause_id, kind, language, mailbox, recipient, domain, message_id, raw, state,"
        " created_at, due_at, attempts)"
        " VALUES (1, 'unmatched', 'fr', 'jobs', 'a@b', 'b', :id, :raw, 'sent', :at, :at, 0)"
    )
    values = {"at": "2026-05-04 12:00:00", "raw": b"words"}
    with closing(at(path)) as database:
        path.parent.mkdir()
        config = migrations()
        with database.write() as tx:
            config.attributes["connection"] = tx
            command.upgrade(config, "0002")
            tx.execute(text(mail), values)
            tx.execute(text(letter), values | {"id": "<1@x>"})
        assert database.upgrade() is True
        with database.read() as tx:
            row = tx.execute(select(tables.letter)).one()
        assert (row.message_id, row.raw, row.revision, row.created_at) == ("<1@x>", b"words", 0, NOON)
        with pytest.raises(IntegrityError), database.write() as tx:
            tx.execute(text(letter), values | {"id": "<2@x>"})
        with pytest.raises(IntegrityError), database.write() as tx:
            tx.execute(
                text(letter.replace("'sent'", "'lost'").replace("(1,", "(NULL,")), values | {"id": "<3@x>"}
            )


def _upgrade(path: Path, gate: object) -> None:
    gate.wait()  # type: ignore[attr-defined]
    with closing(at(path)) as database:
        database.upgrade()
        database.ready()


def test_several_processes_may_upgrade_a_new_file_at_once(path: Path) -> None:
    spawned = multiprocessing.get_context("spawn")
    gate = spawned.Barrier(4)
    workers = [spawned.Process(target=_upgrade, args=(path, gate)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    assert table_names(path) == {*tables.metadata.tables, "alembic_version"}


def test_a_new_file_that_another_process_writes_is_waited_for(path: Path) -> None:
    """SQLite itself does not wait when a file is switched to its write-ahead log."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, check_same_thread=False)) as other, closing(at(path)) as database:
        other.execute("BEGIN IMMEDIATE")
        with closing(Database(str(database.url), busy=0)) as impatient, pytest.raises(DatabaseError):
            impatient.version()
        release = threading.Timer(0.1, other.rollback)
        release.start()
        assert database.version() is None
        release.join()


def test_a_failed_upgrade_leaves_nothing_behind(path: Path, database: Database) -> None:
    """A table in the way of the migration: the file stays as it was."""
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE letter (id INTEGER)")
    with closing(at(other)) as broken, pytest.raises(DatabaseError, match="already exists"):
        broken.upgrade()
    assert table_names(other) == {"letter"}


@pytest.mark.parametrize("verb", ["upgrade", "ready"])
def test_a_database_of_a_newer_version_is_refused(database: Database, verb: str) -> None:
    with database.write() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError) as refusal:
        getattr(database, verb)()
    assert "schema 9999, which a newer version of intake made" in refusal.value.text
    assert "Install that newer version" in refusal.value.remedy


def test_a_database_without_a_schema_is_not_ready(path: Path) -> None:
    path.parent.mkdir()
    with closing(at(path)) as database, pytest.raises(DatabaseError, match="intake db upgrade"):
        database.ready()


# --- connections -------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30_000)],
)
def test_every_connection_is_durable_and_checks_foreign_keys(
    database: Database, pragma: str, value: object
) -> None:
    with database.read() as tx:
        assert tx.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as tx:
        _ = tx.execute(tables.worker.insert().values(beat(NOON))).rowcount / 0
    with database.read() as tx:
        assert tx.execute(select(tables.worker)).all() == []


def test_a_reader_sees_one_state_however_much_is_written_meanwhile(database: Database) -> None:
    with database.read() as reader:
        assert reader.execute(select(tables.worker)).all() == []
        with database.write() as writer:
            writer.execute(tables.worker.insert().values(beat(NOON)))
        assert reader.execute(select(tables.worker)).all() == []


def test_a_constraints_refusal_is_a_conflict_and_no_trouble(database: Database) -> None:
    assert Conflict is IntegrityError
    write(database)
    with pytest.raises(Conflict), database.write() as tx:
        tx.execute(tables.worker.insert().values(beat(NOON)))


# --- times -------------------------------------------------------------------


@pytest.mark.parametrize("hours", [0, 1, -8, 14])
def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database, hours: int) -> None:
    local = NOON.astimezone(timezone(timedelta(hours=hours)))
    with database.write() as tx:
        tx.execute(tables.worker.insert().values(beat(local)))
    with database.read() as tx:
        stored = tx.execute(select(tables.worker.c.heard_at)).scalar_one()
    assert (stored, stored.tzinfo) == (NOON, UTC)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="a time without a zone"), database.write() as tx:
        tx.execute(tables.worker.insert().values(beat(NOON.replace(tzinfo=None))))


def test_an_absent_time_stays_absent(database: Database) -> None:
    row = {"name": "jobs", "first_polled_at": NOON, "failures": 0}
    with database.write() as tx:
        tx.execute(tables.mailbox.insert().values(row))
        assert tx.execute(select(tables.mailbox.c.read_at)).scalar_one() is None


# --- trouble -----------------------------------------------------------------


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder that is not ours to write to; who may write anywhere becomes nobody meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "var").mkdir()
        folder.chmod(0o755)
        (folder / "var").chmod(0o555)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            yield folder / "var"
        finally:
            os.seteuid(was)
            (folder / "var").chmod(0o755)


def write(database: Database) -> None:
    with closing(database), database.write() as tx:
        tx.execute(tables.worker.insert().values(beat(NOON)))


def test_a_locked_database_is_told_in_a_sentence(path: Path, database: Database) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="is locked") as trouble:
            write(Database(f"sqlite:///{path}", busy=0.1))
    assert "Another program holds it" in trouble.value.remedy
    write(at(path))


def test_a_read_only_database_is_told_in_a_sentence(path: Path, database: Database) -> None:
    database.close()
    with pytest.raises(DatabaseError, match="readonly") as trouble:
        write(Database(f"sqlite:///file:{path}?mode=ro&uri=true"))
    assert "the right to write the file and its folder" in trouble.value.remedy


def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(unprivileged: Path) -> None:
    with closing(at(unprivileged / "intake.db")) as database, pytest.raises(DatabaseError) as trouble:
        database.upgrade()
    assert "rights" in trouble.value.remedy


def test_a_folder_that_may_not_be_made_is_told_in_a_sentence(unprivileged: Path) -> None:
    with closing(at(unprivileged / "new" / "intake.db")) as database, pytest.raises(DatabaseError) as trouble:
        database.upgrade()
    assert "cannot be made" in trouble.value.text
    assert "name another place under 'database'" in trouble.value.remedy


@pytest.mark.parametrize("verb", ["upgrade", "ready"])
def test_a_file_that_is_no_database_is_told_in_a_sentence(path: Path, verb: str) -> None:
    path.parent.mkdir()
    path.write_bytes(b"organisation: Association Exemple\n" * 300)
    with closing(at(path)) as database, pytest.raises(DatabaseError, match="not a database") as trouble:
        getattr(database, verb)()
    assert "that file is something else" in trouble.value.remedy


def test_a_damaged_database_is_told_in_a_sentence(path: Path, database: Database) -> None:
    with database.write() as tx:
        size = tx.exec_driver_sql("PRAGMA page_size").scalar_one()
    database.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:size] + b"\x5a" * (len(whole) - size))
    with pytest.raises(DatabaseError, match="malformed") as trouble:
        write(at(path))
    assert "restore the newest backup" in trouble.value.remedy


@pytest.mark.parametrize("verb", ["upgrade", "ready"])
def test_a_folder_in_the_databases_place_is_told_in_a_sentence(path: Path, verb: str) -> None:
    path.mkdir(parents=True)
    with closing(at(path)) as database, pytest.raises(DatabaseError, match="unable to open") as trouble:
        getattr(database, verb)()
    assert "Check the path under 'database'" in trouble.value.remedy


def test_a_full_disk_is_told_in_a_sentence(database: Database) -> None:
    with database.write() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # of this connection, which the pool keeps
    big = {"name": "x" * 50_000, "first_polled_at": NOON, "failures": 0}
    with pytest.raises(DatabaseError, match="full") as trouble, database.write() as tx:
        tx.execute(tables.mailbox.insert().values(big))
    assert "nothing was lost" in trouble.value.remedy


def test_a_driver_that_is_not_installed_is_told_in_a_sentence() -> None:
    with pytest.raises(DatabaseError, match="pymssql, which is not installed"):
        Database("mssql+pymssql://intake@127.0.0.1/intake")


def test_a_password_in_the_databases_address_is_never_told() -> None:
    pytest.importorskip("psycopg")
    database = Database("postgresql+psycopg://intake:geheim@127.0.0.1:1/intake")
    with closing(database), pytest.raises(DatabaseError) as trouble:
        database.ready()
    assert "geheim" not in str(trouble.value)


def test_a_database_whose_connections_are_all_taken_is_told_in_a_sentence(database: Database) -> None:
    def refused() -> None:
        raise PoolTimeoutError("QueuePool limit reached")

    with pytest.raises(DatabaseError, match="too busy"), database.read():
        refused()


def test_an_error_of_the_database_does_not_quote_what_was_to_be_written(database: Database) -> None:
    worker = {"id": "salma@example.com", "heard_at": NOON}
    twice = [worker, worker]
    with pytest.raises(Conflict) as conflict, database.write() as tx:
        tx.execute(tables.worker.insert(), twice)
    assert "salma" not in str(conflict.value)
