"""A service that speaks S3 on loopback (moto, in this process), and a gateway before it that disturbs."""

from __future__ import annotations

import hashlib
import http.client
import logging
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self
from uuid import uuid4

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

from intake.adapters.blobs import BucketBlobs, Patience
from intake.domain.storage import Bucket
from rigs.net import LOOPBACK

KEYS = ("AKIDEXAMPLE", "wJalrXUtnFEMI-not-a-real-key")
HASTY = Patience(connect=1, word=1, body=1, retries=2, retrying=5, pause=0.01)


class S3:
    """A service with as many buckets as are asked for. A context manager."""

    def __enter__(self) -> Self:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer(ip_address=LOOPBACK, port=0, verbose=False)
        self._server.start()
        _, self.port = self._server.get_host_and_port()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def endpoint(self) -> str:
        """Its URL."""
        return f"http://{LOOPBACK}:{self.port}"

    def bucket(self, prefix: str = "some/prefix", **more: Any) -> Bucket:
        """Make a bucket that nobody else has."""
        name = f"bucket-{uuid4().hex}"
        assert self._ask("PUT", name) == 200
        return Bucket(**({"name": name, "prefix": prefix, "endpoint": self.endpoint} | more))

    def keep_versions(self, place: Bucket) -> None:
        """Let a bucket keep old versions."""
        body = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
        assert self._ask("PUT", f"{place.name}?versioning", body) == 200

    def objects(self, place: Bucket) -> dict[str, bytes]:
        """Every object of a bucket, by its key without the prefix."""
        keys = self._backend.buckets[place.name].keys
        return {name.removeprefix(f"{place.prefix}/"): key.value for name, key in keys.items()}

    def encrypted(self, place: Bucket) -> set[tuple[str | None, str | None]]:
        """How the objects of a bucket are encrypted, and by which key."""
        keys = self._backend.buckets[place.name].keys
        return {(key.encryption, key.kms_key_id) for key in keys.values()}

    def write(self, place: Bucket, key: str, data: bytes) -> None:
        """Write an object as anybody else could."""
        assert self._ask("PUT", f"{place.name}/{place.prefix}/{key}".replace("//", "/"), data) == 200

    def remove(self, place: Bucket) -> None:
        """Remove a bucket with all that is in it."""
        self._backend.buckets[place.name].keys.clear()
        self._backend.delete_bucket(place.name)

    def fill(self, place: Bucket, contents: Iterable[bytes]) -> set[str]:
        """Put contents where they belong, without a request for each; return their digests."""
        digests = set()
        for data in contents:
            digests.add(digest := hashlib.sha256(data).hexdigest())
            key = f"{place.prefix}/{digest[:2]}/{digest[2:4]}/{digest}"
            self._backend.put_object(place.name, key, data)
        return digests

    @property
    def _backend(self) -> Any:
        return s3_backends[DEFAULT_ACCOUNT_ID]["aws"]

    def _ask(self, method: str, path: str, body: bytes = b"") -> int:
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=them/20260101/us-east-1/s3/aws4_request"}
        connection.request(method, f"/{path}", body, signed)
        status = connection.getresponse().status
        connection.close()
        return status


def blobs_in(place: Bucket, patience: Patience = HASTY) -> BucketBlobs:
    """The blob store in a bucket."""
    return BucketBlobs(place, lambda: KEYS, patience=patience)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What happens to a request of that method (and with that in its path), a number of times.

    `refused`: it is answered with a status and a code, and the server does not hear of it. `lost`: the
    server does it, and the connection ends without an answer. `cut`: the answer ends in the middle of its
    body. `changed`: the answer has another body. `deaf`: nobody answers.
    """

    method: str
    kind: Literal["refused", "lost", "cut", "changed", "deaf"] = "refused"
    status: int = 503
    code: str = ""
    times: int = 1_000_000
    path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Gateway:
    """An HTTP server that hands each request on, unless a fault strikes it. A context manager.

    `before` is called with every request before it is handed on: what others do meanwhile.
    """

    target: int
    faults: list[Fault] = field(default_factory=list)
    before: Callable[[Heard], None] = lambda _: None
    heard: list[Heard] = field(default_factory=list)
    struck: dict[Fault, int] = field(default_factory=dict)
    answered: list[tuple[str, int]] = field(default_factory=list)  # methods and statuses
    tls: ssl.SSLContext | None = None
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer((LOOPBACK, 0), partial(_Handler, self))
        self._server.daemon_threads = True
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._server.block_on_close = False
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        """Its URL."""
        return f"http{'s' if self.tls else ''}://{LOOPBACK}:{self._server.server_port}"

    def fault(self, method: str, path: str) -> Fault | None:
        """The fault that strikes a request, if any."""
        for each in self.faults:
            if each.method in ("*", method) and each.path in path and self.struck.get(each, 0) < each.times:
                self.struck[each] = self.struck.get(each, 0) + 1
                return each
        return None

    def asked(self, method: str) -> int:
        """How many requests of that method came."""
        return sum(each.method == method for each in self.heard)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, gateway: Gateway, *rest: Any) -> None:
        self.gateway = gateway
        super().__init__(*rest)

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        heard = Heard(method=self.command, path=self.path, headers=headers)
        self.gateway.heard.append(heard)
        fault = self.gateway.fault(self.command, self.path)
        if fault and fault.kind == "refused":
            words = f"<Error><Code>{fault.code}</Code></Error>".encode() if fault.code else b""
            self._answer(fault.status, {}, b"" if self.command == "HEAD" else words)
            return
        if fault and fault.kind == "deaf":
            self.gateway.closing.wait(30)
            self.close_connection = True
            return
        self.gateway.before(heard)
        status, back, words = self._handed_on(body)
        if fault and fault.kind == "lost":
            self.close_connection = True
            return
        if fault and fault.kind == "changed":
            words = bytes(byte ^ 1 for byte in words)
        self._answer(status, back, words, cut=fault is not None and fault.kind == "cut")

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _serve  # noqa: N815 - names of the library

    def _handed_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(LOOPBACK, self.gateway.target, timeout=10)
        connection.request(self.command, self.path, body, dict(self.headers.items()))
        answer = connection.getresponse()
        words = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), words

    def _answer(self, status: int, headers: dict[str, str], body: bytes, *, cut: bool = False) -> None:
        self.gateway.answered.append((self.command, status))
        with suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in ("connection", "content-length", "date", "server"):
                    self.send_header(name, value)
            length = len(body)
            if self.command == "HEAD":
                length = next((int(v) for k, v in headers.items() if k.lower() == "content-length"), 0)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.close_connection = self.close_connection or cut

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def disturbed(
    s3: S3, *faults: Fault, patience: Patience = HASTY, **more: Any
) -> Iterator[tuple[Any, Gateway]]:
    """A blob store whose requests go by way of a gateway."""
    with Gateway(s3.port, list(faults), **more) as gateway:
        yield blobs_in(s3.bucket(endpoint=gateway.endpoint), patience), gateway
