"""What a candidate asks of the dossier itself: to withdraw it, or for the data in it. Pure.

The rights are those of Morocco's law 09-08, articles 7 to 9, and of GDPR, articles 15 to 17 and 21; an
objection counts as a wish for erasure. A wish is *sure* only where it is said plainly, in a short mail, and
nothing in that mail speaks against it: acting on it at once is right then. Everything else is for a person.
What merely agrees to the use of one's data, tells of such rights, or speaks of others' data is no wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import OSA

from intake.domain import wish_doubts, wish_hints, wish_words
from intake.domain.prefixes import strip_prefixes
from intake.domain.wish_pieces import Kind
from intake.domain.wording import clean, folded, words_of

_READ: Final = 5_000  # characters of a text that are looked at
_SUBJECT: Final = 998  # RFC 5322 §2.1.1
_WRAPPED: Final = 55  # a line this long goes on in the next
_SENTENCE: Final = 60  # words; a longer sentence is read in pieces
_QUOTE: Final = 200
_SHORT: Final = 170  # words; in a longer mail no wish is sure
_EARLY: Final = 110  # words; nor is one that comes later
_BRIEF: Final = 80  # words, under a subject that says it by itself

_KINDS: Final[tuple[Kind, ...]] = ("erasure", "withdrawal", "access", "rectification")
_END: Final = re.compile(r"(?<=[.!?؟؛;…])[\s\"»”)]+")
_PAUSE: Final = re.compile(r"[,،:()\[\]–—«»\"“”]+|\s[-*/]+\s|;")
_ASKING: Final = re.compile(r"[?؟]")
_MISSPELT: Final = (
    "candidature",
    "application",
    "donnees",
    "supprimer",
    "personnelles",
    "personal",
    "retirer",
)
_SPELT: Final = folded(  # words of their own, one letter from those
    "candidatures|applications|donnée|supprime|supprimes|supprimez|supprimée|supprimera|retire|retires|retirez"
    "|retirée|retirera|personnelle|personals",
)


_Way = Literal["plain", "weak", "open", "hinted", "denied"]
_RANKS: Final[tuple[_Way, ...]] = ("plain", "weak", "open", "hinted")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """One wish, and the sentence in which it was found (one line, at most 200 characters)."""

    kind: Kind
    quote: str
    sure: bool  # acting on it at once is right; else a person is asked


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    form: str  # words as they are compared, pauses as commas
    quote: str
    asks: bool
    position: int  # words before it


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mail:
    subject: str
    subject_form: str
    replies: bool  # the subject is that of the mail that is answered
    sentences: tuple[_Sentence, ...]
    form: str  # the whole text
    words: int


def wish_of(subject: str, text: str) -> Wish | None:
    """Return the wish of a mail: a sure one before others, erasure before withdrawal; None: it has none.

    `text` is the sender's own text: no quoted mail, no signature. However long, only its beginning is read.
    """
    return next(iter(wishes_of(subject, text)), None)


def wishes_of(subject: str, text: str) -> tuple[Wish, ...]:
    """Return every wish of a mail, at most one of each kind, in the order of `wish_of`."""
    mail = _read(subject, text)
    found = [wish for kind in _KINDS if (wish := _wish(kind, mail))]
    return tuple(sorted(found, key=lambda wish: not wish.sure))


# --- reading --------------------------------------------------------------------------------------


def _read(subject: str, text: str) -> _Mail:
    line = " ".join(clean(subject[:_SUBJECT]).split())
    own = strip_prefixes(line)
    sentences = tuple(_sentences(clean(text[:_READ])))
    return _Mail(
        subject=own,
        subject_form=_form(own),
        replies=re.search("[:：]", line.removesuffix(own)) is not None,  # a gateway's tag is no prefix
        sentences=sentences,
        form=" ; ".join(sentence.form for sentence in sentences),
        words=sum(len(sentence.form.split()) for sentence in sentences),
    )


def _sentences(text: str) -> Iterator[_Sentence]:
    position = 0
    for line in _lines(text):
        for said in _END.split(line):
            words = _form(said).split()
            for start in range(0, len(words), _SENTENCE):
                piece = words[start : start + _SENTENCE]
                yield _Sentence(
                    form=" ".join(piece),
                    quote=_quote(said),
                    asks=_ASKING.search(said) is not None,
                    position=position + start,
                )
            position += len(words)


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a text; those that a mail program wrapped are one again."""
    held: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if held and not line:
            yield " ".join(held)
            held = []
        elif line:
            held.append(line)
            if len(line) < _WRAPPED:
                yield " ".join(held)
                held = []
    if held:
        yield " ".join(held)


def _form(said: str) -> str:
    pieces = (words_of(piece) for piece in _PAUSE.split(said.replace("'", " ").replace("’", " ")))
    form = " , ".join(" ".join(_spelt(word.form) for word in piece) for piece in pieces if piece)
    return " ".join(wish_doubts.LAW.sub(" , ", form).split())


