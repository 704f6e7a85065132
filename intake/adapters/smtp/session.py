"""One letter after another over one connection, and what became of each.

Every error of smtplib is an OSError.
"""

from __future__ import annotations

import re
import selectors
import smtplib
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import ClassVar, Literal, Self

from intake.adapters.smtp.client import Client
from intake.adapters.wire import certificate_ends, said
from intake.crash import crashpoint
from intake.domain.model import Account
from intake.domain.refusals import Refusal, read_refusal

GO_ON = 354
FOR_GOOD = range(500, 600)
LEAVING = 421  # the server closes the connection, after whichever command (RFC 5321 §3.8)

_GLANCE = 0.5  # seconds between two looks whether we are to leave
_LEAVE_WITHIN = 5.0  # seconds for the answer to a letter when we are

LONGEST_PATH = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"(?m)^\.")
_NO_PATH = re.compile(r"[\x00-\x1f\x7f<>]")  # would end the path or the command


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken the letter."""

    reason: str = ""
    state: ClassVar[Literal["sent"]] = "sent"
    refusal: ClassVar[None] = None


@dataclass(frozen=True, slots=True)
class Deferred:
    """The server has not taken the letter: try again later."""

    reason: str
    refusal: Refusal | None = None  # where it refuses the account, and not this letter
    state: ClassVar[Literal["deferred"]] = "deferred"


@dataclass(frozen=True, slots=True)
class Refused:
    """The letter will never be taken."""

    reason: str
    state: ClassVar[Literal["failed"]] = "failed"
    refusal: ClassVar[None] = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The letter was handed over whole and the answer was lost: it may or may not have been taken."""

    reason: str
    state: ClassVar[Literal["unknown"]] = "unknown"
    refusal: ClassVar[None] = None


Result = Sent | Deferred | Refused | Unknown


