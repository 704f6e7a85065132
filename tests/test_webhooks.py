"""Webhooks: what is told, to whom, how it is signed, and what becomes of it where nobody takes it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rigs.console import Console, opened
from rigs.net import free_port
from rigs.office import CV, FULL, IN_TIME, LETTER, SALMA, Office
from rigs.receiver import Receiver, answer, close, endless, nonsense, slow

from intake.adapters import calling
from intake.services import accounts, webhooks
from intake.services.desk import Desk
from intake.store import accounts as account_store
from intake.store import dossiers, events
from intake.store import webhooks as store
from intake.store.database import Conflict

MINUTE = timedelta(minutes=1)
DOCS = Path(__file__).parents[1] / "docs"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = IN_TIME + timedelta(hours=1)

    def __call__(self) -> datetime:
        """The time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def console(office: Office, clock: Clock) -> Iterator[Console]:
    with opened(office, clock) as console:
        yield console


@pytest.fixture
def desk(console: Console) -> Desk:
    return console.desk


def add(desk: Desk, url: str) -> str:
    """Add a webhook; return its secret."""
    with desk.database.write() as tx:
        row = account_store.row_by_email(tx, "admin@example.org")
        user = (
            account_store.user_of(row)
            if row
            else accounts.add(desk, tx, email="admin@example.org", name="Anna", role="admin")
        )
    return webhooks.add(desk, user, url)[1]


def told(receiver: Receiver) -> list[tuple[str, str, str]]:
    """Type, reference and status of each call."""
    each = [heard.told for heard in receiver.heard]
    return [(one["type"], one["data"]["reference"], one["data"]["status"]) for one in each]


def calls(office: Office) -> list[Any]:
    return list(office.sql("SELECT * FROM call ORDER BY id"))


# --- what is told --------------------------------------------------------------


def test_a_new_application_is_told_and_then_its_change(office, desk):
    with Receiver(answer(204)) as receiver:
        add(desk, receiver.url)
        office.apply((CV, LETTER))
        office.poll()
        assert webhooks.call(desk) == 1
        office.apply(FULL, text="Voici les références.")
        office.poll()
        assert webhooks.call(desk) == 1
        assert webhooks.call(desk) == 0
    assert told(receiver) == [
        ("application.created", "OMP-2026-0001", "incomplete"),
        ("application.changed", "OMP-2026-0001", "complete"),
    ]
    assert [row.state for row in calls(office)] == ["done", "done"]
    assert office.sql("SELECT * FROM event") == []


def test_a_call_holds_nothing_that_is_personal(office, desk):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        webhooks.call(desk)
    (heard,) = receiver.heard
    assert heard.told.keys() == {"type", "timestamp", "data"}
    assert heard.told["data"] == {"reference": "OMP-2026-0001", "posting": "omp", "status": "complete"}
    assert heard.told["timestamp"] == "2026-05-03T16:00:00.000Z"
    assert heard.path == "/hook?x=1"
    assert SALMA.encode() not in heard.body


def test_a_call_is_signed_as_standard_webhooks_says(office, desk, clock):
    with Receiver(answer(200)) as receiver:
        secret = add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        webhooks.call(desk)
    (heard,) = receiver.heard
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret)
    id_, at = heard.headers["webhook-id"], heard.headers["webhook-timestamp"]
    assert int(at) == int(clock.now.timestamp())
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{id_}.{at}.".encode() + heard.body, hashlib.sha256).digest()
    assert heard.headers["webhook-signature"] == f"v1,{base64.b64encode(signed).decode()}"
    assert heard.headers["content-type"] == "application/json"


