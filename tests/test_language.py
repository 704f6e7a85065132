"""The language of a mail's own text, as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, veuillez trouver ci-joint mon CV. Cordialement",
        "Bonjour, ci-joint mon CV et ma lettre.",
        "Madame, Monsieur,\n\nVeuillez trouver ma candidature au poste de chargé de projet.",
        "Je vous prie d'agréer l'expression de mes salutations distinguées",
        "BONJOUR VEUILLEZ TROUVER CI JOINT MON CV",
        "Veuillez trouver en pie\u0300ce jointe mon dossier",
        "j'ai l'honneur de vous transmettre mon dossier de candidature",
        "Bonsoir, je suis très intéressée par l’offre, voici mes documents.",
        "Bonjour,\n\nVoici ma candidature, https://the.example.org/you/and/the/of/to?with=your\n\nMerci",
        "Bonjour, veuillez trouver mon CV. Cordialement\nSalma Berrada\nسلمى برادة",
        "Merci de votre réponse, la lettre est dans le dossier joint. Best regards",
        "Bonjour, je suis Python developer et data engineer, vous trouverez mon CV avec une lettre",
        "bjr je vous envoie mon cv pour le poste merci",
    ],
)
def test_french_is_told(text):
    """Short mails, without accents, with names and terms of other languages."""
    assert detect(text) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "Please find attached",
        "Please find attached my CV.",
        "Dear Sir or Madam, please find my application attached. Kind regards",
        "I am writing to apply for the position of Python developer.",
        "Hello, attached are my resume and cover letter",
        "HELLO PLEASE FIND MY CV ATTACHED",
        "Thank you for your time. I look forward to hearing from you.",
        "I've attached the documents that you asked for",
        "Hello, this is my application for the post of Chargé de projet, Observatoire Marocain des Prisons",
        "Dear team, please see bonjour@le.des.example and http://le.des.example/du/et/est, thanks",
    ],
)
def test_english_is_told(text):
    """Short mails, with French titles and addresses in them."""
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "السلام عليكم، تجدون رفقته سيرتي الذاتية",
        "تحية طيبة وبعد، أتقدم بطلب الترشح لمنصب مدير المشروع. وتفضلوا بقبول فائق الاحترام",
        "السَّلَامُ عَلَيْكُمْ، تَجِدُونَ رِفْقَتَهُ سِيرَتِي",
        "السلام عليكم\nتجدون رفقته سيرتي الذاتية ورسالة التحفيز\nCordialement",
        "السلام عليكم، أرسل لكم CV و lettre de motivation الخاصة بي من أجل المنصب",
        "ﺍﻟﺴﻼﻡ عليكم تجدون رفقته سيرتي الذاتية",
    ],
)
def test_arabic_is_told(text):
    """With and without vowel marks, with Latin terms in it."""
    assert detect(text) == "ar"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CV",
        "Curriculum vitae",
        "Bonjour",
        "Merci",
        "Cordialement",
        "Thanks",
        "Hello",
        "Regards",
        "سلمى برادة",
        "السلام عليكم",
        "Salma Berrada",
        "2026-042 12 34 56",
        "https://example.org/the/and/of/to/you/with/your/my/is/are",
        "salma@example.org the.and.of.to@you.with.your",
        "...",
        "Envoyé de mon iPhone",
        "Estimados señores: les adjunto mi currículum para el puesto. Saludos cordiales",
        "Hola, adjunto mi CV. Muchas gracias por su atención, un saludo",
        "Sehr geehrte Damen und Herren, anbei meine Bewerbung. Mit freundlichen Grüßen",
        "Gentile signora, allego il mio curriculum per la posizione. Cordiali saluti",
        "Prezados, segue em anexo o meu currículo. Atenciosamente",
        "Geachte heer, bijgaand mijn cv voor het werk. Met vriendelijke groet",
        "Sayın yetkili, özgeçmişim ekte. Saygılarımla",
        "Здравствуйте, прилагаю мое резюме для вакансии",
        "با سلام، رزومه من برای این پست پیوست شده است و آماده گفتگو هستم",
        "您好，附件是我的简历",
        "Bonjour, veuillez trouver mon CV. Dear Sir, please find my CV attached. Merci",
    ],
)
def test_a_text_that_says_too_little_or_another_language_has_none(text):
    """The documents or the posting decide the language of the letter then."""
    assert detect(text) is None


def test_the_majority_decides_a_mixed_mail():
    """Mails often say the same in two languages."""
    french = "Bonjour, veuillez trouver ci-joint mon CV pour le poste. Cordialement. "
    arabic = "السلام عليكم، تجدون رفقته سيرتي الذاتية ورسالة التحفيز. "
    assert detect(french * 3 + arabic) == "fr"
    assert detect(french + arabic * 4) == "ar"


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_read_without_an_exception(text):
    """Lone surrogates and all."""
    assert detect(text) in ("fr", "en", "ar", None)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["a", "a ", "@", "1", "l'", "www.", "http://", "\u064b", "ا", "a@", "'"])
def test_the_work_is_bounded_for_hostile_text(piece):
    """A megabyte of anything is cut first."""
    assert detect(piece * 1_000_000) in ("fr", "en", "ar", None)
