"""`intake demo`: a day in the life of an office, with the seed postings, on mail servers of its own.

Everything but the mail servers is the product itself: the same services as the commands, over real
IMAP and SMTP on loopback. The story (`story.py`) says what must come out, and each step is held to it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from intake.demo import pages, tell
from intake.demo.office import UsageError, clear, open_office
from intake.demo.story import ROUNDS, Round
from intake.embedded import EmbeddedServerError

__all__ = ["play"]


def play(output: Path, rounds: Sequence[Round] = ROUNDS) -> int:
    """Play the day and leave what it made in `output`; return the exit status of the command.

    Raises:
        Trouble: the disk, or a server of ours, does not do its part.

    """
    started = time.monotonic()
    try:
        clear(output)
        with open_office(output) as office:
            tell.opening(office)
            for each in rounds:
                tell.round_of(each, office.work(each))
            office.close_the_day()
        pages.leave(office, rounds, output)
    except (UsageError, EmbeddedServerError) as error:
        sys.stderr.write(f"intake demo: {error}\n")
        return 2
    tell.ending(office, output, time.monotonic() - started)
    return 1 if office.surprises else 0
