"""Letters as mails: headers and encoding that every server carries unchanged and no robot answers.

Headers are encoded by `email.header` (RFC 2047) and never parsed again on the way out: the newer
header classes of the standard library decode encoded words in our own text, and let a line break
hidden there become a header (CVE-2024-6923). Every mail is read again before it is handed out.
"""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.charset import BASE64, QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.message import Message as Mime
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesHeaderParser
from email.utils import format_datetime, quote
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote as percent

from intake.domain.letter import Enclosure
from intake.domain.model import Address

_POLICY = policy.compat32.clone(linesep="\r\n", cte_type="7bit", max_line_length=76)
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_DOT_ATOM = rf"{_ATEXT}+(?:\.{_ATEXT}+)*"  # RFC 5322, 3.2.3
_LOCAL_PART = re.compile(_DOT_ATOM)
_DOMAIN = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_MESSAGE_ID = re.compile(
    r"<[^\x00-\x20\x7f-\U0010ffff<>@()\[\]\\\"]+@[^\x00-\x20\x7f-\U0010ffff<>@()\[\]\\\"]+>"
)
_UNIQUE = re.compile(r"[A-Za-z0-9._+-]{1,128}")
_DEVIATIONS = frozenset("ßς\u200c\u200d")  # IDNA 2003 maps them to another domain than IDNA 2008
_MAX_REFERENCES = 20
_MAX_REFERENCES_LENGTH = 900  # characters; a header line has 998 at most (RFC 5322, 2.1.1)
_MAX_MESSAGE_ID = 250
_MAX_TEXT = 1_000  # characters of a name or subject
_INVISIBLE = "\u00a0\u200c\u200d"  # no-break space, joiners of Arabic script: harmless in a header
_QUOTED_PAIR = 12  # from one two-byte character in 12 bytes on, base64 is shorter
_MAX_WORD = 60  # characters; a line is folded between words at 76
_MAX_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
_MAX_FILE_NAME = 100  # characters
_MAX_ENDING = 10
_NO_FILE_NAME = re.compile(
    r'[\x00-\x1f<>:"/\\|?*\x7f]'
)  # what a file may not be called on one system or another
_SECTION = 50  # characters of one part of a long parameter (RFC 2231, 3)
_TYPE = re.compile(
    r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,99}"
)  # RFC 6838, 4.2, without its rare signs


class Letter(Protocol):
    """What a mail is made of: the letter as it was rendered."""

    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def html(self) -> str: ...  # noqa: D102


class UnsendableError(ValueError):
    """No mail can be made of this: an address that needs SMTPUTF8, a bad Message-ID, a naive date."""


def acknowledgement(
    *,
    rendered: Letter,
    sender_name: str,
    sender_address: str,
    recipient: Address | str,
    message_id: str,
    date: datetime,
    in_reply_to: str | None,
    references: tuple[str, ...],
    reference: str | None,
    reply_to: str | None = None,
    attachments: tuple[Enclosure, ...] = (),
) -> bytes:
    """Return the answer to a mail, 7-bit, with CRLF line ends.

    `in_reply_to` and `references` are the Message-ID and the References of that mail (RFC 5322,
    3.6.4); malformed ones are left out. The application's `reference` is put into the subject
    where the template did not. `reply_to` is where answers go to, if not to the sender.
    Raises UnsendableError.
    """
    subject = rendered.subject
    if reference is not None and reference not in subject:
        subject = f"[{reference}] {subject}"
    headers = [("Auto-Submitted", "auto-replied"), *_thread(in_reply_to, references)]  # RFC 3834, 5
    if reply_to is not None:
        headers.append(("Reply-To", _ascii_address(reply_to)))
    return _mail(
        rendered=rendered,
        subject=subject,
        sender_name=sender_name,
        sender_address=sender_address,
        recipient=recipient,
        message_id=message_id,
        date=date,
        headers=headers,
        attachments=attachments,
    )


