"""One pass over a mailbox: every mail that the ledger does not know is taken in, in UID order.

The cursor of a folder is the highest UID below which every UID has its row, so a pass that dies
anywhere is simply made again. Flags, dates and the order of arrival decide nothing.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from intake.crash import crashpoint
from intake.domain.model import Mailbox
from intake.domain.refusals import Refusal
from intake.domain.trouble import Trouble, stumble
from intake.domain.watch import folders_gone
from intake.services import guests
from intake.services.alarms import look_at_certificate
from intake.services.batch import Note, take_in
from intake.services.desk import Desk
from intake.services.folder import Folder, watched
from intake.services.record import Done
from intake.store import ledger, workers
from intake.store.ledger import Cursor

log = logging.getLogger(__name__)

KEYWORD = "$Intake"

# Told (mailbox, mails done, mails to do) after each mail.
Progress = Callable[[str, int, int], None]


@dataclass(kw_only=True, slots=True)
class Polled:
    """What one pass over a mailbox did; `error` says what kept it from its end."""

    name: str
    fetched: int = 0
    new: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    error: str | None = None
    permanent: bool = False  # the server refuses us: to ask often would do harm
    until: datetime | None = None  # the account is left alone until then
    asked: bool = True  # False: it is left alone since an earlier pass
    refusal: Refusal | None = None
    let_in: bool = False
    busy: bool = False  # another process was at it: nothing was done, nothing is wrong


def poll(desk: Desk, mailbox: Mailbox, progress: Progress | None = None) -> Polled:
    """Take in all that is new in the watched folders of one mailbox. Trouble is told, not raised."""
    result = Polled(name=mailbox.name)
    try:
        with leased(desk, mailbox.name) as got_it:
            if not got_it:
                result.busy = True
                return result
            if _left_alone(desk, mailbox, result):
                return result
            _pass(desk, mailbox, result, progress)
            crashpoint("pass ended")
            with desk.database.write() as tx:
                if result.refusal:
                    result.until = guests.refuse(desk, tx, mailbox, "imap", result.refusal)
                elif result.let_in:
                    guests.accepted(tx, mailbox, "imap")
                if result.error:
                    ledger.went_wrong(tx, mailbox.name, desk.now(), result.error)
                else:
                    ledger.went_well(tx, mailbox.name, desk.now())
    except Trouble as trouble:  # of the database itself
        result.error = str(trouble)
    if result.error:
        log.warning("mailbox=%s poll failed", mailbox.name)
    return result


def _left_alone(desk: Desk, mailbox: Mailbox, result: Polled) -> bool:
    """Whether the server has refused us, and is not to be asked again yet."""
    with desk.database.read() as tx:
        rest = guests.resting(desk, tx, mailbox, "imap")
    if rest is None:
        return False
    result.error = guests.told(desk, rest)
    result.permanent, result.until, result.asked = rest.permanent, rest.until, False
    return True


@contextmanager
def leased(desk: Desk, name: str) -> Iterator[bool]:
    """Hold a mailbox's lease; False where a living process (or a thread of ours) holds it."""
    lock = desk.lock(f"mailbox {name}")
    if not lock.acquire(blocking=False):
        yield False
        return
    try:
        with desk.database.write() as tx:
            now = desk.now()
            ledger.start(tx, name, now)
            got_it = workers.lease(tx, name, desk.me, workers.the_dead(tx, desk.me, now))
        crashpoint("leased")
        try:
            yield got_it
        finally:
            if got_it:
                with desk.database.write() as tx:
                    workers.release(tx, name, desk.me)
                crashpoint("released")
    finally:
        lock.release()


def _pass(desk: Desk, mailbox: Mailbox, result: Polled, progress: Progress | None) -> None:
    def note(done: Done | None, number: int, total: int) -> None:
        result.fetched += 1
        if done:
            result.new += 1
            result.outcomes[done.outcome] += 1
        if progress:
            progress(mailbox.name, number, total)

    errors: list[str] = []
    gone: list[str] = []
    try:
        with ExitStack() as stack:
            session = stack.enter_context(desk.open_imap(mailbox))
            result.let_in = True
            look_at_certificate(desk, mailbox, "imap", session.certificate_ends)
            for name in watched(mailbox, session):
                if desk.stopping.is_set():
                    break
                folder = Folder(mailbox=mailbox, name=name, session=session, stack=stack)
                if trouble := _read_or_say(desk, folder, note, gone):
                    errors.append(str(trouble))
                    result.refusal = trouble.refusal
                session = folder.session
                if result.refusal or not session.alive:
                    break
    except Trouble as trouble:
        errors.append(str(trouble))
        result.permanent, result.refusal = trouble.permanent, trouble.refusal
    except Exception as error:  # noqa: BLE001 - a mailbox on which we stumble must not stop the others
        log.error("mailbox=%s %s", mailbox.name, stumble(error))  # noqa: TRY400 - it says less
        errors.append(
            f"intake stumbled on mailbox {mailbox.name} ({type(error).__name__}): please report this."
        )
    desk.notice("folder_missing", mailbox.name, folders_gone(mailbox.name, gone))
    result.error = " ".join(dict.fromkeys(errors)) or None


