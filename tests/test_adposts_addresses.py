"""Tables of the addresses that ads want applications at, and of how ads write addresses; all invented."""

from __future__ import annotations

import time

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.way.addresses import find_addresses
from intake.reading.adposts.way.mailmarks import find_marks


def codes(text: str) -> list[str]:
    return [caution.code for caution in find_addresses(Ad([text])).cautions]


WRITTEN = [
    ("à:rh@example.org,avant", ["rh@example.org"]),
    ("rh@example.org.", ["rh@example.org"]),
    ("RH@Example.ORG", ["rh@example.org"]),
    ("jobs+cook@example.org", ["jobs+cook@example.org"]),
    ("contact @ example .org", ["contact@example.org"]),
    ("contact@\nexample.org", ["contact@example.org"]),
    ("contact@example. org", ["contact@example.org"]),
    ("rh@institut-\nexample.org", ["rh@institut-example.org"]),
    ("rh@example.\norg", ["rh@example.org"]),
    ("rh@example\n.org", ["rh@example.org"]),
    ("rh@example.org.Les candidats", ["rh@example.org"]),
    ("rh@example.orgDate limite", ["rh@example.org"]),
    ("a@example.org/b@example.org", ["a@example.org", "b@example.org"]),
    ("jobs [at] example [dot] org", ["jobs@example.org"]),
    ("jobs(at)example.org", ["jobs@example.org"]),
    ("jobs AT example.org", ["jobs@example.org"]),
    ("jobs at example dot org", ["jobs@example.org"]),
    ("a.doe at example.org", ["a.doe@example.org"]),
    ("jean_petit arobase example.org", ["jean_petit@example.org"]),
    ("_rh@example.org_", ["rh@example.org"]),
    ("<mailto:rh@example.org?cc=dg@example.org>", ["rh@example.org", "dg@example.org"]),
    ("rh%40example.org", ["rh@example.org"]),
    ("recrutément@example.org", ["recrutément@example.org"]),
    ("look at example.org", []),
    ("call us @ example.org", []),
    ("follow @example.org", []),
    ("product@home", []),
    ("picture@2x.png", []),
    ("git@example.org:code", []),
    ("https://user@example.org/", []),
    ("@me@example.org", []),
    ("prenom.nom@example.org", []),
    ("[email protected]", []),
]


@pytest.mark.parametrize(("text", "addresses"), WRITTEN)
def test_addresses_are_found_as_ads_write_them(text: str, addresses: list[str]):
    assert [mark.address for mark in find_marks(Ad([text]))] == addresses


