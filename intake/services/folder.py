"""A folder on a server while it is read: its numbering, and connections that break on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.services.desk import Desk, Fetched, FolderState, ImapSession
from intake.services.guests import Downloads

_HANG_UPS = 5  # mails in one pass on which a server may hang up


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

    def went_back(self, state: FolderState, cursor: int) -> bool:
        """Whether the server gives UIDs again that it gave before, as one restored from a backup does.

        Where the mail at the cursor is still there, it is only UIDNEXT that is out of date.
        """
        if not cursor or state.uidnext is None or state.uidnext > cursor:
            return False
        return cursor not in self.session.uids(cursor)

    def gone(self, uids: set[int]) -> set[int]:
        """Those of the mails that are no longer on the server: it gave none, and lists none."""
        vanished = {uid for uid in uids if self.session.skipped.get(uid) == "vanished"}
        return vanished - set(self.session.uids(min(vanished))) if vanished else set()


def each(desk: Desk, folder: Folder, uids: Sequence[int], missed: set[int]) -> Iterator[Fetched]:
    """Yield the mails; where the server hangs up on one, go on behind it over another connection.

    The mails on which it hangs up are noted in `missed`, a few at most in one pass.
    """
    todo, singly = list(uids), False
    downloads = Downloads(desk, folder.mailbox)
    while True:
        try:
            downloads.look(folder.session)
            for mail in folder.session.fetch(todo, singly=singly):
                todo = todo[todo.index(mail.uid) + 1 :]
                yield mail
                downloads.look(folder.session)
        except Trouble as trouble:
            if trouble.refusal or folder.session.alive or not todo or len(missed) >= _HANG_UPS:
                raise
            if singly:
                missed.add(todo.pop(0))
        else:
            return
        finally:
            downloads.end()
        singly = True
        folder.stack.close()  # one connection after another: a server may allow no more
        folder.session = folder.stack.enter_context(desk.open_imap(folder.mailbox))
        before = folder.uidvalidity
        folder.examine()
        if folder.uidvalidity != before:
            text = f"Folder {folder.name} was numbered anew meanwhile."
            raise Trouble(text, "It is read at the next poll.")