def _read_or_say(desk: Desk, folder: Folder, note: Note, gone: list[str]) -> Trouble | None:
    """Take in what is new in one folder; say what kept it from its end. One not there goes to `gone`."""
    try:
        _read(desk, folder, note)
    except Trouble as trouble:
        if not trouble.refusal and folder.session.alive and folder.name not in folder.session.folders():
            gone.append(folder.name)
        return trouble
    return None


def _read(desk: Desk, folder: Folder, note: Note) -> None:
    """Take in what is new in one folder, then mark it where that is asked for."""
    mailbox, name = folder.mailbox, folder.name
    state = folder.examine()
    crashpoint("examined")
    cursor = _cursor(desk, folder)
    if folder.went_back(state, cursor):
        log.warning("mailbox=%s UIDs went back: the folder is read anew", mailbox.name)
        with desk.database.write() as tx:
            ledger.retire_numbering(tx, mailbox.name, name, folder.uidvalidity)
            crashpoint("retiring")
        crashpoint("retired")
        cursor = 0
    if state.uidnext != cursor + 1 or (state.exists and not cursor):
        uids = folder.session.uids(cursor + 1)
        if state.exists and not uids and not cursor:
            raise Trouble(
                f"Folder {name} of mailbox {mailbox.name} holds {state.exists} mail(s), and its server lists "
                "none.",
                "It is asked again at the next poll; if this lasts, look at the server.",
            )
        with desk.database.read() as tx:
            known = ledger.known(tx, mailbox.name, name, folder.uidvalidity, cursor)
        crashpoint("listed")
        left = take_in(desk, folder, [uid for uid in uids if uid not in known], note)
        _advance(desk, folder, cursor, left)
        if left and not desk.stopping.is_set():
            raise Trouble(
                f"{len(left)} mail(s) in folder {name} of mailbox {mailbox.name} could not be fetched "
                f"(first: UID {min(left)}).",
                "They are tried again at the next poll; if this lasts, look at them in a mail program.",
            )
    if mailbox.processed != "leave":
        _mark(desk, folder)


def _cursor(desk: Desk, folder: Folder) -> int:
    """Up to where a folder is read. Another UIDVALIDITY is another numbering: from the first again."""
    with desk.database.read() as tx:
        stored = ledger.cursor(tx, folder.mailbox.name, folder.name)
    return stored.uid if stored and stored.uidvalidity == folder.uidvalidity else 0


def _advance(desk: Desk, folder: Folder, cursor: int, left: set[int]) -> None:
    """Move the cursor up to the last row below the first mail that is left.

    Only rows count: a UID that was listed and then proved to be none may be above those to come.
    """
    crashpoint("before cursor")
    with desk.database.write() as tx:
        rows = ledger.known(tx, folder.mailbox.name, folder.name, folder.uidvalidity, cursor)
        last = max((uid for uid in rows if not left or uid < min(left)), default=cursor)
        value = Cursor(uidvalidity=folder.uidvalidity, uid=last)
        ledger.set_cursor(tx, folder.mailbox.name, folder.name, value)
    crashpoint("cursor moved")


def _mark(desk: Desk, folder: Folder) -> None:
    """Flag or move the applications' mails, now that the database has committed them."""
    mailbox = folder.mailbox
    with desk.database.read() as tx:
        rows = ledger.unmarked(tx, mailbox.name, folder.name, folder.uidvalidity)
    if not rows:
        return
    crashpoint("before mark")
    uids = [uid for _, uid in rows]
    if mailbox.processed == "flag":
        folder.session.flag(folder.name, uids, KEYWORD)
    else:
        assert mailbox.move_to is not None
        folder.session.move(folder.name, uids, mailbox.move_to)
    crashpoint("marked")
    with desk.database.write() as tx:
        for row_id, _ in rows:
            ledger.change(tx, row_id, {"marked": True})
    crashpoint("mark noted")
