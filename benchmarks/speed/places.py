"""Where things lie while they are measured: on disk or in memory, each with a Dovecot of its own."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rigs.dovecot import Dovecot
from rigs.office import IN_TIME, Office

# By the meaning of these folders: what is kept over a restart, and what is not.
ROOTS = {"disk": Path("/var/tmp"), "tmpfs": Path("/dev/shm")}
FREE = dict.fromkeys(("address", "domain", "mailbox", "overall"), "1000000/hour")


@dataclass
class Place:
    """A folder of one kind of storage, the Dovecot in it, and a port that takes letters."""

    name: str
    folder: Path
    dovecot: Dovecot
    smtp: int
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def fresh(self) -> Path:
        """Give an empty folder that nobody has used."""
        folder = self.folder / f"run-{next(self._numbers)}"
        folder.mkdir()
        return folder

    def user(self) -> str:
        """Give a user name that nobody has used."""
        return f"user{next(self._numbers)}@example.org"

    def office(self, user: str, **posting: Any) -> Office:
        """Make an office of one mailbox, `user`'s, which no cap of letters holds up."""

        class Port:
            port = self.smtp

        office = Office(self.fresh(), self.dovecot, user, Port())  # type: ignore[arg-type]
        office.configure(limits=FREE, admins=["admin@example.org"])
        office.posting(**posting)
        return office

    def fill(self, user: str, mails: Sequence[Path], when: datetime = IN_TIME) -> None:
        """Give a user these mails, which arrived at that time, as further names of the same files."""
        maildir = self._maildir(user)
        for number, mail in enumerate(mails):
            os.utime(mail, (when.timestamp(), when.timestamp()))  # INTERNALDATE, to Dovecot
            size, wire = mail.stat().st_size, mail.suffix[1:]
            (maildir / "cur" / f"{number:09d}.bench,S={size},W={wire}:2,").hardlink_to(mail)
        self.index(user)

    def scribble(self, user: str, count: int) -> None:
        """Give a user that many mails of three lines."""
        maildir = self._maildir(user)
        for number in range(count):
            text = f"From: a@example.com\nSubject: {number}\nMessage-ID: <{number}@example.com>\n\n"
            path = maildir / "cur" / f"{number:09d}.bench,S={len(text)},W={len(text) + 4}:2,"
            path.write_text(text)
            self._hand_over(path)
        self.index(user)

    def index(self, user: str) -> None:
        """Let Dovecot see what there is, so that the first to ask does not pay for it."""
        with self.dovecot.client(user) as client:
            count = client.select_folder("INBOX", readonly=True)[b"EXISTS"]
            if count:
                client.fetch(range(max(1, count - 4), count + 1), ["RFC822.SIZE", "INTERNALDATE"])

    def _maildir(self, user: str) -> Path:
        maildir = self.dovecot.maildir(user)
        for folder in (maildir.parent, maildir, *(maildir / name for name in ("cur", "new", "tmp"))):
            folder.mkdir(exist_ok=True)
            self._hand_over(folder)
        return maildir

    def stock(self, mails: Sequence[bytes]) -> list[Path]:
        """Keep mails as Dovecot keeps them, to fill mailboxes with; the suffix is the size on the wire."""
        folder = self.folder / "stock"
        folder.mkdir()
        paths = []
        for number, raw in enumerate(mails):
            path = folder / f"{number:09d}.{len(raw)}"
            path.write_bytes(raw.replace(b"\r\n", b"\n"))
            self._hand_over(path)
            paths.append(path)
        return paths

    def _hand_over(self, path: Path) -> None:
        if os.geteuid() == 0:
            owner = self.dovecot.maildir("any").parent.parent.stat()
            os.chown(path, owner.st_uid, owner.st_gid)


@contextmanager
def place(name: str, smtp: int, make: Callable[[], Dovecot] = Dovecot) -> Iterator[Place]:
    """Open a place of that name; at the end nothing is left of it."""
    folder = Path(tempfile.mkdtemp(prefix="intake-speed-", dir=ROOTS[name]))
    folder.chmod(0o755)  # Dovecot's own account goes through
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        server = make()
    finally:
        tempfile.tempdir = before
    try:
        with server as dovecot:
            yield Place(name=name, folder=folder, dovecot=dovecot, smtp=smtp)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
