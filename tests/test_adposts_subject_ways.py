"""Ways in which ads prescribe the subject, by language and family of wordings; the sentences are invented."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.source import read_advert
from intake.reading.adposts.subject.subject import find_subject

SPANISH = [
    ("Envía tu CV a rh@example.org. En el asunto pon el nombre de la vacante.", "{title}"),
    ("Enviar CV a rh@example.org. En asunto poner nombre del puesto.", "{title}"),
    ("Mandar currículum a rh@example.org, en asunto colocar: Vacante Cajero", "Vacante Cajero"),
    ("Manda tu CV a rh@example.org y en el asunto escribe el puesto que te interesa.", "{title}"),
    ("Envíanos tu CV a rh@example.org indicando en el asunto el puesto al que te postulas.", "{title}"),
    (
        "Envíanos tu CV a rh@example.org indicando en el asunto el puesto al que aplicas y tu nombre.",
        "{title} {name}",
    ),
    ("Envía tu hoja de vida a rh@example.org indicando en el asunto el cargo al que aspira.", "{title}"),
    (
        'Envía tu hoja de vida a rh@example.org con el asunto "Vendedor - Nombre completo".',
        "Vendedor - {name}",
    ),
    ("Envía tu hoja de vida a rh@example.org con el asunto: Vendedor Junior.", "Vendedor Junior"),
    (
        "Los interesados deberán enviar su CV a rh@example.org con asunto Vacante Contador.",
        "Vacante Contador",
    ),
    ("Mándanos tu CV a rh@example.org, indicando la referencia DEV-21 en el asunto.", "DEV-21"),
    ("Interesados enviar CV a rh@example.org indicando en el asunto la referencia DEV-21.", "DEV-21"),
    ("Enviar CV a rh@example.org con el nombre de la vacante en el asunto.", "{title}"),
    ("Enviar CV a rh@example.org. Asunto: Ayudante de cocina", "Ayudante de cocina"),
    (
        'Enviar CV a rh@example.org. El asunto del correo debe ser "Beca 2027 - Apellidos".',
        "Beca 2027 - {name}",
    ),
    ("Enviar CV a rh@example.org. El asunto del correo deberá indicar: Beca 2027.", "Beca 2027"),
    ("Envía tu CV a rh@example.org (asunto: Prácticas de verano).", "Prácticas de verano"),
    ("Envía tu CV a rh@example.org especificando en el asunto la vacante de tu interés.", "{title}"),
    ("Envía tu CV a rh@example.org señalando en el asunto el nombre del cargo al que postula.", "{title}"),
    ("Envía tu CV a rh@example.org poniendo como asunto «Candidato redactor».", "Candidato redactor"),
    ("Envía tu CV a rh@example.org poniendo en asunto el nombre de la posición.", "{title}"),
    (
        ("Envía tu CV a rh@example.org; coloca en el asunto tu nombre y la vacante a la que te postulas."),
        "{name} {title}",
    ),
    ("Envía tu CV a rh@example.org con el asunto [Área de interés].", "{any}"),
    ('Envía tu CV a rh@example.org con el asunto "Postulación - [Tu nombre]".', "Postulación - {name}"),
    (
        'Envía tu CV a rh@example.org con el asunto "Postulación - [Nombre del cargo]".',
        "Postulación - {title}",
    ),
    ('Envía tu CV a rh@example.org con el asunto "Postulación - Nombre del cargo".', "Postulación - {title}"),
    ('Envía tu CV a rh@example.org con el asunto "Postulación - [Puesto]".', "Postulación - {title}"),
    ("Envía tu CV a rh@example.org. Indica en el asunto el área de tu interés.", "{any}"),
    ("Envía tu CV a rh@example.org. Indica en el asunto la ciudad donde resides.", "{any}"),
    (
        'Indica en el asunto el puesto de interés (ej: "Camarero/a") y envía tu CV a rh@example.org.',
        "{title}",
    ),
    ('No olvides poner en el asunto del mensaje "Equipo Lima". Envía tu CV a rh@example.org', "Equipo Lima"),
    ('Envía tu CV a rh@example.org. Asunto del correo: "Aplicación {nombre}"', "Aplicación {name}"),
    (
        (
            "Por favor enviar CV a rh@example.org con copia a b@example.org. En el asunto favor "
            "indicar: Auxiliar contable."
        ),
        "Auxiliar contable",
    ),
    ("Escríbenos a rh@example.org con tu CV y el puesto en el asunto.", "{title}"),
    ("Escríbenos a rh@example.org con el puesto al que aspiras en el asunto.", "{title}"),
    ('Escríbenos a rh@example.org (en el asunto: "Quiero unirme") y cuéntanos quién eres.', "Quiero unirme"),
    ("Postúlate enviando tu CV a rh@example.org bajo el asunto “Desarrollador Web”.", "Desarrollador Web"),
    ("Envíe su CV a rh@example.org haciendo referencia en el asunto a la vacante “Contador”.", "Contador"),
    ("Envíe su CV a rh@example.org, asunto Contador Senior.", "Contador Senior"),
    ("Envíe su CV a rh@example.org, con asunto: CV-Contador-NombreApellido", "CV-Contador-{name}"),
    ('Envíe su CV a rh@example.org con el asunto "Beca_Apellido_Nombre".', "Beca_{name}"),
    ('Envíe su CV a rh@example.org con el título "Beca verano" en el asunto.', "Beca verano"),
    (
        'Envíe su CV a rh@example.org escribiendo en el asunto la frase "Me interesa la beca".',
        "Me interesa la beca",
    ),
    ("Envíe su CV a rh@example.org, detallando en el asunto el cargo.", "{title}"),
    (
        (
            "Envíe su CV a rh@example.org. Es imprescindible indicar en el asunto la referencia del "
            "puesto: REF-55."
        ),
        "REF-55",
    ),
    ("Envíe su CV a rh@example.org. Ref. en asunto: COM-21", "COM-21"),
    ("Envíe su CV a rh@example.org con el código 5521 en el asunto del mensaje.", "5521"),
    (
        'Encargado de asuntos públicos. Envíe CV a rh@example.org con el asunto "Asuntos Públicos".',
        "Asuntos Públicos",
    ),
    ('Interesados/as enviar CV a a@example.org con la referencia "Monitor" en el asunto.', "Monitor"),
    ("Enviar CV a a@example.org con asunto: Nombre y Apellido - Puesto", "{name} - {title}"),
    ('Enviar CV a a@example.org, asunto: "Puesto - Nombre".', "{title} - {name}"),
    (
        "Enviar CV a a@example.org, asunto: Búsqueda Analista / Buenos Aires",
        "Búsqueda Analista / Buenos Aires",
    ),
    ("Enviar CV a a@example.org indicando en el ASUNTO: Ref. 221", "221"),
    ("Enviar CV a a@example.org, aclarando en el asunto el puesto.", "{title}"),
    ('Enviar CV a a@example.org especificando "Analista" en el asunto del correo.', "Analista"),
    ('Manda un correo a a@example.org con tu CV y "Analista" de asunto.', "Analista"),
]

PORTUGUESE = [
    ('Envie o currículo para rh@example.org com o assunto "Vaga Motorista".', "Vaga Motorista"),
    ("Envie o currículo para rh@example.org com o assunto: Vaga Motorista.", "Vaga Motorista"),
    ("Envie o currículo para rh@example.org com o título da vaga no assunto.", "{title}"),
    ("Envie o currículo para rh@example.org colocando no assunto o nome da vaga.", "{title}"),
    ("Envie o currículo para rh@example.org colocando no assunto o nome da vaga desejada.", "{title}"),
    ("Envie o currículo para rh@example.org informando no assunto a vaga de interesse.", "{title}"),
    ("Envie o currículo para rh@example.org informando no assunto a área de interesse.", "{any}"),
    ("Envie o currículo para rh@example.org indicando a área de atuação no assunto.", "{any}"),
    ("Envie o currículo para rh@example.org indicando sua área de atuação no “assunto” do e-mail.", "{any}"),
    ("Envie o currículo para rh@example.org e coloque no assunto do e-mail: ESTÁGIO RH", "ESTÁGIO RH"),
    (
        'Mande seu currículo para rh@example.org. No assunto, coloque "Estágio - Seu nome".',
        "Estágio - {name}",
    ),
    ("Mande seu currículo para rh@example.org. No assunto, coloque o nome da vaga.", "{title}"),
    ("Mande seu currículo para rh@example.org. No assunto do e-mail, escreva a vaga pretendida.", "{title}"),
    ("Mande seu currículo para rh@example.org. Assunto: Vaga Analista - Recife", "Vaga Analista - Recife"),
    ("Mande seu currículo para rh@example.org. Assunto do e-mail: Vaga Analista", "Vaga Analista"),
    ("Mande seu currículo para rh@example.org. Assunto = Vaga Analista.", "Vaga Analista"),
    ("Mande seu currículo para rh@example.org com o assunto [VAGA] Seu Nome.", "[VAGA] {name}"),
    (
        "Mande seu currículo para rh@example.org com o assunto “Candidatura – Nome da Vaga”.",
        "Candidatura – {title}",
    ),
    (
        "Mande seu currículo para rh@example.org com o assunto “Candidatura – Função – Nome”.",
        "Candidatura – {title} – {name}",
    ),
    (
        "Mande seu currículo para rh@example.org com o assunto “Candidatura – [Cargo]”.",
        "Candidatura – {title}",
    ),
    ("Mande seu currículo para rh@example.org identificando o assunto com o nome da vaga.", "{title}"),
    ("Enviar CV para rh@example.org com a referência “Cozinheiro” no assunto.", "Cozinheiro"),
    ("Enviar CV para rh@example.org com a referência REF12 no assunto.", "REF12"),
    ("Enviar CV para rh@example.org, colocar no assunto Auxiliar de Loja.", "Auxiliar de Loja"),
    ("Enviar CV para rh@example.org com assunto Auxiliar de Loja.", "Auxiliar de Loja"),
    ("Enviar CV para rh@example.org. O assunto da mensagem deve ser: Bolsa PIBIC", "Bolsa PIBIC"),
    (
        'Enviar CV para rh@example.org. O assunto deverá conter "Bolsa PIBIC" e o nome do candidato.',
        "Bolsa PIBIC {name}",
    ),
    ("Enviar CV para rh@example.org, com a vaga pretendida no assunto do email.", "{title}"),
    ("Enviar CV para rh@example.org, especificando no assunto a posição a que se candidata.", "{title}"),
    (
        "Enviar CV para rh@example.org, especificando no assunto do e-mail qual a vaga de interesse.",
        "{title}",
    ),
    (
        "Enviar CV para rh@example.org\nAssunto: Estágio em Vendas | Currículo",
        "Estágio em Vendas | Currículo",
    ),
    ("Envie seu CV para rh@example.org (assunto: Vaga de Padeiro) até sexta.", "Vaga de Padeiro"),
    ("Envie seu CV para rh@example.org com o assunto VAGA PADEIRO até sexta-feira.", "VAGA PADEIRO"),
    ("Envie seu CV para rh@example.org, com “Padeiro” no assunto.", "Padeiro"),
    ('Envie seu CV para rh@example.org escrevendo "Padeiro" no campo assunto.', "Padeiro"),
    ('Envie seu CV para rh@example.org sob o assunto "Padeiro".', "Padeiro"),
    ("Envie seu CV para rh@example.org com o seguinte assunto: Padeiro Noturno", "Padeiro Noturno"),
    ("Envie seu CV para rh@example.org com o nome da vaga no título do e-mail.", "{title}"),
    ("Envie seu CV para rh@example.org. Título do e-mail: Vaga Padeiro", "Vaga Padeiro"),
    (
        "Envie seu CV para rh@example.org tendo como assunto “Padeiro - Seu Nome Completo”.",
        "Padeiro - {name}",
    ),
    ("Envie seu CV para rh@example.org, favor colocar no assunto a vaga que deseja concorrer.", "{title}"),
    (
        ("Envie seu CV para rh@example.org, favor colocar no assunto a vaga a qual está se candidatando."),
        "{title}",
    ),
    ("Envie seu CV para rh@example.org citando a vaga no assunto.", "{title}"),
    ("Envie seu CV para rh@example.org, com a sigla DEV no assunto.", "DEV"),
    (
        "Envie seu CV para rh@example.org e escreva “Banco de Talentos” no assunto da mensagem.",
        "Banco de Talentos",
    ),
    (
        (
            "Envie seu CV para rh@example.org. O assunto do email deverá mencionar a referência "
            "“Padeiro Porto”."
        ),
        "Padeiro Porto",
    ),
    ("Envie seu CV para rh@example.org. Indique no assunto “Padeiro/Lisboa”.", "Padeiro/Lisboa"),
    ("Enviar currículo para a@example.org, no assunto “Analista Jr”.", "Analista Jr"),
    ("Enviar currículo para a@example.org com o assunto ANALISTA - NOME COMPLETO", "ANALISTA - {name}"),
    (
        "Enviar currículo para a@example.org com nome da vaga e pretensão salarial no assunto.",
        "{title} {any}",
    ),
    ("Enviar currículo para a@example.org (no assunto, informar: Analista)", "Analista"),
    (
        (
            "Interessados devem enviar currículo com pretensão salarial para a@example.org, "
            "mencionando “Analista” no assunto."
        ),
        "Analista",
    ),
    (
        ("Interessados devem enviar currículo para a@example.org especificando o cargo no campo “Assunto”."),
        "{title}",
    ),
]

OTHERS = [
    (
        ("Send your CV to jobs@example.org with the subject line: Application for [Job Title] | [Your Name]"),
        "Application for {title} | {name}",
    ),
    (
        "Send your CV to jobs@example.org with the subject: Driver | Lagos | Your Name",
        "Driver | Lagos | {name}",
    ),
    (
        'Send your CV to jobs@example.org with the subject "Volunteer - [Area of Interest]".',
        "Volunteer - {any}",
    ),
    ('Send your CV to jobs@example.org with the subject "Fellow - [Track Name]".', "Fellow - {any}"),
    ('Send your CV to jobs@example.org with the subject "Fellow - [Your University]".', "Fellow - {any}"),
    ('Send your CV to jobs@example.org with the subject "[URGENT] Driver".', "[URGENT] Driver"),
    (
        'Send your CV to jobs@example.org with the subject "[MyLab] PhD application".',
        "[MyLab] PhD application",
    ),
    (
        "Email title should be: Your Name + Degree + Institution. Send your CV to jobs@example.org",
        "{name} + {any} + {any}",
    ),
    (
        (
            "Send your CV to jobs@example.org. Please write the job title and/or vacancy number in "
            "the subject line."
        ),
        "{title}",
    ),
    (
        (
            "Send your CV to jobs@example.org. Please mention the position title or reference number "
            "in the subject line."
        ),
        "{title}",
    ),
    (
        (
            "Send your CV to jobs@example.org. The subject line should state your name and the term "
            "you are applying for."
        ),
        "{name} {any}",
    ),
    (
        (
            "Send your CV to jobs@example.org. The subject line should include your name and the "
            "program you are applying to."
        ),
        "{name} {any}",
    ),
    (
        ("Send your CV to jobs@example.org with your name and the year of your studies in the subject line."),
        "{name} {any}",
    ),
    ("Please send your CV to jobs@example.org stating the department of interest in the subject.", "{any}"),
    ("Send your CV to jobs@example.org with subject 'Postdoc-2027 <lastname>'", "Postdoc-2027 {name}"),
    (
        "Send your CV to jobs@example.org with the subject line “Summer Intern: FirstName LastName”.",
        "Summer Intern: {name}",
    ),
    (
        'Send your CV to jobs@example.org with the subject line "Application: Role, Location".',
        "Application: {title}, {any}",
    ),
    (
        "Envoyez votre CV à rh@example.org avec pour objet : Candidature | Poste | Nom",
        "Candidature | {title} | {name}",
    ),
    (
        "Envoyez votre CV à rh@example.org avec pour objet « Candidature – [Intitulé du poste] ».",
        "Candidature – {title}",
    ),
    ("Envoyez votre CV à rh@example.org avec pour objet « Stage – [Votre spécialité] ».", "Stage – {any}"),
    (
        "Envoyez votre CV à rh@example.org en précisant dans l'objet le poste et la ville souhaités.",
        "{title} {any}",
    ),
    ("Adressez votre candidature sous la référence 882/KJ à rh@example.org.", "882/KJ"),
    ("Senden Sie Ihren Lebenslauf an rh@example.org mit dem Betreff „Werkstudent 2027“.", "Werkstudent 2027"),
    ("Senden Sie Ihren Lebenslauf an rh@example.org, Betreff: Werkstudent 2027.", "Werkstudent 2027"),
    ("Bitte geben Sie im Betreff die Kennziffer 12-A an. Bewerbung an rh@example.org", "12-A"),
    ("Bewerbung an rh@example.org unter Angabe der Kennziffer 12-A im Betreff.", "12-A"),
    ("Bewerbung an rh@example.org mit dem Betreff „Bewerbung [Stellenbezeichnung]“.", "Bewerbung {title}"),
    ("Bewerbung an rh@example.org, Betreff „Bewerbung – Vorname Nachname“.", "Bewerbung – {name}"),
    ("Bitte nennen Sie im Betreff Ihren Namen und die Stelle. Bewerbung an rh@example.org", "{name} {title}"),
    (
        'Apply by email to jobs@example.org. Subject: "Backend Engineer" + your name.',
        "Backend Engineer {name}",
    ),
    ('Email your resume to jobs@example.org, subject line "I want in".', "I want in"),
    ('Drop your CV to jobs@example.org mentioning "SDE Intern" in the subject.', "SDE Intern"),
    ("Interested? Mail us at jobs@example.org with subject as 'Intern - <Your Name>'.", "Intern - {name}"),
    (
        "Interested? Mail us at jobs@example.org with the subject line Intern_2027_YourName.",
        "Intern_2027_{name}",
    ),
    ('Email jobs@example.org with "PhD" somewhere in the subject line.', "PhD"),
    ('Email jobs@example.org and start the subject with "PhD 2027".', "PhD 2027"),
    ('Email jobs@example.org with a subject line that starts with "PhD 2027".', "PhD 2027"),
    (
        "Email jobs@example.org with the subject line in the format: Role – Name – University.",
        "{title} – {name} – {any}",
    ),
    (
        'Email jobs@example.org with the subject line formatted as "Role – Name – University".',
        "{title} – {name} – {any}",
    ),
    ("Email jobs@example.org with your CV (subject: Role you're applying for).", "{title}"),
    (
        "Email jobs@example.org with the role you are applying for and your name in the subject.",
        "{title} {name}",
    ),
    ("Email jobs@example.org using the project's title as the subject of your email.", "{title}"),
    (
        "Email your CV to jobs@example.org. Your subject line should read: Data Analyst (Nairobi).",
        "Data Analyst (Nairobi)",
    ),
    ("Email your CV to jobs@example.org. Subject: Data Analyst | Contact: Jane", "Data Analyst"),
    ("Email your CV to jobs@example.org | Subject: Data Analyst | Deadline: 3 May", "Data Analyst"),
    (
        (
            "| Email | Subject | Note |\n|---|---|---|\n| jobs@example.org | Subject: Data Analyst | "
            "remote only |"
        ),
        "Data Analyst",
    ),
    ("Envoyez CV à rh@example.org, objet « [STAGE] Nom Prénom – Spécialité ».", "[STAGE] {name} – {any}"),
    ("Envoyez CV à rh@example.org avec comme objet [Alternance] Développeur.", "[Alternance] Développeur"),
    (
        ("Envoyez CV à rh@example.org en mentionnant le titre et/ou la référence de l'offre dans l'objet."),
        "{title}",
    ),
    ("Envoyez CV à rh@example.org en indiquant dans l'objet votre nom et le poste.", "{name} {title}"),
    (
        ("Envoyez CV à rh@example.org en indiquant dans l'objet du mail l'intitulé du poste et votre ville."),
        "{title} {any}",
    ),
    ("Mail à rh@example.org, objet : Candidature stage 2027 - Prénom NOM", "Candidature stage 2027 - {name}"),
    ("Écrire à rh@example.org avec l'objet suivant : « ASSO – Bénévolat ».", "ASSO – Bénévolat"),
    ("If interested, email me (a@example.org) with subject: [PhD application].", "PhD application"),
    (
        'Please send your CV and transcript to a@example.org with the title "Internship application".',
        "Internship application",
    ),
    ('To apply, send an e-mail entitled "MSc Thesis – Optics" to a@example.org.', "MSc Thesis – Optics"),
    (
        'Applications by email to a@example.org, with "Research Fellow: your name" as the subject.',
        "Research Fellow: {name}",
    ),
    ('Email a@example.org with "Volunteering" in the subject heading.', "Volunteering"),
    (
        'Please include the words "Postdoc Search" in the subject line of your email to a@example.org.',
        "Postdoc Search",
    ),
    ("Please use 'Postdoc Search' as the email subject when you write to a@example.org.", "Postdoc Search"),
    (
        "Email your CV to a@example.org. The subject of the email must be: CODE-12 Application.",
        "CODE-12 Application",
    ),
    ("Email your CV to a@example.org (please put 'tutor' in the subject line).", "tutor"),
    ("Email your CV to a@example.org quoting reference AB/12 in the subject line.", "AB/12"),
    (
        (
            "Email your CV to a@example.org, quoting the job reference number in the subject "
            "line.\nReference: AB/12"
        ),
        "AB/12",
    ),
    (
        'Email your CV to a@example.org with subject line: "Your Name – RA Application – Fall 2027".',
        "{name} – RA Application – Fall 2027",
    ),
    ('Email your CV to a@example.org with subject "RA application (your name)".', "RA application {name}"),
    ('Email your CV to a@example.org with the subject "RA - {position} - {name}".', "RA - {title} - {name}"),
    (
        'Email your CV to a@example.org with the subject "RA - <position name> - <your full name>".',
        "RA - {title} - {name}",
    ),
    ('Email your CV to a@example.org (Subject: "Join ML team").', "Join ML team"),
    ('Email your CV to a@example.org - subject "Join ML team".', "Join ML team"),
    (
        "Email your CV to a@example.org\nSubject: Application - Junior Dev\nDeadline: 3 May 2027",
        "Application - Junior Dev",
    ),
    (
        "**Email:** a@example.org\n**Subject:** Application – Junior Dev\n**Attach:** CV",
        "Application – Junior Dev",
    ),
    (
        "- Email: a@example.org\n- Subject line: `Application – Junior Dev – <Name>`\n- Attach CV",
        "Application – Junior Dev – {name}",
    ),
    (
        (
            "Send your resume to [a@example.org](mailto:a@example.org?subject=Junior%20Dev) with "
            "subject line 'Junior Dev'."
        ),
        "Junior Dev",
    ),
    ('Send your resume to <a href="mailto:a@example.org?subject=Junior%20Dev">us</a>.', "Junior Dev"),
    ("Please send a single PDF to a@example.org with [MYLAB-PHD] in the subject line.", "MYLAB-PHD"),
    ('Please send a single PDF to a@example.org; subject must start with "[MYLAB]".', "[MYLAB]"),
    (
        "Please send a single PDF to a@example.org and write “Application to X lab” in the title.",
        "Application to X lab",
    ),
    (
        (
            "Please send a single PDF to a@example.org, email subject: Application to X lab - First "
            "Name Last Name"
        ),
        "Application to X lab - {name}",
    ),
    (
        'Please send a single PDF to a@example.org under the subject "Lecturer in Law" by 4 May.',
        "Lecturer in Law",
    ),
    (
        (
            "Please send a single PDF to a@example.org indicating which position you are applying for "
            "in the subject line."
        ),
        "{title}",
    ),
    (
        (
            "Please send a single PDF to a@example.org and specify the position you're interested in "
            "in the subject line."
        ),
        "{title}",
    ),
    (
        (
            "Please send a single PDF to a@example.org with your full name and desired position as "
            "the subject line."
        ),
        "{name} {title}",
    ),
    (
        ("Please ensure the subject line of your email includes the vacancy title. Send to a@example.org"),
        "{title}",
    ),
    ('Please send CV to a@example.org. In the subject line, write "Summer School".', "Summer School"),
    (
        (
            "Please send CV to a@example.org. In the subject line please indicate the position for "
            "which you are applying."
        ),
        "{title}",
    ),
    ('Please send CV to a@example.org, subject line "Coordinator – [City]".', "Coordinator – {any}"),
    (
        "Candidatures à a@example.org sous l'objet : Candidature chargé de projet",
        "Candidature chargé de projet",
    ),
    ("Candidatures à a@example.org [objet : stage web].", "stage web"),
    ('Candidatures à a@example.org avec l\'objet "Stage web"', "Stage web"),
    ("Candidatures par mail à a@example.org en précisant « stage web » dans le sujet.", "stage web"),
    ("Candidatures par mail à a@example.org en précisant la référence ST-22 dans l'objet du mail.", "ST-22"),
    ("Candidatures par mail à a@example.org, merci d'indiquer en objet : NOM_Prénom_Stage.", "{name}_Stage"),
    ('Candidatures par mail à a@example.org avec en objet de mail "Alternance com"', "Alternance com"),
    ("Candidatures par mail à a@example.org, sujet du mail : Alternance com", "Alternance com"),
    ("Candidatures par mail à a@example.org, titre du mail : « Alternance com »", "Alternance com"),
    (
        "Candidatures par mail à a@example.org ; objet du mail à respecter : [Alternance] Nom",
        "[Alternance] {name}",
    ),
    (
        ("Candidatures par mail à a@example.org. N'oubliez pas d'indiquer l'intitulé du poste dans l'objet."),
        "{title}",
    ),
    (
        ("Candidatures par mail à a@example.org. L'objet du mail devra comporter la mention « CDD Labo »."),
        "CDD Labo",
    ),
    ("Candidatures par mail à a@example.org. En objet, merci de préciser le poste visé.", "{title}"),
    ("Candidatures par mail à a@example.org. Précisez en objet de quel poste il s'agit.", "{title}"),
]

# Headings, questions, letters of others, sites: the subject of no application.
NOT_PRESCRIBED = [
    (
        "Letters of reference go to refs@example.org. The letter writer should use the subject: "
        "Reference Summer 2027"
    ),
    (
        "Ask your referees to email their letters to refs@example.org. The Subject should be: "
        "`Fellow 2027: <Applicant's Name>`"
    ),
    "Candidature sous la référence 882/KJ via le lien Postuler.",
    "Adressez votre candidature sous la référence 882/KJ sur notre site.",
    (
        "Asunto: Convocatoria de beca doctoral\n\nEstimados colegas,\n\nSe ofrece una beca. "
        "Enviar CV a rh@example.org."
    ),
    (
        'Para consultas escribir a info@example.org con el asunto "Consulta beca". Enviar CV por '
        "el formulario."
    ),
    (
        "Mais informações sobre o assunto podem ser obtidas por e-mail: rh@example.org. "
        "Candidaturas pelo site."
    ),
    "Interesse em assuntos de política. Envie CV para rh@example.org.",
    "Conocimientos en asuntos legales. Envíe CV a rh@example.org.",
    (
        "Transmettre les lettres de recommandation par les référents à rh@example.org avec pour "
        "objet « Reco 2027 »."
    ),
    "Email your CV to a@example.org quoting the reference AB/12.",
    "Email your CV to a@example.org and mention where you saw this ad in the subject line.",
    "Email your CV to a@example.org with an informative subject line.",
    ('Questions? Email a@example.org with the subject "Question about the job". Apply on our website.'),
    'For questions about the position, email a@example.org with subject "RA question".',
    'If you have questions, write to a@example.org with the subject line "Help".',
    ("The successful candidate will write emails with clear subject lines. Send CV to a@example.org."),
    "Open to PhD students in any subject. Send CV to a@example.org.",
    "All offers are subject to funding. Send CV to a@example.org.",
    "Human subjects research experience. Subject: Biology. Send CV to a@example.org.",
    'Name your file "Name_CV.pdf" and send it to a@example.org.',
    "Candidatures par mail à a@example.org, en rappelant la référence : ST-22.",
    ("Pour toute question, écrire à a@example.org avec pour objet « Question ». Candidature en ligne."),
    ("Objet : recrutement d'un consultant\n\nMadame, Monsieur,\nMerci d'envoyer un CV à a@example.org"),
    "L'objet de la mission est de former. CV à a@example.org",
    "Le sujet de thèse : les sols. CV à a@example.org",
    ("Renseignements : a@example.org (objet : infos poste). Dépôt des candidatures sur la plateforme."),
    'Interesados/as enviar CV a a@example.org, con la referencia "Monitor".',
    'Dúvidas: a@example.org com assunto "Dúvida". Inscrições pelo formulário.',
]


MARKED = [
    (
        'Write to jobs@example.org with the subject line <span class="x">"Summer school 2027"</span>.',
        "Summer school 2027",
    ),
    ("Envoyez votre CV à rh@example.org avec pour objet <strong>Serveuse</strong>.", "Serveuse"),
    (
        "Send your CV to jobs@example.org. The e-mail title should in the format of “Analyst - [Your Name]”.",
        "Analyst - {name}",
    ),
    ("Send your CV to jobs@example.org. The title of your email should be “Analyst 2027”.", "Analyst 2027"),
]


@pytest.mark.parametrize(("text", "subject"), MARKED)
def test_marks_of_emphasis_are_no_blanks_and_a_title_of_a_mail_is_its_subject(text: str, subject: str):
    assert read_advert(text.encode(), "ad.txt", today=None).draft.subject == subject


@pytest.mark.parametrize(("text", "subject"), [*SPANISH, *PORTUGUESE, *OTHERS])
def test_a_subject_is_read_in_the_wordings_of_its_language(text: str, subject: str):
    assert find_subject(Ad([text])).value == subject


@pytest.mark.parametrize("text", NOT_PRESCRIBED)
def test_the_subject_of_no_application_is_none(text: str):
    assert find_subject(Ad([text])).value is None


@pytest.mark.parametrize(
    "part", ["no assunto coloque ", "asunto | ", "el puesto al que ", "letter writers send ", "[a ("]
)
def test_long_runs_of_these_wordings_are_read_in_time(part: str):
    find_subject(Ad([f"CV to a@example.org. Asunto: {part * 3000}"]))
