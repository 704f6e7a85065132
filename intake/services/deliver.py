"""Send what is due in the outbox, each letter at most once.

A letter is claimed only when a connection stands. `sending` is committed after the server said 354
and before the first byte of the content, so a process that dies earlier has sent nothing; one that
dies later leaves a letter that is `unknown`, and no machine sends it again.
"""

from __future__ import annotations

import logging
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from intake.crash import crashpoint
from intake.domain.freemail import FREE_MAIL
from intake.domain.model import Mailbox
from intake.domain.pace import GIVE_UP, free_at, wait_after
from intake.domain.trouble import Trouble
from intake.services.desk import Desk, SendResult, SendState, SmtpSession
from intake.settings import Rate
from intake.store import outbox, workers
from intake.store.database import Transaction
from intake.store.outbox import Claimed

log = logging.getLogger(__name__)

_SIDE_BY_SIDE = 8  # mailboxes whose letters go out at a time


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A letter that we stumbled on ourselves."""

    state: SendState
    reason: str


class _ClaimLostError(Exception):
    """Another process took us for dead and settled our letter."""


@dataclass(kw_only=True, slots=True)
class Delivered:
    """What one pass over the outbox did."""

    sent: int = 0
    failed: int = 0
    unknown: int = 0
    capped: int = 0  # put off because a cap of `limits` is reached
    pending: int = 0  # still waiting after the pass
    errors: list[str] = field(default_factory=list)  # SMTP servers that could not be used


def deliver(desk: Desk) -> Delivered:
    """Send every letter that is due now. Trouble with a server is told, not raised.

    Raises:
        Trouble: the database cannot be used.

    """
    result = Delivered()
    with desk.database.write() as tx:
        now = desk.now()
        result.unknown = outbox.recover(tx, workers.the_dead(tx, desk.me, now), now)
        names = outbox.waiting_mailboxes(tx, desk.me, now)
    crashpoint("recovered")
    # Side by side: a server that swallows everything keeps no other mailbox waiting.
    with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="deliver") as pool:
        for part in pool.map(partial(_deliver_of, desk), names):
            result.sent += part.sent
            result.failed += part.failed
            result.unknown += part.unknown
            result.capped += part.capped
            result.errors += part.errors
    if result.capped:
        log.warning("%d letter(s) wait: a cap of 'limits' is reached", result.capped)
    with desk.database.read() as tx:
        tally = outbox.tally(tx)
    result.pending = sum(tally.get(state, 0) for state in ("pending", "claimed", "sending"))
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
        try:
            with desk.open_smtp(mailbox) as session:
                while session.alive and not desk.stopping.is_set():
                    with desk.database.write() as tx:
                        letter = outbox.claim(tx, mailbox.name, desk.me, desk.now())
                    if letter is None:
                        return
                    crashpoint("claimed")
                    if _send(desk, mailbox, session, letter, result) == "unknown":
                        # Else a server that swallows its answers would make every letter unknown.
                        _put_off_all(desk, mailbox, "the answer to the letter before was lost")
                        return
        except Trouble as trouble:
            _put_off_all(desk, mailbox, trouble.text)
            raise


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
    if due_at - letter.created_at > GIVE_UP:
        gave_up = f"given up after {GIVE_UP.days} days: {note}"
        outbox.settle(tx, letter.id, desk.me, state="failed", now=now, note=gave_up)
        return True
    outbox.put_back(tx, letter.id, desk.me, due_at=due_at, note=note)
    return False


def _send(
    desk: Desk, mailbox: Mailbox, session: SmtpSession, letter: Claimed, result: Delivered
) -> str | None:
    """Send one claimed letter, or hold it back where a cap is reached; write down what became of it."""
    with desk.database.write() as tx:
        until = _capped_until(tx, desk, mailbox, letter)
        if until:
            outbox.put_back(tx, letter.id, desk.me, due_at=until, note=outbox.CAPPED, tried=False)
            result.capped += 1
            return None

    answer = _hand_over(desk, mailbox, session, letter)
    if answer is None:
        return None
    crashpoint("handed over")
    state: str = answer.state
    with desk.database.write() as tx:
        if state == "deferred":
            state = "failed" if _put_off(tx, desk, letter, answer.reason) else "pending"
        else:
            outbox.settle(tx, letter.id, desk.me, state=state, now=desk.now(), note=answer.reason or None)
    crashpoint("settled")
    log.info("letter id=%d state=%s attempt=%d", letter.id, state, letter.attempts)
    result.sent += state == "sent"
    result.failed += state == "failed"
    result.unknown += state == "unknown"
    return state


def _hand_over(desk: Desk, mailbox: Mailbox, session: SmtpSession, letter: Claimed) -> SendResult | None:
    """Give a letter to the server; None if another process settled it meanwhile."""
    handed_over = False

    def before_data() -> None:
        nonlocal handed_over
        with desk.database.write() as tx:
            if not outbox.sending(tx, letter.id, desk.me):
                raise _ClaimLostError
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


def _capped_until(tx: Transaction, desk: Desk, mailbox: Mailbox, letter: Claimed) -> datetime | None:
    """When the caps of `limits` let this letter out; None: now. Providers of free mail have no cap."""
    limits = desk.settings.limits
    caps: list[tuple[Rate, dict[str, str]]] = [
        (limits.address, {"recipient": letter.recipient}),
        (limits.mailbox, {"mailbox": mailbox.name}),
        (limits.overall, {}),
    ]
    if letter.domain not in FREE_MAIL:
        caps.append((limits.domain, {"domain": letter.domain}))
    now = desk.now()
    waits = (
        free_at(outbox.handed_over(tx, letter.id, now - rate.per, now, where), rate.count, rate.per)
        for rate, where in caps
    )
    later = [moment for moment in waits if moment and moment > now]
    return max(later) + timedelta(seconds=1) if later else None