def test_what_the_documentation_verifies_calls_by_does(office, desk, clock, monkeypatch):
    (source,) = re.findall(r"```python\n(.*?)```", (DOCS / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(source, names)
    with Receiver(answer(200)) as receiver:
        secret = add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        webhooks.call(desk)
    (heard,) = receiver.heard
    monkeypatch.setattr(time, "time", clock.now.timestamp)
    assert names["is_ours"](secret, heard.headers, heard.body)
    assert not names["is_ours"](secret, heard.headers, heard.body + b" ")
    clock.now += timedelta(hours=1)
    monkeypatch.setattr(time, "time", clock.now.timestamp)
    assert not names["is_ours"](secret, heard.headers, heard.body)


def test_nothing_is_written_down_while_nobody_is_to_be_told(office, desk):
    office.apply(FULL)
    office.poll()
    assert office.sql("SELECT * FROM event") == []


def test_an_event_is_there_if_and_only_if_what_it_tells_is(office, desk):
    add(desk, "https://example.org/")
    office.apply(FULL)
    office.poll()

    def broken_off() -> None:
        with desk.database.write() as tx:
            stored = dossiers.named(tx, "OMP-2026-0001")
            dossiers.change(tx, stored.id, {}, verdict_of(stored))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert [row.what for row in office.sql("SELECT what FROM event")] == ["created"]


def verdict_of(stored: Any) -> Any:
    from intake.domain.model import Verdict

    return Verdict(
        status=stored.dossier.status, late=False, missing=(), present=(), references_count=0, reason=""
    )


def test_changes_that_wait_are_told_at_once_and_a_new_one_stays_new(office, desk):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        office.apply((CV,))
        office.poll()
        office.apply(FULL, text="Voici le reste.")
        office.poll()
        webhooks.call(desk)
    assert told(receiver) == [("application.created", "OMP-2026-0001", "complete")]


def test_each_webhook_is_told(office, desk):
    with Receiver(answer(200)) as one, Receiver(answer(200)) as other:
        add(desk, one.url)
        add(desk, other.url)
        office.apply(FULL)
        office.poll()
        assert webhooks.call(desk) == 2
    assert told(one) == told(other) != []
    assert one.heard[0].headers["webhook-signature"] != other.heard[0].headers["webhook-signature"]


def test_a_webhook_that_is_off_is_not_told_what_happens_meanwhile(office, desk):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        webhooks.switch(desk, 1, on=False)
        office.apply(FULL)
        office.poll()
        assert webhooks.call(desk) == 0
        webhooks.switch(desk, 1, on=True)
        assert webhooks.call(desk) == 0


def test_an_application_that_was_erased_is_told_no_more(office, desk):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        office.run("erase", SALMA)
        assert webhooks.call(desk) == 0
    assert receiver.heard == []
    assert calls(office) == []


# --- who does not take it --------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (answer(500), "500"),
        (answer(429), "429"),
        (answer(404), "404"),
        (answer(302, Location="http://127.0.0.1:1/"), "302"),
        (close, "unreachable"),
        (nonsense, "unreachable"),
    ],
)
def test_who_does_not_take_it_is_told_again(office, desk, clock, plan, said):
    with Receiver(plan) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        assert webhooks.call(desk) == 1
        (row,) = calls(office)
        assert (row.state, row.answer, row.attempts) == ("pending", said, 1)
        assert webhooks.call(desk) == 0
        receiver.plan = answer(200)
        clock.now += MINUTE
        assert webhooks.call(desk) == 1
    first, second = receiver.heard
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert [row.state for row in calls(office)] == ["done"]


@pytest.mark.parametrize("how", ["hang", "drip"])
def test_who_says_nothing_is_not_waited_for(office, desk, monkeypatch, how):
    monkeypatch.setattr(calling, "PATIENCE", 0.5)
    with Receiver(answer(200)) as receiver:
        receiver.plan = getattr(receiver, how)
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        began = time.monotonic()
        webhooks.call(desk)
        assert time.monotonic() - began < 5
        assert [row.answer for row in calls(office)] == ["timeout"]


def test_of_a_long_answer_no_more_is_read_than_matters(office, desk):
    with Receiver(endless) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        webhooks.call(desk)
    assert [row.state for row in calls(office)] == ["done"]


def test_nobody_listening_is_told_of(office, desk):
    add(desk, f"http://127.0.0.1:{free_port()}/")
    office.apply(FULL)
    office.poll()
    webhooks.call(desk)
    assert [row.answer for row in calls(office)] == ["unreachable"]


def test_the_tries_come_after_1_2_4_minutes_and_end_after_three_days(office, desk, clock):
    with Receiver(answer(404)) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        began, tries = clock.now, []
        while clock.now < began + timedelta(days=4):
            if webhooks.call(desk):
                tries.append(int((clock.now - began) / MINUTE))
            clock.now += MINUTE
    assert tries[:6] == [0, 1, 3, 7, 15, 31]
    assert tries[-1] == 3 * 24 * 60
    assert len(tries) < 25
    (row,) = office.sql("SELECT state, attempts FROM call") or [None]
    assert (row.state, row.attempts) == ("failed", len(tries))


