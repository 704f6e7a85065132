"""What is known of messages and applications, in the JSON shapes of the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from intake.domain.model import Document
from intake.domain.trouble import Misuse
from intake.services.desk import Desk
from intake.services.letters import SHOWN_AS
from intake.services.pages import pages
from intake.store import audit as log
from intake.store import dossiers, ledger
from intake.store.database import Transaction
from intake.zones import zone

# Letters that were never to go out are told by the message's reason instead.
_NOT_SHOWN = ("held", "superseded")
_NO_PART = ("automatic", "order")  # outcomes of mails that belong to a dossier and are none of its own


def messages(desk: Desk, *, after: int = 0, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the mails seen, one row for each copy on the server, with its outcome.

    They are those behind the id `after`, at most `limit`. Raises Trouble.
    """

    def ask(tx: Transaction, after: int, most: int) -> list[tuple[int, dict[str, Any]]]:
        return [(row.id, message_of(desk, row)) for row in ledger.listing(tx, after=after, limit=most)]

    return pages(desk, ask, after=after, limit=limit)


def applications(
    desk: Desk,
    *,
    posting: str | None,
    status: str | None,
    after: str | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the applications to a posting, in a status (None: to all, in any), oldest first.

    Each has its documents, messages and letters. They are those behind the one with the reference
    `after`, at most `limit`. Raises Trouble; Misuse if there is no application of that reference.
    """

    def ask(tx: Transaction, after: int, most: int) -> list[tuple[int, dict[str, Any]]]:
        rows = dossiers.listing(tx, posting=posting, status=status, after=after, limit=most)
        return list(zip((row.id for row in rows), applications_of(desk, tx, rows), strict=True))

    return pages(desk, ask, after=_row_of(desk, after) if after else 0, limit=limit)


def applications_of(desk: Desk, tx: Transaction, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The shapes of applications by their rows, at most some thousands of them."""
    ids = [row.id for row in rows]
    documents = dossiers.documents(tx, ids)
    mails, letters = dossiers.parts(tx, "message", ids), dossiers.parts(tx, "letter", ids)
    return [
        _application(desk, row, documents.get(row.id, ()), mails[row.id], letters[row.id]) for row in rows
    ]


def audit(desk: Desk, *, after: int = 0, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield what people did, and what became of each letter, oldest first.

    They are the entries behind the id `after`, at most `limit`. Raises Trouble.
    """
    columns = ("id", "actor", "action", "message_id", "letter_id", "application", "note")

    def ask(tx: Transaction, after: int, most: int) -> list[tuple[int, dict[str, Any]]]:
        return [
            (row.id, {"at": _local(desk, row.at)} | {column: getattr(row, column) for column in columns})
            for row in log.listing(tx, after=after, limit=most)
        ]

    return pages(desk, ask, after=after, limit=limit)


def _row_of(desk: Desk, reference: str) -> int:
    with desk.database.read() as tx:
        found = dossiers.id_of(tx, reference)
    if found is None:
        raise Misuse(
            f"There is no application {reference} to go on behind.",
            "Name the reference of one that 'intake applications' lists.",
        )
    return found


def message_of(desk: Desk, row: Any) -> dict[str, Any]:
    """The shape of a mail by its row, which has its application's reference."""
    return {
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


def _application(
    desk: Desk, row: Any, documents: Sequence[Document], mails: Sequence[Any], letters: Sequence[Any]
) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "posting": row.posting,
        "candidate": {"name": row.name, "email": row.email},
        "status": row.status,
        "late": row.late,
        "ruling": row.ruling,
        "received_at": _local(desk, row.received_at),
        "missing": row.missing,
        "reason": row.reason,
        "documents": [_document(item) for item in documents],
        "references_count": row.references_count,
        "messages": [line.id for line in mails if line.outcome not in _NO_PART],
        "acknowledgements": _acknowledgements(desk, letters),
    }


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
