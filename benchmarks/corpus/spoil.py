"""What becomes of a page's text on its way through printers, scanners and readers of PDFs."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from corpus.texts import Page

_MARKS: Final = re.compile(r"^(?:#{1,3}|[-^>]) +")
_CONFUSED: Final = {
    "l": "1I|", "I": "l1|", "o": "0c", "0": "O", "e": "c", "é": "eè", "è": "eé", "n": "ri", "m": "rn", "a": "o",
    "t": "f", "i": "1l", ".": ",", ",": ".", "S": "5", "B": "8", "ة": "ه", "ي": "ى", "ف": "ق", "ت": "ن", "ب": "ت",
}  # fmt: skip


def plain(page: Page, rng: Random) -> str:
    """The text that a reader gives for a page: lines wrapped, cells side by side, columns in either order."""
    before: list[str] = []
    main = target = []
    for line in page.lines:
        if line in ("@sidebar", "@main"):
            target = before if line == "@sidebar" else main
        else:
            target.append(line)
    blocks = [before, main] if rng.random() < 0.6 else [main, before]  # noqa: PLR2004
    width = rng.choice((62, 75, 88, 100, 130, 10_000))
    bullet = rng.choice(("•", "-", "·", "➢", "o", "*", ""))
    gap = rng.choice(("\t", "  ", " ", " | ", "\n"))
    gaps = rng.random() < 0.5  # noqa: PLR2004
    out: list[str] = []
    for line in [each for block in blocks for each in block]:
        if not line:
            if gaps:
                out.append("")
        elif line.startswith("|"):
            out += gap.join(cell.strip() for cell in line.strip("|").split("|")).split("\n")
        else:
            mark = bullet + " " if line.startswith("- ") else ""
            out += _wrap(mark + _MARKS.sub("", line), width)
    return "\n".join(out)


def noisy(text: str, rng: Random, share: float) -> str:
    """The text as OCR of a bad scan gives it: that share of the letters is confused, lost or doubled."""
    out = []
    for each in text:
        if rng.random() >= share or each == "\n":
            out.append(each)
        elif each == " ":
            out.append(rng.choice(("", "  ")))
        else:
            out.append(
                rng.choice((rng.choice(_CONFUSED.get(each, each)), "", each + rng.choice("'.,~"), each))
            )
    return "".join(out)


def _wrap(line: str, width: int) -> list[str]:
    rows, row = [], ""
    for word in line.split(" "):
        if row and len(row) + len(word) >= width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return [*rows, row]
