"""The end of the interview: that all works is proved, by a mail that goes the whole way."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from intake.domain.trouble import Trouble
from intake.given import desk_for, stopped_in_order
from intake.interview.talk import say
from intake.services import canary
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.show import progress

_PATIENCE: Final = 120.0  # seconds
_PAUSE: Final = 2.0  # seconds between two looks into the mailbox


def prove(config: Path, name: str) -> bool:
    """Send a mail from a mailbox to itself, and wait until it has been taken in; say how it went."""
    with desk_for(config, works=True) as desk, stopped_in_order(desk):
        mailbox = desk.settings.mailboxes[name]
        say(f"A mail goes from {mailbox.address} to itself …")
        canary.send_now(desk, name)
        delivered = deliver(desk)
        if delivered.errors or not delivered.sent:
            say(f"  It could not be sent. {' '.join(delivered.errors)}".rstrip())
            return False
        return _taken_in(desk, name)


def _taken_in(desk: Desk, name: str) -> bool:
    give_up = time.monotonic() + _PATIENCE
    while not desk.stopping.is_set():
        try:
            with progress(hidden=False) as shown:
                polled = poll(desk, desk.settings.mailboxes[name], shown)
        except Trouble as trouble:
            say(f"  {trouble}")
            return False
        if polled.error:
            say(f"  {polled.error}")
            return False
        if (way := canary.way(desk, name)) is not None:
            say(f"  ✓ {way[:1].upper()}{way[1:]}.")
            return True
        if time.monotonic() > give_up:
            break
        desk.stopping.wait(_PAUSE)
    say(
        "  It was sent, and has not come back yet. Look for it in the mailbox and its junk folder; "
        "intake poll goes on looking."
    )
    return False
