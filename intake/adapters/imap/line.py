"""One connection, and the translation of everything that imaplib and imapclient raise on it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from intake.adapters.imap.client import Client
from intake.adapters.imap.errors import BusyError, LoginError, LostError, MailboxError, RefusedError
from intake.adapters.wire import said
from intake.domain.refusals import Refusal, read_refusal

# What the libraries raise on an answer that is no IMAP, besides errors of their own.
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
)

logging.getLogger("imapclient").setLevel(logging.WARNING)  # its debug log holds the mails


@dataclass(slots=True)
class Line:
    """A connection that is logged in; `alive` is False once it broke or was closed."""

    client: Client
    alive: bool = True
    oauth2: bool = False  # how we logged in
    provider: str | None = None  # as the configuration calls it

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Turn what a command may raise into LostError, BusyError, LoginError and RefusedError.

        Causes are cut off: they quote the server's answer, which may be a mail.
        """
        try:
            yield
        except (IMAPClientError, OSError, *UNREADABLE) as error:
            if isinstance(error, IMAPClientAbortError | OSError):
                self.alive = False
                raise self._lost(error) from None
            if isinstance(error, ProtocolError) or not isinstance(error, IMAPClientError):
                raise nonsense() from None
            raise self._refused(error) from None

    def hang_up(self) -> None:
        """Log out if the server still listens, and close the connection."""
        if self.alive:
            self.alive = False
            with suppress(IMAPClientError, OSError, *UNREADABLE):
                self.client.logout()
                return
        self.drop()

    def drop(self) -> None:
        """Close the connection without a word."""
        self.alive = False
        with suppress(OSError):
            self.client.shutdown()

    def _read(self, words: str, *, shown: bool = True) -> Refusal:
        host, called = self.client.host, self.provider
        return read_refusal(words, "command", host=host, called=called, oauth2=self.oauth2, shown=shown)

    def _lost(self, error: Exception) -> MailboxError:
        """Say that the connection broke, and why where the server said so with its BYE (RFC 3501 §7.1.5)."""
        refusal = self._read(said(str(error)), shown=False)
        if refusal.sort == "later" and isinstance(error, IMAPClientAbortError):
            return BusyError(f"{refusal.text}, and hung up", refusal.remedy, refusal)
        return LostError(
            f"the connection to the IMAP server broke ({type(error).__name__})",
            "Nothing is lost: it is tried again. If it stays so, look at the server and the network.",
        )

    def _refused(self, error: Exception) -> MailboxError:
        words = said(str(error))
        refusal = self._read(words)
        if refusal.sort == "unknown":
            return RefusedError(
                f"the IMAP server refused: {words}",
                "Look at the account's rights and at what the server says.",
            )
        # The next command would be refused as well.
        kind = BusyError if refusal.sort == "later" else LoginError
        return kind(refusal.text, refusal.remedy, refusal)


def nonsense() -> RefusedError:
    """Say that an answer makes no sense; the next may."""
    return RefusedError("the IMAP server's answer cannot be read", "Look at the server and its version.")
