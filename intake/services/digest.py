"""The recruiter's daily mail: due by the database (recruiter, day), sent by the outbox, once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from intake.crash import crashpoint
from intake.domain.bounce import sentence
from intake.domain.calendar import last_due, window
from intake.domain.letter import DigestApplication, DigestFacts, DigestMail, DigestPosting, Missing
from intake.domain.model import Posting, Status
from intake.domain.route import NONE_ASKS
from intake.domain.trouble import Trouble
from intake.services import alarms, retention
from intake.services.desk import Desk, Rendered
from intake.services.notices import Notice, post
from intake.store import audit, caps, digests, dossiers, ledger, outbox, restoring, scans
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)

# What closed or failed longer ago than this is told of only where something new came in.
_AFTERGLOW = timedelta(days=7)
# Alarms that a digest tells in other words.
_SAID = ("mailbox_failing", "folder_missing", "cap_reached", "letters_unknown", "quarantined")
_EXCEPTIONS: tuple[Status, ...] = ("incomplete", "late", "review")


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """One recruiter's digest: its facts, its words, and the state of its letter."""

    recruiter: str
    state: str  # of the outbox, or "skipped" (nothing to say), or "dry-run"
    facts: DigestFacts
    rendered: Rendered


def due_day(desk: Desk) -> date:
    """The newest day whose digest is due."""
    return last_due(desk.now(), desk.settings.schedule.at, zone(desk.settings.zone))


def digest(desk: Desk, day: date, *, dry_run: bool = False) -> list[Digest]:
    """Make the digests of the 24 hours that end at the digest's hour on `day`; enqueue each once."""
    return [
        _digest(desk, recruiter, postings, day, dry_run=dry_run)
        for recruiter, postings in sorted(_recruiters(desk).items())
    ]


def _recruiters(desk: Desk) -> dict[str, list[Posting]]:
    """Who is told of which postings; a posting without recruiters is the admins' business."""
    found: dict[str, list[Posting]] = {}
    for posting in desk.settings.postings.values():
        if posting.draft:
            continue
        for address in posting.addresses or desk.settings.admins:
            found.setdefault(address.lower(), []).append(posting)
    return found


def _digest(desk: Desk, recruiter: str, postings: Sequence[Posting], day: date, *, dry_run: bool) -> Digest:
    with desk.database.write() as tx:
        facts = _facts(desk, tx, recruiter, postings, day)
        rendered = desk.letters.render_digest(facts)
        for fault in rendered.faults:
            log.warning("template %s", fault)
        made = outbox.digest_of(tx, recruiter, day)
        if made:
            state = "pending" if made.state in ("claimed", "sending") else made.state
        elif desk.settings.digest_when_empty == "skip" and _is_empty(facts, postings):
            state = "skipped"
        elif dry_run:
            state = "dry-run"
        else:
            _enqueue(desk, tx, facts, rendered)
            audit.record(tx, at=desk.now(), actor=desk.actor, action="digest", note=f"of {day}")
            crashpoint("digest enqueued")
            state = "pending"
    crashpoint("digest made")
    log.info("digest day=%s state=%s", day, state)
    return Digest(recruiter=recruiter, state=state, facts=facts, rendered=rendered)


def again(desk: Desk, tx: Transaction, recruiter: str, day: date) -> None:
    """Make anew a digest that was taken back: what it told of is partly erased."""
    postings = _recruiters(desk).get(recruiter, ())
    if not postings:
        return
    facts = _facts(desk, tx, recruiter, postings, day)
    if desk.settings.digest_when_empty == "send" or not _is_empty(facts, postings):
        _enqueue(desk, tx, facts, desk.letters.render_digest(facts))


