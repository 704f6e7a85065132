"""What a recruiter orders by reply: one word, in the subject or the first line of the text. Pure.

A person who writes to a machine is understood only where nothing else can be meant: one order, a dossier
at most, politeness around it. Everything else is unclear, and an unclear order changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from intake.domain.model import Language, LetterKind, Status
from intake.domain.order_token import MARK
from intake.domain.order_words import (
    BESIDE,
    COURTESY,
    DOUBTS,
    LATE,
    ORDERS,
    PHRASES,
    REFUSALS,
    THANKS_FOR,
    WORD_TO_WRITE,
    YES,
    Word,
)
from intake.domain.prefixes import strip_prefixes
from intake.domain.route import references_in
from intake.domain.wording import fold

WORDS: Final[tuple[Word, ...]] = get_args(Word)

# Why a mail is no order that can be followed: none is in it; two; a doubt or a negation; a question;
# too many words; several dossiers.
Unclear = Literal["none", "two", "doubt", "question", "long", "dossiers"]

# Why an order that is clear changes nothing.
Why = Literal[
    "no_dossier",  # none is named
    "unknown",  # the reference is none of the recruiter's
    "foreign",  # the token is another's, or of another dossier
    "expired",  # the token is older than 30 days
    "same",  # that is how it stands already
    "not_late",
    "settled",  # withdrawn or spam: that decision is to be taken back first
    "nothing_missing",
    "over",  # the posting closed long ago
    "never_answered",  # the candidate was never to be answered
    "asked_lately",
    "nothing_to_undo",
    "no_posting",  # it is configured no more
]

_MOST_UNKNOWN = 2  # words beside the order that no list knows
_MOST = 12  # words of a line that is an order
_LINES = 40  # of the text that are looked at
_LONGEST = 400  # characters of a line that are looked at
_WORD = re.compile(r"[^\W_]+")
_KNOWN: Final[Mapping[str, Word]] = {form: word for word in WORDS for form in ORDERS[word]}
_MARKS = re.compile(rf"{MARK.pattern}|\[#[^\]\s]{{0,64}}\]?", re.IGNORECASE)
_QUIET: Final = COURTESY | BESIDE | YES | LATE | REFUSALS
_REFERENCE = re.compile(r"(?<![\w-])[A-Za-z0-9][A-Za-z0-9-]*-\d{4}-\d{4,}(?![\w-])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a mail orders. `unclear` says why nothing can be done; then `word` is None."""

    word: Word | None = None
    reference: str | None = None  # of the dossier that it names itself; None: the token's
    unclear: Unclear | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderFacts:
    """Everything that the answer to a recruiter's order may say."""

    language: Language
    organisation: str
    now: datetime
    zone: str
    word: Word | None = None  # as it was understood
    why: Why | Unclear | None = None  # nothing was changed; None: it was done
    reference: str | None = None
    candidate: str | None = None  # name
    title: str | None = None  # of the posting
    status: Status | None = None  # now
    letter: LetterKind | None = None  # that goes to the candidate now
    waiting: bool = False  # a letter that was still to go out says so

    @property
    def words(self) -> Mapping[Word, str]:
        """What can be written, in the reader's language."""
        return WORD_TO_WRITE[self.language]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One line: the orders in it, and why it is no clear one."""

    orders: tuple[Word, ...] = ()
    unclear: Unclear | None = None

    @property
    def word(self) -> Word | None:
        return None if self.unclear else self.orders[0]


def hear(subject: str, text: str) -> Heard:
    """Say what a mail orders, from its subject and its own text (no quotes).

    The subject of a reply is ours: it counts only where it is an order and nothing else.
    """
    free = _MARKS.sub(" ", subject[:_LONGEST])
    bare = strip_prefixes(free)
    replies = bare.strip() != free.strip()
    paragraphs = _paragraphs(text)
    lines = [line for paragraph in paragraphs for line in paragraph]
    names = references_in(" ".join((free, *lines[:1])))
    first = _line(lines[0], named=bool(names)) if lines else None
    word, unclear = _together(_line(bare, named=bool(names), strict=replies), first)
    if word is None:
        return Heard(unclear=unclear)
    for line in paragraphs[0][1:] if paragraphs else ():  # what stands right below goes with it
        if _takes_back(line):
            return Heard(unclear="doubt")
        names += references_in(line)
    for line in lines[1:]:
        if other := _line(line, strict=True).word:
            if other != word:
                return Heard(unclear="two")
            names += references_in(line)
    if len(set(names)) > 1:
        return Heard(unclear="dossiers")
    return Heard(word=word, reference=names[0] if names else None)


def _together(subject: _Line, text: _Line | None) -> tuple[Word | None, Unclear | None]:
    """What subject and first line say together: an order, or why there is none."""
    if text is None or not (text.orders or text.unclear in ("doubt", "question")):
        # Whoever clicks on an order and signs the mail has written nothing against it.
        return subject.word, subject.unclear if subject.orders else "none"
    if not text.orders:
        return None, text.unclear if subject.orders else "none"
    if text.word is None:
        noted = text.unclear == "long" and text.orders == (subject.word,)
        return (subject.word, None) if noted else (None, text.unclear)
    if subject.word not in (None, text.word):
        return None, "two"
    if subject.orders and subject.unclear not in (None, "long"):
        return None, subject.unclear
    return text.word, None


def _line(line: str, *, named: bool = False, strict: bool = False) -> _Line:
    """What one line says; `strict`: it is an order and nothing else, or none.

    Beside an order whose dossier is `named` a word or two may be strange: the candidate's name.
    """
    words = _words(_REFERENCE.sub(" ", line))
    orders = _orders(words)
    strange = [word for word in words if word not in _KNOWN and word not in _QUIET]
    asks = "?" in line or "\u061f" in line
    doubtful = _doubts(words, orders)
    if strict:
        plain = len(orders) == 1 and not strange and not doubtful and not asks
        return _Line(orders=orders) if plain else _Line(unclear="none")
    unclear: Unclear | None = None
    if len(orders) > 1:
        unclear = "two"
    elif asks or doubtful:
        unclear = "question" if asks else "doubt"
    elif not orders:
        unclear = "none"
    elif len(words) > _MOST or len(strange) > (_MOST_UNKNOWN if named else 0):
        unclear = "long"
    return _Line(orders=orders, unclear=unclear)


def _doubts(words: Collection[str], orders: Collection[Word]) -> bool:
    """Whether something makes of an order something else: a negation, a condition, a number, thanks."""
    said = f" {' '.join(words)} "
    return (
        not DOUBTS.isdisjoint(words)
        or any(word.isdecimal() for word in words)
        or any(f" {thanks} " in said for thanks in THANKS_FOR)
        or ("accept" in orders and not REFUSALS.isdisjoint(words))
    )


def _orders(words: Collection[str]) -> tuple[Word, ...]:
    found = tuple(dict.fromkeys(_KNOWN[word] for word in words if word in _KNOWN))
    if not found and not YES.isdisjoint(words) and not LATE.isdisjoint(words):
        return ("accept",)
    return found


def _words(line: str) -> list[str]:
    """The words of a line as they are compared; an Arabic article or conjunction before one is taken off."""
    folded_line = f" {' '.join(_WORD.findall(fold(line[:_LONGEST])))} "
    for phrase in PHRASES:
        folded_line = folded_line.replace(f" {phrase} ", " ")
    return [_bare(word) for word in folded_line.split()]


def _bare(word: str) -> str:
    if word.endswith("ا") and word[:-1] in _KNOWN:  # an accusative
        return word[:-1]
    if word in _KNOWN or word in _QUIET or word in DOUBTS:
        return word
    for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل"):
        rest = word.removeprefix(prefix)
        if rest != word and (rest in _KNOWN or rest in _QUIET or rest in DOUBTS or rest in LATE):
            return rest
    return word


def _is_greeting(line: str) -> bool:
    words = _words(line)
    return bool(words) and not _orders(words) and all(word in COURTESY for word in words)


def _takes_back(line: str) -> bool:
    """Whether a line below an order denies or doubts it; a signature does not, with initials and numbers."""
    return "?" in line or "\u061f" in line or any(len(w) > 1 for w in DOUBTS.intersection(_words(line)))


def _paragraphs(text: str) -> list[list[str]]:
    """The lines of a text with words in them, but greetings, by what stands together."""
    found: list[list[str]] = [[]]
    for line in _bounded(text):
        if not line.strip():
            found.append([])
        elif _WORD.search(line) and not _is_greeting(line):
            found[-1].append(line.strip())
    return [paragraph for paragraph in found if paragraph]


def _bounded(text: str) -> Iterator[str]:
    for number, line in enumerate(text[: _LINES * _LONGEST].splitlines()):
        if number >= _LINES:
            return
        yield line[:_LONGEST]
