"""Which parts of a mail may belong to a dossier."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from intake.domain.model import Attachment
from intake.reading.files import picture_size
from intake.reading.files.sniffing import IMAGES, sniff

_LOGO: Final = 4_000  # bytes; no picture of a page is so small
_SIGNATURE_IMAGE: Final = 20_000  # bytes, under a name that mail programs give to pictures of signatures
_ILLEGIBLE: Final = 250  # pixels on the short side: a logo, a banner, a portrait
_FEW_WORDS: Final = 20  # of a text below a file, such as "Sent from my iPhone"
_REST_NAMES: Final = re.compile(r"ATT\d{3,6}\.(?:txt|html?)", re.IGNORECASE)  # Exchange names it so
_LARGEST_REST: Final = 20_000  # bytes
_SEALED: Final = frozenset({"pgp", "smime", "signed"})

_NO_DOCUMENT_TYPES: Final = re.compile(
    r"text/(?:calendar|x-vcalendar|vcard|x-vcard|directory)|application/ics"
    r"|application/(?:x-)?pkcs7-signature|application/pgp-(?:signature|keys|encrypted)"
    r"|message/(?:delivery-status|disposition-notification)|text/rfc822-headers"
)
_NO_DOCUMENT_NAMES: Final = re.compile(r".*\.(?:ics|vcf|p7s|p7m\.sig|asc|sig)", re.IGNORECASE)
_SIGNATURE_NAMES: Final = re.compile(
    r"(?:image|img|outlook-?|logo|signature|icon|banner)[\w-]*\.\w+", re.IGNORECASE
)


def is_serving(content_type: str) -> bool:
    """Whether a declared type is that of signatures, invitations, visiting cards and reports."""
    return bool(_NO_DOCUMENT_TYPES.fullmatch(content_type))


def is_document(attachment: Attachment) -> bool:
    """Whether a part of a mail may belong to a dossier: no logo, signature, calendar or visiting card.

    An empty file that is named like a document is one, which could not be read. A picture within the
    text is one if it is big enough for a page: phones put photos there.
    """
    name = attachment.name or ""
    if is_serving(attachment.content_type):
        return False
    size = len(attachment.payload)
    if not attachment.payload.strip():
        named = bool(PurePosixPath(name).suffix) and not _NO_DOCUMENT_NAMES.fullmatch(name)
        return named and not attachment.content_type.startswith("image/")
    kind = sniff(attachment.payload)
    if _NO_DOCUMENT_NAMES.fullmatch(name):
        return kind in _SEALED and not name.lower().endswith(".p7s")  # cv.pdf.asc is a sealed file
    if kind in IMAGES:
        if attachment.inline:
            return picture_size.may_be_page(attachment.payload)
        drawn = size < _LOGO or (size < _SIGNATURE_IMAGE and bool(_SIGNATURE_NAMES.fullmatch(name)))
        return not drawn and min(picture_size.size(attachment.payload) or (_ILLEGIBLE,)) >= _ILLEGIBLE
    rest = (not name and attachment.content_type.startswith("text/")) or bool(_REST_NAMES.fullmatch(name))
    return not (rest and _words(attachment.payload) < _FEW_WORDS)


def _words(payload: bytes) -> int:
    return len(re.sub(rb"<[^>]{0,2000}>", b" ", payload[:_LARGEST_REST]).split())
