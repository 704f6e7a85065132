"""What a text is: clues are weighed page by page, and doubt is said, not hidden.

A kind is sure from a confidence of 0.75; every two points of evidence halve the doubt. A text that
matches nothing could be anything, and so could a page that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from intake.domain.model import KINDS, Kind, PageKinds
from intake.reading import folding
from intake.reading.clue import Sort
from intake.reading.lexicon import NAMES
from intake.reading.page import SORTS, Page, judge
from intake.reading.referees import contacts, find_referees

REQUIRED: Final[tuple[Kind, ...]] = tuple(kind for kind in KINDS if kind != "other")
SURE: Final = 0.75
_MAYBE: Final = 0.5
_TITLE_WORDS: Final = 5  # no more is a title page, or a page on which nothing stands
_FEW_WORDS: Final = 20  # fewer in a whole document say nothing
_MORE_WORDS: Final = 40  # fewer on a page without clues: a cover sheet or a rest
_PRAISE: Final = re.compile(r"recomm[ae]nd|توصي|اوصي|تزكي|ازكي")
# Kinds that a document may be by its own word; references are people, who must be there.
_SELF_NAMED: Final[tuple[Kind, ...]] = ("cv", "letter")
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Classification:
    """What a document was taken for; see `domain.model.Document` for the fields.

    `guess` is what it might be where `kinds` is empty.
    """

    kinds: tuple[Kind, ...]
    possible: tuple[Kind, ...]
    pages: tuple[PageKinds, ...]
    confidence: float
    because: str
    referees: tuple[str, ...]
    guess: Kind | None = None


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
    judged = [judge(page, named, own, candidate) for page in pages]
    if sum(page.words for page in judged) < _FEW_WORDS and not any(page.at_least(SURE) for page in judged):
        return _brief(judged, pages, named)
    sorts = _continued(judged, blank)
    sure = tuple(sort for sort in SORTS if any(sort in page for page in sorts))
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


def _brief(judged: Sequence[Page], pages: Sequence[str], named: Sequence[Kind]) -> Classification:
    """Judge a document of a few words: what its name and its text both call it, it is."""
    said = kinds_of_name(" ".join(pages))
    words = sum(page.words for page in judged)
    if words > _TITLE_WORDS and len(named) == 1 and said == named and named[0] in _SELF_NAMED:
        return Classification(
            kinds=named,
            possible=(),
            pages=tuple(PageKinds(page=number, kinds=named) for number in range(1, len(judged) + 1)),
            confidence=SURE,
            because=f"{named[0]}: its name and its few words both say so",
            referees=(),
        )
    return _unknown("holds too few words to tell", len(pages))


def _own_contacts(pages: Sequence[str], email: str | None) -> tuple[str, ...]:
    """Give the candidate's contacts: what stands at the top of the first page, before any referee."""
    top: list[str] = []
    for line in (pages[0] if pages else "").splitlines()[:12]:
        if find_referees(line, (), None).heading:
            break
        top.append(line)
    # The head of a letter of recommendation is its author's.
    praise = bool(_PRAISE.search(folding.fold("".join(pages[:1]))))
    return ((email.casefold(),) if email else ()) + (() if praise else contacts("\n".join(top)))


def _continued(judged: Sequence[Page], blank: Sequence[int]) -> list[tuple[Sort, ...]]:
    """Give the sure sorts of each page; a page without a claim of its own goes on with the one before."""
    sorts: list[tuple[Sort, ...]] = []
    before: tuple[Sort, ...] = ()
    for number, page in enumerate(judged, 1):
        own = page.at_least(SURE)
        if not own and number not in blank and page.words:
            rivals = set(page.at_least(_MAYBE)) - set(before)
            own = () if rivals else before[-1:]
        sorts.append(own)
        if page.words or number in blank:  # an empty page divides nothing
            before = own
    return sorts


def _possible(
    judged: Sequence[Page],
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


def _referees(judged: Sequence[Page]) -> tuple[str, ...]:
    keys = [key for page in judged for key in (*page.referees.keys, page.recommends) if key is not None]
    return tuple(dict.fromkeys(keys))


def _because(
    judged: Sequence[Page], sorts: Sequence[tuple[Sort, ...]], blank: Sequence[int], sure: Sequence[Sort]
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


def _undecided(judged: Sequence[Page], pages: int) -> Classification:
    best = max(((page.confidence(sort), sort) for page in judged for sort in SORTS), default=(0.0, SORTS[0]))
    if best[0] < _MAYBE:
        return _unknown("was read, and nothing in it tells what it is", pages, best[0])
    sort = best[1]
    clues = dict.fromkeys(words for page in judged for words in page.clues[sort])
    because = f"may be {_SHOWN.get(sort, sort)}, but it cannot be told for sure: {', '.join(clues)}"
    return _unknown(because, pages, best[0], _KIND[sort])


def _unknown(because: str, pages: int, confidence: float = 0.0, guess: Kind | None = None) -> Classification:
    return Classification(
        kinds=(),
        possible=REQUIRED,
        pages=tuple(PageKinds(page=number, kinds=()) for number in range(1, pages + 1)),
        confidence=round(confidence, 2),
        because=because,
        referees=(),
        guess=guess,
    )


def _in_order(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    found = set(kinds)
    return tuple(kind for kind in KINDS if kind in found)


def _ranges(numbers: Sequence[int]) -> str:
    """Write page numbers as people do: 1-3, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
