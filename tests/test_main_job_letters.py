"""The letters that candidates get: headers, language, words, and what they may not say."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr

import pytest
from builders import documents
from builders.mails import mail
from rigs.office import CV, FULL, IN_TIME, LETTER, SALMA, Office

SHORT = "Salma Berrada"
FRENCH = "Madame, Monsieur,\n\nVeuillez trouver ci-joint mon dossier de candidature pour ce poste.\n"
ENGLISH = "Dear Sir or Madam,\n\nPlease find attached my application for the position you advertise.\n"
ARABIC = "السلام عليكم،\n\nتجدون رفقته ملف ترشيحي لمنصب مكلف بمشروع، وتقبلوا فائق التقدير والاحترام.\n"
ENGLISH_FILES = (
    ("CV.pdf", documents.pdf([documents.CV_EN])),
    ("Letter.pdf", documents.pdf([documents.LETTER_EN])),
    ("References.pdf", documents.pdf([documents.REFERENCES_EN(3)])),
)


def test_an_acknowledgement_carries_the_headers_of_an_automatic_answer(office: Office) -> None:
    office.apply(message_id="<mine@example.com>", references=["<root@example.com>", "<mid@example.com>"])
    office.poll()
    (letter,) = office.letters
    assert letter.envelope_from == "jobs@example.org"
    assert letter.recipients == (SALMA,)
    head = letter.mail
    assert parseaddr(head["From"]) == ("Observatoire Marocain des Prisons", "jobs@example.org")
    assert head["To"] == SALMA
    assert head.get_all("Auto-Submitted") == ["auto-replied"]
    assert head.get_all("In-Reply-To") == ["<mine@example.com>"]
    assert head["References"].split() == ["<root@example.com>", "<mid@example.com>", "<mine@example.com>"]
    assert "OMP-2026-0001" in letter.subject
    listed = office.application()["acknowledgements"][0]
    assert listed["message_id"] == head["Message-ID"]
    assert listed["sent_at"] is not None


def test_a_mail_without_message_id_is_answered_without_a_made_up_one(office: Office) -> None:
    office.apply(message_id="")
    office.poll()
    (letter,) = office.letters
    assert (letter.mail["In-Reply-To"], letter.mail["References"]) == (None, None)
    assert office.messages()[0]["message_id"] is None


@pytest.mark.parametrize(
    ("posting", "text", "files", "language"),
    [
        ("en", FRENCH, ENGLISH_FILES, "fr"),
        ("fr", ENGLISH, FULL, "en"),
        ("fr", ARABIC, FULL, "ar"),
        ("fr", SHORT, ENGLISH_FILES, "en"),
        ("en", SHORT, FULL, "fr"),
        ("ar", SHORT, (), "ar"),
        ("en", "", (), "en"),
    ],
)
def test_the_language_is_the_mails_else_the_documents_else_the_postings(
    office: Office, posting: str, text: str, files: tuple[tuple[str, bytes], ...], language: str
) -> None:
    office.posting(language=posting)
    office.apply(files, text=text)
    office.poll()
    assert office.application()["acknowledgements"][0]["language"] == language
    greeting = {"fr": "Bonjour", "en": "Dear", "ar": "تحية"}
    words = {"fr": "Nous avons bien reçu", "en": "We have received", "ar": "توصلنا"}
    assert words[language] in office.letters[0].text or greeting[language] in office.letters[0].text


def test_a_quoted_mail_does_not_decide_the_language(office: Office) -> None:
    quoted = "\n".join(f"> {line}" for line in (FRENCH * 3).splitlines())
    office.apply(text=f"{ENGLISH}\nOn Mon, 4 May 2026, jobs@example.org wrote:\n{quoted}\n")
    office.poll()
    assert office.application()["acknowledgements"][0]["language"] == "en"


def test_a_complete_letter_names_every_file_and_what_it_was_taken_for(office: Office) -> None:
    office.apply()
    office.poll()
    text = office.letters[0].text
    for line in ("CV.pdf : CV", "Lettre.pdf : lettre de motivation", "Références.pdf : références"):
        assert line in text
    assert "Salma Berrada" in text
    assert "Chargé(e) de projet" in text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (documents.LETTER_FR, "texte de votre message : lettre de motivation"),
        (documents.LETTER_EN, "the text of your message: cover letter"),
    ],
)
def test_a_letter_written_in_the_mail_itself_counts_and_is_named_in_words(
    office: Office, text: str, named: str
) -> None:
    office.apply([FULL[0], FULL[2]], text=text)
    office.poll()
    assert office.application()["status"] == "complete"
    assert named in office.letters[0].text


def test_an_incomplete_letter_names_what_is_missing_and_nothing_else(office: Office) -> None:
    two = ("Refs.pdf", documents.pdf([documents.REFERENCES_FR(2)]))
    office.apply([CV, two])
    office.poll()
    text = office.letters[0].text
    missing = text.partition("Il manque encore")[2].partition("Documents reçus")[0]
    assert "lettre de motivation" in missing
    assert "3 références demandées, 2 reçues" in missing
    assert "CV" not in missing


def test_a_letter_for_review_calls_nothing_missing(office: Office) -> None:
    office.apply([("scan.pdf", documents.scan_pdf([documents.CV_FR], legible=False)), LETTER])
    office.poll()
    assert office.acknowledgements() == [("review", "sent")]
    assert "manque" not in office.letters[0].text


@pytest.mark.parametrize("files", [FULL, FULL[:2]], ids=["complete", "incomplete"])
def test_the_cut_off_is_named_and_said_to_be_passed_only_once_it_is(
    office: Office, files: tuple[tuple[str, bytes], ...]
) -> None:
    office.apply(files, sender="a@example.com")
    office.poll_at(IN_TIME + timedelta(minutes=5))
    office.apply(files, sender="b@example.com")
    office.poll_at(IN_TIME + timedelta(days=3))
    before, after = (letter.text for letter in office.letters)
    for text in (before, after):
        assert "lundi 4 mai 2026 à 16h00, heure de Casablanca" in text
    assert "tardif" not in before
    assert "Ce délai est passé : ce qui nous parvient désormais est considéré comme tardif." in after


def test_a_late_letter_names_the_cut_off(office: Office) -> None:
    office.apply(when=IN_TIME + timedelta(days=2))
    office.poll()
    assert office.acknowledgements() == [("late", "sent")]
    assert "avant le lundi 4 mai 2026 à 16h00, heure de Casablanca" in office.letters[0].text


def test_the_time_of_receipt_is_told_in_the_zone_of_the_day(office: Office) -> None:
    office.posting(deadline=None)
    office.apply(when=IN_TIME.replace(month=9, day=19, hour=12), sender="a@example.com")
    office.apply(when=IN_TIME.replace(month=9, day=21, hour=12), sender="b@example.com")
    office.poll()
    summer, autumn = (letter.text for letter in office.letters)
    assert "à 13h00, heure de Casablanca" in summer
    assert "à 12h00, heure de Casablanca" in autumn


@pytest.mark.parametrize(
    "name",
    [
        "Visit http://evil.example.net now",
        "=?utf-8?q?a=0d=0aBcc=3a_x=40y.z?=",
        "{{ 7*7 }}{% raw %}",
        "x" * 900,
    ],
)
def test_a_strangers_name_cannot_garble_a_letter(office: Office, name: str) -> None:
    office.receive(f'From: "{name}" <{SALMA}>\r\n'.encode() + mail(sender=None, files=FULL))
    office.poll()
    (letter,) = office.letters
    assert (letter.recipients, letter.mail["Bcc"]) == ((SALMA,), None)
    assert "http://evil.example.net" not in letter.text
    assert "49" not in letter.text.partition("Nous avons")[0]
    assert len(letter.text) < 3000


def test_a_letter_of_the_offices_own_replaces_the_built_in_one(office: Office) -> None:
    folder = office.base / "templates" / "acknowledgement" / "complete"
    folder.mkdir(parents=True)
    (folder / "fr.txt").write_text("Subject: Merci {{ facts.candidate }}\n\nÀ bientôt.\n", encoding="utf-8")
    office.apply()
    office.poll()
    (letter,) = office.letters
    assert letter.subject == "[OMP-2026-0001] Merci Salma Berrada"
    assert letter.text == "À bientôt."


def test_an_own_letter_that_fails_on_a_candidates_facts_is_told_and_replaced(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    folder = office.base / "templates" / "acknowledgement" / "complete"
    folder.mkdir(parents=True)
    fails = "{% if facts.files|length == 3 %}{{ facts.nonsense }}{% endif %}"
    (folder / "fr.txt").write_text(f"Subject: Merci\n\nÀ bientôt.{fails}\n", encoding="utf-8")
    office.apply()
    office.poll()
    (letter,) = office.letters
    assert "Candidature complète" in letter.subject
    assert "acknowledgement/complete/fr.txt" in caplog.text


def test_letters_are_text_and_html_in_seven_bits(office: Office) -> None:
    office.apply(text=ARABIC)
    office.poll()
    assert office.sink.mails[0].raw.isascii()
    mail_ = office.letters[0].mail
    assert [part.get_content_type() for part in mail_.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert 'dir="rtl"' in mail_.get_body(("html",)).get_content()
