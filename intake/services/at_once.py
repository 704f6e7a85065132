"""Exceptions told at once to the recruiters who asked for that: each dossier once for each status it gets.

Those that follow within half an hour go together, and after some mails a day the digest tells the rest: a
recruiter's address must stay free for it under the caps.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from intake.domain.calendar import is_quiet
from intake.domain.letter import DigestFacts, DigestPosting
from intake.domain.model import Language, Posting, Status
from intake.services.desk import Desk
from intake.services.digest_facts import application
from intake.services.notices import Notice, carrier, post
from intake.services.order_answers import offering, signed
from intake.store import restoring, told
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)

# An incomplete dossier is its candidate's to mend; these are a recruiter's.
_STATUSES: Final[tuple[Status, ...]] = ("late", "review", "withdrawn")
_PAUSE: Final = timedelta(minutes=30)
_DAY: Final = timedelta(days=1)
_A_DAY: Final = 6  # mails to one recruiter


@dataclass(frozen=True, kw_only=True, slots=True)
class _Recruiter:
    address: str
    language: Language
    postings: tuple[Posting, ...]


def tell(desk: Desk) -> int:
    """Put what is to be told at once into the outbox; return how many letters.

    Raises:
        Trouble: the database cannot be used.

    """
    return sum(_tell(desk, each) for each in _recruiters(desk))


def _recruiters(desk: Desk) -> Iterator[_Recruiter]:
    found: dict[str, list[Posting]] = {}
    languages: dict[str, Language] = {}
    for posting in desk.settings.postings.values():
        today = desk.now().astimezone(zone(posting.zone)).date()
        if posting.draft or is_quiet(posting.schedule, today):
            continue
        for each in posting.recruiters:
            if each.exceptions:
                found.setdefault(each.address.lower(), []).append(posting)
                languages.setdefault(each.address.lower(), each.language or posting.language)
    for address, postings in found.items():
        yield _Recruiter(address=address, language=languages[address], postings=tuple(postings))


def _tell(desk: Desk, recruiter: _Recruiter) -> bool:
    with desk.database.read() as tx:
        if not _may_write(tx, recruiter, desk.now()) or not _news(tx, recruiter, desk.now()):
            return False
    with desk.database.write() as tx:
        now = desk.now()
        if not _may_write(tx, recruiter, now):  # another process has written meanwhile
            return False
        news = _news(tx, recruiter, now)
        if not news:
            return False
        ids = [row.id for rows in news.values() for row in rows if _noted(tx, recruiter, row, now)]
        facts = offering(desk, tx, _facts(desk, recruiter, news, now))
        rendered = signed(desk.letters.render_digest(facts), facts)
        notice = Notice(
            kind="exceptions", language=facts.language, recipient=recruiter.address, rendered=rendered
        )
        post(desk, tx, carrier(desk), notice, tells=ids, reply_to=facts.answer_to, at=now)
    log.info("exceptions told at once: %d", len(ids))
    return True


def _may_write(tx: Transaction, recruiter: _Recruiter, now: datetime) -> bool:
    times = told.times(tx, recruiter.address, now - _DAY)
    return not times or (len(times) < _A_DAY and now - times[-1] >= _PAUSE)


def _news(tx: Transaction, recruiter: _Recruiter, now: datetime) -> Mapping[str, Sequence[Any]]:
    """What was not told yet, by the posting's id; what came before a restore may have been."""
    found = {
        posting.id: [
            row
            for row in told.exceptions(tx, recruiter.address, posting.id, _STATUSES, now - _DAY)
            if not restoring.in_doubt(tx, row.received_at)
        ]
        for posting in recruiter.postings
    }
    return {name: rows for name, rows in found.items() if rows}


def _noted(tx: Transaction, recruiter: _Recruiter, row: Any, now: datetime) -> bool:
    return told.exception(tx, recruiter.address, row.status, row.reference, now)


def _facts(
    desk: Desk, recruiter: _Recruiter, news: Mapping[str, Sequence[Any]], now: datetime
) -> DigestFacts:
    settings = desk.settings
    return DigestFacts(
        language=recruiter.language,
        organisation=settings.organisation,
        recruiter=recruiter.address,
        day=now.astimezone(zone(settings.zone)).date(),
        since=now - _DAY,
        until=now,
        zone=settings.zone,
        postings=tuple(
            DigestPosting(
                id=posting.id,
                title=posting.title,
                cutoff=posting.cutoff,
                zone=posting.zone,
                complete=0,
                incomplete=0,
                late=0,
                review=0,
                new=0,
                exceptions=tuple(
                    application(row, posting) for row in news[posting.id] if row.status != "withdrawn"
                ),
                withdrawn=tuple(
                    application(row, posting) for row in news[posting.id] if row.status == "withdrawn"
                ),
            )
            for posting in recruiter.postings
            if posting.id in news
        ),
        urgent=True,
        console=settings.web.url,
    )
