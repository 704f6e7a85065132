"""The contract's words as people read them in their language: kinds of documents, statuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from intake.domain.model import Kind, Language, Status

_KINDS: Final[Mapping[Kind, Mapping[Language, str]]] = {
    "cv": {"fr": "CV", "en": "CV", "ar": "السيرة الذاتية"},
    "letter": {"fr": "lettre de motivation", "en": "cover letter", "ar": "رسالة التحفيز"},
    "references": {"fr": "références", "en": "references", "ar": "المراجع المهنية"},
    "diploma": {"fr": "diplôme", "en": "diploma", "ar": "الشهادة الدراسية"},
    "identity": {"fr": "pièce d’identité", "en": "identity document", "ar": "وثيقة الهوية"},
    "other": {"fr": "autre document", "en": "other document", "ar": "وثيقة أخرى"},
}
_STATUSES: Final[Mapping[Status, Mapping[Language, str]]] = {
    "complete": {"fr": "complet", "en": "complete", "ar": "كامل"},
    "incomplete": {"fr": "incomplet", "en": "incomplete", "ar": "ناقص"},
    "late": {"fr": "tardif", "en": "late", "ar": "متأخر"},
    "review": {"fr": "à examiner", "en": "to look at", "ar": "للمراجعة"},
    "withdrawn": {"fr": "retiré", "en": "withdrawn", "ar": "مسحوب"},
    "spam": {"fr": "indésirable", "en": "spam", "ar": "مزعج"},
}
COLON: Final[Mapping[Language, str]] = {"fr": "\u00a0:", "en": ":", "ar": ":"}
COMMA: Final[Mapping[Language, str]] = {"fr": ", ", "en": ", ", "ar": "، "}


def kinds_in(kinds: Iterable[Kind], language: Language) -> str:
    """Return kinds in words, separated by commas."""
    return COMMA[language].join(_KINDS[kind][language] for kind in kinds)


def status_in(status: Status, language: Language) -> str:
    """Return a status in a word, as it is said of a dossier."""
    return _STATUSES[status][language]
