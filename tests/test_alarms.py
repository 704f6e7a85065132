"""The rule of alarms: what is wrong by what is known, and when the admins are written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake.domain.alarm import MANNERS, Told, is_due, is_over
from intake.domain.watch import (
    Canary,
    Disk,
    Facts,
    Reading,
    Sending,
    alarms,
    certificate,
    differences,
    folders_gone,
    own_certificate,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MB = 1 << 20

WELL = Reading(mailbox="jobs", first_polled_at=NOW - DAY, read_at=NOW - MINUTE)
SENT = Sending(mailbox="jobs")
CANARY = Canary(
    mailbox="jobs", sent_at=NOW - HOUR, received_at=NOW - HOUR + MINUTE, seen_at=NOW - HOUR + 2 * MINUTE
)
FACTS = Facts(
    now=NOW,
    zone=ZoneInfo("Europe/Paris"),
    silence=30 * MINUTE,
    zone_data="2026f",
    readings=(WELL,),
    sendings=(SENT,),
    disks=(Disk(what="storage", free=10_000 * MB, total=50_000 * MB),),
    canaries=(CANARY,),
)


def codes(facts: Facts) -> list[str]:
    return [alarm.code for alarm in alarms(facts)]


def test_where_all_is_well_there_is_no_alarm():
    assert alarms(FACTS) == []


READINGS = [
    ({"read_at": NOW - 30 * MINUTE}, []),
    ({"read_at": NOW - 31 * MINUTE}, ["mailbox_silent"]),
    ({"read_at": None, "first_polled_at": NOW - 29 * MINUTE}, []),
    ({"read_at": None, "first_polled_at": NOW - 31 * MINUTE}, ["mailbox_silent"]),
    ({"failing_since": NOW - MINUTE}, ["mailbox_failing"]),
    ({"failing_since": NOW - DAY, "read_at": NOW - DAY}, ["mailbox_failing"]),  # not silent: it says why
    ({"quarantined": 1}, ["quarantined"]),
    ({"read_at": NOW + MINUTE}, []),
    ({"read_at": NOW + HOUR}, ["clock_wrong"]),  # the clock was set back
    ({"lead": 2 * MINUTE}, []),
    ({"lead": 3 * MINUTE}, ["clock_wrong"]),
    ({"lead": timedelta(hours=23)}, ["clock_wrong"]),
    ({"lead": 400 * DAY}, []),  # a mail with a false date is no clock
    ({"lead": -400 * DAY}, []),  # an old mail, taken in now
]


@pytest.mark.parametrize(("changes", "expected"), READINGS)
def test_a_mailbox_that_is_not_read_or_whose_server_has_another_clock_is_an_alarm(changes, expected):
    assert codes(replace(FACTS, readings=(replace(WELL, **changes),))) == expected


SENDINGS = [
    ({"waiting": 3, "due_since": NOW - HOUR}, []),
    ({"waiting": 3, "due_since": NOW - 61 * MINUTE}, ["letter_stuck"]),
    ({"waiting": 1, "due_since": NOW + HOUR, "tries": 5}, []),
    ({"waiting": 1, "due_since": NOW + HOUR, "tries": 6}, ["letter_stuck"]),
    ({"waiting": 100, "due_since": NOW}, []),
    ({"waiting": 101, "due_since": NOW}, ["queue_growing"]),
    ({"waiting": 101, "due_since": NOW - DAY}, ["letter_stuck"]),
    ({"capped": 1}, ["cap_reached"]),
    ({"unknown": 1}, ["letters_unknown"]),
    ({"waiting": 1, "known": False}, ["letters_orphaned"]),
    ({"capped": 1, "known": False}, ["letters_orphaned"]),
    ({"unknown": 1, "known": False}, []),
]


@pytest.mark.parametrize(("changes", "expected"), SENDINGS)
def test_letters_that_do_not_go_out_are_an_alarm(changes, expected):
    assert codes(replace(FACTS, sendings=(replace(SENT, **changes),))) == expected


CANARIES = [
    ({"received_at": None, "seen_at": None}, []),
    ({"received_at": None, "seen_at": None, "sent_at": NOW - 61 * MINUTE}, ["canary_missing"]),
    ({"received_at": CANARY.sent_at - 2 * MINUTE}, []),
    ({"received_at": CANARY.sent_at - 3 * MINUTE}, ["clock_wrong"]),  # ours is fast
    ({"received_at": CANARY.seen_at + 2 * MINUTE}, []),
    ({"received_at": CANARY.seen_at + 3 * MINUTE}, ["clock_wrong"]),  # ours is slow
]


@pytest.mark.parametrize(("changes", "expected"), CANARIES)
def test_a_canary_that_does_not_come_back_or_whose_times_cannot_be_is_an_alarm(changes, expected):
    assert codes(replace(FACTS, canaries=(replace(CANARY, **changes),))) == expected


DISKS = [
    (500 * MB, 100_000 * MB, []),
    (499 * MB, 100_000 * MB, ["disk_low"]),
    (20 * MB, 1_000 * MB, []),  # two parts in a hundred of a small disk
    (19 * MB, 1_000 * MB, ["disk_low"]),
    (0, 0, ["storage_gone"]),
]


@pytest.mark.parametrize(("free", "total", "expected"), DISKS)
def test_a_disk_that_is_nearly_full_is_an_alarm(free, total, expected):
    assert codes(replace(FACTS, disks=(Disk(what="storage", free=free, total=total),))) == expected


@pytest.mark.parametrize(
    ("release", "expected"),
    [("2026f", []), ("2025b", []), ("2024b", ["zone_data_old"]), ("unknown", [])],
)
def test_zone_data_older_than_last_year_is_an_alarm(release, expected):
    assert codes(replace(FACTS, zone_data=release)) == expected


def test_documents_that_no_scanner_saw_are_an_alarm():
    assert codes(replace(FACTS, unscanned=True)) == ["scanner_down"]


def test_each_alarm_says_where_and_what_to_do():
    wrong = replace(
        FACTS,
        readings=(replace(WELL, failing_since=NOW - DAY, error="the login is refused.", quarantined=2),),
        sendings=(replace(SENT, waiting=200, due_since=NOW - DAY, capped=1, unknown=1, answer="451 later"),),
        canaries=(replace(CANARY, sent_at=NOW - DAY, received_at=None, seen_at=None),),
        disks=(Disk(what="storage", free=0, total=100),),
        unscanned=True,
    )
    found = alarms(wrong)
    assert len(found) == 8
    for alarm in found:
        assert alarm.code in MANNERS
        assert alarm.text.endswith((".", "451 later")), alarm.text
        assert alarm.remedy.endswith("."), alarm.remedy
        assert alarm.place in (alarm.text if alarm.place else ""), alarm.text
    (failing,) = (alarm.text for alarm in found if alarm.code == "mailbox_failing")
    assert failing.endswith("since 2026-11-21 13:00: the login is refused.")  # in the zone of the office


@pytest.mark.parametrize(
    ("ends", "alarmed"),
    [(None, False), (NOW + 15 * DAY, False), (NOW + 14 * DAY, True), (NOW - DAY, True)],
)
def test_a_certificate_that_ends_within_a_fortnight_is_an_alarm(ends, alarmed):
    found = certificate("jobs/imap", "imap.example.org:993", ends, NOW)
    assert (found is not None) is alarmed


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (None, None),
        (NOW + 15 * DAY, None),
        (NOW + 6 * DAY, "mailbox jobs signs in with expires in 6 days, on "),
        (NOW - DAY, "mailbox jobs signs in with expired on "),
    ],
)
def test_a_certificate_that_we_sign_in_with_is_told_before_it_ends(ends, said):
    found = own_certificate("jobs", ends, NOW)
    assert (found is None) is (said is None)
    assert found is None or said in found.text


def test_what_is_well_is_noticed_as_well():
    assert folders_gone("jobs", []) is None
    assert differences("jobs", 0, 0, 0) is None
    assert folders_gone("jobs", ["Candidatures"]).code == "folder_missing"
    assert {differences("jobs", *counts).code for counts in [(1, 1, 0), (0, 0, 1)]} == {
        "reconcile_difference"
    }


# --- when it is told ---


def told(code: str = "disk_low", *, raised: timedelta, cleared: timedelta | None, last: timedelta | None):
    """Times are given as how long ago they were."""

    def ago(length):
        return None if length is None else NOW - length

    return Told(code=code, raised_at=NOW - raised, cleared_at=ago(cleared), told_at=ago(last))


DUE = [
    ("an error is told at once", told(raised=0 * DAY, cleared=None, last=None), True),
    ("not again within the day", told(raised=2 * HOUR, cleared=None, last=2 * HOUR), False),
    ("again after a day", told(raised=3 * DAY, cleared=None, last=DAY), True),
    ("what is over is not due", told(raised=3 * DAY, cleared=HOUR, last=2 * DAY), False),
    ("it comes back: once an hour", told(raised=MINUTE, cleared=None, last=30 * MINUTE), False),
    ("it comes back later", told(raised=MINUTE, cleared=None, last=2 * HOUR), True),
    ("a warning waits an hour", told("quarantined", raised=59 * MINUTE, cleared=None, last=None), False),
    ("then it is told", told("quarantined", raised=HOUR, cleared=None, last=None), True),
    ("a mailbox may stutter", told("mailbox_failing", raised=4 * MINUTE, cleared=None, last=None), False),
    ("not for long", told("mailbox_failing", raised=5 * MINUTE, cleared=None, last=None), True),
    ("the clock was set back: raised", told("quarantined", raised=-DAY, cleared=None, last=None), True),
    ("the clock was set back: told", told(raised=HOUR, cleared=None, last=-365 * DAY), True),
]


@pytest.mark.parametrize(("case", "expected"), [(case, due) for _, case, due in DUE], ids=[d[0] for d in DUE])
def test_an_alarm_is_told_after_its_patience_then_daily(case, expected):
    assert is_due(case, NOW) is expected


OVER = [
    ("told, then over", told(raised=2 * DAY, cleared=HOUR, last=DAY), True),
    ("it stands", told(raised=2 * DAY, cleared=None, last=DAY), False),
    ("nobody was told of it", told(raised=2 * DAY, cleared=HOUR, last=None), False),
    ("the all-clear was told", told(raised=2 * DAY, cleared=2 * HOUR, last=HOUR), False),
    ("raised again and over untold", told(raised=2 * MINUTE, cleared=MINUTE, last=HOUR), False),
]


@pytest.mark.parametrize(
    ("case", "expected"), [(case, over) for _, case, over in OVER], ids=[o[0] for o in OVER]
)
def test_the_end_of_an_alarm_is_told_once_to_those_who_were_told_of_it(case, expected):
    assert is_over(case) is expected
