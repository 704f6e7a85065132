"""Bytes → tree of parts, within limits: the standard library's parser, fenced in.

Every header is unfolded, cut to a length and made text at the moment it is read, because long
structured headers and raw 8-bit ones are what makes a mail parser slow or wrong.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.message import Message as MessagePart
from email.policy import Compat32, Policy
from typing import Any, cast

from intake.adapters.mime.charsets import decode
from intake.adapters.mime.skeleton import restore, split
from intake.domain.trouble import Unreadable

MAX_SIZE = 100 * 1024 * 1024  # bytes of a mail
MAX_DEPTH = 30  # levels of parts inside parts
MAX_PARTS = 2_000
MAX_LINES = 2_000_000  # a mail of MAX_SIZE in base64 has three quarters of them
MAX_HEADERS = 500  # of one part; further ones are passed over
MAX_HEADER = 10_000  # characters of one header
_CHUNK = 65_536
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")  # RFC 6838 section 4.2
_LINE_BREAK = re.compile(r"[\r\n]+[ \t]*")


class Part(MessagePart):
    """A part whose parameters can be read whatever the sender wrote, and whose bytes stay bytes."""

    _payload: list[Part] | str | None  # the base class declares none
    depth = 0  # levels of parts around it
    run: memoryview | None = None  # all of its body, where that did not go through the parser

    def attach(self, payload: Part) -> None:  # type: ignore[override]  # the parser gives nothing else
        """As the base class. Raises Unreadable below MAX_DEPTH: each level costs time at each line."""
        payload.depth = self.depth + 1
        if payload.depth > MAX_DEPTH:
            raise Unreadable("its parts are nested too deeply")
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        """As the base class, up to one more than MAX_HEADERS, which shows that there were more."""
        if len(self) <= MAX_HEADERS:
            super().set_raw(name, value)

    def get_param(
        self, param: str, failobj: Any = None, header: str = "content-type", unquote: bool = True
    ) -> Any:
        """As the base class, which raises on some malformed RFC 2231 continuations: absent then."""
        try:
            return super().get_param(param, failobj, header, unquote)
        except (AttributeError, IndexError, TypeError, ValueError):
            return failobj

    def get_boundary(self, failobj: Any = None) -> Any:
        """As the base class, which raises on a charset that is no name: absent then."""
        try:
            return super().get_boundary(failobj)
        except (LookupError, ValueError):
            return failobj

    def get_content_type(self) -> str:
        """As the base class, without what follows a type that is not ended properly."""
        found = _TYPE.match(super().get_content_type())
        return found[0] if found else "application/octet-stream"

    def octets(self) -> bytes:
        """The body as it stands in the mail, transfer encoding and all; nothing for a container."""
        if self.run is not None:
            return bytes(self.run)
        body = self._payload
        return body.encode("utf-8", "surrogateescape") if isinstance(body, str) else b""

    def children(self) -> list[Part]:
        """The parts inside, none for a leaf."""
        return self._payload if isinstance(self._payload, list) else []


class _Bounded(Compat32):
    """The compat32 policy with headers cut and decoded while they are read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        value = _LINE_BREAK.sub(" ", value[:MAX_HEADER])
        if not value.isascii():
            value = decode(value.encode("utf-8", "surrogateescape"), None)
        return name, value.strip()


_POLICY = cast("Policy[Part]", _Bounded())  # generic in the type stubs only


class Reader:
    """Parses one mail, and the mails and fragments inside it, on one budget of parts."""

    def __init__(self) -> None:
        self._made = 0

    def read(self, raw: bytes) -> Part:
        """The tree of parts of `raw`; raises Unreadable beyond MAX_PARTS, MAX_LINES or MAX_DEPTH."""
        skeleton, bodies = split(raw)
        # The parser makes a string of every line, and takes CR, LF and CRLF for an end of it.
        if skeleton.count(b"\n") + skeleton.count(b"\r") - skeleton.count(b"\r\n") > MAX_LINES:
            raise Unreadable(f"it has more than {MAX_LINES} lines")
        root = self.read_whole(skeleton)
        restore(root.walk(), bodies)
        return root

    def read_whole(self, raw: bytes) -> Part:
        """The tree of parts of `raw`, which goes through the parser line by line."""
        parser: BytesFeedParser[Part] = BytesFeedParser(self._new_part, policy=_POLICY)
        try:
            for start in range(0, len(raw), _CHUNK):
                parser.feed(raw[start : start + _CHUNK])
            return parser.close()
        except MessageError as error:
            raise Unreadable(f"it cannot be parsed ({type(error).__name__})") from None

    def _new_part(self, policy: Policy[Part] = _POLICY) -> Part:
        self._made += 1
        if self._made > MAX_PARTS + 1:  # the parser tries the factory once
            raise Unreadable(f"it has more than {MAX_PARTS} parts")
        return Part(policy)
