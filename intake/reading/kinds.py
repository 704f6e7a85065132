"""What a text is: clues are weighed page by page, and doubt is said, not hidden.

A kind is sure from a confidence of 0.75; every two points of evidence halve the doubt. A text that
matches nothing could be anything, and so could a page that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from intake.domain.model import KINDS, Kind, PageKinds
from intake.reading import folding
from intake.reading.clue import Clue, Sort
from intake.reading.lexicon import DOSSIER_CLUES, NAMES
from intake.reading.papers import PAPER_CLUES
from intake.reading.referees import Referees, author_of, contacts, find_referees

REQUIRED: Final[tuple[Kind, ...]] = tuple(kind for kind in KINDS if kind != "other")
SURE: Final = 0.75
_MAYBE: Final = 0.5
_FEW_WORDS: Final = 20  # fewer in a whole document say nothing
_MORE_WORDS: Final = 40  # fewer on a page without clues: a cover sheet or a rest
_SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
_KIND: Final[Mapping[Sort, Kind]] = {
    "cv": "cv", "letter": "letter", "references": "references", "diploma": "diploma", "identity": "identity",
    "advert": "other", "work": "other", "training": "other", "paper": "other",
}  # fmt: skip
# A person may accept these papers for the kind beside them.
_ACCEPTABLE: Final[Mapping[Sort, Kind]] = {"work": "references", "training": "diploma"}
_SHOWN: Final[Mapping[Sort, str]] = {
    "advert": "a job ad", "work": "a work certificate", "training": "a certificate of training",
    "paper": "another paper",
}  # fmt: skip
_FIRST_PERSON: Final = re.compile(
    r"\b(?:je|j'|mon|ma|mes|me|m'|i|my|i'm|i've)\b|\b\w+تي\b|\b(?:اتقدم|ارغب|اود|اعمل)\b"
)
_MONTH: Final = (
    r"(?:(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec|jan|feb|mar|apr|may|jun|jul|aug)\w*\.? "
    r"|\d\d[/.])?"
)
_DATES: Final = re.compile(
    rf"{_MONTH}(?:19|20)\d\d ?(?:-|a|au|to|until|jusqu'a|/|الي|حتي) ?(?:{_MONTH}(?:19|20)?\d\d"
    r"|present|aujourd'hui|ce jour|actuel\w*|today|now|current|en cours|(?:حتي |الي )?الان|اليوم|الحاضر)"
    r"|(?:depuis|since|منذ) (?:\w+ )?(?:19|20)\d\d"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Classification:
    """What a document was taken for; see `domain.model.Document` for the fields."""

    kinds: tuple[Kind, ...]
    possible: tuple[Kind, ...]
    pages: tuple[PageKinds, ...]
    confidence: float
    because: str
    referees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """One page judged by itself."""

    scores: Mapping[Sort, float]
    words: int
    clues: Mapping[Sort, tuple[str, ...]]
    referees: Referees
    recommends: str | None = None  # the author's key

    def confidence(self, sort: Sort) -> float:
        return _confidence(self.scores[sort])

    def at_least(self, level: float) -> tuple[Sort, ...]:
        return tuple(sort for sort in _SORTS if self.confidence(sort) >= level)


def classify(
    pages: Sequence[str],
    name: str | None = None,
    *,
    email: str | None = None,
    candidate: str | None = None,
    blank: Sequence[int] = (),
) -> Classification:
    """Tell the kinds of a document from the text of its pages; `blank` pages could not be read.

    The file's `name` raises a confidence and breaks a tie, never more. `email` and `candidate` (the
    name) are the applicant's: no referee.
    """
    named = kinds_of_name(name)
    own = _own_contacts(pages, email)
    judged = [_judge(page, named, own, candidate) for page in pages]
    if sum(page.words for page in judged) < _FEW_WORDS and not any(page.at_least(SURE) for page in judged):
        return _unknown("holds too few words to tell", len(pages))
    sorts = _continued(judged, blank)
    sure = tuple(sort for sort in _SORTS if any(sort in page for page in sorts))
    if not sure:
        return _undecided(judged, len(pages))
    kinds = _in_order(_KIND[sort] for sort in sure)
    return Classification(
        kinds=kinds,
        possible=_possible(judged, sorts, blank, named, kinds),
        pages=_page_kinds(sorts),
        confidence=round(min(max(page.confidence(sort) for page in judged) for sort in sure), 2),
        because=_because(judged, sorts, blank, sure),
        referees=_referees(judged),
    )


def kinds_of_name(name: str | None) -> tuple[Kind, ...]:
    """Tell what a file's name claims it to be."""
    words = re.sub(r"[_\W]+", " ", folding.fold(name or ""))
    return _in_order(kind for kind, pattern in NAMES if pattern.search(words))


