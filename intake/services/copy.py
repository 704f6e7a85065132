"""Copy all kept bytes from one storage to another, each verified by its digest on the other side.

The source stays as it is. A copy that was broken off goes on where it was: what is there already is
not written again. What the database names and no storage has is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from intake.domain.storage import BlobDamaged, BlobMissing, Bucket
from intake.domain.trouble import Misuse
from intake.services.desk import Blobs, Desk
from intake.store import audit, forget

PARALLEL: Final = 8  # mails in hand at a time, which bounds the memory
_WAITING: Final = 2 * PARALLEL

How = Literal["copied", "already", "damaged", "gone"]
Note = Callable[[str, int, int], None]  # a word, how many are done, how many there are at least


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """Bytes that could not be copied, and the messages (ledger ids) that name them."""

    sha256: str
    messages: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """What a copy came to."""

    objects: int  # on the other side now, and verified
    bytes: int  # of them that were read or written by this copy
    copied: int
    already: int  # were there
    apart: int  # of all objects: infected, and apart there, too
    missing: tuple[Lost, ...]  # the database names them, and the source has them not
    damaged: tuple[Lost, ...]  # the source has other bytes
    remarks: tuple[str, ...]  # what to know of the other side


@dataclass(frozen=True, kw_only=True, slots=True)
class _One:
    """What became of one digest; `gone`: it was erased from the source meanwhile."""

    sha256: str
    how: How
    size: int = 0
    apart: bool = False


def copy(desk: Desk, target: Blobs, *, new_only: bool = False, note: Note | None = None) -> Copied:
    """Copy everything that the desk's storage keeps to another one; `new_only` trusts what is there.

    Raises:
        Trouble: a storage cannot be read or written, or the database; to be given again, then it goes on.

    """
    remarks = tuple(map(str, target.check()))
    done: Counter[How] = Counter()
    seen: set[str] = set()
    unread: dict[How, list[str]] = {"damaged": [], "gone": []}
    apart = size = 0
    with desk.database.read() as tx:
        expected = len(forget.named(tx))
    for one in _copied(desk, target, _arrivals(desk, seen), new_only=new_only):
        done[one.how] += 1
        size, apart = size + one.size, apart + one.apart
        if one.how in unread:
            unread[one.how].append(one.sha256)
        if note:
            note("storage", done.total(), max(expected, done.total()))
    messages = _messages(desk)
    missing = [digest for digest in messages if digest not in seen or digest in unread["gone"]]
    result = Copied(
        objects=done["copied"] + done["already"],
        bytes=size,
        copied=done["copied"],
        already=done["already"],
        apart=apart,
        missing=_lost(missing, messages),
        damaged=_lost(unread["damaged"], messages),
        remarks=remarks,
    )
    with desk.database.write() as tx:
        words = f"{result.objects} object(s), {len(missing)} missing, {len(result.damaged)} damaged"
        audit.record(tx, at=desk.now(), actor=desk.actor, action="storage copy", note=words)
    return result


def refuse_overlap(source: Path | Bucket, target: Path | Bucket) -> None:
    """Raise Misuse where one of two storages lies in the other."""
    if isinstance(source, Path) and isinstance(target, Path):
        one, other = source.resolve(), target.resolve()
        within = one.is_relative_to(other) or other.is_relative_to(one)
    elif isinstance(source, Bucket) and isinstance(target, Bucket):
        here, there = (f"{place.endpoint}/{place.name}/{place.prefix}/" for place in (source, target))
        here, there = here.replace("//", "/"), there.replace("//", "/")
        within = here.startswith(there) or there.startswith(here)
    else:
        return
    if within:
        raise Misuse(
            "That is the storage of intake.yaml itself, or one of the two lies in the other.",
            "Name another folder, bucket or prefix.",
        )


def _arrivals(desk: Desk, seen: set[str]) -> Iterator[str]:
    """Every digest once: what the source keeps, then what came since and a row names."""
    for digest in desk.blobs.names():
        if digest not in seen:
            seen.add(digest)
            yield digest
    with desk.database.read() as tx:
        since = forget.named(tx) - seen
    for digest in sorted(since):
        if desk.blobs.has(digest):
            seen.add(digest)
            yield digest


def _copied(desk: Desk, target: Blobs, digests: Iterable[str], *, new_only: bool) -> Iterator[_One]:
    """Copy some at a time, in no order."""
    waiting: set[Future[_One]] = set()
    with ThreadPoolExecutor(PARALLEL, thread_name_prefix="copy") as pool:
        for digest in digests:
            waiting.add(pool.submit(_copy, desk.blobs, target, digest, new_only=new_only))
            if len(waiting) >= _WAITING:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        yield from (each.result() for each in waiting)


def _copy(source: Blobs, target: Blobs, digest: str, *, new_only: bool) -> _One:
    apart = source.is_apart(digest)
    size = _there(target, digest, new_only=new_only)
    how: How = "already"
    if size is None:
        try:
            data = source.get(digest)
        except BlobMissing:
            return _One(sha256=digest, how="gone")
        except BlobDamaged:
            return _One(sha256=digest, how="damaged")
        target.put(data)
        how, size = "copied", len(data)
    if apart:
        target.set_apart(digest)
    if how == "copied":
        target.get(digest)
    return _One(sha256=digest, how=how, size=size, apart=apart)


def _there(target: Blobs, digest: str, *, new_only: bool) -> int | None:
    """The size of what the other side has, read (0: trusted unread); None: it is to be written."""
    if not target.has(digest):
        return None
    if new_only:
        return 0
    try:
        return len(target.get(digest))
    except BlobDamaged:
        target.delete(digest)
        return None


def _messages(desk: Desk) -> dict[str, list[int]]:
    """The messages that name each digest."""
    messages: dict[str, list[int]] = {}
    with desk.database.read() as tx:
        for row in forget.kept_mails(tx):
            messages.setdefault(row.sha256, []).append(row.id)
    return messages


def _lost(digests: Iterable[str], messages: dict[str, list[int]]) -> tuple[Lost, ...]:
    return tuple(Lost(sha256=digest, messages=tuple(messages.get(digest, ()))) for digest in sorted(digests))
