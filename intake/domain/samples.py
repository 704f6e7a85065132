"""Facts made up to prove templates before a candidate meets them, edge cases included."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from intake.domain.letter import (
    AlarmFacts,
    AlarmLine,
    DigestApplication,
    DigestFacts,
    DigestMail,
    DigestPosting,
    Instruction,
    LetterFacts,
    LetterFile,
    Missing,
)
from intake.domain.model import KINDS, STATUSES, Language, LetterKind

_ZONE = "Africa/Casablanca"
_RECEIVED = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)
_CUTOFF = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
_MIDNIGHT = datetime(2026, 5, 4, 23, 0, tzinfo=UTC)  # in Casablanca, then at UTC+01
_TITLE = "Chargé(e) de projet"

_FILES = (
    LetterFile(file="CV Salma Berrada.pdf", kinds=("cv",)),
    LetterFile(file="dossier.zip/références.pdf", kinds=KINDS),
    LetterFile(file="(part 3)", kinds=()),
    LetterFile(file="scan.pdf", kinds=(), readable=False),
)
_MISSING = (Missing(kind="letter"), Missing(kind="references", required=3, found=2))


def letters(kind: LetterKind, language: Language) -> tuple[LetterFacts, ...]:
    """Return facts for one letter: rich, bare, past its cut-off, without details, of each status."""
    rich = LetterFacts(
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
    )
    bare = replace(
        rich, candidate=None, files=(), held=(), missing=(), cutoff=None, subject="", instructions=()
    )
    passed = replace(rich, received_at=_MIDNIGHT, now=_MIDNIGHT, cutoff=_MIDNIGHT)
    blind = (replace(rich, details=False),) if kind == "review" else ()
    states = tuple(replace(facts, status=status) for status in STATUSES for facts in (rich, passed))
    return (rich, bare, passed, *blind, *(states if kind == "updated" else ()))


def digests(language: Language) -> tuple[DigestFacts, ...]:
    """Return facts for a digest: one with something in every section, and an empty one."""
    until = datetime(2026, 5, 3, 7, 0, tzinfo=UTC)

    def application(number: int, **changes: object) -> DigestApplication:
        plain = DigestApplication(
            reference=f"OMP-2026-{number:04}",
            name="Salma Berrada",
            email="salma.berrada@example.org",
            status="complete",
            received_at=until - timedelta(hours=number),
        )
        return replace(plain, **changes)  # type: ignore[arg-type]  # of a table of plain samples

    exceptions = (
        application(1, status="incomplete", missing=_MISSING),
        application(2, status="late", minutes_late=95, sent_in_time=True, name=None),
        application(3, status="review", reason="scan.pdf could not be read", email=None, name=None),
        application(4, letter_problem="failed: 550 no such user"),
    )
    posting = DigestPosting(
        id="omp",
        title=_TITLE,
        cutoff=_CUTOFF,
        zone=_ZONE,
        complete=12,
        incomplete=1,
        late=1,
        review=1,
        new=5,
        exceptions=exceptions,
        arrived=(application(5), application(6, name=None)),
    )
    mail = DigestMail(
        received_at=until - timedelta(hours=3),
        sender="amine@example.org",
        subject="Question sur le poste",
        reason="no posting has this subject",
        files=2,
    )
    full = DigestFacts(
        language=language,
        organisation="Observatoire Marocain des Prisons",
        recruiter="direction@example.org",
        day=date(2026, 5, 3),
        since=until - timedelta(days=1),
        until=until,
        zone=_ZONE,
        postings=(
            posting,
            replace(posting, id="juriste", title="Juriste", cutoff=None, exceptions=(), arrived=(), new=0),
            replace(posting, id="closed", title="Comptable", cutoff=until, exceptions=(), arrived=(), new=1),
        ),
        unmatched=(mail,),
        automatic=(replace(mail, sender=None, subject="Automatic reply"),),
        quarantined=(replace(mail, subject="", files=0),),
        held_back=3,
        troubles=("The mailbox jobs could not be read since 06:10: check its password.",),
    )
    empty = replace(full, postings=(), unmatched=(), automatic=(), quarantined=(), held_back=0, troubles=())
    return (full, empty)


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
    return (full, replace(full, raised=(line,), standing=(), over=()), replace(full, raised=(), standing=()))
