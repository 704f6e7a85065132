"""Postings as people look at them: how each stands, how many applied and when, and the report on its end."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from intake.domain.chart import Number, Span, spans
from intake.domain.closing import ClosingFacts
from intake.domain.closing_words import document, sheet
from intake.domain.model import Language, Posting, Status
from intake.domain.trouble import Misuse
from intake.services import closing
from intake.services.desk import Desk
from intake.services.export import export, selection
from intake.store import overview, told
from intake.zones import day_start, zone

State = Literal["open", "grace", "not_yet", "no_channel", "draft", "closed"]

_AFTERWARDS: Final = timedelta(days=14)  # behind the deadline the picture ends
_STALE: Final = timedelta(days=7)
_NEAR: Final = timedelta(days=14)  # a deadline so near is in the picture
_PACKED: Final = 300_000_000  # bytes of mails whose dossiers are packed while somebody waits


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A posting, how it stands now, and how many applications it has in each status."""

    posting: Posting
    state: State
    counts: Mapping[Status, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many applications it has, spam apart."""
        return sum(number for status, number in self.counts.items() if status != "spam")


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """Applications by day (or week): the spans, their numbers, and where among them the deadline lies."""

    spans: tuple[Span, ...]
    numbers: tuple[Number, ...]
    cut: float | None  # in spans from the beginning; None: there is no deadline, or it lies elsewhere
    later: int  # how many came after the picture ends


def state_of(posting: Posting, now: datetime) -> State:
    """Say how a posting stands."""
    if posting.draft:
        return "draft"
    if posting.late_from is not None and now >= posting.late_from:
        return "closed"
    if posting.mailbox is None:
        return "no_channel"
    if posting.opens is not None and now < posting.opens:
        return "not_yet"
    return "grace" if posting.cutoff is not None and now >= posting.cutoff else "open"


def lines(desk: Desk, postings: Iterable[Posting]) -> list[Line]:
    """Say how postings stand: those that take applications first, the next deadline first; the past last."""
    these = list(postings)
    with desk.database.read() as tx:
        numbers = overview.counts(tx, [posting.id for posting in these])
    return _lines(desk, these, numbers)


def every(desk: Desk) -> tuple[list[Line], dict[str, int]]:
    """Say the same of all postings; and how many applications those have whose files are gone."""
    known = desk.settings.postings
    with desk.database.read() as tx:
        numbers = overview.counts(tx, None)
    gone = {id_: sum(each.values()) for id_, each in sorted(numbers.items()) if id_ not in known}
    return _lines(desk, known.values(), numbers), gone


def _lines(
    desk: Desk, postings: Iterable[Posting], numbers: Mapping[str, Mapping[Status, int]]
) -> list[Line]:
    now = desk.now()
    found = [
        Line(posting=each, state=state_of(each, now), counts=numbers.get(each.id, {})) for each in postings
    ]
    return sorted(found, key=lambda line: _order(line, now))


def _order(line: Line, now: datetime) -> tuple[int, float, str]:
    posting = line.posting
    rank = {"grace": 0, "open": 0, "not_yet": 1, "no_channel": 2, "draft": 3, "closed": 4}[line.state]
    when = posting.opens if line.state == "not_yet" else posting.cutoff
    left = (when - now).total_seconds() if when else float("inf")
    return rank, -left if line.state == "closed" else left, posting.id


def picture(desk: Desk, posting: Posting) -> Picture | None:
    """Count a posting's applications by day; None: there is none."""
    with desk.database.read() as tx:
        ends = overview.span(tx, posting.id)
        if ends is None:
            return None
        where, (first, last) = zone(posting.zone), ends
        end = max(last, _end(posting.cutoff, desk.now()))
        if posting.cutoff is not None:
            end = max(first, min(end, posting.cutoff + _AFTERWARDS))
        begin = min(first, posting.opens) if posting.opens and posting.opens <= end else first
        days = spans(begin.astimezone(where).date(), end.astimezone(where).date())
        times = [day_start(each.first, where) for each in days]
        times.append(day_start(days[-1].last + timedelta(days=1), where))
        found = overview.between(tx, posting.id, [*times, max(last, times[-1]) + timedelta(seconds=1)])
    numbers = [Number(all=sum(each.values()), complete=each.get("complete", 0)) for each in found]
    return Picture(
        spans=tuple(days),
        numbers=tuple(numbers[:-1]),
        cut=_place(times, posting.cutoff),
        later=numbers[-1].all,
    )


def _end(cutoff: datetime | None, now: datetime) -> datetime:
    """Until when there is something to see: the deadline, if it has passed or is near."""
    return cutoff if cutoff is not None and cutoff <= now + _NEAR else now


def _place(times: Sequence[datetime], when: datetime | None) -> float | None:
    """Where an instant lies among others: 2.5 is in the middle between the third and the fourth."""
    if when is None or not times[0] <= when <= times[-1]:
        return None
    place = min(bisect.bisect_right(times, when), len(times) - 1) - 1
    return place + (when - times[place]) / (times[place + 1] - times[place])


# --- the report on its end ---------------------------------------------------


def has_closed(posting: Posting, now: datetime) -> bool:
    """Whether a report on a posting can be had."""
    return posting.late_from is not None and now >= posting.late_from


def is_awaited(posting: Posting, now: datetime) -> bool:
    """Whether a report that was not sent may be yet: nobody waits for it a week after the end."""
    return posting.late_from is not None and now < posting.late_from + _STALE


def told_of(desk: Desk, posting: Posting) -> Sequence[Any]:
    """Whom the report on a posting was written to (`recruiter`), and when (`at`)."""
    if posting.cutoff is None:
        return ()
    with desk.database.read() as tx:
        return told.closings(tx, posting.id, posting.cutoff)


def report(desk: Desk, posting: Posting, language: Language) -> ClosingFacts:
    """Return the report on a posting as it stands now, in a language. Raises Misuse: it has no deadline."""
    return replace(closing.report(desk, posting.id), language=language)


def as_file(desk: Desk, facts: ClosingFacts, kind: Literal["pdf", "xlsx"]) -> tuple[str, bytes]:
    """Return a report as a file: its name and its bytes. A long list takes its time."""
    name = f"{facts.posting} {facts.cutoff:%Y-%m-%d}.{kind}"
    data = desk.report_pdf(document(facts)) if kind == "pdf" else desk.workbook([sheet(facts)])
    return name, data


def packed(desk: Desk, posting: Posting, folder: Path) -> Path:
    """Write the complete dossiers of a posting into a ZIP in a folder; return its path.

    Raises:
        Misuse: there is none, or they are too large to wait for.
        Trouble: the database, the storage or the disk cannot be used.

    """
    with desk.database.read() as tx:
        size = told.size(tx, posting.id, "complete")
    if not size:
        raise Misuse("There is no complete dossier yet.", "")
    if size > _PACKED:
        raise Misuse(
            f"These dossiers are too large to be packed here: {size // 10**6} MB of mails.",
            f"Give the command: intake export dossiers.zip --posting {posting.id} --status complete",
        )
    wanted = selection(desk, postings={posting.id}, statuses={"complete"}, references=(), since=None)
    path = folder / "dossiers.zip"
    with desk.zip_file(path) as output:
        export(desk, wanted, output)
    return path
