"""What strangers, and people who are signed in, must not be able to do at the console."""

from __future__ import annotations

import http.client
import re
import socket
import threading
import time
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from rigs.clock import Clock
from rigs.console import HOST, Browser, Console, opened
from rigs.net import free_port
from rigs.office import IN_TIME
from starlette.testclient import TestClient

from intake.services import accounts, links, passwords, throttle
from intake.settings import SettingsError, load
from intake.store import accounts as store
from intake.web import server
from intake.web.app import PAGES
from intake.web.cookies import SESSION
from intake.web.guard import HEADERS, LARGEST
from intake.web.sign_in import own

GOOD = "trois mouettes sur un toit"
WRONG = "une phrase qui ne va pas"
_FILLED = re.compile(r"\{(\w+)(?::(\w+))?\}")


def path_of(page) -> str:
    """An address of a page: a number where it takes one, else a word."""
    return _FILLED.sub(lambda found: "1" if found[2] == "int" or "id" in found[1] else "x", page.path)


def named(page) -> str:
    return f"{page.method} {page.path}"


POSTS = [each for each in PAGES if each.method == "POST"]
ADMINS = [each for each in PAGES if each.who == "admin"]
SIGNED_IN = [each for each in PAGES if each.who != "anyone"]
GETS = [each for each in PAGES if each.method == "GET"]


def table(console: Console, name: str) -> list:
    return [tuple(row) for row in console.office.sql(f"SELECT * FROM {name}")]


def everything(console: Console) -> dict:
    """What a forged form could change, sessions' times and the sent words apart."""
    names = (
        "account",
        "link",
        "letter",
        "audit",
        "application",
        "message",
        "edition",
        "webhook",
        "api_token",
    )
    return {name: table(console, name) for name in names}


# --- forms of others -----------------------------------------------------------


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_no_form_without_its_token_is_taken_or_changes_anything(console, csrf):
    browser = console.admin().get("/account")
    before, taken = everything(console), []
    for page in POSTS:
        browser.post(path_of(page), csrf=csrf, confirm="1")
        if browser.status != 403 or everything(console) != before:
            taken.append(named(page))
    assert taken == []


def test_the_token_of_another_session_is_no_token(console):
    other = console.recruiter().get("/account")
    stolen = re.search(r'name="csrf" value="(\w+)"', other.page)[1]
    assert console.admin().get("/account").post("/account", csrf=stolen, name="Eve").status == 403


def test_no_form_that_another_site_sends_is_taken(console):
    browser = console.admin().get("/account")
    browser.client.headers["Origin"] = "https://evil.example"
    assert [named(page) for page in POSTS if browser.post(path_of(page)).status != 403] == []


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:9999", "http://[", "null", "https://127.0.0.1:8080.evil.example"]
)
def test_an_origin_that_is_not_ours_is_refused(console, origin):
    browser = console.visitor().get("/sign-in")
    browser.client.headers["Origin"] = origin
    assert browser.post("/sign-in", email="a@example.org", password=WRONG).status == 403


# --- who may see what ----------------------------------------------------------


def asked(browser: Browser, page) -> Browser:
    """Ask for a page, or send its form, which is one of ours."""
    return browser.get(path_of(page)) if page.method == "GET" else browser.post(path_of(page), csrf=None)


def test_the_pages_of_admins_are_not_there_for_recruiters(console):
    browser, shown = console.recruiter(), []
    for page in ADMINS:
        asked(browser.get("/account"), page)
        if browser.status != 404 or "There is nothing here" not in browser.text:
            shown.append(named(page))
    assert shown == []


def test_who_is_not_signed_in_gets_no_page(console):
    browser, shown = console.visitor(), []
    for page in SIGNED_IN:
        asked(browser.get("/sign-in"), page)
        if (browser.path, browser.status) not in (("/sign-in", 200), (path_of(page), 401)):
            shown.append(named(page))
    assert shown == []


