"""Fifty ways in which ads ask for papers: what is to be sent, and how many referees."""

# ruff: noqa: E501 - sentences as people write them

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.papers.asked import find_documents

ASKED = [
    ("Merci d'envoyer CV et LM à rh@example.org.", "cv letter"),
    ("Candidature (CV + lettre) à envoyer à rh@example.org", "cv letter"),
    (
        "Adressez-nous votre CV accompagné d'une lettre de motivation et de vos diplômes à rh@example.org.",
        "cv letter diploma",
    ),
    (
        "Dossier à fournir : CV, lettre de motivation, copie de la CIN, copies des diplômes, deux photos.",
        "cv letter identity diploma other",
    ),
    (
        "Le dossier de candidature doit contenir les pièces suivantes :\n- une demande manuscrite\n- un curriculum vitae\n- une copie certifiée conforme du diplôme\n- une copie de la CNI\n- un extrait d'acte de naissance\n- un casier judiciaire",
        "letter cv diploma identity other",
    ),
    (
        "Envoyez votre CV avec les coordonnées de trois personnes de référence à rh@example.org.",
        "cv references3",
    ),
    (
        "Merci de transmettre votre CV, une lettre de motivation ainsi que deux lettres de recommandation à x@example.org",
        "cv letter references2",
    ),
    (
        "Pour candidater : CV, lettre de motivation et contact de deux référents à x@example.org",
        "cv letter references2",
    ),
    ("Envoyer un CV et un portfolio à x@example.org", "cv other"),
    (
        "Le dossier comprendra : un CV ; la copie de la carte d'identité de la personne à contacter en cas d'urgence. À envoyer à x@example.org",
        "cv identity",
    ),
    (
        "Envoyer un CV et le nom de deux personnes à contacter, anciens employeurs, à x@example.org",
        "cv references2",
    ),
    ("Vous êtes intéressé(e) ? Envoyez-nous votre CV !\nrh@example.org", "cv"),
    (
        "Merci d'adresser vos candidatures (lettre + CV + prétentions salariales) par mail à x@example.org",
        "letter cv",
    ),
    (
        "Pièces à joindre : CV à jour, lettre de motivation, copie du dernier diplôme, pièce d'identité.",
        "cv letter diploma identity",
    ),
    (
        "Les candidats sont priés d'envoyer leur CV ainsi que trois références professionnelles à x@example.org.",
        "cv references3",
    ),
    ("Envoyer par courriel une lettre d'intérêt et un curriculum vitae à x@example.org", "letter cv"),
    ("CV et lettre de motivation sont à envoyer à x@example.org. Diplôme exigé : Master.", "cv letter"),
    ("Profil : diplôme d'ingénieur. Envoyer CV à x@example.org.", "cv"),
    (
        "Faites-nous parvenir votre dossier complet (CV, certificats de travail, diplômes) à x@example.org",
        "cv other diploma",
    ),
    ("Candidature par mail : CV + LM + book à x@example.org", "cv letter other"),
    ("Nous envoyer CV, lettre de motivation et relevés de notes à x@example.org", "cv letter diploma"),
    (
        "Documents requis : CV ; lettre de motivation ; les contacts (mail et téléphone) d'au moins deux références.",
        "cv letter references2",
    ),
    (
        "Le dossier comprendra une offre technique, une offre financière et les CV des experts, à envoyer à x@example.org.",
        "other cv",
    ),
    (
        "Envoyez CV et lettre de motivation à x@example.org. Une copie de la carte d'identité sera demandée lors de l'entretien.",
        "cv letter",
    ),
    ("Please send your CV and a short cover letter to x@example.org.", "cv letter"),
    (
        "To apply, submit a CV, cover letter and contact details of two referees to x@example.org.",
        "cv letter references2",
    ),
    (
        "Applicants should send a resume, a letter of application and the names of three references to x@example.org",
        "cv letter references3",
    ),
    ("Send your CV, cover letter, and copies of academic certificates to x@example.org", "cv letter diploma"),
    (
        "Your application should include: \n- a CV (max. 2 pages)\n- a motivation letter\n- transcripts\n- a writing sample\n- two letters of recommendation",
        "cv letter diploma other references2",
    ),
    ("Email your CV and portfolio to x@example.org", "cv other"),
    ("Apply with a CV and covering letter (no more than 2 pages) to x@example.org", "cv letter"),
    (
        "Interested candidates should forward their CV together with a cover letter, copies of ID and three referees to x@example.org",
        "cv letter identity references3",
    ),
    (
        "Please email a cover letter, CV and a list of three referees with contact details to x@example.org",
        "letter cv references3",
    ),
    (
        "Applications (statement of interest, CV, publication list, names of two referees) to x@example.org",
        "letter cv other references2",
    ),
    ("Send CV to x@example.org. A degree in law is required. References will be checked.", "cv"),
    (
        "Please attach your CV, proof of qualifications and a copy of your passport and send to x@example.org",
        "cv diploma identity",
    ),
    ("Kindly send your updated CV, application letter and credentials to x@example.org", "cv letter diploma"),
    ("Please send CV only to x@example.org; no cover letter is needed.", "cv"),
    (
        "To apply please send a one-page letter explaining why you want this job and your CV to x@example.org.",
        "letter cv",
    ),
    (
        "Submit: (1) cover letter; (2) CV; (3) contact information for three professional references. Send to x@example.org",
        "letter cv references3",
    ),
    ("If interested, send us your resume and a few words about yourself at x@example.org", "cv letter"),
    ("ترسل السيرة الذاتية ورسالة التحفيز إلى x@example.org", "cv letter"),
    ("يرجى إرسال السيرة الذاتية مع خطاب تغطية ونسخ من الشهادات إلى x@example.org", "cv letter diploma"),
    (
        "على الراغبين إرسال سيرتهم الذاتية ورسالة دافعية وثلاثة مراجع إلى x@example.org",
        "cv letter references3",
    ),
    (
        "الوثائق المطلوبة:\n- طلب خطي\n- سيرة ذاتية\n- نسخة من الشهادات\n- نسخة من بطاقة التعريف الوطنية\n- صورتان شمسيتان",
        "letter cv diploma identity other",
    ),
    ("المرجو إرسال السيرة الذاتية CV ونسخة من الدبلوم على البريد x@example.org", "cv diploma"),
    ("أرسل سيرتك الذاتية إلى x@example.org", "cv"),
    (
        "يتكون ملف الترشيح من: السيرة الذاتية، رسالة تحفيزية، نسخة من البطاقة الوطنية، نسخ مصادق عليها من الشهادات.",
        "cv letter identity diploma",
    ),
    ("إرسال السيرة الذاتية مع ذكر أسماء شخصين مرجعيين إلى x@example.org", "cv references2"),
    ("للتقديم أرسلوا السيرة الذاتية ونماذج من أعمالكم إلى x@example.org", "cv other"),
    (
        "Merci de nous envoyer un mail avec votre CV et quelques lignes de motivation à x@example.org",
        "cv letter",
    ),
    (
        "Faire acte de candidature par l'envoi d'un CV, d'une lettre de motivation et d'au moins une référence vérifiable à x@example.org",
        "cv letter references",
    ),
    (
        "Composition du dossier : CV détaillé – lettre de motivation adressée au président – attestations de travail – copie légalisée du diplôme",
        "cv letter other diploma",
    ),
]


@pytest.mark.parametrize(("said", "wanted"), ASKED)
def test_the_papers_that_a_sentence_asks_for_are_told(said, wanted):
    documents = find_documents(Ad([said])).value
    told = {each.kind + (str(each.count) if each.count > 1 else "") for each in documents}
    assert told == set(wanted.split())


@pytest.mark.parametrize(
    ("said", "optional"),
    [
        (
            "Send a CV to x@example.org. You may add an optional letter of recommendation. Please ask your referee to email the letter of recommendation to y@example.org.",
            True,
        ),
        (
            "Send a CV and a letter of recommendation to x@example.org. Please ask your referee to email the letter of recommendation to y@example.org.",
            False,
        ),
    ],
)
def test_how_an_optional_letter_is_sent_does_not_demand_it(said, optional):
    documents = {each.kind: each.optional for each in find_documents(Ad([said])).value}
    assert documents == {"cv": False, "references": optional}
