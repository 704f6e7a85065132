"""Every schema that was released, as it was left, to this version's; and the checks and the copy before."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from rigs.database import drop_database, make_database
from rigs.disk import SmallDisk
from rigs.postgres import Postgres
from schemas.make import ROWS, fill
from sqlalchemy import inspect, select
from typer.testing import CliRunner

from intake.cli import cli
from intake.store import tables, upgrading
from intake.store.database import SCHEMA, Database, DatabaseError

FIXTURES = Path(__file__).parent / "schemas"
RELEASED = sorted(path.stem for path in FIXTURES.glob("*.sql"))
OLDEST = RELEASED[0]


def left(revision: str, path: Path) -> Path:
    """A database's file as the version of that schema left it."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript((FIXTURES / f"{revision}.sql").read_text(encoding="utf-8"))
    return path


def at(path: Path) -> Database:
    return Database(f"sqlite:///{path}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a database is put."""
    return tmp_path / "var" / "intake.db"


def rows(database: Database, like: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of some tables, in the columns of those that they are compared to."""
    with database.read() as tx:
        return {
            name: [
                {key: row[key] for key in put[0]}
                for row in tx.execute(select(tables.metadata.tables[name])).mappings()
            ]
            for name, put in like.items()
        }


def drawn(database: Database) -> dict[str, Any]:
    """A schema as the database draws it: columns, keys, constraints and indexes, in no order."""
    with database.read() as tx:
        there = inspect(tx)
        return {
            name: {
                "columns": {
                    (each["name"], str(each["type"]), each["nullable"], str(each["default"]))
                    for each in there.get_columns(name)
                },
                "key": there.get_pk_constraint(name)["constrained_columns"],
                "unique": {
                    (each["name"], *each["column_names"]) for each in there.get_unique_constraints(name)
                },
                "foreign": {
                    (each["name"], *each["constrained_columns"], each["referred_table"])
                    for each in there.get_foreign_keys(name)
                },
                "checks": {(each["name"], each["sqltext"]) for each in there.get_check_constraints(name)},
                "indexes": {
                    (
                        each["name"],
                        *map(str, each["column_names"]),
                        *map(str, each["dialect_options"].values()),
                    )
                    for each in there.get_indexes(name)
                },
            }
            for name in there.get_table_names()
        }


def same(rows_: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Rows in an order that does not depend on the database."""
    return {name: sorted(repr(sorted(row.items())) for row in there) for name, there in rows_.items()}


def test_every_released_schema_has_its_fixture() -> None:
    released = [step.revision for step in upgrading.steps(None)]
    assert [revision for revision in released if revision < SCHEMA] == [
        revision for revision in RELEASED if revision < SCHEMA
    ]
    assert set(RELEASED) <= set(released)


@pytest.mark.parametrize("released", RELEASED)
def test_what_a_released_version_left_outlives_the_way_to_this_one(file: Path, released: str) -> None:
    """The file itself: no row and no value is lost, and the schema is that of a new database."""
    left(released, file)
    with closing(sqlite3.connect(file)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        there = {
            name: {column for _, column, *_ in raw.execute(f"PRAGMA table_info({name})")} for name in names
        }
    expected = {
        name: [{key: value for key, value in row.items() if key in there[name]} for row in put]
        for name, put in ROWS.items()
        if name in there
    }
    with closing(at(file)) as database, closing(at(file.with_name("new.db"))) as new:
        assert database.upgrade() is (released != SCHEMA)
        database.ready()
        assert same(rows(database, expected)) == same(expected)
        new.upgrade()
        assert drawn(database) == drawn(new)
        with database.read() as tx:
            assert compare_metadata(MigrationContext.configure(tx), tables.metadata) == []


@pytest.mark.parametrize("released", RELEASED)
def test_the_same_rows_outlive_it_on_postgresql(postgres: Postgres, released: str) -> None:
    url = make_database(postgres.url())
    try:
        with closing(Database(url)) as database:
            with database.write() as tx:
                upgrading.bring_to(tx, released)
            put = fill(database, ROWS)
            database.upgrade()
            assert same(rows(database, put)) == same(put)
            with database.read() as tx:
                assert compare_metadata(MigrationContext.configure(tx), tables.metadata) == []
    finally:
        drop_database(postgres.url(), url)


# --- the copy before -----------------------------------------------------------


def test_a_copy_of_the_file_is_kept_as_it_was(file: Path) -> None:
    left(OLDEST, file)
    with closing(sqlite3.connect(file)) as raw:
        before = list(raw.iterdump())
    with closing(at(file)) as database:
        database.upgrade()
    copy = file.with_name(f"intake.db.before-{SCHEMA}")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as raw:
        assert list(raw.iterdump()) == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["intake.db", copy.name]


def test_the_copy_is_the_database_of_before_and_works_in_its_place(file: Path) -> None:
    left(RELEASED[-2], file)
    with closing(at(file)) as database:
        database.upgrade()
    shutil.move(file.with_name(f"intake.db.before-{SCHEMA}"), file)
    with closing(at(file)) as database:
        assert database.version() == RELEASED[-2]
        assert database.upgrade() is True


def test_only_the_newest_copy_is_kept_and_what_is_erased_leaves_it_too(file: Path) -> None:
    left(OLDEST, file)
    old, other = file.with_name("intake.db.before-0000"), file.with_name("intake.db.before-lunch")
    old.touch()
    other.touch()
    with closing(at(file)) as database:
        database.upgrade()
        assert (old.exists(), other.exists()) == (False, True)
        file.with_name("intake.db.before-0000.unfinished").touch()  # who died over it left rows there
        database.compact()
    assert sorted(path.name for path in file.parent.iterdir()) == ["intake.db", other.name]


def test_a_new_database_needs_no_copy(file: Path) -> None:
    with closing(at(file)) as database:
        database.upgrade()
    assert [path.name for path in file.parent.iterdir()] == ["intake.db"]


# --- the checks before ---------------------------------------------------------


def damaged(path: Path) -> None:
    """Overwrite a page in the middle of a file."""
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 4096] = b"\x5a" * 4096
    path.write_bytes(raw)


def orphaned(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM application WHERE id = 5")
        raw.commit()


def unknown(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
        raw.commit()


@pytest.mark.parametrize(
    ("harm", "said", "remedy"),
    [
        (damaged, "damaged|malformed", "backup"),
        (orphaned, "row [0-9]+ of table [a-z]+ names one of table application that is not there", "restore"),
        (unknown, "schema 0000, which no version of intake made", "is it intake's"),
    ],
)
def test_a_database_that_is_not_sound_is_refused_and_left_as_it_was(
    file: Path, harm: Callable[[Path], None], said: str, remedy: str
) -> None:
    left(OLDEST, file)
    harm(file)
    before = file.read_bytes()
    with closing(at(file)) as database, pytest.raises(DatabaseError, match=said) as refusal:
        database.upgrade()
    assert remedy in refusal.value.remedy
    with closing(sqlite3.connect(file)) as raw, closing(sqlite3.connect(":memory:")) as was:
        was.deserialize(before[:18] + b"\x01\x01" + before[20:])
        assert (
            raw.execute("SELECT * FROM alembic_version").fetchall()
            == was.execute("SELECT * FROM alembic_version").fetchall()
        )
    assert [path.name for path in file.parent.iterdir()] == ["intake.db"]


def test_too_small_a_disk_is_told_before_anything_is_changed(small_disk: SmallDisk) -> None:
    file = left(OLDEST, small_disk.path / "var" / "intake.db")
    small_disk.fill().unlink()
    (small_disk.path / "filler").write_bytes(bytes((4 << 20) - file.stat().st_size * 2))
    with closing(at(file)) as database, pytest.raises(DatabaseError, match="free disk") as refusal:
        database.upgrade()
    assert "Make room" in refusal.value.remedy
    with closing(at(file)) as database:
        assert database.version() == OLDEST


# --- the command ---------------------------------------------------------------


def upgrade(folder: Path, *words: str, database: str = "sqlite:///var/intake.db") -> Any:
    config = folder / "config"
    config.mkdir(exist_ok=True)
    text = f"organisation: A\ntimezone: Africa/Casablanca\ndatabase: {database}\nmailboxes: {{}}\n"
    (config / "intake.yaml").write_text(text)
    return CliRunner().invoke(cli, ["db", "upgrade", *words, "--config", str(config)])


def test_a_check_says_what_would_be_done_and_does_nothing(file: Path, tmp_path: Path) -> None:
    left(RELEASED[-2], file)
    ran = upgrade(tmp_path, "--check")
    assert ran.exit_code == 0, ran.stderr
    assert f"schema {RELEASED[-2]}" in ran.stdout
    assert all(step.revision in ran.stdout for step in upgrading.steps(RELEASED[-2]))
    with closing(at(file)) as database:
        assert database.version() == RELEASED[-2]
    assert upgrade(tmp_path).exit_code == 0
    assert "is up to date" in upgrade(tmp_path, "--check").stdout


def test_a_check_of_a_damaged_database_says_so(file: Path, tmp_path: Path) -> None:
    orphaned(left(OLDEST, file))
    ran = upgrade(tmp_path, "--check")
    assert (ran.exit_code, "is damaged" in ran.stderr) == (1, True)


def test_a_check_makes_no_database(tmp_path: Path) -> None:
    ran = upgrade(tmp_path, "--check")
    assert (ran.exit_code, "There is no database" in ran.stdout) == (0, True)
    assert not (tmp_path / "var").exists()


def test_nothing_is_changed_on_a_server_while_others_are_at_work(postgres: Postgres, tmp_path: Path) -> None:
    url = make_database(postgres.url())
    try:
        with closing(Database(url)) as database:
            with database.write() as tx:
                upgrading.bring_to(tx, RELEASED[-2])
            live = {"id": "elsewhere/boot/1/1/1", "heard_at": datetime.now(UTC), "watches": False}
            fill(database, ROWS | {"worker": [live]})
            for words in (["--check"], []):
                ran = upgrade(tmp_path, *words, database=url)
                assert (ran.exit_code, "elsewhere/boot/1/1/1" in ran.stderr) == (1, True), ran.output
                assert "Stop" in ran.stderr
                assert database.version() == RELEASED[-2]
    finally:
        drop_database(postgres.url(), url)
