"""`intake run` as a process: it wakes, answers, stops in order, and takes over a changed configuration."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders.mails import mail
from rigs.crash import POSTINGS, Ended, Launcher, Office, until
from rigs.dovecot import Dovecot
from rigs.net import Proxy
from rigs.smtp import Sink

from intake.embedded import EmbeddedIMAP

FILES = [("CV.txt", b"Curriculum vitae"), ("Letter.txt", b"Dear Sir or Madam")]
OFFICER = {"officer": POSTINGS["officer"]}
NEW_POSTING = OFFICER["officer"].replace("Project Officer NJT", "Driver NJT").replace("reference: NJT", "")


def application(number: int = 1, title: str = "Project Officer") -> bytes:
    sender = f"Daniel{number} <daniel{number}@example.net>"
    return mail(sender=sender, subject=f"{title} NJT Daniel{number}", files=FILES)


def others(number: int) -> list[tuple[bytes, datetime]]:
    now = datetime.now(UTC)
    return [(mail(sender="bob@example.com", subject="Facture", text=f"{n}\n"), now) for n in range(number)]


Open = Callable[..., Office]


@pytest.fixture
def new_office(tmp_path: Path, dovecot: Dovecot, sink: Sink, user: str, launcher: Launcher) -> Open:
    def opened(**changes: Any) -> Office:
        values = {"dovecot": dovecot, "further": "digest: {at: '08:00', when_empty: skip}"} | changes
        return Office(
            base=tmp_path / "office", sink=sink, user=user, launcher=launcher, postings=OFFICER, **values
        )

    return opened


class Running:
    """An `intake run` that was started."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._started = office.start("run")
        self.ended: Ended | None = None

    @property
    def log(self) -> str:
        """What it has said on standard error so far."""
        path = self._started.output.with_suffix(".err")
        return path.read_text() if path.exists() else ""

    def says(self, text: str, times: int = 1) -> None:
        """Wait until it has said that."""
        until(lambda: self.log.count(text) >= times)

    def stop(self) -> Ended:
        """Send SIGTERM, and wait until it has ended."""
        if self.ended is None:
            os.kill(self._started.pid, signal.SIGTERM)
            self.ended = self.office.launcher.wait(self._started)
        return self.ended


@contextmanager
def running(office: Office) -> Iterator[Running]:
    """Run, and stop in order at the end."""
    run = Running(office)
    try:
        run.says("running: ")
        yield run
    finally:
        ended = run.stop()
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err


@pytest.fixture
def arrived(sink: Sink) -> threading.Semaphore:
    """Released once for each letter that the sink takes."""
    semaphore = threading.Semaphore(0)
    sink._deliver = lambda _mail: semaphore.release()
    return semaphore


def rows(office: Office) -> list[dict[str, Any]]:
    return list(office.ask("messages"))


def in_idle(dovecot: Dovecot, run: Running, arrived: threading.Semaphore) -> None:
    """Wait until a first mail was answered: then the mailbox is being watched."""
    run.office.fill([(application(0), datetime.now(UTC))])
    assert arrived.acquire(timeout=20)


def test_a_mail_is_answered_within_seconds_of_its_delivery(new_office, dovecot, arrived):
    """The tick comes every minute: it is IDLE that wakes."""
    office = new_office()
    with running(office) as run:
        in_idle(dovecot, run, arrived)
        before = time.monotonic()
        office.fill([(application(1), datetime.now(UTC))])
        assert arrived.acquire(timeout=20)
        taken = time.monotonic() - before
    assert taken < 5, run.log
    assert [row["outcome"] for row in rows(office)] == ["application", "application"]


def test_a_burst_of_mails_is_taken_in_whole(new_office, dovecot, arrived):
    """Mails that come while others are worked wake it again: none waits for the next tick."""
    office = new_office()
    with running(office) as run:
        in_idle(dovecot, run, arrived)
        for number in range(1, 13):
            office.fill([(application(number), datetime.now(UTC))])
        for _ in range(12):
            assert arrived.acquire(timeout=20)


