"""When things are tried: a letter after a temporary refusal or under the caps, a mail in quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

# RFC 5321 section 4.5.4.1: give up after at least four or five days.
GIVE_UP = timedelta(days=5)
_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=4)
_JITTER = 0.2
LONGEST_WAIT = _LONGEST * (1 + _JITTER)


def wait_after(attempts: int, dice: float) -> timedelta:
    """How long to wait after the n-th try: about 1, 2, 4 … minutes, at most four hours.

    `dice` is a random number from 0 to 1; it spreads letters that failed together by up to a fifth.
    """
    doubled = _FIRST * (1 << min(attempts - 1, 12))
    return min(doubled, _LONGEST) * (1 + _JITTER * dice)


# A mail on which we stumbled is tried again by itself after these; then a person is to look.
_RETRIES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
LONGEST_RETRY = max(_RETRIES)


def retry_after(attempts: int) -> timedelta | None:
    """How long a quarantined mail waits after its n-th try; None: it is a person's."""
    return _RETRIES[attempts - 1] if attempts <= len(_RETRIES) else None


def free_at(sent: Sequence[datetime], count: int, per: timedelta) -> datetime | None:
    """When a cap of `count` letters in `per` lets the next one out; None: now.

    `sent` are the times of the letters of the last `per`, oldest first.
    """
    if len(sent) < count:
        return None
    return sent[len(sent) - count] + per
