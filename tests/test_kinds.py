"""What a text is taken for: a table of dossiers as candidates send them, and of what only looks like one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from builders.documents import (
    CV_AR,
    CV_EN,
    CV_FR,
    DIPLOMA_FR,
    IDENTITY_FR,
    INVOICE_FR,
    LETTER_AR,
    LETTER_EN,
    LETTER_FR,
    RECOMMENDATION_EN,
    RECOMMENDATION_FR,
    REFERENCES_EN,
    REFERENCES_FR,
    WORK_CERTIFICATE_FR,
)

from intake.domain.referees import distinct
from intake.reading.papers.kinds import SURE, classify
from intake.reading.terms import REQUIRED

CV_PLAIN = """Nadia Cherkaoui
nadia.cherkaoui@example.org
Expérience
Depuis 2019 : comptable, cabinet Atlas
2015 - 2019 : aide-comptable, Sogem
Formation
2014 : BTS comptabilité
"""
CV_SPACED = """I M A N E  A L A O U I
06 12 34 56 21

E X P É R I E N C E S   P R O F E S S I O N N E L L E S
janvier 2020 – aujourd’hui  Juriste, Caisse du Nord
2017 – 2019  Assistante juridique

F O R M A T I O N
2017 Master en droit privé
C O M P É T E N C E S
Droit du travail, rédaction
"""
CV_LIGATURES = """Curriculum vitæ
Proﬁl
Chef de projet oﬀshore, certiﬁé PMP.
Expérience professionnelle
03/2018 – 09/2022 Chef de projet, ﬁliale de Rabat
2014 – 2018 Ingénieur qualité
Formation et diplômes
2014 École d’ingénieurs
"""
CV_FIRST_PERSON = """Leïla Haddad – leila.haddad@example.org
À propos de moi
Je suis passionnée par le droit et je souhaite mettre ce que je sais au service d’une équipe.
Expériences
2021-2025 : juriste, Observatoire des droits, Tunis
2019-2021 : stagiaire, barreau de Tunis
Études
2014-2019 : maîtrise de droit
Langues : arabe, français, anglais
"""
CV_COLUMNS = """PERSONAL DETAILS | WORK HISTORY
Mary Kamau, mary.kamau@example.org | 2019 to present: Nurse, City Hospital
Skills: triage, patient records | 2015 to 2019: Nursing assistant, St Luke
Qualifications: BSc Nursing | 2011 to 2015: Volunteer
"""
CV_TABLE = """Curriculum Vitae
Nom :\tBakkali
Date de naissance :\t4 mai 1990
Diplômes :\t2012 licence de géographie
Parcours professionnel :\t2013-2020 chargé d’études, 2020-2024 consultant
Compétences informatiques :\tQGIS, Excel
"""
CV_EUROPASS = """Europass CV
PERSONAL INFORMATION Jonas Weber
WORK EXPERIENCE
01/02/2018 – Present Data analyst, Institute for Statistics
EDUCATION AND TRAINING
2013 – 2017 BSc Statistics
Language skills
Mother tongue: German
"""
CV_AR_SHORT = """فاطمة الزهراء بناني
الهاتف: ٠٦١٢٣٤٥٦٢٢
المسار المهني
2019 - 2024 أستاذة بالتعليم الثانوي
2016 - 2019 منشطة تربوية
المؤهلات العلمية
2016 إجازة في الأدب العربي
المهارات اللغوية
العربية والفرنسية
"""
CV_PAGE_2 = """LANGUES
Français, arabe, anglais
LOISIRS
Natation, cinéma, voyages
"""
CV_PAGE_2_PROSE = """2012 : animateur de colonies de vacances, puis responsable adjoint d’un centre aéré pour
des enfants de six à douze ans, avec une équipe de six personnes. Organisation des sorties, achats,
accueil des parents, bilans de fin de séjour et formation des nouveaux animateurs au secourisme.
"""
LETTER_PLAIN = """Bonjour,

Je vous adresse ma candidature pour le poste de comptable. J’ai dix ans d’expérience en cabinet et je
suis disponible dès le mois de juin. J’aime le travail soigné, les clôtures tenues et les équipes où
l’on se parle. Votre association m’est familière : j’y ai fait du bénévolat pendant deux ans, et je
souhaite aujourd’hui m’y investir davantage. Je serais ravie de vous rencontrer lors d’un entretien.

