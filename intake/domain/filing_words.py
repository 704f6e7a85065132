"""The words of an export's index: what stands above its columns, and what there is to remark on a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from intake.domain.model import Language

Title = Literal[
    "index", "posting", "reference", "name", "address", "status", "late", "received", "missing", "reason",
    "documents", "folder", "remarks",
]  # fmt: skip
Remark = Literal["infected", "infected_mail", "lost", "unread", "gone", "whole", "unscanned"]

_TITLES: Final[Mapping[Title, Mapping[Language, str]]] = {
    "index": {"fr": "Candidatures", "en": "Applications", "ar": "الترشيحات"},
    "posting": {"fr": "Annonce", "en": "Posting", "ar": "الإعلان"},
    "reference": {"fr": "Référence", "en": "Reference", "ar": "المرجع"},
    "name": {"fr": "Nom", "en": "Name", "ar": "الاسم"},
    "address": {"fr": "Adresse", "en": "Address", "ar": "البريد الإلكتروني"},
    "status": {"fr": "État", "en": "Status", "ar": "الحالة"},
    "late": {"fr": "En retard", "en": "Late", "ar": "خارج الأجل"},
    "received": {"fr": "Reçu le", "en": "Received", "ar": "تاريخ التوصل"},
    "missing": {"fr": "Pièces manquantes", "en": "Missing", "ar": "الوثائق الناقصة"},
    "reason": {"fr": "Motif", "en": "Reason", "ar": "السبب"},
    "documents": {"fr": "Documents", "en": "Documents", "ar": "الوثائق"},
    "folder": {"fr": "Dossier", "en": "Folder", "ar": "المجلد"},
    "remarks": {"fr": "Remarques", "en": "Remarks", "ar": "ملاحظات"},
}
_YES: Final[Mapping[Language, str]] = {"fr": "oui", "en": "yes", "ar": "نعم"}

_REMARKS: Final[Mapping[Remark, Mapping[Language, str]]] = {
    "infected": {
        "fr": "{file}\u00a0: infecté ({virus}), non exporté",
        "en": "{file}: infected ({virus}), not exported",
        "ar": "{file}: مصاب بفيروس ({virus})، لم يُصدَّر",
    },
    "infected_mail": {
        "fr": "{file}\u00a0: contient un virus, non exporté",
        "en": "{file}: holds a virus, not exported",
        "ar": "{file}: يحتوي على فيروس، لم يُصدَّر",
    },
    "lost": {
        "fr": "{file}\u00a0: perdu ou endommagé dans le stockage, non exporté",
        "en": "{file}: lost from the storage or damaged there, not exported",
        "ar": "{file}: مفقود أو تالف في مكان الحفظ، لم يُصدَّر",
    },
    "unread": {
        "fr": "{file}\u00a0: son message ne peut plus être lu, non exporté",
        "en": "{file}: its mail cannot be read any more, not exported",
        "ar": "{file}: لم تعد رسالته قابلة للقراءة، لم يُصدَّر",
    },
    "gone": {
        "fr": "{file}\u00a0: introuvable dans son message, non exporté",
        "en": "{file}: could not be found again in its mail, not exported",
        "ar": "{file}: لم يُعثر عليه من جديد في رسالته، لم يُصدَّر",
    },
    "whole": {
        "fr": "{file}\u00a0: laissé en un seul fichier",
        "en": "{file}: left in one piece",
        "ar": "{file}: تُرك في ملف واحد",
    },
    "unscanned": {
        "fr": "{file}\u00a0: pas encore contrôlé par l’antivirus",
        "en": "{file}: not checked for viruses yet",
        "ar": "{file}: لم يُفحص بعد بمضاد الفيروسات",
    },
}


def title(name: Title, language: Language) -> str:
    """Return what stands above a column, or the name of the whole."""
    return _TITLES[name][language]


def yes(said: bool, language: Language) -> str | None:
    """Return yes in a language; a no stays empty, so that the few that matter are seen."""
    return _YES[language] if said else None


def remark(name: Remark, language: Language, **facts: str) -> str:
    """Return what there is to say of a file."""
    return _REMARKS[name][language].format_map(facts)


def why(name: Remark, **facts: str) -> str:
    """Return the same for who gave the command, without the file."""
    return remark(name, "en", **facts | {"file": ""}).removeprefix(": ")
