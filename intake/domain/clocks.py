"""What a mail says of its own time, held against the server's: shown to people, decides nothing.

The server's INTERNALDATE decides (rule 2). It is false itself where a mail was copied here from
another account without its time; what the mail says is then the trace of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from intake.domain.model import Message
from intake.domain.reasons import dossier as reasons

_WRITTEN: Final = "%Y-%m-%d %H:%M"
_TOLERATED: Final = timedelta(hours=1)
_QUOTED: Final = 50  # characters of a date that is none


def disagreements(message: Message) -> tuple[str, ...]:
    """Say which times in a mail's header are more than an hour off the server's time, in UTC."""
    claimed = ((reasons.CLOCK_DATE, message.date), (reasons.CLOCK_RECEIVED, message.relayed_at))
    found = [
        sentence.say(server=f"{message.received_at:{_WRITTEN}}", said=f"{when:{_WRITTEN}}")
        for sentence, when in claimed
        if when is not None and abs(when - message.received_at) > _TOLERATED
    ]
    written = message.header("date")
    if message.date is None and written:
        found.append(reasons.CLOCK_WRONG.say(written=written[:_QUOTED]))
    return tuple(found)
