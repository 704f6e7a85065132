"""A person says what a document is: kept, judged anew, told to the candidate, written down; all or nothing.

The person's word holds for those bytes in that dossier, over supplements, replays and restarts, until
another one takes its place or it is taken back.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from intake.crash import crashpoint
from intake.domain.assess import assess, contents
from intake.domain.correction import Correction, correction_of
from intake.domain.decide import QUESTION
from intake.domain.model import Document, Kind, LetterKind, PageKinds, Posting, Status, Verdict
from intake.domain.trouble import Misuse, Trouble
from intake.domain.wanted import MAY_WITHDRAW
from intake.services import letters
from intake.services.desk import Desk
from intake.store import audit, corrections, dossiers
from intake.store.database import Transaction

log = logging.getLogger(__name__)

_DIGEST: Final = re.compile(r"[0-9a-f]{4,64}")
_SHOWN: Final = 12  # digits of a digest that a person is shown
_MAX_LISTED: Final = 20  # documents in an error


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """What a person says of a document; see `domain.correction.Correction`. `undo`: that it was right."""

    kinds: tuple[Kind, ...] = ()
    pages: tuple[PageKinds, ...] = ()
    referees: int | None = None
    undo: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """A document and its dossier, before and after; `letter` is the one that follows, `silence` why none."""

    application: str
    before: Document
    after: Document
    was: Status
    status: Status
    changed: bool  # False: that is what was known already, and nothing was written
    letter: LetterKind | None
    silence: str


def correct(desk: Desk, reference: str, file: str, word: Word, *, quiet: bool = False) -> Corrected:
    """Let a person's word on a document stand; `quiet` tells the candidate nothing.

    Raises:
        Misuse: there is no such application, document or page, or several documents are meant.
        Trouble: the document is infected, or its posting is configured no more; nothing was written.

    """
    with desk.database.write() as tx:
        stored = dossiers.named(tx, reference.strip())
        if stored is None:
            raise Misuse(
                f"There is no application {reference}.", "'intake applications' lists their references."
            )
        done = say(desk, tx, stored, file, word, quiet=quiet)
        crashpoint("corrected")
    log.info("application=%s corrected=%s", reference, done.changed)
    return done


def say(
    desk: Desk, tx: Transaction, stored: dossiers.Stored, file: str, word: Word, *, quiet: bool = False
) -> Corrected:
    """Let a person's word on a document stand, within a transaction. Raises as `correct` does."""
    rows = corrections.rows(tx, stored.id)
    row = _meant(rows, file, {item.document.sha256: item.document for item in stored.dossier.held})
    _refuse(_held(stored, row.sha256), word)
    return _say(desk, tx, stored, row, word, quiet=quiet)


def _say(
    desk: Desk, tx: Transaction, stored: dossiers.Stored, row: Any, word: Word, *, quiet: bool
) -> Corrected:
    """Write the word down with all that follows from it, unless it stands already."""
    posting, dossier = desk.settings.postings.get(stored.posting), stored.dossier
    if posting is None:
        raise Trouble(
            f"{dossier.reference} is for {stored.posting}, which is configured no more.",
            "Put that posting's file back, then correct.",
        )
    before = _held(stored, row.sha256)
    same = Corrected(
        application=dossier.reference,
        before=before,
        after=before,
        was=dossier.status,
        status=dossier.status,
        changed=False,
        letter=None,
        silence="that is how it stands already",
    )
    stands = corrections.of(tx, stored.id, row.sha256)
    said = None if word.undo else _said(desk, before, stands, word)
    if stands is None if said is None else said.says_as(stands):
        return same
    corrections.put(tx, stored.id, row.sha256, said, desk.now())
    now = dossiers.get(tx, stored.id)
    verdict = _judged(posting, now)
    dossiers.change(tx, stored.id, {}, verdict)
    done = replace(same, after=_held(now, row.sha256), status=verdict.status, changed=True)
    revision = _note(desk, tx, row, done, undo=word.undo)
    differs = dossier.status != verdict.status or _amounts(posting, stored) != _amounts(posting, now)
    letter, silence = _tell(desk, tx, stored, revision, differs=differs, quiet=quiet)
    return replace(done, letter=letter, silence=silence)


