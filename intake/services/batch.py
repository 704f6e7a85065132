"""Mails taken in side by side: while some are judged, in several threads, the next are fetched.

They are written in the order of their UIDs, as many to a commit as are judged by then. What is not plain
(a further copy, a reply, a mail numbered anew or erased, one that may have killed us, one that we stumble
on) is taken in by itself.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count

from intake.crash import crashpoint
from intake.domain.decide import Considered
from intake.domain.trouble import Trouble
from intake.services.desk import Desk, Fetched, Mail
from intake.services.folder import Folder, each
from intake.services.receive import judge_early, receive, write_new
from intake.services.record import Done
from intake.store import ledger
from intake.store.ledger import Copy

log = logging.getLogger(__name__)

_MAILS = 16  # in one batch
_BYTES = 4 << 20
_HEAVY = 4 * _BYTES  # in hand; beyond it nothing is fetched before it is written
_AHEAD = 1  # batches that are judged while the next is fetched
_PATIENCE = 1.0  # seconds that what is judged waits for the next one, to share its commit

# Told what became of each mail, its number and how many there are.
Note = Callable[[Done | None, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A mail to take in, and where this copy of it lies."""

    mail: Mail
    copy: Copy


@dataclass(frozen=True, kw_only=True, slots=True)
class _InHand:
    """A mail on its way; `look` is under way in another thread, None for one that is taken in by itself."""

    mail: Mail
    copy: Copy
    look: Future[_Look] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Look:
    """What was found of a mail, None for one that is taken in by itself, or what went wrong.

    `unfinished`: its bytes were kept before, and no row names them.
    """

    seen: Considered | None = None
    early: Exception | None = None
    unfinished: bool = False


def take_in(desk: Desk, folder: Folder, uids: Sequence[int], note: Note) -> set[int]:
    """Take in those mails; return the UIDs that are still without a row."""
    left, missed, numbers = set(uids), set[int](), count(1)
    opened = replace(folder)  # with the numbering of what is fetched; a new connection may find another

    def finished(arrival: Arrival, done: Done | None) -> None:
        note(done, next(numbers), len(uids))
        left.discard(arrival.copy.uid)

    fetched = each(desk, folder, uids, missed)
    take_in_all(desk, (_arrival(desk, opened, mail) for mail in fetched), finished)
    return left - folder.gone(left - missed)


def _arrival(desk: Desk, folder: Folder, fetched: Fetched) -> Arrival:
    received_at = fetched.received_at or desk.received_at(fetched.raw)
    digest = hashlib.sha256(fetched.raw).hexdigest()
    mail = Mail(mailbox=folder.mailbox, raw=fetched.raw, sha256=digest, received_at=received_at)
    place = Copy(
        mailbox=folder.mailbox.name, folder=folder.name, uidvalidity=folder.uidvalidity, uid=fetched.uid
    )
    return Arrival(mail=mail, copy=place)


def take_in_all(
    desk: Desk, arrivals: Iterator[Arrival], finished: Callable[[Arrival, Done | None], None]
) -> None:
    """Take in mails of one mailbox; `finished` is told what became of each, in their order.

    Trouble that `arrivals` raises is raised when what came before it is taken in.
    """
    waiting: deque[list[_InHand]] = deque()
    broken: list[Exception] = []

    def finish() -> None:
        for hand, done in _finished(desk, waiting.popleft()):
            crashpoint("received")
            finished(Arrival(mail=hand.mail, copy=hand.copy), done)

    # While some wait for the reading processes, others are parsed.
    pool = ThreadPoolExecutor(2 * desk.reader.at_once, thread_name_prefix="judge")
    try:
        for batch in _batches(desk, arrivals, broken):
            before = {mail.mail.sha256 for hand in waiting for mail in hand}
            waiting.append(_begun(desk, batch, before, pool))
            while len(waiting) > (_AHEAD if _weight(waiting) <= _HEAVY else 0):
                finish()
        while waiting:
            finish()
    finally:
        pool.shutdown(cancel_futures=True)
    if broken:
        raise broken[0]


