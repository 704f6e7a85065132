"""From a mail on the server to the status of an application: times, documents, subjects, postings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import documents, scans
from builders.mails import mail
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, LETTER, SUBJECT, Office

SECOND = timedelta(seconds=1)
REFERENCES_2 = ("Refs.pdf", documents.pdf([documents.REFERENCES_FR(2)]))
SCAN = ("scan.pdf", scans.pdf_of([scans.page(documents.CV_FR)]))
COARSE = ("scan.pdf", documents.scan_pdf([documents.CV_FR], legible=False))


def statuses(office: Office) -> dict[str, str]:
    """Return the status of each candidate's application."""
    return {row["candidate"]["email"]: row["status"] for row in office.applications()}


def test_the_deadline_is_exclusive_to_the_second_by_the_servers_clock(office: Office) -> None:
    for name, when in (("before", DEADLINE - SECOND), ("at", DEADLINE), ("after", DEADLINE + SECOND)):
        office.apply(when=when, sender=f"{name}@example.com")
    office.poll()
    assert statuses(office) == {
        "before@example.com": "complete",
        "at@example.com": "late",
        "after@example.com": "late",
    }
    assert [row["late"] for row in office.applications()] == [False, True, True]


@pytest.mark.parametrize("date", [AFTER, datetime(2031, 1, 1, tzinfo=UTC), "yesterday, I swear", None])
def test_a_date_header_that_disagrees_changes_nothing(office: Office, date: datetime | str | None) -> None:
    office.apply(when=IN_TIME, sender="early@example.com", date=date)
    office.apply(when=AFTER, sender="late@example.com", date=IN_TIME)
    office.poll()
    assert statuses(office) == {"early@example.com": "complete", "late@example.com": "late"}


