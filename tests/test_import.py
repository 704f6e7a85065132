"""`intake import`: mails out of files go the way of polled ones, each once; nobody is answered unasked."""

from __future__ import annotations

import json
import os
import re
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from builders import exports
from builders.mails import mail
from rigs.crash import Launcher
from rigs.crash import Office as CrashOffice
from rigs.dovecot import Dovecot
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, LETTER, SALMA, Office
from rigs.smtp import Sink

from intake.adapters.mailfiles import MailFiles
from intake.services import canary
from intake.services.import_mail import import_mail
from intake.store.ledger import imported

Mailbox = dict[str, Any]


def received(raw: bytes, when: datetime = IN_TIME) -> bytes:
    """A mail as the server delivered it then."""
    trace = f"Received: from out.example.com by mx.example.org; {format_datetime(when)}\r\n"
    return trace.encode() + raw


def applied(number: int = 0, when: datetime = IN_TIME, **changes: Any) -> bytes:
    """A candidate's mail, of few bytes; each `number` is another candidate."""
    sender = f"Candidate {number} <c{number}@example.com>" if number else f"Salma Berrada <{SALMA}>"
    files = changes.pop("files", (CV,))
    return received(mail(sender=sender, files=files, **changes), when)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Where the exports of a test lie."""
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


@pytest.fixture
def crash_office(tmp_path: Path, dovecot: Dovecot, sink: Sink, user: str, launcher: Launcher) -> CrashOffice:
    return CrashOffice(base=tmp_path / "office", dovecot=dovecot, sink=sink, user=user, launcher=launcher)


def officer(number: int) -> bytes:
    """A candidate's mail to the other posting of the crash tests' office."""
    sender = f"Daniel{number} <daniel{number}@example.net>"
    return received(mail(sender=sender, subject=f"Project Officer NJT Daniel{number}", files=(CV,)))


def take(office: Office, path: Path, *words: str, status: int = 0) -> list[dict[str, Any]]:
    """Import a file; return what the command says of its mails."""
    ran = office.run("import", path, "--mailbox", "jobs", "--json", *words)
    assert ran.status == status, ran.err
    assert list(ran.json) == ["messages"]
    done: list[dict[str, Any]] = ran.json["messages"]
    return done


def outcomes(done: list[dict[str, Any]]) -> list[str]:
    return [each["outcome"] for each in done]


def write(folder: Path, data: bytes, name: str = "mail.mbox") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_an_export_is_taken_in_as_polled_mail_is_and_nobody_is_answered(office: Office, saved: Path) -> None:
    other = received(mail(sender="bob@example.com", subject="Facture", text="Facture\n"))
    path = write(saved, exports.takeout(applied(files=FULL), other, b"no mail\r\n"))
    before = path.stat()
    done = take(office, path)
    assert done[0] == {"id": 1, "outcome": "application", "application": "OMP-2026-0001"}
    assert [(each["outcome"], each["application"]) for each in done[1:]] == [
        ("unmatched", None),
        ("quarantined", None),
    ]
    application = office.application()
    assert (application["status"], application["late"]) == ("complete", False)
    first, *_ = office.messages()
    assert datetime.fromisoformat(first["received_at"]) == IN_TIME
    assert "imported, received as its newest Received header says" in first["reason"]
    assert first["reason"].endswith("no letter: the mail was imported, and no answers were asked for")
    assert office.letters == []
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_a_person_is_told_what_came_of_it_and_may_let_the_letters_go(office: Office, saved: Path) -> None:
    path = write(
        saved, exports.thunderbird(applied(files=FULL)) + exports.thunderbird(applied(1), status="0009")
    )
    ran = office.run("import", path, "--mailbox", "jobs")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "1 mail(s) taken in for jobs: application 1.",
        "1 mail(s) that Thunderbird has deleted were left out.",
        "1 letter(s) are held: 'intake outbox' lists them, 'intake release ID' sends one.",
    ]
    again = office.run("import", path, "--mailbox", "jobs")
    assert again.out.splitlines()[:2] == ["0 mail(s) taken in for jobs.", "1 mail(s) were known already."]
    assert office.run("release", 1).status == 0
    assert [letter.recipients for letter in office.letters] == [(SALMA,)]
    assert office.acknowledgements() == [("complete", "sent")]


@pytest.mark.parametrize("again", ["mboxrd", "takeout", "takeout_lf", "thunderbird", "bare"])
def test_the_same_mail_in_whatever_file_is_taken_in_once(again: str, office: Office, saved: Path) -> None:
    mails = [applied(), applied(1, text="Hello,\n\nFrom now on I am free.\n")]
    assert outcomes(take(office, write(saved, exports.takeout(*mails)))) == ["application"] * 2
    export = getattr(exports, again)
    assert take(office, write(saved, export(*reversed(mails)), "again.mbox")) == []
    assert take(office, exports.maildir(saved / "box", *mails)) == []
    assert take(office, write(saved, mails[0], "one.eml")) == []
    assert len(office.messages()) == len(office.applications()) == 2


def test_what_was_polled_is_known_again_in_the_server_s_own_maildir(office: Office) -> None:
    office.receive(applied(files=FULL), IN_TIME)
    office.receive(mail(sender="bob@example.com", subject="Facture"), IN_TIME)
    assert office.poll()["sent"] == 1
    done = take(office, office.dovecot.maildir(office.user))
    assert Counter((each["outcome"], each["application"]) for each in done) == {
        ("duplicate", "OMP-2026-0001"): 1,
        ("duplicate", None): 1,
    }
    assert len({row["sha256"] for row in office.messages()}) == 2  # the server's own bytes
    assert office.acknowledgements() == [("complete", "sent")]
    assert take(office, office.dovecot.maildir(office.user)) == []
    assert office.outcomes().count("duplicate") == 2


def test_what_was_imported_is_known_again_when_it_is_polled(office: Office, saved: Path) -> None:
    raw = applied(files=FULL)
    take(office, write(saved, exports.takeout(raw)))
    office.receive(raw, IN_TIME)
    done = office.poll()
    assert (done["outcomes"], done["sent"]) == ({"duplicate": 1}, 0)
    assert office.application()["acknowledgements"] == []


def test_a_mail_that_a_program_has_changed_is_no_second_application(office: Office, saved: Path) -> None:
    raw = applied(files=(CV, LETTER), text="Bonjour\n\n>From a quoted line\n\n\n")
    office.receive(raw, IN_TIME)
    office.poll()
    changed = raw.replace(b"Subject:", b"X-Keywords: $Seen\r\nStatus: RO\r\nSubject:", 1)
    assert changed != raw
    done = take(office, write(saved, exports.mboxo(changed)), "--answer")
    assert done == [{"id": 2, "outcome": "duplicate", "application": "OMP-2026-0001"}]
    row = office.messages()[1]
    assert row["reason"].startswith(
        "the same as mail 1, but for what a program changed as it kept it; imported"
    )
    assert len(office.letters) == 1
    assert take(office, write(saved, exports.mboxo(changed)), "--answer") == []


def test_the_changed_bytes_that_are_polled_later_are_a_further_copy(office: Office, saved: Path) -> None:
    office.configure(mailboxes={"jobs": office.mailbox(answer_unmatched=True)})
    mails = [mail(sender="bob@example.com", subject="Facture"), applied(files=())]
    kept = [raw.replace(b"Subject:", b"Status: RO\r\nSubject:", 1) for raw in mails]
    for raw in mails:
        office.receive(raw, IN_TIME)
    office.poll()
    assert outcomes(take(office, write(saved, exports.mboxrd(*kept)))) == ["duplicate"] * 2
    for raw in kept:  # as after a move to another server
        office.receive(raw, IN_TIME)
    assert office.poll()["outcomes"] == {"duplicate": 2}
    assert len(office.letters) == 2


def test_two_versions_of_one_mail_in_one_file_are_one_application(office: Office, saved: Path) -> None:
    raw = applied()
    changed = raw.replace(b"Subject:", b"Status: RO\r\nSubject:", 1)
    done = take(office, write(saved, exports.mboxrd(raw, changed, raw)))
    assert outcomes(done) == ["application", "duplicate"]


def plain(**changes: Any) -> bytes:
    return mail(files=(CV,), **changes)


LATER = DEADLINE + timedelta(hours=3)
COMING, ABSURD = datetime(2037, 1, 1, tzinfo=UTC), datetime(1971, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "filed", "said"),
    [
        pytest.param(received(plain(date=LATER)), LATER, (IN_TIME, "newest Received header"), id="trace"),
        pytest.param(plain(date=LATER), IN_TIME, (IN_TIME, "as the mbox or Maildir says"), id="envelope"),
        pytest.param(plain(date=IN_TIME), None, (IN_TIME, "as its Date header says"), id="date"),
        pytest.param(received(plain(), COMING), IN_TIME, (IN_TIME, "mbox or Maildir"), id="still to come"),
        pytest.param(received(plain(), ABSURD), IN_TIME, (IN_TIME, "mbox or Maildir"), id="absurd"),
        pytest.param(plain(date="never"), None, (AFTER, "before its file was last written"), id="nothing"),
    ],
)
def test_a_mail_was_received_when_its_trace_says(
    raw: bytes, filed: datetime | None, said: tuple[datetime, str], office: Office, saved: Path
) -> None:
    when, told = said
    data = exports.mboxrd(raw, when=f"{filed:%a %b %d %H:%M:%S %Y}") if filed else exports.bare(raw)
    path = write(saved, data)
    os.utime(path, (AFTER.timestamp(),) * 2)
    take(office, path)
    (row,) = office.messages()
    assert datetime.fromisoformat(row["received_at"]) == when
    assert told in row["reason"]
    assert office.application()["late"] is (when >= DEADLINE)


def test_answers_that_are_asked_for_pass_every_gate(office: Office, saved: Path) -> None:
    robot = applied(3, headers={"Auto-Submitted": "auto-generated"})
    old = applied(2, datetime(2026, 3, 1, tzinfo=UTC))
    path = write(saved, exports.mboxrd(applied(1), old, robot, applied(4)))
    office.configure(limits={"overall": "1/day"})
    ran = office.run("import", path, "--mailbox", "jobs", "--answer")
    assert "Letters: 1 sent, 1 waiting, 0 failed." in ran.out
    assert "1 letter(s) are held" in ran.out  # older than the mailbox's `since`
    assert [letter.recipients for letter in office.letters] == [("c1@example.com",)]
    assert outcomes(office.messages()) == ["application", "application", "automatic", "application"]


def test_a_mailbox_that_was_never_polled_takes_in_and_answers_what_is_young(
    office: Office, saved: Path
) -> None:
    office.configure(mailboxes={"jobs": office.mailbox(since=None)})
    office.posting(deadline=None)
    now = datetime.now(UTC)
    path = write(saved, exports.mboxrd(applied(1, now), applied(2, now - timedelta(days=9))))
    take(office, path, "--answer")
    assert [letter.recipients for letter in office.letters] == [("c1@example.com",)]
    assert office.sql("SELECT name FROM mailbox") == []  # its first poll is still to come


def test_a_letter_that_waits_is_not_lost_to_one_that_is_held(office: Office, saved: Path) -> None:
    office.configure(quiet="1h")
    office.apply((CV,))
    office.poll()
    rest = received(mail(files=FULL[1:], text="Voici la suite.\n"))
    assert outcomes(take(office, write(saved, exports.mboxrd(rest)))) == ["supplement"]
    assert office.poll()["sent"] == 1  # it waits no more, and says what is true by now
    assert office.acknowledgements() == [("complete", "sent")]


def test_what_is_replayed_later_stays_unanswered(office: Office, saved: Path) -> None:
    other = received(mail(subject="Ma candidature", files=FULL))
    take(office, write(saved, exports.mboxrd(other)))
    done = office.run("replay", 1, "--posting", "omp", "--json").json["messages"]
    assert outcomes(done) == ["application"]
    assert office.letters == []
    assert office.messages()[0]["reason"].endswith("no answers were asked for")


def test_what_lies_on_no_server_is_left_alone_by_what_compares_with_it(office: Office, saved: Path) -> None:
    office.configure(mailboxes={"jobs": office.mailbox(processed="flag")})
    raw = applied()
    office.receive(applied(1), IN_TIME)
    office.poll()
    take(office, write(saved, exports.mboxrd(raw)))
    place = imported("jobs", office.messages()[1]["sha256"])
    for _ in range(2):
        assert office.poll()["outcomes"] == {}
        ran = office.run("reconcile", "--json")
        assert (ran.status, ran.json["folders"][0]["in_ledger"]) == (0, 1)
        office.dovecot.renumber(office.user)
    office.dovecot.go_back(office.user)
    office.poll()
    (row,) = office.sql("SELECT folder, uidvalidity, uid, marked FROM message WHERE id = 2")
    assert (row.folder, row.uidvalidity, row.uid, bool(row.marked)) == (
        "(import)",
        place.uidvalidity,
        place.uid,
        False,
    )


def test_an_imported_canary_proves_no_way(office: Office, saved: Path) -> None:
    office.configure(mailboxes={"jobs": office.mailbox(canary=True)})
    with office.desk(lambda: datetime.now(UTC)) as desk:
        canary.send(desk)
    (row,) = office.sql("SELECT raw FROM letter")
    take(office, write(saved, exports.mboxrd(bytes(row.raw))))
    assert office.outcomes() == ["automatic"]
    assert office.sql("SELECT seen_at FROM canary")[0].seen_at is None


def test_an_erased_person_is_not_taken_in_again(office: Office, saved: Path) -> None:
    path = write(saved, exports.takeout(applied(), applied(1)))
    take(office, path)
    assert office.run("erase", SALMA, "--json").json["left"] == 0
    assert take(office, path) == []
    assert take(office, exports.maildir(saved / "box", applied())) == []
    assert [row["candidate"]["email"] for row in office.applications()] == ["c1@example.com"]
    assert len(list((office.base / "var" / "storage").glob("??/??/*"))) == 1


def test_an_import_that_was_stopped_goes_on_where_it_stopped(office: Office, saved: Path) -> None:
    path = write(saved, exports.mboxrd(*(applied(n) for n in range(1, 7))))
    with office.desk(lambda: datetime.now(UTC)) as desk:

        def until_told() -> Iterator[Any]:
            for number, kept in enumerate(MailFiles(path)):
                if number == 4:
                    desk.stopping.set()
                yield kept

        found = import_mail(
            desk, desk.settings.mailboxes["jobs"], until_told(), answer=False, read=lambda _: None
        )
    first = len(found.done)
    assert first < 6
    assert len(take(office, path)) == 6 - first
    assert Counter(office.outcomes()) == {"application": 6}


@pytest.mark.parametrize("place", ["stored", "in duplicate", "before commit"])
def test_an_import_that_was_killed_goes_on_where_it_stopped(
    place: str, crash_office: CrashOffice, saved: Path
) -> None:
    crash_office.fill([(officer(1), IN_TIME)])
    crash_office.run("poll")
    path = write(saved, exports.takeout(*map(officer, range(1, 6))))
    words = ("import", str(path), "--mailbox", "jobs")
    assert crash_office.run(*words, crash_at=place).code == -signal.SIGKILL
    crash_office.ask(*words)
    crash_office.settle()  # what may have killed it is tried again by itself
    assert crash_office.ask(*words) == {"messages": []}
    rows = crash_office.ask("messages")
    assert Counter(row["outcome"] for row in rows) == {"application": 5, "duplicate": 1}
    assert crash_office.letter_states() == {"sent": 1, "held": 4}


def test_a_storage_that_fails_loses_nothing(office: Office, saved: Path) -> None:
    path = write(saved, exports.mboxrd(applied(1), applied(2)))
    storage = office.base / "var" / "storage"
    storage.parent.mkdir()
    storage.write_text("in the way", encoding="utf-8")
    ran = office.run("import", path, "--mailbox", "jobs")
    assert (ran.status, "storage" in ran.err) == (1, True)
    storage.unlink()
    assert outcomes(take(office, path)) == ["application"] * 2


@pytest.mark.parametrize("place", ["judged:2", "received:2"])
def test_a_poll_and_a_second_import_beside_an_import_take_each_mail_once(
    place: str, crash_office: CrashOffice, saved: Path
) -> None:
    """The first stands still, as a machine that sleeps, while the others go the whole way."""
    mails = [officer(number) for number in range(1, 6)]
    crash_office.fill([(raw, IN_TIME) for raw in mails])
    words = ("import", str(write(saved, exports.takeout(*reversed(mails)))), "--mailbox", "jobs")
    first = crash_office.start(*words, "--json", stop_at=place)
    assert crash_office.launcher.stops(first)
    assert crash_office.run("poll").code == 0
    assert crash_office.run(*words).code == 0
    os.kill(first.pid, signal.SIGCONT)
    assert crash_office.launcher.wait(first).code == 0
    crash_office.settle()
    assert len(crash_office.ask("applications")) == 5
    rows = crash_office.ask("messages")
    assert Counter(row["folder"] for row in rows) == {"INBOX": 5, "(import)": 5}
    assert all(row["application"] for row in rows)
    assert max(Counter(each.recipients for each in crash_office.sink.mails).values(), default=0) <= 1


def test_what_could_not_be_read_is_told_and_the_rest_is_taken_in(office: Office, saved: Path) -> None:
    exports.maildir(saved / "box", applied())
    os.mkfifo(saved / "box" / "cur" / "1777000000.pipe:2,S")
    ran = office.run("import", saved / "box", "--mailbox", "jobs", "--json")
    assert (ran.status, outcomes(ran.json["messages"])) == (1, ["application"])
    assert "1777000000.pipe:2,S is a link or no plain file" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing.mbox", "--mailbox", "jobs"], "nothing.mbox cannot be read: No such file or directory"),
        (["config/intake.yaml", "--mailbox", "jobs"], "no mbox file, no Maildir and no mail"),
        (["mail.mbox", "--mailbox", "job"], "there is no mailbox 'job'; configured: jobs"),
        (["mail.mbox"], "Missing option"),
        (["--mailbox", "jobs"], "Missing argument"),
    ],
)
def test_a_wrong_usage_is_refused_with_status_2(
    words: list[str], told: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.base)
    write(office.base, exports.mboxrd(applied()))
    ran = office.run("import", *words)
    assert (ran.status, ran.out) == (2, "")
    assert told in re.sub(r"[\s│]+", " ", ran.err)


def test_without_a_configuration_nothing_is_taken_in(office: Office, saved: Path) -> None:
    path = write(saved, exports.mboxrd(applied()))
    ran = office.run("import", path, "--mailbox", "jobs", "--json", config=saved / "config")
    assert ran.status == 2
    assert json.loads(ran.out)["findings"]
