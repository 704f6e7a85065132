"""A report as a value: what stands on its pages, without how they look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.domain.model import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One line of what the report says first: `Candidatures complètes`, `12`."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A list below its heading; each row has a text for each column. `empty` stands for no rows."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where a row has not a text for each column."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"A row of the table {self.heading!r} has not {len(self.columns)} texts.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a report says, in the order in which it is read. `at` is aware: when it was made."""

    language: Language
    organisation: str
    title: str
    at: datetime
    lines: tuple[str, ...] = ()  # paragraphs
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    footer: str = ""  # at the foot of each page, beside its number
