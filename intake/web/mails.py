"""One mail: what it says, what became of it, its original, and the posting that it is assigned to."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from starlette.responses import Response

from intake.domain.model import Message, Posting
from intake.domain.trouble import Trouble
from intake.services import explain, replay, showing
from intake.store import accounts, audit
from intake.store import showing as store
from intake.web import deeds
from intake.web.dossier import helpers, letter_frame, letter_page, number_in
from intake.web.downloads import attachment
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_ASSIGNED: Final = ("unmatched", "automatic", "quarantined")  # outcomes that a person may set right
_MOST_TEXT: Final = 100_000  # characters of a mail that are shown


def row_of(visit: Visit) -> Any:
    """The row of the mail that the path names. Raises NotThere, also where it is another's."""
    number = number_in(visit, "message")
    with visit.desk.database.read() as tx:
        row = store.mail(tx, number)
    if row is None or not may_see(visit, row):
        raise NotThere
    return row


def may_see(visit: Visit, row: Any) -> bool:
    """Whether a mail is this person's business: its posting is, or a digest would tell them of it.

    See `services.digest_facts`: of mails that no posting has, those that are unmatched or in quarantine,
    and the automatic ones that hold documents, in the mailboxes of their postings.
    """
    posting = row.application_posting or row.posting
    if visit.scope is None or posting is not None:
        return visit.may_see(posting)
    told = row.outcome in ("unmatched", "quarantined") or (row.outcome == "automatic" and row.files > 0)
    return told and any(each.mailbox == row.mailbox for each in visit.postings.values())


def mail(visit: Visit) -> Response:
    """The page of a mail."""
    return mail_page(visit, row_of(visit))


def mail_page(visit: Visit, row: Any, status: int = 200, **facts: Any) -> Response:
    """The page of a mail, with what was chosen wrong on it."""
    message = showing.message_of(visit.desk, row.sha256, row.received_at)
    with visit.desk.database.read() as tx:
        answers = store.answers(tx, row.id)
        names = accounts.names(tx)
        held = showing.papers(tx, row.application_id) if row.application_id else ()
    ours = {each.document.sha256 for each in held}
    values = {"wrong": None, "chosen": ""} | facts
    return page(
        visit,
        "mail.html",
        status,
        row=row,
        message=message,
        text=message.text[:_MOST_TEXT] if message else "",
        files=_files(visit, message, ours) if message else [],
        answers=[each for each in answers if _may_see_letter(visit, row, each)],
        assignable=row.outcome in _ASSIGNED,
        postings=postings_for(visit, row),
        infected=is_infected(visit, row, [each for each in held if each.mail == row.sha256]),
        **helpers(visit, names),
        **values,
    )


def _may_see_letter(visit: Visit, row: Any, letter: Any) -> bool:
    return letter.application_id is None or letter.application_id == row.application_id or visit.user.admin


def _files(visit: Visit, message: Message, ours: set[str]) -> list[dict[str, Any]]:
    """What a mail brings, and which of it is a document of its dossier."""
    found = []
    for part in message.attachments:
        digest = hashlib.sha256(part.payload).hexdigest()
        found.append(
            {
                "number": part.position,
                "name": part.label,
                "size": len(part.payload),
                "sha256": digest if digest in ours else None,
                "document": visit.desk.is_document(part),
            }
        )
    return found


def is_infected(visit: Visit, row: Any, papers: Any) -> bool:
    """Whether a virus was found in a mail."""
    return any(each.document.virus for each in papers) or visit.desk.blobs.is_apart(row.sha256)


def postings_for(visit: Visit, row: Any) -> list[Posting]:
    """The postings that this person may assign a mail to: their own, of its mailbox."""
    own = visit.postings
    return [each for each in visit.desk.postings_of(row.mailbox) if each.id in own]


# --- the original ----------------------------------------------------------------


def original(visit: Visit) -> Response:
    """The mail as it came, to be saved; one that brought a virus is not handed out so."""
    row = row_of(visit)
    if holds_virus(visit, row):
        raise NotThere
    return attachment(_raw(visit, row), f"{row.reference or 'mail'} {row.id}.eml")


def infected(visit: Visit) -> Response:
    """The same for an admin who has said that it is wanted all the same."""
    row = row_of(visit)
    if not visit.ticked("sure"):
        return mail_page(visit, row, 422, wrong=visit.say("Tick this first, if you know what you do."))
    raw = _raw(visit, row)
    with visit.desk.database.write() as tx:
        audit.record(
            tx,
            at=visit.desk.now(),
            actor=visit.desk.actor,
            action="infected handed out",
            message_id=row.id,
            application=row.reference,
        )
    return attachment(raw, f"mail {row.id} infected.bin")


