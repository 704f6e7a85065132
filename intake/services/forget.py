"""Erase a person's data everywhere, and prove it; erase dossiers whose retention is over.

The database goes first: one transaction takes the rows away and leaves a tombstone for each mail,
which knows the mail again and says nothing. Bytes that no row names any more go after it; what a
dying process leaves of them is found by the next `sweep`, since nothing names it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from intake.crash import crashpoint
from intake.domain.model import Posting
from intake.domain.trouble import Trouble
from intake.services import digest
from intake.services.desk import Desk
from intake.services.retention import over
from intake.services.search import Search, names, read_mails
from intake.store import alarms, audit, forget, outbox, workers
from intake.store import told as told_store
from intake.store.database import Transaction
from intake.store.forget import Belongings

log = logging.getLogger(__name__)

# `raw_mails` are files: several copies of a mail on the server are kept once.
KINDS = (
    *("applications", "messages", "documents", "corrections", "letters", "requests", "notes"),
    *("digests", "raw_mails", "alarms"),
)

_PATIENCE = 60  # seconds that a letter in a sender's hand is waited for
# Bytes without a row, put lately, tell `receive` on which mail we died: a restart must not sweep them.
_LATELY = 86_400.0  # seconds
_ROUNDS = 3  # mail of the person may arrive while it is erased
_AT_ONCE = 200  # dossiers of a posting in one transaction
# Tables that may hold what other people wrote about the person.
_OTHERS = ("application", "message", "document", "letter")


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """What was erased, what is left of it, and the mails of other people that mention the address."""

    address: str
    removed: dict[str, int]
    left: int
    mentioned: tuple[int, ...]  # ledger ids


@dataclass(frozen=True, kw_only=True, slots=True)
class Retired:
    """The dossiers of one posting whose retention was over."""

    posting: str
    dossiers: int


def erase(desk: Desk, address: str, *, dry_run: bool = False) -> Erased:
    """Erase everything of the person with that address; `dry_run` only counts it.

    A mail in a dossier is its candidate's, whoever sent it; any other is its sender's, and a delivery
    report is whose letter it speaks of. A mail of somebody else that mentions the address stays, and
    is told.

    Raises:
        Trouble: the address is a colleague's or our own; a letter to the person is being sent for
            longer than a minute; the database or the storage cannot be used. Doing it again is safe.

    """
    address = address.strip().lower()
    if address in desk.colleagues.addresses:
        raise Trouble(
            "That is an address of this configuration: a recruiter's, an admin's or our own.",
            "Take it out of intake.yaml and of the postings first; mails of candidates may bear it.",
        )
    search = Search()
    read_mails(desk, address, search)
    if dry_run:
        with desk.database.read() as tx:
            found = forget.of_person(tx, address, search.theirs)
            digests = _notices(desk, tx, _terms(found, address), {}, found)
            counted = forget.count(tx, found) | {"digests": len(digests), "alarms": 0}
            mentioned = _mentioned(tx, found, search)
        return Erased(address=address, removed=counted, left=0, mentioned=mentioned)
    removed = dict.fromkeys(KINDS, 0)
    for _ in range(_ROUNDS):
        if not _remove(
            desk, lambda tx: forget.of_person(tx, address, search.theirs), "erase", removed, address
        ):
            break
        read_mails(desk, address, search)
    sweep(desk)
    desk.database.compact()
    crashpoint("compacted")
    return _proof(desk, address, removed, search)


def retire(desk: Desk) -> list[Retired]:
    """Erase the dossiers of every posting that ended longer ago than its `retention`.

    Those in `review`, and those with a letter that is not done with, wait for a person.

    Raises:
        Trouble: a digest is being sent for longer than a minute, or the database or the storage
            cannot be used. Doing it again is safe.

    """
    done: list[Retired] = []
    for posting in over(desk):
        number = 0
        while removed := _retire_some(desk, posting):
            number += removed
        if number:
            log.info("posting=%s %d dossier(s) erased: their retention is over", posting.id, number)
            done.append(Retired(posting=posting.id, dossiers=number))
    sweep(desk, _LATELY)
    if done:
        desk.database.compact()
    return done


def sweep(desk: Desk, older: float = 0) -> int:
    """Remove the bytes that no row names; return how many files.

    Bytes that were put and are not named yet may go as well: their writer looks again, and puts them
    again, in the transaction that names them. Those put within `older` seconds, and not erased, stay.
    """
    desk.blobs.sweep(older)
    old = set(desk.blobs.names(older))  # before the transaction: a bucket takes its time to name all
    kept = set(desk.blobs.names()) if older else old
    with desk.database.read() as tx:
        unnamed = sorted(kept - forget.named(tx))
        found = [name for name in unnamed if name in old or forget.is_buried(tx, name)]
    return sum(drop(desk, name) for name in found)


def drop(desk: Desk, sha256: str) -> bool:
    """Remove those bytes unless a row names them; whether they were removed."""
    with desk.database.write() as tx:
        dropped = forget.is_unnamed(tx, sha256) and desk.blobs.delete(sha256)
    crashpoint("bytes erased")
    return dropped


def _retire_some(desk: Desk, posting: Posting) -> int:
    def some(tx: Transaction) -> Belongings:
        ready, _ = forget.past_retention(tx, posting.id)
        return forget.of_dossiers(tx, ready[:_AT_ONCE])

    with desk.database.read() as tx:
        if not some(tx):
            return 0
    removed = dict.fromkeys(KINDS, 0)
    _remove(desk, some, "retire", removed)
    return removed["applications"]


# --- removal -----------------------------------------------------------------


def _remove(
    desk: Desk,
    find: Callable[[Transaction], Belongings],
    action: str,
    removed: dict[str, int],
    *words: str,
) -> bool:
    """Remove what is found, in one transaction, once no sender has a letter of it; False: nothing was."""
    texts: dict[int, str] = {}
    with desk.database.read() as tx:
        _notices(desk, tx, (), texts)  # read before the lock is taken
    for _ in range(_PATIENCE):
        with desk.database.write() as tx:
            now = desk.now()
            outbox.recover(tx, workers.the_dead(tx, desk.me, now), now)
            what = find(tx)
            told = _notices(desk, tx, _terms(what, *words), texts, what)
            if all(row.state not in forget.IN_HAND for row in (*what.letters, *told)):
                counted = forget.count(tx, what) | {"digests": len(told)}
                counted["alarms"] = sum(forget.drop_alarms(tx, word) for word in words)
                if not any(counted.values()):
                    return False
                forget.remove(tx, what, now)
                _renew(desk, tx, told)
                _note(desk, tx, action, what, counted)
                crashpoint("erasing")
                break
        if desk.stopping.wait(1):
            raise Trouble("intake is being stopped.", "Erase again later.")
    else:
        raise Trouble("A letter that is to be erased is being sent.", "Erase again in some minutes.")
    crashpoint("erased")
    for kind, number in counted.items():
        removed[kind] += number
    return True


def _terms(what: Belongings, *words: str) -> set[str]:
    """What a digest would call these people by."""
    called = {word for row in what.applications for word in (row.name, row.email, row.reference) if word}
    return {" ".join(term.split()).casefold() for term in (*called, *words)} - {""}


def _notices(
    desk: Desk,
    tx: Transaction,
    terms: Collection[str],
    texts: dict[int, str],
    what: Belongings | None = None,
) -> list[Any]:
    """The digests and alarms that speak of them, or that have one of their dossiers in a file with them.

    `texts` holds those that were read already.
    """
    rows, dossiers = forget.notices(tx), {row.id for row in what.applications} if what else set()
    for row in rows:
        if row.id not in texts:
            texts[row.id] = " ".join(desk.words(forget.notice_bytes(tx, row.id)).split()).casefold()
    return [row for row in rows if _speaks(texts[row.id], terms) or not dossiers.isdisjoint(row.tells or ())]


def _speaks(text: str, terms: Collection[str]) -> bool:
    return any(
        term in text and re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None for term in terms
    )


def _renew(desk: Desk, tx: Transaction, told: Sequence[Any]) -> None:
    """Empty the digests that went out; make the others again, without what is erased."""
    for row in told:
        taken_back = forget.drop_notice(tx, row.id)
        if taken_back and taken_back.day:
            digest.again(desk, tx, taken_back.recruiter, taken_back.day)
        elif taken_back and taken_back.kind == "alarm":
            alarms.untell(tx)  # what still holds is told at the next watch
        elif taken_back:
            told_store.take_back(tx, taken_back.recipient, taken_back.created_at)


def _note(desk: Desk, tx: Transaction, action: str, what: Belongings, counted: dict[str, int]) -> None:
    numbers = ", ".join(f"{kind} {number}" for kind, number in counted.items() if number)
    audit.record(tx, at=desk.now(), actor=desk.actor, action=action, note=numbers)
    for row in what.applications:
        audit.record(tx, at=desk.now(), actor=desk.actor, action=action, application=row.reference)
    log.info("%s: %s", action, numbers)


# --- the proof ---------------------------------------------------------------


def _proof(desk: Desk, address: str, removed: dict[str, int], search: Search) -> Erased:
    """Search everything again; what is the person's is `left`, what is somebody else's is told."""
    read_mails(desk, address, search)
    with desk.database.read() as tx:
        found = forget.of_person(tx, address, search.theirs)
        notices = _notices(desk, tx, {address}, {})
        hits = {
            table: [row for row in rows if any(names(str(value), address) for value in row)]
            for table, rows in forget.rows_that_hold(tx, address).items()
        }
        elsewhere = sum(len(rows) for table, rows in hits.items() if table not in _OTHERS)
        told = {row.id for row in hits.get("message", ())} | {
            row.message_id for row in hits.get("document", ())
        }
        return Erased(
            address=address,
            removed=removed,
            left=len(found) + len(notices) + elsewhere + len(search.unread),
            mentioned=_mentioned(tx, found, search, told),
        )


def _mentioned(
    tx: Transaction, found: Belongings, search: Search, told: Collection[int] = ()
) -> tuple[int, ...]:
    """The mails of other people that name the address, by what their bytes say or by ledger id (`told`)."""
    named = search.theirs | search.mentioned
    own = {row.id for row in found.messages}
    return tuple(
        row.id
        for row in forget.kept_mails(tx)
        if row.id not in own and (row.sha256 in named or row.id in told)
    )
