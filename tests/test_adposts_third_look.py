"""Ways of putting things that a third look at real ads showed, by families; the sentences are invented."""

from __future__ import annotations

import pytest

from intake.domain.draft import AskedDocument
from intake.reading.adposts.ad import Ad
from intake.reading.adposts.papers.asked import find_documents
from intake.reading.adposts.subject.subject import find_subject
from intake.reading.adposts.way.addresses import find_addresses
from intake.reading.adposts.way.channel import find_channel

SUBJECTS = [
    (
        (
            "Envoyez votre CV et lettre de motivation à :\na@mail.example.org\n\nObjet : Candidature ("
            "Nom du poste ou Spontanée). Seuls les candidats présélectionnés seront contactés."
        ),
        "Candidature {title}",
    ),
    (
        ("Envoyez votre CV à :\na@mail.example.org\nObjet : Candidature (intitulé du poste ou spontanée)"),
        "Candidature {title}",
    ),
    (
        (
            "Envoyez votre CV à a@mail.example.org\nObjet : Candidature – [poste visé ou candidature"
            " spontanée]"
        ),
        "Candidature – {title}",
    ),
    (
        ("Send your CV to a@mail.example.org\nSubject: Application (job title or Speculative)"),
        "Application {title}",
    ),
    (
        ("Send your CV to a@mail.example.org with subject line: Application [Job title or General]."),
        "Application {title}",
    ),
    (
        (
            "Applications should be sent by e-mail to a@mail.example.org with copy to b@mail.exampl"
            "e.org. They should contain the reference ABC-DEF/MAT-CAL/3884/2014-BPD in the subject "
            "field and include the following: - Letter of motivation; - CV."
        ),
        "ABC-DEF/MAT-CAL/3884/2014-BPD",
    ),
    (
        (
            "Applications are sent to a@mail.example.org and shall bear the reference 2027-14 in th"
            "e subject line."
        ),
        "2027-14",
    ),
    (("E-mails to a@mail.example.org must carry the code PHY/12 in the subject field."), "PHY/12"),
    (("Emails to a@mail.example.org should display the reference number AB-77 in the subject."), "AB-77"),
    (
        (
            "Les candidatures, envoyées à a@mail.example.org, doivent contenir la référence ABC-12 "
            "dans l'objet et comporter un CV."
        ),
        "ABC-12",
    ),
    (
        (
            "Les candidatures sont à adresser à a@mail.example.org ; elles porteront la référence M"
            "CF-0123 en objet."
        ),
        "MCF-0123",
    ),
    (("ترسل الطلبات إلى a@mail.example.org ويجب أن تحمل الرقم المرجعي AB-12 في عنوان الرسالة."), "AB-12"),
    (
        (
            "All documents must be emailed to\n\nwith the email subject: Postdoc-Application-<Postdoc"
            " ID code>-<your name>.\n\nThe three letters of recommendation must be emailed directly t"
            "o\n\nwith the email subject: Postdoc-Letter-<Postdoc ID code>-<your name>."
        ),
        "Postdoc-Application-{any}-{name}",
    ),
    (
        (
            "All documents must be emailed to a@mail.example.org with the email subject: PhD-<posit"
            "ion code>-<your name>."
        ),
        "PhD-{any}-{name}",
    ),
    (
        ("Envoyez le dossier à a@mail.example.org avec pour objet : These-<code du sujet>-<votre nom>."),
        "These-{any}-{name}",
    ),
    (
        (
            "Veuillez envoyer votre CV et relevés de notes à :\na@mail.example.org\nVeuillez inclure "
            "le titre du poste dans l'objet de votre email. Nous examinons attentivement."
        ),
        "{title}",
    ),
    (
        (
            "Envoyez votre CV à a@mail.example.org. Merci d'inclure l'intitulé du poste dans l'obje"
            "t du message."
        ),
        "{title}",
    ),
    (
        ("Envoyez votre CV à a@mail.example.org. N'oubliez pas d'insérer le nom du poste dans l'objet."),
        "{title}",
    ),
    (("Envoyez votre CV à a@mail.example.org en reprenant l'intitulé du poste dans l'objet."), "{title}"),
    (
        ("Envoyez votre CV à a@mail.example.org. Faites apparaître le poste visé dans l'objet du mail."),
        "{title}",
    ),
    (
        (
            "Envoyez votre CV à a@mail.example.org. Veillez à spécifier votre nom et le poste dans "
            "l'objet du mail."
        ),
        "{name} {title}",
    ),
    (
        ("Envoyez votre CV à a@mail.example.org. Le titre du poste est à saisir dans l'objet du mail."),
        "{title}",
    ),
    (
        (
            "Send your CV to a@mail.example.org. Please be sure to reference the job title in the s"
            "ubject line."
        ),
        "{title}",
    ),
    (("Send your CV to a@mail.example.org. Please list the position title in the subject line."), "{title}"),
    (("Send your CV to a@mail.example.org. Make sure the job title appears in the subject line."), "{title}"),
    (
        (
            "Send your CV to a@mail.example.org. Remember to name the position you are applying for"
            " in the subject line."
        ),
        "{title}",
    ),
    (
        (
            'Send your application materials to Dr. A at <a href="mailto:a@mail.example.org">a@mail'
            ".example.org</a>. Please include the position title in the subject line."
        ),
        "{title}",
    ),
    (("يرجى إرسال السيرة إلى a@mail.example.org مع تضمين المسمى الوظيفي في موضوع الرسالة."), "{title}"),
    (("يرجى إرسال السيرة إلى a@mail.example.org ويرجى إدراج اسم الوظيفة في عنوان البريد."), "{title}"),
    (("يرجى إرسال السيرة إلى a@mail.example.org مع كتابة (اسم الوظيفة) كعنوان للرسالة."), "{title}"),
    (
        (
            "Please submit your application electronically as a single PDF document to a@mail.examp"
            "le.org with the file name and email subject heading ‘ZEN Postdoc application – SURNAME"
            "’ with your surname in capital letters."
        ),
        "ZEN Postdoc application – {name}",
    ),
    (
        (
            "Send one PDF to a@mail.example.org, using the file name and subject line 'Smith Lab Ph"
            "D – your surname'."
        ),
        "Smith Lab PhD – {name}",
    ),
    (
        ('Send one PDF to a@mail.example.org with the subject line and file name "Lab PhD – LASTNAME".'),
        "Lab PhD – {name}",
    ),
    (
        (
            "Envoyez un seul PDF à a@mail.example.org avec comme nom de fichier et objet du mail « "
            "Thèse LAB – NOM »."
        ),
        "Thèse LAB – {name}",
    ),
    (
        (
            "Envoyez un seul PDF à a@mail.example.org ; l'objet du mail et le nom du fichier seront"
            " « Thèse LAB – NOM Prénom »."
        ),
        "Thèse LAB – {name}",
    ),
    (('Send your CV to a@mail.example.org with the file name "CV – your name".'), None),
    (
        (
            "Please submit a covering letter and CV to a@mail.example.org with the subject heading "
            "‘Chair Application’ to apply."
        ),
        "Chair Application",
    ),
]

