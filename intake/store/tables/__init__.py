"""The tables. Constraints, not ifs, refuse the second time."""

from __future__ import annotations

from intake.store.tables.columns import UtcTime, metadata
from intake.store.tables.dossiers import application, correction, document, erased, message, request
from intake.store.tables.letters import OPEN, letter, told
from intake.store.tables.records import alarm, audit, canary, counter, secret
from intake.store.tables.work import bucket, duty, folder, mailbox, token, worker

__all__ = [
    "OPEN",
    "UtcTime",
    "alarm",
    "application",
    "audit",
    "bucket",
    "canary",
    "correction",
    "counter",
    "document",
    "duty",
    "erased",
    "folder",
    "letter",
    "mailbox",
    "message",
    "metadata",
    "request",
    "secret",
    "token",
    "told",
    "worker",
]
