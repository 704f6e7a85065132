"""The closing report as a document and as a sheet, in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from intake.domain import phrases
from intake.domain.closing import ClosedApplication, ClosingFacts
from intake.domain.model import Language
from intake.domain.reasons import told
from intake.domain.report import Fact, Report, Table
from intake.domain.sheet import Cell, Column, Sheet
from intake.domain.terms import COLON, COMMA, kinds_in, status_in

# One entry a language, in the order of the page.
_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "fr": {
        "title": "Rapport de clôture",
        "posting": "Offre",
        "cutoff": "Date limite",
        "at": "Rapport établi",
        "read": "Boîte lue jusqu’au",
        "never": "jamais",
        "complete": "Complets, reçus à temps",
        "incomplete": "Incomplets, reçus à temps",
        "review": "À examiner, reçus à temps",
        "late": "Reçus après la date limite",
        "withdrawn": "Retirés par les candidats",
        "spam": "Écartés comme indésirables",
        "unmatched": "Messages sans offre correspondante",
        "digest": "Empreinte SHA-256 de la liste",
        "in_time": "Candidatures reçues à temps",
        "none": "Aucune.",
        "reference": "Référence",
        "name": "Nom",
        "email": "Adresse",
        "received": "Reçue le",
        "state": "État",
        "lacking": "Ce qui manque",
        "behind": "Retard",
        "reason": "Motif",
        "documents": "Documents",
        "accepted": "acceptée malgré le retard",
        "zone": "Heures de {city}. La réception est celle du serveur de messagerie.",
        "unread": "La boîte n’a pas pu être lue après la date limite : il peut manquer dans cette liste "
        "des candidatures arrivées à temps.",
    },
    "en": {
        "title": "Closing report",
        "posting": "Position",
        "cutoff": "Deadline",
        "at": "Report made",
        "read": "Mailbox read until",
        "never": "never",
        "complete": "Complete, received in time",
        "incomplete": "Incomplete, received in time",
        "review": "To look at, received in time",
        "late": "Received after the deadline",
        "withdrawn": "Withdrawn by their candidates",
        "spam": "Set aside as spam",
        "unmatched": "Messages that match no position",
        "digest": "SHA-256 of the list",
        "in_time": "Applications received in time",
        "none": "None.",
        "reference": "Reference",
        "name": "Name",
        "email": "Address",
        "received": "Received",
        "state": "State",
        "lacking": "Missing",
        "behind": "Late by",
        "reason": "Reason",
        "documents": "Documents",
        "accepted": "accepted although late",
        "zone": "Times in {city}. Receipt is by the mail server’s clock.",
        "unread": "The mailbox could not be read after the deadline: applications that came in time may be "
        "missing from this list.",
    },
    "ar": {
        "title": "تقرير إغلاق باب الترشيح",
        "posting": "المنصب",
        "cutoff": "آخر أجل",
        "at": "أُعدّ التقرير",
        "read": "قُرئ صندوق البريد إلى غاية",
        "never": "لم يُقرأ قط",
        "complete": "ملفات كاملة وصلت في الأجل",
        "incomplete": "ملفات ناقصة وصلت في الأجل",
        "review": "ملفات للمراجعة وصلت في الأجل",
        "late": "ملفات وصلت بعد الأجل",
        "withdrawn": "ترشيحات سحبها أصحابها",
        "spam": "رسائل استُبعدت لأنها مزعجة",
        "unmatched": "رسائل لا توافق أي منصب",
        "digest": "بصمة القائمة (SHA-256)",
        "in_time": "الترشيحات الواصلة في الأجل",
        "none": "لا شيء.",
        "reference": "رقم الملف",
        "name": "الاسم",
        "email": "العنوان",
        "received": "تاريخ الوصول",
        "state": "الحالة",
        "lacking": "الوثائق الناقصة",
        "behind": "مدة التأخر",
        "reason": "السبب",
        "documents": "الوثائق",
        "accepted": "قُبل رغم التأخر",
        "zone": "الأوقات بتوقيت {city}، ووقت الوصول هو وقت خادم البريد.",
        "unread": "تعذّرت قراءة صندوق البريد بعد انقضاء الأجل، "
        "وقد تكون ترشيحات وصلت في الأجل غائبة عن هذه القائمة.",
    },
}


def document(facts: ClosingFacts) -> Report:
    """Return the report as pages: what was counted, then the list, late ones apart."""
    say = _WORDS[facts.language]
    columns = (say["reference"], say["name"], say["received"], say["state"], say["lacking"])
    late = (say["reference"], say["name"], say["received"], say["behind"], say["state"])
    tables = [
        Table(
            heading=say["in_time"],
            columns=columns,
            rows=tuple(_row(facts, each, late=False) for each in facts.in_time),
            empty=say["none"],
        ),
        Table(
            heading=say["late"],
            columns=late,
            rows=tuple(_row(facts, each, late=True) for each in facts.late),
            empty=say["none"],
        ),
    ]
    if facts.withdrawn:
        rows = tuple(_row(facts, each, late=False) for each in facts.withdrawn)
        tables.append(Table(heading=say["withdrawn"], columns=columns, rows=rows))
    city = phrases.city(facts.zone, facts.language)
    return Report(
        language=facts.language,
        organisation=facts.organisation,
        title=f"{say['title']} – {facts.title}",
        at=facts.at.astimezone(ZoneInfo(facts.zone)),
        lines=(say["zone"].format(city=city), *([say["unread"]] if facts.unread else ())),
        facts=_counts(facts),
        tables=tuple(tables),
        footer=f"{say['digest']}{COLON[facts.language]} {facts.digest}",
    )


def sheet(facts: ClosingFacts) -> Sheet:
    """Return the list as a sheet: every application, spam apart."""
    say = _WORDS[facts.language]
    names = ("reference", "name", "email", "received", "state", "behind", "lacking", "reason", "documents")
    return Sheet(
        name=facts.posting,
        columns=tuple(Column(title=say[name]) for name in names),
        rows=[_cells(facts, each) for each in (*facts.in_time, *facts.late, *facts.withdrawn)],
        zone=ZoneInfo(facts.zone),
        right_to_left=facts.language == "ar",
    )


def _counts(facts: ClosingFacts) -> tuple[Fact, ...]:
    say = _WORDS[facts.language]
    read = _moment(facts, facts.read_at) if facts.read_at else say["never"]
    told_first = (("cutoff", _moment(facts, facts.cutoff)), ("at", _moment(facts, facts.at)), ("read", read))
    counted = (
        ("complete", facts.complete),
        ("incomplete", facts.incomplete),
        ("review", facts.review),
        ("late", len(facts.late)),
        ("withdrawn", len(facts.withdrawn)),
        ("spam", facts.spam),
        ("unmatched", facts.unmatched),
    )
    always = ("complete", "incomplete", "review", "late")
    return (
        *(Fact(label=say[name], value=value) for name, value in told_first),
        *(Fact(label=say[name], value=str(n)) for name, n in counted if n or name in always),
        Fact(label=say["digest"], value=facts.digest),
    )


def _row(facts: ClosingFacts, each: ClosedApplication, *, late: bool) -> tuple[str, ...]:
    named = each.name or each.email or "–"
    first = (each.reference, named, _short(facts, each))
    if late:
        return (*first, _behind(facts, each) or "–", _state(facts, each))
    return (*first, _state(facts, each), _lacking(facts, each) or "–")


def _cells(facts: ClosingFacts, each: ClosedApplication) -> tuple[Cell, ...]:
    return (
        each.reference,
        each.name,
        each.email,
        each.received_at,
        _state(facts, each),
        each.minutes_late if each.late else None,
        _lacking(facts, each),
        told(each.reason, facts.language),
        len(each.documents),
    )


def _state(facts: ClosingFacts, each: ClosedApplication) -> str:
    accepted = each.late and each.status not in ("late", "withdrawn")
    words = status_in(each.status, facts.language)
    return f"{words} ({_WORDS[facts.language]['accepted']})" if accepted else words


def _lacking(facts: ClosingFacts, each: ClosedApplication) -> str:
    counted = {item.kind: f" ({item.found}/{item.required})" for item in each.missing if item.required > 1}
    return COMMA[facts.language].join(
        f"{kinds_in((item.kind,), facts.language)}{counted.get(item.kind, '')}" for item in each.missing
    )


def _behind(facts: ClosingFacts, each: ClosedApplication) -> str:
    return "" if each.minutes_late is None else phrases.lasting(each.minutes_late, facts.language)


def _short(facts: ClosingFacts, each: ClosedApplication) -> str:
    local = each.received_at.astimezone(ZoneInfo(facts.zone))
    return f"{local:%d/%m/%Y %H:%M:%S}" if facts.language != "en" else f"{local:%Y-%m-%d %H:%M:%S}"


def _moment(facts: ClosingFacts, when: datetime) -> str:
    day = phrases.day(when, facts.language, facts.zone)
    return f"{day}{COMMA[facts.language]}{phrases.clock(when, facts.language, facts.zone)}"
