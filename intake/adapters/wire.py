"""What the IMAP and SMTP adapters share: whom to trust, what loopback is, and the server's words."""

from __future__ import annotations

import ipaddress
import re
import ssl
from functools import lru_cache
from pathlib import Path

LONGEST_WORDS = 200  # characters of a server's answer that are worth showing

_ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")


def trust(ca_file: str | None) -> ssl.SSLContext:
    """Return a TLS context that verifies names and certificates, by `ca_file` besides the system's.

    Raises OSError (ssl.SSLError is one) where `ca_file` cannot be read or holds no certificate.
    """
    return _context(ca_file, None if ca_file is None else Path(ca_file).stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _context(ca_file: str | None, _changed: int | None) -> ssl.SSLContext:
    """Make a context once for each state of the file: the system's authorities take 0.8 MB and 15 ms."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


def is_loopback(host: str) -> bool:
    """Tell whether a connection to `host` cannot leave this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def said(words: bytes | str, *secrets: str | None) -> str:
    """Return a server's words on one line, cut, without addresses and without `secrets`."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    text = "".join(char if char.isprintable() else " " for char in text)
    return _ADDRESS.sub("…", " ".join(text.split()))[:LONGEST_WORDS]
