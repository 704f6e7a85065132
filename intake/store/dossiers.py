"""Applications and their documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.exc import NoResultFound

from intake.domain import finding
from intake.domain.decide import Dossier
from intake.domain.model import Document, Held, Verdict
from intake.domain.route import Thread
from intake.store import corrections, events
from intake.store.database import Transaction
from intake.store.tables import application, counter, document, letter, message, word
from intake.store.upsert import insert_or_ignore

_SLICE = 1000  # ids in one question: a statement takes no more values than it can
_OPEN = application.insert().returning(application.c.id)  # made once
_CALL = word.insert()
_CALLED: Final = frozenset({"name", "email"})  # what an application is found by


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """An application's row id, its posting's id, its candidate's name, its reason, and what it holds."""

    id: int
    posting: str
    name: str | None
    reason: str
    dossier: Dossier


def find(tx: Transaction, posting: str, email: str | None) -> Stored | None:
    """The application of an address to a posting, locked until the transaction ends."""
    if email is None:
        return None
    where = (application.c.posting == posting, application.c.email == email.lower())
    row = tx.execute(select(application).where(*where).with_for_update()).one_or_none()
    return _stored(tx, row) if row else None


def get(tx: Transaction, application_id: int) -> Stored:
    """An application that exists, by its row id."""
    return _stored(tx, tx.execute(select(application).where(application.c.id == application_id)).one())


def named(tx: Transaction, reference: str) -> Stored | None:
    """The application of that reference, locked until the transaction ends."""
    where = application.c.reference == reference
    row = tx.execute(select(application).where(where).with_for_update()).one_or_none()
    return _stored(tx, row) if row else None


def brought(tx: Transaction, application_id: int, message_id: int) -> set[str]:
    """The digests of the documents that a mail brought into a dossier."""
    where = (document.c.application_id == application_id, document.c.message_id == message_id)
    return set(tx.scalars(select(document.c.sha256).where(*where)))


def _stored(tx: Transaction, row: Row[Any]) -> Stored:
    documents = tx.execute(
        select(document, message.c.dated)
        .join(message, document.c.message_id == message.c.id)
        .where(document.c.application_id == row.id)
        .order_by(document.c.id)
    )
    said = corrections.standing(tx, application.c.id == row.id)
    held = tuple(
        Held(document=corrections.document_of(line, said), received_at=line.received_at, dated=line.dated)
        for line in documents
    )
    return Stored(
        id=row.id,
        posting=row.posting,
        name=row.name,
        reason=row.reason,
        dossier=Dossier(
            reference=row.reference,
            status=row.status,
            received_at=row.received_at,
            held=held,
            ruling=row.ruling,
            person=row.person,
            doubt=row.doubt,
            unread=tuple(row.unread),
        ),
    )


def next_reference(tx: Transaction, prefix: str, year: int) -> str:
    """The next application reference, such as `OMP-2026-0007`; no number is given twice."""
    where = (counter.c.prefix == prefix, counter.c.year == year)
    bump = update(counter).where(*where).values(last=counter.c.last + 1).returning(counter.c.last)
    number = tx.execute(bump).scalar_one_or_none()
    if number is None:  # the first of the year
        insert_or_ignore(tx, counter, {"prefix": prefix, "year": year, "last": 0})
        number = tx.execute(bump).scalar_one()
    return f"{prefix}-{year}-{number:04d}"


def create(tx: Transaction, values: Mapping[str, Any], verdict: Verdict) -> int:
    """Open an application; a second one of the same address and posting breaks a constraint."""
    row = dict(values) | _state(verdict)
    row["name_key"] = finding.name_key(row.get("name"), row.get("email"))
    new_id: int = tx.execute(_OPEN, row).scalar_one()
    _write_words(tx, new_id, finding.words_of(row.get("name"), row.get("email"), row["reference"]))
    events.note(tx, new_id, "created")
    return new_id


def change(tx: Transaction, application_id: int, values: Mapping[str, Any], verdict: Verdict) -> None:
    """Give an application its new state."""
    row = dict(values) | _state(verdict)
    tx.execute(update(application).where(application.c.id == application_id).values(**row))
    if not _CALLED.isdisjoint(row):
        _call_anew(tx, application_id)
    events.note(tx, application_id, "changed")


def _call_anew(tx: Transaction, application_id: int) -> None:
    """Write by which words an application is found, once its name or its address is another."""
    row = tx.execute(select(application).where(application.c.id == application_id)).one()
    this = application.c.id == application_id
    tx.execute(update(application).where(this).values(name_key=finding.name_key(row.name, row.email)))
    tx.execute(delete(word).where(word.c.application_id == application_id))
    _write_words(tx, application_id, finding.words_of(row.name, row.email, row.reference))


def _write_words(tx: Transaction, application_id: int, words: Collection[str]) -> None:
    tx.execute(_CALL, [{"word": each, "application_id": application_id} for each in sorted(words)])


def _state(verdict: Verdict) -> dict[str, Any]:
    return {
        "status": verdict.status,
        "late": verdict.late,
        "missing": list(verdict.missing),
        "reason": verdict.reason,
        "references_count": verdict.references_count,
    }


