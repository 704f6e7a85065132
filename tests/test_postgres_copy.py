"""`intake db copy`: every row under its id in another database, or nothing; and the work goes on there."""

from __future__ import annotations

import gc
import signal
import subprocess
from contextlib import closing
from datetime import UTC, datetime

import pytest
from builders.mails import mail
from rigs.crash import until
from rigs.database import drop_database, make_database
from rigs.net import Proxy, Wire
from rigs.office import FULL, IN_TIME, SUBJECT, Office
from sqlalchemy import make_url, select, text, update

from intake.store import workers
from intake.store.database import SCHEMA, Database
from intake.store.tables import application, letter, message, metadata


@pytest.fixture
def empty(postgres):
    """The URL of a database without a schema."""
    url = make_database(postgres.url())
    yield url
    drop_database(postgres.url(), url)


@pytest.fixture
def worked(office: Office) -> Office:
    """An office with a row in nearly every table, on SQLite."""
    office.apply(text="Bonjour à toutes, السلام عليكم 🙂\n")
    office.apply(files=FULL[:1], sender="omar@example.com")
    office.receive(mail(sender="bob@example.com", subject="Facture", text="Voici.\n"))
    office.receive(b"This is no mail.\r\n")
    office.poll()
    office.run("digest", "--date", "2026-05-04")
    office.run("correct", "OMP-2026-0001", "Lettre.pdf", "letter", "--quiet")
    office.apply(sender="lina@example.com", text="Erase me\n")
    office.poll()
    assert office.run("erase", "lina@example.com").status == 0
    return office


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in a database."""
    with closing(Database(url)) as database, database.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def file_of(office: Office) -> str:
    return f"sqlite:///{office.base}/var/intake.db"


def moved(office: Office, url: str) -> Office:
    """The same office, told to work on another database."""
    office.database = url
    office.configure()
    return office


def nothing_in(url: str) -> bool:
    with closing(Database(url)) as database:
        return database.version() is None or not any(rows(url).values())


def test_every_row_is_there_under_its_id_and_the_old_database_is_as_it_was(worked, empty):
    before = rows(file_of(worked))
    ran = worked.run("db", "copy", empty, "--json")
    assert ran.status == 0, ran.err
    assert rows(file_of(worked)) == before
    assert rows(empty) == before
    said = {each["table"]: (each["rows"], len(each["sha256"])) for each in ran.json["tables"]}
    assert said == {name: (len(there), 64) for name, there in before.items()}
    assert {"message", "application", "document", "letter", "erased", "secret"} <= {
        name for name, there in before.items() if there
    }


def test_the_work_goes_on_where_it_was(worked, empty):
    """No mail is taken in again, no letter goes out again, and what comes has new ids and references."""
    letters, last = len(worked.letters), max(row["id"] for row in worked.messages())
    ran = worked.run("db", "copy", empty)
    assert (ran.status, f"database: {make_url(empty).render_as_string()}" in ran.out) == (0, True)
    moved(worked, empty)
    done = worked.poll()
    assert (done["outcomes"], done["sent"], len(worked.letters)) == ({}, 0, letters)
    worked.apply(sender="nadia@example.com", text="Moi aussi\n")
    assert worked.poll()["sent"] == 1
    newest = max(worked.messages(), key=lambda row: row["id"])
    assert newest["id"] > last
    assert newest["application"] == "OMP-2026-0004"
    worked.receive(mail(sender="lina@example.com", subject=SUBJECT, text="Erase me\n", files=FULL))
    assert worked.poll()["outcomes"] == {}, "what was erased is known there, too"
    assert worked.run("reconcile").status == 0


def test_the_way_back_gives_the_same_rows(worked, empty, tmp_path):
    before = rows(file_of(worked))
    assert worked.run("db", "copy", empty).status == 0
    moved(worked, empty)
    ran = worked.run("db", "copy", "sqlite:///var/back.db")
    assert ran.status == 0, ran.err
    assert rows(f"sqlite:///{worked.base}/var/back.db") == before


def test_an_empty_database_with_its_schema_is_taken(worked, postgres_url):
    assert worked.run("db", "copy", postgres_url).status == 0
    assert rows(postgres_url) == rows(file_of(worked))


def test_a_database_that_holds_anything_is_refused(worked, postgres_url):
    with closing(Database(postgres_url)) as database, database.write() as tx:
        workers.hear(tx, "a/b/c/1/0", IN_TIME)
    ran = worked.run("db", "copy", postgres_url, "--json")
    assert (ran.status, "table worker has rows" in ran.json["error"]) == (1, True)
    assert "createdb" in ran.json["remedy"]


def test_a_database_of_something_else_or_of_another_version_is_refused(worked, empty, postgres_url):
    with closing(Database(empty)) as database, database.write() as tx:
        tx.execute(text("CREATE TABLE song (words text)"))
    assert "tables of something else" in worked.run("db", "copy", empty).err
    with closing(Database(postgres_url)) as database, database.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert f"at schema 0001, not {SCHEMA}" in worked.run("db", "copy", postgres_url).err


def test_nobody_works_on_either_database_meanwhile(worked, empty):
    other = "elsewhere/boot/1/1/1"
    with closing(Database(file_of(worked))) as database, database.write() as tx:
        workers.hear(tx, other, datetime.now(UTC))
    ran = worked.run("db", "copy", empty)
    assert ran.status == 1
    assert other in ran.err
    assert "Stop every 'intake run'" in ran.err
    assert nothing_in(empty)


def test_where_there_is_no_database_yet_nothing_is_copied_or_made(office, empty):
    ran = office.run("db", "copy", empty)
    assert (ran.status, "There is no database" in ran.err) == (1, True)
    assert not (office.base / "var").exists()


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("mysql://intake@localhost/intake", 2, "postgresql+psycopg://HOST/NAME"),
        ("sqlite://", 2, "sqlite:///FILE"),
        ("nonsense", 2, "is expected"),
        ("postgresql+psycopg://intake:geheim@127.0.0.1:1/intake", 1, "can be reached"),
    ],
)
def test_a_target_that_cannot_be_is_told(worked, url, status, said):
    ran = worked.run("db", "copy", url)
    assert ran.status == status
    assert said in ran.err
    assert "geheim" not in ran.err


def test_a_row_that_has_no_room_there_is_named_and_nothing_is_copied(worked, empty):
    with closing(Database(file_of(worked))) as database, database.write() as tx:
        tx.execute(update(application).where(application.c.id == 2).values(email="x" * 400))
    ran = worked.run("db", "copy", empty)
    assert ran.status == 1
    assert "Row 2 of table application does not fit" in ran.err
    assert "xxx" not in ran.err
    assert nothing_in(empty)


@pytest.mark.parametrize("column", [message.c.subject, letter.c.note, message.c.reason])
def test_a_nul_in_a_text_is_named(worked, empty, column):
    with closing(Database(file_of(worked))) as database, database.write() as tx:
        tx.execute(update(column.table).values({column: "a\0b"}))
    assert f"column {column.name}" in worked.run("db", "copy", empty).err
    assert nothing_in(empty)


def test_a_row_that_comes_back_otherwise_is_noticed_and_nothing_is_kept(worked, empty):
    """A server that changes what it is given: here by a trigger."""
    with closing(Database(empty)) as database:
        database.upgrade()
        with database.write() as tx:
            change = "BEGIN NEW.subject := 'otherwise'; RETURN NEW; END"
            tx.execute(text(f"CREATE FUNCTION alter_it() RETURNS trigger LANGUAGE plpgsql AS $${change}$$"))
            tx.execute(
                text("CREATE TRIGGER t BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION alter_it()")
            )
    ran = worked.run("db", "copy", empty)
    assert (ran.status, "Table message came back otherwise" in ran.err) == (1, True)
    assert nothing_in(empty)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # as in test_postgres_faults
def test_a_copy_that_is_cut_off_anywhere_leaves_nothing_and_is_made_again(worked, empty, postgres):
    wire = Wire()
    with closing(Database(empty)) as database:
        database.upgrade()
    name = make_url(empty).database
    with Proxy(postgres.port, to_server=wire) as proxy:
        assert worked.run("db", "copy", postgres.url(name, port=proxy.port)).status == 0
    whole, length = rows(empty), len(wire.heard)
    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        drop_database(postgres.url(), empty)
        with postgres.connect() as admin:
            admin.execute(f"CREATE DATABASE {name}")
        with closing(Database(empty)) as database:
            database.upgrade()
        with Proxy(postgres.port, cut_after=int(length * share)) as proxy:
            ran = worked.run("db", "copy", postgres.url(name, port=proxy.port))
        assert (ran.status, nothing_in(empty)) == (1, True), share
        assert "Traceback" not in ran.err
    assert worked.run("db", "copy", empty).status == 0
    assert rows(empty) == whole
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what the cuts left goes now
def test_a_copy_that_is_killed_leaves_nothing_and_is_made_again(worked, empty):
    with closing(Database(empty)) as database:
        database.upgrade()
        with database.write() as tx:
            wait = "BEGIN PERFORM pg_sleep(60); RETURN NEW; END"
            tx.execute(text(f"CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $${wait}$$"))
            tx.execute(text("CREATE TRIGGER t BEFORE INSERT ON letter FOR EACH ROW EXECUTE FUNCTION wait()"))
        copying = worked.start("db", "copy", empty)
        sleeping = text("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'")

        def asleep() -> bool:
            with database.read() as tx:
                return bool(tx.execute(sleeping).all())

        until(asleep)
        with pytest.raises(subprocess.TimeoutExpired):
            copying.wait(0.1)
        copying.send_signal(signal.SIGKILL)
        copying.communicate()
        with database.read() as tx:
            for (pid,) in tx.execute(sleeping).all():  # the server would notice when it has slept
                tx.execute(text(f"SELECT pg_terminate_backend({pid})"))
        assert nothing_in(empty)
        with database.write() as tx:
            tx.execute(text("DROP FUNCTION wait CASCADE"))
    assert worked.run("db", "copy", empty).status == 0
    assert rows(empty) == rows(file_of(worked))
