"""The DNS, asked through dnspython."""

from __future__ import annotations

import dns.exception
import dns.resolver

_SECONDS = 5.0  # for one question, all servers and tries together


class Unanswered(Exception):  # noqa: N818 - the noun says what it is
    """The DNS did not answer; the message says why, and completes "it could not be asked: "."""


def system_resolver() -> dns.resolver.Resolver:
    """Return the resolver that this machine is set to use. Raises Unanswered where there is none."""
    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        raise Unanswered("this machine names no server of it") from None


def ask(resolver: dns.resolver.Resolver, name: str, kind: str) -> list[tuple[str, ...]]:
    """Return the records of a kind, each split into its words; none where there are none.

    Raises Unanswered.
    """
    try:
        answer = resolver.resolve(name, kind, lifetime=_SECONDS, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.resolver.NoNameservers:
        raise Unanswered("its servers refused, or failed") from None
    except dns.exception.Timeout:
        raise Unanswered("no server of it answered in time") from None
    except (dns.exception.DNSException, OSError) as error:
        raise Unanswered(f"{type(error).__name__}") from None
    return [tuple(record.to_text().split()) for record in answer]
