"""Whom a day's digest tells what, and that each is made once: a real store, and a clock of ours."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import configuration
from rigs.paper import (
    ADMIN,
    DAY,
    HOUR,
    HR,
    INTAKE,
    LAWYER,
    MINUTE,
    OMP,
    ONE_DAY,
    POSTING,
    SINCE,
    UNTIL,
    Office,
    opened,
)
from sqlalchemy import event

from intake.adapters.letters import Letters
from intake.domain.alarm import Alarm
from intake.domain.letter import DigestFacts
from intake.services.digest import due_day
from intake.store import alarms, digests, ledger


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(configuration.write(tmp_path, INTAKE, omp=POSTING, juriste=LAWYER)) as made:
        yield made


def facts(office: Office, recruiter: str = OMP, **how: Any) -> DigestFacts:
    return office.make(**how)[recruiter].facts


# --- the window --------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "told"),
    [(SINCE, True), (SINCE - HOUR, False), (UNTIL - timedelta(microseconds=1), True), (UNTIL, False)],
    ids=["from-its-start", "before-it", "to-before-its-end", "at-its-end"],
)
def test_a_digest_tells_of_what_was_received_in_its_24_hours(
    office: Office, received: datetime, told: bool
) -> None:
    office.mail(received, taken_at=min(received + MINUTE, UNTIL))
    office.application(received, taken_at=min(received + MINUTE, UNTIL))
    office.application(SINCE + HOUR)
    found = facts(office)
    assert len(found.unmatched) == int(told)
    assert found.postings[0].new == 1 + int(told)
    assert (found.since, found.until) == (SINCE, UNTIL)


@pytest.mark.parametrize(
    ("zone", "hours"), [("Europe/Paris", 23), ("UTC", 24)], ids=["clocks-set-forward", "no-change"]
)
def test_the_24_hours_are_those_of_the_organisations_clock(office: Office, zone: str, hours: int) -> None:
    office.intake("timezone: UTC", f"timezone: {zone}")
    office.application(datetime(2026, 3, 29, 3, 0, tzinfo=UTC))
    found = facts(office, day=date(2026, 3, 29))
    assert found.until - found.since == hours * HOUR


@pytest.mark.parametrize(("late_by", "day"), [(timedelta(), DAY), (-MINUTE, DAY - ONE_DAY), (23 * HOUR, DAY)])
def test_the_day_due_follows_the_clock_and_the_hour(office: Office, late_by: timedelta, day: date) -> None:
    office.clock = UNTIL + late_by
    assert due_day(office.desk) == day


NEXT = DAY + ONE_DAY


@pytest.mark.parametrize(
    ("received", "taken", "made_after", "first", "second"),
    [
        (UNTIL - HOUR, UNTIL - MINUTE, MINUTE, 1, 0),
        (UNTIL - HOUR, UNTIL + HOUR, MINUTE, 0, 1),
        (UNTIL - HOUR, UNTIL + HOUR, 3 * HOUR, 1, 0),
        (SINCE - HOUR, UNTIL + HOUR, MINUTE, 0, 1),
        (SINCE - HOUR, UNTIL + HOUR, 3 * HOUR, 0, 1),
        (SINCE - 9 * ONE_DAY, UNTIL - HOUR, MINUTE, 1, 0),
        (UNTIL - HOUR, UNTIL - MINUTE, -2 * MINUTE, 0, 1),
        (UNTIL + HOUR, UNTIL + HOUR, 3 * HOUR, 0, 1),
    ],
    ids=[
        "in-good-time", "taken-in-after-the-digest", "taken-in-before-a-digest-made-late",
        "older-taken-in-after-the-digest", "older-taken-in-before-a-digest-made-late", "long-overdue",
        "taken-in-after-a-digest-made-early", "received-before-a-digest-made-late",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["unmatched", "application"])
def test_a_mail_is_told_once_whenever_it_was_taken_in(
    office: Office,
    *,
    kind: str,
    received: datetime,
    taken: datetime,
    made_after: timedelta,
    first: int,
    second: int,
) -> None:
    """The row is there only once it is taken in; another application makes each digest worth sending."""
    office.application(SINCE + HOUR)
    put = office.mail if kind == "unmatched" else office.application

    def number(day: date, late_by: timedelta) -> int:
        found = facts(office, day=day, late_by=late_by)
        return len(found.unmatched) if kind == "unmatched" else found.postings[0].new - 1

    if taken < UNTIL + made_after:
        put(received, taken_at=taken)
    one = number(DAY, made_after)
    if taken >= UNTIL + made_after:
        put(received, taken_at=taken)
    office.application(UNTIL + HOUR)
    two = number(NEXT, MINUTE)
    office.application(UNTIL + 25 * HOUR)
    three = number(NEXT + ONE_DAY, MINUTE)
    assert (one, two, three) == (first, second, 0)


def test_a_mail_that_came_too_late_for_a_skipped_digest_is_in_the_next(office: Office) -> None:
    assert office.make() == {}
    office.mail(UNTIL - HOUR, taken_at=UNTIL + HOUR)
    assert office.told(NEXT) == ["mail 1"]


# --- who is told of what -----------------------------------------------------


def test_a_recruiter_is_told_of_the_own_postings_only(office: Office) -> None:
    office.application(SINCE + HOUR)
    office.application(SINCE + HOUR, posting="juriste", mailbox="hr")
    made = office.make()
    assert {name: [p.id for p in each.facts.postings] for name, each in made.items()} == {
        OMP: ["omp"],
        HR: ["juriste"],
    }


def test_a_recruiter_is_told_of_the_own_mailboxes_mail_only(office: Office) -> None:
    for mailbox in ("jobs", "hr"):
        for outcome in ("unmatched", "automatic", "quarantined"):
            office.mail(SINCE + HOUR, outcome, mailbox=mailbox, subject=f"{outcome} of {mailbox}", files=1)
    for recruiter, mailbox in ((OMP, "jobs"), (HR, "hr")):
        found = office.make()[recruiter].facts
        told = [*found.unmatched, *found.automatic, *found.quarantined]
        outcomes = ("unmatched", "automatic", "quarantined")
        assert [mail.subject for mail in told] == [f"{outcome} of {mailbox}" for outcome in outcomes]


def test_automatic_mail_is_told_only_where_it_holds_documents(office: Office) -> None:
    office.mail(SINCE + HOUR, "automatic", subject="empty")
    office.mail(SINCE + HOUR, "automatic", subject="full", files=2)
    assert [(mail.subject, mail.files) for mail in facts(office).automatic] == [("full", 2)]


@pytest.mark.parametrize("outcome", ["duplicate", "supplement", "application"])
def test_other_mail_is_not_listed_by_itself(office: Office, outcome: str) -> None:
    office.mail(SINCE + HOUR, outcome)
    assert office.make() == {}


def test_a_posting_without_recruiters_is_the_admins_business(office: Office) -> None:
    office.posting("omp", POSTING.replace("recruiters: [Direction@omp.example.org]\n", ""))
    office.application(SINCE + HOUR)
    assert list(office.make()) == [ADMIN]


def test_a_draft_is_left_out(office: Office) -> None:
    office.posting("omp", POSTING + "draft: true\n")
    office.application(SINCE + HOUR)
    assert office.make() == {}


def test_a_posting_without_a_mailbox_is_told_as_trouble_but_is_no_reason_to_write(office: Office) -> None:
    office.posting("sans", POSTING.replace("mailbox: jobs\n", ""))
    assert office.make() == {}
    office.application(SINCE + HOUR)
    (trouble,) = facts(office).troubles
    assert trouble.text.startswith("sans: no mail is received for this posting")


# --- what is told ------------------------------------------------------------


def test_counts_and_exceptions_are_those_of_all_applications_before_the_digests_hour(office: Office) -> None:
    for status, number in (("complete", 3), ("incomplete", 2), ("late", 1), ("review", 2), ("withdrawn", 1)):
        for _ in range(number):
            office.application(SINCE - 3 * ONE_DAY, status)
    office.application(SINCE + HOUR)
    office.application(UNTIL + HOUR, "review")
    (posting,) = facts(office).postings
    assert (posting.complete, posting.incomplete, posting.late, posting.review) == (4, 2, 1, 2)
    assert [each.status for each in posting.exceptions] == ["incomplete"] * 2 + ["late"] + ["review"] * 2
    assert (posting.new, len(posting.arrived)) == (1, 1)


def test_an_exception_says_what_is_missing_and_how_late_it_is(office: Office) -> None:
    office.application(SINCE + HOUR, "incomplete", missing=("references",), references_count=2)
    late = POSTING.replace("2026-05-20 16:00", "2026-05-03 08:30")
    office.posting("omp", late)
    office.application(SINCE + HOUR, "late")
    (incomplete, after) = facts(office).postings[0].exceptions
    assert [(line.kind, line.required, line.found) for line in incomplete.missing] == [("references", 3, 2)]
    assert (incomplete.minutes_late, after.minutes_late) == (None, 30)


@pytest.mark.parametrize(
    ("came", "minutes", "said"),
    [(-30, None, "documents reçus après la date limite"), (0, 0, "retard de moins d’une minute")],
)
def test_a_dossier_begun_in_time_and_late_by_its_documents_has_no_minutes(
    office: Office, came: int, minutes: int | None, said: str
) -> None:
    office.posting("omp", POSTING.replace("2026-05-20 16:00", "2026-05-03 08:30"))
    office.application(SINCE + timedelta(minutes=30 + came), "late")
    (late,) = facts(office).postings[0].exceptions
    assert late.minutes_late == minutes
    assert said in " ".join(Letters(None).render_digest(facts(office)).text.split())


@pytest.mark.parametrize(("deadline", "told"), [("2026-04-29 16:00", True), ("2026-04-20 16:00", False)])
def test_long_after_its_deadline_only_what_is_new_is_told_of_a_posting(
    office: Office, deadline: str, told: bool
) -> None:
    office.posting("omp", POSTING.replace("2026-05-20 16:00", deadline))
    office.application(SINCE - 9 * ONE_DAY, "incomplete")
    assert (OMP in office.make()) is told
    office.application(SINCE + HOUR, "late")
    assert len(office.make(dry_run=True)[OMP].facts.postings[0].exceptions) == 1 + int(told)


def test_a_posting_long_closed_and_without_news_is_not_listed(office: Office) -> None:
    office.posting("old", POSTING.replace("2026-05-20 16:00", "2026-04-20 16:00"))
    office.application(SINCE - 20 * ONE_DAY, posting="old")
    office.application(SINCE + HOUR)
    assert [posting.id for posting in facts(office).postings] == ["omp"]


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_a_letter_in_trouble_makes_its_application_an_exception(office: Office, state: str) -> None:
    office.letter(state, application_id=office.application(SINCE - 3 * ONE_DAY))
    office.letter("sent", application_id=office.application(SINCE - 3 * ONE_DAY))
    (exception,) = facts(office).postings[0].exceptions
    assert exception.letter_problem == f"{state}: 550 no such user"


@pytest.mark.parametrize(
    ("state", "attempts", "told"), [("failed", 1, True), ("unknown", 1, True), ("pending", 3, True),
                                    ("pending", 2, False), ("sent", 1, False), ("superseded", 0, False)]
)  # fmt: skip
def test_a_letter_of_no_application_is_told_as_trouble(
    office: Office, state: str, attempts: int, told: bool
) -> None:
    office.letter(state, kind="unmatched", attempts=attempts)
    made = office.make()
    assert (OMP in made) is told
    assert not told or made[OMP].facts.troubles[0].letter_problem == f"{state}: 550 no such user"


def test_a_mailbox_that_cannot_be_read_is_told_to_its_recruiters(office: Office) -> None:
    with office.desk.database.write() as tx:
        ledger.start(tx, "hr", SINCE)
        ledger.went_wrong(tx, "hr", SINCE + HOUR, "The login was refused.")
    made = office.make()
    assert list(made) == [HR]
    (trouble,) = made[HR].facts.troubles
    assert (trouble.code, trouble.place, trouble.since) == ("not_read", "hr", SINCE + HOUR)
    assert trouble.text == "hr: not read since 2026-05-03 09:00. The login was refused."


@pytest.mark.parametrize(("received", "number"), [(SINCE + HOUR, 1), (SINCE - HOUR, 0)])
def test_letters_held_back_by_since_are_counted_in_their_own_digest(
    office: Office, received: datetime, number: int
) -> None:
    office.application(SINCE + HOUR)
    office.letter("held", cause_id=office.mail(received, "application", posting="omp"))
    assert facts(office).held_back == number


@pytest.mark.parametrize("status", ["spam", "withdrawn"])
def test_what_a_person_called_spam_is_counted_and_listed_nowhere_and_what_was_withdrawn_apart(
    office: Office, status: str
) -> None:
    office.letter("failed", application_id=office.application(SINCE + HOUR, status))
    office.application(SINCE + HOUR)
    (posting,) = facts(office).postings
    withdrawn = int(status == "withdrawn")
    assert (posting.new, len(posting.arrived), len(posting.withdrawn)) == (1 + withdrawn, 1, withdrawn)
    assert len(posting.exceptions) == withdrawn  # its letter failed
    assert sum(day.number for day in posting.days) == 1 + withdrawn


@pytest.mark.parametrize(
    ("reason", "again"),
    [("the candidate withdrew", False), ("the candidate wrote again after withdrawing", True)],
)
def test_a_withdrawal_and_a_mail_after_it_are_news_once(office: Office, reason: str, again: bool) -> None:
    row = office.application(SINCE - 3 * ONE_DAY, "withdrawn")
    assert office.make(dry_run=True) == {}
    office.mail(SINCE + HOUR, "supplement", application_id=row, reason=reason)
    (told,) = facts(office).postings[0].withdrawn
    assert told.wrote_again is again
    office.application(UNTIL + HOUR)
    assert facts(office, day=DAY + ONE_DAY).postings[0].withdrawn == ()


def test_a_withdrawal_told_by_phone_is_news_by_the_letter_that_confirms_it(office: Office) -> None:
    row = office.application(SINCE - 3 * ONE_DAY, "withdrawn")
    office.letter("sent", kind="withdrawn", application_id=row, created_at=SINCE + HOUR)
    (told,) = facts(office).postings[0].withdrawn
    assert not told.wrote_again


@pytest.mark.parametrize(
    ("applied", "posting", "email", "told"),
    [
        (2 * HOUR, "omp", "x@example.com", False),
        (-2 * HOUR, "omp", "x@example.com", True),
        (2 * HOUR, "juriste", "x@example.com", True),
        (2 * HOUR, "omp", "y@example.com", True),
    ],
    ids=["sent-again", "a-question-after-it", "in-another-mailbox", "somebody-else"],
)
def test_a_mail_that_was_sent_again_with_the_right_subject_is_not_listed(
    office: Office, applied: timedelta, posting: str, email: str, told: bool
) -> None:
    office.mail(SINCE + 3 * HOUR, sender="X@example.com")
    office.application(SINCE + 3 * HOUR + applied, email=email, posting=posting)
    office.application(SINCE + HOUR)
    assert len(facts(office).unmatched) == told


def test_the_picture_shows_each_day_of_a_fortnight_or_since_the_posting_opened(office: Office) -> None:
    for days, number in ((20, 3), (13, 2), (2, 4), (0, 1)):
        for _ in range(number):
            office.application(UNTIL - days * ONE_DAY - HOUR)
    days = facts(office).postings[0].days
    assert [day.day for day in days] == [DAY - n * ONE_DAY for n in reversed(range(14))]
    assert [day.number for day in days] == [2] + [0] * 10 + [4, 0, 1]
    assert [day.share for day in days if day.number] == [50, 100, 25]
    office.posting("omp", POSTING + "opens: 2026-05-02\n")
    days = facts(office, dry_run=True).postings[0].days
    assert [day.number for day in days] == [4, 0, 1]


def test_a_refused_login_is_not_told_beside_the_mailbox_that_is_not_read_for_it(office: Office) -> None:
    with office.desk.database.write() as tx:
        ledger.start(tx, "jobs", SINCE)
        ledger.went_wrong(tx, "jobs", SINCE + HOUR, "The login was refused.")
        for code, place in (
            ("login_refused", "jobs/imap"),
            ("login_refused", "jobs/smtp"),
            ("privacy_request", ""),
            ("disk_low", ""),
        ):
            alarms.hold(tx, Alarm(code=code, place=place, text="It is so.", remedy="Mend it."), SINCE)
    told = facts(office).troubles
    assert [(each.code, each.place) for each in told] == [("not_read", "jobs"), ("login_refused", "jobs")]
    office.posting("omp", POSTING.replace("Direction@omp.example.org", ADMIN))
    codes = [each.code for each in facts(office, ADMIN).troubles]
    assert codes == ["not_read", "disk_low", "login_refused"]


# --- when it is made ---------------------------------------------------------


@pytest.mark.parametrize(("when_empty", "made"), [("skip", []), ("send", [OMP, HR])])
def test_an_empty_digest_is_made_only_where_that_is_asked_for(
    office: Office, when_empty: str, made: list[str]
) -> None:
    office.intake("when_empty: skip", f"when_empty: {when_empty}")
    assert list(office.make()) == made
    assert [row.recipient for row in office.letters()] == made


def test_a_dry_run_makes_no_letter(office: Office) -> None:
    office.application(SINCE + HOUR)
    assert office.make(dry_run=True)[OMP].state == "dry-run"
    assert office.letters() == []


def test_a_digest_goes_out_through_the_outbox_of_the_mailbox_named_for_it(office: Office) -> None:
    office.application(SINCE + HOUR, posting="juriste", mailbox="hr")
    assert office.make()[HR].state == "pending"
    (letter,) = office.letters()
    assert (letter.mailbox, letter.recipient, letter.recruiter, letter.day) == ("jobs", HR, HR, DAY)


def test_a_digest_is_made_once_over_restarts_and_each_day_anew(office: Office) -> None:
    office.application(SINCE + HOUR, "review")
    for _ in range(2):
        assert list(office.make()) == [OMP]
    with opened(office.folder) as restarted:
        assert restarted.make()[OMP].state == "pending"
    assert [row.day for row in office.letters()] == [DAY]
    office.make(NEXT)
    assert [row.day for row in office.letters()] == [DAY, NEXT]


def _make(folder: Path, gate: Any) -> None:
    with opened(folder) as office:
        gate.wait()
        office.make()


def test_two_processes_make_one_digest(office: Office) -> None:
    office.application(SINCE + HOUR)
    spawned = multiprocessing.get_context("spawn")
    gate = spawned.Barrier(2)
    workers = [spawned.Process(target=_make, args=(office.folder, gate)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert [row.recipient for row in office.letters()] == [OMP]


@pytest.mark.sqlite
def test_withdrawals_are_looked_up_by_their_dossiers_however_many_mails_there_are(office: Office) -> None:
    office.application(UNTIL - HOUR, status="withdrawn")
    span = digests.Span(since=SINCE, until=UNTIL)
    asked: list[tuple[str, Any]] = []
    event.listen(
        office.desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4])
    )
    with office.desk.database.read() as tx:
        assert digests.withdrawals(tx, "omp", span) == {1: False}
        plans = [
            tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).all() for words, values in list(asked)
        ]
    ways = [row[-1] for plan in plans for row in plan if "message" in row[-1] or "letter" in row[-1]]
    assert ways
    assert all("application_id" in way for way in ways), ways
