"""How often somebody may try: passwords, links and tokens are not found by trying them all.

Failures are counted by the address that is typed, whether there is such an account or not, and by the
network that they come from; the database keeps keyed digests of both. A password counts as wrong before
it is looked at, and no more once it was right: a hundred tries at the same time are a hundred tries.
"""

from __future__ import annotations

import hmac
import ipaddress
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from intake.services.desk import Desk
from intake.store import accounts, attempts
from intake.store.database import Transaction

WINDOW: Final = timedelta(minutes=15)
OF_ADDRESS: Final = 5  # failures within the window, before it has to wait
OF_NETWORK: Final = 30  # more people sit behind one
_FIRST: Final = timedelta(seconds=30)  # that is waited, and twice as long each further time
_NETWORK: Final = 64  # bits of an IPv6 address that one household has


class TooMany(Exception):  # noqa: N818 - what it says
    """Somebody tried too often; `wait` is how long it takes until the next try is looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many tries")
        self.wait = wait

    @property
    def minutes(self) -> int:
        """The time to wait, as it is told."""
        return max(1, math.ceil(self.wait / timedelta(minutes=1)))


@dataclass
class Try:
    """One try; it failed, unless it is said that it was right."""

    right: bool = False


@contextmanager
def tried(desk: Desk, *, email: str | None, client: str | None) -> Iterator[Try]:
    """Look at one try of an address from a network; within it, say `right` where it was.

    Raises:
        TooMany: it is not looked at.

    """
    with desk.database.write() as tx:
        address, network = _of_address(tx, email), _of_network(tx, client)
        limits = {address: OF_ADDRESS, network: OF_NETWORK}
        whos = [who for who in limits if who]
        attempts.hold(tx, whos)
        _check(tx, limits, desk.now())
        ids = attempts.add(tx, whos, desk.now())
    one = Try()
    try:
        yield one
    except BaseException:
        _forget(desk, ids)  # nobody knows whether it was right
        raise
    if one.right:
        _forget(desk, ids, address)


def _forget(desk: Desk, ids: Sequence[int], address: str | None = None) -> None:
    with desk.database.write() as tx:
        attempts.forget(tx, ids=ids, who=address)


def allow(desk: Desk, client: str | None) -> None:
    """Look whether a network may try a link or a token. Raises TooMany."""
    with desk.database.read() as tx:
        _check(tx, {_of_network(tx, client): OF_NETWORK}, desk.now())


def failed(desk: Desk, client: str | None) -> None:
    """Note that a link or a token of that network was none."""
    with desk.database.write() as tx:
        network = _of_network(tx, client)
        attempts.add(tx, [network] if network else [], desk.now())
        attempts.sweep(tx, desk.now() - WINDOW)


def forgive(tx: Transaction, email: str) -> None:
    """Let an address try again at once: its person came in another way."""
    attempts.forget(tx, who=_of_address(tx, email))


def wait(failures: Sequence[datetime], limit: int, now: datetime) -> timedelta:
    """How long is waited after those failures of the window, oldest first."""
    if len(failures) < limit:
        return timedelta()
    pause = min(_FIRST * float(2 ** min(len(failures) - limit, 10)), WINDOW)
    return max(failures[-1] + pause - now, timedelta())


def _check(tx: Transaction, limits: Mapping[str | None, int], now: datetime) -> None:
    found = attempts.since(tx, [who for who in limits if who], now - WINDOW)
    longest = max((wait(found[who], limit, now) for who, limit in limits.items() if who), default=timedelta())
    if longest:
        raise TooMany(longest)


def _of_address(tx: Transaction, email: str | None) -> str | None:
    return _digest(tx, f"address {unicodedata.normalize('NFC', email).lower()}") if email else None


def _of_network(tx: Transaction, client: str | None) -> str | None:
    """Of one IPv4 address, or of the 64 bits that a provider gives with IPv6; None: it is no address."""
    try:
        address = ipaddress.ip_address((client or "").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    bits = _NETWORK if address.version == 6 else address.max_prefixlen  # noqa: PLR2004
    return _digest(tx, f"network {ipaddress.ip_network((address, bits), strict=False)}")


def _digest(tx: Transaction, who: str) -> str:
    return hmac.new(accounts.key(tx), who.encode(errors="replace"), sha256).hexdigest()