FOR_APPLICATIONS = [
    ("Envoyez votre CV à rh@example.org avant le 3 mai.", ["rh@example.org"]),
    (
        (
            "CV et lettre de motivation à adresser à Mme Dupont : dupont@example.org, copie à "
            "direction@example.org."
        ),
        ["dupont@example.org"],
    ),
    ("Candidature à envoyer à a@example.org ou b@example.org", ["a@example.org", "b@example.org"]),
    (
        "Merci d'envoyer votre candidature à rh@example.org avec copie à dg@example.org et drh@example.org.",
        ["rh@example.org"],
    ),
    ("Envoyer CV à rh@example.org (en mettant info@example.org en copie).", ["rh@example.org"]),
    (
        "Pour toute question, contacter info@example.org. Les candidatures sont à envoyer à rh@example.org.",
        ["rh@example.org"],
    ),
    (
        "Les candidatures sont à envoyer à rh@example.org. Pour plus d'informations : info@example.org.",
        ["rh@example.org"],
    ),
    (
        "Renseignements : Jean Dupont, 01 02 03 04 05, jean@example.org\nCandidatures : rh@example.org",
        ["rh@example.org"],
    ),
    (
        (
            "Candidatures à déposer en ligne sur https://emploi.example.org. Renseignements "
            "auprès de jean@example.org."
        ),
        [],
    ),
    (
        (
            "Pour postuler\nMerci d'envoyer un CV et une lettre de motivation par "
            "mail.\n\nContact\nJean Dupont\n01 02 03 04 05\njean@example.org"
        ),
        ["jean@example.org"],
    ),
    ("Modalités de candidature :\nCV\nLettre\n\nAdresse : rh@example.org", ["rh@example.org"]),
    (
        (
            "Les dossiers de candidature doivent être envoyés à l'adresse "
            "ci-dessous.\n\nAssociation Exemple\n12 rue des Lilas\n75000 Paris\nrh@example.org"
        ),
        ["rh@example.org"],
    ),
    (
        (
            "Candidature (CV + LM) à envoyer par courrier à Mairie d'Exemple, 1 place de la "
            "Mairie, 75000 Exemple ou par mail à rh@example.org"
        ),
        ["rh@example.org"],
    ),
    ("Adressez votre candidature par courrier à Monsieur le Maire, 1 place de la Mairie, 44000 Exemple.", []),
    ("Les dossiers sont à déposer sous pli fermé au secrétariat de l'association.", []),
    ("Postulez en ligne sur notre site www.example.org/emploi.", []),
    ("Merci de postuler via le formulaire : https://forms.gle/abc", []),
    ("Envoyez CV à rh@example.org ou postulez sur notre site https://example.org/jobs", ["rh@example.org"]),
    (
        (
            "Vos données personnelles sont traitées ; écrivez à dpo@example.org. Envoyez votre "
            "CV à rh@example.org"
        ),
        ["rh@example.org"],
    ),
    ("Please send your CV and cover letter to jobs@example.org by 4 May.", ["jobs@example.org"]),
    (
        (
            "For informal enquiries please contact Dr Smith (smith@example.org). Applications "
            "should be submitted online at https://jobs.example.org."
        ),
        [],
    ),
    (
        (
            "To apply, email your CV to Dr Smith at smith@example.org. Referees should send "
            "their letters to admin@example.org."
        ),
        ["smith@example.org"],
    ),
    (
        (
            "Three letters of reference should be sent directly to letters@example.org. Send "
            "your application to jobs@example.org."
        ),
        ["jobs@example.org"],
    ),
    ("Interested candidates should contact Prof. Doe (doe@example.org) with a CV.", ["doe@example.org"]),
    ("If you are interested, please contact jane@example.org.", ["jane@example.org"]),
    ("For more information or to apply, contact jane@example.org.", ["jane@example.org"]),
    (
        (
            "Questions about the application process? Write to help@example.org. Apply at "
            "https://apply.example.org."
        ),
        [],
    ),
    (
        (
            "If you have questions regarding your application, email hr@example.org. Please "
            "apply through our portal."
        ),
        [],
    ),
    (
        (
            "Applications (CV, letter, two references) to be sent to A. Doe (doe@example.org) "
            "and B. Roe (roe@example.org)."
        ),
        ["doe@example.org", "roe@example.org"],
    ),
    (
        (
            "Send your resume to jobs@example.org. If you require an accommodation to apply, "
            "contact eeo@example.org."
        ),
        ["jobs@example.org"],
    ),
    ("How to apply\nSend a CV to:\njobs@example.org\nhr@example.org", ["jobs@example.org", "hr@example.org"]),
    ("Send CV to jobs@example.org, cc: boss@example.org", ["jobs@example.org"]),
    ("Applications by post to PO Box 123, Nairobi or by email to hr@example.org", ["hr@example.org"]),
    ("Apply by WhatsApp to +212 6 00 00 00 00", []),
    ("To apply please complete the application form and return it to jobs@example.org", ["jobs@example.org"]),
    (
        "Download the application form at https://example.org/form.pdf and send it to jobs@example.org",
        ["jobs@example.org"],
    ),
    ("Contact: jane@example.org\nWe are looking for a cook. Send us your CV by email!", ["jane@example.org"]),
    ("We are looking for a cook. More at https://example.org.\n\njane@example.org", ["jane@example.org"]),
    ("For further details of the project contact jane@example.org. The closing date is 4 May.", []),
    ("ترسل السيرة الذاتية إلى hr@example.org وللاستفسار info@example.org", ["hr@example.org"]),
    ("للتقديم يرجى ملء الاستمارة على الرابط https://example.org/form", []),
    ("للاستفسار: info@example.org. للتقديم اضغط هنا https://example.org", []),
    ("طريقة التقديم:\nعبر البريد الإلكتروني\nhr@example.org", ["hr@example.org"]),
    ("Bewerbungen bitte an job@example.org. Rückfragen an info@example.org.", ["job@example.org"]),
    ("Enviar CV a rrhh@example.org. Consultas: info@example.org", ["rrhh@example.org"]),
    ("Envie seu currículo para rh@example.org. Dúvidas: info@example.org", ["rh@example.org"]),
    ("Postulez par mail à [email protected] avant le 3 mai", []),
    ("Candidatez : prenom.nom@example.org", []),
    ("Merci d'adresser votre candidature à : contact @ example .org", ["contact@example.org"]),
    (
        "CV à transmettre à l'adresse suivante : recrutement@long-nom-\nexemple.org avant",
        ["recrutement@long-nom-exemple.org"],
    ),
    ("Écrivez-nous à rh@example.org pour postuler", ["rh@example.org"]),
    ("Contactez jean@example.org pour toute question. Postulez sur https://welcometothejungle.com/x", []),
    (
        (
            "Les candidats intéressés peuvent envoyer leur CV à l'adresse rh@example.org en "
            "mettant en cc chef@example.org"
        ),
        ["rh@example.org"],
    ),
    ("De : Jean <jean@example.org>\nObjet : offre\n\nEnvoyer CV à rh@example.org", ["rh@example.org"]),
    (
        (
            "Dossier à envoyer à rh@example.org\n\nMentions légales | contact@jobboard.example "
            "| Se désabonner newsletter@jobboard.example"
        ),
        ["rh@example.org"],
    ),
    ("Contact et candidature : rh@example.org", ["rh@example.org"]),
    (
        (
            "Contacts : Marie Dupont (marie@example.org) et Jean Petit (jean@example.org). "
            "Envoyer CV, lettre de motivation et relevés de notes."
        ),
        ["marie@example.org", "jean@example.org"],
    ),
    (
        (
            "Les candidatures doivent nous parvenir par voie électronique. Contact : Marie "
            "Dupont, marie@example.org"
        ),
        ["marie@example.org"],
    ),
    (
        (
            "Dossier : CV, lettre, à envoyer par email à : marie@example.org et "
            "jean@example.org. Pour tout renseignement : secretariat@example.org"
        ),
        ["marie@example.org", "jean@example.org"],
    ),
    (
        (
            "Merci d’envoyer vos candidatures (lettre de motivation et CV) à l’attention de "
            "Madame Petit par mail uniquement : rh@example.org"
        ),
        ["rh@example.org"],
    ),
    ("Envoi des candidatures : rh@example.org", ["rh@example.org"]),
    ("Pour toute candidature : rh@example.org", ["rh@example.org"]),
    ("Pour toute information ou candidature : rh@example.org", ["rh@example.org"]),
    ("Pour candidater, merci de contacter : rh@example.org", ["rh@example.org"]),
    ("Renseignements et candidatures : rh@example.org", ["rh@example.org"]),
    (
        "Informations complémentaires et dépôt des candidatures auprès de Jean Petit (rh@example.org)",
        ["rh@example.org"],
    ),
    ("Inquiries and applications to rh@example.org", ["rh@example.org"]),
    ("Please send informal inquiries and applications to rh@example.org", ["rh@example.org"]),
    ("Submit your application to rh@example.org and copy info@example.org", ["rh@example.org"]),
    ("Applications, including CV and references, should be directed to: rh@example.org", ["rh@example.org"]),
    ("To express interest, please reach out to rh@example.org.", ["rh@example.org"]),
    ("Sounds like you? Drop us a line at rh@example.org with your CV.", ["rh@example.org"]),
    ("Think you'd be a good fit? Get in touch: rh@example.org", ["rh@example.org"]),
    (
        (
            "Applications should be submitted through our portal (https://jobs.example.org). "
            "In case of technical problems, contact info@example.org."
        ),
        [],
    ),
    (
        (
            "For a discussion about the role, contact Dr Roe, info@example.org. To apply, "
            "visit https://jobs.example.org"
        ),
        [],
    ),
    ("Informal enquiries: Dr Roe (info@example.org). Apply online by 4 May.", []),
    (
        "Send CV, cover letter, and contact information for three references to rh@example.org.",
        ["rh@example.org"],
    ),
    (
        (
            "Send your CV and the contact details of two referees to rh@example.org. Your "
            "referees should email info@example.org."
        ),
        ["rh@example.org"],
    ),
    (
        "Have three letters of recommendation sent to info@example.org. Send your CV to rh@example.org.",
        ["rh@example.org"],
    ),
    ("Apply via AcademicJobsOnline. Reference letters should be emailed to info@example.org.", []),
    ("Candidates must apply on www.example.org. Questions can be sent to info@example.org.", []),
    ("Les CV sont à adresser à rh@example.org. Contact presse : info@example.org", ["rh@example.org"]),
    (
        "Envoyez votre CV à rh@example.org. Si vous ne recevez pas de réponse, écrivez à info@example.org.",
        ["rh@example.org"],
    ),
    (
        (
            "Conformément au RGPD, vous pouvez exercer vos droits en écrivant à "
            "info@example.org. Candidature : rh@example.org"
        ),
        ["rh@example.org"],
    ),
    (
        (
            "Contact : Jean Petit, directeur, info@example.org, 01 02 03 04 05\n\nMerci "
            "d'adresser CV et lettre de motivation à rh@example.org"
        ),
        ["rh@example.org"],
    ),
    (
        (
            "Association Exemple – 12 rue des Lilas – info@example.org – "
            "www.example.org\n\nOFFRE D'EMPLOI\n\nCuisinier\n\nEnvoyer CV et LM à : "
            "rh@example.org"
        ),
        ["rh@example.org"],
    ),
    (
        (
            "Envoyer CV et LM à : rh@example.org\n\n\nAssociation Exemple – 12 rue des Lilas – "
            "info@example.org – www.example.org"
        ),
        ["rh@example.org"],
    ),
    (
        "Merci d'envoyer CV et LM à : rh@example.org et info@example.org (les deux adresses).",
        ["rh@example.org", "info@example.org"],
    ),
    (
        "Merci d'envoyer CV et LM aux deux adresses suivantes :\n- rh@example.org\n- info@example.org",
        ["rh@example.org", "info@example.org"],
    ),
    (
        "Candidature : soit par courrier à l'adresse de l'association, soit par mail à rh@example.org",
        ["rh@example.org"],
    ),
    ("Candidature par voie postale ou électronique : rh@example.org", ["rh@example.org"]),
    (
        "Les dossiers sont à déposer à l'accueil de la mairie ou à envoyer à rh@example.org",
        ["rh@example.org"],
    ),
    ("Postulez sur notre site carrière ou envoyez votre CV à rh@example.org", ["rh@example.org"]),
    (
        "Envoyez un email à rh@example.org avec votre CV. Consultez notre site https://example.org",
        ["rh@example.org"],
    ),
    (
        "Pour en savoir plus sur l'équipe, visitez https://example.org. Candidatures à rh@example.org",
        ["rh@example.org"],
    ),
    ("Cliquez ici pour postuler : https://example.org/postuler", []),
    ("Je postule : https://example.org/postuler", []),
    ("Apply here: https://example.org/apply", []),
    ("Apply through the following link: https://example.org/apply", []),
    ("How to apply: complete the form at https://example.org/apply", []),
    ("Applications via Interfolio: https://apply.interfolio.com/1", []),
    ("Candidatures uniquement via le portail emploi du CNRS", []),
    ("Applications by post only: The Director, PO Box 12, Nairobi", []),
    ("Send your application to: HR Manager, P.O. Box 12, Kampala", []),
    ("Candidature manuscrite à adresser à M. le Directeur, BP 12, Bamako", []),
    ("Dossiers à déposer au secrétariat du centre, de 8h à 15h.", []),
    (
        "ترسل ملفات الترشيح عبر البريد الإلكتروني التالي: rh@example.org أو تودع بمقر الجمعية",
        ["rh@example.org"],
    ),
    ("يودع ملف الترشيح بمكتب الضبط", []),
    ("للتواصل والاستفسار: info@example.org. ترسل السير الذاتية إلى rh@example.org", ["rh@example.org"]),
    ("على الراغبين التقدم بإرسال السيرة الذاتية على الإيميل: rh@example.org", ["rh@example.org"]),
    ("البريد الإلكتروني للتقديم: rh@example.org", ["rh@example.org"]),
    ("رابط التقديم: https://example.org/apply", []),
    (
        "Los interesados deben enviar su CV al correo rh@example.org con copia a info@example.org",
        ["rh@example.org"],
    ),
    (
        "Interessierte senden ihre Unterlagen an rh@example.org; Fragen beantwortet info@example.org",
        ["rh@example.org"],
    ),
    ("Os interessados devem enviar o currículo para rh@example.org", ["rh@example.org"]),
    ("Si te interesa, escríbenos a rh@example.org", ["rh@example.org"]),
    ("Intéressé(e) ? Contactez-nous : rh@example.org", ["rh@example.org"]),
    ("Vous vous reconnaissez ? Écrivez-nous à rh@example.org !", ["rh@example.org"]),
    (
        "Vous avez des questions ? Écrivez-nous à info@example.org ! Pour postuler : rh@example.org",
        ["rh@example.org"],
    ),
    (
        (
            "Les candidats sont invités à prendre contact avec Mme Roe (rh@example.org) et à "
            "lui envoyer CV et lettre."
        ),
        ["rh@example.org"],
    ),
    (
        (
            "Encadrants : Jean Petit (jean@example.org), Anne Roe (anne@example.org)\n\nPour "
            "candidater : envoyer CV, lettre et notes aux encadrants par mail."
        ),
        ["jean@example.org", "anne@example.org"],
    ),
]


