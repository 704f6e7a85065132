"""The gate that every letter passes: the caps of `limits`, and what its mail server allows a guest."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from operator import itemgetter

from intake.crash import crashpoint
from intake.domain.freemail import FREE_MAIL
from intake.domain.guest import DAY
from intake.domain.model import Mailbox
from intake.domain.pace import LONGEST_WAIT, free_at
from intake.services import guests
from intake.services.desk import Desk
from intake.settings import Limits, Rate
from intake.store import caps, outbox
from intake.store.database import Transaction
from intake.store.outbox import Claimed

log = logging.getLogger(__name__)

# In words, what it counts, and until when it holds.
_Cap = tuple[str, Mapping[str, str | bool], datetime]


def claim(desk: Desk, mailbox: Mailbox) -> Claimed | None:
    """Claim the next letter due that no cap holds back; from then on it counts for the caps."""
    while True:
        with desk.database.write() as tx:
            caps.one_at_a_time(tx)
            now = desk.now()
            letter = outbox.claim(tx, mailbox.name, desk.me, now)
            if letter is None:
                return None
            cap = _reached(tx, desk, letter, now) or _guest_reached(tx, desk, mailbox, letter, now)
            if cap is None:
                return letter
            note, where, until = cap
            held = caps.hold_back(tx, letter.id, desk.me, where=where, until=until, now=now, note=note)
            crashpoint("held back")
        log.warning("%d letter(s) wait: %s", held, note)


def _guest_reached(
    tx: Transaction, desk: Desk, mailbox: Mailbox, letter: Claimed, now: datetime
) -> _Cap | None:
    """What the server of a mailbox allows, where it holds a letter back, as `_reached` tells a cap."""
    found = guests.letters_free_at(desk, tx, mailbox, letter.id, now)
    return (_guest_note(found[1]), {"mailbox": mailbox.name}, found[0]) if found else None


def _reached(tx: Transaction, desk: Desk, letter: Claimed, now: datetime) -> _Cap | None:
    """The cap that holds a letter back longest: in words, what it counts, and until when; None: none does.

    Providers of free mail have no cap of their domain. To one address or domain our answers are counted
    apart from our digests and alarms: else mails in a recruiter's or an admin's name would silence these.
    """
    counted: dict[str, Mapping[str, str | bool]] = {
        "address": {"recipient": letter.recipient, "notice": letter.notice},
        "mailbox": {"mailbox": letter.mailbox},
        "overall": {},
    }
    if letter.domain not in FREE_MAIL:
        counted["domain"] = {"domain": letter.domain, "notice": letter.notice}
    rates: dict[str, Rate] = {name: getattr(desk.settings.limits, name) for name in counted}
    windows = {name: caps.Window(since=now - rates[name].per, where=where) for name, where in counted.items()}
    reached = []
    passed = caps.gone_through(tx, letter.id, list(windows.values()))
    for (name, window), number in zip(windows.items(), passed, strict=True):
        if number < rates[name].count:
            continue
        sent = caps.handed_over(tx, letter.id, now, window)
        until = free_at(sent, rates[name].count, rates[name].per)
        if until and until > now:
            reached.append((_note(desk, name), window.where, until))
    return max(reached, key=itemgetter(2), default=None)


def _note(desk: Desk, name: str) -> str:
    """A cap of `limits` in words."""
    return f"{caps.CAPPED} by a cap of 'limits' ({name}: {getattr(desk.settings.limits, name)})"


def _guest_note(limit: str) -> str:
    return f"{caps.CAPPED} by the mail provider's limit ({limit})"


def notes(desk: Desk) -> list[str]:
    """Every cap that there is, in words."""
    of_guests = map(_guest_note, guests.letter_notes(desk))
    return [*(_note(desk, cap.name) for cap in fields(Limits)), *of_guests]


def longest_wait(desk: Desk) -> timedelta:
    """No letter waits longer than this for its turn: not for quiet, a cap, or the next try."""
    limits = desk.settings.limits
    windows: list[timedelta] = [getattr(limits, cap.name).per for cap in fields(Limits)]
    return max(desk.settings.quiet, LONGEST_WAIT, DAY, *windows) + timedelta(hours=1)
