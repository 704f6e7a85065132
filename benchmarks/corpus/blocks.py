"""The marked lines of a page → what a program for documents knows: headings, bullets, rows, columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from corpus.texts import Page

Sort = Literal["title", "heading", "bullet", "row", "right", "centred", "text", "gap"]
_MARKS: Final[dict[str, Sort]] = {
    "# ": "title", "## ": "heading", "### ": "heading", "- ": "bullet", "> ": "right", "^ ": "centred",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Block:
    """One line of a page: what it is, its words, and the cells of a row."""

    sort: Sort
    text: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Columns:
    """A page's blocks: the narrow column (empty on most pages) and the wide one."""

    side: tuple[Block, ...]
    main: tuple[Block, ...]


def columns(page: Page) -> Columns:
    """Give the blocks of a page, as its text divides it."""
    parts: dict[str, list[Block]] = {"@sidebar": [], "@main": []}
    into = parts["@main"]
    for line in page.lines:
        if line in parts:
            into = parts[line]
        else:
            into.append(_block(line))
    return Columns(side=tuple(parts["@sidebar"]), main=tuple(parts["@main"]))


def linear(page: Page) -> tuple[Block, ...]:
    """Give all blocks of a page one below the other, the narrow column first."""
    found = columns(page)
    return (*found.side, *found.main)


def tables(blocks: tuple[Block, ...]) -> list[Block | list[Block]]:
    """Join rows that follow each other (gaps apart) into tables."""
    found: list[Block | list[Block]] = []
    for block in blocks:
        last = found[-1] if found else None
        if block.sort == "row" and isinstance(last, list):
            last.append(block)
        elif block.sort == "row":
            found.append([block])
        else:
            found.append(block)
    return found


def _block(line: str) -> Block:
    if not line:
        return Block(sort="gap")
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        return Block(sort="row", text="  ".join(cells), cells=cells)
    for mark, sort in _MARKS.items():
        if line.startswith(mark):
            return Block(sort=sort, text=line[len(mark) :].strip())
    return Block(sort="text", text=line)
