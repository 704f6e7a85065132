"""Tables for spreadsheets, as values: what a digest, a closing report or an export hands out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

Cell = str | int | datetime | None  # a datetime is aware; it is shown in the sheet's zone

MAX_CELL = 32_767  # UTF-16 code units of a cell, Excel's "specifications and limits"
_CUT = "…"
# XML 1.0, 2.2, has no place for them; half a pair is no character at all.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: what stands above it, and how many characters it may be wide at most."""

    title: str
    widest: int = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One table. `rows` are taken once, one by one; each has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    zone: tzinfo
    right_to_left: bool = False


def written(text: str) -> str:
    """The text as a cell can hold it: what no file can carry is replaced, what is too long is cut."""
    text = _NO_CHARACTER.sub("\ufffd", text.replace("\r\n", "\n"))
    if len(text) * 2 <= MAX_CELL:  # however many of them are pairs
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MAX_CELL * 2:
        return text
    return units[: (MAX_CELL - len(_CUT)) * 2].decode("utf-16-le", errors="ignore") + _CUT


# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), plain and full-width,
# behind whatever blanks; and so behind what another country's spreadsheet takes for the end of a cell.
_BLANKS = r"(?:[^\S\t\r\n]|[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])*"
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
_FORMULA = re.compile(rf"^(?={_BLANKS}[{_SIGNS}\t\r\n])|([;,\t\r\n])(?={_BLANKS}[{_SIGNS}])")


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever could begin a formula, for files that know no types."""
    return _FORMULA.sub(r"\1'", text)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula, were it typed in."""
    return not text.startswith("'") and harmless(text).startswith("'")
