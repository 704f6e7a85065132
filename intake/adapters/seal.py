"""Sealing what must not be read where it is kept, by cryptography's Fernet; and the key, made once."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from intake.domain.trouble import Trouble

SHORTEST: Final = 32  # characters of a key: no word that could be guessed


class SealError(Trouble):
    """Nothing can be sealed, or opened."""

    permanent = True


class Seal:
    """Seals with the first of the keys, and opens with any: so they can be changed one by one."""

    def __init__(self, *keys: str) -> None:
        try:
            from cryptography.fernet import Fernet, MultiFernet
        except ImportError:
            raise SealError(
                "Tokens are kept encrypted, and the package 'cryptography' is not installed",
                "Install it with: pip install 'intake[oauth]'.",
            ) from None
        if any(len(key) < SHORTEST for key in keys):
            raise SealError(
                f"A key of `token_keys` is shorter than {SHORTEST} characters",
                "Make one with: openssl rand -base64 32",
            )
        digests = (hashlib.sha256(key.encode()).digest() for key in keys)
        self._keys = MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def close(self, plain: bytes) -> bytes:
        """Return it sealed."""
        return self._keys.encrypt(plain)

    def open(self, sealed: bytes) -> bytes | None:
        """Return what was sealed; None where none of the keys is the one."""
        from cryptography.fernet import InvalidToken

        with suppress(InvalidToken):
            return self._keys.decrypt(sealed)
        return None


def key_in(path: Path) -> str:
    """Return the key in a file of this account's, which is made if there is none.

    Raises SealError.
    """
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SealError(
            f"The key of the kept tokens, {path}, cannot be read or made: {reason}",
            "Check the rights on its folder, or name keys under `token_keys` in intake.yaml.",
        ) from None
    if len(key) < SHORTEST:
        raise SealError(
            f"The key of the kept tokens, {path}, is damaged",
            "Put it back from a backup; or remove it, and sign in again with `intake login MAILBOX`.",
        )
    return key


def _make(path: Path) -> None:
    """Write a key, whole or not at all; where another process was quicker, its key stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(32) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
