"""What people corrected: listed, and as labelled documents for whoever fits the machine anew."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from intake.domain.correction import Texts, corrected
from intake.domain.model import Attachment, Document, Message
from intake.domain.trouble import Trouble, Unreadable
from intake.services.desk import Desk
from intake.store import corrections
from intake.zones import zone

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A document as a person says it is; `line` is its labelled words, None: they cannot be read again."""

    sha256: str
    line: dict[str, Any] | None


def listing(desk: Desk) -> list[dict[str, Any]]:
    """Every correction that stands, in the JSON shape of `intake corrections`, oldest document first."""
    with desk.database.read() as tx:
        rows = corrections.listing(tx)
    local = zone(desk.settings.zone)
    return [
        {
            "application": row.reference,
            "posting": row.posting,
            "file": row.file,
            "sha256": row.sha256,
            "was": list(row.kinds),
            "kinds": list(row.told_kinds),
            "references": row.told_referees,
            "at": row.told_at.astimezone(local).isoformat(timespec="seconds"),
            "by": row.told_by,
        }
        for row in rows
    ]


def labels(desk: Desk) -> Iterator[Label]:
    """Read every corrected document again, each once, from its mail's kept bytes.

    A line holds the words of each page, what they are, the language and the format: no name of a
    file or a person, no reference, no digest. The words themselves are personal data all the same.

    Raises:
        Trouble: the database cannot be used.

    """
    with desk.database.read() as tx:
        rows = corrections.listing(tx)
    seen = set()
    for row in rows:
        if row.sha256 in seen:
            continue
        seen.add(row.sha256)
        texts = _read_again(desk, row)
        if texts is None:
            log.warning("a corrected document cannot be read again: message=%d", row.message_id)
        yield Label(sha256=row.sha256, line=_line(row, texts) if texts else None)


def _line(row: Any, texts: Texts) -> dict[str, Any]:
    machine = corrections.read_as(row)
    document: Document = corrected(machine, corrections.told(row))
    kinds = {page.page: page.kinds for page in document.pages}
    return {
        "kinds": list(document.kinds),
        "pages": [
            {
                "page": number,
                "kinds": list(kinds.get(number, ())),
                "recognised": number in texts.recognised,
                "text": text,
            }
            for number, text in enumerate(texts.pages, start=1)
        ],
        "references": len(document.referees),
        "language": document.language,
        "format": texts.format,
        "was": {
            "kinds": list(machine.kinds),
            "possible": list(machine.possible),
            "confidence": machine.confidence,
        },
    }


def _read_again(desk: Desk, row: Any) -> Texts | None:
    """The words of a document, found in its mail by its digest; None where that is not to be had."""
    try:
        message = desk.parse(desk.blobs.get(row.mail), row.mail_received_at)
    except (Trouble, Unreadable):
        return None
    if _digest(message.text) == row.sha256:
        return Texts(sha256=row.sha256, format="mail", pages=(message.text,))
    for file in _sources(row.file, message):
        for texts in desk.reader.read_texts(file.payload, file.label):
            if texts.sha256 == row.sha256:
                return texts
    return None


def _sources(name: str, message: Message) -> list[Attachment]:
    """The files of a mail that a document may have come out of."""
    return [file for file in message.attachments if name == file.label or name.startswith(f"{file.label}/")]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
