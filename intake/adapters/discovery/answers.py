"""What the DNS and autoconfig answer, read as servers. Pure; every answer may be hostile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError

from intake.domain.model import Security
from intake.domain.providers import Server
from intake.domain.trouble import Trouble
from intake.reading.files.xmltext import parse_safely

PROTOCOLS: Final = ("imap", "smtp")

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})+")
_SECURITIES: Final[dict[str, Security]] = {"SSL": "tls", "STARTTLS": "starttls"}
# No other way to sign in is known here, or would be safe: never a password that TLS does not cover.
_SIGN_IN: Final = frozenset({"password-cleartext", "OAuth2"})
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}")
_LAST_PORT: Final = 65535
_LONGEST_NAME: Final = 254


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A server that was found, and the name to sign in with there; None: the address."""

    server: Server
    username: str | None = None


def chosen(records: Iterable[tuple[str, ...]], security: Security) -> Place | None:
    """Return the server of SRV records (priority, weight, port, target): the one to be tried first.

    RFC 2782 spreads clients of one priority by chance and weight; a configuration names one server, so
    it is the heaviest. A target "." says that there is no such service (RFC 6186 section 3.4).
    """
    for _, _, port, target in sorted(
        records, key=lambda record: (int(record[0]), -int(record[1]), record[3])
    ):
        if server := _server(target.rstrip("."), port, security):
            return Place(server=server)
    return None


def exchangers(records: Iterable[tuple[str, ...]]) -> Sequence[str]:
    """Return the hosts of MX records (preference, host), the preferred first.

    A null MX names none (RFC 7505).
    """
    hosts = [host.rstrip(".").lower() for _, host in sorted(records, key=lambda record: int(record[0]))]
    return [host for host in hosts if _HOST.fullmatch(host)]


def autoconfig(content: bytes, address: str) -> dict[str, Place]:
    """Return the servers by protocol that an autoconfig file of Thunderbird's form names for an address.

    Raises Trouble where it is no such file.
    """
    try:
        root = _tree(content)
    except (ExpatError, LookupError, ValueError):  # LookupError: of an encoding that nobody knows
        raise Trouble("The answer is no autoconfig file") from None
    found: dict[str, Place] = {}
    for protocol, tag in (("imap", "incomingServer"), ("smtp", "outgoingServer")):
        places = (_place(each, address) for each in root.iter(tag) if each.get("type") == protocol)
        if place := next(filter(None, places), None):
            found[protocol] = place
    return found


def _tree(content: bytes) -> Element:
    builder = TreeBuilder()

    def start(tag: str, attributes: dict[str, str]) -> None:
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        builder.end(tag)

    parse_safely(content, start, end, builder.data)  # refuses document types, where entities live
    return builder.close()


def _place(element: Element, address: str) -> Place | None:
    def text(tag: str) -> str:
        return _replaced((element.findtext(tag) or "").strip(), address)

    security = _SECURITIES.get(text("socketType").upper())
    ways = {(each.text or "").strip() for each in element.iter("authentication")}
    if security is None or not ways & _SIGN_IN:
        return None
    server = _server(text("hostname"), text("port"), security)
    username = text("username")
    if server is None or not username.isprintable() or len(username) > _LONGEST_NAME:
        return None
    return Place(server=server, username=username if username not in ("", address) else None)


def _replaced(text: str, address: str) -> str:
    local, _, domain = address.rpartition("@")
    values = {"%EMAILADDRESS%": address, "%EMAILLOCALPART%": local, "%EMAILDOMAIN%": domain}
    return re.sub("|".join(values), lambda found: values[found.group()], text)


def _server(host: str, port: str, security: Security) -> Server | None:
    if not _HOST.fullmatch(host) or not _PORT.fullmatch(port) or int(port) > _LAST_PORT:
        return None
    return Server(host=host.lower(), port=int(port), security=security)