def test_every_page_says_who_may_have_it_and_few_are_for_anyone():
    open_ = {each.path for each in PAGES if each.who == "anyone"}
    assert open_ <= {
        *("/sign-in", "/language", "/openid", "/openid/back", "/start/{token}", "/link/{token}", "/keys"),
    }


def test_the_menus_places_are_there(console):
    admin = console.admin()
    assert set(re.findall(r'href="(/[a-z]*)"', admin.get("/account").page)) >= {"/accounts"}


# --- headers -------------------------------------------------------------------


def test_every_answer_has_the_headers_of_safety(console):
    browser, lacking = console.admin(), []
    for page in GETS:
        shown = browser.get(path_of(page), follow_redirects=False)
        lacking += [(named(page), name) for name in HEADERS if name.lower() not in shown.headers]
        if shown.status == 500 or "'unsafe" in shown.headers["content-security-policy"]:
            lacking.append((named(page), shown.status))
    assert lacking == []


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/static/x/console.css", {}, 200),
        ("GET", "/static/x/nothing.css", {}, 404),
        ("PUT", "/sign-in", {}, 405),
        ("GET", "/sign-in", {"Host": "evil.example"}, 421),
        ("POST", "/sign-in", {"Origin": "https://evil.example"}, 403),
        ("POST", "/sign-in", {"Content-Type": "multipart/form-data"}, 400),
        ("GET", "/livez", {"Host": "10.1.2.3:8080"}, 200),
    ],
)
def test_errors_and_files_have_them_too(console, method, path, headers, status):
    response = console.visitor().client.request(method, path, headers=headers)
    assert response.status_code == status
    for name in HEADERS:
        assert name in response.headers, name


