"""The engine on PostgreSQL: the schema, what a reader sees, and what is said when it cannot be used."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from rigs.database import make_database
from rigs.net import LOOPBACK, free_port
from rigs.postgres import GUARDED, Postgres
from sqlalchemy import inspect, make_url, select, text

from intake.store import forget, ledger, tables, workers
from intake.store.database import SCHEMA, Conflict, Database, DatabaseError
from intake.store.ledger import Copy

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    with closing(Database(postgres_url)) as made:
        yield made


@pytest.fixture
def empty(postgres: Postgres) -> str:
    return make_database(postgres.url())


def name_of(database: Database) -> str:
    assert database.url.database
    return database.url.database


def also(url: str, **query: str) -> Database:
    """The same database with words for the driver."""
    return Database(make_url(url).update_query_dict(query).render_as_string(hide_password=False))


def put(database: Database, worker: str = "a worker") -> None:
    with database.write() as tx:
        tx.execute(tables.worker.insert().values(id=worker, heard_at=NOON))


def there(database: Database) -> set[str]:
    with database.read() as tx:
        return set(tx.scalars(select(tables.worker.c.id)))


def refused(work: Callable[[], object]) -> DatabaseError:
    """The trouble that something runs into."""
    with pytest.raises(DatabaseError) as trouble:
        work()
    return trouble.value


# --- schema ------------------------------------------------------------------


def test_the_migrations_make_exactly_the_tables_and_their_constraints(database: Database) -> None:
    with database.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
        inspector = inspect(tx)
        assert set(inspector.get_table_names()) == {*tables.metadata.tables, "alembic_version"}
        for name, table in tables.metadata.tables.items():
            wanted = {str(c.name) for c in table.constraints if c.name and str(c.name)[:2] in ("ck", "uq")}
            found = [*inspector.get_unique_constraints(name), *inspector.get_check_constraints(name)]
            assert {entry["name"] for entry in found} == wanted


def _upgrade(url: str, gate: Any) -> None:
    gate.wait()
    with closing(Database(url)) as database:
        database.upgrade()
        database.ready()


def test_several_processes_may_upgrade_an_empty_database_at_once(empty: str) -> None:
    spawned = multiprocessing.get_context("spawn")
    gate = spawned.Barrier(3)
    processes = [spawned.Process(target=_upgrade, args=(empty, gate)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]


def test_a_database_without_a_schema_is_not_ready(empty: str) -> None:
    with closing(Database(empty)) as database:
        assert "intake db upgrade" in refused(database.ready).remedy


def test_a_database_of_a_newer_version_is_refused(database: Database) -> None:
    with database.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "Install that newer version" in refused(database.ready).remedy
    assert "Install that newer version" in refused(database.upgrade).remedy


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: str) -> None:
    """A table of another program is in the way: the last of those that are made."""
    with closing(Database(empty)) as database:
        with database.write() as tx:
            tx.execute(text("CREATE TABLE canary (song text)"))
        trouble = refused(database.upgrade)
        assert ("already exists" in trouble.text, "a database of its own" in trouble.remedy) == (True, True)
        with database.read() as tx:
            assert inspect(tx).get_table_names() == ["canary"]


def test_a_database_that_cannot_hold_every_letter_is_refused(postgres: Postgres) -> None:
    with postgres.connect() as tx:
        words = "ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc"
        tx.execute(f"CREATE DATABASE ascii TEMPLATE template0 {words}")
    with closing(Database(postgres.url("ascii"))) as database:
        trouble = refused(database.upgrade)
    assert ("SQL_ASCII" in trouble.text, "--encoding=UTF8" in trouble.remedy) == (True, True)


# --- transactions ------------------------------------------------------------


def test_a_reader_sees_one_state_however_much_is_written_meanwhile(database: Database) -> None:
    with database.read() as tx:
        assert tx.scalars(select(tables.worker.c.id)).all() == []
        put(database)
        assert tx.scalars(select(tables.worker.c.id)).all() == []
    assert there(database) == {"a worker"}


def test_what_a_reader_writes_is_not_kept(database: Database) -> None:
    with database.read() as tx:
        tx.execute(tables.worker.insert().values(id="x", heard_at=NOON))
    assert there(database) == set()


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as tx:
        _ = tx.execute(tables.worker.insert().values(id="x", heard_at=NOON)).rowcount / 0
    assert there(database) == set()


def test_a_constraints_refusal_is_a_conflict_and_no_trouble(database: Database) -> None:
    put(database)
    with pytest.raises(Conflict):
        put(database)


@pytest.mark.parametrize("level", ["serializable", "repeatable read"])
def test_writers_do_not_depend_on_the_servers_default_isolation(
    postgres: Postgres, database: Database, level: str
) -> None:
    """At these levels the second of two that count up would be refused."""
    with postgres.connect() as admin:
        admin.execute(f"ALTER DATABASE {name_of(database)} SET default_transaction_isolation = '{level}'")
    with database.write() as tx:
        assert tx.execute(text("SHOW transaction_isolation")).scalar_one() == "read committed"


def test_a_mailbox_that_two_workers_reach_for_at_once_is_leased_to_one(database: Database) -> None:
    gate, got = threading.Barrier(4), []
    with database.write() as tx:
        for number in range(4):
            tx.execute(tables.worker.insert().values(id=f"h/b/n/{number}/0", heard_at=NOON))
        tx.execute(tables.mailbox.insert().values(name="jobs", first_polled_at=NOON, failures=0))

    def reach(number: int) -> None:
        gate.wait()
        with database.write() as tx:
            if workers.lease(tx, "jobs", f"h/b/n/{number}/0", []):
                got.append(number)
                time.sleep(0.05)

    threads = [threading.Thread(target=reach, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def test_a_mail_that_is_erased_while_its_row_is_written_gets_none(database: Database) -> None:
    """Its bytes were looked for before the eraser's commit; the row is written after it."""
    copy = Copy(mailbox="jobs", folder="INBOX", uidvalidity=1, uid=7)
    values = {"sha256": "a" * 64, "size": 1, "received_at": NOON, "taken_at": NOON, "subject": ""}
    values |= {"outcome": "unmatched", "reason": "", "files": 0, "marked": False}
    with database.write() as tx:
        ledger.add(tx, copy, values)
    written: list[int | None] = []

    def write(looked: threading.Event) -> None:
        with database.write() as tx:
            looked.set()
            written.append(ledger.add_unknown(tx, replace(copy, uid=8), values))

    with database.write() as tx:
        forget.remove(tx, forget.of_person(tx, "nobody", also=["a" * 64]), NOON)
        looked = threading.Event()
        writer = threading.Thread(target=write, args=[looked])
        writer.start()
        assert looked.wait(10)
        writer.join(0.2)
    writer.join()
    assert written == [None]
    with database.read() as tx:
        assert tx.execute(select(tables.message)).all() == []


