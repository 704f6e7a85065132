"""Ways in which ads ask for papers, waive them or leave them open: what is to be sent, by families of wording."""

# ruff: noqa: E501 - sentences as people write them

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.papers.asked import find_documents

FRENCH = [
    ("Candidature complète (CV et lettre de motivation) par mail à rh@exemple.org.", "cv letter"),
    (
        "Envoyez votre CV à rh@exemple.org. Joignez-y une lettre de motivation. N'oubliez pas les coordonnées de trois référents.",
        "cv letter references3",
    ),
    (
        "Missions :\n- rédiger les courriers et lettres\n- gérer la CVthèque\n- contrôler les pièces d'identité des visiteurs\nEnvoyez votre CV à rh@exemple.org.",
        "cv",
    ),
    (
        "Pièces à joindre : CV, lettre de motivation, dernier arrêté de situation administrative. Adresse : rh@exemple.org",
        "cv letter other",
    ),
    ("Envoyer lettre de motivation, CV et dernier bulletin de salaire à rh@exemple.org.", "letter cv other"),
    ("Oubliez la lettre de motivation ! Un CV suffit : rh@exemple.org", "cv"),
    (
        "Dans votre lettre, décrivez votre expérience du plaidoyer. Envoyez-la avec le CV à rh@exemple.org.",
        "letter cv",
    ),
    (
        "Merci d'envoyer votre CV à rh@exemple.org. Dans la lettre de motivation, précisez vos disponibilités.",
        "cv letter",
    ),
    (
        "Merci de préciser dans votre lettre vos prétentions et d'envoyer le tout (CV inclus) à rh@exemple.org.",
        "cv letter",
    ),
    ("Profil : titulaire d'un diplôme de niveau bac+5 et du permis B. CV à rh@exemple.org.", "cv"),
    (
        "Envoyez CV, LM et copie du diplôme d'État d'infirmier, inscription à l'ordre à rh@exemple.org.",
        "cv letter diploma other",
    ),
    (
        "Le CV doit mentionner les coordonnées de deux anciens employeurs. Envoyez-le à rh@exemple.org avec une lettre de motivation.",
        "cv references2 letter",
    ),
    ("Références sur demande. CV et lettre à rh@exemple.org.", "cv letter"),
    ("Envoyer CV et book si disponible à rh@exemple.org", "cv other?"),
    (
        "Pour candidater : un CV, une lettre de motivation et une copie de ta convention de stage à rh@exemple.org",
        "cv letter other",
    ),
    (
        "Le dossier comportera : CV avec liste de publications, projet de recherche, lettre de recommandation du directeur de thèse. rh@exemple.org",
        "cv other references1",
    ),
    (
        "Envoyez CV et LM à rh@exemple.org. Des lettres de recommandation peuvent être jointes.",
        "cv letter references?",
    ),
    (
        "Les candidatures ne comportant pas de CV et de lettre seront rejetées. Adresse : rh@exemple.org",
        "cv letter",
    ),
    ("Candidatures à rh@exemple.org, CV exigé, lettre souhaitée.", "cv letter?"),
    (
        "La lettre de motivation est facultative mais le CV est indispensable. Écrire à rh@exemple.org",
        "cv letter?",
    ),
    (
        "Adressez-nous un CV accompagné, le cas échéant, d'une lettre de recommandation. rh@exemple.org",
        "cv references?",
    ),
    (
        "Constituez votre dossier : CV – lettre de motivation – copie des trois derniers entretiens professionnels. Envoi rh@exemple.org",
        "cv letter other",
    ),
    (
        "Merci de joindre à votre envoi : la fiche de candidature (annexe 1) complétée, un CV et le diplôme requis. rh@exemple.org",
        "other cv diploma",
    ),
    ("Les dossiers (CV, lettre, références) sont à envoyer à rh@exemple.org", "cv letter references1"),
    ("On se passe de lettre de motivation : ton CV suffit. rh@exemple.org", "cv"),
    (
        "CV obligatoire ; lettre de motivation et lettres de recommandation bienvenues. rh@exemple.org",
        "cv letter? references?",
    ),
    (
        "Vous pouvez accompagner votre CV d'un portfolio ou de tout support présentant votre travail. rh@exemple.org",
        "cv other?",
    ),
    (
        "Merci d'envoyer votre candidature en indiquant vos références professionnelles (2 minimum) et votre CV à rh@exemple.org.",
        "references2 cv",
    ),
    (
        "Pour répondre : mémoire technique, bordereau de prix, Kbis et CV des intervenants à rh@exemple.org",
        "other cv",
    ),
    ("Le prestataire enverra un devis et des exemples de réalisations à rh@exemple.org.", "other"),
    (
        "Vous veillerez à la mise à jour des CV des formateurs. Candidature : CV et LM à rh@exemple.org",
        "cv letter",
    ),
    ("Merci d'envoyer votre CV (lettre de motivation non nécessaire) à rh@exemple.org.", "cv"),
    (
        "Candidature à envoyer à rh@exemple.org avec CV, lettre de motivation, ainsi que le contact d'au moins un ancien employeur.",
        "cv letter references1",
    ),
]
ENGLISH = [
    ("Please do not send a cover letter. Just your CV: jobs@example.org", "cv"),
    (
        "Your application should include:\n- CV (max 2 pages)\n- motivation letter (max 1 page)\n- names of 2–3 referees\nSend it to jobs@example.org.",
        "cv letter references2",
    ),
    ("Send a CV to jobs@example.org. Bring your ID and certificates to the interview.", "cv"),
    (
        "Duties:\n- write letters to donors\n- manage the CV database\n- write references for former volunteers\nCV and cover letter to jobs@example.org.",
        "cv letter",
    ),
    (
        "References will be requested at a later stage. Send CV and cover letter to jobs@example.org.",
        "cv letter",
    ),
    ("Complete the attached form and email it to jobs@example.org. CVs will not be accepted.", "other"),
    ("A CV without a cover letter will not be considered. Email jobs@example.org.", "cv letter"),
    (
        "Applications without a cover letter will not be considered. Send your CV to jobs@example.org.",
        "cv letter",
    ),
    ("While a cover letter is not mandatory, we love to read one. CV to jobs@example.org.", "cv letter?"),
    ("Feel free to attach work samples. CV and cover letter to jobs@example.org.", "cv letter other?"),
    (
        "Recommendation letters are preferable. CV and cover letter to jobs@example.org.",
        "cv letter references?",
    ),
    (
        "Applicants should attach copies of NIN, birth certificate, degree and NYSC certificates to a CV, all sent to jobs@example.org.",
        "identity other diploma cv",
    ),
    (
        "Applications must be made by CV and covering letter. Please email these to jobs@example.org. References will be taken up before interview.",
        "cv letter",
    ),
    (
        "Applications should be made by sending a CV together with a supporting letter to jobs@example.org.",
        "cv letter",
    ),
    (
        "Required: CV, two references. Optional: portfolio, cover letter. Send to jobs@example.org.",
        "cv references2 letter? other?",
    ),
    (
        "Required materials: resume; cover letter. Preferred: writing sample. Email jobs@example.org.",
        "cv letter other?",
    ),
    (
        "Candidates may, if they wish, add letters of recommendation. CV and cover letter to jobs@example.org.",
        "cv letter references?",
    ),
    ("If you have a portfolio, please share it with your CV at jobs@example.org.", "cv other?"),
    ("Please include links to your published articles with your CV. jobs@example.org", "cv other"),
    (
        "References: names of two supervisors. Documents: CV, cover letter. Mail: jobs@example.org",
        "references2 cv letter",
    ),
    (
        "## How to apply\n\n- Résumé\n- One-page letter of motivation\n- Copy of your passport\n- Two photos\n\njobs@example.org",
        "cv letter identity other",
    ),
    (
        "The post holder drafts cover letters for grant applications and checks applicants' certificates. CV to jobs@example.org.",
        "cv",
    ),
    (
        "You'll help young people write CVs and cover letters. To apply, send your CV to jobs@example.org.",
        "cv",
    ),
    ("Send your quotation with samples to jobs@example.org.", "other"),
    ("Photos should not be included in the CV. Send it to jobs@example.org.", "cv"),
    (
        "Applicants must submit a resume, statement of research interests, reprints of two papers, and arrange for three letters of recommendation to be sent to jobs@example.org.",
        "cv other references3",
    ),
    (
        "CVs to jobs@example.org by Friday. We welcome applicants with a diploma or equivalent experience.",
        "cv",
    ),
]
ARABIC = [
    ("المرجو إرسال السيرة الذاتية إلى jobs@example.org ولا حاجة إلى رسالة تحفيزية.", "cv"),
    ("السيرة الذاتية ورسالة توصية إن وجدت إلى jobs@example.org", "cv references?"),
    (
        "المهام: كتابة الرسائل والتقارير ومراجعة السير الذاتية.\nللتقديم أرسل السيرة الذاتية إلى jobs@example.org",
        "cv",
    ),
    ("يرجى تعبئة استمارة الطلب وإرسالها مع السيرة الذاتية إلى jobs@example.org", "other cv"),
    (
        "السيرة الذاتية ورسالة التحفيز وبيانات الاتصال بمرجعين على الأقل إلى jobs@example.org",
        "cv letter references2",
    ),
    ("رسالة التحفيز اختيارية. ترسل السيرة الذاتية إلى jobs@example.org", "cv letter?"),
    ("اشرح في رسالتك سبب اهتمامك بالوظيفة وأرسلها مع السيرة الذاتية إلى jobs@example.org", "letter cv"),
    ("المراجع تقدم عند الطلب. السيرة الذاتية ورسالة التحفيز إلى jobs@example.org", "cv letter"),
    ("إرسال سيرة ذاتية محينة ورسالة اهتمام ورسالتي توصية إلى jobs@example.org", "cv letter references2"),
    ("آخر شهادة محصل عليها، سيرة ذاتية، وطلب خطي، ترسل إلى jobs@example.org", "diploma cv letter"),
    ("يمكن إرفاق رسائل توصية. السيرة الذاتية ورسالة التحفيز إلى jobs@example.org", "cv letter references?"),
    ("السيرة الذاتية ضرورية ورسالة التغطية غير إلزامية. jobs@example.org", "cv letter?"),
    ("عند توقيع العقد تقدم أصول الشهادات. السيرة الذاتية ورسالة الدافع إلى jobs@example.org", "cv letter"),
    (
        "يرجى إرفاق السيرة الذاتية وشهادات الخبرة والمؤهلات مع ذكر الراتب المتوقع: jobs@example.org",
        "cv other diploma",
    ),
    ("يرجى من المهتمين إرسال سيرهم الذاتية مع خطاب تغطية إلى jobs@example.org", "cv letter"),
    ("يرسل السي في على jobs@example.org ولا تقبل الطلبات بدون صورة شخصية", "cv other"),
]


