"""Mails for tests, the same bytes on every run."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

RECEIVED = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


def mail(
    *,
    sender: str | None = "Salma Berrada <salma.berrada@example.com>",
    to: str = "jobs@example.org",
    subject: str = "Candidature_chargé(e) de projet_OMP",
    text: str = "Madame, Monsieur,\n\nVeuillez trouver ci-joint ma candidature.\n\nSalma Berrada\n",
    html: str | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    message_id: str | None = None,
    date: datetime | str | None = RECEIVED,
    headers: Mapping[str, str] | None = None,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
) -> bytes:
    """A mail as a usual client writes it, with CRLF line ends and fixed boundaries.

    `message_id` defaults to one made from the content; pass "" for a mail without one.
    `headers` are added as given; one that names a header set here replaces it.
    """
    message = EmailMessage(policy=policy.SMTP)
    fields = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": format_datetime(date) if isinstance(date, datetime) else date,
        "Message-ID": _message_id(sender, subject, text, files) if message_id is None else message_id,
        "In-Reply-To": in_reply_to,
        "References": " ".join(references),
    }
    for name, value in fields.items():
        if value:
            message[name] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, payload in files:
        kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
        message.add_attachment(payload, maintype=kind[0], subtype=kind[1], filename=name)
    for name, added in (headers or {}).items():
        del message[name]
        message[name] = added
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_intake_{number}")
    return message.as_bytes()


def _message_id(sender: str | None, subject: str, text: str, files: Sequence[tuple[str, bytes]]) -> str:
    digest = sha256(repr((sender, subject, text, list(files))).encode()).hexdigest()
    return f"<{digest[:24]}@mail.example.com>"
