"""Who gets a digest on which day, of what time, and in which language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
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
    UNTIL,
    Office,
    opened,
)

from intake.domain.letter import DigestFacts
from intake.duties import Duties
from intake.services.digest import digest, due, due_day

WEEKLY = POSTING.replace("Candidature {title}", "Stage {title}") + "digest: {every: mon}\n"
WEEKEND = "digest: {quiet_days: [sat, sun]}\n"
TUESDAY, NEXT_MONDAY = DAY + ONE_DAY, DAY + 7 * ONE_DAY


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(configuration.write(tmp_path, INTAKE, omp=POSTING, stage=WEEKLY)) as made:
        yield made


def told(office: Office, day: date, recruiter: str = OMP) -> dict[str, int]:
    """What a recruiter is told of as new on a day, by the posting's id; posting by posting."""
    made = office.make(day)
    return {each.id: each.new for each in made[recruiter].facts.postings} if recruiter in made else {}


def facts(office: Office, day: date = DAY, recruiter: str = OMP) -> DigestFacts:
    return office.make(day, dry_run=True)[recruiter].facts


def with_recruiter(text: str, *lines: str) -> str:
    """The posting with its recruiters written in full."""
    listed = "".join(f"  - {{{line}}}\n" for line in lines)
    return configuration.replaced(text, "recruiters: [Direction@omp.example.org]\n", f"recruiters:\n{listed}")


def test_a_weekly_posting_is_told_on_its_day_of_the_whole_week_beside_a_daily_one(office: Office) -> None:
    for days in range(8):
        for posting in ("omp", "stage"):
            office.application(UNTIL + days * ONE_DAY - HOUR, posting=posting)
    days = [DAY + n * ONE_DAY for n in range(8)]
    assert [told(office, day) for day in days] == [
        {"omp": 1, "stage": 1},
        *[{"omp": 1}] * 6,
        {"omp": 1, "stage": 7},
    ]


def test_a_mail_that_no_posting_claims_is_told_once_by_whichever_comes_first(office: Office) -> None:
    for days in range(8):
        office.mail(UNTIL + days * ONE_DAY - HOUR, subject=str(days))
    days = [DAY + n * ONE_DAY for n in range(8)]
    assert [office.told(day) for day in days] == [[str(n)] for n in range(8)]


def test_what_came_over_quiet_days_is_in_the_digest_after_them(office: Office) -> None:
    office.posting("omp", POSTING + WEEKEND)
    for days in range(-3, 1):  # Friday to Monday, before the hour
        office.application(UNTIL + days * ONE_DAY - HOUR)
    saturday = DAY - 2 * ONE_DAY
    assert [told(office, saturday + n * ONE_DAY) for n in (-1, 0, 1)] == [{"omp": 1}, {}, {}]
    found = facts(office)
    assert (found.postings[0].new, found.until) == (3, UNTIL)


def test_a_weekly_mail_taken_in_after_its_digest_is_in_the_next_one_and_in_no_other(office: Office) -> None:
    office.posting("stage", WEEKLY)
    office.application(UNTIL - HOUR, posting="stage")
    assert told(office, DAY) == {"omp": 0, "stage": 1}
    office.application(UNTIL - HOUR, posting="stage", taken_at=UNTIL + HOUR)
    office.application(UNTIL + HOUR)
    assert told(office, TUESDAY) == {"omp": 1}
    assert told(office, NEXT_MONDAY) == {"omp": 0, "stage": 1}
    office.application(UNTIL + 14 * ONE_DAY - HOUR)
    assert told(office, NEXT_MONDAY + 7 * ONE_DAY)["stage"] == 0


