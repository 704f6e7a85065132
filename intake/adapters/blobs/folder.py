"""Bytes kept under their SHA-256 in a folder: safe on disk before `put` returns."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from intake.adapters.blobs.digests import APART, DIGEST, placed
from intake.crash import crashpoint
from intake.domain.storage import BlobDamaged, BlobMissing, StorageError

STALE = 3600  # seconds after which an unfinished file is nobody's
RESERVE = 100 << 20  # bytes that must be free for new mail

_REMEDIES = {
    errno.ENOSPC: "The disk is full: make room; nothing was lost, and it goes on by itself.",
    errno.EDQUOT: "The disk quota is used up: raise it or make room.",
    errno.EROFS: "The disk is read-only: look at its health and how it is mounted.",
    errno.EACCES: "Give the user that runs intake the right to write there.",
    errno.EPERM: "Give the user that runs intake the right to write there.",
    errno.ENOTDIR: "Set `storage` to a folder.",
    errno.EEXIST: "Set `storage` to a folder.",
    errno.EFBIG: "Raise the limit on the size of files, or of the account.",
}


class FolderBlobs:
    """A content-addressed store: `root/ab/cd/abcd…`, files 0600 in folders 0700.

    What a virus was found in is set apart, below `root/infected/`, and still found by its digest.
    Several processes may share it. A digest is the only name that ever becomes a path.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._unfinished = root / "unfinished"  # files on their way; on the same disk, for the rename
        self._durable: set[Path] = set()  # folders whose own entry we know to be on disk

    def put(self, data: bytes) -> str:
        """Keep bytes and return their SHA-256; they are on disk by then. Doing it again is harmless.

        Raises StorageError.
        """
        return self.put_many([data])[0]

    def put_many(self, blobs: Sequence[bytes]) -> list[str]:
        """Keep several blobs, all on disk on return, with one sync for each folder touched.

        Raises StorageError; some of them may be kept by then, which is harmless.
        """
        digests = [hashlib.sha256(data).hexdigest() for data in blobs]
        with _storage(self.root), self._unsure():
            folders = set()
            for digest, data in zip(digests, blobs, strict=True):
                path = self._apart(digest) if self.is_apart(digest) else self._path(digest)
                self._make(path.parent)
                if not _is_whole(path, len(data)):
                    self._unfinished.mkdir(mode=0o700, exist_ok=True)
                    with suppress(FileNotFoundError):
                        _write(path, data, self._unfinished)
                if not _is_whole(path, len(data)):  # swept in our hands
                    _write(path, data, self._unfinished)
                folders.add(path.parent)  # also of a blob that was there: its writer may not have synced yet
            for folder in folders:
                _sync(folder)
        return digests

    def sweep(self, older: float = STALE) -> int:
        """Remove what was left unfinished longer than `older` seconds ago; return how many files.

        With 0 that is all of it, also what a process has in hand: it writes that again.
        Raises StorageError.
        """
        with _storage(self.root):
            if not self._unfinished.is_dir():
                return 0
            stale = [path for path in self._unfinished.iterdir() if _is_older(path, older)]
            for path in stale:
                path.unlink(missing_ok=True)
        return len(stale)

    def get(self, digest: str) -> bytes:
        """Return the bytes kept under a digest, verified.

        Raises BlobMissing, BlobDamaged and StorageError.
        """
        for path in (self._path(digest), self._apart(digest)):  # in the order in which it moves
            with _storage(path), suppress(FileNotFoundError):
                data = path.read_bytes()
                break
        else:
            raise BlobMissing(f"{digest} is not in the storage", "Restore it from a backup.")
        if hashlib.sha256(data).hexdigest() != digest:
            raise BlobDamaged(f"{digest} has changed on disk", "Check the disk; restore it from a backup.")
        return data

    def has(self, digest: str) -> bool:
        """Tell whether something is kept under a digest. Raises StorageError."""
        path = self._path(digest)
        with _storage(path):
            return path.is_file() or self.is_apart(digest)

    def set_apart(self, digest: str) -> None:
        """Move what is kept under a digest to the infected; doing it again is harmless.

        Raises StorageError.
        """
        path, apart = self._path(digest), self._apart(digest)
        with _storage(path):
            self._make(apart.parent)
            with suppress(FileNotFoundError):
                path.replace(apart)
            _sync(apart.parent)
            with suppress(FileNotFoundError):  # nothing like it was ever there
                _sync(path.parent)

    def is_apart(self, digest: str) -> bool:
        """Tell whether what is kept under a digest is infected. Raises StorageError."""
        path = self._apart(digest)
        with _storage(path):
            return path.is_file()

    def delete(self, digest: str) -> bool:
        """Remove what is kept under a digest; tell whether there was something. Raises StorageError."""
        removed = False
        for path in (self._path(digest), self._apart(digest)):
            with _storage(path), suppress(FileNotFoundError):
                path.unlink()
                _sync(path.parent)
                removed = True
        return removed

    def names(self, older: float = 0) -> Iterator[str]:
        """Yield the digest of everything that is kept longer than `older` seconds. Raises StorageError."""
        with _storage(self.root):
            for folder in (path for path in self.root.glob("**/") if path != self._unfinished):
                for entry in os.scandir(folder):
                    if DIGEST.fullmatch(entry.name) and _is_older(Path(entry.path), older):
                        yield entry.name

    def check(self, reserve: int = RESERVE) -> Sequence[StorageError]:
        """Prove that the storage can be written; return what to know besides: nothing, of a folder.

        Raises StorageError, also where fewer than `reserve` bytes are free.
        """
        with _storage(self.root):
            self._make(self.root)
            with tempfile.TemporaryFile(dir=self.root) as probe:
                probe.write(b"intake")
                probe.flush()
                os.fsync(probe.fileno())
            free = shutil.disk_usage(self.root).free
        if free < reserve:
            raise StorageError(
                f"the storage {self.root} has {free >> 20} MB left, and {reserve >> 20} MB are wanted",
                _REMEDIES[errno.ENOSPC],
            )
        return ()

    def _path(self, digest: str) -> Path:
        return self.root / placed(digest)

    def _apart(self, digest: str) -> Path:
        return self.root / APART / placed(digest)

    @contextmanager
    def _unsure(self) -> Iterator[None]:
        """After a fault nothing is known of the folders; a storage that was there is not made anew.

        Its disk is not mounted any more, or somebody moved it: what lies in it is missed.
        """
        if self.root in self._durable and not self.root.is_dir():
            raise StorageError(
                f"the storage {self.root} is gone",
                "Mount its disk, or put it back; nothing was lost, and it goes on by itself.",
            )
        try:
            yield
        except OSError:
            self._durable.clear()
            raise

    def _make(self, folder: Path) -> None:
        """Make a folder and its parents so that they outlive a crash of the machine."""
        if folder in self._durable:
            return
        if self.root in folder.parents or not folder.parent.exists():
            self._make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)  # also where another process has just made it
        self._durable.add(folder)


def _write(path: Path, data: bytes, unfinished: Path) -> None:
    """Write a whole file or none: temporary file, sync, rename."""
    descriptor, name = tempfile.mkstemp(dir=unfinished)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            crashpoint("blob written")
            os.fsync(file.fileno())
        crashpoint("blob synced")
        Path(name).replace(path)
        crashpoint("blob renamed")
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _is_whole(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _is_older(path: Path, seconds: float) -> bool:
    """Whether a file was written longer ago; any is older than 0, whatever the clock did."""
    with suppress(FileNotFoundError):
        return not seconds or time.time() - path.stat().st_mtime > seconds
    return False


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _storage(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "Look at the disk and the folder's rights.")
        raise StorageError(f"the storage at {where} fails: {error.strerror or error}", remedy) from error
