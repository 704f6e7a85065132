"""One mail, from its raw bytes to its row, its dossier and its letter: all of it, or nothing.

The raw bytes are in the blob store before any thought is given to them. Reading and judging
happen outside the transaction; the one transaction at the end looks up the dossier, decides, and
writes everything. A constraint refuses the second time.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from intake.crash import crashpoint
from intake.domain.decide import Considered
from intake.domain.model import Mailbox, Message, Posting
from intake.domain.pace import retry_after
from intake.domain.route import Thread, reference_in
from intake.domain.trouble import Trouble, Unreadable, stumble
from intake.services import bounces, orders
from intake.services.consider import consider
from intake.services.desk import Desk, Mail
from intake.services.forget import drop
from intake.services.record import Done, TakenMeanwhileError, WriteRow, add_row, kept, place, record
from intake.store import audit, dossiers, forget, ledger
from intake.store.database import Conflict, Transaction
from intake.store.ledger import Copy

log = logging.getLogger(__name__)


_SECOND = 2  # the try of a mail that may have killed us: the first is known by the bytes that were kept


@dataclass(frozen=True, kw_only=True, slots=True)
class _ToWrite:
    mail: Mail
    seen: Considered
    write_row: WriteRow


class OutdatedError(Exception):
    """Mails that were new when they were judged are no longer."""


class StumbledError(Exception):
    """A mail on which intake stumbled; nothing was written."""

    def reason(self, attempts: int) -> str:
        """Say so of a mail that was tried that often, without its words."""
        times = f", tried {attempts} times" if attempts > 1 else ""
        then = "it is tried again by itself" if retry_after(attempts) else "try 'intake replay'"
        return f"could not be processed ({self}){times}; its bytes are kept; {then}"


def receive(
    desk: Desk, mail: Mail, copy: Copy, *, unfinished: bool = False, early: Exception | None = None
) -> Done | None:
    """Take in one copy of a mail. None if it is no new one (renumbered, erased, or taken meanwhile).

    `unfinished` tells that its bytes were kept before: if no row names them, we may have died on them.
    `early` is what went wrong as it was judged: it is not judged again.

    Raises:
        Trouble: the database or the disk cannot be used; nothing was written.

    """
    with desk.database.write() as tx:
        renumbered = ledger.renumber(tx, copy, mail.sha256)
        erased = not renumbered and forget.knows(tx, copy.mailbox, mail.sha256)
        if renumbered:
            crashpoint("in renumbering")
    if renumbered:
        crashpoint("renumbered")
        log.info("renumbered sha256=%s uid=%d", mail.sha256[:12], copy.uid)
        return None
    if not erased:
        try:
            return _take(
                desk,
                mail,
                lambda tx, values: ledger.add(tx, copy, values),
                unfinished=unfinished,
                early=early,
            )
        except TakenMeanwhileError:
            with desk.database.read() as tx:
                erased = forget.knows(tx, copy.mailbox, mail.sha256)
    if erased:
        _bury(desk, mail, copy)
    return None


def _bury(desk: Desk, mail: Mail, copy: Copy) -> None:
    """Forget a mail again that was erased: its bytes first, or nobody would look for them any more."""
    drop(desk, mail.sha256)
    with desk.database.write() as tx:
        forget.bury(tx, copy, mail.sha256, desk.now())
    crashpoint("buried")


def _take(desk: Desk, mail: Mail, write_row: WriteRow, *, unfinished: bool, early: Exception | None) -> Done:
    """Take in a new mail. One that may have killed us is in quarantine first, its tries counted."""
    if copied := _duplicate(desk, mail, write_row):
        return copied
    if unfinished:
        reason = "intake ended while it read this mail; its bytes are kept; it is tried again by itself"
        done = _quarantine(desk, mail, reason, write_row, attempts=_SECOND)
        return try_again(desk, mail, done.id, attempts=_SECOND)
    try:
        return _settle(desk, mail, write_row, early=early)
    except StumbledError as stumbled:
        return _quarantine(desk, mail, stumbled.reason(1), write_row, attempts=1)


def try_again(desk: Desk, mail: Mail, message_id: int, *, attempts: int) -> Done:
    """Take a quarantined mail through again by itself; `attempts` counts this try, and stands in its row.

    Raises:
        TakenMeanwhileError: another process has settled it since.

    """
    try:
        return replay(desk, mail, message_id, None, by_itself=True)
    except StumbledError as stumbled:
        with desk.database.write() as tx:
            if not ledger.rework(tx, message_id, {"reason": stumbled.reason(attempts)}, waiting=True):
                raise TakenMeanwhileError from None
        return Done(id=message_id, outcome="quarantined", application=None)


def replay(
    desk: Desk, mail: Mail, message_id: int, assigned: Posting | None, *, by_itself: bool = False
) -> Done:
    """Take a mail of the ledger through again, from its kept bytes; `assigned` names its posting.

    Raises:
        StumbledError: it stays as it was.
        TakenMeanwhileError: another process has settled it since.

    """

    def rewrite(tx: Transaction, values: Mapping[str, Any]) -> int | None:
        # What comes out of quarantine by itself is news to the next digest; what a person replays is not.
        kept = () if by_itself else ("taken_at",)
        fixed = {key: value for key, value in values.items() if key not in kept} | {"retry_at": None}
        row = ledger.get(tx, message_id)
        if row is None or row.sha256 != mail.sha256:  # the id may be another mail's now
            raise Trouble(f"Message {message_id} was erased meanwhile.")
        if not ledger.rework(tx, message_id, fixed, waiting=by_itself):
            return None
        note = f"for {assigned.id}" if assigned else None
        actor = audit.MACHINE if by_itself else desk.actor
        audit.record(
            tx,
            at=desk.now(),
            actor=actor,
            action="replay",
            message_id=message_id,
            posting=assigned.id if assigned else None,
            note=note,
        )
        return message_id

    return _settle(desk, mail, rewrite, assigned=assigned, again=True)


def _settle(
    desk: Desk,
    mail: Mail,
    write_row: WriteRow,
    *,
    assigned: Posting | None = None,
    again: bool = False,
    early: Exception | None = None,
) -> Done:
    """Judge a mail and write everything that follows, in one transaction."""
    try:
        if early:
            raise early  # noqa: TRY301 - as if it had been judged here
        message = _parsed(desk, mail)
        if assigned is None and (done := _ordered(desk, mail, message, write_row, again=again)):
            return done
        thread = _thread(desk, mail.mailbox, message) if _refers(message) else None
        seen = _considered(desk, mail, message, thread, assigned)
        new = _ToWrite(mail=mail, seen=seen, write_row=write_row)
        try:
            return _write(desk, [new], again=again)[0]
        except Conflict:  # another process opened the same dossier between our look and our write
            return _write(desk, [new], again=again)[0]
    except (Trouble, TakenMeanwhileError):
        raise
    except Unreadable as error:
        return _quarantine(desk, mail, f"no mail that can be read: {error}; its bytes are kept", write_row)
    except Exception as error:  # noqa: BLE001 - the one broad net: what we stumble on is kept for a person
        log.error("sha256=%s %s", mail.sha256[:12], stumble(error))  # noqa: TRY400 - it says less
        raise StumbledError(type(error).__name__) from None


def _ordered(desk: Desk, mail: Mail, message: Message, write_row: WriteRow, *, again: bool) -> Done | None:
    """Follow a recruiter's order, with all that follows from it, in one transaction; None: it is none."""
    said = orders.said_in(desk, mail, message)
    if said is None:
        return None
    with desk.database.write() as tx:
        done = orders.heed(desk, tx, said, write_row)
        if done is None:
            return None
        if again:
            ledger.follow(tx, done.id)
        kept(desk, [mail])
    log.info("mail id=%d outcome=%s application=%s", done.id, done.outcome, done.application)
    return done


