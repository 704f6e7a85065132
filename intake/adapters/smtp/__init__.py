"""Handing letters to an SMTP server (RFC 5321), by smtplib: at most once, whatever breaks.

A `Result` says what became of one letter; it is fixed by the server's answer to the final dot, and
nothing that happens afterwards changes it. `SmtpError` says that there is no session at all.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from intake.adapters.smtp.login import LoginRefusedError, SmtpError, log_in
from intake.adapters.smtp.session import Deferred, Refused, Result, Sent, Session, Unknown
from intake.domain.model import Account

__all__ = ["Deferred", "Refused", "Result", "Sent", "Session", "SmtpError", "Unknown", "connect"]

TIMEOUT = 60.0  # seconds to connect, and for each answer before the final dot
ANSWER_TIMEOUT = 600.0  # seconds for the answer to the final dot: RFC 5321 §4.5.3.2.6


def connect(
    account: Account,
    password: str | None,
    *,
    renew: Callable[[str], str] | None = None,
    timeout: float = TIMEOUT,
    answer_timeout: float = ANSWER_TIMEOUT,
    leaving: Event | None = None,
) -> Session:
    """Connect, and log in where the account has a user name; the session is a context manager.

    With OAuth2 `password` is an access token; in place of one that is refused `renew` gives another, once.
    From when `leaving` is set, an answer is waited for no longer than some seconds.

    Raises SmtpError, and what `renew` raises.
    """
    try:
        client = log_in(account, password, timeout)
    except LoginRefusedError:
        if account.oauth2 is None or renew is None or password is None:
            raise
        client = log_in(account, renew(password), timeout)
    return Session(client, timeout, answer_timeout, leaving or Event(), account=account)
