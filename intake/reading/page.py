"""One page judged by itself: the clues found on it, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from intake.domain.model import Kind
from intake.reading import folding
from intake.reading.clue import Clue, Sort
from intake.reading.lexicon import DOSSIER_CLUES
from intake.reading.papers import PAPER_CLUES
from intake.reading.referees import Referees, author_of, contacts, find_referees

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)
_WEAKER: Final[tuple[Sort, ...]] = ("diploma", "identity", "work", "training")
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


_HEADING: Final = 3.5  # points of a heading with a referee below it; each referee is worth one more
_MANY_REFEREES: Final = 3
_RECOMMENDATION: Final = 3.5  # points: a title and a view, or words that recommend and a view
_SURE_CV: Final = 4.0
_CLAIM: Final = 3.0  # points from which a CV or a letter explains diplomas and employers on its page
_NOTE_WORDS: Final = 50  # a shorter text goes with the files: it is a letter only if wholly framed
_FRAME: Final = 1.0  # points of that frame
_CARD_WORDS: Final = 150  # cards are short
_SOME_PROSE, _MUCH_PROSE = 0.03, 0.06  # of the words are of the first person
_SOME_RANGES, _MANY_RANGES = 2, 4  # of dates


@dataclass(frozen=True, slots=True)
class Page:
    """What speaks for each sort on one page; `recommends` is the key of who recommends there."""

    scores: Mapping[Sort, float]
    words: int
    clues: Mapping[Sort, tuple[str, ...]]
    referees: Referees
    recommends: str | None = None

    def confidence(self, sort: Sort) -> float:
        """How sure it is that the page is of the sort, 0 to 0.98."""
        return min(0.98, 1 - 2 ** (-max(self.scores[sort], 0.0) / 2))

    def at_least(self, level: float) -> tuple[Sort, ...]:
        """The sorts that reach a confidence."""
        return tuple(sort for sort in SORTS if self.confidence(sort) >= level)


def judge(text: str, named: Sequence[Kind], own: Sequence[str], candidate: str | None) -> Page:
    """Weigh a page; `named` are the kinds that its file's name claims, for `own` see `find_referees`."""
    lines, titles = folding.lines(text), folding.headings(text)
    joined = " ".join(lines)
    words = len(re.findall(r"\w+", joined))
    referees = find_referees(text, own, candidate)
    weighed = [
        (clue.sort, clue.words, clue.points * min(clue.limit, _matches(clue, lines, joined, titles)))
        for clue in (*DOSSIER_CLUES, *PAPER_CLUES)
    ]
    weighed += _counted(text, joined, words, referees)
    found = [(sort, shown, points) for sort, shown, points in weighed if points]
    clues = {sort: tuple(shown for each, shown, _ in found if each == sort) for sort in SORTS}
    scores = {sort: sum(points for each, _, points in found if each == sort) for sort in SORTS}
    recommends = _is_recommendation(scores, referees)
    if _is_framed(clues["letter"], scores["letter"]):
        scores["letter"] += _FRAME
    elif words < _NOTE_WORDS:
        scores["letter"] *= 0.4
    _settle(scores, words, referees, recommends=recommends, formal=_is_formal(clues["letter"]))
    for kind in named:
        assert kind != "other"
        if scores[kind] >= 1:
            scores[kind] += 1.0 if len(named) == 1 else 0.5
    return Page(scores, words, clues, referees, author_of(text, own) if recommends else None)


def _counted(text: str, joined: str, words: int, referees: Referees) -> Iterator[tuple[Sort, str, float]]:
    """Give the clues that are numbers: ranges of dates, contacts, referees, words of the first person."""
    ranges = len(_DATES.findall(joined))
    yield "cv", "ranges of dates", 0.8 * (ranges >= _SOME_RANGES) + 0.8 * (ranges >= _MANY_RANGES)
    yield "cv", "contact details at the top", 0.5 * bool(contacts("\n".join(text.splitlines()[:8])))
    share = len(_FIRST_PERSON.findall(joined)) / max(words, 1)
    prose = 0.8 * (share > _SOME_PROSE) + 0.7 * (share > _MUCH_PROSE)
    yield "letter", "prose in the first person", prose if words >= _NOTE_WORDS else 0.0
    count = len(referees.keys)
    shown = f"{count} referee{'s' if count != 1 else ''} with a way to reach them below a heading"
    yield "references", shown, _listed(referees)


def _listed(referees: Referees) -> float:
    return _HEADING + min(len(referees.keys), _MANY_REFEREES) if referees.keys else 0.0


def _matches(clue: Clue, lines: Sequence[str], joined: str, titles: Sequence[str]) -> int:
    if clue.where == "heading":
        return sum(1 for title in titles if clue.pattern.fullmatch(title))
    if clue.where == "line":
        return len({match[0] for line in lines if (match := clue.pattern.match(line))})
    return len({match[0] for match in clue.pattern.finditer(joined)})


def _is_formal(clues: Sequence[str]) -> bool:
    """Whether a letter has a frame: a CV may speak in the first person, but greets nobody."""
    return any(shown in clues for shown in ("the title", "a salutation", "a closing formula"))


def _is_framed(clues: Sequence[str], score: float) -> bool:
    """Whether a text has the whole frame of a letter: however short it is, it is no note to the files."""
    opened = "the title" in clues or "a salutation" in clues
    formal = "a closing formula" in clues and "words of motivation" in clues
    return opened and (formal or ("a short closing" in clues and score >= _CLAIM))


def _is_recommendation(scores: Mapping[Sort, float], referees: Referees) -> bool:
    return scores["references"] - _listed(referees) >= max(_RECOMMENDATION, scores["cv"])


def _settle(
    scores: dict[Sort, float], words: int, referees: Referees, *, recommends: bool, formal: bool
) -> None:
    """Let the stronger claim weaken those that it explains."""
    recommendation = scores["references"] - _listed(referees)
    if recommends:
        scores["letter"] -= recommendation
        scores["references"] += 1.0
    else:  # words of praise alone, in a CV or a letter
        scores["references"] = _listed(referees) or min(recommendation, 1.5)
    if scores["cv"] >= _SURE_CV and not formal:
        scores["letter"] = min(scores["letter"], 1.0)
    if words > _CARD_WORDS:
        scores["identity"] = min(scores["identity"], 1.0)
    # An ad has the headings of a CV, and a CV may have a word of an ad.
    papers = max(scores["advert"], scores["paper"])
    scores["cv"] -= papers if papers >= scores["cv"] / 2 else papers / 2
    scores["letter"] -= papers if papers > scores["letter"] else 0.0
    stronger = max(scores["cv"], scores["letter"], 0.0)
    scores["advert"] -= stronger
    scores["paper"] -= stronger
    if stronger >= _CLAIM:
        for sort in _WEAKER:
            scores[sort] -= stronger
    certificate = max(scores["work"], scores["training"])
    if certificate >= scores["diploma"]:
        scores["diploma"] -= certificate
