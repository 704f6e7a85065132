"""Facts made up to prove templates before a candidate meets them, edge cases included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

from intake.domain.closing import ClosedApplication, ClosingFacts
from intake.domain.letter import (
    AlarmFacts,
    AlarmLine,
    Instruction,
    LetterFacts,
    LetterFile,
    Missing,
    PrivacyNotice,
)
from intake.domain.model import KINDS, STATUSES, Language, LetterKind
from intake.domain.privacy import Request

_ZONE = "Africa/Casablanca"
_RECEIVED = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)
_CUTOFF = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
_MIDNIGHT = datetime(2026, 5, 4, 23, 0, tzinfo=UTC)  # in Casablanca, then at UTC+01
_TITLE = "Chargé(e) de projet"
CONSOLE = "https://intake.example.org"

_FILES = (
    LetterFile(file="CV Salma Berrada.pdf", kinds=("cv",)),
    LetterFile(file="dossier.zip/références.pdf", kinds=KINDS),
    LetterFile(file="(part 3)", kinds=()),
    LetterFile(file="scan.pdf", kinds=(), readable=False),
)
_MISSING = (Missing(kind="letter"), Missing(kind="references", required=3, found=2))
_PURPOSE: Mapping[Language, str] = {
    "fr": "vos documents servent à l’étude de votre candidature, et à rien d’autre.",
    "en": "your documents are used to consider your application, and for nothing else.",
    "ar": "تُستعمل وثائقكم لدراسة ترشيحكم دون غيرها من الأغراض.",
}
# What is otherwise in a letter of this kind.
_OF_KIND: Mapping[LetterKind, Mapping[str, object]] = {
    "complete": {"missing": ()},
    "late": {"received_at": _CUTOFF + timedelta(minutes=5), "now": _CUTOFF + timedelta(minutes=7)},
    "reminder": {"status": "incomplete", "files": (), "now": _CUTOFF - timedelta(hours=49)},
    "withdrawn": {"status": "withdrawn", "files": (), "held": (), "missing": ()},
    "privacy": {
        "files": (),
        "held": (),
        "missing": (),
        "request": "erasure",
        "answer_by": datetime(2026, 5, 13, 23, 0, tzinfo=UTC),  # the end of the 13th, in Casablanca
    },
}


def letters(kind: LetterKind, language: Language) -> tuple[LetterFacts, ...]:
    """Return facts for one letter: rich, bare, past its cut-off, without details, of each status."""
    rich = replace(_rich(kind, language), **_OF_KIND.get(kind, {}))  # type: ignore[arg-type]  # of a table
    bare = replace(
        rich,
        candidate=None,
        files=(),
        held=(),
        missing=(),
        cutoff=None,
        subject="",
        instructions=(),
        request=None,
        answer_by=None,
        notice=None,
    )
    passed = replace(rich, received_at=_MIDNIGHT, now=_MIDNIGHT, cutoff=_MIDNIGHT)
    others = {
        "late": (replace(passed, status="late", refused=True),),
        "complete": (replace(passed, admitted=True),),
        "incomplete": (replace(passed, admitted=True),),
        "review": (replace(rich, details=False),),
        "updated": (
            *(replace(facts, status=status) for status in STATUSES for facts in (rich, passed)),
            replace(passed, status="complete", admitted=True),
            replace(passed, status="late", refused=True),
        ),
        "privacy": tuple(replace(rich, request=request) for request in get_args(Request)),
    }
    return (rich, bare, passed, *others.get(kind, ()))


def _rich(kind: LetterKind, language: Language) -> LetterFacts:
    return LetterFacts(
        kind=kind,
        language=language,
        organisation="Observatoire Marocain des Prisons",
        title=None if kind == "unmatched" else _TITLE,
        reference=None if kind == "unmatched" else "OMP-2026-0007",
        candidate="Salma Berrada",
        received_at=_RECEIVED,
        now=_RECEIVED + timedelta(minutes=2),
        zone=_ZONE,
        files=_FILES,
        held=_FILES[:1],
        missing=_MISSING,
        cutoff=None if kind == "unmatched" else _CUTOFF,
        subject="Candidature",
        instructions=(
            Instruction(title=_TITLE, subject="Candidature_{title}_{name}", cutoff=_CUTOFF, zone=_ZONE),
            Instruction(title="Juriste", subject="Juriste {any}", cutoff=None, zone=_ZONE),
        ),
        notice=PrivacyNotice(purpose=_PURPOSE[language], contact="donnees@example.org", months=24),
    )


def closings(language: Language) -> tuple[ClosingFacts, ...]:
    """Return facts for a closing report: a full one, and one of a posting that nobody applied to."""
    plain = ClosedApplication(
        reference="OMP-2026-0001",
        name="Salma Berrada",
        email="salma.berrada@example.org",
        received_at=_RECEIVED,
        status="complete",
        late=False,
        minutes_late=None,
        missing=(),
        reason="every required document is there",
        documents=("0" * 64,),
    )
    others = (
        replace(plain, reference="OMP-2026-0002", status="incomplete", missing=_MISSING, name=None),
        replace(plain, reference="OMP-2026-0003", status="review", name="سلمى برادة"),
        replace(plain, reference="OMP-2026-0004", status="late", late=True, minutes_late=95),
        replace(plain, reference="OMP-2026-0005", status="complete", late=True, minutes_late=3),
        replace(plain, reference="OMP-2026-0006", status="withdrawn"),
    )
    full = ClosingFacts(
        language=language,
        organisation="Observatoire Marocain des Prisons",
        posting="omp",
        title=_TITLE,
        cutoff=_CUTOFF,
        zone=_ZONE,
        at=_CUTOFF + timedelta(minutes=20),
        read_at=_CUTOFF + timedelta(minutes=19),
        applications=(plain, *others),
        spam=1,
        unmatched=2,
        digest="0123456789abcdef" * 4,
        enclosed=True,
    )
    empty = replace(full, applications=(), spam=0, unmatched=0, read_at=None, enclosed=False)
    return (full, empty, replace(full, console=CONSOLE))


def alarms(language: Language) -> tuple[AlarmFacts, ...]:
    """Return facts for a letter on alarms: all at once, one new, and one that is over."""
    line = AlarmLine(
        code="mailbox_failing",
        place="jobs",
        text="Mailbox jobs cannot be read since 2026-05-03 14:05: the server refuses the login.",
        remedy="Check its password.",
        since=_RECEIVED,
    )
    disk = replace(line, code="disk_low", place="", text="The disk of the storage has 90 MB left.")
    full = AlarmFacts(
        language=language,
        organisation="Observatoire Marocain des Prisons",
        now=_RECEIVED + timedelta(minutes=30),
        zone=_ZONE,
        raised=(line, disk),
        standing=(replace(line, place="info"),),
        over=(replace(disk, place="jobs/smtp"),),
    )
    return (
        full,
        replace(full, raised=(line,), standing=(), over=()),
        replace(full, raised=(), standing=()),
        replace(full, console=CONSOLE),
    )
