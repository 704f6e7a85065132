"""What an attacker tries at the console, each found by trying it: odd requests, and others' letters."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import ExitStack
from dataclasses import replace

import pytest
from rigs.console import HOST, Console, opened
from rigs.office import CV, IN_TIME
from starlette.testclient import TestClient
from test_web_security import serving

from intake.adapters.openid import OpenIDError, Provider
from intake.domain.drawing import Drawn
from intake.domain.openid import Began
from intake.services import editions, showing
from intake.services.deliver import deliver
from intake.services.turns import Busy
from intake.settings.files import digest
from intake.store import editions as store
from intake.web import routes, server

# --- odd requests ----------------------------------------------------------------


def in_charset(console: Console, charset: str, value: bytes):
    """Send a form whose fields are said to be in some charset."""
    part = b'--B\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + value + b"\r\n--B--\r\n"
    client = TestClient(console.app, base_url=HOST, raise_server_exceptions=False)
    kind = f"multipart/form-data; boundary=B{charset}"
    return client.post("/sign-in", content=part, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    ("charset", "value"),
    [
        ("; charset=idna", b"xn--a"),
        ("; charset=undefined", b"x"),
        ("; charset=utf-7", b"+2AA-"),
        ("; charset=unicode_escape", rb"\ud800"),
        ("; charset=utf-8; charset=unicode_escape", rb"\ud800"),
        ("; charset*=utf-8''unicode_escape", rb"\ud800"),
        ("; CHARSET=punycode", b"-" + b"a" * 60_000),  # takes as long as its length squared
    ],
)
def test_a_form_in_a_charset_that_browsers_do_not_send_is_not_read(console, charset, value):
    assert in_charset(console, charset, value).status_code == 400


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"'])
def test_a_form_in_utf_8_is_read(console, charset):
    assert in_charset(console, charset, "é".encode()).status_code == 403  # without its token


@pytest.mark.parametrize(
    "host",
    [
        *("localhost:80@evil.example", "[::1]evil.example", "localhost:80/x?", "localhost:evil.example"),
        *("localhost:80#evil.example", "[::1]:80@evil.example", "[::1", "localhost:80:80"),
    ],
)
def test_what_only_begins_like_a_name_of_ours_is_none(console, host):
    client = console.visitor().client
    assert client.get("/sign-in", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"])
def test_our_names_are_known_with_any_port(console, host):
    client = console.visitor().client
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


HUGE = ("9" * 30, "9" * 5000, "0" * 12 + "9" * 30)
READ = (
    *("/applications?after={}", "/applications?before={}", "/messages?after={}", "/audit?before={}"),
    *("/outbox?before={}", "/quarantine?after={}", "/editions?before={}", "/editions/{}", "/accounts/{}"),
    *("/messages/{}", "/messages/1/files/{}", "/postings/omp?before={}", "/postings/omp/history?before={}"),
    *("/applications/fresh?mark={}.1.1", "/letters/late/fr?case={}", "/api/v1/applications?after={}"),
)
DONE = (
    *("/account/tokens/{}/revoke", "/accounts/{}/disable", "/webhooks/{}/on", "/requests/{}/finish"),
    *("/outbox/{}/release", "/quarantine/{}/replay"),
)


@pytest.mark.parametrize("number", HUGE, ids=["30 digits", "5000 digits", "zeros before"])
def test_a_number_of_any_length_in_an_address_breaks_no_page(console, number):
    browser, broken = console.admin().get("/account"), []
    client = browser.client
    client._transport.raise_server_exceptions = False
    broken += [path for path in READ if client.get(path.format(number)).status_code >= 500]
    browser.may_break = True
    broken += [path for path in DONE if browser.get("/account").post(path.format(number)).status >= 500]
    broken += (
        ["replay"] if browser.get("/account").post("/quarantine/replay", mail=number).status >= 500 else []
    )
    assert broken == []


NULS = (
    *(
        "/applications?q=a%00b",
        "/applications?posting=%00",
        "/messages?q=a%00@example.com",
        "/messages?q=%00",
    ),
    *("/messages?mailbox=%00", "/messages?posting=%00", "/audit?action=%00&actor=%00", "/postings/%00"),
    *("/editions?file=templates/%00", "/applications/%00", "/mailboxes/%00/edit", "/link/%00", "/start/%00"),
    *(
        "/letters/%00/fr",
        "/letters/late/fr/edit?file=%00",
        "/postings/new?like=%00",
        "/openid/back?state=%00",
    ),
)


def test_a_nul_in_an_address_or_a_form_breaks_no_page_on_either_database(console, office):
    office.apply()
    office.poll()
    browser = console.admin()
    for path in NULS:
        browser.get(path, follow_redirects=False)  # which refuses what broke
    base = "/applications/OMP-2026-0001"
    assert "a\ufffdb" in browser.get(base).post(f"{base}/notes", note="a\0b").text
    assert browser.get("/account").post("/account/tokens", name="a\0b", days="30").status == 200
    visitor = console.visitor().get("/sign-in")
    assert visitor.post("/sign-in", email="a\0b@example.org", password="x").status == 422


# --- a provider that hangs ---------------------------------------------------------


def test_a_provider_that_hangs_holds_up_few_and_the_others_are_told_at_once():
    began = Began(state="s", nonce="n", verifier="v", back=f"{HOST}/openid/back")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        provider = Provider(f"http://127.0.0.1:{silent.getsockname()[1]}", "intake", lambda: "hush")
        ended: list[float] = []

        def sign_in() -> None:
            at = time.monotonic()
            with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is: the provider is away
                provider.address(began)
            ended.append(time.monotonic() - at)

        threads = [threading.Thread(target=sign_in, daemon=True) for _ in range(30)]
        for each in threads:
            each.start()
        deadline = time.monotonic() + 5
        while len(ended) < 22 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(ended) == 22
        with pytest.raises(OpenIDError, match="at this moment"):
            provider.is_issuer("https://x.example")


# --- letters of others ---------------------------------------------------------------


def lost(office, **values) -> None:
    """A letter of no dossier that answers a mail, and may not have arrived."""
    office.sql(
        "INSERT INTO letter (cause_id, kind, language, mailbox, recipient, domain, message_id, raw, state,"
        " attempts, created_at, due_at, settled_at)"
        " VALUES (:cause, 'order', 'fr', 'jobs', :to, 'example.com', :message, :raw, 'unknown',"
        " 1, :at, :at, :at)",
        **values,
        raw=b"x",
        at=f"{IN_TIME:%Y-%m-%d %H:%M:%S}",
    )


def test_a_recruiter_is_not_told_of_a_letter_to_a_colleague_or_in_anothers_dossier(console, office):
    theirs = {"subject": "Candidature_communication", "recruiters": ["other@example.org"]}
    office.posting("comms", reference="COM", **theirs)
    console.desks.reread()
    office.apply((CV,), sender="omar@example.com", subject="Candidature_communication")
    office.apply(sender="stranger@example.com", subject="Bonjour")
    office.poll()
    office.sql("DELETE FROM letter")
    for sender in ("omar@example.com", "stranger@example.com"):
        (of,) = office.sql("SELECT id FROM message WHERE sender = :sender", sender=sender)
        values = {"cause": of.id, "to": sender, "message": f"<{of.id}.lost@example.org>"}
        lost(office, **values)
    mine, theirs = console.recruiter().get("/").page, console.recruiter("other@example.org").get("/").page
    assert "omar@example.com" not in mine
    assert "stranger@example.com" in mine
    assert "stranger@example.com" in theirs


# --- passwords -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        *("u:s3cret@db/x", "u:s3/cret@db/x", "u:it's-s3cret@db/x", "u:s3 cret@db/x", ":s3cret@db/x"),
        *("db/x?user=u&password=s3cret", "db/x?sslpassword=s3cret&sslmode=require"),
    ],
)
def test_no_form_of_a_password_in_the_databases_url_is_shown(console, url):
    text = f"database: postgresql+psycopg://{url}\norganisation: Exemple\n"
    with console.desk.database.write() as tx:
        store.add(tx, file="intake.yaml", at=IN_TIME, account_id=None, before="a: b\n", after=text)
        (row,) = store.listing(tx)
    page = console.admin().get(f"/editions/{row.id}").page
    assert "postgresql+psycopg://" in page
    assert "cret" not in page


def with_password(office) -> str:
    """The office's file with a database that has a password, which is written but not in force."""
    text = (office.config / "intake.yaml").read_text()
    found = json.loads(text) | {"database": "postgresql+psycopg://intake:s3cret@db.example/intake"}
    return json.dumps(found, indent=1)