# Those required, and with a question mark those that are an option.
DOCUMENTS = [
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme le plus élevé (traduit en français, le cas échéant).\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme, traduite en anglais le cas échéant\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme (avec traduction, le cas échéant)\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme (et traduction assermentée si disponible)\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme (accompagné de sa traduction, le cas échéant)\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme (le cas échéant)\n"
        ),
        "cv letter diploma?",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Copie du "
            "diplôme, si possible\n"
        ),
        "cv letter diploma?",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a copy of your degree certificate (with an English translation, if applicab"
            "le)\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a copy of your degree certificate (translated into English where applicable"
            ")\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a copy of your degree certificate, with certified translation if available\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a copy of your degree certificate (if available)\n"
        ),
        "cv letter diploma?",
    ),
    (
        ("ترسل الطلبات إلى a@mail.example.org مرفقة بالسيرة الذاتية ونسخة من الشهادة (مترجمة إن وجد)."),
        "cv diploma",
    ),
    (
        (
            "Outre une lettre de présentation, le dossier doit comprendre : un curriculum vitae à j"
            "our; une description des intérêts de recherche (3 pages); et deux lettres de recommand"
            "ation confidentielles. À envoyer à a@mail.example.org"
        ),
        "letter cv other references2",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Une prése"
            "ntation des travaux de recherche (2 pages)\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Un descri"
            "ptif du projet de recherche\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Un résumé"
            " de vos intérêts de recherche\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Un exposé"
            " de votre parcours scientifique\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a description of research interests (3 pages)\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a 1-2 page summary of career goals, experience, and interests relevant to t"
            "he program\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a short outline of your career plans\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a brief statement of career goals\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- an overview of your scientific interests\n"
        ),
        "cv letter other",
    ),
    (
        (
            "Applications should include (1) a current Curriculum Vitae; (2) a 1-2 page summary of "
            "career goals, experience, and interests relevant to the ZEN program; and (3) names and"
            " full contact information (postal address, email address, and phone number) of three r"
            "eferences. Please submit it to a@mail.example.org"
        ),
        "cv other references3",
    ),
    (
        ("ترسل إلى a@mail.example.org السيرة الذاتية ورسالة التحفيز ووصف الاهتمامات البحثية."),
        "cv letter other",
    ),
    (
        (
            "A complete application consists of a research proposal, a CV, a list of marks of both "
            "bachelor and master studies and two recent essays. Send it to a@mail.example.org."
        ),
        "other cv diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a list of grades\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- your grade list\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- an overview of your grades\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- a list of courses taken with grades\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- your study record\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Applications, sent to a@mail.example.org, must contain:\n\n- a curriculum vitae\n- a cove"
            "r letter\n- your mark sheets\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Liste des"
            " notes de licence et de master\n"
        ),
        "cv letter diploma",
    ),
    (
        (
            "Le dossier de candidature, à envoyer à a@mail.example.org, devra obligatoirement conte"
            "nir les pièces ci-après :\n\n  • Curriculum vitae\n  • Lettre de motivation\n  • Les notes"
            " obtenues en master\n"
        ),
        "cv letter diploma",
    ),
    (("ترسل إلى a@mail.example.org السيرة الذاتية ورسالة التحفيز وقائمة العلامات."), "cv letter diploma"),
    (
        (
            "Please submit a covering letter and up-to-date CV to a@mail.example.org. We will also "
            "accept a video or voice note (no longer than five minutes) in place of a covering lett"
            "er, if preferred."
        ),
        "letter cv",
    ),
    (
        (
            "Please send a CV and a cover letter to a@mail.example.org. You may send a short video "
            "instead of a cover letter."
        ),
        "cv letter",
    ),
    (
        (
            "Please send a CV and a cover letter to a@mail.example.org. A portfolio can be sent in "
            "lieu of a CV."
        ),
        "cv letter",
    ),
    (
        (
            "Please send a CV and a cover letter to a@mail.example.org. We are happy to receive a v"
            "oice recording in place of the letter."
        ),
        "cv letter",
    ),
    (
        ("Please send a cover letter to a@mail.example.org. Instead of a CV, please send a portfolio."),
        "letter other",
    ),
    (
        (
            "Envoyez un CV et une lettre de motivation à a@mail.example.org. Une vidéo est acceptée"
            " à la place de la lettre de motivation."
        ),
        "cv letter",
    ),
    (
        (
            "Envoyez un CV et une lettre de motivation à a@mail.example.org. Vous pouvez envoyer un"
            "e vidéo au lieu de la lettre."
        ),
        "cv letter",
    ),
    (
        (
            "Envoyez un CV et une lettre de motivation à a@mail.example.org. La lettre peut être re"
            "mplacée par une courte vidéo."
        ),
        "cv letter",
    ),
    (
        (
            "أرسل السيرة الذاتية ورسالة التحفيز إلى a@mail.example.org. يمكن إرسال فيديو بدلا من رس"
            "الة التحفيز."
        ),
        "cv letter",
    ),
    (
        (
            "Vous êtes à la recherche d'un stage ou d'un emploi ? Nous diffusons nos offres. Pour t"
            "oute candidature spontanée, envoyez votre CV et une lettre de motivation à a@mail.exam"
            "ple.org."
        ),
        "cv letter",
    ),
    (("Speculative applications: send your CV and a cover letter to a@mail.example.org."), "cv letter"),
    (
        ("No vacancies at the moment. For unsolicited applications, please send a CV to a@mail.example.org."),
        "cv",
    ),
    (
        (
            "Nous recrutons un comptable. Postulez via notre formulaire en ligne : https://jobs.exa"
            "mple.org/1. Aucun poste ne vous correspond ? Envoyez votre CV à a@mail.example.org."
        ),
        "",
    ),
    (
        (
            "المرشحون: ترتكز آلية التسجيل على أن يتقدم الخريج بطلب التسجيل مرفقا معه صورة عن آخر شه"
            "ادة جامعية حصل عليها، صورة عن بطاقة الهوية أو جواز السفر، صورتين شخصيتين، صور عن شهادا"
            "ت الخبرة والدورات المعتمدة."
        ),
        "diploma identity other",
    ),
    (
        ("يتقدم المترشح بطلب خطي مرفقا بنسخة من الشهادة الجامعية وصورة عن بطاقة الهوية."),
        "diploma identity letter",
    ),
    ("على الراغبين تقديم طلب مصحوب بنسخة من بطاقة التعريف ونسخة من الشهادة.", "identity diploma"),
]

