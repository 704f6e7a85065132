"""Which of an ad's dates it gives as the end of the call for applications, and how it says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when import deadline_words as words
from intake.reading.adposts.when import other_days as others
from intake.reading.adposts.when.dates import Written
from intake.reading.adposts.when.hour_beside import find_hour, is_joined
from intake.reading.adposts.when.hours import Hour
from intake.reading.adposts.when.lines import last, previous, unbroken

_LEAD: Final = 220  # characters before a date in which its word may stand
_NEAR_LIMIT: Final = 50  # between "avant", "by" … and the date: an hour, a weekday, a zone
_NEAR_LATEST: Final = 70
_NEAR_TAIL: Final = 30
_HEADING: Final = 110  # characters of a heading
_LASTS: Final = 45  # characters between "contract" and the bound of it
_ABOVE: Final = 200  # characters of a heading over a range
_BARE_LEAD: Final = 40  # before "15/05", which may be many things
_FROM: Final = re.compile(
    r"(?:(?<!\w)(?:from|between|as of|starting|a partir d[ue]|a compter d[ue]|entre(?: le)?|du|des?|vom|von"
    r"|desde(?: el)?|del|ابتداء من|من)\s{1,3}(?:[^\W\d_]{3,12}\s)?(?:le\s|the\s)?)?$"
)
_IS: Final = re.compile(r"\W*(?:(?:est|is|as|comme|es|ist)\s)?(?:(?:la|le|the|our|notre)\s)?")
_TAIL: Final = 160  # characters after a date that may speak of applying
_BEYOND: Final = 400  # and before it
_QUOTED: Final = 300  # characters of a sentence that is quoted as a whole
_FEW_WORDS: Final = 2  # "le vendredi"
_FEWEST_LETTERS: Final = 12
_FEW_LETTERS: Final = 25  # with more, a sentence is about something of its own
_AROUND: Final = 400  # characters of a date's sentence on each side of it
_NAMES: Final = re.compile(r"\s?[:|-]\s?[^\W\d]")
_NEAR_NAMED: Final = 60
_NAMING: Final = (words.LABEL, words.NEAR_LABEL, words.LATEST)
_DIVIDES: Final = re.compile(r"[,;|/(\n•]|\s-\s|[.!?]\s|(?<!\w)(?:and|et|puis|then|und|y)(?!\w)")
_FOR: Final = re.compile(r"\W{0,3}(?:for|pour|para|fur)\s")
_ROWS: Final = 30  # of a table, above a date
_STEPS: Final = 3  # passages that a label may be away from its date
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


class Rank(IntEnum):
    """How plainly a date is given as the deadline."""

    REVIEW = 0  # applications are looked at from then on
    ALONE = 1  # a date without a word, at the end
    BOUND = 2  # "avant le", "by": of the applications
    NAMED = 3  # "date limite", "deadline"


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A date that is said to be the deadline, the words that say so, and the hour if there is one."""

    written: Written
    rank: Rank
    span: Span
    hour: Hour | None = None
    firm: bool = True
    label: bool = False  # a field of a page's frame, no sentence
    sure: bool = True  # its sentence speaks of sending
    extended: bool = False
    doubled: bool = False  # its sentence speaks of an extension, or strikes a date out
    doubtful: bool = False  # it may be the end of the work
    excluded: bool = False  # "avant le": strictly, the day itself is out


def is_name(ad: Ad, span: Span) -> bool:
    """Whether a stretch of the ad names the deadline."""
    return any(pattern.search(ad.folded, *span) for pattern in _NAMING)


