"""The leaves of a mail → its text and its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intake.adapters.mime.charsets import decode, printable
from intake.adapters.mime.links import shared_links
from intake.adapters.mime.markup import html_to_text
from intake.adapters.mime.parts import Leaf, Tree, clean_name
from intake.adapters.mime.quotes import unflow
from intake.adapters.mime.reports import is_serving
from intake.adapters.mime.transfer import Embedded, split_uuencoded
from intake.domain.model import Attachment

_MAX_SOURCE = 1_000_000  # bytes of one text part that are read, and of all before no further one is
_MORE_THAN_A_NOTE = 60  # words
_MAIL_HEAD = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
_CID = re.compile(rb"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)


def body_text(tree: Tree) -> str:
    """The whole text that the mail shows, before quotes are cut: plain text, else that of its HTML.

    Texts around a file (Apple Mail) are joined; of the versions in a multipart/alternative one is
    taken.
    """
    texts = (_version(group) for group in _groups(leaf for leaf in tree.leaves if not leaf.place.forwarded))
    return "\n".join(text for text in texts if text.strip())


def _groups(leaves: Iterable[Leaf]) -> Iterable[list[Leaf]]:
    """The texts among the parts, the versions of one together."""
    groups: dict[int, list[Leaf]] = {}
    left = _MAX_SOURCE
    for leaf in leaves:
        if leaf.is_body and left > 0:
            left -= len(leaf.payload)
            groups.setdefault(leaf.place.alternative or -leaf.position, []).append(leaf)
    return groups.values()


def other_text(tree: Tree) -> str:
    """The text of the mail's HTML where `body_text` takes the plain version: its links may lead further."""
    pages = [
        leaf
        for leaf in tree.leaves
        if leaf.is_body and not leaf.place.forwarded and leaf.content_type == "text/html"
    ]
    return "\n".join(
        _html(leaf) for leaf in pages if shared_links(leaf.payload[:_MAX_SOURCE].decode("latin-1"))
    )


def leaf_text(leaf: Leaf) -> str:
    """The text of a part of any text type, or of a report; "" for another file."""
    if leaf.content_type == "text/html":
        return _html(leaf)
    return _plain(leaf) if leaf.content_type.startswith(("text/", "message/")) else ""


def _version(group: list[Leaf]) -> str:
    plain = "\n".join(_plain(leaf) for leaf in group if leaf.content_type == "text/plain")
    return (
        plain
        if plain.strip()
        else "\n".join(_html(leaf) for leaf in group if leaf.content_type == "text/html")
    )


def _plain(leaf: Leaf) -> str:
    _, source = split_uuencoded(leaf.payload[:_MAX_SOURCE])
    text = printable(decode(source, leaf.part.get_content_charset()))
    if _parameter(leaf, "format") == "flowed":
        return unflow(text, delete_space=_parameter(leaf, "delsp") == "yes")
    return text


def _html(leaf: Leaf) -> str:
    return printable(
        html_to_text(printable(decode(leaf.payload[:_MAX_SOURCE], leaf.part.get_content_charset())))
    )


def _parameter(leaf: Leaf, name: str) -> str:
    value = leaf.part.get_param(name)
    return value.strip().lower() if isinstance(value, str) else ""


def attachments(tree: Tree) -> tuple[Attachment, ...]:
    """Every part that may be a document: what is not the text, its machinery or another version of it."""
    shown = _shown_images(tree.leaves)
    files = (found for leaf in tree.leaves for found in _files(leaf, shown))
    return tuple(sorted((*files, *_written_inside(tree)), key=lambda each: each.position))


def _written_inside(tree: Tree) -> Iterable[Attachment]:
    """The texts of the mails inside that say more than a note: a letter may be written there.

    Each is a mail of its own, so that it is judged as a mail's text is.
    """
    inside = (leaf for leaf in tree.leaves if leaf.place.forwarded and not leaf.place.report)
    for group in _groups(inside):
        text = _version(group)
        if len(text.split()) >= _MORE_THAN_A_NOTE:
            yield Attachment(
                position=group[0].position,
                name=None,
                content_type="message/rfc822",
                payload=_MAIL_HEAD + text.encode("utf-8", "replace"),
                forwarded=True,
            )


def _files(leaf: Leaf, shown: frozenset[str]) -> Iterable[Attachment]:
    """The attachment that a leaf is, or those that stand uuencoded in its text."""
    forwarded = leaf.place.forwarded
    if leaf.is_body:
        for file in split_uuencoded(leaf.payload)[0] if leaf.content_type == "text/plain" else ():
            yield _uuencoded(file, leaf)
    elif not (is_serving(leaf.content_type) or _is_version(leaf)):
        yield Attachment(
            position=leaf.position,
            name=leaf.name,
            content_type=leaf.content_type,
            payload=leaf.payload,
            inline=_is_inline(leaf, shown),
            forwarded=forwarded,
        )


def _uuencoded(file: Embedded, leaf: Leaf) -> Attachment:
    return Attachment(
        position=leaf.position,
        name=clean_name(decode(file.name, None)),
        content_type="application/octet-stream",
        payload=file.payload,
        forwarded=leaf.place.forwarded,
    )


def _is_version(leaf: Leaf) -> bool:
    """Whether it is one more version of the text (AMP, watch, enriched, an invitation), not a file."""
    in_alternative = leaf.place.alternative is not None and leaf.content_type.startswith("text/")
    return in_alternative and not leaf.name and leaf.disposition != "attachment"


def _is_inline(leaf: Leaf, shown: frozenset[str]) -> bool:
    """Whether it is an image that the HTML shows (RFC 2392, RFC 2387)."""
    if not leaf.content_type.startswith("image/") or not leaf.content_id:
        return False
    return leaf.content_id in shown or (leaf.place.related and leaf.disposition != "attachment")


def _shown_images(leaves: Iterable[Leaf]) -> frozenset[str]:
    pages = (
        leaf.payload[:_MAX_SOURCE] for leaf in leaves if leaf.content_type == "text/html" and leaf.is_body
    )
    return frozenset(cid.decode("latin-1") for page in pages for cid in _CID.findall(page))
