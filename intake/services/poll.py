"""One pass over a mailbox: every mail that the ledger does not know is taken in, in UID order.

The cursor of a folder is the highest UID below which every UID has its row, so a pass that dies
anywhere is simply made again. Flags, dates and the order of arrival decide nothing.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from intake.crash import crashpoint
from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble, stumble
from intake.services.desk import Desk, Fetched, FolderState, ImapSession, Mail
from intake.services.receive import Done, receive
from intake.store import ledger, workers
from intake.store.ledger import Copy, Cursor

log = logging.getLogger(__name__)

KEYWORD = "$Intake"
_HANG_UPS = 5  # mails in one pass on which a server may hang up

# Told (mailbox, mails done, mails to do) after each mail.
Progress = Callable[[str, int, int], None]
# Told what became of each mail, its number and how many there are.
Note = Callable[[Done | None, int, int], None]


@dataclass(kw_only=True, slots=True)
class Polled:
    """What one pass over a mailbox did; `error` says what kept it from its end."""

    name: str
    fetched: int = 0
    new: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    error: str | None = None
    busy: bool = False  # another process was at it: nothing was done, nothing is wrong


def poll(desk: Desk, mailbox: Mailbox, progress: Progress | None = None) -> Polled:
    """Take in all that is new in the watched folders of one mailbox. Trouble is told, not raised."""
    result = Polled(name=mailbox.name)
    try:
        with leased(desk, mailbox.name) as got_it:
            if not got_it:
                result.busy = True
                return result
            _pass(desk, mailbox, result, progress)
            with desk.database.write() as tx:
                if result.error:
                    ledger.went_wrong(tx, mailbox.name, desk.now(), result.error)
                else:
                    ledger.went_well(tx, mailbox.name, desk.now())
    except Trouble as trouble:  # of the database itself
        result.error = str(trouble)
    if result.error:
        log.warning("mailbox=%s poll failed", mailbox.name)
    return result


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
    try:
        with ExitStack() as stack:
            session = stack.enter_context(desk.open_imap(mailbox))
            for name in watched(mailbox, session):
                if desk.stopping.is_set():
                    break
                folder = Folder(mailbox=mailbox, name=name, session=session, stack=stack)
                try:
                    _read(desk, folder, note)
                except Trouble as trouble:
                    errors.append(str(trouble))
                session = folder.session
                if not session.alive:
                    break
    except Trouble as trouble:
        errors.append(str(trouble))
    except Exception as error:  # noqa: BLE001 - a mailbox on which we stumble must not stop the others
        log.error("mailbox=%s %s", mailbox.name, stumble(error))  # noqa: TRY400 - it says less
        errors.append(
            f"intake stumbled on mailbox {mailbox.name} ({type(error).__name__}): please report this."
        )
    result.error = " ".join(dict.fromkeys(errors)) or None


def watched(mailbox: Mailbox, session: ImapSession) -> Sequence[str]:
    """The folders to read: those named, and the junk folder where that is asked for."""
    junk = session.junk() if mailbox.junk else None
    return tuple(dict.fromkeys((*mailbox.folders, *((junk,) if junk else ()))))


@dataclass(kw_only=True, slots=True)
class Folder:
    """A folder that is being read. A session that breaks is replaced; `stack` closes them all."""

    mailbox: Mailbox
    name: str
    session: ImapSession
    stack: ExitStack
    uidvalidity: int = 0

    def examine(self) -> FolderState:
        """Open the folder for reading, and note its numbering."""
        state = self.session.examine(self.name)
        self.uidvalidity = state.uidvalidity or 0
        return state


def _read(desk: Desk, folder: Folder, note: Note) -> None:
    """Take in what is new in one folder, then mark it where that is asked for."""
    mailbox, name = folder.mailbox, folder.name
    state = folder.examine()
    cursor = _cursor(desk, folder)
    if state.uidnext is not None and state.uidnext <= cursor:  # a server restored from a backup
        log.warning("mailbox=%s UIDs went back: the folder is read anew", mailbox.name)
        with desk.database.write() as tx:
            ledger.retire_numbering(tx, mailbox.name, name, folder.uidvalidity)
        cursor = 0
    if state.uidnext is None or state.uidnext > cursor + 1:
        uids = folder.session.uids(cursor + 1)
        with desk.database.read() as tx:
            known = ledger.known(tx, mailbox.name, name, folder.uidvalidity, cursor)
        left = take_in(desk, folder, [uid for uid in uids if uid not in known], note)
        _advance(desk, folder, min(left) - 1 if left else max((cursor, *uids)))
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


def _advance(desk: Desk, folder: Folder, uid: int) -> None:
    crashpoint("before cursor")
    with desk.database.write() as tx:
        value = Cursor(uidvalidity=folder.uidvalidity, uid=uid)
        ledger.set_cursor(tx, folder.mailbox.name, folder.name, value)
    crashpoint("cursor moved")


def take_in(desk: Desk, folder: Folder, uids: Sequence[int], note: Note) -> set[int]:
    """Take in those mails; return the UIDs that are still without a row."""
    left = set(uids)
    missed: set[int] = set()
    for number, fetched in enumerate(_each(desk, folder, uids, missed), start=1):
        if desk.stopping.is_set():
            break
        crashpoint("fetched")
        sha256 = desk.blobs.put(fetched.raw)
        crashpoint("stored")
        mail = Mail(
            mailbox=folder.mailbox,
            raw=fetched.raw,
            sha256=sha256,
            received_at=fetched.received_at or desk.received_at(fetched.raw),
        )
        copy = Copy(
            mailbox=folder.mailbox.name,
            folder=folder.name,
            uidvalidity=folder.uidvalidity,
            uid=fetched.uid,
        )
        done = receive(desk, mail, copy)
        crashpoint("received")
        note(done, number, len(uids))
        left.discard(fetched.uid)
    return left - _gone(folder, left - missed)


def _gone(folder: Folder, uids: set[int]) -> set[int]:
    """Those of the mails that are no longer on the server: it gave none, and lists none."""
    vanished = {uid for uid in uids if folder.session.skipped.get(uid) == "vanished"}
    return vanished - set(folder.session.uids(min(vanished))) if vanished else set()


def _each(desk: Desk, folder: Folder, uids: Sequence[int], missed: set[int]) -> Iterator[Fetched]:
    """Yield the mails; where the server hangs up on one, go on behind it over another connection.

    The mails on which it hangs up are noted in `missed`, a few at most in one pass.
    """
    todo, singly = list(uids), False
    while True:
        try:
            for mail in folder.session.fetch(todo, singly=singly):
                todo = todo[todo.index(mail.uid) + 1 :]
                yield mail
        except Trouble:
            if folder.session.alive or not todo or len(missed) >= _HANG_UPS:
                raise
            if singly:
                missed.add(todo.pop(0))
        else:
            return
        singly = True
        folder.session = folder.stack.enter_context(desk.open_imap(folder.mailbox))
        before = folder.uidvalidity
        folder.examine()
        if folder.uidvalidity != before:
            text = f"Folder {folder.name} was numbered anew meanwhile."
            raise Trouble(text, "It is read at the next poll.")


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