def _confidence(score: float) -> float:
    return min(0.98, 1 - 2 ** (-max(score, 0.0) / 2))


def _judge(text: str, named: Sequence[Kind], own: Sequence[str], candidate: str | None) -> _Page:
    lines = folding.lines(text)
    joined, titles = " ".join(lines), folding.headings(text)
    words = len(re.findall(r"\w+", joined))
    scores: dict[Sort, float] = dict.fromkeys(_SORTS, 0.0)
    found: dict[Sort, list[str]] = {sort: [] for sort in _SORTS}

    def add(sort: Sort, words: str, points: float) -> None:
        if points:
            scores[sort] += points
            found[sort].append(words)

    for clue in (*DOSSIER_CLUES, *PAPER_CLUES):
        add(clue.sort, clue.words, clue.points * min(clue.limit, _matches(clue, lines, joined, titles)))
    ranges = len(_DATES.findall(joined))
    add("cv", "ranges of dates", 0.8 * (ranges >= 2) + 0.8 * (ranges >= 4))  # noqa: PLR2004 - jobs and schools
    add("cv", "contact details at the top", 0.5 * bool(contacts("\n".join(text.splitlines()[:8]))))
    density = len(_FIRST_PERSON.findall(joined)) / max(words, 1)
    prose = 0.8 * (density > 0.03) + 0.7 * (density > 0.06)  # noqa: PLR2004
    add("letter", "prose in the first person", prose * (words >= 50))  # noqa: PLR2004
    referees = find_referees(text, own, candidate)
    add("references", "a heading", 2.5 * bool(referees.keys))
    add(
        "references", _count(len(referees.keys)), 1.0 * bool(referees.keys) + 1.0 * min(len(referees.keys), 3)
    )
    recommends = (
        author_of(text, own) if _settle(scores, words, referees, formal=_is_formal(found["letter"])) else None
    )
    for kind in named:
        assert kind != "other"
        scores[kind] += (scores[kind] >= 1) * (1.0 if len(named) == 1 else 0.5)
    return _Page(scores, words, {sort: tuple(each) for sort, each in found.items()}, referees, recommends)


def _matches(clue: Clue, lines: Sequence[str], joined: str, titles: Sequence[str]) -> int:
    if clue.where == "heading":
        return sum(1 for title in titles if clue.pattern.fullmatch(title))
    if clue.where == "line":
        return len({match[0] for line in lines if (match := clue.pattern.match(line))})
    return len({match[0] for match in clue.pattern.finditer(joined)})


def _is_formal(clues: Sequence[str]) -> bool:
    """Whether a letter has a frame: a CV may speak in the first person, but greets nobody."""
    return any(words in clues for words in ("the title", "a salutation", "a closing formula"))


def _settle(scores: dict[Sort, float], words: int, referees: Referees, *, formal: bool) -> bool:
    """Let the stronger claim weaken those that it explains; whether this is a recommendation."""
    recommendation = scores["references"] - (3.5 + min(len(referees.keys), 3) if referees.keys else 0.0)
    recommends = recommendation >= 3.5 and recommendation > scores["cv"]  # noqa: PLR2004 - title, or words and view
    if recommends:
        scores["letter"] -= recommendation
        scores["references"] += 1.0
    elif not referees.keys:
        scores["references"] = min(scores["references"], 1.5)
    else:
        scores["references"] -= recommendation
    if scores["cv"] >= 4 and not formal:  # noqa: PLR2004 - a sure CV
        scores["letter"] = min(scores["letter"], 1.0)
    if scores["cv"] >= 4 and not formal:  # noqa: PLR2004 - a sure CV
        scores["letter"] = min(scores["letter"], 1.0)
    if words < 50:  # noqa: PLR2004 - a note that goes with the files is no letter
        scores["letter"] *= 0.4
    if words > 150:  # noqa: PLR2004 - cards are short
        scores["identity"] = min(scores["identity"], 1.0)
    # A CV names diplomas and employers, an ad has the headings of a CV.
    papers = max(scores["advert"], scores["paper"])
    scores["cv"] -= papers if papers >= scores["cv"] / 2 else papers / 2
    scores["letter"] -= papers if papers > scores["letter"] else 0.0
    weaker: tuple[Sort, ...] = ("diploma", "work", "training", "identity")
    for sort in weaker:
        stronger = max(scores["cv"], scores["letter"])
        scores[sort] -= stronger if stronger >= 3 else 0.0  # noqa: PLR2004
    scores["advert"] -= max(scores["cv"], scores["letter"], 0.0)
    scores["paper"] -= max(scores["cv"], scores["letter"], 0.0)
    if max(scores["work"], scores["training"]) >= scores["diploma"]:
        scores["diploma"] -= max(scores["work"], scores["training"])
    return recommends


