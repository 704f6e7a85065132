"""A candidate withdraws: nothing is deleted, what waits to be said is dropped, and it is confirmed."""

from __future__ import annotations

from datetime import datetime

from intake.domain.case import CLOSED
from intake.domain.model import LetterKind
from intake.services import letters
from intake.services.desk import Desk
from intake.services.truth import STANDING
from intake.store import outbox
from intake.store.database import Transaction


def tell_withdrawn(
    desk: Desk, tx: Transaction, application_id: int, *, revision: int
) -> tuple[LetterKind | None, str]:
    """Confirm to the candidate of a dossier that is withdrawn by now, told by a person, that it is.

    `revision` is the audit log's id of the decision, which causes one letter at most. Return the letter's
    kind, or None and why there is none.
    """
    hush(tx, application_id, desk.now())
    return letters.say(desk, tx, application_id, "withdrawn", revision=revision)


def hush(tx: Transaction, application_id: int, now: datetime) -> None:
    """Let nothing go out any more that was to be said of a dossier which is withdrawn now."""
    outbox.drop(tx, application_id, (*STANDING, "reminder"), now, CLOSED["withdrawn"])
