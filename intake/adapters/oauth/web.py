"""Asking a token server: privately, by answers that end, and without being led elsewhere."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from intake.adapters.oauth.errors import OAuthError, refusal, unavailable
from intake.adapters.wire import is_loopback, said, trust

TIMEOUT: Final = 10.0  # seconds for each word of the server
PATIENCE: Final = 20.0  # seconds for the whole answer; a claim to renew a token outlives it
LARGEST: Final = 256 * 1024  # bytes
_OK: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server said. The names are those that msal asks for."""

    status_code: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def raise_for_status(self) -> None:
        """Do nothing: who reads an answer looks at its status."""


class Web:
    """Sends requests; `ca_file` is trusted besides the system's authorities. An `http_client` of msal's.

    What goes wrong is told for a mailbox, and of `who` or the server's host.
    """

    def __init__(self, *, ca_file: str | None = None, who: str | None = None, mailbox: str = "NAME") -> None:
        self._ca_file, self._who, self.mailbox = ca_file, who, mailbox

    def name(self, url: str) -> str:
        """Return the name by which people know the server."""
        return self._who or urlsplit(url).netloc

    def refused(self, answer: Mapping[str, Any], url: str, status: int = 400) -> OAuthError:
        """Say what a server's refusal means."""
        return refusal(answer, self.name(url), self.mailbox, status)

    def post(self, url: str, data: Any = None, headers: Any = None, **rest: Any) -> Answer:
        """Send a form. Raises OAuthError where no answer comes."""
        body = urlencode(data or {})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, body, kind | dict(headers or {}), rest.get("params"))

    def get(self, url: str, headers: Any = None, **rest: Any) -> Answer:
        """Fetch a page. Raises OAuthError where no answer comes."""
        return self._ask("GET", url, None, dict(headers or {}), rest.get("params"))

    def close(self) -> None:
        """Nothing is kept open."""

    def asked(self, url: str, data: Mapping[str, str | None]) -> dict[str, Any]:
        """Return the JSON object that answers a form; its empty fields are left out.

        Raises OAuthError where the server refuses (`permanent`), or answers something else.
        """
        form = {key: value for key, value in data.items() if value is not None}
        return self.object_in(self.post(url, form, {"Accept": "application/json"}), url)

    def object_in(self, answer: Answer, url: str) -> dict[str, Any]:
        """Return the JSON object of an answer, or raise what its absence means."""
        try:
            value = json.loads(answer.text)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict) and isinstance(value.get("error"), str):
            raise self.refused(value, url, answer.status_code)
        if answer.status_code != _OK:
            raise unavailable(self.name(url), f"status {answer.status_code}")
        if not isinstance(value, dict):
            raise unavailable(self.name(url), "its answer is no JSON object")
        return {key: each for key, each in value.items() if each is not None}

    def _ask(self, method: str, url: str, body: str | None, headers: dict[str, str], params: Any) -> Answer:
        try:
            where, parts = self.name(url), urlsplit(url)
            connection = self._connection(url, where)
        except (ValueError, http.client.InvalidURL):  # it may come from a file of keys, unseen
            raise OAuthError(
                "The address to ask for tokens is no URL",
                "Correct it in the settings, or download the file of keys again.",
                permanent=True,
            ) from None
        query = "&".join(filter(None, (parts.query, urlencode(params or {}))))
        path = (parts.path or "/") + (f"?{query}" if query else "")
        # A server may send a byte now and then: each in time, and the answer never.
        watchman = threading.Timer(PATIENCE, _cut, [connection])
        watchman.daemon = True
        watchman.start()
        try:
            connection.connect()
            if not watchman.is_alive():  # it has looked while there was nothing to cut
                raise TimeoutError
            connection.request(method, path, body, headers)
            with connection.getresponse() as response:
                raw = response.read(LARGEST + 1)
        except ssl.SSLCertVerificationError as error:
            raise OAuthError(
                f"The certificate of the token server {where} does not verify: {said(error.verify_message)}",
                "Use the name that the certificate is for; for an authority of your own set `ca_file` (PEM).",
                permanent=False,
            ) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise unavailable(where, "nothing came in time") from None
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise unavailable(where, f"no connection, or a broken one ({said(reason)})") from None
        finally:
            watchman.cancel()
            connection.close()
        if len(raw) > LARGEST:
            raise unavailable(where, "its answer is too long")
        return Answer(
            status_code=response.status,
            text=raw.decode("utf-8", "replace"),
            headers={name.lower(): value for name, value in response.getheaders()},
        )

    def _connection(self, url: str, where: str) -> http.client.HTTPConnection:
        parts = urlsplit(url)
        if parts.scheme != "https":
            if not is_loopback(parts.hostname or ""):
                raise OAuthError(
                    f"{where} would be asked for tokens without TLS", "Write https://….", permanent=True
                )
            return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
        try:
            context = trust(self._ca_file)
        except OSError:
            raise OAuthError(
                f"For {where} the file of authorities {self._ca_file} cannot be read",
                "Correct `ca_file`: a PEM file.",
                permanent=True,
            ) from None
        return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=TIMEOUT, context=context)


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(2)
