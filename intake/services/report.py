"""What is known of messages and applications, in the JSON shapes of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from intake.domain.model import Document
from intake.services.desk import Desk
from intake.services.letters import SHOWN_AS
from intake.store import audit as log
from intake.store import dossiers, ledger
from intake.zones import zone

# Letters that were never to go out are told by the message's reason instead.
_NOT_SHOWN = ("held", "superseded")


def messages(desk: Desk) -> list[dict[str, Any]]:
    """Every mail seen, one row for each copy on the server, with its outcome."""
    with desk.database.read() as tx:
        rows = ledger.listing(tx)
    return [
        {
            "id": row.id,
            "mailbox": row.mailbox,
            "folder": row.folder,
            "uid": row.uid,
            "message_id": row.message_id,
            "sha256": row.sha256,
            "received_at": _local(desk, row.received_at),
            "sender": row.sender,
            "subject": row.subject,
            "outcome": row.outcome,
            "posting": row.posting,
            "application": row.reference,
            "reason": row.reason,
        }
        for row in rows
    ]


def applications(desk: Desk, *, posting: str | None, status: str | None) -> list[dict[str, Any]]:
    """Every application, with its documents, messages and letters."""
    with desk.database.read() as tx:
        rows = dossiers.listing(tx, posting=posting, status=status)
        documents = dossiers.documents(tx, posting=posting, status=status)
        mails = dossiers.parts(tx, "message", posting=posting, status=status)
        letters = dossiers.parts(tx, "letter", posting=posting, status=status)
    return [
        {
            "reference": row.reference,
            "posting": row.posting,
            "candidate": {"name": row.name, "email": row.email},
            "status": row.status,
            "late": row.late,
            "received_at": _local(desk, row.received_at),
            "missing": row.missing,
            "reason": row.reason,
            "documents": [_document(item) for item in documents.get(row.id, ())],
            "references_count": row.references_count,
            "messages": [line.id for line in mails[row.id] if line.outcome != "automatic"],
            "acknowledgements": _acknowledgements(desk, letters[row.id]),
        }
        for row in rows
    ]


def audit(desk: Desk) -> list[dict[str, Any]]:
    """What people did, and what became of each letter, oldest first."""
    with desk.database.read() as tx:
        rows = log.listing(tx)
    columns = ("id", "actor", "action", "message_id", "letter_id", "application", "note")
    return [
        {"at": _local(desk, row.at)} | {column: getattr(row, column) for column in columns} for row in rows
    ]


def _document(document: Document) -> dict[str, Any]:
    return {
        "file": document.file,
        "kinds": list(document.kinds),
        "pages": [{"page": page.page, "kinds": list(page.kinds)} for page in document.pages],
        "sha256": document.sha256,
        "size": document.size,
        "confidence": document.confidence,
        "because": document.because,
    }


def _acknowledgements(desk: Desk, rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "language": row.language,
            "state": SHOWN_AS.get(row.state, row.state),
            "message_id": row.message_id,
            "sent_at": _local(desk, row.settled_at) if row.state == "sent" else None,
            "bounced_at": _local(desk, row.bounced_at) if row.bounced_at else None,
            "bounce": row.bounce,
        }
        for row in rows
        if row.state not in _NOT_SHOWN
    ]


def _local(desk: Desk, when: datetime) -> str:
    """ISO 8601 with the offset of the organisation's zone."""
    return when.astimezone(zone(desk.settings.zone)).isoformat(timespec="seconds")
