"""Accounts: the first start, invitations, passwords, roles, sessions, and the commands."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta

import pytest
from rigs.console import Console, opened
from rigs.net import free_port
from rigs.office import IN_TIME, ended

from intake.domain.passwords import fault
from intake.services import accounts, links, passwords
from intake.store import accounts as store
from intake.web.browsers import browser_of
from intake.web.invitation import written

GOOD = "trois mouettes sur un toit"
OTHER = "quatre pingouins au bal"


@pytest.fixture(scope="module")
def kept() -> str:
    return passwords.hashed(GOOD)


@pytest.fixture
def anna(console: Console, kept: str):
    """An admin with a password."""
    with console.desk.database.write() as tx:
        user = accounts.add(console.desk, tx, email="anna@example.org", name="Anna", role="admin")
        store.change(tx, user.id, password=kept)
    return user


def signed_in(console: Console, email: str, password: str = GOOD):
    browser = console.visitor()
    return browser.get("/sign-in").post("/sign-in", email=email, password=password, next="/account")


def row(console: Console, email: str):
    with console.desk.database.read() as tx:
        return store.row_by_email(tx, email)


def link_in(page: str) -> str:
    return re.search(r'value="http://[^/"]+(/link/[\w-]+)"', page)[1]


def actions(console: Console) -> list[str]:
    return [one.action for one in console.office.sql("SELECT action FROM audit ORDER BY id")]


# --- the first start -----------------------------------------------------------


def test_the_first_start_makes_the_first_admin_and_signs_them_in(console):
    token = links.start(console.desk)
    browser = console.visitor().get(f"/start/{token}")
    browser.post(f"/start/{token}", name="Anna Berrada", email="Anna@Example.org", password=GOOD)
    assert (browser.path, browser.status) == ("/", 200)
    assert "Welcome!" in browser.text
    made = row(console, "anna@example.org")
    assert (made.role, made.name) == ("admin", "Anna Berrada")
    assert actions(console)[-2:] == ["account made", "signed in"]


def test_the_link_of_the_first_start_is_good_once(console):
    token = links.start(console.desk)
    first, second = console.visitor().get(f"/start/{token}"), console.visitor().get(f"/start/{token}")
    first.post(f"/start/{token}", name="Anna", email="anna@example.org", password=GOOD)
    second.post(f"/start/{token}", name="Eve", email="eve@example.org", password=OTHER)
    assert second.status == 410
    assert "good no more" in second.text
    assert row(console, "eve@example.org") is None
    assert console.visitor().get(f"/start/{token}").status == 410


def test_each_start_without_accounts_makes_a_fresh_link_and_the_older_one_is_good_no_more(console):
    old, new = links.start(console.desk), links.start(console.desk)
    assert console.visitor().get(f"/start/{old}").status == 410
    assert console.visitor().get(f"/start/{new}").status == 200


def test_with_an_admin_there_is_no_first_start(console, anna):
    assert links.start(console.desk) is None


def test_a_first_start_is_over_once_an_admin_was_made_in_another_way(console):
    token = links.start(console.desk)
    console.admin()
    assert console.visitor().get(f"/start/{token}").status == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "write your name"),
        ({"email": "anna"}, "write an e-mail address"),
        ({"password": "trop court"}, "At least 12 characters"),
        ({"password": "annaanna2026"}, "name or address"),
    ],
)
def test_what_is_wrong_at_the_first_start_is_said_and_what_was_typed_stays(console, fields, said):
    path = f"/start/{links.start(console.desk)}"
    typed = {"name": "Anna", "email": "anna@example.org", "password": GOOD} | fields
    browser = console.visitor().get(path).post(path, **typed)
    assert browser.status == 422
    assert said in browser.text
    assert typed["email"] in browser.page
    assert typed["password"] not in browser.page
    assert console.visitor().get(path).status == 200


# --- invitations ---------------------------------------------------------------


def invite(browser, **fields):
    typed = {"name": "Nadia", "email": "nadia@example.org", "role": "recruiter", "language": "fr"}
    return browser.get("/accounts").post("/accounts", **(typed | fields))


def test_an_admin_invites_a_recruiter_who_chooses_a_password_and_is_in(console):
    page = invite(console.admin()).page
    visitor = console.visitor().get(link_in(page))
    assert "Choisissez votre mot de passe" in visitor.text
    visitor.post(visitor.path, password=GOOD)
    assert (visitor.path, visitor.status) == ("/", 200)
    assert signed_in(console, "nadia@example.org").path == "/account"


def test_a_link_is_used_up_by_the_password_and_not_by_looking_at_it(console):
    path = link_in(invite(console.admin()).page)
    for _ in range(3):
        assert console.visitor().get(path).status == 200
    console.visitor().get(path).post(path, password=GOOD)
    assert console.visitor().get(path).status == 410
    late = console.visitor().get("/sign-in").post(path, password=OTHER)
    assert late.status == 410
    assert signed_in(console, "nadia@example.org", OTHER).status == 422


def test_a_link_is_good_for_its_time_only(office):
    clock = [IN_TIME]
    with opened(office, lambda: clock[0]) as console:
        path = link_in(invite(console.admin()).page)
        clock[0] += links.INVITED + timedelta(seconds=1)
        assert console.visitor().get(path).status == 410


def test_a_newer_link_replaces_the_older_one(console):
    admin = console.admin()
    old = link_in(invite(admin).page)
    admin.get("/accounts").post(f"/accounts/{row(console, 'nadia@example.org').id}/link")
    assert console.visitor().get(old).status == 410
    assert console.visitor().get(link_in(admin.page)).status == 200


def test_an_address_has_one_account(console):
    admin = console.admin()
    invite(admin)
    invite(admin, email="NADIA@example.org", name="Another")
    assert admin.status == 422
    assert "already" in admin.text
    assert "Another" in admin.page


@pytest.mark.parametrize(
    "email", ["nadia", "a@b@c", "nadia@exa mple.org", "<nadia@example.org>", "x@y\r\nBcc: z"]
)
def test_what_is_no_address_is_not_invited(console, email):
    browser = invite(console.admin(), email=email)
    assert browser.status == 422
    assert "write an e-mail address" in browser.text


def test_the_invitation_goes_by_mail_where_a_mailbox_and_an_address_of_the_console_are_known(office):
    office.configure(web={"url": "http://127.0.0.1:8080"})
    with opened(office) as console:
        page = invite(console.admin()).text
        assert "It goes by mail to" in page
        (letter,) = office.sql("SELECT kind, recipient, language, state FROM letter")
        assert tuple(letter) == ("invitation", "nadia@example.org", "fr", "pending")
        (raw,) = (bytes(one.raw).decode() for one in office.sql("SELECT raw FROM letter"))
        assert "Auto-Submitted: auto-generated" in raw


def test_without_an_address_of_the_console_the_link_is_handed_over_by_hand(console):
    assert "Hand it over yourself" in invite(console.admin()).text
    assert console.office.sql("SELECT 1 FROM letter") == []


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_invitation_shows_names_as_they_are_and_never_as_markup(console, anna, language):
    from dataclasses import replace

    letter = written(language, replace(anna, name="<b>A</b>"), "https://x.example/link/t", "A & B")
    assert "<b>" in letter.text
    assert "<b>" not in letter.html
    assert "A &amp; B" in letter.html
    assert 'href="https://x.example/link/t"' in letter.html


# --- roles, disabling ----------------------------------------------------------


def test_the_page_of_a_recruiter_says_which_postings_name_the_address(console):
    admin = console.admin()
    console.recruiter()
    admin.get(f"/accounts/{row(console, 'direction@example.org').id}")
    assert "Chargé(e) de projet" in admin.text
    invite(admin)
    admin.get(f"/accounts/{row(console, 'nadia@example.org').id}")
    assert "no posting names this address" in admin.text


def test_who_is_disabled_is_signed_out_at_once_and_cannot_come_back(console, kept):
    recruiter, admin = console.recruiter(), console.admin()
    assert recruiter.get("/account").path == "/account"
    who = row(console, "direction@example.org").id
    console.office.sql(
        "INSERT INTO api_token (account_id, name, hash, created_at) VALUES (:who, 'x', 'y', :at)",
        who=who,
        at="2026-05-01 00:00:00",
    )
    with console.desk.database.write() as tx:
        store.change(tx, who, password=kept)
    admin.get(f"/accounts/{who}").post(f"/accounts/{who}/link")
    path = link_in(admin.page)
    admin.get(f"/accounts/{who}").post(f"/accounts/{who}/disable")
    assert "cannot sign in any more" in admin.text
    assert recruiter.get("/account").path == "/sign-in"
    assert signed_in(console, "direction@example.org").status == 422
    assert console.visitor().get(path).status == 410
    assert console.office.sql("SELECT revoked_at FROM api_token")[0].revoked_at is not None
    admin.get(f"/accounts/{who}").post(f"/accounts/{who}/enable")
    assert signed_in(console, "direction@example.org").path == "/account"


@pytest.mark.parametrize(("action", "fields"), [("disable", {}), ("role", {"role": "recruiter"})])
def test_the_last_admin_who_can_sign_in_stays_one(console, anna, action, fields):
    admin = console.signed_in("anna@example.org", "admin")
    invite(admin, role="admin")  # who has not come yet
    admin.get(f"/accounts/{anna.id}").post(f"/accounts/{anna.id}/{action}", **fields)
    assert admin.status == 422
    assert "only admin who can sign in" in admin.text
    assert row(console, "anna@example.org").role == "admin"
    assert row(console, "anna@example.org").disabled_at is None


def test_of_two_admins_who_demote_each_other_at_a_time_one_stays(console, anna, kept):
    from concurrent.futures import ThreadPoolExecutor

    with console.desk.database.write() as tx:
        bela = accounts.add(console.desk, tx, email="bela@example.org", name="Bela", role="admin")
        store.change(tx, bela.id, password=kept)

    def demote(user):
        try:
            with console.desk.database.write() as tx:
                accounts.change_role(console.desk, tx, user.id, "recruiter")
        except accounts.LastAdmin:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(demote, [anna, bela]))
    assert sorted(done) == [False, True]


def test_a_changed_role_ends_the_sessions_from_before(console, anna):
    recruiter = console.recruiter()
    admin, who = console.signed_in("anna@example.org", "admin"), row(console, "direction@example.org").id
    admin.get(f"/accounts/{who}").post(f"/accounts/{who}/role", role="admin")
    assert "The role is changed" in admin.text
    assert recruiter.get("/account").path == "/sign-in"


def test_who_changes_their_own_role_goes_on_in_a_new_session(console, anna, kept):
    with console.desk.database.write() as tx:
        other = accounts.add(console.desk, tx, email="bela@example.org", name="Bela", role="admin")
        store.change(tx, other.id, password=kept)
    admin = console.signed_in("anna@example.org", "admin")
    before = admin.client.cookies["intake-session"]
    admin.get(f"/accounts/{anna.id}").post(f"/accounts/{anna.id}/role", role="recruiter")
    assert admin.path == "/account"
    assert admin.client.cookies["intake-session"] != before
    assert admin.get("/accounts").status == 404


@pytest.mark.parametrize("path", ["/accounts/999", "/accounts/99999999999999999999"])
def test_an_account_that_is_not_there_is_not_there(console, path):
    assert console.admin().get(path).status == 404


# --- passwords -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("onze lettre", "short"),
        ("é" * 1001, "long"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("abababababab", "common"),
        ("123456789012", "common"),
        ("0987654321098", "common"),
        ("Password1234!", "common"),
        ("motdepasse2026", "common"),
        ("azertyuiop123", "common"),
        ("qwertyuiop!!!", "common"),
        ("Anna@Example.org", "own"),
        ("anna.berrada", "own"),
        ("Berrada Anna 2026", "own"),
        ("AnnaAnnaAnna", "own"),
        (GOOD, None),
        ("correct horse battery", None),
        ("91736402858264", None),
        ("كلمة سر طويلة جدا", None),
        ("e\u0301" * 6 + "abcdef", None),
    ],
)
def test_a_password_is_long_and_not_what_would_be_tried_first(password, wrong):
    assert fault(password, email="anna.berrada@example.org", name="Anna Berrada") == wrong


def test_a_password_fits_however_its_accents_were_typed():
    assert passwords.fits("cafe\u0301 au soleil", passwords.hashed("café au soleil"))


def test_a_password_that_was_kept_at_other_costs_is_kept_anew_at_the_next_sign_in(console, anna):
    import base64
    import hashlib

    key = hashlib.scrypt(GOOD.encode(), salt=b"salt", n=2**14, r=8, p=1, dklen=32)
    old = f"scrypt${2**14}$8$1${base64.b64encode(b'salt').decode()}${base64.b64encode(key).decode()}"
    with console.desk.database.write() as tx:
        store.change(tx, anna.id, password=old)
    assert signed_in(console, "anna@example.org").path == "/account"
    assert not passwords.is_stale(row(console, "anna@example.org").password)
    assert signed_in(console, "anna@example.org").path == "/account"


def test_two_passwords_are_looked_at_at_a_time_and_few_wait_for_it(console, monkeypatch):
    import threading
    from concurrent.futures import ThreadPoolExecutor

    hold, running, most = threading.Event(), [0], [0]

    def slow(*_: object, **__: object) -> bytes:
        running[0] += 1
        most[0] = max(most[0], running[0])
        hold.wait(10)
        running[0] -= 1
        return b"x" * 32

    monkeypatch.setattr(passwords.hashlib, "scrypt", slow)
    with ThreadPoolExecutor(9) as pool:
        looks = [pool.submit(passwords.fits, "x", None) for _ in range(8)]
        while running[0] < 2 or passwords._line._value:
            pass
        with pytest.raises(passwords.Busy):
            passwords.fits("x", None)
        hold.set()
        assert [look.result() for look in looks] == [False] * 8
    assert most[0] == 2


def test_the_password_is_changed_by_the_old_one_and_ends_every_other_session(console, anna):
    here, elsewhere = signed_in(console, "anna@example.org"), signed_in(console, "anna@example.org")
    before = here.client.cookies["intake-session"]
    here.get("/account").post("/account/password", old=GOOD, new=OTHER)
    assert "Your password is changed" in here.text
    assert here.client.cookies["intake-session"] != before
    assert elsewhere.get("/account").path == "/sign-in"
    assert signed_in(console, "anna@example.org").status == 422
    assert signed_in(console, "anna@example.org", OTHER).path == "/account"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"old": OTHER, "new": OTHER}, "not your password"),
        ({"old": GOOD, "new": "court"}, "At least 12"),
    ],
)
def test_a_password_that_may_not_be_changed_so_stays(console, anna, fields, said):
    browser = signed_in(console, "anna@example.org")
    browser.post("/account/password", **fields)
    assert browser.status == 422
    assert said in browser.text
    assert browser.get("/account").path == "/account"


# --- one's own account ---------------------------------------------------------


def test_name_and_language_are_ones_own_to_set(console, anna):
    browser = signed_in(console, "anna@example.org")
    browser.post("/account", name="Anna B.", language="ar")
    assert 'dir="rtl"' in browser.page
    assert row(console, "anna@example.org").name == "Anna B."
    assert 'dir="rtl"' in signed_in(console, "anna@example.org").page


def test_who_signs_out_everywhere_else_stays_here(console, anna):
    here, elsewhere = signed_in(console, "anna@example.org"), signed_in(console, "anna@example.org")
    here.get("/account").post("/account/sign-out-elsewhere")
    assert here.path == "/account"
    assert elsewhere.get("/account").path == "/sign-in"


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("<script>alert(1)</script>", None),
    ],
)
def test_a_browser_is_told_in_words_of_ours(agent, told):
    from starlette.requests import Request

    scope = {"type": "http", "headers": [(b"user-agent", agent.encode())]}
    assert browser_of(Request(scope)) == told


# --- sessions ------------------------------------------------------------------


def test_a_session_ends_when_nobody_uses_it_and_after_a_week_in_any_case(office):
    clock = [IN_TIME]
    with opened(office, lambda: clock[0]) as console:
        browser = console.admin()
        clock[0] += timedelta(hours=11)
        assert browser.get("/account").path == "/account"
        clock[0] += timedelta(hours=13)
        assert browser.get("/account").path == "/sign-in"
        browser = console.admin()
        for _ in range(16):
            clock[0] += timedelta(hours=10)
            assert browser.get("/account").path == "/account"
        clock[0] += timedelta(hours=8)
        assert browser.get("/account").path == "/sign-in"


def test_what_is_over_is_swept_at_the_next_sign_in(office):
    clock = [IN_TIME]
    with opened(office, lambda: clock[0]) as console:
        console.admin()
        invite(console.admin())
        clock[0] += timedelta(days=15)
        console.admin()
        assert len(office.sql("SELECT 1 FROM session")) == 1
        assert office.sql("SELECT 1 FROM link") == []


# --- the commands --------------------------------------------------------------


def test_an_account_is_made_listed_disabled_and_enabled_by_command(office):
    made = office.run("account", "add", "Anna@example.org", "--name", "Anna", "--role", "admin")
    assert made.status == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/link/[\w-]{43}\n", made.out)
    assert "anna@example.org: it is good for once, within 7 days" in made.err
    nobody = office.run("account", "add", "nobody@example.org", "--name", "Nobody")
    assert "No posting names nobody@example.org" in nobody.err
    assert office.run("account", "disable", "nobody@example.org").status == 0
    added = office.run("account", "add", "direction@example.org", "--name", "Nadia")
    assert (added.status, "No posting" in added.err) == (0, False)
    anna, nadia, _ = office.run("account", "list", "--json").json
    assert (anna["email"], anna["role"], anna["signed_in_at"]) == ("anna@example.org", "admin", None)
    assert (nadia["role"], nadia["postings"]) == ("recruiter", ["omp"])
    assert office.run("account", "disable", "direction@example.org").status == 0
    assert office.run("account", "list", "--json").json[1]["disabled_at"]
    assert office.run("account", "link", "direction@example.org").status == 2
    assert office.run("account", "enable", "direction@example.org").status == 0
    assert "/link/" in office.run("account", "link", "direction@example.org").out
    assert "anna@example.org" in office.run("account", "list").out


@pytest.mark.parametrize(
    "words",
    [
        ("add", "anna", "--name", "Anna"),
        ("add", "anna@example.org", "--name", " "),
        ("add", "anna@example.org", "--name", "Anna", "--role", "king"),
        ("link", "nobody@example.org"),
        ("disable", "nobody@example.org"),
    ],
)
def test_a_command_that_cannot_be_done_says_so_with_status_2(office, words):
    ran = office.run("account", *words)
    assert ran.status == 2
    assert ran.err


def test_the_link_of_a_command_leads_to_the_console(office):
    address = office.run(
        "account", "add", "anna@example.org", "--name", "Anna", "--role", "admin"
    ).out.strip()
    with opened(office) as console:
        path = address.removeprefix("http://127.0.0.1:8080")
        visitor = console.visitor().get(path).post(path, password=GOOD)
        assert (visitor.path, visitor.status) == ("/", 200)


def test_the_command_serves_until_it_is_told_to_stop_and_prints_the_first_link(office):
    import http.client

    host = f"127.0.0.1:{free_port()}"
    process = office.start("web", "--listen", host)
    try:
        answers, _, start = (process.stdout.readline().strip() for _ in range(3))
        assert answers == f"The console answers at http://{host}"
        with closing(http.client.HTTPConnection(host)) as connection:
            connection.request("GET", start.removeprefix(f"http://{host}"))
            response = connection.getresponse()
            assert response.status == 200
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            response.read()
        taken = office.process("web", "--listen", host)
        assert taken.status == 2
        assert "cannot answer at" in taken.err
    finally:
        process.terminate()
        ran = ended(process)
    assert ran.status == 0, ran.err


@pytest.mark.parametrize("listen", ["0.0.0.0:8080", "[::]:8080", "nowhere"])
def test_plain_http_is_not_served_to_other_machines(office, listen):
    assert office.run("web", "--listen", listen).status == 2
