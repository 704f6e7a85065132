"""A consistent copy of everything that is kept, in one file, while others work.

The rows are those of one instant. Each mail that they name is read after that, and verified; one that
was erased meanwhile is told. What is in the file, by its names:

    about.json                  what this is, and what the tables hold
    config/…  templates/…       as they are, without passwords
    database/TABLE/00001.jsonl  rows, some megabytes in each file
    blobs/SHA256                raw mails; infected/SHA256: those that a virus was found in
    manifest.json               how many of each, and the sha-256 of every file above but the mails
    manifest.sha256             its own
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from intake import __version__
from intake.domain.storage import BlobDamaged, BlobMissing
from intake.domain.trouble import Trouble
from intake.services.desk import Blobs, Desk
from intake.store import audit, forget, rows, upgrading
from intake.store.database import SCHEMA, Transaction, version_of

FORMAT: Final = 1
WHAT: Final = "backup of intake"
_PART: Final = 8 << 20  # bytes of rows in one file, or one row
_AT_ONCE: Final = 4  # mails in memory: one may have 256 MB
_MOST_MISSING: Final = 1000  # mails; beyond, it is the storage that is not there

Note = Callable[[str, int, int], None]  # a word, how many are done, how many there are


class Archive(Protocol):
    """Where files are put, one behind the other."""

    def add(self, name: str, data: bytes) -> None:
        """Put a file there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BackedUp:
    """What a backup holds, and what it does not."""

    taken_at: datetime
    schema: str
    tables: dict[str, int]
    mails: int  # objects of the storage, however many rows name each
    bytes: int  # of them
    files: int  # of the configuration and of templates
    erased_meanwhile: int  # of a person whose rows are in the backup all the same
    missing: tuple[str, ...]  # the rows name them, and the storage has them not, or has other bytes


@dataclass(kw_only=True, slots=True)
class _Manifest:
    """What was put into an archive so far."""

    archive: Archive
    files: dict[str, list[int | str]] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    mails: int = 0
    size: int = 0  # of the mails

    def add(self, name: str, data: bytes) -> None:
        """Put a file there, and keep what proves it."""
        self.archive.add(name, data)
        self.files[name] = [len(data), hashlib.sha256(data).hexdigest()]

    def close(self) -> None:
        """Put it there itself."""
        told = {
            "files": self.files,
            "tables": self.tables,
            "mails": self.mails,
            "bytes": self.size,
            "missing": self.missing,
            "erased": self.erased,
        }
        data = as_json(told)
        self.archive.add("manifest.json", data)
        self.archive.add("manifest.sha256", f"{hashlib.sha256(data).hexdigest()}\n".encode())


def backup(desk: Desk, archive: Archive, files: Mapping[str, bytes], note: Note | None = None) -> BackedUp:
    """Put everything into an archive: `files` (of the configuration, by their names there), rows and mails.

    The database may be at an earlier schema, as before an upgrade. Nothing is changed.

    Raises:
        Trouble: the database or the storage cannot be read, or holds nothing that intake made.

    """
    refuse_absent(desk)
    manifest = _Manifest(archive=archive)
    with desk.database.read() as tx:
        taken_at, schema, shape = desk.now(), _schema(tx), rows.shape_of(tx)
        about = {"what": WHAT, "format": FORMAT, "intake": __version__, "schema": schema}
        manifest.add("about.json", as_json(about | {"taken_at": taken_at.isoformat(), "tables": shape}))
        for name, data in sorted(files.items()):
            manifest.add(name, data)
        for name, columns in shape.items():
            manifest.tables[name] = asdict(_put_rows(manifest, name, rows.lines(tx, name, columns)))
        wanted = sorted(forget.named(tx))
    _put_mails(desk, manifest, wanted, note)
    manifest.close()
    return BackedUp(
        taken_at=taken_at,
        schema=schema,
        tables={name: told["rows"] for name, told in manifest.tables.items()},
        mails=manifest.mails,
        bytes=manifest.size,
        files=len(files),
        erased_meanwhile=len(manifest.erased),
        missing=tuple(manifest.missing),
    )


def remember(desk: Desk, done: BackedUp) -> None:
    """Write into the audit log that there is a backup; a database of an earlier schema is left as it is."""
    if done.schema == SCHEMA:
        words = f"{done.mails} mail(s), {len(done.missing)} missing"
        with desk.database.write() as tx:
            audit.record(tx, at=desk.now(), actor=desk.actor, action="backup", note=words)


def refuse_absent(desk: Desk) -> None:
    """Refuse a database file that is not there: SQLite would make one."""
    file = desk.database.file
    if file is not None and not file.exists():
        raise Trouble(
            f"There is no database {file} yet: nothing is to be backed up.",
            "See 'database' in intake.yaml; 'intake poll' makes it.",
        )


def as_json(told: object) -> bytes:
    """As it stands in a backup."""
    return (json.dumps(told, indent=1) + "\n").encode()


def _schema(tx: Transaction) -> str:
    version = version_of(tx)
    upgrading.refuse_unknown(version, SCHEMA)
    if version is None:
        raise Trouble(
            "The database holds nothing of intake: there is nothing to back up.",
            "See 'database' in intake.yaml.",
        )
    upgrading.steps(version)
    return version


def _put_rows(manifest: _Manifest, name: str, lines: Iterable[bytes]) -> rows.Counted:
    """Put a table's rows there in files of some megabytes, so that few are in memory."""
    tally, part, size, number = rows.Tally(), list[bytes](), 0, 0

    def put() -> None:
        nonlocal size, number
        number += 1
        manifest.add(f"database/{name}/{number:05}.jsonl", b"".join(part))
        part.clear()
        size = 0

    for line in lines:
        tally.add(line)
        part += (line, b"\n")
        size += len(line) + 1
        if size >= _PART:
            put()
    if part:
        put()
    return tally.counted


def _put_mails(desk: Desk, manifest: _Manifest, wanted: list[str], note: Note | None) -> None:
    lost = []
    for number, (digest, data, apart) in enumerate(_read(desk.blobs, wanted), start=1):
        if data is None:
            lost.append(digest)
            if len(lost) > _MOST_MISSING:
                raise Trouble(
                    f"More than {_MOST_MISSING} mails that the database names are not in the storage.",
                    "See whether 'storage' in intake.yaml is the right one, and its disk is mounted.",
                )
            continue
        manifest.archive.add(f"{'infected' if apart else 'blobs'}/{digest}", data)
        manifest.mails += 1
        manifest.size += len(data)
        if note:
            note("mails", number, len(wanted))
    if lost:
        with desk.database.read() as tx:
            still = forget.named(tx)
        manifest.missing = [digest for digest in lost if digest in still]
        manifest.erased = [digest for digest in lost if digest not in still]


def _read(blobs: Blobs, digests: Iterable[str]) -> Iterator[tuple[str, bytes | None, bool]]:
    """Read mails, some ahead of the one that is asked for: a bucket takes its time for each."""
    waiting: deque[Future[tuple[str, bytes | None, bool]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="backup") as pool:
        for digest in digests:
            waiting.append(pool.submit(_one, blobs, digest))
            if len(waiting) == _AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _one(blobs: Blobs, digest: str) -> tuple[str, bytes | None, bool]:
    try:
        return digest, blobs.get(digest), blobs.is_apart(digest)
    except (BlobMissing, BlobDamaged):
        return digest, None, False
