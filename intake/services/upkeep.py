"""What those who look after an installation want to see at once: how it is, and what comes next."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from intake import zones
from intake.domain.calendar import digest_hour
from intake.domain.closing import TRANSIT
from intake.services import status
from intake.services.desk import Desk
from intake.services.digest_readers import readers
from intake.services.status import MailboxState
from intake.store import upkeep as store
from intake.store.upkeep import Kept

_AHEAD: Final = 8  # days in which a digest is looked for
_DAY: Final = timedelta(days=1)
_RECONCILED_AT: Final = 3  # o'clock, UTC


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A configured mailbox: its polls, its last mail to itself, and what was found on its server."""

    state: MailboxState
    address: str
    canary: bool  # whether it is to write to itself
    canary_sent: datetime | None = None
    canary_seen: datetime | None = None
    reconciled_at: datetime | None = None
    missing: int = 0  # mails that had no row, the last time
    mended: int = 0
    trouble: str | None = None  # what kept that from its end
    folders: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Upcoming:
    """What intake does next by itself; `of` is the posting's title where it is about one."""

    what: Literal["digest", "closing", "reminder", "reconcile"]
    at: datetime
    of: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """How all of it is."""

    state: status.State
    boxes: Sequence[Box]
    letters: Mapping[Kept, int]
    upcoming: Sequence[Upcoming]
    zone_data: str
    zone_trouble: str | None
    python: str
    database: str


def health(desk: Desk) -> Health:
    """Say how all of it is. Raises Trouble: the database cannot be used."""
    state = status.look(desk, deadlines=False)
    with desk.database.read() as tx:
        rows, back, letters = store.mailboxes(tx), store.canaries(tx), store.letters_by_state(tx)
    return Health(
        state=state,
        boxes=[_box(desk, each, rows.get(each.name), back.get(each.name)) for each in state.mailboxes],
        letters=letters,
        upcoming=sorted(_upcoming(desk), key=lambda each: each.at)[:_AHEAD],
        zone_data=zones.version(),
        zone_trouble=zones.outdated(desk.settings.zone),
        python=platform.python_version(),
        database="SQLite" if desk.database.sqlite else "PostgreSQL",
    )


def boxes(desk: Desk) -> list[Box]:
    """Say what is known of each configured mailbox."""
    return list(health(desk).boxes)


def _box(desk: Desk, state: MailboxState, row: Any, canary: Any) -> Box:
    mailbox = desk.settings.mailboxes[state.name]
    found: Mapping[str, Any] = (row.reconciled if row is not None else None) or {}
    folders = found.get("folders", ())
    return Box(
        state=state,
        address=mailbox.address,
        canary=mailbox.canary,
        canary_sent=canary.sent_at if canary is not None else None,
        canary_seen=canary.seen_at if canary is not None else None,
        reconciled_at=row.reconciled_at if row is not None else None,
        missing=sum(each["missing"] for each in folders),
        mended=sum(each["mended"] for each in folders),
        trouble=found.get("error"),
        folders=folders,
    )


def _upcoming(desk: Desk) -> Iterator[Upcoming]:
    now, settings = desk.now(), desk.settings
    local = zones.zone(settings.zone)
    today = now.astimezone(local).date()
    schedules = {schedule for reader in readers(desk).values() for schedule in reader.schedules}
    hours = [
        hour
        for ahead in range(_AHEAD)
        for schedule in schedules
        if (hour := digest_hour(today + ahead * _DAY, [schedule], local)) is not None and hour > now
    ]
    if hours:
        yield Upcoming(what="digest", at=min(hours))
    for posting in settings.postings.values():
        if posting.draft or posting.mailbox is None or posting.cutoff is None:
            continue
        report_at = posting.cutoff + posting.grace + TRANSIT
        if report_at > now:
            yield Upcoming(what="closing", at=report_at, of=posting.title)
        if posting.reminder is not None and posting.cutoff - posting.reminder > now:
            yield Upcoming(what="reminder", at=posting.cutoff - posting.reminder, of=posting.title)
    if settings.mailboxes:
        night = now.replace(hour=_RECONCILED_AT, minute=0, second=0, microsecond=0)
        yield Upcoming(what="reconcile", at=night if night > now else night + _DAY)
