"""Prove that no mail was lost: every UID on the server has its row; a missing one is taken in now."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.services.desk import Desk, ImapSession
from intake.services.poll import Folder, leased, take_in, watched
from intake.store import ledger

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One folder held against the ledger."""

    mailbox: str
    folder: str
    on_server: int
    in_ledger: int  # rows in the folder's present numbering, those of mails gone from the server included
    missing: tuple[int, ...]  # UIDs on the server without a row
    mended: int  # of them, how many have one now
    gone: int  # rows whose mail is no longer in the folder (moved or deleted by somebody): kept here


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciled:
    """All folders of one mailbox; `error` says what kept it from its end."""

    folders: tuple[Compared, ...]
    error: str | None = None


def reconcile(desk: Desk, mailbox: Mailbox) -> Reconciled:
    """Compare every watched folder of a mailbox with the ledger, and take in what is missing."""
    folders: list[Compared] = []
    try:
        with leased(desk, mailbox.name) as got_it:
            if not got_it:
                return Reconciled(folders=(), error=f"{mailbox.name}: another process is at work in it.")
            with desk.open_imap(mailbox) as session:
                folders.extend(_compare(desk, mailbox, session, name) for name in watched(mailbox, session))
    except Trouble as trouble:
        return Reconciled(folders=tuple(folders), error=str(trouble))
    return Reconciled(folders=tuple(folders))


def _compare(desk: Desk, mailbox: Mailbox, session: ImapSession, folder: str) -> Compared:
    uidvalidity = session.examine(folder).uidvalidity or 0
    on_server = set(session.uids(1))
    with desk.database.read() as tx:
        known = ledger.known(tx, mailbox.name, folder, uidvalidity)
    missing = sorted(on_server - known)
    if missing:
        log.warning("mailbox=%s %d mail(s) without a row", mailbox.name, len(missing))
        place = Folder(mailbox=mailbox, session=session, name=folder, uidvalidity=uidvalidity)
        take_in(desk, place, missing, lambda *_: None)
    with desk.database.read() as tx:
        now_known = ledger.known(tx, mailbox.name, folder, uidvalidity)
    return Compared(
        mailbox=mailbox.name,
        folder=folder,
        on_server=len(on_server),
        in_ledger=len(known),
        missing=tuple(missing),
        mended=len(set(missing) & now_known),
        gone=len(known - on_server),
    )
