"""Time zones from the pinned `tzdata` package, ahead of the operating system's zone data.

Systems lag behind: Morocco left +01 for +00 on 2026-09-20 (tzdb 2026c), and Debian 12 does not
know it. Importing this module makes `zoneinfo` read the package (PEP 615), for the whole process.
"""

from __future__ import annotations

import difflib
import os
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]  # the package of zone data itself

zoneinfo.reset_tzpath(to=())
ZoneInfo.clear_cache()

# Zones whose rules changed: the first tzdb release that knows it, an instant after, the offset then.
_CHANGED: Final = {
    name: ("2026c", datetime(2026, 11, 1, tzinfo=UTC), timedelta(0))
    for name in ("Africa/Casablanca", "Africa/El_Aaiun")
}


def version() -> str:
    """Return the tzdb release in use, such as `2026f`."""
    return str(tzdata.IANA_VERSION)


def zone(name: str) -> ZoneInfo:
    """Return the zone with that IANA name.

    Raises ValueError with a sentence, and the nearest known name where there is one.
    """
    try:
        return ZoneInfo(name)
    # Names come from files: a folder's name is an OSError, an impossible key a ValueError.
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(name, sorted(zoneinfo.available_timezones()), n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise ValueError(
            f"'{name}' is no IANA time zone; accepted are names such as Africa/Casablanca.{hint}"
        ) from None


def outdated(name: str) -> str | None:
    """Say why the zone data in use must not be used for the zone; None where it is good.

    The data itself is asked: a package may bear a newer label than what it holds.
    """
    if name not in _CHANGED:
        return None
    needed, when, offset = _CHANGED[name]
    if when.astimezone(zone(name)).utcoffset() == offset:
        return None
    return (
        f"The zone data (labelled {version()}) does not know the new rules of {name}: "
        f"release {needed} or newer does."
    )


def local_to_utc(naive: datetime, where: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock time.

    Raises ValueError with a sentence for a time that the clocks skip there, or that they show
    twice (PEP 495): a deadline must not be guessed.
    """
    first, second = (naive.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = f"{naive:%Y-%m-%d %H:%M}"
    if first < second:  # PEP 495: the offset before the change is the larger one
        early, late = (f"{instant.astimezone(where):%z}" for instant in (first, second))
        raise ValueError(
            f"{shown} comes twice in {where.key}: the clocks are set back that day. "
            f"Add the offset that is meant, {early[:3]}:{early[3:]} or {late[:3]}:{late[3:]}."
        )
    raise ValueError(f"{shown} does not exist in {where.key}: the clocks are set forward over it that day.")


def day_start(day: date, where: ZoneInfo) -> datetime:
    """Return the UTC instant at which that local day begins.

    Where the clocks change at midnight it is the first instant that bears the day's date.
    """
    return datetime.combine(day, time(), tzinfo=where).astimezone(UTC)


def here() -> str | None:
    """Return the name of this machine's zone; None where it is not told, or is UTC as on any server."""
    link = os.path.realpath("/etc/localtime")
    told = os.environ.get("TZ", "").lstrip(":") or link.partition("zoneinfo/")[2]
    return told if "/" in told and told in zoneinfo.available_timezones() and told != "Etc/UTC" else None
