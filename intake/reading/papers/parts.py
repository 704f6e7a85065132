"""The parts of a document: its pages, and the papers that follow each other on one page.

A title, the head of a letter or a closing formula tell where a paper may begin. It does only where the
text on either side is surely a paper by itself, and each of another sort.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, TypeAlias

from intake.reading.clue import pattern
from intake.reading.folding import fold, headings
from intake.reading.papers import weights
from intake.reading.papers.traits import Page, measure
from intake.reading.papers.weights import Hints, Sort
from intake.reading.people.contacts import announces, marks
from intake.reading.people.referees import find_referees

_TITLE: Final = pattern(
    r"(?:mon)?curriculumvitae(?:de\w{2,30})?|cv|europass(?:cv)?|resume(?:of\w{2,30})?|(?:ال)?سيره(?:ال)?ذاتيه"
    r"|lettrede(?:motivation|candidature|recommandation)|(?:motivation|cover|recommendation|reference)letter"
    r"|letterof(?:motivation|application|interest|recommendation)|recommandation"
    r"|رساله(?:ال)?(?:تحفيز|تحفيزيه|دافع|دافعيه|تغطيه|توصيه|تزكيه)|طلبخطي|(?:خطاب)?(?:توصيه|تزكيه)"
    r"|(?:attestation|certificat)de(?:travail|stage|service|bonneexecution)|attestationd'emploi"
    r"|(?:certificateof|proofof)(?:employment|internship|service)|(?:employment|work|internship)certificate"
    r"|towhomitmayconcern|الي(?:كل)?منيهمه(?:ال)?امر|شهاده(?:عمل|تدريب|تدريبيه|خبره|اداء)\w{0,12}"
    r"|relevedenotes|transcript(?:ofrecords)?|academictranscript|كشف(?:ال)?نقط|بيان(?:ال)?نقط|كشفالدرجات"
)
_OPENS: Final = pattern(
    r"objet ?:|(?:subject|re) ?:|(?:ال)?موضوع ?:|dear\b.{1,60}$|to the (?:hiring|recruit|selection).{0,60}$"
    r"|(?:chere? )?(?:madame|monsieur|mesdames|messieurs)\b[^.]{0,60},?$|bonjour\b[^.]{0,40},?$"
    r"|cher(?:e|s|es)? .{2,60},$"
    r"|(?:الي )?(?:حضره )?(?:السيد|السيده|الساده)\b.{0,70}$|تحيه طيبه|السلام عليكم"
)
_CLOSES: Final = pattern(
    r"(?:salutations|sentiments) (?:distingue|les (?:meilleur|plus)|respectueu)|consideration distinguee"
    r"|(?:bien )?cordialement\b|yours (?:sincerely|faithfully|truly)|sincerely\b|(?:kind|best|warm) regards"
    r"|respectfully\b|فائق (?:عبارات )?(?:ال)?(?:تقدير|احترام)|مع خالص|(?:ال)?سلام\b.{0,12}$"
)
_LEAST: Final = 20  # words on either side; a shorter piece cannot be told
_BEFORE_LETTER: Final = 45  # words: no more may be who writes, to whom, where and when
_SIGNATURE: Final = 5  # rows below a closing formula
_SHORT: Final = 6  # words of such a row
_MOST: Final = 6  # pieces of a page
_RUNS_ON: Final = 8  # rows of the next page: one more person
_AT_ONCE: Final = 2
_SURE: Final = 0.7
_TORN: Final[tuple[set[Sort | None], ...]] = ({"cv", "letter"}, {"letter", "referees"})
_MAY_BE: Final = 0.1
_TRIES: Final = 16  # places in a text where it may be torn
_OPENING: Final = 12  # rows


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or one of the papers on it; `number` is the page's, from 1.

    `alone` is the probability of each sort by the text alone, for a paper that shares its page.
    """

    number: int
    text: str
    page: Page
    alone: Mapping[Sort, float]


def parts(pages: Sequence[str], own: Collection[str], candidate: str | None) -> list[Part]:
    """Measure the parts of a document, in order; `own` are the candidate's contacts."""
    found: list[Part] = []
    for number, whole in enumerate(pages, 1):
        papers = _Papers(own, candidate).of(whole)
        found += [
            Part(number, text, page, _chances(page) if len(papers) > 1 else {}) for text, page in papers
        ]
    pairs = zip(found, [*found[1:], None], strict=False)
    return [_continued(part, after, own, candidate) for part, after in pairs]


