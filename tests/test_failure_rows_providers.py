"""What mail providers do to their customers: logins ended, limits on bytes, connections and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from builders.mails import mail
from rigs.net import Proxy
from rigs.office import CV, DEADLINE, IN_TIME, Office
from rigs.smtp import Sink


@contextmanager
def refusing(office: Office, says: str) -> Iterator[None]:
    """Let the server refuse the login in other words than Dovecot's."""

    def reword(said: bytes) -> bytes:
        return re.sub(rb" NO \[AUTHENTICATIONFAILED\][^\r]*", f" {says}".encode(), said)

    office.environment["MAIL_PASSWORD"] = "wrong"
    with Proxy(office.dovecot.port_plain, rewrite=reword) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        yield


@pytest.mark.parametrize(
    ("says", "named", "remedy"),
    [
        ("NO Basic authentication is disabled.", "Basic authentication is disabled", "use OAuth2"),
        ("NO LOGIN failed.", "LOGIN failed", "app password or OAuth2"),
        ("NO [ALERT] Application-specific password required", "Application-specific", "app password"),
        ("NO [WEBALERT https://example.org/x] Web login required.", "Web login required", "in a browser"),
        ("NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials", "Invalid", "app password or OAuth2"),
    ],
)
def test_a_login_that_a_provider_ended_is_told_in_its_words_with_the_remedy(
    office: Office, says: str, named: str, remedy: str
) -> None:
    office.apply()
    with refusing(office, says):
        error = office.poll(status=1)["mailboxes"][0]["error"]
        (found,) = (
            finding
            for finding in office.run("check", "--connect", "--json").json["findings"]
            if finding["level"] == "error"
        )
    assert named in error
    assert named in found["text"]
    assert remedy in found["remedy"]


@pytest.mark.parametrize(
    "says", ["NO [LIMIT] LOGIN Rate limit hit.", "NO [UNAVAILABLE] Too many simultaneous connections."]
)
def test_a_provider_that_takes_no_logins_for_now_is_tried_again(office: Office, says: str) -> None:
    office.apply()
    with refusing(office, says):
        assert "It is tried again" in office.poll(status=1)["mailboxes"][0]["error"]
    office.environment["MAIL_PASSWORD"] = office.dovecot.password
    office.configure()
    assert office.poll()["outcomes"] == {"application": 1}


def test_a_login_that_is_accepted_and_then_not_connected_is_told(office: Office) -> None:
    """Exchange Online says so where the account has no right to the mailbox."""
    office.apply()

    def refuse_all(said: bytes) -> bytes:
        return re.sub(
            rb"(?m)^(\S+) OK \[READ-ONLY\][^\r]*", rb"\1 BAD User is authenticated but not connected.", said
        )

    with Proxy(office.dovecot.port_plain, rewrite=refuse_all) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        error = office.poll(status=1)["mailboxes"][0]["error"]
    assert "authenticated but not connected" in error
    office.configure()
    assert office.poll()["outcomes"] == {"application": 1}


@pytest.mark.parametrize(
    "says",
    [
        b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant",
        b"550 5.7.30 Basic authentication is not supported for Client Submission",
    ],
)
def test_an_smtp_login_that_a_provider_ended_is_told_and_its_letters_wait(
    office: Office, says: bytes
) -> None:
    def refuse(said: bytes) -> bytes:
        return re.sub(rb"535 [^\r]*", says, said)

    office.apply()
    smtp = {"username": "jobs", "password": {"env": "MAIL_PASSWORD"}}
    with Sink(users={"jobs": "another"}) as sink, Proxy(sink.port, rewrite=refuse) as proxy:
        office.configure({"jobs": office.mailbox(smtp=smtp | {"port": proxy.port})})
        office.poll(status=1)
        found = office.run("check", "--connect", "--json").json["findings"]
    (error,) = (finding for finding in found if finding["level"] == "error")
    assert says[4:].decode() in error["text"]
    assert "OAuth2" in error["remedy"]
    assert office.acknowledgements() == [("complete", "pending")]


def test_each_mail_is_downloaded_once_however_often_it_is_polled(office: Office) -> None:
    passed: list[int] = []

    def count(said: bytes) -> bytes:
        passed.append(len(said))
        return said

    raw = mail(subject="Photos", files=[("photos.bin", b"\xff" * 300_000)])
    for _ in range(4):
        office.receive(raw + b"\r\n" * len(office.dovecot.snapshot(office.user)))
    with Proxy(office.dovecot.port_plain, rewrite=count) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        office.poll()
        assert sum(passed) == pytest.approx(4 * len(raw), rel=0.05)
        passed.clear()
        for _ in range(5):
            office.poll()
        office.run("reconcile")
    assert sum(passed) < 20_000


def test_thirty_postings_of_one_account_take_one_connection(office: Office) -> None:
    for number in range(30):
        office.posting(f"p{number}", subject=f"Poste {100 + number}", documents=["cv"])
        office.apply([CV], subject=f"Poste {100 + number}")
    with Proxy(office.dovecot.port_plain) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        office.poll()
        assert proxy.accepted == 1
    assert len(office.applications()) == 30
    assert office.sink.connections == 1


def test_a_provider_that_says_slow_down_gets_every_letter_once(office: Office) -> None:
    """Exchange Online answers 432 where a mailbox sends too fast."""
    for number in range(9):
        office.apply([CV], sender=f"c{number}@example.com")
    for _ in range(3):
        office.sink.plan("MAIL", "250 2.1.0 fine", "250 2.1.0 fine", "432 4.3.2 message rate exceeded")
    now = IN_TIME
    while now < DEADLINE + timedelta(days=1) and len(office.letters) < 9:
        now += timedelta(minutes=5)
        office.poll_at(now)
    taken = [letter.recipients for letter in office.letters]
    assert len(taken) == len(set(taken)) == 9
