"""What a token server grants, read with care: its answers are input from outside."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from intake.adapters.oauth.errors import unavailable

USUAL_LIFE: Final = 3600.0  # seconds, where the server does not say
LONGEST_LIFE: Final = 366 * 86400.0  # seconds
LONGEST_TOKEN: Final = 16 * 1024  # characters; AUTH takes lines of 12,288 octets (RFC 4954 §4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """An access token and what came with it. Its words for people show no token."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)  # None: the one from before stays good
    lives: float  # seconds
    who: str | None = None  # the account that has signed in, where the server tells


def granted(answer: Mapping[str, Any], where: str) -> Grant:
    """Return the grant in a server's answer (RFC 6749 §5.1).

    Raises OAuthError, not permanent, where it makes no sense.
    """
    access = answer.get("access_token")
    renewing = answer.get("refresh_token") or None  # some say "" for none
    if not _is_token(access) or not (renewing is None or _is_token(renewing)):
        raise unavailable(where, "its answer holds no token")
    if str(answer.get("token_type", "Bearer")).lower() != "bearer":
        raise unavailable(where, "its token is of a kind that mail servers do not take")
    return Grant(access_token=str(access), refresh_token=renewing, lives=_life(answer), who=_who(answer))


def _is_token(value: object) -> bool:
    """Whether it may stand in a login: visible ASCII (RFC 6750 §2.1), nothing that ends a field."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_TOKEN
        and all("!" <= char <= "~" for char in value)
    )


def _life(answer: Mapping[str, Any]) -> float:
    try:
        life = float(answer["expires_in"])  # some write it as text
    except (KeyError, TypeError, ValueError, OverflowError):
        return USUAL_LIFE
    return min(max(life, 0.0), LONGEST_LIFE) if math.isfinite(life) else USUAL_LIFE


def _who(answer: Mapping[str, Any]) -> str | None:
    """The account of an ID token. It came from the server itself: no signature (OpenID Connect §3.1.3.7)."""
    claims = answer.get("id_token_claims")
    if not isinstance(claims, dict):
        claims = _claims(str(answer.get("id_token", "")))
    names = (claims.get(key) for key in ("email", "preferred_username", "upn"))
    return next((name for name in names if isinstance(name, str) and name.isprintable() and name), None)


def _claims(id_token: str) -> dict[str, Any]:
    middle = id_token.split(".")[1] if id_token.count(".") == 2 else ""  # noqa: PLR2004 - header.claims.signature
    try:
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
