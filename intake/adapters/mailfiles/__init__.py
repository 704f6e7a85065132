"""Mails in files, as mail programs and exports leave them: mbox, Maildir, single mails, and folders of these.

The standard library's `mailbox` is not used: its mbox takes every line that begins with "From " for the
begin of a mail, and reads a file whole to find them; its Maildir follows links and waits for ever on a
pipe. Here memory is bounded by one mail, and nothing in a folder is opened but plain files. Nothing is
written, locked or moved.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, Literal

from intake.adapters.mailfiles.mbox import HEADER, LARGEST, begins, instant, parts
from intake.domain.trouble import Misuse

_BUFFER: Final = 1 << 20
_SNIFFED: Final = 4096
_BOM: Final = b"\xef\xbb\xbf"
_MAIL: Final = re.compile(rb"^(?:From|Received|Date|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE)
_FILED: Final = re.compile(r"(\d{9,11})[._]")  # how a file in a Maildir is called: by the second it came

# As other programs and packers call what they keep mail in.
_HOLDS_MAIL: Final = re.compile(r"\.(?:mbo?x|emlx|msg|pst|ost|olm|tgz|gz|bz2|xz|zip|7z)$", re.IGNORECASE)

_Kind = Literal["mbox", "maildir", "mail"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A mail as it stands in a file."""

    raw: bytes
    quoted: bool  # in an mbox, where a line that begins with "From " has a ">" before it
    filed_at: datetime | None  # when it was put there, as the mbox or the Maildir says
    saved_at: datetime  # when its file was written last: it is no younger
    read: int  # bytes of all the files, up to the end of this mail


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    kind: _Kind
    size: int


@dataclass(slots=True)
class MailFiles:
    """The mails below a path. What is left out, and why, stands in `left_out`, a sentence each."""

    path: Path
    left_out: list[str] = field(default_factory=list)
    size: int = 0  # bytes of all the files
    _files: list[_File] = field(default_factory=list)
    _before: int = 0  # bytes of the files that are done with
    _is_maildir: bool = False  # or holds one, which may be empty

    def __post_init__(self) -> None:
        """Find the files.

        Raises:
            Misuse: there is nothing at that path, or nothing that holds mails.

        """
        try:
            self._find(Path(os.path.realpath(self.path)))
        except OSError as error:
            raise Misuse(
                f"{self.path} cannot be read: {error.strerror}.",
                "See whether the path and its rights are right.",
            ) from None
        self.size = sum(file.size for file in self._files)

    def __iter__(self) -> Iterator[Kept]:
        """Yield the mails; those of a Maildir in the order in which they were filed."""
        self._before = 0
        for file in self._files:
            try:
                yield from self._mails(file)
            except FileNotFoundError:
                self._leave(file.path, "went away meanwhile: give the command again.")
            except OSError as error:
                self._leave(file.path, f"could not be read: {error.strerror}.")
            self._before += file.size

    def _find(self, path: Path) -> None:
        what = path.stat()
        if stat.S_ISDIR(what.st_mode):
            self._walk(path)
            if not (self._files or self.left_out or self._is_maildir):
                raise Misuse(
                    f"There is no mail in {self.path}.",
                    "Name a Maildir, an mbox file, or a folder of these or of .eml.",
                )
            return
        if not stat.S_ISREG(what.st_mode):
            raise Misuse(f"{self.path} is neither a file nor a folder.", "Name a Maildir or an mbox file.")
        kind = _kind(path, alone=True)
        if kind is None:
            raise Misuse(
                f"{self.path} is no mbox file, no Maildir and no mail.",
                "Unpack it first if it is an archive; an mbox begins with 'From '.",
            )
        self._files.append(_File(path, kind, what.st_size))

    def _walk(self, top: Path) -> None:
        """Find the mails below a folder, links apart; a Maildir's `tmp` holds what is unfinished."""

        def unreadable(error: OSError) -> None:
            self._leave(Path(error.filename), f"could not be read: {error.strerror}.")

        for place, folders, names in os.walk(top, onerror=unreadable):
            is_maildir = not {"cur", "new"}.isdisjoint(folders)
            folders[:] = sorted(name for name in folders if not (is_maildir and name == "tmp"))
            self._is_maildir |= is_maildir
            folder = Path(place)
            for name in folders:
                if (folder / name).is_symlink():
                    self._leave(folder / name, "is a link, and was not followed.")
            found = [file for name in names if (file := self._file(folder / name))]
            self._files += sorted(found, key=_order)

    def _file(self, path: Path) -> _File | None:
        try:
            what = path.lstat()
            if not stat.S_ISREG(what.st_mode):
                if path.suffix.lower() in (".eml", ".mbox") or path.parent.name in ("cur", "new"):
                    self._leave(path, "is a link or no plain file, and was not read.")
                return None
            kind = _kind(path)
        except OSError as error:
            self._leave(path, f"could not be read: {error.strerror}.")
            return None
        if kind is None and what.st_size and _HOLDS_MAIL.search(path.name):
            self._leave(path, "holds mail by its name, but is no mbox: unpack or convert it first.")
        return _File(path, kind, what.st_size) if kind else None

    def _mails(self, file: _File) -> Iterator[Kept]:
        with _opened(file.path) as (stream, what):
            saved_at = datetime.fromtimestamp(what.st_mtime, UTC)
            if file.kind == "mbox":
                yield from self._split(file, stream, what, saved_at)
                return
            if what.st_size > LARGEST:
                self._leave(file.path, f"is larger than {LARGEST >> 20} MB.")
                return
            filed_at = _filed_at(file.path.name, saved_at) if file.kind == "maildir" else None
            yield Kept(
                raw=stream.read(LARGEST + 1),
                quoted=False,
                filed_at=filed_at,
                saved_at=saved_at,
                read=self._before + file.size,
            )

    def _split(
        self, file: _File, stream: BinaryIO, what: os.stat_result, saved_at: datetime
    ) -> Iterator[Kept]:
        for number, (envelope, mail) in enumerate(parts(stream), start=1):
            read = stream.tell()
            if read >= what.st_size and _is_changed(stream, what):
                self._leave(file.path, "changed while it was read: its end was left. Give the command again.")
                return
            if mail is None:
                self._leave(
                    file.path, f"holds a mail (number {number}) that is larger than {LARGEST >> 20} MB."
                )
                continue
            yield Kept(
                raw=mail,
                quoted=True,
                filed_at=instant(envelope),
                saved_at=saved_at,
                read=self._before + min(read, file.size),
            )

    def _leave(self, path: Path, why: str) -> None:
        self.left_out.append(f"{path} {why}")