Bien cordialement,
Nadia Cherkaoui
"""
LETTER_LISTS = """Madame la Directrice,

Je souhaite présenter ma candidature au poste de coordinateur. Voici ce que j’apporterais :
- 2018 – 2021 : coordination de projets à Fès
- 2021 – 2024 : suivi des subventions à Rabat
- 2024 – 2026 : formation de bénévoles
Ces expériences m’ont appris à tenir un budget et un calendrier, et ma motivation est entière. Je vous
prie d’agréer, Madame la Directrice, l’expression de mes sentiments respectueux.
Omar Alami
"""
LETTER_TITLE = """LETTRE DE MOTIVATION

Monsieur le Président,
C’est avec un grand intérêt que j’ai lu votre annonce. Diplômé en sociologie, je suis convaincu que mon
parcours de terrain répond à vos attentes. J’ai mené plus de deux cents entretiens dans trois régions
et je sais en tirer des rapports utiles. Rejoindre votre équipe serait pour moi l’occasion de continuer
ce travail. Veuillez agréer, Monsieur le Président, mes salutations distinguées.
"""
LETTER_US = """Dear Ms. Alvarez:

I'm excited to apply for the Communications Associate role. At Bright Harbor I ran our newsletter, grew
its audience threefold and trained two interns. I believe clear writing changes minds, and your team
proves it every week. I would love the opportunity to contribute, and I look forward to hearing from you.

Sincerely,
Grace Lin
"""
LETTER_AR_SHORT = """إلى السيد رئيس الجمعية المحترم
الموضوع: رسالة تحفيزية

يسعدني أن أتقدم إليكم بترشيحي لوظيفة منسق البرامج في جمعيتكم. لقد عملت خمس سنوات مع الشباب في الأحياء
الهامشية، وتعلمت خلالها الإنصات والعمل الجماعي وتدبير الميزانيات الصغيرة وكتابة التقارير للشركاء.
أرغب في مواصلة هذا العمل معكم، وأنا رهن إشارتكم لإجراء مقابلة.

وتقبلوا مني خالص عبارات التقدير.
"""
REFERENCES_PHONES = """Références
M. Hassan Ouali, directeur, lycée Ibn Sina : 05 37 12 34 51
Mme Rita Chami, inspectrice : 05 37 12 34 52
M. Saïd Lahlou, proviseur : 05 37 12 34 53
"""
REFERENCES_TABLE = """REFEREES
Name | Position | Contact
Dr Alan Price | Lecturer, York | alan.price@example.org
Ms Joan Reid | Manager, Leeds | joan.reid@example.org
"""
REFERENCES_NUMBERED_AR = """المراجع
1. الدكتور أحمد المنصوري، جامعة ابن زهر، ahmed.mansouri@example.org
2. الأستاذة سعاد بلقاسم، الهاتف: 0612345631
3. السيد خالد النجار، khalid.najjar@example.org
"""
REFERENCES_TWO_WAYS = """Professional references
Helen Marsh
helen.marsh@example.org / +44 7700 900231 / +44 20 7946 0011
Omar Benjelloun
omar.benjelloun@example.org
+212 6 12 34 56 32
"""
REFERENCES_LABELLED = """Liste des référents
Nom : Fouad Kabbaj – Fonction : chef de projet – E-mail : f.kabbaj@example.org
Nom : Hamid Naciri – Fonction : coordinateur – Tél. : 06 10 20 30 40
"""
REFERENCES_ODD = """Références
l’ancienne directrice du centre : centre@example.org
le gardien du stade municipal : 06 10 20 30 41
"""
REFERENCES_NO_REACH = """Références professionnelles
Karim Tazi, directeur, Fondation Passerelles
Helen Marsh, responsable, Fair Trials
Claire Dubois, cheffe de mission, Solidarités
"""
REFERENCES_TWICE = REFERENCES_FR(2) + "\nRappel :\nKarim Tazi\nkarim.tazi@example.org\n"
REFERENCES_NAMES_THEN_PHONES = """Références
Karim Tazi, Helen Marsh, Claire Dubois
06 12 34 56 41
06 12 34 56 42
06 12 34 56 43
"""
CV_WITH_REFEREES = (
    CV_EN
    + """
