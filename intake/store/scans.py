"""Documents that no virus scanner has seen yet, and those in which one found something."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from intake.domain.model import Document
from intake.store import corrections
from intake.store.database import Transaction
from intake.store.tables import application, document, message


def waiting(tx: Transaction) -> Sequence[Any]:
    """The mails with documents that wait for a scanner (id, sha256, received_at), oldest first."""
    unseen = select(document.c.message_id).where(document.c.scanned_at.is_(None))
    columns = (message.c.id, message.c.sha256, message.c.received_at)
    return tx.execute(select(*columns).where(message.c.id.in_(unseen)).order_by(message.c.id)).all()


def documents(tx: Transaction, message_id: int) -> dict[int, Document]:
    """Those documents of a mail that wait, by their row id."""
    where = (document.c.message_id == message_id, document.c.scanned_at.is_(None))
    rows = tx.execute(select(document).where(*where).order_by(document.c.id))
    return {row.id: corrections.read_as(row) for row in rows}


def note(tx: Transaction, document_id: int, scanned: Document) -> int | None:
    """Write what a scan makes of a document; return the id of its application, None if it was erased."""
    values = {
        "kinds": list(scanned.kinds),
        "possible": list(scanned.possible),
        "pages": [[page.page, list(page.kinds)] for page in scanned.pages],
        "confidence": scanned.confidence,
        "because": scanned.because,
        "referees": list(scanned.referees),
        "language": scanned.language,
        "owner": scanned.owner,
        "scanned_at": scanned.scanned_at,
        "virus": scanned.virus,
    }
    change = update(document).where(document.c.id == document_id).values(**values)
    application_id: int | None = tx.execute(change.returning(document.c.application_id)).scalar_one_or_none()
    return application_id


def infected(tx: Transaction, postings: Collection[str], since: datetime) -> Sequence[str]:
    """The references of the applications to those postings with a virus found since then, spam apart."""
    found = select(document.c.application_id).where(
        document.c.virus.is_not(None), document.c.scanned_at >= since
    )
    columns: list[Any] = [application.c.reference, application.c.posting]
    told = (application.c.id.in_(found), application.c.status != "spam")
    rows = tx.execute(select(*columns).where(*told).order_by(application.c.id))
    asked = set(postings)
    return [row.reference for row in rows if row.posting in asked]