def test_the_file_of_somebody_who_was_faster_shows_no_password(console, office):
    admin = console.admin().get("/mailboxes/new")
    (office.config / "intake.yaml").write_text(with_password(office))
    admin.post("/mailboxes/new", name="hr", address="hr@example.org", digest="0" * 64)
    assert admin.status == 409
    assert "db.example" in admin.page
    assert "s3cret" not in admin.page


def test_the_history_keeps_no_password_and_what_is_brought_back_has_it(console, office):
    before = with_password(office)
    (office.config / "intake.yaml").write_text(before)
    after = before.replace("Association Exemple", "Association Autre")
    made = editions.write(console.desk, "intake.yaml", after, expected=digest(before), account_id=None)
    with console.desk.database.read() as tx:
        kept = store.row_of(tx, made)
    assert "db.example" in kept.before
    assert "s3cret" not in f"{kept.before}{kept.after}"
    admin = console.admin().get(f"/editions/{made}")
    admin.post(f"/editions/{made}/restore", **{"as": "before"})
    assert "/configuration/" in admin.path
    assert "Association Autre" in admin.page
    admin.post(admin.path)
    assert (office.config / "intake.yaml").read_text() == before


# --- links -----------------------------------------------------------------------------


def test_a_link_that_has_gone_by_mail_stands_in_no_copy_of_the_database(office):
    office.configure(web={"url": "http://127.0.0.1:8080"})
    with opened(office) as console:
        admin = console.admin().get("/accounts")
        admin.post("/accounts", email="nadia@example.org", name="Nadia", role="recruiter", language="fr")
        deliver(console.desk)
        (sent,) = office.letters
        assert "http://127.0.0.1:8080/link/" in sent.text
        (kept,) = office.sql("SELECT state, raw FROM letter")
        assert (kept.state, bytes(kept.raw)) == ("sent", b"")


