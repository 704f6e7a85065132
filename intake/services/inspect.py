"""Say what is wrong now, and what every account answers to a login: a sentence and its remedy each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.domain.watch import own_certificate
from intake.services import alarms, guests
from intake.services.desk import Desk, ImapSession, Scanner
from intake.services.folder import watched
from intake.settings import Finding
from intake.store.database import SCHEMA

FOUND_BY_LOGIN = ("mailbox_failing", "login_refused", "folder_missing")  # of what `inspect` sees itself
_OLD_SIGNATURES = 7  # days; ClamAV publishes them daily


def inspect(desk: Desk) -> Iterator[Finding]:
    """Try each mailbox's IMAP and SMTP account, and a bucket; change nothing there."""
    if desk.settings.signs_in_by_token:
        desk.sign_ins.try_at_once()
    for mailbox in desk.settings.mailboxes.values():
        yield from log_ins(desk, mailbox)
    if not isinstance(desk.settings.storage, Path):  # of a folder, its disk is looked at by `operations`
        yield from _storage(desk)
    yield from _documents(desk)


def log_ins(desk: Desk, mailbox: Mailbox) -> Iterator[Finding]:
    """Try the IMAP and the SMTP account of one mailbox."""
    yield from _imap(desk, mailbox)
    yield from _smtp(desk, mailbox)


def _storage(desk: Desk) -> Iterator[Finding]:
    """Whether a bucket lets us do all that we do; a probe is written and removed."""
    where = f"storage {desk.settings.storage}"
    try:
        remarks = desk.blobs.check()
    except Trouble as trouble:
        yield Finding(level="error", where=where, text=trouble.text, remedy=trouble.remedy)
        return
    for remark in remarks:
        yield Finding(level="warning", where=where, text=remark.text, remedy=remark.remedy)
    text = "Objects can be written, read, listed and removed."
    yield Finding(level="info", where=where, text=text, remedy="")


def _documents(desk: Desk) -> Iterator[Finding]:
    """How well we are guarded against the documents that we read."""
    if not desk.reader.confined:
        yield Finding(
            level="info",
            where="documents",
            text="Documents are read with limits on memory and time, but not cut off from the network here.",
            remedy="Nothing needs to be done; on Linux (x86_64, aarch64) they are.",
        )
    if desk.scanner is not None:
        yield _antivirus(desk, desk.scanner)


def recognition(desk: Desk) -> Iterator[Finding]:
    """Whether all files can be read that we could read: what libraries and Tesseract lack, if anything."""
    for extra in desk.reader.extras_lacking:
        yield Finding(level="info", where="documents", text=_UNREAD[extra], remedy=_EXTRAS[extra])
    lacks = desk.reader.lacks
    if not lacks:
        return
    if "tesseract" in lacks:
        text = "Tesseract is not installed: scans and photos cannot be read, each waits for a person."
    else:
        missing = ", ".join(_NAMES_OF_LANGUAGES.get(each, each) for each in lacks)
        text = f"Tesseract lacks data ({missing}): some scans and photos cannot be read."
    yield Finding(level="warning", where="documents", text=text, remedy=_INSTALL)


_UNREAD = {
    "archives": "libarchive is not installed: 7z and RAR archives cannot be read, each waits for a person.",
    "heif": "The extra 'heif' is not installed: HEIC photos cannot be read, each waits for a person.",
}
_EXTRAS = {
    "archives": (
        "pip install 'intake[archives]', and the system's library: Debian, Ubuntu: apt-get install "
        "libarchive-tools; Fedora: dnf install libarchive; macOS: brew install libarchive. Then restart."
    ),
    "heif": "pip install 'intake[heif]', then restart intake.",
}
_NAMES_OF_LANGUAGES = {"fra": "French, fra", "ara": "Arabic, ara", "osd": "orientation of pages, osd"}
_INSTALL = (
    "Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-fra tesseract-ocr-ara. "
    "Fedora: dnf install tesseract tesseract-osd tesseract-langpack-fra tesseract-langpack-ara. "
    "macOS: brew install tesseract tesseract-lang. Then restart intake."
)


