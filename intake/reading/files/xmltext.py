"""XML of office programs → text, as a stream: depth and size cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from intake.reading.files.archives import RefusedError

_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ODF_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_ODF_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
# Text that a reader of the page does not see, or sees twice.
_HIDDEN: Final = frozenset(
    {f"{_COMPATIBILITY} Fallback", f"{_ODF_TEXT} tracked-changes", f"{_ODF_OFFICE} annotation"}
    | {f"{_ODF_OFFICE} binary-data"}
)


class XmlText:
    """Collects text from the events of XML parts. Names are "namespace name".

    Text counts within `holders`; `starts` and `ends` say what an element puts at its beginning and
    its end; at one of `breaks` a new line begins, or a page, as its type says. Other namespaces than
    those of the table are passed over, text of `hidden` elements, too.
    """

    def __init__(
        self,
        *,
        holders: frozenset[str],
        starts: Mapping[str, str],
        ends: Mapping[str, str],
        breaks: frozenset[str] = frozenset(),
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._holders, self._starts, self._ends, self._breaks = holders, starts, ends, breaks
        self._hidden_tags = _HIDDEN | hidden
        self._out: list[str] = []
        self._open = self._hidden = 0

    def parse(self, content: bytes) -> str:
        """Give the text of one part. Raises RefusedError for a document type, ExpatError for damage."""
        self._out, self._open, self._hidden = [], 0, 0
        parse_safely(content, self._start, self._end, self._characters)
        return "".join(self._out)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self._hidden_tags:
            self._hidden += 1
            return
        if tag in self._holders:
            self._open += 1
        if self._hidden:
            return
        if tag in self._breaks:
            page = any(key.endswith(" type") and value == "page" for key, value in attributes.items())
            self._out.append("\f" if page else "\n")
        elif tag in self._starts:
            self._out.append(self._starts[tag])

    def _end(self, tag: str) -> None:
        if tag in self._hidden_tags:
            self._hidden -= 1
            return
        if tag in self._holders:
            self._open -= 1
        if tag in self._ends and not self._hidden:
            self._out.append(self._ends[tag])

    def _characters(self, text: str) -> None:
        if self._open and not self._hidden:
            self._out.append(text)


def safe_parser() -> expat.XMLParserType:
    """Make a parser that refuses every document type, where entities live (XML 1.0, 4.2)."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def parse_safely(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    """Parse with these handlers. Raises RefusedError for a document type, ExpatError for damage."""
    parser = safe_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(content, True)


def _refuse(*_: object) -> None:
    raise RefusedError("is damaged")
