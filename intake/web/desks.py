"""The desk that a request works at: that of the configuration files as they stand now, if they are valid."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from intake import app
from intake import settings as configuration
from intake.domain.trouble import Trouble
from intake.services.desk import Desk
from intake.settings import Finding, SettingsError

log = logging.getLogger(__name__)

_LOOK: Final = 1.0  # seconds between two looks at the files


class Desks:
    """Hands out the desk. Changed files take effect with the next request; faulty ones are left aside."""

    def __init__(self, desk: Desk, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk, self._clock, self._lock = desk, clock, threading.Lock()
        self._fingerprint = configuration.fingerprint(desk.settings.folder, desk.settings.templates)
        self._looked = clock()
        self.faults: Sequence[Finding] = ()  # of the files, while the configuration from before is in force

    def desk(self) -> Desk:
        """The desk of now."""
        with self._lock:
            if self._clock() - self._looked >= _LOOK:
                self._look()
            return self._desk

    def reread(self) -> Desk:
        """Look at once: files were just changed, of the configuration or of the letters."""
        with self._lock:
            self._fingerprint = ""
            self._look()
            return self._desk

    def _look(self) -> None:
        self._looked, folder = self._clock(), self._desk.settings.folder
        fingerprint = configuration.fingerprint(folder, self._desk.settings.templates)
        if fingerprint == self._fingerprint:
            return
        self._fingerprint = fingerprint
        try:
            self._desk, self.faults = app.reload(self._desk, configuration.load(folder)), ()
        except SettingsError as error:
            self.faults = tuple(each for each in error.findings if each.level == "error")
            log.error("the changed configuration is left aside: %s", error)  # noqa: TRY400
        except Trouble as trouble:
            text = Finding(level="error", where=str(folder), text=trouble.text, remedy=trouble.remedy)
            self.faults = (text,)
            log.error("the changed configuration is left aside: %s", trouble)  # noqa: TRY400
