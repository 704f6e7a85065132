"""The contract of a mailbox whatever one signs in with: a password, XOAUTH2 or OAUTHBEARER."""

from __future__ import annotations

import dataclasses
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue

import pytest
from builders.mails import mail
from rigs.dovecot import PASSWORD, Dovecot
from rigs.smtp import Sink
from rigs.tokens import TokenServer

from intake.adapters import imap, sasl, smtp
from intake.adapters.idle import IdleHub
from intake.domain.model import Account, OAuth2, Security

RAW = mail(subject="A letter")
WAYS = [(way, security) for way in ("password", "xoauth2", "oauthbearer") for security in ("tls", "starttls")]


@pytest.fixture(scope="module")
def server() -> Iterator[TokenServer]:
    with TokenServer() as tokens:
        yield tokens


@pytest.fixture(scope="module")
def post(server) -> Iterator[Dovecot]:
    with Dovecot(token_url=server.url) as dovecot:
        yield dovecot


def way_of(mechanism: str | None) -> OAuth2:
    return OAuth2(issuer="other", flow="client", mechanism=mechanism)


def account_at(post: Dovecot, user: str, way: str, security: Security = "tls") -> Account:
    return Account(
        host="localhost",
        port=post.port_tls if security == "tls" else post.port_plain,
        security=security,
        username=user,
        oauth2=None if way == "password" else way_of(way if way != "any" else None),
        ca_file=post.ca_file,
    )


def token_of(server: TokenServer, user: str) -> str:
    return str(server.give(user=user)["access_token"])


@pytest.mark.parametrize(("way", "security"), WAYS)
def test_a_mailbox_is_read_and_idled_on(server, post, user, way, security):
    account = account_at(post, user, way, security)
    secret = PASSWORD if way == "password" else token_of(server, user)
    post.append(user, RAW)
    with imap.connect(account, secret) as session:
        session.examine("INBOX")
        assert [fetched.raw for fetched in session.fetch(session.uids())] == [RAW]
    events: SimpleQueue[str] = SimpleQueue()
    with IdleHub() as hub:
        hub.watch(
            "jobs", account, lambda: secret, "INBOX", events.put, on_begun=lambda _: events.put("begun")
        )
        assert events.get(timeout=10) == "begun"
        post.deliver(user, RAW)
        assert events.get(timeout=10) == "jobs"


@pytest.mark.parametrize(("way", "security"), WAYS)
def test_a_letter_is_handed_over(server, authority, certificate, user, way, security):  # noqa: PLR0917
    def owner(token: str) -> str | None:
        issued = server.access.get(token)
        return issued.user if issued else None

    secret = PASSWORD if way == "password" else token_of(server, user)
    with Sink(tls=security, certificate=certificate, users={user: PASSWORD}, tokens=owner) as sink:
        account = Account(
            host="localhost",
            port=sink.port,
            security=security,
            username=user,
            oauth2=None if way == "password" else way_of(way),
            ca_file=str(authority.ca_file),
        )
        with smtp.connect(account, secret) as session:
            sent = session.send(user, "ann@example.com", RAW, lambda: None)
        assert (sent.state, len(sink.mails)) == ("sent", 1)


@pytest.mark.parametrize("way", ["xoauth2", "oauthbearer"])
def test_a_refused_token_is_a_refused_login_that_quotes_nothing(server, post, user, way):
    with pytest.raises(imap.LoginError) as refused:
        imap.connect(account_at(post, user, way), "at-unknown")
    assert "at-unknown" not in str(refused.value)
    assert user not in str(refused.value)


@pytest.mark.parametrize(("way", "farewell"), [("xoauth2", b""), ("oauthbearer", b"\x01")])
def test_a_server_that_says_why_it_refuses_is_answered(user, way, farewell):
    """RFC 7628 §3.2.3: the refusal itself comes after that."""
    account = Account(host="127.0.0.1", port=1, security="none", username=user, oauth2=way_of(way))
    with Sink(tokens=lambda _: None) as sink:
        with pytest.raises(smtp.SmtpError) as refused:
            smtp.connect(dataclasses.replace(account, port=sink.port), "at-unknown")
        assert refused.value.permanent
        assert "at-unknown" not in str(refused.value)
        assert sink.farewells == [farewell]