WAYS = [
    (
        (
            "<p>Ready to join us?</p> Send your CV and cover letter by clicking the button below.\n["
            "Apply Now](mailto:a@mail.example.org)"
        ),
        "email",
        ("a@mail.example.org",),
    ),
    (
        (
            'Send your CV by clicking the button below to start your application.\n<a href="mailto:a'
            '@mail.example.org">Apply Now</a>'
        ),
        "email",
        ("a@mail.example.org",),
    ),
    (
        ("Pour postuler, cliquez sur le bouton ci-dessous.\n[Postuler](mailto:a@mail.example.org)"),
        "email",
        ("a@mail.example.org",),
    ),
    (
        ("Pour postuler, cliquez ici : [ici](mailto:a@mail.example.org?subject=CV)"),
        "email",
        ("a@mail.example.org",),
    ),
    ("To apply, click here (mailto:a@mail.example.org).", "email", ("a@mail.example.org",)),
    ("Apply by clicking on the link below: mailto:a@mail.example.org", "email", ("a@mail.example.org",)),
    (
        "للتقديم اضغط على الرابط التالي:\n[قدم الآن](mailto:a@mail.example.org)",
        "email",
        ("a@mail.example.org",),
    ),
    (
        (
            "Send your CV to a@mail.example.org or apply by clicking the button below.\n[Apply](http"
            "s://jobs.example.org/1)"
        ),
        "mixed",
        ("a@mail.example.org",),
    ),
    (
        ("To apply, click here: https://jobs.example.org/1. Or email a@mail.example.org with your CV."),
        "mixed",
        ("a@mail.example.org",),
    ),
    (
        (
            "Applications must include: A complete application form. The application form can be do"
            "wnloaded here. A cover letter. All documents must be emailed to\n\nwith the email subjec"
            "t: X-1."
        ),
        "email",
        (),
    ),
    (
        (
            "All documents must be emailed to\n\nwith the email subject: Postdoc-1.\nThe application f"
            "orm can be downloaded here."
        ),
        "email",
        (),
    ),
    (
        (
            "Applications should include a letter and a CV and should be submitted by email to Blak"
            "e. All applicants will also need to submit a completed University on-line application "
            "form."
        ),
        "mixed",
        (),
    ),
    (
        (
            "Les candidatures doivent être envoyées par courriel à Mme Martin. Un formulaire de can"
            "didature en ligne est également à remplir sur notre site pour postuler."
        ),
        "mixed",
        (),
    ),
    (("Apply through our online portal. Applications sent by email will not be considered."), "form", ()),
    (("Please apply via the online form. Applications must not be sent by e-mail."), "form", ()),
    (
        (
            "Postulez via le formulaire en ligne. Les candidatures envoyées par courriel ne seront "
            "pas traitées."
        ),
        "form",
        (),
    ),
    ("Apply via our portal. Do not send your application by e-mail.", "form", ()),
    (
        (
            "Send your CV and three references (postal address, email address and phone number) to "
            "a@mail.example.org."
        ),
        "email",
        ("a@mail.example.org",),
    ),
    (
        ("Envoyez à a@mail.example.org un CV avec vos coordonnées (adresse postale, courriel, téléphone)."),
        "email",
        ("a@mail.example.org",),
    ),
    (
        ("Send your CV to a@mail.example.org or to our postal address: 12 Main Street, Leeds."),
        "mixed",
        ("a@mail.example.org",),
    ),
    ("Envoyez CV et lettre à M. Luc, Doyen, à decanatATfp.example.ca.", "email", ("decanat@fp.example.ca",)),
    ("Send your CV to jobsATexample.org", "email", ("jobs@example.org",)),
    ("Send your CV to secretariat@caritas.md as soon as possible.", "email", ("secretariat@caritas.md",)),
    ("Envíe su CV a rrhh@empresa.com.py", "email", ("rrhh@empresa.com.py",)),
    (
        (
            "Send your application materials to Dr. Robert CC Mercer at a@mail.example.org. Please "
            "include the title."
        ),
        "email",
        ("a@mail.example.org",),
    ),
    ("Please send your CV to Prof. C.C. Miller at a@mail.example.org.", "email", ("a@mail.example.org",)),
    (
        ("Send your CV to jobs@example.org and CC Marie Dupont at a@mail.example.org."),
        "email",
        ("jobs@example.org",),
    ),
    (
        ("Send your CV to jobs@example.org, CC Dr. Dupont at a@mail.example.org."),
        "email",
        ("jobs@example.org",),
    ),
    ("The DATA team. See README.md and chatGPT. Send CV to a@b.example.org", "email", ("a@b.example.org",)),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_the_subject_is_read_however_it_is_put(text: str, subject: str | None) -> None:
    assert find_subject(Ad([text])).value == subject


def _named(document: AskedDocument) -> str:
    number = str(document.count) if document.kind == "references" else ""
    return document.kind + number + "?" * document.optional


@pytest.mark.parametrize(("text", "kinds"), DOCUMENTS)
def test_what_must_be_sent_is_read_and_nothing_that_only_may(text: str, kinds: str) -> None:
    named = {_named(document) for document in find_documents(Ad([text])).value}
    options = {name for name in kinds.split() if name.endswith("?")}
    assert {name for name in named if not name.endswith("?")} | options == set(kinds.split())
    assert options <= named


@pytest.mark.parametrize(("text", "channel", "addresses"), WAYS)
def test_the_way_and_its_addresses_are_read(text: str, channel: str, addresses: tuple[str, ...]) -> None:
    ad = Ad([text])
    found = find_addresses(ad).value
    assert (find_channel(ad, found).value, found) == (channel, addresses)


def test_documents_of_unsolicited_applications_are_told_as_doubtful() -> None:
    found = find_documents(Ad(["Speculative applications: send your CV and a letter to a@mail.example.org."]))
    assert [document.kind for document in found.value] == ["cv", "letter"]
    assert "documents_uncertain" in [caution.code for caution in found.cautions]


def test_a_paper_that_may_stand_for_another_is_told_as_a_choice() -> None:
    text = "Send a CV and a cover letter to a@mail.example.org. You may send a video instead of the letter."
    assert "documents_alternatives" in [caution.code for caution in find_documents(Ad([text])).cautions]
