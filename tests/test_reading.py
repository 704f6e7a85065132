"""From the files and the text of a mail to documents."""

from __future__ import annotations

import hashlib

import pytest
from builders import documents as make
from builders.documents import (
    CV_AR,
    CV_EN,
    CV_FR,
    DIPLOMA_FR,
    LETTER_AR,
    LETTER_EN,
    LETTER_FR,
    RECOMMENDATION_FR,
    REFERENCES_EN,
    REFERENCES_FR,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.domain.model import KINDS, Attachment
from intake.reading.dossier import Context, read_body, read_file
from intake.reading.files.attached import is_document
from intake.reading.papers.kinds import classify
from intake.reading.papers.names import claimed
from intake.reading.terms import REQUIRED

SAMIRA = Context(email="samira.bennani@example.org", candidate="Samira Bennani")


def test_a_document_tells_its_file_and_what_it_is():
    data = make.pdf([CV_FR])
    (document,) = read_file(data, "Document1.pdf", SAMIRA)
    assert (document.file, document.size) == ("Document1.pdf", len(data))
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.kinds, document.possible, document.language) == (("cv",), (), "fr")
    assert document.because.startswith("cv: ")


@pytest.mark.parametrize(
    ("data", "language"),
    [(make.docx(CV_AR), "ar"), (make.pdf([LETTER_EN]), "en"), (make.odt(LETTER_FR), "fr")],
)
def test_a_document_has_the_language_of_its_text(data, language):
    (document,) = read_file(data, "a", SAMIRA)
    assert document.language == language


@pytest.mark.parametrize(
    ("make_file", "text", "kinds"),
    [
        (lambda text: make.pdf([text]), CV_FR, ("cv",)),
        (make.docx, CV_AR, ("cv",)),
        (make.odt, LETTER_AR, ("letter",)),
        (make.rtf, LETTER_FR, ("letter",)),
        (make.html, REFERENCES_FR(3), ("references",)),
        (str.encode, DIPLOMA_FR, ("diploma",)),
        (lambda text: make.zip_of({"a.docx": make.docx(text)}), CV_EN, ("cv",)),
    ],
)
def test_a_kind_is_told_in_every_format(make_file, text, kinds):
    (document,) = read_file(make_file(text), "Document1", SAMIRA)
    assert document.kinds == kinds


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"", "could not be read: it is empty"),
        (make.encrypted_pdf([CV_FR]), "could not be read: it needs a password"),
        (
            make.scan_pdf([CV_FR]),
            "could not be read: it is a scan, and Tesseract is not installed to read it",
        ),
        (make.pdf([CV_FR])[:900], "could not be read: it is damaged"),
        (
            make.png("CV"),
            (
                "could not be read: it is an image, and Tesseract is not installed to read it;"
                " named .pdf but is an image"
            ),
        ),
    ],
)
def test_an_unreadable_file_could_be_anything_that_is_required(data, because):
    (document,) = read_file(data, "CV.pdf", SAMIRA)
    assert (document.kinds, document.possible, document.confidence) == ((), REQUIRED, 0.0)
    assert document.because == because


def test_everything_but_other_can_be_required():
    assert set(REQUIRED) == set(KINDS) - {"other"}


def test_a_file_under_a_wrong_name_is_read_and_the_name_is_remarked():
    (document,) = read_file(make.docx(CV_FR), "cv.pdf", SAMIRA)
    assert document.kinds == ("cv",)
    assert document.because.endswith("named .pdf but is a Word document")


def test_a_container_gives_its_members_and_not_itself():
    data = make.zip_of({"CV.pdf": make.pdf([CV_FR]), "suite/lettre.docx": make.docx(LETTER_FR)})
    documents = read_file(data, "dossier.zip", SAMIRA)
    assert [(each.file, each.kinds) for each in documents] == [
        ("dossier.zip/CV.pdf", ("cv",)),
        ("dossier.zip/suite/lettre.docx", ("letter",)),
    ]


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (make.zip_of({"b.zip": b"PK\x03\x04broken"}), "a.zip/b.zip"),
        (make.zip_of({"bomb": b"0" * 3_000_000}), "a.zip"),
        (make.zip_of({"mail.p7m": bytes.fromhex("308006092a864886f70d010703a080")}), "a.zip/mail.p7m"),
        (b"PK\x03\x04broken", "a.zip"),
    ],
)
def test_a_container_that_stays_shut_could_hold_anything(data, file):
    (document,) = read_file(data, "a.zip", SAMIRA)
    assert (document.file, document.kinds, document.possible) == (file, (), REQUIRED)


