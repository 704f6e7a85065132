"""Read a mail and say what it is, the dossiers apart: the same steps for `poll` and for `explain`."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from intake.domain.automatic import verdict
from intake.domain.decide import Considered
from intake.domain.model import Document, Mailbox, Message, Posting
from intake.domain.route import Thread, route
from intake.domain.wishes import wishes_of
from intake.services.desk import Desk
from intake.services.read import read_mail

# Threads that begin together would each compile the same patterns; one runs at a time in any case.
_one_at_a_time = Lock()


def consider(
    desk: Desk,
    message: Message,
    *,
    mailbox: Mailbox | None,
    postings: Sequence[Posting],
    thread: Thread | None = None,
    assigned: Posting | None = None,
) -> Considered:
    """Judge one mail: is it automatic, which posting is it for, which documents does it bring.

    `assigned` is the posting that a person chose: the subject rule and the routing are skipped.
    """
    automatic = verdict(message, ours=desk.ours, authserv_id=mailbox.authserv_id if mailbox else None)
    if automatic.automatic and assigned is None:
        return Considered(message=message, automatic=automatic, route=None)
    files = [attachment for attachment in message.attachments if desk.is_document(attachment)]
    way = route(
        message,
        postings,
        thread=thread,
        colleagues=desk.colleagues,
        with_documents=bool(files),
        assigned=assigned,
    )
    with _one_at_a_time:
        wishes = () if automatic.automatic else wishes_of(message.subject, message.text)
    documents: tuple[Document, ...] = ()
    if way.posting is not None or wishes:  # a wish may be of a dossier that its subject does not name
        email = way.candidate.email if way.candidate else None
        documents = read_mail(desk, message, email=email, name=way.name)
    return Considered(
        message=message,
        automatic=automatic,
        route=way,
        documents=documents,
        wishes=wishes,
        assigned=assigned is not None,
    )


def count_files(desk: Desk, message: Message) -> int:
    """How many documents a mail holds, unread."""
    return sum(desk.is_document(attachment) for attachment in message.attachments)
