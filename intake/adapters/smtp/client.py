"""smtplib, held to replies that end."""

from __future__ import annotations

import smtplib
from typing import Any

from intake.adapters.wire import Reader

LONGEST_REPLY = 16 << 20  # bytes


class _Replies(Reader):
    """Replies by lines. What a broken connection leaves of a line is none: `250 SIZE 3` was longer once."""

    def readline(self, limit: int) -> bytes:
        line = super().readline(limit)
        return line if line.endswith(b"\n") or len(line) == limit else b""


class Client(smtplib.SMTP):
    """A connection. A reply that never ends breaks it: smtplib raises SMTPServerDisconnected."""

    @property
    def ahead(self) -> bool:
        """Whether the server has said more than the replies that were read."""
        return isinstance(self.file, _Replies) and self.file.ahead

    def send(self, s: Any) -> None:
        """Send, and expect another reply."""
        if isinstance(self.file, _Replies):
            self.file.begin()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply: its code, -1 for none, and its words."""
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock, LONGEST_REPLY)
        return super().getreply()


class PrivateClient(Client, smtplib.SMTP_SSL):
    """A connection in TLS from the first byte."""