def _antivirus(desk: Desk, scanner: Scanner) -> Finding:
    try:
        made = scanner.signatures()
    except Trouble as trouble:
        return Finding(level="error", where="antivirus", text=trouble.text, remedy=trouble.remedy)
    if made is None:
        text = "The virus scanner answers; it says nothing of how old its signatures are."
        return Finding(level="warning", where="antivirus", text=text, remedy="See that freshclam runs.")
    days = (desk.now() - made).days
    old = days > _OLD_SIGNATURES
    return Finding(
        level="warning" if old else "info",
        where="antivirus",
        text=f"The virus scanner answers; its signatures are {days} day(s) old.",
        remedy="See that freshclam runs." if old else "",
    )


def operations(desk: Desk, besides: Collection[str] = ()) -> Iterator[Finding]:
    """What is wrong now by the database, if there is one: what stands, silence, disks and clocks.

    Alarms of the codes `besides` are left out.
    """
    try:
        if not has_database(desk):
            return  # nothing has been done yet, by this version
        found = alarms.wrong_now(desk)
    except Trouble as trouble:
        yield Finding(level="error", where="database", text=trouble.text, remedy=trouble.remedy)
        return
    for alarm in (alarm for alarm in found if alarm.code not in besides):
        where = f"mailbox {alarm.place}" if alarm.place else "this machine"
        yield Finding(level=alarm.level, where=where, text=alarm.text, remedy=alarm.remedy)


def has_database(desk: Desk) -> bool:
    """Whether there is a database of this version's schema. Raises Trouble."""
    file = desk.database.file
    return (file is None or file.exists()) and desk.database.version() == SCHEMA


def letter_faults(desk: Desk) -> Iterator[Finding]:
    """The faults of the organisation's own templates; the built-in ones stand in for those."""
    for fault in desk.letters.faults():
        where = f"{fault.file}:{fault.line}" if fault.line else fault.file
        yield Finding(level="error", where=where, text=fault.text, remedy=fault.remedy)


def _imap(desk: Desk, mailbox: Mailbox) -> Iterator[Finding]:
    where = f"mailbox {mailbox.name}, imap {mailbox.imap.host}:{mailbox.imap.port}"
    if own := own_certificate(mailbox.name, desk.own_certificate_ends(mailbox.imap), desk.now()):
        yield Finding(level="warning", where=where, text=own.text, remedy=own.remedy)
    try:
        with desk.open_imap(mailbox) as session:
            _accepted(desk, mailbox, "imap")
            folders = watched(mailbox, session)
            if mailbox.junk and session.junk() is None:
                yield Finding(
                    level="warning",
                    where=where,
                    text="'junk: true' is asked for, and the server names no \\Junk folder.",
                    remedy="Add the junk folder to 'folders' by its name.",
                )
            for folder in folders:
                yield _folder(session, where, folder)
            if not session.can_idle:
                yield Finding(
                    level="info",
                    where=where,
                    text="The server has no IDLE: new mail is found at each poll only.",
                    remedy="Nothing needs to be done; shorten 'poll.every' if answers come too late.",
                )
    except Trouble as trouble:
        yield Finding(level="error", where=where, text=trouble.text, remedy=trouble.remedy)


def _accepted(desk: Desk, mailbox: Mailbox, protocol: guests.Protocol) -> None:
    """An account that was left alone, and is let in, may be asked again."""
    if has_database(desk):
        with desk.database.write() as tx:
            guests.accepted(tx, mailbox, protocol)


def _folder(session: ImapSession, where: str, folder: str) -> Finding:
    try:
        state = session.examine(folder)
    except Trouble as trouble:
        return Finding(level="error", where=where, text=trouble.text, remedy=trouble.remedy)
    return Finding(
        level="info",
        where=where,
        text=f"Logged in; folder {folder} can be read and holds {state.exists} mail(s).",
        remedy="",
    )


def _smtp(desk: Desk, mailbox: Mailbox) -> Iterator[Finding]:
    where = f"mailbox {mailbox.name}, smtp {mailbox.smtp.host}:{mailbox.smtp.port}"
    try:
        with desk.open_smtp(mailbox):
            _accepted(desk, mailbox, "smtp")
            text = (
                "Connected; letters can be handed over."
                if mailbox.smtp.username is None
                else ("Logged in; letters can be handed over.")
            )
            yield Finding(level="info", where=where, text=text, remedy="")
    except Trouble as trouble:
        yield Finding(level="error", where=where, text=trouble.text, remedy=trouble.remedy)
