"""Transfer encodings (RFC 2045 section 6) → bytes, as far as a damaged body goes."""

from __future__ import annotations

import binascii
import quopri
import re
from contextlib import suppress
from dataclasses import dataclass

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_BASE64 = bytes(set(range(256)) - set(_ALPHABET))
_NOT_BASE64_NOR_BLANK = bytes(set(range(256)) - set(_ALPHABET + b" \t\r\n"))
_BLANK = b" \t\r\n"
_UUENCODE = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})

# How PDF, ZIP (DOCX, ODT), OLE (DOC), JPEG, PNG and RTF begin when they stand in base64.
_DOCUMENT_IN_BASE64 = re.compile(rb"\s*(?:JVBERi0|UEsDB|0M8R4K|/9j/|iVBORw0|e1xydGY)[A-Za-z0-9+/=\s]{40}")

_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n", re.MULTILINE)
_MAX_UU_FILES = 50

DAMAGED = "A file is cut short or damaged in its transfer encoding."
NOT_ENCODED = "A file is not encoded as it says."


@dataclass(frozen=True, slots=True)
class Embedded:
    """A uuencoded file that stands in a text."""

    name: bytes
    payload: bytes


def decode_transfer(body: bytes, encoding: str, *, text: bool) -> tuple[bytes, str | None]:
    """The bytes that `body` stands for, and what is wrong with it.

    `encoding` is the Content-Transfer-Encoding as written. A file in base64 that says nothing of
    it is decoded nevertheless; one that says base64 and is not is taken as it stands.
    """
    match = re.match(r"[\w-]+", encoding.strip().lower())
    name = match[0] if match else ""
    if name == "base64":
        return _base64(body)
    if name == "quoted-printable":
        return quopri.decodestring(body), None
    if name in _UUENCODE:
        files, _ = split_uuencoded(body)
        return (files[0].payload, None) if files else (body, NOT_ENCODED)
    if not text and _DOCUMENT_IN_BASE64.match(body):
        return _base64(body)[0], NOT_ENCODED
    return body, None


def _base64(body: bytes) -> tuple[bytes, str | None]:
    with suppress(binascii.Error):
        return binascii.a2b_base64(body.translate(None, _BLANK), strict_mode=True), None
    foreign = len(body) - len(body.translate(None, _NOT_BASE64_NOR_BLANK))
    if foreign * 20 > len(body):
        return body, NOT_ENCODED
    digits, padding, _ = body.translate(None, _NOT_BASE64).partition(b"=")
    spare = len(digits) % 4
    damaged = spare == 1 or (spare > 0 and not padding)
    whole = digits[: len(digits) - 1] if spare == 1 else digits
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)), DAMAGED if damaged else None


def split_uuencoded(text: bytes) -> tuple[list[Embedded], bytes]:
    """The uuencoded files in a text, and the text without them."""
    files: list[Embedded] = []
    kept: list[bytes] = []
    position = 0
    while len(files) < _MAX_UU_FILES and (begin := _UU_BEGIN.search(text, position)):
        payload, end = _uu_lines(text, begin.end())
        if payload:
            kept.append(text[position : begin.start()])
            files.append(Embedded(begin[1].strip(), payload))
        else:
            kept.append(text[position:end])
        position = end
    kept.append(text[position:])
    return files, b"".join(kept)


def _uu_lines(text: bytes, position: int) -> tuple[bytes, int]:
    """The bytes of the encoded lines from `position` on, and where they end."""
    out: list[bytes] = []
    while position < len(text):
        stop = text.find(b"\n", position)
        stop = len(text) if stop < 0 else stop + 1
        line = text[position:stop].rstrip(b"\r\n")
        if line.strip() == b"end":
            return b"".join(out), stop
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            break
        position = stop
    return b"".join(out), position