def _continued(part: Part, after: Part | None, own: Collection[str], candidate: str | None) -> Part:
    """Count the referees of a list with the first rows of the next page, if that begins with contacts."""
    people = part.page.referees
    if after is None or after.number == part.number or not people.heading:
        return part
    rows = [row for row in after.text.splitlines() if row.strip()][:_RUNS_ON]
    if not any(marks(row) for row in rows[:_AT_ONCE]):
        return part
    whole = find_referees("\n".join((part.text, *rows)), own, candidate)
    return (
        replace(part, page=replace(part.page, referees=whole)) if len(whole.keys) > len(people.keys) else part
    )


_Paper: TypeAlias = tuple[str, Page]


@dataclass(frozen=True, slots=True)
class _Papers:
    own: Collection[str]
    candidate: str | None

    def of(self, whole: str) -> list[_Paper]:
        """Give the papers on a page: its pieces, those joined that are not surely of different sorts."""
        first, *others = divide(whole)
        found = [self.paper(first)]
        for text in others:
            piece = self.paper(text)
            if _differ(found[-1], piece):
                found.append(piece)
            else:
                found[-1] = self.paper(f"{found[-1][0]}\n{text}")
        return [half for paper in found for half in self.halves(paper)]

    def paper(self, text: str) -> _Paper:
        return text, measure(text, self.own, self.candidate)

    def halves(self, paper: _Paper) -> list[_Paper]:
        """Tear a text that may be two papers, with no sign where the second begins, where both are surest."""
        chances = _chances(paper[1])
        pairs = [pair for pair in _TORN if min(chances[sort] for sort in pair if sort) >= _MAY_BE]
        if not pairs:
            return [paper]
        rows = paper[0].splitlines()
        step = max(1, len(rows) // _TRIES)
        tries = [
            (self.paper("\n".join(rows[:row])), self.paper("\n".join(rows[row:])))
            for row in range(step, len(rows) - step + 1, step)
        ]
        torn = [pair for pair in tries if {_sort(page) for _, page in pair} in pairs]
        framed = [pair for pair in torn if any(map(_is_letter, pair))]
        return [*max(framed, key=_sureness)] if framed else [paper]


def _differ(one: _Paper, two: _Paper) -> bool:
    """Whether two texts are surely of different sorts."""
    sorts = [_sort(each[1]) for each in (one, two)]
    return sorts[0] != sorts[1] and None not in sorts


def _is_letter(paper: _Paper) -> bool:
    """Whether a text surely is a letter and opens like one, which a profile in a CV does not."""
    text, page = paper
    rows = [fold(row).strip() for row in text.splitlines() if row.strip()][:_OPENING]
    return _sort(page) == "letter" and any(_OPENS.match(row) for row in rows)


def _sureness(pair: Iterable[_Paper]) -> float:
    return min(max(_chances(page).values()) for _, page in pair)


def _sort(page: Page) -> Sort | None:
    """The sort of paper that a text by itself surely is."""
    chances = _chances(page)
    best = max(chances, key=lambda sort: chances[sort])
    return best if chances[best] >= _SURE else None


def _chances(page: Page) -> Mapping[Sort, float]:
    (chances,) = weights.load().together([page], Hints())
    return chances


def divide(text: str) -> list[str]:
    """Divide a page where a paper may begin; a page without such a place is one piece."""
    rows = text.splitlines()
    words = [0, *accumulate(len(row.split()) for row in rows)]  # above each row
    cuts = [0]
    for row, least in _beginnings(rows):
        if len(cuts) == _MOST:
            break
        if words[row] - words[cuts[-1]] >= least and words[-1] - words[row] >= _LEAST:
            cuts.append(row)
    return ["\n".join(rows[a:b]) for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _beginnings(rows: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the rows with which a paper may begin, and how many words must stand before."""
    signed = -1  # the last row of a signature
    for number, row in enumerate(rows):
        if not row.strip():
            continue
        plain = fold(row).strip()
        if any(_TITLE.fullmatch(title) for title in headings(row)[:1]) or announces(row):
            yield number, _LEAST
        elif _OPENS.match(plain) and len(plain.split()) <= 2 * _SHORT:
            yield number, _BEFORE_LETTER
        elif number == signed:
            yield number, _LEAST
        if _CLOSES.search(plain):
            signed = _after_signature(rows, number)


def _after_signature(rows: Sequence[str], closing: int) -> int:
    """Give the row after the names and functions below a closing formula."""
    taken = 0
    for number in range(closing + 1, len(rows)):
        row = rows[number]
        if row.strip():
            taken += 1
            if taken > _SIGNATURE or len(row.split()) > _SHORT or headings(row)[:1] == []:
                return number
            if taken > 2 and not marks(row) and not rows[number - 1].strip():  # noqa: PLR2004 - a gap ends it
                return number
    return -1
