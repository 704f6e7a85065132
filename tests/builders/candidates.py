"""Makes the documents under seeds/candidates, which the demo's candidates attach: all people are invented.

Run it with `PYTHONPATH=tests python -m builders.candidates`; the same program gives the same bytes.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from builders import documents

SEEDS = Path(__file__).parents[2] / "seeds" / "candidates"
OMP = "Observatoire Marocain des Prisons"
PROJECT = "chargé(e) de projet"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A candidate as the documents show her or him."""

    name: str
    city: str
    phone: str
    job: str  # what she or he is today
    employer: str
    studied: str = "droit international"
    domain: str = "example.org"

    @property
    def email(self) -> str:
        """The address of the CV."""
        return f"{self.name.lower().replace(' ', '.')}@{self.domain}"


PEOPLE = {
    "samira": Person(
        name="Samira Bennani", city="Rabat", phone="61", job="Chargée de programme", employer="Horizons"
    ),
    "omar": Person(
        name="Omar Naciri",
        city="Tanger",
        phone="62",
        job="Coordinateur",
        employer="Rives",
        domain="example.net",
    ),
    "karim": Person(
        name="Karim Alaoui", city="Fès", phone="63", job="Assistant de projet", employer="Passerelles"
    ),
    "lina": Person(
        name="Lina Haddad",
        city="Casablanca",
        phone="64",
        job="Responsable qualité",
        employer="Maison des enfants",
        studied="action sociale",
    ),
    "amina": Person(
        name="Amina El Fassi", city="Agadir", phone="65", job="Cheffe de projet", employer="Atlas solidaire"
    ),
    "leila": Person(
        name="Leila Mansouri", city="Essaouira", phone="66", job="Chargée de partenariats", employer="Oasis"
    ),
    "rachid": Person(
        name="Rachid Tahiri",
        city="Meknès",
        phone="67",
        job="Comptable",
        employer="Socotra",
        studied="gestion",
    ),
    "sara": Person(
        name="Sara Chraibi", city="Oujda", phone="68", job="Chargée de suivi", employer="Frontières"
    ),
    "mehdi": Person(
        name="Mehdi Ouazzani", city="Tétouan", phone="69", job="Animateur", employer="Jeunes du Nord"
    ),
    "hind": Person(
        name="Hind Lahlou", city="Salé", phone="71", job="Juriste", employer="Recours", domain="example.com"
    ),
    "nadia": Person(
        name="Nadia Berrada", city="Rabat", phone="72", job="Chargée de plaidoyer", employer="Voix libres"
    ),
    "hicham": Person(
        name="Hicham Sefrioui", city="Kénitra", phone="73", job="Chargé de mission", employer="Cap Sud"
    ),
}

REFEREES = (
    ("Driss Kettani", "directeur des programmes, Fondation Tamkine", "driss.kettani"),
    ("Claire Dubois", "cheffe de mission, Solidarités du Sud", "claire.dubois"),
    ("Fatima Zahra Idrissi", "professeure de droit, Université Mohammed V", "fz.idrissi"),
    ("Nabil Cherkaoui", "coordinateur régional, Réseau Atlas", "nabil.cherkaoui"),
)


def cv(person: Person) -> str:
    """Give a CV in French; lines in capitals are its headings."""
    return f"""{person.name}
{person.city} – Tél. : +212 6 12 34 56 {person.phone} – {person.email}

EXPÉRIENCE PROFESSIONNELLE
2021 – 2026 : {person.job}, {person.employer}, {person.city}
- Suivi de douze structures et rédaction des rapports trimestriels
- Gestion d’un budget de 900 000 dirhams et relations avec les bailleurs
2018 – 2021 : Assistanat de programme, Fondation Tamkine, Casablanca
- Organisation de formations pour quarante bénévoles

FORMATION
2016 – 2018 : Master en {person.studied}, Université Mohammed V, Rabat
2013 – 2016 : Licence, Université Hassan II, Casablanca

COMPÉTENCES
Gestion de projet, suivi-évaluation, animation d’équipe, Word, Excel

LANGUES
Arabe : langue maternelle – Français : courant – Anglais : professionnel
"""


