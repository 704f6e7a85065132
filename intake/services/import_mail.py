"""Mails out of files take the way of every mail: bytes kept, judged, written, each once.

An imported mail lies in no folder of a server. Its place in the ledger is the digest of its bytes, so
that neither the same file given again nor the same mail in another file makes a second row; and an import
that was broken off is simply made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from intake.domain.exported import is_expunged, restored, same_mail
from intake.domain.model import Mailbox
from intake.domain.storage import BlobDamaged, BlobMissing
from intake.services.batch import Arrival, take_in_all
from intake.services.desk import Desk, Kept, Mail
from intake.services.receive import file_copy, receive
from intake.services.record import Done
from intake.store import ledger, outbox

_MAILS: Final = 64  # in one round
_BYTES: Final = 16 << 20
_NAMESAKES: Final = 10  # mails of one Message-ID that are looked at; some programs give all mails the same
_OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(kw_only=True, slots=True)
class Imported:
    """What an import did."""

    done: list[Done] = field(default_factory=list)  # the mails that are new
    known: int = 0  # mails that were imported before, or erased
    expunged: int = 0  # mails that their program has deleted, though they are in the file still
    held: int = 0  # letters that wait for a person


def import_mail(
    desk: Desk, mailbox: Mailbox, mails: Iterable[Kept], *, answer: bool, read: Callable[[int], None]
) -> Imported:
    """Take in mails out of files, as if they had come to a mailbox; `read` is told how far it is, in bytes.

    Their letters are held, unless an `answer` is asked for: then they go as if the mails had been polled.

    Raises:
        Trouble: the database or the storage cannot be used; what is left is taken in the next time.

    """
    result = Imported()
    for group, end in _rounds(_arrivals(desk, mailbox, mails, result, answer=answer)):
        if desk.stopping.is_set():
            break
        _take_in(desk, mailbox, group, result)
        read(end)
    with desk.database.read() as tx:
        result.held = outbox.held(tx, [each.id for each in result.done])
    return result


@dataclass(frozen=True, slots=True)
class _Found:
    arrival: Arrival
    message_id: str | None
    end: int


def _arrivals(
    desk: Desk, mailbox: Mailbox, mails: Iterable[Kept], result: Imported, *, answer: bool
) -> Iterator[_Found]:
    for kept in mails:
        if desk.stopping.is_set():
            return
        if is_expunged(kept.raw):
            result.expunged += 1
            continue
        raw = restored(kept.raw, quoted=kept.quoted)
        digest, trace = sha256(raw).hexdigest(), desk.trace(raw)
        times = (
            (trace.received_at, "as its newest Received header says"),
            (kept.filed_at, "as the mbox or Maildir says that kept it"),
            (trace.dated, "as its Date header says, for nothing else tells it"),
            (kept.saved_at, "before its file was last written, and nothing else tells when"),
        )
        received_at, told = _believed(times, desk.now())
        mail = Mail(
            mailbox=mailbox,
            raw=raw,
            sha256=digest,
            received_at=received_at,
            imported=f"imported, received {told}",
            silent=not answer,
        )
        arrival = Arrival(mail=mail, copy=ledger.imported(mailbox.name, digest))
        yield _Found(arrival, trace.message_id, kept.read)


def _believed(times: Sequence[tuple[datetime | None, str]], now: datetime) -> tuple[datetime, str]:
    """The first time that can be one of receipt: neither absurdly old nor still to come."""
    for when, told in times:
        if when is not None and _OLDEST <= when <= now:
            return when, told
    return now, "at a time that nothing tells: it counts as received now"


def _rounds(found: Iterator[_Found]) -> Iterator[tuple[list[_Found], int]]:
    """Divide the mails, so that no round holds two that may be the same: one is written before the other."""
    group: list[_Found] = []
    size, names = 0, set[str]()
    for each in found:
        mail = each.arrival.mail
        same = names.intersection((mail.sha256, each.message_id or mail.sha256))
        if group and (same or len(group) >= _MAILS or size + len(mail.raw) > _BYTES):
            yield group, group[-1].end
            group, size, names = [], 0, set()
        group.append(each)
        size += len(mail.raw)
        names.update((mail.sha256, each.message_id or mail.sha256))
        if size > _BYTES:  # a large mail is not kept waiting while the next is read
            yield group, each.end
            group, size, names = [], 0, set()
    if group:
        yield group, group[-1].end


def _take_in(desk: Desk, mailbox: Mailbox, group: Sequence[_Found], result: Imported) -> None:
    """Take in a round: what is here already, what is here in other bytes, and what is new."""

    def finished(_: Arrival, done: Done | None) -> None:
        if done:
            result.done.append(done)
        else:
            result.known += 1

    with desk.database.read() as tx:
        before = ledger.imported_before(tx, mailbox.name, [each.arrival.copy for each in group])
    fresh = [each for each in group if each.arrival.copy not in before]
    result.known += len(group) - len(fresh)
    originals = _originals(desk, mailbox, fresh)
    for each in fresh:
        if (original := originals.get(each.arrival.copy)) and not desk.stopping.is_set():
            mail, copy = each.arrival.mail, each.arrival.copy
            finished(each.arrival, file_copy(desk, mail, copy, original) or receive(desk, mail, copy))
    take_in_all(desk, (each.arrival for each in fresh if each.arrival.copy not in originals), finished)


def _originals(desk: Desk, mailbox: Mailbox, group: Sequence[_Found]) -> dict[ledger.Copy, int]:
    """The mails that are here already in other bytes, by the row of the first of each."""
    named = {each.message_id: each.arrival for each in group if each.message_id}
    with desk.database.read() as tx:
        rows = ledger.known_as(tx, mailbox.name, list(named))
    found: dict[ledger.Copy, int] = {}
    tried = Counter[str]()
    for row in rows:
        arrival = named[row.message_id]
        tried[row.message_id] += 1
        if arrival.copy in found or row.sha256 == arrival.mail.sha256 or tried[row.message_id] > _NAMESAKES:
            continue
        with suppress(BlobDamaged, BlobMissing):
            if same_mail(arrival.mail.raw, desk.blobs.get(row.sha256)):
                found[arrival.copy] = row.id
    return found
