"""A dossier: all that is known of an application, its letters, its notes and its history."""

from __future__ import annotations

import re
from typing import Any, Final

from starlette.responses import HTMLResponse, Response

from intake.domain import phrases
from intake.domain.filing import superseded
from intake.domain.model import Held, Posting
from intake.services import letters, notes, showing
from intake.services.showing import Paper, Words
from intake.store import accounts
from intake.store import showing as store
from intake.web import deeds
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

# Nothing is fetched for what a frame shows, nothing runs in it, and it belongs to no site.
LETTER_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_REFERENCE: Final = re.compile(r"[A-Za-z0-9-]{1,100}")


def row_of(visit: Visit) -> Any:
    """The row of the application that the path names. Raises NotThere, also where it is another's."""
    reference = visit.request.path_params["reference"]
    with visit.desk.database.read() as tx:
        row = store.application_of(tx, reference) if _REFERENCE.fullmatch(reference) else None
    if row is None or not visit.may_see(row.posting):
        raise NotThere
    return row


def number_in(visit: Visit, name: str) -> int:
    """A number in the path. Raises NotThere."""
    text = str(visit.request.path_params[name])
    if not _NUMBER.fullmatch(text):
        raise NotThere
    return int(text)


def posting_of(visit: Visit, row: Any) -> Posting | None:
    """The posting of an application; None: it is configured no more."""
    return visit.desk.settings.postings.get(row.posting)


def dossier(visit: Visit) -> Response:
    """The page of a dossier."""
    return dossier_page(visit, row_of(visit))


def dossier_page(visit: Visit, row: Any, status: int = 200, **facts: Any) -> Response:
    """The page of a dossier, with what was typed wrong on it."""
    with visit.desk.database.read() as tx:
        shown = showing.dossier(tx, row)
        names = accounts.names(tx)
    posting = posting_of(visit, row)
    held = [Held(document=each.document, received_at=each.received_at) for each in shown.papers]
    values = {"note": "", "wrong": None} | facts
    return page(
        visit,
        "dossier.html",
        status,
        row=row,
        shown=shown,
        posting=posting,
        late_by=_late_by(visit, row, posting),
        old=superseded(held),
        history=deeds.history(visit, shown, names),
        decisions=decisions_on(row, posting),
        infected=any(each.document.virus for each in shown.papers),
        **helpers(visit, names),
        **values,
    )


def _late_by(visit: Visit, row: Any, posting: Posting | None) -> str | None:
    minutes = posting.minutes_late(row.received_at) if posting else None
    return None if minutes is None else phrases.lasting(minutes, visit.language)


def helpers(visit: Visit, names: Any) -> dict[str, Any]:
    """Words that the pages of a dossier share."""
    return {
        "letter_words": lambda kind: deeds.letter_words(visit, kind),
        "state_words": lambda letter: deeds.state_words(visit, letter),
        "outcome_words": lambda outcome: deeds.outcome_words(visit, outcome),
        "actor": lambda text: deeds.actor(text, names),
        "unscanned": lambda document: unscanned(visit, document),
    }


def unscanned(visit: Visit, document: Any) -> bool:
    """Whether a virus scanner is still to look at a document."""
    return visit.desk.scanner is not None and document.scanned_at is None and not document.virus


def decisions_on(row: Any, posting: Posting | None) -> list[str]:
    """The decisions that a person may make on a dossier as it stands."""
    if posting is None:
        return []
    closed = row.status in ("withdrawn", "spam")
    found = []
    if row.status == "late" and row.ruling is None:
        found.append("accept")
    if row.status in ("incomplete", "late") and row.missing:
        found.append("ask")
    if row.ruling:
        found.append("undo")
    if not closed:
        found.append("withdraw")
    if row.status != "spam":
        found.append("spam")
    return found


# --- notes ---------------------------------------------------------------------


def add_note(visit: Visit) -> Response:
    """Write a note."""
    row, text = row_of(visit), visit.text("note")
    if not text or len(text) > notes.LONGEST:
        wrong = (
            visit.say("Write something first.")
            if not text
            else visit.say("A note has at most %(most)s characters.", most=notes.LONGEST)
        )
        return dossier_page(visit, row, 422, note=text, wrong=wrong)
    with visit.desk.database.write() as tx:
        notes.add(visit.desk, tx, row, visit.user.id, text)
    return visit.go(f"/applications/{row.reference}#notes", said=visit.say("The note is kept."))


def remove_note(visit: Visit) -> Response:
    """Remove one's own note."""
    row, number = row_of(visit), number_in(visit, "note")
    with visit.desk.database.write() as tx:
        removed = notes.remove(visit.desk, tx, row, visit.user.id, number)
    if not removed:
        raise NotThere
    return visit.go(f"/applications/{row.reference}#notes", said=visit.say("The note is removed."))


# --- letters -------------------------------------------------------------------


def letter_row(visit: Visit, row: Any) -> Any:
    """The letter that the path names, which is on that application. Raises NotThere."""
    number = number_in(visit, "letter")
    with visit.desk.database.read() as tx:
        found = store.letter_of(tx, number)
    if found is None or found.application_id != row.id:
        raise NotThere
    return found


def letter(visit: Visit) -> Response:
    """A letter as it was sent, and what can be done with it."""
    row = row_of(visit)
    found = letter_row(visit, row)
    return letter_page(visit, found, base=f"/applications/{row.reference}", row=row)


def letter_page(visit: Visit, found: Any, *, base: str, row: Any) -> Response:
    """The page of a letter; `base` is the path of what it belongs to."""
    return page(
        visit,
        "letter.html",
        row=row,
        letter=found,
        words=showing.words_of(found) if found.raw else None,
        base=base,
        state=letters.SHOWN_AS.get(found.state, found.state),
        **helpers(visit, {}),
    )


def letter_view(visit: Visit) -> Response:
    """The HTML of a letter, for a frame."""
    found = letter_row(visit, row_of(visit))
    return letter_frame(showing.words_of(found) if found.raw else None)


def letter_frame(words: Words | None) -> Response:
    """A letter's HTML, which runs nothing and fetches nothing."""
    if words is None or not words.html:
        raise NotThere
    return HTMLResponse(words.html, headers=frame_headers(LETTER_POLICY))


def frame_headers(policy: str) -> dict[str, str]:
    """The headers of what stands in a frame."""
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
    }


def paper_of(visit: Visit, row: Any, sha256: str | None = None) -> Paper:
    """The document of that digest, or of the one that the path names. Raises NotThere."""
    wanted = visit.request.path_params["sha256"] if sha256 is None else sha256
    with visit.desk.database.read() as tx:
        papers = showing.papers(tx, row.id)
    found = next((each for each in papers if each.document.sha256 == wanted), None)
    if found is None:
        raise NotThere
    return found


_BASE: Final = "/applications/{reference}"
PAGES: tuple[Page, ...] = (
    get(_BASE, dossier),
    post(f"{_BASE}/notes", add_note),
    post(f"{_BASE}/notes/{{note}}/remove", remove_note),
    get(f"{_BASE}/letters/{{letter}}", letter),
    get(f"{_BASE}/letters/{{letter}}/view", letter_view),
)
