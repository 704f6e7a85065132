"""Bytes kept under their SHA-256 in a bucket: the server has said that it has them before `put` returns.

The library is obstore; it is loaded at the first request. Each object is written by one request, with
its SHA-256 for the server to check, and only if there is none yet (`If-None-Match: *`): of two writers
the second changes nothing. A request that fails for the server's or the network's sake is made again, a
few times; all of them do no harm a second time.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final
from uuid import uuid4

from intake.adapters.blobs.digests import APART, DIGEST, placed
from intake.adapters.blobs.objects import Keys, Objects, Patience
from intake.domain.storage import BlobDamaged, BlobMissing, Bucket, StorageDenied, StorageError

PARALLEL: Final = 8  # requests at a time, of one `put_many`
_ROUNDS: Final = 3  # of a write that others disturb
_PAUSE: Final = 0.1  # seconds between the rounds
_PROBE: Final = b"intake"
_RESTORE: Final = "Restore it from a backup; ask the provider how that came."


class BucketBlobs:
    """A content-addressed store: `prefix/ab/cd/abcd…`, the layout of a folder.

    What a virus was found in is set apart, below `prefix/infected/`, and still found by its digest.
    Any number of processes and machines may share it. `keys` looks up the account's keys, at the first
    request; None: the environment or the machine has them.
    """

    def __init__(
        self, place: Bucket, keys: Callable[[], Keys | None], *, patience: Patience | None = None
    ) -> None:
        self.place = place
        self._objects = Objects(place, keys, patience or Patience())

    def put(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256; the server has them by then. Doing it again is harmless.

        Raises StorageError.
        """
        return self.put_many([data])[0]

    def put_many(self, blobs: Sequence[bytes]) -> list[str]:
        """Keep several blobs, some at a time; the server has all of them on return.

        Raises StorageError; some of them may be kept by then, which is harmless.
        """
        digests = [hashlib.sha256(data).hexdigest() for data in blobs]
        each = dict(zip(digests, blobs, strict=True))
        if len(each) == 1:
            self._put(*next(iter(each.items())))
        else:
            with ThreadPoolExecutor(PARALLEL, thread_name_prefix="bucket") as pool:
                list(pool.map(self._put, each.keys(), each.values()))
        return digests

    def sweep(self, older: float = 0) -> int:  # noqa: ARG002 - a folder needs it
        """Remove what was left unfinished: nothing ever is, as an object is there whole or not at all."""
        return 0

    def get(self, digest: str) -> bytes:
        """Return the bytes kept under a digest, verified.

        Raises BlobMissing, BlobDamaged and StorageError.
        """
        path = placed(digest)
        for where in (path, f"{APART}/{path}"):  # in the order in which it moves
            if (data := self._verified(where)) is not None:
                return data
        raise BlobMissing(f"{digest} is not in the storage", "Restore it from a backup.")

    def has(self, digest: str) -> bool:
        """Tell whether something is kept under a digest. Raises StorageError."""
        return self._objects.size(placed(digest)) is not None or self.is_apart(digest)

    def set_apart(self, digest: str) -> None:
        """Move what is kept under a digest to the infected; doing it again is harmless.

        The copy is there, and has been read, before the other goes. Raises BlobDamaged and StorageError.
        """
        path = placed(digest)
        data = self._verified(path)
        if data is None:
            return
        self._keep(f"{APART}/{path}", data)
        self._verified(f"{APART}/{path}")
        self._objects.remove(path)

    def is_apart(self, digest: str) -> bool:
        """Tell whether what is kept under a digest is infected. Raises StorageError."""
        return self._objects.size(f"{APART}/{placed(digest)}") is not None

    def delete(self, digest: str) -> bool:
        """Remove what is kept under a digest; tell whether there was something. Raises StorageError."""
        path = placed(digest)
        there = [where for where in (path, f"{APART}/{path}") if self._objects.size(where) is not None]
        for where in there:
            self._objects.remove(where)
        return bool(there)

    def names(self, older: float = 0) -> Iterator[str]:
        """Yield the digest of everything that is kept longer than `older` seconds, by the server's clock.

        Raises StorageError.
        """
        before = time.time() - older if older else float("inf")
        apart = set()
        for digest, written in self._listed(f"{APART}/"):
            apart.add(digest)
            if written < before:
                yield digest
        for digest, written in self._listed(""):
            if written < before and digest not in apart:  # in both places: a move is on its way
                yield digest

    def check(self) -> Sequence[StorageError]:
        """Prove that objects can be written, read, listed and removed; return what to know besides.

        Raises StorageError; every right that is lacking is named.
        """
        probe = f"probe-{uuid4().hex}"
        try:
            lacking, version = self._try(probe)
        except StorageError:
            with suppress(StorageError):
                self._objects.remove(probe)
            raise
        if lacking:
            text = f"the storage {self.place} denies this account the right to {', to '.join(lacking)}"
            raise StorageDenied(text, f"Give it that right on {self.place} and all below.")
        return [_keeps_versions(self.place)] if version else []

    def _try(self, probe: str) -> tuple[list[str], str | None]:
        """Do with an object of our own all that is done; return the rights that lack, and its version."""
        lacking, version, written = [], None, False
        try:
            version = self._objects.write(probe, _PROBE)
            written = True
        except StorageDenied:
            lacking.append("write (s3:PutObject)")
        try:
            if self._objects.read(probe) != _PROBE and written:
                raise BlobDamaged(f"the storage {self.place} gives back other bytes than it got", _RESTORE)
        except StorageDenied:
            lacking.append("read (s3:GetObject)")
        try:
            next(self._objects.listing(), None)
        except StorageDenied:
            lacking.append("list (s3:ListBucket)")
        try:
            self._objects.remove(probe)
        except StorageDenied:
            lacking.append("remove (s3:DeleteObject)")
        return lacking, version

    def _put(self, digest: str, data: bytes) -> None:
        path, apart = placed(digest), f"{APART}/{placed(digest)}"
        self._keep(path if self._objects.size(apart) is None else apart, data)

    def _keep(self, path: str, data: bytes) -> None:
        """Write an object unless it is there; one that is there is read, for its word is not enough."""
        for _ in range(_ROUNDS):
            with suppress(FileExistsError):
                self._objects.write(path, data)
                return
            there = self._objects.read(path)
            if there == data:
                return
            if there is not None:
                self._objects.write(path, data, anew=True)
                return
            time.sleep(_PAUSE)  # removed since, or (409) another is writing it just now
        text = f"others write and remove the same object of {self.place} all the time"
        raise StorageError(text, "Nothing was lost, and it goes on by itself.")

    def _verified(self, path: str) -> bytes | None:
        """An object's bytes, if there is one; read twice where they are wrong, for the wire's sake."""
        digest = path.rpartition("/")[2]
        for _ in range(2):
            data = self._objects.read(path)
            if data is None or hashlib.sha256(data).hexdigest() == digest:
                return data
        raise BlobDamaged(f"{digest} has changed in the storage {self.place}", _RESTORE)

    def _listed(self, below: str) -> Iterator[tuple[str, float]]:
        """Every digest right below a prefix, and when it was written."""
        for path, written in self._objects.listing(below.rstrip("/")):
            digest = path.rpartition("/")[2]
            if DIGEST.fullmatch(digest) and path == below + placed(digest):
                yield digest, written


def _keeps_versions(place: Bucket) -> StorageError:
    return StorageError(
        f"the bucket of {place} keeps old versions: what is erased stays there as one",
        "Turn versioning off, or let a lifecycle rule remove old versions after some days.",
    )