def test_an_unforeseen_fault_is_a_page_without_a_trace(console, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("salma@example.com at /srv/secret")

    monkeypatch.setattr(store, "listing", broken)
    browser = console.admin("fr")
    browser.may_break = True
    browser.get("/accounts")
    assert browser.status == 500
    assert "ce n’est pas de votre fait" in browser.text
    assert "salma" not in browser.page
    assert "Traceback" not in browser.page
    assert browser.headers["x-content-type-options"] == "nosniff"


@pytest.mark.sqlite
def test_a_database_that_is_gone_is_told_and_nobody_is_signed_out_by_it(console):
    browser = console.admin()
    file = console.desk.database.file
    file.rename(file.with_suffix(".away"))
    browser.get("/account")
    assert (browser.path, browser.status) == ("/account", 503)
    assert "is gone" in browser.text
    file.with_suffix(".away").rename(file)
    assert browser.get("/account").status == 200


def test_over_https_the_cookies_are_bound_to_the_host_and_browsers_stay_with_https(office):
    office.configure(web={"url": "https://intake.example.org", "proxies": ["127.0.0.1"]})
    with opened(office) as console:
        client = TestClient(console.app, base_url="https://intake.example.org")
        response = client.get("/sign-in")
        assert response.headers["strict-transport-security"].startswith("max-age=")
        cookie = response.headers["set-cookie"]
        assert cookie.startswith("__Host-intake-guest=")
        assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


def test_the_name_that_the_console_is_asked_for_is_its_own(office):
    office.configure(web={"url": "https://intake.example.org:8443", "proxies": ["127.0.0.1"]})
    with opened(office) as console:
        for host, status in [("intake.example.org:8443", 200), ("intake.example.org.evil.example", 421)]:
            assert console.visitor().get("/sign-in", headers={"Host": host}).status == status


# --- sessions ------------------------------------------------------------------


@pytest.fixture
def anna(console):
    with console.desk.database.write() as tx:
        return accounts.add(
            console.desk, tx, email="anna@example.org", name="Anna", role="admin", password=GOOD
        )


def sign_in(browser: Browser, email: str = "anna@example.org", password: str = GOOD, **fields) -> Browser:
    return browser.get("/sign-in").post("/sign-in", email=email, password=password, **fields)


def test_a_planted_session_does_not_become_the_one_of_who_signs_in(console, anna):
    attacker = console.recruiter()
    planted = attacker.client.cookies[SESSION]
    victim = console.visitor().get("/sign-in")
    victim.client.cookies.set(SESSION, planted, domain="127.0.0.1")
    victim.client.get("/sign-in")
    found = re.search(r'name="csrf" value="(\w+)"', victim.client.get("/account").text)[1]
    victim.post("/sign-in", csrf=found, email="anna@example.org", password=GOOD)
    assert victim.client.cookies[SESSION] != planted
    assert "Anna" in victim.get("/account").text
    assert "Anna" not in attacker.get("/account").text
    with console.desk.database.read() as tx:
        token = accounts.unsigned(console.app.state.key, planted)
        assert store.session_of(tx, accounts.digest(token), console.desk.now()) is None


def test_a_token_of_ones_own_making_is_never_taken_for_a_session(console, anna):
    mine = accounts.signed(console.app.state.key, "a" * 43)
    browser = console.visitor()
    browser.client.cookies.set(SESSION, mine, domain="127.0.0.1")
    sign_in(browser)
    assert browser.client.cookies[SESSION] != mine
    assert len({browser.client.cookies[SESSION], sign_in(console.visitor()).client.cookies[SESSION]}) == 2


@pytest.mark.parametrize("cookie", ["", ".", "x", "x.y", "é.é", "a" * 5000, "\x7f.0"])
def test_a_cookie_of_any_kind_harms_nothing(console, cookie):
    headers = [(b"cookie", f"{SESSION}={cookie}".encode())]
    response = console.visitor().client.get("/account", headers=headers)
    assert response.status_code == 200
    assert response.url.path == "/sign-in"


def test_a_copy_of_the_database_signs_nobody_in(console):
    console.admin()
    (row,) = table(console, "session")
    browser = console.visitor()
    for held in row[:1]:
        for cookie in (held, accounts.signed(console.app.state.key, held)):
            browser.client.cookies.set(SESSION, cookie, domain="127.0.0.1")
            assert browser.get("/account").path == "/sign-in"


def test_who_signed_out_is_out_with_the_cookie_from_before_too(console):
    browser = console.admin().get("/account")
    kept = browser.client.cookies[SESSION]
    browser.post("/sign-out")
    browser.client.cookies.set(SESSION, kept, domain="127.0.0.1")
    assert browser.get("/account").path == "/sign-in"


# --- being led elsewhere -------------------------------------------------------

ELSEWHERE = [
    *(
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
    ),
    *("/\t/evil.example", "/\r\nLocation: https://evil.example", "evil.example", "", "/\u2028/evil.example"),
]


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_led_to_another_site(console, to):
    assert own(to) == "/"
    visitor = console.visitor().get("/sign-in", params={"next": to})
    assert 'name="next" value="/"' in visitor.page
    token = re.search(r'name="csrf" value="(\w+)"', visitor.page)[1]
    fields = {"csrf": token, "language": "en", "next": to}
    response = visitor.client.post("/language", data=fields, follow_redirects=False)
    assert response.headers["location"] == "/"


@pytest.mark.parametrize("to", ["/", "/postings/omp?x=1&y=2", "/applications?q=a%20b"])
def test_who_signs_in_is_led_where_they_wanted_to(console, anna, to):
    visitor = console.visitor().get("/sign-in", params={"next": to})
    token = re.search(r'name="csrf" value="(\w+)"', visitor.page)[1]
    fields = {"csrf": token, "email": "anna@example.org", "password": GOOD, "next": to}
    response = visitor.client.post("/sign-in", data=fields, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, to)


@pytest.mark.parametrize("to", ["/x\r\nSet-Cookie: a=b", "/x\nX-Evil: 1", "/é\x85", "/x%0d%0aSet-Cookie:a=b"])
def test_no_header_is_made_by_what_was_typed(console, to):
    visitor = console.visitor().get("/sign-in")
    token = re.search(r'name="csrf" value="(\w+)"', visitor.page)[1]
    fields = {"csrf": token, "language": "en", "next": to}
    response = visitor.client.post("/language", data=fields, follow_redirects=False)
    assert "x-evil" not in response.headers
    assert all(cookie.startswith("intake-") for cookie in response.headers.get_list("set-cookie"))
    assert "\n" not in response.headers["location"]


# --- paths ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        *("/static/x/../app.py", "/static/x/..%2fapp.py", "/static/x/%2e%2e/app.py", "/static/x/..%5capp.py"),
        *("/static/x//etc/passwd", "/static/x/%2fetc%2fpasswd", "/static/x/....//app.py", "/static/x/%00"),
        *(
            "/static/../app.py",
            "/static/x",
            "/static/",
            "/static",
            "/static/x/",
            "/static/%2e%2e/%2e%2e/app.py",
        ),
        *("/static/x/..%2ftemplates%2fbase.html", "/static/x/" + "a" * 5000, "/static/x/console.css/.."),
    ],
)
def test_nothing_but_our_files_is_under_static(served, path):
    status, headers, body = served.raw(f"GET {path} HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode())
    assert status in (404, 307, 400), body[:100]
    assert b"import" not in body
    assert b"root:" not in body
    if status != 400:
        assert "default-src 'none'" in headers["Content-Security-Policy"]


# --- a running server ----------------------------------------------------------


class Served:
    """The console, served."""

    def __init__(self, host: str) -> None:
        self.host = host

    def raw(self, *parts: bytes) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Send bytes as they are; return what is answered."""
        name, _, port = self.host.partition(":")
        with socket.create_connection((name, int(port)), timeout=20) as wire:
            for part in parts:
                wire.sendall(part)
            response = http.client.HTTPResponse(wire)
            response.begin()
            return response.status, response.headers, response.read()


@contextmanager
def serving(office, **web):
    """Serve the console of an office in a thread."""
    office.configure(web=web) if web else None
    with opened(office) as console:
        host, port = "127.0.0.1", free_port()
        taken, servers = server.bound(host, port), []

        class Kept(server.uvicorn.Server):
            def __init__(self, config) -> None:
                super().__init__(config)
                servers.append(self)

        original, server.uvicorn.Server = server.uvicorn.Server, Kept
        thread = threading.Thread(target=server.serve, args=(console.desk, taken))
        try:
            thread.start()
            while not servers or not servers[0].started:
                time.sleep(0.01)
            yield Served(f"{host}:{port}")
        finally:
            server.uvicorn.Server = original
            servers[0].should_exit = True
            thread.join(20)


@pytest.fixture
def served(office):
    with serving(office) as one:
        yield one


@pytest.mark.parametrize(
    "head",
    [
        b"GET /sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /sign-in HTTP/1.1\r\nHost: \r\n\r\n",
        b"GET http://evil.example/sign-in HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n",
    ],
)
def test_another_host_is_refused_on_the_wire(served, head):
    status, headers, _ = served.raw(head)
    assert status in (400, 421)
    if status == 421:
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_two_host_headers_are_refused(served):
    head = f"GET /sign-in HTTP/1.1\r\nHost: {served.host}\r\nHost: evil.example\r\n\r\n"
    assert served.raw(head.encode())[0] in (400, 421)


def test_who_is_no_declared_proxy_is_not_believed(served):
    head = f"GET /sign-in HTTP/1.1\r\nHost: {served.host}\r\nX-Forwarded-Proto: https\r\n\r\n"
    _, headers, _ = served.raw(head.encode())
    assert "__Host-" not in headers["Set-Cookie"]


def test_a_declared_proxy_says_that_it_is_https(office):
    with serving(office, url="https://intake.example.org", proxies=["127.0.0.1"]) as served:
        head = (
            b"GET /sign-in HTTP/1.1\r\nHost: intake.example.org\r\nX-Forwarded-Proto: https\r\n"
            b"X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Host: evil.example\r\n\r\n"
        )
        status, headers, body = served.raw(head)
        assert status == 200
        assert "__Host-intake-guest" in headers["Set-Cookie"]
        assert "Strict-Transport-Security" in headers
        assert b"evil.example" not in body


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_answered_clearly_and_not_kept(served, announced):
    length = 31 * 1024 * 1024
    told = f"Content-Length: {length}" if announced else "Transfer-Encoding: chunked"
    head = (
        f"POST /sign-in HTTP/1.1\r\nHost: {served.host}\r\nAccept-Language: en\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n{told}\r\n\r\n"
    ).encode()
    piece = b"a" * (1024 * 1024)
    pieces = [piece] * 31 if announced else [b"100000\r\n" + piece + b"\r\n"] * 31 + [b"0\r\n\r\n"]
    status, headers, body = served.raw(head, *pieces)
    assert status == 413
    assert b"too large" in body
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_an_upload_of_who_is_signed_in_may_be_as_large_as_is_said_and_no_larger(console):
    browser = console.admin().get("/account")
    small, large = b"a" * (LARGEST - 4096), b"a" * (LARGEST + 1)
    assert browser.post("/account", files={"f": ("f", small)}, csrf="0").status == 403
    assert browser.post("/account", files={"f": ("f", large)}).status == 413
    assert "30 MB at most" in browser.text


def test_of_strangers_little_is_read(console):
    browser = console.visitor().get("/sign-in")
    assert browser.post("/sign-in", email="a" * 70_000, password="x").status == 413


def test_a_form_with_very_many_fields_is_refused(console):
    browser = console.visitor().get("/sign-in")
    fields = {f"f{n}": "" for n in range(5000)}
    assert browser.post("/sign-in", **fields).status in (400, 413)


def test_a_taken_address_is_told_in_a_sentence():
    from intake.domain.trouble import Misuse

    with closing(server.bound("127.0.0.1", 0)) as taken, pytest.raises(Misuse, match="cannot answer at"):
        server.bound(*taken.getsockname())


# --- settings ------------------------------------------------------------------


@pytest.mark.parametrize(
    "web",
    [
        {"listen": "0.0.0.0:8080"},
        {"listen": "[::]:8080"},
        {"proxies": ["*"]},
        {"proxies": ["0.0.0.0/0"]},
        {"proxies": ["proxy.example.org"]},
        {"url": "http://intake.example.org"},
        {"url": "https://u:p@intake.example.org"},
    ],
)
def test_settings_that_would_let_passwords_out_are_refused(office, web):
    office.configure(web=web)
    with pytest.raises(SettingsError):
        load(office.config)


def test_beyond_this_machine_the_console_answers_behind_a_declared_proxy(office):
    office.configure(web={"listen": "0.0.0.0:8080", "proxies": ["10.0.0.0/24"]})
    assert load(office.config).web.listen == ("0.0.0.0", 8080)


# --- throttling ----------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """Passwords that are looked at without their costs: what is proven here is how often they are."""
    looked = []

    def fits(password: str, kept: str | None) -> bool:
        looked.append(password)
        return kept is not None and password == GOOD

    monkeypatch.setattr(accounts, "fits", fits)
    return looked


def from_(console: Console, client: str) -> Browser:
    browser = Browser(TestClient(console.app, base_url=HOST, client=(client, 5000)))
    browser.client.headers["Accept-Language"] = "en"
    return browser


@pytest.fixture
def timed(office):
    clock = Clock(IN_TIME)
    with opened(office, clock) as console:
        with console.desk.database.write() as tx:
            new = accounts.add(console.desk, tx, email="anna@example.org", name="Anna", role="admin")
            store.change(tx, new.id, password=passwords.hashed(GOOD))
        yield console, clock


@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_an_address_has_to_wait_after_five_failures_whether_it_has_an_account_or_not(timed, quick, email):
    console, clock = timed
    browser = console.visitor()
    statuses = [sign_in(browser, email, WRONG).status for _ in range(5)]
    told = browser.text.replace(email, "")
    assert statuses == [422] * 5
    assert sign_in(browser, email.upper(), GOOD).status == 429
    assert browser.headers["retry-after"] == "30"
    assert "wait 1 minute" in browser.text
    assert "do not belong together" in told
    assert len(quick) == 5
    clock.go(timedelta(seconds=31))
    assert sign_in(browser, email, WRONG).status == 422
    assert sign_in(browser, email, WRONG).status == 429
    assert browser.headers["retry-after"] == "60"


def test_who_waited_gets_in_and_is_counted_anew(timed, quick):
    console, clock = timed
    for _ in range(5):
        sign_in(console.visitor(), password=WRONG)
    clock.go(timedelta(seconds=31))
    assert sign_in(console.visitor(), next="/account").path == "/account"
    assert console.office.sql("SELECT 1 FROM attempt") == []


@pytest.mark.parametrize(
    ("clients", "counted"),
    [
        (["203.0.113.7"], True),
        ([f"2001:db8:1:2::{n:x}" for n in range(30)], True),
        ([f"2001:db8:1:{n:x}::1" for n in range(30)], False),
        ([f"203.0.113.{n}" for n in range(30)], False),
        (["::ffff:203.0.113.7", "203.0.113.7"], True),
    ],
)
def test_a_network_has_to_wait_after_thirty_failures(timed, quick, clients, counted):
    console, _ = timed
    for n in range(30):
        browser = from_(console, clients[n % len(clients)])
        assert sign_in(browser, f"nobody{n}@example.org", WRONG).status == 422
    last = from_(console, clients[-1])
    assert sign_in(last, next="/account").status == (429 if counted else 200)


def test_a_locked_address_lets_the_right_person_in_by_a_new_link(timed, quick):
    console, _ = timed
    for _ in range(5):
        sign_in(console.visitor(), password=WRONG)
    with console.desk.database.write() as tx:
        user = store.user_of(store.row_by_email(tx, "anna@example.org"))
        path = f"/link/{links.link_for(console.desk, tx, user)}"
    assert console.visitor().get(path).post(path, password=GOOD).path == "/"
    assert sign_in(console.visitor(), next="/account").path == "/account"


def test_links_are_not_found_by_trying(timed):
    console, _ = timed
    guesser = from_(console, "203.0.113.7")
    assert [guesser.get(f"/link/{n}").status for n in range(30)] == [410] * 30
    assert guesser.get("/link/31").status == 429
    assert from_(console, "203.0.113.8").get("/link/31").status == 410


def test_many_tries_at_the_same_time_are_that_many_tries(timed, quick):
    from concurrent.futures import ThreadPoolExecutor

    console, _ = timed
    browsers = [console.visitor().get("/sign-in") for _ in range(12)]

    def once(browser: Browser) -> int:
        return browser.post("/sign-in", email="anna@example.org", password=WRONG).status

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(once, browsers))
    assert statuses == [422] * 5 + [429] * 7
    assert len(quick) == 5


def test_no_address_stands_in_the_table_of_failures(timed, quick):
    console, _ = timed
    sign_in(from_(console, "203.0.113.7"), password=WRONG)
    assert all(re.fullmatch("[0-9a-f]{64}", row[1]) for row in table(console, "attempt"))


@pytest.mark.parametrize(
    ("count", "seconds"), [(4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (50, 900)]
)
def test_the_wait_grows(count, seconds):
    assert throttle.wait([IN_TIME] * count, throttle.OF_ADDRESS, IN_TIME) == timedelta(seconds=seconds)


def test_an_unknown_address_takes_as_long_as_a_known_one(console, anna):
    def taken(email: str) -> float:
        browser, began = console.visitor().get("/sign-in"), time.process_time()
        browser.post("/sign-in", email=email, password=WRONG)
        return time.process_time() - began

    known, unknown = taken("anna@example.org"), taken("nobody@example.org")
    assert 0.5 < known / unknown < 2
