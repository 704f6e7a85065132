"""A reminder before the deadline: to the candidates of incomplete dossiers, once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from intake.crash import crashpoint
from intake.domain.model import LetterKind, Posting
from intake.services import letters
from intake.services.desk import Desk
from intake.store import audit, dossiers, reminders, restoring
from intake.store.database import Transaction

log = logging.getLogger(__name__)

_TOO_LATE: Final = timedelta(hours=1)  # before the deadline: nobody could do anything any more
_REST: Final = timedelta(days=1)  # since the last letter


class _NotNowError(Exception):
    """The candidate is not to be reminded; what was written of it is taken back."""


def send(desk: Desk) -> int:
    """Put the reminders that are due into the outbox; return how many.

    Raises:
        Trouble: the database cannot be used.

    """
    sent = 0
    for posting in desk.settings.postings.values():
        if not _is_time(posting, desk.now()):
            continue
        with desk.database.read() as tx:
            # What was reminded of before a restore is known to nobody.
            restored = restoring.restored_at(tx)
            opened = posting.cutoff - posting.reminder if posting.cutoff and posting.reminder else None
            doubtful = restored is not None and opened is not None and opened < restored
            found = () if doubtful else reminders.due(tx, posting.id, _rested_since(posting, desk.now()))
        for application_id in found:
            if desk.stopping.is_set():
                break
            sent += _remind(desk, posting, application_id)
    if sent:
        log.info("reminders=%d", sent)
    return sent


def _is_time(posting: Posting, now: datetime) -> bool:
    if posting.draft or posting.reminder is None or posting.cutoff is None:
        return False
    last = min(_TOO_LATE, posting.reminder / 2)
    return posting.cutoff - posting.reminder <= now < posting.cutoff - last


def _rested_since(posting: Posting, now: datetime) -> datetime:
    return now - min(_REST, posting.reminder / 2 if posting.reminder else _REST)


def _remind(desk: Desk, posting: Posting, application_id: int) -> bool:
    """Remind one candidate, if that is still to be done."""
    try:
        with desk.database.write() as tx:
            now = desk.now()
            if not reminders.claim(tx, application_id, now, _rested_since(posting, now)):
                return False
            reference = dossiers.reference_of(tx, application_id)
            revision = audit.record(tx, at=now, actor=audit.MACHINE, action="remind", application=reference)
            kind, _ = remind(desk, tx, application_id, revision=revision)
            if kind is None:
                raise _NotNowError  # noqa: TRY301 - it takes the transaction back
            crashpoint("reminded")
    except _NotNowError:
        return False
    return True


def remind(
    desk: Desk, tx: Transaction, application_id: int, *, revision: int
) -> tuple[LetterKind | None, str]:
    """Remind the candidate of an incomplete dossier of what is missing, in the thread of the last answer.

    `revision` is the audit log's id of what causes it: one letter at most. Whether it is the time for it is
    for who calls. Return the letter's kind, or None and why there is none.
    """
    if letters.waits(tx, application_id):
        return None, "a letter to the candidate is still to go out"
    return letters.say(desk, tx, application_id, "reminder", revision=revision)
