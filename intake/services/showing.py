"""What a page shows of a dossier, a mail and a letter, and the bytes that are handed to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mime
from typing import Any, Final

from intake.domain.correction import Correction
from intake.domain.drawing import MOST_PAGES, USUAL, Drawn
from intake.domain.filing import Names, extension
from intake.domain.model import Document, Language, Message
from intake.domain.storage import BlobDamaged, BlobMissing
from intake.domain.trouble import Unreadable
from intake.services.desk import Desk
from intake.services.filing import found_in
from intake.services.turns import Turns
from intake.store import corrections, notes, showing
from intake.store.database import Transaction

_DRAWN: Final = frozenset({"pdf", "png", "jpeg", "gif", "tiff", "bmp", "webp", "heif"})
_MOST_TEXT: Final = 200_000  # characters of a document that are shown
# A hostile file takes its reader's whole time, and there is one for each processor.
_LOOKED_AT: Final = Turns(16, "Many documents are being looked at at this moment.")
PACKED: Final = Turns(4, "Several dossiers are being packed at this moment.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A letter as its reader gets it."""

    id: int
    kind: str
    language: str
    state: str
    recipient: str
    due_at: datetime
    note: str | None
    subject: str
    text: str
    html: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A document of a dossier: as it stands, as the machine read it, and who said otherwise and when."""

    id: int
    document: Document
    read_as: Document
    received_at: datetime
    message_id: int
    mail: str  # the digest of its mail's bytes
    said_by: str | None
    said_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A dossier with all that belongs to it; `row` is the application's."""

    row: Any
    papers: tuple[Paper, ...]
    mails: Sequence[Any]
    letters: Sequence[Any]
    notes: Sequence[Any]
    deeds: Sequence[Any]  # of the audit log, the last first


def dossier(tx: Transaction, row: Any) -> Shown:
    """All that is shown of an application."""
    mails = showing.mails(tx, row.id)
    return Shown(
        row=row,
        papers=papers(tx, row.id),
        mails=mails,
        letters=showing.letters(tx, row.id),
        notes=notes.of(tx, row.id),
        deeds=showing.deeds(tx, row.reference, [mail.id for mail in mails]),
    )


def papers(tx: Transaction, application_id: int) -> tuple[Paper, ...]:
    """The documents of an application, as people say they are."""
    said = {row.sha256: row for row in showing.said_of(tx, application_id)}
    standing = {
        (application_id, key): Correction(
            kinds=tuple(row.kinds),
            pages=corrections.pages_of(row.pages),
            referees=row.referees,
            actor=row.actor,
        )
        for key, row in said.items()
    }
    found = []
    for row in showing.documents(tx, application_id):
        word = said.get(row.sha256)
        found.append(
            Paper(
                id=row.id,
                document=corrections.document_of(row, standing),
                read_as=corrections.read_as(row),
                received_at=row.received_at,
                message_id=row.message_id,
                mail=row.mail,
                said_by=word.actor if word else None,
                said_at=word.at if word else None,
            )
        )
    return tuple(found)


# --- letters -------------------------------------------------------------------


def words_of(row: Any) -> Words:
    """A letter in words, out of its bytes, which are ours."""
    mail = message_from_bytes(row.raw)
    return Words(
        id=row.id,
        kind=row.kind,
        language=row.language,
        state=row.state,
        recipient=row.recipient,
        due_at=row.due_at,
        note=row.note,
        subject=str(make_header(decode_header(str(mail["Subject"] or "")))),
        text=_part(mail, "text/plain") or "",
        html=_part(mail, "text/html"),
    )


def _part(mail: Mime[str, str], type_: str) -> str | None:
    """The first part of a type; letters to candidates enclose nothing."""
    part = next((each for each in mail.walk() if each.get_content_type() == type_), None)
    content = part.get_payload(decode=True) if part is not None else None
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else None


# --- mails ---------------------------------------------------------------------


def message_of(desk: Desk, sha256: str, received_at: datetime) -> Message | None:
    """A kept mail, read; None: its bytes are lost, or are no mail that can be read."""
    raw = raw_of(desk, sha256)
    try:
        return desk.parse(raw, received_at) if raw is not None else None
    except Unreadable:
        return None


def raw_of(desk: Desk, sha256: str) -> bytes | None:
    """The bytes of a kept mail; None: they are lost. Raises Trouble where the storage cannot be used."""
    try:
        return desk.blobs.get(sha256)
    except (BlobMissing, BlobDamaged):
        return None


# --- documents -------------------------------------------------------------------


def bytes_of(desk: Desk, paper: Paper) -> bytes | None:
    """The bytes of a document, out of its mail; None: they are lost."""
    message = message_of(desk, paper.mail, paper.received_at)
    if message is None:
        return None
    return found_in(desk, message, [paper.document]).get(paper.document.sha256)


def draw(desk: Desk, data: bytes, first: int, *, count: int = MOST_PAGES, width: int = USUAL) -> Drawn:
    """Draw pages of a document; those of a format that is not drawn have none, and no problem."""
    if desk.format_of(data) not in _DRAWN:
        return Drawn()
    with _LOOKED_AT.one():
        return desk.reader.draw(data, first=first, count=count, width=width)


def text_of(desk: Desk, data: bytes, name: str, sha256: str) -> str:
    """The words that were read in a document; "" where there are none."""
    with _LOOKED_AT.one():
        texts = desk.reader.read_texts(data, name.rpartition("/")[2])
    pages = next((each.pages for each in texts if each.sha256 == sha256), ())
    return "\n\f\n".join(pages)[:_MOST_TEXT]


def name_of(desk: Desk, row: Any, paper: Paper, data: bytes, language: Language) -> str:
    """A tidy name for a document's file, which no system runs."""
    names = Names(
        posting=row.posting,
        status=row.status,
        reference=row.reference,
        person=row.name or row.email,
        language=language,
    )
    ending = extension(desk.format_of(data), paper.document.file)
    return names.file(names.tail(paper.document.kinds), ending, set()).rpartition("/")[2]
