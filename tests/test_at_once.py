"""Exceptions told at once: to whom, what of, how often, and what goes into the digest instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from builders import documents
from rigs.clock import Clock
from rigs.office import DEADLINE, FULL, IN_TIME, Office, Sent
from sqlalchemy import event

from intake.services import at_once
from intake.services.deliver import deliver
from intake.store import told as store

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SCAN = ("scan.pdf", documents.scan_pdf([documents.CV_FR], legible=False))
EAGER = {"address": "direction@example.org", "gets": ["digest", "exceptions"]}


@pytest.fixture
def eager(office: Office) -> Office:
    """An office whose recruiter wants to hear of exceptions at once."""
    office.posting(recruiters=[EAGER])
    return office


def tell_at(office: Office, now: datetime) -> int:
    """Poll, tell and send at that time."""
    office.poll_at(now)
    with office.desk(Clock(now)) as desk:
        told = at_once.tell(desk)
        deliver(desk)
    return told


def told(office: Office) -> list[Sent]:
    """What the recruiter was told."""
    return [sent for sent in office.letters if sent.recipients == ("direction@example.org",)]


@pytest.mark.parametrize(
    ("files", "when", "expected"),
    [
        ((SCAN,), IN_TIME, 1),
        (FULL, DEADLINE + HOUR, 1),
        (FULL, IN_TIME, 0),
        (FULL[:2], IN_TIME, 0),
    ],
    ids=["review", "late", "complete", "incomplete"],
)
def test_what_needs_a_person_is_told_at_once_and_nothing_else(eager, files, when, expected):
    eager.apply(files, when=when)
    assert tell_at(eager, when + MINUTE) == expected
    assert [sent.mail["Auto-Submitted"] for sent in told(eager)] == ["auto-generated"] * expected


def test_who_did_not_ask_for_it_is_not_told(office):
    office.apply([SCAN])
    assert tell_at(office, IN_TIME + MINUTE) == 0


def test_it_says_which_dossier_and_why_in_the_recruiters_language(eager):
    eager.apply([SCAN], sender="Salma Berrada <salma@example.com>")
    tell_at(eager, IN_TIME + MINUTE)
    (sent,) = told(eager)
    assert "OMP-2026-0001" in sent.text
    assert "Salma Berrada" in sent.text
    assert sent.subject.startswith("1 candidature à voir")
    assert "summary" not in sent.text
    assert " could be " not in sent.text


def test_a_dossier_is_told_once_for_each_status(eager):
    eager.apply([SCAN])
    assert [tell_at(eager, IN_TIME + n * HOUR) for n in (1, 2, 3)] == [1, 0, 0]
    eager.apply((), text="Bonjour, je retire ma candidature. Cordialement", when=IN_TIME + 4 * HOUR)
    assert tell_at(eager, IN_TIME + 5 * HOUR) == 1


def test_those_that_follow_within_half_an_hour_go_together(eager):
    for number in range(4):
        eager.apply([SCAN], sender=f"c{number}@example.com", when=IN_TIME + number * MINUTE)
        tell_at(eager, IN_TIME + number * MINUTE + timedelta(seconds=30))
    assert len(told(eager)) == 1
    assert tell_at(eager, IN_TIME + 31 * MINUTE) == 1
    assert all(f"c{number}@example.com" in told(eager)[1].text for number in (1, 2, 3))


def test_after_six_mails_a_day_the_digest_tells_the_rest(eager):
    for number in range(8):
        eager.apply([SCAN], sender=f"c{number}@example.com", when=IN_TIME - 9 * HOUR + number * HOUR)
        tell_at(eager, IN_TIME - 9 * HOUR + number * HOUR + MINUTE)
    assert len(told(eager)) == 6


def test_nothing_is_told_on_a_quiet_day_and_then_it_is(eager):
    eager.posting(recruiters=[EAGER], digest={"quiet_days": [IN_TIME.date().isoformat()]})
    eager.apply([SCAN])
    assert tell_at(eager, IN_TIME + MINUTE) == 0
    assert tell_at(eager, IN_TIME + 14 * HOUR) == 1


def test_an_erased_person_is_in_no_such_mail_that_is_kept(eager):
    eager.apply([SCAN], sender="salma@example.com")
    tell_at(eager, IN_TIME + MINUTE)
    assert eager.run("erase", "salma@example.com", "--json").json["left"] == 0
    assert eager.sql("SELECT length(raw) AS size FROM letter WHERE kind = 'exceptions'")[0].size == 0


@pytest.mark.sqlite
def test_what_was_told_before_is_looked_up_by_its_key_however_much_it_is(eager):
    asked: list[tuple[str, Any]] = []
    with eager.desk(Clock(IN_TIME)) as desk:
        event.listen(desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
        with desk.database.read() as tx:
            store.exceptions(tx, "direction@example.org", "omp", ("late", "review"), IN_TIME - DAY)
        statement, values = next(each for each in asked if "EXISTS" in each[0])
        with desk.database.read() as tx:
            plan = [row[-1] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    (way,) = [line for line in plan if " told " in f"{line} "]
    assert "of=?" in way