# --- much at a time ----------------------------------------------------------------------


def test_documents_that_take_their_time_leave_threads_for_other_pages(console):
    class Slow:
        """A reader that is at a file until it is let go."""

        def __init__(self) -> None:
            self.begun, self.go = threading.Semaphore(0), threading.Event()

        def draw(self, data: bytes, *, first: int, count: int, width: int) -> Drawn:
            self.begun.release()
            self.go.wait(20)
            return Drawn(total=1)

    slow = Slow()
    desk, refused = replace(console.desk, reader=slow), []

    def look() -> None:
        try:
            showing.draw(desk, CV[1], 1)
        except Busy:
            refused.append(1)

    threads = [threading.Thread(target=look) for _ in range(40)]  # as many as the console has
    for each in threads:
        each.start()
    try:
        assert all(slow.begun.acquire(timeout=10) for _ in range(16))
        assert not slow.begun.acquire(timeout=0.2)
    finally:
        slow.go.set()
        for each in threads:
            each.join()
    assert len(refused) == 24
    assert showing.draw(desk, CV[1], 1).total == 1


def test_dossiers_are_packed_a_few_at_a_time(console, office):
    office.apply()
    office.poll()
    nadia = console.recruiter()
    with ExitStack() as hands:
        for _ in range(4):
            hands.enter_context(showing.PACKED.one())
        assert nadia.get("/applications/OMP-2026-0001/dossier.zip").status == 503
        assert "at this moment" in nadia.text
        assert nadia.get("/postings/omp").post("/postings/omp/dossiers.zip").status == 503
    assert nadia.get("/applications/OMP-2026-0001/dossier.zip").status == 200


@pytest.mark.parametrize(
    "begun", [b"", b"GET / HT", b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /livez HT"]
)
def test_a_connection_that_brings_no_request_is_ended(office, monkeypatch, begun):
    monkeypatch.setattr(server, "_HEAD", 0.5)
    with serving(office) as served, socket.create_connection(served.host.split(":"), timeout=10) as wire:
        wire.sendall(begun)
        ended = time.monotonic() + 8
        while wire.recv(4096):
            assert time.monotonic() < ended
        assert served.raw(f"GET /sign-in HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode())[0] == 200


def test_a_connection_at_work_is_left_to_it(office, monkeypatch):
    monkeypatch.setattr(server, "_HEAD", 0.1)
    with serving(office) as served:
        form = f"GET /sign-in HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode()
        with socket.create_connection(served.host.split(":"), timeout=10) as wire:
            for _ in range(8):
                wire.sendall(form)
                answer = http.client.HTTPResponse(wire)
                answer.begin()
                assert (answer.status, bool(answer.read())) == (200, True)
                time.sleep(0.05)


def test_a_form_that_never_ends_is_given_up(office, monkeypatch):
    monkeypatch.setattr(routes, "_PATIENCE", 0.5)
    with serving(office) as served:
        kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9"
        head = f"POST /sign-in HTTP/1.1\r\nHost: {served.host}\r\n{kind}\r\n\r\na"
        assert served.raw(head.encode())[0] == 408
