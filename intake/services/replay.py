"""Take mails of the ledger through again, from their kept bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.domain.model import Posting
from intake.domain.trouble import Trouble
from intake.services import receive
from intake.services.desk import Desk, Mail
from intake.services.receive import StumbledError
from intake.services.record import Done, TakenMeanwhileError
from intake.store import ledger


def replay(
    desk: Desk, ids: Sequence[int], assigned: Posting | None, *, answer: bool | None = None
) -> list[Done]:
    """Work those mails again; `assigned` makes them applications to that posting.

    Where a person has said whether they are answered (`answer`), who was told that no posting claims the mail
    is written to again, or that letter is held; else nobody is answered a second time.

    Raises:
        Trouble: an id is unknown, is an application already, or its mailbox is configured no more;
            the mails before it have been worked.

    """
    return [_one(desk, message_id, assigned, answer=answer) for message_id in ids]


def _one(desk: Desk, message_id: int, assigned: Posting | None, *, answer: bool | None) -> Done:
    with desk.database.read() as tx:
        row = ledger.get(tx, message_id)
        if row is not None and row.outcome == "duplicate":  # the same bytes: the first copy stands for it
            first = ledger.first_copy(tx, row.mailbox, row.sha256)
            row = ledger.get(tx, first.id) if first else row
    if row is None:
        raise Trouble(f"There is no message {message_id}.", "See 'intake messages' for the ids.")
    if row.outcome == "application":
        raise Trouble(
            f"Message {message_id} is the application {row.reference} already.",
            "Only messages of another outcome can be replayed.",
        )
    if row.outcome == "order":
        raise Trouble(
            f"Message {message_id} is a recruiter's order, and was followed once.",
            "'intake settle' settles an application anew.",
        )
    mailbox = desk.settings.mailboxes.get(row.mailbox)
    if mailbox is None:
        raise Trouble(
            f"Message {message_id} came to mailbox {row.mailbox}, which intake.yaml names no more.",
            "Put that mailbox back, then replay.",
        )
    raw = desk.blobs.get(row.sha256)
    mail = replace(Mail.again(mailbox, raw, row), unasked=answer is False, chosen=answer is not None)
    try:
        return receive.replay(desk, mail, row.id, assigned)
    except TakenMeanwhileError:
        with desk.database.read() as tx:
            if ledger.get(tx, message_id) is None:
                raise Trouble(f"Message {message_id} was erased meanwhile.") from None
        raise Trouble(
            f"Message {message_id} has become an application meanwhile.", "See 'intake messages' for it."
        ) from None
    except StumbledError as stumbled:
        text = f"Message {message_id} could not be processed ({stumbled})."
        raise Trouble(text, "It stays as it was; please report this.") from None