def letter(person: Person, job: str, organisation: str) -> str:
    """Give a letter of motivation in French."""
    return f"""{person.name}
{person.city}, le 2 mai 2026

Objet : candidature au poste de {job}

Madame, Monsieur,

Votre annonce pour le poste de {job} ({organisation}) a retenu toute mon attention. Depuis
huit ans, j’accompagne des associations dans le suivi de leurs programmes, et je souhaite aujourd’hui
mettre cette expérience au service de votre organisation.

Chez {person.employer}, j’ai conduit le suivi de douze structures, rédigé les rapports destinés aux
bailleurs et encadré une équipe de quatre personnes. J’y ai appris à écouter, à vérifier et à écrire
clairement, ce que demande le poste que vous proposez.

Je suis disponible à partir de juin et souhaite vivement en parler avec vous lors d’un entretien.

Dans l’attente de votre réponse, je vous prie d’agréer, Madame, Monsieur, l’expression de mes
salutations distinguées.

{person.name}
"""


def references(person: Person, rows: Sequence[tuple[str, str, str]] = REFEREES[:3]) -> str:
    """Give a page of referees, each with a phone number and an address."""
    lines = [
        f"{number}. {name}, {place}\nTél. : +212 5 37 00 11 {number}{number} – {mail}@example.org\n"
        for number, (name, place, mail) in enumerate(rows, 1)
    ]
    return f"{person.name}\n\nRÉFÉRENCES PROFESSIONNELLES\n\n" + "\n".join(lines)


CV_EN = """Daniel Okafor
Leeds | +44 7700 900123 | daniel.okafor@example.com

PROFILE
Project officer with six years of experience in human rights monitoring.

WORK EXPERIENCE
Project Officer, Northern Justice Trust, Leeds (March 2020 – present)
- Coordinated a team of five field monitors across three regions
- Wrote quarterly donor reports and managed a budget of £180,000
Research Assistant, Fair Trials Forum, London (2017 – 2020)

EDUCATION
MA Human Rights, University of Essex, 2016 – 2017
BA Politics, University of York, 2013 – 2016

SKILLS
Monitoring and evaluation, data analysis, report writing, Excel, R

LANGUAGES
English (native), French (intermediate)
"""

LETTER_EN = """Daniel Okafor
Leeds, 2 May 2026

Dear Hiring Manager,

I am writing to apply for the position of Project Officer advertised on your website. For six years
I have monitored places of detention with the Northern Justice Trust, and I would like to bring that
experience to your team.

In my current role I coordinate five field monitors, write the reports that our donors read, and
manage a budget of £180,000. I enjoy turning what people tell us into findings that hold up.

I am available from June and would welcome the opportunity to discuss my application with you at an
interview. Thank you for your time and consideration.

Yours faithfully,

Daniel Okafor
"""

REFERENCES_EN = """REFERENCES

Helen Marsh
Head of Research, Fair Trials Forum
Email: helen.marsh@example.org
Phone: +44 7700 900201

Peter Lindqvist
Director, Northern Justice Trust
Email: peter.lindqvist@example.org
Phone: +44 7700 900202

Grace Adeyemi
Lecturer, University of Essex
Email: grace.adeyemi@example.org
Phone: +44 7700 900203
"""

CV_AR = """السيرة الذاتية

الاسم: يوسف العمراني
الهاتف: 0612345607
البريد الإلكتروني: youssef.elamrani@example.org

الخبرات المهنية
2020 - 2026: مكلف بمشروع، جمعية الآفاق، الرباط
2017 - 2020: مساعد برنامج، مؤسسة الجسور، الدار البيضاء

التعليم
2015 - 2017: ماستر في القانون الدولي، جامعة محمد الخامس
2012 - 2015: إجازة في العلوم السياسية، جامعة الحسن الثاني

المهارات
إدارة المشاريع، كتابة التقارير، العمل ضمن فريق

اللغات
العربية: اللغة الأم، الفرنسية: جيد جدا، الإنجليزية: متوسط
"""

LETTER_AR = """يوسف العمراني
الرباط، 2 ماي 2026

الموضوع: طلب ترشيح لمنصب مكلف بمشروع

السيد المدير المحترم،
تحية طيبة وبعد،

يشرفني أن أتقدم إليكم بطلبي هذا قصد الترشح لمنصب مكلف بمشروع الذي أعلنتم عنه.
أعمل منذ تسع سنوات في مجال حقوق الإنسان، وقد اكتسبت خبرة واسعة في تتبع البرامج وكتابة التقارير وتأطير الفرق.

أرغب في الانضمام إلى فريقكم لأن رسالتكم تلتقي مع قناعاتي، وأنا على استعداد تام لإجراء مقابلة
في الوقت الذي يناسبكم، ولتقديم كل المعلومات التي ترونها مفيدة حول مساري المهني.

وفي انتظار ردكم، تفضلوا بقبول فائق عبارات التقدير والاحترام.

يوسف العمراني
"""

