"""An alarm: something that is wrong and needs a person, and when the admins are written to for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

Level = Literal["error", "warning"]

_AGAIN = timedelta(days=1)
_FLUTTER = timedelta(hours=1)  # what comes and goes is told once in it


class Manner(NamedTuple):
    """How an alarm is told: its level, how long it stands before a mail goes out, and whether daily then."""

    level: Level
    patience: timedelta
    daily: bool = True


_AT_ONCE, _SOON, _PATIENTLY = timedelta(), timedelta(minutes=5), timedelta(hours=1)
MANNERS: Mapping[str, Manner] = {
    "mailbox_failing": Manner("error", _SOON),
    "mailbox_silent": Manner("error", _AT_ONCE),
    "login_refused": Manner("error", _SOON),
    "folder_missing": Manner("error", _SOON),
    "letter_stuck": Manner("error", _AT_ONCE),
    "letters_orphaned": Manner("error", _SOON),
    "letters_unknown": Manner("warning", _PATIENTLY),
    "notices_bounced": Manner("warning", _AT_ONCE),
    "cap_reached": Manner("warning", _PATIENTLY),
    "queue_growing": Manner("warning", _PATIENTLY),
    "quarantined": Manner("warning", _PATIENTLY),
    "disk_low": Manner("error", _AT_ONCE),
    "storage_gone": Manner("error", _AT_ONCE),
    "clock_wrong": Manner("warning", _PATIENTLY),
    "zone_data_old": Manner("warning", _PATIENTLY),
    "certificate_expires": Manner("warning", _PATIENTLY),
    "canary_missing": Manner("error", _AT_ONCE),
    "reconcile_difference": Manner("warning", _SOON),
    "scanner_down": Manner("error", _SOON),
    # The law gives weeks: told as each comes, and daily when few days are left.
    "privacy_request": Manner("warning", _AT_ONCE, daily=False),
    "privacy_due": Manner("error", _AT_ONCE),
}
# Noticed by the services at their work; the others follow from `Facts`.
NOTICED = frozenset({"folder_missing", "certificate_expires", "reconcile_difference"})
# A mailbox of which one of these holds is not asked to carry the news.
HINDERING = frozenset(
    {"mailbox_failing", "login_refused", "letter_stuck", "queue_growing", "letters_unknown", "cap_reached"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Something that is wrong, and what to do about it.

    `place` is a mailbox's name, `NAME/imap` or `NAME/smtp` for one of its servers, or "" for the whole.
    """

    code: str
    place: str
    text: str
    remedy: str

    @property
    def level(self) -> Level:
        """How bad it is."""
        return MANNERS[self.code].level


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """When an alarm was raised, cleared (None: it stands) and last told to the admins (None: never)."""

    code: str
    raised_at: datetime
    cleared_at: datetime | None
    told_at: datetime | None


def is_due(told: Told, now: datetime) -> bool:
    """Whether a standing alarm is to be told: after its patience, then once a day where that is its manner.

    One that was over and comes back within the hour waits for it. Times that lie ahead, since the
    clock was set back, count as if they were not.
    """
    if told.cleared_at is not None:
        return False
    before = told.told_at if told.told_at and told.told_at <= now else None
    if before is None:
        return not timedelta() <= now - told.raised_at < MANNERS[told.code].patience
    if before < told.raised_at:
        return now - before >= max(_FLUTTER, MANNERS[told.code].patience)
    return MANNERS[told.code].daily and now - before >= _AGAIN


def is_over(told: Told) -> bool:
    """Whether the admins, who were told of an alarm, are to be told that it is over."""
    return (
        told.cleared_at is not None
        and told.told_at is not None
        and told.raised_at <= told.told_at < told.cleared_at
    )
