"""What waits for a person: letters that have not surely arrived, and mails that could not be processed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from starlette.responses import Response

from intake.domain.trouble import Trouble
from intake.services import letters
from intake.services.replay import replay
from intake.store import upkeep
from intake.store.upkeep import KEPT, Kept
from intake.web.deeds import letter_words, outcome_words
from intake.web.health import letters_kept
from intake.web.pages import page
from intake.web.postings import number
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_LETTERS: Final = 50  # of a page
_MAILS: Final = 20
_PATIENCE: Final = 30.0  # seconds: after that, what is left waits for another click


def outbox(visit: Visit, *, wrong: Trouble | None = None) -> Response:
    """Letters that have not surely arrived."""
    kept: Kept | None = next((each for each in KEPT if each == visit.asked("state")), None)
    before = number(visit.asked("before"))
    with visit.desk.database.read() as tx:
        rows = upkeep.letters(tx, kept, before=before, most=_LETTERS + 1)
        counts = upkeep.letters_by_state(tx)
    shown = rows[:_LETTERS]
    return page(
        visit,
        "outbox.html",
        422 if wrong else 200,
        letters=[_letter(visit, row) for row in shown],
        counts=counts,
        words=letters_kept(visit),
        chosen=kept,
        before=before,
        older=shown[-1].id if len(rows) > _LETTERS else None,
        wrong=wrong,
    )


def release(visit: Visit) -> Response:
    """Let a letter go out."""
    letter_id = _id(visit)
    try:
        letters.release(visit.desk, [letter_id])
    except Trouble as trouble:
        return outbox(visit, wrong=trouble)
    return visit.go("/outbox", said=visit.say("The letter goes out with the next pass of intake."))


def _letter(visit: Visit, row: Any) -> dict[str, Any]:
    kept = upkeep.kept_of(row.state, bounced=row.bounced_at is not None)
    return {
        "row": row,
        "kept": kept,
        "kind": _kind(visit, row.kind),
        "why": row.bounce if row.bounced_at else row.note,
        "released": kept in ("held", "failed", "unknown"),
    }


def _kind(visit: Visit, kind: str) -> str:
    """What a letter is about."""
    ours = {
        "digest": visit.say("Digest"),
        "alarm": visit.say("Alarm"),
        "closing": visit.say("Report on a closing"),
        "order": visit.say("Answer to an order by mail"),
        "exceptions": visit.say("What needs a person"),
        "canary": visit.say("Test mail to itself"),
        "invitation": visit.say("Invitation to the console"),
        "trial": visit.say("Trial of a letter"),
    }
    return ours.get(kind) or letter_words(visit, kind)


# --- quarantine --------------------------------------------------------------


def quarantine(visit: Visit, *, wrong: Sequence[Trouble] = ()) -> Response:
    """Mails that could not be processed."""
    after = number(visit.asked("after")) or 0
    with visit.desk.database.read() as tx:
        rows = upkeep.quarantined(tx, after=after, most=_MAILS + 1)
    shown = rows[:_MAILS]
    return page(
        visit,
        "quarantine.html",
        422 if wrong else 200,
        mails=shown,
        after=after,
        more=shown[-1].id if len(rows) > _MAILS else None,
        wrong=wrong,
    )


def replay_one(visit: Visit) -> Response:
    """Take a mail through again."""
    message_id = _id(visit)
    _refuse_others(visit, [message_id])
    try:
        (done,) = replay(visit.desk, [message_id], None)
    except Trouble as trouble:
        return quarantine(visit, wrong=[trouble])
    became = done.application or outcome_words(visit, done.outcome)
    return visit.go("/quarantine", said=visit.say("Mail %(id)s: %(became)s.", id=done.id, became=became))


def replay_all(visit: Visit) -> Response:
    """Take those through again that the page showed, as far as the time for an answer goes."""
    ids = [found for each in visit.chosen("mail")[:_MAILS] if (found := number(each))]
    began, worked, wrong = time.monotonic(), 0, list[Trouble]()
    _refuse_others(visit, ids)
    for message_id in ids:
        if time.monotonic() - began > _PATIENCE:
            break
        try:
            (done,) = replay(visit.desk, [message_id], None)
        except Trouble as trouble:
            wrong.append(trouble)
        else:
            worked += done.outcome != "quarantined"
    if wrong:
        return quarantine(visit, wrong=wrong)
    said = visit.say_of("%(num)s mail left the quarantine.", "%(num)s mails left the quarantine.", worked)
    return visit.go("/quarantine", said=said)


def _refuse_others(visit: Visit, ids: Sequence[int]) -> None:
    """Take through here only what is in quarantine: other mails have their own page. Raises NotThere."""
    with visit.desk.database.read() as tx:
        if not upkeep.all_quarantined(tx, ids):
            raise NotThere


def _id(visit: Visit) -> int:
    found = number(visit.request.path_params["id"])
    if found is None:
        raise NotThere
    return found


PAGES: tuple[Page, ...] = (
    get("/outbox", outbox, "admin"),
    post("/outbox/{id}/release", release, "admin"),
    get("/quarantine", quarantine, "admin"),
    post("/quarantine/replay", replay_all, "admin"),
    post("/quarantine/{id}/replay", replay_one, "admin"),
)
