"""Handing over letters to a real server that refuses, delays, cuts the wire and loses answers."""

from __future__ import annotations

import hashlib
import ssl
import time

import pytest
from rigs.net import LOOPBACK, Authority, Proxy, free_port
from rigs.smtp import Sink

from intake.adapters import smtp
from intake.adapters.smtp import Deferred, Refused, Sent, Unknown
from intake.domain.model import Account

JOBS, AMEL = "jobs@example.org", "amel@example.net"
RAW = b"Subject: Votre candidature\r\n\r\nBonjour\r\n"
WHOLE = 4 << 20  # bytes: more than the buffers of a loopback connection hold


def nothing() -> None:
    """Do nothing before the letter."""


def account(port: int, **changes: object) -> Account:
    return Account(**({"host": LOOPBACK, "port": port, "security": "none"} | changes))


def send(server: Sink | Proxy, raw: bytes = RAW, recipient: str = AMEL, **options: float) -> smtp.Result:
    with smtp.connect(account(server.port), None, **options) as session:
        return session.send(JOBS, recipient, raw, nothing)


def test_a_letter_arrives_with_its_envelope_and_byte_for_byte(sink):
    assert send(sink) == Sent()
    (mail,) = sink.mails
    assert (mail.sender, mail.recipients, mail.raw) == (JOBS, (AMEL,), RAW)


def test_several_letters_go_over_one_connection(sink):
    with smtp.connect(account(sink.port), None) as session:
        assert [session.send(JOBS, AMEL, RAW, nothing) for _ in range(3)] == [Sent()] * 3
        assert session.alive
    assert len(sink.mails) == 3
    assert sink.connections == 1


@pytest.mark.parametrize(
    ("raw", "arrives"),
    [
        (b"A: b\r\n\r\n.\r\n", b"A: b\r\n\r\n.\r\n"),
        (b"A: b\r\n\r\n..x\r\n.y\r\n", b"A: b\r\n\r\n..x\r\n.y\r\n"),
        (b"A: b\n\nx\n", b"A: b\r\n\r\nx\r\n"),
        (b"A: b\r\n\r\nx", b"A: b\r\n\r\nx\r\n"),
        (b"A: b\r\n\r\nx\r.\r\nMAIL FROM:<a@b>\r\n", b"A: b\r\n\r\nx\r\n.\r\nMAIL FROM:<a@b>\r\n"),
        (b"A: b\r\n\r\nx\n.\nRSET\r\n", b"A: b\r\n\r\nx\r\n.\r\nRSET\r\n"),
        (b"A: b\r\n\r\n\xc3\xa9\r\n", b"A: b\r\n\r\n\xc3\xa9\r\n"),
    ],
)
def test_no_line_of_a_letter_ends_it_early(sink, raw, arrives):
    assert send(sink, raw) == Sent()
    assert [mail.raw for mail in sink.mails] == [arrives]


# --- refusals ------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("451 4.7.1 greylisted", Deferred("451 4.7.1 greylisted")),
        ("452 4.2.2 mailbox full", Deferred("452 4.2.2 mailbox full")),
        ("550 5.1.1 no such user", Refused("550 5.1.1 no such user")),
        ("554 5.7.1 spam", Refused("554 5.7.1 spam")),
    ],
)
def test_a_4xx_is_for_now_and_a_5xx_for_good_and_the_next_letter_goes(sink, stage, answer, result):
    sink.plan(stage, answer)
    with smtp.connect(account(sink.port), None) as session:
        assert session.send(JOBS, AMEL, RAW, nothing) == result
        assert not sink.mails
        assert session.send(JOBS, AMEL, RAW, nothing) == Sent()
    assert sink.connections == 1


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "DOT"])
def test_after_421_the_letter_waits_and_the_session_is_over(sink, stage):
    sink.plan(stage, "421 4.3.2 shutting down")
    with smtp.connect(account(sink.port), None) as session:
        assert session.send(JOBS, AMEL, RAW, nothing) == Deferred("421 4.3.2 shutting down")
        assert not session.alive
        assert isinstance(session.send(JOBS, AMEL, RAW, nothing), Deferred)


def test_a_reason_holds_no_address(sink):
    sink.plan("RCPT", f"550 5.1.1 <{AMEL}>: no such user")
    assert send(sink) == Refused("550 5.1.1 <…>: no such user")


# --- the moment of handing over ------------------------------------------------