@pytest.mark.parametrize(
    ("clock", "omp", "hr"),
    [
        (UNTIL, DAY, None),
        (UNTIL - MINUTE, DAY - ONE_DAY, None),
        (UNTIL + 10 * HOUR, DAY, DAY),
        (UNTIL + 2 * ONE_DAY, DAY + 2 * ONE_DAY, DAY),
    ],
    ids=["in-the-morning", "before-it", "in-the-evening", "two-days-later"],
)
def test_each_recruiter_has_a_day_due_of_their_own(
    office: Office, clock: Any, omp: date, hr: date | None
) -> None:
    office.posting("juriste", LAWYER + 'digest: {every: mon, at: "18:00"}\n')
    office.clock = clock
    assert due(office.desk) == {OMP: omp, HR: hr or DAY - 7 * ONE_DAY}
    assert due_day(office.desk) == max(omp, hr or omp)


def test_who_gets_no_digests_is_told_nothing_and_the_admins_neither(office: Office) -> None:
    office.posting("omp", with_recruiter(POSTING, "address: rh@example.com, gets: [closing]"))
    office.posting("stage", with_recruiter(WEEKLY, f"address: {OMP}", "address: rh@example.com"))
    office.application(UNTIL - HOUR)
    assert {name: [p.id for p in each.facts.postings] for name, each in office.make().items()} == {}
    office.application(UNTIL - HOUR, posting="stage")
    made = {name: [p.id for p in each.facts.postings] for name, each in office.make().items()}
    assert made == {OMP: ["stage"], HR: ["stage"]}


def test_a_posting_without_recruiters_comes_to_the_admins_by_the_usual_schedule(office: Office) -> None:
    nobody = "recruiters: [Direction@omp.example.org]\n"
    office.posting("stage", WEEKLY.replace(nobody, ""))
    office.application(UNTIL + HOUR, posting="stage")
    assert told(office, TUESDAY, ADMIN) == {"stage": 1}


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [("", "", "fr"), ("", ", language: en", "en"), (", language: ar", ", language: en", "ar")],
    ids=["of-the-first-posting", "that-is-given", "the-first-given"],
)
def test_a_digest_is_in_the_recruiter_s_language(
    office: Office, first: str, second: str, language: str
) -> None:
    office.posting("omp", with_recruiter(POSTING, f"address: {OMP}{first}"))
    office.posting("stage", with_recruiter(WEEKLY, f"address: {OMP}{second}"))
    office.application(UNTIL - HOUR)
    assert facts(office).language == language


def test_a_digest_by_command_holds_who_comes_on_that_day_and_nobody_else(office: Office) -> None:
    office.posting("juriste", LAWYER + "digest: {every: wed}\n")
    for posting in ("omp", "juriste"):
        office.application(UNTIL - HOUR, posting=posting, mailbox="jobs" if posting == "omp" else "hr")
    assert [each.recruiter for each in digest(office.desk, DAY)] == [OMP]
    assert [each.recruiter for each in digest(office.desk, DAY + 2 * ONE_DAY)] == [OMP, HR]
    assert digest(office.desk, DAY + 2 * ONE_DAY, only={HR})[0].recruiter == HR


class Quietly:
    """What makes the bodies run, where nothing is sent."""

    def letters_due(self) -> None:
        """Note nothing."""

    def changed(self, before: Any) -> None:
        """Change nothing."""


def test_the_duty_makes_each_digest_when_it_is_due_and_once(office: Office) -> None:
    office.posting("juriste", LAWYER + 'digest: {at: "18:00"}\n')
    office.application(UNTIL - HOUR)
    office.application(UNTIL - HOUR, posting="juriste", mailbox="hr")
    office.clock = UNTIL - MINUTE
    duties = Duties(office.desk, Quietly())
    made = []
    for step in (timedelta(), 2 * MINUTE, 5 * HOUR, 6 * HOUR, 30 * HOUR):
        office.clock = UNTIL - MINUTE + step
        duties.make_digests()
        duties.make_digests()
        made.append([(row.recruiter, row.day) for row in office.letters()])
    assert made == [[], [(OMP, DAY)], [(OMP, DAY)], [(OMP, DAY)], [(OMP, DAY), (HR, DAY)]]
