"""Picture of a page → its words: how a page is looked at, at which turn, in which languages, how far.

Pure: the words are recognised by whatever is given (`Recognise`), which answers with what Tesseract
prints: its table of words (tsv), or what it tells of orientation and script (`--psm 0`).

Measured with Tesseract 5.3 on French, English and Arabic pages (scans of 100 to 200 dpi, skewed by 3
degrees, noisy, JPEG of quality 40, photos with a shadow): what is read in the right turn and script
comes with a mean confidence of 89 and more, what is not with 20 to 45, a page in both scripts with 66
to 69 when read in one. French data read English as well as English data do, in half the time of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from intake.reading.files.pictures import top, turned
from intake.reading.terms import Picture, Question

# None: there is no answer, for this picture or any more. May be asked for one picture several times.
Recognise = Callable[[Picture, Question], str | None]
Enough = Callable[[str], bool]

MAX_PAGES: Final = 15  # of a file
FEW: Final = 20  # letters; a page with fewer is no page of text
_TOP: Final = 0.45  # of a page: where its kind is told
_SURE: Final = 75  # mean confidence of what is read as it should be
_LOST: Final = 50  # one of what is read upside down, or in the wrong script
_DOUBT: Final = 0.1  # of the text
_KNOWN: Final = 60  # confidence of a word that counts
_NOISE: Final = 40  # confidence of what is a stain or a line, where it is no longer than these letters
_SHORT: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_MARKS: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # of direction
_NUMBER: Final = re.compile(r"\d{1,2}(\.\d+)?|100(\.0+)?")
_COLUMNS: Final = 12  # of Tesseract's table
_IS_WORD: Final = "5"


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """How to look at a page: turned clockwise by these degrees, for words in these scripts."""

    turn: int = 0
    scripts: Literal["latin", "mixed"] = "latin"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read, how sure it is on the whole (0 to 100), and the letters in words that are sure.

    `doubt` is the share of the text that came out badly, as lines in another script do.
    """

    text: str
    confidence: float
    doubt: float
    letters: int
    way: Way

    @property
    def legible(self) -> bool:
        """Whether words came out."""
        return self.letters >= FEW and self.confidence >= _LOST

    @property
    def sure(self) -> bool:
        """Whether nothing is to be gained by looking in another way."""
        return self.letters >= FEW and self.confidence >= _SURE and self.doubt <= _DOUBT


UPRIGHT: Final = Way()


def read_pages(
    pages: Iterable[Picture | None], recognise: Recognise, enough: Enough | None = None
) -> Iterator[str | None]:
    """Read the pages of one file; None for a page without legible words, and for a missing picture.

    An empty page gives an empty text. A page is looked at first as the one before it could be read.
    """
    way = UPRIGHT
    for page in pages:
        if page and page.empty:
            yield ""
            continue
        found = read_picture(page, recognise, enough, way) if page else None
        if found is not None and found.legible:
            way = found.way
            yield found.text
        else:
            yield None


def read_picture(
    picture: Picture, recognise: Recognise, enough: Enough | None = None, way: Way = UPRIGHT
) -> Reading | None:
    """Read a page; None if there is no answer.

    Where the text of its upper part is `enough`, the rest is left; else the whole page is read. What does
    not come out as words is looked at again, turned and in the script that it seems to be in.
    """
    if enough is not None:
        found = _look(picture, recognise, way, part=_TOP)
        if found is not None and found.sure:
            return found if enough(found.text) else _look(picture, recognise, way)
    else:
        found = _look(picture, recognise, way)
    if found is None or found.sure:
        return found
    for other in _other_ways(picture, recognise, found):
        again = _look(picture, recognise, other)
        if again is None:
            break
        found = max(found, again, key=lambda reading: reading.letters)
        if found.sure:
            break
    return found


def _other_ways(picture: Picture, recognise: Recognise, found: Reading) -> Iterator[Way]:
    """Give the other ways to look at a page that gave words of little confidence, the likelier first."""
    before = found.way.turn
    if found.confidence < _LOST:
        turn, arabic = _turn_and_script(recognise(picture, "turn") or "", before)
        if turn != before:
            if not arabic:
                yield Way(turn=turn, scripts="latin")
            yield Way(turn=turn, scripts="mixed")
    if found.way.scripts != "mixed":
        yield Way(turn=before, scripts="mixed")


def _look(picture: Picture, recognise: Recognise, way: Way, *, part: float = 1) -> Reading | None:
    page = turned(picture, way.turn)
    table = recognise(top(page, part) if part < 1 else page, way.scripts)
    return None if table is None else reading_of(table, way)


def reading_of(table: str, way: Way = UPRIGHT) -> Reading:
    """Take the words from Tesseract's table: a line each, an empty one between paragraphs."""
    lines: dict[tuple[str, ...], list[str]] = {}
    weight = total = letters = lost = 0.0
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _IS_WORD or not (word := _MARKS.sub("", cells[11]).strip()):
            continue
        sure = _confidence(cells[10])
        weight += len(word)
        total += sure * len(word)
        lost += len(word) if sure < _LOST else 0
        if sure >= _KNOWN:
            letters += sum(map(len, _WORD.findall(word)))
        if sure >= _NOISE or len(re.findall(r"\w", word)) > _SHORT:  # doubtful words are right as a rule
            lines.setdefault(tuple(cells[2:5]), []).append(word)
    weight = weight or 1.0
    return Reading(
        text=_text(lines), confidence=total / weight, doubt=lost / weight, letters=int(letters), way=way
    )


def _confidence(cell: str) -> float:
    return float(cell) if _NUMBER.fullmatch(cell) else 0.0


def _text(lines: dict[tuple[str, ...], list[str]]) -> str:
    """Join words to lines, which are known by their block, paragraph and number."""
    text: list[str] = []
    before: tuple[str, ...] = ()
    for where, words in lines.items():
        if before and where[:2] != before[:2]:
            text.append("")
        text.append(" ".join(words))
        before = where
    return "\n".join(text)


def _turn_and_script(told: str, turn: int) -> tuple[int, bool]:
    """Read what Tesseract tells of a page that was shown unturned: its turn, and whether it is in Arabic."""
    rotate = re.search(r"^Rotate: (0|90|180|270)$", told, re.MULTILINE)
    arabic = re.search(r"^Script: Arabic$", told, re.MULTILINE)
    return int(rotate[1]) if rotate else turn, bool(arabic)
