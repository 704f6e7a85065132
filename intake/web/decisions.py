"""Decisions on a dossier: each is shown before it is made, and made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.responses import Response

from intake.domain.model import Document, Kind
from intake.domain.trouble import Trouble
from intake.services import correct, letters, notes, previews, settle
from intake.services.previews import Preview, StaleError
from intake.services.settle import By
from intake.store import dossiers
from intake.store import showing as store
from intake.store.database import Transaction
from intake.web import deeds
from intake.web.decision_form import ORDERS, Decision, WrongFormError, wanted
from intake.web.dossier import helpers, letter_frame, posting_of, row_of
from intake.web.pages import moment, page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a decision makes of a dossier. `why`: it changes nothing; `silence`: why no letter follows."""

    was: str
    status: str
    lacked: Sequence[Kind]
    lacking: Sequence[Kind]
    changed: bool
    why: str = ""
    silence: str = ""
    waiting: bool = False
    held: bool = False  # the letter that follows is for a person to let go
    goes_at: datetime | None = None  # when a letter that follows goes out; None: there is none that goes
    waits: bool = False  # one that was there before goes out, and says what is true now
    before: Document | None = None
    after: Document | None = None


# --- what it does ----------------------------------------------------------------


def work(visit: Visit, decision: Decision, *, quiet: bool = False, note: str = "") -> previews.Work[Outcome]:
    """The decision, to be made within a transaction; a note goes with it where it changes something."""
    desk = visit.desk

    def run(tx: Transaction, stored: dossiers.Stored) -> Outcome:
        before = store.application_by_id(tx, stored.id)
        old = {letter.id for letter in store.letters(tx, stored.id)}
        facts = _make(visit, tx, stored, decision, quiet=quiet)
        after, letters_now = store.application_by_id(tx, stored.id), store.letters(tx, stored.id)
        going = [each for each in letters_now if each.state == "pending"]
        assert before is not None
        assert after is not None
        if note and facts["changed"]:
            notes.add(desk, tx, before, visit.user.id, note)
        return Outcome(
            was=before.status,
            status=after.status,
            lacked=tuple(before.missing),
            lacking=tuple(after.missing),
            held=any(each.state == "held" and each.id not in old for each in letters_now),
            goes_at=min((each.due_at for each in going if each.id not in old), default=None),
            waits=any(each.id in old and each.kind != "privacy" for each in going),
            **facts,
        )

    return run


def _make(
    visit: Visit, tx: Transaction, stored: dossiers.Stored, decision: Decision, *, quiet: bool
) -> dict[str, Any]:
    desk = visit.desk
    if decision.letter is not None:
        act = letters.let_go if decision.word == "release" else letters.arrived
        act(desk, tx, decision.letter.id)
        return {"changed": True}
    if decision.paper is not None:
        assert decision.said is not None
        said = correct.say(desk, tx, stored, decision.paper.document.sha256, decision.said, quiet=quiet)
        told = {"before": said.before, "after": said.after}
        return {
            "changed": said.changed,
            "why": "" if said.changed else "same",
            "silence": said.silence,
        } | told
    done = settle.rule(desk, tx, stored, ORDERS[decision.word], By(actor=desk.actor), quiet=quiet)
    facts = {"silence": done.silence, "waiting": done.waiting}
    return {"changed": done.why is None, "why": done.why or ""} | facts


# --- pages -----------------------------------------------------------------------


def shown(visit: Visit) -> Response:
    """What a decision would do."""
    row = row_of(visit)
    try:
        decision = wanted(visit, row, visit.request.query_params)
    except WrongFormError as error:
        return error.page(visit, row)
    return _preview_page(visit, row, decision)


def _preview_page(visit: Visit, row: Any, decision: Decision, status: int = 200, **facts: Any) -> Response:
    if refused := _refused(visit, decision):
        return visit.go(_back(row, decision), said=refused)
    found: Preview[Outcome] = previews.preview(visit.desk, row.reference, work(visit, decision))
    with visit.desk.database.read() as tx:
        sent = [each for each in store.letters(tx, row.id) if each.state in ("sent", "unknown")]
    values = {"note": "", "wrong": None, "stale": False} | facts
    return page(
        visit,
        "decide.html",
        status,
        row=row,
        posting=posting_of(visit, row),
        decision=decision,
        found=found,
        done=found.done,
        why=deeds.why_words(visit, found.done.why),
        silence=deeds.silence_words(visit, found.done.silence) if found.done.silence else "",
        fields=_fields(decision),
        back=_back(row, decision),
        base=f"/applications/{row.reference}/decide/{decision.word}",
        gone=sent[-1] if sent else None,
        **helpers(visit, {}),
        **values,
    )


