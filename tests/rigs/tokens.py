"""A token server on loopback that gives, renews and revokes, and misbehaves by script."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

# What is said in the place of the next answer: a status with a body, or "drop" (no answer at all).
Answer = tuple[int, str] | str


@dataclass
class Issued:
    """An access token: whose it is, and until when."""

    user: str
    ends: float


@dataclass
class TokenServer:
    """Gives tokens that live `life` seconds; with `rotates` a refresh token is good once.

    `asked` counts requests by grant type, `forms` keeps them. `hold` lets no answer out while it is set.
    `lost` answers are worked and then not given.
    """

    user: str = "jobs@example.org"
    life: float = 3600
    rotates: bool = True
    context: ssl.SSLContext | None = None
    pending: int = 0  # how often a device is told to wait
    who: str | None = None  # the account of the ID token; None: there is none
    asked: Counter[str] = field(default_factory=Counter)
    forms: list[dict[str, str]] = field(default_factory=list)
    access: dict[str, Issued] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    hold: threading.Event = field(default_factory=threading.Event)
    slow: threading.Event = field(default_factory=threading.Event)  # somebody waits for `hold` to end

    def __post_init__(self) -> None:
        self._plan: deque[Answer] = deque()
        self._codes: dict[str, dict[str, str]] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if self.context is not None:
            self._server.socket = self.context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if self.context else 'http'}://localhost:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hold.clear()
        self._server.shutdown()
        self._server.server_close()

    def begin(self, user: str) -> None:
        """Be as a new server, whose one user that is."""
        self.user, self.who, self.life, self.rotates, self.pending = user, None, 3600, True, 0
        for each in (self.hold, self.slow):
            each.clear()
        for kept in (self.access, self.refresh, self.asked, self.forms, self._plan):
            kept.clear()

    def plan(self, *answers: Answer) -> None:
        """Say these in the place of the next answers to who asks for a token."""
        self._plan.extend(answers)

    def revoke(self) -> None:
        """Withdraw every token."""
        self.access.clear()
        self.refresh.clear()

    def forget_access(self) -> None:
        """Take no access token any more; they can be renewed."""
        self.access.clear()

    def give(self, *, user: str | None = None, life: float | None = None) -> dict[str, Any]:
        """Grant tokens: what /token says."""
        access, refresh = f"at-{secrets.token_hex(12)}", f"rt-{secrets.token_hex(12)}"
        life = self.life if life is None else life
        self.access[access] = Issued(user or self.user, time.time() + life)
        self.refresh[refresh] = user or self.user
        grant = {"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": life}
        if self.who:
            grant["id_token"] = ".".join(map(_encoded, ({"alg": "none"}, {"email": self.who}, {})))
        return grant

    def renewals(self) -> int:
        """How often a refresh token was used."""
        return self.asked["refresh_token"]

    def config(self, **further: str) -> str:
        """`oauth2` of intake.yaml for this server, by device unless `further` says otherwise."""
        keys = {"token_url": f"'{self.url}/token'", "client_id": "intake"} | further
        return "{oauth2: {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}}"

    # --- what it is asked ---

    def get(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Answer a GET: status, headers, body."""
        if path == "/authorize":
            code = secrets.token_hex(8)
            self._codes[code] = query
            answer = {"error": "access_denied"} if query.get("login_hint") == "no" else {"code": code}
            target = f"{query['redirect_uri']}?{urlencode({**answer, 'state': query['state']})}"
            return 302, {"Location": target}, b""
        if path.startswith("/tenant/") and path.endswith("/.well-known/openid-configuration"):
            base = f"{self.url}/{path.split('/')[1]}/oauth2/v2.0"
            return _json(
                {
                    "issuer": self.url,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "device_authorization_endpoint": f"{base}/devicecode",
                }
            )
        return 404, {}, b"nothing"

    def post(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, str], bytes] | None:
        """Answer a POST; None: hang up."""
        if path == "/introspect":
            issued = self.access.get(form.get("token", ""))
            good = issued is not None and issued.ends > time.time()
            return _json({"active": good, "username": issued.user if issued and good else "nobody"})
        if path.endswith(("/device", "/devicecode")):
            return _json(
                {
                    "device_code": "device",
                    "user_code": "ABCD-EFGH",
                    "verification_uri": f"{self.url}/here",
                    "expires_in": 60,
                    "interval": 0.1 if path.endswith("/device") else 1,
                }
            )
        with self._lock:
            grant_type = form.get("grant_type", "")
            self.asked[grant_type] += 1
            self.forms.append(form)
            planned = self._plan.popleft() if self._plan else None
        while self.hold.is_set():
            self.slow.set()
            time.sleep(0.01)
        if planned == "drop":
            return None
        if isinstance(planned, tuple):
            return planned[0], {}, planned[1].encode()
        with self._lock:
            return self._token(grant_type.rpartition(":")[2], form)

    def _token(self, kind: str, form: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        if kind == "refresh_token":
            used = form.get("refresh_token", "")
            user = self.refresh.pop(used, None) if self.rotates else self.refresh.get(used)
            return _json(self.give(user=user)) if user else _refused("invalid_grant", f"revoked: {used}")
        if kind == "authorization_code":
            asked = self._codes.pop(form["code"], {})
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            same = asked.get("redirect_uri") == form.get("redirect_uri")
            return (
                _json(self.give())
                if same and asked.get("code_challenge") == proof
                else _refused("invalid_grant")
            )
        if kind == "device_code":
            if self.pending:
                self.pending -= 1
                return _refused("authorization_pending")
            return _json(self.give())
        if kind == "client_credentials":
            proved = form.get("client_secret") == "hush" or "client_assertion" in form
            return (
                _json(self.alone()) if proved else _refused("invalid_client", "AADSTS7000215: wrong secret")
            )
        if kind == "jwt-bearer":
            claims = json.loads(base64.urlsafe_b64decode(form["assertion"].split(".")[1] + "=="))
            return _json(self.alone(user=claims["sub"]))
        return _refused("unsupported_grant_type")

    def alone(self, user: str | None = None) -> dict[str, Any]:
        """Grant an access token to an application that signs in by itself."""
        grant = self.give(user=user)
        del self.refresh[grant.pop("refresh_token")]
        return grant


def _json(value: Mapping[str, Any], status: int = 200) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


def _refused(error: str, words: str = "") -> tuple[int, dict[str, str], bytes]:
    return _json({"error": error, "error_description": words}, 400)


def _encoded(part: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _handler(server: TokenServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._say(server.get(parts.path, _first(parts.query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(server.post(urlsplit(self.path).path, _first(body)))

        def _say(self, answer: tuple[int, dict[str, str], bytes] | None) -> None:
            if answer is None:
                self.close_connection = True
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _first(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}
