"""How intake is: mailboxes, letters, alarms, deadlines, disks and workers. Looks, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intake import __version__
from intake.domain.alarm import Alarm
from intake.domain.model import STATUSES, Posting, Status
from intake.domain.watch import Disk
from intake.services import alarms
from intake.services.desk import Desk
from intake.store import alarms as noted
from intake.store import requests, workers
from intake.store import status as store
from intake.store.database import SCHEMA, Transaction
from intake.store.dossiers import counts
from intake.store.status import Outbox

_AHEAD = timedelta(days=1)  # clocks of servers may be ahead of ours


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxState:
    """How the polls of a configured mailbox go; None where it has not been so yet."""

    name: str
    read_at: datetime | None = None  # the last poll that went through
    lag: timedelta | None = None  # since then
    failing_since: datetime | None = None
    error: str | None = None
    quarantined: int = 0  # mails that could not be processed
    silent: bool = False  # for longer than `alarms: {silence: …}`


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """An alarm that holds, and since when it is noted; None: nobody has noted it yet."""

    alarm: Alarm
    since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A posting that is open until then, and how many applications it has in each status."""

    posting: Posting
    until: datetime
    counts: Mapping[Status, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """How all of it is. `schema` is None for a database that was never used."""

    version: str = __version__
    schema: str | None
    now: datetime
    mailboxes: Sequence[MailboxState]
    outbox: Outbox = field(default_factory=Outbox)
    alarms: Sequence[Standing] = ()
    deadlines: Sequence[Deadline] = ()  # the next one first
    disks: Sequence[Disk] = ()
    workers: Sequence[workers.Living] = ()
    requests: int = 0  # about one's data, open
    answer_by: datetime | None = None  # the end (exclusive) of the time for the first of them

    @property
    def needs_a_person(self) -> bool:
        """Whether an alarm holds that is an error."""
        return any(each.alarm.level == "error" for each in self.alarms)


def look(desk: Desk, *, deadlines: bool = True) -> State:
    """Say how all of it is; `deadlines` costs a count of the applications of the open postings.

    Raises:
        Trouble: the database cannot be used, or its schema is another version's.

    """
    now, disks = desk.now(), [disk for disk in alarms.disks(desk) if disk.total]  # of the others alarms tell
    if never_used(desk):
        boxes = [MailboxState(name=name) for name in desk.settings.mailboxes]
        open_ones = _deadlines(desk, now, {}) if deadlines else ()
        return State(schema=None, now=now, mailboxes=boxes, deadlines=open_ones, disks=disks)
    desk.database.ready()
    found = alarms.wrong_now(desk)
    with desk.database.read() as tx:
        since = {(row.code, row.place): row.raised_at for row in noted.standing(tx)}
        asked = requests.listing(tx, everything=False)
        return State(
            schema=SCHEMA,
            now=now,
            mailboxes=_mailboxes(desk, tx, now),
            outbox=store.outbox(tx, now),
            alarms=[Standing(alarm=each, since=since.get((each.code, each.place))) for each in found],
            deadlines=_deadlines(desk, now, counts(tx, _open(desk, now), now + _AHEAD)) if deadlines else (),
            disks=disks,
            workers=workers.living(tx, desk.me, now),
            requests=len(asked),
            answer_by=asked[0].due_at if asked else None,
        )


def never_used(desk: Desk) -> bool:
    """Whether there is no database yet, or an empty one.

    Raises:
        Trouble: the database cannot be used.

    """
    file = desk.database.file
    if file is not None and not (file.exists() and file.stat().st_size):  # SQLite would make it by asking
        return True
    return desk.database.version() is None


def _mailboxes(desk: Desk, tx: Transaction, now: datetime) -> list[MailboxState]:
    readings = {row.name: row for row in noted.readings(tx)}
    quarantined = store.quarantined(tx)
    found = []
    for name in desk.settings.mailboxes:
        row = readings.get(name)
        if row is None:
            found.append(MailboxState(name=name, quarantined=quarantined.get(name, 0)))
            continue
        found.append(
            MailboxState(
                name=name,
                read_at=row.read_at,
                lag=max(timedelta(), now - row.read_at) if row.read_at else None,
                failing_since=row.failing_since,
                error=row.error,
                quarantined=quarantined.get(name, 0),
                silent=now - (row.read_at or row.first_polled_at) > desk.settings.silence,
            )
        )
    return found


def _open(desk: Desk, now: datetime) -> dict[str, Posting]:
    """The postings that take applications now, and have an end."""
    return {
        each.id: each
        for each in desk.settings.postings.values()
        if each.mailbox and not each.draft and each.cutoff and each.is_open_at(now)
    }


def _deadlines(desk: Desk, now: datetime, numbers: Mapping[tuple[str, str], int]) -> list[Deadline]:
    found = [
        Deadline(
            posting=posting,
            until=posting.cutoff,
            counts={each: numbers.get((posting.id, each), 0) for each in STATUSES if each != "spam"},
        )
        for posting in _open(desk, now).values()
        if posting.cutoff
    ]
    return sorted(found, key=lambda each: (each.until, each.posting.id))
