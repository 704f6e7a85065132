"""The language an ad is written in, and ads in two languages."""

from __future__ import annotations

from time import perf_counter

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.papers.asked import find_documents
from intake.reading.adposts.post.title import find_organisation, find_title
from intake.reading.adposts.tongue import find_language

_FR = (
    "L'association recrute un comptable pour son siège. Vous tenez les comptes et"
    " préparez le budget avec la direction."
)
_EN = (
    "The trust is looking for a bookkeeper for its head office. You will keep the"
    " accounts and prepare the budget."
)
_AR = (
    "تعلن الجمعية عن فتح باب الترشيح لمنصب محاسب بمقرها الرئيسي، ويتولى المترشح مسك"
    " الحسابات وإعداد الميزانية."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (_FR, "fr"),
        (_EN, "en"),
        (_AR, "ar"),
        (
            (
                "La asociación busca un contable para su sede, con experiencia en el área y los"
                " trabajos del puesto."
            ),
            "es",
        ),
        (
            (
                "A associação procura uma pessoa para a vaga de contador, com experiência e que não"
                " tenha outro trabalho."
            ),
            "pt",
        ),
        (
            "Wir suchen eine Buchhalterin für unser Büro und freuen uns auf Ihre Bewerbung mit Lebenslauf.",
            "de",
        ),
        (
            (
                "Développeur web full stack, React, Node, Docker. Vous travaillez sur les projets de"
                " la start-up."
            ),
            "fr",
        ),
    ],
)
def test_the_language_of_an_ad_is_told(text: str, language: str) -> None:
    found = find_language(Ad([text]))
    assert found.value == language
    assert not found.cautions


def test_too_little_text_has_no_language() -> None:
    assert find_language(Ad(["CV 2026"])).value is None


def test_an_ad_in_two_languages_has_that_of_its_instructions_and_a_warning() -> None:
    text = (
        f"{_AR}\n\n{_AR}\n\n{_FR}\n\nMerci d'envoyer votre CV et une lettre de motivation à rh@example.org."
    )
    found = find_language(Ad([text]))
    assert found.value == "fr"
    assert [caution.code for caution in found.cautions] == ["language_mixed"]


def test_where_both_languages_tell_how_to_apply_the_first_is_taken() -> None:
    text = f"{_EN} Send a CV to jobs@example.org.\n\n{_AR} ترسل السيرة الذاتية إلى jobs@example.org"
    assert find_language(Ad([text])).value == "en"


@pytest.mark.parametrize(
    "piece",
    ["a", "l'", "cv, ", "noms de ", "lettre x y ", "recrute un ", "Poste : développeur\n", "شركة ", "A B "],
)
def test_a_hostile_text_takes_no_long_time(piece: str) -> None:
    ad = Ad([piece * (30_000 // len(piece))])
    start = perf_counter()
    for find in (find_language, find_documents, find_title, find_organisation):
        find(ad)
    assert perf_counter() - start < 5  # a tenth of it as a rule; regexes gone wild take minutes