def _enqueue(desk: Desk, tx: Transaction, facts: DigestFacts, rendered: Rendered) -> None:
    if not desk.settings.mailboxes:
        raise Trouble(
            "There is no mailbox to send a digest from.", "Add one under 'mailboxes' in intake.yaml."
        )
    mailbox = desk.settings.mailboxes[desk.settings.digest_from or next(iter(desk.settings.mailboxes))]
    notice = Notice(kind="digest", language=facts.language, recipient=facts.recruiter, rendered=rendered)
    post(desk, tx, mailbox, notice, recruiter=facts.recruiter, day=facts.day)
    restored_at = restoring.restored_at(tx)
    if restored_at and facts.until <= restored_at:
        restoring.doubt(tx, facts.recruiter, facts.day, desk.now())


def _is_empty(facts: DigestFacts, postings: Sequence[Posting]) -> bool:
    """Whether there is nothing to say; that a posting has no mailbox is no news."""
    news = any(posting.new or posting.exceptions for posting in facts.postings)
    others = facts.unmatched or facts.automatic or facts.quarantined or facts.held_back
    without_channel = sum(posting.mailbox is None for posting in postings)
    return not (news or others or len(facts.troubles) > without_channel)


def _facts(
    desk: Desk, tx: Transaction, recruiter: str, postings: Sequence[Posting], day: date
) -> DigestFacts:
    settings = desk.settings
    since, until = _window(desk, day)
    mailboxes = frozenset(posting.mailbox for posting in postings if posting.mailbox)
    span = digests.Span(since=since, until=until, before=_made_before(desk, tx, recruiter, day))
    outcomes = ("unmatched", "automatic", "quarantined")
    mails = {outcome: _mails(rows) for outcome, rows in digests.mails(tx, mailboxes, outcomes, span).items()}
    told = [_posting(tx, posting, span) for posting in postings]
    return DigestFacts(
        language=postings[0].language,
        organisation=settings.organisation,
        recruiter=recruiter,
        day=day,
        since=since,
        until=until,
        zone=settings.zone,
        postings=tuple(line for line in told if _worth_telling(line, until)),
        unmatched=mails["unmatched"],
        automatic=tuple(mail for mail in mails["automatic"] if mail.files),
        quarantined=mails["quarantined"],
        held_back=digests.held_back(tx, [posting.id for posting in postings], span),
        troubles=(
            *_bounced(desk, tx, postings, mailboxes, span),
            *_troubles(desk, tx, postings, mailboxes, until),
            *alarms.troubles(tx, mailboxes, admin=recruiter in _admins(desk), besides=_SAID),
        ),
    )


def _admins(desk: Desk) -> frozenset[str]:
    return frozenset(address.lower() for address in desk.settings.admins)


def _window(desk: Desk, day: date) -> tuple[datetime, datetime]:
    since, until = window(day, desk.settings.schedule.at, zone(desk.settings.zone))
    return since.astimezone(UTC), until.astimezone(UTC)


def _made_before(desk: Desk, tx: Transaction, recruiter: str, day: date) -> digests.Made | None:
    """The digest that the recruiter got before this one."""
    row = outbox.last_digest(tx, recruiter, day)
    if row is None:
        return None
    since, until = _window(desk, row.day)
    return digests.Made(since=since, until=until, at=row.created_at)


def _worth_telling(posting: DigestPosting, until: datetime) -> bool:
    recent = posting.cutoff is None or posting.cutoff > until - _AFTERGLOW
    return recent or posting.new > 0 or bool(posting.exceptions)


def _mails(rows: Sequence[Any]) -> tuple[DigestMail, ...]:
    return tuple(
        DigestMail(
            received_at=row.received_at,
            sender=row.sender,
            subject=row.subject,
            reason="" if row.reason.startswith(NONE_ASKS) else row.reason.split("; no letter:")[0],
            files=row.files,
        )
        for row in rows
    )


