"""The letters, read with made-up facts, and sent to oneself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import HTMLResponse, Response

from intake.domain.model import LANGUAGES, Language
from intake.domain.sample_letters import cases
from intake.domain.trouble import Misuse
from intake.services import overrides, trials
from intake.web.letter_words import (
    KINDS,
    NAMED,
    OTHER,
    REMEDIES,
    TO_CANDIDATES,
    TO_US,
    TONGUES,
    Kind,
    cases_of,
)
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

# A letter is another's page within ours: it runs nothing, loads nothing, and leads nowhere.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
_SHARED: Final = "_frame/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A letter in a language, and the case that it is shown for."""

    kind: Kind
    language: Language
    case: int
    count: int  # of its cases

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/letters/{self.kind.name}/{self.language}"

    @property
    def title(self) -> str:
        """The name of the letter, in English."""
        return self.kind.title


# --- to read -----------------------------------------------------------------


def index(visit: Visit) -> Response:
    """Every letter in each language."""
    letters, users = visit.desk.letters, _users(visit)
    shared = {file: users.get(file) for file in letters.files() if file.startswith(_SHARED)}
    facts: dict[str, Any] = {
        "groups": (
            (visit.say("To candidates"), TO_CANDIDATES),
            (visit.say("To recruiters and admins"), TO_US),
        ),
        "tongues": TONGUES,
        "own": {
            f"{kind}/{language}" for kind in KINDS for language in LANGUAGES if _own(visit, kind, language)
        },
        "changed": letters.own(),
        "shared": shared,
        "wrong": [(fault, _editor(users, fault.file)) for fault in letters.faults()],
    }
    return page(visit, "letters.html", fault_words=fault_words(visit), **facts, **where(visit))


def letter(visit: Visit) -> Response:
    """A letter with made-up facts."""
    place = place_of(visit, visit.asked("case"))
    made = visit.desk.letters.show(cases(place.kind.name, place.language)[place.case])
    files = visit.desk.letters.parts(place.kind.name, place.language)
    facts: dict[str, Any] = {"made": made, "files": files, "changed": visit.desk.letters.own()}
    return page(visit, "letter_shown.html", **common(visit, place), **facts)


def preview(visit: Visit) -> Response:
    """The HTML of a letter, for a frame."""
    place = place_of(visit, visit.asked("case"))
    return framed(visit.desk.letters.show(cases(place.kind.name, place.language)[place.case]).html)


def send_trial(visit: Visit) -> Response:
    """Send a letter to oneself."""
    place = place_of(visit, visit.text("case"))
    trials.send(visit.desk, visit.user, place.kind.name, place.language, place.case)
    said = visit.say(
        "A trial goes to %(address)s. “intake run” sends it, within a minute.", address=visit.user.email
    )
    return visit.go(f"{place.path}?case={place.case}", said=said)


# --- what is asked for -------------------------------------------------------


def place_of(visit: Visit, case: str) -> Place:
    """The letter that an address is about; a case that is none is the first one. Raises NotThere."""
    given = visit.request.path_params
    kind = KINDS.get(given["letter"])
    language = next((each for each in LANGUAGES if each == given["language"]), None)
    if kind is None or language is None:
        raise NotThere
    count = len(cases(kind.name, language))
    wanted = int(case) if case.isascii() and case.isdigit() and len(case) < 4 else 0  # noqa: PLR2004
    return Place(kind=kind, language=language, case=wanted if wanted < count else 0, count=count)


def _own(visit: Visit, kind: str, language: Language) -> bool:
    return bool(set(visit.desk.letters.parts(kind, language)[:2]) & set(visit.desk.letters.own()))


def _users(visit: Visit) -> Mapping[str, str]:
    """For each template the first letter that is made of it: `late/fr`."""
    users: dict[str, str] = {}
    for kind in KINDS:
        for language in LANGUAGES:
            for file in visit.desk.letters.parts(kind, language):
                users.setdefault(file, f"{kind}/{language}")
    return users


def _editor(users: Mapping[str, str], file: str) -> str | None:
    """Where a template can be edited; None: no letter is made of it."""
    if file not in users:
        return None
    return f"/letters/{users[file]}/edit" + (f"?file={file}" if file.startswith(_SHARED) else "")


def common(visit: Visit, place: Place) -> Mapping[str, Any]:
    """What the pages of a letter have in common."""
    named = cases_of(place.kind.name)
    labels = [
        visit.say(named[number]) if number < len(named) else visit.say(OTHER, number=number + 1)
        for number in range(place.count)
    ]
    options = [(str(number), label) for number, label in enumerate(labels)]
    return {"place": place, "options": options, "tongues": TONGUES}


def where(visit: Visit) -> Mapping[str, Any]:
    """Where templates are kept, or why they cannot be."""
    try:
        place = overrides.folder(visit.desk)
    except Misuse as misuse:
        return {"folder": None, "there": False, "refusal": misuse}
    return {"folder": place, "there": place.is_dir(), "refusal": None}


def fault_words(visit: Visit) -> Callable[[str], str | None]:
    """What says in the visitor's language what is wrong with a template, or what to do; None: it cannot."""

    def told(sentence: str) -> str | None:
        for pattern, words in NAMED:
            if found := pattern.fullmatch(sentence):
                return visit.say(words, **found.groupdict())
        return visit.say(sentence) if sentence in REMEDIES or visit.language == "en" else None

    return told


def framed(html: str) -> Response:
    """A letter for a frame."""
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})


PAGES: tuple[Page, ...] = (
    get("/letters", index, "admin"),
    get("/letters/{letter}/{language}", letter, "admin"),
    get("/letters/{letter}/{language}/preview.html", preview, "admin"),
    post("/letters/{letter}/{language}/trial", send_trial, "admin"),
)
