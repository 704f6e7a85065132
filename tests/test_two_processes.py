"""Several processes on one mailbox and one database: who works, who waits, who is taken for dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import documents
from builders.mails import mail
from rigs.crash import Launcher, Office, Started
from rigs.database import database_in
from rigs.dovecot import Dovecot
from rigs.scenes import MAYBE_OUT, SCENES, SOME, Scene, in_transaction
from rigs.smtp import Sink
from sqlalchemy import select

from intake.store import workers
from intake.store.database import Database
from intake.store.tables import mailbox

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILES = [("CV.txt", documents.CV_EN.encode()), ("Letter.txt", documents.LETTER_EN.encode())]


def application(number: int) -> bytes:
    sender = f"Daniel{number} <daniel{number}@example.net>"
    return mail(sender=sender, subject=f"Project Officer NJT Daniel{number}", files=FILES)


def other(number: int) -> bytes:
    return mail(sender=f"bob{number}@example.com", subject="Facture", text=f"Facture {number}\n")


SHARED = [(other(n) if n % 12 else application(n), NOW) for n in range(60)]
LONG = [(application(n), NOW) for n in range(40)]  # some seconds of work


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot, sink: Sink, user: str, launcher: Launcher) -> Office:
    return Office(base=tmp_path / "office", dovecot=dovecot, sink=sink, user=user, launcher=launcher)


def everything_once(office: Office, mails: int, letters: Counter[str]) -> bool:
    """Whether each mail has its one row, and each application its one letter."""
    rows = office.ask("messages")
    assert [row["uid"] for row in rows] == list(range(1, mails + 1))
    assert Counter(row["outcome"] for row in rows)["application"] == len(letters)
    references = sorted(each["reference"] for each in office.ask("applications"))
    assert references == [f"NJT-2026-{number:04d}" for number in range(1, len(letters) + 1)]
    assert office.letter_states() == {"sent": len(letters)}
    return Counter(each.recipients[0] for each in office.sink.mails) == letters


def to(numbers: range) -> Counter[str]:
    return Counter(f"daniel{number}@example.net" for number in numbers)


@pytest.mark.parametrize("delay", [0, 1, 2, 5, 10, 20, 40, 80, 160, 320])
def test_two_polls_at_once_take_each_mail_once(office, launcher, delay):
    """The second starts some milliseconds after the first, so that they meet in different steps."""
    office.fill(SHARED)
    first = office.start("poll", "--json")
    time.sleep(delay / 1000)
    second = office.start("poll", "--json")
    ended = [launcher.wait(first), launcher.wait(second)]
    assert [each.code for each in ended] == [0, 0], [each.err for each in ended]
    assert sum(each.json["mailboxes"][0]["new"] for each in ended) == 60
    office.settle()
    assert everything_once(office, 60, to(range(0, 60, 12)))


def stopped_in_the_middle(office: Office) -> Started:
    """Start a poll and stop it (as a laptop that sleeps) in its batch."""
    office.fill(LONG)
    started = office.start("poll", stop_at="received:6")
    assert office.launcher.stops(started)
    return started


def test_a_stopped_poller_is_waited_for_then_replaced_and_does_no_harm_when_it_goes_on(office, launcher):
    stopped = stopped_in_the_middle(office)
    meanwhile = office.ask("poll")["mailboxes"][0]
    assert (meanwhile["fetched"], meanwhile["error"]) == (0, None)

    office.forget(stopped)
    taken_over = office.ask("poll")["mailboxes"][0]
    assert 0 < taken_over["new"] < 40

    os.kill(stopped.pid, signal.SIGCONT)
    assert launcher.wait(stopped).code == 0
    office.settle()
    assert everything_once(office, 40, to(range(40)))


def test_a_killed_pollers_mailbox_is_taken_over_at_once(office, launcher):
    killed = stopped_in_the_middle(office)
    os.kill(killed.pid, signal.SIGKILL)
    assert launcher.wait(killed).code == -signal.SIGKILL
    assert office.ask("poll")["mailboxes"][0]["new"] > 0
    assert everything_once(office, 40, to(range(40)))
    with office.tables() as tx:
        assert tx.scalar(select(mailbox.c.leased_by)) is None


def test_three_processes_together_send_what_a_cap_lets_out_and_no_more(stage, launcher):
    limited = {"further": "limits: {overall: 4/hour}"}
    with stage.open(Scene(prepare=lambda _: None, points=(), office=limited)) as office:
        office.fill(LONG[:12])
        office.run("poll", crash_at="connected")  # the letters are decided on, and none is out
        for ended in [launcher.wait(each) for each in [office.start("poll") for _ in range(3)]]:
            assert ended.code == 0, ended.err
        assert len(office.sink.mails) == 4
        assert office.letter_states() == {"sent": 4, "pending": 8}


# --- one stands still anywhere, and another is at work beside it ---

PAIR = Scene(prepare=lambda office: office.fill(SOME), points=SCENES["poll"].points)
OPEN = [point for point in PAIR.points if not in_transaction(point)]
TWICE = (
    "leased",
    "committed",
    "received",
    "before cursor",
    "marked",
    "claimed",
    *MAYBE_OUT,
)


@pytest.mark.parametrize("point", PAIR.points)
def test_one_is_killed_anywhere_while_another_goes_on(stage, launcher, point):
    """Where the one that stands still has a transaction open, the other waits for it, and goes on."""
    with stage.open(PAIR) as office:
        PAIR.prepare(office)
        first = office.start("poll", stop_at=point)
        assert launcher.stops(first)
        second = office.start("poll")
        if not in_transaction(point):
            launcher.wait(second)
        os.kill(first.pid, signal.SIGKILL)
        launcher.wait(first)
        if in_transaction(point):
            launcher.wait(second)
        office.settle()
        stage.compare(PAIR, office, unknown=point in MAYBE_OUT, out=MAYBE_OUT.get(point, 0), point=point)


@pytest.mark.parametrize("point", OPEN)
def test_one_that_was_taken_for_dead_anywhere_goes_on_when_all_is_done(stage, launcher, point):
    """A laptop that slept: its letter in hand went out, or it knows that it is no longer its own."""
    with stage.open(PAIR) as office:
        PAIR.prepare(office)
        first = office.start("poll", stop_at=point)
        assert launcher.stops(first)
        office.forget(first)
        office.settle()
        os.kill(first.pid, signal.SIGCONT)
        launcher.wait(first)
        office.settle()
        stage.compare(PAIR, office, unknown=point in MAYBE_OUT, out=point in MAYBE_OUT, point=point)


@pytest.mark.parametrize("point", TWICE)  # any two points: test_soak
def test_one_stands_still_and_the_one_that_replaced_it_is_killed_at_the_same_place(stage, launcher, point):
    with stage.open(PAIR) as office:
        PAIR.prepare(office)
        first = office.start("poll", stop_at=point)
        assert launcher.stops(first)
        office.forget(first)
        office.run("poll", crash_at=point)
        os.kill(first.pid, signal.SIGKILL)
        launcher.wait(first)
        office.settle()
        lost = 2 * (point in MAYBE_OUT)
        stage.compare(PAIR, office, unknown=lost, out=lost * MAYBE_OUT.get(point, 0), point=point)


@pytest.mark.parametrize("point", ["stored", "parsed", "judged"])
def test_mails_that_were_read_as_two_processes_died_wait_a_while_and_are_not_lost(stage, launcher, point):
    """Which ones, chance says: several are read at a time. Their applications may change places."""
    with stage.open(PAIR) as office:
        PAIR.prepare(office)
        first = office.start("poll", stop_at=f"{point}:2")
        assert launcher.stops(first)
        office.forget(first)
        office.run("poll", crash_at=point)
        os.kill(first.pid, signal.SIGKILL)
        launcher.wait(first)
        office.settle()
        got, expected = office.state(), stage.undisturbed(PAIR).state
        for what in (lambda row: row["outcome"], lambda row: row["sha256"]):
            assert Counter(map(what, got["messages"])) == Counter(map(what, expected["messages"]))
        assert sorted(each["status"] for each in got["applications"]) == ["complete", "incomplete"]
        assert office.letter_states() == stage.undisturbed(PAIR).letter_states


# --- who is dead ---


def ended_process() -> int:
    """The number of a process that lives no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def identity(**changes: str) -> str:
    """The id of this process, or of one that differs in some part."""
    host, boot, namespace, pid, started = workers.this_process().rsplit("/", 4)
    parts = {"host": host, "boot": boot, "namespace": namespace, "pid": pid, "started": started} | changes
    return "/".join(parts.values())


