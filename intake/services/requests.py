"""Requests about one's data: noted as they come, listed with the time that the law gives, and finished."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from intake.crash import crashpoint
from intake.domain import wanted
from intake.domain.case import Asked, Considered, Past
from intake.domain.model import Mailbox
from intake.domain.privacy import answer_by
from intake.domain.route import NONE_ASKS, Route
from intake.domain.trouble import Misuse, Trouble
from intake.services.desk import Desk, Mail
from intake.store import audit, dossiers, requests, unmatched
from intake.store.database import Transaction
from intake.zones import zone

log = logging.getLogger(__name__)

LATELY: Final = timedelta(days=30)  # what was said within is not said again


def placed(desk: Desk, tx: Transaction, mailbox: Mailbox, seen: Considered) -> Considered:
    """Route a mail with a wish to its sender's application, where neither subject nor thread names it.

    Of several applications it is the newest, and the others are named: a person must choose.
    """
    way, sender = seen.route, seen.message.sender
    if way is None or sender is None or not seen.wishes or seen.assigned or not way.answer or way.person:
        return seen
    alone, sure = wanted.bare(seen.message, seen.documents, way.posting), any(w.sure for w in seen.wishes)
    if way.posting:
        if not (alone and sure) or dossiers.find(tx, way.posting.id, sender.email):
            return seen
    elif not (alone or sure):  # documents that nobody claims are not to come into another's dossier
        return seen
    postings = {posting.id: posting for posting in desk.postings_of(mailbox.name)}
    found = requests.applications_of(tx, sender.email, list(postings))
    theirs = [each for each in found if not each.closed] or list(found)
    if not theirs:
        return _nobodys(seen, way)
    first, *others = theirs
    if way.posting:  # its subject names another posting than that of its sender's application
        others = theirs
    reason = f"from the candidate of {first.reference}"
    way = Route(
        outcome="application",
        posting=postings[first.posting],
        candidate=sender,
        name=sender.name,
        reason=reason,
        steps=way.steps,
    )
    return replace(seen, route=way, others=tuple(each.reference for each in others))


def by_itself(seen: Considered) -> Considered:
    """Route a mail as if its sender had no application, as `placed` does where there is none."""
    way = seen.route
    if way is None or seen.message.sender is None or seen.assigned or not way.answer or way.person:
        return seen
    return _nobodys(seen, way)


def _nobodys(seen: Considered, way: Route) -> Considered:
    """Let no request of somebody who has no application become one, because its subject is a posting's."""
    asked = wanted.asked(seen, way)
    if way.posting and asked and asked.sure and not wanted.withdrawal(seen.wishes):
        return replace(seen, route=replace(way, outcome="unmatched", posting=None, reason=NONE_ASKS))
    return seen


def past(desk: Desk, tx: Transaction, mail: Mail, seen: Considered) -> Past:
    """What the sender of a mail is to us already, as far as anything depends on it."""
    way, sender = seen.route, seen.message.sender
    if way is None or sender is None:
        return Past()
    since, name = desk.now() - LATELY, mail.mailbox.name
    asked = wanted.asked(seen, way) if seen.wishes else None
    if asked is None:
        if way.posting or not mail.mailbox.answer_unmatched:
            return Past()
        unmatched.hold(tx, name, sender.email)
        return Past(unmatched=unmatched.told(tx, name, sender.email, since, mail.sha256))
    if asked.sure or way.posting is None:
        unmatched.hold(tx, name, sender.email)
    email, postings = sender.email, [posting.id for posting in desk.postings_of(name)]
    matters = asked.sure and way.posting is None  # to look among all mails takes its time
    return Past(
        known=matters
        and (
            bool(requests.applications_of(tx, email, postings))
            or requests.wrote_before(tx, name, email, mail.sha256)
        ),
        unmatched=unmatched.told(tx, name, email, since, mail.sha256),
        privacy=requests.told_lately(tx, name, email, since, kind=asked.kind, sha256=mail.sha256),
    )


def note(desk: Desk, tx: Transaction, row_id: int, seen: Considered, asked: Asked) -> datetime:
    """Put a request on the admins' list, once for each mail; return the end of the time for the answer."""
    sender, received_at = seen.message.sender, seen.message.received_at
    assert sender is not None
    due_at = answer_by(received_at, desk.settings.law, zone(desk.settings.zone))
    requests.add(
        tx,
        message_id=row_id,
        kind=asked.kind,
        email=sender.email,
        received_at=received_at,
        due_at=due_at,
        sure=asked.sure,
    )
    return due_at


def listing(desk: Desk, *, everything: bool = False) -> list[dict[str, Any]]:
    """The requests that are open, or all, in the JSON shape of `intake requests`. Raises Trouble."""
    with desk.database.read() as tx:
        rows = requests.listing(tx, everything=everything)
        return [_shape(desk, row, requests.references_of(tx, row.email) if row.email else ()) for row in rows]


def _shape(desk: Desk, row: Any, references: Sequence[str]) -> dict[str, Any]:
    local = zone(desk.settings.zone)

    def told(when: datetime | None) -> str | None:
        return when.astimezone(local).isoformat(timespec="seconds") if when else None

    return {
        "id": row.id,
        "kind": row.kind,
        "sender": row.email,
        "received_at": told(row.received_at),
        "due_at": told(row.due_at),
        "finished_at": told(row.finished_at),
        "message": row.message_id,
        "applications": list(references),
        "note": row.note,
    }


def finish(desk: Desk, request_id: int, note: str) -> None:
    """Note that a request was answered, and how.

    Raises:
        Misuse: there is no such request, or nothing is said of how.
        Trouble: it is finished already.

    """
    note = " ".join(note.split())
    if not note:
        raise Misuse("How the request was answered is not said.", 'Say it, as in --note "copy sent by post".')
    with desk.database.write() as tx:
        row = requests.get(tx, request_id)
        if row is None:
            raise Misuse(f"There is no request {request_id}.", "'intake requests --all' lists their ids.")
        if not requests.finish(tx, request_id, desk.now(), note):
            raise Trouble(f"Request {request_id} is finished already.")
        if row.message_id is not None:
            requests.hush(tx, row.message_id, desk.now())
        what = f"request {request_id}: {row.kind}"
        audit.record(
            tx, at=desk.now(), actor=desk.actor, action="finish request", message_id=row.message_id, note=what
        )
        crashpoint("request finished")
    log.info("request id=%d finished", request_id)
