"""Disks, databases and clocks that fail: it pauses, says so, goes on alone, and loses nothing."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders.mails import mail
from rigs.clock import Clock
from rigs.net import Proxy
from rigs.office import FULL, SUBJECT, Office
from rigs.smtp import Sink

from intake import settings
from intake.domain.trouble import Trouble
from intake.jobs import Job, Pauses
from intake.scheduler import Clockwork
from intake.services import alarms, digest
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.store import alarms as store
from intake.store import outbox, workers
from intake.store.database import Database
from intake.store.tables import letter

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(office: Office, clock: Clock) -> Iterator[Desk]:
    """The office's parts; a database that is locked is not waited for long."""
    with office.desk(clock) as desk:
        database = Database(desk.settings.database, busy=0.2)
        yield replace(desk, database=database)
        database.close()


def fetch(desk: Desk) -> Any:
    return poll(desk, desk.settings.mailboxes["jobs"])


def file_of(office: Office) -> Path:
    return office.base / "var" / "intake.db"


def states(desk: Desk) -> Counter[str]:
    with desk.database.read() as tx:
        return Counter(tx.scalars(letter.select().with_only_columns(letter.c.state)))


def served(office: Office, desk: Desk, applications: int = 1) -> None:
    """Everything that came is there once, and was answered once."""
    assert [row["outcome"] for row in office.messages()] == ["application"] * applications
    assert states(desk) == {"sent": applications}
    assert len([sent for sent in office.letters if sent.recipients != ("admin@example.org",)]) == applications


# --- disks ---


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk or under a quota that has no more room: a write beyond fails (setrlimit(2), EFBIG)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 4096, 50_000])
def test_where_nothing_can_be_written_nothing_is_marked_and_all_comes_in_later(office, desk, size):
    office.configure(mailboxes={"jobs": office.mailbox(processed="flag")})
    fetch(desk)
    big = ("CV.txt", b"Curriculum vitae\n" * 40_000)
    office.apply(files=[*FULL, big])
    before = office.dovecot.snapshot(office.user)
    with no_file_larger_than(size):
        result = fetch(desk)
        assert result.error.count(".") >= 2, "a sentence and its remedy"
    assert office.dovecot.snapshot(office.user) == before
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk)