HERE = {"pid": str(os.getppid()), "started": workers._started(os.getppid()) or "0"}  # another living one


@pytest.mark.parametrize(
    ("who", "silent_for", "dead"),
    [
        pytest.param(HERE, 0, False, id="here and alive"),
        pytest.param(HERE, 44, False, id="here, alive and silent for 44 s"),
        pytest.param(HERE, 50, True, id="here, alive and silent for 50 s: it is stopped or hangs"),
        pytest.param({"pid": "gone"}, 0, True, id="here and ended"),
        pytest.param(HERE | {"started": "1"}, 0, True, id="its number is another process's now"),
        pytest.param({"boot": "earlier"}, 0, True, id="before this host was started anew"),
        pytest.param({"host": "elsewhere"}, 0, False, id="on another host and heard of"),
        pytest.param({"host": "elsewhere", "pid": "gone"}, 40, False, id="on another host, silent for 40 s"),
        pytest.param({"host": "elsewhere"}, 50, True, id="on another host, silent for 50 s"),
        pytest.param({"namespace": "1"}, 0, False, id="in another container of this host"),
        pytest.param({"namespace": "1"}, 50, True, id="in another container, silent for 50 s"),
        pytest.param({"host": "a/b", "boot": "other"}, 0, False, id="on a host with a slash in its name"),
    ],
)
def test_whose_claims_are_free(tmp_path, who, silent_for, dead):
    if who.get("pid") == "gone":
        who = who | {"pid": str(ended_process())}
    other_worker = identity(**who)
    database = Database(database_in(tmp_path))
    database.upgrade()
    with database.write() as tx:
        workers.hear(tx, identity(), NOW)
        workers.hear(tx, other_worker, NOW - timedelta(seconds=silent_for))
        assert workers.the_dead(tx, identity(), NOW) == ([other_worker] if dead else [])
    database.close()


def test_a_process_that_ended_and_was_not_waited_for_is_dead(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    started = workers._started(process.pid)
    assert started is not None
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it stays a zombie
    assert workers._started(process.pid) is None
    process.communicate()
