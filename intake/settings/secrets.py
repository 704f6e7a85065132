"""Passwords: found where the configuration says they are kept, never kept in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from intake.domain.model import Secret
from intake.domain.trouble import Trouble

_MAX_BYTES: Final = 64 * 1024


class SecretError(Trouble):
    """A secret that cannot be had; text and remedy never hold any part of it."""


def resolve(secret: Secret, base: Path, *, lines: bool = False) -> str:
    """Return the secret itself; a file's relative path is relative to `base`.

    Raises SecretError where it is absent, empty, or holds more than one line (but for one of `lines`).
    """
    match secret.source:
        case "env":
            value = _from_environment(secret.name)
        case "file":
            value = _from_file(base / secret.name, secret.name)
        case "keyring":
            value = _from_keyring(secret.name)
    if not value:
        raise SecretError(f"The {_described(secret)} is empty.", "Put the password there.")
    if not lines and not value.isprintable():  # a line break would end the login command early
        raise SecretError(
            f"The {_described(secret)} holds a line break or a control character.",
            "Keep the password there alone, on one line.",
        )
    return value


def exposed(secret: Secret, base: Path) -> bool:
    """Whether the secret lies in a file that other accounts of this machine may read."""
    if secret.source != "file" or os.name != "posix":
        return False
    return bool((base / secret.name).stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _described(secret: Secret) -> str:
    kept = {"env": "environment variable", "file": "secret file", "keyring": "keyring entry"}
    return f"{kept[secret.source]} {secret.name}"


def _from_environment(name: str) -> str:
    value = os.environ.get(name)
    if value is None:
        raise SecretError(f"The environment variable {name} is not set.", f"Set {name} to the password.")
    return value


def _from_file(path: Path, name: str) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise SecretError(f"The secret file {name} is too large for a password.", "Name the right file.")
        return raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise SecretError(
            f"The secret file {name} cannot be read: {error.strerror}.",
            "Create it with the password in it, readable by this account only (chmod 600).",
        ) from None
    except ValueError:
        raise SecretError(f"The secret file {name} is not UTF-8 text.", "Save it as UTF-8.") from None


def _from_keyring(name: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise SecretError(
            "A password is kept in the keyring, and the package 'keyring' is not installed.",
            "Install it with: pip install 'intake[keyring]'.",
        ) from None
    service, _, user = name.partition("/")
    try:
        value: str | None = keyring.get_password(service, user)
    except KeyringError as error:
        raise SecretError(
            f"The keyring cannot be read ({type(error).__name__}).",
            "Unlock it, or keep the password in an environment variable or a file.",
        ) from None
    if value is None:
        raise SecretError(f"The keyring has no entry {name}.", f"Add it with: keyring set {service} {user}")
    return value