def test_a_pdf_that_carries_files_is_read_with_them():
    data = make.portfolio_pdf([LETTER_FR], {"cv.pdf": make.pdf([CV_FR])})
    documents = read_file(data, "lettre.pdf", SAMIRA)
    assert [(each.file, each.kinds) for each in documents] == [
        ("lettre.pdf", ("letter",)),
        ("lettre.pdf/cv.pdf", ("cv",)),
    ]


def test_the_wrapping_of_a_portfolio_is_no_document():
    data = make.portfolio_pdf(["Open this PDF portfolio in Adobe Acrobat"], {"cv.pdf": make.pdf([CV_FR])})
    assert [each.file for each in read_file(data, "p.pdf", SAMIRA)] == ["p.pdf/cv.pdf"]


def test_files_inside_files_inside_a_container_are_opened_so_far_and_no_further():
    data = make.portfolio_pdf([CV_FR], {"x": b"y"})
    for _ in range(3):
        data = make.zip_of({"z": data})
    data = make.portfolio_pdf([LETTER_FR], {"z": data})
    documents = read_file(data, "l.pdf", SAMIRA)
    assert [(each.file, each.kinds) for each in documents] == [("l.pdf", ("letter",)), ("l.pdf/z/z/z/z", ())]
    assert documents[1].possible == REQUIRED


NOTE = "Bonjour,\n\nVeuillez trouver ci-joint mon CV et ma lettre de motivation.\n\nCordialement,\nSamira"
LONG_NOTE = """Madame, Monsieur,

Suite à votre annonce, je me permets de vous adresser ma candidature au poste de chargée de projet. Vous
trouverez ci-joint mon curriculum vitae ainsi que ma lettre de motivation et la liste de mes références.
Je reste à votre disposition pour un entretien et pour toute information qui vous serait utile, par
téléphone comme par courriel, et je suis disponible dès le mois prochain pour vous rencontrer à Rabat.

Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.
"""
SHORT_LETTER = """Bonjour,

Votre annonce a retenu mon attention. Je suis juriste depuis six ans, j’ai suivi des dossiers difficiles et
je souhaite mettre ce savoir au service de votre équipe. Votre mission me touche, et je serais heureuse de
vous en parler lors d’un entretien. Je suis disponible dès maintenant et je peux venir à Rabat.

Je vous prie d’agréer mes salutations distinguées.
"""


@pytest.mark.parametrize(
    ("text", "kinds", "possible"),
    [
        (LETTER_FR, ("letter",), ()),
        (LETTER_EN, ("letter",), ()),
        (LETTER_AR, ("letter",), ()),
        (CV_FR, ("cv",), ()),
        ("Bonjour,\nVoici mon CV.\n" + CV_EN, ("cv",), ()),
        (REFERENCES_FR(3), ("references",), ()),
        (LETTER_FR + "\n" + REFERENCES_EN(2), ("letter", "references"), ()),
        (SHORT_LETTER, (), ("letter",)),
        (NOTE, None, None),
        (LONG_NOTE, None, None),
        ("", None, None),
        ("Merci beaucoup !", None, None),
        ("Bonjour, quelle est la date limite de dépôt des candidatures ? Merci d’avance.", None, None),
        ("Madame, Monsieur,\nVeuillez trouver ma candidature ci-jointe.\nBien à vous", None, None),
        ("Please find attached my CV and cover letter.\nBest regards,\nDaniel", None, None),
        ("السلام عليكم، تجدون رفقته سيرتي الذاتية ورسالة التحفيز. مع التحية", None, None),
    ],
)
def test_the_text_of_a_mail_is_a_document_if_it_is_one_in_itself(text, kinds, possible):
    document = read_body(text, Context())
    found = (document.kinds, document.possible) if document else (None, None)
    assert found == (kinds, possible)
    assert document is None or document.file == "(message text)"


def test_referees_written_in_the_mail_count_without_the_candidate():
    text = REFERENCES_FR(2) + "\nSamira Bennani\nsamira.bennani@example.org\n06 12 34 56 01\n"
    document = read_body(text, SAMIRA)
    assert document is not None
    assert len(document.referees) == 2


