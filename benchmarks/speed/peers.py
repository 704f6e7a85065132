"""What else takes mail in: each on a mailbox of its own with the same mails, from login to the last one kept.

A peer that is not installed is left out, and the report says so: `peers.sh` installs them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rigs.net import LOOPBACK

from speed.children import Ran, run
from speed.places import Place

VENV = Path(__file__).parents[2] / "build" / "peers"
_DJANGO = Path(__file__).with_name("peer_django.py")


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Another program: what it does with a mail, whether it is there, and how it is run."""

    name: str
    does: str
    version: Callable[[], str | None]  # None: it is not installed
    take_in: Callable[[Place, str, Path], Ran]  # raises RuntimeError where it took in too few
    deletes: bool = False  # the mails, so that it needs a mailbox of its own


def _said(*words: str) -> str | None:
    if shutil.which(words[0]) is None:
        return None
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)
    return found[0] if found else None


def _package(name: str) -> str | None:
    found = sorted(VENV.glob(f"lib/python*/site-packages/{name}-*.dist-info"))
    return found[0].name.removesuffix(".dist-info").rpartition("-")[2] if found else None


def _maildir(folder: Path) -> Path:
    maildir = folder / "Maildir"
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    return maildir


def _mbsync(place: Place, user: str, folder: Path) -> Ran:
    configuration = folder / "mbsyncrc"
    configuration.write_text(
        f"IMAPAccount far\nHost {LOOPBACK}\nPort {place.dovecot.port_plain}\nUser {user}\n"
        f"Pass {place.dovecot.password}\nSSLType None\nAuthMechs LOGIN\n\n"
        "IMAPStore far\nAccount far\n\n"
        f"MaildirStore near\nPath {folder}/\nInbox {_maildir(folder)}\n\n"
        "Channel all\nFar :far:INBOX\nNear :near:INBOX\nSync Pull\nSyncState *\nCreate None\nExpunge None\n"
    )
    return run(["mbsync", "-q", "-c", configuration, "all"])


def _getmail(place: Place, user: str, folder: Path) -> Ran:
    maildir = _maildir(folder)
    # It does not deliver as root.
    account = "user = nobody\n" if os.geteuid() == 0 else ""
    for path in (maildir, *maildir.iterdir()) if account else ():
        shutil.chown(path, "nobody")
    (folder / "getmailrc").write_text(
        f"[retriever]\ntype = SimpleIMAPRetriever\nserver = {LOOPBACK}\nport = {place.dovecot.port_plain}\n"
        f'username = {user}\npassword = {place.dovecot.password}\nmailboxes = ("INBOX",)\n'
        f"[destination]\ntype = Maildir\npath = {maildir}/\n{account}"
        "[options]\nread_all = false\ndelete = false\nverbose = 0\n"
    )
    return run(["getmail", "--getmaildir", folder, "--rcfile", "getmailrc"])


def _django(what: str) -> Callable[[Place, str, Path], Ran]:
    def take_in(place: Place, user: str, folder: Path) -> Ran:
        port, password = place.dovecot.port_plain, place.dovecot.password
        words = (folder, port, user, password, place.smtp)
        run([VENV / "bin" / "python", _DJANGO, "prepare", *words])
        return run([VENV / "bin" / "python", _DJANGO, what, *words])

    return take_in


PEERS = (
    Peer(
        name="mbsync",
        does="copies into a Maildir, in C",
        version=lambda: _said("mbsync", "--version"),
        take_in=_mbsync,
    ),
    Peer(
        name="getmail6",
        does="copies into a Maildir",
        version=lambda: _said("getmail", "--version"),
        take_in=_getmail,
    ),
    Peer(
        name="django-mailbox",
        does="keeps mails and files by a database",
        version=lambda: _package("django_mailbox"),
        take_in=_django("mailbox"),
        deletes=True,
    ),
    Peer(
        name="django-helpdesk",
        does="makes tickets with files, answers",
        version=lambda: _package("django_helpdesk"),
        take_in=_django("helpdesk"),
        deletes=True,
    ),
)


def kept(peer: Peer, ran: Ran, folder: Path) -> int:
    """How many mails a peer kept."""
    if peer.deletes:
        return int(ran.out.split()[-1])
    return sum(1 for name in ("new", "cur") for _ in (folder / "Maildir" / name).iterdir())
