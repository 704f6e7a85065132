"""The providers of mailboxes that `provider:` of the configuration may name, and what each asks for.

Their figures change without notice and differ by plan: these are those of the plan that a small
organisation has, as the provider's help pages gave them in 2026 unless a year stands there. What a
provider does not state is None: its refusals are obeyed all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from intake.domain.model import Guest, Security

SignIn = Literal["password", "app_password", "oauth2"]
_MB = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """Where a provider listens for one protocol."""

    host: str
    port: int
    security: Security = "tls"


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A provider: its servers, how it lets people in, and what it asks of its guests."""

    name: str  # as in the configuration
    title: str  # as people call it
    imap: Server
    smtp: Server
    sign_in: tuple[SignIn, ...]  # the best first
    authserv_id: str | None = None  # as `authserv_id` of a mailbox; None: it writes none that one can rely on
    guest: Guest
    domains: frozenset[str] = frozenset()  # of the addresses that it gives to everybody
    mx: tuple[str, ...]  # what receives for the domains that it hosts lies in one of these
    regions: tuple[str, ...] = ()  # domains in the place of mx[0], with servers of the same names there
    plus_addresses: bool = False  # jobs+anything@ comes to jobs@ with each of its accounts; False: not surely


_GOOGLE = Provider(
    name="google",
    title="Google",
    imap=Server(host="imap.gmail.com", port=993),
    smtp=Server(host="smtp.gmail.com", port=465),
    sign_in=("oauth2", "app_password"),
    authserv_id="mx.google.com",
    # "Gmail sending limits" (500 a day; 2,000 in Workspace), "Gmail bandwidth limits" (2,500 MB a day);
    # 15 connections, of which people's own clients need some.
    guest=Guest(connections=10, letters_a_day=500, download_a_day=2500 * _MB),
    domains=frozenset({"gmail.com", "googlemail.com"}),
    mx=("google.com", "googlemail.com"),
    plus_addresses=True,
)
_MICROSOFT365 = Provider(
    name="microsoft365",
    title="Microsoft 365",
    imap=Server(host="outlook.office365.com", port=993),
    smtp=Server(host="smtp.office365.com", port=587, security="starttls"),
    sign_in=("oauth2",),
    authserv_id="outlook.com",  # writes no id at all; see domain.authentication
    # "Exchange Online limits": 3 connections that send, 30 messages a minute, 10,000 recipients a day.
    guest=Guest(connections=3, letters_a_minute=30, letters_a_day=10_000),
    mx=("mail.protection.outlook.com", "mx.microsoft"),
    plus_addresses=True,  # on by default since 2022; an administrator can turn it off
)
_ENDS_OF_OUTLOOK = (
    *("com", "at", "be", "ca", "cl", "cz", "de", "dk", "es", "fi", "fr", "gr", "hu", "ie", "in", "it", "jp"),
    *(
        "nl",
        "no",
        "pt",
        "sa",
        "se",
        "co.jp",
        "co.th",
        "co.uk",
        "com.ar",
        "com.au",
        "com.br",
        "com.mx",
        "com.tr",
    ),
)
_OUTLOOK = Provider(
    name="outlook",
    title="Outlook.com",
    imap=Server(host="outlook.office365.com", port=993),
    smtp=Server(host="smtp-mail.outlook.com", port=587, security="starttls"),
    sign_in=("oauth2",),
    authserv_id="outlook.com",
    # "Sending limits in Outlook.com": to 1,000 people a day who have not written before; new accounts less.
    guest=Guest(connections=3, letters_a_day=1000),
    domains=frozenset(
        {f"{name}.{end}" for name in ("hotmail", "outlook") for end in _ENDS_OF_OUTLOOK}
        | {"live.com", "live.be", "live.ca", "live.co.uk", "live.fr", "live.nl", "msn.com", "windowslive.com"}
    ),
    mx=("olc.protection.outlook.com",),
    plus_addresses=True,
)
_OVH = Provider(
    name="ovh",
    title="OVHcloud",
    imap=Server(host="ssl0.ovh.net", port=993),
    smtp=Server(host="ssl0.ovh.net", port=465),
    sign_in=("password",),
    # 200 an hour for one account of MX Plan, as its users report.
    guest=Guest(letters_a_minute=3),
    mx=("mail.ovh.net",),
)
_GANDI = Provider(
    name="gandi",
    title="Gandi",
    imap=Server(host="mail.gandi.net", port=993),
    smtp=Server(host="mail.gandi.net", port=465),
    sign_in=("password",),
    guest=Guest(),
    mx=("mail.gandi.net",),
)
_INFOMANIAK = Provider(
    name="infomaniak",
    title="Infomaniak",
    imap=Server(host="mail.infomaniak.com", port=993),
    smtp=Server(host="mail.infomaniak.com", port=465),
    sign_in=("app_password", "password"),
    # "Limits and restrictions of the mail service": 1,440 a day; 100 for a single address, 500 for my kSuite.
    guest=Guest(letters_a_day=1440),
    domains=frozenset({"ik.me", "ikmail.com"}),
    mx=("infomaniak.ch", "infomaniak.com"),
)
_YAHOO = Provider(
    name="yahoo",
    title="Yahoo",
    imap=Server(host="imap.mail.yahoo.com", port=993),
    smtp=Server(host="smtp.mail.yahoo.com", port=465),
    sign_in=("app_password",),
    # "SMTP sending limits": 500 a day.
    guest=Guest(letters_a_day=500),
    domains=frozenset(
        {"yahoo.com", "yahoo.fr", "yahoo.ca", "yahoo.co.uk", "yahoo.de", "yahoo.es", "yahoo.it"}
        | {"yahoo.com.br", "yahoo.in", "yahoo.co.in", "ymail.com", "rocketmail.com", "myyahoo.com"}
    ),
    mx=("yahoodns.net",),
)
_ZOHO = Provider(
    name="zoho",
    title="Zoho Mail",
    imap=Server(host="imappro.zoho.com", port=993),  # of organisations that pay: no other ones have IMAP
    smtp=Server(host="smtppro.zoho.com", port=465),
    sign_in=("app_password", "password"),
    # "Rates and limits": by the sender's name, 50 to 500 an hour.
    guest=Guest(letters_a_minute=8),
    mx=("zoho.com", "zohomail.com"),
    regions=("zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp", "zoho.sa", "zohocloud.ca", "zoho.com.cn"),
)
_ICLOUD = Provider(
    name="icloud",
    title="iCloud Mail",
    imap=Server(host="imap.mail.me.com", port=993),
    smtp=Server(host="smtp.mail.me.com", port=587, security="starttls"),
    sign_in=("app_password",),
    # "Mailbox size and message sending limits in iCloud": 1,000 a day.
    guest=Guest(letters_a_day=1000),
    domains=frozenset({"icloud.com", "me.com", "mac.com"}),
    mx=("mail.icloud.com",),
    plus_addresses=True,
)
_FASTMAIL = Provider(
    name="fastmail",
    title="Fastmail",
    imap=Server(host="imap.fastmail.com", port=993),
    smtp=Server(host="smtp.fastmail.com", port=465),
    sign_in=("app_password",),
    guest=Guest(),
    domains=frozenset({"fastmail.com", "fastmail.fm"}),
    mx=("messagingengine.com",),
    plus_addresses=True,
)

PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (
        *(_GOOGLE, _MICROSOFT365, _OUTLOOK, _OVH, _GANDI, _INFOMANIAK, _YAHOO, _ZOHO, _ICLOUD, _FASTMAIL),
    )
}


def provider_at(host: str) -> Provider | None:
    """Return the provider whose IMAP or SMTP server that is, or None.

    Microsoft's two share a server for IMAP: it is told as Microsoft 365's.
    """
    host = host.lower().rstrip(".")
    regional = (_regional(each, region) for each in PROVIDERS.values() for region in each.regions)
    known = (*PROVIDERS.values(), *regional)
    return next((each for each in known if host in (each.imap.host, each.smtp.host)), None)


def provider_of(domain: str) -> Provider | None:
    """Return the provider that gives addresses of that domain to everybody, or None."""
    return next((each for each in PROVIDERS.values() if domain.lower().rstrip(".") in each.domains), None)


def provider_receiving(exchangers: Iterable[str]) -> Provider | None:
    """Return the provider that receives a domain's mail, by its mail exchangers (MX), or None.

    Where it serves that region from other hosts, they are those of the region.
    """
    for host in (exchanger.lower().rstrip(".") for exchanger in exchangers):
        for provider in PROVIDERS.values():
            if any(_within(host, domain) for domain in provider.mx):
                return provider
            for region in provider.regions:
                if _within(host, region):
                    return _regional(provider, region)
    return None


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _regional(provider: Provider, region: str) -> Provider:
    def there(server: Server) -> Server:
        return replace(server, host=server.host.replace(provider.mx[0], region))

    return replace(provider, imap=there(provider.imap), smtp=there(provider.smtp))
