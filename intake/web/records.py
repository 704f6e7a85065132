"""Who did what, and what people ask of their personal data."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, cast

from starlette.responses import Response

from intake.domain.sheet import Cell, Column, Sheet
from intake.domain.trouble import Misuse
from intake.services import requests
from intake.store import requests as store
from intake.store import upkeep
from intake.web.downloads import stream
from intake.web.log_words import actions, entries, who
from intake.web.pages import page
from intake.web.postings import number
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit
from intake.zones import zone

_ENTRIES: Final = 50  # of a page
_AT_ONCE: Final = 1000  # of a file


def audit(visit: Visit) -> Response:
    """The audit log, the newest first."""
    asked, before = _asked(visit), number(visit.asked("before"))
    with visit.desk.database.read() as tx:
        rows = upkeep.entries(tx, **asked, before=before, most=_ENTRIES + 1)
        names, actors = upkeep.account_names(tx), upkeep.actors(tx)
    shown = rows[:_ENTRIES]
    people = [(actor, who(visit, actor, names)) for actor in ("intake", *actors)]
    return page(
        visit,
        "audit.html",
        deeds=entries(visit, shown, names),
        actions=[("", visit.say("everything")), *actions(visit)],
        people=[("", visit.say("everybody")), ("people", visit.say("people, not intake")), *people],
        asked={"action": visit.asked("action"), "actor": visit.asked("actor")},
        before=before,
        older=shown[-1].id if len(rows) > _ENTRIES else None,
    )


def audit_file(visit: Visit) -> Response:
    """The same, all of it, for a spreadsheet."""
    titles = ("When", "Who", "Action", "What", "Application", "Mail", "Letter", "Note")
    sheet = Sheet(
        name="audit",
        columns=tuple(Column(title=visit.say(_TITLES[each])) for each in titles),
        rows=_rows(visit),
        zone=zone(visit.zone),
    )
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    visit.desk.write_csv(sheet, cast("BinaryIO", file))
    file.seek(0)
    return stream(cast("BinaryIO", file), "audit.csv")


def _(said: str) -> str:
    return said  # marked for the catalogues


_TITLES: Final = {
    "When": _("When"),
    "Who": _("Who"),
    "Action": _("Action"),
    "What": _("What"),
    "Application": _("Application"),
    "Mail": _("Mail"),
    "Letter": _("Letter"),
    "Note": _("Note"),
}


def _asked(visit: Visit) -> dict[str, Any]:
    """What of the log the address asks for; what no database takes as a text is asked as another one."""
    action, actor = (visit.asked(name).replace("\0", "\ufffd") for name in ("action", "actor"))
    people = actor == "people"
    return {"action": action or None, "actor": None if people else actor or None, "people": people}


def _rows(visit: Visit) -> Iterator[tuple[Cell, ...]]:
    asked, before = _asked(visit), None
    with visit.desk.database.read() as tx:
        names = upkeep.account_names(tx)
    while True:
        with visit.desk.database.read() as tx:
            rows = upkeep.entries(tx, **asked, before=before, most=_AT_ONCE)
        told = entries(visit, rows, names)
        for row, entry in zip(rows, told, strict=True):
            of = (row.application, row.message_id, row.letter_id, row.note)
            yield (row.at, entry.who, row.action, entry.what, *of)
        if len(rows) < _AT_ONCE:
            return
        before = rows[-1].id


# --- requests about one's data -----------------------------------------------


def asked_of(visit: Visit, *, wrong: tuple[int, str] | None = None) -> Response:
    """What people ask of their personal data."""
    everything = visit.asked("all") == "1"
    with visit.desk.database.read() as tx:
        rows = store.listing(tx, everything=everything)
        of = {row.id: store.references_of(tx, row.email) for row in rows if row.email}
    kinds = {
        "access": visit.say("wants to see their data"),
        "rectification": visit.say("wants their data corrected"),
        "erasure": visit.say("wants their data erased"),
    }
    return page(
        visit,
        "requests.html",
        422 if wrong else 200,
        waiting=[row for row in rows if row.finished_at is None],
        answered=[row for row in reversed(rows) if row.finished_at is not None],
        applications=of,
        kinds_of=kinds,
        everything=everything,
        may_ask=store.MAY_ASK,
        erased=store.ERASED,
        wrong=wrong,
        typed=visit.text(f"note-{wrong[0]}") if wrong else "",
    )


def finish(visit: Visit) -> Response:
    """Note that a request was answered, and how."""
    request_id = number(visit.request.path_params["id"])
    if request_id is None:
        raise NotThere
    note = visit.text(f"note-{request_id}")
    with visit.desk.database.read() as tx:
        there = [row for row in store.listing(tx, everything=True) if row.id == request_id]
    if not there:
        raise NotThere
    if there[0].finished_at is not None:
        return visit.go("/requests", said=visit.say("That request was answered already."))
    if not note:
        return asked_of(visit, wrong=(request_id, visit.say("Say in a few words how it was answered.")))
    try:
        requests.finish(visit.desk, request_id, note)
    except Misuse as misuse:
        return asked_of(visit, wrong=(request_id, misuse.text))
    return visit.go("/requests", said=visit.say("The request is noted as answered."))


PAGES: tuple[Page, ...] = (
    get("/audit", audit, "admin"),
    get("/audit.csv", audit_file, "admin"),
    get("/requests", asked_of, "admin"),
    post("/requests/{id}/finish", finish, "admin"),
)
