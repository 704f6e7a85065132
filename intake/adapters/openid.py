"""Who somebody is, by an OpenID Connect provider: the code flow with PKCE (OpenID Connect Core 1.0, 3.1).

What the provider says of itself and of its keys is kept for a while. An ID token is believed by its
signature, its times (by the clock that is passed in), and the values that this sign-in began with.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

import jwt

from intake.adapters.oauth.web import Web
from intake.domain.openid import Began, Identity
from intake.domain.trouble import Trouble

# Signatures that only the provider can make; the client's secret signs nothing here.
_SIGNED: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"),
)
_NEEDED: Final = ["iss", "sub", "aud", "exp", "iat"]
_KEPT: Final = 600.0  # seconds that the provider's words hold
_PAUSE: Final = 10.0  # seconds between two looks for a key that is not there
_APART: Final = timedelta(minutes=2)  # between the provider's clock and ours
_LONGEST_SUBJECT: Final = 255  # Core 1.0, 2
_AT_ONCE: Final = 8  # sign-ins that ask the provider or wait for it: the other threads have pages to make


class OpenIDError(Trouble):
    """The provider does not say who somebody is, or says it so that it is not believed."""


class Provider:
    """An OpenID Connect provider, and the application that it knows us as. All its methods raise Trouble."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        secret: Callable[[], str],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer, self._client_id, self._secret, self._clock = issuer, client_id, secret, clock
        self._web = Web()
        self._lock, self._line = threading.Lock(), threading.BoundedSemaphore(_AT_ONCE)
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}

    def address(self, began: Began) -> str:
        """Where somebody signs in."""
        digest = hashlib.sha256(began.verifier.encode("ascii")).digest()
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": began.back,
            "scope": "openid email",
            "state": began.state,
            "nonce": began.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
        }
        with self._turn():
            page = self._place("authorization_endpoint")
        return f"{page}{'&' if '?' in page else '?'}{urlencode(asked)}"

    def identity(self, code: str, began: Began, now: datetime) -> Identity:
        """Who signed in, by the code that the provider led back with."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": began.back,
            "code_verifier": began.verifier,
        }
        with self._turn():
            return self._identity(self._claims(self._redeemed(form)), began, now)

    def is_issuer(self, told: str | None) -> bool:
        """Whether an answer comes from this provider, where it says from whom (RFC 9207)."""
        if told is None:
            return True
        with self._turn():
            return bool(told == self._said()["issuer"])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """A provider that hangs holds up who signs in by it, and nobody else."""
        if not self._line.acquire(blocking=False):
            raise OpenIDError("Many people sign in at this moment.", "Try again in a few seconds.")
        try:
            yield
        finally:
            self._line.release()

    def _redeemed(self, form: dict[str, str]) -> str:
        """The ID token that is given for a code."""
        url, headers = self._place("token_endpoint"), {"Accept": "application/json"}
        secret = self._secret()
        ways = self._said().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if "client_secret_basic" in ways:  # RFC 6749, 2.3.1: both are encoded first
            both = f"{quote(self._client_id, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
        else:
            form = form | {"client_id": self._client_id, "client_secret": secret}
        token = self._web.object_in(self._web.post(url, form, headers), url).get("id_token")
        if not isinstance(token, str):
            raise _unbelieved("it gives no ID token")
        return token

    def _identity(self, claims: Mapping[str, Any], began: Began, now: datetime) -> Identity:
        """Hold claims against what the sign-in began with (Core 1.0, 3.1.3.7)."""
        audience, party = claims["aud"], claims.get("azp")
        several = isinstance(audience, list) and len(audience) > 1
        if (several or party is not None) and party != self._client_id:
            raise _unbelieved("the ID token is for another application")
        if claims.get("nonce") != began.nonce:
            raise _unbelieved("the ID token is not of this sign-in")
        ends, made = claims["exp"], claims["iat"]
        if not _is_number(ends) or not _is_number(made):
            raise _unbelieved("the ID token has no times")
        if ends <= (now - _APART).timestamp() or made > (now + _APART).timestamp():
            raise _unbelieved("the ID token is out of date; see that both clocks are right")
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise _unbelieved("the ID token names nobody")
        verified = claims.get("email_verified") in (True, "true") and isinstance(email, str)
        return Identity(openid=f"{claims['iss']} {subject}", email=str(email).lower() if verified else None)

    def _claims(self, token: str) -> dict[str, Any]:
        """What a token says that the provider has signed for us; its times are looked at elsewhere."""
        options: Any = {"require": _NEEDED} | dict.fromkeys(("verify_exp", "verify_iat", "verify_nbf"), False)
        try:
            header = jwt.get_unverified_header(token)
            key = self._key(header.get("kid"), header.get("alg"))
            return dict(
                jwt.decode(
                    token,
                    key,
                    algorithms=[header["alg"]],
                    audience=self._client_id,
                    issuer=self._said()["issuer"],
                    options=options,
                )
            )
        except jwt.PyJWTError as error:
            raise _unbelieved(f"the ID token does not verify ({type(error).__name__})") from None

    def _key(self, kid: object, algorithm: object) -> jwt.PyJWK:
        """The key of that name; the provider is asked anew where it may have changed its keys."""
        if algorithm not in _SIGNED:
            raise _unbelieved("the ID token is signed in a way that proves nothing")
        for longest in (_KEPT, _PAUSE):
            try:
                keys = jwt.PyJWKSet.from_dict(self._asked(self._place("jwks_uri"), longest)).keys
            except (jwt.PyJWTError, AttributeError, TypeError, ValueError):
                raise _unbelieved("it shows no keys") from None
            usable = [key for key in keys if key.public_key_use in (None, "sig")]
            fitting = [key for key in usable if kid is None or key.key_id == kid]
            if len(fitting) == 1:
                return fitting[0]
        raise _unbelieved("the key of the ID token is not among its own")

    def _place(self, name: str) -> str:
        place = self._said().get(name)
        if not isinstance(place, str):
            raise _unbelieved(f"it names no {name}")
        return place

    def _said(self) -> dict[str, Any]:
        """What the provider says of itself (Discovery 1.0, 4)."""
        said = self._asked(f"{self._issuer}/.well-known/openid-configuration", _KEPT)
        issuer = said.get("issuer")
        if not isinstance(issuer, str) or issuer.rstrip("/") != self._issuer:
            raise _unbelieved("it calls itself by another name than 'web.openid.issuer'")
        return said

    def _asked(self, url: str, longest: float) -> dict[str, Any]:
        """What stands under an address; `longest`: seconds that what was read before may be old."""
        with self._lock:
            at, said = self._kept.get(url, (0.0, {}))
            if not said or self._clock() - at > longest:
                said = self._web.object_in(self._web.get(url, {"Accept": "application/json"}), url)
                self._kept[url] = (self._clock(), said)
            return said


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unbelieved(why: str) -> OpenIDError:
    return OpenIDError(
        f"The sign-in provider's answer is not believed: {why}.",
        "Sign in anew. If it stays so, an admin looks at 'web.openid' in intake.yaml, and at the provider.",
    )
