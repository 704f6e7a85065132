"""What kind of mail a tree of parts is: a report, a receipt, calendar mail, an encrypted envelope."""

from __future__ import annotations

import re

from intake.adapters.mime.parts import SMIME, Tree
from intake.reading.files import cms

_MACHINE_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RECEIPT_TYPES = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_CALENDAR_METHOD = re.compile(
    rb"^METHOD\s*:\s*(?:REPLY|COUNTER|DECLINECOUNTER|REFRESH|REQUEST|CANCEL)\b", re.IGNORECASE | re.MULTILINE
)
_PGP_ARMOUR = re.compile(rb"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)

# Parts that serve the mail itself and are never a document.
_SERVING = frozenset(
    {
        *_MACHINE_TYPES,
        *_RECEIPT_TYPES,
        "application/applefile",
        "application/pgp-encrypted",
        "application/pgp-keys",
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/feedback-report",
        "message/global-headers",
        "text/rfc822-headers",
    }
)


def is_serving(content_type: str) -> bool:
    """Whether parts of that type belong to the mail's machinery: signatures, reports, forks."""
    return content_type in _SERVING


def is_report(tree: Tree) -> bool:
    """A multipart/report of any type (RFC 6522), a receipt (RFC 8098) or calendar mail (RFC 5546)."""
    if any(part.get_content_type() == "multipart/report" for part in tree.containers):
        return True
    own = [leaf for leaf in tree.leaves if not leaf.place.forwarded]
    return any(
        leaf.content_type in _RECEIPT_TYPES
        or (
            leaf.content_type == "text/calendar"
            and _CALENDAR_METHOD.search(leaf.payload[:20_000]) is not None
        )
        for leaf in own
    )


def is_encrypted(tree: Tree) -> bool:
    """S/MIME (RFC 8551) or PGP (RFC 3156, or armour in the text): its content cannot be read here.

    multipart/signed is clear text, and an opaque signature (pkcs7-mime, signed-data) was opened.
    """
    if any(part.get_content_type() == "multipart/encrypted" for part in tree.containers):
        return True
    return any(
        (leaf.content_type in SMIME and cms.sniff(leaf.payload) != "signed")
        or (leaf.is_body and _PGP_ARMOUR.search(leaf.payload[:20_000]) is not None)
        for leaf in tree.leaves
        if not leaf.place.forwarded
    )
