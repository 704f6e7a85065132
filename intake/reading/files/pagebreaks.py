"""Where pages begin in word processors' XML: told by breaks, and by the styles of paragraphs and sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from intake.reading.files.xmltext import XmlText, safe_parser

WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.microsoft.com/office/word/2003/wordml",
)
ODF_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_FO: Final = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFF: Final = frozenset({"0", "false", "off"})
_SAME_PAGE: Final = frozenset({"continuous", "nextColumn", "next-column"})
_NO_PAGE: Final = frozenset({"auto", "column"})
_STYLED: Final = {f"{ODF_TEXT} p": "paragraph", f"{ODF_TEXT} h": "paragraph", f"{_TABLE} table": "table"}
_MAX_PARENTS: Final = 20
_PAGE_BREAK: Final = b"pageBreakBefore"


@dataclass(slots=True)
class Style:
    """What a style says of pages; None where it leaves that to its parent."""

    parent: str = ""
    before: bool | None = None
    after: bool | None = None


Styles = Mapping[str, Style]


class WordText(XmlText):
    """A Word document's text, with a form feed where a page begins (ISO/IEC 29500-1, 17.3.1.23, 17.6)."""

    _styles: Styles = MappingProxyType({})
    _depth = 0
    _section: str | None = None
    _divided = False
    _divider: int | None = None

    def parse_with(self, content: bytes, styles: Styles) -> str:
        """Give the text of one part whose paragraphs have these styles, see `word_styles`."""
        self._styles, self._depth, self._section, self._divided, self._divider = styles, 0, None, False, None
        return self.parse(content)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        super()._start(tag, attributes)
        name = _word(tag)
        if name == "p":
            self._depth += 1
        elif name == "sectPr":
            self._section = "nextPage"
        elif name == "type" and self._section is not None:
            self._section = _value(attributes) or "nextPage"
        elif self._depth and not self._hidden:
            styled = name == "pStyle" and _asks(self._styles, _value(attributes), "before")
            if styled or (name == "pageBreakBefore" and _value(attributes) not in _OFF):
                self._out.append("\f")

    def _end(self, tag: str) -> None:
        super()._end(tag)
        name = _word(tag)
        if name == "sectPr" and self._section is not None:
            # The type of a section says how it begins, and its properties stand in its last paragraph.
            if self._divider is not None and self._section in _SAME_PAGE:
                self._out[self._divider] = ""
            self._section, self._divider, self._divided = None, None, self._depth > 0
        elif name == "p":
            self._depth -= 1
            if self._divided and not self._depth:
                self._divided, self._divider = False, len(self._out)
                self._out.append("\f")


class OdfText(XmlText):
    """An OpenDocument file's text, with a form feed where a style begins or ends a page (ODF 1.3, 20.189)."""

    _styles: Styles = MappingProxyType({})
    _after: tuple[bool, ...] | list[bool] = ()

    def parse_with(self, content: bytes, styles: Styles) -> str:
        """Give the text of one part whose paragraphs have these styles, see `odf_styles`."""
        self._styles, self._after = styles, []
        return self.parse(content)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        super()._start(tag, attributes)
        if tag in _STYLED and isinstance(self._after, list):
            space = _TABLE if tag.startswith(_TABLE) else ODF_TEXT
            style = f"{_STYLED[tag]} {attributes.get(f'{space} style-name', '')}"
            if not self._hidden and _asks(self._styles, style, "before"):
                self._out.append("\f")
            self._after.append(_asks(self._styles, style, "after"))

    def _end(self, tag: str) -> None:
        super()._end(tag)
        if tag in _STYLED and isinstance(self._after, list) and self._after.pop() and not self._hidden:
            self._out.append("\f")


def word_styles(contents: Iterable[bytes]) -> Styles:
    """Read the styles of a Word document's paragraphs. Raises as `XmlText.parse` does."""
    contents = tuple(contents)
    if not any(_PAGE_BREAK in content or b"\0" in content for content in contents):
        return {}  # thousands of elements as a rule, and few ask for a new page; UTF-16 hides the word
    styles: dict[str, Style] = {}
    now = Style()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal now
        match _word(tag):
            case "style":
                now = styles.setdefault(_value(attributes, "styleId"), Style())
            case "p":
                now = Style()  # what it says of itself is none of the style's
            case "basedOn":
                now.parent = _value(attributes)
            case "pageBreakBefore":
                now.before = _value(attributes) not in _OFF

    _read(contents, start)
    return styles


def odf_styles(contents: Iterable[bytes]) -> Styles:
    """Read the styles of an OpenDocument file by "family name". Raises as `XmlText.parse` does."""
    styles: dict[str, Style] = {}
    now = Style()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal now
        if tag == f"{_STYLE} style":
            family = attributes.get(f"{_STYLE} family", "")
            now = styles.setdefault(f"{family} {attributes.get(f'{_STYLE} name', '')}", Style())
            now.parent = f"{family} {attributes.get(f'{_STYLE} parent-style-name', '')}"
            if attributes.get(f"{_STYLE} master-page-name"):
                now.before = True
        elif tag in (f"{_STYLE} paragraph-properties", f"{_STYLE} table-properties"):
            if before := attributes.get(f"{_FO} break-before"):
                now.before = now.before or before not in _NO_PAGE
            if after := attributes.get(f"{_FO} break-after"):
                now.after = after not in _NO_PAGE

    _read(contents, start)
    return styles


def _read(contents: Iterable[bytes], start: object) -> None:
    for content in contents:
        parser = safe_parser()
        parser.StartElementHandler = start  # type: ignore[assignment]
        parser.Parse(content, True)


def _asks(styles: Styles, name: str, what: str) -> bool:
    """Whether a style, or the nearest of its parents that says so, asks for a new page."""
    for _ in range(_MAX_PARENTS):
        if (style := styles.get(name)) is None:
            return False
        asked: bool | None = getattr(style, what)
        if asked is not None:
            return asked
        name = style.parent
    return False


def _word(tag: str) -> str:
    space, _, name = tag.rpartition(" ")
    return name if space in WORD else ""


def _value(attributes: Mapping[str, str], name: str = "val") -> str:
    return next((attributes[key] for key in (f"{space} {name}" for space in WORD) if key in attributes), "")
