"""What a recruiter's digest says: the facts of a day, of the postings that come on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from intake.domain.calendar import comes, window
from intake.domain.letter import (
    DigestApplication,
    DigestDay,
    DigestFacts,
    DigestMail,
    DigestPosting,
    DigestSheet,
    missing_of,
)
from intake.domain.model import STATUSES, Posting, Schedule, Status
from intake.domain.route import NONE_ASKS
from intake.services.acknowledge import UNASKED
from intake.services.desk import Desk
from intake.services.digest_readers import Reader, Topic
from intake.services.digest_troubles import AFTERGLOW, troubles
from intake.store import digests, dossiers
from intake.store.database import Transaction
from intake.zones import day_start, zone

# What closed or failed longer ago is told of only where something new came in: `AFTERGLOW`.
_EXCEPTIONS: Final[tuple[Status, ...]] = ("incomplete", "late", "review")
_OUTCOMES: Final = ("unmatched", "automatic", "quarantined")
_DAYS: Final = 14  # of the picture
# Applications in the spreadsheet: of one posting, and of all of them.
_ROWS, _ROWS_IN_ALL = 5_000, 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class _Matter:
    """What is told of the same span of time."""

    span: digests.Span
    postings: Sequence[Posting]
    mailboxes: frozenset[str]


def facts_for(desk: Desk, tx: Transaction, reader: Reader, day: date) -> DigestFacts:
    """Gather what a recruiter's digest of a day says; where none comes on it, it is of all their postings."""
    settings = desk.settings
    topics = reader.on(day) or reader.topics
    matters = list(_matters(desk, tx, reader, topics, day))
    told = [_posting(tx, posting, matter.span) for matter in matters for posting in matter.postings]
    order = {topic.posting.id: place for place, topic in enumerate(topics)}
    told.sort(key=lambda each: order[each.id])
    until = matters[0].span.until
    shown = tuple(line for line in told if _worth_telling(line, until))
    mails = [digests.mails(tx, matter.mailboxes, _OUTCOMES, matter.span) for matter in matters]
    for each in mails:
        each["unmatched"] = _waiting(desk, tx, each["unmatched"])
    return DigestFacts(
        language=reader.language,
        organisation=settings.organisation,
        recruiter=reader.address,
        day=day,
        since=min(matter.span.since for matter in matters),
        until=until,
        zone=settings.zone,
        postings=shown,
        unmatched=_mails(mails, "unmatched"),
        automatic=tuple(mail for mail in _mails(mails, "automatic") if mail.files),
        quarantined=_mails(mails, "quarantined"),
        held_back=sum(
            digests.held_back(tx, [posting.id for posting in matter.postings], matter.span, but=UNASKED)
            for matter in matters
        ),
        troubles=tuple(_troubles(desk, tx, reader, matters)),
        admin=reader.admin,
        admins_told=bool(settings.admins),
        sheet=_sheet(tx, shown, until),
        console=settings.web.url,
    )


def rows_of(totals: Sequence[int]) -> list[int]:
    """Return how many applications of each posting the spreadsheet holds, of so many that there are."""
    left, found = _ROWS_IN_ALL, []
    for total in totals:
        found.append(min(total, _ROWS, left))
        left -= found[-1]
    return found


def totals(tx: Transaction, postings: Sequence[DigestPosting], until: datetime) -> list[int]:
    """Return how many applications each posting has, spam apart."""
    numbers = dossiers.counts(tx, [posting.id for posting in postings], until)
    counted = [status for status in STATUSES if status != "spam"]
    return [sum(numbers.get((posting.id, status), 0) for status in counted) for posting in postings]


def _sheet(tx: Transaction, postings: Sequence[DigestPosting], until: datetime) -> DigestSheet | None:
    all_of_them = totals(tx, postings, until)
    held = sum(rows_of(all_of_them))
    return DigestSheet(held=held, left_out=sum(all_of_them) - held) if held else None


# --- spans -------------------------------------------------------------------


def _matters(
    desk: Desk, tx: Transaction, reader: Reader, topics: Collection[Topic], day: date
) -> Iterator[_Matter]:
    """Sort postings and mailboxes by the span that is told of them.

    A posting is told of since the last digest that held it; a mailbox since the last that held any of
    the recruiter's postings in it.
    """
    made = digests.made_before(tx, reader.address, day)
    found: dict[digests.Span, tuple[list[Posting], set[str]]] = {}

    def place(of: Collection[Schedule]) -> tuple[list[Posting], set[str]]:
        return found.setdefault(_span(desk, reader, made, of, day), ([], set()))

    for topic in topics:
        place([topic.schedule])[0].append(topic.posting)
    for name in {topic.posting.mailbox for topic in topics if topic.posting.mailbox}:
        of = frozenset(each.schedule for each in reader.topics if each.posting.mailbox == name)
        place(of)[1].add(name)
    for span, (postings, mailboxes) in found.items():
        yield _Matter(span=span, postings=postings, mailboxes=frozenset(mailboxes))


def _span(
    desk: Desk, reader: Reader, made: Sequence[Any], of: Collection[Schedule], day: date
) -> digests.Span:
    def hours(of_day: date) -> tuple[datetime, datetime]:
        since, until = window(of_day, of, reader.schedules, zone(desk.settings.zone))
        return since.astimezone(UTC), until.astimezone(UTC)

    since, until = hours(day)
    row = next((row for row in made if any(comes(schedule, row.day) for schedule in of)), None)
    before = None
    if row:
        earlier = hours(row.day)
        before = digests.Made(since=earlier[0], until=earlier[1], at=row.created_at)
    return digests.Span(since=since, until=until, before=before)


