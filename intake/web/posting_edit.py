"""Postings made and changed: a form over the posting's file, or its text; shown before it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from intake.domain.trouble import Misuse
from intake.services import editions
from intake.settings.editing import GONE, edited
from intake.settings.files import digest, is_file, posting_ids, posting_path, text_of
from intake.store import editions as store
from intake.web import posting_follows, tray
from intake.web.faults import Fault, at_fields, fault
from intake.web.posting_fields import PLACES, shown, typed, values_of, with_typed
from intake.web.posting_form import after, file_of, form, in_force
from intake.web.proposals import Proposal, overtaken, propose
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_INCLUSIVE: Final = re.compile(r"\([^)]*\)|/\w{1,2}\b")  # (e), (H/F), chargé/e


def new(visit: Visit) -> Response:
    """The form of a posting that is not there yet: empty, like another one, or as it was proposed."""
    token = visit.asked("proposal")
    proposal = tray.get(visit, token, Proposal)
    text = proposal.text if proposal else None
    if like := visit.asked("like"):
        text, token = _copy(visit, like)
        proposal = tray.get(visit, token, Proposal)
    fields = shown(values_of(text) if text else _first(visit), visit.zone)
    posting_id = (
        proposal.file[len("postings/") : -len(".yaml")] if proposal and is_file(proposal.file) else ""
    )
    return form(visit, fields | {"id": posting_id}, None, proposal=token if proposal else "", text=text)


def make(visit: Visit) -> Response:
    """Propose a new posting."""
    token = visit.text("proposal")
    kept = tray.get(visit, token, Proposal)
    if token and kept is None:
        raise Misuse(visit.say("This was left alone for too long."), visit.say("Begin anew."))
    base = kept.text if kept else None
    before = shown(values_of(base), visit.zone)
    now = typed(visit, before)
    now["id"] = visit.text("id") or id_of(now["title"], posting_ids(visit.desk.settings.folder))
    folder, by_text = visit.desk.settings.folder, visit.text("as") == "text"
    wrong: dict[str, str] = {}
    try:
        file = posting_path(now["id"])
        if now["id"].lower() in {each.lower() for each in posting_ids(folder)}:
            wrong["id"] = visit.say("There is a posting of that name already.")
    except Misuse:
        file = posting_path("posting")
        wrong["id"] = visit.say(
            "At most 64 letters without accents, digits, - and _; a letter or digit first."
        )
    text = _typed_text(visit) if by_text else with_typed(base, before, now)
    return _checked(visit, file, text, now, wrong, kept=kept, by_text=by_text)


def edit(visit: Visit) -> Response:
    """The form of a posting that is there."""
    posting_id, text = file_of(visit)
    token = visit.asked("proposal")
    kept = tray.get(visit, token, Proposal)
    if kept is not None and kept.file == posting_path(posting_id) and kept.text is not None:
        text = kept.text
    else:
        token = ""
    fields = shown(values_of(text), visit.zone)
    return form(visit, fields, posting_id, proposal=token, text=text)


def change(visit: Visit) -> Response:
    """Propose what was changed in it."""
    posting_id, current = file_of(visit)
    file = posting_path(posting_id)
    kept = tray.get(visit, visit.text("proposal"), Proposal)
    base = kept.text if kept is not None and kept.file == file and kept.text is not None else current
    before = shown(values_of(base), visit.zone)
    now = typed(visit, before)
    if visit.text("digest") != digest(current):
        return _overtaken(visit, posting_id, current, now)
    by_text = visit.text("as") == "text"
    try:
        text = _typed_text(visit) if by_text else with_typed(base, before, now)
    except Misuse as misuse:
        above = Fault(where=file, field="", text=f"{misuse.text} {misuse.remedy}", own=False)
        return form(visit, now, posting_id, text=base, above=[above], status=422)
    return _checked(visit, file, text, now, {}, kept=kept, by_text=by_text, current=current)


def _checked(
    visit: Visit,
    file: str,
    text: str,
    now: Mapping[str, str],
    wrong: dict[str, str],
    *,
    kept: Proposal | None,
    by_text: bool,
    current: str | None = None,
) -> Response:
    """Lead to the page that shows the change, or back to the form with what is wrong."""
    posting_id = None if current is None else file[len("postings/") : -len(".yaml")]
    found = editions.held(visit.desk, file, text)
    told, above = at_fields((fault(visit, each) for each in found.faults), PLACES)
    if by_text and told:
        above = [fault(visit, each) for each in found.faults]
    wrong = told | wrong
    if not by_text and not now.get("title"):
        wrong["title"] = visit.say("Write a title.")
    if wrong or above:
        token = visit.text("proposal")
        return form(
            visit,
            now,
            posting_id,
            text=text,
            proposal=token,
            wrong=wrong,
            above=above,
            by_text=by_text,
            status=422,
        )
    if text == current:
        return visit.go(f"/postings/{posting_id}/edit", said=visit.say("Nothing was changed."))
    name = file[len("postings/") : -len(".yaml")]
    origin = f"/postings/{name}/edit" if posting_id else "/postings/new"
    return propose(
        visit,
        Proposal(
            file=file,
            base=current,
            text=text,
            then=f"/postings/{name}",
            back=f"{origin}?proposal={{token}}",
            remarks=posting_follows.of(visit, name, in_force(visit, name), after(found, name)),
            advert=kept.advert if kept else None,
        ),
    )


def _first(visit: Visit) -> dict[str, Any]:
    """What a new posting begins with."""
    boxes = list(visit.desk.settings.mailboxes)
    return {
        "language": visit.language,
        "mailbox": boxes[0] if len(boxes) == 1 else "",
        "documents": ["cv", "letter"],
    }


def _copy(visit: Visit, posting_id: str) -> tuple[str | None, str]:
    """The file of another posting without its times and its reference, as a draft."""
    folder = visit.desk.settings.folder
    if posting_id not in posting_ids(folder):
        raise NotThere
    text = text_of(folder, f"postings/{posting_id}.yaml") or ""
    gone: dict[tuple[str, ...], Any] = dict.fromkeys(
        (("opens",), ("deadline",), ("closed",), ("reference",)), GONE
    )
    after = edited(text, {**gone, ("draft",): True})
    token = tray.put(visit, Proposal(file="", base=None, text=after, then="", back="/postings/new"))
    return after, token


def _overtaken(visit: Visit, posting_id: str, current: str, now: Mapping[str, str]) -> Response:
    """Show the change that came between, and what was typed on top of it."""
    file, known, merged = posting_path(posting_id), None, None
    known = _known(visit, file)
    if visit.text("as") == "text":
        merged = _typed_text(visit)
    elif known is not None:
        merged = with_typed(current, shown(values_of(known), visit.zone), now)
    return overtaken(visit, file, known, f"/postings/{posting_id}/edit", merged=merged)


def _known(visit: Visit, file: str) -> str | None:
    """The file as it was when the form was opened, if the history has it."""
    with visit.desk.database.read() as tx:
        rows = store.latest(tx, file)
    texts = (text for row in rows for text in (row.before, row.after))
    return next((each for each in texts if digest(each) == visit.text("digest")), None)


def _typed_text(visit: Visit) -> str:
    value = visit.form.get("text")
    text = value.replace("\r\n", "\n") if isinstance(value, str) else ""
    return text if not text or text.endswith("\n") else f"{text}\n"


def id_of(title: str, taken: list[str]) -> str:
    """A name for a posting's file, of its title."""
    bare = unicodedata.normalize("NFKD", _INCLUSIVE.sub("", title)).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-") or "posting"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(each for each in names if each not in taken)


PAGES: tuple[Page, ...] = (
    get("/postings/new", new, "admin"),
    post("/postings/new", make, "admin"),
    get("/postings/{id}/edit", edit, "admin"),
    post("/postings/{id}/edit", change, "admin"),
)
