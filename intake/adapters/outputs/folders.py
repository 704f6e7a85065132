"""An export as a folder, which an export can bring up to date."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Final

from intake.adapters.outputs.refusals import told
from intake.domain import tidy
from intake.domain.trouble import Misuse, Trouble

MARK: Final = ".intake-export"  # the paths of all that was put into the folder, each on a line
UNFINISHED: Final = "UNFINISHED.txt"
_FIRST: Final = "intake export 1\n"
_PART: Final = ".intake-part"
_INDEX: Final = ("index.xlsx", "index.csv")
_LEAST_ROOM: Final = 150  # characters of a path below the folder
_CHUNK: Final = 1 << 20
_UNFINISHED_TEXT: Final = """\
This export is not whole: it is being written, or it was broken off. Give the command again.

Cet export n’est pas complet\u00a0: il est en cours, ou il a été interrompu. Relancez la commande.

هذا التصدير غير مكتمل: إنه قيد الإنجاز أو توقف قبل نهايته. أعد تنفيذ الأمر.
"""


class Folder:
    """Puts files below a folder, each whole or not at all; see `folder`."""

    def __init__(self, root: Path, mark: IO[str]) -> None:
        self.room = max(_LEAST_ROOM, tidy.MAX_PATH - len(str(root.absolute())) - 1)
        self._root, self._mark = root, mark
        self.names: dict[str, str] = {}  # what is there of this export, by `tidy.key`

    def add(self, name: str, data: bytes, at: datetime) -> None:
        """Put a file there, unless it is there already. Raises Trouble."""
        with told(self._root):
            target = self._place(name)
            if not _same(target, data):
                with _private(self._root / _PART) as file:
                    file.write(data)
                self._settle(target, at)

    def copy(self, name: str, stream: BinaryIO, at: datetime) -> None:
        """Put a file there as it is read to its end. Raises Trouble."""
        with told(self._root):
            target = self._place(name)
            with _private(self._root / _PART) as file:
                shutil.copyfileobj(stream, file, _CHUNK)
            self._settle(target, at)

    def drop(self, folders: Sequence[str]) -> None:
        """Take away what was put into folders. Raises Trouble."""
        with told(self._root):
            for folder in folders:
                for key, name in list(self.names.items()):
                    if name.startswith(f"{folder}/"):
                        self._remove(name)
                        del self.names[key]

    def remove_others(self, before: Collection[str]) -> None:
        """Take away what an earlier export put there and this one did not."""
        for name in before:
            now = self.names.get(tidy.key(name))
            # Whether another spelling is another file is for the file system to say.
            if now is None or (now != name and not _one_file(self._root / name, self._root / now)):
                self._remove(name)

    def _place(self, name: str) -> Path:
        """Make the folders of a file, and write down that it is ours."""
        folder = self._root
        for step in name.split("/")[:-1]:
            folder /= step
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                raise Trouble(f"{folder} is no folder.", "Remove it, and give the command again.")
            folder.mkdir(mode=0o700, exist_ok=True)
        self._mark.write(f"{name}\n")
        self._mark.flush()
        self.names[tidy.key(name)] = name
        return self._root / name

    def _settle(self, target: Path, at: datetime) -> None:
        part = self._root / _PART
        os.utime(part, (at.timestamp(), at.timestamp()))
        part.replace(target)

    def _remove(self, name: str) -> None:
        """Take away a file of ours, and the folders that are empty without it."""
        steps = name.split("/")
        if name.startswith("/") or {"", ".", ".."} & set(steps):
            return  # no path that we wrote
        path = self._root / name
        parents = [self._root.joinpath(*steps[:n]) for n in range(len(steps) - 1, 0, -1)]
        if any(parent.is_symlink() for parent in parents):
            return
        with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
            path.unlink()
        for parent in parents:
            try:
                parent.rmdir()
            except OSError:  # somebody's own file is in it, or it is gone
                break


@contextmanager
def folder(root: Path, *, update: bool) -> Iterator[Folder]:
    """Open a folder for an export: a new or empty one, or, to `update` it, one that an export has made.

    Raises:
        Misuse: there is something else, or an export that is not to be updated, or another one at work.
        Trouble: it cannot be written.

    """
    with told(root):
        _refuse(root, update=update)
        root.mkdir(mode=0o700, exist_ok=True)
        if not (root / MARK).exists():  # later its owner may let others in
            with suppress(PermissionError):  # it is somebody else's, who lets us write there
                root.chmod(0o700)
        with _marked(root) as (mark, before):
            with _private(root / UNFINISHED) as file:
                file.write(_UNFINISHED_TEXT.encode())
            for name in _INDEX:
                (root / name).unlink(missing_ok=True)
            output = Folder(root, mark)
            yield output
            output.remove_others(before)
            os.sync()
            mark.seek(0)
            mark.truncate()
            mark.write(_FIRST + "".join(f"{name}\n" for name in output.names.values()))
            mark.flush()
            (root / UNFINISHED).unlink()


def _refuse(root: Path, *, update: bool) -> None:
    if root.exists() and not root.is_dir():
        raise Misuse(f"{root} is a file.", "Name a folder, or a file that ends in .zip.")
    if not root.exists() or not any(root.iterdir()):
        return
    if not (root / MARK).is_file() or (root / MARK).is_symlink():
        raise Misuse(
            f"{root} is not empty, and no export has made it.", "Name a folder that is new or empty."
        )
    if not update:
        raise Misuse(
            f"{root} holds an export already.",
            "Give --update to bring it up to date, or name another folder.",
        )


@contextmanager
def _marked(root: Path) -> Iterator[tuple[IO[str], Collection[str]]]:
    """Open the list of what was put there, alone; give what stands in it, and go on behind that."""
    number = os.open(root / MARK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(number, "r+", encoding="utf-8", newline="\n", errors="replace") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Misuse(
                f"Another export writes to {root} now.", "Let it end, or name another folder."
            ) from None
        lines = mark.readlines()
        if lines and lines[0] != _FIRST:
            raise Misuse(f"{root} was made by another version of intake.", "Name another folder.")
        if not lines:
            mark.write(_FIRST)
        elif not lines[-1].endswith("\n"):
            mark.write("\n")  # its process died over it
        yield mark, {name: None for line in lines[1:] if (name := line.rstrip("\n"))}


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """Open a file anew, for this account alone."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        yield file


def _one_file(one: Path, other: Path) -> bool:
    """Whether two names are those of one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _same(target: Path, data: bytes) -> bool:
    """Whether a file is there with these bytes."""
    try:
        if target.is_symlink() or target.stat().st_size != len(data):
            return False
        return target.read_bytes() == data
    except OSError:
        return False
