"""What a mail server is told that takes a token for a password: XOAUTH2 and OAUTHBEARER (RFC 7628)."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Final

from intake.domain.model import Account, Mechanism

NAMES: Final[Mapping[Mechanism, str]] = {"xoauth2": "XOAUTH2", "oauthbearer": "OAUTHBEARER"}
# A server says by a challenge why it refuses, and waits for this before it does (RFC 7628 §3.2.3).
FAREWELLS: Final[Mapping[Mechanism, bytes]] = {"xoauth2": b"", "oauthbearer": b"\x01"}


def mechanism_for(account: Account, offered: Callable[[str], bool]) -> Mechanism | None:
    """Return how a token is told: as configured, else as the server offers; None where it offers nothing."""
    if account.oauth2 is not None and account.oauth2.mechanism is not None:
        return account.oauth2.mechanism
    return next((mechanism for mechanism, name in NAMES.items() if offered(name)), None)


def told(mechanism: Mechanism, account: Account, token: str) -> bytes:
    """Return the words that sign in (RFC 7628 §3.1; XOAUTH2 is Google's, from before it)."""
    name = account.username or ""
    if mechanism == "xoauth2":
        return f"user={name}\x01auth=Bearer {token}\x01\x01".encode()
    escaped = name.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 §4
    where = f"host={account.host}\x01port={account.port}"
    return f"n,a={escaped},\x01{where}\x01auth=Bearer {token}\x01\x01".encode()


def spoken(account: Account, token: str) -> tuple[str, ...]:
    """Everything in such a login that a server could quote, the longest first."""
    lines = (told(mechanism, account, token) for mechanism in NAMES)
    encoded = (base64.b64encode(line).decode("ascii") for line in lines)
    return (*sorted(encoded, key=len, reverse=True), token, account.username or "")
