"""What a running process tells of itself: to systemd, to probes and to Prometheus."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import ValidationError
from rigs.crash import until
from rigs.dovecot import Dovecot
from rigs.net import LOOPBACK, free_port
from rigs.office import IN_TIME, Office
from rigs.smtp import Sink

from intake.monitor import systemd
from intake.monitor.health import Health
from intake.monitor.metrics import exposition
from intake.monitor.server import Monitor
from intake.monitor.tally import STILL, STUCK, Pulse, Tally
from intake.services.status import MailboxState, State
from intake.settings.monitor import MonitorForm

PATIENCE = 20.0  # seconds


class Ear:
    """A socket such as systemd's, which hears what a service tells."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + place[1:] if place.startswith("@") else place)
        self.heard: list[str] = []

    def hears(self, line: str, since: int = 0) -> None:
        """Wait until that was told, after the first `since` messages."""
        ends = time.monotonic() + PATIENCE
        while not any(line in told.split("\n") for told in self.heard[since:]):
            self.socket.settimeout(max(0.01, ends - time.monotonic()))
            self.heard.append(self.socket.recv(4096).decode())


@pytest.fixture(params=["path", "abstract"])
def ear(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ear]:
    heard = Ear(f"@{tmp_path}" if request.param == "abstract" else str(tmp_path / "notify"))
    monkeypatch.setenv("NOTIFY_SOCKET", heard.place)
    with heard.socket:
        yield heard


class Watched:
    """An `intake run` under a systemd of ours, with a monitor."""

    def __init__(self, office: Office, ear: Ear) -> None:
        self.office, self.ear, self.port = office, ear, free_port()
        self.configure(self.port)
        office.environment |= {"NOTIFY_SOCKET": ear.place, "WATCHDOG_USEC": "600000"}
        self.process = office.start("run")

    def configure(self, port: int) -> None:
        """Listen there from the next tick on."""
        self.office.configure(monitor={"listen": f"{LOOPBACK}:{port}"}, poll={"every": "1s", "idle": False})

    def get(self, path: str, port: int | None = None) -> tuple[int, str]:
        """Ask it as a probe does."""
        return get(port or self.port, path)

    def metrics(self) -> dict[tuple[str, ...], float]:
        """Every sample, by its name and the values of its labels."""
        status, text = self.get("/metrics")
        assert status == 200
        families = text_string_to_metric_families(text)
        return {
            (each.name, *each.labels.values()): each.value for family in families for each in family.samples
        }