def _troubles(desk: Desk, tx: Transaction, reader: Reader, matters: Sequence[_Matter]) -> Iterator[Any]:
    postings = [posting for matter in matters for posting in matter.postings]
    mailboxes = frozenset().union(*(matter.mailboxes for matter in matters))
    bounced = [
        row
        for matter in matters
        for row in digests.bounced(
            tx, [posting.id for posting in matter.postings], matter.mailboxes, matter.span
        )
    ]
    yield from troubles(
        desk,
        tx,
        postings,
        mailboxes,
        bounced,
        language=reader.language,
        admin=reader.admin,
        until=matters[0].span.until,
    )


# --- lines -------------------------------------------------------------------


def _worth_telling(posting: DigestPosting, until: datetime) -> bool:
    recent = posting.cutoff is None or posting.cutoff > until - AFTERGLOW
    return recent or posting.new > 0 or bool(posting.exceptions or posting.withdrawn)


def _waiting(desk: Desk, tx: Transaction, rows: list[Any]) -> list[Any]:
    """The mails that no posting claims, without those that were sent again with the right subject."""
    postings = {name: [p.id for p in desk.postings_of(name)] for name in {row.mailbox for row in rows}}
    again = digests.sent_again(tx, rows, postings)
    return [row for row in rows if row.id not in again]


def _mails(found: Sequence[dict[str, list[Any]]], outcome: str) -> tuple[DigestMail, ...]:
    rows = sorted(
        (row for mails in found for row in mails[outcome]), key=lambda row: (row.received_at, row.id)
    )
    return tuple(
        DigestMail(
            received_at=row.received_at,
            sender=row.sender,
            subject=row.subject,
            reason="" if row.reason.startswith(NONE_ASKS) else row.reason.split("; no letter:")[0],
            files=row.files,
            id=row.id,
        )
        for row in rows
    )


def _posting(tx: Transaction, posting: Posting, span: digests.Span) -> DigestPosting:
    numbers = dossiers.counts(tx, [posting.id], span.until)
    fresh = {row.id for row in digests.arrived(tx, posting.id, span)}
    bad_letters = digests.letters_in_trouble(tx, posting.id, span.until - AFTERGLOW)
    gone = digests.withdrawals(tx, posting.id, span)
    # Long after the cut-off only what is new needs a look.
    standing = posting.cutoff is None or posting.cutoff > span.until - AFTERGLOW
    ids = fresh | bad_letters.keys() | gone.keys()
    rows = digests.applications(tx, posting.id, span.until, ids=ids, statuses=_EXCEPTIONS if standing else ())
    exceptions = [
        row
        for row in rows
        if row.id in bad_letters or (row.status in _EXCEPTIONS and (standing or row.id in fresh))
    ]
    told = {row.id for row in exceptions}
    arrived = [row for row in rows if row.id in fresh and row.id not in told and row.status != "withdrawn"]
    return DigestPosting(
        id=posting.id,
        title=posting.title,
        cutoff=posting.cutoff,
        zone=posting.zone,
        complete=numbers.get((posting.id, "complete"), 0),
        incomplete=numbers.get((posting.id, "incomplete"), 0),
        late=numbers.get((posting.id, "late"), 0),
        review=numbers.get((posting.id, "review"), 0),
        new=len(fresh),
        exceptions=tuple(application(row, posting, bad_letters.get(row.id)) for row in exceptions),
        arrived=tuple(application(row, posting) for row in arrived),
        withdrawn=tuple(
            application(row, posting, wrote_again=gone[row.id]) for row in rows if row.id in gone
        ),
        days=_days(tx, posting, span.until),
    )


def _days(tx: Transaction, posting: Posting, until: datetime) -> tuple[DigestDay, ...]:
    """The days of the picture; none where nothing came in them."""
    local = zone(posting.zone)
    last = (until - timedelta(microseconds=1)).astimezone(local).date()
    first = last - timedelta(days=_DAYS - 1)
    if posting.opens:
        first = max(first, min(posting.opens.astimezone(local).date(), last))
    came = digests.came(tx, posting.id, day_start(first, local), until)
    numbers = Counter(when.astimezone(local).date() for when in came)
    if not numbers:
        return ()
    most = max(numbers.values())
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(DigestDay(day=day, number=numbers[day], share=numbers[day] * 100 // most) for day in days)


def application(
    row: Any, posting: Posting, problem: str | None = None, *, wrote_again: bool = False
) -> DigestApplication:
    """Return the facts of an application's row, with the problem of its letter."""
    late_by = posting.minutes_late(row.received_at) if row.status == "late" else None
    dated = getattr(row, "dated", None)
    return DigestApplication(
        reference=row.reference,
        name=row.name,
        email=row.email,
        status=row.status,
        received_at=row.received_at,
        missing=missing_of(posting, row.missing, row.references_count),
        reason=row.reason,
        minutes_late=late_by,
        sent_in_time=late_by is not None and dated is not None and dated < posting.cutoff,
        letter_problem=problem,
        wrote_again=wrote_again,
    )
