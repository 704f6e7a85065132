"""Reading a mailbox over IMAP (RFC 3501, RFC 9051) without leaving a trace, by imapclient."""

from __future__ import annotations

from imapclient import SocketTimeout

from intake.adapters.imap.errors import (
    BusyError,
    FolderError,
    LoginError,
    LostError,
    MailboxError,
    RefusedError,
    UnreachableError,
    UntrustedError,
)
from intake.adapters.imap.fetch import Fetched, Skip
from intake.adapters.imap.login import log_in
from intake.adapters.imap.session import FolderState, Session
from intake.domain.model import Account

__all__ = [
    "BusyError",
    "Fetched",
    "FolderError",
    "FolderState",
    "LoginError",
    "LostError",
    "MailboxError",
    "RefusedError",
    "Session",
    "Skip",
    "UnreachableError",
    "UntrustedError",
    "connect",
]


def connect(
    account: Account, password: str | None, *, dial_timeout: float = 10.0, answer_timeout: float = 60.0
) -> Session:
    """Connect and log in; the session is a context manager. Timeouts are in seconds.

    Raises UnreachableError, UntrustedError and LoginError.
    """
    return Session(log_in(account, password, SocketTimeout(connect=dial_timeout, read=answer_timeout)))