@pytest.mark.sqlite
def test_a_full_disk_stops_a_mail_between_others_and_it_goes_on_where_there_is_room(
    office, clock, small_disk
):
    """Storage and database lie on one disk of 4 MB; the third mail is larger than what is left."""
    office.configure(
        storage=str(small_disk.path / "storage"), database=f"sqlite:///{small_disk.path / 'intake.db'}"
    )
    for number, size in enumerate((1, 1, 5_000_000, 1)):
        files = [*FULL, ("Notes.txt", os.urandom(size // 2).hex().encode())]
        office.apply(sender=f"candidate{number}@example.com", text=f"{number}\n", files=files)
    with office.desk(clock) as desk:
        result = fetch(desk)
        assert "No space left" in result.error
        assert result.new == 2
        deliver(desk)
        filler = small_disk.fill()
        assert "full" in fetch(desk).error
        filler.unlink()
        office.dovecot.expunge(office.user, [3])  # too large for this disk, whatever is done
        result = fetch(desk)
        assert (result.error, result.new) == (None, 1)
        deliver(desk)
        served(office, desk, applications=3)


@pytest.mark.sqlite
def test_a_disk_that_turned_read_only_is_told_and_worked_on_again(office, clock, small_disk):
    office.configure(
        storage=str(small_disk.path / "storage"), database=f"sqlite:///{small_disk.path / 'intake.db'}"
    )
    with office.desk(clock) as desk:
        fetch(desk)
        office.apply()
        desk.database.close()  # the kernel does not take the right from a file that is open
        small_disk.remount("ro")
        assert "the rights on it" in fetch(desk).error
        desk.database.close()
        small_disk.remount("rw")
        assert fetch(desk).error is None
        deliver(desk)
        served(office, desk)


def test_a_storage_that_goes_away_is_not_made_anew_beside_it(office, desk):
    """Its disk was unmounted: an empty folder in its place would hide what lies there."""
    office.apply()
    fetch(desk)
    storage = desk.settings.storage
    storage.rename(storage.with_name("elsewhere"))
    office.apply(sender="second@example.com", text="Second\n")
    assert f"the storage {storage} is gone" in fetch(desk).error
    assert not storage.exists()
    storage.with_name("elsewhere").rename(storage)
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk, applications=2)


def test_folders_of_the_storage_that_go_away_are_made_again(office, desk):
    name = desk.blobs.put(mail())
    shutil.rmtree(desk.settings.storage / name[:2])
    with pytest.raises(Trouble):
        desk.blobs.put(mail())
    assert desk.blobs.put(mail()) == name
    assert desk.blobs.get(name) == mail()


def test_a_file_where_the_storage_should_be_is_told(office, desk):
    desk.settings.storage.parent.mkdir(exist_ok=True)
    desk.settings.storage.write_text("not a folder")
    office.apply()
    assert "Set `storage` to a folder" in fetch(desk).error
    desk.settings.storage.unlink()
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk)


# --- the database ---


@contextmanager
def locked(office: Office) -> Iterator[Callable[[], None]]:
    """The database in the hands of another program that writes; call what is given to end that."""
    with closing(sqlite3.connect(file_of(office), isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("ROLLBACK")


@pytest.mark.sqlite
def test_a_locked_database_stops_the_pass_and_the_next_one_goes_on(office, desk):
    office.apply()
    with locked(office) as let_go:
        assert "Another program holds it" in fetch(desk).error
        with pytest.raises(Trouble, match="Another program holds it"):
            deliver(desk)
        with pytest.raises(Trouble, match="Another program holds it"):
            alarms.watch(desk)
        let_go()
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk)


@pytest.mark.sqlite
def test_what_was_noticed_while_the_database_was_out_of_use_is_told_afterwards(office, desk):
    office.configure(mailboxes={"jobs": office.mailbox(folders=["Nowhere"])})
    fetch(replace(desk, settings=settings.load(office.config)))
    with locked(office) as let_go:
        with pytest.raises(Trouble):
            alarms.watch(desk)
        let_go()
    alarms.watch(desk)
    with desk.database.read() as tx:
        assert "folder_missing" in [row.code for row in store.standing(tx)]


@pytest.mark.sqlite
def test_an_answer_is_written_down_when_the_database_is_free_again(office, desk):
    """The server took the letter: to call that unknown after the first vain try would be untrue."""
    office.apply()
    fetch(desk)
    with closing(sqlite3.connect(file_of(office), isolation_level=None, check_same_thread=False)) as other:

        def lock(_mail: Any) -> None:
            other.execute("BEGIN IMMEDIATE")
            threading.Timer(2, lambda: other.execute("ROLLBACK")).start()

        office.sink._deliver = lock
        result = deliver(desk)
    assert (result.sent, result.unknown) == (1, 0)
    served(office, desk)


@pytest.mark.sqlite
def test_an_answer_that_cannot_be_written_down_when_we_leave_is_unknown(office, desk):
    office.apply()
    fetch(desk)
    with closing(sqlite3.connect(file_of(office), isolation_level=None, check_same_thread=False)) as other:

        def lock(_mail: Any) -> None:
            other.execute("BEGIN IMMEDIATE")
            desk.stopping.set()

        office.sink._deliver = lock
        (error,) = deliver(desk).errors
        assert "Another program holds it" in error
        other.execute("ROLLBACK")
    desk.stopping.clear()
    office.sink._deliver = lambda _mail: None
    deliver(desk)
    assert states(desk) == {"unknown": 1}
    assert len(office.letters) == 1


@pytest.mark.sqlite
def test_a_database_that_was_removed_is_not_made_anew(office, desk):
    office.apply()
    fetch(desk)
    deliver(desk)
    file = file_of(office)
    with closing(sqlite3.connect(file)) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = shutil.copy(file, file.with_name("backup.db"))
    for part in file.parent.glob("intake.db*"):
        part.unlink()
    office.apply(sender="second@example.com", text="Second\n")
    assert f"The database {file} is gone" in fetch(desk).error
    assert not file.exists()
    shutil.move(backup, file)
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk, applications=2)


@pytest.mark.sqlite
@pytest.mark.parametrize("content", [b"no database at all" * 1000, b""])
def test_a_database_replaced_by_something_else_is_told(office, desk, content):
    fetch(desk)
    file = file_of(office)
    right = file.with_name("right.db")
    with closing(sqlite3.connect(file)) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(file, right)
    other = file.with_name("other.db")
    other.write_bytes(content)
    other.replace(file)
    for journal in file.parent.glob("intake.db-*"):
        journal.unlink()
    office.apply()
    assert "is something else" in fetch(desk).error or "put the right one back" in fetch(desk).error
    for journal in file.parent.glob("intake.db-*"):
        journal.unlink()
    right.replace(file)
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk)