def _batches(desk: Desk, arrivals: Iterator[Arrival], broken: list[Exception]) -> Iterator[list[Arrival]]:
    """Divide what is fetched; trouble goes to `broken`, for what came before it is to be taken in."""
    batch: list[Arrival] = []
    size = 0
    try:
        for arrival in arrivals:
            if desk.stopping.is_set():
                break
            crashpoint("fetched")
            if batch and (len(batch) >= _MAILS or size + len(arrival.mail.raw) > _BYTES):
                yield batch
                batch, size = [], 0
            batch.append(arrival)
            size += len(arrival.mail.raw)
    except Exception as error:  # noqa: BLE001 - raised when what came before it is taken in
        broken.append(error)
    if batch:
        yield batch


def _begun(desk: Desk, batch: Sequence[Arrival], before: set[str], pool: ThreadPoolExecutor) -> list[_InHand]:
    """Have the mails of a batch judged that nothing is known of; `before` are the digests in hand."""
    with desk.database.read() as tx:
        new = ledger.unknown(tx, batch[0].copy.mailbox, [each.mail.sha256 for each in batch]) - before
    hand: list[_InHand] = []
    for arrival in batch:
        mail = arrival.mail
        look = pool.submit(_look, desk, mail) if mail.sha256 in new else None
        new.discard(mail.sha256)  # the next of the same bytes is a copy
        hand.append(_InHand(mail=mail, copy=arrival.copy, look=look))
    return hand


def _look(desk: Desk, mail: Mail) -> _Look:
    """Keep a mail's bytes, then judge it.

    Raises:
        Trouble: the storage, or the database, cannot be used.

    """
    if _keep(desk, mail):
        return _Look(unfinished=True)
    try:
        return _Look(seen=judge_early(desk, mail))
    except Trouble:
        raise
    except Exception as error:  # noqa: BLE001 - it is taken in by itself, and said there what is wrong
        return _Look(early=error)


def _keep(desk: Desk, mail: Mail) -> bool:
    """Keep a mail's bytes; True if they were kept before."""
    unfinished = desk.blobs.has(mail.sha256)
    desk.blobs.put(mail.raw)
    crashpoint("stored")
    return unfinished


def _finished(desk: Desk, hand: Sequence[_InHand]) -> Iterator[tuple[_InHand, Done | None]]:
    """Write the mails down, those that are judged in one commit; on a stop, those that were begun."""
    plain: list[tuple[_InHand, Considered]] = []
    for mail in hand:
        if desk.stopping.is_set() and (mail.look is None or mail.look.cancel()):
            continue
        if plain and mail.look and (not _ready(mail.look) or mail.look.exception()):
            yield from _together(desk, plain)
            plain = []
        look = mail.look.result() if mail.look else None
        if look and look.seen:
            plain.append((mail, look.seen))
            continue
        yield from _together(desk, plain)
        plain = []
        look = look or _Look(unfinished=_keep(desk, mail.mail))
        yield mail, receive(desk, mail.mail, mail.copy, unfinished=look.unfinished, early=look.early)
    yield from _together(desk, plain)


def _ready(look: Future[_Look]) -> bool:
    try:
        look.exception(timeout=_PATIENCE)
    except TimeoutError:
        return False
    return True


def _together(
    desk: Desk, plain: Sequence[tuple[_InHand, Considered]]
) -> Iterator[tuple[_InHand, Done | None]]:
    """Write judged mails in one commit; if that fails, for whatever reason, each is taken in by itself."""
    if not plain:
        return
    try:
        dones = write_new(desk, [(mail.mail, mail.copy, seen) for mail, seen in plain])
    except Exception as error:  # noqa: BLE001 - all was written, or nothing; each is tried by itself
        log.info("%d mail(s) are taken in one by one: %s", len(plain), type(error).__name__)
    else:
        yield from ((mail, done) for (mail, _), done in zip(plain, dones, strict=True))
        return
    for mail, _ in plain:
        yield mail, receive(desk, mail.mail, mail.copy)


def _weight(waiting: Iterable[Sequence[_InHand]]) -> int:
    return sum(len(hand.mail.raw) for batch in waiting for hand in batch)
