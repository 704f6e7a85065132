"""Which documents an ad asks for: sentences, lists, numbers, options, and papers that are not to be sent."""

from __future__ import annotations

import pytest

from intake.domain.draft import AskedDocument
from intake.reading.adposts.ad import Ad
from intake.reading.adposts.papers.asked import find_documents

_FILLER = {
    "fr": (
        "L'association Les Amandiers recrute un chargé de projet. Le poste est basé à Fès et dure un an.\n\n"
    ),
    "en": (
        "The Almond Trust is looking for a project officer. The post is based in Leeds and is for a year.\n\n"
    ),
    "ar": "تبحث جمعية اللوز عن مكلف بالمشاريع في مدينة فاس لمدة سنة واحدة.\n\n",
    "xx": "",
}


def _read(text: str, language: str = "fr") -> str:
    """The documents in short: "cv letter references:3 other?"; an option has a question mark."""
    return " ".join(map(_short, find_documents(Ad([_FILLER[language] + text])).value))


def _short(document: AskedDocument) -> str:
    number = f":{document.count}" if document.kind == "references" else ""
    return f"{document.kind}{number}{'?' if document.optional else ''}"


def _codes(text: str, language: str = "fr") -> set[str]:
    return {caution.code for caution in find_documents(Ad([_FILLER[language] + text])).cautions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Merci d'envoyer votre CV et une lettre de motivation à rh@example.org.", "cv letter"),
        ("Envoyer CV + LM à rh@example.org", "cv letter"),
        ("CV et lettre de motivation à adresser à rh@example.org avant le 3 mai.", "cv letter"),
        ("Candidature (CV, lettre de motivation) à : rh@example.org", "cv letter"),
        ("Les candidatures (C.V. et lettre manuscrite) sont à déposer au siège.", "cv letter"),
        ("Pour postuler : curriculum vitae, lettre d’intention, copie de la CIN.", "cv letter identity"),
        (
            (
                "Le dossier comprendra un CV actualisé, une lettre de motivation, les copies certifiées"
                " conformes des"
                " diplômes, une copie de la carte nationale d'identité et trois lettres de recommandation."
            ),
            "cv letter diploma identity references:3",
        ),
        (
            "Merci d’adresser un CV, une note d'intention d'une page et les coordonnées de deux référents.",
            "cv letter references:2",
        ),
        (
            "Veuillez transmettre CV, lettre et noms et coordonnées de 3 personnes pouvant être contactées.",
            "cv letter references:3",
        ),
        (
            (
                "Adressez votre CV, une lettre de motivation, vos relevés de notes de master et deux"
                " lettres de"
                " recommandation à these@example.org."
            ),
            "cv letter diploma references:2",
        ),
        (
            "Dossier. CV, lettre de motivation, copies des diplômes et certificats de travail.",
            "cv letter diploma other",
        ),
        ("CV (de préférence sans photo) et un portfolio à envoyer à rh@example.org.", "cv other"),
        ("Envoyez un CV avec deux à trois références professionnelles.", "cv references:2"),
        ("Envoyez un CV et des références (au moins 3).", "cv references:3"),
        ("Envoyez un CV et au minimum deux (2) références.", "cv references:2"),
        (
            "Joindre une demande manuscrite adressée au directeur, un CV et une photo d'identité.",
            "letter cv other",
        ),
        (
            (
                "Les candidats devront fournir une demande timbrée, un CV, un extrait de casier"
                " judiciaire, un certificat"
                " médical et une copie légalisée du diplôme."
            ),
            "letter cv other diploma",
        ),
        ("Merci d'envoyer votre CV et, si possible, un portfolio à studio@example.org.", "cv other?"),
        ("Envoyez CV, lettre de motivation et portfolio (facultatif).", "cv letter other?"),
        ("Envoyez votre CV. Une lettre de motivation serait appréciée.", "cv letter?"),
        ("CV et lettre de motivation à envoyer ; vous pouvez également joindre un book.", "cv letter other?"),
        ("Offre technique, offre financière et CV du consultant à envoyer à achats@example.org.", "other cv"),
        ("Transmettre CV, attestations de travail et copies des diplômes.", "cv other diploma"),
        (
            "Envoyer CV, lettre de motivation et pièce d’identité par mail : rh@example.org",
            "cv letter identity",
        ),
        ("Merci d'envoyer CV avec photo à rh@example.org.", "cv other"),
        (
            "Envoyez un CV et un court courriel expliquant vos motivations à rh@example.org.",
            "cv letter",
        ),
    ],
)
def test_a_french_sentence_that_asks_for_papers_names_them(text: str, expected: str) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please send your CV and a cover letter to jobs@example.org.", "cv letter"),
        (
            "Feel free to send your résumé, a letter explaining your fit and two references.",
            "cv letter references:2",
        ),
        ("To apply, email your resume to jobs@example.org by 3 May.", "cv"),
        (
            "Please send a CV, cover letter and the names of three referees to jobs@example.org.",
            "cv letter references:3",
        ),
        (
            (
                "Applications should include a CV, a statement of purpose, academic transcripts and"
                " contact details of"
                " two referees."
            ),
            "cv letter diploma references:2",
        ),
        ("Send a CV, a research statement and two letters of recommendation.", "cv other references:2"),
        ("Submit a cover letter, resume, and 3 to 5 references.", "letter cv references:3"),
        (
            "Submit a cover letter, resume, and contact information for at least two references.",
            "letter cv references:2",
        ),
        ("Please email a CV with the names and addresses of two or three referees.", "cv references:2"),
        ("Applicants should submit a CV, including publications, and a motivation letter.", "cv letter"),
        (
            "Please include a CV, cover letter, writing sample and, preferably, a portfolio.",
            "cv letter other",
        ),
        ("Send your CV and (optionally) a cover letter to jobs@example.org.", "cv letter?"),
        ("Send your CV to jobs@example.org. A cover letter is welcome but not required.", "cv letter?"),
        ("Please submit a completed application form and a copy of your passport.", "other identity"),
        (
            (
                "Candidates should send a CV, a brief statement of interest, and arrange for two reference"
                " letters to be"
                " sent to jobs@example.org."
            ),
            "cv letter references:2",
        ),
        (
            "Interested? Send your CV and a few lines about why you are interested to jobs@example.org.",
            "cv letter",
        ),
        (
            "Applications with CV, copies of degree certificates and two recommendation letters",
            "cv diploma references:2",
        ),
        ("Technical and financial proposals with CVs of the team to tenders@example.org.", "other cv"),
    ],
)
def test_an_english_sentence_that_asks_for_papers_names_them(text: str, expected: str) -> None:
    assert _read(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ترسل السيرة الذاتية ورسالة التحفيز إلى البريد الإلكتروني jobs@example.org", "cv letter"),
        (
            "الرجاء إرسال السيرة الذاتية ونسخ من الشهادات العلمية وصورة شخصية إلى jobs@example.org",
            "cv diploma other",
        ),
        (
            (
                "المرفقات المطلوبة:\n- السيرة الذاتية\n- خطاب تقديم\n- ثلاث رسائل توصية\n- نسخة من"
                " بطاقة التعريف الوطنية"
            ),
            "cv letter references:3 identity",
        ),
        (
            "على المهتمين إرسال نهج السيرة ونسخ من الدبلومات وشواهد العمل إلى jobs@example.org",
            "cv diploma other",
        ),
        ("إرسال السيرة الذاتية وأسماء ثلاثة معرفين إلى jobs@example.org", "cv references:3"),
        ("يرجى إرسال السيرة الذاتية مع شهادات الخبرة إلى jobs@example.org", "cv other"),
    ],
)
def test_an_arabic_ad_names_its_papers(text: str, expected: str) -> None:
    assert _read(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interesados enviar hoja de vida y carta de presentación a empleo@example.org", "cv letter"),
        ("Enviar currículo e carta de motivação para vagas@example.org", "cv letter"),
        (
            "Documentación: 1) CV; 2) copia del título; 3) copia del DNI; 4) dos cartas de recomendación.",
            "cv diploma identity references:2",
        ),
        (
            "São documentos obrigatórios: currículo; cópia do bilhete de identidade; registo criminal.",
            "cv identity other",
        ),
        (
            "Bitte senden Sie Anschreiben, Lebenslauf und Zeugnisse an stelle@example.org.",
            "letter cv diploma",
        ),
    ],
)
def test_other_languages_name_their_papers(text: str, expected: str) -> None:
    assert _read(text, "xx") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Pièces à fournir :\n- un CV ;\n- une lettre de motivation ;\n- une copie des diplômes"
                " ;\n- le projet"
                " pédagogique.\n\nDate limite : 3 mai."
            ),
            "cv letter diploma other",
        ),
        (
            (
                "Constitution du dossier\n\nUn curriculum vitae daté et signé\n\nUne lettre de"
                " motivation\n\nLes"
                " attestations de travail\n\nTrois (03) références professionnelles\n\nContact"
            ),
            "cv letter other references:3",
        ),
        (
            (
                "Les candidats intéressés sont invités à envoyer un dossier comprenant :\n• Un CV détaillé"
                " ;\n• Une lettre"
                " de motivation ;\n• Deux références.\n"
            ),
            "cv letter references:2",
        ),
        (
            (
                "How to apply\n\nPlease send the following to jobs@example.org:\n\n1. CV\n2. Cover"
                " letter\n3. A plan of"
                " the first hundred days\n4. Transcripts\n\nInterviews are in June."
            ),
            "cv letter other diploma",
        ),
        (
            (
                "Le dossier de candidature doit comporter :\nun CV\nune lettre de motivation\nla copie du"
                " passeport\n\n"
                "Profil\n- diplôme d'ingénieur\n- permis de conduire"
            ),
            "cv letter identity",
        ),
        (
            (
                "Elles seront accompagnées, sous peine de nullité :\n1° d'un curriculum vitae ;\n2° d'une"
                " lettre de motivation ;\n3° d'une copie du diplôme.\n\nPar le Collège"
            ),
            "cv letter diploma",
        ),
        ("Ce qu'il nous faut\n\n◆ CV d'une page\n◆ lettre de motivation\n\nÀ bientôt", "cv letter"),
    ],
)
def test_a_list_of_papers_is_read_to_its_end_and_no_further(text: str, expected: str) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Profil : titulaire d'un diplôme d'ingénieur, bonnes références, permis de conduire.",
        "Vous avez un diplôme de niveau bac+5 et un passeport valide.",
        "Le dossier de candidature est à envoyer à rh@example.org.",
        "Postulez en rappelant les références de l'annonce à rh@example.org.",
        "Merci d'indiquer la référence AB-12 dans votre candidature à rh@example.org.",
        "Missions : accompagner les jeunes dans la recherche d'emploi, préparer les termes de référence.",
        "Profil\n• Permis de conduire\n• Casier judiciaire vierge\n\nÉcrivez-nous à rh@example.org.",
        "Les références bibliographiques du projet sont en annexe.",
        "Les candidats retenus devront fournir leur casier judiciaire et leurs diplômes.",
    ],
)
def test_what_is_not_to_be_sent_is_no_document(text: str) -> None:
    assert _read(text) == ""
    assert "no_documents_listed" in _codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send your CV to jobs@example.org. Shortlisted candidates will be asked for two references.", "cv"),
        ("Send your CV to jobs@example.org. References are available upon request.", "cv"),
        ("Send your CV to jobs@example.org; no cover letter please.", "cv"),
        ("Send your CV to jobs@example.org. Bring your diplomas and your passport to the interview.", "cv"),
        (
            "Send your CV to jobs@example.org. If selected, you must provide a police clearance certificate.",
            "cv",
        ),
        ("A degree in law and excellent references are required. Send your CV to jobs@example.org.", "cv"),
    ],
)
def test_papers_for_later_are_left_out(text: str, expected: str) -> None:
    assert _read(text, "en") == expected