def test_letters_of_recommendation_count_one_each():
    other = RECOMMENDATION_FR.replace("Karim Tazi", "Omar Alami").replace("karim.tazi", "omar.alami")
    documents = [
        *read_file(make.pdf([RECOMMENDATION_FR]), "a", SAMIRA),
        *read_file(other.encode(), "b", SAMIRA),
    ]
    assert len({key for document in documents for key in document.referees}) == 2


def part(name, content_type, payload, *, inline=False):
    return Attachment(position=2, name=name, content_type=content_type, payload=payload, inline=inline)


def picture(width, height, size):
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return head.ljust(size, b"x")


PHOTO = picture(1200, 1600, 70_000)
BANNER = picture(1200, 200, 70_000)
LOGO = picture(300, 300, 900)


@pytest.mark.parametrize(
    ("attachment", "verdict"),
    [
        (part("cv.pdf", "application/pdf", b"%PDF-1.7"), True),
        (part("cv.pdf", "application/pdf", b"%PDF-1.7", inline=True), True),
        (part("cv.pdf", "application/octet-stream", b""), True),
        (part(None, "application/pdf", b"%PDF-1.7"), True),
        (part("scan.png", "image/png", PHOTO), True),
        (part("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22"), True),
        (part(None, "text/plain", CV_FR.encode()), True),
        (part("note.txt", "text/plain", b"few words"), True),
        (part("photo.png", "image/png", PHOTO, inline=True), True),
        (part("banner.png", "image/png", BANNER, inline=True), False),
        (part("portrait.png", "image/png", BANNER), False),
        (part("cv.pdf.asc", "application/octet-stream", b"-----BEGIN PGP MESSAGE-----"), True),
        (part("key.asc", "application/octet-stream", b"-----BEGIN PGP PUBLIC KEY BLOCK-----"), False),
        (part("logo.png", "image/png", LOGO), False),
        (part("image001.png", "image/png", picture(400, 400, 9_000)), False),
        (part("logo.pdf", "application/pdf", LOGO, inline=True), False),
        (part("invite.ics", "text/calendar", b"BEGIN:VCALENDAR"), False),
        (part("samira.vcf", "application/octet-stream", b"BEGIN:VCARD"), False),
        (part("smime.p7s", "application/pkcs7-signature", b"0\x82"), False),
        (part(None, "application/pgp-signature", b"-----BEGIN PGP"), False),
        (part(None, "application/octet-stream", b""), False),
        (part("(nameless)", "text/plain", b"\n"), False),
        (part("image.png", "image/png", b""), False),
        (part(None, "text/plain", "Envoyé de mon iPhone".encode()), False),
        (part("ATT00001.htm", "text/html", b"<html><body><br>Cordialement</body></html>"), False),
        (part("ATT00001.txt", "text/plain", CV_FR.encode()), True),
        (part(None, "message/delivery-status", b"Action: failed"), False),
    ],
)
def test_logos_signatures_and_calendars_are_no_documents(attachment, verdict):
    assert is_document(attachment) is verdict


@pytest.mark.parametrize(
    ("name", "sorts"),
    [
        ("CV_2026.pdf", ("cv",)),
        ("Mon-CV-Samira.docx", ("cv",)),
        ("Curriculum vitæ.pdf", ("cv",)),
        ("LM_Bennani.pdf", ("letter",)),
        ("cover letter (final).docx", ("letter",)),
        ("CV et lettre de motivation.pdf", ("cv", "letter")),
        ("Lettre de recommandation.pdf", ("recommendation",)),
        ("Références.pdf", ("referees", "recommendation", "work")),
        ("diplôme master.pdf", ("diploma", "transcript")),
        ("CIN recto verso.jpg", ("identity",)),
        ("السيرة الذاتية.docx", ("cv",)),
        ("Document1.pdf", ()),
        ("cvjetic.pdf", ()),
    ],
)
def test_a_file_name_claims_sorts_of_papers_by_its_words(name, sorts):
    assert claimed(name) == sorts


@given(st.lists(st.text(max_size=300), max_size=4), st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_is_judged_without_an_error(pages, name):
    found = classify(pages, name)
    assert set(found.kinds) | set(found.possible) <= set(KINDS)
    assert "other" not in found.possible
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize(
    "unit",
    ["a", "1 ", "<", "je ", "@", "a.", "Références\n", "a@b.c\n", "Objet : ", "(", "é\u0301", "م ", "-\n"],
)
@pytest.mark.timeout(20)
def test_long_hostile_text_is_judged_in_time(unit):
    classify((unit * (200_000 // len(unit)),), None)
