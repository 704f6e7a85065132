"""Which postings ended so long ago that their dossiers are to go, and which of these wait for a person."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.calendar import months_later
from intake.domain.model import Posting
from intake.services.desk import Desk
from intake.store import forget
from intake.store.database import Transaction
from intake.zones import zone


def over(desk: Desk) -> Iterator[Posting]:
    """The postings whose retention is over: so many months after their end, by the calendar of their zone."""
    for posting_id, months in desk.settings.retention.items():
        posting = desk.settings.postings[posting_id]
        if posting.cutoff and months_later(posting.cutoff, months, zone(posting.zone)) <= desk.now():
            yield posting


def waiting(desk: Desk, tx: Transaction, posting: Posting) -> int:
    """How many dossiers of a posting are past their retention and wait for a person."""
    return forget.past_retention(tx, posting.id)[1] if posting in over(desk) else 0
