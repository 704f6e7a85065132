"""What a digest asks of the database.

The few rows of the day, or of what is in trouble, are asked for first and held against a recruiter's
mailboxes and postings here: these may be more than a statement takes values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, Table, and_, case, func, or_, select, union

from intake.domain.model import STATUSES
from intake.domain.reasons.wishes import WROTE_AGAIN
from intake.store import outbox
from intake.store.database import Transaction
from intake.store.tables import application, letter, message

_VALUES_A_QUERY = 1000  # PostgreSQL takes 65,535 values in a statement
_LATELY: Final = 40  # digests: by a weekly schedule beside a daily one, the last of its own is among them
_COUNTED: Final = tuple(status for status in STATUSES if status != "spam")
_NO_SPAM = application.c.status != "spam"  # such a dossier is counted and listed nowhere


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A digest that was made: the hours that it told of, and when."""

    since: datetime
    until: datetime
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The time that a digest tells of.

    It holds what was received from `since` to before `until`, and what was received earlier but
    taken in too late for the digest of its own day: within these hours, or after that digest
    (`before`, the one made last) was made.
    """

    since: datetime
    until: datetime
    before: Made | None = None

    @property
    def earliest(self) -> datetime:
        """Nothing that was received before `since` and taken in before this is told of."""
        return min(self.since, self.before.at) if self.before else self.since

    @property
    def mails(self) -> CompoundSelect[Any]:
        """The ids of all mails that it may tell of; two questions, each by an index on its time."""
        received = (message.c.received_at >= self.since, message.c.received_at < self.until)
        taken = (message.c.taken_at >= self.earliest, message.c.taken_at < self.until)
        return union(*(select(message.c.id).where(*when) for when in (received, taken)))

    def holds(self, table: Table, taken_at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """The rows of `table` that this digest tells of."""
        received = table.c.received_at
        overdue: ColumnElement[bool] = taken_at >= self.since
        if self.before:
            its_own = and_(received >= self.before.since, received < self.before.until)
            overdue = case((its_own, taken_at >= self.before.at), else_=overdue)
        return or_(
            and_(received >= self.since, received < self.until),
            and_(received < self.since, taken_at < self.until, overdue),
        )


def made_before(tx: Transaction, recruiter: str, day: date) -> Sequence[Any]:
    """The day and the time of making of a recruiter's last digests for days before `day`, newest first."""
    where = (letter.c.recruiter == recruiter, letter.c.day < day)
    query = select(letter.c.day, letter.c.created_at).where(*where)
    return tx.execute(query.order_by(letter.c.day.desc()).limit(_LATELY)).all()


def mails(
    tx: Transaction, mailboxes: Collection[str], outcomes: Collection[str], span: Span
) -> dict[str, list[Row[Any]]]:
    """The mails that came to some mailboxes, by their outcome, oldest first."""
    those = (message.c.id.in_(span.mails), message.c.outcome.in_(outcomes))
    of_all = select(message.c.id, message.c.mailbox).where(*those, span.holds(message, message.c.taken_at))
    watched = set(mailboxes)
    ids = [row.id for row in tx.execute(of_all) if row.mailbox in watched]
    query = select(message)
    rows = [row for each in _slices(ids) for row in tx.execute(query.where(message.c.id.in_(each)))]
    found: dict[str, list[Row[Any]]] = {outcome: [] for outcome in outcomes}
    for row in sorted(rows, key=lambda row: (row.received_at, row.id)):
        found[row.outcome].append(row)
    return found


def sent_again(
    tx: Transaction, mails: Sequence[Row[Any]], postings: Mapping[str, Collection[str]]
) -> set[int]:
    """The ids of those mails whose sender has applied since to one of the `postings` of their mailbox."""
    senders = {row.sender.lower() for row in mails if row.sender}
    asked = {posting for some in postings.values() for posting in some}
    columns = (application.c.posting, application.c.email, application.c.received_at)
    applied: dict[str, list[Any]] = {}  # rows by the sender
    for those in _slices(senders):
        for some in _slices(asked):
            where = (application.c.posting.in_(some), application.c.email.in_(those))
            for row in tx.execute(select(*columns).where(*where)):
                applied.setdefault(row.email, []).append(row)
    of = {mailbox: frozenset(some) for mailbox, some in postings.items()}
    return {
        row.id
        for row in mails
        if row.sender
        and any(
            one.posting in of.get(row.mailbox, ()) and one.received_at > row.received_at
            for one in applied.get(row.sender.lower(), ())
        )
    }


