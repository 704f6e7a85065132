"""What an account signs in with under OAuth2: granted, kept before it is used, renewed by one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from rigs.clock import Clock
from rigs.dovecot import Dovecot
from rigs.office import Office
from rigs.smtp import Sink
from rigs.tokens import TokenServer

from intake import app, signing
from intake.adapters.oauth import Grant
from intake.domain.trouble import Trouble
from intake.services.desk import Desk
from intake.services.sign_in import SignInError, key_of
from intake.settings import load

DIED_AT = {"token granted": False, "token kept": True}  # whether a refresh token is good once there
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with TokenServer() as server:
        yield server


@pytest.fixture(scope="module")
def post(tokens) -> Iterator[Dovecot]:
    with Dovecot(token_url=tokens.url) as dovecot:
        yield dovecot


@pytest.fixture
def server(tokens, user) -> TokenServer:
    """The token server as if it were new."""
    tokens.begin(user)
    return tokens


@pytest.fixture
def sink(server) -> Iterator[Sink]:
    def owner(token: str) -> str | None:
        issued = server.access.get(token)
        return issued.user if issued else None

    with Sink(tokens=owner) as smtp:
        yield smtp


@pytest.fixture
def office(tmp_path, post, user, sink, server) -> Office:
    """An office whose mailbox signs in by a device's code."""
    office = Office(tmp_path, post, user, sink)
    set_way(office, {"token_url": f"{server.url}/token", "device_url": f"{server.url}/device"})
    return office


def set_way(office: Office, way: dict, **further) -> None:
    """Let the mailbox sign in so, for both protocols."""
    no_password = {"password": None}
    box = office.mailbox(imap=no_password, smtp={"username": office.user})
    box["auth"] = {"oauth2": {"client_id": "intake"} | way}
    office.configure({"jobs": box}, **further)


def log_in(office: Office) -> None:
    ran = office.run("login", "jobs")
    assert ran.status == 0, ran.err


def imap_of(desk):
    return desk.settings.mailboxes["jobs"].imap