def add_documents(
    tx: Transaction,
    application_id: int,
    message_id: int,
    received_at: datetime,
    documents: Sequence[Document],
) -> None:
    """File the documents that a mail brought."""
    rows = [
        {
            "application_id": application_id,
            "message_id": message_id,
            "position": position,
            "received_at": received_at,
            "file": item.file,
            "sha256": item.sha256,
            "size": item.size,
            "kinds": list(item.kinds),
            "possible": list(item.possible),
            "pages": [[page.page, list(page.kinds)] for page in item.pages],
            "confidence": item.confidence,
            "because": item.because,
            "referees": list(item.referees),
            "language": item.language,
            "owner": item.owner,
            "scanned_at": item.scanned_at,
            "virus": item.virus,
        }
        for position, item in enumerate(documents, start=1)
    ]
    if rows:
        tx.execute(document.insert(), rows)


def bring_forward(
    tx: Transaction, application_id: int, received_at: datetime, sha256s: Collection[str]
) -> None:
    """Note that documents which a dossier holds came with an earlier mail than was known."""
    later = (document.c.application_id == application_id, document.c.received_at > received_at)
    brought = document.c.sha256.in_(sha256s)
    tx.execute(update(document).where(*later, brought).values(received_at=received_at))


def thread(
    tx: Transaction, mailbox: str, message_ids: Collection[str], reference: str | None
) -> Thread | None:
    """The application that a mail refers to: by a letter of ours, by an earlier mail, or by its reference."""
    if reference:
        row = tx.execute(select(application).where(application.c.reference == reference)).one_or_none()
        if row:
            return _thread(row, by_subject=True)
    if not message_ids:
        return None
    answered = select(letter.c.application_id).where(
        letter.c.message_id.in_(message_ids), letter.c.mailbox == mailbox
    )
    earlier = select(message.c.application_id).where(
        message.c.message_id.in_(message_ids), message.c.mailbox == mailbox, message.c.outcome != "automatic"
    )
    wanted = application.c.id.in_(answered.union(earlier))
    row = tx.execute(
        select(application).where(wanted).order_by(application.c.id.desc()).limit(1)
    ).one_or_none()
    return _thread(row, by_subject=False) if row else None


def _thread(row: Row[Any], *, by_subject: bool) -> Thread:
    return Thread(reference=row.reference, posting=row.posting, email=row.email, by_subject=by_subject)


def listing(
    tx: Transaction, *, posting: str | None, status: str | None, after: int = 0, limit: int | None = None
) -> Sequence[Row[Any]]:
    """The applications to a posting, in a status (None: to all, in any), in the order they came in.

    They are those behind the row id `after`, at most `limit`: whichever is asked for, an index has them in
    that order.
    """
    query = select(application).where(application.c.id > after)
    if posting is not None:
        query = query.where(application.c.posting == posting)
    if status is not None:
        query = query.where(application.c.status == status)
    return tx.execute(query.order_by(application.c.id).limit(limit)).all()


def parts(
    tx: Transaction, table: Literal["document", "message", "letter"], ids: Collection[int]
) -> dict[int, list[Row[Any]]]:
    """The documents, messages or letters of applications by row id, at most some thousands of them.

    Of letters, their bytes are not asked for.
    """
    source = {"document": document, "message": message, "letter": letter}[table]
    told = [column for column in source.c if column is not letter.c.raw]
    rows = tx.execute(select(*told).where(source.c.application_id.in_(ids)).order_by(source.c.id))
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.application_id].append(row)
    return found


def documents(tx: Transaction, ids: Collection[int]) -> dict[int, list[Document]]:
    """The documents of applications, as people say they are, by the application's row id."""
    said = corrections.standing(tx, application.c.id.in_(ids))
    found = parts(tx, "document", ids)
    return {key: [corrections.document_of(row, said) for row in rows] for key, rows in found.items()}


def all_there(tx: Transaction, ids: Sequence[int]) -> bool:
    """Whether applications of all these row ids are there."""
    slices = (ids[start : start + _SLICE] for start in range(0, len(ids), _SLICE))
    counted = (select(func.count()).where(application.c.id.in_(some)) for some in slices)
    return sum(tx.execute(query).scalar_one() for query in counted) == len(ids)


def id_of(tx: Transaction, reference: str) -> int | None:
    """The row id of the application of that reference."""
    found: int | None = tx.scalar(select(application.c.id).where(application.c.reference == reference))
    return found


def reference_of(tx: Transaction, application_id: int) -> str:
    """The reference of an application that exists."""
    where = application.c.id == application_id
    reference: str | None = tx.execute(select(application.c.reference).where(where)).scalar_one_or_none()
    if reference is None:
        raise NoResultFound(f"application {application_id}")
    return reference


def counts(tx: Transaction, postings: Collection[str], until: datetime) -> dict[tuple[str, str], int]:
    """How many applications received before `until` each posting has in each status."""
    query = (
        select(application.c.posting, application.c.status, func.count())
        .where(application.c.posting.in_(postings), application.c.received_at < until)
        .group_by(application.c.posting, application.c.status)
    )
    return {(posting, status): number for posting, status, number in tx.execute(query)}
