"""Where the pages of a web page begin when it is printed: as its styles say (CSS Fragmentation 3, 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_BREAK: Final = re.compile(
    r"(?:^|[;{\s])(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right|recto|verso)\b",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE: Final = re.compile(r"([a-z][a-z0-9]{0,20})?((?:\.[\w-]{1,60})?)", re.IGNORECASE)
_PAGE_RULES: Final = frozenset({"page", "page-break", "pagebreak"})  # classes of <hr>
_MAX_SHEETS: Final = 100_000  # characters
_MAX_RULES: Final = 1_000
_MAX_OPEN: Final = 500


class Pages:
    """Tells where pages begin and end among the tags of a web page.

    Of its style sheets the simple rules count: for a tag, for a class, or for a tag of a class.
    """

    def __init__(self) -> None:
        self._left = _MAX_SHEETS
        self._rules: dict[str, frozenset[str]] = {}
        self._open: list[list[str | int]] = []  # whose end ends a page: the tag, and how many are in it

    def style(self, sheet: str) -> None:
        """Learn the rules of a style sheet."""
        sheet = sheet[: self._left]
        self._left -= len(sheet)
        for selectors, body in _RULE.findall(sheet):
            if (asked := _asked(body)) and len(self._rules) < _MAX_RULES:
                for selector in selectors.lower().split(","):
                    if (name := selector.strip()) and _SIMPLE.fullmatch(name):
                        self._rules[name] = self._rules.get(name, frozenset()) | asked

    def start(self, tag: str, attributes: Sequence[tuple[str, str | None]], *, empty: bool) -> bool:
        """Whether a page begins with a tag, which is `empty` where it has no end."""
        known = dict(attributes)
        classes = (known.get("class") or "").lower().split()[:20]
        names = (tag, *(f".{each}" for each in classes), *(f"{tag}.{each}" for each in classes))
        asked = _asked(known.get("style") or "")
        asked = asked.union(*(self._rules.get(name, frozenset()) for name in names))
        if self._open and self._open[-1][0] == tag and not empty:
            self._open[-1][1] = int(self._open[-1][1]) + 1
        if "after" in asked and not empty and len(self._open) < _MAX_OPEN:
            self._open.append([tag, 0])
        ruled = tag == "hr" and not _PAGE_RULES.isdisjoint(classes)
        return ruled or "before" in asked or (empty and "after" in asked)

    def end(self, tag: str) -> bool:
        """Whether a page ends with the end of a tag."""
        if not self._open or self._open[-1][0] != tag:
            return False
        if inner := int(self._open[-1][1]):
            self._open[-1][1] = inner - 1
            return False
        self._open.pop()
        if self._open and self._open[-1][0] == tag:
            self._open[-1][1] = int(self._open[-1][1]) - 1
        return True


def _asked(style: str) -> frozenset[str]:
    found: Iterable[str] = _BREAK.findall(style[:5_000])
    return frozenset(each.lower() for each in found)
