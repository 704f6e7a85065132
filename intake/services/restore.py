"""A backup put back: all of it is verified before anything is touched, and again by what is read back.

First the database is nobody's (`store.restoring`), then the mails are put into the storage, then all rows
are written, brought to this version's schema and settled in one transaction. Who dies before its end
leaves an unusable database, and gives the command again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Final

from intake.crash import crashpoint
from intake.domain.storage import BlobDamaged
from intake.domain.trouble import Trouble
from intake.services.backup import Note
from intake.services.desk import Blobs, Desk
from intake.services.verify import NAME, Members, Verified
from intake.store import audit, restoring, rows, upgrading
from intake.store.database import Transaction

_AT_ONCE: Final = 8 << 20  # bytes of mails put into the storage together
_MOST_AT_ONCE: Final = 200  # of them
_ROWS_AT_ONCE: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """What a restore came to."""

    letters_unknown: int  # which may have gone out since the backup
    missing: Sequence[str]  # mails that the storage had lost before the backup


def refuse_full(desk: Desk, found: Verified) -> None:
    """Refuse a database that is not empty, and a storage that has other mails than the backup's.

    Raises:
        Trouble: so it is, or one of them cannot be used.

    """
    restoring.refuse_full(desk.database)
    desk.blobs.check()
    strange = sum(bytes.fromhex(name) not in found.mails for name in desk.blobs.names())
    if strange:
        raise Trouble(
            f"The storage is not empty: {strange} mail(s) in it are not in the backup. Nothing was touched.",
            "Move the old storage aside, and keep it, for what came since is in it; or name another one.",
        )


def restore(desk: Desk, members: Members, found: Verified, note: Note | None = None) -> Restored:
    """Put a verified backup into an empty database and storage.

    Raises:
        Trouble: they are not empty, or cannot be used; the backup is another one by now. To be given
            again then: until it is done, the database refuses every command.

    """
    _refuse_early(desk, found)
    refuse_full(desk, found)
    restoring.begin(desk.database)
    crashpoint("restore begun")
    _put_mails(desk, members, found, note)
    crashpoint("mails restored")
    with desk.database.write() as tx:
        restoring.make_tables(tx, desk.database.shown, found.schema)
        _put_rows(tx, members, found)
        upgrading.bring_to(tx, "head")
        unknown = restoring.settle(tx, desk.now())
        words = f"of {found.taken_at:%Y-%m-%d %H:%M} UTC, schema {found.schema}"
        audit.record(tx, at=desk.now(), actor=desk.actor, action="restore", note=words)
        crashpoint("rows restored")
    crashpoint("restored")
    return Restored(letters_unknown=unknown, missing=(*found.manifest["missing"], *found.manifest["erased"]))


def _refuse_early(desk: Desk, found: Verified) -> None:
    """Refuse a clock that is behind: by it mail that was answered would have come after the restore."""
    if desk.now() < found.taken_at:
        raise Trouble(
            f"It is {desk.now():%Y-%m-%d %H:%M:%S} UTC by the clock of this machine, and the backup is of "
            f"{found.taken_at:%Y-%m-%d %H:%M:%S} UTC. Nothing was touched.",
            "Set the clock (NTP), then give the command again.",
        )


def _put_mails(desk: Desk, members: Members, found: Verified, note: Note | None) -> None:
    """Put all mails into the storage; then ask it which it has. What is there already is read."""
    before = set(desk.blobs.names())
    batch: list[bytes] = []
    apart: list[str] = []
    number = 0

    def put() -> None:
        desk.blobs.put_many(batch)
        for digest in apart:
            desk.blobs.set_apart(digest)
        batch.clear()
        apart.clear()
        if note:
            note("mails", number, len(found.mails))

    for member in members():
        kept, _, digest = member.name.partition("/")
        if kept in ("blobs", "infected"):
            data = member.read()
            if hashlib.sha256(data).hexdigest() != digest:
                raise _changed()
            if digest in before:
                _drop_damaged(desk.blobs, digest)
            batch.append(data)
            apart += [digest] if kept == "infected" else []
            number += 1
            if sum(map(len, batch)) > _AT_ONCE or len(batch) == _MOST_AT_ONCE:
                put()
    put()
    there = {bytes.fromhex(name) for name in desk.blobs.names()}
    if lacking := len(found.mails - there):
        raise Trouble(
            f"{lacking} mail(s) that were put into the storage are not there.",
            "Look at the storage, then give the command again.",
        )


def _drop_damaged(blobs: Blobs, digest: str) -> None:
    try:
        blobs.get(digest)
    except BlobDamaged:
        blobs.delete(digest)


def _put_rows(tx: Transaction, members: Members, found: Verified) -> None:
    """Write all rows, and prove them by what the database gives back."""
    for member in members():
        match = NAME.fullmatch(member.name)
        if match and match["table"]:
            data = member.read()
            if hashlib.sha256(data).hexdigest() != found.manifest["files"][member.name][1]:
                raise _changed()
            columns = found.shape[match["table"]]
            lines = iter(data.splitlines())
            while some := list(islice(lines, _ROWS_AT_ONCE)):
                rows.fill(tx, match["table"], columns, [rows.parsed(line, columns) for line in some])
    for name, columns in found.shape.items():
        rows.go_on_counting(tx, name, columns)
        tally = rows.Tally()
        for line in rows.lines(tx, name, columns):
            tally.add(line)
        if asdict(tally.counted) != found.manifest["tables"][name]:
            raise Trouble(
                f"Table {name} came back otherwise than it was written.",
                "No row was kept. Look at the database and its disk, then give the command again.",
            )


def _changed() -> Trouble:
    return Trouble("The backup has changed since it was verified.", "Give the command again.")
