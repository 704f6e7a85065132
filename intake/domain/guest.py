"""The manners of a guest: no more than a server allows in any minute or day, and rests where it asks for one.

What was used is kept as amounts by slots of time, a sixtieth of the window each. So no window of that
length ever holds more than the limit; a plain token bucket that is full would let twice as much pass in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from intake.domain.refusals import Refusal

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)
_SLOTS: Final = 60

REFUSED: Final = timedelta(hours=1)  # some providers lock an account that is asked for too often
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(minutes=15)
_SHORTEST: Final = timedelta(seconds=1)

Used = tuple[tuple[datetime, float], ...]  # when a slot began, and how much was used in it; oldest first


def use(used: Used, amount: float, now: datetime, per: timedelta) -> Used:
    """Note that so much is used now, of what is allowed `per` window; what is older is forgotten."""
    kept = _within(used, now, per)
    if kept and now - kept[-1][0] < per / _SLOTS:
        began, before = kept[-1]
        return (*kept[:-1], (began, before + amount))
    return (*kept, (now, amount))


def left(used: Used, limit: float, now: datetime, per: timedelta) -> float:
    """How much may be used now."""
    return limit - sum(amount for _, amount in _within(used, now, per))


def free_at(used: Used, amount: float, limit: float, now: datetime, per: timedelta) -> datetime | None:
    """When so much may be used; None: now. More than the limit may be used when nothing else was."""
    kept = _within(used, now, per)
    over = min(amount, limit) - (limit - sum(each for _, each in kept))
    if over <= 0:
        return None
    for began, each in kept:
        over -= each
        if over <= 0:
            return began + per / _SLOTS + per
    return now + per


def rest_after(refusal: Refusal, times: int) -> timedelta:
    """How long an account is left alone after the n-th such refusal in a row.

    A login that is refused waits for a person, a server that says how long for that, others longer each time.
    """
    if refusal.sort != "later":
        return REFUSED
    if refusal.wait is not None:
        return max(refusal.wait, _SHORTEST)
    longer: timedelta = _FIRST * 2 ** min(times - 1, 10)
    return min(longer, _LONGEST)


def _within(used: Sequence[tuple[datetime, float]], now: datetime, per: timedelta) -> Used:
    """What still counts; a time ahead, of a clock that was set back since, is now."""
    return tuple((min(began, now), each) for began, each in used if began + per / _SLOTS + per > now)
