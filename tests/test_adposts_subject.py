"""Tables of the subjects that ads prescribe; the sentences are invented."""

from __future__ import annotations

import time

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.subject.blanks import with_blanks
from intake.reading.adposts.subject.subject import find_subject


def codes(text: str) -> list[str]:
    return [caution.code for caution in find_subject(Ad([text])).cautions]


PRESCRIBED = [
    (
        (
            "Merci d'envoyer CV et lettre de motivation à rh@example.org avec en objet « Stage "
            "communication 2024 »."
        ),
        "Stage communication 2024",
    ),
    (
        "Envoyez votre CV à rh@example.org en précisant en objet : Candidature Comptable.",
        "Candidature Comptable",
    ),
    ("Candidature à adresser à rh@example.org (objet : Chargé de mission eau)", "Chargé de mission eau"),
    ("Adresser CV + LM à rh@example.org, objet : REF-2024-12", "REF-2024-12"),
    (
        (
            "Merci d'adresser vos candidatures par mail à rh@example.org avec pour objet "
            '"Animateur/trice nature - CDD" avant le 5 mai.'
        ),
        "Animateur/trice nature - CDD",
    ),
    (
        (
            "Les candidatures doivent être envoyées à rh@example.org en mentionnant dans "
            "l'objet du mail « Consultant SERA »."
        ),
        "Consultant SERA",
    ),
    (
        "Merci de mentionner la référence ABC/2023/04 dans l'objet de votre mail adressé à rh@example.org.",
        "ABC/2023/04",
    ),
    ("CV et LM à rh@example.org sous la référence MTD2- Anim/ 2021", "MTD2- Anim/ 2021"),
    (
        "Envoyer votre candidature à rh@example.org avec la mention « Candidature au poste de logisticien ».",
        "Candidature au poste de logisticien",
    ),
    ("Merci de préciser « Recrutement RAF » en objet de votre mail à rh@example.org.", "Recrutement RAF"),
    ("Merci d'indiquer en objet du mail le poste pour lequel vous postulez. rh@example.org", "{title}"),
    ("Envoyez votre CV à rh@example.org en précisant en objet l'intitulé du poste.", "{title}"),
    ("Envoyez votre CV à rh@example.org avec en objet l'intitulé du poste et votre nom.", "{title} {name}"),
    ("Envoyez votre CV à rh@example.org en objet le poste visé", "{title}"),
    (
        (
            "Candidature par mail à rh@example.org, en indiquant dans l'objet « Candidature – "
            "Coordinateur – NOM Prénom »"
        ),
        "Candidature – Coordinateur – {name}",
    ),
    (
        "Objet du mail : [Stage] Développeur web – Prénom Nom. À envoyer à rh@example.org",
        "[Stage] Développeur web – {name}",
    ),
    (
        "Postuler par mail : rh@example.org\nObjet du mail : Candidature développeur\nDate limite : 3 mai",
        "Candidature développeur",
    ),
    ("Pour postuler : rh@example.org\nSujet : Candidature stage d'été", "Candidature stage d'été"),
    (
        "Merci d'envoyer votre CV à rh@example.org en rappelant la référence 2024-ING-03 en objet.",
        "2024-ING-03",
    ),
    (
        (
            "Transmettre CV et lettre à rh@example.org avec pour sujet : Candidature Chef de "
            "projet et racontez-nous pourquoi vous."
        ),
        "Candidature Chef de projet",
    ),
    (
        (
            "Merci de nous faire parvenir par mail intitulé « Candidature Agent d'accueil » "
            "votre CV à rh@example.org"
        ),
        "Candidature Agent d'accueil",
    ),
    (
        "Envoyez CV à rh@example.org en indiquant « Candidature médiateur » suivi de votre nom en objet.",
        "Candidature médiateur {name}",
    ),
    (
        "Envoyez vos dossiers à rh@example.org avec l'objet suivant : « Poste_Sage-femme_Nom_Prénom »",
        "Poste_Sage-femme_{name}",
    ),
    ("L'objet du mail doit être : « Candidature Magasinier ». rh@example.org", "Candidature Magasinier"),
    (
        (
            "L’objet du courriel devra comporter la mention « Recrutement Gestionnaire de "
            "données ». rh@example.org"
        ),
        "Recrutement Gestionnaire de données",
    ),
    (
        (
            "Les dossiers sont à transmettre à rh@example.org avec comme objet de mail : "
            "Recrutement d'un Chauffeur, au plus tard le 3 mai."
        ),
        "Recrutement d'un Chauffeur",
    ),
    ("à envoyer à rh@example.org, en portant en objet « AC 2024/05 »", "AC 2024/05"),
    ("CV, lettre à rh@example.org. Merci de préciser l'intitulé du poste dans l'objet du mail.", "{title}"),
    (
        "Merci de noter en objet de votre mail : « NOM Prénom – Candidature éducateur – Ville »",
        "{name} – Candidature éducateur – {any}",
    ),
    (
        (
            "Votre dossier est à envoyer par mail à rh@example.org, en précisant dans l'objet "
            ": Candidature [votre nom] / [ville]."
        ),
        "Candidature {name} / {any}",
    ),
    (
        "Envoyez-nous un mail à rh@example.org avec comme sujet [STAGE-DEV] et votre CV en pièce jointe.",
        "STAGE-DEV",
    ),
    (
        (
            "Merci d’envoyer votre candidature à rh@example.org en mentionnant en objet : "
            "Recrutement assistant administratif (H/F) à l'attention de Mme Dupont."
        ),
        "Recrutement assistant administratif (H/F)",
    ),
    (
        'Please send your CV to hr@example.org with the subject line "Research Assistant Application".',
        "Research Assistant Application",
    ),
    ("Send CV to hr@example.org with subject: PhD position in Ecology.", "PhD position in Ecology"),
    ('Email your resume to hr@example.org with "Junior Developer" in the subject line.', "Junior Developer"),
    ("Please quote reference 2023-45 in the subject line of your email to hr@example.org.", "2023-45"),
    ("Please put the job title in the subject line and send to hr@example.org", "{title}"),
    (
        (
            "Applications should be sent to hr@example.org indicating the position applied for "
            "in the subject line."
        ),
        "{title}",
    ),
    ("quote the position you apply for in the subject line. hr@example.org", "{title}"),
    (
        "Apply to hr@example.org with the subject “Application – [Your Name] – Data Manager”.",
        "Application – {name} – Data Manager",
    ),
    ("Subject line: Finance Officer - your name. Send to hr@example.org", "Finance Officer - {name}"),
    (
        "Send an email to hr@example.org with subject 'Postdoc application' and the following documents:",
        "Postdoc application",
    ),
    (
        "Candidates should email hr@example.org, using the subject heading Programme Officer, Kenya.",
        "Programme Officer, Kenya",
    ),
    ("Please include “PhD-ML” in the subject of your email to hr@example.org", "PhD-ML"),
    (
        'The subject of the email should be "Application: Lab Manager". hr@example.org',
        "Application: Lab Manager",
    ),
    ("The email subject must read: VACANCY 12/2024 – Driver. hr@example.org", "VACANCY 12/2024 – Driver"),
    ("Send your CV to hr@example.org (subject: Student job)", "Student job"),
    ("Please send CV to hr@example.org with “Your surname – Postdoc” as the subject.", "{name} – Postdoc"),
    ("Submit to hr@example.org with the title of the position in the subject line", "{title}"),
    (
        'Please use the subject line "Surname, First name: application" to hr@example.org',
        "{name}: application",
    ),
    (
        (
            "Interested candidates should send their CVs to hr@example.org clearly stating the "
            "position title and location in the subject of the email."
        ),
        "{title} {any}",
    ),
    ("Send your CV to hr@example.org mentioning Intern 2024 in the subject.", "Intern 2024"),
    ("Please write your full name and the position in the subject line: hr@example.org", "{name} {title}"),
    ("E-mail applications to hr@example.org under the subject “TOR-Evaluation-2020”.", "TOR-Evaluation-2020"),
    (
        "Email: hr@example.org\nSubject: Application for the post of Cook\nDeadline: 4 May",
        "Application for the post of Cook",
    ),
    ("Please email hr@example.org with the job reference number in the subject line.", "{any}"),
    ("ترسل السيرة الذاتية إلى hr@example.org مع كتابة المسمى الوظيفي في عنوان الرسالة.", "{title}"),
    (
        'يرجى إرسال السيرة الذاتية إلى hr@example.org مع ذكر "محاسب - الرباط" في موضوع الرسالة.',
        "محاسب - الرباط",
    ),
    ("ترسل الطلبات إلى hr@example.org على أن يكون عنوان الرسالة: طلب وظيفة محاسب.", "طلب وظيفة محاسب"),
    ("الرجاء كتابة اسم الوظيفة في خانة الموضوع وإرسال السيرة إلى hr@example.org", "{title}"),
    ("إرسال السيرة الذاتية إلى hr@example.org تحت عنوان «مسؤول مالي»", "مسؤول مالي"),
    (
        "إرسال السيرة الذاتية إلى hr@example.org وكتابة الاسم الكامل والوظيفة المطلوبة في عنوان البريد",
        "{name} {title}",
    ),
    (
        "موضوع الرسالة: ترشيح لمنصب منسق المشروع - الاسم الكامل، البريد hr@example.org",
        "ترشيح لمنصب منسق المشروع - {name}",
    ),
    ('Enviar CV a rrhh@example.org indicando en el asunto "Técnico de campo".', "Técnico de campo"),
    ("Enviar CV a rrhh@example.org con el asunto: Vacante Contador", "Vacante Contador"),
    ("Enviar currículo para rh@example.org com o assunto “Vaga Designer”.", "Vaga Designer"),
    ("Envie seu currículo para rh@example.org colocando no assunto o nome da vaga.", "{title}"),
    (
        "Bitte senden Sie Ihre Bewerbung mit dem Betreff „Bewerbung Praktikum“ an job@example.org",
        "Bewerbung Praktikum",
    ),
    ("Bewerbung per E-Mail an job@example.org, Betreff: Werkstudent IT", "Werkstudent IT"),
    ("CV + LM à rh@example.org (merci d'indiquer la référence EDU-2024 en objet)", "EDU-2024"),
    ("Titre du mail : Candidature animateur. rh@example.org", "Candidature animateur"),
    (
        "Candidature par mail à rh@example.org. Intitulé du mail : Recrutement_CP_Dakar",
        "Recrutement_CP_Dakar",
    ),
    (
        (
            "Adressez votre CV à rh@example.org en indiquant en objet du message la mention "
            "suivante : Recrutement Comptable Niger"
        ),
        "Recrutement Comptable Niger",
    ),
    (
        (
            "Envoyez à rh@example.org avec en objet du mail : CANDIDATURE_NOM_Prénom (ex : "
            "CANDIDATURE_DUPONT_Jean)"
        ),
        "CANDIDATURE_{name}",
    ),
    ("Précisez dans l'objet de l'email « Stage com » + votre ville, à rh@example.org", "Stage com {any}"),
    ("Votre dossier à rh@example.org sous l'intitulé « Candidature Formateur »", "Candidature Formateur"),
    ("à rh@example.org avec la référence suivante en objet : FR/22/B", "FR/22/B"),
    (
        "Envoyer à rh@example.org avec l’objet de mail suivant : Chargé de plaidoyer – Bénin",
        "Chargé de plaidoyer – Bénin",
    ),
    (
        "Merci d'envoyer votre CV, par mail, à l'adresse rh@example.org, objet « Candidature DAF ».",
        "Candidature DAF",
    ),
    (
        "Candidature à transmettre avant le 12/05 à rh@example.org. Mentionner « CDD Forêt » dans l’objet.",
        "CDD Forêt",
    ),
    ("Veuillez indiquer comme objet du courriel : Concours 2024-18, à rh@example.org", "Concours 2024-18"),
    (
        "Faites parvenir votre CV à rh@example.org en inscrivant le titre du poste dans l'objet du courriel.",
        "{title}",
    ),
    (
        (
            "Les personnes intéressées doivent faire parvenir leur candidature à "
            "rh@example.org en indiquant le numéro de concours 2024-18 en objet."
        ),
        "2024-18",
    ),
    ("Candidature à rh@example.org en précisant en objet du mail le titre de l'offre", "{title}"),
    (
        "Envoyez votre candidature à rh@example.org (en précisant le poste et la ville en objet)",
        "{title} {any}",
    ),
    ("Envoyez votre CV à rh@example.org. En objet, précisez « Service civique ».", "Service civique"),
    (
        "Dans l'objet du mail, merci d'indiquer : « Candidature VSI Togo ». rh@example.org",
        "Candidature VSI Togo",
    ),
    ("Merci d'envoyer un mail à rh@example.org, sujet « Stage M2 bioinfo »", "Stage M2 bioinfo"),
    (
        (
            "merci de bien vouloir transmettre votre candidature à rh@example.org en "
            "spécifiant le poste concerné en objet"
        ),
        "{title}",
    ),
    ("Envoyer CV à rh@example.org en mettant « Alternance RH » en objet de mail", "Alternance RH"),
    ("CV à rh@example.org avec la référence du poste en objet.\nRéférence : ING-77", "ING-77"),
    (
        "Seules les candidatures avec l'objet « AMI consultants » seront traitées : rh@example.org",
        "AMI consultants",
    ),
    (
        (
            "Les offres doivent être envoyées à rh@example.org avec pour objet : « Évaluation "
            "finale – [Nom du consultant] »"
        ),
        "Évaluation finale – {name}",
    ),
    (
        "Send CV to hr@example.org with the following subject line: MEL Officer Application",
        "MEL Officer Application",
    ),
    ("Send to hr@example.org with email subject line as 'Driver - Juba'.", "Driver - Juba"),
    ("The subject line should read: Postdoc – Last Name, First Name. hr@example.org", "Postdoc – {name}"),
    ('Email hr@example.org with the subject line "[Job Title] - [Your Name]"', "{title} - {name}"),
    ('Send to hr@example.org with "Full name – Position" in the subject line', "{name} – {title}"),
    ("Send to hr@example.org, subject: Application_[Position]_[Name]", "Application_{title}_{name}"),
    ("Please use 'PhD Economics' as subject line when emailing hr@example.org", "PhD Economics"),
    ("Type PROGRAM MANAGER in the subject line. Email hr@example.org", "PROGRAM MANAGER"),
    ("The subject line of the email should be “Consultant WASH”. hr@example.org", "Consultant WASH"),
    ('In the email subject, please indicate "GIS intern". hr@example.org', "GIS intern"),
    ("Kindly indicate “Accountant” as the subject of your mail to hr@example.org", "Accountant"),
    (
        (
            "Interested candidates should send CV to hr@example.org indicating the job title "
            "as the subject of the mail."
        ),
        "{title}",
    ),
    ("Send your CV to hr@example.org using the position as the subject of the email", "{title}"),
    ("send CV to hr@example.org with the job title as subject", "{title}"),
    ("Applications with subject 'Nurse 2024' go to hr@example.org", "Nurse 2024"),
    ("Email title: Volunteer Kenya, to hr@example.org", "Volunteer Kenya"),
    ('Please title your email "Summer intern" and send to hr@example.org', "Summer intern"),
    (
        "Applications to hr@example.org quoting the vacancy reference number in the subject. Ref: VAC/12/24",
        "VAC/12/24",
    ),
    ('Please email your resume to hr@example.org and mention "Rust dev" as subject.', "Rust dev"),
    ('Apply by email to hr@example.org (please put "Postdoc" in the subject)', "Postdoc"),
    ("To apply send an email to hr@example.org with [JOB] in the subject.", "JOB"),
    (
        "Please send your application to hr@example.org with the subject “PhD position” by 1 May 2024.",
        "PhD position",
    ),
    (
        (
            "Interested applicants should email hr@example.org with subject line Research "
            "Assistant - NLP and attach a CV."
        ),
        "Research Assistant - NLP",
    ),
    (
        'Please send CV to hr@example.org. Please include the words "lab manager" in the subject line.',
        "lab manager",
    ),
    ("Please send applications to hr@example.org (subject line: “Last name_PD 2024”).", "{name}_PD 2024"),
    (
        "Candidates should send applications to hr@example.org with the vacancy title in the subject line",
        "{title}",
    ),
    ("Please state the name of the post in the subject line of your email to hr@example.org", "{title}"),
    ("please indicate in the subject line the position you are applying for. hr@example.org", "{title}"),
    (
        "Please clearly indicate the position applied for in the e-mail subject line: hr@example.org",
        "{title}",
    ),
    ("CVs to hr@example.org by email with the title of the consultancy in the subject line", "{title}"),
    (
        'All applications must have the subject: "Procurement Officer" to hr@example.org',
        "Procurement Officer",
    ),
    ('Write "Application for Cook" on the subject line and send to hr@example.org', "Application for Cook"),
    ('To be considered, your email subject must be "Chef" - hr@example.org', "Chef"),
    ('Send an email entitled "Tutor application" to hr@example.org', "Tutor application"),
    ('Send CV to hr@example.org marked "Project Officer"', "Project Officer"),
    ("ترسل السيرة إلى hr@example.org مع ضرورة كتابة مسمى الوظيفة في خانة الموضوع (Subject)", "{title}"),
    ("على أن يتضمن عنوان البريد الإلكتروني اسم الوظيفة: hr@example.org", "{title}"),
    ("يرجى إرسال السيرة الذاتية إلى hr@example.org بعنوان: طلب توظيف", "طلب توظيف"),
    ("إرسال CV إلى hr@example.org مع كتابة (مهندس مدني) في عنوان الإيميل", "مهندس مدني"),
    ("يرجى ارسال السيرة على hr@example.org مع تحديد الوظيفة المتقدم لها في عنوان الرسالة", "{title}"),
    ('Interesados enviar CV a rrhh@example.org con la referencia "ADM-01" en el asunto', "ADM-01"),
    ("Enviar hoja de vida a rrhh@example.org, asunto: Practicante", "Practicante"),
    ("Enviar CV a rrhh@example.org indicando el puesto al que aplica en el asunto", "{title}"),
    ("Enviar currículo para rh@example.org, assunto: Vaga Analista", "Vaga Analista"),
    ("Interessados devem enviar currículo para rh@example.org com o título da vaga no assunto", "{title}"),
    ("Bitte geben Sie im Betreff „Stelle 12/24“ an: job@example.org", "Stelle 12/24"),
    ("Bewerbung unter dem Stichwort „Gärtner“ an job@example.org", "Gärtner"),
    ("Merci de mentionner la réf. AB-12 dans l'objet de votre message à rh@example.org", "AB-12"),
    (
        "Envoyer CV et LM par mail à rh@example.org en précisant dans l'intitulé du mail : Candidature RH",
        "Candidature RH",
    ),
    (
        (
            "Les personnes intéressées sont priées d'envoyer leur dossier à rh@example.org "
            "avec la mention en objet : Recrutement Facilitateur"
        ),
        "Recrutement Facilitateur",
    ),
    (
        (
            "Veuillez transmettre votre offre à rh@example.org en portant la mention « Appel "
            "d'offres 04/2024 - Formation » en objet"
        ),
        "Appel d'offres 04/2024 - Formation",
    ),
    (
        (
            "Toute candidature devra porter en objet la mention suivante : « Candidature "
            "Psychologue Fès » et être envoyée à rh@example.org"
        ),
        "Candidature Psychologue Fès",
    ),
    (
        (
            "Envoyez votre CV à l'adresse rh@example.org en spécifiant dans l'objet : « "
            "Candidature pour le poste de Coordinateur(trice) »."
        ),
        "Candidature pour le poste de Coordinateur(trice)",
    ),
    (
        "Les candidatures sont à adresser, sous la référence « ASS/COMPTA/2023 », à rh@example.org",
        "ASS/COMPTA/2023",
    ),
    ("Prière d'envoyer votre CV et lettre à rh@example.org, Objet: 'Assistant projet'", "Assistant projet"),
    (
        "adresser un CV à rh@example.org, en objet de mail préciser « CANDIDATURE + INTITULE DU POSTE »",
        "CANDIDATURE + {title}",
    ),
    (
        "en indiquant comme objet : « Candidature au poste de … »  rh@example.org",
        "Candidature au poste de {any}",
    ),
    ("Merci d'adresser CV+LM à rh@example.org (objet du mail : VSC Sénégal).", "VSC Sénégal"),
    ("CV + lettre à rh@example.org – objet : stage juridique", "stage juridique"),
    (
        (
            "Adresser votre candidature à rh@example.org, en indiquant la référence 24-INFO-3 "
            "(en objet du courriel)."
        ),
        "24-INFO-3",
    ),
    (
        "Merci de préciser impérativement l’intitulé du poste en objet de votre mail (rh@example.org)",
        "{title}",
    ),
    (
        (
            "Envoyez votre dossier à rh@example.org en précisant vos nom et prénom ainsi que "
            "l'intitulé du poste dans l'objet."
        ),
        "{name} {title}",
    ),
    (
        "Votre mail (rh@example.org) aura pour objet « Prénom NOM / Alternance dev ».",
        "{name} / Alternance dev",
    ),
    ("Envoyez-nous votre CV à rh@example.org avec [Dev Front] dans le sujet du mail", "Dev Front"),
    ('avec le sujet "[Stage] Nom Prénom" à rh@example.org et votre CV', "[Stage] {name}"),
    ("Ecrire à rh@example.org en mettant dans l'objet du mail votre nom suivi du poste", "{name} {title}"),
    (
        "Les dossiers à envoyer à rh@example.org avec pour objet : Recrutement – Responsable M&E, Mali",
        "Recrutement – Responsable M&E, Mali",
    ),
    (
        "Candidature (CV, LM) à envoyer à rh@example.org en mentionnant l'objet suivant: CandidatureCP2024",
        "CandidatureCP2024",
    ),
    (
        "L’intitulé du mail doit être « Consultant étude genre ». Envoyer à rh@example.org",
        "Consultant étude genre",
    ),
    (
        "Merci d'écrire « Réponse à l'offre n° 12 » en objet et d'envoyer à rh@example.org",
        "Réponse à l'offre n° 12",
    ),
    ('Merci de préciser "Poste d\'éducateur" dans l’objet du mail rh@example.org', "Poste d'éducateur"),
    ("Objet de votre e-mail : Candidature spontanée, à envoyer à rh@example.org", "Candidature spontanée"),
    ("Mettre « Bénévole » en sujet de mail. rh@example.org", "Bénévole"),
    (
        (
            "Please send your CV to hr@example.org with “Application: Field Officer (Ref "
            "22/03)” as the email subject."
        ),
        "Application: Field Officer (Ref 22/03)",
    ),
    ("Send CVs to hr@example.org, with the subject: Senior Developer (remote).", "Senior Developer (remote)"),
    ("Email subject: “Hydrologist – Amman”. Send to hr@example.org", "Hydrologist – Amman"),
    (
        "Submit via email to hr@example.org under the subject line: “Consultancy – Baseline”.",
        "Consultancy – Baseline",
    ),
    ("Please email hr@example.org, stating 'Lecturer in Law' in the subject header.", "Lecturer in Law"),
    (
        "Applicants must include the vacancy number 34/2024 in the subject of the email to hr@example.org",
        "34/2024",
    ),
    ("Your name and the job title must appear in the subject line. hr@example.org", "{name} {title}"),
    ("Please ensure the subject line reads “Marketing Intern”. Email: hr@example.org", "Marketing Intern"),
    ("Please make the subject of your email 'Rust engineer'. hr@example.org", "Rust engineer"),
    (
        "use the following format for the subject line: “Position – Last name”; hr@example.org",
        "{title} – {name}",
    ),
    ("Submit CV to hr@example.org. Subject should be: EOI - Trainer", "EOI - Trainer"),
    ("Send to hr@example.org with subject “PhD in Physics (your surname)”.", "PhD in Physics {name}"),
    ("hr@example.org – subject line “Graphic Designer”", "Graphic Designer"),
    ("Write to jobs@example.org, including ‘sysadmin’ in the subject line.", "sysadmin"),
    (
        (
            'Only applications with the subject line "Nutrition Officer_Name of applicant" '
            "sent to hr@example.org"
        ),
        "Nutrition Officer_{name}",
    ),
    (
        (
            "Please send your resume to hr@example.org with the position you’re applying for "
            "in the subject line."
        ),
        "{title}",
    ),
    (
        (
            "Please indicate which position you are applying for in the subject line of your "
            "email to hr@example.org"
        ),
        "{title}",
    ),
    (
        "Candidates should indicate the position and duty station in the subject line. hr@example.org",
        "{title} {any}",
    ),
    ("Send your letter and CV by e-mail (subject “Postdoc ML”) to hr@example.org", "Postdoc ML"),
    ("Send your application to hr@example.org (please include reference PD-22 in the subject).", "PD-22"),
    ("Email your CV to hr@example.org with Job Title as the subject", "{title}"),
    ("Email hr@example.org and include “job application” in the subject line", "job application"),
    (
        "يرجى إرسال السيرة الذاتية على البريد hr@example.org ويكتب في عنوان الرسالة: محاسب فرع جدة",
        "محاسب فرع جدة",
    ),
    ("إرسال السيرة إلى hr@example.org مع كتابة رمز الوظيفة A12 في الموضوع", "A12"),
    ("على الراغبين إرسال CV إلى hr@example.org مع كتابة عنوان الوظيفة في خانة العنوان", "{title}"),
    ('ارسل سيرتك الى hr@example.org واكتب في الموضوع "مصمم"', "مصمم"),
    ("Enviar CV a rrhh@example.org (asunto: Docente de Música)", "Docente de Música"),
    ("Enviar CV a rrhh@example.org especificando en el asunto nombre y apellido y puesto", "{name} {title}"),
    ("Enviar currículo para rh@example.org com o assunto: Seleção – Nome do candidato", "Seleção – {name}"),
    ("Bewerbung mit dem Betreff „Bewerbung – Vorname Nachname“ an job@example.org", "Bewerbung – {name}"),
]