@pytest.mark.parametrize(
    ("deadline", "last_second"),
    [
        # Until 2026-09-20 Casablanca was at +01; since then it is at UTC.
        ("2026-09-18", datetime(2026, 9, 18, 22, 59, 59, tzinfo=UTC)),
        ("2026-09-21", datetime(2026, 9, 21, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_bare_date_means_the_end_of_that_day_in_the_offices_zone(
    office: Office, deadline: str, last_second: datetime
) -> None:
    office.posting(deadline=deadline)
    office.apply(when=last_second, sender="in@example.com")
    office.apply(when=last_second + SECOND, sender="out@example.com")
    office.poll()
    assert statuses(office) == {"in@example.com": "complete", "out@example.com": "late"}


@pytest.mark.parametrize(
    ("files", "status", "missing", "references"),
    [
        (FULL, "complete", [], 3),
        (FULL[:2], "incomplete", ["references"], 0),
        ((CV, LETTER, REFERENCES_2), "incomplete", ["references"], 2),
        ((CV,), "incomplete", ["letter", "references"], 0),
        ((("tout.pdf", documents.merged_pdf([data for _, data in FULL])),), "complete", [], 3),
        ((("dossier.zip", documents.zip_of(dict(FULL))),), "complete", [], 3),
        ((SCAN, LETTER), "incomplete", ["references"], 0),
        ((COARSE, LETTER), "review", ["cv", "references"], 0),
        ((("cv.pdf", documents.encrypted_pdf([documents.CV_FR])), *FULL[1:]), "review", ["cv"], 3),
    ],
    ids=[
        "all",
        "no-references",
        "two-of-three",
        "cv-only",
        "merged",
        "zip",
        "scan",
        "illegible",
        "encrypted",
    ],
)
def test_what_a_dossier_holds_gives_its_status(
    office: Office,
    files: tuple[tuple[str, bytes], ...],
    status: str,
    missing: list[str],
    references: int,
) -> None:
    office.apply(files)
    office.poll()
    found = office.application()
    assert (found["status"], found["missing"], found["references_count"]) == (status, missing, references)
    assert office.acknowledgements() == [(status, "sent")]
    assert found["reason"]


def test_a_late_dossier_still_names_what_it_lacks(office: Office) -> None:
    office.apply(FULL[:2], when=AFTER)
    office.poll()
    found = office.application()
    assert (found["status"], found["late"], found["missing"]) == ("late", True, ["references"])


@pytest.mark.parametrize(
    ("subject", "outcome", "status"),
    [
        ("Re: candidature charge de projet OMP", "application", "complete"),
        ("TR : CANDIDATURE_Chargée de projet_OMP", "application", "complete"),
        ("Candidatur chargé(e) de projt OMP", "application", "complete"),
        ("Candidature chargé de mission OMP", "application", "review"),
        ("Candidature spontanée comptable", "unmatched", None),
        ("", "unmatched", None),
    ],
)
def test_a_subject_is_matched_with_tolerance(
    office: Office, subject: str, outcome: str, status: str | None
) -> None:
    office.apply(subject=subject)
    office.poll()
    assert office.outcomes() == [outcome]
    assert [row["status"] for row in office.applications()] == ([status] if status else [])
    assert len(office.letters) == (outcome == "application")


def test_a_near_miss_without_documents_is_unmatched(office: Office) -> None:
    office.apply((), subject="Candidature chargé de mission OMP")
    office.poll()
    assert office.outcomes() == ["unmatched"]
    assert office.letters == []


def test_digits_of_a_subject_rule_are_matched_exactly(office: Office) -> None:
    office.posting(subject="Poste 2026-14 chargé de projet")
    office.apply(subject="Poste 2026-14 charge de projet", sender="right@example.com")
    office.apply(subject="Poste 2026-15 chargé de projet", sender="wrong@example.com")
    office.poll()
    assert statuses(office).get("right@example.com") == "complete"
    assert statuses(office).get("wrong@example.com") != "complete"


@pytest.mark.parametrize(
    ("rule", "subject", "name"),
    [
        ("Coordination Maroc – {name}", "coordination maroc - Leïla Aït Ali", "Leïla Aït Ali"),
        ("Candidature {title} – {name}", "Candidature Chargé de projet – Leïla Aït Ali", "Leïla Aït Ali"),
        ("Candidature {any} OMP", "Candidature au poste de projet OMP", "Salma Berrada"),
        ("[RH] Candidature {name} / OMP", "Candidature Leïla Aït Ali / OMP", "Leïla Aït Ali"),
    ],
)
def test_a_placeholder_stands_for_what_the_candidate_writes(
    office: Office, rule: str, subject: str, name: str
) -> None:
    office.posting(subject=rule)
    office.apply(subject=subject)
    office.poll()
    found = office.application()
    assert (found["candidate"]["name"], found["status"]) == (name, "complete")


@pytest.mark.parametrize(
    ("sender", "name", "email"),
    [
        ("Salma Berrada <s@example.com>", "Salma Berrada", "s@example.com"),
        ('"BERRADA, Salma" <s@example.com>', "BERRADA, Salma", "s@example.com"),
        ("=?utf-8?q?Sa=C3=AFd?= <s@example.com>", "Saïd", "s@example.com"),
        ("S@Example.com", None, "s@example.com"),
        ("nobody", None, None),
        (None, None, None),
    ],
)
def test_the_candidate_is_the_one_of_the_from_header(
    office: Office, sender: str | None, name: str | None, email: str | None
) -> None:
    raw = mail(files=FULL, sender=None)
    head = f"From: {sender}\r\n".encode() if sender else b""
    office.receive(head + raw)
    office.poll()
    found = office.application()
    assert found["candidate"] == {"name": name, "email": email}
    assert len(office.letters) == (email is not None)


def test_several_postings_share_one_mailbox(office: Office) -> None:
    other = "Coordination terrain – {name}"
    office.posting("terrain", subject=other, reference=None, documents=["cv"], title="Coordination")
    office.apply()
    office.apply((CV,), subject="Coordination terrain – Salma Berrada")
    office.poll()
    assert [(row["posting"], row["reference"], row["status"]) for row in office.applications()] == [
        ("omp", "OMP-2026-0001", "complete"),
        ("terrain", "TERRAIN-2026-0001", "complete"),
    ]
    assert [row["reference"] for row in office.applications("--posting", "terrain")] == ["TERRAIN-2026-0001"]
    assert [row["posting"] for row in office.applications("--status", "complete")] == ["omp", "terrain"]
    assert office.applications("--status", "late") == []


def test_an_ad_repeated_takes_what_came_while_it_was_open(office: Office) -> None:
    office.posting("spring", opens="2026-04-01", deadline="2026-04-30", reference="SPRING")
    office.posting("summer", opens="2026-06-01", deadline="2026-06-30", reference="SUMMER")
    (office.config / "postings" / "omp.yaml").unlink()
    for month in (4, 6):
        office.apply(when=datetime(2026, month, 15, tzinfo=UTC), sender=f"m{month}@example.com")
    office.poll()
    assert [(row["posting"], row["status"]) for row in office.applications()] == [
        ("spring", "complete"),
        ("summer", "complete"),
    ]


def test_two_open_postings_with_one_subject_are_for_a_person(office: Office) -> None:
    office.posting("twin", reference="TWIN")
    office.apply()
    office.poll()
    found = office.application()
    assert found["status"] == "review"
    assert "omp" in found["reason"]
    assert "twin" in found["reason"]


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({"deadline": None}, "complete"),
        ({"deadline": None, "closed": "2026-05-04"}, "complete"),
        ({"deadline": None, "closed": "2026-05-02"}, "late"),
        ({"opens": "2026-05-04", "deadline": "2026-05-10"}, "review"),
    ],
    ids=["open", "not-closed-yet", "closed", "before-it-opens"],
)
def test_opening_and_closing_dates_decide(office: Office, dates: dict[str, str | None], status: str) -> None:
    office.posting(**dates)
    office.apply()
    office.poll()
    assert office.application()["status"] == status


@pytest.mark.parametrize("change", [{"draft": True}, {"mailbox": None, "subject": None}])
def test_a_posting_that_takes_no_mail_claims_none(office: Office, change: dict[str, object]) -> None:
    office.posting(**change)
    office.apply()
    office.poll()
    assert office.outcomes() == ["unmatched"]


def test_references_go_on_from_year_to_year_by_prefix(office: Office) -> None:
    office.posting(deadline=None)
    for year, name in ((2025, "a"), (2025, "b"), (2026, "c")):
        office.apply(when=datetime(year, 6, 1, tzinfo=UTC), sender=f"{name}@example.com")
    office.poll()
    assert [row["reference"] for row in office.applications()] == [
        "OMP-2025-0001",
        "OMP-2025-0002",
        "OMP-2026-0001",
    ]


def test_the_subject_is_read_as_mail_programs_encode_it(office: Office) -> None:
    raw = mail(files=FULL, subject="x")
    encoded = b"Subject: =?iso-8859-1?Q?Candidature=5Fcharg=E9=28e=29_de_projet=5FOMP?=\r\n"
    office.receive(raw.replace(b"Subject: x\r\n", encoded))
    office.poll()
    assert office.messages()[0]["subject"] == SUBJECT
    assert office.application()["status"] == "complete"