def _own_contacts(pages: Sequence[str], email: str | None) -> tuple[str, ...]:
    """Give the candidate's contacts: what stands at the top of the first page, before any referee."""
    top: list[str] = []
    for line in (pages[0] if pages else "").splitlines()[:12]:
        if find_referees(line, (), None).heading:
            break
        top.append(line)
    found = contacts("\n".join(top))
    judged = (
        "recommand" in folding.fold(pages[0] if pages else "") or "recommend" in (pages or [""])[0].lower()
    )
    return ((email.casefold(),) if email else ()) + (() if judged else found)


def _continued(judged: Sequence[_Page], blank: Sequence[int]) -> list[tuple[Sort, ...]]:
    """Give the sure sorts of each page; a page without a claim of its own goes on with the one before."""
    sorts: list[tuple[Sort, ...]] = []
    before: tuple[Sort, ...] = ()
    for number, page in enumerate(judged, 1):
        own = page.at_least(SURE)
        if not own and number not in blank and page.words:
            rivals = set(page.at_least(_MAYBE)) - set(before)
            own = () if rivals else before[-1:]
        sorts.append(own)
        before = own
    return sorts


def _possible(
    judged: Sequence[_Page],
    sorts: Sequence[tuple[Sort, ...]],
    blank: Sequence[int],
    named: Sequence[Kind],
    kinds: Sequence[Kind],
) -> tuple[Kind, ...]:
    """Give what the document may be besides: its doubtful pages, and what its name claims besides."""
    found: set[Kind] = set()
    for number, (page, own) in enumerate(zip(judged, sorts, strict=True), 1):
        if number in blank or (not own and page.words >= _MORE_WORDS):
            return tuple(kind for kind in REQUIRED if kind not in kinds or kind == "references")
        found |= {_KIND[sort] for sort in page.at_least(_MAYBE) if _KIND[sort] not in kinds}
        found |= {_ACCEPTABLE[sort] for sort in own if sort in _ACCEPTABLE}
        if page.referees.unsure:
            found.add("references")
    if set(named) & set(kinds):  # "CV and letter.pdf": the name is right in part
        found |= set(named) - set(kinds)
    return _in_order(found - {"other"})


def _page_kinds(sorts: Sequence[tuple[Sort, ...]]) -> tuple[PageKinds, ...]:
    return tuple(
        PageKinds(page=number, kinds=_in_order(_KIND[sort] for sort in own))
        for number, own in enumerate(sorts, 1)
    )


def _referees(judged: Sequence[_Page]) -> tuple[str, ...]:
    keys = [key for page in judged for key in (*page.referees.keys, page.recommends) if key is not None]
    return tuple(dict.fromkeys(keys))


def _because(
    judged: Sequence[_Page], sorts: Sequence[tuple[Sort, ...]], blank: Sequence[int], sure: Sequence[Sort]
) -> str:
    parts = []
    for sort in sure:
        clues = dict.fromkeys(
            words for page in judged if page.confidence(sort) >= SURE for words in page.clues[sort]
        )
        pages = [number for number, own in enumerate(sorts, 1) if sort in own]
        where = f" (page {_ranges(pages)})" if len(judged) > 1 else ""
        parts.append(f"{_SHOWN.get(sort, sort)}{where}: {', '.join(clues)}")
    if blank:
        parts.append(f"page {_ranges(blank)} could not be read")
    return "; ".join(parts)


def _undecided(judged: Sequence[_Page], pages: int) -> Classification:
    best = max(
        ((page.confidence(sort), sort) for page in judged for sort in _SORTS), default=(0.0, _SORTS[0])
    )
    if best[0] < _MAYBE:
        return _unknown("was read, and nothing in it tells what it is", pages, best[0])
    sort = best[1]
    clues = dict.fromkeys(words for page in judged for words in page.clues[sort])
    return _unknown(
        f"may be {_SHOWN.get(sort, sort)}, but surely it cannot be told: {', '.join(clues)}", pages, best[0]
    )


def _unknown(because: str, pages: int, confidence: float = 0.0) -> Classification:
    return Classification(
        kinds=(),
        possible=REQUIRED,
        pages=tuple(PageKinds(page=number, kinds=()) for number in range(1, pages + 1)),
        confidence=round(confidence, 2),
        because=because,
        referees=(),
    )


def _in_order(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    found = set(kinds)
    return tuple(kind for kind in KINDS if kind in found)


def _count(referees: int) -> str:
    return f"{referees} referee{'s' if referees != 1 else ''} with a way to reach them"


def _ranges(numbers: Sequence[int]) -> str:
    """Write page numbers as people do: 1-3, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
