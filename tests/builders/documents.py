"""Real files for tests, and the texts to fill them with: every person and number in them is invented.

The same arguments give the same bytes (encrypted PDFs and ODTs apart), so that tests may compare digests.
Arabic goes into DOCX: the fonts that every machine has hold no Arabic for a PDF.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Mapping, Sequence

import docx as python_docx
import pypdf
from odf.opendocument import OpenDocumentText
from odf.text import H, P
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

CV_FR = """Samira Bennani
12, rue des Orangers, Rabat
Tél. : +212 6 12 34 56 01 – samira.bennani@example.org

CHARGÉE DE PROJET – DROITS HUMAINS

EXPÉRIENCE PROFESSIONNELLE
2021 – 2026 : Chargée de projet, Association Horizons, Rabat
- Suivi de douze visites d’établissements et rédaction des rapports trimestriels
- Gestion d’un budget de 900 000 dirhams et relations avec les bailleurs
2018 – 2021 : Assistante de programme, Fondation Passerelles, Casablanca
- Organisation de formations pour quarante bénévoles

FORMATION
2016 – 2018 : Master en droit international, Université Mohammed V, Rabat
2013 – 2016 : Licence en sciences politiques, Université Hassan II

COMPÉTENCES
Gestion de projet, plaidoyer, suivi-évaluation, Word, Excel, SPSS

LANGUES
Arabe : langue maternelle – Français : courant – Anglais : professionnel

CENTRES D’INTÉRÊT
Randonnée, lecture, bénévolat
"""

CV_EN = """Daniel Okafor
4 Mill Lane, Leeds | +44 7700 900123 | daniel.okafor@example.org

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

LETTER_FR = """Samira Bennani
12, rue des Orangers, Rabat

Rabat, le 20 avril 2026

Objet : candidature au poste de chargée de projet

Madame, Monsieur,

Votre annonce pour le poste de chargée de projet a retenu toute mon attention. Depuis huit ans,
j’accompagne des associations dans le suivi de leurs programmes, et je souhaite aujourd’hui mettre
cette expérience au service de votre organisation.

Au sein de l’Association Horizons, j’ai conduit douze visites d’établissements, rédigé les rapports
destinés aux bailleurs et encadré une équipe de quatre personnes. J’y ai appris à écouter, à vérifier
et à écrire clairement, ce que demande le poste que vous proposez.

Votre engagement en faveur des personnes détenues rejoint ma motivation la plus profonde. Je suis
disponible immédiatement et je serais heureuse de vous exposer mon projet lors d’un entretien.

Dans l’attente de votre réponse, je vous prie d’agréer, Madame, Monsieur, l’expression de mes
salutations distinguées.

Samira Bennani
"""

LETTER_EN = """Daniel Okafor
4 Mill Lane, Leeds

21 April 2026

Dear Hiring Manager,

I am writing to apply for the position of Project Officer advertised on your website. For six years
I have monitored places of detention with the Northern Justice Trust, and I would like to bring that
experience to your team.

In my current role I coordinate five field monitors, write the reports that our donors read, and
manage a budget of £180,000. I enjoy turning what people tell us into findings that hold up.

Your work on prison reform is the reason I chose this career. I am available from June and would
welcome the opportunity to discuss my application with you at an interview.

Thank you for your time and consideration.

Yours faithfully,

Daniel Okafor
"""

LETTER_AR = """يوسف العمراني
الرباط، 20 أبريل 2026

الموضوع: طلب ترشيح لمنصب مكلف بمشروع

السيد المدير المحترم،
تحية طيبة وبعد،

يشرفني أن أتقدم إليكم بطلبي هذا قصد الترشح لمنصب مكلف بمشروع الذي أعلنتم عنه. أعمل منذ تسع
سنوات في مجال حقوق الإنسان، وقد اكتسبت خبرة واسعة في تتبع البرامج وكتابة التقارير وتأطير الفرق.

أرغب في الانضمام إلى فريقكم لأن رسالتكم تلتقي مع قناعاتي، وأنا على استعداد تام لإجراء مقابلة في
الوقت الذي يناسبكم، ولتقديم كل المعلومات التي ترونها مفيدة حول مساري المهني.

وفي انتظار ردكم، تفضلوا بقبول فائق عبارات التقدير والاحترام.

يوسف العمراني
"""