def _quarantine(
    desk: Desk, mail: Mail, reason: str, write_row: WriteRow, *, attempts: int | None = None
) -> Done:
    """Keep a mail apart; after that many `attempts` it is tried again by itself (None: it is not)."""
    values: dict[str, Any] = {"message_id": None, "dated": None, "sender": None, "subject": "", "files": 0}
    reason = "; ".join(filter(None, (reason, mail.imported)))
    values |= {"outcome": "quarantined", "reason": reason, "posting": None, "application_id": None}
    if attempts and (wait := retry_after(attempts)):
        values |= {"attempts": attempts, "retry_at": desk.now() + wait}
    with desk.database.write() as tx:
        row_id = add_row(tx, write_row, values | place(desk, mail))
        kept(desk, [mail])
        crashpoint("in quarantine")
    log.warning("mail id=%d outcome=quarantined", row_id)
    return Done(id=row_id, outcome="quarantined", application=None)


def file_copy(desk: Desk, mail: Mail, copy: Copy, original: int) -> Done | None:
    """File a mail that is the mail `original`, though its bytes are others.

    None if it is no new one, or either was erased.
    """
    desk.blobs.put(mail.raw)
    try:
        return _duplicate(desk, mail, lambda tx, values: ledger.add(tx, copy, values), original=original)
    except TakenMeanwhileError:
        return None


