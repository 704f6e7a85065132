"""A small file over HTTPS, from a host that is not trusted."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from time import monotonic
from typing import Any

from intake.domain.trouble import Trouble

_SECONDS = 5.0  # for a connection, for each answer in it, and for the whole of the body
_LARGEST = 256 * 1024  # bytes; the largest of the ISPDB has 20 KB
_ABSENT = frozenset({404, 410})
_PIECE = 8192
_WHO = {"User-Agent": "intake"}  # that of the library is refused here and there


class _StaySafe(urllib.request.HTTPRedirectHandler):
    """Follows a redirection to HTTPS only."""

    def redirect_request(  # noqa: PLR0917 - urllib's words
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        if not newurl.lower().startswith("https://"):
            raise Trouble(f"{req.host} answered with a redirection to where there is no TLS")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, *, context: ssl.SSLContext | None = None) -> bytes | None:
    """Return the bytes at an HTTPS URL, or None where the host says that there is nothing.

    `context` (default: the system's authorities) is whom to trust. Raises Trouble in a sentence that
    names the host, and not the rest of the URL, where an address may stand.
    """
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _StaySafe())
    host = url.split("/")[2]
    try:
        with opener.open(urllib.request.Request(url, headers=_WHO), timeout=_SECONDS) as response:  # noqa: S310
            return _body(response, host)
    except urllib.error.HTTPError as error:
        with error:
            if error.code in _ABSENT:
                return None
            raise Trouble(f"{host} refused, with status {error.code}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: led to what is no host
        raise Trouble(f"No answer from {host}: {_reason(error)}") from None


def _body(response: Any, host: str) -> bytes:
    content, end = b"", monotonic() + _SECONDS
    while piece := response.read1(_PIECE):
        content += piece
        if len(content) > _LARGEST:
            raise Trouble(f"{host} answered with more than {_LARGEST >> 10} KB, which is refused")
        if monotonic() > end:
            raise Trouble(f"{host} answered too slowly")
    return content


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({cause.verify_message.rstrip('.')})"
    if isinstance(cause, TimeoutError):
        return "it took too long"
    return (cause.strerror if isinstance(cause, OSError) and cause.strerror else type(cause).__name__).lower()
