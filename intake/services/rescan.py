"""What came while the virus scanner did not answer is scanned afterwards."""

from __future__ import annotations

import logging
import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from intake.domain.assess import assess
from intake.domain.model import Attachment, Document
from intake.domain.trouble import Trouble, Unreadable
from intake.domain.virus import Scan, judged
from intake.services import letters
from intake.services.desk import Desk, Scanner
from intake.services.read import scan
from intake.store import dossiers, scans
from intake.store.database import Transaction

log = logging.getLogger(__name__)


def rescan(desk: Desk) -> int:
    """Scan every document that no scanner has seen; return how many are infected.

    An application that holds one becomes `review`. A scanner that is silent still is asked again
    at the next call. Raises Trouble where the database cannot be used.
    """
    if desk.scanner is None or not _answers(desk.scanner):
        return 0
    found = 0
    with desk.database.read() as tx:
        mails = list(scans.waiting(tx))
    # In any order: a file on which the scanner falls silent keeps the same others waiting only once.
    random.shuffle(mails)
    for mail in mails:
        if desk.stopping.is_set():
            break
        found += _rescan(desk, mail.id, mail.sha256, mail.received_at)
    return found


def _answers(scanner: Scanner) -> bool:
    try:
        scanner.signatures()
    except Trouble:  # told by `check` and by the alarms
        return False
    return True


def _rescan(desk: Desk, message_id: int, digest: str, received_at: datetime) -> int:
    """Scan what waits of one mail, from its kept bytes."""
    try:
        raw = desk.blobs.get(digest)
    except Trouble as trouble:  # the others can be scanned all the same
        log.warning("mail id=%d cannot be scanned: %s", message_id, trouble.text)
        return 0
    try:
        files = desk.parse(raw, received_at).attachments
    except Unreadable:
        files = ()
    with desk.database.read() as tx:
        waiting = scans.documents(tx, message_id)
    scanned = {
        row_id: judged(document, said)
        for row_id, document in waiting.items()
        if (said := _scan_all(desk, _sources(document, files) or (raw,))) is not None
    }
    infected = [document for document in scanned.values() if document.virus]
    if infected:
        desk.blobs.set_apart(digest)
    with desk.database.write() as tx:
        _note(desk, tx, scanned)
    if infected:
        log.warning("mail id=%d infected=%d", message_id, len(infected))
    return len(infected)


def _sources(document: Document, files: Sequence[Attachment]) -> tuple[bytes, ...]:
    """The files of a mail that a document may have come out of; none for the mail's own text."""
    return tuple(
        file.payload
        for file in files
        if document.file.startswith(f"{file.label}/") or document.sha256 == sha256(file.payload).hexdigest()
    )


def _scan_all(desk: Desk, sources: Sequence[bytes]) -> Scan | None:
    """What is found in any of some files; None while it is not known of each."""
    found = [scan(desk, source) for source in sources]
    worst = next((said for said in found if said and said.virus), None)
    return worst or (None if None in found else found[-1])


def _note(desk: Desk, tx: Transaction, scanned: Mapping[int, Document]) -> None:
    """Write down what was found, and judge each dossier anew that holds an infected document."""
    touched = set()
    for row_id, document in scanned.items():
        application_id = scans.note(tx, row_id, document)
        if document.virus and application_id is not None:
            touched.add(application_id)
    for application_id in sorted(touched):
        stored = dossiers.get(tx, application_id)
        posting = desk.settings.postings.get(stored.posting)
        if posting is None:  # its file is gone; the document's row says what was found
            continue
        dossier = stored.dossier
        verdict = assess(
            posting,
            dossier.held,
            received_at=dossier.received_at,
            person=dossier.person,
            doubt=dossier.doubt,
            unread=dossier.unread,
            ruling=dossier.ruling,
        )
        dossiers.change(tx, application_id, {}, verdict)
        letters.catch_up(desk, tx, application_id)
