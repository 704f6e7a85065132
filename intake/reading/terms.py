"""The terms in which the reading process and its parent speak. Light: the parent loads no reader of files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Final, Literal

from intake.domain.model import KINDS, Document, Kind

BODY: Final = "(message text)"
MAX_BODY: Final = 200_000  # characters
MAX_PIXELS: Final = 6_000_000  # of a picture to be recognised
THREADS: Final = "--threads"  # starts a reading process that may start threads
HEIC: Final = re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)  # ISO 23008-12, annex B
REQUIRED: Final[tuple[Kind, ...]] = tuple(kind for kind in KINDS if kind != "other")

# What may be asked: words in Latin script, words in Latin and Arabic script, or the turn and script.
Question = Literal["latin", "mixed", "turn"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture in shades of grey: one byte a pixel, row by row, 0 is black.

    `empty`: it shows nothing, as the back of a sheet does in a scanner that reads both sides.
    """

    width: int
    height: int
    pixels: bytes
    empty: bool = False


def unreadable(file: str, data: bytes, reason: str) -> Document:
    """Give the document of a file that could not be read: it could be anything that is required."""
    return Document(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kinds=(),
        possible=REQUIRED,
        confidence=0.0,
        because=f"could not be read: {reason}",
    )


def needs_threads(data: bytes) -> bool:
    """Whether a file is a HEIC: its decoder starts a thread, or ends the process where it cannot."""
    return HEIC.match(data) is not None and _has_decoder()


@cache
def _has_decoder() -> bool:
    return find_spec("pi_heif") is not None