def test_a_job_says_the_same_trouble_once_until_it_is_over(caplog):
    troubles = iter(
        [Trouble("The disk is full"), Trouble("The disk is full"), None, Trouble("The disk is full")]
    )

    def work() -> None:
        if (trouble := next(troubles)) is not None:
            raise trouble

    job = Job(work)
    for _ in range(4):
        job()
    assert [record.message for record in caplog.records] == ["The disk is full."] * 2


def test_a_job_outlives_a_fault_of_ours_and_quotes_nothing(caplog):
    def work() -> None:
        raise LookupError("salma@example.com")

    Job(work)()
    assert "LookupError at " in caplog.text
    assert "salma" not in caplog.text


@pytest.mark.sqlite
def test_run_outlives_a_removed_database_and_goes_on_when_it_is_back(office, sink):
    office.configure(poll={"every": "10s", "idle": True})
    came = threading.Semaphore(0)
    sink._deliver = lambda _mail: came.release()
    file, away = file_of(office), file_of(office).with_name("away")
    run = office.start("run")
    try:
        office.receive(mail(subject=SUBJECT, files=FULL), datetime.now(UTC))
        assert came.acquire(timeout=60)
        away.mkdir()
        for part in sorted(file.parent.glob("intake.db*"), reverse=True):
            part.rename(away / part.name)
        assert run.stderr is not None
        for line in run.stderr:
            if "is gone" in line:
                break
        for part in sorted(away.iterdir()):
            part.rename(file.parent / part.name)
        second = mail(sender="second@example.com", subject=SUBJECT, text="Second\n", files=FULL)
        office.receive(second, datetime.now(UTC))
        assert came.acquire(timeout=60)
    finally:
        run.terminate()
        run.communicate(timeout=60)
    assert run.returncode == 0
    assert office.outcomes() == ["application", "application"]


# --- clocks ---


def test_a_clock_a_year_ahead_for_a_while_delays_no_letter_and_loses_none(office, desk, clock):
    office.sink.plan("MAIL", "451 4.3.0 later")
    clock.go(365 * DAY)
    office.apply()
    fetch(desk)
    deliver(desk)
    assert states(desk) == {"pending": 1}
    clock.go(-365 * DAY)  # the letter was put off to next year
    deliver(desk)
    served(office, desk)
    assert [alarm.code for alarm in alarms.wrong_now(desk)] == ["clock_wrong"]
    fetch(desk)
    assert alarms.wrong_now(desk) == []


def test_a_clock_set_back_an_hour_changes_nothing(office, desk, clock):
    office.apply()
    fetch(desk)
    deliver(desk)
    clock.go(-HOUR)
    office.apply(sender="second@example.com", text="Second\n")
    assert fetch(desk).error is None
    deliver(desk)
    served(office, desk, applications=2)


def test_a_clock_that_jumps_makes_no_second_digest(office, desk, clock):
    office.apply()
    fetch(desk)
    for jump in (0 * HOUR, -HOUR, HOUR, 0 * HOUR):
        clock.go(jump)
        digest.digest(desk, digest.due_day(desk))
    with desk.database.read() as tx:
        days = Counter(row.day for row in tx.execute(letter.select()) if row.kind == "digest")
    assert set(days.values()) <= {1}


def test_a_dead_worker_whose_clock_was_ahead_holds_nothing_for_long(desk, clock):
    """One of another host, an hour ahead of ours; it dies, and does not beat any more."""
    other = "elsewhere/boot/1/1/1"
    with desk.database.write() as tx:
        workers.hear(tx, other, clock.time + HOUR)
        assert workers.the_dead(tx, desk.me, clock.time) == []
    clock.go(workers.SILENCE + timedelta(seconds=1))
    with desk.database.write() as tx:
        assert workers.the_dead(tx, desk.me, clock.time) == [other]