def _held(stored: dossiers.Stored, sha256: str) -> Document:
    return next(item.document for item in stored.dossier.held if item.document.sha256 == sha256)


def _said(desk: Desk, before: Document, stands: Correction | None, word: Word) -> Correction:
    return correction_of(
        before, stands, kinds=word.kinds, pages=word.pages, referees=word.referees, actor=desk.actor
    )


def _note(desk: Desk, tx: Transaction, row: Any, done: Corrected, *, undo: bool) -> int:
    """Write down who said what; the row's id."""
    kinds = f"{words(done.before)} → {words(done.after)}"
    return audit.record(
        tx,
        at=desk.now(),
        actor=desk.actor,
        action="undo correction" if undo else "correct",
        message_id=row.message_id,
        application=done.application,
        note=f"document {row.position}: {kinds}; {done.was} → {done.status}",
    )


def _tell(
    desk: Desk, tx: Transaction, stored: dossiers.Stored, revision: int, *, differs: bool, quiet: bool
) -> tuple[LetterKind | None, str]:
    if differs and not quiet:
        return letters.follow_up(desk, tx, stored.id, was=stored.dossier.status, revision=revision)
    letters.catch_up(desk, tx, stored.id)  # what is to go out anyway must not be untrue
    return None, "it was to be kept back" if differs else "the dossier amounts to the same"


def _judged(posting: Posting, stored: dossiers.Stored) -> Verdict:
    dossier = stored.dossier
    # A question stays one that a person must answer, whatever the documents are.
    kept = (QUESTION, MAY_WITHDRAW) if dossier.status == "review" else ()
    asked = next((each for each in kept if each in stored.reason), None)
    return assess(
        posting,
        dossier.held,
        received_at=dossier.received_at,
        person=dossier.person or asked,
        doubt=dossier.doubt,
        unread=dossier.unread,
        ruling=dossier.ruling,
    )


def _amounts(posting: Posting, stored: dossiers.Stored) -> object:
    """What a candidate would be told to be there and to be missing."""
    dossier = stored.dossier
    found = contents(posting, [item.document for item in dossier.held], dossier.unread)
    return found.present, found.lacking, bool(found.doubt)


def words(document: Document) -> str:
    """The kinds of a document in words."""
    return ", ".join(document.kinds) or "not told"


# --- which document ----------------------------------------------------------


def _meant(rows: Sequence[Any], file: str, held: dict[str, Document]) -> Any:
    """The row of the document that a person names: as it is listed, or by the start of its sha256."""
    wanted = unicodedata.normalize("NFC", file.strip())
    # A whole digest is one document's, whatever others are called.
    found = [row for row in rows if row.sha256 == wanted]
    found = found or [row for row in rows if unicodedata.normalize("NFC", row.file) == wanted]
    if not found and _DIGEST.fullmatch(wanted.lower()):
        found = [row for row in rows if row.sha256.startswith(wanted.lower())]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(
        f"{row.sha256[:_SHOWN]} {row.file} ({words(held[row.sha256])})"
        for row in (found or rows)[:_MAX_LISTED]
    )
    if found:
        raise Misuse(
            f"{len(found)} documents of this application are called {file}.",
            f"Say the start of the sha256 of one: {listed}.",
        )
    raise Misuse(
        f"This application holds no document {file}.",
        f"Say a file's name or the start of its sha256: {listed or 'it holds none at all'}.",
    )


def _refuse(document: Document, word: Word) -> None:
    """Refuse what cannot be said of a document."""
    if document.virus:
        raise Trouble(
            f"{document.file} is infected: {document.virus}.",
            "Do not open it; ask the candidate for a clean file.",
        )
    last = max((page.page for page in document.pages), default=None)
    beyond = [page.page for page in word.pages if last is not None and page.page > last]
    if beyond:
        raise Misuse(f"{document.file} has {last} page(s), and no page {beyond[0]}.", "Name other --pages.")
