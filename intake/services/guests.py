"""The manners of a guest, kept over restarts and processes: rests, letters and downloads of accounts.

An account that is refused rests: for a person's hour where its login is refused, for as long as the server
says, or longer each time. A changed configuration or secret ends the rest, and so does a login that is let
in, by `intake check --connect` for instance.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from intake import zones
from intake.domain import guest as rule
from intake.domain.alarm import Alarm
from intake.domain.guest import DAY, MINUTE
from intake.domain.model import Account, Mailbox
from intake.domain.refusals import Refusal
from intake.domain.trouble import Trouble, of_mailbox
from intake.domain.watch import login_refused
from intake.services.desk import Desk, ImapSession
from intake.store import buckets, outbox
from intake.store.buckets import Rest
from intake.store.database import Transaction

Protocol = Literal["imap", "smtp"]

_SPARE: Final = timedelta(minutes=5)  # that clocks of machines may differ
_DOWNLOADED: Final = "downloaded a day"
_AT_A_TIME: Final = 1 << 20  # bytes that are written down together


# --- rests ------------------------------------------------------------------


def account_of(mailbox: Mailbox, protocol: Protocol) -> Account:
    """The account of a mailbox."""
    return mailbox.imap if protocol == "imap" else mailbox.smtp


def resting(desk: Desk, tx: Transaction, mailbox: Mailbox, protocol: Protocol) -> Rest | None:
    """How an account of a mailbox is to be left alone now."""
    account = account_of(mailbox, protocol)
    rest = buckets.rest(tx, _login(account, protocol))
    return rest if rest and _holds(desk, account, rest) else None


def all_resting(desk: Desk, tx: Transaction, protocol: Protocol) -> Mapping[str, Rest]:
    """The mailboxes whose accounts are to be left alone now."""
    rests = buckets.rests(tx)
    if not rests:
        return {}
    return {
        name: rest
        for name, mailbox in desk.settings.mailboxes.items()
        if (rest := rests.get(_login(account := account_of(mailbox, protocol), protocol)))
        and _holds(desk, account, rest)
    }


def refuse(desk: Desk, tx: Transaction, mailbox: Mailbox, protocol: Protocol, refusal: Refusal) -> datetime:
    """Leave an account alone after a refusal; return until when."""
    account = account_of(mailbox, protocol)
    before = buckets.rest(tx, _login(account, protocol))
    times = before.times + 1 if before and before.code == refusal.code else 1
    length = rule.rest_after(refusal, times)
    until = desk.now() + length
    salt = secrets.token_hex(4)
    rest = Rest(
        until=until,
        seconds=length.total_seconds(),
        code=refusal.code,
        text=refusal.text,
        remedy=of_mailbox(refusal.remedy, mailbox.name),
        permanent=refusal.sort != "later",
        times=times,
        mark=f"{salt}:{desk.mark(account, salt)}",
    )
    buckets.keep_rest(tx, _login(account, protocol), rest)
    return until


def accepted(tx: Transaction, mailbox: Mailbox, protocol: Protocol) -> None:
    """Note that an account is not refused any more."""
    account = _login(account_of(mailbox, protocol), protocol)
    if buckets.rest(tx, account):
        buckets.end_rest(tx, account)


def told(desk: Desk, rest: Rest, who: str = "The mailbox") -> str:
    """A rest in sentences."""
    at = rest.until.astimezone(zones.zone(desk.settings.zone))
    text = rest.text if rest.text.endswith((".", "!", "?")) else f"{rest.text}."
    again = " `intake check --connect` asks again at once." if rest.permanent else ""
    return f"{who} is left alone until {at:%Y-%m-%d %H:%M:%S}. {text} {rest.remedy}{again}"


def refused_now(desk: Desk, tx: Transaction) -> Iterator[Alarm]:
    """An alarm for each account that a person must look at."""
    rests = {account: rest for account, rest in buckets.rests(tx).items() if rest.permanent}
    if not rests:
        return
    protocols: tuple[Protocol, ...] = ("imap", "smtp")
    for name, mailbox in desk.settings.mailboxes.items():
        for protocol in protocols:
            if rest := rests.get(_login(account_of(mailbox, protocol), protocol)):
                yield login_refused(name, protocol, rest.text, rest.remedy)


def _holds(desk: Desk, account: Account, rest: Rest) -> bool:
    left = rest.until - desk.now()
    if not timedelta() < left <= timedelta(seconds=rest.seconds) + _SPARE:  # or a clock was set back since
        return False
    salt, _, mark = rest.mark.partition(":")
    return desk.mark(account, salt) == mark


def _login(account: Account, protocol: Protocol) -> str:
    """An account as it is configured: of two that differ in their secret one may be let in, and one not."""
    configured = hashlib.sha256(repr(account).encode()).hexdigest()[:8]
    return f"{protocol} {configured} {account.username or ''}@{account.host.lower()}:{account.port}"[:400]


# --- letters ----------------------------------------------------------------


def letters_free_at(
    desk: Desk, tx: Transaction, mailbox: Mailbox, letter_id: int, now: datetime
) -> tuple[datetime, str] | None:
    """When the server of a mailbox lets its next letter out, and by which limit; None: now.

    Letters of the same account that others have in hand count as gone.
    """
    limits = _letter_limits(mailbox)
    if not limits:
        return None
    sender = _user(mailbox.smtp)
    names = [name for name, box in desk.settings.mailboxes.items() if _user(box.smtp) == sender]
    amount = 1 + outbox.claimed(tx, names, letter_id)
    found = []
    for what, (limit, per) in limits.items():
        used = buckets.used(tx, sender, what)
        if used and used[-1][0] > now:  # the clock was set back: it counts from now on, and not for ever
            buckets.use(tx, sender, what, amount=0, now=now, per=per)
            used = buckets.used(tx, sender, what)
        if until := rule.free_at(used, amount, limit, now, per):
            found.append((until, f"{limit} {what}"))
    return max(found, default=None)


def count_letter(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    """Note that a letter is handed over now."""
    for what, (_, per) in _letter_limits(mailbox).items():
        buckets.use(tx, _user(mailbox.smtp), what, amount=1, now=now, per=per)


def letter_notes(desk: Desk) -> set[str]:
    """The limits of all mailboxes, as `letters_free_at` tells them."""
    boxes = desk.settings.mailboxes.values()
    return {f"{limit} {what}" for box in boxes for what, (limit, _) in _letter_limits(box).items()}


def _letter_limits(mailbox: Mailbox) -> Mapping[str, tuple[int, timedelta]]:
    guest = mailbox.guest
    limits = {
        "letters a minute": (guest.letters_a_minute, MINUTE),
        "letters a day": (guest.letters_a_day, DAY),
    }
    return {what: (limit, per) for what, (limit, per) in limits.items() if limit is not None}


def _user(account: Account) -> str:
    return f"{account.username or ''}@{account.host.lower()}"[:400]


# --- downloads --------------------------------------------------------------


class Downloads:
    """Counts what a mailbox's sessions bring, against what its server allows in a day."""

    def __init__(self, desk: Desk, mailbox: Mailbox) -> None:
        self._desk, self._mailbox = desk, mailbox
        self._limit = mailbox.guest.download_a_day
        self._session: ImapSession | None = None
        self._seen = self._unwritten = 0

    def look(self, session: ImapSession) -> None:
        """Count what has come over this session; raise Trouble where the day's limit is reached."""
        if self._limit is None:
            return
        if session is not self._session:
            self._session, self._seen = session, 0
            self._write()
        came, self._seen = session.downloaded - self._seen, session.downloaded
        self._unwritten += came
        if self._unwritten >= _AT_A_TIME:
            self._write()

    def end(self) -> None:
        """Write down what is not written yet."""
        if self._limit is not None and self._unwritten:
            self._write(check=False)

    def _write(self, *, check: bool = True) -> None:
        assert self._limit is not None
        desk, account = self._desk, _user(self._mailbox.imap)
        with desk.database.write() as tx:
            now = desk.now()
            buckets.use(tx, account, _DOWNLOADED, amount=self._unwritten, now=now, per=DAY)
            used = buckets.used(tx, account, _DOWNLOADED)
        self._unwritten = 0
        # So that it goes on with some room, and not mail by mail.
        until = rule.free_at(used, self._limit / 100, self._limit, now, DAY)
        if check and until:
            raise _full(self._mailbox.name, self._limit, until - now)


def _full(name: str, limit: int, wait: timedelta) -> Trouble:
    refusal = Refusal(
        code="download_limit",
        text=f"Mailbox {name} has downloaded the {limit >> 20} MB that its server allows in a day",
        remedy="It goes on by itself where it was; nothing is lost.",
        sort="later",
        wait=wait,
    )
    trouble = Trouble(refusal.text, refusal.remedy)
    trouble.refusal = refusal
    return trouble
