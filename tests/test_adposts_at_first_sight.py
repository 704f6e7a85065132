"""Families of wordings that real ads brought when they were read for the first time, each with its relatives."""

# ruff: noqa: E501 - sentences as people write them

from __future__ import annotations

from datetime import date

import pytest

from intake.domain.draft import Draft
from intake.reading.adposts.draft import read_ad
from intake.reading.adposts.source import read_advert

MARCH = date(2026, 3, 2)

WAYS = [
    # by hand or on paper beside mail
    (
        "Dossier de candidature :\n- Par voie électronique : rh@exemple.org\n- Par dépôt physique : MDS, 1er étage, Douala",
        "mixed",
    ),
    ("CV à rh@exemple.org ou par dépôt physique du dossier au bureau de Douala.", "mixed"),
    ("Candidature : CV par mail à rh@exemple.org ou en version papier au 3, rue Verte.", "mixed"),
    ("Les dossiers de candidature sont déposés en version papier au siège de l'association.", "post"),
    ("Send your CV to jobs@example.org, or hard copy submissions of applications by hand.", "mixed"),
    ("Submit your application by e-mail to jobs@example.org or physically at our office.", "mixed"),
    (
        "Send a cover letter and resume to jobs@example.org or forward it to the Museum at 1440 Monument Dr., Springfield.",
        "mixed",
    ),
    (
        "To apply send a resume to Ann Roe, Biology, Acadia University, Wolfville, Canada B4P 2R6, or fax: 902-585, or email: ann@example.org.",
        "mixed",
    ),
    (
        "Please address all resumes to: Ann Roe. Email: ann@example.org (Or) Mail to: SEEAL, 63 Union Street, New Bedford.",
        "mixed",
    ),
    (
        "Candidates should send a CV and the names of two referees to: Dr Roe, Umeå University, SE-901 87 Umeå, Sweden.",
        "post",
    ),
    (
        "Applications should be sent to the Graduate Office, University of York, Heslington, York YO10 5DD.",
        "post",
    ),
    ("Candidates should send a CV to Dr Roe, Institut für Biologie, D-10115 Berlin, by 3 May.", "post"),
    # to an office with a place
    (
        "Les intéressés doivent envoyer leurs candidatures au Secrétariat de l'APESSA situé à Calavi, quartier St Louis.",
        "post",
    ),
    ("Merci de déposer votre dossier de candidature à la direction régionale sise à Oujda.", "post"),
    ("Les dossiers de candidature doivent être déposés dans les mairies de Kandi et de Banikoara.", "post"),
    ("Les candidatures sont reçues aux bureaux de l'ONG à Bamako, du lundi au vendredi.", "post"),
    # online
    ("Nous recevrons votre candidature avec plaisir online.", "form"),
    ("Nous attendons votre candidature en ligne.", "form"),
    ("We look forward to your application online.", "form"),
    ("We accept applications online only.", "form"),
    ("Wir freuen uns auf Ihre Bewerbung online.", "form"),
    ("Stage : il suffit de formaliser votre demande sur le lien http://bit.ly/Dossier2017", "form"),
    ("Formalisez votre demande de stage sur le portail https://exemple.org/stage", "form"),
    # what only looks like another way
    (
        "For information or applications contact ann@example.org. Applications should take the form of a CV and a letter.",
        "email",
    ),
    (
        "Your tasks:\n- Send donation confirmations via email and postal mail.\n- Answer donors.\n\nHow to apply: send your CV to jobs@example.org",
        "email",
    ),
    (
        "Download and fill in the PDF Application Form (below), then send it by email with your CV to jobs@example.org",
        "email",
    ),
    (
        "Téléchargez et remplissez le formulaire de candidature, puis envoyez-le par mail avec votre CV à rh@exemple.org",
        "email",
    ),
    ("Envoyez votre CV à rh@exemple.org. L'association est située au 3, rue Verte.", "email"),
    ("Please send your CV to jobs@example.org. Our museum is in York YO10 5DD.", "email"),
]


def read(text: str) -> Draft:
    return read_ad([text], today=MARCH)


@pytest.mark.parametrize(("text", "channel"), WAYS)
def test_the_way_to_apply_is_read(text: str, channel: str):
    assert read(text).channel == channel


