"""What `intake status` prints."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from intake.show.words import say, table
from intake.zones import zone

if TYPE_CHECKING:
    from intake.services.status import MailboxState, State

_FEW_MAILBOXES = 20  # of more, those that are well are told by their number
_NEXT = 10  # deadlines
_DUE_STATES = ("due", "waiting", "capped", "sending", "held", "failed", "unknown")


def status_shape(state: State, zone_name: str) -> dict[str, Any]:
    """The JSON shape of how intake is; times stand in that zone, deadlines in their posting's."""

    def at(when: datetime | None, name: str = zone_name) -> str | None:
        return when.astimezone(zone(name)).isoformat(timespec="seconds") if when else None

    outbox = state.outbox
    return {
        "version": state.version,
        "schema": state.schema,
        "at": at(state.now),
        "mailboxes": [
            {
                "name": each.name,
                "read_at": at(each.read_at),
                "lag_seconds": round(each.lag.total_seconds()) if each.lag is not None else None,
                "failing_since": at(each.failing_since),
                "error": each.error,
                "quarantined": each.quarantined,
            }
            for each in state.mailboxes
        ],
        "outbox": {name: getattr(outbox, name) for name in _DUE_STATES}
        | {"oldest_due_at": at(outbox.oldest_due_at)},
        "requests": {"open": state.requests, "next_due_at": at(state.answer_by)},
        "alarms": [
            {
                "level": each.alarm.level,
                "code": each.alarm.code,
                "place": each.alarm.place,
                "since": at(each.since),
                "text": each.alarm.text,
                "remedy": each.alarm.remedy,
            }
            for each in state.alarms
        ],
        "deadlines": [
            {
                "posting": each.posting.id,
                "title": each.posting.title,
                "deadline": at(each.until, each.posting.zone),
                "applications": dict(each.counts),
            }
            for each in state.deadlines
        ],
        "disk": [
            {"what": each.what, "free_bytes": each.free, "total_bytes": each.total} for each in state.disks
        ],
        "workers": [
            {"host": each.host, "pid": each.pid, "heard_at": at(each.heard_at)} for each in state.workers
        ],
    }


def status(state: State, zone_name: str) -> None:
    """Print how intake is, what needs a person first."""
    for each in state.alarms:
        since = f" (since {_time(each.since, zone_name)})" if each.since else ""
        say(f"{each.alarm.level:<7} {each.alarm.text}{since}\n        → {each.alarm.remedy}")
    if state.alarms:
        say()
    _mailboxes(state, zone_name)
    say()
    counts = [f"{getattr(state.outbox, name)} {name}" for name in _DUE_STATES if getattr(state.outbox, name)]
    oldest = state.outbox.oldest_due_at
    since = f"; the oldest is due since {_time(oldest, zone_name)}" if oldest else ""
    say(f"Outbox: {', '.join(counts) or 'empty'}{since}.")
    if state.answer_by:
        first = _time(state.answer_by, zone_name)
        say(
            f"Requests about personal data: {state.requests} open; "
            f"the first is to be answered before {first}."
        )
    for disk in state.disks:
        say(f"Disk of the {disk.what}: {_size(disk.free)} of {_size(disk.total)} free.")
    _workers(state)
    say()
    _deadlines(state)
    schema = f"schema {state.schema}" if state.schema else "a database that was never used"
    say(f"\nintake {state.version}, {schema}.")


def _mailboxes(state: State, zone_name: str) -> None:
    shown = list(state.mailboxes)
    if len(shown) > _FEW_MAILBOXES:
        shown = [each for each in shown if _how(each) != "well"]
    rows = [
        (
            each.name,
            _how(each),
            _time(each.read_at, zone_name) if each.read_at else "never",
            _length(each.lag) if each.lag is not None else "",
            each.quarantined or "",
        )
        for each in shown[:_FEW_MAILBOXES]
    ]
    empty = "Every mailbox is well." if state.mailboxes else "No mailbox is configured."
    table(("mailbox", "is", "last read", "lag", "quarantined"), rows, empty)
    if (left := len(state.mailboxes) - len(rows)) and rows:
        say(f"and {left} more; --json tells of every one.")


def _how(box: MailboxState) -> str:
    """How a mailbox is, in a word."""
    if box.failing_since:
        return "failing"
    if box.silent:
        return "silent"
    return "well" if box.read_at else "never read"


def _workers(state: State) -> None:
    if state.workers:
        told = ", ".join(f"{each.host} (process {each.pid})" for each in state.workers[:_NEXT])
        left = len(state.workers) - _NEXT
        say(f"At work: {told}" + (f" and {left} more." if left > 0 else "."))
    else:
        say("At work: nobody just now. 'intake run' polls all the time, 'intake poll' once.")


def _deadlines(state: State) -> None:
    rows = [
        (
            each.posting.id,
            _time(each.until, each.posting.zone),
            _length(each.until - state.now),
            ", ".join(f"{number} {status}" for status, number in each.counts.items() if number)
            or "no application",
        )
        for each in state.deadlines[:_NEXT]
    ]
    table(("posting", "deadline", "in", "applications"), rows, "No open posting has a deadline.")
    if (left := len(state.deadlines) - len(rows)) > 0:
        say(f"and {left} more; --json tells of every one.")


def _time(when: datetime, zone_name: str) -> str:
    return when.astimezone(zone(zone_name)).strftime("%Y-%m-%d %H:%M")


def _length(time: timedelta) -> str:
    """A length of time as people say it, in its largest unit or two."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"


def _size(number: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000:  # noqa: PLR2004 - SI
            return f"{number:.0f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"
