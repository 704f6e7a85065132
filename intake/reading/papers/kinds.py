"""What a document is: the probability of each kind on each page, and doubt that is said, not hidden.

The probabilities are fitted and calibrated on a labelled corpus (`weights`). A kind is sure from
`SURE`; one that is not ruled out (`POSSIBLE`) is a doubt, and so is a page that could not be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from intake.domain.model import KINDS, Kind, PageKinds
from intake.domain.referees import distinct
from intake.reading.papers import weights
from intake.reading.papers.names import claimed
from intake.reading.papers.parts import Part, parts
from intake.reading.papers.traits import Page
from intake.reading.papers.weights import SORTS, Hints, Sort
from intake.reading.people.contacts import own_contacts
from intake.reading.people.referees import author_of, is_signed
from intake.reading.terms import REQUIRED

SURE: Final = 0.6
POSSIBLE: Final = 0.1
_KIND: Final[Mapping[Sort, Kind]] = {
    "cv": "cv", "letter": "letter", "referees": "references", "recommendation": "references",
    "work": "references", "diploma": "diploma", "transcript": "diploma", "identity": "identity",
    "training": "other",
}  # fmt: skip
# A person may accept these papers for the kind beside them.
_ACCEPTABLE: Final[Mapping[Sort, Kind]] = {"training": "diploma"}
_SHOWN: Final[Mapping[Sort, str]] = {
    "referees": "references", "recommendation": "a recommendation", "work": "a work certificate",
    "transcript": "a transcript", "training": "a certificate of training",
}  # fmt: skip
_SIGNED: Final[tuple[Sort, ...]] = ("recommendation", "work")  # papers that are a reference by themselves
# Hardly one text is both: the likelier is told, the other stays possible.
_RIVALS: Final[tuple[tuple[Sort, Sort], ...]] = (
    ("cv", "letter"), ("letter", "recommendation"), ("work", "diploma"),
)  # fmt: skip
_SETTLED: Final = 0.97
_SAID_TWICE: Final = 0.75
# Kinds that a document may be by its own word; references are people, who must be there.
_SELF_NAMED: Final[tuple[Sort, ...]] = ("cv", "letter")
_KNOWN_WORDS: Final = 4
_PROSE_WORDS: Final = 60  # a shorter list of people may have none but names
_NOBODY_SPEAKS: Final = 0.85
_AUTHOR: Final = (
    "first person",
    "references: words that recommend another person",
    "references: a supervisor's view",
)
_ELSEWHERE: Final = "note: a letter in another file"
_KNOWN_SHARE: Final = 0.15  # real papers in our three languages have a quarter and more
_TITLE_WORDS: Final = 5  # no more in a whole document say nothing, whatever they are
_FEW_WORDS: Final = 20  # fewer say nothing unless they are sure
_REST_WORDS: Final = 12  # no more on one of several pages say nothing either


@dataclass(frozen=True, kw_only=True, slots=True)
class Classification:
    """What a document was taken for; see `domain.model.Document` for the fields.

    `guess` is what it might be where `kinds` is empty; `chances` the probability of each kind.
    """

    kinds: tuple[Kind, ...]
    possible: tuple[Kind, ...]
    pages: tuple[PageKinds, ...]
    confidence: float
    because: str
    referees: tuple[str, ...]
    guess: Kind | None = None
    chances: Mapping[Kind, float]


def classify(
    pages: Sequence[str],
    name: str | None = None,
    *,
    email: str | None = None,
    candidate: str | None = None,
    blank: Sequence[int] = (),
    announced: Sequence[Sort] = (),
    leave: Sequence[Sort] = (),
) -> Classification:
    """Tell the kinds of a document from the text of its pages; `blank` pages could not be read.

    The file's `name` and what the mail `announced` are weak evidence; the sorts to `leave` are out of
    the question. `email` and `candidate` (the name) are the applicant's: no referee.
    """
    own = own_contacts(pages, email, candidate)
    found = parts(pages, own, candidate)
    unread = [at for at, part in enumerate(found, 1) if part.number in blank]
    hints = Hints(named=claimed(name), announced=announced, blank=unread)
    chances = weights.load().together([part.page for part in found], hints)
    for part, each in zip(found, chances, strict=True):
        each.update({sort: max(each[sort], chance) for sort, chance in part.alone.items()})
        each.update(dict.fromkeys(leave, 0.0))
    return _Judgement(found, chances, replace(hints, blank=blank), own).classification()


def told_by_top(text: str) -> bool:
    """Whether the top of a page tells enough: it is of a sort whose rest can hold nothing else of interest.

    A CV or a letter may end in references, and who signed a certificate stands below it.
    """
    chances = dict(classify((text,)).chances)
    settled = max(chances.pop("diploma"), chances.pop("identity"))
    return settled >= _SETTLED and max(chances.values()) < POSSIBLE


class _Judgement:
    """The parts of one document, with what was found in each."""

    def __init__(
        self,
        found: Sequence[Part],
        chances: Sequence[Mapping[Sort, float]],
        hints: Hints,
        own: frozenset[str],
    ) -> None:
        self.texts, self.pages, self.own = [part.text for part in found], [part.page for part in found], own
        self.numbers = [part.number for part in found]
        self.blank, self.named = hints.blank, hints.named
        self.chances = chances
        self.sure = [self._sure(page, each) for page, each in zip(self.pages, chances, strict=True)]

    def _sure(self, page: Page, chances: Mapping[Sort, float]) -> tuple[Sort, ...]:
        people = page.referees
        # Names without a way to reach them are no references; one that a CV names may be the candidate's own.
        listed = people.listed if chances["cv"] < SURE else people.keys or people.heading or people.listed[1:]
        told = any(page.traits.get(trait) for trait in _AUTHOR)  # else it may be a mere biography
        level = {"recommendation": SURE if told else _NOBODY_SPEAKS, "referees": SURE if listed else 2.0}
        if page.traits.get(_ELSEWHERE):  # more likely a note that goes with the letter than the letter
            level["letter"] = _SETTLED
        sure = {sort for sort in SORTS if chances[sort] >= level.get(sort, SURE)}
        for one, other in _RIVALS:
            if {one, other} <= sure:
                sure.discard(one if chances[one] < chances[other] else other)
        if len(sure) > 1:  # courses and certificates that another paper lists
            sure.discard("training")
        return tuple(sort for sort in SORTS if sort in sure)

    def classification(self) -> Classification:
        words = sum(page.words for page in self.pages)
        sorts = [sort for sort in SORTS if any(sort in each for each in self.sure)]
        kinds = _in_order(_KIND[sort] for sort in sorts)
        chances = self._by_kind()
        if words <= _TITLE_WORDS or (words < _FEW_WORDS and not kinds):
            return self._brief(words, chances)
        if self._is_foreign(least=_PROSE_WORDS if kinds else 0):
            return self._unknown("is written in words that we do not know", chances)
        possible = self._possible(kinds, chances)
        if not kinds and max(chances.values(), default=1.0) > 1 - SURE:
            return self._doubtful(possible or REQUIRED, chances)
        return Classification(
            kinds=kinds or ("other",),
            possible=possible,
            pages=self._by_page(),
            confidence=round(self._confidence(sorts, chances), 2),
            because=self._because(sorts) or "none of the papers that are asked for",
            referees=self._referees(),
            chances=chances,
        )

    def _brief(self, words: int, chances: Mapping[Kind, float]) -> Classification:
        """Judge a document of a few words: what its name and its text both call it, it is."""
        said = claimed(" ".join(self.texts))
        if words <= _TITLE_WORDS or len(said) != 1 or said != self.named or said[0] not in _SELF_NAMED:
            return self._unknown("holds too few words to tell", chances)
        kinds = (_KIND[said[0]],)
        return Classification(
            kinds=kinds,
            possible=(),
            pages=tuple(PageKinds(page=number, kinds=kinds) for number in dict.fromkeys(self.numbers)),
            confidence=_SAID_TWICE,
            because=f"{kinds[0]}: its name and its few words both say so",
            referees=(),
            chances=chances,
        )

    def _is_foreign(self, *, least: int) -> bool:
        """Whether its words, if at `least` so many, are none that the weights know.

        Such is another language, what OCR made of noise, or a text of numbers.
        """
        if sum(page.words for page in self.pages) < least:
            return False
        said = set().union(*(page.wording for page in self.pages))
        known = said & weights.load().words
        return len(known) < _KNOWN_WORDS or len(known) < _KNOWN_SHARE * len(said)

    def _by_kind(self) -> dict[Kind, float]:
        found = dict.fromkeys(REQUIRED, 0.0)
        told = any(self.sure)
        for page, sure, each in zip(self.pages, self.sure, self.chances, strict=True):
            if told and not sure and page.words <= _REST_WORDS:
                continue  # a title page, or the last lines of the page before
            for sort, kind in _KIND.items():
                if kind != "other":
                    found[kind] = max(found[kind], each[sort])
        return {kind: round(chance, 3) for kind, chance in found.items()}

    def _possible(self, kinds: Sequence[Kind], chances: Mapping[Kind, float]) -> tuple[Kind, ...]:
        """What the document may be besides: kinds not ruled out, more referees, and pages unread."""
        if self.blank:
            return tuple(kind for kind in REQUIRED if kind not in kinds or kind == "references")
        found = {kind for kind in REQUIRED if kind not in kinds and chances[kind] >= POSSIBLE}
        found |= {_ACCEPTABLE[sort] for each in self.sure for sort in each if sort in _ACCEPTABLE}
        if any(map(self._may_refer, self.pages, self.sure, self.chances)) or any(
            map(self._goes_on, range(len(self.pages)))  # or each page is a paper by itself
        ):
            found.add("references")
        return _in_order(found)

    def _may_refer(self, page: Page, sure: Sequence[Sort], chances: Mapping[Sort, float]) -> bool:
        """Whether a page may hold referees beyond those that are counted."""
        if any(_KIND[sort] == "references" for sort in sure):
            return page.referees.unsure and "referees" in sure
        counted = bool(page.referees.keys)
        return counted or any(chances[sort] >= POSSIBLE for sort in SORTS if _KIND[sort] == "references")

    def _confidence(self, sorts: Sequence[Sort], chances: Mapping[Kind, float]) -> float:
        if not sorts:  # the confidence that it is none of them
            return 1 - max(chances.values(), default=0.0)
        return min(max(each[sort] for each in self.chances) for sort in sorts)

    def _referees(self) -> tuple[str, ...]:
        """Who can be asked: the people of lists, and the authors of recommendations and certificates."""
        keys: list[str] = []
        begun = ""  # of a paper that is signed on a later page
        for at, (page, chances) in enumerate(zip(self.pages, self.chances, strict=True)):
            signed, listed = self._signed(at), chances["referees"] if "referees" in self.sure[at] else 0.0
            if listed >= signed and listed:
                found = page.referees
                keys += (found.heading and found.keys) or found.listed
            elif signed and self._goes_on(at):
                begun += self.texts[at] + "\n"
            elif signed:
                keys.append(author_of(begun + self.texts[at], self.own))
                begun = ""
        return distinct(keys)

    def _signed(self, at: int) -> float:
        """How surely a part is a paper that is a reference by itself; 0 if it is none."""
        return max((self.chances[at][sort] for sort in _SIGNED if sort in self.sure[at]), default=0.0)

    def _goes_on(self, at: int) -> bool:
        """Whether a recommendation or certificate seems to be signed on the next page only."""
        both = at + 1 < len(self.pages) and self._signed(at) and self._signed(at + 1)
        return bool(both) and not is_signed(self.texts[at])

    def _because(self, sorts: Sequence[Sort]) -> str:
        said = []
        for sort in sorts:
            places = [at for at, each in enumerate(self.sure) if sort in each]
            numbers = list(dict.fromkeys(self.numbers[at] for at in places))
            where = f" (page {_ranges(numbers)})" if self.numbers[-1] > 1 else ""
            said.append(f"{_SHOWN.get(sort, sort)}{where}: {self._evidence(sort, places)}")
        named = _in_order(_KIND[sort] for sort in self.named)
        if sorts and named and not {*named} & {_KIND[sort] for sort in sorts}:
            said.append(f"its name says {' or '.join(named)}")
        if self.blank:
            said.append(f"page {_ranges(self.blank)} could not be read")
        return "; ".join(said)

    def _by_page(self) -> tuple[PageKinds, ...]:
        sorts: dict[int, list[Sort]] = {}
        for number, each in zip(self.numbers, self.sure, strict=True):
            sorts.setdefault(number, []).extend(each)
        return tuple(
            PageKinds(page=number, kinds=_in_order(_KIND[sort] for sort in each))
            for number, each in sorts.items()
        )

    def _evidence(self, sort: Sort, places: Iterable[int]) -> str:
        found = [said for at in places for said in weights.load().evidence(self.pages[at], sort)]
        return ", ".join(dict.fromkeys(found)) or "the pages around it"

    def _doubtful(self, possible: Sequence[Kind], chances: Mapping[Kind, float]) -> Classification:
        guess = max(chances, key=lambda kind: chances[kind])
        best = max(SORTS, key=lambda sort: max(each[sort] for each in self.chances))
        evidence = self._evidence(best, range(len(self.pages)))
        because = f"may be {guess} ({chances[guess]:.2f}), but it cannot be told for sure: {evidence}"
        return self._unknown(because, chances, possible, guess)

    def _unknown(
        self,
        because: str,
        chances: Mapping[Kind, float],
        possible: Sequence[Kind] = REQUIRED,
        guess: Kind | None = None,
    ) -> Classification:
        return Classification(
            kinds=(),
            possible=tuple(possible),
            pages=tuple(PageKinds(page=number, kinds=()) for number in dict.fromkeys(self.numbers)),
            confidence=round(min(max(chances.values(), default=0.0), SURE - 0.01), 2),  # else it were sure
            because=because,
            referees=(),
            guess=guess,
            chances=chances,
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
