"""One connection, and the translation of everything that imaplib and imapclient raise on it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from intake.adapters.imap.errors import LostError, RefusedError
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

logging.getLogger("imapclient").setLevel(logging.WARNING)  # its debug log holds the mails


@dataclass(slots=True)
class Line:
    """A connection that is logged in; `alive` is False once it broke or was closed."""

    client: IMAPClient
    alive: bool = True

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Turn what a command may raise into LostError and RefusedError.

        Causes are cut off: they quote the server's answer, which may be a mail.
        """
        try:
            yield
        except (IMAPClientAbortError, OSError) as error:
            self.alive = False
            raise LostError(
                f"the connection to the IMAP server broke ({type(error).__name__})",
                "Nothing is lost: it is tried again. If it stays so, look at the server and the network.",
            ) from None
        except ProtocolError:
            raise _nonsense() from None
        except IMAPClientError as error:
            raise RefusedError(
                f"the IMAP server refused: {said(str(error))}",
                "Look at the account's rights and at what the server says.",
            ) from None
        except UNREADABLE:
            raise _nonsense() from None

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


def _nonsense() -> RefusedError:
    return RefusedError("the IMAP server's answer cannot be read", "Look at the server and its version.")