BUTTON = '<html><body><h3>{post}</h3><p>{post} - {post}</p><a href="https://docs.google.com/forms/d/e/1FAI/viewform">{words}</a></body></html>'


@pytest.mark.parametrize(
    "words", ["قدّم الآن", "قدم هنا", "قدّمي الآن", "سجل الآن", "للتقديم", "Postuler", "Apply now"]
)
def test_a_button_to_a_form_is_the_way(words: str):
    page = BUTTON.format(post="أخصائي مشتريات", words=words).encode()
    assert (read_advert(page, "ad.html", today=MARCH).draft or Draft()).channel == "form"


ADDRESSES = [
    ("CV : <mailto:Ann.Roe@fmf.uni- lj.si>", "ann.roe@fmf.uni-lj.si"),
    ("CV : ann.roe@uni- koeln.de avant le 3 mai", "ann.roe@uni-koeln.de"),
    ("CV : ann.roe@univ-\nlyon2.fr avant le 3 mai", "ann.roe@univ-lyon2.fr"),
    ("Send your CV to jobs@example.org- www.example.org", "jobs@example.org"),
    ("Send your CV to jobs@example.org - see example.com", "jobs@example.org"),
    ("Envoyez votre CV à rh@univ-paris1.fravant le 20 juin", "rh@univ-paris1.fr"),
    ("Envoyez votre CV à rh@exemple.mapour postuler", "rh@exemple.ma"),
    ("Envoyez votre CV à rh@exemple.tnjusqu'au 3 mai", "rh@exemple.tn"),
    ("Send your CV to jobs@example.ukbefore 3 May", "jobs@example.uk"),
    ("Send your CV to jobs@example.iewith two references", "jobs@example.ie"),
    (
        "Le dossier comprend un CV. Il sera adressé par courriel à l'adresse suivante : rh@exemple.org\nRenseignements :\nAnn Roe : ann@exemple.org",
        "rh@exemple.org",
    ),
    (
        "Le dossier comprend un CV. Le tout est à transmettre à rh@exemple.org\nTout renseignement peut être demandé à ann@exemple.org",
        "rh@exemple.org",
    ),
    ("Prepare a CV. It should be sent to jobs@example.org. Questions: ann@example.org", "jobs@example.org"),
]


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_an_address_is_neither_cut_nor_longer_than_it_is(text: str, address: str):
    assert read(text).addresses == (address,)


PAPERS = [
    (
        "Dossier de candidature\n- CV\n- Photocopie du diplôme\n- Plan de localisation du domicile",
        "cv diploma other",
    ),
    ("Dossier de candidature\n- CV\n- Lettre de motivation\n- Quittance de versement", "cv letter other"),
    ("Envoyer CV et copie de la carte CIP à rh@exemple.org", "cv identity"),
    ("Envoyer CV, lettre et copie de la carte CNI à rh@exemple.org", "cv letter identity"),
    (
        "Envoyez votre CV et vos relevés de notes à rh@exemple.org.\n\n## Références\n\n* Roe, A., and Doe, B. (2022). Comparing. Data, 142.\n* Poe, C. (2021). Two letters.",
        "cv diploma",
    ),
    (
        "Send your CV to jobs@example.org.\n\nReferences\n\n[1] Roe et al., Nature, 2019.\n[2] Doe, pp. 3-4",
        "cv",
    ),
    ("Send your CV to jobs@example.org.\n\nReferences: please give two referees.", "cv references"),
    ("Envoyez CV et lettre à rh@exemple.org (bouton en bas de chaque proposition de thèse).", "cv letter"),
    (
        "Pour candidater, les intéressés doivent constituer un dossier comprenant une copie de la carte nationale d'identité, un extrait de casier judiciaire.",
        "identity other",
    ),
    (
        "The application should include a CV, an abstract of their diploma/masters thesis and a short motivation letter, to jobs@example.org.",
        "cv other letter",
    ),
    ("Send a CV, a copy of your master's thesis and a cover letter to jobs@example.org.", "cv other letter"),
    ("Send some clips, a short cover letter and a resume to jobs@example.org.", "other letter cv"),
    ("Send two story pitches and a resume to jobs@example.org.", "other cv"),
    (
        "Interested applicants may submit a resume and cover letter via email to jobs@example.org.",
        "cv letter",
    ),
    ("Qualified candidates may send a CV to jobs@example.org.", "cv"),
    ("Los interesados deberán enviar C.V. y Rendimiento Académico a rrhh@ejemplo.org", "cv diploma"),
    ("Enviar CV e historial académico a rrhh@ejemplo.org", "cv diploma"),
    ("Enviar CV y constancia de alumno regular a rrhh@ejemplo.org", "cv diploma"),
    (
        "Deben enviar un CV y una carta de una página de extensión expresando su interés a rrhh@ejemplo.org",
        "cv letter",
    ),
    ("Enviar CV y carta breve explicando su interés a rrhh@ejemplo.org", "cv letter"),
    (
        "Envie para rh@exemplo.org. Deve ser enviado em anexo o histórico escolar e o formulário de inscrição.",
        "diploma other",
    ),
    (
        "يتكون ملف الترشح من: طلب خطي، نسخة من بطاقة التعريف الوطنية، كشف نقاط المسار الدراسي.",
        "letter identity diploma",
    ),
]


