"""Raw bytes of a mail → Message. Any bytes give a Message or Unreadable, within bounded time.

The structure is walked over the standard library's tree (compat32) and addresses and dates are
read by mail-parser, both behind this package. mail-parser's own bodies and attachments are not
used: it ruins nameless files and holds seven times the mail in memory.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256

from intake.adapters.mime.bounces import bounce_report
from intake.adapters.mime.bounded import MAX_HEADERS, MAX_SIZE, Part, Reader
from intake.adapters.mime.charsets import decode_words
from intake.adapters.mime.content import attachments, body_text, leaf_text, other_text
from intake.adapters.mime.headers import (
    Headers,
    display_name,
    newest_received,
    read_date,
    read_headers,
    read_ids,
    read_recipients,
    read_relayed,
    read_sender,
    read_subject,
    read_trace,
)
from intake.adapters.mime.links import shared_links
from intake.adapters.mime.parts import Tree, Walk
from intake.adapters.mime.quotes import forwarded_block, own_text
from intake.adapters.mime.reports import is_encrypted, is_report
from intake.domain.model import Address, Forwarded, Message
from intake.domain.trouble import Unreadable

__all__ = ["MAX_SIZE", "newest_received", "parse", "read_trace", "words"]

_MAX_TEXT = 200_000  # characters
_KNOWN = frozenset(
    {
        "bcc",
        "cc",
        "content-disposition",
        "content-transfer-encoding",
        "content-type",
        "date",
        "delivered-to",
        "from",
        "in-reply-to",
        "list-id",
        "message-id",
        "mime-version",
        "received",
        "references",
        "reply-to",
        "return-path",
        "sender",
        "subject",
        "to",
    }
)
_FORWARD_PREFIX = re.compile(
    r"\s*(?:(?:re|rép?|aw|sv|رد)\s*:\s*)*(?:fwd?|tr|wg|rv|enc|i|إعادة توجيه|محول|تحويل)\s*:", re.IGNORECASE
)
_QUOTED_ADDRESS = re.compile(r"[<\[(]?(?:mailto:)?([^\s@<>()\[\];,\"']{1,64}@[\w.-]{1,253}\w)")


def parse(raw: bytes, received_at: datetime) -> Message:
    """The mail in `raw`, which the server received at `received_at` (aware).

    Raises Unreadable for what cannot be processed: nothing, more than MAX_SIZE bytes, no known
    header, too many parts, levels or lines. Whatever else is wrong with it stands in `problems`.
    """
    root, reader = _open(raw)
    tree, headers = Walk(reader).run(root), read_headers(root)
    subject, subject_problem = read_subject(headers)
    sender, sender_problem = read_sender(headers)
    date, date_problem = read_date(headers, received_at)
    shown = body_text(tree)[: 2 * _MAX_TEXT]
    text = own_text(shown)[:_MAX_TEXT]
    size_problem = f"Only the first {MAX_HEADERS} headers are read." if len(root) > MAX_HEADERS else None
    problems = (sender_problem, subject_problem, date_problem, size_problem, *tree.problems)
    return Message(
        sha256=sha256(raw).hexdigest(),
        size=len(raw),
        received_at=received_at.astimezone(UTC),
        message_id=next(iter(read_ids(headers, "message-id")), None),
        date=date,
        sender=sender,
        subject=subject,
        text=text,
        attachments=attachments(tree),
        in_reply_to=next(iter(read_ids(headers, "in-reply-to")), None),
        references=read_ids(headers, "references"),
        recipients=read_recipients(headers),
        forwarded=_forwarded(tree, subject, shown),
        headers=headers.shown(),
        bounce=bounce_report(root, tree, headers, shown=shown, text=text),
        report=is_report(tree),
        encrypted=is_encrypted(tree),
        links=shared_links("\n".join((text, own_text(other_text(tree)[: 2 * _MAX_TEXT])[:_MAX_TEXT]))),
        problems=tuple(problem for problem in problems if problem),
        relayed_at=read_relayed(headers.all("received")),
    )


def words(raw: bytes) -> str:
    """All that a mail says, for searching: its headers and texts decoded, and those of mails inside it.

    Any bytes: what is no mail is searched as it stands.
    """
    try:
        root, reader = _open(raw)
        leaves = Walk(reader).run(root).leaves
    except Unreadable:
        return raw.decode("utf-8", "replace")
    heads = (decode_words(value) for part in root.walk() for _, value in part.items())
    return "\n".join((*heads, *(leaf_text(leaf) for leaf in leaves)))


def _open(raw: bytes) -> tuple[Part, Reader]:
    """The parsed tree and the reader whose budget it is on; raises Unreadable."""
    if len(raw) > MAX_SIZE:
        raise Unreadable(f"it is larger than {MAX_SIZE >> 20} MB")
    # A byte order mark or blank lines before the first header would make the whole mail a body.
    mail = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not mail:
        raise Unreadable("it is empty")
    reader = Reader()
    root = reader.read(mail)
    if _KNOWN.isdisjoint(read_headers(root).names()):
        raise Unreadable("it has no header of a mail")
    return root, reader


def _forwarded(tree: Tree, subject: str, text: str) -> Forwarded | None:
    """The mail inside a forward: attached as message/rfc822, or quoted in the text."""
    if tree.forwarded is not None:
        inner = read_headers(tree.forwarded)
        return Forwarded(sender=read_sender(inner)[0], subject=read_subject(inner)[0] or None)
    if not _FORWARD_PREFIX.match(subject):
        return None
    sender, inner_subject = forwarded_block(text)
    if sender is None and inner_subject is None:
        return None
    return Forwarded(sender=_quoted_sender(sender or ""), subject=inner_subject or None)


def _quoted_sender(written: str) -> Address | None:
    """The address in a quoted "From:" line, which is text and no header."""
    found = _QUOTED_ADDRESS.search(written)
    if found is None:
        return None
    name = display_name(written[: found.start()])
    return read_sender(Headers(fields=(("from", found[1]),)))[0] and Address(name=name, email=found[1])