def test_before_data_is_called_once_before_a_byte_of_the_letter_is_sent(sink):
    calls = []
    with smtp.connect(account(sink.port), None) as session:
        session.send(JOBS, AMEL, RAW, lambda: calls.append(len(sink.mails)))
    assert calls == [0]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_before_data_is_not_called_for_a_letter_refused_before(sink, stage):
    sink.plan(stage, "550 5.1.1 no")
    calls = []
    with smtp.connect(account(sink.port), None) as session:
        session.send(JOBS, AMEL, RAW, lambda: calls.append(1))
    assert not calls


def test_where_before_data_fails_no_letter_leaves(sink):
    def fail() -> None:
        raise OSError("the database is gone")

    with smtp.connect(account(sink.port), None) as session:
        with pytest.raises(OSError, match="database"):
            session.send(JOBS, AMEL, RAW, fail)
        assert not session.alive
    assert not sink.mails


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_letter_defers_it(sink, stage):
    sink.plan(stage, "drop")
    assert isinstance(send(sink), Deferred)


def test_a_connection_lost_in_the_middle_of_the_letter_defers_it(sink):
    sink.plan("BODY", "drop")
    assert isinstance(send(sink, RAW + b"x" * 70 * (WHOLE // 70)), Deferred)
    assert not sink.mails


def test_a_refusal_in_the_middle_of_the_letter_is_heard_and_the_dot_not_sent(sink):
    sink.plan("BODY", "552 5.3.4 too big")
    with smtp.connect(account(sink.port), None) as session:
        result = session.send(JOBS, AMEL, RAW, lambda: time.sleep(0.3))
        assert result == Refused("552 5.3.4 too big")
        assert not session.alive
    assert not sink.mails


def test_a_lost_answer_is_unknown_and_the_server_has_the_letter(sink):
    sink.plan("DOT", "drop")
    assert isinstance(send(sink), Unknown)
    assert len(sink.mails) == 1


def test_an_answer_that_comes_too_late_is_unknown(sink):
    sink.plan("DOT", 1.0)
    assert isinstance(send(sink, answer_timeout=0.2), Unknown)


def test_the_answer_to_the_letter_may_take_longer_than_others(sink):
    sink.plan("DOT", 0.6)
    assert send(sink, timeout=0.3) == Sent()


def test_a_senseless_answer_to_the_letter_is_unknown(sink):
    with Proxy(sink.port, rewrite=lambda said: said.replace(b"250 2.0.0 taken", b"well...")) as proxy:
        assert isinstance(send(proxy), Unknown)
    assert len(sink.mails) == 1


def test_a_silent_server_before_the_letter_defers_it(sink):
    sink.plan("RCPT", 1.0)
    assert isinstance(send(sink, timeout=0.2), Deferred)


def test_a_quit_that_fails_changes_nothing(sink):
    sink.plan("QUIT", "drop")
    assert send(sink) == Sent()


@pytest.mark.parametrize("cut", range(0, 200, 9))
def test_a_wire_cut_anywhere_never_claims_what_is_not_so(sink, cut):
    """Truth is the sink's: Sent means it has the letter, Deferred that it has not."""
    with Proxy(sink.port, cut_after=cut) as proxy:
        try:
            result = send(proxy)
        except smtp.SmtpError as error:
            result = Refused("no session") if error.permanent else Deferred("no session")
    assert not isinstance(result, Refused)
    if not isinstance(result, Unknown):
        assert len(sink.mails) == isinstance(result, Sent)


# --- addresses and size --------------------------------------------------------


def test_a_local_part_that_is_not_ascii_goes_by_smtputf8(sink):
    assert send(sink, recipient="amélie@example.net") == Sent()
    assert sink.mails[0].recipients == ("amélie@example.net",)


def test_without_smtputf8_such_an_address_is_refused_in_a_sentence():
    with Sink(smtputf8=False) as server:
        result = send(server, recipient="amélie@example.net")
    assert isinstance(result, Refused)
    assert "SMTPUTF8" in result.reason


def test_a_domain_that_is_not_ascii_goes_by_its_a_label(sink):
    assert send(sink, recipient="amel@exämple.org") == Sent()
    assert sink.mails[0].recipients == ("amel@xn--exmple-cua.org",)


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "amel",
        "@example.org",
        "amel@",
        "amel@example.org\r\nRCPT TO:<victim@example.org>",
        "amel@example.org> SIZE=1",
        "amel@" + "é" * 70 + ".org",
        "a" * 300 + "@example.org",
        "amel@example.org\x00",
    ],
)
def test_what_is_no_address_is_refused_before_the_server_hears_it(sink, recipient):
    with smtp.connect(account(sink.port), None) as session:
        assert isinstance(session.send(JOBS, recipient, RAW, nothing), Refused)
        assert session.send(JOBS, AMEL, RAW, nothing) == Sent()
    assert len(sink.mails) == 1


def test_a_letter_above_the_servers_size_is_refused_unsent():
    with Sink(size_limit=1000) as server:
        result = send(server, RAW + b"x" * 70 * 20)
        assert isinstance(result, Refused)
        assert "1000" in result.reason
        assert not server.mails


def test_a_large_letter_arrives_whole(sink):
    raw = RAW + b"".join(
        hashlib.sha512(b"%d" % line).hexdigest().encode()[:76] + b"\r\n" for line in range(65_000)
    )
    assert send(sink, raw) == Sent()
    assert hashlib.sha256(sink.mails[0].raw).digest() == hashlib.sha256(raw).digest()


# --- connecting ----------------------------------------------------------------


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_letters_go_over_tls_with_an_authority_of_ones_own_and_a_login(
    security, certificate, authority: Authority
):
    with Sink(tls=security, certificate=certificate, users={"jobs": "secret"}) as server:
        private = account(
            server.port, host="localhost", security=security, username="jobs", ca_file=str(authority.ca_file)
        )
        with smtp.connect(private, "secret") as session:
            assert session.send(JOBS, AMEL, RAW, nothing) == Sent()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_does_not_verify_stops_everything(security, certificate: ssl.SSLContext):
    with (
        Sink(tls=security, certificate=certificate) as server,
        pytest.raises(smtp.SmtpError, match="does not verify") as caught,
    ):
        smtp.connect(account(server.port, host="localhost", security=security), None)
    assert caught.value.permanent
    assert "ca_file" in caught.value.remedy


def test_where_starttls_is_stripped_nothing_is_sent(certificate, authority: Authority):
    with (
        Sink(tls="starttls", certificate=certificate) as server,
        Proxy(server.port, rewrite=lambda said: said.replace(b"STARTTLS", b"X-NOTHING")) as proxy,
        pytest.raises(smtp.SmtpError, match="offers no STARTTLS"),
    ):
        smtp.connect(
            account(proxy.port, host="localhost", security="starttls", ca_file=str(authority.ca_file)), None
        )
    assert not server.mails


@pytest.mark.parametrize("password", ["wrong", "fàlse", "سر"])
def test_a_wrong_password_is_refused_for_good_and_not_said(password):
    with (
        Sink(users={"jobs": "secret"}) as server,
        pytest.raises(smtp.SmtpError, match="refuses the login") as caught,
    ):
        smtp.connect(account(server.port, username="jobs"), password)
    assert caught.value.permanent
    assert password not in caught.value.text


@pytest.mark.parametrize("password", ["secret", 'sp ace"\\', "motdepassé", "سر"])
def test_any_character_may_stand_in_a_password(password):
    with (
        Sink(users={"jobs": password}) as server,
        smtp.connect(account(server.port, username="jobs"), password) as session,
    ):
        assert session.send(JOBS, AMEL, RAW, nothing) == Sent()


def test_a_password_for_a_server_that_takes_none_is_said(sink):
    with pytest.raises(smtp.SmtpError, match="takes no password") as caught:
        smtp.connect(account(sink.port, username="jobs"), "secret")
    assert caught.value.permanent


@pytest.mark.parametrize(
    ("changes", "permanent", "says"),
    [
        ({"host": "smtp.example.org"}, True, "without TLS"),
        ({"host": "no-such-host.invalid", "security": "tls"}, False, "no connection"),
        ({"host": "x" * 70 + ".invalid", "security": "tls"}, False, "no connection"),
        ({"ca_file": "/nowhere/ca.pem"}, True, "cannot be read"),
        ({}, False, "refused"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(changes, permanent, says):
    with pytest.raises(smtp.SmtpError, match=says) as caught:
        smtp.connect(account(free_port(), **changes), None)
    assert caught.value.permanent is permanent


@pytest.mark.parametrize(
    ("greeting", "permanent"),
    [
        (b"421 too busy\r\n", False),
        (b"554 go away\r\n", True),
        (b"HTTP/1.1 400 Bad\r\n", False),
        (b"\x00\xff\r\n", False),
    ],
)
def test_a_server_that_does_not_greet_gets_nothing(sink, greeting, permanent):
    with Proxy(sink.port, rewrite=lambda _: greeting) as proxy, pytest.raises(smtp.SmtpError) as caught:
        smtp.connect(account(proxy.port), None, timeout=2)
    assert caught.value.permanent is permanent
