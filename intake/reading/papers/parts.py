"""The parts of a document: its pages, and the papers that follow each other on one page.

A title, the head of a letter or a closing formula tell where a paper may begin. It does only where the
text on either side is surely a paper by itself, and each of another sort.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from intake.reading.clue import pattern
from intake.reading.folding import fold, headings
from intake.reading.papers import weights
from intake.reading.papers.traits import Page, measure
from intake.reading.papers.weights import Hints, Sort
from intake.reading.people.contacts import announces, marks
from intake.reading.people.referees import find_referees, is_signed

_TITLE: Final = pattern(
    r"(?:mon)?curriculumvitae(?:de\w{2,30})?|cv|europass(?:cv)?|resume(?:of\w{2,30})?|(?:ال)?سيره(?:ال)?ذاتيه"
    r"|lettrede(?:motivation|candidature|recommandation)|(?:motivation|cover|recommendation|reference)letter"
    r"|letterof(?:motivation|application|interest|recommendation)|recommandation"
    r"|رساله(?:ال)?(?:تحفيز|تحفيزيه|دافع|دافعيه|تغطيه|توصيه|تزكيه)|طلبخطي|(?:خطاب)?(?:توصيه|تزكيه)"
    r"|(?:attestation|certificat)de(?:travail|stage|service|bonneexecution)|attestationd'emploi"
    r"|(?:certificateof|proofof)(?:employment|internship|service)|(?:employment|work|internship)certificate"
    r"|towhomitmayconcern|الي(?:كل)?منيهمه(?:ال)?امر|شهاده(?:عمل|تدريب|تدريبيه|خبره|اداء|خدمه|تربص|ممارسه)\w{0,12}"
    r"|(?:افاده|اشهاد|بيان)(?:ب?ال)?(?:عمل|خدمه|خبره|وظيف\w{1,3})\w{0,10}|attestation(?:provisoire)?de(?:diplome|reussite)"
    r"|carte(?:nationale)?d'identite\w{0,14}|(?:ال)?بطاقه(?:ال)?وطنيه\w{0,22}"
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
_NEXT: Final = 3  # rows
_SIGNATURE: Final = 5  # rows below a closing formula
_SHORT: Final = 6  # words of such a row
_MOST: Final = 6  # pieces of a page
_WIDE: Final = 2  # rows down to the next that holds something: a gap of one
_RUNS_ON: Final = 8  # rows of the next page: one more person
_AT_ONCE: Final = 2
_SURE: Final = 0.7
_TORN: Final[tuple[set[Sort | None], ...]] = (
    {"cv", "letter"},
    {"letter", "referees"},
    {"referees", "recommendation"},
)
_OFFERING: Final[tuple[Sort, ...]] = ("cv", "letter")
_OFFERED: Final = 0.9
_LIKELY: Final = 0.3
_SIGNED: Final[tuple[Sort, ...]] = ("recommendation", "work")
_MAY_BE: Final = 0.1
_TRIES: Final = 16  # places in a text where it may be torn
_OPENING: Final = 12  # rows


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or one of the papers on it; `number` is the page's, from 1.

    `alone` are probabilities of sorts by the text alone: of a paper that shares its page, of people offered.
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
        found += [Part(number, text, page, _alone(page, shared=len(papers) > 1)) for text, page in papers]
    pairs = zip(found, [*found[1:], None], strict=False)
    return [_continued(part, after, own, candidate) for part, after in pairs]


def _alone(page: Page, *, shared: bool) -> Mapping[Sort, float]:
    """What is said by a part itself, whatever is around: of a paper that shares its page, and of people.

    Whom a letter or a CV offers by name and with a way to reach them are referees, as few as they are.
    """
    chances = _chances(page)
    found = dict(chances) if shared else {}
    likely = _sort(page) in _OFFERING or chances["referees"] >= _LIKELY
    if page.referees.keys and not page.referees.unsure and likely:
        found["referees"] = max(found.get("referees", 0.0), _OFFERED)
    return found


def _continued(part: Part, after: Part | None, own: Collection[str], candidate: str | None) -> Part:
    """Count the referees of a list with the first rows of the next page, if that begins with contacts."""
    people = part.page.referees
    if after is None or after.number == part.number or not people.heading:
        return part
    rows = [row for row in after.text.splitlines() if row.strip()][:_RUNS_ON]
    if not any(marks(row) for row in rows[:_AT_ONCE]):
        return part
    whole = find_referees("\n".join((part.text, *rows)), own, candidate)
    # Where nobody is added, the contacts may be the rest of those above: one key tells that they are.
    same = len(whole.keys) == len(people.keys) and _sort(after.page) in (None, "referees", "cv")
    more = len(whole.keys) > len(people.keys) or same
    return replace(part, page=replace(part.page, referees=whole)) if more else part


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
        framed = [pair for pair in torn if any(map(_is_letter, pair)) or any(map(_is_list, pair))]
        return [*max(framed, key=lambda pair: (_listed(pair), _sureness(pair)))] if framed else [paper]


def _differ(one: _Paper, two: _Paper) -> bool:
    """Whether two texts are surely of different sorts, or two papers of a sort that somebody signs."""
    sorts = [_sort(each[1]) for each in (one, two)]
    if None in sorts:
        return False
    return sorts[0] != sorts[1] or (
        sorts[0] in _SIGNED and is_signed(one[0]) and is_signed(two[0])  # by two, or counted as one
    )


def _is_letter(paper: _Paper) -> bool:
    """Whether a text surely is a letter and opens like one, which a profile in a CV does not."""
    text, page = paper
    rows = [fold(row).strip() for row in text.splitlines() if row.strip()][:_OPENING]
    return _sort(page) == "letter" and any(_OPENS.match(row) for row in rows)


def _is_list(paper: _Paper) -> bool:
    """Whether a text surely lists several people, which a signature does not."""
    return _sort(paper[1]) == "referees" and len(paper[1].referees.listed) > 1


def _listed(pair: Iterable[_Paper]) -> int:
    """How many people the lists of referees in a pair hold: none shall be cut off."""
    return sum(len(page.referees.listed) for _, page in pair if _sort(page) == "referees")


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
    gaps = _gaps(rows)
    for number, row in enumerate(rows):
        if not row.strip():
            continue
        plain = fold(row).strip()
        if any(_TITLE.fullmatch(title) for title in headings(row)[:1]) or announces(row):
            yield number, _LEAST
        elif (
            _OPENS.match(plain)
            and len(plain.split()) <= 2 * _SHORT
            and not _is_reached(rows[number : number + 2 * _NEXT])
        ):
            yield number, _BEFORE_LETTER
        elif number == signed:
            yield number, _LEAST
        elif number in gaps:  # less may be the head of a CV
            yield number, _BEFORE_LETTER
        if _CLOSES.search(plain):
            signed = _after_signature(rows, number)


def _opens(row: str) -> bool:
    return _OPENS.match(row) is not None and len(row.split()) <= 2 * _SHORT


def _is_reached(rows: Sequence[str]) -> bool:
    """Whether a way to reach somebody stands in the first rows, as below a name in a list."""
    return any(marks(row) for row in [row for row in rows if row.strip()][:_NEXT])


def _gaps(rows: Sequence[str]) -> frozenset[int]:
    """Give the rows below the widest gaps, if these are wide and few."""
    filled = [number for number, row in enumerate(rows) if row.strip()]
    below = {two: two - one for one, two in pairwise(filled) if two - one > 1}
    widest = max(below.values(), default=0)
    wide = frozenset(row for row, width in below.items() if width == widest)
    return wide if widest > _WIDE and len(wide) < _MOST else frozenset()


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
