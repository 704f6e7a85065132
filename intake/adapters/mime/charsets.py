"""Bytes of any origin → text: declared charsets that are wrong, unknown, misspelt or absent."""

from __future__ import annotations

import codecs
import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header

from ftfy import fix_encoding

_NOT_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_NAMED = re.compile(r"[a-z0-9._+:-]{1,40}")
_WINDOWS = re.compile(r"(?:x?cp|x?win(?:dows)?|xansi|ansi)(125\d|874)")
_ISO = re.compile(r"(?:x?iso)?8859(\d{1,2})[ie]?")
_SUPERSETS = {"iso-8859-1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "ks_c_5601-1987": "cp949"}
_PLAIN = {"ansi": "cp1252", "utf8mb4": "utf-8", "usascii": "ascii", "88591": "cp1252", "latin": "cp1252"}

# The letters of Arabic in Windows-1256; the accented French letters stand between them.
_ARABIC_WORD = re.compile(rb"[\xc0-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec\xed\xf0-\xf3\xf5\xf6\xf8\xfa]{3,}")

# C0 and C1 controls but tab and line feed; surrogates; U+FFFE and U+FFFF.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=")
_SPACE = re.compile(r"\s+")


def decode(raw: bytes, charset: str | None) -> str:
    """The text of `raw`, best effort, never raises.

    8-bit bytes that are valid UTF-8 are UTF-8 whatever was declared: no other charset makes
    such bytes by chance. Then the declared charset; then Windows-1256 or -1252 by the look.
    """
    name = _codec(charset)
    if not raw.isascii() and not (name or "").startswith("utf-16"):
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    if name is not None:
        try:
            return raw.decode(name)
        except (LookupError, ValueError):  # LookupError: a codec that is not of text, such as base64
            pass
    return _guess(raw)


def _codec(charset: str | None) -> str | None:
    """Python's name for a declared charset, None for one that means nothing."""
    declared = (
        (charset or "").strip(" \t'\"").lower().partition("*")[0]
    )  # RFC 2231 section 5: charset*language
    if not _NAMED.fullmatch(declared):
        return None
    bare = re.sub(r"[^a-z0-9]", "", declared)
    if windows := _WINDOWS.fullmatch(bare):
        return f"cp{windows[1]}"
    if iso := _ISO.fullmatch(bare):
        declared = f"iso-8859-{iso[1]}"
    declared = _SUPERSETS.get(declared) or _PLAIN.get(bare) or declared
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_CHARSETS else _SUPERSETS.get(name.replace("iso8859", "iso-8859"), name)


def _guess(raw: bytes) -> str:
    """Text of unknown charset: broken UTF-8, else Arabic or Western Windows."""
    text = raw.decode("utf-8", "replace")
    lost, foreign = text.count("\ufffd"), sum(not char.isascii() for char in text)
    if lost * 10 <= foreign:
        return text
    arabic = sum(map(len, _ARABIC_WORD.findall(raw)))
    high = len(raw) - len(raw.translate(None, bytes(range(0xC0, 0x100))))
    return raw.decode("cp1256" if arabic * 2 > high else "cp1252", "replace")


def decode_words(value: str) -> str:
    """A header's text with its encoded words decoded (RFC 2047).

    Adjacent words of one charset are joined before they are decoded: senders split them in
    mid-character. Words that cannot be decoded stay as written.
    """
    if "=?" not in value:
        return value
    try:
        return _decoded(value)
    except (HeaderParseError, ValueError):
        return _WORD.sub(_word, value)


def _word(found: re.Match[str]) -> str:
    """One encoded word among which one is broken."""
    try:
        return _decoded(found[0])
    except (HeaderParseError, ValueError):
        return found[0]


def _decoded(value: str) -> str:
    return "".join(_chunk(text, charset) for text, charset in decode_header(value))


def _chunk(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    if charset is None:  # between encoded words; the standard library escapes what is not Latin-1
        return re.sub(r"\\u([0-9a-f]{4})", lambda escape: chr(int(escape[1], 16)), text.decode("latin-1"))
    return decode(text, charset)


def printable(text: str) -> str:
    """Text with line feeds only, composed (NFC), without NUL, controls and lone surrogates."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", lines))


def one_line(text: str, limit: int) -> str:
    """Text for one line of a header or a list: white space collapsed, no bidi marks, cut to `limit`."""
    # Controls that separate lines (vertical tab, form feed) become spaces before controls go.
    flat = _SPACE.sub(" ", text[: limit * 4])
    return _DIRECTIONS.sub("", printable(flat))[:limit].strip()


def unscramble(text: str) -> str:
    """Text whose UTF-8 was taken for another charset on its way ("AmÃ©lie"), repaired."""
    return text if text.isascii() else fix_encoding(text)
