"""Domains at which anyone may have a mailbox: they name no organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FREE_MAIL = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.fr",
        "hotmail.com",
        "hotmail.fr",
        "hotmail.co.uk",
        "live.com",
        "live.fr",
        "live.co.uk",
        "msn.com",
        "yahoo.com",
        "yahoo.fr",
        "yahoo.co.uk",
        "yahoo.ca",
        "ymail.com",
        "rocketmail.com",
        "aol.com",
        "aol.fr",
        "icloud.com",
        "me.com",
        "mac.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "gmx.com",
        "gmx.fr",
        "gmx.de",
        "gmx.net",
        "web.de",
        "mail.com",
        "mail.ru",
        "yandex.com",
        "yandex.ru",
        "zoho.com",
        "tutanota.com",
        "tuta.com",
        "fastmail.com",
        "hey.com",
        "orange.fr",
        "wanadoo.fr",
        "sfr.fr",
        "neuf.fr",
        "free.fr",
        "laposte.net",
        "bbox.fr",
        "numericable.fr",
        "menara.ma",
        "iam.ma",
        "skynet.be",
        "telenet.be",
        "bluewin.ch",
        "videotron.ca",
        "libero.it",
        "t-online.de",
        "qq.com",
        "163.com",
    }
)


def domain_of(address: str) -> str:
    """The part of an address after its last @, lower case."""
    return address.rpartition("@")[2].lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleagues:
    """Who is of the house: recruiters, admins and our own mailboxes, and their domains."""

    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, addresses: Iterable[str]) -> Colleagues:
        """Those addresses and their domains; the domain of a free-mail provider makes no colleague."""
        known = frozenset(address.lower() for address in addresses)
        return cls(addresses=known, domains=frozenset(map(domain_of, known)) - FREE_MAIL)

    def include(self, email: str) -> bool:
        """Whether that address is a colleague's."""
        return email.lower() in self.addresses or domain_of(email) in self.domains
