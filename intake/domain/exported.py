"""A mail that a program has kept or exported: made as the server gave it, and known again. Pure.

Programs change line ends, quote lines that begin with "From ", and put fields of their own on top of the
header. Without these its bytes are the server's in most cases; where they are not, the mail is known by
its Message-ID, its author's fields and its body.
"""

from __future__ import annotations

import re
from typing import Final

# Put on top by Thunderbird (its flags, its account) and by Google Takeout (its thread and labels).
_ADDED: Final = re.compile(
    rb"(?:(?:X-Mozilla-(?:Status2?|Keys)|X-Account-Key|X-UIDL|X-GM-THRID|X-Gmail-Labels)[ \t]*:[^\n]*\n"
    rb"(?:[ \t]+\S[^\n]*\n)*)+",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(rb"^X-Mozilla-Status[ \t]*:[ \t]*([0-9a-f]{1,8})\b", re.IGNORECASE | re.MULTILINE)
_EXPUNGED: Final = 0x0008  # of X-Mozilla-Status: gone, though the folder was not compacted since
_QUOTED: Final = re.compile(rb"(?<=\n)>(>*From )")
_ALL_QUOTES: Final = re.compile(rb"(?<=\n)>+(?=From )")
_BOM: Final = b"\xef\xbb\xbf"
_TOLD: Final = frozenset({b"message-id", b"from", b"subject", b"date"})
_LONGEST_HEADER: Final = 200_000  # bytes in which these are looked for


def restored(kept: bytes, *, quoted: bool) -> bytes:
    """The mail as the server gave it, as far as that can be told.

    Line ends are CRLF (RFC 5322 §2.1), but those of a mail whose first line has it already stay as they
    are. `quoted`: it comes from an mbox, and one ">" is taken off each quoted "From ".
    """
    raw = kept.removeprefix(_BOM)
    if added := _ADDED.match(raw):
        raw = raw[added.end() :]
    if quoted and b"\n>" in raw:
        raw = _QUOTED.sub(rb"\1", raw)
    end = raw.find(b"\n")
    if end >= 0 and raw[end - 1 : end] != b"\r":
        raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return raw


def is_expunged(kept: bytes) -> bool:
    """Whether Thunderbird has deleted it, and its file was not compacted since."""
    added = _ADDED.match(kept.removeprefix(_BOM))
    status = _STATUS.search(added[0]) if added else None
    return status is not None and bool(int(status[1], 16) & _EXPUNGED)


def same_mail(one: bytes, other: bytes) -> bool:
    """Whether two mails are the same but for what programs change in keeping them."""
    return _essence(one) == _essence(other)


def _essence(raw: bytes) -> tuple[dict[bytes, bytes], bytes]:
    text = raw.removeprefix(_BOM).replace(b"\r\n", b"\n").lstrip(b"\n")
    head, _, body = text.partition(b"\n\n")
    unfolded = re.sub(rb"\n[ \t]+", b" ", head[:_LONGEST_HEADER])
    fields: dict[bytes, bytes] = {}
    for line in unfolded.split(b"\n"):
        name, _, value = line.partition(b":")
        if (key := name.strip().lower()) in _TOLD:
            fields.setdefault(key, b" ".join(value.split()))
    return fields, _ALL_QUOTES.sub(b"", b"\n" + body).strip()
