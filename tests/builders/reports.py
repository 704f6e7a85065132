"""Delivery reports on a mail, as the mail servers of the world write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email import message_from_bytes, policy

from builders.mails import mail

ADDRESS = "salma.berrada@example.com"
UNKNOWN_USER = f"550 5.1.1 <{ADDRESS}>: Recipient address rejected: User unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """A mail that did not arrive: its bytes, and what the refusing server said."""

    raw: bytes
    address: str = ADDRESS
    status: str = "5.1.1"
    said: str = UNKNOWN_USER
    action: str = "failed"

    @property
    def head(self) -> bytes:
        """Its headers."""
        return self.raw.partition(b"\r\n\r\n")[0] + b"\r\n"

    def of(self, name: str) -> str:
        """One header, unfolded."""
        found = re.search(rf"(?im)^{name}: ((?:.*\r\n[ \t])*.*)\r$", self.head.decode())
        assert found is not None
        return re.sub(r"\r\n[ \t]", " ", found[1])


def _head(sender: str, subject: str, *more: str) -> str:
    lines = ("Return-Path: <>", f"From: {sender}", "To: jobs@example.org", f"Subject: {subject}", *more)
    return "\r\n".join((*lines, "Date: Sun, 03 May 2026 16:00:00 +0000", "MIME-Version: 1.0", ""))


def _report(lost: Lost, head: str, text: str, returned: bytes, kind: str, *fields: str) -> bytes:
    """A report by RFC 3464 in three parts: words, fields, and what is returned of the mail."""
    status = (
        "Reporting-MTA: dns; mx.example.net", *fields, "",
        f"Final-Recipient: rfc822; {lost.address}", f"Action: {lost.action}", f"Status: {lost.status}",
        *([f"Diagnostic-Code: smtp; {lost.said}"] if lost.said else []), "",
    )  # fmt: skip
    parts = (
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode() + b"\r\n",
        b"Content-Type: message/delivery-status\r\n\r\n" + "\r\n".join(status).encode() + b"\r\n",
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + returned + b"\r\n",
    )
    opening = 'Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"\r\n\r\n'
    return head.encode() + opening.encode() + b"".join(b"--=_r\r\n" + part for part in parts) + b"--=_r--\r\n"


def _plain(head: str, text: str | bytes) -> bytes:
    words = text.encode() if isinstance(text, str) else text
    return head.encode() + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + words


def postfix(lost: Lost) -> bytes:
    """Postfix returns the whole mail."""
    head = _head("MAILER-DAEMON@mx.example.net (Mail Delivery System)", "Undelivered Mail Returned to Sender")
    text = (
        "This is the mail system at host mx.example.net.\r\n\r\nI'm sorry to have to inform you that your"
        " message could not\r\nbe delivered to one or more recipients. It's attached below.\r\n\r\n"
        f"<{lost.address}>: host mx.example.com[192.0.2.1] said: {lost.said} (in reply to RCPT TO command)"
    )
    return _report(lost, head, text, lost.raw, "message/rfc822", "X-Postfix-Queue-ID: 4F2A1C0")


def headers_alone(lost: Lost) -> bytes:
    """Sendmail, and others that return the headers alone."""
    head = _head("Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>", "Returned mail: see transcript")
    text = f"   ----- The following addresses had permanent fatal errors -----\r\n<{lost.address}>"
    return _report(lost, head, text, lost.head, "text/rfc822-headers")


def exchange(lost: Lost) -> bytes:
    """Exchange Online puts its words in HTML, and names the mail in its own headers too."""
    head = _head(
        "<postmaster@example.onmicrosoft.com>",
        f"Undeliverable: {lost.of('Subject')}",
        "X-MS-Exchange-Message-Is-Ndr:",
        f"In-Reply-To: {lost.of('Message-ID')}",
        f"References: {lost.of('Message-ID')}",
    )
    text = f"Your message to {lost.address} couldn't be delivered.\r\nRemote Server returned '{lost.said}'"
    return _report(lost, head, text, lost.head, "text/rfc822-headers")


def gmail(lost: Lost) -> bytes:
    """Google names the failed address and the mail in headers of the report."""
    head = _head(
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        f"X-Failed-Recipients: {lost.address}",
        "Auto-Submitted: auto-replied",
        f"In-Reply-To: {lost.of('Message-ID')}",
        f"References: {lost.of('Message-ID')}",
    )
    text = (
        "** Address not found **\r\n\r\nYour message wasn't delivered to"
        f" {lost.address} because the address couldn't be found.\r\n\r\n{lost.said}"
    )
    return _report(lost, head, text, lost.raw, "message/rfc822")


def qmail(lost: Lost) -> bytes:
    """Write as qmail does: words alone, and a copy of the mail below a line."""
    head = _head("MAILER-DAEMON@mx.example.net", "failure notice")
    text = (
        "Hi. This is the qmail-send program at mx.example.net.\r\nI'm afraid I wasn't able to deliver your"
        " message to the following addresses.\r\nThis is a permanent error; I've given up. Sorry it didn't"
        f" work out.\r\n\r\n<{lost.address}>:\r\n192.0.2.7 does not like recipient.\r\nRemote host said:"
        f" {lost.said}\r\nGiving up on 192.0.2.7.\r\n\r\n--- Below this line is a copy of the mail.\r\n\r\n"
    )
    return _plain(head, text.encode() + lost.raw)


def exim(lost: Lost) -> bytes:
    """Write as Exim does: words alone, and a copy of the mail with its headers."""
    head = _head(
        "Mail Delivery System <Mailer-Daemon@mx.example.net>",
        "Mail delivery failed: returning message to sender",
        f"X-Failed-Recipients: {lost.address}",
        "Auto-Submitted: auto-replied",
    )
    text = (
        "This message was created automatically by mail delivery software.\r\n\r\nA message that you sent"
        " could not be delivered to one or more of its\r\nrecipients. This is a permanent error. The"
        f" following address(es) failed:\r\n\r\n  {lost.address}\r\n    {lost.said}\r\n\r\n"
        "------ This is a copy of the message, including all the headers. ------\r\n\r\n"
    )
    return _plain(head, text.encode() + lost.raw)


def words_alone(lost: Lost) -> bytes:
    """A server that quotes nothing but the mail's words: no header of it, no id."""
    part = message_from_bytes(lost.raw, policy=policy.default).get_body(("plain",))
    assert part is not None
    head = _head("MAILER-DAEMON@mx.example.net", "failure notice")
    text = (
        "Hi. This is the qmail-send program at mx.example.net.\r\nI'm afraid I wasn't able to deliver your"
        " message to the following addresses.\r\nThis is a permanent error; I've given up.\r\n\r\n"
        f"<{lost.address}>:\r\n{lost.said}\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n"
    )
    return _plain(head, text + part.get_content())


