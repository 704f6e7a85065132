"""The documents that a mail brings: scanned for viruses where there is a scanner, then read."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from intake.domain.model import Document, Message
from intake.domain.trouble import Trouble
from intake.domain.virus import Scan, judged
from intake.services.desk import Desk

log = logging.getLogger(__name__)

_PATIENCE: Final = 180  # seconds for all the files of one mail; a person must look at those that are left


def read_mail(desk: Desk, message: Message, *, email: str | None, name: str | None) -> tuple[Document, ...]:
    """The documents that a mail brings: its files, and what is written in the mail itself.

    `email` and `name` are the candidate's.
    """
    end = time.monotonic() + _PATIENCE
    documents: list[Document] = []
    for attachment in message.attachments:
        if desk.is_document(attachment):
            left = end - time.monotonic()
            documents += read_file(
                desk,
                attachment.payload,
                attachment.label,
                email=email,
                name=name,
                mail=message.text,
                seconds=left,
            )
    body = desk.reader.read_body(message.text, email=email, candidate=name)
    if body and desk.scanner:
        body = judged(body, scan(desk, message.text.encode("utf-8", "replace")))
    return (*documents, *((body,) if body else ()))


def read_file(
    desk: Desk,
    data: bytes,
    file: str,
    *,
    email: str | None = None,
    name: str | None = None,
    mail: str = "",
    seconds: float = _PATIENCE,
) -> Sequence[Document]:
    """The documents in one file, read within `seconds`; an infected file is not read.

    `mail` is the text of the mail that brings it.
    """
    found = scan(desk, data) if desk.scanner and seconds > 0 else None
    if found and found.virus:
        digest = sha256(data).hexdigest()
        unread = Document(file=file, sha256=digest, size=len(data), kinds=(), confidence=0.0, because="")
        return (judged(unread, found),)
    documents = desk.reader.read_file(data, file, email=email, candidate=name, mail=mail, seconds=seconds)
    return tuple(judged(each, found) for each in documents) if desk.scanner else documents


def scan(desk: Desk, data: bytes) -> Scan | None:
    """What the scanner finds in some bytes; None if it does not answer, for which nothing waits."""
    assert desk.scanner is not None
    try:
        return Scan(at=desk.now(), virus=desk.scanner.scan(data))
    except Trouble as trouble:
        log.warning("not scanned: %s", trouble.text)
        return None
