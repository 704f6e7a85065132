"""The header block of a mail → subject, sender, recipients, ids and date; each read once, none trusted."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from mailparser.dates import parse_mail_date
from mailparser.utils import get_addresses

from intake.adapters.mime.bounded import MAX_HEADER, MAX_HEADERS, Part
from intake.adapters.mime.charsets import decode_words, one_line, printable
from intake.domain.model import Address

_MAX_VALUE = 4_000  # characters of a header handed on
_MAX_SUBJECT = 2_000
_MAX_NAME = 300
_MAX_DATE = 200
_MAX_TRACE = 200_000  # bytes of a mail searched for Received fields
_MAX_REPEATS = 20  # of one recipient field
_MAX_ID = 998  # bytes: a line's (RFC 5322 section 2.1.1); an index of PostgreSQL's takes 2,704
_MAX_IDS = 100
_MAX_RECIPIENTS = 1_000
_RECIPIENT_FIELDS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)

_HEADER_END = re.compile(rb"[^\r\n]\r?\n\r?\n")
_MSG_ID = re.compile(r"<[^<>]{1,990}>")
# Dot-atoms only (RFC 5322 section 3.2.3), letters of all scripts (RFC 6532); no quoted local part,
# no address literal: nobody applies from one, and each has been used to smuggle a second address.
_ADDRESS = re.compile(
    r"[^\s@<>(),;:\"\[\]\\.\x00-\x1f\x7f-\x9f]+(?:\.[^\s@<>(),;:\"\[\]\\.\x00-\x1f\x7f-\x9f]+)*"
    r"@(?:[^\W_](?:[\w-]*[^\W_])?)(?:\.[^\W_](?:[\w-]*[^\W_])?)*"
)

# mail-parser logs header values (names, subjects) at error level: they must not reach our logs.
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Headers:
    """The header fields of a mail or part, unfolded, in order, with lower-case names."""

    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> list[str]:
        """Every value of that field, topmost first."""
        return [value for key, value in self.fields if key == name]

    def first(self, name: str) -> str | None:
        """The topmost value of that field, None without one."""
        return next((value for key, value in self.fields if key == name), None)

    def names(self) -> frozenset[str]:
        """The names of the fields that are there."""
        return frozenset(name for name, _ in self.fields)

    def shown(self) -> tuple[tuple[str, str], ...]:
        """The fields as a Message keeps them: printable, each cut to a length."""
        return tuple((name, printable(value)[:_MAX_VALUE]) for name, value in self.fields)


def read_headers(part: Part) -> Headers:
    """The first MAX_HEADERS fields of a part."""
    fields = [(name.lower(), str(value)) for name, value in part.raw_items()][:MAX_HEADERS]
    return Headers(fields=tuple((printable(name), value) for name, value in fields))


def read_subject(headers: Headers) -> tuple[str, str | None]:
    """The decoded Subject on one line ("" without one), and what is wrong with it."""
    values = headers.all("subject")
    problem = "The mail has several subjects; the first one counts." if len(values) > 1 else None
    return one_line(decode_words(values[0]), _MAX_SUBJECT) if values else "", problem


def read_sender(headers: Headers) -> tuple[Address | None, str | None]:
    """The one usable address of From, else None and why.

    mail-parser and the standard library must see the same single address: a header that two
    parsers read differently is how a sender is forged (CVE-2023-27043). Reply-To is never read.
    """
    values = [value for value in headers.all("from") if value]
    if not values:
        return None, "The mail has no sender."
    if len(values) > 1:
        return None, "The mail has several From headers."
    value = values[0]
    if ";" in value and ":" in value.partition(";")[0].partition("<")[0].rpartition('"')[2]:
        return None, "The sender is a group of addresses."
    strict, loose = _strict(value), {email for _, email in _loose(value) if "@" in email}
    if len(strict) > 1 or len(loose) > 1:
        return None, "The sender is not one address but several, or ambiguous."
    if not strict or loose != {strict[0].email}:
        return None, "The sender has no valid address."
    return strict[0], None


def _strict(value: str) -> list[Address]:
    """The valid addresses that mail-parser finds in a field value."""
    doubts: list[object] = []
    try:
        found = get_addresses(value, defects=doubts)
    except (MessageError, RecursionError, ValueError, LookupError):
        found = _loose(value)
    if doubts and len(found) == 1:  # "BERRADA, Salma <...>": the comma should have been quoted
        found = [(value.partition("<")[0], found[0][1])]
    return [
        Address(name=display_name(name), email=email)
        for name, email in found
        if len(email) <= _MAX_NAME and _ADDRESS.fullmatch(email)
    ]


def _loose(value: str) -> list[tuple[str, str]]:
    """The names and addresses that the standard library finds in a field value."""
    try:
        return getaddresses([value])
    except (RecursionError, IndexError):  # a comment in a comment in a comment ...
        return []


def display_name(written: str) -> str | None:
    """A display name decoded, otherwise as written; None for an empty one."""
    return one_line(decode_words(written), _MAX_NAME).strip("\"' ") or None


def read_recipients(headers: Headers) -> tuple[str, ...]:
    """The addresses that the mail went to, lower case, each once."""
    written = [value for name in _RECIPIENT_FIELDS for value in headers.all(name)[:_MAX_REPEATS]]
    # A field that was cut while it was read ends in half an address.
    values = [value if len(value) < MAX_HEADER else value.rpartition(",")[0] for value in written]
    found = dict.fromkeys(address.email.lower() for value in values for address in _strict(value))
    return tuple(found)[:_MAX_RECIPIENTS]


def read_ids(headers: Headers, name: str) -> tuple[str, ...]:
    """The msg-ids of a field with their angle brackets (RFC 5322 section 3.6.4), the last hundred.

    What stands between the brackets is not checked: real ones hold brackets, blanks and no "@".
    """
    value = printable(headers.first(name) or "")
    ids = tuple("".join(found.split()) for found in _MSG_ID.findall(value))
    if not ids and value.strip() and len(value.split()) == 1 and len(value) <= _MAX_SUBJECT:
        ids = (f"<{value.strip('<> ')}>",)
    return tuple(found for found in ids if found != "<>" and len(found.encode()) <= _MAX_ID)[-_MAX_IDS:]


def read_date(headers: Headers, received_at: datetime) -> tuple[datetime | None, str | None]:
    """The Date field in UTC, else None and why: an absurd date is no date."""
    value = headers.first("date")
    if not value:
        return None, None
    when = _moment(value)
    if when is None:
        return None, "The mail's date cannot be read."
    if not _OLDEST <= when <= received_at + timedelta(days=366):
        return None, "The mail's date is absurd."
    return when, None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """What the header of a mail says of its way here; times in UTC, however absurd."""

    message_id: str | None
    received_at: datetime | None  # when the last server took it in, by its own account
    dated: datetime | None


def read_trace(raw: bytes) -> Trace:
    """The Message-ID and the times in the header of a mail, of which nothing else is read."""
    head = raw[:_MAX_TRACE].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    end = _HEADER_END.search(head)
    fields = BytesHeaderParser(policy=compat32).parsebytes(head[: end.end()] if end else head)
    headers = Headers(fields=tuple((name.lower(), str(value)) for name, value in fields.items()))
    return Trace(
        message_id=next(iter(read_ids(headers, "message-id")), None),
        received_at=read_relayed(headers.all("received")),
        dated=_moment(headers.first("date") or ""),
    )


def newest_received(raw: bytes) -> datetime | None:
    """When the last server took the mail in, by its own account; see `read_relayed`."""
    return read_trace(raw).received_at


def read_relayed(trace: Iterable[str]) -> datetime | None:
    """The time of the topmost Received field that has one (RFC 5321 section 4.4), in UTC."""
    for value in islice(trace, _MAX_REPEATS):
        when = _moment(value.rpartition(";")[2].strip())
        if when is not None:
            return when.astimezone(UTC)
    return None


def _moment(value: str) -> datetime | None:
    """The instant in a Date field; one without a zone is taken for UTC."""
    strict: datetime | None = parse_mail_date(value[:_MAX_DATE]).value
    if strict is not None:
        return strict if strict.tzinfo else strict.replace(tzinfo=UTC)
    try:
        loose = parsedate_to_datetime(value[:_MAX_DATE])
        return loose.astimezone(UTC) if loose.tzinfo else loose.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
