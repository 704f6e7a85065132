"""Which passwords are taken: long ones that nobody would try first (NIST SP 800-63B, 3.1.1.2)."""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

Fault = Literal["short", "long", "own", "common"]

SHORTEST: Final = 12  # letters
LONGEST: Final = 1000
_SIGNS: Final = 4  # different ones at least
_REST: Final = 5  # letters at least besides what is easily guessed
_PART: Final = 3  # letters of a name that are looked for

# What the passwords that are tried first are made of, in our three languages and on our keyboards.
_WORST: Final = (
    *(
        "password",
        "passwort",
        "passw0rd",
        "p@ssword",
        "p@ssw0rd",
        "motdepasse",
        "administrateur",
        "administrator",
    ),
    *(
        "azertyuiop",
        "qwertyuiop",
        "qwertyazerty",
        "azerty",
        "qwerty",
        "qwertz",
        "1q2w3e4r5t",
        "1q2w3e4r",
        "1qaz2wsx",
    ),
    *(
        "letmein",
        "welcome",
        "bienvenue",
        "iloveyou",
        "jetaime",
        "changeme",
        "sunshine",
        "princess",
        "football",
    ),
    *(
        "soleil",
        "bonjour",
        "doudou",
        "marseille",
        "casablanca",
        "marrakech",
        "maroc",
        "liverpool",
        "superman",
    ),
    *(
        "candidature",
        "recrutement",
        "recruiter",
        "intake",
        "admin",
        "secret",
        "summer",
        "winter",
        "printemps",
    ),
)
_ROWS: Final = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
)
_RUN: Final = 4  # neighbours in a row are a run


def fault(password: str, *, email: str, name: str) -> Fault | None:
    """What speaks against a password for somebody; None: nothing does."""
    plain = unicodedata.normalize("NFC", password)
    if len(plain) < SHORTEST:
        return "short"
    if len(plain) > LONGEST:
        return "long"
    if _rest(_folded(plain), _own(email, name)) < _REST:
        return "own"
    guessed = _rest(_folded(plain), _WORST, runs=True) < _REST
    return "common" if guessed or len(set(plain)) < _SIGNS else None


def _own(email: str, name: str) -> tuple[str, ...]:
    """What everybody who knows the person knows, the longest first."""
    local, _, domain = _folded(email).partition("@")
    words = {_folded(email), local, domain, domain.partition(".")[0], _folded(name)}
    words |= {_folded(part) for part in name.split()} | set(
        local.replace("-", ".").replace("_", ".").split(".")
    )
    return tuple(sorted((word for word in words if len(word) >= _PART), key=len, reverse=True))


def _rest(text: str, parts: tuple[str, ...], *, runs: bool = False) -> int:
    """How many letters are left without those parts; signs and digits behind them count for nothing."""
    left = _without_runs(text) if runs else text
    for part in parts:
        left = left.replace(part, "")
    return len(left if left == text else left.rstrip("0123456789!?.,;:-_*#$@+="))


def _without_runs(text: str) -> str:
    """A text without what stands in a row, on a keyboard or in the alphabet, in either direction."""
    for length in range(max(map(len, _ROWS)), _RUN - 1, -1):
        for row in (each[::way] for each in _ROWS for way in (1, -1)):
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], "")
    return text


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
