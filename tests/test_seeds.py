"""The five seed ads: what each prescribes is what its posting asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from intake import settings
from intake.domain import subject
from intake.domain.model import Posting, RequiredDocument

SEEDS = Path(__file__).parents[1] / "seeds"
INDEX = YAML(typ="safe", pure=True).load((SEEDS / "index.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seeds() -> settings.Settings:
    return settings.load(SEEDS)


def opened_by(seeds: settings.Settings, ad: str) -> Posting:
    return seeds.postings[INDEX[ad]["posting"]]


def asked(posting: Posting) -> dict[str, int]:
    return {document.kind: document.count for document in posting.documents}


def address(seeds: settings.Settings, posting: Posting) -> str:
    assert posting.mailbox is not None
    return seeds.mailboxes[posting.mailbox].address


def level(posting: Posting, written: str) -> str:
    assert posting.subject is not None
    return subject.match(posting.subject, written, title=posting.title).level


def test_ad_000_asks_for_cv_letter_and_references_by_mail_without_a_deadline(seeds):
    posting = opened_by(seeds, "000")
    assert address(seeds, posting) == "lucile.poli@sos-maroc.org"
    assert posting.subject == "Recrutement conseiller technique démarche qualité / projet d’établissement"
    assert asked(posting) == {"cv": 1, "letter": 1, "references": 1}
    assert posting.cutoff is None
    assert (
        level(posting, "RE: recrutement conseiller technique demarche qualite - projet d'etablissement")
        == "match"
    )


def test_ad_001_opens_no_posting_and_says_why(seeds):
    entry = INDEX["001"]
    assert entry["posting"] is None
    assert entry["same_as"] == "000"
    assert "no address, no subject" in " ".join(entry["reason"].split())
    assert len(seeds.postings) == len(INDEX) - 1


def test_ad_002_asks_for_three_references_and_ends_at_15_utc_exclusive(seeds):
    posting = opened_by(seeds, "002")
    assert address(seeds, posting) == "omdp.direction.2@gmail.com"
    assert posting.subject == "Candidature_chargé(e) de projet_OMP"
    assert asked(posting) == {"cv": 1, "letter": 1, "references": 3}
    assert posting.prefix == "OMP"
    cutoff = datetime(2026, 5, 4, 15, tzinfo=UTC)
    assert posting.deadline == cutoff
    assert posting.is_open_at(cutoff - timedelta(seconds=1))
    assert not posting.is_open_at(cutoff)
    assert level(posting, "Candidature chargée de projet OMP") == "match"


def test_ad_003_is_listed_as_having_no_channel(seeds):
    posting = opened_by(seeds, "003")
    assert posting.mailbox is None
    assert posting.subject is None
    assert posting.deadline == datetime(2025, 10, 20, 15, 30, tzinfo=UTC)
    assert posting.documents == (RequiredDocument(kind="cv"), RequiredDocument(kind="letter"))
    _, findings = settings.check(SEEDS)
    without = [finding.where for finding in findings if "has no channel" in finding.text]
    assert without == ["seeds/postings/dgapr-directeur-action-sociale.yaml:3 mailbox"]


@pytest.mark.parametrize(
    "written",
    [
        "Coordination Maroc – Amina El Fassi",
        "Coordination Maroc - Amina El Fassi",
        "Tr : coordination maroc_Amina El Fassi",
    ],
)
def test_ad_004_captures_the_candidate_s_name_from_the_subject(seeds, written):
    posting = opened_by(seeds, "004")
    assert address(seeds, posting) == "contact@lepartenariat.org"
    assert posting.subject == "Coordination Maroc – {name}"
    assert asked(posting) == {"cv": 1, "letter": 1}
    assert posting.cutoff is None
    match = subject.match(posting.subject, written, title=posting.title)
    assert (match.level, match.name) == ("match", "Amina El Fassi")


def test_no_ad_s_subject_claims_mail_for_another_ad(seeds):
    for posting in seeds.postings.values():
        for other in seeds.postings.values():
            if posting.subject and other.subject and posting is not other:
                assert level(posting, other.subject.replace("{name}", "Amina El Fassi")) == "none"


def test_the_seeds_are_valid_but_for_passwords(monkeypatch):
    for name in ("SOS", "OMP", "PARTENARIAT"):
        monkeypatch.setenv(f"{name}_PASSWORD", "secret")
    _, findings = settings.check(SEEDS)
    assert [finding for finding in findings if finding.level == "error"] == []


def test_only_example_hosts_and_recruiters_are_named(seeds):
    for mailbox in seeds.mailboxes.values():
        assert mailbox.imap.host.endswith(".example.org")
        assert mailbox.smtp.host.endswith(".example.org")
    people = [
        *seeds.admins,
        *(address for posting in seeds.postings.values() for address in posting.addresses),
    ]
    assert all(person.endswith("@example.org") for person in people)
