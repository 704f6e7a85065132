"""Mails of our own accord, put into the outbox like every letter: digests, alarms, canaries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.domain.freemail import domain_of
from intake.domain.model import Language, Mailbox
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


def post(
    desk: Desk,
    tx: Transaction,
    mailbox: Mailbox,
    notice: Notice,
    *,
    recruiter: str | None = None,
    day: date | None = None,
) -> None:
    """Put a notice into the outbox of a mailbox; the second one for a recruiter and day is refused.

    Raises:
        ValueError: the address cannot be written to.

    """
    message_id, now = desk.new_message_id(mailbox.address), desk.now()
    raw = desk.compose_notice(
        rendered=notice.rendered,
        sender_name=desk.settings.organisation,
        sender_address=mailbox.address,
        recipient=notice.recipient,
        message_id=message_id,
        date=now,
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
    }
    outbox.enqueue(tx, values)