def test_a_living_worker_whose_clock_is_ahead_keeps_what_it_holds(desk, clock):
    other = "elsewhere/boot/1/1/1"
    for _ in range(20):
        with desk.database.write() as tx:
            workers.hear(tx, other, clock.time + HOUR)
            assert workers.the_dead(tx, desk.me, clock.time) == []
        clock.go(workers.HEARTBEAT)


def test_a_letter_waits_for_no_longer_than_its_longest_wait(office, desk, clock):
    office.apply()
    fetch(desk)
    with desk.database.write() as tx:
        tx.execute(letter.update().values(due_at=clock.time + 23 * HOUR))
        outbox.pull_in(tx, clock.time + DAY, clock.time)
        assert tx.execute(letter.select()).one().due_at == clock.time + 23 * HOUR
        tx.execute(letter.update().values(due_at=clock.time + 25 * HOUR))
        outbox.pull_in(tx, clock.time + DAY, clock.time)
        assert tx.execute(letter.select()).one().due_at == clock.time


# --- servers that refuse us ---


@pytest.mark.parametrize(
    ("refused", "expected"),
    [(False, [2, 4, 8, 15, 15, 15, 15]), (True, [2, 4, 8, 16, 32, 60, 60])],
)
def test_a_server_that_cannot_be_used_is_left_alone_longer_each_time(refused, expected, clock):
    pauses = Pauses()
    minutes = [pauses.fail("jobs", clock(), MINUTE, refused=refused).total_seconds() // 60 for _ in range(7)]
    assert minutes == expected
    assert pauses.resting(clock()) == {"jobs"}
    clock.go(timedelta(minutes=expected[-1]))
    assert not pauses.resting(clock())
    assert pauses.succeed("jobs")
    assert not pauses.succeed("jobs")


def test_a_wrong_password_is_tried_once_an_hour_for_reading_and_for_sending(
    office, clock, dovecot, authority, certificate
):
    with (
        Proxy(dovecot.port_plain) as proxy,
        Sink(tls="starttls", certificate=certificate, users={"jobs": "right"}) as sink,
    ):
        smtp = {"host": "localhost", "port": sink.port, "security": "starttls", "username": "jobs"}
        smtp |= {"password": {"env": "WRONG"}, "ca_file": str(authority.ca_file)}
        office.configure(
            mailboxes={"jobs": office.mailbox(imap={"port": proxy.port}, smtp=smtp)},
            poll={"every": "60s", "idle": False},
        )
        office.environment["WRONG"] = "wrong"
        office.apply()
        with office.desk(clock) as desk:
            fetch(desk)
        office.environment["MAIL_PASSWORD"] = "wrong"
        proxy.accepted = sink.connections = 0
        with office.desk(clock) as desk:
            clockwork = Clockwork(desk)
            try:
                for minute in range(24 * 60):
                    clockwork._tick("jobs")
                    if minute % 10 == 0:
                        with desk.database.write() as tx:  # there is always a letter due
                            tx.execute(letter.update().values(due_at=clock.time))
                        clockwork._deliver()
                    clock.go(MINUTE)
            finally:
                clockwork.hub.close()
            assert {alarm.code for alarm in alarms.wrong_now(desk)} == {"login_refused", "letter_stuck"}
        assert 20 <= proxy.accepted <= 24
        assert 20 <= sink.connections <= 24


# --- processes ---


def test_a_server_that_keeps_the_answer_holds_up_the_stop_for_seconds_only(office, sink):
    """The letter is unknown then, and said to be so."""
    sink.plan("DOT", 300.0)
    taken = threading.Event()
    sink._deliver = lambda _mail: taken.set()
    office.receive(mail(subject=SUBJECT, files=FULL), datetime.now(UTC))
    run = office.start("run")
    try:
        assert taken.wait(60)
        before = time.monotonic()
        run.terminate()
        run.communicate(timeout=60)
    finally:
        run.kill()
    assert run.returncode == 0
    assert time.monotonic() - before < 30
    assert office.acknowledgements() == [("late", "unknown")]
