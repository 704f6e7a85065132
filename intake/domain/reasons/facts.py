"""The sorts of facts in a sentence: how each is read out of English, and told in French or Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from intake.domain.model import Language
from intake.domain.providers import PROVIDERS
from intake.domain.reasons import words
from intake.domain.reasons.words import Term, Terms, french


class Say(Protocol):
    """Tells a reason within a reason in the language; None: nothing of it is known."""

    def __call__(self, text: str, *, ours: bool = True) -> str | None:
        """`ours`: it should be known; else it may be words of others."""


Tell = Callable[[str, Language, Say], str]

_FIRST, _LAST = "\u2068", "\u2069"  # FSI, PDI (Unicode TR 9, 2.7)
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # a stranger's would end ours
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
CUT: Final = "…"  # ends a text that was too long to be shown: its last words are left out
_BODY: Final = "(message text)"
_PART: Final = re.compile(r"\(part (\d{1,6})\)")
_LIST: Final = {"fr": ", ", "ar": "، "}
_COUNT: Final = re.compile(r"(\d+) of (\d+)")
_MOST_ITEMS: Final = 40  # of a list that are looked for


@dataclass(frozen=True, slots=True)
class Fact:
    """A sort of fact. Without a `pattern` it is any text, up to the words that follow it."""

    tell: Tell
    pattern: re.Pattern[str] | None = None


def alone(text: str, language: Language) -> str:
    """Isolate words from outside, which keep their own direction."""
    bare = _BIDI.sub("", text)
    if not bare or (language != "ar" and not _RIGHT_TO_LEFT.search(bare)):
        return bare
    return f"{_FIRST}{bare}{_LAST}"


def quoted(text: str, language: Language) -> str:
    """Quote words from outside, as the language does."""
    shown = alone(text, language)
    return f"«\u00a0{shown}\u00a0»" if language == "fr" else f"«{shown}»"


def term(terms: Terms, english: str, language: Language) -> str:
    """Tell a term of ours; what is none stays as it is, isolated."""
    found = terms.get(english)
    if found is None:
        return alone(english, language)
    return french(found.fr) if language == "fr" else found.ar


# --- words from outside ----------------------------------------------------------


def _plain(text: str, language: Language, _: Say) -> str:
    return alone(text, language)


def _quoted(text: str, language: Language, _: Say) -> str:
    return quoted(text, language)


def _tail(text: str, language: Language, _: Say) -> str:
    """Tell a server's words that may stand behind a sentence of ours, after a colon."""
    if not text:
        return ""
    colon = "\u00a0: " if language == "fr" else ": "
    return colon + quoted(text.removeprefix(": "), language)


def file(label: str, language: Language, _: Say) -> str:
    """Tell a file by its name; what has none, and the text of a mail, in words."""
    outer, _slash, last = label.rpartition("/")
    part = _PART.fullmatch(last)
    if last == _BODY:
        own = {"fr": "le texte du message", "ar": "نص الرسالة"}[language]
    elif part:
        own = {"fr": f"la pièce jointe n°\u00a0{part[1]}", "ar": f"المرفق رقم {part[1]}"}[language]
    else:
        return quoted(label, language)
    return f"{own} ({quoted(outer, language)})" if outer else own


def _who(text: str, language: Language, _: Say) -> str:
    if text.lower() == "the server":
        return {"fr": "le serveur", "ar": "الخادم"}[language]
    return alone(text, language)


# --- terms and lists of them -------------------------------------------------------


def _one_of(terms: Mapping[str, Term]) -> str:
    return "|".join(re.escape(each) for each in sorted(terms, key=len, reverse=True))


def _term(terms: Terms) -> Fact:
    return Fact(lambda text, language, _: term(terms, text, language), re.compile(_one_of(terms)))


def _terms(
    terms: Terms, between: str, told: Mapping[str, str], last: Mapping[str, str] | None = None
) -> Fact:
    """Terms in a row, with these words `between` them, and before the `last`."""

    def tell(text: str, language: Language, _: Say) -> str:
        *before, end = (term(terms, each, language) for each in text.split(between))
        return (last or told)[language].join(filter(None, (told[language].join(before), end)))

    one = _one_of(terms)
    return Fact(tell, re.compile(f"(?:{one})(?:{re.escape(between)}(?:{one}))*"))


def _lacking(text: str, language: Language, _: Say) -> str:
    """Tell a list such as `cv, references (2 of 3)`."""
    of = {"fr": r"\1 sur \2", "ar": r"\1 من \2"}[language]

    def one(item: str) -> str:
        kind, _space, count = item.partition(" ")
        told = term(words.KINDS, kind, language)
        return f"{told} {_COUNT.sub(of, count)}" if count else told

    return _LIST[language].join(one(each) for each in text.split(", "))


