"""The tree of parts of a mail → its leaves: texts, files, and what else they say of the mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email import errors
from email.utils import unquote

from intake.adapters.mime.bounded import MAX_DEPTH, Part, Reader
from intake.adapters.mime.charsets import decode, decode_words, one_line, unscramble
from intake.adapters.mime.transfer import NOT_ENCODED, decode_transfer
from intake.domain.trouble import Unreadable
from intake.reading.files import cms

_MAX_FILE_NAME = 255  # characters
_MAX_EXTENSION = 10
_MAX_SALVAGES = 3  # parts of one mail that are parsed a second time
_ENCODED = ("base64", "quoted-printable")
_DOCUMENTS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"{\\rtf",
)  # PDF, ZIP, OLE, JPEG, RTF
_MAIL_TYPES = frozenset({"message/rfc822", "message/global"})
SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_FRAGMENTS = frozenset({"message/partial", "message/external-body"})
_BOUNDARY_LINE = re.compile(rb"^--([^\s-][^\s]{0,69})[ \t]*\r?$", re.MULTILINE)
_NAME_PARAMETER = re.compile(r"\b(?:file)?name\s*=\s*(\"[^\"]*\"|[^\s;]+)", re.IGNORECASE)

_CUT_SHORT = "The mail ends before its last part does: it may be cut short."
_NOT_SEPARATED = "The mail's parts are not separated as announced."
_FRAGMENT = "A part of the mail is elsewhere (message/partial or message/external-body)."
_DEFECTS: dict[type[errors.MessageDefect], str] = {
    errors.CloseBoundaryNotFoundDefect: _CUT_SHORT,
    errors.NoBoundaryInMultipartDefect: _NOT_SEPARATED,
    errors.StartBoundaryNotFoundDefect: _NOT_SEPARATED,
    errors.MultipartInvariantViolationDefect: _NOT_SEPARATED,
    errors.MissingHeaderBodySeparatorDefect: "A header line of the mail is malformed.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """A part without parts inside: its bytes decoded, its place in the tree."""

    position: int  # 1-based
    part: Part
    content_type: str
    name: str | None
    payload: bytes
    place: Place

    @property
    def disposition(self) -> str:
        """The first word of Content-Disposition, lower case; "" without one."""
        return (self.part.get_content_disposition() or "").strip()

    @property
    def content_id(self) -> str:
        """The Content-ID without its brackets."""
        return str(self.part.get("content-id", "")).strip(" <>")

    @property
    def is_body(self) -> bool:
        """Whether it is text that a mail program shows as the mail's text."""
        shown = self.content_type in {"text/plain", "text/html"} and self.disposition != "attachment"
        return shown and not self.name and not self.payload.startswith(_DOCUMENTS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a part stands: the containers around it that matter."""

    depth: int = 0
    alternative: int | None = None  # which multipart/alternative it is a version in: the outermost
    related: bool = False  # beside the HTML that shows it
    forwarded: bool = False  # inside a message/rfc822
    report: bool = False  # inside a multipart/report


@dataclass(slots=True)
class Tree:
    """What the walk found."""

    leaves: list[Leaf] = field(default_factory=list)
    containers: list[Part] = field(default_factory=list)  # multiparts of the mail itself, outermost first
    forwarded: Part | None = None  # the first mail inside, but for that in a report
    problems: dict[str, None] = field(default_factory=dict)  # each once, in order


class Walk:
    """Visits every part once, without recursion; what is broken is repaired on the way."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._salvages = 0
        self.tree = Tree()

    def run(self, root: Part) -> Tree:
        """The tree below `root`; raises Unreadable below MAX_DEPTH levels."""
        waiting = [(root, Place())]
        while waiting:
            part, place = waiting.pop()
            if place.depth > MAX_DEPTH:
                raise Unreadable("its parts are nested too deeply")
            self._note_defects(part)
            children = self._children(part)
            if children is None:
                self._add_leaf(part, place)
                continue
            inside = self._enter(part, place)
            waiting.extend((child, inside) for child in reversed(children))
        return self.tree

    def _note_defects(self, part: Part) -> None:
        for defect in part.defects:
            if sentence := _DEFECTS.get(type(defect)):
                self.tree.problems[sentence] = None

    def _enter(self, part: Part, place: Place) -> Place:
        """The place of the parts inside a container, which is recorded on the way."""
        kind = part.get_content_type()
        if kind in _MAIL_TYPES:
            if self.tree.forwarded is None and not place.report:
                self.tree.forwarded = part.children()[0]
            return Place(depth=place.depth + 1, forwarded=True, report=place.report)
        if not place.forwarded:
            self.tree.containers.append(part)
        alternative = id(part) if kind == "multipart/alternative" else None
        return replace(
            place,
            depth=place.depth + 1,
            alternative=place.alternative or alternative,
            related=place.related or kind == "multipart/related",
            report=place.report or kind == "multipart/report",
        )

    def _children(self, part: Part) -> list[Part] | None:
        """The parts inside a container, None for a leaf."""
        kind, inner = part.get_content_type(), part.children()
        if kind in _MAIL_TYPES:
            return self._inner_mail(part, inner)
        if kind in SMIME:
            return self._signed(part)
        if part.get_content_maintype() == "multipart":
            return inner or self._salvage(part)
        return None

    def _signed(self, part: Part) -> list[Part] | None:
        """What an opaque signature holds (RFC 8551, 3.5.2); None for a file, signed or encrypted."""
        if not self._may_salvage():
            return None
        raw, _ = decode_transfer(part.octets(), _header(part, "content-transfer-encoding"), text=False)
        content = cms.signed_content(raw)
        return [self._reader.read(content)] if content and cms.is_entity(content) else None

    def _inner_mail(self, part: Part, inner: list[Part]) -> list[Part] | None:
        """The mail in a message/rfc822; base64 there is against RFC 2046 section 5.2.1, and common."""
        encoding = _header(part, "content-transfer-encoding")
        encoded = encoding.strip().lower() in _ENCODED
        if inner and encoded and not inner[0].keys() and self._may_salvage():
            raw, _ = decode_transfer(inner[0].octets(), encoding, text=False)
            part.set_payload([self._reader.read(raw)])
        return part.children()[:1] or None

    def _salvage(self, part: Part) -> list[Part] | None:
        """The parts of a multipart that the parser could not divide: encoded, or by a boundary of its own."""
        body = part.octets()
        if not body or not self._may_salvage():
            return None
        raw, _ = decode_transfer(body, _header(part, "content-transfer-encoding"), text=True)
        boundary = part.get_boundary()
        if boundary is None or f"--{boundary}".encode() not in raw:
            found = _BOUNDARY_LINE.search(raw)
            boundary = found[1].decode("latin-1") if found else None
        if boundary is None or '"' in boundary or not boundary.isascii():
            return None
        head = f'Content-Type: {part.get_content_type()}; boundary="{boundary}"\r\n\r\n'
        children = self._reader.read(head.encode() + raw).children()
        self.tree.problems[_NOT_SEPARATED] = None
        return children or None

    def _may_salvage(self) -> bool:
        self._salvages += 1
        return self._salvages <= _MAX_SALVAGES

    def _add_leaf(self, part: Part, place: Place) -> None:
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart":
            kind = "text/plain"
        text = kind in {"text/plain", "text/html"}
        # A message/* that is no mail was parsed all the same: it is taken as it stood.
        body = b"".join(map(_flat, part.children())) or part.octets()
        payload, problem = decode_transfer(body, _header(part, "content-transfer-encoding"), text=text)
        if kind in _FRAGMENTS:
            problem = _FRAGMENT
        if problem and not (text and problem == NOT_ENCODED):
            self.tree.problems[problem] = None
        leaf = Leaf(
            position=len(self.tree.leaves) + 1,
            part=part,
            content_type=kind,
            name=file_name(part),
            payload=payload,
            place=place,
        )
        self.tree.leaves.append(leaf)


def _flat(part: Part) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in part.raw_items())
    return head.encode("utf-8", "replace") + b"\r\n" + part.octets()


