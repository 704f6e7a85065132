"""Small values of the domain, each valid; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from intake.domain.automatic import Automatic
from intake.domain.decide import Considered, Dossier
from intake.domain.model import (
    Address,
    Document,
    Forwarded,
    Held,
    Kind,
    Message,
    Posting,
    Recruiter,
    RequiredDocument,
)
from intake.domain.route import Route

DEADLINE = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
IN_TIME = DEADLINE - timedelta(days=1)
LATE = DEADLINE + timedelta(hours=1)
SUBJECT = "Candidature_chargé(e) de projet_OMP"
SALMA = Address(name="Salma Berrada", email="salma.berrada@example.com")
PERSON = Automatic(automatic=False, may_answer=True, reason=None)
FRENCH = (
    "Madame, Monsieur, veuillez trouver ci-joint ma candidature pour le poste. Cordialement, Salma Berrada"
)


def required(*kinds: Kind, references: int | None = None) -> tuple[RequiredDocument, ...]:
    """Make a posting's `documents`; `references` asks for that many referees."""
    lines = [RequiredDocument(kind=kind) for kind in kinds]
    if references is not None:
        lines.append(RequiredDocument(kind="references", count=references))
    return tuple(lines)


def posting(posting_id: str = "omp", **fields: Any) -> Posting:
    """Make a posting that asks for a CV and a letter until `DEADLINE`."""
    values: dict[str, Any] = {
        "title": "Chargé(e) de projet",
        "organisation": "Observatoire Marocain des Prisons",
        "mailbox": "jobs",
        "language": "fr",
        "subject": SUBJECT,
        "documents": required("cv", "letter"),
        "zone": "Africa/Casablanca",
        "deadline": DEADLINE,
        "recruiters": (Recruiter(address="direction@omp.example.org"),),
        "prefix": posting_id.upper(),
    }
    return Posting(id=posting_id, **values | fields)


def document(file: str, *kinds: Kind, possible: Sequence[Kind] = (), **fields: Any) -> Document:
    """Make a document that is surely of `kinds`; its bytes follow from its name."""
    values: dict[str, Any] = {
        "sha256": sha256(file.encode()).hexdigest(),
        "size": 1000,
        "confidence": 0.9 if kinds else 0.0,
        "because": "its pages say so" if kinds else "could not be read",
    }
    return Document(file=file, kinds=tuple(kinds), possible=tuple(possible), **values | fields)


CV = document("cv.pdf", "cv")
LETTER = document("lettre.pdf", "letter")
SCAN = document("scan.pdf", possible=("cv", "letter", "references", "diploma", "identity"))
DIPLOMA = document("master.pdf", "diploma")


def references(*referees: str) -> Document:
    """Make a document that names those referees."""
    return document(f"refs {' '.join(referees)}.pdf", "references", referees=referees)


def held(*documents: Document, at: datetime = IN_TIME) -> tuple[Held, ...]:
    """Put documents into a dossier, received at one time."""
    return tuple(Held(document=item, received_at=at) for item in documents)


def message(**fields: Any) -> Message:
    """Make a person's mail, in time, with the right subject and no file."""
    values: dict[str, Any] = {
        "sha256": "0" * 64,
        "size": 2000,
        "received_at": IN_TIME,
        "message_id": "<1@mail.example.com>",
        "date": None,
        "sender": SALMA,
        "subject": SUBJECT,
        "text": FRENCH,
        "attachments": (),
        "in_reply_to": None,
        "references": (),
        "recipients": ("jobs@example.org",),
        "forwarded": None,
        "headers": (),
        "bounce": None,
        "report": False,
        "encrypted": False,
        "links": (),
    }
    return Message(**values | fields)


def forwarded(*, email: str | None = SALMA.email, subject: str | None = SUBJECT) -> Forwarded:
    """Make the mail inside a forward."""
    sender = Address(name=SALMA.name, email=email) if email else None
    return Forwarded(sender=sender, subject=subject)


def considered(
    *documents: Document,
    route: Route | None = None,
    automatic: Automatic = PERSON,
    for_posting: Posting | None = None,
    **fields: Any,
) -> Considered:
    """Make a mail that was routed to `posting()`, with those documents; `fields` are the message's."""
    mail = message(**fields)
    way = route or Route(
        outcome="application",
        posting=for_posting or posting(),
        candidate=mail.sender,
        name=mail.sender.name if mail.sender else None,
        reason="the subject is that of omp",
    )
    return Considered(message=mail, automatic=automatic, route=way, documents=documents)


def dossier(status: str, *documents: Document, at: datetime = IN_TIME, **fields: Any) -> Dossier:
    """Make an application as it stands, with documents that all came at one time."""
    values: dict[str, Any] = {
        "reference": "OMP-2026-0001",
        "received_at": at,
        "held": held(*documents, at=at),
        "ruling": status if status in ("withdrawn", "spam") else None,
    }
    return Dossier(status=status, **values | fields)  # type: ignore[arg-type]
