"""Erasing beside other processes: no letter torn away, no mail lost, none back; killed, and busy."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from builders.mails import mail
from builders.planted import LINA, OTHER, SECRET_CV, SECRET_LETTER, WORDS
from rigs.crash import Office as CrashOffice
from rigs.crash import until
from rigs.database import SQLITE
from rigs.office import IN_TIME, SALMA, SUBJECT, Office, ended
from rigs.traces import traces
from sqlalchemy import select

from intake.services import receive
from intake.services.desk import Mail
from intake.services.forget import erase
from intake.services.poll import poll
from intake.store import forget
from intake.store.database import Database, DatabaseError
from intake.store.ledger import Copy
from intake.store.tables import erased, letter


def store(office: Office, **options: Any) -> Database:
    return office.store(**options)


def found(office: Office) -> set[str]:
    return traces(office.base / "var", WORDS)


def removed(office: Office) -> dict[str, Any]:
    ran = office.run("erase", SALMA, "--json")
    assert ran.status == 0, ran.err
    said: dict[str, Any] = ran.json
    return said


def test_a_letter_in_a_senders_hand_is_waited_for(office):
    office.apply()
    office.sink.plan("DOT", 2.0)
    sender = office.start("poll")
    database = store(office)
    until(lambda: _states(database) == ["sending"])
    said = removed(office)
    assert ended(sender).status == 0
    assert (said["left"], said["removed"]["letters"], len(office.letters)) == (0, 1, 1)
    actions = [row["action"] for row in office.run("audit", "--json").json]
    assert next(action for action in actions if action != "upgrade") == "letter sent"
    assert office.poll()["sent"] == 0


def _states(database: Database) -> list[str]:
    try:
        with database.read() as tx:
            return list(tx.scalars(select(letter.c.state)))
    except DatabaseError:  # it is not there yet
        return []
    except Exception as error:
        if "no such table" in str(error):
            return []
        raise


def test_erasing_beside_a_scheduler_that_runs(office):
    office.configure(poll={"every": "1s"})
    office.apply(files=[SECRET_CV, SECRET_LETTER])
    scheduler = office.start("run")
    try:
        until(lambda: len(office.letters) == 1)
        said = removed(office)
        assert (said["left"], said["removed"]["applications"]) == (0, 1)
        assert found(office) == set()
        office.apply(**OTHER)
        until(lambda: len(office.letters) == 2)
    finally:
        scheduler.terminate()
        assert ended(scheduler).status == 0
    assert [row["sender"] for row in office.messages()] == [LINA]
    assert found(office) == set()


def test_bytes_swept_before_a_row_names_them_are_put_again(office):
    """Another mail is in hand, its bytes put and its row not written, while the storage is swept."""
    office.apply()
    office.poll()
    raw = mail(**OTHER)
    office.receive(raw)
    with office.desk(lambda: datetime.now(UTC)) as desk:
        parse_it, box = desk.parse, desk.settings.mailboxes["jobs"]

        def parse_meanwhile(raw: bytes, received_at: datetime) -> Any:
            erase(desk, SALMA)
            return parse_it(raw, received_at)

        assert poll(replace(desk, parse=parse_meanwhile), box).outcomes == {"application": 1}
        (row,) = office.messages()
        assert desk.blobs.get(row["sha256"]) == raw


def test_a_copy_in_hand_while_its_person_is_erased_leaves_no_row(office):
    raw = office.apply(files=[SECRET_CV])
    office.poll()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        box = desk.settings.mailboxes["jobs"]
        parsed = desk.parse

        def parse_meanwhile(raw: bytes, received_at: datetime) -> Any:
            with desk.database.write() as tx:  # as the erasing process does between our look and our write
                forget.bury(tx, Copy(mailbox="jobs", folder="INBOX", uidvalidity=1, uid=1), sha256, IN_TIME)
            return parsed(raw, received_at)

        erase(desk, SALMA)
        fresh = raw.replace(b"Madame", b"Monsieur")
        sha256 = desk.blobs.put(fresh)
        item = Mail(mailbox=box, raw=fresh, sha256=sha256, received_at=IN_TIME)
        copy = Copy(mailbox="jobs", folder="INBOX", uidvalidity=1, uid=9)
        assert receive.receive(replace(desk, parse=parse_meanwhile), item, copy) is None
        assert not desk.blobs.has(sha256)
        with desk.database.read() as tx:
            assert 9 in tx.scalars(select(erased.c.uid)).all()
    assert office.messages() == []


def test_erasures_at_once_end_the_same(office):
    office.apply(files=[SECRET_CV])
    office.apply(**OTHER)
    office.poll()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        done: list[int] = []
        threads = [threading.Thread(target=lambda: done.append(erase(desk, SALMA).left)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert done == [0, 0, 0]
    assert len(office.messages()) == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("other", ["BEGIN IMMEDIATE", "BEGIN; SELECT count(*) FROM message"])
def test_a_database_that_others_hold_is_said_not_to_be_compacted(office, other):
    office.poll()
    database, holder = store(office, busy=0), store(office).engine.raw_connection()
    for statement in other.split("; "):
        holder.driver_connection.execute(statement)
    with pytest.raises(DatabaseError, match="could not be compacted"):
        database.compact()
    holder.driver_connection.execute("ROLLBACK")
    database.compact()


@pytest.mark.sqlite
def test_a_process_killed_after_its_commit_leaves_nothing_in_the_database(
    tmp_path, dovecot, sink, user, launcher
):
    """Not even where nobody erases again: removed rows are overwritten, and the log is taken over."""
    base = tmp_path / "office"
    office = CrashOffice(base=base, dovecot=dovecot, sink=sink, user=user, launcher=launcher, database=SQLITE)
    office.fill([(mail(files=[SECRET_CV], subject=f"{SUBJECT} Narvalesque"), IN_TIME)])
    office.settle()
    assert traces(base / "var", WORDS) == set(WORDS) - {"Wombatville"}
    assert office.run("erase", SALMA, crash_at="erased").code == -signal.SIGKILL
    office.settle()
    (base / "var/storage").rename(base / "storage")
    assert traces(base / "var", WORDS) == set()
