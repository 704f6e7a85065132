"""Later mails, further copies and moved mails: what they do to a dossier, and what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from builders import documents
from builders.mails import mail
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, LETTER, REFERENCES, SALMA, SUBJECT, Office

HOUR = timedelta(hours=1)
Files = Sequence[tuple[str, bytes]]


def reply(office: Office, files: Files = (), *, sender: str = SALMA, text: str = "Voici la suite.") -> bytes:
    """Write an answer to the last letter, as a mail program does."""
    letter = office.letters[-1].mail
    return mail(
        sender=sender,
        subject=f"Re: {letter['Subject']}",
        text=text,
        files=files,
        in_reply_to=letter["Message-ID"],
        references=[letter["In-Reply-To"], letter["Message-ID"]],
    )


def again(files: Files = (), *, text: str = "Voici la suite.") -> bytes:
    """Write to the posting afresh."""
    return mail(files=files, text=text, message_id=f"<{len(files)}-again@example.com>")


@pytest.mark.parametrize("way", ["reply", "afresh"])
def test_a_missing_document_sent_later_completes_the_dossier(office: Office, way: str) -> None:
    office.apply(FULL[:2])
    office.poll()
    later = reply(office, [REFERENCES]) if way == "reply" else again([REFERENCES])
    office.receive(later, IN_TIME + HOUR)
    assert office.poll()["outcomes"] == {"supplement": 1}
    found = office.application()
    assert (found["status"], found["missing"], found["messages"]) == ("complete", [], [1, 2])
    assert [item["file"] for item in found["documents"]] == [name for name, _ in FULL]
    assert office.acknowledgements() == [("incomplete", "sent"), ("complete", "sent")]
    assert "OMP-2026-0001" in office.letters[1].subject


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (FULL, "Je vous renvoie mon dossier."),
        (FULL[:1], "Encore mon CV."),
        ((), "Merci beaucoup pour votre réponse !"),
        ((), "Bien reçu, merci.\n\nEnvoyé de mon iPhone"),
        ((), "شكرا جزيلا"),
    ],
    ids=["same-files", "one-same-file", "thanks", "thanks-from-a-phone", "thanks-in-arabic"],
)
@pytest.mark.parametrize("way", ["reply", "afresh"])
def test_the_same_files_or_thanks_change_nothing_and_are_not_answered(
    office: Office, files: Files, text: str, way: str
) -> None:
    office.apply()
    office.poll()
    before = office.application()
    later = reply(office, files, text=text) if way == "reply" else again(files, text=text)
    office.receive(later, IN_TIME + HOUR)
    office.poll()
    assert office.outcomes() == ["application", "supplement"]
    assert office.application() == before | {"messages": [1, 2]}
    assert len(office.letters) == 1


def test_a_further_document_of_a_complete_dossier_is_answered_as_an_update(office: Office) -> None:
    office.apply()
    office.poll()
    diploma = ("Diplôme.pdf", documents.pdf([documents.DIPLOMA_FR]))
    office.receive(reply(office, [diploma]), IN_TIME + HOUR)
    office.poll()
    assert office.acknowledgements() == [("complete", "sent"), ("updated", "sent")]
    assert "Diplôme.pdf" in office.letters[1].text
    assert len(office.application()["documents"]) == 4


def test_a_mail_that_only_asks_a_question_is_for_a_person(office: Office) -> None:
    office.apply((), text="Bonjour, le poste est-il ouvert aux personnes sans permis de conduire ?")
    office.poll()
    found = office.application()
    assert (found["status"], office.acknowledgements()) == ("review", [("review", "sent")])
    assert found["documents"] == []


def test_a_question_about_a_dossier_is_for_a_person_until_documents_follow(office: Office) -> None:
    office.apply(FULL[:2])
    office.poll()
    office.receive(reply(office, text="Combien de références faut-il ?"), IN_TIME + HOUR)
    office.poll()
    assert (office.application()["status"], office.outcomes()[1]) == ("review", "supplement")
    office.receive(reply(office, [REFERENCES]), IN_TIME + 2 * HOUR)
    office.poll()
    assert office.application()["status"] == "complete"


def test_a_reply_from_another_address_is_never_merged_and_gets_no_details(office: Office) -> None:
    office.apply(FULL[:2])
    office.poll()
    office.receive(reply(office, [REFERENCES], sender="Someone <else@example.net>"), IN_TIME + HOUR)
    office.poll()
    first, second = office.applications()
    assert (first["status"], first["missing"], first["messages"]) == ("incomplete", ["references"], [1])
    assert (second["status"], second["candidate"]["email"]) == ("review", "else@example.net")
    answer = office.letters[1]
    assert answer.recipients == ("else@example.net",)
    for secret in ("Salma", "OMP-2026-0001", "CV.pdf", "Chargé(e) de projet", "Références.pdf"):
        assert secret not in answer.subject + answer.text


def test_a_dossier_completed_after_the_deadline_is_late(office: Office) -> None:
    office.apply(FULL[:2])
    office.poll()
    office.receive(reply(office, [REFERENCES]), AFTER)
    office.poll()
    found = office.application()
    assert (found["status"], found["late"], found["missing"]) == ("late", True, [])
    assert office.acknowledgements() == [("incomplete", "sent"), ("late", "sent")]


def test_a_dossier_complete_in_time_stays_complete_and_keeps_later_documents(office: Office) -> None:
    office.apply()
    office.poll()
    newer = ("CV 2.pdf", documents.pdf([documents.CV_EN]))
    office.receive(reply(office, [newer]), AFTER)
    office.poll()
    found = office.application()
    assert (found["status"], found["late"]) == ("complete", False)
    assert "CV 2.pdf" in [item["file"] for item in found["documents"]]
    assert office.acknowledgements() == [("complete", "sent"), ("updated", "sent")]


def test_an_incomplete_dossier_stays_so_when_what_comes_late_does_not_complete_it(office: Office) -> None:
    office.apply([CV])
    office.poll()
    office.receive(reply(office, [LETTER]), AFTER)
    office.poll()
    assert office.application()["status"] == "incomplete"
    assert office.application()["missing"] == ["references"]


def test_parts_that_arrive_in_the_wrong_order_make_the_same_dossier(office: Office) -> None:
    office.receive(mail(files=[REFERENCES], message_id="<2@x>"), DEADLINE + HOUR)
    office.receive(mail(files=FULL[:2], message_id="<1@x>"), IN_TIME)
    office.poll()
    found = office.application()
    assert found["status"] == "late"
    assert found["received_at"] == "2026-05-03T16:00:00+01:00"


# --- copies ------------------------------------------------------------------


def test_a_further_copy_in_the_same_folder_is_a_duplicate_without_a_letter(office: Office) -> None:
    raw = office.apply()
    office.receive(raw, AFTER)
    assert office.poll()["outcomes"] == {"application": 1, "duplicate": 1}
    office.receive(raw, AFTER)
    assert office.poll()["outcomes"] == {"duplicate": 1}
    rows = office.messages()
    assert [row["application"] for row in rows] == ["OMP-2026-0001"] * 3
    assert len({row["sha256"] for row in rows}) == 1
    assert office.application()["status"] == "complete"
    assert len(office.letters) == 1


def test_a_copy_in_another_watched_folder_is_a_duplicate(office: Office) -> None:
    office.configure({"jobs": office.mailbox(folders=["INBOX", "Candidatures reçues"])})
    raw = office.apply()
    office.receive(raw, folder="Candidatures reçues")
    office.poll()
    assert [(row["folder"], row["outcome"]) for row in office.messages()] == [
        ("INBOX", "application"),
        ("Candidatures reçues", "duplicate"),
    ]
    assert len(office.letters) == 1


def test_a_message_id_used_twice_with_other_content_is_another_mail(office: Office) -> None:
    office.apply(FULL, message_id="<same@example.com>")
    office.apply(FULL, message_id="<same@example.com>", sender="Omar <omar@example.com>")
    office.poll()
    assert office.outcomes() == ["application", "application"]
    assert [letter.recipients for letter in office.letters] == [(SALMA,), ("omar@example.com",)]


def test_a_renumbered_folder_adds_no_row_and_sends_no_letter(office: Office) -> None:
    office.receive(mail(subject="Facture", message_id="<bill@x>"))
    for name in ("a", "b"):
        office.apply(sender=f"{name}@example.com")
    office.receive(mail(files=FULL, sender="a@example.com"))  # a further copy, too
    office.poll()
    before, letters = office.messages(), len(office.letters)
    office.dovecot.expunge(office.user, [1])
    office.dovecot.renumber(office.user)
    assert office.poll() == {
        "mailboxes": [{"name": "jobs", "fetched": 3, "new": 0, "error": None}],
        "outcomes": {},
        "sent": 0,
        "pending": 0,
        "failed": 0,
    }
    after = office.messages()
    assert [row["uid"] for row in after[1:]] == [1, 2, 3]
    assert [row | {"uid": 0} for row in after] == [row | {"uid": 0} for row in before]
    assert len(office.letters) == letters


def test_a_mail_moved_by_a_person_keeps_its_row_and_its_application(office: Office) -> None:
    office.apply()
    office.poll()
    with office.dovecot.client(office.user) as client:
        client.create_folder("Traités")
        client.select_folder("INBOX")
        client.move([1], "Traités")
    office.poll()
    assert office.outcomes() == ["application"]
    ran = office.run("reconcile", "--json")
    assert (ran.status, ran.json["folders"][0]["missing"]) == (0, 0)


def test_the_same_subject_by_two_people_makes_two_applications(office: Office) -> None:
    office.apply()
    office.apply(sender="Omar <omar@example.com>")
    office.poll()
    assert [row["candidate"]["email"] for row in office.applications()] == [SALMA, "omar@example.com"]


def test_one_person_may_apply_to_two_postings_even_by_reply(office: Office) -> None:
    office.posting("compta", subject="Candidature comptable ONG", reference="CPT", documents=["cv"])
    office.apply()
    office.poll()
    letter = office.letters[0].mail
    other = mail(files=[CV], subject="Candidature comptable ONG", in_reply_to=letter["Message-ID"])
    office.receive(other, IN_TIME + HOUR)
    office.poll()
    assert [(row["posting"], row["messages"]) for row in office.applications()] == [
        ("omp", [1]),
        ("compta", [2]),
    ]


def test_a_reply_is_known_by_the_reference_when_its_headers_are_lost(office: Office) -> None:
    office.apply(FULL[:2])
    office.poll()
    office.receive(mail(subject="complément [omp-2026-0001]", files=[REFERENCES]), IN_TIME + HOUR)
    office.poll()
    assert office.application()["status"] == "complete"


def test_upper_and_lower_case_of_an_address_are_one_person(office: Office) -> None:
    office.apply(FULL[:2], sender="Salma <Salma.Berrada@Example.COM>")
    office.receive(mail(files=[REFERENCES], subject=SUBJECT))
    office.poll()
    assert office.application()["status"] == "complete"
