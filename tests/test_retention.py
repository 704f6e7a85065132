"""Retention: the dossiers of a posting are erased so many months after its end, but for those that wait."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders.mails import mail
from rigs.crash import until
from rigs.office import CV, DEADLINE, FULL, IN_TIME, SALMA, SUBJECT, Office, ended
from rigs.traces import traces
from sqlalchemy import select, update

from intake.domain.calendar import months_later
from intake.services.digest import digest
from intake.services.forget import retire
from intake.store.tables import erased, letter

LINA = "Lina Alami <lina@example.net>"
OVER = datetime(2026, 7, 4, 15, 0, tzinfo=UTC)  # two months after the deadline: 16:00 in Casablanca, +01 then
OFFICER: dict[str, Any] = {
    "title": "Officer",
    "subject": "Officer NJT",
    "reference": "NJT",
    "documents": ["cv"],
}


def references(office: Office) -> list[str]:
    return [each["reference"] for each in office.applications()]


def retired(office: Office, now: datetime) -> dict[str, int]:
    with office.desk(lambda: now) as desk:
        return {each.posting: each.dossiers for each in retire(desk)}


# --- the calendar ---


@pytest.mark.parametrize(
    ("zone", "ended_at", "months", "over"),
    [
        ("Africa/Casablanca", "2026-05-04T16:00+01:00", 2, "2026-07-04T16:00+01:00"),
        ("Africa/Casablanca", "2026-05-04T16:00+01:00", 24, "2028-05-04T16:00+00:00"),  # +00 since 2026-09-20
        ("Europe/Paris", "2026-01-31T23:59+01:00", 1, "2026-02-28T23:59+01:00"),
        ("Europe/Paris", "2027-12-31T12:00+01:00", 2, "2028-02-29T12:00+01:00"),
        ("Europe/Paris", "2026-02-28T12:00+01:00", 2, "2026-04-28T12:00+02:00"),
        ("Europe/Paris", "2026-07-01T00:00+02:00", 6, "2027-01-01T00:00+01:00"),  # the end of 30 June
        ("UTC", "2026-12-15T08:00+00:00", 1, "2027-01-15T08:00+00:00"),
        ("UTC", "2026-11-30T08:00+00:00", 25, "2028-12-30T08:00+00:00"),
    ],
)
def test_months_are_counted_on_the_calendar_of_the_zone(zone, ended_at, months, over):
    later = months_later(datetime.fromisoformat(ended_at), months, ZoneInfo(zone))
    assert later == datetime.fromisoformat(over)


# --- what goes ---


def test_dossiers_go_when_the_months_are_over_and_not_a_second_before(office):
    office.posting(retention={"months": 2})
    office.apply()
    office.poll_at(IN_TIME)
    assert retired(office, OVER - timedelta(seconds=1)) == {}
    assert references(office) == ["OMP-2026-0001"]
    assert retired(office, OVER) == {"omp": 1}
    assert office.applications() == office.messages() == []
    assert traces(office.base / "var", [SALMA, "Salma Berrada", "Références"]) == set()
    with office.desk(lambda: OVER) as desk, desk.database.read() as tx:
        assert len(tx.execute(select(erased)).all()) == 1
    assert office.poll()["outcomes"] == {}


def test_the_announced_end_counts_where_there_is_no_deadline_and_nothing_where_there_is_none(office):
    office.posting(deadline=None, closed="2026-06-30", retention={"months": 1})
    office.posting("officer", **OFFICER, deadline=None, retention={"months": 1})
    office.posting("kept", **OFFICER | {"subject": "Kept KPT", "reference": "KPT"})
    office.apply()
    office.apply(subject="Officer NJT", files=[CV])
    office.apply(subject="Kept KPT", files=[CV])
    office.poll_at(IN_TIME)
    assert retired(office, datetime(2026, 7, 31, 22, 59, tzinfo=UTC)) == {}
    assert retired(office, datetime(2026, 7, 31, 23, 0, tzinfo=UTC)) == {"omp": 1}
    assert references(office) == ["NJT-2026-0001", "KPT-2026-0001"]


def test_the_persons_other_dossier_and_other_mail_stay(office):
    office.posting(retention={"months": 2})
    office.posting("officer", **OFFICER)
    office.apply()
    office.apply(subject=f"Re: {SUBJECT}", files=[], text="Merci\n")
    office.apply(subject="Officer NJT", files=[CV])
    office.apply(subject="Une question", files=[], text="Bonjour\n")
    office.poll_at(IN_TIME)
    assert retired(office, OVER) == {"omp": 1}
    assert references(office) == ["NJT-2026-0001"]
    assert [row["subject"] for row in office.messages()] == ["Officer NJT", "Une question"]
    kept = {path.name for path in (office.base / "var/storage").rglob("*") if path.is_file()}
    assert kept == {row["sha256"] for row in office.messages()}


@pytest.mark.sqlite
def test_a_digest_of_long_ago_forgets_them_too(office):
    office.posting(retention={"months": 2})
    office.apply()
    office.poll_at(IN_TIME)
    with office.desk(lambda: DEADLINE) as desk:
        digest(desk, DEADLINE.date())
    office.poll_at(DEADLINE)
    assert len(office.letters) == 2
    retired(office, OVER)
    assert traces(office.base / "var", [SALMA, "Salma Berrada", "OMP-2026-0001"]) == {"OMP-2026-0001"}
    with office.desk(lambda: OVER) as desk, desk.database.read() as tx:
        assert tx.execute(select(letter.c.kind, letter.c.raw)).all() == [("digest", b"")]
    assert [
        row["application"] for row in office.run("audit", "--json").json if row["action"] == "retire"
    ] == [
        None,
        "OMP-2026-0001",
    ]


# --- what waits ---


def test_what_waits_for_a_person_is_kept_and_shown(office):
    office.posting(retention={"months": 2})
    office.apply()
    office.apply(sender=LINA, files=[("broken.pdf", b"%PDF-1.4 broken")])
    office.apply(sender="Ann <ann@example.com>", subject="Bonjour")
    office.receive(b"This is not a mail at all.\r\n")
    office.poll_at(IN_TIME)
    with office.desk(lambda: OVER) as desk:
        retire(desk)
        (made,) = digest(desk, OVER.date(), dry_run=True)
    assert [each["status"] for each in office.applications()] == ["review"]
    assert sorted(office.outcomes()) == ["application", "quarantined", "unmatched"]
    told = [each.text for each in made.facts.troubles if each.code == "retention"]
    assert told == ["1 dossier(s) of omp are past their retention of 2 months and wait for a person."]


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ("pending", True),
        ("unknown", True),
        ("sent", False),
        ("failed", False),
        ("held", False),
        ("superseded", False),
    ],
)
def test_a_dossier_waits_for_its_letter(office, state, kept):
    office.posting(retention={"months": 2})
    office.apply()
    office.poll_at(IN_TIME)
    with office.desk(lambda: OVER) as desk:
        with desk.database.write() as tx:
            tx.execute(update(letter).values(state=state))
        assert [each.dossiers for each in retire(desk)] == ([] if kept else [1])
    assert len(office.applications()) == kept


# --- every day ---


def test_the_scheduler_does_it_by_itself(office):
    office.posting(retention={"months": 1}, deadline="2025-05-04 16:00", documents=[])
    office.apply(when=datetime(2025, 5, 4, 12, tzinfo=UTC), files=FULL)
    office.poll()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        name = desk.blobs.put(b"what a process put that died before it wrote the row")
    (left,) = (office.base / "var/storage").rglob(name)
    os.utime(left, (0, 0))
    blobs = [path for path in (office.base / "var/storage").rglob("*") if path.is_file()]
    assert len(blobs) == 2
    scheduler = office.start("run")
    try:
        until(lambda: not any(blob.exists() for blob in blobs))
    finally:
        scheduler.terminate()
        assert ended(scheduler).status == 0
    assert office.applications() == []


def test_a_command_does_it_where_no_scheduler_runs(office):
    office.posting(retention={"months": 1}, deadline="2025-05-04 16:00", documents=[])
    office.apply(when=datetime(2025, 5, 4, 12, tzinfo=UTC), files=FULL)
    office.poll()
    assert office.run("retire", "--json").json == {"retired": [{"posting": "omp", "dossiers": 1}]}
    assert office.applications() == []
    assert "no dossier" in office.run("retire").out


def test_many_dossiers_are_erased_in_several_transactions(office, monkeypatch):
    monkeypatch.setattr("intake.services.forget._AT_ONCE", 2)
    office.posting(retention={"months": 2}, documents=["cv"])
    mails = [(mail(sender=f"c{n}@example.com", files=[CV]), IN_TIME) for n in range(5)]
    office.dovecot.append_all(office.user, mails)
    office.poll_at(IN_TIME)
    assert retired(office, OVER) == {"omp": 5}
    database = office.store()
    with database.read() as tx:
        assert len(tx.execute(select(erased)).all()) == 5
