"""What can go wrong with a mailbox.

    MailboxError
    ├── UnreachableError   no connection, or the server is not ready: worth another try
    ├── UntrustedError     the connection would not be private: nothing is sent over it
    ├── LoginError         the account is refused: not worth another try until a person has looked
    ├── FolderError        the folder is not there or cannot be opened
    ├── RefusedError       the server cannot or will not do what was asked
    ├── BusyError          the server wants to be left alone for a while
    └── LostError          the connection broke: reconnect

Every error is a sentence for people with its remedy; none holds a password or words of a mail.
"""

from __future__ import annotations

from intake.domain.refusals import Refusal
from intake.domain.trouble import Trouble


class MailboxError(Trouble):
    """A mailbox cannot be worked; `text` says what is wrong, `remedy` what a person can do."""

    def __init__(self, text: str, remedy: str = "", refusal: Refusal | None = None) -> None:
        super().__init__(text, remedy)
        self.refusal = refusal


class UnreachableError(MailboxError):
    """There is no connection to the server, or it takes no logins now."""


class UntrustedError(MailboxError):
    """The connection would not be private."""

    permanent = True


class LoginError(MailboxError):
    """The server refuses the account."""

    permanent = True


class FolderError(MailboxError):
    """The folder is not there or cannot be opened."""


class RefusedError(MailboxError):
    """The server cannot or will not do what was asked."""


class BusyError(MailboxError):
    """The server wants to be left alone for a while: the account has used up what it may."""


class LostError(MailboxError):
    """The connection broke or makes no sense any more; the session is dead."""
