"""smtplib, held to replies that end."""

from __future__ import annotations

import smtplib
from typing import Any

from intake.adapters.wire import Reader

LONGEST_REPLY = 16 << 20  # bytes


class Client(smtplib.SMTP):
    """A connection. A reply that never ends breaks it: smtplib raises SMTPServerDisconnected."""

    def send(self, s: Any) -> None:
        """Send, and expect another reply."""
        if isinstance(self.file, Reader):
            self.file.begin()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply: its code, -1 for none, and its words."""
        if self.file is None and self.sock is not None:
            self.file = Reader(self.sock, LONGEST_REPLY)
        return super().getreply()


class PrivateClient(Client, smtplib.SMTP_SSL):
    """A connection in TLS from the first byte."""
