"""Mails of our own accord, put into the outbox like every letter: digests, alarms, canaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from intake.domain.freemail import domain_of
from intake.domain.letter import Enclosure
from intake.domain.model import Language, Mailbox
from intake.domain.trouble import Trouble
from intake.services.desk import Desk, Rendered
from intake.store import outbox
from intake.store.database import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A mail that answers none."""

    kind: str
    language: Language
    recipient: str
    rendered: Rendered


def carrier(desk: Desk) -> Mailbox:
    """The mailbox that sends what recruiters are told.

    Raises:
        Trouble: there is none.

    """
    settings = desk.settings
    if not settings.mailboxes:
        raise Trouble(
            "There is no mailbox to send a digest from.", "Add one under 'mailboxes' in intake.yaml."
        )
    return settings.mailboxes[settings.digest_from or next(iter(settings.mailboxes))]


def post(
    desk: Desk,
    tx: Transaction,
    mailbox: Mailbox,
    notice: Notice,
    *,
    recruiter: str | None = None,
    day: date | None = None,
    attachments: tuple[Enclosure, ...] = (),
    reply_to: str | None = None,
    tells: Sequence[int] = (),
    at: datetime | None = None,
) -> int | None:
    """Put a notice into the outbox of a mailbox; the second one for a recruiter and day is refused.

    `tells` are the row ids of the applications that it tells of, `at` the time that it is written (None:
    now). Return the letter's id, or None.

    Raises:
        ValueError: the address cannot be written to.

    """
    message_id, now = desk.new_message_id(mailbox.address), at or desk.now()
    raw = desk.compose_notice(
        rendered=notice.rendered,
        sender_name=desk.settings.organisation,
        sender_address=mailbox.address,
        recipient=notice.recipient,
        message_id=message_id,
        date=now,
        attachments=attachments,
        reply_to=reply_to if reply_to != mailbox.address else None,
    )
    values = {
        "recruiter": recruiter,
        "day": day,
        "kind": notice.kind,
        "language": notice.language,
        "mailbox": mailbox.name,
        "recipient": notice.recipient,
        "domain": domain_of(notice.recipient),
        "message_id": message_id,
        "raw": raw,
        "state": "pending",
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "tells": list(tells) or None,
    }
    return outbox.enqueue(tx, values)
