"""Work that takes longer than a page may: in a thread, with a page that looks after it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from intake.domain.trouble import Misuse, Trouble
from intake.services.desk import Desk
from intake.settings import SettingsError
from intake.web.tray import put, tray
from intake.web.visit import Visit

log = logging.getLogger(__name__)

_AT_ONCE: Final = 4
_beginning = threading.Lock()  # two who begin the same at once: one does
_threads: set[threading.Thread] = set()


@dataclass(eq=False)
class Work:
    """A piece of work; its function is given it, to tell how far it is and to see whether to stop."""

    name: str  # what it is about: only one of a name is at work
    seconds: float  # it is to stop after so long
    done: threading.Event = field(default_factory=threading.Event)
    began: float = field(default_factory=time.monotonic)
    about: Any = None  # what its page shows besides
    progress: Any = None
    result: Any = None
    trouble: Trouble | None = None

    @property
    def at_work(self) -> bool:
        """Whether it is not done yet."""
        return not self.done.is_set()

    def look(self) -> None:
        """Raise Trouble where it has taken too long."""
        if time.monotonic() - self.began > self.seconds:
            raise Trouble("This took too long, and was ended.", "Try it with fewer mails, or later.")

    def run(self, task: Callable[[Work], Any]) -> None:
        """Do it; what goes wrong is kept to be told."""
        try:
            self.result = task(self)
        except Trouble as trouble:
            self.trouble = trouble
        except SettingsError as error:
            self.trouble = Misuse(str(error), "Run `intake check`.")
        except Exception as error:  # whatever it is, the page must end; the log has what it was
            log.exception("work in the background failed: %s", self.name.partition(" ")[0])
            self.trouble = Trouble(f"Something went wrong ({type(error).__name__}).", "The log says what.")
        finally:
            self.done.set()


def begin(
    visit: Visit, name: str, task: Callable[[Work], Any], *, seconds: float, about: Any = None
) -> tuple[str, Work]:
    """Begin a piece of work for who asks; return its token. Raises Misuse where there is too much at once."""
    with _beginning:
        running = [each for each in tray(visit).of_kind(Work) if each.at_work]
        if any(each.name == name for each in running):
            raise Misuse(
                visit.say("This is being done already."), visit.say("Wait a moment, then try again.")
            )
        if len(running) >= _AT_ONCE:
            raise Misuse(
                visit.say("Too much is being done at once."), visit.say("Wait a moment, then try again.")
            )
        work = Work(name=name, seconds=seconds, about=about)
        token = put(visit, work)
        thread = threading.Thread(target=work.run, args=(task,), name="console-work", daemon=True)
        _threads.difference_update([each for each in _threads if not each.is_alive()])
        _threads.add(thread)
        thread.start()
    return token, work


def finish(desk: Desk, seconds: float) -> None:
    """Tell what is at work that the process ends, and wait for it for so long: a mail in hand is finished."""
    desk.stopping.set()
    until = time.monotonic() + seconds
    for thread in tuple(_threads):
        thread.join(max(0.0, until - time.monotonic()))
