"""Short papers, as people in a hurry write them: a few words may be enough, and sometimes are not."""

from __future__ import annotations

import pytest

from intake.reading.papers.kinds import classify
from intake.reading.terms import REQUIRED

BRIEF = [
    ("cv_salma.pdf", "CV de Salma Berrada, chargée de projet", ("cv",)),
    ("lettre.pdf", "Lettre de motivation\nJe suis motivée par ce poste.", ("letter",)),
    (
        "Lettre de motivation.pdf",
        (
            "Madame, Monsieur,\nJe souhaite postuler au poste de chargée de projet.\n"
            "Veuillez agréer, Madame, Monsieur, mes salutations distinguées.\nSalma Berrada"
        ),
        ("letter",),
    ),
    (
        "Document1.pdf",
        (
            "Dear Sir or Madam,\nI am writing to apply for the position of project officer. "
            "I have five years of experience.\nYours faithfully,\nJohn"
        ),
        ("letter",),
    ),
    (
        "lm.txt",
        (
            "Madame la Directrice,\n\nC'est avec un vif intérêt que je vous adresse ma candidature.\n"
            "Mon expérience de cinq ans me permet de répondre à vos attentes.\n\nCordialement,\nSalma Berrada"
        ),
        ("letter",),
    ),
    (
        "CV.pdf",
        (
            "Madame, Monsieur,\nJe souhaite mettre mes compétences à votre service et je suis motivé par "
            "votre association.\nJe vous prie d'agréer mes salutations distinguées."
        ),
        ("letter",),
    ),
    (
        "resume.pdf",
        (
            "Jane Doe\njane@example.com\nProfile: experienced project manager.\n"
            "Experience: Project Manager at ACME 2015-2022.\nEducation: MSc Management, 2014.\n"
            "Skills: budgeting, reporting."
        ),
        ("cv",),
    ),
    (
        "cv.docx",
        "السيرة الذاتية\nسلمى برادة\nالخبرة المهنية\n2019-2024 مسؤولة مشاريع\nالتعليم\nماستر في القانون",
        ("cv",),
    ),
]


@pytest.mark.parametrize(("name", "text", "kinds"), BRIEF, ids=[row[0] for row in BRIEF])
def test_a_brief_paper_is_what_its_frame_or_its_own_name_says(
    name: str, text: str, kinds: tuple[str, ...]
) -> None:
    found = classify((text,), name)
    assert found.kinds == kinds
    assert found.possible == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("scan.pdf", "CV"),
        ("CV.pdf", "Curriculum vitae"),
        ("CV.pdf", "Salma Berrada - CV"),
        ("Lettre.pdf", "Lettre de motivation"),
        ("CV.pdf", "Salma Berrada"),
        ("CV.pdf", "Lettre de motivation"),
        ("references.pdf", "Références : Ahmed, Sara, Driss"),
    ],
)
def test_a_name_and_a_few_words_that_do_not_agree_could_be_anything(name: str, text: str) -> None:
    found = classify((text,), name)
    assert found.kinds == ()
    assert found.possible == REQUIRED


def test_a_short_letter_between_a_cv_and_references_is_found_on_its_page() -> None:
    cv = "Curriculum Vitae\nSalma Berrada\nExpérience professionnelle\n2019-2024 Chargée de projet\nFormation"
    letter = (
        "Madame, Monsieur,\nJe vous adresse ma candidature au poste de chargée de projet.\n"
        "Veuillez agréer mes salutations distinguées."
    )
    references = "Références\nJean Dupont jean@example.org\nMarie Curie marie@example.org"
    found = classify((cv, letter, references), "Dossier complet.pdf")
    assert [page.kinds for page in found.pages] == [("cv",), ("letter",), ("references",)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Bonjour,\n\nJe souhaite postuler au poste de comptable. Vous trouverez en pièce "
            "jointe mon CV et ma lettre de motivation.\n\nCordialement,\nSalma Berrada"
        ),
        (
            "Dear Sir or Madam,\n\nI would like to apply for the position of accountant. Please find "
            "attached my CV and my cover letter.\n\nKind regards,\nSalma Berrada"
        ),
        (
            "تحية طيبة،\n\nأود الترشح لمنصب محاسب. تجدون رفقته سيرتي الذاتية ورسالة التحفيز."
            "\n\nمع التحية،\nسلمى برادة"
        ),
    ],
    ids=["fr", "en", "ar"],
)
def test_a_note_that_announces_a_letter_in_another_file_is_not_surely_the_letter(text: str) -> None:
    assert "letter" not in classify((text,), "Document1.pdf").kinds