def _fields(decision: Decision) -> list[tuple[str, str]]:
    """The decision again, as hidden fields."""
    return [(name, value) for name, value in QueryParams(decision.query).multi_items()]


def _back(row: Any, decision: Decision) -> str:
    base = f"/applications/{row.reference}"
    if decision.paper is not None:
        return f"{base}/documents/{decision.paper.document.sha256}"
    return f"{base}/letters/{decision.letter.id}" if decision.letter is not None else base


def _refused(visit: Visit, decision: Decision) -> str | None:
    """Why a letter is none that this could be done to, in words."""
    if decision.word == "release" and decision.letter.state not in ("held", "failed", "unknown"):
        return visit.say("This letter is on its way already, or has gone out.")
    if decision.word == "arrived" and decision.letter.state != "unknown":
        return visit.say("It is known already what became of this letter.")
    if decision.paper is not None and decision.paper.document.virus:
        return visit.say("An infected document stays what it is.")
    return None


def preview_letter(visit: Visit) -> Response:
    """The HTML of the letter that a decision would write, for a frame."""
    row = row_of(visit)
    try:
        decision = wanted(visit, row, visit.request.query_params)
    except WrongFormError:
        raise NotThere from None
    if _refused(visit, decision):
        raise NotThere
    found = previews.preview(visit.desk, row.reference, work(visit, decision))
    return letter_frame(found.letters[0] if found.letters else None)


def made(visit: Visit) -> Response:
    """Make a decision, once, if the dossier is still what the person saw."""
    row = row_of(visit)
    try:
        decision = wanted(visit, row, visit.form)
    except WrongFormError as error:
        return error.page(visit, row)
    back = f"/applications/{row.reference}"
    if refused := _refused(visit, decision):
        return visit.go(back, said=refused)
    note = visit.text("note")
    wrong = _wrong_note(visit, decision, note)
    if wrong:
        return _preview_page(visit, row, decision, 422, note=note, wrong=wrong)
    act = work(visit, decision, quiet=visit.ticked("quiet"), note=note)
    try:
        done = previews.make(visit.desk, row.reference, visit.text("seen"), act)
    except StaleError:
        return _stale(visit, row, decision, note)
    if not done.changed:
        return visit.go(back, said=deeds.why_words(visit, done.why))
    return visit.go(back, said=_said(visit, decision, done))


def _wrong_note(visit: Visit, decision: Decision, note: str) -> str | None:
    if decision.word == "accept" and not note:
        return visit.say("Say why it is accepted all the same.")
    if len(note) > notes.LONGEST:
        return visit.say("A note has at most %(most)s characters.", most=notes.LONGEST)
    return None


def _stale(visit: Visit, row: Any, decision: Decision, note: str) -> Response:
    """Tell what is new; where the decision stands already, the same form was sent twice."""
    try:
        again = previews.preview(visit.desk, row.reference, work(visit, decision)).done
    except Trouble:
        again = None
    if again is not None and not again.changed and again.why in ("same", "nothing_to_undo", "asked_lately"):
        return visit.go(f"/applications/{row.reference}", said=deeds.why_words(visit, again.why))
    return _preview_page(visit, row_of(visit), decision, 409, note=note, stale=True)


def _said(visit: Visit, decision: Decision, done: Outcome) -> str:
    if decision.word == "arrived":
        return visit.say("Noted: the letter did arrive.")
    if decision.word == "release":
        return visit.say("The letter goes out with the next pass of intake.")
    if done.held:
        return visit.say("Done. The letter is held until a person lets it go.")
    if done.goes_at is not None and done.goes_at > visit.desk.now():
        when = moment(visit.language, visit.zone, done.goes_at)
        return visit.say("Done. The letter goes out on %(when)s.", when=when)
    if done.goes_at is not None:
        return visit.say("Done. The letter goes out with the next pass of intake.")
    if done.waits:
        return visit.say("Done. The letter that is still to go out says so.")
    return visit.say("Done. Nothing is sent to the candidate.")


_BASE: Final = "/applications/{reference}/decide/{word}"
PAGES: tuple[Page, ...] = (
    get(_BASE, shown),
    post(_BASE, made),
    get(f"{_BASE}/letter", preview_letter),
)