@pytest.mark.parametrize(("text", "addresses"), FOR_APPLICATIONS)
def test_only_the_addresses_for_applications_are_given(text: str, addresses: list[str]):
    assert list(find_addresses(Ad([text])).value) == addresses


CODES = [
    ("Envoyez votre CV à rh@example.org.", []),
    ("CV à a@example.org ou b@example.org", ["multiple_addresses"]),
    ("CV à a@example.org, copie à b@example.org", ["cc_address"]),
    ("Pour toute question : info@example.org. Nous recrutons.", ["inquiry_only_address"]),
    ("Envoyez votre CV par mail.", ["no_address"]),
    ("Envoyez votre CV par mail à [email protected].", ["address_masked"]),
    ("Send your CV to jobs (at) example.org", ["address_masked"]),
    ("Send your CV to jobs.nospam@example.org", ["address_masked"]),
    ("We seek a cook.\n\njane@example.org", ["address_uncertain"]),
    ("We seek a cook.", []),
    ("Postulez en ligne sur www.example.org/emploi.", ["no_address"]),
    ("CV à a@example.org. Questions : b@example.org", ["inquiry_only_address"]),
]


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_what_is_doubtful_about_addresses_is_told(text: str, expected: list[str]):
    assert codes(text) == expected


def test_an_address_for_questions_is_not_taken_where_a_form_is_the_way():
    text = "Postulez en ligne sur www.example.org/emploi. Renseignements : info@example.org"
    found = find_addresses(Ad([text]))
    assert found.value == ()
    assert [each.code for each in found.cautions] == ["inquiry_only_address", "no_address"]
    assert all(each.note for each in found.cautions)


