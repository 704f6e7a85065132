"""The report on a posting that has closed: made once for each recruiter, a record with its digest."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from intake.domain.closing import ClosedApplication, ClosingFacts, digest_of, is_due
from intake.domain.closing_words import document, sheet
from intake.domain.letter import Enclosure, missing_of
from intake.domain.model import Language, Posting, Recruiter
from intake.domain.trouble import Misuse, Trouble
from intake.services.desk import Desk
from intake.services.export import export, selection
from intake.services.notices import Notice, carrier, post
from intake.store import audit, ledger, restoring, told
from intake.store.database import Transaction

log = logging.getLogger(__name__)

_MOST: Final = 10_000_000  # bytes of the ZIP; mail servers refuse letters of some 20 MB and more
_MAILS: Final = _MOST // 2  # a dossier's mail goes with its documents: where there is more, none is tried
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def close(desk: Desk) -> int:
    """Put the reports that are due into the outbox, and return how many.

    Raises:
        Trouble: the database, or the storage, cannot be used; what could be made of other postings' was made.

    """
    made, troubles = 0, list[Trouble]()
    for posting in desk.settings.postings.values():
        try:
            made += _close(desk, posting)
        except Trouble as trouble:
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return made


def report(desk: Desk, posting_id: str) -> ClosingFacts:
    """Return the report on a posting as it stands now, whether it is due or not.

    Raises:
        Misuse: there is no such posting, or it has no deadline.
        Trouble: the database cannot be used.

    """
    posting = desk.settings.postings.get(posting_id)
    if posting is None or posting.cutoff is None:
        why = "has no deadline" if posting else "is not configured"
        remedy = "Name one with a deadline: 'intake status' lists them."
        raise Misuse(f"The posting {posting_id} {why}.", remedy)
    with desk.database.read() as tx:
        return _facts(desk, tx, posting)


def dossiers(desk: Desk, posting: str) -> Enclosure | None:
    """Return the complete dossiers as a ZIP; None: there are none, or they are too large for a mail."""
    with desk.database.read() as tx:
        if not 0 < told.size(tx, posting, "complete") <= _MAILS:
            return None
    wanted = selection(desk, postings={posting}, statuses={"complete"}, references=(), since=None)
    with TemporaryDirectory(prefix="intake-") as folder:
        path = Path(folder) / f"{posting}.zip"
        with desk.zip_file(path) as output:
            export(desk, wanted, output)
        data = path.read_bytes()
    small = len(data) <= _MOST
    return Enclosure(name=f"{posting}.zip", content_type="application/zip", data=data) if small else None


def enclosures(desk: Desk, facts: ClosingFacts) -> tuple[Enclosure, ...]:
    """Return the files of a report: the record as PDF, and the list as a spreadsheet."""
    name = f"{facts.posting} {facts.cutoff:%Y-%m-%d}"
    pdf = Enclosure(name=f"{name}.pdf", content_type="application/pdf", data=desk.report_pdf(document(facts)))
    xlsx = Enclosure(name=f"{name}.xlsx", content_type=_SHEET, data=desk.workbook([sheet(facts)]))
    return pdf, xlsx


def _close(desk: Desk, posting: Posting) -> int:
    now = desk.now()
    with desk.database.read() as tx:
        name = posting.mailbox or ""
        since, read_at = ledger.first_polled_at(tx, name), ledger.read_at(tx, name)
        if not is_due(posting, now, watched_since=since, read_at=read_at):
            return 0
        assert posting.cutoff is not None
        whom = list(_recipients(desk, posting))
        known = told.told_of_closing(tx, [each.address for each in whom], posting.id, posting.cutoff)
        left = [each for each in whom if each.address.lower() not in known]
        facts = _facts(desk, tx, posting) if left else None
    if facts is None:
        return 0
    packed = _packed(desk, posting.id)
    facts = replace(facts, enclosed=packed is not None)
    made, files = 0, dict[Language, tuple[Enclosure, ...]]()  # a long list takes half a minute
    for recruiter in left:
        said = replace(facts, language=recruiter.language or posting.language)
        if said.language not in files:
            files[said.language] = (*enclosures(desk, said), *([packed] if packed else ()))
        made += _send(desk, posting, recruiter, said, files[said.language])
    return made


def _packed(desk: Desk, posting: str) -> Enclosure | None:
    """The complete dossiers, if they can be had: the list does not wait for them."""
    try:
        return dossiers(desk, posting)
    except Trouble as trouble:
        if desk.stopping.is_set():
            raise
        log.warning("closing posting=%s without its dossiers: %s", posting, trouble.text)
        return None


def _recipients(desk: Desk, posting: Posting) -> Iterator[Recruiter]:
    if posting.recruiters:
        yield from (each for each in posting.recruiters if each.closing)
    else:
        yield from (Recruiter(address=address) for address in desk.settings.admins)


def _send(
    desk: Desk, posting: Posting, recruiter: Recruiter, facts: ClosingFacts, files: tuple[Enclosure, ...]
) -> bool:
    """Put a report into the outbox, unless another process has, or somebody in it was erased meanwhile."""
    rendered = desk.letters.render_closing(facts)
    for fault in rendered.faults:
        log.warning("template %s", fault)
    notice = Notice(kind="closing", language=facts.language, recipient=recruiter.address, rendered=rendered)
    with desk.database.write() as tx:
        now, ids = desk.now(), told.references(tx, posting.id)
        if not ids.keys() >= {each.reference for each in facts.applications}:
            return False  # it is made anew at the next pass
        if not told.closing(tx, recruiter.address, posting.id, facts.cutoff, now):
            return False
        tells = [*ids.values()]
        letter_id = post(desk, tx, carrier(desk), notice, attachments=files, tells=tells, at=now)
        if letter_id and restoring.in_doubt(tx, facts.cutoff):
            restoring.doubt_letter(tx, letter_id, now)
        note = f"{posting.id}: {len(facts.applications)} applications, sha256 {facts.digest}"
        audit.record(tx, at=now, actor=desk.actor, action="closing", note=note)
    log.info("closing posting=%s applications=%d", posting.id, len(facts.applications))
    return True


def _facts(desk: Desk, tx: Transaction, posting: Posting) -> ClosingFacts:
    assert posting.cutoff is not None
    rows, papers = told.applications(tx, posting.id), told.documents(tx, posting.id)
    listed = tuple(
        _application(row, posting, tuple(papers.get(row.id, ()))) for row in rows if row.status != "spam"
    )
    since = posting.opens or datetime.min.replace(tzinfo=UTC)
    return ClosingFacts(
        language=posting.language,
        organisation=posting.organisation,
        posting=posting.id,
        title=posting.title,
        cutoff=posting.cutoff,
        zone=posting.zone,
        at=desk.now(),
        read_at=ledger.read_at(tx, posting.mailbox) if posting.mailbox else None,
        applications=listed,
        spam=len(rows) - len(listed),
        unmatched=told.unmatched(tx, posting.mailbox, since) if posting.mailbox else 0,
        digest=digest_of(posting.id, posting.cutoff, listed),
        console=desk.settings.web.url,
    )


def _application(row: Any, posting: Posting, papers: tuple[str, ...]) -> ClosedApplication:
    return ClosedApplication(
        reference=row.reference,
        name=row.name,
        email=row.email,
        received_at=row.received_at,
        status=row.status,
        late=row.late,
        minutes_late=posting.minutes_late(row.received_at) if row.late else None,
        missing=missing_of(posting, row.missing, row.references_count),
        reason=row.reason,
        documents=papers,
    )