def _duplicate(desk: Desk, mail: Mail, write_row: WriteRow, *, original: int | None = None) -> Done | None:
    """File a further copy of bytes (or of the mail `original`) that this mailbox has given before."""
    with desk.database.write() as tx:
        if original is None:
            first = ledger.first_copy(tx, mail.mailbox.name, mail.sha256)
        else:
            first = ledger.get(tx, original)
        if first is None:
            return None
        values = {
            column: getattr(first, column)
            for column in ("message_id", "dated", "sender", "subject", "posting", "application_id", "files")
        }
        same = f"the same bytes as mail {first.id}"
        if first.sha256 != mail.sha256:
            same = f"the same as mail {first.id}, but for what a program changed as it kept it"
        reason = "; ".join(filter(None, (same, mail.imported)))
        values |= place(desk, mail) | {"outcome": "duplicate", "reason": reason}
        row_id = add_row(tx, write_row, values)
        kept(desk, [mail])
        reference = dossiers.reference_of(tx, first.application_id) if first.application_id else None
        crashpoint("in duplicate")
    log.info("mail id=%d outcome=duplicate of=%d", row_id, first.id)
    return Done(id=row_id, outcome="duplicate", application=reference)


def judge_early(desk: Desk, mail: Mail) -> Considered | None:
    """Judge a mail while those before it are not written yet; None where it refers to some, or orders.

    Raises:
        Unreadable: it is no mail.

    """
    message = _parsed(desk, mail)
    in_turn = _refers(message) or orders.said_in(desk, mail, message)
    return None if in_turn else _considered(desk, mail, message)


def _parsed(desk: Desk, mail: Mail) -> Message:
    message = desk.parse(mail.raw, mail.received_at)
    crashpoint("parsed")
    return message


def _considered(
    desk: Desk, mail: Mail, message: Message, thread: Thread | None = None, assigned: Posting | None = None
) -> Considered:
    """Find everything that can be said of a mail without the dossier."""
    seen = consider(
        desk,
        message,
        mailbox=mail.mailbox,
        postings=desk.postings_of(mail.mailbox.name),
        thread=thread,
        assigned=assigned,
    )
    if seen.infected:
        desk.blobs.set_apart(mail.sha256)
    crashpoint("judged")
    return seen


def _refers(message: Message) -> bool:
    return bool(message.references or message.in_reply_to or reference_in(message.subject))


def _thread(desk: Desk, mailbox: Mailbox, message: Message) -> Thread | None:
    ids = {*message.references, *((message.in_reply_to,) if message.in_reply_to else ())}
    with desk.database.read() as tx:
        return dossiers.thread(tx, mailbox.name, sorted(ids), reference_in(message.subject))


def write_new(desk: Desk, mails: Sequence[tuple[Mail, Copy, Considered]]) -> list[Done]:
    """Write down mails of one mailbox that were judged side by side, in one commit.

    Raises:
        OutdatedError: one of them is known by now; nothing was written.
        Trouble: the database cannot be used; nothing was written.

    """
    new = [
        _ToWrite(mail=mail, seen=seen, write_row=partial(_add_unknown, copy)) for mail, copy, seen in mails
    ]
    return _write(desk, new, side_by_side=True)


def _add_unknown(copy: Copy, tx: Transaction, values: Mapping[str, Any]) -> int | None:
    return ledger.add_unknown(tx, copy, values)


def _write(
    desk: Desk, mails: Sequence[_ToWrite], *, again: bool = False, side_by_side: bool = False
) -> list[Done]:
    """Write all that follows from some mails, in one transaction; `again`: they have their rows already."""
    dones: list[Done] = []
    with desk.database.write() as tx:
        if side_by_side:
            digests = {each.mail.sha256 for each in mails}
            if ledger.unknown(tx, mails[0].mail.mailbox.name, digests) != digests:
                raise OutdatedError
        for each in mails:
            done = record(desk, tx, each.mail, each.seen, each.write_row, again=again)
            message = each.seen.message
            if again or message.bounce:
                tied = bounces.tie(desk, tx, each.mail, message, row_id=done.id, outcome=done.outcome)
                done = replace(done, application=done.application or tied)
            if again:
                ledger.follow(tx, done.id)
            dones.append(done)
        infected = {each.mail.sha256 for each in mails if each.seen.infected}
        kept(desk, [each.mail for each in mails], infected)
        crashpoint("before commit")
    crashpoint("committed")
    for done in dones:
        log.info("mail id=%d outcome=%s application=%s", done.id, done.outcome, done.application)
    return dones
