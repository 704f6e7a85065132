"""Send what is due in the outbox, each letter at most once.

A letter is claimed only when a connection stands. `sending` is committed after the server said 354
and before the first byte of the content, so a process that dies earlier has sent nothing; one that
dies later leaves a letter that is `unknown`, and no machine sends it again.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from intake.crash import crashpoint
from intake.domain.model import Mailbox
from intake.domain.pace import GIVE_UP, wait_after
from intake.domain.refusals import Refusal
from intake.domain.trouble import Occupied, Trouble
from intake.services import gate, guests, letters
from intake.services.alarms import look_at_certificate
from intake.services.desk import Desk, SendResult, SendState, SmtpSession
from intake.store import caps, outbox, workers
from intake.store.database import Transaction
from intake.store.outbox import Claimed

log = logging.getLogger(__name__)

_SIDE_BY_SIDE = 8  # mailboxes whose letters go out at a time
_PATIENCE = 600.0  # seconds in which an answer is to be written down
_PAUSE = 1.0  # seconds between two tries of that
_STRIKES = 2  # letters in a row that a server which throttles refuses: then it is left alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A letter that we stumbled on ourselves."""

    state: SendState
    reason: str
    refusal: None = None


class _ClaimLostError(Exception):
    """Another process took us for dead and settled our letter."""


