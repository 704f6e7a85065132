"""The candidates' mails, made of their folders under seeds/candidates as mail programs make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

_TEXT = "mail.txt"
_WRITING = timedelta(seconds=20)  # between a mail's Date and its arrival
_TYPES = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A candidate's mail, ready to be sent; a mail server's has no envelope sender."""

    envelope_sender: str
    sender: str  # as written in From
    recipient: str
    subject: str
    message_id: str
    files: tuple[str, ...]
    raw: bytes


def read(raw: bytes) -> EmailMessage:
    """Parse a mail."""
    return message_from_bytes(raw, policy=policy.default)


def text_of(message: EmailMessage, form: str = "plain") -> str:
    """Give a mail's text, or its HTML."""
    body = message.get_body((form,))
    return str(body.get_content()) if body else ""


def write(folder: Path, received_at: datetime, letters: list[EmailMessage]) -> Written:
    """Make the mail of a folder; it answers the newest of our `letters` to its sender, if there is one."""
    head = message_from_string((folder / _TEXT).read_text(encoding="utf-8"), policy=policy.SMTP)
    returned = parseaddr(head.get("X-Failed-Recipients", ""))[1]
    sender, recipient = parseaddr(head["From"])[1], parseaddr(head["To"])[1]
    answered = _newest(letters, returned or sender)
    mail = EmailMessage(policy=policy.SMTP)
    mail["Date"] = format_datetime(received_at - _WRITING)
    mail["Message-ID"] = f"<{folder.name}.20260504@{sender.partition('@')[2]}>"
    for name, value in head.items():
        del mail[name]
        mail[name] = str(value)
    if answered:
        _answer(mail, answered)
    mail.set_content(head.get_payload())
    files = sorted(path for path in folder.iterdir() if path.name != _TEXT)
    for path in files:
        maintype, subtype = _TYPES[path.suffix]
        mail.add_attachment(path.read_bytes(), maintype=maintype, subtype=subtype, filename=path.name)
    if returned and answered:
        _report(mail, returned, answered)
    return Written(
        envelope_sender="" if returned else sender,
        sender=str(mail["From"]),
        recipient=recipient,
        subject=str(mail["Subject"]),
        message_id=str(mail["Message-ID"]),
        files=tuple(path.name for path in files),
        raw=mail.as_bytes(),
    )


def _newest(letters: list[EmailMessage], address: str) -> EmailMessage | None:
    return next((letter for letter in reversed(letters) if parseaddr(letter["To"])[1] == address), None)


def _answer(mail: EmailMessage, answered: EmailMessage) -> None:
    """Thread a mail to our letter, as every mail program does (RFC 5322 section 3.6.4)."""
    mail["In-Reply-To"] = str(answered["Message-ID"])
    mail["References"] = " ".join(filter(None, (answered["References"], answered["Message-ID"])))
    if "Subject" not in mail:
        mail["Subject"] = f"Re: {answered['Subject']}"


def _report(mail: EmailMessage, recipient: str, returned: EmailMessage) -> None:
    """Make a mail the delivery report of RFC 3464 on our letter, which comes back in it."""
    mail.make_mixed()
    status = EmailMessage(policy=policy.SMTP)
    status["Final-Recipient"] = f"rfc822; {recipient}"
    status["Action"] = "failed"
    status["Status"] = "5.2.2"
    report = EmailMessage(policy=policy.SMTP)
    report["Content-Type"] = "message/delivery-status"
    report.set_payload([EmailMessage(policy=policy.SMTP), status])
    mail.attach(report)
    mail.add_attachment(returned)
    mail.replace_header("Content-Type", "multipart/report")
    mail.set_param("report-type", "delivery-status")
