"""What waits for a person, the most urgent first: dossiers, mails, letters, requests; what closes next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from intake.domain.model import Outcome, Posting, Status
from intake.services.desk import Desk
from intake.services.digest_troubles import AFTERGLOW
from intake.store import browse, digests, dossiers, inbox, requests, undelivered
from intake.store.database import Transaction
from intake.store.wanted import COUNTED, Wanted

SHOWN: Final = 8  # lines of each list
LATELY: Final = timedelta(days=14)  # mails and letters of longer ago are in their lists
_LOOKED_AT: Final = 50  # mails, of which the others are told of nowhere
_POSTINGS_AT_ONCE: Final = (10, 100)  # the most urgent ones are asked first


@dataclass(frozen=True, kw_only=True, slots=True)
class Some:
    """The first rows of a list, and how many there are; `COUNTED` + 1: more than that."""

    rows: Sequence[Any]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Closing:
    """A posting that closes, with its applications by their status."""

    posting: Posting
    counts: dict[Status, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """What waits for somebody. What only admins decide is empty for others."""

    review: Some
    late: Some
    unmatched: Sequence[Any]
    automatic: Sequence[Any]
    quarantined: Some
    letters: Some
    held: int
    requests: Some
    closings: Sequence[Closing]

    @property
    def nothing(self) -> bool:
        """Whether nothing waits."""
        some = (self.review, self.late, self.quarantined, self.letters, self.requests)
        return not (any(each.total for each in some) or self.unmatched or self.automatic or self.held)


def pending(desk: Desk, postings: Sequence[Posting], *, everything: bool) -> Pending:
    """Gather what waits for somebody who may see those postings; `everything`: for an admin."""
    now = desk.now()
    known = [posting for posting in postings if not posting.draft]
    mailboxes = sorted({posting.mailbox for posting in known if posting.mailbox})
    if everything:
        mailboxes = sorted(desk.settings.mailboxes)
    with desk.database.read() as tx:
        return Pending(
            review=_dossiers(tx, known, "review", now, everything=everything),
            late=_dossiers(tx, known, "late", now, everything=everything),
            unmatched=_mails(desk, tx, mailboxes, "unmatched"),
            automatic=_mails(desk, tx, mailboxes, "automatic"),
            quarantined=_quarantined(tx) if everything else Some(rows=(), total=0),
            letters=_letters(tx, now, known, mailboxes, everything=everything),
            held=undelivered.held(tx, COUNTED) if everything else 0,
            requests=_requests(tx) if everything else Some(rows=(), total=0),
            closings=tuple(_closings(tx, known, now)),
        )


def urgency(posting: Posting, now: datetime) -> tuple[int, float]:
    """Where a posting stands among others: what closes soon, then what never does, then what has closed."""
    if posting.cutoff is None:
        return 1, 0.0
    left = (posting.cutoff - now).total_seconds()
    return (0, left) if left > 0 else (2, -left)


def _dossiers(
    tx: Transaction, postings: Sequence[Posting], status: Status, now: datetime, *, everything: bool
) -> Some:
    """Those of the most urgent postings, the oldest first; long after its end a posting is not urgent."""
    ids = None if everything else tuple(posting.id for posting in postings)
    total = browse.count(tx, Wanted(postings=ids, statuses=(status,)))
    if not total:
        return Some(rows=(), total=0)
    standing = [p for p in postings if p.cutoff is None or p.cutoff > now - AFTERGLOW]
    rank = {posting.id: urgency(posting, now) for posting in standing}
    found: list[Any] = []
    for some in _slices(sorted(rank, key=lambda id_: rank[id_])):
        wanted = Wanted(postings=tuple(some), statuses=(status,), sort="oldest")
        found += sorted(
            browse.page(tx, wanted, None, SHOWN).rows, key=lambda row: (rank[row.posting], row.id)
        )
        if len(found) >= SHOWN:
            break
    return Some(rows=found[:SHOWN], total=total)


def _slices(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    first, second = _POSTINGS_AT_ONCE
    yield from (some for some in (ids[:first], ids[first:second], ids[second:]) if some)


def _mails(desk: Desk, tx: Transaction, mailboxes: Sequence[str], outcome: Outcome) -> Sequence[Any]:
    """Mails with documents that belong to no posting; those that came again with the right subject apart."""
    since = desk.now() - LATELY
    rows = inbox.nobodys(tx, mailboxes, outcome, _LOOKED_AT, with_files=True)
    rows = [row for row in rows if row.received_at > since]
    if outcome == "unmatched" and rows:
        names = {row.mailbox for row in rows}
        theirs = {name: [posting.id for posting in desk.postings_of(name)] for name in names}
        again = digests.sent_again(tx, rows, theirs)
        rows = [row for row in rows if row.id not in again]
    return rows[:SHOWN]


def _quarantined(tx: Transaction) -> Some:
    """Mails that are not tried again by themselves."""
    rows, _ = inbox.page(tx, inbox.Mails(outcomes=("quarantined",)), None, _LOOKED_AT)
    waiting = [row for row in rows if row.retry_at is None]
    return Some(rows=waiting[:SHOWN], total=len(waiting))


def _letters(
    tx: Transaction,
    now: datetime,
    postings: Sequence[Posting],
    mailboxes: Collection[str],
    *,
    everything: bool,
) -> Some:
    ids = {posting.id for posting in postings}

    def is_theirs(row: Any) -> bool:
        return row.posting in ids if row.posting else row.asked_at in mailboxes

    rows = [row for row in undelivered.newest(tx, now - LATELY) if everything or is_theirs(row)]
    return Some(rows=rows[:SHOWN], total=len(rows))


def _requests(tx: Transaction) -> Some:
    rows = requests.listing(tx, everything=False)
    return Some(rows=rows[:SHOWN], total=len(rows))


def _closings(tx: Transaction, postings: Sequence[Posting], now: datetime) -> Iterator[Closing]:
    ahead = sorted(
        (posting for posting in postings if posting.cutoff and posting.cutoff > now),
        key=lambda posting: urgency(posting, now),
    )[:SHOWN]
    counts = dossiers.counts(tx, [posting.id for posting in ahead], now + timedelta(days=1))
    for posting in ahead:
        its = {status: number for (of, status), number in counts.items() if of == posting.id}
        yield Closing(posting=posting, counts=its)  # type: ignore[arg-type]
