"""A mail without its big bodies, for the parser, which would go through each of their lines.

A run of base64 lines is body wherever it stands behind a blank line (RFC 5322 §2.1): none of them can
be a boundary (RFC 2046 §5.1.1), as base64 has no "-" (RFC 2045 §6.8), or a header, as it has no ":".
One such line does in its place what they all would do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from secrets import token_hex
from typing import Any

_BIG = 4096  # bytes from which a run is worth it
_BLANK_LINE = re.compile(rb"\n\r?\n")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"
_READ = frozenset({"text", "message", "multipart"})
_DIGITS = 32  # of a placeholder's secret, that no sender can know

# The runs that were taken out, by their placeholders: pieces of the mail, no copies.
Bodies = Mapping[str, memoryview]


def split(raw: bytes) -> tuple[bytes, Bodies]:
    """Take the big runs of base64 lines out of a mail; each leaves one line of letters and digits."""
    secret = token_hex(_DIGITS // 2)
    kept: list[bytes] = []
    bodies: dict[str, memoryview] = {}
    whole = memoryview(raw)
    done = 0
    for start, end in _runs(raw):
        name = f"{secret}{len(bodies):08d}"
        bodies[name] = whole[start:end]
        kept += raw[done:start], name.encode("ascii")
        done = end
    return b"".join((*kept, raw[done:])) if bodies else raw, bodies


def restore(parts: Iterable[Any], bodies: Bodies) -> None:
    """Put the runs back where their lines stand; one that is all of a file becomes the part's `run`.

    Other libraries look into texts and reports: these get theirs as the parser would have given it.
    """
    if not bodies:
        return
    secret = next(iter(bodies))[:_DIGITS]
    line = re.compile(rf"{secret}\d{{8}}")
    for part in parts:
        body = part._payload  # noqa: SLF001 - `set_payload` would look at headers
        if isinstance(body, str) and body in bodies and part.get_content_maintype() not in _READ:
            part.run = bodies[body]
        elif isinstance(body, str) and secret in body:
            part._payload = line.sub(lambda found: str(bodies[found[0]], "ascii"), body)  # noqa: SLF001


def _runs(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where the big runs of nothing but base64 lines begin and end, the last end of line left out."""
    blanks = iter(_BLANK_LINE.finditer(raw))
    blank = next(blanks, None)
    while blank is not None:
        start = blank.end()
        blank = next(blanks, None)
        end = blank.start() if blank else len(raw)
        if end - start < _BIG:
            continue
        dash = raw.find(b"-", start, end)
        if dash >= 0:
            end = raw.rfind(b"\n", start, dash)
        elif blank is None:  # the last line of all may be its part's last, which has no end of its own
            end -= raw.endswith(b"\n", start)
        end -= raw[end - 1 : end] == b"\r"
        if raw.startswith((b"\n", b"\r\n"), start):  # an empty line may end the headers of a mail inside
            start = raw.index(b"\n", start) + 1
        if end - start >= _BIG and _is_base64(raw[start:end]):
            yield start, end


def _is_base64(run: bytes) -> bool:
    """Whether it is nothing else; a CR by itself is a line end to the parser, and two a blank line."""
    return not run.translate(None, _BASE64) and run.count(b"\r") == run.count(b"\r\n")