def _header(part: Part, name: str) -> str:
    return str(part.get(name, ""))


def file_name(part: Part) -> str | None:
    """The name of a part's file, decoded: RFC 2231, RFC 2047 against the rules, raw 8-bit, mojibake.

    Only for showing: the last component of a path, no controls, no bidi marks, at most 255
    characters (the extension is kept). None for a part without a name.
    """
    sources = (("filename", "content-disposition"), ("name", "content-type"))
    for parameter, header in sources:
        value = part.get_param(parameter, None, header)
        written = _written(value) if value else _loose(_header(part, header))
        if name := clean_name(written):
            return name
    return None


def _written(value: str | tuple[str | None, str | None, str]) -> str:
    if isinstance(value, tuple):
        charset, _, text = value
        return decode(text.encode("latin-1", "replace"), charset) if text else ""
    return decode_words(unquote(value))


def _loose(header: str) -> str:
    """The name in a header whose parameters are malformed."""
    found = _NAME_PARAMETER.search(header)
    return decode_words(found[1].strip('"')) if found else ""


def clean_name(written: str) -> str | None:
    """A file name fit for showing, None for nothing."""
    last = re.split(r"[/\\]", one_line(unscramble(written), 2_000).rstrip("/\\"))[-1].strip()
    if len(last) > _MAX_FILE_NAME:
        stem, dot, extension = last.rpartition(".")
        tail = dot + extension if stem and len(extension) <= _MAX_EXTENSION else ""
        last = last[: _MAX_FILE_NAME - len(tail)] + tail
    return last if last.strip(". ") else None
