"""What goes wrong outside: each gets a clear sentence and a status, and a later pass completes it."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest
from builders.mails import mail
from rigs.net import free_port
from rigs.office import CV, FULL, IN_TIME, SUBJECT, Office, ended

from intake.domain.trouble import Trouble
from intake.services.replay import replay

HEAD = f"From: a@example.com\r\nSubject: {SUBJECT}\r\n".encode()


def nested(depth: int) -> bytes:
    """Write a mail of multiparts within multiparts."""
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(depth)
    )
    return HEAD + b"MIME-Version: 1.0\r\n" + opening + b"Content-Type: text/plain\r\n\r\nfin\r\n"


BAD_MAILS = {
    "empty": b"",
    "one-newline": b"\r\n",
    "garbage": bytes(range(256)) * 40,
    "no-headers": b"just some words without any header\r\n",
    "headers-only": HEAD,
    "no-message-id": mail(message_id="", files=FULL),
    "no-from": mail(sender=None, files=FULL),
    "no-subject": mail(subject="", files=FULL),
    "two-froms": b"From: b@example.com\r\n" + mail(files=FULL),
    "nested-1000": nested(1000),
    "never-closed": HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nhello',
    "unknown-charset": HEAD + b"Content-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\x80",
    "broken-base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n!!!! not base64 \xff",
    "bad-date": mail(files=FULL, date="the day after tomorrow"),
    "nul-bytes": HEAD + b"\r\na\0b\0c",
    "long-header": b"X-Long: " + b"x" * 200_000 + b"\r\n" + mail(files=[CV]),
    "broken-pdf": mail(files=[("CV.pdf", b"%PDF-1.7 broken"), ("Lettre.docx", b"PK\3\4 broken")]),
}


def test_no_mail_however_broken_stops_the_others(office: Office) -> None:
    office.apply(sender="first@example.com")
    for raw in BAD_MAILS.values():
        if raw.strip(b"\r\n") and b"\0" not in raw:
            office.receive(raw)
        else:  # what a client may not append arrives all the same
            office.dovecot.deliver(office.user, raw)
    office.apply(sender="last@example.com")
    said = office.poll()
    assert said["mailboxes"][0] == {
        "name": "jobs",
        "fetched": len(BAD_MAILS) + 2,
        "new": len(BAD_MAILS) + 2,
        "error": None,
    }
    rows = office.messages()
    assert len(rows) == len(BAD_MAILS) + 2
    assert all(row["outcome"] and row["reason"] for row in rows)
    complete = {row["candidate"]["email"] for row in office.applications("--status", "complete")}
    assert {"first@example.com", "last@example.com"} <= complete
    folder = office.run("reconcile", "--json").json["folders"][0]
    assert (folder["on_server"], folder["missing"]) == (len(rows), 0)
    kept = {path.name for path in (office.base / "var" / "storage").rglob("*") if path.is_file()}
    for row in rows:
        assert any(row["sha256"] in name or row["sha256"].startswith(name) for name in kept)


def test_a_quarantined_mail_can_be_replayed(office: Office) -> None:
    office.dovecot.deliver(office.user, b"")
    office.poll()
    assert office.outcomes() == ["quarantined"]
    ran = office.run("replay", "1", "--json")
    assert (ran.status, ran.json["messages"][0]["outcome"]) == (0, "quarantined")
    assert office.outcomes() == ["quarantined"]


def test_a_replay_that_intake_stumbles_on_leaves_the_mail_as_it_was(office: Office) -> None:
    def stumble(_raw: bytes, _received_at: datetime) -> NoReturn:
        raise RuntimeError("a fault of ours")

    office.receive(mail(subject="Facture"))
    office.poll()
    before = office.messages()
    with office.desk(lambda: datetime.now(UTC)) as desk, pytest.raises(Trouble, match="stays as it was"):
        replay(replace(desk, parse=stumble), [1], None)
    assert office.messages() == before


def test_an_empty_mailbox_is_no_trouble(office: Office) -> None:
    assert office.poll() == {
        "mailboxes": [{"name": "jobs", "fetched": 0, "new": 0, "error": None}],
        "outcomes": {},
        "sent": 0,
        "pending": 0,
        "failed": 0,
    }
    assert (office.messages(), office.applications()) == ([], [])


def test_a_mail_of_thirty_megabytes_is_taken_in(office: Office) -> None:
    big = ("photos.bin", bytes(22_500_000))
    office.apply([*FULL, big])
    office.poll()
    assert office.application()["messages"] == [1]
    assert office.application()["status"] in ("complete", "review")
    (on_server,) = office.dovecot.snapshot(office.user)
    assert office.messages()[0]["sha256"] == on_server.sha256


def wrong_password(office: Office) -> None:
    office.environment["MAIL_PASSWORD"] = "wrong"


def server_down(office: Office) -> None:
    office.configure({"jobs": office.mailbox(imap={"port": free_port()})})


def host_unknown(office: Office) -> None:
    office.configure({"jobs": office.mailbox(imap={"host": "imap.invalid", "security": "tls"})})


def certificate_unknown(office: Office) -> None:
    tls = {"host": "localhost", "port": office.dovecot.port_tls, "security": "tls"}
    office.configure({"jobs": office.mailbox(imap=tls)})


def tls_where_there_is_none(office: Office) -> None:
    office.configure({"jobs": office.mailbox(imap={"security": "tls"})})


def folder_absent(office: Office) -> None:
    office.configure({"jobs": office.mailbox(folders=["Candidatures"])})


MAILBOX_TROUBLES: list[tuple[Callable[[Office], None], str]] = [
    (wrong_password, "password"),
    (server_down, "127.0.0.1"),
    (host_unknown, "imap.invalid"),
    (certificate_unknown, "certificate"),
    (tls_where_there_is_none, "TLS"),
    (folder_absent, "Candidatures"),
]


@pytest.mark.parametrize(
    ("trouble", "word"), MAILBOX_TROUBLES, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_mailbox_in_trouble_is_told_in_a_sentence_and_read_once_it_is_well(
    office: Office, trouble: Callable[[Office], None], word: str
) -> None:
    office.apply()
    trouble(office)
    error = office.poll(status=1)["mailboxes"][0]["error"]
    assert word in error
    assert not any(noise in error for noise in ("Traceback", "Error(", "b'", "secret"))
    assert error.count(".") >= 2, "a sentence and its remedy"
    plain = office.run("poll")
    assert plain.status == 1
    assert word in plain.err
    told = office.run("check", "--connect", "--json")
    assert told.status == 1
    (found,) = [each for each in told.json["findings"] if each["level"] == "error"]
    assert word in found["text"] + found["remedy"]
    assert found["remedy"]
    office.environment["MAIL_PASSWORD"] = office.dovecot.password
    office.configure()
    office.poll()
    assert (office.application()["status"], len(office.letters)) == ("complete", 1)


def test_a_certificate_of_an_authority_that_is_named_is_accepted(office: Office) -> None:
    tls = {
        "host": "localhost",
        "port": office.dovecot.port_tls,
        "security": "tls",
        "ca_file": office.dovecot.ca_file,
    }
    office.configure({"jobs": office.mailbox(imap=tls)})
    office.apply()
    assert office.poll()["sent"] == 1


def test_a_missing_secret_is_named_and_nothing_is_lost(office: Office) -> None:
    office.apply()
    box = office.mailbox()
    office.configure({"jobs": box | {"imap": box["imap"] | {"password": {"env": "NOT_SET_ANYWHERE"}}}})
    ran = office.run("poll", "--json")
    assert ran.status in (1, 2)
    assert "NOT_SET_ANYWHERE" in ran.out + ran.err
    assert office.letters == []
    office.configure()
    assert office.poll()["sent"] == 1


def test_a_secret_written_into_the_file_is_refused_and_not_repeated(office: Office) -> None:
    box = office.mailbox()
    office.configure({"jobs": box | {"imap": box["imap"] | {"password": "hunter2"}}})
    ran = office.run("poll")
    assert ran.status == 2
    assert "password" in ran.err
    assert "hunter2" not in ran.err + ran.out


def test_security_none_is_refused_for_a_host_that_is_not_loopback(office: Office) -> None:
    office.configure({"jobs": office.mailbox(imap={"host": "imap.example.org"})})
    ran = office.run("poll")
    assert ran.status == 2
    assert "tls or starttls" in ran.err


def test_nothing_runs_on_half_of_a_configuration(office: Office) -> None:
    office.apply()
    office.posting("broken", title=None)
    ran = office.run("poll")
    assert ran.status == 2
    assert "broken.yaml" in ran.err
    assert not (office.base / "var").exists()
    (office.config / "postings" / "broken.yaml").unlink()
    assert office.poll()["sent"] == 1


def test_storage_that_cannot_be_written_is_told_and_nothing_is_lost(office: Office) -> None:
    office.apply()
    (office.base / "var").mkdir()
    (office.base / "var" / "storage").write_text("a file where the folder should be")
    ran = office.run("poll", "--json")
    assert ran.status == 1
    assert "storage" in ran.json["mailboxes"][0]["error"]
    assert office.messages() == []
    (office.base / "var" / "storage").unlink()
    assert office.poll()["outcomes"] == {"application": 1}
    assert len(office.letters) == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["words", "json"])
def test_a_database_that_cannot_be_made_is_told_and_nothing_is_lost(office: Office, form: list[str]) -> None:
    office.apply()
    (office.base / "var").write_text("a file where the folder should be")
    ran = office.run("poll", *form)
    assert ran.status == 1
    assert "var" in ran.err
    assert "→" in ran.err
    if form:
        assert "var" in ran.json["error"]
    (office.base / "var").unlink()
    assert office.poll()["sent"] == 1


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_told(office: Office) -> None:
    (office.base / "var").mkdir()
    (office.base / "var" / "intake.db").write_bytes(b"no database at all" * 100)
    ran = office.run("poll")
    assert ran.status == 1
    assert "intake.db" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.sqlite
def test_a_database_locked_by_another_program_is_waited_for(office: Office) -> None:
    office.apply()
    office.run("db", "upgrade")
    holder = sqlite3.connect(office.base / "var" / "intake.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    running = office.start("poll", "--json")
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(2)
    holder.execute("ROLLBACK")
    holder.close()
    ran = ended(running)
    assert (ran.status, ran.json["sent"]) == (0, 1), ran.err


def test_a_blob_that_is_gone_is_told_by_replay(office: Office) -> None:
    office.apply(subject="Mon dossier")
    office.poll()
    storage = office.base / "var" / "storage"
    for path in sorted(storage.rglob("*")):
        if path.is_file():
            path.unlink()
    ran = office.run("replay", "1", "--posting", "omp", "--json")
    assert ran.status == 1
    assert ran.json["error"]
    assert office.outcomes() == ["unmatched"]


def test_a_posting_that_is_taken_away_leaves_its_applications(office: Office) -> None:
    office.apply()
    office.poll()
    (office.config / "postings" / "omp.yaml").unlink()
    assert office.application()["posting"] == "omp"
    office.receive(mail(files=FULL, sender="b@example.com"), IN_TIME)
    office.poll()
    assert office.outcomes() == ["application", "unmatched"]


def test_a_template_with_a_fault_is_named_and_the_built_in_letter_goes_out(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "templates" / "acknowledgement" / "complete"
    folder.mkdir(parents=True)
    (folder / "fr.txt").write_text("Subject: x\n\n{{ facts.nothing.here }}{% if %}", encoding="utf-8")
    office.apply()
    office.poll()
    assert "Votre dossier est complet" in office.letters[0].text
    ran = office.run("check", "--json")
    assert ran.status != 0
    assert any("fr.txt" in each["where"] for each in ran.json["findings"] if each["level"] == "error")