def test_a_webhook_that_does_not_answer_is_left_alone_whatever_comes(office, desk, clock):
    with Receiver(answer(503)) as receiver:
        add(desk, receiver.url)
        for number in range(3):
            office.apply(FULL, sender=f"c{number}@example.com")
        office.poll()
        assert webhooks.call(desk) == 1
        assert webhooks.call(desk) == 0
        receiver.plan = answer(200)
        clock.now += MINUTE
        assert webhooks.call(desk) == 3
    assert {row.state for row in calls(office)} == {"done"}


def test_a_call_that_is_refused_holds_up_no_other(office, desk):
    def picky(handler: Any) -> None:
        first = receiver.heard[0].headers["webhook-id"] == handler.headers["webhook-id"]
        answer(400 if first else 200)(handler)

    with Receiver(picky) as receiver:
        add(desk, receiver.url)
        for number in range(3):
            office.apply(FULL, sender=f"c{number}@example.com")
        office.poll()
        assert webhooks.call(desk) == 3
    assert sorted(row.state for row in calls(office)) == ["done", "done", "pending"]


def test_a_webhook_that_is_silent_holds_up_no_other(office, desk, monkeypatch):
    monkeypatch.setattr(calling, "PATIENCE", 2.0)
    with Receiver(answer(200)) as silent, Receiver(answer(200)) as other:
        silent.plan = silent.hang
        add(desk, silent.url)
        add(desk, other.url)
        office.apply(FULL)
        office.poll()
        thread = threading.Thread(target=webhooks.call, args=(desk,))
        thread.start()
        ends = time.monotonic() + 1.5
        while not other.heard and time.monotonic() < ends:
            time.sleep(0.02)
        assert other.heard
        assert thread.is_alive()
        thread.join()


def test_a_change_while_an_older_one_waits_takes_its_place(office, desk, clock):
    with Receiver(answer(404)) as receiver:
        add(desk, receiver.url)
        office.apply((CV,))
        office.poll()
        webhooks.call(desk)
        office.apply(FULL, text="Voici le reste.")
        office.poll()
        receiver.plan = answer(200)
        clock.now += MINUTE
        assert webhooks.call(desk) == 1
    first, second = receiver.heard
    assert first.headers["webhook-id"] != second.headers["webhook-id"]
    assert told(receiver)[1] == ("application.created", "OMP-2026-0001", "complete")


# --- two at once, and those who die ------------------------------------------------


