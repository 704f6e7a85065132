"""What a delivery report means, in words: for the ledger, and for a recruiter in three languages. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from intake.domain.model import BounceReport, Language
from intake.domain.phrases import short_day

Cause = Literal["address", "domain", "closed", "full", "unreachable", "refused"]

_REPLY = re.compile(r"(?<![\w.])[45]\d\d(?![\w.])")  # RFC 5321 section 4.2
_STATUS = re.compile(r"(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.])")  # RFC 3463 section 2

# By the subject and detail of the status (RFC 3463 section 3; 1.10 is of RFC 7505, 7.x of RFC 7372).
_CAUSES: tuple[tuple[str, Cause], ...] = (
    (r"1\.[0136]", "address"),
    (r"1\.(?:2|10)|4\.[034]", "domain"),
    (r"2\.1", "closed"),
    (r"2\.2", "full"),
    (r"4\.[17]", "unreachable"),
    (r"7\.\d+", "refused"),
)
_WORDS: dict[Language, dict[Cause, str]] = {
    "fr": {
        "address": "l’adresse n’existe pas",
        "domain": "le domaine de l’adresse ne reçoit pas de courrier",
        "closed": "la boîte est fermée",
        "full": "la boîte est pleine",
        "unreachable": "le serveur du destinataire n’a pas répondu à temps",
        "refused": "le serveur du destinataire l’a refusée",
    },
    "en": {
        "address": "the address does not exist",
        "domain": "the address’s domain takes no mail",
        "closed": "the mailbox is closed",
        "full": "the mailbox is full",
        "unreachable": "the recipient’s server did not answer in time",
        "refused": "the recipient’s server refused it",
    },
    "ar": {
        "address": "العنوان غير موجود",
        "domain": "نطاق العنوان لا يستقبل البريد",
        "closed": "صندوق البريد مغلق",
        "full": "صندوق البريد ممتلئ",
        "unreachable": "لم يستجب خادم المرسل إليه في الوقت المناسب",
        "refused": "رفضه خادم المرسل إليه",
    },
}
_SENTENCES: dict[Language, str] = {
    "fr": "{reference}\u00a0: la réponse du {day} n’est pas parvenue à la personne candidate{why}."
    " Joignez-la par un autre moyen.",
    "en": "{reference}: the answer of {day} did not reach the candidate{why}. Reach them another way.",
    "ar": "{reference}: لم يصل رد {day} إلى المترشح{why}. يرجى التواصل معه بطريقة أخرى.",
}
_STRAY: dict[Language, str] = {
    "fr": "La réponse du {day} à un message sans offre correspondante n’est pas parvenue à son auteur{why}.",
    "en": "The answer of {day} to a message that matches no position did not reach its sender{why}.",
    "ar": "لم يصل رد {day} على رسالة لا تطابق أي عرض إلى مرسلها{why}.",
}
_COLON: dict[Language, str] = {"fr": "\u00a0: ", "en": ": ", "ar": ": "}


def said(report: BounceReport) -> str:
    """The status and the server's words, as far as they are known; "" for neither."""
    status, words = report.status or "", report.diagnostic or ""
    return words if status in words else f"{status} {words}".strip()


def codes(text: str) -> str:
    """The reply code and the status in a server's words, as in `550 5.1.1`; "" for neither."""
    found = (pattern.search(text) for pattern in (_REPLY, _STATUS))
    return " ".join(match[0] for match in found if match)


def cause(text: str) -> Cause | None:
    """What the status in a server's words says of an address; None where it says nothing."""
    status = _STATUS.search(text)
    if status is None:
        return None
    detail = status[0].partition(".")[2]
    return next((cause for pattern, cause in _CAUSES if re.fullmatch(pattern, detail)), None)


def sentence(text: str, language: Language, *, reference: str | None, sent: datetime, zone: str) -> str:
    """Tell a recruiter that an answer did not arrive; `reference` is None for a mail of no posting.

    Of the server's words only the codes are told: anybody can write a delivery report.
    """
    why = cause(text)
    numbers = codes(text).replace(" ", "\u00a0")  # which keeps their order in Arabic (Unicode TR 9, W4)
    parts = [part for part in (_WORDS[language][why] if why else "", numbers) if part]
    reason = f" ({_COLON[language].join(parts)})" if parts else ""
    words = _SENTENCES[language] if reference else _STRAY[language]
    return words.format(reference=reference, day=short_day(sent, language, zone), why=reason)
