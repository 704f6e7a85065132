"""Whether a running process is well: `/livez` asks whether it lives, `/healthz` whether all goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from intake.domain.trouble import Trouble, stumble
from intake.services.desk import Desk
from intake.services.status import State, look

_FRESH = 5.0  # seconds in which what was asked for is not asked again, at least
_SHARE = 20  # to ask takes one part in so many of the time
_PATIENCE = 10.0  # seconds that one waits for what another has asked: who waits takes the place of a probe
_NAMED = 10  # mailboxes


class Health:
    """What is wrong with a process, asked at most so often of the database."""

    def __init__(self, desk: Callable[[], Desk], lives: Callable[[], str | None]) -> None:
        """`lives` says what keeps the process from its work, None if nothing does."""
        self._desk, self._lives = desk, lives
        self._asking = threading.Lock()
        self._next = 0.0  # when it is asked again
        self._state: State | None = None
        self._trouble: str | None = None

    @property
    def dead(self) -> list[str]:
        """What keeps the process from its work."""
        trouble = self._lives()
        return [trouble] if trouble else []

    @property
    def wrong(self) -> list[str]:
        """What is wrong, in sentences: the engine, the database, mailboxes that are silent."""
        found = self.dead
        state, trouble = self.look()
        if trouble:
            found.append(trouble)
        silent = [each.name for each in state.mailboxes if each.silent] if state else []
        found += [f"Mailbox {name} has not been read for too long." for name in silent[:_NAMED]]
        if len(silent) > _NAMED:
            found.append(f"So have {len(silent) - _NAMED} more mailboxes not.")
        return found

    def look(self) -> tuple[State | None, str | None]:
        """How intake is, a few seconds old at most; or why that cannot be said."""
        if not self._asking.acquire(timeout=_PATIENCE):
            return None, "The database, or a disk, does not answer."
        try:
            if (began := time.monotonic()) >= self._next:
                self._ask()
                ended = time.monotonic()
                self._next = ended + max(_FRESH, (ended - began) * _SHARE)
            return self._state, self._trouble
        finally:
            self._asking.release()

    def _ask(self) -> None:
        self._state, self._trouble = None, None
        try:
            state = look(self._desk(), deadlines=False)
        except Trouble as trouble:
            self._trouble = str(trouble)
        except Exception as error:  # noqa: BLE001 - a probe must have its answer
            self._trouble = f"The state cannot be looked at: {stumble(error)}."
        else:
            if state.schema is None:  # it was there when this process began
                self._trouble = "The database is gone. Put it back, from a backup if need be."
            else:
                self._state = state
