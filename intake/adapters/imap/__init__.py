"""Reading a mailbox over IMAP (RFC 3501, RFC 9051) without leaving a trace, by imapclient."""

from __future__ import annotations

from collections.abc import Callable

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
    account: Account,
    password: str | None,
    *,
    renew: Callable[[str], str] | None = None,
    dial_timeout: float = 10.0,
    answer_timeout: float = 60.0,
) -> Session:
    """Connect and log in; the session is a context manager. Timeouts are in seconds.

    With OAuth2 `password` is an access token; in place of one that is refused `renew` gives another, once.

    Raises UnreachableError, UntrustedError, LoginError, RefusedError, and what `renew` raises.
    """
    timeout = SocketTimeout(connect=dial_timeout, read=answer_timeout)
    try:
        return Session(log_in(account, password, timeout))
    except LoginError:
        if account.oauth2 is None or renew is None or password is None:
            raise
        renewed = renew(password)
    return Session(log_in(account, renewed, timeout))