# --- trouble: it cannot be reached ---------------------------------------------


def test_a_server_that_is_not_there_is_told() -> None:
    url = f"postgresql+psycopg://intake:geheim@{LOOPBACK}:{free_port()}/intake"
    with closing(Database(url)) as database:
        trouble = refused(database.ready)
    assert "refused" in trouble.text.lower()
    assert "Check that it runs and can be reached" in trouble.remedy
    assert "geheim" not in str(trouble)


def test_a_host_that_is_not_there_is_told() -> None:
    with closing(Database("postgresql+psycopg://intake@no.such.host.invalid/intake")) as database:
        assert "Check the host" in refused(database.ready).remedy


@pytest.mark.parametrize(
    ("who", "name", "remedy"),
    [
        ("intake", "nowhere", "Check the name under 'database'"),
        ("nobody", "postgres", "Check the user under 'database'"),
        (f"{GUARDED}:wrong", "postgres", "Check the user and the password"),
        (GUARDED, "postgres", "Name the password"),
        ("excluded", "postgres", "pg_hba.conf"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_told(
    postgres: Postgres, who: str, name: str, remedy: str
) -> None:
    with postgres.connect() as admin:
        admin.execute(f"DROP ROLE IF EXISTS {GUARDED}")
        admin.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'right'")
    with closing(Database(f"postgresql+psycopg://{who}@{LOOPBACK}:{postgres.port}/{name}")) as database:
        trouble = refused(database.ready)
    assert remedy in trouble.remedy
    assert "wrong" not in str(trouble)


def test_a_server_whose_connections_are_all_taken_is_told() -> None:
    with (
        Postgres("max_connections=4", "superuser_reserved_connections=0", "max_wal_senders=0") as server,
        server.connect(),
        server.connect(),
        server.connect(),
        server.connect(),
        closing(Database(server.url())) as database,
    ):
        assert "max_connections" in refused(database.version).remedy


def test_a_role_with_no_right_to_the_tables_is_told(postgres: Postgres, database: Database) -> None:
    with postgres.connect() as admin:
        admin.execute("DROP ROLE IF EXISTS stranger")
        admin.execute("CREATE ROLE stranger LOGIN")
    url = f"postgresql+psycopg://stranger@{LOOPBACK}:{postgres.port}/{name_of(database)}"
    with closing(Database(url)) as other:
        trouble = refused(lambda: put(other))
    assert ("permission denied" in trouble.text, "right to read and write" in trouble.remedy) == (True, True)


def test_a_database_of_something_else_is_told(empty: str) -> None:
    with closing(Database(empty)) as database:
        assert "no database of intake" in refused(lambda: put(database)).remedy


# --- trouble: in its midst -----------------------------------------------------


@contextmanager
def held(database: Database, table: str = "worker") -> Iterator[None]:
    """A table in the hands of another program."""
    with database.write() as tx:
        tx.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        yield


def test_a_lock_is_waited_for_half_a_minute_at_most(database: Database) -> None:
    with database.read() as tx:
        assert tx.execute(text("SHOW lock_timeout")).scalar_one() == "30s"
        assert tx.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one() == "2min"


@pytest.mark.parametrize(
    ("limit", "said"), [("lock_timeout", "pg_stat_activity"), ("statement_timeout", "time limit")]
)
def test_a_lock_that_is_held_long_is_told(
    database: Database, postgres_url: str, limit: str, said: str
) -> None:
    """What the URL says to the driver counts for more than what we ask for."""
    with closing(also(postgres_url, options=f"-c {limit}=100ms")) as impatient:
        with held(database):
            assert said in refused(lambda: put(impatient)).remedy
        put(impatient)


def test_a_server_that_takes_no_writes_is_told(postgres: Postgres, database: Database) -> None:
    """As one that was failed over from: the name still leads there."""
    with postgres.connect() as admin:
        admin.execute(f"ALTER DATABASE {name_of(database)} SET default_transaction_read_only = on")
    assert there(database) == set()
    trouble = refused(lambda: put(database))  # over a connection that has read
    assert "read-only" in trouble.text
    assert "the server that takes writes" in trouble.remedy
    assert there(database) == set()


def test_of_two_in_a_deadlock_one_is_told_and_the_other_goes_on(database: Database) -> None:
    put(database, "one")
    put(database, "two")
    gate, troubles = threading.Barrier(2), []

    def work(first: str, second: str) -> None:
        try:
            with database.write() as tx:
                tx.execute(tables.worker.delete().where(tables.worker.c.id == first))
                gate.wait()
                tx.execute(tables.worker.delete().where(tables.worker.c.id == second))
        except DatabaseError as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=words) for words in (("one", "two"), ("two", "one"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (trouble,) = troubles
    assert "deadlock" in trouble.text
    assert "tried again" in trouble.remedy
    assert there(database) == set()


@pytest.mark.parametrize("code", ["40001", "40P01", "53100", "53200", "57014", "XX001"])
def test_what_the_server_cannot_do_is_trouble_and_says_nothing_of_the_row(
    database: Database, code: str
) -> None:
    fail = f"""
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'it went wrong' USING ERRCODE = '{code}', DETAIL = NEW.id; END $$
    """
    with database.write() as tx:
        tx.execute(text(fail))
        tx.execute(text("CREATE TRIGGER fail BEFORE INSERT ON worker FOR EACH ROW EXECUTE FUNCTION fail()"))
    trouble = refused(lambda: put(database, "salma@example.com"))
    assert trouble.remedy
    assert "salma" not in str(trouble)


# --- restarts ------------------------------------------------------------------


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_server_that_was_started_anew_is_noticed_before_it_is_used(
    postgres: Postgres, database: Database, way: str
) -> None:
    put(database, "before")
    getattr(postgres, way)()
    assert "reached" in refused(lambda: put(database)).remedy
    postgres.start()
    put(database, "after")
    assert there(database) == {"before", "after"}


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_server_that_goes_within_a_transaction_is_told_and_nothing_of_it_is_kept(
    postgres: Postgres, database: Database, way: str
) -> None:
    def write() -> None:
        with database.write() as tx:
            tx.execute(tables.worker.insert().values(id="lost", heard_at=NOON))
            getattr(postgres, way)()
            tx.execute(tables.worker.insert().values(id="lost, too", heard_at=NOON))

    assert refused(write).remedy
    postgres.start()
    assert there(database) == set()
    assert database.version() == SCHEMA
