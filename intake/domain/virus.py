"""What a virus scanner's word makes of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from intake.domain.model import KINDS, Document
from intake.domain.reasons import dossier as reasons

_UNCHECKED = reasons.UNCHECKED.say()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """What a scanner found in some bytes, and when."""

    at: datetime
    virus: str | None  # its name; None: nothing was found


def judged(document: Document, scan: Scan | None) -> Document:
    """The document in the light of a scan; None: there is a scanner, and it gave no answer.

    An infected one counts as unread, whatever it was taken for: it could be anything required.
    """
    because = document.because.removesuffix(f"; {_UNCHECKED}")
    if scan is None:
        return replace(document, because=f"{because}; {_UNCHECKED}")
    if scan.virus is None:
        return replace(document, because=because, scanned_at=scan.at)
    return Document(
        file=document.file,
        sha256=document.sha256,
        size=document.size,
        kinds=(),
        possible=tuple(kind for kind in KINDS if kind != "other"),
        confidence=0.0,
        because=reasons.INFECTED.say(virus=scan.virus),
        scanned_at=scan.at,
        virus=scan.virus,
    )


def infections(documents: Iterable[Document]) -> tuple[str, ...]:
    """Which of the documents are infected, each in words."""
    return tuple(
        reasons.FILE_INFECTED.say(file=document.file, virus=document.virus)
        for document in documents
        if document.virus
    )