def _posting(tx: Transaction, posting: Posting, span: digests.Span) -> DigestPosting:
    numbers = dossiers.counts(tx, [posting.id], span.until)
    fresh = {row.id for row in digests.arrived(tx, posting.id, span)}
    bad_letters = digests.letters_in_trouble(tx, posting.id, span.until - _AFTERGLOW)
    # Long after the cut-off only what is new needs a look.
    standing = posting.cutoff is None or posting.cutoff > span.until - _AFTERGLOW
    statuses = _EXCEPTIONS if standing else ()
    ids = fresh | bad_letters.keys()
    rows = digests.applications(tx, posting.id, span.until, ids=ids, statuses=statuses)
    exceptions = [
        row
        for row in rows
        if row.id in bad_letters or (row.status in _EXCEPTIONS and (standing or row.id in fresh))
    ]
    told = {row.id for row in exceptions}
    arrived = [row for row in rows if row.id in fresh and row.id not in told]
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
        exceptions=tuple(_application(row, posting, bad_letters.get(row.id)) for row in exceptions),
        arrived=tuple(_application(row, posting, None) for row in arrived),
    )


def _application(row: Any, posting: Posting, problem: str | None) -> DigestApplication:
    after = posting.cutoff is not None and row.status == "late" and row.received_at >= posting.cutoff
    required = {item.kind: item.count for item in posting.documents}
    found = {"references": row.references_count}
    return DigestApplication(
        reference=row.reference,
        name=row.name,
        email=row.email,
        status=row.status,
        received_at=row.received_at,
        missing=tuple(
            Missing(kind=kind, required=required.get(kind, 1), found=found.get(kind, 0))
            for kind in row.missing
        ),
        reason=row.reason,
        minutes_late=int((row.received_at - posting.cutoff).total_seconds() // 60) if after else None,
        sent_in_time=after and row.dated is not None and row.dated < posting.cutoff,
        letter_problem=problem,
    )


def _bounced(
    desk: Desk, tx: Transaction, postings: Sequence[Posting], mailboxes: Collection[str], span: digests.Span
) -> Iterator[str]:
    """The answers that did not reach their candidates, each a sentence in the digest's language."""
    zones = {posting.id: posting.zone for posting in postings}
    for row in digests.bounced(tx, list(zones), mailboxes, span):
        yield sentence(
            row.bounce or "",
            postings[0].language,
            reference=row.reference,
            sent=row.settled_at or row.created_at,
            zone=zones.get(row.posting, desk.settings.zone),
        )


def _troubles(
    desk: Desk, tx: Transaction, postings: Sequence[Posting], mailboxes: Collection[str], until: datetime
) -> tuple[str, ...]:
    """What keeps the recruiter's postings from working, each a sentence."""
    troubles = [
        f"{posting.id}: no mail is received for this posting, since no mailbox is named in its file."
        for posting in postings
        if posting.mailbox is None
    ]
    local = zone(desk.settings.zone)
    for row in ledger.troubled(tx):
        if row.name in mailboxes:
            since = row.failing_since.astimezone(local).strftime("%Y-%m-%d %H:%M")
            troubles.append(f"{row.name}: not read since {since}. {row.error}")
    stuck = (
        f"A letter ({row.kind}) of {row.mailbox} is {row.state}: {row.note}."
        for row in outbox.in_trouble(tx, mailboxes, until - _AFTERGLOW)
    )
    infected = (
        f"{reference}: a virus was found in this application. Its mail is kept apart; open no file of it."
        for reference in scans.infected(tx, [posting.id for posting in postings], until - _AFTERGLOW)
    )
    capped = caps.capped(tx, mailboxes)
    kept = (
        f"{number} dossier(s) of {posting.id} are past their retention of "
        f"{desk.settings.retention[posting.id]} months and wait for a person."
        for posting in postings
        if (number := retention.waiting(desk, tx, posting))
    )
    waiting = f"{capped} letter(s) wait: a cap of 'limits' in intake.yaml is reached."
    return (*troubles, *infected, *stuck, *kept, *([waiting] if capped else ()))