def _spelt(word: str) -> str:
    """Return the word that one slip of a key made of it; other words stay."""
    if word in _SPELT or not 6 <= len(word) <= 13:  # noqa: PLR2004 - the lengths of those words, and one
        return word
    return next((right for right in _MISSPELT if OSA.distance(word, right, score_cutoff=1) <= 1), word)


def _quote(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _QUOTE else f"{line[: _QUOTE - 1].rstrip()}…"


# --- weighing -------------------------------------------------------------------------------------


def _wish(kind: Kind, mail: _Mail) -> Wish | None:
    """Weigh what the subject and each sentence say of one kind."""
    said = [(found, sentence.quote) for sentence in mail.sentences if (found := _found(kind, sentence))]
    told = _by_subject(kind, mail)
    quotes = [quote for rank in _RANKS for found, quote in said if found == rank]
    quote = next(iter(quotes), told)
    if quote is None:
        return None
    ways = {found for found, _ in said}
    if ways == {"hinted"} and told is None and _applies(mail):
        return None
    plain = "plain" in ways or told is not None or _together(kind, mail, ways)
    sure = plain and not ways & {"open", "denied"} and not _doubtful(kind, mail)
    return Wish(kind=kind, quote=quote, sure=sure)


def _found(kind: Kind, sentence: _Sentence) -> _Way | None:
    """How a sentence speaks of a kind; None: not at all, or as of something that one agrees to or may do."""
    form = sentence.form
    plain = wish_words.plain(kind).search(form)
    match = plain or wish_hints.HINTED[kind].search(form)
    data = kind != "withdrawal"
    if match is None or (data and wish_doubts.CONSENTS.search(form)):
        return None
    rights = data and not sentence.asks and wish_doubts.RIGHTS.search(form)
    before, within = _negated(form, match)
    if before or (plain is None and within):
        return "denied"
    if plain is None and rights:
        return None
    rest = form[match.end() :]
    if _is_open(kind, sentence) or wish_doubts.ELSEWHERE.match(rest) or wish_doubts.LATER.search(rest):
        return "open"
    if plain is None:
        return "hinted"
    return "weak" if rights or within or _reported(form, match) or sentence.position > _EARLY else "plain"


def _negated(form: str, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether a negation stands right before what was found, and whether one is in its clause before it."""
    clause: list[str] = []
    for word in reversed(form[: match.start()].split()[-5:]):
        if word in wish_doubts.CLAUSE_ENDS:
            break
        clause.append(word)
    negated = [word in wish_doubts.NEGATIONS for word in clause]
    return negated[:1] == [True], any(negated)


def _reported(form: str, match: re.Match[str]) -> bool:
    """Whether it stands after a `that` which nobody told to us: "they say that I withdraw"."""
    before = form[: match.start()].split()[-7:]
    return bool(before) and before[-1] in wish_doubts.THAT and not wish_doubts.TELLS.search(" ".join(before))


def _is_open(kind: Kind, sentence: _Sentence) -> bool:
    """Whether a sentence asks, supposes or puts off; to ask us to do it is a request."""
    if wish_doubts.OPEN.search(sentence.form):
        return True
    return sentence.asks and kind != "access" and not wish_doubts.POLITE.search(sentence.form)


def _together(kind: Kind, mail: _Mail, ways: set[_Way]) -> bool:
    """Whether a hint and a request that names nothing make a plain one: "it is wrong, please correct it"."""
    asked = wish_hints.ASKED_FOR.get(kind)
    return asked is not None and "hinted" in ways and asked.search(mail.form) is not None


def _applies(mail: _Mail) -> bool:
    """Whether the mail is an application, or as long as one: what it tells by the way is no wish."""
    return mail.words > _SHORT or wish_doubts.APPLIES.search(mail.form) is not None


def _doubtful(kind: Kind, mail: _Mail) -> bool:
    """Whether the mail as a whole may be about something else."""
    if _applies(mail) or wish_doubts.TAKES_BACK.search(mail.form):
        return True
    if kind == "withdrawal" and wish_doubts.KEEPS.search(mail.form):
        return True
    if kind in ("withdrawal", "erasure") and wish_doubts.REPLACES.search(mail.form):
        return True
    # Under a subject that says it, a question may be how to do it.
    return _by_subject(kind, mail) is not None and (
        _ASKING.search(mail.subject) is not None
        or any(sentence.asks and not wish_doubts.POLITE.search(sentence.form) for sentence in mail.sentences)
    )


def _by_subject(kind: Kind, mail: _Mail) -> str | None:
    """Return the subject where it says it by itself; that of a reply is another mail's."""
    if mail.replies or mail.words > _BRIEF or not wish_hints.SUBJECTS[kind].fullmatch(mail.subject_form):
        return None
    return _quote(mail.subject)
