"""A PostgreSQL that is killed, cut off, full, locked or read-only: nothing is lost, nothing is doubled.

What a transaction could not do is not undone piece by piece: the mail keeps no row (it is not put in
quarantine either), and the next poll takes it in. That holds for the refusals of a moment too, a
deadlock or a serialization failure: whatever is tried again within the pass would hold its lease longer.
"""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from rigs.clock import Clock
from rigs.disturbed import MAILS, Outgoing, Scene, played, posted
from rigs.net import LOOPBACK, Proxy, Wire, free_port
from rigs.office import FULL, IN_TIME, SUBJECT, Office
from sqlalchemy import make_url, text

from intake.domain.trouble import Trouble
from intake.services import alarms
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.poll import Polled, poll
from intake.store.database import Database, DatabaseError

# A connection that is cut while it is made is left to the garbage collector by SQLAlchemy.
pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def on_postgres(office: Office, postgres_url: str) -> Office:
    office.database = postgres_url
    office.configure()
    return office


@pytest.fixture
def desk(on_postgres: Office) -> Iterator[Desk]:
    with on_postgres.desk(Clock(IN_TIME)) as desk:
        yield desk


@pytest.fixture
def scene(tmp_path, dovecot, postgres_url) -> Iterator[Scene]:
    """Three mails that are to be read."""
    with played(tmp_path, dovecot, "leave", database=postgres_url) as scene:
        yield scene


@pytest.fixture
def outgoing(tmp_path, dovecot, postgres_url) -> Iterator[Outgoing]:
    """An outbox without a letter."""
    with posted(tmp_path, dovecot, database=postgres_url) as outgoing:
        yield outgoing


def fetch(desk: Desk) -> Polled:
    return poll(desk, desk.settings.mailboxes["jobs"])


def served(office: Office, desk: Desk, applications: int = 1) -> None:
    """Everything that came is there once, and was answered once."""
    assert fetch(desk).error is None
    deliver(desk)
    assert office.outcomes() == ["application"] * applications
    assert Counter(row["state"] for row in office.run("outbox", "--all", "--json").json) == {
        "sent": applications
    }
    assert len(office.letters) == applications


def at(url: str, port: int | None = None, **query: str) -> Database:
    """The same database by way of another port, or with other words for the driver."""
    changed = make_url(url).set(port=port) if port else make_url(url)
    return Database(changed.update_query_dict(query).render_as_string(hide_password=False))


@contextmanager
def by_way_of(desk: Desk, proxy: Proxy) -> Iterator[Desk]:
    with proxy, closing(at(desk.settings.database, proxy.port)) as database:
        yield replace(desk, database=database)


# --- the wire is cut -------------------------------------------------------------


@dataclass
class AtCommit:
    """Strikes at the n-th COMMIT: before the server hears it, or (`answered`) before we hear of it."""

    nth: int
    answered: bool
    strike: Callable[[], None] = lambda: None
    passed: int = 0
    struck: bool = False

    def proxy(self, target: int) -> Proxy:
        """The wire on which it strikes."""
        return Proxy(target, to_server=Wire(rewrite=self._heard), to_client=Wire(rewrite=self._said))

    def _heard(self, data: bytes) -> bytes:
        self.passed += data.count(b"COMMIT")
        return data if self.answered else self._meet(data)

    def _said(self, data: bytes) -> bytes:
        return self._meet(data) if self.answered else data

    def _meet(self, data: bytes) -> bytes:
        if self.struck or self.passed < self.nth:
            return data
        self.struck = True
        self.strike()
        raise OSError  # the proxy hangs up


def commits(desk: Desk, port: int, work: Callable[[Desk], object]) -> int:
    """How many transactions an undisturbed pass commits."""
    counted = AtCommit(0, answered=False, struck=True)
    with by_way_of(desk, counted.proxy(port)) as other:
        work(other)
    return counted.passed


WHEN = pytest.mark.parametrize("answered", [False, True], ids=["before it is heard", "before its answer"])


@WHEN
def test_a_poll_cut_off_at_any_commit_loses_and_doubles_nothing(scene, postgres, answered):
    every = commits(scene.desk, postgres.port, scene.poll)
    scene.begin()
    assert every > len(MAILS)
    for nth in range(1, every + 1):
        fault = AtCommit(nth, answered=answered)
        with by_way_of(scene.desk, fault.proxy(postgres.port)) as other:
            scene.disturb(other)
        assert fault.struck
    assert len(scene.seen) > 1


@pytest.mark.parametrize("way", ["to_server", "to_client"])
def test_a_poll_cut_off_within_a_transaction_loses_and_doubles_nothing(scene, postgres, way):
    wire = Wire()
    with by_way_of(scene.desk, Proxy(postgres.port, **{way: wire})) as other:
        assert scene.poll(other).error is None
    scene.begin()
    step = len(wire.heard) // 60
    for last in range(step, len(wire.heard), step):
        with by_way_of(scene.desk, Proxy(postgres.port, **{way: Wire(last=last, strikes=1)})) as other:
            scene.disturb(other)
    assert scene.cuts > 50