def test_sigterm_in_the_middle_of_a_batch_finishes_the_mail_in_hand(new_office, sink):
    """By the console script itself, in an interpreter of its own."""
    office = new_office()
    batch = [(application(n), datetime.now(UTC)) for n in range(60)]
    office.fill(batch)
    program = Path(sys.executable).with_name("intake")
    environment = {"PW": office.dovecot.password}
    with subprocess.Popen(
        [program, *office.args("run")], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if '"event": "mail", "id": 5, "outcome": "application"' in line:
                break
        before = time.monotonic()
        process.terminate()
        process.stderr.read()
        assert process.wait(timeout=20) == 0
        assert time.monotonic() - before < 5
    uids = [row["uid"] for row in rows(office)]
    assert uids == list(range(1, len(uids) + 1))
    assert 5 <= len(uids) < 60

    office.settle()
    assert [row["uid"] for row in rows(office)] == list(range(1, 61))
    assert Counter(each.recipients[0] for each in sink.mails) == Counter(
        f"daniel{n}@example.net" for n in range(60)
    )


def test_a_changed_configuration_takes_effect_if_it_is_valid_and_is_left_aside_if_not(new_office, arrived):
    office = new_office()
    posting = office.config / "postings" / "driver.yaml"
    with running(office) as run:
        posting.write_text(NEW_POSTING.replace("language: en", "language: klingon"))
        run.says("the changed configuration is left aside")
        assert "driver.yaml" in run.log
        assert "klingon" in run.log
        office.fill([(application(1), datetime.now(UTC))])  # it works on, by what it had
        assert arrived.acquire(timeout=20)

        posting.write_text(NEW_POSTING)
        run.says("the changed configuration is in force")
        office.fill([(application(2, "Driver"), datetime.now(UTC))])
        assert arrived.acquire(timeout=20)
    assert [row["posting"] for row in rows(office)] == ["officer", "driver"]


def test_a_mailbox_whose_server_was_down_is_read_when_it_is_up(new_office, user, arrived):
    with Dovecot() as server:
        server.append(user, application())
        server.stop()
        office = new_office(dovecot=server)
        with running(office) as run:
            run.says('"mailbox": "jobs"')
            assert rows(office) == []
            server.start()
            assert arrived.acquire(timeout=30)


def test_a_digest_goes_out_once_though_run_is_started_again(new_office, sink, arrived):
    office = new_office(further="digest: {at: '00:00', when_empty: send}")
    with running(office):
        for _ in range(2):
            assert arrived.acquire(timeout=20)
    for _ in range(2):
        with running(office) as run:
            run.says('"state": "sent"', times=2)
    recipients = Counter(each.recipients[0] for each in sink.mails)
    assert recipients == {"direction@example.org": 1, "board@example.org": 1}


def test_two_runs_at_once_share_the_work(new_office, sink, arrived):
    office = new_office(poll="{every: 10s, idle: true}")
    with running(office) as run, running(office):
        in_idle(office.dovecot, run, arrived)
        for number in range(1, 9):
            office.fill([(application(number), datetime.now(UTC))])
        for _ in range(8):
            assert arrived.acquire(timeout=30)
    assert [row["outcome"] for row in rows(office)] == ["application"] * 9
    assert Counter(each.recipients[0] for each in sink.mails) == Counter(
        f"daniel{n}@example.net" for n in range(9)
    )


def test_a_server_without_idle_is_polled(new_office, dovecot, arrived):
    with Proxy(dovecot.port_plain, rewrite=lambda said: said.replace(b" IDLE", b"")) as proxy:
        office = new_office(imap_port=proxy.port, poll="{every: 2s, idle: true}")
        with running(office) as run:
            run.says("has no IDLE")
            office.fill([(application(), datetime.now(UTC))])
            assert arrived.acquire(timeout=30)


def test_with_idle_switched_off_it_is_polled_and_no_connection_idles(new_office, user, arrived):
    said = bytearray()

    def overhear(chunk: bytes) -> bytes:
        said.extend(chunk.lower())
        return chunk

    with EmbeddedIMAP({user: "secret"}) as server, Proxy(server.port, rewrite=overhear) as proxy:
        office = new_office(imap_port=proxy.port, poll="{every: 2s, idle: false}")
        with running(office):
            until(lambda: proxy.accepted >= 2)
            server.deliver(user, application())
            assert arrived.acquire(timeout=30)
    assert b"+ idling" not in said
