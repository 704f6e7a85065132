"""The applications that a digest's spreadsheet lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from intake.domain import digest_sheet
from intake.domain.letter import DigestFacts, DigestPosting, Enclosure
from intake.services.desk import Desk
from intake.services.digest_facts import application, rows_of, totals
from intake.store import digests, dossiers
from intake.store.database import Transaction
from intake.zones import zone

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE: Final = 500  # dossiers whose documents are asked for together


@dataclass(frozen=True, kw_only=True, slots=True)
class Roll:
    """The file of a digest (none where no application is told of), and the row ids that stand in it."""

    files: tuple[Enclosure, ...]
    tells: tuple[int, ...]


def roll(desk: Desk, tx: Transaction, facts: DigestFacts) -> Roll:
    """Write the spreadsheet that goes with a digest."""
    if facts.sheet is None:
        return Roll(files=(), tells=())
    shares = rows_of(totals(tx, facts.postings, facts.until))
    listed = [
        (posting, digests.roll(tx, posting.id, facts.until, share))
        for posting, share in zip(facts.postings, shares, strict=True)
        if share
    ]
    sheets = (
        digest_sheet.sheet(posting.title, _rows(desk, tx, posting, rows), facts.language, zone(posting.zone))
        for posting, rows in listed
    )
    file = Enclosure(
        name=digest_sheet.file_name(facts.day, facts.language),
        content_type=_XLSX,
        data=desk.workbook(sheets),
    )
    return Roll(files=(file,), tells=tuple(row.id for _, rows in listed for row in rows))


def holds(tx: Transaction, roll: Roll) -> bool:
    """Whether every application in it is still there: none was erased since it was written."""
    return dossiers.all_there(tx, roll.tells)


def _rows(
    desk: Desk, tx: Transaction, posting: DigestPosting, rows: Sequence[Any]
) -> Iterator[digest_sheet.Row]:
    configured = desk.settings.postings[posting.id]
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        documents = dossiers.documents(tx, [row.id for row in some])
        for row in some:
            yield application(row, configured), tuple(documents.get(row.id, ()))
