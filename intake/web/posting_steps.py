"""What is done to a posting with one click, and shown all the same before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from intake import zones
from intake.domain.trouble import Misuse
from intake.services import editions
from intake.settings.editing import GONE, edited
from intake.settings.files import posting_path
from intake.store import editions as store
from intake.web import posting_follows
from intake.web.faults import at_fields, fault
from intake.web.pages import page
from intake.web.posting_fields import PLACES, shown, values_of
from intake.web.posting_form import after, explained, file_of, form, in_force
from intake.web.proposals import Proposal, propose
from intake.web.routes import Page, get, post
from intake.web.visit import Visit


def open_it(visit: Visit) -> Response:
    """Propose to open a draft."""
    return _stepped(visit, {("draft",): GONE})


def close(visit: Visit) -> Response:
    """Propose that mail is late from now on."""
    now = visit.desk.now().astimezone(zones.zone(visit.zone))
    end = (now + timedelta(minutes=1)).replace(second=0, microsecond=0)
    return _stepped(visit, {("deadline",): f"{end:%Y-%m-%d %H:%M}"})


def remove(visit: Visit) -> Response:
    """Propose to remove a draft that nobody has applied to."""
    posting_id, text = file_of(visit)
    with visit.desk.database.read() as tx:
        number = store.applications_of(tx, posting_id)
    if values_of(text).get("draft") is not True or number:
        raise Misuse(
            visit.say("Only a draft without applications can be removed."),
            visit.say("Close the posting instead; its applications stay."),
        )
    proposal = Proposal(
        file=posting_path(posting_id),
        base=text,
        text=None,
        then="/postings",
        back=f"/postings/{posting_id}/edit",
        remarks=[visit.say("The posting goes. It stays in the history, from where it can be brought back.")],
    )
    return propose(visit, proposal)


def _stepped(visit: Visit, changes: Mapping[tuple[str, ...], Any]) -> Response:
    posting_id, text = file_of(visit)
    file, changed = posting_path(posting_id), edited(text, changes)
    found = editions.held(visit.desk, file, changed)
    back = f"/postings/{posting_id}/edit"
    if found.faults:
        told, above = at_fields((fault(visit, each) for each in found.faults), PLACES)
        fields = shown(values_of(text), visit.zone)
        return form(visit, fields, posting_id, text=text, wrong=told, above=above, status=422)
    remarks = posting_follows.of(visit, posting_id, in_force(visit, posting_id), after(found, posting_id))
    then = f"/postings/{posting_id}"
    return propose(visit, Proposal(file=file, base=text, text=changed, then=then, back=back, remarks=remarks))


def subject(visit: Visit) -> Response:
    """What a subject rule stands for, while it is typed."""
    return page(
        visit, "subject_said.html", subject=explained(visit, visit.asked("subject"), visit.asked("title"))
    )


PAGES: tuple[Page, ...] = (
    get("/postings/subject", subject, "admin"),
    post("/postings/{id}/open", open_it, "admin"),
    post("/postings/{id}/close", close, "admin"),
    post("/postings/{id}/remove", remove, "admin"),
)
