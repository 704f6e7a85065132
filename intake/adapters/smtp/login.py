"""Connecting and logging in, privately or not at all."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl

from intake.adapters.sasl import FAREWELLS, NAMES, mechanism_for, spoken, told
from intake.adapters.smtp.client import Client, PrivateClient
from intake.adapters.wire import is_loopback, said, spelled, trust
from intake.domain.model import Account
from intake.domain.refusals import Refusal, read_refusal
from intake.domain.trouble import Trouble

AUTHENTICATED, GO_ON = 235, 334
FOR_GOOD = 500  # answers from here on are final


class SmtpError(Trouble):
    """There is no session; `permanent` where another try is in vain until a person has looked."""

    def __init__(self, text: str, remedy: str, *, permanent: bool, refusal: Refusal | None = None) -> None:
        super().__init__(text, remedy)
        self.permanent, self.refusal = permanent, refusal


class LoginRefusedError(SmtpError):
    """The server refuses the account."""


def log_in(account: Account, password: str | None, timeout: float) -> Client:
    """Connect, and log in where the account has a user name. `timeout` is in seconds.

    With OAuth2 `password` is an access token.

    Raises SmtpError.
    """
    client = _dial(account, timeout)
    try:
        if account.username is not None:
            _authenticate(client, account, account.username, password)
    except BaseException:
        client.close()
        raise
    return client


def _dial(account: Account, timeout: float) -> Client:
    where = f"{account.host}:{account.port}"
    if account.security == "none" and not is_loopback(account.host):
        raise SmtpError(
            f"{where} would be talked to without TLS", "Set `security: tls` or `starttls`.", permanent=True
        )
    try:
        context = trust(account.ca_file)
    except OSError:
        raise SmtpError(
            f"the file of authorities {account.ca_file} cannot be read",
            "Correct `ca_file`: a PEM file.",
            permanent=True,
        ) from None
    client: Client | None = None
    try:
        if account.security == "tls":
            client = PrivateClient(
                account.host, account.port, local_hostname="localhost", timeout=timeout, context=context
            )
        else:
            client = Client(account.host, account.port, local_hostname="localhost", timeout=timeout)
        _greet(client)
        if account.security == "starttls":
            _secure(client, context, where)
    except (SmtpError, OSError, UnicodeError) as error:
        if client is not None:
            client.close()
        raise _no_session(error, account) from None
    return client


def _greet(client: Client) -> None:
    """Say EHLO with our address: a name would have to be looked up (RFC 5321 §4.1.3)."""
    if client.sock is not None:
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot waits for no ACK
        host = client.sock.getsockname()[0]
        client.local_hostname = f"[IPv6:{host}]" if ":" in host else f"[{host}]"
    client.ehlo_or_helo_if_needed()


def _secure(client: Client, context: ssl.SSLContext, where: str) -> None:
    """Switch to TLS or fail: there is no way back to clear text (RFC 8314 §3.3)."""
    if not client.has_extn("starttls"):
        raise SmtpError(
            f"{where} offers no STARTTLS, or somebody on the way removed the offer",
            "Set `security: tls` with the server's TLS port (usually 465). Nothing was sent.",
            permanent=True,
        )
    client.starttls(context=context)
    client.ehlo_or_helo_if_needed()


def _read(account: Account, words: str) -> Refusal:
    by_token = account.oauth2 is not None
    return read_refusal(words, "login", host=account.host, called=account.provider, oauth2=by_token)


def _no_session(error: Exception, account: Account) -> SmtpError:
    where = f"{account.host}:{account.port}"
    if isinstance(error, SmtpError):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return SmtpError(
            f"the certificate of {where} does not verify: {said(error.verify_message)}",
            "Use the name that the certificate is for; for an authority of your own set `ca_file` (PEM).",
            permanent=True,
        )
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return SmtpError(
            f"{where} speaks no TLS that we can accept ({said(error.reason or '')})",
            "Check the port and `security`: `tls` is usually port 465, `starttls` port 587.",
            permanent=True,
        )
    if isinstance(error, smtplib.SMTPResponseException):
        words = f"{error.smtp_code} {said(error.smtp_error)}"
        refusal = _read(account, words)
        return SmtpError(
            f"{where} does not serve us: {words}",
            "Look at what the server says; a temporary refusal is tried again.",
            permanent=error.smtp_code >= FOR_GOOD,
            refusal=refusal if refusal.sort == "later" else None,
        )
    reason = "in vain" if isinstance(error, TimeoutError) else said(str(error) or type(error).__name__)
    return SmtpError(
        f"there is no connection to {where}: {reason}",
        "Check host, port and network; it is tried again.",
        permanent=False,
    )


def _authenticate(client: Client, account: Account, username: str, password: str | None) -> None:
    if password is None:
        raise SmtpError("the SMTP account has a user name and no password", "Set `password`.", permanent=True)
    by_token = account.oauth2 is not None
    try:
        if by_token:
            _tell_token(client, account, password)
        elif username.isascii() and password.isascii():
            client.login(username, password)
        else:
            _authenticate_in_utf8(client, username, password)
    except smtplib.SMTPResponseException as error:
        secrets = spoken(account, password) if by_token else spelled(username, password)
        words = said(error.smtp_error, *secrets)
        refusal = _read(account, f"{error.smtp_code} {words}")
        permanent = refusal.sort != "later"
        raise LoginRefusedError(refusal.text, refusal.remedy, permanent=permanent, refusal=refusal) from None
    except OSError as error:  # smtplib's own among them
        if not isinstance(error, smtplib.SMTPException) or isinstance(error, smtplib.SMTPServerDisconnected):
            raise SmtpError(
                "the connection broke at the login", "It is tried again.", permanent=False
            ) from None
        raise SmtpError(  # no AUTH, or no mechanism that we know
            f"the server takes no password here: {said(str(error))}",
            "Check port and `security`, or leave out `username` for a server that asks for none.",
            permanent=True,
        ) from None


def _authenticate_in_utf8(client: Client, username: str, password: str) -> None:
    """AUTH PLAIN in UTF-8 (RFC 4616 §2), which smtplib cannot."""
    token = base64.b64encode(f"\0{username}\0{password}".encode()).decode("ascii")
    code, words = client.docmd("AUTH", f"PLAIN {token}")
    if code != AUTHENTICATED:
        raise smtplib.SMTPAuthenticationError(code, words)


def _tell_token(client: Client, account: Account, token: str) -> None:
    """AUTH XOAUTH2 or OAUTHBEARER (RFC 7628 §3, RFC 4954 §4), in UTF-8, which smtplib cannot."""
    offered = client.esmtp_features.get("auth", "").upper().split()
    mechanism = mechanism_for(account, lambda name: name in offered)
    if mechanism is None:
        raise SmtpError(
            "the server takes no sign-in with OAuth2 (neither XOAUTH2 nor OAUTHBEARER) on this connection",
            "Check host, port and `security`, or use a password.",
            permanent=True,
        )
    line = base64.b64encode(told(mechanism, account, token)).decode("ascii")
    code, words = client.docmd("AUTH", f"{NAMES[mechanism]} {line}")
    if code == GO_ON:  # why it refuses; the refusal itself follows
        code, words = client.docmd(base64.b64encode(FAREWELLS[mechanism]).decode("ascii"))
    if code != AUTHENTICATED:
        raise smtplib.SMTPAuthenticationError(code, words)
