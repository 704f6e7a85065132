"""A mail in a file (.eml) and a web page in a mail's clothes (.mht) → its files and its text.

Mails that a mail server brings are read by the adapters; this one is somebody's file, read in the
confined process, and few of a mail's headers matter here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import policy
from email.feedparser import BytesFeedParser
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Final

from intake.reading.files import membernames, plain
from intake.reading.files.archives import Contents, Hold, RefusedError
from intake.reading.files.attached import is_serving
from intake.reading.files.picture_size import may_be_page

_MAX_PARTS: Final = 500
_MAX_DEPTH: Final = 20  # levels of parts inside parts
_MAX_HEADER: Final = 2_000  # characters; longer structured headers make the parser slow
_CHUNK: Final = 1 << 16
_FEW: Final = 20  # words
_TEXTS: Final = frozenset({"text/plain", "text/html"})


class _Policy(policy.Compat32):
    """The parser's policy, with headers cut while they are read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        value = re.sub(r"[\r\n]+[ \t]*", " ", value[:_MAX_HEADER])
        if not value.isascii():  # raw 8-bit, against the rules
            value = membernames.guess(value.encode("utf-8", "surrogateescape"))
        return name, value


@dataclass(slots=True)
class _Texts:
    """The versions of one mail's text."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)

    def best(self) -> str:
        """Give the plain text, else that of the web page."""
        text = "\n".join(self.plain)
        return text if text.strip() else "\n".join(self.html)


@dataclass(slots=True)
class _Reading:
    """What was found so far; `texts` by the name of the mail that they are of."""

    hold: Hold = field(default_factory=Hold)
    texts: dict[str, _Texts] = field(default_factory=dict)
    numbers: int = 0


def read(data: bytes) -> Contents:
    """Give the files of a mail and its text, those of a mail inside under its subject.

    Raises RefusedError above the limits.
    """
    reading = _walk(_parse(data), saved=False)
    return Contents(members=tuple(reading.hold.members), bodies=_bodies(reading))


def read_saved_page(data: bytes) -> Contents:
    """Give the text of a web page saved as a mail (.mht); its pictures where it has hardly a word."""
    reading = _walk(_parse(data), saved=True)
    text = "\n".join(text for _, text in _bodies(reading))
    pictures = [each for each in reading.hold.members if may_be_page(each[1])]
    return Contents(members=tuple(pictures) if len(text.split()) < _FEW else (), text=text)


def _parse(data: bytes) -> Message:
    made = 0

    def part(policy: policy.Policy | None = None) -> Message:
        nonlocal made
        made += 1
        if made > _MAX_PARTS:
            raise RefusedError("is a mail of too many parts, which is refused")
        return Message(policy or _Policy())

    parser = BytesFeedParser(part, policy=_Policy())
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    return parser.close()


def _bodies(reading: _Reading) -> tuple[tuple[str, str], ...]:
    every = ((name, texts.best()) for name, texts in reading.texts.items())
    return tuple((name, text) for name, text in every if text.strip())


def _walk(root: Message, *, saved: bool) -> _Reading:
    """Visit every part; `saved` means that the pictures beside a web page are looked at later."""
    reading = _Reading()
    waiting = [(root, "", 0, False)]
    while waiting:
        part, mail, depth, related = waiting.pop()
        if depth > _MAX_DEPTH:
            raise RefusedError("is a mail whose parts are nested too deeply, which is refused")
        children = _children(part)
        if children is None:
            _leaf(reading, part, mail, beside=related and not saved)
            continue
        if part.get_content_maintype() == "message":
            mail = f"{mail}/{_subject(children)}".lstrip("/")
        beside = related or part.get_content_subtype() == "related"
        waiting.extend((each, mail, depth + 1, beside) for each in reversed(children))
    return reading


def _children(part: Message) -> list[Message] | None:
    inside = part.get_payload()
    return [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else None


def _leaf(reading: _Reading, part: Message, mail: str, *, beside: bool) -> None:
    """Take one part in; `beside` means that it stands beside the HTML that shows it."""
    reading.numbers += 1
    kind, name = part.get_content_type(), _name(part)
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if is_serving(kind) or not (content.strip() or name):
        return
    if kind in _TEXTS and part.get_content_disposition() != "attachment" and not name:
        texts = reading.texts.setdefault(mail, _Texts())
        (texts.plain if kind == "text/plain" else texts.html).append(_text(part, kind, content))
        return
    placed = beside or part.get_content_disposition() == "inline"
    if placed and kind.startswith("image/") and part.get("content-id") and not may_be_page(content):
        return
    shown = membernames.shown(name.replace("/", "\\").rsplit("\\", 1)[-1], f"(part {reading.numbers})")
    reading.hold.add(f"{mail}/{shown}".lstrip("/"), content)


def _text(part: Message, kind: str, content: bytes) -> str:
    charset = str(part.get_content_charset() or "")
    content = content[: plain.MAX_SOURCE]
    try:
        content = content.decode(charset).encode("utf-8", "replace") if charset else content
    except (LookupError, UnicodeDecodeError, ValueError):  # another charset than it says
        charset = ""
    return plain.read_html(content) if kind == "text/html" else plain.decode(content)


def _subject(inside: list[Message]) -> str:
    written = str(inside[0].get("subject", "")) if inside else ""
    return membernames.shown(_decoded(written).replace("/", " "), "(mail)")


def _name(part: Message) -> str:
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            value = part.get_param(parameter, None, header)
        except (AttributeError, IndexError, TypeError, ValueError):  # malformed continuations (RFC 2231)
            continue
        if value:
            return _decoded(collapse_rfc2231_value(value)).strip()
    return str(part.get("content-location", "")) if part.get_content_maintype() == "image" else ""


def _decoded(value: str) -> str:
    """Decode the encoded words of a header (RFC 2047), in quotes or not."""
    try:
        pieces = decode_header(value)
        return "".join(
            each if isinstance(each, str) else each.decode(charset or "latin-1", "replace")
            for each, charset in pieces
        )
    except (LookupError, ValueError):
        return value
