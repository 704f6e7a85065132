"""Sealed things: S/MIME (CMS, RFC 5652) and OpenPGP (RFC 9580), told apart; what is only signed is opened.

Nothing is verified here: a signature proves nothing to us, it is but in the way.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNED: Final = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2
_SEALED: Final = (
    bytes.fromhex("06092a864886f70d010703"),  # enveloped-data
    bytes.fromhex("060b2a864886f70d0109100117"),  # authenticated-enveloped-data (RFC 5083)
)
_HEAD: Final = 40  # bytes; the type of a CMS object stands in its first ones
_MAX_NESTING: Final = 16
_MAX_CHUNKS: Final = 200_000
_SEQUENCE, _OCTETS, _EXPLICIT, _CONSTRUCTED = 0x30, 0x04, 0xA0, 0x20
_PGP_ARMOUR: Final = re.compile(rb"\s*(?:Version:[^\n]*\n)?-----BEGIN PGP MESSAGE-----")
# A session key for a public key or a password is the first packet of what is encrypted (10.3).
_PGP_PACKET: Final = re.compile(
    rb"(?:\x84.|\x85..|[\xc1\xc3].|[\xc1\xc3][\xc0-\xdf].|\x8c.)[\x03\x04\x06]", re.DOTALL
)


def sniff(data: bytes) -> str | None:
    """Tell `signed` and `smime` (encrypted) CMS objects, and `pgp`; None for anything else."""
    if _PGP_ARMOUR.match(data) or _PGP_PACKET.match(data):
        return "pgp"
    head = data[:_HEAD]
    if not head.startswith(b"0"):
        return None
    if _SIGNED in head:
        return "signed"
    return "smime" if any(each in head for each in _SEALED) else None


def signed_content(data: bytes) -> bytes | None:
    """Give what a signed-data object holds (RFC 5652, 5.1); None for a detached signature or for damage."""
    try:
        at = _enter(data, 0, _SEQUENCE)  # ContentInfo
        at = _enter(data, _skip(data, at), _EXPLICIT)
        at = _enter(data, at, _SEQUENCE)  # SignedData
        at = _skip(data, _skip(data, at))  # version, digestAlgorithms
        at = _enter(data, at, _SEQUENCE)  # encapContentInfo
        at = _enter(data, _skip(data, at), _EXPLICIT)
        return _octets(data, at) or None
    except (IndexError, ValueError):
        return None


def is_entity(data: bytes) -> bool:
    """Whether these bytes are a MIME entity, as S/MIME signs them, and no file as such."""
    return bool(re.match(rb"\s*(?:content-[\w-]+|mime-version):", data[:200], re.IGNORECASE))


def _header(data: bytes, at: int) -> tuple[int, int, int | None]:
    """Read a tag and a length (X.690, 8.1): the tag, where the content starts, its end if it is definite."""
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:  # noqa: PLR2004 - indefinite: two zeros end it
        return tag, start, None
    if length > 0x80:  # noqa: PLR2004 - the length of the length
        size = length & 0x7F
        if size > 4:  # noqa: PLR2004 - more than any file
            raise ValueError("a length that cannot be")
        length, start = int.from_bytes(data[start : start + size], "big"), start + size
    if start + length > len(data):
        raise ValueError("it is cut short")
    return tag, start, start + length


def _enter(data: bytes, at: int, tag: int) -> int:
    found, start, _ = _header(data, at)
    if found != tag:
        raise ValueError("another structure")
    return start


def _skip(data: bytes, at: int, depth: int = 0) -> int:
    _, start, end = _header(data, at)
    if end is not None:
        return end
    if depth > _MAX_NESTING:
        raise ValueError("nested too deeply")
    at = start
    while data[at : at + 2] != b"\0\0":
        at = _skip(data, at, depth + 1)
    return at + 2


def _octets(data: bytes, at: int) -> bytes:
    """Read an OCTET STRING, whole or in chunks."""
    tag, start, end = _header(data, at)
    if tag == _OCTETS:
        return data[start:end]
    if tag != _OCTETS | _CONSTRUCTED:
        raise ValueError("another structure")
    chunks: list[bytes] = []
    at = start
    while at != end and not (end is None and data[at : at + 2] == b"\0\0"):
        tag, start, stop = _header(data, at)
        if tag != _OCTETS or stop is None or len(chunks) > _MAX_CHUNKS:
            raise ValueError("another structure")
        chunks.append(data[start:stop])
        at = stop
    return b"".join(chunks)
