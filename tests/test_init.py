"""The interview: from nothing to a mailbox that is polled, and nothing left of one that is given up."""

from __future__ import annotations

import signal
import stat
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import PIPE, STDOUT
from typing import Any

import pytest
from builders.mails import mail
from rigs.dovecot import PASSWORD, Dovecot
from rigs.office import FULL, INTAKE, SUBJECT
from rigs.smtp import Sink
from typer.testing import CliRunner

from intake.adapters.discovery import Found
from intake.cli import cli
from intake.domain.providers import PROVIDERS, Server
from intake.settings import Login, Outline, intake_file, load

AD = f"""Observatoire Marocain des Prisons

Chargé(e) de projet

Merci d'envoyer votre CV, une lettre de motivation et les coordonnées de trois références à l'adresse
jobs@intake.invalid, avec pour objet « {SUBJECT} », avant le 4 mai 2099 à 16h00.
"""
ADDRESS = "jobs@intake.invalid"  # RFC 2606: nobody's


class Delivering(Sink):
    """An SMTP server that puts what it takes into the mailbox of `user`."""

    def __init__(self, dovecot: Dovecot, user: str) -> None:
        super().__init__()
        self._dovecot, self._user = dovecot, user

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail, and deliver it."""
        answer = await super().handle_DATA(server, session, envelope)
        if ADDRESS in envelope.rcpt_tos:
            self._dovecot.append(self._user, envelope.original_content)
        return answer


@pytest.fixture
def post(dovecot: Dovecot, user: str) -> Iterator[Delivering]:
    with Delivering(dovecot, user) as server:
        yield server


def init(folder: Path, *answers: str) -> Any:
    return CliRunner().invoke(cli, ["init", "--config", str(folder)], input="\n".join([*answers, ""]))


ORGANISATION = ("Association Exemple", "Africa/Casablanca", "admin@example.org")


def mailbox(port: int, sink: Sink, user: str, *, password: str = PASSWORD) -> Sequence[str]:
    imap = ("localhost", "none", str(port))
    smtp = ("localhost", "none", str(sink.port))
    return (ADDRESS, "jobs", "other", *imap, *smtp, user, password, "none")


def test_it_makes_a_working_configuration_from_a_job_ad(tmp_path, dovecot, user, post):
    ad = tmp_path / "ad.txt"
    ad.write_text(AD, encoding="utf-8")
    taken = [""] * 5  # title, subject, documents, deadline and the posting's name, as they were read
    box = mailbox(dovecot.port_plain, post, user)
    organisation = "Observatoire Marocain (OMP)"  # the ad's is asked about: letters name it
    posting = ("ad", str(ad), taken[0], organisation, "", *taken[1:], "direction@example.org", "y")
    done = init(tmp_path / "config", *ORGANISATION, *box, *posting, "2026-01-01", "y")
    assert done.exit_code == 0, done.output
    settings = load(tmp_path / "config")
    (read,) = settings.postings.values()
    assert (read.subject, [each.kind for each in read.documents]) == (SUBJECT, ["cv", "letter", "references"])
    assert read.organisation == organisation
    assert "Organisation that its letters name [Observatoire Marocain des Prisons]" in done.output
    assert (read.mailbox, read.draft, read.addresses) == ("jobs", False, ("direction@example.org",))
    assert "taken in" in done.output
    assert {letter.recipients for letter in post.mails} == {(ADDRESS,)}

    dovecot.append(user, mail(files=FULL))
    polled = CliRunner().invoke(cli, ["poll", "--json", "--config", str(tmp_path / "config")])
    assert '"application": 1' in polled.stdout


def test_a_posting_by_hand_and_a_wrong_answer_now_and_then(tmp_path, dovecot, user, post):
    organisation = ("", "Association: «Été»", "Marrakech", "Africa/Casablanca", "nobody", "admin@example.org")
    box = mailbox(dovecot.port_plain, post, user)
    subject = ("{name}", "Candidature – {title}")
    documents = ("cv, book", "4 cv", "cv, 2 references")
    deadline = ("tomorrow", "2099-05-04 16:00")
    posting = ("2", "Comptable (H/F)", "1", *subject, *documents, *deadline, "", "", "n")
    done = init(tmp_path / "config", *organisation, *box, *posting, "", "n")
    assert done.exit_code == 0, done.output
    settings = load(tmp_path / "config")
    assert settings.organisation == "Association: «Été»"
    written = settings.postings["comptable"]
    assert [(each.kind, each.count) for each in written.documents] == [("cv", 1), ("references", 2)]
    assert written.draft
    assert "is no IANA time zone" in done.output
    assert not post.mails


def test_the_connection_is_tried_at_once_and_the_password_asked_again(tmp_path, dovecot, user, post):
    box = mailbox(dovecot.port_plain, post, user, password="not the one")
    again = ("login", user, PASSWORD, "none")
    done = init(tmp_path / "config", *ORGANISATION, *box, *again, "later", "", "n")
    assert done.exit_code == 0, done.output
    assert "not the one" not in done.output
    kept = tmp_path / "secrets" / "jobs"
    assert kept.read_text() == f"{PASSWORD}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert f"password: {PASSWORD}" not in (tmp_path / "config" / "intake.yaml").read_text()


def test_who_leaves_in_the_middle_leaves_nothing_behind(tmp_path, dovecot, user, post):
    done = init(tmp_path / "config", *ORGANISATION, *mailbox(dovecot.port_plain, post, user), "hand")
    assert done.exit_code == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_is_closed_leaves_no_password_behind(tmp_path, dovecot, user, post, number):
    answers = (*ORGANISATION, *mailbox(dovecot.port_plain, post, user))
    command = (INTAKE, "init", "--config", tmp_path / "config")
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=STDOUT) as process:
        process.stdin.write("\n".join([*answers, ""]).encode())
        process.stdin.flush()
        while b"Describe the first posting" not in process.stdout.readline():
            assert process.poll() is None
        assert (tmp_path / "secrets" / "jobs").exists()
        process.send_signal(number)
        assert process.wait(10) == 128 + number
    assert list(tmp_path.iterdir()) == []


def test_servers_that_cannot_be_used_are_asked_for_again(tmp_path, dovecot, user, post):
    wrong = (
        ADDRESS,
        "jobs",
        "other",
        "localhost",
        "tls",
        "993",
        "no such file.pem",
        "localhost",
        "none",
        "25",
    )
    right = ("other", "localhost", "none", str(dovecot.port_plain), "localhost", "none", str(post.port))
    login = (user, PASSWORD, "none")
    other = (
        user,
        PASSWORD,
        "other",
        user,
        "another",
    )  # of an SMTP server that asks for it, which this is not
    box = (*wrong, *login, "servers", *right, *other, "login", *login)
    done = init(tmp_path / "config", *ORGANISATION, *box, "later", "0206-04-01", "", "n")
    assert "There is no file 'no such file.pem'" in done.output
    assert done.exit_code == 0, done.output
    assert load(tmp_path / "config").mailboxes["jobs"].since is not None
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["jobs"]


def test_what_autoconfig_says_of_the_user_name_is_proposed(tmp_path, dovecot, user, post, monkeypatch):
    imap, smtp = (
        Server(host="localhost", port=port, security="none") for port in (dovecot.port_plain, post.port)
    )
    how = dict.fromkeys(("imap", "smtp"), "there")
    found = Found(
        address=ADDRESS,
        imap=imap,
        smtp=smtp,
        username=user,
        provider=None,
        how=how,
        misses=(),
        doubts=(),
    )
    monkeypatch.setattr("intake.interview.mailbox.find", lambda _: found)
    box = (ADDRESS, "jobs", "y", "", PASSWORD, "none")
    done = init(tmp_path / "config", *ORGANISATION, *box, "later", "", "n")
    assert done.exit_code == 0, done.output
    assert f"User name [{user}]" in done.output


def test_an_app_password_is_taken_as_a_web_page_shows_it(tmp_path, dovecot, user, post):
    shown = "abcd efgh\N{NO-BREAK SPACE}ijkl mnop "
    box = mailbox(dovecot.port_plain, post, user, password=shown)
    done = init(tmp_path / "config", *ORGANISATION, *box, "on", "later", "", "n")
    assert "on one line" not in done.output
    assert (tmp_path / "secrets" / "jobs").read_text() == "abcdefghijklmnop\n"


def test_a_job_ad_that_cannot_be_read_is_described_by_hand(tmp_path, dovecot, user, post, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "ad.txt").write_bytes(b"")
    posting = ("ad", "no such file", str(tmp_path), "~/ad.txt", "~nobody-s/x", "-")
    hand = ("Comptable", "", "Candidature – {title}", "", "", "", "", "")
    done = init(
        tmp_path / "config", *ORGANISATION, *mailbox(dovecot.port_plain, post, user), *posting, *hand, "", "n"
    )
    assert done.exit_code == 0, done.output
    assert list(load(tmp_path / "config").postings) == ["comptable"]


def test_a_posting_that_is_there_is_not_overwritten(tmp_path, dovecot, user, post):
    there = tmp_path / "config" / "postings" / "comptable.yaml"
    there.parent.mkdir(parents=True)
    there.write_text("theirs\n")
    posting = ("hand", "Comptable", "", "Candidature – {title}", "", "", "comptable", "comptable-2", "", "n")
    box = mailbox(dovecot.port_plain, post, user)
    done = init(tmp_path / "config", *ORGANISATION, *box, *posting, "", "n")
    assert "There is a posting comptable already" in done.output
    assert (tmp_path / "config" / "postings" / "comptable-2.yaml").exists()
    assert there.read_text() == "theirs\n"


def test_a_configuration_that_is_there_is_left_as_it_is(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "intake.yaml").write_text("organisation: Autre\n")
    done = init(tmp_path / "config")
    assert done.exit_code == 2
    assert "already" in done.output
    assert (tmp_path / "config" / "intake.yaml").read_text() == "organisation: Autre\n"


@pytest.mark.parametrize("folder", ["file", "file/config", "link", "linked", "a" * 300])
def test_a_folder_that_cannot_be_made_is_told_before_anything_is_asked(tmp_path, folder):
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "intake.yaml").symlink_to("nowhere")
    done = init(tmp_path / folder, *ORGANISATION)
    assert done.exit_code == 2
    assert "Its name" not in done.output


def test_a_password_of_somebody_else_is_not_overwritten(tmp_path, dovecot, user, post):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "jobs").write_text("theirs\n")
    done = init(tmp_path / "config", *ORGANISATION, *mailbox(dovecot.port_plain, post, user))
    assert done.exit_code == 2
    assert (tmp_path / "secrets" / "jobs").read_text() == "theirs\n"


GOOGLE = PROVIDERS["google"]
ELSEWHERE = Server(host="imap.zoho.eu", port=993)


@pytest.mark.parametrize(
    ("provider", "imap", "said"),
    [
        ("google", Login(server=GOOGLE.imap, username="jobs@example.org", password="secrets/jobs"), {}),
        ("zoho", Login(server=ELSEWHERE, username="jobs", password="secrets/jobs"), {"host": "imap.zoho.eu"}),
        (None, Login(server=ELSEWHERE, username="x", password="secrets/x"), {"host": "imap.zoho.eu"}),
        (
            "microsoft365",
            Login(
                server=PROVIDERS["microsoft365"].imap,
                username="jobs@example.org",
                auth={"client_id": '"5e1f"', "tenant": '"example.org"'},
            ),
            {"host": "outlook.office365.com"},
        ),
    ],
)
def test_what_is_written_is_what_was_answered(tmp_path, provider, imap, said):
    smtp = replace(imap, server=PROVIDERS[provider].smtp if provider else ELSEWHERE)
    outline = Outline(
        organisation="No: ‘such’ # place",
        zone="Europe/Paris",
        admins=("admin@example.org", "o'neill@example.org"),
        name="jobs",
        address="jobs@example.org",
        provider=provider,
        imap=imap,
        smtp=smtp,
        since=date(2026, 11, 23),
    )
    (tmp_path / "intake.yaml").write_text(intake_file(outline), encoding="utf-8")
    settings = load(tmp_path)
    written = settings.mailboxes["jobs"]
    assert (settings.organisation, settings.admins) == (outline.organisation, outline.admins)
    assert (written.imap.host, written.imap.port) == (imap.server.host, imap.server.port)
    assert (written.smtp.host, written.smtp.security) == (smtp.server.host, smtp.server.security)
    assert (written.imap.username, written.smtp.username) == (imap.username, smtp.username)
    assert (written.imap.oauth2 is None) is (imap.auth is None)
    assert said.get("host", written.imap.host) == written.imap.host
    assert provider is None or said or "host" not in intake_file(outline)
