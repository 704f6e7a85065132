"""A job ad as its readers see it: one text, the same text folded, its sentences, and where each stands."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from intake.domain.draft import Quote
from intake.reading.adposts.mending import mend
from intake.reading.adposts.quoting import original

MAX_TEXT: Final = 120_000  # characters of an ad that are looked at
_LONGEST_QUOTE: Final = 400  # characters

Span = tuple[int, int]

_BULLET: Final = re.compile(
    r"[ ]*(?:[-–—•▪●○◦·*+➢➤►✓✔❖▶■□→◆◇◾◼▸‣⁃\ue000-\uf8ff]|mailto:|https?://|www\.|o(?= )"
    r"|\(?\d{1,2}[.)°-](?=\s)|[a-zA-Z][.)](?= ))"
)
_TAIL: Final = 400  # characters of a passage that tell whether the next line goes on with it
_ENDS: Final = re.compile(r"[.!?؟:;。]['\"»”’)\]]*[ ]*$")
# The end of a sentence, but not of an abbreviation, an initial or a number.
_STOP: Final = re.compile(
    r"(?<![A-ZÀ-Ý])(?<!\bM)(?<!\bMe)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bPr)(?<!\bSt)(?<!\bMme)(?<!\bMrs)(?<!\bProf)"
    r"(?<!\bNo)(?<!\bno)(?<!\bart)(?<!\bav)(?<!\bex)(?<!\btél)(?<!\bTél)(?<!\bTel)(?<!\bréf)(?<!\bRéf)(?<!\bRef)(?<!\bref)"
    r"(?<!\bcf)(?<!\bmax)(?<!\bMax)(?<!\bmin)(?<!\be\.g)(?<!\bi\.e)(?<!\bp\.ex)(?<!\bapprox)(?<!\bjanv)(?<!\bfévr)(?<!\bsept)(?<!\bSept)(?<!\boct)"
    r"(?<!\bOct)(?<!\bnov)(?<!\bNov)(?<!\bdéc)(?<!\bDec)(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bp\.m)(?<!\ba\.m)"
    r"[.!?؟…]{1,8}['\"»”’)\]]{0,8}\s+(?=[A-ZÀ-Ý«\"“(\[\d•\u0621-\u064a])"
    r"|(?<=[A-ZÀ-Ý]{2})[.!?]\s+(?=[A-ZÀ-Ý][a-zà-ÿ'’])"
)
_FOLDED: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "œ": "o", "Œ": "o", "æ": "a", "ß": "s", "ø": "o",
        **dict.fromkeys("’‘ʼ´`′‛", "'"), **dict.fromkeys("–—−‐‑‒", "-"), **dict.fromkeys("“”„‟", '"'),
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        "\t": " ", "،": ",", "؛": ";",
    }
)  # fmt: skip


class Ad:
    """A job ad. Offsets are into `text`; `folded` has the same length.

    `folded` is for patterns: lower case, without accents, with plain quotes ('"), dashes and digits, one
    form of each Arabic letter; « and » and line ends stay, so patterns allow for any white space between
    words.
    """

    def __init__(self, pages: Sequence[str]) -> None:
        self._raw: Final = [page.replace("\r\n", "\n") for page in _within(pages, MAX_TEXT)]
        mended = [mend(page) for page in self._raw]
        self.text: Final[str] = "\n\f\n".join(mended)
        self.folded: Final[str] = fold_in_place(self.text)
        starts = [0]
        for page in mended[:-1]:
            starts.append(starts[-1] + len(page) + 3)
        self._pages: Final = starts
        self._breaks: Final = [match.start() for match in re.finditer("\n", self.text)]

    def quote(self, span: Span) -> Quote:
        """Give the words of a span as the ad has them, and where they stand."""
        start, end = span
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        words = " ".join(self.text[start:end].split())
        page = bisect_right(self._pages, start)
        begin = self._pages[page - 1]
        line = bisect_right(self._breaks, start - 1) - bisect_right(self._breaks, begin - 1) + 1
        length = (self._pages[page] if page < len(self._pages) else len(self.text)) - begin
        if found := original(words, self._raw[page - 1], (start - begin) / max(1, length)):
            words, line = found
        whole = len(words) <= _LONGEST_QUOTE
        return Quote(text=words if whole else words[:_LONGEST_QUOTE] + "…", page=page, line=line)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Every line that holds words."""
        ends = [-1, *self._breaks, len(self.text)]
        return tuple((a + 1, b) for a, b in pairwise(ends) if self.text[a + 1 : b].strip())

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """Paragraphs, list items and headings: lines that were wrapped are together again."""
        found: list[Span] = []
        for line in self.lines:
            if found and self._goes_on(found[-1], line):
                found[-1] = (found[-1][0], line[1])
            else:
                found.append(line)
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the passages."""
        return tuple(span for passage in self.passages for span in self._divided(passage))

    def sentence_at(self, offset: int) -> Span:
        """Give the sentence that holds an offset, or the next."""
        return _holding(self.sentences, offset)

    def passage_at(self, offset: int) -> Span:
        """Give the passage that holds an offset, or the next."""
        return _holding(self.passages, offset)

    def line_at(self, offset: int) -> Span:
        """Give the line that holds an offset, or the next."""
        return _holding(self.lines, offset)

    def before(self, span: Span, passages: int = 1) -> Span:
        """Give so many passages before the one that holds a span's start: its heading, as a rule."""
        index = self.passages.index(self.passage_at(span[0]))
        first = max(0, index - passages)
        return (self.passages[first][0], self.passages[index][0]) if index else (0, 0)

    def _goes_on(self, before: Span, line: Span) -> bool:
        """Whether a line goes on with the passage before it: it was wrapped."""
        previous = self.text[max(before[0], before[1] - _TAIL) : before[1]]
        this = self.text[line[0] : line[1]]
        between = self.text[before[1] : line[0]]
        if _BULLET.match(this) or _ENDS.search(previous) or "\f" in this:
            return False
        begun = this.lstrip()[:1]
        last = previous.rpartition("\n")[2].strip()
        if begun.islower() or last.endswith((",", "-", "/", "(", "«", "’", "'")):
            return True
        if between.count("\n") > 1:  # an empty line: another paragraph, as a rule
            return False
        return len(last) >= 0.6 * self._width and len(last) > 40  # noqa: PLR2004 - a heading is shorter

    @cached_property
    def _width(self) -> int:
        """How wide the text is set: nine lines in ten are no longer."""
        widths = sorted(end - start for start, end in self.lines)
        return min(widths[int(len(widths) * 0.9)], 160) if widths else 0

    def _divided(self, passage: Span) -> Iterator[Span]:
        start, end = passage
        for stop in _STOP.finditer(self.text, start, end):
            yield start, stop.end()
            start = stop.end()
        if start < end:
            yield start, end


def _within(pages: Sequence[str], left: int) -> Iterator[str]:
    """Give the pages, those beyond so many characters cut."""
    for page in pages:
        yield page[:left]
        left = max(0, left - len(page))


def _holding(spans: Sequence[Span], offset: int) -> Span:
    if not spans:
        return (0, 0)
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    found = spans[max(index, 0)]
    return found if offset < found[1] or index + 1 == len(spans) else spans[index + 1]


def fold_in_place(text: str) -> str:
    """Fold a text letter by letter, so that offsets stay: no case, no accents, plain quotes and dashes."""
    return "".join(_fold_letter(letter) for letter in text.translate(_FOLDED))


def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter
