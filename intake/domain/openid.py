"""Signing in by an OpenID Connect provider: how it begins, and whom it ends with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Began:
    """What a sign-in began with, and what its end is held against."""

    state: str
    nonce: str
    verifier: str  # of PKCE (RFC 7636)
    back: str  # where the provider leads back to


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Whom the provider names: `email` only if it has verified that the address is theirs."""

    openid: str  # issuer and subject: it stays when the address changes
    email: str | None
