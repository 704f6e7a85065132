"""What people said of documents: one word for the same bytes in a dossier, and it outlives every reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, select, update

from intake.domain.correction import Correction, corrected
from intake.domain.model import Document, PageKinds
from intake.store.database import Transaction
from intake.store.tables import application, correction, document, message
from intake.store.upsert import insert_or_ignore

_IS_OF = and_(
    correction.c.application_id == document.c.application_id, correction.c.sha256 == document.c.sha256
)

# By the application's row id and the document's digest.
Standing = Mapping[tuple[int, str], Correction]


def standing(tx: Transaction, *where: ColumnElement[bool]) -> Standing:
    """The corrections that hold; `where` chooses among applications (none: of all)."""
    query = select(correction).join(application, application.c.id == correction.c.application_id)
    rows = tx.execute(query.where(*where))
    return {(row.application_id, row.sha256): _correction(row) for row in rows}


def of(tx: Transaction, application_id: int, sha256: str) -> Correction | None:
    """The correction of one document."""
    found = standing(tx, application.c.id == application_id, correction.c.sha256 == sha256)
    return found.get((application_id, sha256))


def document_of(row: Row[Any], standing: Standing) -> Document:
    """The document in a row, as a person says it is where one has said so."""
    return corrected(read_as(row), standing.get((row.application_id, row.sha256)))


def read_as(row: Row[Any]) -> Document:
    """The document in a row, as the machine read it."""
    return Document(
        file=row.file,
        sha256=row.sha256,
        size=row.size,
        kinds=tuple(row.kinds),
        possible=tuple(row.possible),
        pages=pages_of(row.pages),
        confidence=row.confidence,
        because=row.because,
        referees=tuple(row.referees),
        language=row.language,
        owner=row.owner,
        scanned_at=row.scanned_at,
        virus=row.virus,
    )


def put(tx: Transaction, application_id: int, sha256: str, said: Correction | None, at: datetime) -> None:
    """Let a correction stand, in the place of an earlier one; None: let the machine's word stand again."""
    here = (correction.c.application_id == application_id, correction.c.sha256 == sha256)
    if said is None:
        tx.execute(delete(correction).where(*here))
        return
    values = {
        "kinds": list(said.kinds),
        "pages": [[page.page, list(page.kinds)] for page in said.pages],
        "referees": said.referees,
        "actor": said.actor,
        "at": at,
    }
    key = {"application_id": application_id, "sha256": sha256}
    if insert_or_ignore(tx, correction, key | values) is None:
        tx.execute(update(correction).where(*here).values(**values))


def rows(tx: Transaction, application_id: int) -> Sequence[Row[Any]]:
    """The documents of an application as the machine read them, oldest first."""
    query = select(document).where(document.c.application_id == application_id)
    return tx.execute(query.order_by(document.c.id)).all()


def count(tx: Transaction, documents: ColumnElement[bool]) -> int:
    """How many of some documents are corrected."""
    query = select(func.count()).select_from(document).join(correction, _IS_OF).where(documents)
    return tx.execute(query).scalar_one()


def drop_orphans(tx: Transaction) -> None:
    """Remove the corrections of documents that are gone."""
    there = select(document.c.id).where(_IS_OF).correlate(correction).exists()
    tx.execute(delete(correction).where(~there))


def listing(tx: Transaction) -> Sequence[Row[Any]]:
    """Every corrected document, with its correction, its application's reference, and its mail."""
    told = (correction.c.kinds, correction.c.pages, correction.c.referees)
    columns: list[Any] = [
        document,
        *(column.label(f"told_{column.name}") for column in told),
        correction.c.at.label("told_at"),
        correction.c.actor.label("told_by"),
        application.c.reference,
        application.c.posting,
        message.c.sha256.label("mail"),
        message.c.received_at.label("mail_received_at"),
    ]
    query = (
        select(*columns)
        .join(correction, _IS_OF)
        .join(application, application.c.id == document.c.application_id)
        .join(message, message.c.id == document.c.message_id)
    )
    return tx.execute(query.order_by(correction.c.id)).all()


def told(row: Row[Any]) -> Correction:
    """The correction in a row of the listing."""
    return Correction(
        kinds=tuple(row.told_kinds),
        pages=pages_of(row.told_pages),
        referees=row.told_referees,
        actor=row.told_by,
    )


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        kinds=tuple(row.kinds), pages=pages_of(row.pages), referees=row.referees, actor=row.actor
    )


def pages_of(stored: Sequence[Any]) -> tuple[PageKinds, ...]:
    """The kinds of pages, out of the column that keeps them."""
    return tuple(PageKinds(page=page, kinds=tuple(kinds)) for page, kinds in stored)