@WHEN
def test_letters_cut_off_at_any_commit_are_sent_once_or_a_persons(outgoing, postgres, answered):
    """One that was handed over and could not be noted is `unknown`: no machine sends it again."""
    outgoing.books.enqueue(2)
    every = commits(outgoing.books.desk, postgres.port, outgoing.deliver)
    outgoing.forget()
    assert every > 6
    for nth in range(1, every + 1):
        outgoing.books.enqueue(2)
        proxy = AtCommit(nth, answered=answered).proxy(postgres.port)
        with by_way_of(outgoing.books.desk, proxy) as other, suppress(DatabaseError):
            outgoing.deliver(other)
        outgoing.clock.go(timedelta(minutes=3))
        assert outgoing.deliver().pending == 0
        outgoing.books.check_letters(outgoing.server)
        outgoing.states.update(row.state for row in outgoing.books.letters())
        outgoing.forget()
    assert outgoing.states["sent"] > outgoing.states["unknown"]
    assert outgoing.states.keys() <= {"sent", "unknown"}


# --- the server is killed ----------------------------------------------------------


def test_a_server_killed_within_a_pass_and_started_again_loses_and_doubles_nothing(scene, postgres):
    def kill() -> None:
        postgres.kill()
        postgres.start()

    every = commits(scene.desk, postgres.port, scene.poll)
    scene.begin()
    for answered in (False, True):
        for nth in range(1, every + 1, 4):
            fault = AtCommit(nth, answered=answered, strike=kill)
            with by_way_of(scene.desk, fault.proxy(postgres.port)) as other:
                scene.disturb(other)
            assert fault.struck


def test_a_server_killed_between_passes_is_not_noticed_once_it_is_back(on_postgres, desk, postgres):
    fetch(desk)
    on_postgres.apply()
    postgres.kill()
    assert "can be reached" in str(fetch(desk).error)
    postgres.start()
    served(on_postgres, desk)


def test_a_server_killed_as_a_letter_goes_out_is_told_of_it_when_it_is_back(on_postgres, desk, postgres):
    """The mail server took the letter: to call that unknown would be untrue."""
    on_postgres.apply()
    fetch(desk)

    def kill(_mail: Any) -> None:
        postgres.kill()
        threading.Timer(1.5, postgres.start).start()

    on_postgres.sink._deliver = kill
    result = deliver(desk)
    assert (result.sent, result.unknown) == (1, 0)
    served(on_postgres, desk)


def test_run_outlives_a_server_that_is_gone_for_a_while(on_postgres, postgres, sink):
    on_postgres.configure(poll={"every": "10s", "idle": True})
    came = threading.Semaphore(0)
    sink._deliver = lambda _mail: came.release()
    run = on_postgres.start("run")
    try:
        on_postgres.receive(mail(subject=SUBJECT, files=FULL), datetime.now(UTC))
        assert came.acquire(timeout=60)
        postgres.kill()
        second = mail(sender="second@example.com", subject=SUBJECT, text="Second\n", files=FULL)
        on_postgres.receive(second, datetime.now(UTC))
        assert run.stderr is not None
        assert any("cannot be used" in line for line in run.stderr)
        postgres.start()
        assert came.acquire(timeout=60)
    finally:
        run.terminate()
        run.communicate(timeout=60)
    assert run.returncode == 0
    assert on_postgres.outcomes() == ["application", "application"]


# --- the server refuses ------------------------------------------------------------


@contextmanager
def refusing(desk: Desk, table: str, code: str) -> Iterator[None]:
    """A server that fails with an error whenever that table is written."""
    words = f"RAISE EXCEPTION 'it went wrong' USING ERRCODE = '{code}'"
    function = f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {words}; END $$"
    trigger = f"CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION fail()"
    with closing(at(desk.settings.database)) as admin:
        with admin.write() as tx:
            tx.execute(text(function))
            tx.execute(text(trigger))
        yield
        with admin.write() as tx:
            tx.execute(text("DROP FUNCTION fail CASCADE"))


@pytest.mark.parametrize("code", ["40001", "40P01", "25006", "53100", "53200", "55P03", "57014", "XX001"])
@pytest.mark.parametrize("table", ["message", "application", "letter"])
def test_a_mail_that_the_server_refuses_to_write_down_waits_for_the_next_poll(on_postgres, desk, table, code):
    """It is no fault of the mail's: no quarantine, no row, no letter, nothing left open."""
    on_postgres.apply()
    with refusing(desk, table, code):
        assert "it went wrong" in str(fetch(desk).error)
        assert on_postgres.outcomes() == []
    served(on_postgres, desk)


@pytest.mark.parametrize("code", ["40001", "40P01", "57014"])
def test_letters_that_the_server_refuses_to_claim_are_sent_later(on_postgres, desk, code):
    on_postgres.apply()
    fetch(desk)
    with refusing(desk, "letter", code):
        with pytest.raises(Trouble, match="it went wrong"):
            deliver(desk)
        assert on_postgres.letters == []
    served(on_postgres, desk)