class Place:
    """One date in its place. `start` is where it (or its range) begins; other dates end and begin beside."""

    def __init__(self, ad: Ad, one: Written, start: int, before: int, after: int) -> None:
        self.ad = ad
        self.one = one
        self.start = start
        self.end = one.span[1]
        self.sentence = unbroken(ad, ad.sentence_at(start))
        if self.end > self.sentence[1]:  # the date was cut by a line or a point
            self.sentence = (self.sentence[0], ad.sentence_at(self.end - 1)[1])
        self.begin = max(self.sentence[0], before, start - (_BARE_LEAD if one.bare else _LEAD))
        if one.closes:  # "à partir du" opens the range, and is no word of another day
            self.start -= len(_FROM.search(ad.folded[self.begin : start])[0])  # type: ignore[index]
        self.stop = min(self.sentence[1], after)
        line = ad.line_at(start)
        if not ad.folded[line[0] : start].strip(" *-|") and _NAMES.match(ad.folded, self.end):
            self.begin = max(self.begin, line[0])  # "8 mai : clôture", one under the other
        self.after = after
        self.before = before

    def claim(self) -> Claim | None:
        """Tell whether the date is given as the deadline, by the words before, after or over it."""
        found = self._led() or self._followed() or self._headed()
        if found is None:
            return None
        hour = find_hour(self.ad.folded, (self.start, self.end), self.begin, self.sentence[1], self.after)
        start, end = min(found.span[0], self.start), max(found.span[1], self.end)
        if hour:
            start, end = min(start, hour.span[0]), max(end, hour.span[1])
        first, stop = self.sentence
        if first <= start and end <= stop and stop - first < _QUOTED:
            start, end = first, stop
        around = self.ad.folded[max(first, self.start - _AROUND) : min(stop, self.end + _AROUND)]
        lead = self.ad.folded[max(self.begin, self.start - _NEAR_NAMED) : self.start]
        return replace(
            found,
            hour=hour,
            span=(start, end),
            firm=found.firm and not words.CONSIDERED.search(around) and not words.EXTENDABLE.search(around),
            extended=words.EXTENDED.search(lead) is not None,
            doubled="~~" in around
            or bool(words.EXTENDED.search(around) and not words.EXTENDABLE.search(around)),
            sure=others.SENDING.search(around) is not None,
        )

    def under(self, label: Span) -> Claim | None:
        """See the label that a column of them gives to the date."""
        if not is_name(self.ad, label):
            return None
        return replace(self._made(Rank.NAMED, (self.start, self.end)), label=True)

    def _led(self) -> Claim | None:
        """See the words before the date in its sentence: the nearest that speak of a day decide."""
        folded = self.ad.folded
        named = last(words.NEAR_LABEL, folded, max(self.begin, self.start - _NEAR_NAMED), self.start)
        if named and others.CLOSING.search(folded, max(self.begin, named[0] - _FEW_LETTERS), named[0]):
            return None  # "the project closes on"
        named = named or last(words.LABEL, folded, self.begin, self.start)
        near = max(self.begin, self.start - _NEAR_LATEST)
        latest = last(words.LATEST, folded, near, self.start)
        near = max(self.begin, self.start - _NEAR_LIMIT)
        limit = last(words.LIMIT, folded, near, self.start) or last(words.BROKEN, folded, near, self.start)
        review = last(words.REVIEW, folded, self.begin, self.start)
        other = last(others.OTHER_DAY, folded, self.begin, self.start)
        if review and (not named or review[1] > named[1]):
            return self._made(Rank.REVIEW, review)
        cue = max(filter(None, (named, latest, limit)), key=lambda span: (span[1], -span[0]), default=None)
        if cue is None:
            return self._range(other)
        if other and not (self._stands(named, other) if named else self._outdone(other, cue)):
            return None
        if named:
            return None if self._for_others(named) else self._made(Rank.NAMED, named)
        if cue == limit and not is_joined(folded[cue[1] : self.start]):
            return None
        if self._bounds_applications(cue, strict=cue != latest):
            return replace(self._made(Rank.BOUND, cue), doubtful=self._may_go_on(cue))
        return None

    def _stands(self, named: Span, other: Span) -> bool:
        """Whether the name of the deadline holds for the date, although words of another day follow it."""
        if other[1] <= named[1]:
            return True
        folded = self.ad.folded
        if not folded[other[1] : self.start].strip():  # "since 4 May"
            return False
        return not _DIVIDES.search(folded[named[1] : other[0]])

    def _may_go_on(self, cue: Span) -> bool:
        """Whether it may be the work that goes on until the date: "a position until 30 June"."""
        folded = self.ad.folded
        offered = last(others.OFFERED, folded, max(self.begin, cue[0] - _LASTS), cue[0])
        applying = offered and others.APPLYING.search(folded, offered[1], cue[0])
        return others.UNTIL.match(folded, *cue) is not None and offered is not None and not applying

    def _outdone(self, other: Span, cue: Span) -> bool:
        """Whether a bound is of the applications although words of another day stand before the date."""
        if other[1] <= cue[0]:  # "entretiens le 12 mai, candidater avant le": applying stands between
            return others.SENDING.search(self.ad.folded, other[1], cue[0]) is not None
        return other[0] >= cue[0] and other[1] <= cue[1]  # part of the cue itself

    def _range(self, other: Span | None) -> Claim | None:
        if not self.one.closes or other:
            return None
        lead = self.ad.folded[self.begin : self.start]
        above = self.ad.folded[max(0, self.begin - _ABOVE) : self.begin]
        if words.RANGE.search(lead[-_LASTS:]):
            tail = self.ad.folded[self.end : min(self.stop, self.end + _TAIL)]
            sure = any(others.APPLYING.search(words_near) for words_near in (lead, above, tail))
            weak = words.OPENED.search(lead[-_LASTS:]) is not None
            return replace(self._made(Rank.BOUND, (self.begin, self.start)), doubtful=weak and not sure)
        if others.LASTING.search(lead):
            return None
        headed = others.APPLYING.search(above) and not others.OTHER_DAY.search(above)
        short = len(_WORD.findall(lead)) <= _FEW_WORDS
        if others.APPLYING.search(lead) or (headed and short):
            return self._made(Rank.BOUND, (self.begin, self.start))
        return None

    def _followed(self) -> Claim | None:
        """See the words just after the date: "le 4 mai, dernier délai"."""
        folded = self.ad.folded
        tail = min(self.stop, self.end + _NEAR_TAIL + 40)
        for pattern in (words.LABEL, words.NEAR_LABEL, words.LATEST, words.BROKEN_LATEST):
            match = pattern.search(folded, self.end, tail)
            if match and match.start() - self.end <= _NEAR_TAIL and not self._blocked_tail(match.start()):
                other = last(others.OTHER_DAY, folded, self.begin, self.start)
                if other and not others.SENDING.search(folded, other[1], self.start):
                    return None
                names_next = re.match(r"\s?[:|]", folded[match.end() : match.end() + 3])
                if names_next and pattern not in (words.LATEST, words.BROKEN_LATEST):
                    return None
                return self._made(Rank.NAMED, match.span())
        return None

    def _blocked_tail(self, until: int) -> bool:
        between = self.ad.folded[self.end : until]
        other = self.after <= self.sentence[1] + 1 and not _IS.fullmatch(between)  # the label may be its
        return other or re.search(r"[.;\n|]", between) is not None

    def _headed(self) -> Claim | None:
        """See the heading over a date, or the cell beside it: "Date limite" and the date on its own line."""
        lead = self.ad.folded[self.sentence[0] : self.start]
        if len(_WORD.findall(lead)) > _FEW_WORDS or others.OTHER_DAY.search(lead):
            return None
        if others.CALL.fullmatch(lead.strip(" *-_:|\n")):
            return self._made(Rank.BOUND, (self.sentence[0], self.start))
        line = self.ad.line_at(self.start)
        if "|" in self.ad.folded[slice(*line)]:
            return self._in_column(line)
        return self._under_heading()

    def _under_heading(self) -> Claim | None:
        here = self.sentence[0]
        for _ in range(_STEPS):
            start, end = previous(self.ad, here)
            if start == here or start < self.before or end - start > _HEADING:
                return None
            here = start
            folded = self.ad.folded[start:end]
            if not _WORD.search(folded):
                continue
            if is_name(self.ad, (start, end)) and not others.NOT_OF_CANDIDATES.search(folded):
                return replace(self._made(Rank.NAMED, (start, end)), label=True)
            return None
        return None

    def _in_column(self, line: Span) -> Claim | None:
        """See the head of the date's column in a table: the first row that has as many cells."""
        folded = self.ad.folded
        cells = folded.count("|", *line)
        column = folded.count("|", line[0], self.start)
        first = None
        here = bisect_left(self.ad.lines, line)
        for row in reversed(self.ad.lines[max(0, here - _ROWS) : here]):
            if folded.count("|", *row) != cells:
                break
            first = row
        if first is None:
            return None
        head = folded[slice(*first)].split("|")[column]
        if any(pattern.search(head) for pattern in _NAMING) and not others.NOT_OF_CANDIDATES.search(head):
            return replace(self._made(Rank.NAMED, (self.start, self.end)), label=True)
        return None

    def _bounds_applications(self, cue: Span, *, strict: bool) -> bool:
        folded = self.ad.folded
        start = self.sentence[0]
        if self._about_else():
            return False
        applying = last(others.APPLYING, folded, max(start, cue[0] - _BEYOND), cue[0])
        lasting = last(others.LASTING, folded, max(self.begin, cue[0] - _LASTS), cue[0])
        if lasting and not (applying and applying[0] > lasting[0]):
            return False
        sending = others.SENDING.search(folded, max(start, cue[0] - _BEYOND), cue[0])
        if not sending and others.HELD.search(folded, max(self.begin, cue[0] - _LASTS), cue[0]):
            return False
        if "@" in folded[max(start, cue[0] - _BEYOND) : cue[0]]:  # "to jobs@example.org by": behind a list
            return True
        tail = others.APPLYING.search(folded, self.end, min(self.stop, self.end + _TAIL))
        after = tail and not others.LASTING.search(folded, self.end, self.end + _NEAR_TAIL)
        if applying or after or not strict:
            return True
        if len(_LETTER.findall(folded[start : cue[0]])) > _FEWEST_LETTERS:
            return False
        return others.APPLYING.search(folded, max(0, start - _QUOTED), start) is not None

    def _about_else(self) -> bool:
        """Whether the bound is one of questions, of referees' letters or of the work, not of applications."""
        folded = self.ad.folded
        for pattern in (others.QUESTIONS, others.WORKS, others.ERRANDS):
            said = pattern.search(folded, self.begin, self.start)
            sending = others.SENDING if pattern is others.ERRANDS else others.OFFERS
            if said and not sending.search(folded, said.end(), self.start):
                sent = others.SENDING.search(folded, self.begin, said.start())
                if not (sent and pattern is others.ERRANDS):  # "send a CV and two letters of reference by"
                    return True
        asked = others.QUESTIONS.search(folded, self.end, min(self.stop, self.end + 25))
        return asked is not None and _FOR.match(folded, self.end) is not None

    def _for_others(self, named: Span) -> bool:
        """Whether the deadline is not one for candidates: of questions, of referees' letters."""
        folded = self.ad.folded
        near = max(named[0] - _NEAR_TAIL, self.begin)
        match = others.NOT_OF_CANDIDATES.search(folded, near, self.start)
        if not match:
            return False
        return not others.APPLYING.search(folded, named[1], match.start())

    def _made(self, rank: Rank, cue: Span) -> Claim:
        start, end = min(cue[0], self.start), max(cue[1], self.end)
        folded = self.ad.folded
        excluded = words.BEFORE_THE_DAY.search(folded, max(self.begin, self.start - 20), self.start)
        passage = self.ad.passage_at(self.start)
        short = passage[1] - passage[0] <= _HEADING and ":" in folded[passage[0] : passage[1]]
        return Claim(
            written=self.one,
            rank=rank,
            span=(start, end),
            firm=rank is not Rank.REVIEW,
            label=short and not others.APPLYING.match(folded, passage[0]),
            excluded=excluded is not None,
        )