@contextmanager
def desk_at(office: Office, now) -> Iterator[Desk]:
    """The office's desk, of a process that claims no mailbox."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in office.environment.items():
            patch.setenv(name, value)
        with app.open_desk(load(office.config), now=now) as desk:
            app.prepare(desk)
            yield desk


def secret(office: Office, at: datetime, refused: str | None = None) -> str:
    """What the mailbox signs in with at a time of ours."""
    with desk_at(office, lambda: at) as desk:
        if refused is not None:
            return desk.sign_ins.renewed("jobs", imap_of(desk), refused)
        return desk.sign_ins.secret_of("jobs", imap_of(desk))


def logged_in_at(office: Office, at: datetime = NOW) -> str:
    """Sign in at a time of ours; return the access token."""
    with desk_at(office, lambda: at) as desk:
        desk.sign_ins.sign_in("jobs", imap_of(desk), Silent())
        return desk.sign_ins.secret_of("jobs", imap_of(desk))


class Silent:
    username, browse, read = "jobs@example.org", None, None

    def enter(self, code: str, url: str) -> None:
        """Be told the code."""


# --- signing in ---


def test_login_says_what_to_do_and_proves_it_at_both_servers(office, server, user):
    server.pending = 1
    ran = office.run("login", "jobs")
    assert ran.status == 0, ran.err
    assert (
        f"Open {server.url}/here in any browser, enter the code ABCD-EFGH and sign in as {user}." in ran.out
    )
    assert ran.out.splitlines()[-3:] == [
        "Signed in.",
        "IMAP: 127.0.0.1 lets us in, and the folder INBOX can be read.",
        "SMTP: 127.0.0.1 lets us in.",
    ]
    assert server.asked["urn:ietf:params:oauth:grant-type:device_code"] == 2


def test_who_signed_in_as_somebody_else_is_told(office, server):
    server.who = "ann@example.org"
    ran = office.run("login", "jobs")
    assert ran.status == 0
    assert "Signed in as ann@example.org." in ran.out
    assert "must be a mailbox that ann@example.org may open" in ran.err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("login",), 2, "MAILBOX"),
        (("login", "omp"), 2, "no mailbox 'omp'; configured: jobs"),
        (("login", "jobs", "--json"), 2, "--json"),
    ],
)
def test_a_wrong_login_is_a_wrong_usage(office, words, status, said):
    ran = office.run(*words)
    assert (ran.status, said in ran.err) == (status, True), ran.err


def test_a_sign_in_goes_on_where_there_is_no_standard_input(office, server, monkeypatch):
    monkeypatch.setattr(signing, "sys", SimpleNamespace(stdin=None, platform="linux"))
    with desk_at(office, lambda: datetime.now(UTC)) as desk:
        assert signing.sign_in_to(desk, desk.settings.mailboxes["jobs"], browser=False)


def test_a_mailbox_with_a_password_has_nothing_to_sign_in_to(office):
    office.configure()
    ran = office.run("login", "jobs")
    assert ran.status == 2
    assert "signs in with a password" in ran.err


def test_a_sign_in_that_is_refused_keeps_nothing(office, server):
    server.plan((400, '{"error": "access_denied"}'))
    ran = office.run("login", "jobs")
    assert ran.status == 1
    assert "consent" in ran.err
    assert office.sql("SELECT * FROM token") == []


def test_a_poll_before_anybody_signed_in_says_which_command_to_give(office):
    said = office.poll(status=1)["mailboxes"][0]["error"]
    assert "Nobody has signed in" in said
    assert "intake login jobs" in said


def test_a_mailbox_is_polled_and_answers_with_tokens(office):
    log_in(office)
    office.apply()
    done = office.poll()
    assert (done["outcomes"], done["sent"]) == ({"application": 1}, 1)


# --- kept ---


def test_tokens_lie_in_the_database_sealed_and_their_key_beside_it(office, server):
    log_in(office)
    (row,) = office.sql("SELECT sealed FROM token")
    spoken = [*server.access, *server.refresh]
    assert spoken
    assert not any(token.encode() in bytes(row.sealed) for token in spoken)
    key = office.base / "var" / "token.key"
    assert key.stat().st_mode & 0o777 == 0o600


def test_keys_are_changed_one_by_one(office, server):
    way = {"token_url": f"{server.url}/token", "device_url": f"{server.url}/device"}
    for name, letter in (("OLD", "o"), ("NEW", "n")):
        office.environment[name] = letter * 32
    old, new = {"env": "OLD"}, {"env": "NEW"}
    set_way(office, way, token_keys=[old])
    access = logged_in_at(office)
    set_way(office, way, token_keys=[new, old])
    assert secret(office, NOW) == access  # opened by the old one
    renewed = secret(office, NOW + HOUR)  # sealed by the new one
    set_way(office, way, token_keys=[new])
    assert secret(office, NOW + HOUR) == renewed


def test_a_lost_key_asks_for_another_sign_in(office):
    logged_in_at(office)
    (office.base / "var" / "token.key").unlink()
    with pytest.raises(
        SignInError, match=r"key was changed or lost.*sign in with `intake login jobs`"
    ) as lost:
        secret(office, NOW)
    assert lost.value.permanent


def test_a_short_key_is_refused(office, server):
    office.environment["SHORT"] = "hush"
    set_way(
        office,
        {"token_url": f"{server.url}/token", "device_url": f"{server.url}/device"},
        token_keys=[{"env": "SHORT"}],
    )
    ran = office.run("login", "jobs")
    assert ran.status == 1
    assert "openssl rand" in ran.err


def test_another_client_or_server_asks_for_another_sign_in(office, server):
    before = key_of(load(office.config).mailboxes["jobs"].imap)
    set_way(
        office, {"token_url": f"{server.url}/token", "device_url": f"{server.url}/device", "client_id": "x"}
    )
    assert key_of(load(office.config).mailboxes["jobs"].imap) != before


# --- renewed ---


def test_a_token_is_used_until_five_minutes_before_its_end_and_then_renewed(office, server):
    access = logged_in_at(office)
    assert secret(office, NOW + timedelta(minutes=54)) == access
    assert server.renewals() == 0
    renewed = secret(office, NOW + timedelta(minutes=56))
    assert renewed != access
    assert renewed in server.access
    assert server.renewals() == 1


def test_a_short_token_is_renewed_in_its_last_quarter(office, server):
    server.life = 60
    access = logged_in_at(office)
    assert secret(office, NOW + timedelta(seconds=44)) == access
    assert secret(office, NOW + timedelta(seconds=46)) != access


@pytest.mark.parametrize("rotates", [True, False])
def test_it_is_renewed_for_ever_whether_the_server_changes_the_refresh_token_or_not(office, server, rotates):
    server.rotates = rotates
    logged_in_at(office)
    seen = {secret(office, NOW + number * HOUR) for number in range(1, 5)}
    assert (len(seen), server.renewals()) == (4, 4)


def test_what_a_renewal_does_not_say_again_stays(office, server):
    server.rotates = False
    logged_in_at(office)
    server.plan((200, '{"access_token": "at-1", "token_type": "bearer", "expires_in": "60"}'))
    assert secret(office, NOW + HOUR) == "at-1"
    assert secret(office, NOW + 2 * HOUR) in server.access


def test_a_token_that_the_mail_server_refuses_is_renewed_and_the_poll_goes_on(office, server):
    log_in(office)
    server.forget_access()
    office.apply()
    assert office.poll()["sent"] == 1
    assert server.renewals() == 1


def test_one_that_another_has_renewed_meanwhile_is_not_renewed_again(office, server):
    access = logged_in_at(office)
    renewed = secret(office, NOW, refused=access)
    assert secret(office, NOW, refused=access) == renewed
    assert server.renewals() == 1


def test_threads_renew_it_once(office, server):
    logged_in_at(office)
    with desk_at(office, lambda: NOW + HOUR) as desk:
        found: list[str | None] = []
        server.hold.set()
        threads = [
            threading.Thread(target=lambda: found.append(desk.sign_ins.secret_of("jobs", imap_of(desk))))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        assert server.slow.wait(10)
        server.hold.clear()
        for thread in threads:
            thread.join()
    assert len(set(found)) == 1
    assert server.renewals() == 1


def test_one_that_the_database_did_not_take_is_kept_before_anything_else_is_asked_for(office, server):
    """The refresh token from before is spent."""
    logged_in_at(office)
    with desk_at(office, lambda: NOW + HOUR) as desk:
        failed = threading.Event()

        def renew() -> None:
            try:
                desk.sign_ins.secret_of("jobs", imap_of(desk))
            except Trouble:
                failed.set()

        server.hold.set()
        thread = threading.Thread(target=renew)
        thread.start()
        assert server.slow.wait(10)
        office.sql("ALTER TABLE token RENAME TO away")
        server.hold.clear()
        thread.join()
        office.sql("ALTER TABLE away RENAME TO token")
        assert failed.is_set()
        access = desk.sign_ins.secret_of("jobs", imap_of(desk))
    assert secret(office, NOW + HOUR) == access
    assert (access in server.access, server.renewals()) == (True, 1)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_who_signs_in_while_a_renewal_is_under_way_has_the_last_word(office, server, withdrawn):
    """Be it granted or refused: it is of the sign-in from before."""
    logged_in_at(office)
    if withdrawn:
        server.revoke()
    with desk_at(office, lambda: NOW + timedelta(minutes=58)) as desk:
        server.hold.set()
        thread = threading.Thread(target=desk.sign_ins.secret_of, args=("jobs", imap_of(desk)))
        thread.start()
        assert server.slow.wait(10)
        fresh = server.give()
        grant = Grant(access_token=fresh["access_token"], refresh_token=fresh["refresh_token"], lives=3600)
        person = replace(desk.sign_ins, issuer=lambda *_: SimpleNamespace(sign_in=lambda _: grant))
        person.sign_in("jobs", imap_of(desk), Silent())
        server.hold.clear()
        thread.join()
        assert desk.sign_ins.secret_of("jobs", imap_of(desk)) == grant.access_token
    assert office.sql("SELECT trouble, retry_at FROM token") == [(None, None)]


def test_nobody_is_asked_to_sign_in_where_it_could_not_be_kept(office, server):
    way = {"token_url": f"{server.url}/token", "device_url": f"{server.url}/device"}
    set_way(office, way, token_keys=[{"env": "NOT_SET"}])
    ran = office.run("login", "jobs")
    assert (ran.status, "NOT_SET" in ran.err, server.asked) == (1, True, {})


# --- in vain ---


def test_what_was_put_off_by_a_clock_that_was_wrong_is_not_put_off(office, server):
    logged_in_at(office)
    server.plan((500, ""))
    clock = Clock(NOW + timedelta(days=365))
    with desk_at(office, clock) as desk:
        with pytest.raises(Trouble, match="does not answer"):
            desk.sign_ins.secret_of("jobs", imap_of(desk))
        clock.go(2 * HOUR - timedelta(days=365))
        assert desk.sign_ins.secret_of("jobs", imap_of(desk)) in server.access


def test_an_empty_refresh_token_is_none(office, server, monkeypatch):
    logged_in_at(office)
    server.rotates, give = False, server.give
    monkeypatch.setattr(server, "give", lambda **words: give(**words) | {"refresh_token": ""})
    for hours in (1, 2):
        assert secret(office, NOW + hours * HOUR) in server.access


def test_a_sign_in_that_was_withdrawn_is_told_once_and_not_asked_about_for_an_hour(office, server):
    logged_in_at(office)
    server.revoke()
    at = NOW + HOUR
    for minutes in (0, 1, 59):
        with pytest.raises(Trouble, match=r"consent was withdrawn.*`intake login jobs`") as gone:
            secret(office, at + timedelta(minutes=minutes))
        assert gone.value.permanent
    assert server.renewals() == 1
    with pytest.raises(Trouble, match="withdrawn"):
        secret(office, at + timedelta(minutes=61))
    assert server.renewals() == 2
    assert logged_in_at(office, at) in server.access


def test_check_asks_at_once_whatever_was_put_off(office, server):
    log_in(office)
    server.life = 0
    server.forget_access()
    server.plan((503, "away"))
    assert "503" in office.poll(status=1)["mailboxes"][0]["error"]
    server.life = 3600
    assert office.run("check", "--connect").status == 0


FAULTS = [
    (500, "broken"),
    (503, '{"error": "invalid_grant"}'),
    (429, '{"error": "too many"}'),
    (400, '{"error": "temporarily_unavailable"}'),
    (404, "<html>"),
    (302, ""),
    (200, "<html>"),
    (200, "[]"),
    (200, '{"access_token": "a b"}'),
    (200, "[" * 100_000),
    (200, '{"access_token": "' + "a" * 300_000 + '"}'),
    "drop",
]


@pytest.mark.parametrize("answer", FAULTS, ids=lambda answer: str(answer)[:40])
def test_a_server_that_fails_costs_nothing_while_the_token_is_good_and_is_asked_again_later(
    office, server, answer
):
    access = logged_in_at(office)
    server.plan(answer)
    clock = Clock(NOW + timedelta(minutes=56))
    with desk_at(office, clock) as desk:
        for _ in range(2):
            assert desk.sign_ins.secret_of("jobs", imap_of(desk)) == access
        assert server.renewals() == 1  # it is left alone for some seconds
        clock.go(timedelta(seconds=6))
        assert desk.sign_ins.secret_of("jobs", imap_of(desk)) != access
    assert server.renewals() == 2


def test_a_server_that_stays_away_is_asked_ever_less_often_and_told_as_passing(office, server):
    logged_in_at(office)
    server.plan(*[(500, "")] * 20)
    clock = Clock(NOW + HOUR)
    with desk_at(office, clock) as desk:
        for _ in range(60):
            with pytest.raises(Trouble, match="does not answer as it should") as away:
                desk.sign_ins.secret_of("jobs", imap_of(desk))
            assert not away.value.permanent
            clock.go(timedelta(seconds=20))
    assert 6 <= server.renewals() <= 10  # in 20 minutes


def test_a_token_is_neither_logged_nor_told(office, server, caplog, capsys):
    caplog.set_level("DEBUG")
    server.plan((400, '{"error": "invalid_grant", "error_description": "at-x rt-x"}'))
    office.run("--verbose", "login", "jobs")
    log_in(office)
    quoting = {"error": "invalid_grant", "error_description": " ".join(server.refresh)}
    server.life = 0
    server.forget_access()
    server.plan((400, str(quoting).replace("'", '"')))
    ran = office.run("--verbose", "poll", "--json")
    assert ran.status == 1
    told = caplog.text + ran.out + ran.err + "".join(capsys.readouterr())
    assert not any(word in told for word in (*server.refresh, *server.access, "at-", "rt-"))


# --- processes that die, or are many ---


def _start(launcher, office: Office, *words: str, place: tuple[str, ...] = ()):
    return launcher.start([*words, "--config", str(office.config)], place, **office.environment)


def _let_it_end(office: Office, server: TokenServer) -> None:
    """Sign in, and let the access token be over at once."""
    log_in(office)
    server.life = 0
    with desk_at(office, lambda: datetime.now(UTC) + 2 * HOUR) as desk:
        desk.sign_ins.secret_of("jobs", imap_of(desk))
    server.life, before = 3600, server.renewals()
    server.asked.clear()
    assert before == 1


@pytest.mark.parametrize(("point", "rotates"), DIED_AT.items())
def test_who_dies_over_a_renewal_locks_nobody_out(launcher, office, server, point, rotates):
    """Where a server takes a refresh token once only, what it gave to the dead is lost with him."""
    server.rotates = rotates
    _let_it_end(office, server)
    killed = launcher.wait(_start(launcher, office, "poll", "--json", place=(point,)))
    assert killed.code == -9, killed.err
    assert office.poll()["mailboxes"][0]["error"] is None


def test_a_sign_in_that_was_lost_with_a_process_is_told_with_its_remedy(launcher, office, server):
    _let_it_end(office, server)
    assert launcher.wait(_start(launcher, office, "poll", place=("token granted",))).code == -9
    assert "intake login jobs" in office.poll(status=1)["mailboxes"][0]["error"]
    log_in(office)
    office.poll()


def test_two_processes_renew_it_once(launcher, office, server):
    _let_it_end(office, server)
    server.hold.set()
    first = _start(launcher, office, "check", "--connect")
    assert server.slow.wait(10)
    second = _start(launcher, office, "check", "--connect")
    threading.Event().wait(0.3)  # long enough to ask, if it did
    server.hold.clear()
    ends = [launcher.wait(first), launcher.wait(second)]
    assert [end.code for end in ends] == [0, 0], ends
    assert server.renewals() == 1


def test_the_key_is_made_once_by_all_who_come_at_the_same_time(tmp_path: Path):
    from intake.adapters.seal import key_in

    found: list[str] = []
    start = threading.Barrier(8)

    def make() -> None:
        start.wait()
        found.append(key_in(tmp_path / "var" / "token.key"))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["token.key"]
