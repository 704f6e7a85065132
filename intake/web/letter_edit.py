"""The editor of letters: a template is tried before it is kept; what was there stays in the history."""

from __future__ import annotations

import difflib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from intake.domain.trouble import Misuse
from intake.services import overrides
from intake.services.desk import Rendered
from intake.services.overrides import Change, Faulty, Overtaken
from intake.settings.files import digest
from intake.web.letters import Place, common, fault_words, framed, place_of, where
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_NEAR: Final = 3  # unchanged lines around a change


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A template in the editor."""

    file: str
    text: str  # as it is typed
    own: bool  # the organisation has one of its own
    was: str  # the digest of that one


class Kept:
    """Letters of templates that are not saved: shown for a while to whoever tries them."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._letters: OrderedDict[str, tuple[int, str]] = OrderedDict()

    def put(self, account_id: int, html: str) -> str:
        """Keep a letter; return the key that it is had by."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._letters[key] = (account_id, html)
            while len(self._letters) > self._most:
                self._letters.popitem(last=False)
        return key

    def get(self, account_id: int, key: str) -> str | None:
        """The letter of that key, if it was that person's."""
        with self._lock:
            owner, html = self._letters.get(key, (0, ""))
        return html if owner == account_id else None


_TRIED: Final = Kept(30)


# --- to change ---------------------------------------------------------------


def tried(visit: Visit) -> Response:
    """The HTML of a letter that was tried, for a frame."""
    html = _TRIED.get(visit.user.id, visit.request.path_params["key"])
    if html is None:
        raise NotThere
    return framed(html)


def edit(visit: Visit) -> Response:
    """The editor."""
    place = place_of(visit, visit.asked("case"))
    files = _files(visit, place, visit.asked("file"))
    return _edit_page(visit, place, [_edited(visit, file) for file in files])


def attempt(visit: Visit) -> Response:
    """Try what was typed; nothing is kept. Then the change is shown, and can be saved."""
    place = place_of(visit, visit.text("case"))
    edited = _typed(visit, place)
    result = visit.desk.letters.attempt(
        {each.file: each.text for each in edited}, place.kind.name, place.language, place.case
    )
    wanted = () if result.faults else _changes(visit, edited)
    return _edit_page(visit, place, edited, faults=result.faults, made=result.letter, wanted=wanted)


def save(visit: Visit) -> Response:
    """Keep what was tried."""
    place = place_of(visit, visit.text("case"))
    edited = _typed(visit, place)
    try:
        _write(visit, place, _changes(visit, edited), edited)
    except Faulty as faulty:
        return _edit_page(visit, place, edited, faults=faulty.faults, status=422)
    except Overtaken:
        return _edit_page(visit, place, edited, overtaken=True, status=422)
    return visit.go(place.path, said=visit.say("Saved. The next letter is written with it."))


def reset(visit: Visit) -> Response:
    """Go back to the built-in template."""
    place = place_of(visit, visit.text("case"))
    edited = [_edited(visit, file) for file in _files(visit, place, visit.text("file"))]
    wanted = [_removed(visit, each) for each in edited if each.own]
    _write(visit, place, wanted, edited)
    return visit.go(
        place.path, said=visit.say("The built-in letter holds again; yours is kept in the history.")
    )


def _write(visit: Visit, place: Place, wanted: Sequence[Change], edited: Sequence[Edited]) -> None:
    expected = {each.file: each.was for each in edited}
    overrides.write(
        visit.desk, wanted, place.kind.name, place.language, expected=expected, account_id=visit.user.id
    )
    visit.desks.reread()


def _removed(visit: Visit, each: Edited) -> Change:
    return Change(file=each.file, before=overrides.own(visit.desk, each.file), after=None)


def _changes(visit: Visit, edited: Sequence[Edited]) -> tuple[Change, ...]:
    return overrides.changes(visit.desk, {each.file: each.text for each in edited})


def _edit_page(
    visit: Visit,
    place: Place,
    edited: Sequence[Edited],
    *,
    faults: Sequence[Any] = (),
    made: Rendered | None = None,
    wanted: Sequence[Change] | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> Response:
    names = {each.file for each in edited}
    facts: dict[str, Any] = {
        "edited": edited,
        "chosen": edited[0].file if len(edited) == 1 else "",
        "files": visit.desk.letters.parts(place.kind.name, place.language),
        "changed": visit.desk.letters.own(),
        "faults_found": [(fault, _line(edited, fault)) for fault in faults],
        "at_fault": {fault.file: fault.line for fault in faults if fault.file in names},
        "fault_words": fault_words(visit),
        "made": made,
        "key": _TRIED.put(visit.user.id, made.html) if made else None,
        "tried": wanted is not None,
        "wanted": [(each.file, list(_difference(visit, each))) for each in wanted or ()],
        "overtaken": overtaken,
        "history": overrides.history(visit.desk, sorted(names)),
    }
    return page(visit, "letter_edit.html", status, **common(visit, place), **facts, **where(visit))


def _line(edited: Sequence[Edited], fault: Any) -> str:
    """The line of a template that a fault is at."""
    text = next((each.text for each in edited if each.file == fault.file), "")
    lines = text.splitlines()
    return lines[fault.line - 1] if fault.line and fault.line <= len(lines) else ""


def _difference(visit: Visit, change: Change) -> Iterator[tuple[str, str]]:
    """Yield the lines of a change: "added", "removed", "same" or "gap", and the text."""
    builtin = visit.desk.letters.builtin(change.file)
    before = builtin if change.before is None else change.before
    after = builtin if change.after is None else change.after
    kinds = {"+": "added", "-": "removed", " ": "same", "@": "gap"}
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=_NEAR)
    for number, line in enumerate(lines):
        if number > 1:  # the first two name files
            yield kinds[line[0]], line[1:] if line[0] != "@" else "…"


# --- what is asked for -------------------------------------------------------


def _files(visit: Visit, place: Place, file: str) -> Sequence[str]:
    """The letter's own two templates, or one that it shares with others."""
    parts = visit.desk.letters.parts(place.kind.name, place.language)
    if not file:
        return parts[:2]
    if file not in parts:
        raise NotThere
    return (file,)


def _edited(visit: Visit, file: str) -> Edited:
    kept = _own_text(visit, file)
    text = visit.desk.letters.builtin(file) if kept is None else kept
    return Edited(file=file, text=text, own=kept is not None, was=digest(kept))


def _typed(visit: Visit, place: Place) -> list[Edited]:
    found = []
    for number, file in enumerate(_files(visit, place, visit.text("file"))):
        value = visit.form.get(f"text{number}")
        text = value if isinstance(value, str) else ""
        text = text.replace("\r\n", "\n").replace("\0", "\ufffd").encode("utf-8", "replace").decode()
        kept = _own_text(visit, file)
        found.append(Edited(file=file, text=text, own=kept is not None, was=visit.text(f"was{number}")))
    return found


def _own_text(visit: Visit, file: str) -> str | None:
    try:
        overrides.folder(visit.desk)
    except Misuse:
        return None
    return overrides.own(visit.desk, file)


# Before those of `letters`: a letter that was tried is no letter of that name.
PAGES: tuple[Page, ...] = (
    get("/letters/tried/{key}/preview.html", tried, "admin"),
    get("/letters/{letter}/{language}/edit", edit, "admin"),
    post("/letters/{letter}/{language}/edit", attempt, "admin"),
    post("/letters/{letter}/{language}/save", save, "admin"),
    post("/letters/{letter}/{language}/reset", reset, "admin"),
)