DIPLOMA_FR = """ROYAUME DU MAROC
UNIVERSITÉ MOHAMMED V DE RABAT
Faculté des sciences juridiques, économiques et sociales

DIPLÔME DE MASTER

Le Président de l’Université, vu le procès-verbal du jury en date du 5 juillet 2018,
confère à Mademoiselle BENNANI Samira, née le 3 mars 1995 à Rabat,
le diplôme de master en droit international, mention bien.

Fait à Rabat, le 12 septembre 2018
Le Doyen                                Le Président de l’Université
"""

IDENTITY_FR = """ROYAUME DU MAROC
CARTE NATIONALE D’IDENTITÉ
Nom : BENNANI
Prénom : SAMIRA
Née le 03.03.1995 à RABAT
Valable jusqu’au 10.02.2031
N° AB123456
"""

RECOMMENDATION_FR = """Fondation Passerelles
Casablanca, le 3 février 2026

LETTRE DE RECOMMANDATION

À qui de droit,

En ma qualité de directeur des programmes, j’ai encadré Madame Samira Bennani de 2018 à 2021. Elle a
fait preuve de rigueur, d’initiative et d’un grand sens de l’écoute, et nos partenaires gardent d’elle
un excellent souvenir.

Je recommande vivement sa candidature et reste à votre disposition pour tout renseignement.

Karim Tazi, directeur des programmes
karim.tazi@example.org – +212 6 12 34 56 11
"""

RECOMMENDATION_EN = """Fair Trials Forum, London
14 January 2026

To whom it may concern,

I supervised Daniel Okafor from 2017 to 2020, when he worked as a research assistant in my team. He
was thorough, quick to learn and generous with his colleagues, and his reports needed little editing.

I recommend him without reservation and would gladly employ him again.

Helen Marsh, Head of Research
helen.marsh@example.org
"""

WORK_CERTIFICATE_FR = """Fondation Passerelles
8, boulevard Zerktouni, Casablanca

CERTIFICAT DE TRAVAIL

Je soussigné, Karim Tazi, directeur, certifie que Madame Samira Bennani a été employée dans notre
fondation en qualité d’assistante de programme du 1er septembre 2018 au 30 juin 2021.

La présente attestation est délivrée à l’intéressée pour servir et valoir ce que de droit.

Fait à Casablanca, le 2 juillet 2021
"""

INVOICE_FR = """Librairie du Port
FACTURE N° 2026-118
Date de facturation : 4 avril 2026
Client : Association Exemple

Désignation                      Quantité    Prix unitaire    Montant HT
Rames de papier                       10             45,00        450,00
Cartouches d’encre                     2            320,00        640,00

Total HT : 1 090,00    TVA 20 % : 218,00    Total TTC : 1 308,00
Conditions de règlement : trente jours. IBAN : MA64 0000 0000 0000 0000 0000 0000
"""

_REFEREES = (
    ("Karim Tazi", "directeur des programmes", "programme director", "Passerelles"),
    ("Helen Marsh", "responsable de la recherche", "head of research", "Fair Trials"),
    ("Fatima Zahra Idrissi", "professeure de droit", "professor of law", "Mohammed V"),
    ("Omar Benjelloun", "coordinateur régional", "regional coordinator", "Horizons"),
    ("Claire Dubois", "cheffe de mission", "head of mission", "Solidarités"),
    ("Amina El Fassi", "présidente", "chair", "Atlas"),
)


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def REFERENCES_FR(n: int) -> str:  # noqa: N802 - a text with a number in it
    """Give a page of `n` (at most six) referees, each with an e-mail address and a phone."""
    rows = [
        f"{i}. {name}, {french}, {place}\nTél. : +212 6 12 34 56 1{i} – {_email(name)}\n"
        for i, (name, french, _, place) in enumerate(_REFEREES[:n], 1)
    ]
    return "Samira Bennani\n\nRÉFÉRENCES PROFESSIONNELLES\n\n" + "\n".join(rows)


