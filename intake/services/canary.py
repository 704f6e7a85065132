"""The canary: a mail that a mailbox sends to itself each day, to prove the whole way.

It goes through the outbox and the SMTP server, comes back over IMAP, and is known by a token that
nobody else has. What only looks like one is automatic mail like any other.
"""

from __future__ import annotations

import logging
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.services.desk import Desk, Mail
from intake.services.notices import Notice, post
from intake.store import canaries
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)

_TOKEN = re.compile(r"\bintake canary ([0-9a-f]{32})\b")
_TEXT = "This mail was sent by intake to its own mailbox, to prove that mail passes. It may be deleted."


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    subject: str
    text: str = f"{_TEXT}\n"
    html: str = f"<!doctype html><title>intake</title><p>{_TEXT}</p>\n"
    faults: tuple[str, ...] = ()


def send(desk: Desk) -> int:
    """Put the day's canary of each mailbox that wants one into the outbox; return how many.

    Raises:
        Trouble: the database cannot be used.

    """
    return sum(send_now(desk, name) for name, mailbox in desk.settings.mailboxes.items() if mailbox.canary)


def send_now(desk: Desk, name: str) -> bool:
    """Put the day's canary of a mailbox into the outbox; False if it has had one that day."""
    mailbox, token = desk.settings.mailboxes[name], secrets.token_hex(16)
    notice = Notice(
        kind="canary",
        language="en",
        recipient=mailbox.address,
        rendered=_Words(subject=f"intake canary {token}"),
    )
    with desk.database.write() as tx:
        now = desk.now()
        if not canaries.start(tx, name, now.astimezone(zone(desk.settings.zone)).date(), token, now):
            return False
        post(desk, tx, mailbox, notice)
    log.info("canary mailbox=%s", name)
    return True


def recognise(desk: Desk, tx: Transaction, mail: Mail, subject: str) -> str | None:
    """Note the return of a canary; what is to be said of the mail, or None if it is none of ours."""
    found = _TOKEN.search(subject)
    if found is None:
        return None
    seen_at = desk.now()
    row = canaries.arrive(tx, mail.mailbox.name, found[1], mail.received_at, seen_at)
    return None if row is None else f"canary: {_way(desk, row)}"


def way(desk: Desk, name: str) -> str | None:
    """Say how the last canary of a mailbox went; None: it is not back yet."""
    with desk.database.read() as tx:
        row = canaries.last_back(tx, name)
    return None if row is None else _way(desk, row)


def _way(desk: Desk, row: Any) -> str:
    def clock(when: datetime) -> str:
        return when.astimezone(zone(desk.settings.zone)).strftime("%H:%M:%S")

    times = clock(row.sent_at), clock(row.received_at), clock(row.seen_at)
    return "sent {}, received {}, taken in {}".format(*times)
