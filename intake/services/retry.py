"""Quarantined mails are tried again by themselves, three times; what still fails is a person's.

A try is counted before it is made, so that a mail that kills the process is not tried for ever.
"""

from __future__ import annotations

import logging

from intake.services.desk import Desk, Mail
from intake.services.receive import try_again
from intake.services.record import Done, TakenMeanwhileError
from intake.store import ledger

log = logging.getLogger(__name__)


def retry(desk: Desk) -> list[Done]:
    """Try the quarantined mails that are due, each once; return what became of them.

    Raises:
        Trouble: the database or the storage cannot be used; what is left is tried later.

    """
    done: list[Done] = []
    while not desk.stopping.is_set():
        with desk.database.write() as tx:
            row = ledger.claim_retry(tx, list(desk.settings.mailboxes), desk.now())
        if row is None:
            break
        mail = Mail.again(desk.settings.mailboxes[row.mailbox], desk.blobs.get(row.sha256), row)
        try:
            done.append(try_again(desk, mail, row.id, attempts=row.attempts))
        except TakenMeanwhileError:  # by another process, whose try took longer than the wait for this one
            continue
        log.info("mail id=%d try=%d outcome=%s", row.id, row.attempts, done[-1].outcome)
    return done