REFERENCES_AR = """المراجع

1. إدريس الكتاني، مدير البرامج
الهاتف: 0537001111، البريد الإلكتروني: driss.kettani@example.org

2. نبيل الشرقاوي، منسق جهوي
الهاتف: 0537001122، البريد الإلكتروني: nabil.cherkaoui@example.org

3. فاطمة الزهراء الإدريسي، أستاذة القانون
الهاتف: 0537001133، البريد الإلكتروني: fz.idrissi@example.org
"""


def pdf(*pages: str) -> bytes:
    """Make a PDF as a person would: the first line large, headings in bold."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages:
        height = 790.0
        for number, line in enumerate(page.splitlines()):
            heading = number == 0 or (line.isupper() and len(line) < 60)
            size = 15 if number == 0 else 10.5
            canvas.setFont("Helvetica-Bold" if heading else "Helvetica", size)
            for part in textwrap.wrap(line, 98) or [""]:
                canvas.drawString(60, height, part)
                height -= 20 if number == 0 else 15
        canvas.showPage()
    canvas.save()
    return out.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org"
_DOCX = f"{_OFFICE}/officeDocument/2006/relationships/officeDocument"
_WORDML = f"{_OFFICE}/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(text: str, *, arabic: bool = False) -> bytes:
    """Make a small DOCX, a paragraph for each line; Arabic runs from right to left."""
    paragraph, run = ("<w:pPr><w:bidi/></w:pPr>", "<w:rPr><w:rtl/></w:rPr>") if arabic else ("", "")
    body = "".join(
        f'<w:p>{paragraph}<w:r>{run}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.splitlines()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCX}" Target="word/document.xml"/></Relationships>'
    )
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations,
        "word/document.xml": f'<w:document xmlns:w="{_WORDML}"><w:body>{body}</w:body></w:document>',
    }
    return documents.zip_of({name: (head + content).encode() for name, content in members.items()})


def files() -> dict[str, bytes]:
    """Give every document, by its path under seeds/candidates."""
    p = PEOPLE
    partner = ("coordinateur.rice du Partenariat au Maroc", "Le Partenariat")
    quality = ("conseiller technique démarche qualité", "SOS Villages d’enfants Maroc")
    made = {
        "karim-alaoui/CV Karim Alaoui.pdf": pdf(cv(p["karim"])),
        "karim-alaoui/Lettre de motivation.docx": docx(letter(p["karim"], PROJECT, OMP)),
        "karim-alaoui/Références.pdf": pdf(references(p["karim"], REFEREES[:2])),
        "karim-alaoui-reply/Troisième référence.pdf": pdf(references(p["karim"], REFEREES[3:])),
        "lina-haddad/Dossier complet Lina Haddad.pdf": pdf(
            cv(p["lina"]), letter(p["lina"], *quality), references(p["lina"])
        ),
        "amina-el-fassi/CV_Amina_El_Fassi.pdf": pdf(cv(p["amina"])),
        "amina-el-fassi/LM_Amina_El_Fassi.docx": docx(letter(p["amina"], *partner)),
        "leila-mansouri/CV Leila Mansouri.pdf": pdf(cv(p["leila"])),
        "rachid-tahiri/CV Rachid Tahiri.pdf": pdf(cv(p["rachid"])),
        "mehdi-ouazzani/IMG_20260503_0001.pdf": documents.scan_pdf(
            [cv(p["mehdi"]), letter(p["mehdi"], PROJECT, OMP), references(p["mehdi"])], legible=False
        ),
        "daniel-okafor/CV Daniel Okafor.pdf": pdf(CV_EN),
        "daniel-okafor/Cover letter.pdf": pdf(LETTER_EN),
        "daniel-okafor/References.pdf": pdf(REFERENCES_EN),
        "youssef-el-amrani/السيرة الذاتية.docx": docx(CV_AR, arabic=True),
        "youssef-el-amrani/رسالة التحفيز.docx": docx(LETTER_AR, arabic=True),
        "youssef-el-amrani/المراجع.docx": docx(REFERENCES_AR, arabic=True),
    }
    for key in ("samira", "omar", "sara", "hind", "nadia", "hicham"):
        folder = p[key].name.lower().replace(" ", "-")
        made[f"{folder}/CV {p[key].name}.pdf"] = pdf(cv(p[key]))
        made[f"{folder}/Lettre de motivation.docx"] = docx(letter(p[key], PROJECT, OMP))
        made[f"{folder}/Trois références.pdf"] = pdf(references(p[key]))
    return made


def main() -> None:
    """Write the documents."""
    for name, content in files().items():
        path = SEEDS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
