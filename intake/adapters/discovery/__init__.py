"""The mail servers of an address: asked of the DNS and of the domain, never guessed.

What answers is not proved: an answer of the DNS that nobody signed may be forged (RFC 6186 section 6).
So all of it is a proposal to a person, who is told where each server was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Literal
from urllib.parse import quote

import dns.resolver

from intake.adapters.discovery import asking, fetching
from intake.adapters.discovery.answers import PROTOCOLS, Place, autoconfig, chosen, exchangers
from intake.adapters.discovery.proposal import as_yaml
from intake.domain.providers import PROVIDERS, Provider, Server, provider_at, provider_of, provider_receiving
from intake.domain.trouble import Misuse, Trouble

__all__ = ["Found", "Unanswered", "as_yaml", "find"]

Unanswered = asking.Unanswered
Ask = Callable[[str, str], list[tuple[str, ...]]]  # name and type → the words of each record
Fetch = Callable[[str], bytes | None]

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"(?=.{{1,254}}$)[^\s@<>\"(),:;\\]+@({_LABEL}(?:\.{_LABEL})+)\.?")
_DNS: Final = "DNS"  # how a place begins of which nothing else is proof
# RFC 6186 section 3 and RFC 8314 section 5.1: those with TLS from the first byte are the first choice.
_SERVICES: Final[dict[str, tuple[tuple[str, Literal["tls", "starttls"]], ...]]] = {
    "imap": (("_imaps._tcp", "tls"), ("_imap._tcp", "starttls")),
    "smtp": (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls")),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found for an address; None: not found."""

    address: str
    imap: Server | None
    smtp: Server | None
    username: str | None  # None: the address, as far as is known
    provider: str | None  # a name of domain.providers
    how: dict[str, str]  # protocol → where its server was found, in words
    misses: tuple[str, ...]  # what was asked in vain, in sentences
    doubts: tuple[str, ...]  # what a person should make sure of, in sentences


def find(
    address: str,
    *,
    resolver: dns.resolver.Resolver | None = None,
    fetch: Fetch = fetching.fetch,
) -> Found:
    """Find the servers of an address: by its domain, in the DNS, at the domain, in the ISPDB, by its MX.

    `resolver` (default: the system's) is whom the DNS is asked of; `fetch` gives the bytes at an HTTPS
    URL, or None where nothing is there. Raises Misuse for what is no address.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise Misuse(
            "This is no mail address.",
            "Write the bare address, such as jobs@example.org; a domain with accents in its xn-- form.",
        )
    search = _Search(address=address, domain=match[1].lower())
    if provider := provider_of(search.domain):
        search.take_provider(provider, f"known: {search.domain} is of {provider.title}")
        return search.found()
    ask: Ask | None = None
    try:
        ask = partial(asking.ask, resolver or asking.system_resolver())
        _ask_services(search, ask)
    except Unanswered as error:
        search.misses.append(f"The DNS could not be asked: {error}.")
        ask = None
    _ask_the_web(search, fetch)
    if ask is not None:
        _ask_exchangers(search, ask)
    return search.found()


@dataclass(kw_only=True)
class _Search:
    """What is known so far."""

    address: str
    domain: str
    places: dict[str, Place] = field(default_factory=dict)  # by protocol
    how: dict[str, str] = field(default_factory=dict)
    provider: Provider | None = None
    misses: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return len(self.places) == len(PROTOCOLS)

    def take(self, protocol: str, place: Place, how: str) -> None:
        """Keep a server, if there is none yet: what was asked first is believed first."""
        if protocol not in self.places:
            self.places[protocol] = place
            self.how[protocol] = how

    def take_provider(self, provider: Provider, how: str) -> None:
        self.take("imap", Place(server=provider.imap), how)
        self.take("smtp", Place(server=provider.smtp), how)

    def found(self) -> Found:
        imap, smtp = (self.places.get(protocol) for protocol in PROTOCOLS)
        provider = _provider(imap, smtp)
        return Found(
            address=self.address,
            imap=imap.server if imap else None,
            smtp=smtp.server if smtp else None,
            username=imap.username if imap else None,
            provider=provider.name if provider else None,
            how=self.how,
            misses=tuple(self.misses),
            doubts=tuple(self._doubts(provider)),
        )

    def _doubts(self, provider: Provider | None) -> list[str]:
        """Servers elsewhere that the DNS alone speaks for; RFC 6186 section 6 wants them confirmed."""
        if provider is not None:
            return []
        by_dns = (place for key, place in self.places.items() if self.how[key].startswith(_DNS))
        hosts = dict.fromkeys(place.server.host for place in by_dns)
        return [
            f"{host} lies outside of {self.domain}: make sure that it is your provider's."
            for host in hosts
            if not f".{host}".endswith(f".{self.domain}")
        ]


def _provider(imap: Place | None, smtp: Place | None) -> Provider | None:
    """Return the provider of both servers, else of the one for IMAP."""
    if imap is None:
        return None
    hosts = (imap.server.host, smtp.server.host if smtp else "")
    both = (each for each in PROVIDERS.values() if (each.imap.host, each.smtp.host) == hosts)
    return next(both, None) or provider_at(imap.server.host)


def _ask_services(search: _Search, ask: Ask) -> None:
    for protocol in PROTOCOLS:
        for service, security in _SERVICES[protocol]:
            name = f"{service}.{search.domain}"
            if protocol not in search.places and (place := chosen(ask(name, "SRV"), security)):
                search.take(protocol, place, f"{_DNS} (SRV {name})")
        if protocol not in search.places:
            search.misses.append(f"The DNS of {search.domain} names no {protocol.upper()} server (SRV).")


def _ask_the_web(search: _Search, fetch: Fetch) -> None:
    domain = search.domain
    for url in (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={quote(search.address)}",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
        f"https://autoconfig.thunderbird.net/v1.1/{domain}",  # the ISPDB
    ):
        if search.over:
            return
        host = url.split("/")[2]
        try:
            content = fetch(url)
            places = autoconfig(content, search.address) if content is not None else {}
        except Trouble as trouble:
            search.misses.append(trouble.text)
            continue
        if not places:
            search.misses.append(f"{host} knows no usable server for {domain}.")
        for protocol, place in places.items():
            search.take(protocol, place, f"https://{host}")


def _ask_exchangers(search: _Search, ask: Ask) -> None:
    if search.over:
        return
    try:
        hosts = exchangers(ask(search.domain, "MX"))
    except Unanswered as error:
        search.misses.append(f"The DNS could not be asked for the MX of {search.domain}: {error}.")
        return
    if provider := provider_receiving(hosts):
        search.take_provider(provider, f"{_DNS} (MX): {provider.title} receives the mail of {search.domain}")
    elif hosts:
        search.misses.append(
            f"{hosts[0]} receives the mail of {search.domain}, and is of no provider known here."
        )
    else:
        search.misses.append(f"The DNS of {search.domain} names no server that receives its mail (MX).")