@pytest.mark.parametrize(("text", "kinds"), PAPERS)
def test_the_papers_are_those_that_are_asked_for(text: str, kinds: str):
    found = read(text).documents
    assert {each.kind for each in found if not each.optional} == set(kinds.split())


@pytest.mark.parametrize(
    "text",
    [
        "في حال عدم توفر وظيفة مناسبة يمكنكم إرسال السيرة الذاتية على البريد jobs@example.org",
        "اذا لم تجد وظيفة مناسبة أرسل سيرتك الذاتية إلى jobs@example.org",
        "If none of these posts suits you, you can always send your CV to jobs@example.org",
        "If you do not see a position for you, send your CV to jobs@example.org",
        "Aucune de nos offres ne vous correspond ? Laissez-nous votre CV : rh@exemple.org",
        "يمكنكم التقديم عبر واتساب، مع كتابة اسم الوظيفة في رسالة التقديم.",
    ],
)
def test_a_cv_for_another_time_is_not_asked_for(text: str):
    assert read(text).documents == ()


DAYS = [
    ("<p>Date limite : <s>4 mai 2026</s> 18 mai 2026</p>", "2026-05-18"),
    ("<p>Apply by <del>May 4, 2026</del> <ins>May 18, 2026</ins></p>", "2026-05-18"),
    ("<p>Date limite : <strike>4 mai 2026</strike> 18 mai 2026</p>", "2026-05-18"),
    ("<p>Date limite : <del><s>4 mai 2026</s></del> 18 mai 2026</p>", "2026-05-18"),
    ("<p>Date limite : <s>18 mai 2026</p>", "2026-05-18"),
    ("<p>Closing date: <time datetime='2027-05-04'>4 May</time></p>", "2027-05-04"),
    ("<p>Date limite : <time datetime='2027-05-04T12:00Z'>4 mai</time></p>", "2027-05-04"),
    ("<p>Date limite : <time datetime='2027-05-04'>4 mai 2026</time></p>", "2026-05-04"),
    ("<p>آخر أجل للتقديم: <time datetime='2027-05-04'>4 ماي</time></p>", "2027-05-04"),
]


@pytest.mark.parametrize(("part", "day"), DAYS)
def test_what_a_page_strikes_or_dates_is_heeded(part: str, day: str):
    page = f"<html><body><h1>Stage</h1>{part}<p>CV : jobs@example.org</p></body></html>"
    draft = read_advert(page.encode(), "ad.html", today=MARCH).draft or Draft()
    assert str(draft.deadline) == day


@pytest.mark.parametrize(
    "part",
    ["<s>", "<del> ", "<time datetime='2026-05-04'>", "send cv to york ", "a- ", "references\n", "</s>x<s>"],
)
def test_long_runs_are_read_in_time(part: str):
    page = f"<html><body>Send your CV to ann@example.org {part * 4_000}</body></html>"
    assert read_advert(page.encode(), "ad.html", today=MARCH).draft is not None