NOT_PRESCRIBED = [
    "Objet : Avis de recrutement d'un comptable\n\nL'association recrute. Envoyer CV à rh@example.org",
    (
        "Objet : recrutement d'un consultant\nDans le cadre de son projet, l'association "
        "recrute un consultant. Envoyer CV à rh@example.org"
    ),
    "Le dossier sera envoyé dans un fichier intitulé « NOM_Prénom_CV.pdf » à rh@example.org",
    (
        "Déposer votre dossier sous pli fermé avec la mention « Recrutement chauffeur » sur "
        "l'enveloppe au siège."
    ),
    "Envoyez votre CV à rh@example.org avec un objet clair.",
    "Le sujet de thèse : apprentissage profond. Envoyer CV à x@example.org",
    "Sujet : Étude des sols. Envoyer CV à x@example.org",
    "Les lettres de recommandation seront envoyées avec en objet « Reco X » à x@example.org",
    "L'objet de la mission est d'accompagner. CV à x@example.org",
    "Ce contrat a pour objet le développement d'un logiciel. Envoyer CV à x@example.org",
    "L'association a pour objet la protection de l'enfance. Envoyez CV à x@example.org",
    "Merci d'indiquer vos disponibilités et l'intitulé de votre diplôme. CV à x@example.org",
    "Send a CV by email to hr@example.org with a useful subject line.",
    "Teach your subject: maths and physics. Send CV to hr@example.org",
    "You will have strong subject knowledge. Send your CV to hr@example.org",
    "Applications are subject to approval. Send your CV to hr@example.org",
    'Please name your file "Surname_CV.pdf" and send to hr@example.org',
    "Please ensure referees put your name in the subject line when emailing hr@example.org",
    "The position is subject: to funding. hr@example.org CV",
    "Please quote reference PT44728 on your application and send it to hr@example.org.",
    "Envoyer CV à rh@example.org. Référence à rappeler : 2024-12",
    'Applications in envelopes marked "Driver" or emailed to hr@example.org',
    "Experience in the subject area: biology. CV to hr@example.org",
    "Students of the following subjects: physics. CV to hr@example.org",
    "The subject of the thesis is the study of forests. CV to hr@example.org",
    "The subject of the PhD: forests. CV to hr@example.org",
    "PhD subject: Forest ecology\nSend your CV to hr@example.org",
    "Sujet du stage : étude des forêts\nEnvoyer CV à hr@example.org",
    "Envoyer CV à hr@example.org\n\nSujet de thèse : les forêts",
    "Send CV to hr@example.org\n\nPhD subject: forests",
    "The job title is Lecturer in Maths, with a title of Professor. hr@example.org CV",
    "CV à rh@example.org en précisant : « Stage 2024 »",
]