def asked(text: str) -> str:
    """Give the papers of an ad in the order of their names: "cv letter? references2"."""
    found = find_documents(Ad([text])).value
    return " ".join(
        sorted(
            f"{each.kind}{each.count if each.kind == 'references' and not each.optional else ''}{'?' if each.optional else ''}"
            for each in found
        )
    )


def in_order(papers: str) -> str:
    return " ".join(sorted(papers.split()))


@pytest.mark.parametrize(("said", "papers"), FRENCH)
def test_a_french_ad_asks_for_these_papers_and_no_others(said, papers):
    assert asked(said) == in_order(papers)


@pytest.mark.parametrize(("said", "papers"), ENGLISH)
def test_an_english_ad_asks_for_these_papers_and_no_others(said, papers):
    assert asked(said) == in_order(papers)


@pytest.mark.parametrize(("said", "papers"), ARABIC)
def test_an_arabic_ad_asks_for_these_papers_and_no_others(said, papers):
    assert asked(said) == in_order(papers)


DOUBTS = [
    (
        "Une lettre ou une vidéo de motivation accompagnera votre CV, à rh@exemple.org.",
        "documents_alternatives",
    ),
    ("Send your CV plus a letter or a short video to jobs@example.org.", "documents_alternatives"),
    ("السيرة الذاتية أو رابط حساب لينكدإن إلى jobs@example.org", "documents_alternatives"),
    ("إرسال السيرة الذاتية و/أو رسالة تعريفية إلى jobs@example.org", "documents_alternatives"),
    ("Three referees know your work.\nSend your CV to jobs@example.org.", "documents_uncertain"),
]


@pytest.mark.parametrize(("said", "code"), DOUBTS)
def test_a_choice_between_papers_or_a_paper_named_beside_is_told(said, code):
    assert code in {caution.code for caution in find_documents(Ad([said])).cautions}


@pytest.mark.parametrize(
    "word", ["cv ", "copie de ", "lettre et ", "sans ", "optional: ", "references: ", "(", "| "]
)
def test_a_hostile_text_is_read_in_time(word):
    find_documents(Ad([word * (40_000 // len(word))]))