def test_a_server_that_takes_no_writes_is_told_and_worked_on_after_the_failover(on_postgres, desk):
    on_postgres.apply()
    name = make_url(on_postgres.database).database
    desk.database.close()
    with closing(at(on_postgres.database)) as admin:
        with admin.write() as tx:
            tx.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
        assert "the server that takes writes" in str(fetch(desk).error)
        ran = on_postgres.run("poll")
        assert (ran.status, "Traceback" in ran.err) == (1, False)
        assert "the server that takes writes" in ran.err
    may_write = at(on_postgres.database, options="-c default_transaction_read_only=off")
    with closing(may_write), may_write.write() as tx:
        tx.execute(text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
    desk.database.close()
    served(on_postgres, desk)


def test_a_table_that_is_locked_for_long_stops_the_pass_and_the_next_one_goes_on(on_postgres, desk):
    on_postgres.apply()
    with closing(at(on_postgres.database, options="-c lock_timeout=300ms")) as impatient:
        hurried = replace(desk, database=impatient)
        with desk.database.write() as tx:
            tx.execute(text("LOCK TABLE message, letter, alarm IN EXCLUSIVE MODE"))
            assert "holds a lock" in str(fetch(hurried).error)
            with pytest.raises(Trouble, match="holds a lock"):
                deliver(hurried)
            with pytest.raises(Trouble, match="holds a lock"):
                alarms.watch(hurried)
        served(on_postgres, hurried)


# --- what the commands say -----------------------------------------------------------


@pytest.mark.parametrize("command", ["poll", "check", "messages"])
@pytest.mark.parametrize(
    ("place", "remedy"),
    [("intake:geheim@{}/nowhere", "createdb"), ("nobody:geheim@{}/postgres", "Check the user")],
)
def test_a_command_says_what_is_wrong_with_the_database_and_what_to_do(
    office, postgres, command, place, remedy
):
    where = place.format(f"{LOOPBACK}:{postgres.port}")
    office.configure(database=f"postgresql+psycopg://{where}")
    ran = office.run(command)
    assert ran.status == 1
    assert remedy in ran.err + ran.out
    assert "Traceback" not in ran.err
    assert "geheim" not in ran.err + ran.out


@pytest.mark.parametrize("command", ["poll", "check", "messages", "run"])
def test_a_command_says_that_the_server_is_not_there(office, command):
    office.configure(database=f"postgresql+psycopg://intake:geheim@{LOOPBACK}:{free_port()}/intake")
    ran = office.run(command)
    assert ran.status == 1
    assert "Check that it runs and can be reached" in ran.err + ran.out
    assert "geheim" not in ran.err + ran.out


# --- mails that a text of PostgreSQL cannot hold, or a column has no room for ------------


ODD = {
    "NUL in the subject": mail(subject=SUBJECT, files=FULL).replace(b"Subject: ", b"Subject: \0"),
    "NUL in the body": mail(subject=SUBJECT, files=FULL, text="Bonjour\0\n"),
    "NUL in a name": mail(subject=SUBJECT, files=FULL).replace(b"From: ", b"From: \0"),
    "NUL in a file's name": mail(subject=SUBJECT, files=FULL).replace(b"CV.pdf", b"C\0V.pdf"),
    "NUL in a document": mail(subject=SUBJECT, files=[*FULL, ("N\u00e9ant.txt", b"Curriculum\0vitae\n" * 9)]),
    "half a surrogate": mail(subject=SUBJECT, files=FULL).replace(b"CV.pdf", b"=?utf-16?b?2AA=?=.pdf"),
    "a long Message-ID": mail(subject=SUBJECT, files=FULL, message_id=f"<{'x' * 900}@example.com>"),
    "a long address": mail(sender=f"{'x' * 400}@example.com", subject=SUBJECT, files=FULL),
    "a long domain": mail(sender=f"s@{'x' * 60}.{'y' * 400}.example.com", subject=SUBJECT, files=FULL),
    "a long file's name": mail(subject=SUBJECT, files=[*FULL, ("x" * 900 + ".txt", b"Voici.\n")]),
    "a date before the first": mail(subject=SUBJECT, files=FULL, date="Mon, 1 Jan 0001 00:00:00 +1400"),
    "a date after the last": mail(subject=SUBJECT, files=FULL, date="Fri, 31 Dec 9999 23:59:59 -1200"),
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_an_odd_mail_becomes_the_same_on_either_database(office, postgres_url, raw):
    office.receive(raw)
    office.poll()
    before = [(row["outcome"], row["sender"], row["subject"]) for row in office.messages()]
    office.database = postgres_url
    office.configure()
    office.poll()
    after = [(row["outcome"], row["sender"], row["subject"]) for row in office.messages()]
    assert after == before
    assert [outcome for outcome, _, _ in after] != ["quarantined"]
