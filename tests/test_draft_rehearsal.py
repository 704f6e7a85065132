"""`intake draft --rehearse`: what the mails in a mailbox would become, nothing stored and nobody answered."""

from __future__ import annotations

import signal
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders.mails import mail
from rigs.crash import until
from rigs.office import AFTER, CV, FULL, IN_TIME, LETTER, REFERENCES, SUBJECT, Office

AD = f"""Observatoire Marocain des Prisons

Offre d'emploi : chargé(e) de projet

Les candidats doivent envoyer un CV, une lettre de motivation et trois (3) références à l'adresse
jobs@example.org avant le 4 mai 2026 à 16h00, en mentionnant en objet « {SUBJECT} ».
"""
OMAR = "Omar Idrissi <omar@example.com>"
EARLY = IN_TIME - timedelta(days=20)


@pytest.fixture
def ad(office: Office) -> Path:
    """The office before its posting is open: an ad, and no posting."""
    (office.config / "postings" / "omp.yaml").unlink()
    path = office.base / "ad.txt"
    path.write_text(AD, encoding="utf-8")
    return path


def rehearse(office: Office, *words: str | Path) -> dict[str, Any]:
    ran = office.run("draft", *words, "--rehearse", "--json")
    assert ran.status == 0, ran.err
    return ran.json["rehearsal"]  # type: ignore[no-any-return]


def traces(office: Office) -> set[Path]:
    return set(office.base.rglob("*"))


def test_each_mail_becomes_what_it_would_become_under_the_posting(office, ad):
    office.apply(FULL, EARLY)
    part = office.apply((CV, LETTER), IN_TIME, sender=OMAR, message_id="<omar@example.com>")
    office.apply((REFERENCES,), IN_TIME, sender=OMAR, subject=f"Re: {SUBJECT}")
    office.receive(part)
    office.receive(mail(subject="Facture", text="Votre facture."))
    office.apply(FULL, AFTER, sender="Leila <leila@example.com>")
    found = rehearse(office, ad, "--mailbox", "jobs")
    outcomes = [row["outcome"] for row in found["messages"]]
    assert outcomes == ["application", "application", "supplement", "duplicate", "unmatched", "application"]
    assert [row["status"] for row in found["applications"]] == ["complete", "complete", "late"]
    assert {row["posting"] for row in found["applications"]} == {"draft-of-the-ad"}


def test_nothing_is_stored_sent_or_marked(office, ad, tmp_path, monkeypatch):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    office.apply((CV,), IN_TIME)
    before, mails = traces(office), office.dovecot.snapshot(office.user)
    rehearse(office, ad)
    assert traces(office) == before
    assert office.letters == []
    assert office.dovecot.snapshot(office.user) == mails
    assert not list(temporary.glob("intake-rehearsal-*"))


def test_since_leaves_out_what_was_received_earlier(office, ad):
    office.apply(FULL, EARLY)
    office.apply(FULL, IN_TIME, sender=OMAR)
    day = IN_TIME.date().isoformat()
    found = rehearse(office, ad, "--since", day)
    assert [row["sender"] for row in found["messages"]] == ["omar@example.com"]
    assert rehearse(office, ad, "--since", "2026-12-31")["messages"] == []


def test_a_draft_that_a_person_has_edited_can_be_rehearsed(office, ad):
    office.apply(FULL, IN_TIME, subject="Poste 7")
    saved = office.config / "postings" / "p7.yaml"
    assert office.run("draft", ad, "--output", saved).status == 0
    saved.write_text(saved.read_text(encoding="utf-8").replace(SUBJECT, "Poste 7"), encoding="utf-8")
    assert [row["posting"] for row in rehearse(office, saved)["messages"]] == ["p7"]


def test_an_edited_posting_that_is_wrong_is_refused_with_its_faults(office, ad):
    saved = office.base / "p7.yaml"
    saved.write_text("title: x\nlanguage: de\ndocuments: [cv]\n", encoding="utf-8")
    ran = office.run("draft", saved, "--rehearse")
    assert ran.status == 2
    assert "p7.yaml:2 language" in ran.err


def test_a_mailbox_that_is_not_configured_or_not_there_is_said(office, ad):
    ran = office.run("draft", ad, "--rehearse", "--mailbox", "nobody")
    assert (ran.status, "There is no mailbox 'nobody'; configured: jobs." in ran.err) == (2, True)
    office.configure({"jobs": office.mailbox(imap={"port": 1})})
    ran = office.run("draft", ad, "--rehearse", "--mailbox", "jobs")
    assert ran.status == 1
    assert "check --connect" in ran.err


def test_people_see_the_posting_and_then_the_mails(office, ad):
    office.apply((CV, LETTER), IN_TIME)
    ran = office.run("draft", ad, "--rehearse")
    assert ran.out.index("title:") < ran.out.index("Rehearsal on mailbox jobs")
    assert "incomplete" in ran.out


def test_a_rehearsal_that_is_ended_leaves_no_mail_behind(office, ad, tmp_path):
    for number in range(25):
        office.apply(FULL, IN_TIME, sender=f"c{number}@example.com", message_id=f"<{number}@example.com>")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    office.environment["TMPDIR"] = str(temporary)
    rehearsing = office.start("draft", ad, "--rehearse")
    until(lambda: any(temporary.rglob("rehearsal.db")))
    rehearsing.send_signal(signal.SIGTERM)
    rehearsing.communicate(timeout=60)
    assert rehearsing.returncode != 0
    assert not list(temporary.glob("intake-rehearsal-*"))


def test_a_days_mails_are_those_of_our_zone_and_their_dossiers(office, ad):
    office.apply(FULL, datetime(2026, 5, 2, 23, 30, tzinfo=UTC))  # the 3rd in Casablanca
    found = rehearse(office, ad, "--since", "2026-05-03")
    assert len(found["messages"]) == len(found["applications"]) == 1
    assert rehearse(office, ad, "--since", "0001-01-01")["messages"]


def test_without_a_prescribed_subject_the_title_is_taken_and_said(office, ad):
    ad.write_text(AD.partition(", en mentionnant")[0] + ".\n", encoding="utf-8")
    assert rehearse(office, ad)["subject"] == "{title}"
    assert "with the subject '{title}'" in office.run("draft", ad, "--rehearse").out