def notice(
    *,
    rendered: Letter,
    sender_name: str,
    sender_address: str,
    recipient: Address | str,
    message_id: str,
    date: datetime,
    reply_to: str | None = None,
    in_reply_to: str | None = None,
    references: tuple[str, ...] = (),
    attachments: tuple[Enclosure, ...] = (),
) -> bytes:
    """Return a mail of our own accord (a digest, an alarm, a canary), 7-bit, with CRLF line ends.

    `reply_to` is where answers go to, if not to the sender; `in_reply_to` and `references` as in
    `acknowledgement`. Raises UnsendableError.
    """
    headers = [("Auto-Submitted", "auto-generated"), *_thread(in_reply_to, references)]
    if reply_to is not None:
        headers.append(("Reply-To", _ascii_address(reply_to)))
    return _mail(
        rendered=rendered,
        subject=rendered.subject,
        sender_name=sender_name,
        sender_address=sender_address,
        recipient=recipient,
        message_id=message_id,
        date=date,
        headers=headers,
        attachments=attachments,
    )


def new_message_id(domain: str, unique: str) -> str:
    """Return `<unique@domain>`; an international domain becomes ASCII. Raises UnsendableError."""
    if not _UNIQUE.fullmatch(unique):
        raise UnsendableError("A Message-ID needs 1 to 128 ASCII letters, digits or . _ + - before the @.")
    return f"<{unique}@{_ascii_domain(domain)}>"


# --- the mail ----------------------------------------------------------------


def _mail(
    *,
    rendered: Letter,
    subject: str,
    sender_name: str,
    sender_address: str,
    recipient: Address | str,
    message_id: str,
    date: datetime,
    headers: list[tuple[str, str]],
    attachments: tuple[Enclosure, ...],
) -> bytes:
    if not _is_message_id(message_id):
        raise UnsendableError("The Message-ID is malformed.")
    if date.tzinfo is None:
        raise UnsendableError("The date has no time zone.")
    texts = _multipart("alternative", message_id)
    mail = _multipart("mixed", f"mixed {message_id}") if attachments else texts
    mail["From"] = _from(sender_name, _ascii_address(sender_address))  # type: ignore[assignment]  # compat32 takes a Header
    mail["To"] = _ascii_address(recipient.email if isinstance(recipient, Address) else recipient)
    mail["Subject"] = _unstructured("Subject", subject)  # type: ignore[assignment]  # compat32 takes a Header
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = message_id
    # Some servers put their own in the Message-ID's place; this one comes back in a delivery report.
    own = (("X-Auto-Response-Suppress", "All"), ("X-Intake-Letter", message_id))
    for name, value in (*headers, *own):
        mail[name] = value
    texts.attach(_part(rendered.text, "plain"))
    texts.attach(_part(rendered.html, "html"))
    if attachments:
        mail.attach(texts)
        for enclosure in attachments:
            mail.attach(_file(enclosure))
    raw = mail.as_bytes()
    _read_again(raw, mail)
    return raw


def _multipart(subtype: str, seed: str) -> MIMEMultipart:
    """Return a multipart whose boundary is found in no encoded part, and is the same at every retry."""
    return MIMEMultipart(subtype, boundary=f"=_{sha256(seed.encode()).hexdigest()[:32]}", policy=_POLICY)


def _part(text: str, subtype: str) -> Mime:
    """Return a text part in the shorter of the two 7-bit encodings (RFC 2045, 6.7 and 6.8)."""
    charset, size = Charset("utf-8"), len(text.encode())
    if (size - len(text)) * _QUOTED_PAIR > size:
        charset.body_encoding = BASE64
        text = text.replace("\n", "\r\n")  # the canonical form is encoded (RFC 2049, 4)
    else:
        charset.body_encoding = QP
    return MIMEText(text, subtype, charset, policy=_POLICY)  # type: ignore[arg-type]  # Charset is accepted


def _file(enclosure: Enclosure) -> Mime:
    """Return a file as a part; a type that is none is the one of bytes that nobody knows."""
    known = _TYPE.fullmatch(enclosure.content_type) is not None
    main, _, sub = (enclosure.content_type if known else "application/octet-stream").partition("/")
    if main in ("message", "multipart"):  # may not be encoded (RFC 2045, 6.4)
        main, sub = "application", "octet-stream"
    charset = {"charset": "utf-8"} if main == "text" else {}
    part = MIMEBase(main, sub, policy=_POLICY, **charset)
    part.set_payload(enclosure.data)
    encode_base64(part)
    part["Content-Disposition"] = f"attachment; {_file_parameter(_file_name(enclosure.name))}"
    return part


