"""What kind of machine mail a tree of parts is: a bounce, a report, an encrypted envelope."""

from __future__ import annotations

import logging
import re

from flufl.bounce import all_failures

from intake.adapters.mime.bounded import Part
from intake.adapters.mime.charsets import decode_words
from intake.adapters.mime.headers import Headers
from intake.adapters.mime.parts import Tree

_MAX_SCANNED = 500_000  # bytes of a mail that flufl.bounce reads: it takes 35 ms for an ordinary mail
_NULL_PATH = re.compile(r"\s*(?:<\s*>|\"\"|<?mailer-daemon@?[^>]*>?)?\s*", re.IGNORECASE)
_DAEMON = re.compile(r"mailer-daemon|postmaster@|mail delivery (?:sub)?system", re.IGNORECASE)
_MACHINE_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RECEIPT_TYPES = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_CALENDAR_REPLY = re.compile(rb"^METHOD\s*:\s*(?:REPLY|COUNTER)\b", re.IGNORECASE | re.MULTILINE)
_PGP_ARMOUR = re.compile(rb"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})

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

# How servers without RFC 3464 say it, where flufl.bounce knows English only.
_NOT_DELIVERED = re.compile(
    r"n['’]a(?:vons)? (?:pas )?pu (?:pas )?être (?:remis|distribué|livré|délivré|envoyé|acheminé)"
    r"|n['’]a pas été (?:remis|distribué|livré|délivré)"
    r"|(?:échec|erreur) (?:de|lors de) (?:la )?(?:remise|distribution)"
    r"|non[ -](?:remis|distribué|distribuable|délivré)|impossible de (?:remettre|distribuer|délivrer)"
    r"|adresse (?:e-?mail )?(?:introuvable|inexistante)|boîte aux lettres (?:pleine|inexistante)"
    r"|utilisateur inconnu|could(?: not|n['’]t) be delivered|undeliverable|delivery (?:has )?failed"
    r"|address not found|returned to sender"
    r"|(?:تعذّ?ر|لم يتم|فشل) (?:تسليم|إرسال|توصيل|التسليم|الإرسال)",
    re.IGNORECASE,
)

# flufl.bounce logs what it found, addresses included.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)


def is_serving(content_type: str) -> bool:
    """Whether parts of that type belong to the mail's machinery: signatures, reports, forks."""
    return content_type in _SERVING


def is_report(tree: Tree) -> bool:
    """A multipart/report of any type (RFC 6522), a receipt (RFC 8098) or a calendar answer (RFC 5546)."""
    if any(part.get_content_type() == "multipart/report" for part in tree.containers):
        return True
    own = [leaf for leaf in tree.leaves if not leaf.place.forwarded]
    return any(
        leaf.content_type in _RECEIPT_TYPES
        or (
            leaf.content_type == "text/calendar" and _CALENDAR_REPLY.search(leaf.payload[:20_000]) is not None
        )
        for leaf in own
    )


def is_bounce(root: Part, tree: Tree, headers: Headers, text: str, size: int) -> bool:
    """A delivery report by RFC 3464, or by the wording of a known mail server, French or Arabic.

    The wording is believed only of a null return path, a daemon or a report: people write of
    undelivered mail, too.
    """
    if any(leaf.content_type in _MACHINE_TYPES and not leaf.place.forwarded for leaf in tree.leaves):
        return True
    if headers.first("x-failed-recipients"):
        return True
    null_path = any(_NULL_PATH.fullmatch(path) for path in headers.all("return-path")[:5])
    daemon = any(_DAEMON.search(sender) for sender in headers.all("from")[:5])
    if not (null_path or daemon or root.get_content_type() == "multipart/report"):
        return False
    subject = decode_words(headers.first("subject") or "")
    return _NOT_DELIVERED.search(f"{subject}\n{text}") is not None or _known_wording(root, size)


def _known_wording(root: Part, size: int) -> bool:
    """Whether one of Mailman's detectors knows the mail."""
    if size > _MAX_SCANNED:
        return False
    try:
        temporary, permanent = all_failures(root)
    except Exception:  # noqa: BLE001 - third-party heuristics over hostile bytes: no finding then
        return False
    return bool(temporary or permanent)


def is_encrypted(tree: Tree) -> bool:
    """S/MIME (RFC 8551) or PGP (RFC 3156, or armour in the text): its content cannot be read here.

    multipart/signed is clear text. An opaque signature (pkcs7-mime, signed-data) counts as
    encrypted: its content is closed to us as well.
    """
    if any(part.get_content_type() == "multipart/encrypted" for part in tree.containers):
        return True
    return any(
        leaf.content_type in _SMIME
        or (leaf.is_body and _PGP_ARMOUR.search(leaf.payload[:20_000]) is not None)
        for leaf in tree.leaves
        if not leaf.place.forwarded
    )
