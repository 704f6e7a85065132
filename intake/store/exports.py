"""Dossiers with all that is handed out of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, select

from intake.domain.model import Held, Kind, Status
from intake.store import corrections, dossiers
from intake.store.database import Transaction
from intake.store.tables import application, message

_BROUGHT: Final = ("application", "supplement")  # outcomes of mails that make a dossier


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Which dossiers are meant; None: whichever. `since` is when the newest mail came at the earliest."""

    postings: Collection[str] | None = None
    statuses: Collection[Status] | None = None
    references: Collection[str] | None = None
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Original:
    """A mail of a dossier, and the documents that it brought."""

    sha256: str  # of the raw bytes
    received_at: datetime
    held: tuple[Held, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """A dossier: what is known of it, and its mails in the order of receipt."""

    id: int
    reference: str
    posting: str
    email: str | None
    name: str | None
    status: Status
    late: bool
    received_at: datetime
    missing: tuple[Kind, ...]
    reason: str
    mails: tuple[Original, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """All its documents."""
        return tuple(each for mail in self.mails for each in mail.held)


def listing(tx: Transaction, selection: Selection, *, after: int, limit: int) -> list[Filed]:
    """The dossiers that are selected, behind the row id `after`, at most `limit`, as they came in."""
    query = select(application).where(application.c.id > after, *_selected(selection))
    rows = tx.execute(query.order_by(application.c.id).limit(limit)).all()
    ids = [row.id for row in rows]
    said = corrections.standing(tx, application.c.id.in_(ids))
    documents, mails = dossiers.parts(tx, "document", ids), dossiers.parts(tx, "message", ids)
    return [_filed(row, documents.get(row.id, ()), mails.get(row.id, ()), said) for row in rows]


def count(tx: Transaction, selection: Selection) -> int:
    """How many dossiers are selected."""
    query = select(func.count()).select_from(application).where(*_selected(selection))
    return tx.execute(query).scalar_one()


def postings(tx: Transaction) -> set[str]:
    """The ids of the postings that have dossiers, configured or not."""
    return set(tx.scalars(select(application.c.posting).distinct()))


def unknown(tx: Transaction, references: Collection[str]) -> list[str]:
    """Which references no application bears."""
    found = set(tx.scalars(select(application.c.reference).where(application.c.reference.in_(references))))
    return sorted(set(references) - found)


def there(tx: Transaction, ids: Collection[int]) -> set[int]:
    """Which row ids of applications are there still."""
    return set(tx.scalars(select(application.c.id).where(application.c.id.in_(ids))))


def _selected(selection: Selection) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, values in (
        (application.c.posting, selection.postings),
        (application.c.status, selection.statuses),
        (application.c.reference, selection.references),
    ):
        if values is not None:
            found.append(column.in_(sorted(values)))
    if selection.since is not None:
        of_it = (message.c.application_id == application.c.id, message.c.outcome.in_(_BROUGHT))
        newer = message.c.received_at >= selection.since
        found.append(select(message.c.id).where(*of_it, newer).correlate(application).exists())
    return found


def _filed(
    row: Row[Any], documents: Sequence[Row[Any]], mails: Sequence[Row[Any]], said: corrections.Standing
) -> Filed:
    brought: dict[int, list[Held]] = {}
    for line in documents:
        document = corrections.document_of(line, said)
        one = Held(document=document, received_at=line.received_at)
        brought.setdefault(line.message_id, []).append(one)
    originals: dict[str, Original] = {}
    for mail in sorted(mails, key=lambda each: (each.received_at, each.id)):
        held = tuple(brought.get(mail.id, ()))
        if mail.outcome not in _BROUGHT and not held:
            continue
        first = originals.get(mail.sha256)  # a copy of the same bytes is no mail of its own
        originals[mail.sha256] = Original(
            sha256=mail.sha256,
            received_at=first.received_at if first else mail.received_at,
            held=(*first.held, *held) if first else held,
        )
    return Filed(
        id=row.id,
        reference=row.reference,
        posting=row.posting,
        email=row.email,
        name=row.name,
        status=row.status,
        late=row.late,
        received_at=row.received_at,
        missing=tuple(row.missing),
        reason=row.reason,
        mails=tuple(originals.values()),
    )