def test_a_refused_token_is_renewed_once_and_tried_again(server, post, user):
    refused = []

    def renew(token: str) -> str:
        refused.append(token)
        return token_of(server, user)

    account = account_at(post, user, "any")
    with imap.connect(account, "at-stale", renew=renew) as session:
        session.examine("INBOX")
    with (
        Sink(tokens=lambda token: user if token != "at-stale" else None) as sink,
        smtp.connect(
            dataclasses.replace(account, port=sink.port, host="127.0.0.1", security="none"),
            "at-stale",
            renew=renew,
        ),
    ):
        pass
    assert refused == ["at-stale", "at-stale"]
    with pytest.raises(imap.LoginError):
        imap.connect(account, "at-stale", renew=lambda _: "at-staler")


@pytest.mark.parametrize(("offered", "used"), [("oauthbearer", "OAUTHBEARER"), ("xoauth2", "XOAUTH2")])
def test_the_mechanism_is_the_one_that_the_server_offers(server, user, offered, used):
    with Dovecot(token_url=server.url, mechanisms=offered) as dovecot:
        with imap.connect(account_at(dovecot, user, "any"), token_of(server, user)) as session:
            session.examine("INBOX")
        other = "xoauth2" if offered == "oauthbearer" else "oauthbearer"
        with pytest.raises(imap.MailboxError):
            imap.connect(account_at(dovecot, user, other), token_of(server, user))


@pytest.mark.parametrize("way", ["plain", "xoauth2", "oauthbearer"])
def test_a_server_that_asks_without_end_is_left(way):
    words: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def ask() -> None:
            client, _ = door.accept()
            with client, client.makefile("rb") as lines, suppress(OSError):
                client.sendall(b"* OK hello\r\n")
                tag = next(lines).split()[0].decode()
                can = f"* CAPABILITY IMAP4rev1 SASL-IR AUTH={way.upper()}\r\n{tag} OK done\r\n"
                client.sendall(can.encode())
                for line in lines:
                    words.append(line)
                    if len(words) == 50:
                        return
                    client.sendall(b"+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")

        thread = threading.Thread(target=ask)
        thread.start()
        port = door.getsockname()[1]
        account = Account(
            host="127.0.0.1",
            port=port,
            security="none",
            username="jobs@example.org",
            oauth2=None if way == "plain" else way_of(way),
        )
        with pytest.raises(imap.UnreachableError, match="broke at the login"):
            imap.connect(account, "at-any")
        thread.join()
    assert len(words) <= 4


def test_a_server_without_oauth2_is_named_as_such(dovecot, user):
    account = account_at(dovecot, user, "any")
    with pytest.raises(imap.MailboxError, match="takes no sign-in with OAuth2"):
        imap.connect(account, "at-any")
    with Sink() as sink, pytest.raises(smtp.SmtpError, match="takes no sign-in with OAuth2"):
        smtp.connect(
            dataclasses.replace(account, port=sink.port, host="127.0.0.1", security="none"), "at-any"
        )


@pytest.mark.parametrize(
    ("mechanism", "words"),
    [
        ("xoauth2", "user=noé=b,c@example.org\x01auth=Bearer at-1\x01\x01"),
        (
            "oauthbearer",
            "n,a=noé=3Db=2Cc@example.org,\x01host=imap.example.org\x01port=993\x01auth=Bearer at-1\x01\x01",
        ),
    ],
)
def test_a_name_of_any_script_is_told_without_ending_a_field(mechanism, words):
    """RFC 5801 §4: what would end the name is escaped."""
    account = Account(host="imap.example.org", port=993, username="noé=b,c@example.org")
    assert sasl.told(mechanism, account, "at-1") == words.encode()
