"""The spreadsheet that goes with a digest: the recruiter's working list, a sheet for each posting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, tzinfo
from functools import lru_cache, partial
from typing import Final

from intake.domain.letter import DigestApplication, Missing
from intake.domain.model import Document, Language
from intake.domain.plain import one_line, part_number
from intake.domain.reasons import told
from intake.domain.sheet import Cell, Column, Sheet
from intake.domain.terms import kinds_in, status_in

_COLUMNS: Final[Mapping[Language, tuple[str, ...]]] = {
    "fr": (
        "Référence",
        "Nom",
        "Adresse",
        "État",
        "Reçue le",
        "Minutes de retard",
        "Ce qui manque",
        "Motif",
        "Documents",
    ),
    "en": (
        "Reference",
        "Name",
        "Address",
        "Status",
        "Received",
        "Minutes late",
        "Missing",
        "Reason",
        "Documents",
    ),
    "ar": (
        "رقم الملف",
        "الاسم",
        "العنوان",
        "الحالة",
        "تاريخ الوصول",
        "دقائق التأخر",
        "الوثائق الناقصة",
        "السبب",
        "الوثائق",
    ),
}
_FILE: Final[Mapping[Language, str]] = {
    "fr": "candidatures {day}.xlsx",
    "en": "applications {day}.xlsx",
    "ar": "الترشيحات {day}.xlsx",
}
_BODY: Final[Mapping[Language, str]] = {"fr": "texte du message", "en": "message text", "ar": "نص الرسالة"}
_PART: Final[Mapping[Language, str]] = {
    "fr": "pièce jointe n°\u00a0{n}",
    "en": "attachment {n}",
    "ar": "المرفق {n}",
}
_UNSURE: Final[Mapping[Language, str]] = {"fr": "à vérifier", "en": "to check", "ar": "للمراجعة"}
_SEPARATOR: Final[Mapping[Language, str]] = {"fr": "\u00a0; ", "en": "; ", "ar": "؛ "}

Row = tuple[DigestApplication, tuple[Document, ...]]


def file_name(day: date, language: Language) -> str:
    """Return what the file is called."""
    return _FILE[language].format(day=day.isoformat())


def sheet(title: str, rows: Iterable[Row], language: Language, zone: tzinfo) -> Sheet:
    """Return the sheet of a posting; its rows are taken once, one by one."""
    say = lru_cache(maxsize=1000)(partial(told, language=language))  # many dossiers have the same reason
    return Sheet(
        name=title,
        columns=tuple(Column(title=column) for column in _COLUMNS[language]),
        rows=(_cells(each, documents, language, say) for each, documents in rows),
        zone=zone,
        right_to_left=language == "ar",
    )


def _cells(
    each: DigestApplication, documents: tuple[Document, ...], language: Language, say: Callable[[str], str]
) -> tuple[Cell, ...]:
    separator = _SEPARATOR[language]
    return (
        each.reference,
        one_line(each.name) if each.name else None,
        each.email,
        status_in(each.status, language),
        each.received_at,
        each.minutes_late,
        separator.join(_lacking(item, language) for item in each.missing),
        say(each.reason),
        separator.join(_named(document, language) for document in documents),
    )


def _lacking(item: Missing, language: Language) -> str:
    counted = f" ({item.found}/{item.required})" if item.required > 1 else ""
    return f"{kinds_in((item.kind,), language)}{counted}"


def _named(document: Document, language: Language) -> str:
    """A document as `CV.pdf (CV)`; what it is stands behind it as far as that is sure."""
    part = part_number(document.file)
    name = _PART[language].format(n=part) if part else one_line(document.file)
    if document.file == "(message text)":
        name = _BODY[language]
    return f"{name} ({kinds_in(document.kinds, language) or _UNSURE[language]})"
