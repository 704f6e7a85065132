"""Which of an ad's dates it gives as the end of the call for applications, and how it says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.when import deadline_words as words
from intake.reading.adposts.when import other_days as others
from intake.reading.adposts.when.claim import Claim, Rank, is_name
from intake.reading.adposts.when.dates import Written
from intake.reading.adposts.when.hour_beside import find_hour, is_joined
from intake.reading.adposts.when.labels import column_head, heading_over, held_valid, labelled, moved_from
from intake.reading.adposts.when.lines import after_address, last, unbroken

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
_NAMES_NEXT: Final = re.compile(r"\s?[:|]|[^\n:|;.]{1,30}:\s?(?:le\s|the\s)?$")
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
_DIVIDES: Final = re.compile(r"[,;|/(\n•]|\s-\s|[.!?]\s|(?<!\w)(?:and|et|puis|then|und|y)(?!\w)")
_OPENING: Final = re.compile(r"(?<!\w)(?:from|starting|as of|a partir du|a compter du|ابتداء من|من)\s{1,3}$")
_INCLUDED: Final = re.compile(r"(?<!\w)(?:or|ou)\s$")  # "on or before"
_FOR: Final = re.compile(r"\W{0,3}(?:for|pour|para|fur)\s")
_PAPER: Final = re.compile(r"publications?\s(?:list|record)s?\b")  # a document, and no day
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


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
        self.sentence = after_address(ad, self.sentence, start)
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
            extended=found.extended or words.EXTENDED.search(lead) is not None,
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
        if named and others.ENDED.search(folded, named[1], self.start):
            return None
        named = named or last(words.LABEL, folded, self.begin, self.start)
        near = max(self.begin, self.start - _NEAR_LATEST)
        latest = last(words.LATEST, folded, near, self.start)
        near = max(self.begin, self.start - _NEAR_LIMIT)
        limit = last(words.LIMIT, folded, near, self.start) or last(words.BROKEN, folded, near, self.start)
        limit = limit if limit and is_joined(folded[limit[1] : self.start]) else self._after()
        review = last(words.REVIEW, folded, self.begin, self.start)
        other = self._other_day()
        if review and (not named or review[1] > named[1]):
            return self._made(Rank.REVIEW, review)
        if not self.one.closes and _OPENING.search(folded, self.begin, self.start):
            return None
        if moved := moved_from(self.ad, (self.sentence[0], self.before), self.start):
            return replace(self._made(Rank.NAMED, moved), extended=True)
        named = named or labelled(self.ad, self.begin, (self.start, self.end), other)
        cue = max(filter(None, (named, latest, limit)), key=lambda span: (span[1], -span[0]), default=None)
        if cue is None:
            return self._range(other)
        if other and not (self._stands(named, other) if named else self._outdone(other, cue)):
            return None
        if named:
            return None if self._for_others(named) else self._made(Rank.NAMED, named)
        applies = self._bounds_applications(cue)
        if applies or (cue == latest and applies is None):
            doubtful = self._may_go_on(cue) if applies else True
            return replace(self._made(Rank.BOUND, cue), doubtful=doubtful)
        return None

    def _other_day(self) -> Span | None:
        """See the last words of another day before the date."""
        folded = self.ad.folded
        near = last(others.FROM_DAY, folded, max(self.begin, self.start - _NEAR_TAIL), self.start)
        if near and words.LIMIT.search(folded, near[1], self.start):  # "to hear from you by"
            near = None
        other = near or last(others.OTHER_DAY, folded, self.begin, self.start)
        while other and _PAPER.match(folded, other[0]):
            other = last(others.OTHER_DAY, folded, self.begin, other[0])
        return other

    def _after(self) -> Span | None:
        """See "after": what comes later than the day is not taken, as its sentence says."""
        first, stop = self.sentence
        around = max(first, self.start - _AROUND), min(stop, self.end + _TAIL)
        if not words.REFUSED.search(self.ad.folded, *around):
            return None
        return last(words.AFTER, self.ad.folded, max(self.begin, self.start - _NEAR_LIMIT), self.start)

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
        if not self.one.closes:
            return None
        between = last(words.NEAR_LABEL, self.ad.folded, self.start, self.one.span[0])
        if between:  # "published 14 June - closes 9 July"
            return self._made(Rank.NAMED, between)
        if other:
            return None
        lead = self.ad.folded[self.begin : self.start]
        above = self.ad.folded[max(0, self.begin - _ABOVE) : self.begin]
        over = (
            "" if _WORD.search(lead) else above.rstrip()[-_LASTS:]
        )  # the heading of a range on its own line
        if words.RANGE.search(lead[-_LASTS:]) or words.RANGE.search(over):
            tail = self.ad.folded[self.end : min(self.stop, self.end + _TAIL)]
            sure = any(others.APPLYING.search(words_near) for words_near in (lead, above, tail))
            weak = words.OPENED.search(lead[-_LASTS:]) or words.OPENED.search(over)
            return replace(self._made(Rank.BOUND, (self.begin, self.start)), doubtful=bool(weak) and not sure)
        if others.LASTING.search(lead):
            return None
        headed = others.APPLYING.search(above) and not others.OTHER_DAY.search(above)
        short = len(_WORD.findall(lead)) <= _FEW_WORDS
        named = _FOR.match(self.ad.folded, self.end) and others.APPLYING.search(
            self.ad.folded, self.end, min(self.stop, self.end + _NEAR_TAIL)
        )
        if others.APPLYING.search(lead) or named or (headed and short):
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
                names_next = _NAMES_NEXT.match(folded, match.end(), self.after)
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
        if others.CALL.fullmatch(lead.strip(" *-_:|→>=\n")):
            return self._made(Rank.BOUND, (self.sentence[0], self.start))
        line = self.ad.line_at(self.start)
        if "|" in self.ad.folded[slice(*line)]:
            head = column_head(self.ad, line, self.start)
            return replace(self._made(Rank.NAMED, (self.start, self.end)), label=True) if head else None
        heading = heading_over(self.ad, self.sentence[0], self.before)
        return replace(self._made(Rank.NAMED, heading), label=True) if heading else None

    def _bounds_applications(self, cue: Span) -> bool | None:
        """Whether a bound is the one of the applications; None if its sentence does not tell."""
        folded = self.ad.folded
        start = self.sentence[0]
        if self._about_else():
            return False
        applying = last(others.APPLYING, folded, max(start, cue[0] - _BEYOND), cue[0])
        lasting = last(others.LASTING, folded, max(self.begin, cue[0] - _LASTS), cue[0])
        sending = others.SENDING.search(folded, max(start, cue[0] - _BEYOND), cue[0])
        lasts = others.UNTIL.match(folded, *cue) or not sending  # "send … , subject: the project, by"
        if lasting and lasts and not (applying and applying[0] > lasting[0]):
            return False
        if not sending and others.HELD.search(folded, max(self.begin, cue[0] - _LASTS), cue[0]):
            return False
        if "@" in folded[max(start, cue[0] - _BEYOND) : cue[0]]:  # "to jobs@example.org by": behind a list
            return True
        tail = others.APPLYING.search(folded, self.end, min(self.stop, self.end + _TAIL))
        after = tail and not others.LASTING.search(folded, self.end, self.end + _NEAR_TAIL)
        if applying or after:
            return True
        if len(_LETTER.findall(folded[start : cue[0]])) > _FEWEST_LETTERS:
            return None
        return others.APPLYING.search(folded, max(0, start - _QUOTED), start) is not None or None

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
        if held_valid(self.ad, self.begin, named):
            return True
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
            excluded=excluded is not None and _INCLUDED.search(folded[: excluded.start()][-8:]) is None,
        )
