"""What a person wants decided, read out of a form or an address, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response

from intake.domain.model import KINDS, Kind, PageKinds
from intake.domain.order_words import Word as Order
from intake.services.correct import Word
from intake.services.showing import Paper
from intake.store import showing as store
from intake.web.documents import document_page
from intake.web.dossier import paper_of
from intake.web.visit import NotThere, Visit

# By the word in the path.
ORDERS: Final[dict[str, Order]] = {
    "accept": "accept", "ask": "ask", "withdraw": "withdraw", "spam": "spam", "undo": "undo",
}  # fmt: skip
_ON_DOCUMENTS: Final = ("correct", "restore")
_ON_LETTERS: Final = ("release", "arrived")
_MOST_REFEREES: Final = 50
_MOST_PAGES: Final = 1_000
_RANGE: Final = re.compile(r"\s*([0-9]{1,4})\s*(?:[-–]\s*([0-9]{1,4})\s*)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What a person wants done; of a document, or of a letter, where it is about one."""

    word: str
    paper: Paper | None = None
    said: Word | None = None
    letter: Any = None  # its row
    query: str = ""  # the same, as the end of an address


class WrongFormError(Exception):
    """What was typed into the form that corrects a document, by field."""

    def __init__(self, paper: Paper, wrong: dict[str, str], typed: dict[str, Any]) -> None:
        super().__init__("wrong")
        self.paper, self.wrong, self.typed = paper, wrong, typed

    def page(self, visit: Visit, row: Any) -> Response:
        """The page with that form again."""
        return document_page(visit, row, self.paper, 422, wrong=self.wrong, typed=self.typed)


def wanted(visit: Visit, row: Any, given: FormData | QueryParams) -> Decision:
    """Read a decision out of a form or an address. Raises NotThere, WrongFormError."""
    word = visit.request.path_params["word"]
    if word in ORDERS:
        return Decision(word=word)
    if word in _ON_LETTERS:
        return _on_letter(visit, row, word, str(given.get("letter", "")))
    if word not in _ON_DOCUMENTS:
        raise NotThere
    paper = paper_of(visit, row, str(given.get("document", "")))
    if word == "restore":
        query = urlencode({"document": paper.document.sha256})
        return Decision(word=word, paper=paper, said=Word(undo=True), query=query)
    return _correction(visit, paper, given)


def _on_letter(visit: Visit, row: Any, word: str, number: str) -> Decision:
    if not number.isdecimal() or len(number) > len("999999999"):
        raise NotThere
    with visit.desk.database.read() as tx:
        found = store.letter_of(tx, int(number))
    if found is None or found.application_id != row.id:
        raise NotThere
    return Decision(word=word, letter=found, query=urlencode({"letter": number}))


def _correction(visit: Visit, paper: Paper, given: FormData | QueryParams) -> Decision:
    """Read what the form says that a document is."""
    kinds = [kind for kind in KINDS if kind in given.getlist("kind")]
    typed: dict[str, Any] = {
        "kinds": kinds,
        "pages": {kind: str(given.get(f"pages-{kind}", "")).strip() for kind in KINDS},
        "referees": str(given.get("referees", "")).strip(),
    }
    wrong: dict[str, str] = {}
    if not kinds:
        wrong["kind"] = visit.say("Tick at least one.")
    last = max((page.page for page in paper.document.pages), default=_MOST_PAGES)
    told: dict[int, list[Kind]] = {}
    for kind in kinds:
        text = typed["pages"][kind]
        numbers = pages_in(text, last)
        if numbers is None:
            wrong[f"pages-{kind}"] = visit.say(
                "Page numbers such as 1-3, 5; the last page is %(last)s.", last=last
            )
        for number in numbers or ():
            told.setdefault(number, []).append(kind)
    referees = _referees(typed["referees"]) if "references" in kinds else None
    if "references" in kinds and typed["referees"] and referees is None:
        wrong["referees"] = visit.say("A number from 1 to %(most)s, or nothing.", most=_MOST_REFEREES)
    if wrong:
        raise WrongFormError(paper, wrong, typed)
    said = Word(
        kinds=tuple(kinds),
        pages=tuple(PageKinds(page=number, kinds=tuple(told[number])) for number in sorted(told)),
        referees=referees,
    )
    pairs = [("document", paper.document.sha256), *(("kind", kind) for kind in kinds)]
    pairs += [(f"pages-{kind}", typed["pages"][kind]) for kind in kinds if typed["pages"][kind]]
    pairs += [("referees", typed["referees"])] if referees is not None else []
    return Decision(word="correct", paper=paper, said=said, query=urlencode(pairs))


def pages_in(text: str, last: int) -> list[int] | None:
    """Page numbers out of what was typed, `1-3, 5`; None: it is not that, or there is no such page."""
    found: list[int] = []
    for part in text.replace("،", ",").replace(";", ",").split(",") if text else ():
        match = _RANGE.fullmatch(part)
        if match is None:
            return None
        first, end = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= end <= last:
            return None
        found += range(first, end + 1)
    return found


def _referees(text: str) -> int | None:
    number = int(text) if text.isdecimal() and len(text) < len("1000") else 0
    return number if 0 < number <= _MOST_REFEREES else None