def test_two_workers_do_not_make_a_call_twice(office, desk):
    with Receiver(slow(0.2)) as receiver:
        add(desk, receiver.url)
        for number in range(4):
            office.apply(FULL, sender=f"c{number}@example.com")
        office.poll()
        threads = [threading.Thread(target=webhooks.call, args=(desk,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    ids = [heard.headers["webhook-id"] for heard in receiver.heard]
    assert len(ids) == len(set(ids)) == 4


def test_a_call_in_a_dead_hand_is_made_by_another(office, desk, clock):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        dead = replace(desk, call=lambda *_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            webhooks.call(dead)
        assert webhooks.call(desk) == 0
        clock.now += store.CLAIMED
        assert webhooks.call(desk) == 1
    assert len(receiver.heard) == 1


def test_of_an_application_no_two_calls_wait_for_the_same_webhook(office, desk):
    add(desk, "https://hooks.example.org/")
    office.apply(FULL)
    office.poll()
    again = (
        "INSERT INTO call (webhook_id, application_id, what, at, state, due_at)"
        " SELECT webhook_id, application_id, what, at, 'pending', due_at FROM call"
    )
    with desk.database.write() as tx:
        events.into_calls(tx, desk.now())
    with pytest.raises(Conflict):
        office.sql(again)


def test_numbers_of_calls_do_not_come_again(office, desk, clock):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        for number in range(3):
            office.apply(FULL, sender=f"c{number}@example.com")
            office.poll()
            webhooks.call(desk)
            office.sql("DELETE FROM call")
    ids = [heard.headers["webhook-id"] for heard in receiver.heard]
    assert len(set(ids)) == 3


def test_calls_that_ended_long_ago_are_forgotten(office, desk, clock):
    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        for days in (0, 8):
            clock.now = IN_TIME + timedelta(days=days)
            office.apply(FULL, sender=f"c{days}@example.com")
            office.poll()
            webhooks.call(desk)
    assert len(calls(office)) == 1


def test_a_clock_that_was_set_back_holds_up_nothing_for_long(office, desk, clock):
    with Receiver(answer(503)) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        webhooks.call(desk)
        receiver.plan = answer(200)
        clock.now -= timedelta(days=1)
        assert webhooks.call(desk) == 1


def test_the_duty_of_intake_run_makes_the_calls(office, desk):
    from intake.duties import Duties

    class Engine:
        def letters_due(self) -> None: ...
        def changed(self, before: Any) -> None: ...

    with Receiver(answer(200)) as receiver:
        add(desk, receiver.url)
        office.apply(FULL)
        office.poll()
        duties = Duties(desk, Engine())
        (duty,) = [each for each in duties.periodic if each.name == "webhooks"]
        duty.body()
    assert len(receiver.heard) == 1


# --- where a call may go -----------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.2.1", False),
        ("::1", False),
        ("::", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:a00:1::", False),
        ("fd00::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
    ],
)
def test_addresses_of_a_network_are_told_from_those_of_the_internet(address, public):
    assert calling.is_public(address) is public


@pytest.mark.parametrize("leads", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["169.254.169.254"]])
def test_a_name_that_leads_into_the_network_is_not_called(monkeypatch, leads):
    with Receiver(answer(200)) as receiver:
        rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, receiver.port)) for each in leads]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
        found = calling.call(f"https://hooks.example.org:{receiver.port}/", b"{}", {})
    assert (found.status, found.trouble) == (None, "forbidden")
    assert receiver.heard == []


def test_a_name_that_is_none_is_told(monkeypatch):
    def nothing(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    assert calling.call("https://hooks.example.org/", b"{}", {}).trouble == "unresolved"


def test_the_certificate_is_verified(certificate, authority):
    with Receiver(answer(200), tls=certificate) as receiver:
        assert calling.call(receiver.url, b"{}", {}).trouble == "certificate"
        assert receiver.heard == []
        assert calling.call(receiver.url, b"{}", {}, ca_file=str(authority.ca_file)).status == 200
    assert receiver.heard[0].headers["host"] == f"127.0.0.1:{receiver.port}"


def test_the_certificate_must_be_of_the_name_that_is_called(certificate, authority, monkeypatch):
    with Receiver(answer(200), tls=certificate) as receiver:
        rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", receiver.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
        monkeypatch.setattr(calling, "is_public", lambda _: True)
        url = f"https://hooks.example.org:{receiver.port}/"
        assert calling.call(url, b"{}", {}, ca_file=str(authority.ca_file)).trouble == "certificate"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://hooks.example.org/in?key=1", None),
        ("https://hooks.example.org:8443", None),
        ("https://8.8.8.8/", None),
        ("http://127.0.0.1:9000/", None),
        ("http://localhost:9000/", None),
        ("http://[::1]:9000/", None),
        ("https://127.0.0.1/", None),
        ("http://hooks.example.org/", "plain"),
        ("http://10.0.0.1/", "plain"),
        ("https://10.0.0.1/", "inside"),
        ("https://169.254.169.254/latest", "inside"),
        ("https://[::ffff:10.0.0.1]/", "inside"),
        ("https://user:secret@hooks.example.org/", "user"),
        ("https://hooks.example.org/#part", "user"),
        ("ftp://hooks.example.org/", "address"),
        ("file:///etc/passwd", "address"),
        ("javascript:alert(1)", "address"),
        ("https://", "address"),
        ("https://hooks.example.org:99999/", "address"),
        ("https://[::1/", "address"),
        ("https://hooks.example.org/a b", "address"),
        ("https://hooks.example.org/\r\nX: y", "address"),
        ("https://exämple.org/", "address"),
        ("https://hooks.example.org/" + "x" * 2000, "address"),
        ("", "address"),
    ],
)
def test_an_address_that_cannot_be_a_webhooks_is_refused(url, fault):
    assert webhooks.fault_in(url) == fault