REFERENCES
Helen Marsh, Fair Trials Forum, helen.marsh@example.org
Alan Price, University of York, alan.price@example.org
"""
)
CV_OFFERS = (
    CV_FR
    + """
Référence à contacter : Karim Tazi, directeur, 06 10 20 30 41
Pour mon poste précédent, vous pouvez joindre Mme Helen Marsh à helen.marsh@example.org
"""
)
CV_ON_REQUEST = CV_FR + "\nRÉFÉRENCES\nDisponibles sur demande\n"
CV_ON_REQUEST_EN = CV_EN + "\nReferences available upon request.\n"
CV_EMPTY_REFERENCES = CV_FR + "\nRÉFÉRENCES\nAssociation Horizons, Fondation Passerelles\n"
CV_OWN_CONTACT = (
    CV_FR
    + """
RÉFÉRENCES
Karim Tazi : karim.tazi@example.org
Mes coordonnées : samira.bennani@example.org
"""
)
RECOMMENDATION_UNTITLED = """Casablanca, le 5 mars 2026
Madame, Monsieur,
J’ai eu le plaisir d’encadrer Monsieur Omar Alami pendant trois ans. Il a fait preuve d’autonomie et d’une
grande honnêteté. C’est sans réserve que je recommande sa candidature à votre organisation.
Veuillez agréer, Madame, Monsieur, mes salutations distinguées.
Rachid Bouzidi, rachid.bouzidi@example.org
"""
RECOMMENDATION_AR = """رسالة توصية
إلى من يهمه الأمر
عملت معي السيدة سناء الإدريسي أربع سنوات في قسم البرامج، وكانت مثالا للجدية والدقة في العمل.
أوصي بها لأي منصب يناسب خبرتها.
الدكتور أحمد المنصوري
ahmed.mansouri@example.org
"""
DIPLOMA_EN = """UNIVERSITY OF ESSEX
Master of Arts
This is to certify that Daniel Okafor, having satisfied the examiners,
has been awarded the degree of Master of Arts in Human Rights with distinction.
The Registrar                 The Vice-Chancellor
"""
DIPLOMA_AR = """المملكة المغربية
جامعة محمد الخامس
شهادة الإجازة
بناء على محضر لجنة الامتحان، تمنح شهادة الإجازة في الحقوق للطالب يوسف العمراني بميزة حسن
عميد الكلية
"""
TRANSCRIPT_FR = """Université Hassan II
RELEVÉ DE NOTES – Semestre 5
Étudiante : Cherkaoui Nadia
Droit des affaires 14,5   Comptabilité 16   Fiscalité 13   Anglais 15
Moyenne générale : 14,6 – Mention bien – le jury
"""
BACCALAUREATE = """MINISTÈRE DE L’ÉDUCATION NATIONALE
Académie régionale de Rabat
BACCALAURÉAT – série sciences économiques
Le candidat BENNANI Samira, née le 3 mars 1995, est déclarée admise, mention assez bien.
"""
PASSPORT = """REPUBLIQUE FRANCAISE
PASSEPORT
P<FRADUPONT<<AMELIE<<<<<<<<<<<<<<<<<<<<<<<<<
12AB345671FRA9503038F3102105<<<<<<<<<<<<<<02
"""
IDENTITY_AR = """المملكة المغربية
البطاقة الوطنية للتعريف
الاسم: يوسف العمراني
مزداد بتاريخ 1990.02.01
صالحة إلى غاية 2030.01.01
"""
JOB_AD = """L’Observatoire recrute un(e) chargé(e) de projet
Missions principales : suivi des visites, rédaction des rapports
Profil recherché
Formation : master en droit
Compétences : rédaction, Excel
Langues : arabe, français
Expérience : trois ans
Comment postuler : merci d’envoyer votre CV et une lettre de motivation avant la date limite du 4 mai 2026.
"""
JOB_AD_EN = """Vacancy: Project Officer
We are looking for a project officer to join our team in Leeds.
Skills
Report writing, Excel
Experience
Two years in a similar post
How to apply: send your CV and a cover letter by the closing date. The successful candidate will be notified.
"""
TERMS = """CONDITIONS GÉNÉRALES DE VENTE
Article 1. Les présentes conditions régissent les relations entre le vendeur et ses clients. Article 2.
Le prix est payable à trente jours. Article 3. Le vendeur garde la propriété jusqu’au paiement entier.
"""
NEWSLETTER = """Newsletter d’avril
Les nouvelles du réseau : un colloque à Fès, deux publications et une exposition à ne pas manquer.
Vous recevez cette lettre d’information car vous êtes inscrit. Se désabonner
"""
TRAINING_CERTIFICATE = """ATTESTATION DE FORMATION
Nous certifions que Madame Nadia Cherkaoui a suivi la formation « Gestion axée sur les résultats »,
du 3 au 7 février 2025, à Rabat, d’une durée de trente heures.
"""
MINUTES = """Compte rendu de la réunion du 3 avril
Étaient présents les membres du bureau. L’ordre du jour portait sur le budget, la fête de printemps et
le local. Après discussion, le budget est adopté. La prochaine réunion aura lieu en mai, au même endroit.
"""
POEM = """Les feuilles tombent une à une sur le chemin de pierre,
et le vent qui les emporte ne sait rien de la saison.
Au loin, une porte claque, un chien aboie, la lumière
s’efface doucement derrière la dernière maison.
"""
LETTER_DE = """Sehr geehrte Damen und Herren,
hiermit bewerbe ich mich um die Stelle als Projektleiterin. Ich habe fünf Jahre Erfahrung in einem Verein
und freue mich auf ein Gespräch mit Ihnen. Mit freundlichen Grüßen, Samira Bennani
"""
COVER_SHEET = "DOSSIER DE CANDIDATURE\nSamira Bennani\nAvril 2026\n"


BIOGRAPHY = """Née à Meknès, Samira Bennani a grandi entre deux langues. Elle étudie le droit, part à Genève,
revient. On lui doit plusieurs enquêtes sur les prisons et un livre de photographies. Elle vit à Rabat.
"""
CRIMINAL_RECORD = """CASIER JUDICIAIRE
Bulletin n° 3
Le bulletin n° 3 concernant la personne désignée ci-dessus ne porte la mention d’aucune condamnation.
Délivré à Rabat le 2 avril 2026.
"""


@dataclass(frozen=True)
class Row:
    says: str
    pages: tuple[str, ...]
    kinds: tuple[str, ...]
    file: str = "Document1.pdf"
    possible: tuple[str, ...] = ()
    referees: int = 0
    blank: tuple[int, ...] = ()


def row(says, pages, kinds="", **more):
    pages = (pages,) if isinstance(pages, str) else tuple(pages)
    possible = more.pop("possible", "")
    possible = REQUIRED if possible == "all" else tuple(possible.split())
    return Row(says, pages, tuple(kinds.split()), possible=possible, **more)


TABLE = (
    row("a French CV", CV_FR, "cv"),
    row("an English CV", CV_EN, "cv"),
    row("an Arabic CV", CV_AR, "cv"),
    row("a CV of few lines", CV_PLAIN, "cv"),
    row("a CV with letter-spaced headings", CV_SPACED, "cv"),
    row("a CV with typographic ligatures", CV_LIGATURES, "cv"),
    row("a CV whose profile is written in the first person", CV_FIRST_PERSON, "cv"),
    row("a CV in columns", CV_COLUMNS, "cv"),
    row("a CV in a table, with its headings before colons", CV_TABLE, "cv"),
    row("a Europass CV", CV_EUROPASS, "cv"),
    row("an Arabic CV without a title, with Arabic digits", CV_AR_SHORT, "cv"),
    row("a CV in capitals without accents", CV_FR.upper().replace("É", "E"), "cv"),
    row("a CV without line ends between its words", CV_EN.replace(", ", ","), "cv"),
    row("a CV that is named like a letter", CV_FR, "cv", file="Lettre de motivation.pdf"),
    row("a CV of two pages", (CV_FR, CV_PAGE_2), "cv"),
    row("a CV that goes on in prose", (CV_PLAIN, CV_PAGE_2_PROSE), "cv"),
    row(
        "a CV with a scanned page",
        (CV_FR, ""), "cv", blank=(2,), possible="letter references diploma identity",
    ),
    row("a CV with an empty page", (CV_FR, ""), "cv"),
    row("a French letter", LETTER_FR, "letter"),
    row("an English letter", LETTER_EN, "letter"),
    row("an Arabic letter", LETTER_AR, "letter"),
    row("a letter that is named CV", LETTER_FR, "letter", file="CV_Bennani.pdf"),
    row("a letter that says hello and goodbye", LETTER_PLAIN, "letter"),
    row("a letter that lists experience", LETTER_LISTS, "letter"),
    row("a letter with a title and a president", LETTER_TITLE, "letter"),
    row("an American letter", LETTER_US, "letter"),
    row("an Arabic letter of motivation", LETTER_AR_SHORT, "letter"),
    row("a letter of two pages", (LETTER_FR[:620], LETTER_FR[620:]), "letter"),
    row("a French list of three referees", REFERENCES_FR(3), "references", referees=3),
    row("an English list of four referees", REFERENCES_EN(4), "references", referees=4),
    row("a list of six referees", REFERENCES_FR(6), "references", referees=6),
    row("one referee", REFERENCES_EN(1), "references", referees=1),
    row("referees with phone numbers only", REFERENCES_PHONES, "references", referees=3),
    row("referees in a table", REFERENCES_TABLE, "references", referees=2),
    row("Arabic referees, numbered", REFERENCES_NUMBERED_AR, "references", referees=3),
    row("referees with several ways to reach each", REFERENCES_TWO_WAYS, "references", referees=2),
    row("a referee named twice counts once", REFERENCES_TWICE, "references", referees=2),
    row("referees behind labels", REFERENCES_LABELLED, "references", referees=2),
    row(
        "contacts that may be of more people than we tell apart",
        REFERENCES_ODD, "references", referees=1, possible="references",
    ),
    row("referees without a way to reach them", REFERENCES_NO_REACH, "", possible="all"),
    row(
        "more phone numbers than names that we can tell apart",
        REFERENCES_NAMES_THEN_PHONES, "references", referees=1, possible="references",
    ),
    row("referees offered in sentences of a CV", CV_OFFERS, "cv references", referees=2),
    row("a CV that ends with two referees", CV_WITH_REFEREES, "cv references", referees=2),
    row("a CV with references on request", CV_ON_REQUEST, "cv"),
    row("a CV with references upon request", CV_ON_REQUEST_EN, "cv"),
    row("a CV with references that nobody can be reached by", CV_EMPTY_REFERENCES, "cv"),
    row("the candidate is no referee", CV_OWN_CONTACT, "cv references", referees=1),
    row("a CV whose referees stand on page two", (CV_EN, REFERENCES_EN(2)), "cv references", referees=2),
    row("a French letter of recommendation", RECOMMENDATION_FR, "references", referees=1),
    row("an English letter of recommendation", RECOMMENDATION_EN, "references", referees=1),
    row("a recommendation that looks like a letter", RECOMMENDATION_UNTITLED, "references", referees=1),
    row("an Arabic letter of recommendation", RECOMMENDATION_AR, "references", referees=1),
    row(
        "two letters of recommendation in one file",
        (RECOMMENDATION_FR, RECOMMENDATION_EN), "references", referees=2,
    ),
    row("a French diploma", DIPLOMA_FR, "diploma"),
    row("an English diploma", DIPLOMA_EN, "diploma"),
    row("an Arabic diploma", DIPLOMA_AR, "diploma"),
    row("a transcript", TRANSCRIPT_FR, "diploma"),
    row("a baccalaureate", BACCALAUREATE, "diploma"),
    row("an identity card", IDENTITY_FR, "identity"),
    row("a passport", PASSPORT, "identity"),
    row("an Arabic identity card", IDENTITY_AR, "identity"),
    row(
        "a merged dossier",
        (CV_FR, LETTER_FR, REFERENCES_FR(3), DIPLOMA_FR), "cv letter references diploma", referees=3,
    ),
    row("a letter before a CV of two pages", (LETTER_EN, CV_EN, "HOBBIES\nChess, rowing"), "cv letter"),
    row("a dossier with a cover sheet", (COVER_SHEET, CV_FR, LETTER_FR), "cv letter"),
    row("a CV and a letter that share a page", CV_FR + "\n" + LETTER_FR, "cv letter"),
    row(
        "a file that is named CV and letter, and holds a CV",
        CV_FR, "cv", file="CV et lettre de motivation.pdf",
    ),
    row("a work certificate", WORK_CERTIFICATE_FR, "references", referees=1),
    row("a certificate of training", TRAINING_CERTIFICATE, "other", possible="diploma"),
    row("an invoice", INVOICE_FR, "other"),
    row("an invoice that is named CV", INVOICE_FR, "other", file="CV.pdf"),
    row("a French job ad", JOB_AD, "other"),
    row("an English job ad", JOB_AD_EN, "other"),
    row("terms of sale", TERMS, "other"),
    row("a newsletter", NEWSLETTER, "other"),
    row("the minutes of a meeting", MINUTES, "other"),
    row("a poem that is named CV", POEM, "other", file="CV.pdf"),
    row("a criminal record", CRIMINAL_RECORD, "other"),
    row("a biography in prose", BIOGRAPHY, "other", possible="references"),
    row("a letter in German", LETTER_DE, "", possible="all"),
    row("a text of a few words", "Bonjour, voir pièce jointe", "", possible="all"),
    row("a cover sheet alone", COVER_SHEET, "", file="CV.pdf", possible="all"),
    row("no pages at all", (), "", possible="all"),
)  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.says)
def test_a_document_is_taken_for_what_it_is(case):
    found = classify(
        case.pages,
        case.file,
        email="samira.bennani@example.org",
        candidate="Samira Bennani",
        blank=case.blank,
    )
    assert (found.kinds, len(found.referees)) == (case.kinds, case.referees), found.because
    assert set(case.possible) <= set(found.possible)
    assert (found.confidence >= SURE) == bool(case.kinds)
    assert found.because


@pytest.mark.parametrize("text", [CV_FR, LETTER_AR, REFERENCES_EN(3), DIPLOMA_FR, RECOMMENDATION_FR])
def test_a_file_name_changes_no_mind_that_the_text_has_made_up(text):
    plain = classify((text,), "Document1.pdf")
    for name in ("CV.pdf", "lettre.pdf", "references.pdf", "diplome.pdf"):
        assert classify((text,), name).kinds == plain.kinds


def test_a_name_that_lies_is_told():
    assert "its name says cv" in classify((LETTER_FR,), "CV.pdf").because
    assert "its name" not in classify((LETTER_FR,), "lettre.pdf").because


def test_a_fitting_name_or_announcement_raises_a_chance_and_no_more():
    """Weak evidence: a doubtful page becomes likelier, and what is no letter does not become one."""
    doubtful = "Votre annonce m’a plu. Je travaille depuis six ans dans une association, et j’aime écrire."
    plain = classify((doubtful,), "scan.pdf").chances["letter"]
    assert classify((doubtful,), "Lettre de motivation.pdf").chances["letter"] > plain
    assert classify((doubtful,), "scan.pdf", announced=("cv", "letter")).chances["letter"] > plain
    assert classify((INVOICE_FR,), "Lettre de motivation.pdf", announced=("letter",)).kinds == ("other",)


def test_one_referee_has_one_key_in_a_list_and_in_a_letter():
    listed = classify((REFERENCES_FR(1),), None)
    letter = classify((RECOMMENDATION_FR,), None)
    assert len(distinct((*listed.referees, *letter.referees))) == 1
    assert "karim" not in listed.referees[0].lower()


def test_the_candidate_known_from_the_mail_is_no_referee():
    text = "Références\nKarim Tazi, karim.tazi@example.org\nHelen Marsh, helen.marsh@example.org\n"
    assert len(classify((text,), None).referees) == 2
    assert len(classify((text,), None, email="Helen.Marsh@example.org").referees) == 1


def test_each_page_of_a_merged_dossier_has_its_own_kinds():
    found = classify((LETTER_FR, CV_FR, CV_PAGE_2, REFERENCES_FR(2)), None)
    assert [page.kinds for page in found.pages] == [("letter",), ("cv",), ("cv",), ("references",)]
    assert [page.page for page in found.pages] == [1, 2, 3, 4]
    assert "cv (page 2-3)" in found.because
