"""What mail clients show of HTML: the common ground of Gmail, Outlook (Word), Apple Mail and phones.

The lists are what caniemail.com calls supported, or harmless where it is not. Text, tables and real lists,
inline styles of few properties, lengths in pixels or per cent, colours as #rrggbb, nothing remote.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

GMAIL_CLIPS = 102_000  # bytes; what is longer is cut off
GMAIL_STYLES = 8_000  # characters of <style>; what is longer is dropped (16 kB at the most)

_VOID = frozenset({"br", "meta", "hr"})
_FRAME = frozenset({"html", "head", "meta", "title", "style", "body"})
_TABLE = frozenset({"table", "thead", "tbody", "tr", "td", "th", "caption"})
_WORDS = frozenset(
    {"p", "h1", "h2", "h3", "ul", "ol", "li", "div", "span", "strong", "em", "br", "bdi", "hr"}
)
_ATTRIBUTES = frozenset({
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "charset", "class", "colspan", "content",
    "dir", "height", "href", "lang", "name", "role", "rowspan", "scope", "style", "valign", "width",
})  # fmt: skip
_PROPERTIES = re.compile(
    r"(?:margin|padding|border)(?:-(?:top|right|bottom|left))?|border-(?:radius|collapse|spacing)|color"
    r"|background(?:-color)?|font-(?:size|weight|style|family)|line-height|(?:max-|min-)?width|height"
    r"|text-(?:align|decoration)|vertical-align|word-break|overflow-wrap|white-space|direction"
)
_VALUE = re.compile(r"[-\w\s%'\",#.]*(?:!important)?")
_UNIT = re.compile(r"(?<![\w#])\d*\.?\d+(?!px\b|%|[\w.]*[\d.])([a-z]+)")
_COLOUR = re.compile(r"#(?![0-9a-f]{6}\b)\w*", re.IGNORECASE)
_OUTLOOK = re.compile(r"\[if mso\]>.*<!\[endif\]$", re.DOTALL)
_REMOTE = re.compile(r"url\(|@import|cid:|javascript:|src=")
_ADDRESS = re.compile(rf"https?:|href=|{_REMOTE.pattern}")
_MEDIA = re.compile(r"@media \((?:prefers-color-scheme: dark|max-width: \d+px)\) \{")


def faults(html: str, *, links: bool = False) -> list[str]:
    """Name what a mail client would not show, or would not show alike; `links` may be there or not."""
    reader = _Reader(links=links)
    reader.feed(html)
    reader.close()
    found = [*reader.found, *(f"<{tag}> is not closed" for tag in reader.open)]
    if len(html.encode()) > GMAIL_CLIPS:
        found.append(f"{len(html.encode())} bytes: Gmail clips a mail of more than {GMAIL_CLIPS}")
    if not html.lstrip().lower().startswith("<!doctype html>"):
        found.append("no doctype: clients fall into quirks mode")
    if not all(_OUTLOOK.match(comment) for comment in re.findall(r"<!--(.*?)-->", html, re.DOTALL)):
        found.append("a comment that is not Outlook's")
    if (_REMOTE if links else _ADDRESS).search(html):
        found.append("an address")
    return found


class _Reader(HTMLParser):
    """Walks over the elements, and keeps what is wrong with them."""

    def __init__(self, *, links: bool) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self._headed: list[bool] = []  # of each open table: it is for layout, or has a header cell
        self._allowed = _FRAME | _TABLE | _WORDS | ({"a"} if links else set())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        given = {name: value or "" for name, value in attrs}
        if tag not in self._allowed:
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}=" for name in given if name not in _ATTRIBUTES]
        if tag == "html" and not (given.get("lang") and given.get("dir") in {"ltr", "rtl"}):
            self.found.append("<html> names no language and direction")
        if tag == "table" and given.get("role", "presentation") != "presentation":
            self.found.append("a table's role")
        if tag == "th" and given.get("scope") not in {"col", "row"}:
            self.found.append("<th> without a scope: a screen reader does not know what it heads")
        self.found += [f"{tag}: {fault}" for fault in _style(given.get("style", ""))]
        if tag == "table":
            self._headed.append("role" in given)
        elif tag == "th" and self._headed:
            self._headed[-1] = True
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold an end against what is open."""
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes something else")
        if tag == "table" and self._headed and not self._headed.pop():
            self.found.append("a table that is neither for layout nor has header cells")

    def handle_data(self, data: str) -> None:
        """Look at the style sheet."""
        if self.open and self.open[-1] == "style":
            if len(data) > GMAIL_STYLES:
                self.found.append(f"{len(data)} characters of <style>: Gmail drops it")
            self.found += [f"{rule}" for rule in re.findall(r"@[^{]*\{", data) if not _MEDIA.fullmatch(rule)]


def _style(style: str) -> list[str]:
    found = []
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, colon, value = declaration.partition(":")
        if not colon or not _PROPERTIES.fullmatch(name.strip()):
            found.append(f"the property {name.strip()}")
        if not _VALUE.fullmatch(value.strip()) or _COLOUR.search(value):
            found.append(f"the value {declaration}")
        found += [f"the unit of {declaration}" for unit in _UNIT.findall(value) if unit]
    return found
