"""The audit log: every action of a person and every letter's end, by ids, with who did it."""

from __future__ import annotations

import os
import pwd
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders.mails import mail
from rigs.crash import Launcher, until
from rigs.crash import Office as CrashOffice
from rigs.dovecot import Dovecot
from rigs.office import CV, SALMA, SUBJECT, Office, ended
from rigs.smtp import Sink
from sqlalchemy import update

from intake.store.tables import folder

ME = f"{pwd.getpwuid(os.getuid()).pw_name}@{socket.gethostname()}"


@pytest.fixture
def crash_office(tmp_path: Path, dovecot: Dovecot, sink: Sink, user: str, launcher: Launcher) -> CrashOffice:
    return CrashOffice(base=tmp_path / "office", dovecot=dovecot, sink=sink, user=user, launcher=launcher)


def log(office: Office) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = office.run("audit", "--json").json
    return rows


def done(office: Office, action: str) -> dict[str, Any]:
    (row,) = [row for row in log(office) if row["action"] == action]
    return row


def test_a_row_says_when_who_what_and_of_what(office):
    office.apply(subject="Bonjour")
    office.poll()
    office.run("replay", "1", "--posting", "omp")
    row = done(office, "replay")
    assert (row["actor"], row["message_id"], row["note"]) == (ME, 1, "for omp")
    assert row["at"][10] == "T"
    assert row.keys() == {
        "id",
        "at",
        "actor",
        "action",
        "message_id",
        "letter_id",
        "application",
        "note",
    }
    assert ME in office.run("audit").out


@pytest.mark.sqlite
def test_every_command_that_changes_something_is_written_down_under_its_account(office):
    office.run("db", "upgrade")
    office.apply()
    office.poll()
    with office.store().write() as tx:
        tx.execute(update(folder).values(cursor=9))
    office.apply(subject="Bonjour")
    office.run("reconcile")
    office.run("digest", "--date", "2026-05-04")
    office.run("erase", SALMA)
    rows = [(row["action"], row["actor"], row["note"]) for row in log(office) if row["actor"] != "intake"]
    assert rows[0][0] == "upgrade"
    assert rows[1:3] == [
        ("reconcile", ME, "1 mail(s) of jobs without a row"),
        ("digest", ME, "of 2026-05-04"),
    ]
    assert [action for action, _, _ in rows[3:]] == ["erase", "erase"]
    letters = [row for row in log(office) if row["action"] == "letter sent"]
    assert [row["actor"] for row in letters] == ["intake"] * len(letters) != []
    assert letters[0]["application"] == "OMP-2026-0001"


def test_what_changes_nothing_is_not_written_down(office):
    office.run("db", "upgrade")
    before = log(office)
    office.poll()
    for words in (
        ["db", "upgrade"],
        ["reconcile"],
        ["digest", "--date", "2026-05-04"],
        ["erase", SALMA],
        ["messages"],
        ["check"],
    ):
        office.run(*words)
    assert log(office) == before


@pytest.mark.sqlite
def test_the_scheduler_acts_in_its_own_name(office):
    office.configure(poll={"every": "1s"})
    scheduler = office.start("run")
    try:
        until(lambda: "running" in _said(scheduler))
        office.posting(title="Chargée de projet")
        until(lambda: any(row["action"] == "configuration" for row in log(office)))
    finally:
        scheduler.terminate()
        assert ended(scheduler).status == 0
    assert (done(office, "configuration")["actor"], done(office, "upgrade")["actor"]) == ("intake", "intake")


def _said(process: Any) -> str:
    line: str = process.stderr.readline()
    return line


@pytest.mark.sqlite
@pytest.mark.parametrize("variable", ["USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"])
def test_the_environment_does_not_say_who_acts(office, variable):
    office.environment[variable] = "somebody-else"
    office.run("db", "upgrade")
    assert done(office, "upgrade")["actor"] == ME


def test_the_log_names_no_person_and_outlives_everyone(office):
    office.apply()
    office.receive(mail(sender="Lina Alami <lina@example.net>", subject=SUBJECT, files=[CV]))
    office.poll()
    office.run("correct", "OMP-2026-0001", "CV.pdf", "other")
    office.run("digest", "--date", "2026-05-04")
    for address in (SALMA, "lina@example.net"):
        office.run("erase", address)
    said = str(log(office))
    assert "document 1: cv → other; complete → incomplete" in said
    for word in (SALMA, "Salma", "Berrada", "Lina", "example.net", "CV.pdf", SUBJECT, "direction"):
        assert word not in said
    assert "OMP-2026-0002" in said


@pytest.mark.parametrize(
    ("words", "point", "action"),
    [
        (("replay", "1", "--posting", "omp"), "before commit", "replay"),
        (("erase", "bob@example.com"), "erasing", "erase"),
        (("digest", "--date", "2026-05-04"), "digest enqueued", "digest"),
    ],
)
def test_an_action_and_its_row_are_one_transaction(crash_office, words, point, action):
    """Killed before the commit, neither is there; given again, each is there once."""
    office, when = crash_office, datetime(2026, 5, 3, 12, tzinfo=UTC)
    office.fill([(mail(sender="Bob <bob@example.com>", subject="Facture", text="x"), when)])
    office.settle()
    assert office.run(*words, crash_at=point).code == -signal.SIGKILL
    assert action not in [row["action"] for row in office.ask("audit")]
    office.run(*words)
    assert action in [row["action"] for row in office.ask("audit")]
