"""The token by which a recruiter's reply is known: signed for one person, a dossier or all, and 30 days.

It stands in the address (plus-addressing, RFC 5233) and at the end of the subject, as `[#token]`. Twenty
bytes in base32 (RFC 4648 §6, lower case: addresses lose their case): the day it was issued on, the dossier's
row id (0: none), and the first 14 bytes of an HMAC-SHA-256 (RFC 2104 §5 lets it be cut) over these, the
recruiter's address and the dossier's reference.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

VALID: Final = timedelta(days=30)
_AHEAD: Final = timedelta(days=1)  # two clocks, two zones
_EPOCH: Final = date(2020, 1, 1)
_HEAD: Final = struct.Struct(">HI")
_MAC: Final = 14  # bytes
_FORM: Final = "[a-z2-7]{32}"
MARK: Final = re.compile(rf"\[#({_FORM})\]", re.IGNORECASE)
_MOST: Final = 8  # tokens of one mail that are looked at


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token as it is written; nothing in it is true before `signed_for` says so."""

    text: str  # 32 characters, lower case
    day: date  # of issue
    application: int | None  # the dossier's row id; None: it is for every dossier of the recruiter
    signature: bytes

    def expired(self, day: date) -> bool:
        """Whether it holds no longer, or not yet, on that day (UTC)."""
        return not self.day - _AHEAD <= day <= self.day + VALID


def issue(
    key: bytes, recruiter: str, day: date, *, application: int | None = None, reference: str | None = None
) -> str:
    """Return the token of a recruiter for a dossier, or for all of theirs.

    Raises:
        ValueError: the day or the row id is beyond what a token can hold.

    """
    try:
        head = _HEAD.pack((day - _EPOCH).days, application or 0)
    except struct.error as error:
        raise ValueError("no token can hold this") from error
    whole = head + _signature(key, head, recruiter, reference)
    return base64.b32encode(whole).decode("ascii").lower()


def read(text: str) -> Token | None:
    """Read a token; None for what is none."""
    if not re.fullmatch(_FORM, text, re.IGNORECASE):
        return None
    try:
        whole = base64.b32decode(text.upper())
    except binascii.Error:
        return None
    days, application = _HEAD.unpack_from(whole)
    return Token(
        text=text.lower(),
        day=_EPOCH + timedelta(days=days),
        application=application or None,
        signature=whole[_HEAD.size :],
    )


def signed_for(key: bytes, token: Token, people: Iterable[str], reference: str | None) -> str | None:
    """Say for whom of some people the token was signed, compared in constant time; None: it is forged.

    `reference` is that of the dossier with the token's row id: ids are given anew, references never.
    """
    head = _HEAD.pack((token.day - _EPOCH).days, token.application or 0)
    found = None
    for person in people:
        if hmac.compare_digest(_signature(key, head, person, reference), token.signature):
            found = person
    return found


def tokens_in(subject: str, recipients: Collection[str], ours: Collection[str]) -> list[Token]:
    """The tokens that a mail carries: in an address of ours after a `+`, then in its subject."""
    found = [text for address in recipients if (text := _tag(address, ours))]
    found += [match[1] for match in MARK.finditer(subject[:1000])]
    read_ones = (read(text) for text in dict.fromkeys(each.lower() for each in found[:_MOST]))
    return [token for token in read_ones if token]


def address_with(token: str, address: str) -> str | None:
    """`jobs@example.org` with the token in it; None where the local part would be too long (RFC 5321)."""
    local, _, domain = address.rpartition("@")
    tagged = f"{local}+{token}"
    return f"{tagged}@{domain}" if len(tagged) <= _LOCAL_PART else None


_LOCAL_PART: Final = 64  # octets, RFC 5321 §4.5.3.1.1


def marked(subject: str, token: str, longest: int = 250) -> str:
    """A subject with the token at its end, cut before it where it would be too long."""
    mark = f" [#{token}]"
    return subject[: longest - len(mark)].rstrip() + mark


def hidden(subject: str) -> str:
    """A subject with no token in it that anybody could use: as others than its reader see it."""
    return MARK.sub("[#…]", subject)


def _tag(address: str, ours: Collection[str]) -> str | None:
    local, _, domain = address.lower().rpartition("@")
    base, plus, tag = local.partition("+")
    return tag if plus and f"{base}@{domain}" in ours else None


def _signature(key: bytes, head: bytes, person: str, reference: str | None) -> bytes:
    said = b"\0".join((b"order", head, person.lower().encode(), (reference or "").encode()))
    return hmac.digest(key, said, "sha256")[:_MAC]
