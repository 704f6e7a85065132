"""On which days digests come, at which hour, and of what time they tell: wall clocks and schedules."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from intake.domain.calendar import comes, digest_hour, last_due, window
from intake.domain.model import Schedule
from intake.zones import zone

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
EIGHT = time(8, 0)
MONDAY = date(2026, 5, 4)
DAILY = Schedule()
WEEKLY = Schedule(weekdays=frozenset({0}))
NO_WEEKEND = Schedule(quiet_weekdays=frozenset({5, 6}))
HOLIDAY = Schedule(weekdays=frozenset({0}), quiet_dates=frozenset({MONDAY, MONDAY + DAY}))
EVENING = Schedule(at=time(18), weekdays=frozenset({2}))
NEVER = Schedule(quiet_weekdays=frozenset(range(7)))


def days_of(schedule: Schedule, first: date = MONDAY - DAY, number: int = 15) -> list[int]:
    """On which days of May a digest comes, of those from the 3rd."""
    days = (first + n * DAY for n in range(number))
    return [day.day for day in days if comes(schedule, day)]


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        (DAILY, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]),
        (WEEKLY, [4, 11]),
        (NO_WEEKEND, [4, 5, 6, 7, 8, 11, 12, 13, 14, 15]),
        (HOLIDAY, [6, 11]),
        (Schedule(weekdays=frozenset({5}), quiet_weekdays=frozenset({5, 6})), [4, 11]),
        (Schedule(weekdays=frozenset({0, 2}), quiet_dates=frozenset({MONDAY})), [5, 6, 11, 13]),
        (Schedule(quiet_dates=frozenset({MONDAY})), [3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]),
        (NEVER, []),
    ],
    ids=[
        "daily", "mondays", "no-weekend", "a-holiday-on-monday-and-tuesday", "saturdays-that-are-quiet",
        "mondays-and-wednesdays", "one-quiet-day", "never",
    ],
)  # fmt: skip
def test_a_digest_comes_on_its_days_and_one_of_a_quiet_day_on_the_next_that_is_none(
    schedule: Schedule, days: list[int]
) -> None:
    assert days_of(schedule) == days


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
    assert last_due(now, [DAILY], zone(where)) == day


@pytest.mark.parametrize(
    ("schedules", "hour", "day"),
    [
        ([WEEKLY], 12, MONDAY),
        ([WEEKLY, EVENING], 12, MONDAY),
        ([WEEKLY, EVENING], 18, MONDAY + 2 * DAY),
        ([HOLIDAY], 12, MONDAY + 2 * DAY),
        ([NEVER], 12, None),
        ([], 12, None),
    ],
    ids=[
        "mondays", "not-yet-this-evening", "this-evening", "after-a-holiday", "never", "nothing-is-told"
    ],
)  # fmt: skip
def test_the_day_due_follows_the_schedules(schedules: list[Schedule], hour: int, day: date | None) -> None:
    """On a Wednesday."""
    now = datetime.combine(MONDAY + 2 * DAY, time(hour), tzinfo=UTC)
    assert last_due(now, schedules, UTC) == day


@pytest.mark.parametrize(
    ("day", "hour"), [(MONDAY, 8), (MONDAY + 2 * DAY, 18), (MONDAY + DAY, None)], ids=["mon", "wed", "tue"]
)
def test_the_hour_is_the_earliest_of_what_comes_on_the_day(day: date, hour: int | None) -> None:
    wednesday_too = Schedule(at=time(20), weekdays=frozenset({2}))
    due = digest_hour(day, [WEEKLY, EVENING, wednesday_too], UTC)
    assert (due.hour if due else None) == hour


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
def test_a_daily_window_is_a_day_of_wall_clock_that_ends_at_the_digests_hour(
    where: str, day: date, hours: int
) -> None:
    since, until = window(day, [DAILY], [DAILY], zone(where))
    assert until.astimezone(UTC) - since.astimezone(UTC) == hours * HOUR
    assert (since.hour, until.hour, until.date()) == (8, 8, day)


@pytest.mark.parametrize(
    ("of", "among", "day", "since"),
    [
        ([WEEKLY], [WEEKLY], MONDAY, (date(2026, 4, 27), 8)),
        ([HOLIDAY], [HOLIDAY], MONDAY + 2 * DAY, (date(2026, 4, 27), 8)),
        ([HOLIDAY], [HOLIDAY], MONDAY + 7 * DAY, (date(2026, 5, 6), 8)),
        ([NO_WEEKEND], [NO_WEEKEND], MONDAY, (date(2026, 5, 1), 8)),
        ([WEEKLY], [WEEKLY, DAILY], MONDAY, (date(2026, 4, 27), 8)),
        ([WEEKLY, DAILY], [WEEKLY, DAILY], MONDAY, (date(2026, 5, 3), 8)),
        ([EVENING], [EVENING, WEEKLY], MONDAY + 2 * DAY, (date(2026, 4, 29), 18)),
        ([DAILY], [DAILY, Schedule(at=time(6), weekdays=frozenset({0}))], MONDAY, (date(2026, 5, 3), 8)),
        (
            [DAILY],
            [DAILY, Schedule(at=time(6), weekdays=frozenset({0}))],
            MONDAY + DAY,
            (date(2026, 5, 4), 6),
        ),
        ([WEEKLY], [WEEKLY], MONDAY + DAY, (date(2026, 5, 4), 8)),
        ([NEVER], [NEVER], MONDAY, (date(2026, 5, 3), 8)),
    ],
    ids=[
        "a-week", "longer-by-the-quiet-days", "shorter-after-them", "over-the-weekend",
        "a-weekly-posting-beside-a-daily-one", "a-mailbox-of-both", "a-later-hour", "today-at-six",
        "since-six-yesterday", "a-day-without-a-digest", "never",
    ],
)  # fmt: skip
def test_a_window_begins_at_the_hour_of_the_last_digest_that_held_it(
    of: list[Schedule], among: list[Schedule], day: date, since: tuple[date, int]
) -> None:
    begins = window(day, of, among, UTC)[0]
    assert (begins.date(), begins.hour) == since


@pytest.mark.parametrize("where", ["UTC", "Europe/Paris", "Africa/Casablanca", "Australia/Lord_Howe"])
@pytest.mark.parametrize("at", [time(0, 0), time(2, 30), time(8, 0), time(23, 59)])
@pytest.mark.parametrize("days", [range(7), {0}, {1, 4}], ids=["daily", "weekly", "twice-a-week"])
def test_windows_follow_each_other_without_a_gap_and_each_is_due_at_its_end(
    where: str, at: time, days: range | set[int]
) -> None:
    quiet = frozenset({date(2026, 5, 4), date(2026, 5, 5), date(2026, 12, 25)})
    schedule = Schedule(at=at, weekdays=frozenset(days), quiet_dates=quiet)
    coming = [day for n in range(400) if comes(schedule, day := date(2026, 1, 1) + timedelta(days=n))]
    for day, following in pairwise(coming):
        end = window(day, [schedule], [schedule], zone(where))[1].astimezone(UTC)
        assert end == window(following, [schedule], [schedule], zone(where))[0].astimezone(UTC)
        due = digest_hour(day, [schedule], zone(where))
        assert due is not None
        assert end == due.astimezone(UTC)
        assert last_due(end, [schedule], zone(where)) == day
        assert last_due(end - timedelta(microseconds=1), [schedule], zone(where)) != day