def _evidence(text: str, language: Language, _: Say) -> str:
    """Tell what speaks for a sort of paper: terms in a row, which may hold commas, and words quoted."""
    told: list[str] = []
    at = 0
    known = _evidence_pattern()
    while at < len(text) and len(told) < _MOST_ITEMS:
        found = known.match(text, at)
        if found is None:
            break
        told.append(_one_evidence(found, language))
        at = found.end()
    rest = text[at:]
    left = [CUT if rest.endswith(CUT) else alone(rest, language)] if rest else []
    return _LIST[language].join([*told, *left])


def _one_evidence(found: re.Match[str], language: Language) -> str:
    if found["term"]:
        return term(words.EVIDENCE, found["term"], language)
    spoken = [quoted(each, language) for each in re.findall(r"“([^”]*)”", found["words"])]
    return f"{getattr(words.WORDS_SUCH_AS, language)} {_LIST[language].join(spoken)}"


@cache
def _evidence_pattern() -> re.Pattern[str]:
    said = "words such as (?P<words>“[^”]{0,80}”(?:, “[^”]{0,80}”){0,5})"
    return re.compile(rf"(?:(?P<term>{_one_of(words.EVIDENCE)})|{said})(?:, (?=.)|$)")


# --- numbers and times --------------------------------------------------------------


def _as_it_is(text: str, _language: Language, _: Say) -> str:
    return text


def _chance(text: str, language: Language, _: Say) -> str:
    return text.replace(".", ",") if language == "fr" else text


def _span(text: str, language: Language, _: Say) -> str:
    from intake.domain.reasons import times  # not before it is needed: who reads files needs no dates

    return times.span(text, language)


def _days(text: str, language: Language, _: Say) -> str:
    from intake.domain.reasons import times

    return times.days(int(text), language)


def _moment(text: str, language: Language, _: Say) -> str:
    from intake.domain.reasons import times

    return times.moment(text, language)


# --- reasons within reasons ----------------------------------------------------------


def _reason(text: str, language: Language, say: Say) -> str:
    return say(text, ours=not text.endswith(CUT)) or (CUT if text.endswith(CUT) else alone(text, language))


def _note(text: str, language: Language, say: Say) -> str:
    """Tell a note of ours; what is none are a server's words, which are quoted."""
    return say(text, ours=False) or quoted(text, language)


_COMMA = {"fr": ", ", "ar": "، "}
_OR = {"fr": " ou ", "ar": " أو "}
_NOT_TOLD: Terms = {**words.KINDS, "not told": Term("type non déterminé", "نوع غير محدد")}
_COUNTED = rf"(?:{_one_of(words.KINDS)})(?: \(\d{{1,9}} of \d{{1,9}}\))?"

_PROVIDERS: Terms = {each.title: Term(each.title, each.title) for each in PROVIDERS.values()}

FACTS: Final[Mapping[str, Fact]] = {
    "text": Fact(_plain),
    "quote": Fact(_quoted),
    "tail": Fact(_tail, re.compile(r"(?:: .*)?$", re.DOTALL)),
    "file": Fact(file),
    "who": Fact(_who, re.compile(f"[Tt]he server|{_one_of(_PROVIDERS)}")),
    "word": Fact(_plain, re.compile(r"\S+(?<![,;:)])")),
    "code": Fact(_as_it_is, re.compile(r"\w{1,80}")),
    "reference": Fact(_plain, re.compile(r"[A-Z0-9][A-Z0-9-]*-\d{4}-\d{4,}")),
    "the_kinds": _terms(words.THE_KINDS, " or the ", _COMMA | {"ar": _OR["ar"]}, _OR),
    "or_kinds": _terms(words.KINDS, " or ", _OR),
    "the_kind": _term(words.THE_KINDS),
    "kind": _term(words.KINDS),
    "taken": _terms(_NOT_TOLD, ", ", _COMMA),
    "lacking": Fact(_lacking, re.compile(f"{_COUNTED}(?:, {_COUNTED})*")),
    "sort": _term(words.SORTS),
    "evidence": Fact(_evidence),
    "format": _term(words.FORMATS),
    "state": _term(words.STATES),
    "letter": _term(words.LETTERS),
    "order": _term(words.ORDERS),
    "status": _term(words.STATUSES),
    "number": Fact(_as_it_is, re.compile(r"\d{1,12}")),
    "chance": Fact(_chance, re.compile(r"\d\.\d{1,3}")),
    "pages": Fact(_as_it_is, re.compile(r"\d{1,6}(?:-\d{1,6})?(?:, \d{1,6}(?:-\d{1,6})?)*")),
    "span": Fact(_span, re.compile(r"(?:\d{1,6} days?, )?\d{1,2}:\d\d:\d\d")),
    "days": Fact(_days, re.compile(r"\d{1,4}")),
    "moment": Fact(_moment, re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")),
    "clock": Fact(_as_it_is, re.compile(r"\d\d:\d\d:\d\d")),
    "reason": Fact(_reason),
    "note": Fact(_note),
}
