"""A mail provider inside this process: what SMTP takes for one of its mailboxes, IMAP shows there."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from typing import Self

from intake.embedded import Accepted, EmbeddedIMAP, EmbeddedSMTP


class Clock:
    """The time of the story, which everybody in it goes by."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """Give the time."""
        return self.moment


class Post:
    """The provider: a context manager. A mail's INTERNALDATE is the story's time when it was taken."""

    def __init__(self, addresses: Iterable[str], password: str, clock: Clock) -> None:
        self._addresses = frozenset(addresses)
        self._clock = clock
        self.imap = EmbeddedIMAP(dict.fromkeys(self._addresses, password))
        self.smtp = EmbeddedSMTP(self._take)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Start both servers; EmbeddedServerError where they are not installed."""
        with ExitStack() as starting:
            starting.enter_context(self.imap)
            starting.enter_context(self.smtp)
            self._open = starting.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def send(self, sender: str, recipient: str, raw: bytes) -> None:
        """Send a mail as a candidate's mail program does; an empty sender is a mail server's."""
        # A name of our own: smtplib would ask the DNS for one.
        with smtplib.SMTP(self.smtp.host, self.smtp.port, local_hostname="localhost") as client:
            client.sendmail(sender, [recipient], raw)

    @property
    def sent_out(self) -> tuple[Accepted, ...]:
        """Every mail to somebody else than our mailboxes, oldest first: the letters and digests."""
        return tuple(mail for mail in self.smtp.mails if not self._addresses.issuperset(mail.recipients))

    def _take(self, mail: Accepted) -> None:
        for recipient in self._addresses.intersection(mail.recipients):
            # RFC 5321 section 4.4: the server of final delivery writes down the envelope's sender.
            raw = f"Return-Path: <{mail.sender}>\r\n".encode() + mail.raw
            self.imap.deliver(recipient, raw, self._clock())
