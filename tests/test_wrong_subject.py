"""A mail whose subject no posting claims: answered once where that is wished; sent again, one application."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from rigs.office import CV, FULL, IN_TIME, SALMA, Office, ended

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime.now(UTC)


@pytest.fixture
def office(office: Office) -> Office:
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    return office


def wrong(office: Office, number: int = 0, files: Any = FULL, **changes: Any) -> None:
    raw = mail(files=files, **{"subject": f"Stage {number}", "text": f"Bonjour {number}\n"} | changes)
    office.receive(raw, IN_TIME + number * HOUR)


def letters(office: Office) -> list[tuple[str, str]]:
    return [(each["kind"], each["state"]) for each in office.run("outbox", "--all", "--json").json]


@pytest.mark.parametrize("files", [FULL, []], ids=["with documents", "with none"])
def test_a_person_is_told_once_how_to_write_the_subject(office, files):
    for number in range(3):
        wrong(office, number, files)
        office.poll()
    assert office.outcomes() == ["unmatched"] * 3
    assert letters(office) == [("unmatched", "sent")]
    assert ["told within 30 days" in row["reason"] for row in office.messages()] == [False, True, True]


def test_several_in_one_pass_are_answered_once(office):
    for number in range(5):
        wrong(office, number, [], sender=f"Salma Berrada <{SALMA.upper() if number % 2 else SALMA}>")
    office.poll()
    assert letters(office) == [("unmatched", "sent")]


def test_another_sender_and_a_month_later_are_answered_again(office):
    wrong(office)
    wrong(office, 1, sender="Ali <ali@example.net>")
    office.poll_at(NOW)
    wrong(office, 2)
    office.poll_at(NOW + 29 * DAY)
    assert len(letters(office)) == 2
    wrong(office, 3)
    office.poll_at(NOW + 31 * DAY)
    assert len(letters(office)) == 3


def test_each_mailbox_answers_for_itself(office, dovecot):
    other = f"other-{office.user}"
    both = {
        "jobs": office.mailbox(answer_unmatched=True),
        "autres": office.mailbox(other, address="autres@example.org", answer_unmatched=True),
    }
    office.configure(both)
    wrong(office)
    dovecot.append(other, mail(subject="Stage", text="Bonjour\n"), IN_TIME)
    office.poll()
    assert letters(office) == [("unmatched", "sent")] * 2


def test_sent_again_with_the_right_subject_it_is_one_application(office):
    wrong(office)
    office.poll()
    office.apply(FULL, IN_TIME + HOUR)
    office.poll()
    assert office.outcomes() == ["unmatched", "application"]
    assert office.messages()[0]["reason"].endswith("sent again as OMP-2026-0001")
    assert office.application()["status"] == "complete"
    assert letters(office) == [("unmatched", "sent"), ("complete", "sent")]


def test_the_first_taken_through_afterwards_adds_nothing_twice(office):
    wrong(office)
    office.poll()
    office.apply(FULL, IN_TIME + HOUR)
    office.poll()
    before = office.application()
    assert office.run("replay", 1, "--posting", "omp").status == 0
    after = office.application()
    assert office.outcomes() == ["supplement", "application"]
    assert [each["sha256"] for each in after["documents"]] == [each["sha256"] for each in before["documents"]]
    assert letters(office) == [("unmatched", "sent"), ("complete", "sent")]


def test_it_is_noted_once_however_many_mails_follow(office):
    wrong(office)
    office.poll()
    for number, file in enumerate(FULL, start=1):
        office.apply([file], IN_TIME + number * HOUR)
        office.poll()
    assert office.messages()[0]["reason"].count("sent again as") == 1


def test_an_answer_that_waits_is_dropped_when_the_right_subject_comes(office):
    office.sink.plan("RCPT", "451 4.7.1 later")
    wrong(office)
    office.poll()
    office.apply(FULL, IN_TIME + HOUR)
    office.poll()
    assert letters(office) == [("unmatched", "superseded"), ("complete", "sent")]


def test_a_question_of_before_is_not_taken_for_the_application(office):
    wrong(office, files=[])
    office.poll()
    office.apply([CV], IN_TIME + HOUR)
    office.poll()
    assert "sent again" not in office.messages()[0]["reason"]


def test_where_nobody_is_answered_nothing_of_it_happens(office):
    office.configure()
    wrong(office)
    office.poll()
    assert letters(office) == []


def test_mails_of_one_sender_that_several_processes_work_at_once_are_answered_once(office):
    office.configure({"jobs": office.mailbox()})
    for number in range(4):
        wrong(office, number, [])
    office.poll()
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    started = [office.start("replay", str(row["id"])) for row in office.messages()]
    assert [ended(process).status for process in started] == [0] * 4
    assert [kind for kind, _ in letters(office)] == ["unmatched"]
