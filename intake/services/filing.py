"""One dossier as files: its documents out of the kept mails, the mails themselves, and what is lacking.

One mail is in memory at a time. Nothing that holds a virus is handed out, nor a mail that brought it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import BinaryIO, Final, Protocol

from intake.domain.filing import Names, Piece, cuts, extension, is_merged, superseded
from intake.domain.filing_words import Remark, remark, why
from intake.domain.model import Attachment, Document, Held, Message
from intake.domain.storage import BlobDamaged, BlobMissing
from intake.domain.trouble import Unreadable
from intake.services.desk import Desk
from intake.store.exports import Filed, Original

_MOST_TEXT: Final = 200_000  # characters of a mail that were read as a document
_SPLIT: Final = "pdf"

Note = Callable[[str, int, int], None]  # a word, how many are done, how many there are


class Output(Protocol):
    """Where files are put, by paths of safe names with slashes between."""

    room: int  # characters of such a path

    def add(self, name: str, data: bytes, at: datetime) -> None:
        """Put a file there, of that (local) time."""

    def copy(self, name: str, stream: BinaryIO, at: datetime) -> None:
        """Put a file there as it is read to its end."""

    def drop(self, folders: Sequence[str]) -> None:
        """Take away what was put into folders. Raises Trouble where that cannot be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """What could not be handed out."""

    application: str
    file: str
    why: str


@dataclass(kw_only=True, slots=True)
class Tally:
    """What was handed out so far; `documents` are dossiers' own, however many pieces lie beside them."""

    dossiers: int = 0
    documents: int = 0
    mails: int = 0
    bytes: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Filing:
    """One dossier on its way out; `files` and `remarks` are for the index."""

    desk: Desk
    filed: Filed
    names: Names
    zone: tzinfo
    output: Output
    tally: Tally
    taken: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Put the dossier's files where they go.

        Raises:
            Trouble: the storage or the output cannot be used.

        """
        old = superseded(self.filed.held)
        for number, mail in enumerate(self.filed.mails, start=1):
            self._mail(number, mail, old)
        self.tally.dossiers += 1

    def _mail(self, number: int, mail: Original, old: frozenset[str]) -> None:
        told = self.names.mail(number, self.taken)
        label = told.rpartition("/")[2]
        try:
            raw = self.desk.blobs.get(mail.sha256)
        except (BlobMissing, BlobDamaged):
            self._lacks([label, *_files(mail.held)], "lost")
            return
        try:
            message = self.desk.parse(raw, mail.received_at)
        except Unreadable:
            message = None
        self._original(told, raw, mail, message)
        for held in mail.held:
            if held.document.virus:
                self._lacks([held.document.file], "infected", virus=held.document.virus)
        clean = [held for held in mail.held if not held.document.virus]
        if message is None:
            self._lacks(_files(clean), "unread")
            return
        del raw
        found = found_in(self.desk, message, [held.document for held in clean])
        for held in clean:
            self._document(held, found.pop(held.document.sha256, None), old)

    def _original(self, name: str, raw: bytes, mail: Original, message: Message | None) -> None:
        """Hand out a mail, unless it holds what is known to be infected."""
        infected = {each.document.sha256 for each in self.filed.held if each.document.virus}
        brings = {each.document.sha256 for each in mail.held}
        if infected and message:
            brings |= {hashlib.sha256(part.payload).hexdigest() for part in message.attachments}
        if infected & brings or self.desk.blobs.is_apart(mail.sha256):
            self._lacks([name.rpartition("/")[2]], "infected_mail")
            return
        self._put(name, raw, mail.received_at)
        self.tally.mails += 1

    def _document(self, held: Held, data: bytes | None, old: frozenset[str]) -> None:
        document, at = held.document, held.received_at
        if data is None:
            self._lacks([document.file], "gone")
            return
        format_ = self.desk.format_of(data)
        older = at.astimezone(self.zone).date() if document.sha256 in old else None
        tail = self.names.tail(document.kinds, old=older)
        name = self.names.file(tail, extension(format_, document.file), self.taken)
        self._put(name, data, at)
        self.tally.documents += 1
        was = document.file if document.file.startswith("(") else f"({document.file})"
        self.files.append(f"{name.rpartition('/')[2]} {was}")
        if self.desk.scanner and document.scanned_at is None:
            self._remark("unscanned", document.file)
        if format_ == _SPLIT and older is None and is_merged(document):
            self._pieces(document, data, at)

    def _pieces(self, document: Document, data: bytes, at: datetime) -> None:
        """Hand out a merged document's papers beside it, where its pages are sure."""
        wanted = dict(cuts(document))
        pieces = self.desk.reader.split(data, list(wanted)) if wanted else ()
        if [piece.cut for piece in pieces] != list(wanted) or not pieces:
            self._remark("whole", document.file)
            return
        for piece in pieces:
            assert piece.cut
            tail = self.names.tail(wanted[piece.cut], cut=piece.cut)
            name = self.names.file(tail, _SPLIT, self.taken)
            self._put(name, piece.data, at)
            self.files.append(f"  {name.rpartition('/')[2]}")

    def _put(self, name: str, data: bytes, at: datetime) -> None:
        self.output.add(name, data, at.astimezone(self.zone))
        self.tally.bytes += len(data)

    def _lacks(self, files: Sequence[str], reason: Remark, **facts: str) -> None:
        for file in files:
            self._remark(reason, file, **facts)
            left = LeftOut(application=self.filed.reference, file=file, why=why(reason, **facts))
            self.tally.left_out.append(left)

    def _remark(self, reason: Remark, file: str, **facts: str) -> None:
        self.remarks.append(remark(reason, self.names.language, file=file, **facts))


def _files(held: Sequence[Held]) -> list[str]:
    return [each.document.file for each in held]


def found_in(desk: Desk, message: Message, documents: Sequence[Document]) -> dict[str, bytes]:
    """The bytes of a mail's documents by their digest: its own parts, its text, and what its parts hold."""
    wanted = {document.sha256 for document in documents}
    found: dict[str, bytes] = {}
    text = message.text[:_MOST_TEXT].encode("utf-8", "replace")
    for data in (*(part.payload for part in message.attachments), text):
        if (digest := hashlib.sha256(data).hexdigest()) in wanted:
            found.setdefault(digest, data)
    for part in message.attachments:
        inside = {
            document.sha256
            for document in documents
            if document.sha256 not in found and document.file.startswith(f"{part.label}/")
        }
        if inside:
            found |= _members(desk, part, inside)
    return found


def _members(desk: Desk, part: Attachment, wanted: set[str]) -> Mapping[str, bytes]:
    pieces: Sequence[Piece] = desk.reader.read_members(part.payload, part.label, wanted)
    return {piece.sha256: piece.data for piece in pieces if piece.sha256 in wanted}
