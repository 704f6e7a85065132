"""Passwords as they are kept: by scrypt (RFC 7914), at costs that OWASP names, and a few at a time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from intake.domain.passwords import LONGEST
from intake.domain.trouble import Trouble

_N, _R, _P = 2**16, 8, 2
_MEMORY: Final = 256 * _N * _R
_AT_ONCE: Final = 2  # passwords that are looked at at a time: each takes 64 MB
_IN_LINE: Final = 8  # that wait for it or are looked at: the other threads have pages to make
_turns, _line = BoundedSemaphore(_AT_ONCE), BoundedSemaphore(_IN_LINE)


class Busy(Trouble):
    """Too many people sign in at this moment."""


def hashed(password: str) -> str:
    """What the database keeps of a password: `scrypt$N$r$p$SALT$KEY`. Raises Busy."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_text(salt)}${_text(_key(password, salt, _N, _R, _P))}"


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept; takes as long where none was. Raises Busy."""
    if kept is None:
        _key(password, b"no salt at all..", _N, _R, _P)
        return False
    _, n, r, p, salt, key = kept.split("$")
    found = _key(password, base64.b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(key))


def is_stale(kept: str) -> bool:
    """Whether a password was kept at other costs than today's."""
    return kept.split("$")[:4] != ["scrypt", str(_N), str(_R), str(_P)]


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    plain = unicodedata.normalize("NFC", password[: 2 * LONGEST]).encode(errors="replace")
    with _turn():
        return hashlib.scrypt(plain, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


@contextmanager
def _turn() -> Iterator[None]:
    if not _line.acquire(blocking=False):
        raise Busy("Many people sign in at this moment.", "Try again in a few seconds.")
    try:
        with _turns:
            yield
    finally:
        _line.release()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
