"""One connection, and the translation of everything that imaplib and imapclient raise on it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from intake.adapters.imap.client import Client
from intake.adapters.imap.errors import BusyError, LostError, RefusedError
from intake.adapters.wire import said

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

# Response codes of a server that would refuse the next command, too: RFC 5530 §3, and what others say.
_BUSY = re.compile(r"\[(INUSE|LIMIT|OVERQUOTA|THROTTLED)\b", re.IGNORECASE)

logging.getLogger("imapclient").setLevel(logging.WARNING)  # its debug log holds the mails


@dataclass(slots=True)
class Line:
    """A connection that is logged in; `alive` is False once it broke or was closed."""

    client: Client
    alive: bool = True

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Turn what a command may raise into LostError, BusyError and RefusedError.

        Causes are cut off: they quote the server's answer, which may be a mail.
        """
        try:
            yield
        except (IMAPClientError, OSError, *UNREADABLE) as error:
            if isinstance(error, IMAPClientAbortError | OSError):
                self.alive = False
                raise _lost(error) from None
            if isinstance(error, ProtocolError) or not isinstance(error, IMAPClientError):
                raise nonsense() from None
            raise _refused(error) from None

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


def _lost(error: Exception) -> LostError:
    return LostError(
        f"the connection to the IMAP server broke ({type(error).__name__})",
        "Nothing is lost: it is tried again. If it stays so, look at the server and the network.",
    )


def _refused(error: Exception) -> BusyError | RefusedError:
    words = said(str(error))
    if _BUSY.search(words):
        return BusyError(f"the IMAP server wants to be left alone: {words}", "It is tried again later.")
    return RefusedError(
        f"the IMAP server refused: {words}",
        "Look at the account's rights and at what the server says.",
    )


def nonsense() -> RefusedError:
    """Say that an answer makes no sense; the next may."""
    return RefusedError("the IMAP server's answer cannot be read", "Look at the server and its version.")