# --- the page ----------------------------------------------------------------------


def test_an_admin_adds_a_webhook_tries_it_and_removes_it(console, office):
    browser = console.admin().get("/webhooks")
    assert "Nobody is called yet" in browser.text
    with Receiver(answer(200)) as receiver:
        browser.post("/webhooks", url=receiver.url)
        (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", browser.page)
        assert secret not in browser.get("/webhooks").page
        browser.post("/webhooks/1/trial")
        assert "taken (status 200)" in browser.text
        receiver.plan = answer(500)
        browser.post("/webhooks/1/trial")
        assert "refused (status 500)" in browser.text
        assert receiver.heard[0].told["type"] == "trial"
        browser.post("/webhooks/1/off")
        assert "until you switch it on again" in browser.text
        browser.post("/webhooks/1/on")
        receiver.plan = answer(200)
        office.apply(FULL)
        office.poll()
        webhooks.call(console.desk)
        assert "OMP-2026-0001" in browser.get("/webhooks").text
        browser.post("/webhooks/1/remove")
    assert "Nobody is called yet" in browser.text
    assert calls(office) == []


def test_the_secret_is_sealed_where_it_is_kept(console, office):
    browser = console.admin().get("/webhooks").post("/webhooks", url="https://hooks.example.org/")
    (secret,) = re.findall(r"whsec_([A-Za-z0-9+/=]+)", browser.page)
    (row,) = office.sql("SELECT secret FROM webhook")
    assert base64.b64decode(secret) not in bytes(row.secret)
    assert secret.encode() not in bytes(row.secret)


def test_a_secret_that_another_key_sealed_is_told_of(console, office):
    console.admin().get("/webhooks").post("/webhooks", url="https://hooks.example.org/")
    office.sql("UPDATE webhook SET secret = :secret", secret=b"something else")
    browser = console.admin().get("/webhooks").post("/webhooks/1/trial")
    assert "its secret cannot be opened" in browser.text


@pytest.mark.parametrize(
    "url", ["", "http://hooks.example.org/", "https://10.0.0.1/", "https://a:b@c.example/"]
)
def test_a_wrong_address_is_told_beside_it(console, office, url):
    browser = console.admin().get("/webhooks").post("/webhooks", url=url)
    assert browser.status == 422
    assert 'id="url-wrong"' in browser.page
    assert office.sql("SELECT * FROM webhook") == []


def test_there_are_so_many_webhooks_and_no_more(console, monkeypatch):
    monkeypatch.setattr(webhooks, "MOST", 1)
    browser = console.admin().get("/webhooks").post("/webhooks", url="https://one.example/")
    assert browser.status == 200
    assert browser.post("/webhooks", url="https://two.example/").status == 422


@pytest.mark.parametrize("path", ["", "/1/on", "/1/off", "/1/remove", "/1/trial"])
def test_webhooks_are_the_admins_only(console, office, path):
    console.admin().get("/webhooks").post("/webhooks", url="https://hooks.example.org/")
    browser = console.recruiter().get("/account/tokens")
    assert browser.post(f"/webhooks{path}", url="https://x.example/").status == 404
    assert browser.get("/webhooks").status == 404
    assert len(office.sql("SELECT * FROM webhook WHERE disabled_at IS NULL")) == 1


@pytest.mark.parametrize("path", ["/9/on", "/9/off", "/9/remove", "/9/trial", "/x/on"])
def test_a_webhook_that_is_not_there_is_not_found(console, path):
    assert console.admin().get("/webhooks").post(f"/webhooks{path}").status == 404


def test_what_is_done_to_webhooks_is_written_down_without_their_addresses(console, office):
    browser = console.admin().get("/webhooks").post("/webhooks", url="https://hooks.example.org/key")
    browser.post("/webhooks/1/off")
    browser.post("/webhooks/1/remove")
    rows = [row for row in office.run("audit", "--json").json if row["action"].startswith("webhook")]
    assert [row["action"] for row in rows] == ["webhook added", "webhook off", "webhook removed"]
    assert {row["note"] for row in rows} == {"webhook 1"}
