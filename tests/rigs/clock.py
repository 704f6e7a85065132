"""A clock of ours: it stands until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Gives `time` whenever it is asked, until it is set or moved on."""

    def __init__(self, time: datetime | None = None) -> None:
        self.time = time or datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def go(self, length: timedelta) -> None:
        """Move on, or back."""
        self.time += length