def test_a_choice_of_papers_takes_the_first_and_says_so() -> None:
    text = "Envoyez votre CV ou votre profil LinkedIn à rh@example.org."
    assert _read(text) == "cv"
    assert "documents_alternatives" in _codes(text)
    text = "Please send a CV or a portfolio to jobs@example.org."
    assert _read(text, "en").startswith("cv")
    assert "documents_alternatives" in _codes(text, "en")


def test_two_numbers_of_references_contradict_each_other() -> None:
    text = (
        "Envoyez CV et deux lettres de recommandation à rh@example.org.\n\nPièces à fournir :\n-"
        " CV\n- trois lettres"
        " de recommandation\n"
    )
    assert "documents_inconsistent" in _codes(text)


def test_one_file_is_a_note() -> None:
    text = "Envoyez CV et lettre de motivation en un seul fichier PDF à rh@example.org."
    assert "single_pdf" in _codes(text)
    notes = [c for c in find_documents(Ad([text])).cautions if c.code == "single_pdf"]
    assert notes[0].note


def test_the_quote_holds_the_words_that_ask() -> None:
    ad = Ad([_FILLER["fr"] + "Merci d'envoyer votre CV à rh@example.org."])
    span = find_documents(ad).span
    assert span is not None
    assert "votre CV" in ad.quote(span).text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "ترسل السيرة الذاتية + صورة المؤهل + صورة الهوية الوطنية إلى hr@example.org",
            "ar",
            "cv diploma identity",
        ),
        ("ابعثي لنا سيرتك الذاتية ورسالة قصيرة تحكين فيها عن نفسك على hr@example.org", "ar", "cv letter"),
        (
            "مكونات ملف الترشح:\n- مطلب باسم السيد المدير\n- سيرة ذاتية\n- بطاقة عدد 3",
            "ar",
            "letter cv other",
        ),
        ("بعت إيميل مع سيرة ذاتية وفيديو على hr@example.org", "ar", "cv other"),
        (
            "Envoie ton CV, ta lettre de motivation et ton attestation ACS à rh@example.org.",
            "fr",
            "cv letter other",
        ),
        ("CV, lettre et trois exemples de publications à envoyer à rh@example.org.", "fr", "cv letter other"),
        ("Envoyez une lettre de manifestation d'intérêt et un CV à rh@example.org.", "fr", "letter cv"),
        (
            "Adressez CV et copies du diplôme et de la carte d'électeur à rh@example.org.",
            "fr",
            "cv diploma identity",
        ),
        ("Remplissez le formulaire de demande d'emploi et téléversez votre CV.", "fr", "cv"),
        ("Joins ton CV ou un lien vers ta page à rh@example.org.", "fr", "cv"),
        ("Complete our online application form, or e-mail your CV to hr@example.org.", "en", "cv"),
        ("Send us a letter, plus a CV if you have one, to hr@example.org.", "en", "letter cv?"),
        ("Attach your CV and a sample translation and send them to hr@example.org.", "en", "cv other"),
        (
            "Kindly write, giving an account of your working life and the names of two persons who know you.",
            "en",
            "cv references:2",
        ),
        (
            "Documents 1. Application letter 2. Comprehensive CV 3. Contact details of three referees",
            "en",
            "letter cv references:3",
        ),
        (
            "Bewerbung (Anschreiben, Lebenslauf, Zeugniskopien, Namen zweier Referenzpersonen) senden.",
            "xx",
            "letter cv diploma references:2",
        ),
    ],
)
def test_papers_are_named_in_a_roundabout_way(text: str, language: str, expected: str) -> None:
    wanted = [word for word in expected.split() if not word.endswith("?")]
    assert [word for word in _read(text, language).split() if not word.endswith("?")] == wanted


def test_an_unknown_part_of_an_enumeration_is_told() -> None:
    assert "documents_uncertain" in _codes(
        "Envoyez votre CV, un flacon et une lettre de motivation à rh@example.org."
    )
    assert "documents_uncertain" not in _codes(
        "Envoyez votre CV, vos disponibilités et une lettre à rh@example.org."
    )


def test_a_title_in_quotes_names_no_paper() -> None:
    assert _read("CV et lettre à rh@example.org, objet « Chargé du projet d'établissement ».") == "cv letter"
