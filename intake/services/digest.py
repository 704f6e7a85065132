"""The recruiter's digest: due by the database (recruiter, day), sent by the outbox, once."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from intake.crash import crashpoint
from intake.domain.calendar import last_due
from intake.domain.letter import DigestFacts
from intake.domain.model import Schedule
from intake.services import digest_sheet
from intake.services.desk import Desk, Rendered
from intake.services.digest_facts import facts_for
from intake.services.digest_readers import Reader, readers
from intake.services.digest_sheet import Roll
from intake.services.notices import Notice, carrier, post
from intake.services.order_answers import offering, signed
from intake.store import audit, outbox, restoring
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """One recruiter's digest: its facts, its words, and the state of its letter."""

    recruiter: str
    state: str  # of the outbox, or "skipped" (nothing to say), or "dry-run"
    facts: DigestFacts
    rendered: Rendered


def due(desk: Desk) -> dict[str, date]:
    """The newest day whose digest is due, for each recruiter who gets any."""
    now, local = desk.now(), zone(desk.settings.zone)
    days: dict[frozenset[Schedule], date | None] = {}  # most have the same schedules
    found = {}
    for address, reader in readers(desk).items():
        schedules = frozenset(reader.schedules)
        if schedules not in days:
            days[schedules] = last_due(now, schedules, local)
        if day := days[schedules]:
            found[address] = day
    return found


def due_day(desk: Desk) -> date:
    """The newest day on which anybody's digest is due."""
    today = desk.now().astimezone(zone(desk.settings.zone)).date()
    return max(due(desk).values(), default=today)


def digest(
    desk: Desk, day: date, *, only: Collection[str] | None = None, dry_run: bool = False
) -> list[Digest]:
    """Make the digests that come on a day, or `only` those of some recruiters; enqueue each once."""
    return [
        _digest(desk, reader, day, dry_run=dry_run)
        for address, reader in sorted(readers(desk).items())
        if reader.on(day) and (only is None or address in only)
    ]


def _prepared(desk: Desk, reader: Reader, day: date) -> Roll | None:
    """Write the spreadsheet beforehand: of thousands of applications that takes seconds."""
    with desk.database.read() as tx:
        if outbox.digest_of(tx, reader.address, day):
            return None
        facts = facts_for(desk, tx, reader, day)
        if desk.settings.digest_when_empty == "skip" and is_empty(facts):
            return None
        return digest_sheet.roll(desk, tx, facts)


def _digest(desk: Desk, reader: Reader, day: date, *, dry_run: bool) -> Digest:
    roll = None if dry_run else _prepared(desk, reader, day)
    with desk.database.write() as tx:
        facts = offering(desk, tx, facts_for(desk, tx, reader, day))
        rendered = desk.letters.render_digest(facts)
        for fault in rendered.faults:
            log.warning("template %s", fault)
        made = outbox.digest_of(tx, reader.address, day)
        if made:
            state = "pending" if made.state in ("claimed", "sending") else made.state
        elif desk.settings.digest_when_empty == "skip" and is_empty(facts):
            state = "skipped"
        elif dry_run:
            state = "dry-run"
        else:
            _enqueue(desk, tx, facts, rendered, roll)
            audit.record(tx, at=desk.now(), actor=desk.actor, action="digest", note=f"of {day}")
            crashpoint("digest enqueued")
            state = "pending"
    crashpoint("digest made")
    log.info("digest day=%s state=%s", day, state)
    return Digest(recruiter=reader.address, state=state, facts=facts, rendered=rendered)


def again(desk: Desk, tx: Transaction, recruiter: str, day: date) -> None:
    """Make anew a digest that was taken back: what it told of is partly erased."""
    reader = readers(desk).get(recruiter)
    if reader is None:
        return
    facts = offering(desk, tx, facts_for(desk, tx, reader, day))
    if desk.settings.digest_when_empty == "send" or not is_empty(facts):
        _enqueue(desk, tx, facts, desk.letters.render_digest(facts))


def is_empty(facts: DigestFacts) -> bool:
    """Whether there is nothing to say; that a posting has no mailbox is no news."""
    news = any(posting.new or posting.exceptions or posting.withdrawn for posting in facts.postings)
    others = facts.unmatched or facts.automatic or facts.quarantined or facts.held_back
    return not (news or others or any(trouble.code != "no_mailbox" for trouble in facts.troubles))


def _enqueue(
    desk: Desk, tx: Transaction, facts: DigestFacts, rendered: Rendered, roll: Roll | None = None
) -> None:
    mailbox = carrier(desk)
    if roll is None or not digest_sheet.holds(tx, roll):
        roll = digest_sheet.roll(desk, tx, facts)
    rendered = signed(rendered, facts)
    notice = Notice(kind="digest", language=facts.language, recipient=facts.recruiter, rendered=rendered)
    post(
        desk,
        tx,
        mailbox,
        notice,
        recruiter=facts.recruiter,
        day=facts.day,
        attachments=roll.files,
        reply_to=facts.answer_to,
        tells=roll.tells,
    )
    restored_at = restoring.restored_at(tx)
    if restored_at and facts.until <= restored_at:
        restoring.doubt(tx, facts.recruiter, facts.day, desk.now())
