"""Prove that no mail was lost: every UID on the server has its row; a missing one is taken in now.

A row of a UID that the server has still to give would hide the mail that gets it: it is set aside.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import asdict, dataclass

from intake.crash import crashpoint
from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.domain.watch import differences
from intake.services import guests
from intake.services.batch import take_in
from intake.services.desk import Desk
from intake.services.folder import Folder, watched
from intake.services.poll import leased
from intake.store import audit, ledger, upkeep

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
    beyond: int  # rows of UIDs that the server has not given yet: set aside
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
            with desk.database.read() as tx:
                rest = guests.resting(desk, tx, mailbox, "imap")
            if rest is not None:
                return Reconciled(folders=(), error=guests.told(desk, rest, f"Mailbox {mailbox.name}"))
            with ExitStack() as stack:
                session = stack.enter_context(desk.open_imap(mailbox))
                for name in watched(mailbox, session):
                    place = Folder(mailbox=mailbox, name=name, session=session, stack=stack)
                    folders.append(_compare(desk, place))
                    session = place.session
    except Trouble as trouble:
        if trouble.refusal:
            with desk.database.write() as tx:
                guests.refuse(desk, tx, mailbox, "imap", trouble.refusal)
        return _remembered(desk, mailbox, Reconciled(folders=tuple(folders), error=str(trouble)))
    missing, mended = sum(len(each.missing) for each in folders), sum(each.mended for each in folders)
    found = differences(mailbox.name, missing, mended, sum(each.beyond for each in folders))
    desk.notice("reconcile_difference", mailbox.name, found)
    return _remembered(desk, mailbox, Reconciled(folders=tuple(folders)))


def _remembered(desk: Desk, mailbox: Mailbox, done: Reconciled) -> Reconciled:
    """Keep what was found: the health page shows it until the next time."""
    folders = [asdict(each) | {"missing": len(each.missing)} for each in done.folders]
    with desk.database.write() as tx:
        upkeep.note_reconciled(tx, mailbox.name, desk.now(), {"folders": folders, "error": done.error})
    return done


def _compare(desk: Desk, folder: Folder) -> Compared:
    state = folder.examine()
    on_server = set(folder.session.uids(1))
    known = _known(desk, folder)
    ahead = {uid for uid in known - on_server if state.uidnext is not None and uid >= state.uidnext}
    if ahead:
        log.warning("mailbox=%s %d row(s) of mails that never came", folder.mailbox.name, len(ahead))
        with desk.database.write() as tx:
            ledger.set_aside(tx, folder.mailbox.name, folder.name, folder.uidvalidity, ahead)
    missing = sorted(on_server - known)
    crashpoint("compared")
    if missing:
        log.warning("mailbox=%s %d mail(s) without a row", folder.mailbox.name, len(missing))
        with desk.database.write() as tx:
            note = f"{len(missing)} mail(s) of {folder.mailbox.name} without a row"
            audit.record(tx, at=desk.now(), actor=desk.actor, action="reconcile", note=note)
        take_in(desk, folder, missing, lambda *_: None)
    return Compared(
        mailbox=folder.mailbox.name,
        folder=folder.name,
        on_server=len(on_server),
        in_ledger=len(known),
        missing=tuple(missing),
        mended=len(set(missing) & _known(desk, folder)),
        beyond=len(ahead),
        gone=len(known - on_server - ahead),
    )


def _known(desk: Desk, folder: Folder) -> set[int]:
    """The UIDs of the folder's present numbering that have a row."""
    with desk.database.read() as tx:
        return ledger.known(tx, folder.mailbox.name, folder.name, folder.uidvalidity)