def rewritten(lost: Lost) -> bytes:
    """The report of a relay that had put a Message-ID of its own in the place of ours."""
    own = re.sub(
        rb"(?im)^Message-ID: .*\r\n", b"Message-ID: <0100018f@eu-west-1.relay.example>\r\n", lost.raw
    )
    return headers_alone(replace(lost, raw=own))


FAILURES: dict[str, Callable[[Lost], bytes]] = {
    "postfix": postfix,
    "headers-alone": headers_alone,
    "exchange": exchange,
    "gmail": gmail,
    "qmail": qmail,
    "exim": exim,
    "words-alone": words_alone,
    "rewritten-message-id": rewritten,
}


def delayed(lost: Lost) -> bytes:
    """The warning of a server that goes on trying."""
    waiting = replace(lost, action="delayed", status="4.4.1", said="connect to mx.example.com: timed out")
    head = _head("MAILER-DAEMON@mx.example.net (Mail Delivery System)", "Delayed Mail (still being retried)")
    text = "This is the mail system at host mx.example.net.\r\nYour message could not be delivered yet."
    return _report(waiting, head, text, waiting.head, "text/rfc822-headers")


def unlike(lost: Lost) -> Lost:
    """Somebody else's mail to the same address, sent in our name, or never sent at all."""
    return replace(
        lost, raw=mail(sender="jobs@example.org", to=lost.address, subject="Bonjour", text="Bonjour.\n")
    )
