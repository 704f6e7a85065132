"""Delivery reports on our own letters: each is tied to the letter it speaks of, on good evidence only.

Anybody can write a delivery report. So one is tied by a Message-ID of ours, which holds a random
number that only its readers know; or, where the report quotes words alone, by the application's
reference together with the address that the letter went to. Either way it adds a remark and no more:
a letter that was sent stays sent.
"""

from __future__ import annotations

import logging
from typing import Any

from intake.domain.bounce import said
from intake.domain.model import BounceReport, Message, Outcome
from intake.domain.route import references_in
from intake.services.desk import Desk, Mail
from intake.store import ledger, letters
from intake.store.database import Transaction

log = logging.getLogger(__name__)

_SILENCE = "no letter: automatic mail is never answered"


def tie(
    desk: Desk, tx: Transaction, mail: Mail, message: Message, *, row_id: int, outcome: Outcome
) -> str | None:
    """Tie a delivery report to its letter; return the reference of the letter's application.

    What a person made an application is no report: it has no letter, also not the one that it was
    tied to before. The first report that a letter did not arrive counts; that it is late is noted
    with the mail only.
    """
    report = message.bounce if outcome == "automatic" else None
    row = _letter(tx, mail, message, report) if report else None
    final = row is not None and report is not None and report.permanent
    letters.unbounced(tx, row_id, but=row.id if row is not None and final else None)
    if row is None or report is None:
        return None
    words = said(report)
    if final and letters.bounced(tx, row.id, at=mail.received_at, by=row_id, text=words):
        letters.ended(tx, [row.id], "letter bounced", desk.now(), message_id=row_id)
    reason = f"{_told(row, final=final)} ({words or 'without a reason'})"
    if final and row.state == "unknown":
        reason += "; so it had been handed over"
    ledger.change(tx, row_id, {"application_id": row.application_id, "reason": f"{reason}; {_SILENCE}"})
    log.info("mail id=%d reports on letter id=%d final=%s", row_id, row.id, final)
    reference: str | None = row.reference
    return reference


def _letter(tx: Transaction, mail: Mail, message: Message, report: BounceReport) -> Any:
    """The letter that a report speaks of, by the better evidence of the two; None without any."""
    if report.original_ids and (row := letters.known_as(tx, report.original_ids)):
        return row
    references = references_in(f"{message.subject}\n{message.text}")
    if not references or not report.recipients:
        return None
    return letters.last_to(tx, mail.mailbox.name, references, report.recipients)


def _told(row: Any, *, final: bool) -> str:
    if row.cause_id is None:
        what, whom = f"delivery report on our {row.kind} (letter {row.id}): it", "its reader"
    elif row.reference is None:
        what, whom = f"delivery report on letter {row.id}: the answer", "the mail's sender"
    else:
        what, whom = f"delivery report on the letter of {row.reference}: the answer", "the candidate"
    return f"{what} did not reach {whom}" if final else f"{what} is delayed"
