"""What the bot does to mailboxes, and what it does not: traces, folders, passes at once, losses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.interval import IntervalTrigger
from builders.mails import mail
from rigs.net import free_port
from rigs.office import FULL, IN_TIME, SUBJECT, Office, ended

from intake.scheduler import Clockwork

BILL = mail(subject="Facture n° 118", message_id="<bill@example.com>")


def test_with_processed_leave_the_mailbox_is_as_before(office: Office) -> None:
    office.apply()
    office.receive(BILL)
    office.dovecot.append(office.user, BILL, IN_TIME, flags=[b"\\Seen", b"\\Flagged"])
    before = office.dovecot.snapshot(office.user)
    assert office.poll()["outcomes"] == {"application": 1, "unmatched": 1, "duplicate": 1}
    office.run("reconcile")
    office.run("check", "--connect")
    assert office.dovecot.snapshot(office.user) == before
    assert [item.flags for item in before] == [frozenset(), frozenset(), {b"\\Seen", b"\\Flagged"}]


def test_what_a_person_has_read_already_is_taken_in_all_the_same(office: Office) -> None:
    office.dovecot.append(office.user, mail(files=FULL), IN_TIME, flags=[b"\\Seen", b"\\Deleted"])
    office.poll()
    assert office.application()["status"] == "complete"


def test_processed_flag_marks_the_mails_of_applications_and_no_other(office: Office) -> None:
    office.configure({"jobs": office.mailbox(processed="flag")})
    office.apply()
    office.receive(BILL)
    before = office.dovecot.snapshot(office.user)
    office.poll()
    first, second = office.dovecot.snapshot(office.user)
    assert (first.flags, second) == ({b"$Intake"}, before[1])
    assert (first.sha256, first.received_at) == (before[0].sha256, before[0].received_at)


def test_processed_move_moves_the_mails_of_applications_and_no_other(office: Office) -> None:
    office.configure({"jobs": office.mailbox(processed={"move": "Candidatures traitées"})})
    office.apply()
    office.receive(BILL)
    before = office.dovecot.snapshot(office.user)
    office.poll()
    (left,) = office.dovecot.snapshot(office.user)
    (moved,) = office.dovecot.snapshot(office.user, "Candidatures traitées")
    assert left == before[1]
    assert (moved.sha256, moved.received_at, moved.flags) == (before[0].sha256, before[0].received_at, set())
    assert office.poll()["mailboxes"][0]["new"] == 0
    assert office.run("reconcile", "--json").json["folders"] == [
        {"mailbox": "jobs", "folder": "INBOX", "on_server": 1, "in_ledger": 2, "missing": 0, "mended": 0}
    ]


def test_junk_is_watched_where_that_is_asked_for(office: Office) -> None:
    office.apply(sender="a@example.com")
    office.receive(mail(files=FULL, sender="b@example.com"), folder="Junk")
    office.poll()
    assert [row["folder"] for row in office.messages()] == ["INBOX"]
    office.configure({"jobs": office.mailbox(junk=True)})
    office.poll()
    assert [row["folder"] for row in office.messages()] == ["INBOX", "Junk"]
    assert len(office.letters) == 2


def test_each_mail_gets_one_row_with_the_facts_of_the_server(office: Office) -> None:
    raw = office.apply(message_id="<m1@example.com>")
    office.receive(BILL)
    office.poll()
    office.poll()
    first, second = office.messages()
    assert list(first) == [
        "id", "mailbox", "folder", "uid", "message_id", "sha256", "received_at",
        "sender", "subject", "outcome", "posting", "application", "reason",
    ]  # fmt: skip
    (on_server, _) = office.dovecot.snapshot(office.user)
    assert first["sha256"] == on_server.sha256
    assert len(raw) > 0
    assert (first["uid"], first["message_id"]) == (1, "<m1@example.com>")
    assert first["received_at"] == "2026-05-03T16:00:00+01:00"
    assert (first["sender"], first["subject"]) == ("salma.berrada@example.com", SUBJECT)
    assert (first["posting"], first["application"]) == ("omp", "OMP-2026-0001")
    assert (second["posting"], second["application"]) == (None, None)


def test_two_passes_at_once_take_in_and_answer_each_mail_once(office: Office) -> None:
    for number in range(12):
        office.apply(sender=f"c{number}@example.com")
    racers = [office.start("poll", "--json") for _ in range(3)]
    ran = [ended(racer) for racer in racers]
    assert [each.status for each in ran] == [0, 0, 0], [each.err for each in ran]
    assert sum(each.json["mailboxes"][0]["new"] for each in ran) == 12
    office.poll()
    assert office.outcomes() == ["application"] * 12
    assert sorted(letter.recipients[0] for letter in office.letters) == sorted(
        f"c{number}@example.com" for number in range(12)
    )


def test_a_dead_mailbox_does_not_stop_the_others(office: Office) -> None:
    dead = office.mailbox(address="dead@example.org", imap={"port": free_port()})
    office.configure({"dead": dead, "jobs": office.mailbox()})
    office.apply()
    ran = office.run("poll", "--json")
    assert ran.status == 1
    first, second = ran.json["mailboxes"]
    assert (first["name"], first["new"]) == ("dead", 0)
    assert "127.0.0.1" in first["error"]
    assert second == {"name": "jobs", "fetched": 1, "new": 1, "error": None}
    assert ran.json["sent"] == 1
    assert "dead" in office.run("poll").err
    assert office.run("poll", "--mailbox", "jobs").status == 0


def test_a_folder_that_does_not_exist_is_named_and_the_others_are_read(office: Office) -> None:
    office.configure({"jobs": office.mailbox(folders=["Absent", "INBOX"])})
    office.apply()
    said = office.poll(status=1)
    assert "Absent" in said["mailboxes"][0]["error"]
    assert said["mailboxes"][0]["new"] == 1
    with office.dovecot.client(office.user) as client:
        client.create_folder("Absent")
    office.receive(mail(files=FULL, sender="b@example.com"), folder="Absent")
    assert office.poll()["mailboxes"][0]["new"] == 1


def test_two_mailboxes_answer_each_with_its_own_address(office: Office) -> None:
    other = f"other-{office.user}"
    office.configure(
        {"jobs": office.mailbox(), "emploi": office.mailbox(other, address="emploi@example.org")}
    )
    office.posting("compta", subject="Candidature comptable", mailbox="emploi", reference="CPT")
    office.apply()
    raw = mail(files=FULL, subject="Candidature comptable", to="emploi@example.org")
    office.dovecot.append(other, raw, IN_TIME)
    office.dovecot.append(other, mail(files=FULL), IN_TIME)  # of the other mailbox's posting
    office.poll()
    assert [(row["mailbox"], row["outcome"]) for row in office.messages()] == [
        ("jobs", "application"),
        ("emploi", "application"),
        ("emploi", "unmatched"),
    ]
    assert sorted(letter.envelope_from for letter in office.letters) == [
        "emploi@example.org",
        "jobs@example.org",
    ]


def test_our_own_letter_delivered_to_another_of_our_mailboxes_is_automatic(office: Office) -> None:
    other = f"other-{office.user}"
    office.configure(
        {"jobs": office.mailbox(), "emploi": office.mailbox(other, address="emploi@example.org")}
    )
    office.dovecot.append(other, mail(sender="jobs@example.org", files=FULL), IN_TIME)
    office.poll()
    assert office.outcomes() == ["automatic"]


def test_mail_that_comes_in_later_passes_is_found_each_time(office: Office) -> None:
    for number in range(3):
        office.apply(sender=f"c{number}@example.com", when=IN_TIME - timedelta(days=number))
        assert office.poll()["mailboxes"] == [{"name": "jobs", "fetched": 1, "new": 1, "error": None}]
    assert len(office.letters) == 3


def test_reconcile_finds_nothing_where_nothing_is_lost(office: Office) -> None:
    office.apply()
    office.receive(BILL)
    office.poll()
    ran = office.run("reconcile", "--json")
    assert ran.status == 0
    assert ran.json == {
        "folders": [
            {"mailbox": "jobs", "folder": "INBOX", "on_server": 2, "in_ledger": 2, "missing": 0, "mended": 0}
        ]
    }


def test_reconcile_names_and_mends_what_the_ledger_lacks(office: Office) -> None:
    for name in "abc":
        office.apply(sender=f"{name}@example.com")
    office.poll()
    lose(office, uid=2)
    ran = office.run("reconcile", "--json")
    assert ran.status == 0
    assert ran.json["folders"] == [
        {"mailbox": "jobs", "folder": "INBOX", "on_server": 3, "in_ledger": 2, "missing": 1, "mended": 1}
    ]
    assert sorted(row["uid"] for row in office.messages()) == [1, 2, 3]
    again = office.run("reconcile", "--json").json["folders"][0]
    assert (again["in_ledger"], again["missing"]) == (3, 0)


def test_reconcile_says_so_where_a_mailbox_cannot_be_read(office: Office) -> None:
    office.configure({"jobs": office.mailbox(imap={"port": free_port()})})
    ran = office.run("reconcile", "--json")
    assert (ran.status, ran.json) == (1, {"folders": []})
    assert "127.0.0.1" in ran.err


def lose(office: Office, uid: int) -> None:
    """Take a mail that became nothing out of the ledger, as a fault of the disk might."""
    for (row,) in office.sql("SELECT id FROM message WHERE uid = :uid", uid=uid):
        office.sql("DELETE FROM letter WHERE cause_id = :row", row=row)
        office.sql("DELETE FROM document WHERE message_id = :row", row=row)
        office.sql("DELETE FROM message WHERE id = :row", row=row)


def test_a_folder_made_anew_before_the_move_keeps_other_peoples_mail(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.configure({"jobs": office.mailbox(processed={"move": "Done"}, folders=["Apply"])})
    office.receive(mail(files=FULL), folder="Apply")

    def make_anew(place: str) -> None:
        if place == "before mark":
            with office.dovecot.client(office.user) as client:
                client.delete_folder("Apply")
                client.create_folder("Apply")
            office.receive(BILL, folder="Apply")

    monkeypatch.setattr("intake.services.poll.crashpoint", make_anew)
    assert "numbered anew" in office.poll(status=1)["mailboxes"][0]["error"]
    monkeypatch.undo()
    assert len(office.dovecot.snapshot(office.user, "Apply")) == 1
    assert office.poll()["outcomes"] == {"unmatched": 1}


def test_a_clock_set_back_does_not_stop_the_scheduler(office: Office) -> None:
    clock = [datetime.now(UTC)]
    with office.desk(lambda: clock[0]) as desk:
        clockwork = Clockwork(desk)
        try:
            clockwork.scheduler.start(paused=True)
            clockwork.scheduler.add_job(print, IntervalTrigger(minutes=1), id="poll jobs")
            clock[0] -= timedelta(hours=1)
            clockwork._mind_the_clock()
            (job,) = clockwork.scheduler.get_jobs()
            assert job.next_run_time == clock[0]
        finally:
            clockwork.scheduler.shutdown()
            clockwork.hub.close()


def test_a_server_restored_from_a_backup_gives_old_uids_to_new_mails_and_none_is_lost(office: Office) -> None:
    for _ in range(3):
        office.receive(mail(sender="bob@example.com", subject="Facture"))
    office.receive(BILL)
    office.poll()
    office.dovecot.go_back(office.user)
    office.apply()
    office.receive(BILL)
    assert office.poll()["outcomes"] == {"application": 1}
    assert office.outcomes() == ["unmatched", "duplicate", "duplicate", "unmatched", "application"]
    assert office.poll()["mailboxes"][0]["fetched"] == 0
