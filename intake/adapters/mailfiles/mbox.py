"""An mbox: which lines begin a mail, whatever dialect it is written in, and the mails between them.

RFC 4155 describes it; programs differ in what they quote, in line ends and in the blank line between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import partial
from itertools import chain, pairwise
from typing import BinaryIO, Final

LARGEST: Final = 256 << 20  # bytes of one mail; one from a server is not taken in beyond it either
HEADER: Final = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")  # RFC 5322 §2.2
_LINE: Final = 1 << 20  # bytes of a line that are read at a time
_BOM: Final = b"\xef\xbb\xbf"
_BLANK: Final = frozenset({b"\n", b"\r\n"})
# "From sender date": asctime's as RFC 4155 has it, and with the zone that Google Takeout writes.
_DATE: Final = re.compile(
    rb"From .{0,400}?\b((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^:]{1,40}\d{1,2}:\d{2}.{0,40}\d{4}.{0,20})",
    re.DOTALL,
)
# The same, or a date as a Date field has it, and no word besides: a text may name a day and an hour, too.
_NOTHING_BUT_DATE: Final = re.compile(
    rb"(?:%(month)s +\d{1,2} +%(time)s +(?:%(zone)s +)?\d{4}|\d{1,2} +%(month)s +\d{4} +%(time)s)"
    rb"(?: +%(zone)s)?(?: +remote from \S{1,100})?\s*"
    % {
        b"month": rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        b"time": rb"\d{1,2}:\d{2}(?::\d{2})?",
        b"zone": rb"(?:[A-Z]{1,5}|(?:GMT|UTC)?[+-]\d{2}:?\d{2})",
    }
)
_UNDATED: Final = re.compile(rb"From (?:-|\S+@\S+)?\s*")


def parts(stream: BinaryIO) -> Iterator[tuple[bytes, bytes | None]]:
    """Yield each envelope line and its mail, None for one that is larger than LARGEST."""
    envelope, mail, before = b"", bytearray(), b"\n"
    for line, following in pairwise(chain(_lines(stream), (b"",))):
        fresh = line.startswith(b"From ") and before.endswith(b"\n")
        if fresh and begins(line, following, blank=before in _BLANK):
            if envelope:
                yield envelope, _whole(mail)
            envelope = line
        elif len(mail) <= LARGEST:
            mail += line
        before = line
    if envelope:
        yield envelope, _whole(mail)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines behind a byte order mark and blank lines, a very long one in pieces."""
    first = stream.readline(_LINE).removeprefix(_BOM)
    while first in _BLANK:
        first = stream.readline(_LINE)
    return chain((first,), iter(partial(stream.readline, _LINE), b""))


def begins(line: bytes, following: bytes, *, blank: bool) -> bool:
    """Whether a line that begins with "From " begins a mail; such lines stand in texts as well, unquoted.

    Behind a blank line a date that ends the line suffices, or nothing but a sender where a header follows;
    elsewhere it takes a date and a header: some programs forget the blank line.
    """
    header = HEADER.match(following) is not None
    if date := _DATE.match(line):
        return header or (blank and _ends_in(date[1] + line[date.end() :]))
    return blank and header and _UNDATED.fullmatch(line) is not None


def _ends_in(date: bytes) -> bool:
    return _NOTHING_BUT_DATE.fullmatch(date.partition(b" ")[2].lstrip()) is not None


def _whole(mail: bytearray) -> bytes | None:
    """The mail, without the blank line that ends it in an mbox and is no part of it; `mail` is empty then."""
    for end in (b"\r\n", b"\n"):
        if mail.endswith(b"\n" + end):
            del mail[-len(end) :]
            break
    raw = bytes(mail) if len(mail) <= LARGEST else None
    mail.clear()
    return raw


def instant(envelope: bytes) -> datetime | None:
    """The time in an envelope line; without a zone it is UTC (RFC 4155)."""
    found = _DATE.match(envelope)
    parsed = parsedate_tz(found[1].decode("ascii", "replace")) if found else None
    if parsed is None:
        return None
    with suppress(ValueError, OverflowError):
        zone = timezone(timedelta(seconds=parsed[9] or 0))
        return datetime(*parsed[:6], tzinfo=zone).astimezone(UTC)
    return None
