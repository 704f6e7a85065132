"""What an organisation's configuration makes of its letters: refusal, grace, languages, personal data."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rigs.office import AFTER, CV, DEADLINE, FULL, LETTER, Office

ENGLISH = "Dear Sir or Madam,\n\nPlease find attached my application for the position you advertise.\n"
PURPOSE = {"fr": "Sélection des candidatures", "ar": "دراسة الترشيحات"}


def told(office: Office) -> str:
    """Return the words of the last letter."""
    office.poll()
    return office.letters[-1].text


@pytest.mark.parametrize(("policy", "refused"), [("flag", False), ("refuse", True)])
def test_who_comes_late_is_refused_where_the_organisation_takes_nothing_late(
    office: Office, policy: str, refused: bool
) -> None:
    office.posting(late=policy)
    office.apply(when=AFTER)
    text = told(office)
    assert ("la vôtre ne pourra donc pas être prise en considération" in text) is refused
    assert ("la décision de le prendre ou non" in text) is not refused


def test_a_supplement_to_a_refused_application_is_refused_too(office: Office) -> None:
    office.posting(late="refuse")
    office.apply([CV], when=AFTER)
    office.poll()
    office.apply([LETTER], when=AFTER + timedelta(hours=1))
    text = told(office)
    assert office.acknowledgements()[-1][0] == "updated"
    assert "ne pourra donc pas être prise en considération" in text


@pytest.mark.parametrize(
    ("grace", "files", "admitted"),
    [("10m", FULL, True), ("10m", [CV], True), ("0s", FULL, False)],
    ids=["complete", "incomplete", "no-grace"],
)
def test_who_comes_within_the_grace_is_told_that_it_counts(
    office: Office, grace: str, files: list[tuple[str, bytes]], admitted: bool
) -> None:
    office.posting(grace=grace)
    office.apply(files, when=DEADLINE + timedelta(minutes=5))
    assert ("après la date limite ; il est néanmoins pris en compte" in told(office)) is admitted


def test_a_late_supplement_to_what_was_complete_in_time_is_not_said_to_count(office: Office) -> None:
    office.posting(grace="10m")
    office.apply()
    office.poll()
    office.apply([("Diplôme.pdf", CV[1] + b"\n%")], when=AFTER)
    text = told(office)
    assert office.acknowledgements()[-1][0] == "updated"
    assert "ils sont conservés avec la mention « tardif »" in text


@pytest.mark.parametrize(("languages", "start"), [(["fr", "en"], "Dear "), (["fr", "ar"], "Bonjour ")])
def test_letters_are_written_only_in_the_languages_of_the_posting(
    office: Office, languages: list[str], start: str
) -> None:
    office.posting(languages=languages)
    office.apply(text=ENGLISH)
    assert told(office).startswith(start)


@pytest.mark.parametrize(
    ("retention", "kept"), [(None, False), ({"months": 18}, True)], ids=["no-retention", "retention"]
)
def test_the_privacy_notice_says_how_long_dossiers_are_kept(
    office: Office, retention: dict[str, int] | None, kept: bool
) -> None:
    office.configure(privacy={"purpose": PURPOSE, "contact": "donnees@example.org"})
    office.posting(retention=retention)
    office.apply()
    text = told(office)
    assert "Données personnelles : Sélection des candidatures." in text
    assert "donnees@example.org" in text
    assert ("Les dossiers sont conservés 18 mois après la clôture de l’offre." in text) is kept


def test_a_notice_that_was_not_written_in_the_letters_language_is_left_out(office: Office) -> None:
    office.configure(privacy={"purpose": PURPOSE, "contact": "donnees@example.org"})
    office.apply(text=ENGLISH)
    text = told(office)
    assert text.startswith("Dear ")
    assert "donnees" not in text
