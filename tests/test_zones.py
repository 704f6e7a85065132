"""Zone data is the pinned package's, and a wall-clock time is never guessed."""

from __future__ import annotations

import subprocess
import sys
import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest

from intake import zones


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_system_s_zone_data_is_not_read():
    assert zoneinfo.TZPATH == ()


def test_a_zone_read_from_the_system_before_is_forgotten():
    """The change of 2026-09-20 is known although an older Casablanca was asked for first."""
    code = (
        "from datetime import datetime; from zoneinfo import ZoneInfo; ZoneInfo('Africa/Casablanca')\n"
        "from intake import zones\n"
        "print(datetime(2026, 11, 22, tzinfo=ZoneInfo('Africa/Casablanca')).utcoffset())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0:00:00"


def test_the_release_in_use_knows_morocco_s_change():
    assert zones.version() >= "2026c"
    assert zones.outdated("Africa/Casablanca") is None


@pytest.mark.parametrize(
    ("local", "hours"),
    [
        ("2026-03-01T12:00", 0),  # Ramadan, under the rules until 2026-09-20
        ("2026-05-04T16:00", 1),
        ("2026-09-19T12:00", 1),
        ("2026-09-21T12:00", 0),
        ("2026-11-22T12:00", 0),
        ("2027-02-20T12:00", 0),
        ("2027-05-04T16:00", 0),
    ],
)
def test_casablanca_is_ahead_of_utc_until_2026_09_20_and_not_after(local: str, hours: int):
    naive = datetime.fromisoformat(local)
    assert zones.local_to_utc(naive, zones.zone("Africa/Casablanca")) == utc(local) - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "local", "says"),
    [
        ("Europe/Paris", "2026-03-29T02:30", "does not exist in Europe/Paris"),
        ("America/New_York", "2027-03-14T02:00", "does not exist in America/New_York"),
        ("Europe/Paris", "2026-10-25T02:30", "+02:00 or +01:00"),
        ("Africa/Casablanca", "2026-09-20T01:30", "+01:00 or +00:00"),
        ("America/New_York", "2026-11-01T01:00", "-04:00 or -05:00"),
    ],
)
def test_a_time_that_is_skipped_or_comes_twice_is_refused_with_a_sentence(zone: str, local: str, says: str):
    with pytest.raises(ValueError, match="clocks are set") as refusal:
        zones.local_to_utc(datetime.fromisoformat(local), zones.zone(zone))
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Africa/Casablanca", "2026-05-05", "2026-05-04T23:00"),
        ("Africa/Casablanca", "2026-11-22", "2026-11-22T00:00"),
        ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00"),  # the clocks skip from 00:00 to 01:00
        ("Atlantic/Azores", "2026-10-25", "2026-10-25T00:00"),  # 00:00 comes twice: the first
    ],
)
def test_a_day_starts_at_its_first_instant(zone: str, day: str, start: str):
    assert zones.day_start(date.fromisoformat(day), zones.zone(zone)) == utc(start)


@pytest.mark.parametrize(
    "name", ["Africa/Casablance", "Morocco", "", "Africa", "../etc/passwd", "a\0b", "zone.tab"]
)
def test_an_unknown_zone_is_a_value_error_with_a_sentence(name: str):
    with pytest.raises(ValueError, match="is no IANA time zone"):
        zones.zone(name)


def test_a_misspelt_zone_is_proposed_rightly():
    with pytest.raises(ValueError, match=r"Did you mean 'Africa/Casablanca'\?"):
        zones.zone("Africa/Casablance")
