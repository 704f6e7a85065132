"""Tables of the ways to apply; the sentences are invented."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.found import Found
from intake.reading.adposts.way.addresses import find_addresses
from intake.reading.adposts.way.channel import find_channel


def channel(text: str) -> Found[str]:
    ad = Ad([text])
    return find_channel(ad, find_addresses(ad).value)


CHANNELS = [
    ("Envoyez votre CV à rh@example.org avant le 3 mai.", "email"),
    (
        (
            "CV et lettre de motivation à adresser à Mme Dupont : dupont@example.org, copie à "
            "direction@example.org."
        ),
        "email",
    ),
    ("Candidature à envoyer à a@example.org ou b@example.org", "email"),
    (
        "Merci d'envoyer votre candidature à rh@example.org avec copie à dg@example.org et drh@example.org.",
        "email",
    ),
    ("Envoyer CV à rh@example.org (en mettant info@example.org en copie).", "email"),
    (
        "Pour toute question, contacter info@example.org. Les candidatures sont à envoyer à rh@example.org.",
        "email",
    ),
    (
        "Les candidatures sont à envoyer à rh@example.org. Pour plus d'informations : info@example.org.",
        "email",
    ),
    (
        "Renseignements : Jean Dupont, 01 02 03 04 05, jean@example.org\nCandidatures : rh@example.org",
        "email",
    ),
    (
        (
            "Candidatures à déposer en ligne sur https://emploi.example.org. Renseignements "
            "auprès de jean@example.org."
        ),
        "form",
    ),
    (
        (
            "Pour postuler\nMerci d'envoyer un CV et une lettre de motivation par "
            "mail.\n\nContact\nJean Dupont\n01 02 03 04 05\njean@example.org"
        ),
        "email",
    ),
    ("Modalités de candidature :\nCV\nLettre\n\nAdresse : rh@example.org", "email"),
    (
        (
            "Les dossiers de candidature doivent être envoyés à l'adresse "
            "ci-dessous.\n\nAssociation Exemple\n12 rue des Lilas\n75000 Paris\nrh@example.org"
        ),
        "mixed",
    ),
    (
        (
            "Candidature (CV + LM) à envoyer par courrier à Mairie d'Exemple, 1 place de la "
            "Mairie, 75000 Exemple ou par mail à rh@example.org"
        ),
        "mixed",
    ),
    (
        "Adressez votre candidature par courrier à Monsieur le Maire, 1 place de la Mairie, 44000 Exemple.",
        "post",
    ),
    ("Les dossiers sont à déposer sous pli fermé au secrétariat de l'association.", "post"),
    ("Postulez en ligne sur notre site www.example.org/emploi.", "form"),
    ("Merci de postuler via le formulaire : https://forms.gle/abc", "form"),
    ("Vaga de motorista. Inscreva-se pelo link: https://forms.gle/abc", "form"),
    ("Puesto de monitora. Inscríbete en https://forms.gle/abc", "form"),
    ("Envoyez CV à rh@example.org ou postulez sur notre site https://example.org/jobs", "mixed"),
    (
        (
            "Vos données personnelles sont traitées ; écrivez à dpo@example.org. Envoyez votre "
            "CV à rh@example.org"
        ),
        "email",
    ),
    ("Please send your CV and cover letter to jobs@example.org by 4 May.", "email"),
    (
        (
            "For informal enquiries please contact Dr Smith (smith@example.org). Applications "
            "should be submitted online at https://jobs.example.org."
        ),
        "form",
    ),
    (
        (
            "To apply, email your CV to Dr Smith at smith@example.org. Referees should send "
            "their letters to admin@example.org."
        ),
        "email",
    ),
    (
        (
            "Three letters of reference should be sent directly to letters@example.org. Send "
            "your application to jobs@example.org."
        ),
        "email",
    ),
    ("Interested candidates should contact Prof. Doe (doe@example.org) with a CV.", "email"),
    ("If you are interested, please contact jane@example.org.", "email"),
    ("For more information or to apply, contact jane@example.org.", "email"),
    (
        (
            "Questions about the application process? Write to help@example.org. Apply at "
            "https://apply.example.org."
        ),
        "form",
    ),
    (
        (
            "If you have questions regarding your application, email hr@example.org. Please "
            "apply through our portal."
        ),
        "form",
    ),
    (
        (
            "Applications (CV, letter, two references) to be sent to A. Doe (doe@example.org) "
            "and B. Roe (roe@example.org)."
        ),
        "email",
    ),
    (
        (
            "Send your resume to jobs@example.org. If you require an accommodation to apply, "
            "contact eeo@example.org."
        ),
        "email",
    ),
    ("How to apply\nSend a CV to:\njobs@example.org\nhr@example.org", "email"),
    ("Send CV to jobs@example.org, cc: boss@example.org", "email"),
    ("Applications by post to PO Box 123, Nairobi or by email to hr@example.org", "mixed"),
    ("Apply by WhatsApp to +212 6 00 00 00 00", "none"),
    ("To apply please complete the application form and return it to jobs@example.org", "email"),
    (
        "Download the application form at https://example.org/form.pdf and send it to jobs@example.org",
        "email",
    ),
    ("Contact: jane@example.org\nWe are looking for a cook. Send us your CV by email!", "email"),
    ("We are looking for a cook. More at https://example.org.\n\njane@example.org", "email"),
    ("For further details of the project contact jane@example.org. The closing date is 4 May.", "none"),
    ("ترسل السيرة الذاتية إلى hr@example.org وللاستفسار info@example.org", "email"),
    ("للتقديم يرجى ملء الاستمارة على الرابط https://example.org/form", "form"),
    ("للاستفسار: info@example.org. للتقديم اضغط هنا https://example.org", "form"),
    ("طريقة التقديم:\nعبر البريد الإلكتروني\nhr@example.org", "email"),
    ("Bewerbungen bitte an job@example.org. Rückfragen an info@example.org.", "email"),
    ("Enviar CV a rrhh@example.org. Consultas: info@example.org", "email"),
    ("Envie seu currículo para rh@example.org. Dúvidas: info@example.org", "email"),
    ("Postulez par mail à [email protected] avant le 3 mai", "email"),
    ("Candidatez : prenom.nom@example.org", "email"),
    ("Merci d'adresser votre candidature à : contact @ example .org", "email"),
    ("CV à transmettre à l'adresse suivante : recrutement@long-nom-\nexemple.org avant", "email"),
    ("Écrivez-nous à rh@example.org pour postuler", "email"),
    ("Contactez jean@example.org pour toute question. Postulez sur https://welcometothejungle.com/x", "form"),
    (
        (
            "Les candidats intéressés peuvent envoyer leur CV à l'adresse rh@example.org en "
            "mettant en cc chef@example.org"
        ),
        "email",
    ),
    ("De : Jean <jean@example.org>\nObjet : offre\n\nEnvoyer CV à rh@example.org", "email"),
    (
        (
            "Dossier à envoyer à rh@example.org\n\nMentions légales | contact@jobboard.example "
            "| Se désabonner newsletter@jobboard.example"
        ),
        "email",
    ),
    ("Contact et candidature : rh@example.org", "email"),
    (
        (
            "Contacts : Marie Dupont (marie@example.org) et Jean Petit (jean@example.org). "
            "Envoyer CV, lettre de motivation et relevés de notes."
        ),
        "email",
    ),
    (
        (
            "Les candidatures doivent nous parvenir par voie électronique. Contact : Marie "
            "Dupont, marie@example.org"
        ),
        "email",
    ),
    (
        (
            "Dossier : CV, lettre, à envoyer par email à : marie@example.org et "
            "jean@example.org. Pour tout renseignement : secretariat@example.org"
        ),
        "email",
    ),
    ("Envoyez votre CV à rh@example.org. Les candidatures par courrier ne seront pas acceptées.", "email"),
    ("Send your CV to jobs@example.org. Download the application form: https://example.org/f.pdf", "email"),
    ("Fill in the application form and send it to jobs@example.org by 4 May.", "email"),
    ("Envoyez votre CV à rh@example.org. Plus d'informations sur notre site www.example.org", "email"),
    ("You will develop online platforms and web applications. CV to jobs@example.org", "email"),
    ("Dépôt des dossiers : sous pli fermé, BP 12, Exempleville. Les dossiers sont reçus jusqu'au 3.", "post"),
    ("Postuler en ligne\nNom*\nPrénom*\nEmail*\nCV*\nEnvoyer", "form"),
    ("Votre mission : répondre par téléphone ou par mail aux familles. CV à rh@example.org", "email"),
    ("Candidature par courrier ou par courriel à rh@example.org", "mixed"),
    ("Nous recrutons un cuisinier.", "none"),
    (
        (
            "Merci d’envoyer vos candidatures (lettre de motivation et CV) à l’attention de "
            "Madame Petit par mail uniquement : rh@example.org"
        ),
        "email",
    ),
    ("Envoi des candidatures : rh@example.org", "email"),
    ("Pour toute candidature : rh@example.org", "email"),
    ("Pour toute information ou candidature : rh@example.org", "email"),
    ("Pour candidater, merci de contacter : rh@example.org", "email"),
    ("Renseignements et candidatures : rh@example.org", "email"),
    ("Informations complémentaires et dépôt des candidatures auprès de Jean Petit (rh@example.org)", "email"),
    ("Inquiries and applications to rh@example.org", "email"),
    ("Please send informal inquiries and applications to rh@example.org", "email"),
    ("Submit your application to rh@example.org and copy info@example.org", "email"),
    ("Applications, including CV and references, should be directed to: rh@example.org", "email"),
    ("To express interest, please reach out to rh@example.org.", "email"),
    ("Sounds like you? Drop us a line at rh@example.org with your CV.", "email"),
    ("Think you'd be a good fit? Get in touch: rh@example.org", "email"),
    (
        (
            "Applications should be submitted through our portal (https://jobs.example.org). "
            "In case of technical problems, contact info@example.org."
        ),
        "form",
    ),
    (
        (
            "For a discussion about the role, contact Dr Roe, info@example.org. To apply, "
            "visit https://jobs.example.org"
        ),
        "form",
    ),
    ("Informal enquiries: Dr Roe (info@example.org). Apply online by 4 May.", "form"),
    ("Send CV, cover letter, and contact information for three references to rh@example.org.", "email"),
    (
        (
            "Send your CV and the contact details of two referees to rh@example.org. Your "
            "referees should email info@example.org."
        ),
        "email",
    ),
    (
        "Have three letters of recommendation sent to info@example.org. Send your CV to rh@example.org.",
        "email",
    ),
    ("Apply via AcademicJobsOnline. Reference letters should be emailed to info@example.org.", "form"),
    ("Candidates must apply on www.example.org. Questions can be sent to info@example.org.", "form"),
    ("Les CV sont à adresser à rh@example.org. Contact presse : info@example.org", "email"),
    (
        "Envoyez votre CV à rh@example.org. Si vous ne recevez pas de réponse, écrivez à info@example.org.",
        "email",
    ),
    (
        (
            "Conformément au RGPD, vous pouvez exercer vos droits en écrivant à "
            "info@example.org. Candidature : rh@example.org"
        ),
        "email",
    ),
    (
        (
            "Contact : Jean Petit, directeur, info@example.org, 01 02 03 04 05\n\nMerci "
            "d'adresser CV et lettre de motivation à rh@example.org"
        ),
        "email",
    ),
    (
        (
            "Association Exemple – 12 rue des Lilas – info@example.org – "
            "www.example.org\n\nOFFRE D'EMPLOI\n\nCuisinier\n\nEnvoyer CV et LM à : "
            "rh@example.org"
        ),
        "email",
    ),
    (
        (
            "Envoyer CV et LM à : rh@example.org\n\n\nAssociation Exemple – 12 rue des Lilas – "
            "info@example.org – www.example.org"
        ),
        "email",
    ),
    ("Merci d'envoyer CV et LM à : rh@example.org et info@example.org (les deux adresses).", "email"),
    ("Merci d'envoyer CV et LM aux deux adresses suivantes :\n- rh@example.org\n- info@example.org", "email"),
    ("Candidature : soit par courrier à l'adresse de l'association, soit par mail à rh@example.org", "mixed"),
    ("Candidature par voie postale ou électronique : rh@example.org", "mixed"),
    ("Les dossiers sont à déposer à l'accueil de la mairie ou à envoyer à rh@example.org", "mixed"),
    ("Postulez sur notre site carrière ou envoyez votre CV à rh@example.org", "mixed"),
    ("Envoyez un email à rh@example.org avec votre CV. Consultez notre site https://example.org", "email"),
    ("Pour en savoir plus sur l'équipe, visitez https://example.org. Candidatures à rh@example.org", "email"),
    ("Cliquez ici pour postuler : https://example.org/postuler", "form"),
    ("Je postule : https://example.org/postuler", "form"),
    ("Apply here: https://example.org/apply", "form"),
    ("Apply through the following link: https://example.org/apply", "form"),
    ("How to apply: complete the form at https://example.org/apply", "form"),
    ("Applications via Interfolio: https://apply.interfolio.com/1", "form"),
    ("Candidatures uniquement via le portail emploi du CNRS", "form"),
    ("Applications by post only: The Director, PO Box 12, Nairobi", "post"),
    ("Send your application to: HR Manager, P.O. Box 12, Kampala", "post"),
    ("Candidature manuscrite à adresser à M. le Directeur, BP 12, Bamako", "post"),
    ("Dossiers à déposer au secrétariat du centre, de 8h à 15h.", "post"),
    ("ترسل ملفات الترشيح عبر البريد الإلكتروني التالي: rh@example.org أو تودع بمقر الجمعية", "mixed"),
    ("يودع ملف الترشيح بمكتب الضبط", "post"),
    ("للتواصل والاستفسار: info@example.org. ترسل السير الذاتية إلى rh@example.org", "email"),
    ("على الراغبين التقدم بإرسال السيرة الذاتية على الإيميل: rh@example.org", "email"),
    ("البريد الإلكتروني للتقديم: rh@example.org", "email"),
    ("رابط التقديم: https://example.org/apply", "form"),
    ("Los interesados deben enviar su CV al correo rh@example.org con copia a info@example.org", "email"),
    ("Interessierte senden ihre Unterlagen an rh@example.org; Fragen beantwortet info@example.org", "email"),
    ("Os interessados devem enviar o currículo para rh@example.org", "email"),
    ("Si te interesa, escríbenos a rh@example.org", "email"),
    ("Intéressé(e) ? Contactez-nous : rh@example.org", "email"),
    ("Vous vous reconnaissez ? Écrivez-nous à rh@example.org !", "email"),
    ("Vous avez des questions ? Écrivez-nous à info@example.org ! Pour postuler : rh@example.org", "email"),
    (
        (
            "Les candidats sont invités à prendre contact avec Mme Roe (rh@example.org) et à "
            "lui envoyer CV et lettre."
        ),
        "email",
    ),
    (
        (
            "Encadrants : Jean Petit (jean@example.org), Anne Roe (anne@example.org)\n\nPour "
            "candidater : envoyer CV, lettre et notes aux encadrants par mail."
        ),
        "email",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHANNELS)
def test_the_channel_is_what_the_text_asks_for(text: str, expected: str):
    assert channel(text).value == expected


CODES = [
    ("Envoyez votre CV à rh@example.org.", []),
    ("Postulez via le formulaire : https://forms.gle/abc", ["form_channel"]),
    ("Adressez votre candidature par courrier, 1 place de la Mairie, 44000 Exemple.", ["post_channel"]),
    ("Candidature par courrier ou par courriel à rh@example.org", ["mixed_channel"]),
    ("Apply by WhatsApp to +212 6 00 00 00 00", ["other_channel"]),
    ("Nous recrutons un cuisinier.", ["no_instructions"]),
]


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_a_channel_that_is_not_mail_alone_is_told(text: str, expected: list[str]):
    assert [caution.code for caution in channel(text).cautions] == expected


def test_another_way_beside_mail_leaves_nothing_to_settle():
    found = channel("Envoyez votre CV à rh@example.org ou par WhatsApp.")
    assert [(each.code, each.note) for each in found.cautions] == [("other_channel", True)]


FAMILIES = [
    ("Comment postuler ?\nRenseignez le formulaire en ligne https://example.org/f avec votre CV.", "form"),
    ("قدم من خلال الرابط https://example.org/f", "form"),
    ("Apply via the QR code above", "form"),
    ("التقديم على jobs@example.org أو عبر الرابط https://example.org/f", "mixed"),
    (
        "Complete our online form https://example.org/f, or e-mail your CV to jobs@example.org to apply.",
        "mixed",
    ),
    ("Send your CV and a letter of no more than two pages to jobs@example.org", "email"),
    ("Send your CV and some examples of your work to [email protected] soon.", "email"),
]


@pytest.mark.parametrize(("text", "channel"), FAMILIES)
def test_other_ways_to_put_it_are_read(text: str, channel: str):
    ad = Ad([text])
    assert find_channel(ad, find_addresses(ad).value).value == channel
