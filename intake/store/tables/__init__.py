"""The tables. Constraints, not ifs, refuse the second time."""

from __future__ import annotations

from intake.store.tables.columns import UtcTime, metadata
from intake.store.tables.console import (
    account,
    api_token,
    attempt,
    call,
    edition,
    event,
    link,
    note,
    session,
    webhook,
    word,
)
from intake.store.tables.dossiers import NOBODYS, application, correction, document, erased, message, request
from intake.store.tables.letters import OPEN, letter, told
from intake.store.tables.records import alarm, audit, canary, counter, secret
from intake.store.tables.work import bucket, duty, folder, mailbox, token, worker

__all__ = [
    "NOBODYS",
    "OPEN",
    "UtcTime",
    "account",
    "alarm",
    "api_token",
    "application",
    "attempt",
    "audit",
    "bucket",
    "call",
    "canary",
    "correction",
    "counter",
    "document",
    "duty",
    "edition",
    "erased",
    "event",
    "folder",
    "letter",
    "link",
    "mailbox",
    "message",
    "metadata",
    "note",
    "request",
    "secret",
    "session",
    "token",
    "told",
    "webhook",
    "word",
    "worker",
]
