"""A reminder before the deadline: to candidates of incomplete dossiers, once, and only while it is true."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from rigs.office import CV, DEADLINE, FULL, LETTER, REFERENCES, SALMA, SUBJECT, Office

from intake.services import reminders
from intake.services.deliver import deliver
from intake.services.poll import poll
from intake.store import audit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
APPLIED = DEADLINE - 5 * DAY
OPEN = DEADLINE - 2 * DAY  # of the window


@pytest.fixture
def office(office: Office) -> Office:
    office.posting(reminder="2d")
    return office


def applied(office: Office, files: Any = (CV, LETTER), when: datetime = APPLIED, **changes: Any) -> None:
    office.apply(files, when, **changes)
    assert office.poll_at(when + HOUR)[1].failed == 0


def remind(office: Office, now: datetime) -> int:
    """One turn of the duty, and what goes out by it."""
    with office.desk(lambda: now) as desk:
        sent = reminders.send(desk)
        deliver(desk)
    return sent


def kinds(office: Office) -> list[tuple[str, str]]:
    return [(each["kind"], each["state"]) for each in office.run("outbox", "--all", "--json").json]


def test_the_candidate_of_an_incomplete_dossier_is_reminded_once_in_the_thread(office):
    applied(office)
    assert remind(office, OPEN) == 1
    assert remind(office, OPEN + HOUR) == remind(office, OPEN + DAY) == 0
    assert kinds(office) == [("incomplete", "sent"), ("reminder", "sent")]
    first, told = office.letters
    assert told.recipients == (SALMA,)
    assert "[OMP-2026-0001]" in told.subject
    assert told.mail["In-Reply-To"] == first.mail["In-Reply-To"] is not None
    assert "références" in told.text
    assert "lundi 4 mai 2026 à 16h00" in told.text
    assert told.mail["Auto-Submitted"] == "auto-replied"
    (row,) = (each for each in office.run("audit", "--json").json if each["action"] == "remind")
    assert (row["actor"], row["application"]) == ("intake", "OMP-2026-0001")


@pytest.mark.parametrize(
    ("before", "due"),
    [
        (2 * DAY + timedelta(seconds=1), False),
        (2 * DAY, True),
        (HOUR + timedelta(seconds=1), True),
        (HOUR, False),
        (-HOUR, False),
    ],
)
def test_it_goes_from_the_distance_on_until_an_hour_before_the_deadline(office, before, due):
    applied(office)
    assert remind(office, DEADLINE - before) == due


def test_an_hours_distance_still_leaves_time_for_it(office):
    office.posting(reminder="1h")
    applied(office)
    assert remind(office, DEADLINE - HOUR) == 1


def test_it_is_off_by_default_and_may_be_set_for_all(office):
    office.posting()
    applied(office)
    assert remind(office, OPEN) == 0
    office.configure(reminder="2d")
    assert remind(office, OPEN) == 1


NOT_REMINDED = [
    ("a complete one", {"files": FULL}),
    ("one in review", {"files": [CV, ("scan.pdf", b"%PDF-1.4 broken")]}),
    ("one that a person asks in", {"files": [], "text": "Bonjour, le poste est-il à Rabat ?\n"}),
    ("a robot's", {"files": [CV], "headers": {"X-Auto-Response-Suppress": "All"}}),
]


@pytest.mark.parametrize(
    "changes", [each for _, each in NOT_REMINDED], ids=[each for each, _ in NOT_REMINDED]
)
def test_no_other_dossier_is_reminded_of(office, changes):
    applied(office, **changes)
    assert remind(office, OPEN) == 0


def test_who_was_told_less_than_a_day_ago_is_reminded_later(office):
    applied(office, when=OPEN)
    assert remind(office, OPEN + 2 * HOUR) == 0
    assert remind(office, OPEN + DAY + 2 * HOUR) == 1


def test_with_a_short_distance_half_of_it_is_rest_enough(office):
    office.posting(reminder="8h")
    applied(office, when=DEADLINE - 8 * HOUR)
    assert remind(office, DEADLINE - 5 * HOUR) == 0
    assert remind(office, DEADLINE - 2 * HOUR) == 1


def test_nobody_is_reminded_while_something_waits_to_be_said(office):
    office.sink.plan("RCPT", *["451 4.7.1 later"] * 50)
    applied(office)
    assert remind(office, OPEN) == 0
    assert kinds(office) == [("incomplete", "pending")]


def test_what_is_older_than_since_is_not_reminded_of(office):
    office.configure({"jobs": office.mailbox(since=str((DEADLINE - DAY).date()))})
    applied(office)
    assert kinds(office) == [("incomplete", "held")]
    assert remind(office, OPEN) == 0


def test_an_address_that_does_not_take_mail_is_not_reminded(office):
    office.sink.plan("RCPT", "550 5.1.1 no such user")
    office.apply([CV], APPLIED)
    office.poll_at(APPLIED + HOUR)
    assert kinds(office) == [("incomplete", "failed")]
    assert remind(office, OPEN) == 0


def test_a_withdrawn_dossier_is_not_reminded_of(office):
    applied(office)
    office.receive(mail(subject=f"Re: {SUBJECT}", text="Je retire ma candidature.\n"), APPLIED + HOUR)
    office.poll_at(APPLIED + 2 * HOUR)
    assert remind(office, OPEN) == 0


# --- while it waits ----------------------------------------------------------------


def waiting(office: Office, *answers: str) -> None:
    """A reminder that the server puts off."""
    applied(office)
    office.sink.plan("RCPT", *(answers or ["451 4.7.1 later"]))
    assert remind(office, OPEN) == 1
    assert kinds(office)[-1] == ("reminder", "pending")


def test_a_reminder_that_waits_past_the_deadline_does_not_go_out(office):
    waiting(office)
    with office.desk(lambda: DEADLINE + HOUR) as desk:
        assert deliver(desk).sent == 0
    assert kinds(office) == [("incomplete", "sent"), ("reminder", "superseded")]


def test_a_reminder_that_waited_says_how_much_time_is_left_then_under_its_message_id(office):
    waiting(office)
    before = office.run("outbox", "--json").json[0]["message_id"]
    with office.desk(lambda: DEADLINE - 3 * HOUR) as desk:
        assert deliver(desk).sent == 1
    told = office.letters[-1]
    assert told.mail["Message-ID"] == before
    assert "3 heures" in told.text


def test_a_reminder_that_waits_is_dropped_when_the_dossier_is_completed(office):
    waiting(office)
    office.apply([REFERENCES], OPEN + HOUR, subject=f"Re: {SUBJECT}")
    office.poll_at(OPEN + 2 * HOUR)
    assert kinds(office) == [("incomplete", "sent"), ("reminder", "superseded"), ("complete", "sent")]


def test_a_reminder_that_waits_says_what_is_missing_by_then(office):
    applied(office, [CV])
    office.sink.plan("RCPT", "451 4.7.1 later")
    assert remind(office, OPEN) == 1
    robot = {"X-Auto-Response-Suppress": "All"}
    office.apply([LETTER], OPEN + HOUR, subject=f"Re: {SUBJECT}", headers=robot)
    office.poll_at(OPEN + 2 * HOUR)
    told = office.letters[-1]
    assert kinds(office)[-1] == ("reminder", "sent")
    assert "Il manque encore : - 3 références" in told.text.replace("•", "-")
    assert "lettre de motivation" not in told.text.partition("Documents reçus")[0]


def test_a_failed_reminder_is_released_as_a_reminder_while_it_is_true(office):
    applied(office)
    office.sink.plan("RCPT", "550 5.1.1 no such user")
    assert remind(office, OPEN) == 1
    (row,) = office.run("outbox", "--json").json
    office.sql("UPDATE application SET status = 'review', doubt = 'x'")
    assert "nothing is surely missing there" in office.run("release", row["id"]).err
    office.sql("UPDATE application SET status = 'incomplete', doubt = NULL")
    with office.desk(lambda: OPEN + HOUR) as desk:
        from intake.services import letters

        letters.release(desk, [row["id"]])
        assert deliver(desk).sent == 1
    assert kinds(office)[-1] == ("reminder", "sent")


# --- by a person -------------------------------------------------------------------


def ask(office: Office, now: datetime) -> tuple[Any, str]:
    with office.desk(lambda: now) as desk:
        with desk.database.write() as tx:
            revision = audit.record(tx, at=now, actor="a", action="ask", application="OMP-2026-0001")
            done = reminders.remind(desk, tx, 1, revision=revision)
        deliver(desk)
    return done


def test_a_person_may_ask_at_any_time(office):
    applied(office)
    assert ask(office, APPLIED + 2 * HOUR) == ("reminder", "")
    assert kinds(office) == [("incomplete", "sent"), ("reminder", "sent")]


def test_asked_after_the_deadline_the_letter_says_that_it_is_late(office):
    applied(office)
    assert ask(office, DEADLINE + HOUR) == ("reminder", "")
    assert "Ce délai est passé" in office.letters[-1].text
    assert kinds(office)[-1] == ("reminder", "sent")


def test_where_nothing_is_missing_nobody_is_asked(office):
    applied(office, FULL)
    kind, why = ask(office, APPLIED + 2 * HOUR)
    assert (kind, why) == (None, "OMP-2026-0001 is 'complete': nothing is surely missing there.")


# --- in the day's work ---------------------------------------------------------------


def test_two_that_remind_at_once_remind_once(office):
    applied(office)
    with office.desk(lambda: OPEN) as one, office.desk(lambda: OPEN) as other:
        posting = one.settings.postings["omp"]
        done = [reminders._remind(desk, posting, 1) for desk in (one, other)]
        assert done == [True, False]


def test_a_poll_reminds(office):
    """`intake poll` does what the duty does; its clock is the real one."""
    now = datetime.now(DEADLINE.tzinfo)
    office.posting(deadline=(now + DAY).astimezone().strftime("%Y-%m-%d %H:%M"), reminder="5d")
    office.configure({"jobs": office.mailbox(since=str((now - 9 * DAY).date()))})
    office.apply([CV], now - 3 * DAY)
    with office.desk(lambda: now - 3 * DAY) as desk:
        poll(desk, desk.settings.mailboxes["jobs"])
        deliver(desk)
    assert office.poll()["sent"] == 1
    assert kinds(office) == [("incomplete", "sent"), ("reminder", "sent")]
