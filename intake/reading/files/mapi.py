"""What TNEF and Outlook's own files share: text in many forms, compressed RTF ([MS-OXRTFCP])."""

from __future__ import annotations

import codecs
import struct
from typing import Final

from intake.reading.files import plain

MAX_BODY: Final = 2_000_000  # bytes of a text that are read
_COMPRESSED, _UNCOMPRESSED = 0x75465A4C, 0x414C454D  # "LZFu", "MELA"
_WINDOW: Final = 4096
# The dictionary that every compressed text starts with ([MS-OXRTFCP] 2.1.2.1).
_START: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def body(plain_text: str, html: bytes, rtf: bytes) -> str:
    """Choose the text of a mail among its versions: plain, else the web page, else the compressed RTF."""
    if plain_text.strip():
        return plain_text[:MAX_BODY]
    if text := plain.read_html(html[:MAX_BODY]).strip():
        return text
    return plain.read_rtf(decompress(rtf)).strip() if rtf else ""


def decode(data: bytes, page: int) -> str:
    """Decode text of a Windows code page; unknown ones are read as Western."""
    try:
        codec = codecs.lookup("utf-8" if page == 65_001 else f"cp{page}").name  # noqa: PLR2004 - its number
    except LookupError:
        codec = "cp1252"
    return data[:MAX_BODY].decode(codec, "replace").rstrip("\0")


def decompress(data: bytes) -> bytes:
    """Unpack PR_RTF_COMPRESSED, as far as MAX_BODY and the data go ([MS-OXRTFCP] 3.1)."""
    if len(data) < 16:  # noqa: PLR2004 - the header
        return b""
    _, _, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _UNCOMPRESSED:
        return data[16 : 16 + MAX_BODY]
    return _lzfu(data) if kind == _COMPRESSED else b""


def _lzfu(data: bytes) -> bytes:
    window = bytearray(_START.ljust(_WINDOW, b"\0"))
    at, write, out = 16, len(_START), bytearray()
    while at < len(data) and len(out) < MAX_BODY:
        control = data[at]
        at += 1
        for bit in range(8):
            if at + (control >> bit & 1) >= len(data):
                return bytes(out)
            if not control >> bit & 1:
                piece = data[at : at + 1]
                at += 1
            else:
                token = data[at] << 8 | data[at + 1]
                at += 2
                start, length = token >> 4, (token & 0xF) + 2
                if start == write:
                    return bytes(out)
                piece = b""
                for step in range(length):  # it may run into what it writes
                    byte = window[(start + step) % _WINDOW]
                    window[(write + step) % _WINDOW] = byte
                    piece += bytes((byte,))
            for step, byte in enumerate(piece):
                window[(write + step) % _WINDOW] = byte
            write = (write + len(piece)) % _WINDOW
            out += piece
    return bytes(out)