class Session:
    """A connection over which letters are handed over one after another, by one thread."""

    def __init__(
        self, client: Client, timeout: float, answer_timeout: float, leaving: Event, *, account: Account
    ) -> None:
        self._client, self._account = client, account
        self._timeout, self._answer_timeout = timeout, answer_timeout
        self._leaving = leaving

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Say QUIT; what it answers changes nothing."""
        if self.alive:
            with suppress(OSError):
                self._client.quit()
        self._client.close()

    @property
    def alive(self) -> bool:
        """Whether further letters can be handed over; if not, connect anew."""
        return self._client.sock is not None

    @property
    def certificate_ends(self) -> datetime | None:
        """When the server's TLS certificate ends; None without TLS."""
        return certificate_ends(self._client.sock)

    def send(self, sender: str, recipient: str, raw: bytes, before_data: Callable[[], None]) -> Result:
        """Hand over one letter to one recipient.

        `before_data` is called when the server waits for the letter and has not got a byte of it: what
        it writes down is there before the server can have taken anything. Where it raises, the
        connection is dropped without a letter and the exception goes on.
        """
        content = _transparent(raw)
        try:
            refusal = self._announce(sender, recipient, raw, len(content)) or self._offer()
        except OSError as error:
            return self._lost(error)
        if refusal is not None:
            return refusal
        try:
            before_data()
        except BaseException:
            self._client.close()
            raise
        return self._hand_over(content)

    def _announce(self, sender: str, recipient: str, raw: bytes, size: int) -> Result | None:
        """Say MAIL and RCPT; None where the server agrees."""
        try:
            path, path_utf8 = _path(recipient)
            origin, origin_utf8 = _path(sender)
        except ValueError as error:
            return Refused(str(error))
        utf8 = path_utf8 or origin_utf8
        if utf8 and not self._client.has_extn("smtputf8"):
            return Refused(
                "the address is not in ASCII, and our mail server cannot send to such (no SMTPUTF8)"
            )
        limit = self._client.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < size:  # RFC 1870 §4: 0 is no limit
            return Refused(f"the letter has {size} bytes, and our mail server takes {limit} at most")
        options = [f"SIZE={size}"] if self._client.has_extn("size") else []
        if not raw.isascii() and self._client.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
        if utf8:
            options.append("SMTPUTF8")
            self._client.command_encoding = "utf-8"
        for command in (" ".join([f"MAIL FROM:<{origin}>", *options]), f"RCPT TO:<{path}>"):
            verb, _, rest = command.partition(" ")
            answer = self._client.docmd(verb, rest)
            if (refusal := self._judge(*answer)) is not None:
                return refusal
        return None

    def _offer(self) -> Result | None:
        code, words = self._client.docmd("DATA")
        if code == GO_ON:
            return None
        return self._judge(code, words) or self._out_of_order()

    def _hand_over(self, content: bytes) -> Result:
        """Send the letter and its final dot: up to the dot a fault is Deferred, after it Unknown.

        A dot that cannot be sent was not received: three bytes, or one TLS record, go whole or not.
        """
        try:
            self._client.send(content)
            crashpoint("content sent")
            if self._has_spoken():  # refused in the middle, or gone
                answer = self._client.getreply()
                self._client.close()  # it waits for the rest of the letter
                return self._judge(*answer) or self._out_of_order()
            self._client.send(b".\r\n")
            crashpoint("dot sent")
        except OSError as error:
            return self._lost(error)
        try:
            self._await_answer()
            self._wait_at_most(self._timeout)
            code, words = self._client.getreply()
        except OSError as error:
            self._client.close()
            return Unknown(f"the answer to the whole letter was lost ({type(error).__name__})")
        if code // 100 not in (2, 4, 5):  # RFC 5321 §4.2.1
            self._client.close()
            return Unknown(f"the answer to the whole letter makes no sense: {said(words)}")
        return self._judge(code, words) or Sent()

    def _judge(self, code: int, words: bytes) -> Deferred | Refused | None:
        """Read an answer (RFC 5321 §4.2.1): None is consent; the session is ready for the next letter."""
        reason = f"{code} {said(words)}"
        match code // 100:
            case 2:
                return None
            case 4 | 5 if code != LEAVING:
                self._reset()
            case _:
                self._client.close()
        refusal = read_refusal(reason, "letter", host=self._account.host, called=self._account.provider)
        if refusal.sort != "unknown":  # the account is refused: the letter waits with all others, a 5xx too
            return Deferred(reason, refusal)
        return Refused(reason) if code in FOR_GOOD else Deferred(reason)

    def _reset(self) -> None:
        try:
            self._client.rset()
        except OSError:
            self._client.close()

    def _lost(self, error: Exception) -> Deferred:
        self._client.close()
        return Deferred(f"the connection was lost before the letter was whole ({type(error).__name__})")

    def _out_of_order(self) -> Deferred:
        self._client.close()
        return Deferred("the mail server answered out of order")

    def _has_spoken(self, seconds: float = 0) -> bool:
        if self._client.ahead:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def _await_answer(self) -> None:
        """Wait until the server begins to answer; raise TimeoutError where it does not in time."""
        give_up, hurried = time.monotonic() + self._answer_timeout, False
        while not self._has_spoken(min(_GLANCE, self._answer_timeout)):
            if self._leaving.is_set() and not hurried:
                give_up, hurried = min(give_up, time.monotonic() + _LEAVE_WITHIN), True
            if time.monotonic() >= give_up:
                raise TimeoutError

    def _wait_at_most(self, seconds: float) -> None:
        self._socket.settimeout(seconds)

    @property
    def _socket(self) -> socket.socket:
        if self._client.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        return self._client.sock


def _transparent(raw: bytes) -> bytes:
    """Return the letter as it goes over the wire, all but the final dot.

    Every line ends in CRLF, so that no lone CR or LF can hide an end of data, and a leading dot is
    doubled (RFC 5321 §2.3.8, §4.5.2).
    """
    content = _LEADING_DOT.sub(b"..", _LINE_END.sub(b"\r\n", raw))
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _path(address: str) -> tuple[str, bool]:
    """Return an address for the envelope, and whether it takes SMTPUTF8 (RFC 6531 §3.2).

    Raises ValueError, in a sentence, for what is no address.
    """
    local, _, domain = address.rpartition("@")
    if not local or not domain or _NO_PATH.search(address) or len(address) > LONGEST_PATH:
        raise ValueError("the address cannot be written to")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            raise ValueError("the address has a domain that cannot exist") from None
    return f"{local}@{domain}", not local.isascii()
