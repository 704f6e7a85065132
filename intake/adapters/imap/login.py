"""Connecting and logging in, privately or not at all."""

from __future__ import annotations

import re
import ssl
from contextlib import suppress

from imapclient import SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from intake.adapters.imap.client import Client
from intake.adapters.imap.errors import LoginError, MailboxError, UnreachableError, UntrustedError
from intake.adapters.imap.line import UNREADABLE, Line
from intake.adapters.wire import is_loopback, said, spelled, trust
from intake.domain.model import Account

# A login refused for now, not for good: response codes of RFC 5530 §3 and of others, and Gmail's words
_NOT_NOW = re.compile(
    r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN|OVERQUOTA|THROTTLED)\b"
    r"|too many simultaneous connections",
    re.IGNORECASE,
)


def log_in(account: Account, password: str | None, timeout: SocketTimeout) -> Line:
    """Connect and log in.

    Raises UnreachableError, UntrustedError and LoginError.
    """
    client = _dial(account, timeout)
    try:
        _authenticate(client, account, password)
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise
    return Line(client)


def _dial(account: Account, timeout: SocketTimeout) -> Client:
    where = f"{account.host}:{account.port}"
    if account.security == "none" and not is_loopback(account.host):
        raise UntrustedError(f"{where} would be talked to without TLS", "Set `security: tls` or `starttls`.")
    try:
        context = trust(account.ca_file)
    except OSError:
        raise UntrustedError(
            f"the file of authorities {account.ca_file} cannot be read", "Correct `ca_file`: a PEM file."
        ) from None
    client = None
    try:
        client = Client(
            account.host,
            account.port,
            ssl=account.security == "tls",
            ssl_context=context,
            timeout=timeout,
        )
        if account.security == "starttls":
            _secure(client, context, where)
    except (MailboxError, IMAPClientError, OSError, *UNREADABLE) as error:
        if client is not None:
            with suppress(OSError):
                client.shutdown()
        raise _no_connection(error, where) from None
    return client


def _secure(client: Client, context: ssl.SSLContext, where: str) -> None:
    """Switch to TLS or fail: there is no way back to clear text (RFC 8314 §3.2)."""
    if not client.has_capability("STARTTLS"):
        raise UntrustedError(
            f"{where} offers no STARTTLS, or somebody on the way removed the offer",
            "Set `security: tls` with the server's TLS port (usually 993). Nothing was sent.",
        )
    client.starttls(context)


def _no_connection(error: BaseException, where: str) -> MailboxError:
    if isinstance(error, MailboxError):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return UntrustedError(
            f"the certificate of {where} does not verify: {said(error.verify_message)}",
            "Use the name that the certificate is for; for an authority of your own set `ca_file` (PEM).",
        )
    if isinstance(error, ssl.SSLError):
        return UntrustedError(
            f"{where} speaks no TLS that we can accept ({said(error.reason or '')})",
            "Check the port and `security`: `tls` is usually port 993, `starttls` port 143.",
        )
    reason = "in vain" if isinstance(error, TimeoutError) else said(str(error) or type(error).__name__)
    return UnreachableError(
        f"there is no connection to {where}: {reason}", "Check host, port and network; it is tried again."
    )


def _authenticate(client: Client, account: Account, password: str | None) -> None:
    if account.username is None or password is None:
        raise LoginError("the IMAP account has no user name or no password", "Set `username` and `password`.")
    try:
        if client.has_capability("LOGINDISABLED"):
            raise LoginError("the server takes no password on this connection", "Set `security: tls`.")
        if client.has_capability("AUTH=PLAIN"):
            client.plain_login(account.username, password)  # takes any character, unlike LOGIN
        else:
            client.login(account.username, password)
    except (IMAPClientError, OSError, *UNREADABLE) as error:
        # imapclient makes a LoginError of everything: what it made it of is the context
        if isinstance(error.__context__ or error, IMAPClientAbortError | OSError):
            raise UnreachableError(
                f"the connection to {account.host}:{account.port} broke at the login",
                "It is tried again. If it stays so, look at the server.",
            ) from None
        words = said(str(error), *spelled(account.username, password))
        if _NOT_NOW.search(words):
            raise UnreachableError(f"the server takes no logins now: {words}", "It is tried again.") from None
        raise LoginError(
            f"the server refuses the login: {words}",
            "Check user name and password; Google and Microsoft want an app password or OAuth2.",
        ) from None
