"""What a document looks like: some of its pages as pictures that we drew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_PAGES: Final = 4  # drawn at a time
WIDEST: Final = 1600  # pixels
NARROWEST: Final = 200
USUAL: Final = 1000  # an A4 sheet at 120 dpi


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """Pages of a document as PNG, from number `first` (1-based) on, of so many (`total`) that it has.

    `problem` completes the sentence "the document …": why there is none. A page that could not be drawn is
    empty. Of a file that is text `pages` are empty and `total` is 0.
    """

    pages: tuple[bytes, ...] = ()
    first: int = 1
    total: int = 0
    problem: str | None = None
