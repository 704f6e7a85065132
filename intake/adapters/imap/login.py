"""Connecting and logging in, privately or not at all."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import suppress

from imapclient import SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from intake.adapters.imap.client import Client
from intake.adapters.imap.errors import (
    LoginError,
    MailboxError,
    RefusedError,
    UnreachableError,
    UntrustedError,
)
from intake.adapters.imap.line import UNREADABLE, Line
from intake.adapters.sasl import FAREWELLS, NAMES, mechanism_for, spoken, told
from intake.adapters.wire import is_loopback, said, spelled, trust
from intake.domain.model import Account
from intake.domain.refusals import Refusal, read_refusal


def log_in(account: Account, password: str | None, timeout: SocketTimeout) -> Line:
    """Connect and log in; with OAuth2 `password` is an access token.

    Raises UnreachableError, UntrustedError, LoginError, and RefusedError where no token is taken.
    """
    client = _dial(account, timeout)
    try:
        _authenticate(client, account, password)
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise
    return Line(client, oauth2=account.oauth2 is not None, provider=account.provider)


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
    by_token = account.oauth2 is not None
    try:
        if by_token:
            _tell_token(client, account, password)
        else:
            _tell_password(client, account.username, password)
    except (IMAPClientError, OSError, *UNREADABLE) as error:
        # imapclient makes a LoginError of everything: what it made it of is the context
        if isinstance(error.__context__ or error, IMAPClientAbortError | OSError):
            said_why = _read(account, said(str(error)), shown=False)
            if said_why.sort == "later":  # in its BYE (RFC 3501 §7.1.5)
                raise UnreachableError(said_why.text, said_why.remedy, said_why) from None
            raise UnreachableError(
                f"the connection to {account.host}:{account.port} broke at the login",
                "It is tried again. If it stays so, look at the server.",
            ) from None
        secrets = spoken(account, password) if by_token else spelled(account.username, password)
        words = said(str(error), *secrets)
        raise _refused(account, words) from None


def _read(account: Account, words: str, *, shown: bool = True) -> Refusal:
    by_token = account.oauth2 is not None
    host, called = account.host, account.provider
    return read_refusal(words, "login", host=host, called=called, oauth2=by_token, shown=shown)


def _refused(account: Account, words: str) -> MailboxError:
    refusal = _read(account, words)
    kind = UnreachableError if refusal.sort == "later" else LoginError
    return kind(refusal.text, refusal.remedy, refusal)


def _tell_password(client: Client, username: str, password: str) -> None:
    if client.has_capability("LOGINDISABLED"):
        raise LoginError("the server takes no password on this connection", "Set `security: tls`.")
    if client.has_capability("AUTH=PLAIN"):
        # Takes any character, unlike LOGIN (RFC 4616 §2).
        client.sasl_login("PLAIN", _answers(f"\0{username}\0{password}".encode()))
    else:
        client.login(username, password)


def _tell_token(client: Client, account: Account, token: str) -> None:
    mechanism = mechanism_for(account, lambda name: bool(client.has_capability(f"AUTH={name}")))
    if mechanism is None:
        raise RefusedError(
            "the server takes no sign-in with OAuth2 (neither XOAUTH2 nor OAUTHBEARER) on this connection",
            "Check host and `security`, or use a password.",
        )
    client.sasl_login(NAMES[mechanism], _answers(told(mechanism, account, token), FAREWELLS[mechanism]))


def _answers(*words: bytes) -> Callable[[bytes], bytes]:
    """Answer a server's challenges with one word each; who asks on is left."""
    left = iter(words)

    def answer(_: bytes) -> bytes:
        for word in left:
            return word
        raise IMAPClientAbortError("it asks without end")

    return answer