def holds_virus(visit: Visit, row: Any) -> bool:
    """Whether a virus was found in a mail, as is_infected has it, the dossier looked up."""
    with visit.desk.database.read() as tx:
        held = showing.papers(tx, row.application_id) if row.application_id else ()
    return is_infected(visit, row, [each for each in held if each.mail == row.sha256])


def _raw(visit: Visit, row: Any) -> bytes:
    raw = showing.raw_of(visit.desk, row.sha256)
    if raw is None:
        raise NotThere
    return raw


# --- its letters -----------------------------------------------------------------


def letter(visit: Visit) -> Response:
    """A letter that answers a mail."""
    row = row_of(visit)
    return letter_page(visit, _letter_of(visit, row), base=f"/messages/{row.id}", row=row)


def letter_view(visit: Visit) -> Response:
    """Its HTML, for a frame."""
    found = _letter_of(visit, row_of(visit))
    return letter_frame(showing.words_of(found) if found.raw else None)


def _letter_of(visit: Visit, row: Any) -> Any:
    number = number_in(visit, "letter")
    with visit.desk.database.read() as tx:
        found = store.letter_of(tx, number)
    if found is None or found.cause_id != row.id or not _may_see_letter(visit, row, found):
        raise NotThere
    return found


# --- assigned --------------------------------------------------------------------


def assigning(visit: Visit) -> Response:
    """What would become of a mail as an application to a posting."""
    row = row_of(visit)
    if row.outcome not in _ASSIGNED:
        return visit.go(f"/messages/{row.id}", said=_settled(visit, row))
    posting = _chosen(visit, row, visit.asked("posting"))
    if posting is None:
        return mail_page(visit, row, 422, wrong=visit.say("Choose a posting."))
    return _assign_page(visit, row, posting)


def _assign_page(visit: Visit, row: Any, posting: Posting, status: int = 200, **facts: Any) -> Response:
    raw = _raw(visit, row)
    told = explain.explain_mail(visit.desk, raw, row.received_at, posting)
    values = {"stale": False} | facts
    return page(
        visit,
        "mail_assign.html",
        status,
        row=row,
        posting=posting,
        told=told,
        **helpers(visit, {}),
        **values,
    )


def assign(visit: Visit) -> Response:
    """Take a mail in as an application to a posting."""
    row = row_of(visit)
    if row.outcome not in _ASSIGNED:  # the same form a second time, or a colleague was faster
        return visit.go(_to(row), said=_settled(visit, row))
    posting = _chosen(visit, row, visit.text("posting"))
    if posting is None:
        return mail_page(visit, row, 422, wrong=visit.say("Choose a posting."))
    if visit.text("seen") != row.outcome:
        return _assign_page(visit, row, posting, 409, stale=True)
    try:
        (done,) = replay.replay(visit.desk, [row.id], posting, answer=not visit.ticked("quiet"))
    except Trouble:
        row = row_of(visit)
        if row.outcome in _ASSIGNED:
            raise
        return visit.go(_to(row), said=_settled(visit, row))  # a colleague was faster meanwhile
    if done.application is None:
        return visit.go(f"/messages/{row.id}", said=visit.say("It could not be made an application."))
    path = f"/applications/{done.application}"
    said = visit.say("The mail belongs to %(reference)s now.", reference=done.application)
    return visit.go(path, said=said)


def _chosen(visit: Visit, row: Any, posting_id: str) -> Posting | None:
    return next((each for each in postings_for(visit, row) if each.id == posting_id), None)


def _settled(visit: Visit, row: Any) -> str:
    if row.reference:
        return visit.say("The mail belongs to %(reference)s already.", reference=row.reference)
    return visit.say(
        "This mail is none to be assigned: %(outcome)s.", outcome=deeds.outcome_words(visit, row.outcome)
    )


def _to(row: Any) -> str:
    return f"/applications/{row.reference}" if row.reference else f"/messages/{row.id}"


_BASE: Final = "/messages/{message}"
PAGES: tuple[Page, ...] = (
    get(_BASE, mail),
    get(f"{_BASE}/raw", original),
    post(f"{_BASE}/raw", infected, "admin"),
    get(f"{_BASE}/assign", assigning),
    post(f"{_BASE}/assign", assign),
    get(f"{_BASE}/letters/{{letter}}", letter),
    get(f"{_BASE}/letters/{{letter}}/view", letter_view),
)
