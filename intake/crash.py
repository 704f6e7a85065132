"""Numbered places where the crash tests stop or kill the process; nothing at all in production.

INTAKE_CRASH_AT names one of `POINTS`, or its number, and by `:n` the n-th time it is passed (else the
first; the 0th never comes: the passes are only counted). INTAKE_CRASH_BY is the signal, KILL or STOP.
"""

from __future__ import annotations

import os
import signal
import threading
from typing import Final

# Each point in the order in which it is passed, with its file and what has just been done. "Not
# committed" says that a transaction is open. A further point is one more line.
POINTS: Final = {
    # a process
    "upgrading": ("store/database", "the schema is this version's, not committed"),
    "upgraded": ("store/database", "the schema is committed"),
    "heard": ("app", "the other processes know of this one"),
    # signing in
    "token granted": ("services/sign_in", "another token has come, and the one before may be spent"),
    "token kept": ("services/sign_in", "it is committed"),
    # a mail's way in
    "leased": ("services/poll", "the mailbox is this process's"),
    "examined": ("services/poll", "the folder's numbering is known"),
    "retiring": ("services/poll", "UIDs went back: the rows are of a numbering of the past, not committed"),
    "retired": ("services/poll", "the folder is to be read from its first mail again"),
    "compared": ("services/reconcile", "the mails without a row are known"),
    "listed": ("services/poll", "the UIDs to take in are known"),
    "fetched": ("services/batch", "a mail's bytes are in memory"),
    "blob written": ("adapters/blobs/folder", "the bytes are in a temporary file"),
    "blob synced": ("adapters/blobs/folder", "the temporary file is on disk"),
    "blob renamed": ("adapters/blobs/folder", "the file has its name"),
    "stored": ("services/batch", "the file's name is on disk"),
    "in renumbering": ("services/receive", "a row has its new UID, not committed"),
    "renumbered": ("services/receive", "the new UID is committed"),
    "buried": ("services/receive", "a mail that was erased has its tombstone again"),
    "in duplicate": ("services/receive", "a further copy has its row, not committed"),
    "parsed": ("services/receive", "the bytes are a message"),
    "judged": ("services/receive", "routed and read"),
    "in quarantine": ("services/receive", "an unreadable mail has its row, not committed"),
    "filed": ("services/record", "row, application and documents are written, not committed"),
    "enqueued": ("services/acknowledge", "the letter is in the outbox, not committed"),
    "before commit": ("services/receive", "all that follows from a mail is written, not committed"),
    "committed": ("services/receive", "it is committed"),
    "received": ("services/batch", "the mail is done with"),
    "before cursor": ("services/poll", "every mail of the list is done with"),
    "cursor moved": ("services/poll", "the cursor is committed"),
    "before mark": ("services/poll", "the mails to flag or move are known"),
    "marked": ("services/poll", "the server has flagged or moved them"),
    "mark noted": ("services/poll", "it is committed that it has"),
    "pass ended": ("services/poll", "the pass is over, the lease still held"),
    "released": ("services/poll", "the mailbox is anybody's"),
    # a person's word
    "ruled": ("services/settle", "an order and what it changes are written, not committed"),
    "ordered": ("services/orders", "the mail that gives an order has its row and its answer, not committed"),
    "corrected": ("services/correct", "a correction and what follows from it are written, not committed"),
    # of our own accord
    "reminded": ("services/reminders", "a reminder is in the outbox and noted, not committed"),
    "request finished": ("services/requests", "that a request was answered is noted, not committed"),
    # a letter's way out
    "digest enqueued": ("services/digest", "a digest is in the outbox, not committed"),
    "digest made": ("services/digest", "it is committed"),
    "recovered": ("services/deliver", "the claims of dead processes are free"),
    "connected": ("services/deliver", "the SMTP server has let us in"),
    "held back": ("services/gate", "a cap is reached: the letters wait, not committed"),
    "claimed": ("services/deliver", "a letter is this process's"),
    "before sending": ("services/deliver", "the server waits for the content"),
    "sending": ("services/deliver", "that the content will be handed over is committed"),
    "content sent": ("adapters/smtp/session", "the content is on its way, the final dot is not"),
    "dot sent": ("adapters/smtp/session", "the final dot is on its way"),
    "handed over": ("services/deliver", "the server has answered"),
    "put off": ("services/deliver", "the letter waits for its next try, not committed"),
    "settled": ("services/deliver", "what became of the letter is committed"),
    # forgetting
    "erasing": ("services/forget", "the rows are gone, the tombstones there, not committed"),
    "erased": ("services/forget", "it is committed"),
    "bytes erased": ("services/forget", "bytes that no row named are gone"),
    "compacted": ("services/forget", "the database's files hold nothing of it any more"),
    # a backup's way back
    "restore begun": ("services/restore", "the database is nobody's, and says so"),
    "mails restored": ("services/restore", "every mail is in the storage"),
    "rows restored": ("services/restore", "every row is written and read back, not committed"),
    "restored": ("services/restore", "it is committed"),
    # a process
    "left": ("app", "the process has taken leave of the others"),
}

passed: dict[str, int] = {}
_counting = threading.Lock()
_wanted: tuple[str, int] | None = None
_signal = signal.SIGKILL


def crashpoint(name: str) -> None:
    """Stop or die here, as by `kill`, if the crash tests ask for this place."""
    assert name in POINTS, name
    if _wanted is None:
        return
    with _counting:
        passed[name] = now = passed.get(name, 0) + 1
    if _wanted == (name, now):
        signal.pthread_kill(threading.get_ident(), _signal)  # this thread goes no step further


def arm(place: str, by: str = "KILL") -> None:
    """Choose the place and the signal.

    Raises:
        ValueError: there is no such place.

    """
    global _wanted, _signal  # noqa: PLW0603 - one process has one place to die at
    point, _, nth = place.partition(":")
    if point.isdecimal() and 0 < int(point) <= len(POINTS):
        point = list(POINTS)[int(point) - 1]
    if point not in POINTS:
        raise ValueError(f"no crash point is called {point}")
    _wanted = point, int(nth or 1)
    _signal = signal.Signals[f"SIG{by}"]


if _place := os.environ.get("INTAKE_CRASH_AT"):
    arm(_place, os.environ.get("INTAKE_CRASH_BY", "KILL"))
