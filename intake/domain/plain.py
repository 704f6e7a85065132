"""Words from strangers made fit to be shown: on one line, of bounded length, and no link.

Names, subjects and file names are data. Here they lose what could garble a letter (controls,
line breaks, bidirectional overrides) or turn it into a lure (addresses that mail clients make
clickable). Nothing here protects HTML: escaping is the template's business.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from intake.domain.letter import Instruction, LetterFacts

_Facts = TypeVar("_Facts")

_JOINERS = "\u200c\u200d"  # invisible, but spelling in Arabic-script languages and in emoji
_OPEN, _CLOSE = "\u2068", "\u2069"  # a first strong isolate, and its end
_BREAKABLE = re.compile(r"[^\S\u00a0]+")  # white space but the no-break space of French typography
_SPACES = frozenset({"Cc", "Zl", "Zp"})
_DROPPED = frozenset({"Cf", "Cs", "Cn"})  # Cf holds U+202A-202E and U+2066-2069
# A dot that a mail client may take for one in a host name: before a country's or a usual generic
# domain, or after "www". File names hold dots of their own: "CV.Salma.Berrada.pdf" stays.
_DOMAINS = (
    "[a-z]{2}|com|net|org|info|biz|app|dev|xyz|top|site|online|shop|click|link|live|store|club|pro|mobi"
    "|tech|space|world|gov|edu|int|icu|vip|work|page|cloud|email|digital|agency|example"
)
_NO_DOMAINS = "7z|gz|md|ps|ai"  # two letters that are types of files
_HOST_DOT = re.compile(
    rf"(?<=\w)\.(?=(?:{_DOMAINS})(?!\w))(?!(?:{_NO_DOMAINS})(?!\w))|(?<=\bwww)\.", re.IGNORECASE
)


def one_line(text: str, limit: int = 200) -> str:
    """Return `text` on one line of at most `limit` characters, without invisible characters."""
    shown = []
    for character in text[: 4 * limit]:
        category = unicodedata.category(character)
        if category in _SPACES:
            shown.append(" ")
        elif category not in _DROPPED or character in _JOINERS:
            shown.append(character)
    line = _BREAKABLE.sub(" ", "".join(shown)).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def unlinked(text: str) -> str:
    """Return `text` so that no mail client makes a link of it: `https[:]//example[.]org`.

    The dots of a file's name stay, so that it is shown as it is.
    """
    return _HOST_DOT.sub("[.]", text.replace("://", "[:]//"))


def personal_name(text: str) -> str | None:
    """Return a person's name to greet with, or None where it is an address or a link."""
    if not text or "@" in text or "/" in text:
        return None
    return _HOST_DOT.sub(" ", text)


def spelled(rule: str, *, name: str, title: str) -> str:
    """Return a subject rule as a person is to write it: its placeholders filled or named."""
    known = {"name": f"[{name}]", "title": title, "any": "…"}
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[0]), rule)


def part_number(file: str) -> int | None:
    """Return N of `(part N)`, the label of a part without a name; None for a real name."""
    found = re.fullmatch(r"\(part (\d{1,6})\)", file)
    return int(found[1]) if found else None


def wrapped(text: str, width: int = 72) -> str:
    """Wrap each line by itself; list items hang; empty lines come one at a time."""
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        words = line.strip(" ")
        if not words and (not lines or not lines[-1]):
            continue
        indent = " " * (len(line) - len(line.lstrip(" ")))
        pieces = textwrap.wrap(
            words,
            width,
            initial_indent=indent,
            subsequent_indent=indent + "  " * words.startswith("- "),
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += _isolated(pieces) or [""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _isolated(lines: list[str]) -> list[str]:
    """Close an isolate where its line ends and open it again on the next: each is a paragraph (TR 9, 3.1)."""
    shown, inside = [], False
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" "))]
        opened = indent + _OPEN * inside + line[len(indent) :]
        inside = opened.count(_OPEN) > opened.count(_CLOSE)
        shown.append(opened + _CLOSE * inside)
    return shown


# --- facts -------------------------------------------------------------------

_OURS = 1_000  # characters of a text of our own configuration
_SHOWN: dict[str, Callable[[str], str | None]] = {
    "candidate": lambda text: personal_name(one_line(text)),
    "name": lambda text: personal_name(one_line(text)),
    "file": lambda text: unlinked(one_line(text)),
    "subject": lambda text: unlinked(one_line(text)),
    "reason": lambda text: unlinked(one_line(text, 400)),
    "letter_problem": lambda text: unlinked(one_line(text, 400)),
    "email": one_line,
    "sender": one_line,
}


def presentable(facts: _Facts) -> _Facts:
    """Return `facts` with strangers' words cleaned, and emptied where no details may be told.

    `facts` is any value of domain/letter.py; what it holds is cleaned, too.
    """
    if isinstance(facts, LetterFacts) and not facts.details and facts != _untold(facts):
        return presentable(_untold(facts))  # type: ignore[return-value]  # the same type
    strangers = {} if isinstance(facts, Instruction) else _SHOWN  # an instruction is our own posting's

    def shown(name: str, value: Any) -> Any:
        if isinstance(value, str):
            return strangers[name](value) if name in strangers else one_line(value, _OURS)
        if isinstance(value, tuple):
            return tuple(shown(name, item) for item in value)
        return presentable(value) if is_dataclass(value) else value

    names = [field.name for field in fields(facts)]  # type: ignore[arg-type]  # always a dataclass
    return replace(facts, **{name: shown(name, getattr(facts, name)) for name in names})  # type: ignore[type-var]


def _untold(facts: LetterFacts) -> LetterFacts:
    return LetterFacts(
        kind=facts.kind,
        language=facts.language,
        organisation=facts.organisation,
        reference=facts.reference,
        received_at=facts.received_at,
        now=facts.now,
        zone=facts.zone,
        details=False,
    )
