"""What is wrong with a configuration, in words: findings, and where in which file they stand."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Step = str | int
Level = Literal["error", "warning", "info"]

_LISTED = 20  # words that a sentence lists
_SHOWN = 60  # characters of a found word that a sentence repeats


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing to know about a configuration: where it stands, what it is, and what to do."""

    level: Level
    where: str  # "config/postings/omp.yaml:7 deadline"
    text: str
    remedy: str


class SettingsError(Exception):
    """A configuration that nothing may run on; `findings` holds every error of every file."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(f"{f.where}: {f.text} {f.remedy}".rstrip() for f in self.findings))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """One configuration file, read: plain values, and the line of each."""

    file: str  # as shown to people: "config/postings/omp.yaml"
    value: Mapping[str, Any]
    lines: Mapping[tuple[Step, ...], int]

    def where(self, *path: Step) -> str:
        """Return file, line and field of a path; an absent field has its parent's line."""
        known = next(cut for cut in range(len(path), -1, -1) if path[:cut] in self.lines)
        return f"{self.file}:{self.lines[path[:known]]} {dotted(path)}".rstrip()


def dotted(path: Iterable[Step]) -> str:
    """Return a path as `documents[2].count`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{_printable(step)}" for step in path).lstrip(
        "."
    )


def _printable(text: str) -> str:
    whole = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return whole if len(whole) <= _SHOWN else whole[:_SHOWN] + "…"


def found(value: object) -> str:
    """Name a value that was found, short and printable."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return f"'{_printable(value)}'"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
    return str(value)


def some_of(words: Collection[str]) -> str:
    """List words, the first of them where they are many."""
    first = sorted(words)[:_LISTED]
    more = f" and {len(words) - len(first)} more" if len(words) > len(first) else ""
    return (", ".join(first) or "none") + more


def did_you_mean(word: object, known: Collection[str], otherwise: str) -> str:
    """Return a remedy that proposes the known word nearest to the one found, or another remedy."""
    # Of very many words only those that begin alike: each takes some time.
    likely = known if len(known) <= _LISTED else [each for each in known if each[:1] == str(word)[:1]]
    near = difflib.get_close_matches(str(word), likely, n=1)
    return f"Did you mean '{near[0]}'?" if near else otherwise
