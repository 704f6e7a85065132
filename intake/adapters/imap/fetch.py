"""Fetching mails byte for byte, without marking them read and without losing one to another's fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal

from intake.adapters.imap.client import LARGEST
from intake.adapters.imap.errors import RefusedError
from intake.adapters.imap.line import Line, nonsense

BATCH_MAILS = 50
BATCH_BYTES = 8 << 20
LARGE = 2 << 20  # bytes from which a mail is fetched alone, in windows
WINDOW = 1 << 20  # bytes
UIDS_A_COMMAND = 200  # imapclient sends UIDs one by one, and command lines have a limit

Skip = Literal["vanished", "empty", "oversize", "unreadable"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A mail as the server gave it; `received_at` is its INTERNALDATE in UTC."""

    uid: int
    received_at: datetime | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches from the open folder of `line`; `skipped` tells which mails were not yielded, and why."""

    line: Line
    skipped: dict[int, Skip]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Return RFC822.SIZE in bytes; a UID that is gone, or has no size, is left out."""
        found: dict[int, int] = {}
        for chunk in chunks(uids):
            with self.line.speaking():
                answer = self.line.client.fetch_by_uid(chunk, "(RFC822.SIZE)")
            for uid, items in answer.items():
                if (size := number(items.get(b"RFC822.SIZE"))) is not None:
                    found[uid] = size
        return found

    def fetch(self, uids: Sequence[int], *, singly: bool = False) -> Iterator[Fetched]:
        """Yield the mails of the open folder in the order of `uids`; flags stay as they are.

        Those not yielded are named in `skipped`. `singly` asks for one mail at a time, and for all of
        it: the way to find the one on which a server hangs up, and to get it where a window was the
        matter (Dovecot 2.3 hangs up on one that begins at a bare CR).

        Raises LostError; what was yielded before is whole.
        """
        for chunk in chunks(uids):
            sizes = self.sizes(chunk)
            for batch in _batches(chunk, sizes, 1 if singly else BATCH_MAILS):
                if len(batch) == 1:
                    yield from self._fetch_one(batch[0], sizes.get(batch[0]), whole=singly)
                else:
                    yield from self._fetch_batch(batch, sizes)

    def _fetch_batch(self, uids: Sequence[int], sizes: dict[int, int]) -> Iterator[Fetched]:
        try:
            answer = self._ask(uids, "BODY.PEEK[]")
        except RefusedError:  # one of them spoils the answer of all
            for uid in uids:
                yield from self._fetch_one(uid, sizes[uid])
            return
        for uid in uids:
            yield from self._take(uid, answer.get(uid), sizes[uid])

    def _fetch_one(self, uid: int, size: int | None, *, whole: bool = False) -> Iterator[Fetched]:
        if size is not None and size > LARGEST:
            self.skipped[uid] = "oversize"
            return
        try:
            if size is not None and (whole or size <= LARGE):
                yield from self._take(uid, self._ask([uid], "BODY.PEEK[]").get(uid), size)
            else:
                yield from self._take(uid, self._windows(uid), size)
        except RefusedError:
            self.skipped[uid] = "unreadable"

    def _windows(self, uid: int) -> dict[bytes, Any] | None:
        """Fetch one mail in windows (RFC 3501 §6.4.5, partial), until one is empty.

        RFC822.SIZE is no measure: some servers only estimate it.
        """
        parts: list[bytes] = []
        offset, received_at = 0, None
        while offset <= LARGEST:
            items = self._ask([uid], f"BODY.PEEK[]<{offset}.{WINDOW}>").get(uid)
            if items is None:
                return None
            received_at = received_at or items.get(b"INTERNALDATE")
            key = _body_key(items)
            part = items.get(key)
            if not part:
                break
            whole = key == b"BODY[]" and not parts  # a server without windows
            if not isinstance(part, bytes) or not (whole or key == b"BODY[]<%d>" % offset):
                raise nonsense()
            parts.append(part)
            offset += len(part)
            if whole:
                break
        return {b"INTERNALDATE": received_at, b"BODY[]": b"".join(parts)}

    def _take(self, uid: int, items: dict[bytes, Any] | None, size: int | None) -> Iterator[Fetched]:
        if items is None or b"BODY[]" not in items:
            self.skipped[uid] = "vanished"
        elif (raw := items[b"BODY[]"]) is not None and not isinstance(raw, bytes):
            self.skipped[uid] = "unreadable"
        elif not raw and size != 0:
            self.skipped[uid] = "empty"
        elif raw and len(raw) > LARGEST:
            self.skipped[uid] = "oversize"
        else:
            yield Fetched(uid=uid, received_at=_instant(items.get(b"INTERNALDATE")), raw=raw or b"")

    def _ask(self, uids: Sequence[int], body: str) -> dict[int, dict[bytes, Any]]:
        with self.line.speaking():
            return self.line.client.fetch_by_uid(uids, f"(INTERNALDATE {body})")


def _batches(uids: Sequence[int], sizes: dict[int, int], most: int) -> Iterator[list[int]]:
    """Split into batches bounded by count and bytes; a mail that is large or of unknown size is alone."""
    batch: list[int] = []
    weight = 0
    for uid in uids:
        size = sizes.get(uid, LARGE + 1)
        if batch and (len(batch) >= most or size > LARGE or weight + size > BATCH_BYTES):
            yield batch
            batch, weight = [], 0
        batch.append(uid)
        weight += size
        if size > LARGE:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def chunks(uids: Sequence[int], size: int = UIDS_A_COMMAND) -> Iterator[list[int]]:
    """Split UIDs into what one command may name."""
    rest = iter(uids)
    while chunk := list(islice(rest, size)):
        yield chunk


def _body_key(items: dict[bytes, Any]) -> bytes:
    """Return the key of the body, `BODY[]` or `BODY[]<offset>`; empty where there is none."""
    return next((key for key in items if key.startswith(b"BODY[]")), b"")


def _instant(value: object) -> datetime | None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    with suppress(ValueError, OverflowError):
        return value.astimezone(UTC)
    return None


def number(value: object) -> int | None:
    """Return a number of the server's, or None where it gave something else.

    One of up to 63 bits passes: some servers give more than the 32 that RFC 3501 §9 allows.
    """
    return value if isinstance(value, int) and 0 <= value < 1 << 63 else None