def test_addresses_keep_the_order_of_the_ad_and_are_given_once():
    text = "CV à b@example.org et a@example.org.\n\nRappel : CV à a@example.org et b@example.org."
    assert find_addresses(Ad([text])).value == ("b@example.org", "a@example.org")


@pytest.mark.parametrize("part", ["@", "a@b.org ", "mailto:", " at ", "[at] ", "a.", "send cv ", "en copie "])
def test_long_runs_are_read_in_time(part: str):
    ad = Ad([part * (30_000 // len(part))])
    start = time.perf_counter()
    find_addresses(ad)
    assert time.perf_counter() - start < 2


PAPERS = [
    "ارسل سيرتك الذاتيه مع نسخه من الرخصه على jobs@example.org",
    "CV, lettre de motivation et copie du diplôme à envoyer à\njobs@example.org.",
    "Send your CV with a copy of your ID to jobs@example.org",
    "Email Fiona <jobs@example.org> with your CV and a letter.",
    "CV to jobs@example.org. Please report anyone who asks for money to ethics@example.org.",
    "CV to jobs@example.org. Appointments: desk@example.org",
    "CV to jobs@example.org. Should you have difficulties in opening the form: office@example.org",
    "Envoyez votre CV à jobs@example.org, copie boss@example.org",
]


@pytest.mark.parametrize("text", PAPERS)
def test_copies_of_papers_and_desks_for_something_else_mislead_nobody(text: str):
    assert find_addresses(Ad([text])).value == ("jobs@example.org",)
