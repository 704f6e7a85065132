"""Log in to every account and say what was found, each finding a sentence with its remedy."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.services.desk import Desk, ImapSession
from intake.services.poll import watched
from intake.settings import Finding


def inspect(desk: Desk) -> Iterator[Finding]:
    """Try each mailbox's IMAP and SMTP account, the storage and the database; change nothing there."""
    for mailbox in desk.settings.mailboxes.values():
        yield from _imap(desk, mailbox)
        yield from _smtp(desk, mailbox)


def letter_faults(desk: Desk) -> Iterator[Finding]:
    """The faults of the organisation's own templates; the built-in ones stand in for those."""
    for fault in desk.letters.faults():
        where = f"{fault.file}:{fault.line}" if fault.line else fault.file
        yield Finding(level="error", where=where, text=fault.text, remedy=fault.remedy)


def _imap(desk: Desk, mailbox: Mailbox) -> Iterator[Finding]:
    where = f"mailbox {mailbox.name}, imap {mailbox.imap.host}:{mailbox.imap.port}"
    try:
        with desk.open_imap(mailbox) as session:
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
            text = (
                "Connected; letters can be handed over."
                if mailbox.smtp.username is None
                else ("Logged in; letters can be handed over.")
            )
            yield Finding(level="info", where=where, text=text, remedy="")
    except Trouble as trouble:
        yield Finding(level="error", where=where, text=trouble.text, remedy=trouble.remedy)
