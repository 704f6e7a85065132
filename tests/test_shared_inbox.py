"""A posting's mails among ten thousand that are none of its business: those are left as they were."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders import documents
from builders.mails import mail
from builders.reports import Lost, postfix
from rigs.office import IN_TIME, SUBJECT, Office

pytestmark = pytest.mark.timeout(900)

OTHERS, OURS = 10_000, 20
PDF = documents.pdf(["Facture\nMontant à payer : 1 200 dirhams"])
FILES = [
    ("CV.txt", documents.CV_FR.encode()),
    ("Lettre.txt", documents.LETTER_FR.encode()),
    ("Références.txt", documents.REFERENCES_FR(3).encode()),
]


N = "XNUMBERX"  # each mail has its own in this place


# --- the mails of an ordinary inbox ---


def written(**words: Any) -> bytes:
    """A mail with N in its words."""
    return mail(message_id=f"<{N}@mail.example.com>", **words)


def lost() -> bytes:
    """A report that a letter of a colleague's did not arrive."""
    sent = written(sender="jobs@example.org", to=f"x{N}@example.net", subject="Convocation")
    return postfix(Lost(raw=sent, address=f"x{N}@example.net"))


PERSON = written(
    sender=f"Karim <karim{N}@example.com>", subject="Réunion de jeudi", text=f"La réunion {N} est déplacée.\n"
)
REPLY = written(
    sender=f"Lina <lina{N}@example.org>", subject="RE: Budget 2027", text="D'accord.\n\n> Budget ?\n"
)
INVOICE = written(sender=f"compta{N}@example.net", subject="Votre facture", files=[("Facture.pdf", PDF)])
NEWSLETTER = written(
    sender="news@news.example",
    subject="La lettre de mai",
    html=f"<html><body><h1>La lettre {N}</h1></body></html>",
    headers={"List-Unsubscribe": "<https://news.example/off>", "Precedence": "bulk"},
)
SPAM = written(sender=f"win{N}@lucky.example", subject="You have won", text="Click!\n")
ELSEWHERE = written(  # somebody applies for another job, with real documents
    sender=f"Sara <sara{N}@example.com>", subject="Candidature spontanée - comptable", files=FILES[:1]
)
KINDS = (PERSON, REPLY, NEWSLETTER, PERSON, INVOICE, lost(), REPLY, SPAM, PERSON, ELSEWHERE)
APPLICATION = written(sender=f"Nora <nora{N}@example.com>", subject=SUBJECT, files=FILES)


# --- the mailbox, made on disk ---

FLAGS = ("", "S", "RS", "FS", "S", "", "Sa", "S", "T", "S")  # by Maildir's letters; "a" is a keyword


def fill(maildir: Path) -> None:
    """Write the mails as Dovecot keeps them, those of the posting among them, read and unread."""
    for folder in ("cur", "new", "tmp"):
        (maildir / folder).mkdir(parents=True)
    (maildir / "dovecot-keywords").write_text("0 Important\n")
    for number in range(OTHERS + OURS):
        pattern = APPLICATION if number % (OTHERS // OURS + 1) == 0 else KINDS[number % len(KINDS)]
        unseen = number >= OTHERS  # arrived since somebody looked last
        name = f"{number:06}.M1P1.rig" + ("" if unseen else f":2,{FLAGS[number % len(FLAGS)]}")
        path = maildir / ("new" if unseen else "cur") / name
        path.write_bytes(pattern.replace(N.encode(), str(number).encode()))
        when = (IN_TIME - timedelta(minutes=number)).timestamp()
        os.utime(path, (when, when))
    owner = maildir.parent.parent.stat()
    for path in (maildir.parent, maildir, *maildir.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)


NOTES = re.compile("index|uidlist")  # the server's own: how long it found a mail to be
STATUS = ("MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "HIGHESTMODSEQ")


def dump(office: Office, maildir: Path) -> tuple[Any, ...]:
    """Everything that a person, a mail program or the server itself could see of the mailbox."""
    files = {
        path.relative_to(maildir): (sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns)
        for path in maildir.rglob("*")
        if path.is_file() and not NOTES.search(path.name)
    }
    with office.dovecot.client(office.user) as client:
        client.enable("CONDSTORE")
        status = client.folder_status(
            "INBOX", ["MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN", "HIGHESTMODSEQ"]
        )
        client.select_folder("INBOX", readonly=True)
        mails = client.fetch(client.search("ALL"), ["FLAGS", "MODSEQ", "INTERNALDATE", "RFC822.SIZE"])
        return files, status, {uid: dict(mail) for uid, mail in mails.items()}, client.list_folders()


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder in memory where there is one: ten thousand mails are a million writes to a disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def test_unrelated_mail_gets_no_answer_no_flag_and_no_byte_of_it_changes(base, dovecot, user, sink):
    office = Office(base, dovecot, user, sink)
    maildir = dovecot.maildir(user)
    fill(maildir)
    dump(office, maildir)  # the server makes its notes
    before = dump(office, maildir)

    done = office.poll()
    outcomes = Counter(done["outcomes"])
    assert outcomes.total() == OTHERS + OURS
    assert outcomes.keys() == {"application", "unmatched", "automatic"}
    assert outcomes["application"] == done["sent"] == OURS
    assert {each["status"] for each in office.applications()} == {"complete"}
    answered = {recipient for letter in office.letters for recipient in letter.recipients}
    assert answered == {each["candidate"]["email"] for each in office.applications()}
    assert all(address.startswith("nora") for address in answered)

    folders = office.run("reconcile", "--json").json["folders"]
    assert [(each["on_server"], each["missing"]) for each in folders] == [(OTHERS + OURS, 0)]
    again = office.poll()
    assert (again["outcomes"], again["sent"]) == ({}, 0)
    assert dump(office, maildir) == before