@pytest.mark.parametrize(("text", "subject"), PRESCRIBED)
def test_a_prescribed_subject_is_given_without_quotes_and_with_its_blanks(text: str, subject: str):
    assert find_subject(Ad([text])).value == subject


@pytest.mark.parametrize("text", NOT_PRESCRIBED)
def test_headings_file_names_envelopes_and_remarks_are_no_subject(text: str):
    assert find_subject(Ad([text])).value is None


BLANKS = [
    ("Coordination – Nom + Prénom", "Coordination – {name}"),
    ("Candidature_NOM_Prénom", "Candidature_{name}"),
    ("CV [votre nom]", "CV {name}"),
    ("[Stage] Dupont", "[Stage] Dupont"),
    ("Application – Your Name", "Application – {name}"),
    ("[Job Title] – [Your Name]", "{title} – {name}"),
    ("Full name – Position", "{name} – {title}"),
    ("Poste – Cuisinier – Nom", "Poste – Cuisinier – {name}"),
    ("ترشيح - الاسم الكامل", "ترشيح - {name}"),
    ("Médiateur [ville]", "Médiateur {any}"),
    ("REF-2024/12", "REF-2024/12"),
    ("Domain name manager", "Domain name manager"),
]


@pytest.mark.parametrize(("text", "rule"), BLANKS)
def test_the_blanks_of_a_subject_become_placeholders(text: str, rule: str):
    assert with_blanks(text) == rule


