"""Calling a webhook: an address that an admin named, which must not lead into our own network.

The host's name is looked up once, each address that it has is judged, and the connection goes to one of
these: no second look could find another. Nobody is followed elsewhere, and of an answer only the status
counts.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from intake.adapters.wire import is_loopback, trust

PATIENCE: Final = 10.0  # seconds for connection and answer together
_READ: Final = 4096  # bytes of an answer; what is in them is no matter
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052 section 2.1

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """How a call ended: the status of the answer, or why there is none, as a word.

    `unresolved`: the host has no address; `forbidden`: one that is not public; `certificate`: it does not
    verify; `timeout`; `unreachable`: no connection, or no answer that could be read.
    """

    status: int | None = None
    trouble: str | None = None


class _ForbiddenError(OSError):
    """The host has an address that may not be called."""


def call(url: str, body: bytes, headers: Mapping[str, str], *, ca_file: str | None = None) -> Called:
    """POST a body; whatever goes wrong is told by what is returned. `ca_file` is trusted, too."""
    began = time.monotonic()
    parts = urlsplit(url)
    try:
        found = _addresses(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        left = max(1.0, PATIENCE - (time.monotonic() - began))
        return Called(status=_posted(url, body, headers, found, ca_file=ca_file, seconds=left))
    except _ForbiddenError:
        return Called(trouble="forbidden")
    except (socket.gaierror, UnicodeError):
        return Called(trouble="unresolved")
    except ssl.SSLCertVerificationError:
        return Called(trouble="certificate")
    except TimeoutError:
        return Called(trouble="timeout")
    except (OSError, http.client.HTTPException, ValueError):
        late = time.monotonic() - began >= PATIENCE  # the connection was cut by us
        return Called(trouble="timeout" if late else "unreachable")


def is_public(text: str) -> bool:
    """Whether an address is one of the internet at large."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.is_site_local:
            return False
        address = inner or address
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not odd


def _addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, all of them fit to be called. Raises _ForbiddenError, socket.gaierror."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if is_loopback(host):  # it was named as that; no other name may lead there
        fit = all(ipaddress.ip_address(each.partition("%")[0]).is_loopback for each in found)
    else:
        fit = all(map(is_public, found))
    if not fit:
        raise _ForbiddenError
    return found


def _posted(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    addresses: list[str],
    *,
    ca_file: str | None,
    seconds: float,
) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            parts.hostname or "", parts.port, timeout=seconds, context=trust(ca_file)
        )
    # A server may send a byte now and then: each in time, and the answer never.
    late = threading.Event()
    watchman = threading.Timer(seconds, _cut, [connection, late])
    watchman.daemon = True
    watchman.start()
    try:
        connection.sock = _connected(addresses, connection.port, seconds)
        if isinstance(connection, http.client.HTTPSConnection):
            # The handshake comes afterwards: it can be cut, too.
            wrapped = trust(ca_file).wrap_socket(
                connection.sock, server_hostname=parts.hostname or "", do_handshake_on_connect=False
            )
            connection.sock = wrapped
            wrapped.do_handshake()
        if late.is_set():  # there was nothing to cut
            raise TimeoutError
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        response = connection.getresponse()
        status = response.status
        if late.is_set():  # what was cut looks like the end of it
            raise TimeoutError
        with suppress(OSError, http.client.HTTPException):
            response.read(_READ)
        return status
    finally:
        watchman.cancel()
        connection.close()


def _connected(addresses: list[str], port: int, seconds: float) -> socket.socket:
    """A connection to the first of the addresses that takes one."""
    ends = time.monotonic() + seconds
    trouble: OSError = TimeoutError()
    for each in addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((each, port), timeout=left)
        except OSError as error:
            trouble = error
    raise trouble


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