def get(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    """Ask as a probe does."""
    request = urllib.request.Request(f"http://{LOOPBACK}:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> Iterator[Watched]:
    base = tmp_path_factory.mktemp("watched")
    with Sink() as sink:
        office = Office(base / "office", dovecot, f"watched-{os.getpid()}@example.org", sink)
        office.apply()
        ear = Ear(str(base / "notify"))
        with ear.socket:
            run = Watched(office, ear)
            try:
                ear.hears("READY=1")
                yield run
            finally:
                run.process.kill()
                run.process.communicate()


# --- a running process --------------------------------------------------------


def test_a_process_that_runs_is_well(watched: Watched) -> None:
    for path in ("/livez", "/healthz"):
        status, text = watched.get(path)
        assert (status, json.loads(text)) == (200, {"status": "ok", "wrong": []})


def test_the_metrics_count_what_is_done_and_tell_how_it_is(watched: Watched) -> None:
    until(lambda: watched.metrics().get(("intake_letters_settled_total", "sent")) == 1)
    found = watched.metrics()
    assert found["intake_messages_total", "application"] == 1
    assert found["intake_polls_total", "jobs", "ok"] >= 1
    assert found["intake_poll_seconds_count",] >= found["intake_polls_total", "jobs", "ok"]
    assert found["intake_mailboxes",] == found["intake_alive",] == found["intake_database_up",] == 1
    assert found["intake_mailboxes_failing",] == found["intake_alarms", "error"] == 0


def test_no_person_and_no_address_is_in_the_metrics(watched: Watched) -> None:
    _, text = watched.get("/metrics")
    assert not [word for word in ("@", "erada", "Salma", "example.org", "Candidature") if word in text]


@pytest.mark.parametrize("path", ["/", "/metric", "/../etc/passwd", "/healthz/x"])
def test_there_is_nothing_else(watched: Watched, path: str) -> None:
    assert watched.get(path) == (404, "There are /livez, /healthz and /metrics.\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_nothing_but_get_is_answered(watched: Watched, method: str) -> None:
    assert get(watched.port, "/healthz", method)[0] == 501


def test_who_holds_every_place_is_cut_off_and_the_others_are_answered(watched: Watched) -> None:
    held = [socket.create_connection((LOOPBACK, watched.port)) for _ in range(12)]
    try:
        closed, _, _ = select.select(held, [], [], PATIENCE)
        assert closed  # more than are served at a time
    finally:
        for each in held:
            each.close()
    until(lambda: _answers(watched))


def _answers(watched: Watched) -> bool:
    try:
        return watched.get("/livez")[0] == 200
    except OSError:
        return False


def test_the_watchdog_is_told_again_and_again(watched: Watched) -> None:
    for _ in range(2):
        watched.ear.hears("WATCHDOG=1", len(watched.ear.heard))


def test_a_changed_configuration_is_told_and_its_port_is_taken(watched: Watched) -> None:
    before, port = len(watched.ear.heard), free_port()
    watched.configure(port)
    watched.ear.hears("RELOADING=1", before)
    watched.ear.hears("READY=1", before)
    assert watched.get("/livez", port)[0] == 200
    with pytest.raises(urllib.error.URLError):
        watched.get("/livez")
    watched.port = port


def test_a_second_process_on_the_same_port_says_so_and_works(watched: Watched) -> None:
    sentence = f"Nothing answers at {LOOPBACK} port {watched.port}"
    second = watched.office.start("run")
    assert second.stderr is not None
    said = [second.stderr.readline() for _ in range(2)]
    second.send_signal(signal.SIGTERM)
    _, rest = second.communicate(timeout=PATIENCE)
    assert sentence in "".join(said)
    assert "running: 1 mailbox(es)" in "".join(said)
    assert (second.returncode, '"event": "stopped"' in rest) == (0, True)


def test_a_process_that_runs_is_at_work_for_the_status(watched: Watched) -> None:
    (worker,) = watched.office.run("status", "--json").json["workers"]
    assert (worker["host"], worker["pid"]) == (socket.gethostname(), watched.process.pid)


def test_the_stop_is_told(watched: Watched) -> None:
    watched.process.send_signal(signal.SIGTERM)
    watched.ear.hears("STOPPING=1")
    assert watched.process.wait(PATIENCE) == 0


@pytest.mark.sqlite
def test_a_worker_tells_the_same(office: Office, postgres_url: str, tmp_path: Path) -> None:
    port, ear = free_port(), Ear(str(tmp_path / "notify"))
    office.configure(database=postgres_url, engine="procrastinate", monitor={"listen": f"{LOOPBACK}:{port}"})
    assert office.run("db", "upgrade").status == 0
    office.environment |= {"NOTIFY_SOCKET": ear.place, "WATCHDOG_USEC": "600000"}
    worker = office.start("worker")
    try:
        with ear.socket:
            ear.hears("READY=1")
            ear.hears("WATCHDOG=1")
            assert [get(port, path)[0] for path in ("/livez", "/metrics")] == [200, 200]
            worker.send_signal(signal.SIGTERM)
            ear.hears("STOPPING=1")
            assert worker.wait(PATIENCE) == 0
    finally:
        worker.kill()
        worker.communicate()


# --- its parts ----------------------------------------------------------------


def test_systemd_is_told_over_a_path_and_an_abstract_name(ear: Ear) -> None:
    systemd.ready("Two mailboxes.")
    ear.hears("STATUS=Two mailboxes.")
    assert ear.heard == ["READY=1\nSTATUS=Two mailboxes."]


@pytest.mark.parametrize("place", ["", "relative", "/no/such/socket", "vsock:2:9999"])
def test_where_nobody_hears_nothing_fails(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", place)
    systemd.stopping()


@pytest.mark.parametrize(
    ("microseconds", "process", "told"),
    [
        ("1000", None, True),
        ("1000", "ours", True),
        ("1000", "1", False),
        ("", None, False),
        ("x", None, False),
    ],
)
def test_the_watchdog_is_told_where_it_asks_for_us(
    ear: Ear, monkeypatch: pytest.MonkeyPatch, microseconds: str, process: str | None, told: bool
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", microseconds)
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if process == "ours" else process or "")
    dog = systemd.Watchdog()
    dog.beat(alive=False, status="")
    dog.beat(alive=True, status="Well.")
    systemd.stopping()
    ear.hears("STOPPING=1")
    assert ("WATCHDOG=1" in ear.heard) is told


def test_an_engine_lives_while_its_loops_turn_its_threads_run_and_its_jobs_get_on() -> None:
    now = [0.0]
    pulse = Pulse(lambda: now[0])
    pulse.turn("main")
    pulse.of(lambda: None)()
    now[0] = STILL
    assert pulse.trouble is None
    now[0] += 1
    assert pulse.trouble == "The main loop has stood still for 121 s."
    pulse.turn("main")
    assert pulse.trouble is None
    now[0] = STUCK + 1
    pulse.turn("main")
    assert pulse.trouble == "No job has got on for 901 s."
    pulse.step()
    thread = threading.Thread(target=int, name="queue")
    pulse.follow([thread])
    assert pulse.trouble == "The thread 'queue' has ended."


@pytest.mark.sqlite
def test_a_database_that_is_gone_is_told_to_probes(office: Office) -> None:
    with office.desk(lambda: datetime.now(UTC)) as desk:
        assert Health(lambda: desk, lambda: None).wrong == []
        file = office.base / "var" / "intake.db"
        file.rename(file.with_suffix(".away"))
        try:
            wrong = Health(lambda: desk, lambda: None).wrong
        finally:
            file.with_suffix(".away").rename(file)
    assert wrong == ["The database is gone. Put it back, from a backup if need be."]


def test_a_database_that_hangs_takes_the_place_of_no_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answers = threading.Event(), threading.Event()

    def hang(_: Health) -> None:
        asked.set()
        answers.wait(PATIENCE)

    monkeypatch.setattr(Health, "_ask", hang)
    monkeypatch.setattr("intake.monitor.health._PATIENCE", 0.01)
    port = free_port()
    monitor = Monitor(Tally(), Health(lambda: pytest.fail("nobody asks"), lambda: None))
    monitor.listen((LOOPBACK, port))
    first = threading.Thread(target=get, args=[port, "/healthz"])
    first.start()
    try:
        assert asked.wait(PATIENCE)
        for _ in range(10):
            status, text = get(port, "/healthz")
            assert (status, "does not answer" in text) == (503, True)
        assert get(port, "/livez")[0] == 200
    finally:
        answers.set()
        first.join()
        monitor.close()


def test_a_mailbox_that_is_silent_for_too_long_is_told_to_probes(office: Office) -> None:
    office.poll_at(IN_TIME)
    with office.desk(lambda: IN_TIME + timedelta(minutes=31)) as desk:
        assert Health(lambda: desk, lambda: None).wrong == ["Mailbox jobs has not been read for too long."]
    with office.desk(lambda: IN_TIME + timedelta(minutes=29)) as desk:
        assert Health(lambda: desk, lambda: None).wrong == []


def test_many_mailboxes_have_no_labels_of_their_own() -> None:
    state = _state([MailboxState(name=f"m{n}", lag=timedelta(seconds=n), quarantined=1) for n in range(101)])
    tally = Tally()
    for name in ("m1", "m2"):
        tally.polled(name, 0.3, Counter(application=2), failed=False, busy=False)
    text = exposition(tally, _Known(state))[0].decode()
    assert 'intake_polls_total{mailbox="",result="ok"} 2.0' in text
    assert 'intake_mailbox_lag_seconds{mailbox=""} 100.0' in text
    assert 'intake_quarantined{mailbox=""} 101.0' in text


def test_what_is_wrong_is_told_in_sentences_of_a_bounded_number() -> None:
    state = _state([MailboxState(name=f"m{n}", silent=True) for n in range(12)])
    health = _Known(state, "No job has got on for 901 s.")
    assert health.wrong[0] == "No job has got on for 901 s."
    assert health.wrong[1] == "Mailbox m0 has not been read for too long."
    assert health.wrong[-1] == "So have 2 more mailboxes not."


def test_metrics_without_their_library_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    monitor = Monitor(Tally(), Health(lambda: pytest.fail("nobody asks"), lambda: None))
    monitor.listen((LOOPBACK, 0))
    try:
        status, text = get(monitor.port or 0, "/metrics")
    finally:
        monitor.close()
    assert (status, "pip install 'intake[metrics]'" in text) == (501, True)


@pytest.mark.parametrize(
    ("listen", "address"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("localhost:1", ("localhost", 1)),
        ("0.0.0.0:65535", ("0.0.0.0", 65535)),
        ("::1:9464", None),
        ("[127.0.0.1]:9464", None),
        ("example.org:80", None),
        ("127.0.0.1", None),
        ("127.0.0.1:0", None),
        ("127.0.0.1:65536", None),
        (":9464", None),
    ],
)
def test_where_to_listen_is_an_address_and_a_port(listen: str, address: tuple[str, int] | None) -> None:
    try:
        assert MonitorForm(listen=listen).address() == address
    except ValidationError:
        assert address is None


class _Known(Health):
    """A health whose state is known."""

    def __init__(self, state: State, trouble: str | None = None) -> None:
        super().__init__(lambda: pytest.fail("nobody asks"), lambda: trouble)
        self._state, self._next = state, float("inf")


def _state(boxes: list[MailboxState]) -> State:
    return State(schema="0009", now=datetime(2026, 5, 4, tzinfo=UTC), mailboxes=boxes)
