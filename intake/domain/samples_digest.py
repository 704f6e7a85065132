"""Facts of digests made up to prove templates, as a busy morning and a quiet one bring them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from intake.domain.alarm import MANNERS
from intake.domain.bounce import sentence
from intake.domain.letter import (
    DigestApplication,
    DigestDay,
    DigestFacts,
    DigestMail,
    DigestPosting,
    DigestSheet,
    DigestTrouble,
    Missing,
)
from intake.domain.model import Language
from intake.domain.samples import CONSOLE

_ZONE: Final = "Africa/Casablanca"
_UNTIL: Final = datetime(2026, 5, 3, 7, 0, tzinfo=UTC)
_CUTOFF: Final = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
_TITLE: Final = "Chargé(e) de projet"
_MISSING: Final = (Missing(kind="letter"), Missing(kind="references", required=3, found=2))
_PER_DAY: Final = (2, 0, 0, 1, 3, 5, 4, 0, 1, 7, 9, 12, 6, 3)

_PLAIN: Final = DigestApplication(
    reference="OMP-2026-0001",
    name="Salma Berrada",
    email="salma.berrada@example.org",
    status="complete",
    received_at=_UNTIL - timedelta(hours=2),
)
_EXCEPTIONS: Final = (
    replace(_PLAIN, status="incomplete", missing=_MISSING),
    replace(_PLAIN, reference="OMP-2026-0002", status="late", minutes_late=95, sent_in_time=True, name=None),
    replace(
        _PLAIN,
        reference="OMP-2026-0003",
        status="review",
        reason="scan.pdf could be the references: could not be read: it is a scan without legible text",
        email=None,
        name=None,
    ),
    replace(_PLAIN, reference="OMP-2026-0004", name="سلمى برادة", letter_problem="failed: 550 no such user"),
)
_POSTING: Final = DigestPosting(
    id="omp",
    title=_TITLE,
    cutoff=_CUTOFF,
    zone=_ZONE,
    complete=12,
    incomplete=1,
    late=1,
    review=1,
    new=5,
    exceptions=_EXCEPTIONS,
    arrived=(
        replace(_PLAIN, reference="OMP-2026-0005", name="Amine El Idrissi", email="amine@example.org"),
        replace(_PLAIN, reference="OMP-2026-0006", name=None),
    ),
    withdrawn=(
        replace(_PLAIN, reference="OMP-2026-0007", status="withdrawn"),
        replace(_PLAIN, reference="OMP-2026-0008", status="withdrawn", wrote_again=True),
    ),
    days=tuple(
        DigestDay(day=date(2026, 4, 20) + timedelta(days=n), number=number, share=number * 100 // 12)
        for n, number in enumerate(_PER_DAY)
    ),
)
_MAIL: Final = DigestMail(
    received_at=_UNTIL - timedelta(hours=3),
    sender="amine@example.org",
    subject="Question sur le poste",
    reason="",
    files=2,
    id=41,
)


def digests(language: Language) -> tuple[DigestFacts, ...]:
    """Return facts for a digest: with something in every section, empty, quiet, and with every alarm."""
    full = DigestFacts(
        language=language,
        organisation="Observatoire Marocain des Prisons",
        recruiter="direction@example.org",
        answer_to="jobs+aaaaabbbbbcccccdddddeeeeefffff22@example.org",
        answer_token="aaaaabbbbbcccccdddddeeeeefffff22",  # noqa: S106 - signed by nobody
        day=date(2026, 5, 3),
        since=_UNTIL - timedelta(days=1),
        until=_UNTIL,
        zone=_ZONE,
        postings=(
            _POSTING,
            replace(
                _POSTING, id="juriste", title="Juriste", cutoff=None,
                exceptions=(), arrived=(), withdrawn=(), days=(), new=0,
            ),
            replace(
                _POSTING, id="closed", title="Comptable", cutoff=_UNTIL,
                exceptions=(), arrived=(), withdrawn=(), days=(), new=1,
            ),
        ),
        unmatched=(_MAIL,),
        automatic=(replace(_MAIL, sender=None, subject="Automatic reply"),),
        quarantined=(replace(_MAIL, subject="", files=0),),
        held_back=3,
        troubles=tuple(_troubles(language)),
        admins_told=True,
        sheet=DigestSheet(held=5_000, left_out=1_200),
    )  # fmt: skip
    empty = replace(
        full,
        postings=(),
        unmatched=(),
        automatic=(),
        quarantined=(),
        held_back=0,
        troubles=(),
        sheet=None,
    )
    still = replace(
        _POSTING, title="Juriste", exceptions=(), arrived=(), withdrawn=(), new=0, incomplete=0, review=0
    )
    quiet = replace(empty, postings=(still,), admin=True, sheet=DigestSheet(held=13))
    alarmed = replace(empty, troubles=tuple(_alarms(full.troubles[-1])))
    at_once = replace(empty, postings=(replace(_POSTING, arrived=(), days=(), new=0),), urgent=True)
    return (
        full,
        empty,
        quiet,
        alarmed,
        replace(alarmed, admin=True),
        at_once,
        replace(full, console=CONSOLE),
        replace(at_once, console=CONSOLE),
    )


def _troubles(language: Language) -> list[DigestTrouble]:
    """Return one of each sort."""
    since = _UNTIL - timedelta(minutes=50)
    text = "The mailbox jobs could not be read since 06:10: check its password."
    bounced = sentence("550 5.1.1", language, reference="OMP-2026-0009", sent=since, zone=_ZONE)
    plain = DigestTrouble(code="not_read", text=text, place="jobs", since=since, number=2)
    return [
        replace(plain, code="infected", reference="OMP-2026-0010"),
        replace(plain, code="bounced", text=bounced, reference="OMP-2026-0009"),
        replace(plain, code="letter", kind="unmatched", letter_problem="failed: 550 no such user"),
        replace(plain, code="letter", kind="digest", letter_problem="failed: 550 no such user"),
        plain,
        replace(plain, code="no_mailbox", place="Direction"),
        replace(plain, code="retention", place="Comptable"),
        replace(plain, code="capped"),
        replace(plain, code="certificate_expires"),
    ]


def _alarms(one: DigestTrouble) -> list[DigestTrouble]:
    return [replace(one, code=code, place=place) for code in MANNERS for place in ("jobs", "")]