def test_a_subject_that_only_a_link_gives_is_found():
    text = "Write to [us](mailto:jobs@example.org?subject=Cook%20%26%20baker&cc=boss@example.org) soon."
    assert find_subject(Ad([text])).value == "Cook & baker"


def test_the_text_goes_before_the_link_and_the_other_subject_is_told():
    text = "Send your CV with subject “Cook”: <mailto:jobs@example.org?subject=Waiter>"
    assert find_subject(Ad([text])).value == "Cook"
    assert "subject_inconsistent" in codes(text)


def test_two_subjects_are_told():
    text = 'Email your CV to jobs@example.org with "Postdoc" or "PhD student" in the subject line.'
    assert find_subject(Ad([text])).value == "Postdoc"
    assert "subject_inconsistent" in codes(text)


def test_a_line_of_its_own_above_the_address_is_a_subject_and_a_heading_is_none():
    told = "Nous cherchons un cuisinier.\n" * 6
    assert find_subject(Ad([told + "OBJET : CUISINE 12\n(chef@example.org)"])).value == "CUISINE 12"
    assert find_subject(Ad(["OBJET : CUISINE 12\n(chef@example.org)\n" + told])).value is None


@pytest.mark.parametrize("gap", [" ", "\n", " \n", "\n\n", "  "])
def test_wrapped_lines_hide_no_wording(gap: str):
    text = "Please put “Baker 12” in the subject field of your email to jobs@example.org."
    assert find_subject(Ad([text.replace(" the ", gap + "the ")])).value == "Baker 12"


def test_a_subject_without_a_fixed_word_is_doubtful():
    assert codes("CV à rh@example.org, avec votre nom en objet.") == ["subject_uncertain"]


def test_a_reference_for_the_letter_and_names_of_files_are_notes():
    text = "Please quote reference PT123 on your application. Name your file Surname_CV.pdf. jobs@example.org"
    assert codes(text) == ["reference_to_mention", "file_naming_required"]


def test_the_quote_holds_the_wording_and_the_subject():
    ad = Ad(["Le poste.\n\nCV à rh@example.org avec pour objet : Stage eau 2024."])
    found = find_subject(ad)
    assert found.span is not None
    assert ad.quote(found.span).text.endswith("objet : Stage eau 2024")


@pytest.mark.parametrize("part", ["objet : ", "en objet « ", "in the subject line ", "nom, ", "[nom] ", "“"])
def test_long_runs_are_read_in_time(part: str):
    ad = Ad([part * (30_000 // len(part))])
    start = time.perf_counter()
    find_subject(ad)
    assert time.perf_counter() - start < 2