# --- files -------------------------------------------------------------------


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """Open a plain file: never what a link names, and without waiting for a pipe's other end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=_BUFFER) as stream:
        what = os.fstat(stream.fileno())
        if not stat.S_ISREG(what.st_mode):
            raise OSError(0, "it is no plain file")
        yield stream, what


def _kind(path: Path, *, alone: bool = False) -> _Kind | None:
    """What a plain file is; None for one that holds no mail. `alone`: a person named it."""
    with _opened(path) as (stream, what):
        head = stream.read(_SNIFFED)
    lines = head.removeprefix(_BOM).lstrip(b"\r\n").splitlines(keepends=True)
    line, following = [*lines[:2], b"", b""][:2]
    if line.startswith(b"From ") and begins(line, following, blank=True):
        return "mbox"
    if path.parent.name in ("cur", "new") and not path.name.startswith("."):
        return "maildir"
    if path.suffix.lower() == ".eml":
        return "mail"
    empty = what.st_size == 0  # as Thunderbird leaves an empty folder
    if alone:
        return "mbox" if empty else "mail" if HEADER.match(line) and _MAIL.search(head) else None
    return None


def _filed_at(name: str, saved_at: datetime) -> datetime:
    """When a mail was put into its Maildir: by the file's name or its time, whichever is earlier.

    Both are later than that where the mail was copied by one program or another.
    """
    named = _FILED.match(name)
    return min(saved_at, datetime.fromtimestamp(int(named[1]), UTC)) if named else saved_at


def _order(file: _File) -> tuple[int, str]:
    named = _FILED.match(file.path.name)
    return int(named[1]) if named else 0, file.path.name


def _is_changed(stream: BinaryIO, before: os.stat_result) -> bool:
    now = os.fstat(stream.fileno())
    return (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns)