def _file_name(name: str) -> str:
    """Return a name that a file may have on every system, on one line, not turned around, not too long."""
    shown = (c for c in _NO_FILE_NAME.sub("_", name) if c.isprintable() or c in _INVISIBLE)
    plain = re.sub(r"\s+", " ", "".join(shown)).strip(". ")
    if len(plain) > _MAX_FILE_NAME:
        stem, dot, ending = plain.rpartition(".")
        ending = f"{dot}{ending}" if stem and len(ending) <= _MAX_ENDING else ""
        plain = plain[: _MAX_FILE_NAME - len(ending)].rstrip(". ") + ending
    return plain or "file"


def _file_parameter(name: str) -> str:
    """Return the parameter `filename`; percent-encoded in parts where it is long or not ASCII (RFC 2231)."""
    if name.isascii() and len(name) <= _SECTION:
        return f'filename="{name}"'
    pieces, line = [], ""
    for character in (percent(c, safe="") for c in name):
        if len(line) + len(character) > _SECTION:
            pieces.append(line)
            line = ""
        line += character
    pieces.append(line)
    pieces[0] = f"utf-8''{pieces[0]}"
    if len(pieces) == 1:
        return f"filename*={pieces[0]}"
    return "; ".join(f"filename*{n}*={piece}" for n, piece in enumerate(pieces))


def _read_again(raw: bytes, mail: Mime) -> None:
    """Refuse a mail that, read as a receiver reads it, has not the headers and files that were set."""
    seen = BytesHeaderParser(policy=policy.compat32).parsebytes(raw)
    right = seen.keys() == mail.keys() and len(set(seen.keys())) == len(seen.keys()) and raw.isascii()
    if right and mail.get_content_subtype() == "mixed":
        right = _shape(message_from_bytes(raw, policy=policy.compat32)) == _shape(mail)
    if not right:
        raise UnsendableError("The composed mail does not read back as it was meant.")


def _shape(mail: Mime) -> list[tuple[str, str | None]]:
    return [(part.get_content_type(), part.get_filename()) for part in mail.walk()]


# --- headers -----------------------------------------------------------------


def _one_line(text: str) -> str:
    shown = (c if c.isprintable() or c in _INVISIBLE else " " for c in text[:_MAX_TEXT])
    return re.sub(" +", " ", "".join(shown)).strip()


def _charset(text: str) -> str:
    """What would be read as an encoded word is encoded itself, and so is a word too long to fold."""
    plain = text.isascii() and "=?" not in text and all(len(word) <= _MAX_WORD for word in text.split(" "))
    return "us-ascii" if plain else "utf-8"


def _unstructured(name: str, text: str) -> Header:
    line = _one_line(text)
    return Header(line, _charset(line), header_name=name)


def _from(name: str, address: str) -> Header:
    """Return `name <address>`; a name in ASCII is quoted, so that it cannot hold an address."""
    header, line = Header(header_name="From"), _one_line(name)
    if line:
        charset = _charset(line)
        header.append(f'"{quote(line)}"' if charset == "us-ascii" else line, charset)
    header.append(f"<{address}>", "us-ascii")
    return header


def _thread(parent: str | None, earlier: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return In-Reply-To and References; too many are cut in the middle, the thread's start stays."""
    chain = [known for known in dict.fromkeys(earlier) if _is_message_id(known) and known != parent]
    if parent is not None and _is_message_id(parent):
        chain.append(parent)
        headers = [("In-Reply-To", parent)]
    else:
        headers = []
    while len(chain) > _MAX_REFERENCES or len(" ".join(chain)) > _MAX_REFERENCES_LENGTH:
        del chain[1]
    return [*headers, ("References", " ".join(chain))] if chain else headers


def _is_message_id(text: str) -> bool:
    return len(text) <= _MAX_MESSAGE_ID and _MESSAGE_ID.fullmatch(text) is not None


# --- addresses ---------------------------------------------------------------


def _ascii_address(address: str) -> str:
    local, at, domain = address.rpartition("@")
    if not at or len(local) > _MAX_LOCAL_PART or not _LOCAL_PART.fullmatch(local):
        raise UnsendableError("The address is not one that a mail server without SMTPUTF8 takes.")
    return f"{local}@{_ascii_domain(domain)}"


def _ascii_domain(domain: str) -> str:
    if _DEVIATIONS.intersection(domain):
        raise UnsendableError("The domain is read in two ways: give its ASCII form, xn--….")
    try:
        name = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise UnsendableError("The domain has no ASCII form.") from error
    if not _DOMAIN.fullmatch(name):
        raise UnsendableError("The domain is malformed.")
    return name
