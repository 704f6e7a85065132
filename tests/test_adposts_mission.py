"""The length of a mission against its dates: only what stands together is compared."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.when.mission import mission_cautions


def codes(text: str) -> list[str]:
    return [caution.code for caution in mission_cautions(Ad([text]))]


@pytest.mark.parametrize(
    "text",
    [
        "Durée de la mission : 12 mois du 1er décembre 2021 jusqu'au 31 décembre 2022.",
        "Mission de douze (12) mois, du 1er janvier 2026 au 30 juin 2026.",
        "Durée : 6 mois, de février à mai 2027.",
        "A six-month contract from 1 January 2026 to 31 December 2026.",
        "Stage de 6 mois (du 1er mars au 31 mai 2026).",
        "A contract of 2 years, from 1 January 2026 to 31 December 2026.",
    ],
)
def test_a_length_that_does_not_fit_is_said(text: str) -> None:
    assert codes(text) == ["mission_dates_inconsistent"]


@pytest.mark.parametrize(
    "text",
    [
        "Mission de 12 mois du 1er décembre 2021 au 30 novembre 2022.",
        "Mission de 12 mois du 1er décembre 2021 au 1er décembre 2022.",
        "Stage de 6 mois du 2 mars au 31 août 2026.",
        "A contract of 2 years, from 1 January 2026 to 31 December 2027.",
        "Contract of 10 weeks from 1 June 2026 to 10 August 2026.",
        "CDD du 1er mars au 31 mai 2026, renouvelable 6 mois.",
        "Du 1er mars au 31 mai 2026. Expérience : 3 ans.",
        "Une expérience de 2 ans. Mission du 1er mars au 31 mai 2026.",
        "Candidatures du 1er au 15 mai 2026 pour un contrat de 12 mois.",
        "Stage de 6 mois, de février à juillet 2027.",
        "Stage de 6 mois, de septembre à février 2027.",
        "Mission de 12 mois.\n\nLe rapport porte sur le projet du 1er mars 2020 au 31 mai 2026.",
        "Mission de 12 mois du 31 février 2026 au 30 mars 2027.",
    ],
)
def test_a_length_that_fits_or_is_of_something_else_is_not(text: str) -> None:
    assert codes(text) == []


def test_the_caution_names_both() -> None:
    (caution,) = mission_cautions(Ad(["12 mois du 1er décembre 2021 au 31 décembre 2022"]))
    assert "12 mois" in caution.text
    assert "13 months" in caution.text