def _slices(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut values into lists that a statement takes."""
    left = sorted(values)
    return (left[start : start + _VALUES_A_QUERY] for start in range(0, len(left), _VALUES_A_QUERY))


def arrived(tx: Transaction, posting: str, span: Span) -> Sequence[Row[Any]]:
    """The applications to a posting that came in."""
    first_taken = (
        select(func.min(message.c.taken_at))
        .where(message.c.application_id == application.c.id)
        .correlate(application)
        .scalar_subquery()
    )
    received = application.c.received_at
    # What it says twice spares the database a look at all the mails of earlier days.
    lately = select(message.c.application_id).where(message.c.taken_at >= span.earliest)
    may = or_(and_(received >= span.since, received < span.until), application.c.id.in_(lately))
    where = (application.c.posting == posting, _NO_SPAM, may, span.holds(application, first_taken))
    return tx.execute(select(application.c.id).where(*where)).all()


def applications(
    tx: Transaction, posting: str, until: datetime, *, ids: Collection[int], statuses: Collection[str]
) -> Sequence[Row[Any]]:
    """Applications to a posting received before `until`, oldest first; `dated` is their first Date.

    They are those of these row ids, and those in these statuses.
    """
    first_dated = (
        select(func.min(message.c.dated))
        .where(message.c.application_id == application.c.id)
        .correlate(application)
        .scalar_subquery()
    )
    told = (application.c.posting == posting, application.c.received_at < until, _NO_SPAM)
    query = select(application, first_dated.label("dated")).where(*told)
    wanted = [application.c.status.in_(statuses), *(application.c.id.in_(each) for each in _slices(ids))]
    found = {row.id: row for which in wanted for row in tx.execute(query.where(which))}
    return sorted(found.values(), key=lambda row: (row.received_at, row.id))


def withdrawals(tx: Transaction, posting: str, span: Span) -> dict[int, bool]:
    """The withdrawn applications to a posting that are news, and whether their candidate wrote after that.

    They are news by a mail, or by the letter that confirms it.
    """
    # These are few; as a question within the next, SQLite walks over every mail.
    gone = tx.scalars(
        select(application.c.id).where(application.c.posting == posting, application.c.status == "withdrawn")
    )
    found: dict[int, bool] = {}
    for ids in _slices(gone):
        letters = select(letter.c.application_id).where(
            letter.c.application_id.in_(ids),
            letter.c.kind == "withdrawn",
            letter.c.created_at >= span.since,
            letter.c.created_at < span.until,
        )
        found |= dict.fromkeys(tx.scalars(letters), False)
        columns = (message.c.application_id, message.c.outcome, message.c.reason)
        mails = select(*columns).where(
            message.c.application_id.in_(ids), span.holds(message, message.c.taken_at)
        )
        for row in tx.execute(mails):
            if row.outcome in ("application", "supplement"):  # asked of SQLite, it walks over all of them
                again = WROTE_AGAIN.en in row.reason
                found[row.application_id] = found.get(row.application_id, False) or again
    return found


def came(tx: Transaction, posting: str, since: datetime, until: datetime) -> list[datetime]:
    """When the applications to a posting came, of those that came from `since` to before `until`."""
    received = application.c.received_at
    here = (application.c.posting == posting, application.c.status.in_(_COUNTED))
    return list(tx.scalars(select(received).where(*here, received >= since, received < until)))


def roll(tx: Transaction, posting: str, until: datetime, limit: int) -> Sequence[Row[Any]]:
    """The newest applications to a posting received before `until`, at most `limit` of them; oldest first."""
    received = application.c.received_at
    here = (application.c.posting == posting, application.c.status.in_(_COUNTED), received < until)
    newest = select(application).where(*here).order_by(received.desc(), application.c.id.desc()).limit(limit)
    return tx.execute(newest).all()[::-1]


def letters_in_trouble(tx: Transaction, posting: str, since: datetime) -> dict[int, str]:
    """The applications to a posting whose letter is in trouble (not longer than `since`), with the reason."""
    # They are few, the posting's letters are not.
    few = select(letter.c.id).where(outbox.troubled(since))
    query = (
        select(letter.c.application_id, letter.c.state, letter.c.note)
        .join(application, application.c.id == letter.c.application_id)
        .where(letter.c.id.in_(few), application.c.posting == posting)
        .order_by(letter.c.id)
    )
    return {row.application_id: f"{row.state}: {row.note}" for row in tx.execute(query)}


def bounced(
    tx: Transaction, postings: Collection[str], mailboxes: Collection[str], span: Span
) -> Sequence[Row[Any]]:
    """The answers to some postings' candidates, and to senders of no posting, that came back."""
    told = (letter.c.bounce, letter.c.settled_at, letter.c.created_at, letter.c.mailbox, letter.c.cause_id)
    query: Select[Any] = (
        select(letter.c.id, *told, application.c.reference, application.c.posting)
        .join(message, message.c.id == letter.c.bounced_by)
        .outerjoin(application, application.c.id == letter.c.application_id)
        .where(letter.c.bounced_by.in_(span.mails), span.holds(message, message.c.taken_at))
    )
    asked, watched = set(postings), set(mailboxes)
    rows = [
        row
        for row in tx.execute(query.where(or_(application.c.id.is_(None), _NO_SPAM)))
        if (row.posting in asked if row.posting else row.cause_id and row.mailbox in watched)
    ]
    return sorted(rows, key=lambda row: row.id)


def held_back(tx: Transaction, postings: Collection[str], span: Span, *, but: str = "") -> int:
    """How many letters were not sent: the mail is older than its mailbox's `since`, or imported.

    Those that a person held back, by their note (`but`), are no news.
    """
    query = (
        select(message.c.posting, func.count().label("number"))
        .select_from(letter)
        .join(message, message.c.id == letter.c.cause_id)
        .where(letter.c.state == "held", letter.c.note.is_distinct_from(but), message.c.id.in_(span.mails))
        .where(span.holds(message, message.c.taken_at))
        .group_by(message.c.posting)
    )
    asked = set(postings)
    return sum(row.number for row in tx.execute(query) if row.posting in asked)
