"""When a letter goes out and which day's digest is due: waits, caps and wall clocks, as tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from intake.domain.calendar import digest_hour, last_due, window
from intake.domain.pace import GIVE_UP, free_at, wait_after
from intake.zones import zone

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (8, 128), (9, 240), (10, 240), (13, 240), (14, 240), (10_000, 240)],
)
def test_the_waits_double_from_a_minute_to_four_hours(attempts: int, minutes: int) -> None:
    assert wait_after(attempts, dice=0.0) == timedelta(minutes=minutes)


@pytest.mark.parametrize("attempts", [1, 5, 30])
def test_chance_lengthens_a_wait_by_at_most_a_fifth(attempts: int) -> None:
    waits = [wait_after(attempts, dice) for dice in (0.0, 0.25, 0.5, 1.0)]
    assert waits == sorted(waits)
    assert waits[-1] == waits[0] * 1.2


def test_the_first_retry_comes_within_ninety_seconds() -> None:
    assert wait_after(1, dice=1.0) <= timedelta(seconds=90)


def test_retries_go_on_for_five_days_and_not_by_the_thousand() -> None:
    waited, tries = timedelta(), 0
    while waited < GIVE_UP:
        tries += 1
        waited += wait_after(tries, dice=0.0)
    assert timedelta(days=5) == GIVE_UP
    assert 30 < tries < 60


@pytest.mark.parametrize(
    ("hours_ago", "count", "free"),
    [
        ((), 2, None),
        ((5,), 2, None),
        ((5, 3), 2, 19),
        ((23, 5, 3), 2, 19),
        ((23, 5, 3), 3, 1),
        ((23, 5, 3), 4, None),
        ((3,), 1, 21),
    ],
    ids=["none-sent", "one-left", "full", "over-full", "the-oldest-ends-first", "not-full", "one-a-day"],
)
def test_a_cap_frees_when_enough_letters_have_left_the_window(
    hours_ago: tuple[int, ...], count: int, free: int | None
) -> None:
    sent = [NOON - ago * HOUR for ago in hours_ago]
    assert free_at(sent, count, DAY) == (None if free is None else NOON + free * HOUR)


def test_letters_sent_when_the_cap_frees_never_exceed_it_in_any_window() -> None:
    sent: list[datetime] = []
    now = NOON
    for _ in range(20):
        recent = [when for when in sent if when > now - HOUR]
        now = free_at(recent, 3, HOUR) or now
        sent.append(now)
    assert all(sum(start < when <= start + HOUR for when in sent) <= 3 for start in sent)
    assert sent[-1] == NOON + 6 * HOUR


# --- the digest's day --------------------------------------------------------

EIGHT = time(8, 0)


@pytest.mark.parametrize(
    ("where", "now", "day"),
    [
        ("UTC", datetime(2026, 5, 4, 8, 0, tzinfo=UTC), date(2026, 5, 4)),
        ("UTC", datetime(2026, 5, 4, 7, 59, 59, 999_999, tzinfo=UTC), date(2026, 5, 3)),
        ("UTC", datetime(2026, 5, 4, 0, 0, tzinfo=UTC), date(2026, 5, 3)),
        ("UTC", datetime(2026, 1, 1, 1, 0, tzinfo=UTC), date(2025, 12, 31)),
        ("Europe/Paris", datetime(2026, 3, 28, 7, 0, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/Paris", datetime(2026, 3, 29, 6, 0, tzinfo=UTC), date(2026, 3, 29)),
        ("Europe/Paris", datetime(2026, 3, 29, 5, 59, tzinfo=UTC), date(2026, 3, 28)),
        ("Europe/Paris", datetime(2026, 10, 25, 6, 59, tzinfo=UTC), date(2026, 10, 24)),
        ("Europe/Paris", datetime(2026, 10, 25, 7, 0, tzinfo=UTC), date(2026, 10, 25)),
        ("Africa/Casablanca", datetime(2026, 9, 18, 7, 0, tzinfo=UTC), date(2026, 9, 18)),
        ("Africa/Casablanca", datetime(2026, 9, 21, 7, 30, tzinfo=UTC), date(2026, 9, 20)),
        ("Africa/Casablanca", datetime(2026, 9, 21, 8, 0, tzinfo=UTC), date(2026, 9, 21)),
        ("Pacific/Kiritimati", datetime(2026, 5, 3, 18, 0, tzinfo=UTC), date(2026, 5, 4)),
        ("America/Los_Angeles", datetime(2026, 5, 4, 8, 0, tzinfo=UTC), date(2026, 5, 3)),
    ],
)
def test_the_day_due_is_the_newest_whose_hour_has_struck_there(where: str, now: datetime, day: date) -> None:
    assert last_due(now, EIGHT, zone(where)) == day


@pytest.mark.parametrize(
    ("where", "day", "hours"),
    [
        ("UTC", date(2026, 5, 4), 24),
        ("Europe/Paris", date(2026, 3, 29), 23),
        ("Europe/Paris", date(2026, 3, 30), 24),
        ("Europe/Paris", date(2026, 10, 25), 25),
        ("Africa/Casablanca", date(2026, 9, 20), 25),
    ],
)
def test_a_window_is_a_day_of_wall_clock_that_ends_at_the_digests_hour(
    where: str, day: date, hours: int
) -> None:
    since, until = window(day, EIGHT, zone(where))
    assert until.astimezone(UTC) - since.astimezone(UTC) == hours * HOUR
    assert (since.hour, until.hour, until.date()) == (8, 8, day)


@pytest.mark.parametrize("where", ["UTC", "Europe/Paris", "Africa/Casablanca", "Australia/Lord_Howe"])
@pytest.mark.parametrize("at", [time(0, 0), time(2, 30), time(8, 0), time(23, 59)])
def test_windows_follow_each_other_without_a_gap_and_each_is_due_at_its_end(where: str, at: time) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(400)]
    for day in days:
        end = window(day, at, zone(where))[1].astimezone(UTC)
        assert end == window(day + DAY, at, zone(where))[0].astimezone(UTC)
        assert end == digest_hour(day, at, zone(where)).astimezone(UTC)
        assert last_due(end, at, zone(where)) == day
        assert last_due(end - timedelta(microseconds=1), at, zone(where)) == day - DAY
