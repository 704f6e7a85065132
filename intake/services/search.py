"""Search the kept bytes for a person: which mails are theirs, which only mention them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from intake.domain.model import Message
from intake.domain.storage import BlobMissing
from intake.domain.trouble import Trouble, Unreadable
from intake.services.desk import Desk
from intake.store import forget

_THEIR_HEADERS = ("from", "sender", "reply-to")
_RAW_HEADER = re.compile(
    rb"^(?:from|sender|reply-to)[ \t]*:.*(?:\r?\n[ \t].*)*", re.IGNORECASE | re.MULTILINE
)
_RAW_HEADERS_END = 100_000  # bytes


@dataclass(kw_only=True, slots=True)
class Search:
    """The mails that are the person's, that only mention them, and that cannot be read, by their digests."""

    theirs: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    searched: set[str] = field(default_factory=set)


def read_mails(desk: Desk, address: str, search: Search) -> None:
    """Search the kept bytes of the mails that were not searched before."""
    with desk.database.read() as tx:
        kept = {row.sha256 for row in forget.kept_mails(tx)}
        known = {row.sha256 for row in forget.of_person(tx, address).messages}
    for sha256 in sorted(kept - known - search.searched):
        search.searched.add(sha256)
        found = _verdict(desk, sha256, address, search)
        if found is not None:
            found.add(sha256)


def _verdict(desk: Desk, sha256: str, address: str, search: Search) -> set[str] | None:
    """Where a mail with those bytes is to be noted; None where it says nothing of the address."""
    try:
        raw = desk.blobs.get(sha256)
    except BlobMissing:
        return None
    except Trouble:
        return search.unread
    if not names(desk.words(raw), address):
        return None
    try:
        message = desk.parse(raw, datetime.now(UTC))
    except Unreadable:
        written = b" ".join(found[0] for found in _RAW_HEADER.finditer(raw[:_RAW_HEADERS_END]))
        own = names(written.decode("utf-8", "replace"), address)
    else:
        own = is_theirs(message, address, forwarded=desk.colleagues.include)
    return search.theirs if own else search.mentioned


def is_theirs(message: Message, address: str, *, forwarded: Callable[[str], bool]) -> bool:
    """Whether a mail that names an address, and is in nobody's dossier, is that person's.

    It is where it says to come from there, where a colleague (`forwarded`) passed it on, and where it
    is a delivery report.
    """
    if message.bounce is not None:
        return True
    if any(names(value, address) for header in _THEIR_HEADERS for value in message.header_all(header)):
        return True
    inner = message.forwarded.sender if message.forwarded else None
    passed_on = message.sender is not None and forwarded(message.sender.email)
    return passed_on and inner is not None and inner.email.lower() == address


def names(text: str, address: str) -> bool:
    """Whether a text names an address, and not a longer one that holds it."""
    pattern = rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None
