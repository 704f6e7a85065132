"""What a digest tells to be put right: viruses, letters that did not arrive, mailboxes that are not read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from intake.domain.bounce import sentence
from intake.domain.letter import DigestTrouble
from intake.domain.model import Language, Posting
from intake.services import retention
from intake.services.desk import Desk
from intake.store import alarms, caps, ledger, outbox, scans
from intake.store.database import Transaction
from intake.zones import zone

AFTERGLOW: Final = timedelta(days=7)
# Alarms that a digest tells in other words, and one that is the admins' business alone.
_SAID: Final = frozenset(
    {
        "mailbox_failing",
        "folder_missing",
        "cap_reached",
        "letters_unknown",
        "quarantined",
        "privacy_request",
    }
)
# They stand beside a mailbox that is not read, and say it again.
_OF_READING: Final = frozenset({"login_refused", "mailbox_silent"})


def troubles(
    desk: Desk,
    tx: Transaction,
    postings: Sequence[Posting],
    mailboxes: Collection[str],
    bounced: Sequence[Any],
    *,
    language: Language,
    admin: bool,
    until: datetime,
) -> Iterator[DigestTrouble]:
    """Yield what keeps postings from working; `bounced` are the rows of letters that came back."""
    yield from _infected(tx, postings, until)
    yield from _bounced(desk, postings, bounced, language)
    yield from _letters(tx, mailboxes, until)
    yield from _without_channel(postings)
    unread = list(_unread(desk, tx, mailboxes))
    yield from unread
    yield from _alarms(tx, mailboxes, frozenset(each.place for each in unread), admin=admin)
    yield from _kept(desk, tx, postings)
    if number := caps.capped(tx, mailboxes):
        text = f"{number} letter(s) wait: a cap of 'limits' in intake.yaml is reached."
        yield DigestTrouble(code="capped", text=text, number=number)


def _infected(tx: Transaction, postings: Sequence[Posting], until: datetime) -> Iterator[DigestTrouble]:
    for reference in scans.infected(tx, [posting.id for posting in postings], until - AFTERGLOW):
        yield DigestTrouble(
            code="infected",
            text=f"{reference}: a virus was found in this application. Its mail is kept apart; "
            "open no file of it.",
            reference=reference,
        )


def _bounced(
    desk: Desk, postings: Sequence[Posting], rows: Sequence[Any], language: Language
) -> Iterator[DigestTrouble]:
    zones = {posting.id: posting.zone for posting in postings}
    for row in rows:
        sent = row.settled_at or row.created_at
        where = zones.get(row.posting, desk.settings.zone)
        text = sentence(row.bounce or "", language, reference=row.reference, sent=sent, zone=where)
        yield DigestTrouble(code="bounced", text=text, reference=row.reference, since=sent)


def _letters(tx: Transaction, mailboxes: Collection[str], until: datetime) -> Iterator[DigestTrouble]:
    """Letters in trouble that belong to no application."""
    for row in outbox.in_trouble(tx, mailboxes, until - AFTERGLOW):
        yield DigestTrouble(
            code="letter",
            text=f"A letter ({row.kind}) of {row.mailbox} is {row.state}: {row.note}.",
            place=row.mailbox,
            kind=row.kind,
            letter_problem=f"{row.state}: {row.note}",
        )


def _without_channel(postings: Sequence[Posting]) -> Iterator[DigestTrouble]:
    for posting in postings:
        if posting.mailbox is None:
            text = "no mail is received for this posting, since no mailbox is named in its file."
            yield DigestTrouble(code="no_mailbox", text=f"{posting.id}: {text}", place=posting.title)


def _unread(desk: Desk, tx: Transaction, mailboxes: Collection[str]) -> Iterator[DigestTrouble]:
    local = zone(desk.settings.zone)
    for row in ledger.troubled(tx):
        if row.name in mailboxes:
            since = row.failing_since.astimezone(local).strftime("%Y-%m-%d %H:%M")
            yield DigestTrouble(
                code="not_read",
                text=f"{row.name}: not read since {since}. {row.error}",
                place=row.name,
                since=row.failing_since,
            )


def _alarms(
    tx: Transaction, mailboxes: Collection[str], unread: Collection[str], *, admin: bool
) -> Iterator[DigestTrouble]:
    """The alarms that stand for some mailboxes; for an admin those of the whole, too."""
    for row in alarms.standing(tx):
        mailbox, _, server = row.place.partition("/")
        again = row.code in _OF_READING and mailbox in unread and server != "smtp"
        if row.code in _SAID or again or not (mailbox in mailboxes if mailbox else admin):
            continue
        yield DigestTrouble(
            code=row.code, text=f"{row.text} {row.remedy}", place=mailbox, since=row.raised_at
        )


def _kept(desk: Desk, tx: Transaction, postings: Sequence[Posting]) -> Iterator[DigestTrouble]:
    for posting in postings:
        if number := retention.waiting(desk, tx, posting):
            yield DigestTrouble(
                code="retention",
                text=f"{number} dossier(s) of {posting.id} are past their retention of "
                f"{desk.settings.retention[posting.id]} months and wait for a person.",
                place=posting.title,
                number=number,
            )
