"""Dossiers handed out: folders of tidy files with their original mails, and an index of them all.

Whatever is in a dossier is read again out of its kept mails, one after the other, so that an export of any
size needs the memory of one mail. The index comes last: where it is, the export is whole.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, Final, cast

from intake.domain.filing import Names
from intake.domain.filing_words import Title, title, yes
from intake.domain.model import LANGUAGES, STATUSES, Language, Status
from intake.domain.reasons import told
from intake.domain.sheet import Cell, Column, Sheet
from intake.domain.terms import kinds_in, status_in
from intake.domain.trouble import Misuse, Trouble
from intake.services.desk import Desk
from intake.services.filing import Filing, LeftOut, Note, Output, Tally
from intake.services.pages import pages
from intake.store import audit, exports
from intake.store.database import Transaction
from intake.store.exports import Filed, Selection
from intake.zones import zone

__all__ = ["LeftOut", "Output", "Selection", "Tally", "export", "selection"]

log = logging.getLogger(__name__)

INDEX: Final = "index"
_COLUMNS: Final[tuple[Title, ...]] = (
    "posting", "reference", "name", "address", "status", "late", "received", "missing", "reason",
    "documents", "folder", "remarks",
)  # fmt: skip
_RECEIVED: Final = _COLUMNS.index("received")
_AT_ONCE: Final = 500  # row ids in one question
# What a person has called spam is handed out where it is asked for by name.
_WITHOUT_SPAM: Final = tuple(status for status in STATUSES if status != "spam")


@dataclass(kw_only=True, slots=True)
class _Index:
    """The rows of the index, on disk until all are known, with each dossier's row id and folder."""

    rows: IO[str]
    ids: list[int] = field(default_factory=list)
    languages: Counter[Language] = field(default_factory=Counter)
    newest: datetime | None = None

    def add(self, id_: int, language: Language, cells: tuple[Cell, ...]) -> None:
        told = [cell.isoformat() if isinstance(cell, datetime) else cell for cell in cells]
        self.rows.write(json.dumps([id_, *told]) + "\n")
        self.ids.append(id_)
        self.languages[language] += 1

    def read(self, gone: Collection[int]) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows again, but those of dossiers that are gone."""
        self.rows.seek(0)
        for line in self.rows:
            id_, *cells = json.loads(line)
            cells[_RECEIVED] = datetime.fromisoformat(cells[_RECEIVED])
            if id_ not in gone:
                yield tuple(cells)


def selection(
    desk: Desk,
    *,
    postings: Collection[str],
    statuses: Collection[Status],
    references: Collection[str],
    since: datetime | None,
) -> Selection:
    """Say which dossiers are meant; none named: all but spam.

    Raises:
        Misuse: there is no such posting or application.
        Trouble: the database cannot be used.

    """
    with desk.database.read() as tx:
        known = {*desk.settings.postings, *(exports.postings(tx) if postings else ())}
        unknown = exports.unknown(tx, references) if references else []
    if strange := sorted(set(postings) - known):
        raise Misuse(
            f"There is no posting {strange[0]}, and no application to one.",
            "'intake applications' tells the posting of each.",
        )
    if unknown:
        raise Misuse(
            f"There is no application {unknown[0]}.", "'intake applications' lists their references."
        )
    return Selection(
        postings=postings or None,
        statuses=statuses or _WITHOUT_SPAM,
        references=references or None,
        since=since,
    )


def export(desk: Desk, wanted: Selection, output: Output, note: Note | None = None) -> Tally:
    """Hand out the dossiers that are selected, and then their index.

    Raises:
        Trouble: the database, the storage or the output cannot be used, or the process is to end. What is
            there by then has no index.

    """
    tally = Tally()
    try:
        with TemporaryFile("w+", encoding="utf-8") as rows:
            index = _Index(rows=rows)
            _dossiers(desk, wanted, output, tally, index, note=note)
            _write_index(desk, output, index, _gone(desk, output, tally, index))
    except BaseException:
        with suppress(Trouble):  # the database may be what is wrong
            _remember(desk, wanted, tally, "broken off")
        raise
    _remember(desk, wanted, tally, "whole")
    return tally


def _dossiers(
    desk: Desk, wanted: Selection, output: Output, tally: Tally, index: _Index, *, note: Note | None
) -> None:
    def ask(tx: Transaction, after: int, most: int) -> list[tuple[int, dict[str, Any]]]:
        return [(f.id, {"filed": f}) for f in exports.listing(tx, wanted, after=after, limit=most)]

    with desk.database.read() as tx:
        total = exports.count(tx, wanted)
    for found in pages(desk, ask, after=0, limit=None):
        if desk.stopping.is_set():
            raise Trouble("The export was broken off: it has no index.", "Give the command again.")
        _dossier(desk, found["filed"], output, tally, index)
        if note:
            note("dossiers", tally.dossiers, total)


def _dossier(desk: Desk, filed: Filed, output: Output, tally: Tally, index: _Index) -> None:
    posting = desk.settings.postings.get(filed.posting)
    names = Names(
        posting=filed.posting,
        status=filed.status,
        reference=filed.reference,
        person=filed.name or filed.email,
        language=posting.language if posting else _language(desk),
        room=output.room,
    )
    filing = Filing(
        desk=desk,
        filed=filed,
        names=names,
        zone=zone(posting.zone if posting else desk.settings.zone),
        output=output,
        tally=tally,
    )
    filing.write()
    newest = max((mail.received_at for mail in filed.mails), default=filed.received_at)
    index.newest = max(newest, index.newest or newest)
    index.add(filed.id, names.language, _cells(filing))
    log.info("application=%s exported", filed.reference)


def _cells(filing: Filing) -> tuple[Cell, ...]:
    filed, language = filing.filed, filing.names.language
    return (
        filed.posting,
        filed.reference,
        filed.name,
        filed.email,
        status_in(filed.status, language),
        yes(filed.late, language),
        filed.received_at,
        kinds_in(filed.missing, language),
        told(filed.reason, language),
        "\n".join(filing.files),
        filing.names.folder,
        "\n".join(filing.remarks),
    )


def _gone(desk: Desk, output: Output, tally: Tally, index: _Index) -> set[int]:
    """Take away what was handed out of people who were erased meanwhile; return the row ids."""
    gone = set[int]()
    for start in range(0, len(index.ids), _AT_ONCE):
        ids = index.ids[start : start + _AT_ONCE]
        with desk.database.read() as tx:
            gone |= set(ids) - exports.there(tx, ids)
    if gone:
        index.rows.seek(0)
        rows = [row for line in index.rows if (row := json.loads(line))[0] in gone]
        output.drop([row[1 + _COLUMNS.index("folder")] for row in rows])
        references = {row[1 + _COLUMNS.index("reference")] for row in rows}
        tally.left_out = [each for each in tally.left_out if each.application not in references]
        tally.dossiers -= len(gone)
    return gone


def _write_index(desk: Desk, output: Output, index: _Index, gone: Collection[int]) -> None:
    """Write the index in the language of most dossiers, of the newest mail's time."""
    language = max(index.languages, key=index.languages.__getitem__, default=_language(desk))
    local = zone(desk.settings.zone)
    at = (index.newest or desk.now()).astimezone(local)

    def sheet() -> Sheet:
        return Sheet(
            name=title("index", language),
            columns=tuple(Column(title=title(name, language)) for name in _COLUMNS),
            rows=index.read(gone),
            zone=local,
            right_to_left=language == "ar",
        )

    writers: tuple[tuple[str, Callable[[BinaryIO], None]], ...] = (
        ("csv", lambda to: desk.write_csv(sheet(), to)),
        ("xlsx", lambda to: desk.write_workbook([sheet()], to)),
    )
    for kind, write in writers:
        with TemporaryFile() as file:
            stream = cast("BinaryIO", file)
            write(stream)
            file.seek(0)
            output.copy(f"{INDEX}.{kind}", stream, at)


def _language(desk: Desk) -> Language:
    """The language of what belongs to no posting that is configured: that of the first one."""
    return next((posting.language for posting in desk.settings.postings.values()), LANGUAGES[0])


def _remember(desk: Desk, wanted: Selection, tally: Tally, how: str) -> None:
    """Write into the audit log that dossiers were handed out; whose, where it is one that was asked for."""
    references = sorted(wanted.references or ())
    only = references[0] if len(references) == 1 and tally.dossiers == 1 else None
    words = f"{tally.dossiers} dossier(s), {tally.documents} document(s), {tally.mails} mail(s), {how}"
    with desk.database.write() as tx:
        audit.record(tx, at=desk.now(), actor=desk.actor, action="export", application=only, note=words)
