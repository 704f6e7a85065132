"""An OpenID Connect provider on loopback: discovery, codes with PKCE, ID tokens signed by keys of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "intake", "hush & hush"


def new_key() -> rsa.RSAPrivateKey:
    """A key of a provider."""
    return rsa.generate_private_key(65537, 2048)


@dataclass
class Provider:
    """Signs `person` in. `claims` are put over those of the ID token, `said` over what it says of itself."""

    now: Callable[[], datetime]
    key: rsa.RSAPrivateKey
    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    kid: str = "first"
    signs: Callable[[dict[str, Any]], str] | None = None  # in another way than it should
    asked: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def sign_in(self, address: str) -> str:
        """Sign the person in at the page that somebody was led to; return where they are led back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.url}/authorize?")
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == (
            "code",
            CLIENT,
            "S256",
        )
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return (
            f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.url})}"
        )

    def get(self, path: str) -> tuple[int, dict[str, Any]]:
        """Answer a question."""
        self.asked[path] += 1
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
            } | self.said
        if path == "/keys":
            shown = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return 200, {"keys": [shown | {"kid": self.kid, "use": "sig", "alg": "RS256"}]}
        return 404, {"error": "nothing"}

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Give an ID token for a code, once, to who proves to have asked for it."""
        asked = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        basic = base64.b64encode(f"{CLIENT}:hush%20%26%20hush".encode()).decode()
        known = authorization == f"Basic {basic}" or (form.get("client_id"), form.get("client_secret")) == (
            CLIENT,
            SECRET,
        )
        if asked is None or not known or proof != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if asked["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        now = self.now()
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(minutes=5)).timestamp()),
            "nonce": asked["nonce"],
        }
        whole = {name: value for name, value in (claims | self.person | self.claims).items() if value != ""}
        return 200, {
            "access_token": "x",
            "token_type": "Bearer",
            "id_token": (self.signs or self.signed)(whole),
        }

    def signed(self, claims: dict[str, Any]) -> str:
        """An ID token."""
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": self.kid})


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*provider.get(urlsplit(self.path).path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*provider.token(dict(parse_qsl(body)), self.headers.get("Authorization", "")))

        def _say(self, status: int, answer: dict[str, Any]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
