"""When a letter goes out: waits and caps, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from intake.domain.pace import GIVE_UP, free_at, wait_after

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