def REFERENCES_EN(n: int) -> str:  # noqa: N802 - a text with a number in it
    """Give a page of `n` (at most six) referees, each with an e-mail address and a phone."""
    rows = [
        f"{name}\n{english.capitalize()}, {place}\nEmail: {_email(name)}\nPhone: +44 7700 90020{i}\n"
        for i, (name, _, english, place) in enumerate(_REFEREES[:n], 1)
    ]
    return "REFERENCES\n\n" + "\n".join(rows)


def pdf(pages: Sequence[str]) -> bytes:
    """Make a PDF with a text layer, one page for each text (Western letters only)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages:
        _write(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _write(canvas: Canvas, page: str) -> None:
    lines = [part for line in page.splitlines() for part in textwrap.wrap(line, 105) or [""]]
    size = min(10.0, 760 / max(len(lines), 1) / 1.25)
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines, 1):
        canvas.drawString(45, 800 - number * size * 1.25, line)


def png(text: str) -> bytes:
    """Make a picture of a text, as a photo of a page would be."""
    image = Image.new("L", (827, 1169), "white")
    ImageDraw.Draw(image).multiline_text((50, 50), text, fill="black", font=ImageFont.load_default(16))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def scan_pdf(pages: Sequence[str], *, legible: bool = True) -> bytes:
    """Make a PDF whose pages are pictures: a scan without a text layer; or one too coarse to be read."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages:
        picture = Image.open(io.BytesIO(png(page)))
        shown = picture if legible else picture.reduce(5)
        canvas.drawImage(ImageReader(shown), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def merged_pdf(parts: Sequence[bytes]) -> bytes:
    """Join PDFs into one, in order."""
    writer = pypdf.PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    return _written(writer)


def encrypted_pdf(pages: Sequence[str], password: str = "secret") -> bytes:
    """Make a PDF that opens with a password only."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(pages)))
    writer.encrypt(password, algorithm="AES-256")
    return _written(writer)


def portfolio_pdf(pages: Sequence[str], attachments: Mapping[str, bytes]) -> bytes:
    """Make a PDF that carries other files."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(pages)))
    for name, content in attachments.items():
        writer.add_attachment(name, content)
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(paragraphs: str | Sequence[str], tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """Make a DOCX of paragraphs (or of the lines of one text), with tables after them."""
    document = python_docx.Document()
    for line in _lines(paragraphs):
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def odt(paragraphs: str | Sequence[str]) -> bytes:
    """Make an ODT of paragraphs (or of the lines of one text); the first is a heading."""
    document = OpenDocumentText()
    for number, line in enumerate(_lines(paragraphs)):
        document.text.addElement(P(text=line) if number else H(outlinelevel=1, text=line))
    out = io.BytesIO()
    document.write(out)
    return _undated(out.getvalue())


def rtf(text: str) -> bytes:
    """Make an RTF of a text in any script."""
    body = "".join(_rtf_character(character) for character in text)
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\f0 " + body + "}").encode("ascii")


def _rtf_character(character: str) -> str:
    if character == "\n":
        return "\\par\n"
    if character in "\\{}":
        return "\\" + character
    return character if character.isascii() else f"\\u{ord(character)}?"


def html(text: str) -> bytes:
    """Make an HTML page, a paragraph for each line."""
    body = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """Make a ZIP of named files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _undated(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_of({info.filename: archive.read(info) for info in archive.infolist()})


def _lines(paragraphs: str | Sequence[str]) -> Sequence[str]:
    return paragraphs.splitlines() if isinstance(paragraphs, str) else paragraphs