@dataclass(kw_only=True, slots=True)
class Delivered:
    """What one pass over the outbox did."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    pending: int = 0  # still waiting after the pass
    capped: int = 0  # of them, those that a cap of `limits` holds back
    errors: list[str] = field(default_factory=list)  # SMTP servers that could not be used
    unusable: dict[str, bool] = field(default_factory=dict)  # mailboxes of these; True: it refuses us

    def add(self, other: Delivered) -> None:
        """Add what another pass did."""
        self.sent += other.sent
        self.failed += other.failed
        self.unknown += other.unknown
        self.pending, self.capped = other.pending, other.capped
        self.errors += [error for error in other.errors if error not in self.errors]
        self.unusable |= other.unusable


def deliver(desk: Desk, resting: Collection[str] = ()) -> Delivered:
    """Send every letter that is due now, but those of `resting` mailboxes.

    Trouble with a server is told, not raised.

    Raises:
        Trouble: the database cannot be used.

    """
    result = Delivered()
    with desk.database.write() as tx:
        now = desk.now()
        result.unknown = outbox.recover(tx, workers.the_dead(tx, desk.me, now), now)
        outbox.pull_in(tx, now + gate.longest_wait(desk), now)
        caps.release(tx, gate.notes(desk), now)
        letters.refresh(desk, tx)
        names = [name for name in outbox.waiting_mailboxes(tx, desk.me, now) if name not in resting]
        asleep = guests.all_resting(desk, tx, "smtp")
        names, left_alone = [n for n in names if n not in asleep], [n for n in names if n in asleep]
    result.errors += [guests.told(desk, asleep[name], f"The sender of mailbox {name}") for name in left_alone]
    crashpoint("recovered")
    # Side by side: a server that swallows everything keeps no other mailbox waiting.
    with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="deliver") as pool:
        for part in pool.map(partial(_deliver_of, desk), names):
            result.add(part)
    with desk.database.read() as tx:
        result.pending, result.capped = outbox.waiting(tx), caps.capped(tx)
    return result


def _deliver_of(desk: Desk, name: str) -> Delivered:
    """Send what is due for the mailbox of that name, unless another thread of ours is at it."""
    result = Delivered()
    mailbox = desk.settings.mailboxes.get(name)
    if mailbox is None:
        result.errors.append(
            f"Letters of mailbox {name} wait, and intake.yaml names no such mailbox any more. "
            "Put it back until they are sent."
        )
        return result
    lock = desk.lock(f"outbox {name}")
    if not lock.acquire(blocking=False):
        return result
    try:
        _deliver_for(desk, mailbox, result)
    except Occupied as occupied:  # a poll is at it: the letters stay due
        log.info("mailbox=%s letters wait: %s", name, occupied.text)
    except Trouble as trouble:
        result.errors.append(str(trouble))
    finally:
        lock.release()
    return result


def _deliver_for(desk: Desk, mailbox: Mailbox, result: Delivered) -> None:
    """Send what is due for one mailbox, over one connection as long as it lives."""
    with desk.database.write() as tx:
        result.unknown += outbox.recover_own(tx, mailbox.name, desk.me, desk.now())
    while not desk.stopping.is_set():
        with ExitStack() as stack:
            try:
                session = stack.enter_context(desk.open_smtp(mailbox))
            except Occupied:
                raise
            except Trouble as trouble:
                if trouble.refusal:
                    _leave_alone(desk, mailbox, trouble.refusal)
                else:
                    result.unusable[mailbox.name] = trouble.permanent
                _put_off_all(desk, mailbox, trouble.text)
                raise
            crashpoint("connected")
            look_at_certificate(desk, mailbox, "smtp", session.certificate_ends)
            in_a_row = 0  # refusals of the account
            while session.alive and not desk.stopping.is_set():
                letter = gate.claim(desk, mailbox)
                if letter is None:
                    return
                crashpoint("claimed")
                state, refusal = _send(desk, mailbox, session, letter, result)
                in_a_row = in_a_row + 1 if refusal else 0
                if refusal and (in_a_row == _STRIKES or not _passes(refusal, session)):
                    _leave_alone(desk, mailbox, refusal)  # the others wait as they are
                    raise Trouble(refusal.text, refusal.remedy)
                if state == "unknown":
                    # Else a server that swallows its answers would make every letter unknown.
                    _put_off_all(desk, mailbox, "the answer to the letter before was lost")
                    return


def _passes(refusal: Refusal, session: SmtpSession) -> bool:
    """Whether the next letter may be taken all the same: servers that throttle take some, and refuse some."""
    return refusal.sort == "later" and refusal.wait is None and session.alive


def _leave_alone(desk: Desk, mailbox: Mailbox, refusal: Refusal) -> None:
    with desk.database.write() as tx:
        guests.refuse(desk, tx, mailbox, "smtp", refusal)


def _put_off_all(desk: Desk, mailbox: Mailbox, note: str) -> None:
    """The server is of no use now: every letter that is due waits, and counts one try."""
    while True:
        with desk.database.write() as tx:
            letter = outbox.claim(tx, mailbox.name, desk.me, desk.now())
            if letter is None:
                return
            _put_off(tx, desk, letter, note)


def _put_off(tx: Transaction, desk: Desk, letter: Claimed, note: str) -> bool:
    """Try again later, or give up after five days; True if given up."""
    now = desk.now()
    due_at = now + wait_after(letter.attempts, random.random())  # noqa: S311 - jitter, no secret
    if due_at - (letter.deferred_at or now) > GIVE_UP:
        gave_up = f"given up after {GIVE_UP.days} days: {note}"
        outbox.settle(tx, letter.id, desk.me, state="failed", now=now, note=gave_up)
        return True
    outbox.put_back(tx, letter.id, desk.me, due_at=due_at, now=now, note=note)
    crashpoint("put off")
    return False


def _send(
    desk: Desk, mailbox: Mailbox, session: SmtpSession, letter: Claimed, result: Delivered
) -> tuple[str | None, Refusal | None]:
    """Send one claimed letter; write down what became of it. The refusal is one of the account."""
    answer = _hand_over(desk, mailbox, session, letter)
    if answer is None:
        return None, None
    crashpoint("handed over")
    state = _write_down(desk, partial(_settle, desk=desk, mailbox=mailbox, letter=letter, answer=answer))
    crashpoint("settled")
    log.info("letter id=%d state=%s attempt=%d", letter.id, state, letter.attempts)
    result.sent += state == "sent"
    result.failed += state == "failed"
    result.unknown += state == "unknown"
    return state, answer.refusal


def _settle(tx: Transaction, *, desk: Desk, mailbox: Mailbox, letter: Claimed, answer: SendResult) -> str:
    if answer.state == "deferred":
        return "failed" if _put_off(tx, desk, letter, answer.reason) else "pending"
    if answer.state in ("sent", "failed"):  # what is refused is the letter, not the account
        guests.accepted(tx, mailbox, "smtp")
    outbox.settle(tx, letter.id, desk.me, state=answer.state, now=desk.now(), note=answer.reason or None)
    return answer.state


def _write_down(desk: Desk, settle: Callable[[Transaction], str]) -> str:
    """Write down what is known of a letter, by a database that may be out of use for minutes.

    To give up makes the letter `unknown`, which it is not.
    """
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            with desk.database.write() as tx:
                return settle(tx)
        except Trouble:
            if desk.stopping.is_set() or time.monotonic() > give_up:
                raise
        desk.stopping.wait(_PAUSE)


def _hand_over(desk: Desk, mailbox: Mailbox, session: SmtpSession, letter: Claimed) -> SendResult | None:
    """Give a letter to the server; None if another process settled it meanwhile."""
    handed_over = False

    def before_data() -> None:
        nonlocal handed_over
        crashpoint("before sending")
        with desk.database.write() as tx:
            if not outbox.sending(tx, letter.id, desk.me):
                raise _ClaimLostError
            guests.count_letter(tx, mailbox, desk.now())
        handed_over = True
        crashpoint("sending")

    try:
        return session.send(mailbox.address, letter.recipient, letter.raw, before_data)
    except _ClaimLostError:
        log.warning("letter id=%d was settled by another process", letter.id)
        return None
    except Trouble:
        raise
    except Exception as error:  # noqa: BLE001 - one letter that we stumble on must not stop the others
        log.error("letter id=%d %s", letter.id, type(error).__name__)  # noqa: TRY400 - may quote the letter
        state: SendState = "unknown" if handed_over else "deferred"
        return Failure(state=state, reason=f"intake stumbled on it ({type(error).__name__})")
