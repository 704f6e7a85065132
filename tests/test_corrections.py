"""What a recruiter says of a document wins, lasts, is told to the candidate once, and is written down."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from builders import documents
from builders.mails import mail
from rigs.office import AFTER, CV, IN_TIME, LETTER, REFERENCES, SALMA, SUBJECT, Office

from intake.given import account

SCAN = ("Scan.pdf", documents.encrypted_pdf([documents.LETTER_FR]))
REFERENCE = "OMP-2026-0001"
HOUR = timedelta(hours=1)


def in_review(office: Office, **changes: Any) -> None:
    """A dossier whose letter cannot be opened: it could be any document."""
    office.apply([CV, SCAN, REFERENCES], **changes)
    office.poll()


def correct(office: Office, *words: str, status: int = 0) -> dict[str, Any]:
    ran = office.run("correct", REFERENCE, *words, "--json")
    assert ran.status == status, ran.err
    said: dict[str, Any] = ran.json
    return said


def document(office: Office, file: str) -> dict[str, Any]:
    (found,) = [each for each in office.application()["documents"] if each["file"] == file]
    return found


def kinds_of_letters(office: Office) -> list[str]:
    return [each["kind"] for each in office.application()["acknowledgements"]]


def audit(office: Office, action: str) -> list[dict[str, Any]]:
    return [row for row in office.run("audit", "--json").json if row["action"] == action]


# --- the person wins ---


def test_a_correction_that_completes_a_dossier_is_kept_told_and_written_down(office):
    in_review(office)
    assert office.application()["status"] == "review"
    said = correct(office, "Scan.pdf", "letter")
    assert (said["before"], said["after"]) == (
        {"kinds": [], "status": "review"},
        {"kinds": ["letter"], "status": "complete"},
    )
    assert (said["changed"], said["letter"], said["no_letter"]) == (True, "complete", None)
    assert (office.application()["status"], office.application()["missing"]) == ("complete", [])
    found = document(office, "Scan.pdf")
    assert (found["kinds"], found["confidence"]) == (["letter"], 1.0)
    assert found["because"].startswith(f"corrected by {account()}: was not told (0.00; could not be read")
    assert kinds_of_letters(office) == ["review", "complete"]
    told = office.letters[-1]
    assert told.recipients == (SALMA,)
    assert "[OMP-2026-0001]" in told.subject
    assert told.mail["In-Reply-To"] == office.letters[0].mail["In-Reply-To"] is not None
    assert "Scan.pdf" in told.text
    (row,) = audit(office, "correct")
    assert (row["actor"], row["application"], row["message_id"]) == (account(), REFERENCE, 1)
    assert row["note"] == "document 2: not told → letter; review → complete"


def test_the_same_correction_again_changes_nothing_and_sends_nothing(office):
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    before, sent = office.application(), len(office.letters)
    said = correct(office, "Scan.pdf", "letter")
    assert (said["changed"], said["letter"]) == (False, None)
    office.poll()
    assert (office.application(), len(office.letters)) == (before, sent)
    assert len(audit(office, "correct")) == 1


def test_a_word_that_confirms_the_machine_is_kept_and_tells_nobody(office):
    office.apply()
    office.poll()
    said = correct(office, "CV.pdf", "cv")
    assert (said["changed"], said["letter"]) == (True, None)
    assert said["no_letter"] == "the dossier amounts to the same"
    assert document(office, "CV.pdf")["because"].startswith(f"corrected by {account()}: was cv (")
    assert kinds_of_letters(office) == ["complete"]


BEFORE_AND_AFTER = [
    ("review → complete", [CV, SCAN, REFERENCES], ["Scan.pdf", "letter"], ("complete", [], "complete")),
    ("review → incomplete", [CV, SCAN, REFERENCES], ["Scan.pdf", "other"],
     ("incomplete", ["letter"], "incomplete")),
    ("complete → incomplete", [CV, LETTER, REFERENCES], ["Lettre.pdf", "cv"],
     ("incomplete", ["letter"], "incomplete")),
    ("incomplete → complete", [CV, LETTER], ["Lettre.pdf", "letter", "--references", "3"],
     ("complete", [], "complete")),
    ("incomplete → less so", [CV], ["CV.pdf", "cv", "letter"], ("incomplete", ["references"], "incomplete")),
    ("fewer referees", [CV, LETTER, REFERENCES], ["Références.pdf", "--references", "2"],
     ("incomplete", ["references"], "incomplete")),
    ("no referee", [CV, LETTER, REFERENCES], ["Références.pdf", "--references", "0"],
     ("incomplete", ["references"], "incomplete")),
    ("a page apart", [CV, LETTER, REFERENCES], ["CV.pdf", "--pages", "1=cv,diploma"], ("complete", [], None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "words", "expected"),
    [case[1:] for case in BEFORE_AND_AFTER],
    ids=[case[0] for case in BEFORE_AND_AFTER],
)
def test_a_correction_makes_of_a_dossier_what_it_is_then(office, files, words, expected):
    office.apply(files)
    office.poll()
    said = correct(office, *words)
    now = office.application()
    assert (now["status"], now["missing"], said["letter"]) == expected
    told = [said["letter"]] if said["letter"] else []
    assert kinds_of_letters(office)[1:] == told
    assert len(office.letters) == 1 + len(told)


def test_a_correction_to_review_is_for_a_person_and_tells_nobody(office):
    in_review(office)
    correct(office, "Scan.pdf", "other")
    said = correct(office, "Scan.pdf", "--undo")
    assert (said["after"], said["letter"], said["no_letter"]) == (
        {"kinds": [], "status": "review"},
        None,
        "a person is at it",
    )
    assert document(office, "Scan.pdf")["because"].startswith("could not be read")
    (row,) = audit(office, "undo correction")
    assert row["note"] == "document 2: other → not told; incomplete → review"


def test_what_was_never_corrected_is_not_undone(office):
    office.apply()
    office.poll()
    assert correct(office, "CV.pdf", "--undo")["changed"] is False
    assert audit(office, "undo correction") == []


# --- it lasts ---


def test_a_correction_holds_when_a_supplement_comes_and_when_its_file_comes_again(office):
    office.apply([CV, SCAN])
    office.poll()
    correct(office, "Scan.pdf", "letter")
    assert office.application()["missing"] == ["references"]
    office.apply([SCAN, REFERENCES], subject=f"Re: {SUBJECT}", when=IN_TIME + HOUR)
    office.poll()
    assert (office.application()["status"], office.outcomes()) == ("complete", ["application", "supplement"])
    assert kinds_of_letters(office)[-1] == "complete"
    assert document(office, "Scan.pdf")["kinds"] == ["letter"]


def test_a_letter_to_a_supplement_knows_what_a_person_said_of_the_files_that_come_again(office):
    office.apply([CV, REFERENCES])
    office.poll()
    correct(office, "CV.pdf", "letter")
    diploma = ("Diplome.pdf", documents.pdf([documents.DIPLOMA_FR]))
    office.apply([CV, diploma], subject=f"Re: {SUBJECT}", when=IN_TIME + HOUR)
    office.poll()
    assert (office.application()["status"], office.application()["missing"]) == ("incomplete", ["cv"])
    missing = office.letters[-1].text.partition("Il manque encore :")[2].partition("Documents")[0]
    assert "CV" in missing


def test_a_correction_holds_over_a_replay(office):
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    office.receive(mail(subject=f"Re: {SUBJECT}", text="Merci !\n"))
    office.poll()
    assert office.run("replay", "2").status == 0
    assert (office.application()["status"], document(office, "Scan.pdf")["kinds"]) == ("complete", ["letter"])


def test_a_correction_is_of_one_dossier(office):
    office.apply([CV, SCAN, REFERENCES])
    office.apply([CV, SCAN, REFERENCES], sender="Lina Alami <lina@example.net>")
    office.poll()
    correct(office, "Scan.pdf", "letter")
    assert [each["status"] for each in office.applications()] == ["complete", "review"]


# --- lateness ---


def test_a_correction_after_the_deadline_does_not_make_late_what_came_in_time(office):
    in_review(office)
    assert correct(office, "Scan.pdf", "letter")["after"]["status"] == "complete"


def test_a_late_dossier_stays_late_and_the_candidate_hears_that_it_was_updated(office):
    in_review(office, when=AFTER)
    assert office.application()["status"] == "late"
    said = correct(office, "Scan.pdf", "letter")
    assert (said["after"]["status"], said["letter"]) == ("late", "updated")


# --- the gate ---


def test_a_correction_may_be_quiet(office):
    in_review(office)
    said = correct(office, "Scan.pdf", "letter", "--quiet")
    assert (said["after"]["status"], said["letter"], said["no_letter"]) == (
        "complete",
        None,
        "it was to be kept back",
    )
    assert kinds_of_letters(office) == ["review"]


UNANSWERED = [
    ("automatic", {"headers": {"Auto-Submitted": "auto-replied"}}, True),
    ("without one sender", {"sender": f"Ali <ali@example.com>, {SALMA}"}, False),
    (
        "a colleague's forward",
        {
            "sender": "direction@example.org",
            "subject": f"Fwd: {SUBJECT}",
            "text": f"---------- Forwarded message ---------\nFrom: Salma <{SALMA}>\n\nBonjour\n",
        },
        False,
    ),
]


@pytest.mark.parametrize(
    ("changes", "replayed"), [case[1:] for case in UNANSWERED], ids=[case[0] for case in UNANSWERED]
)
def test_who_was_not_to_be_answered_is_not_answered_after_a_correction(office, changes, replayed):
    office.apply([CV, SCAN, REFERENCES], **changes)
    office.poll()
    if replayed:
        office.run("replay", "1", "--posting", "omp")
    said = correct(office, "Scan.pdf", "letter")
    assert (said["changed"], said["letter"]) == (True, None)
    assert said["no_letter"] == "no mail of this dossier was one to answer"
    assert office.letters == []


def test_mail_older_than_since_is_not_answered_after_a_correction_unless_a_person_releases_it(office):
    office.configure(mailboxes={"jobs": office.mailbox(since="2026-05-04")})
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    assert office.letters == []
    held = office.run("outbox", "--json").json
    assert [(row["kind"], row["state"]) for row in held] == [("review", "held"), ("complete", "held")]
    assert office.run("release", "2").status == 0
    assert "Candidature complète" in office.letters[0].subject
    assert office.messages()[0]["reason"].count("older than the mailbox") == 1


def test_a_cap_holds_the_letter_back_and_drops_none(office):
    office.configure(limits={"address": "1/day"})
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    assert [(row["kind"], row["state"]) for row in office.run("outbox", "--json").json] == [
        ("complete", "pending")
    ]
    correct(office, "Scan.pdf", "other")
    assert [(row["kind"], row["state"]) for row in office.run("outbox", "--json").json] == [
        ("incomplete", "pending")
    ]
    assert len(office.letters) == 1


def test_a_letter_that_still_waits_says_what_is_true_and_no_second_one_goes(office):
    office.sink.plan("RCPT", "451 4.7.1 later")
    in_review(office)
    said = correct(office, "Scan.pdf", "letter")
    assert said["no_letter"] == "the letter that was still to go out says so"
    assert kinds_of_letters(office) == ["complete"]


def test_a_question_that_nobody_answered_keeps_the_dossier_in_review(office):
    office.apply([CV, SCAN, REFERENCES])
    office.apply(
        [], subject=f"Re: {SUBJECT}", text="Bonjour, le poste est-il à Rabat ?\n", when=IN_TIME + HOUR
    )
    office.poll()
    assert "the mail asks a question" in office.application()["reason"]
    assert correct(office, "Scan.pdf", "letter")["after"]["status"] == "review"


# --- which document, which word ---


def test_a_document_is_named_by_the_start_of_its_digest(office):
    in_review(office)
    digest = document(office, "Scan.pdf")["sha256"]
    assert correct(office, digest[:8], "letter")["file"] == "Scan.pdf"
    assert correct(office, digest.upper(), "letter")["changed"] is False


def test_a_name_that_two_documents_bear_is_refused_and_both_are_listed(office):
    office.apply([("cv.txt", documents.CV_FR.encode()), ("cv.txt", documents.CV_EN.encode())])
    office.poll()
    said = correct(office, "cv.txt", "cv", status=2)
    for each in office.application()["documents"]:
        assert each["sha256"][:12] in said["remedy"]
    assert "2 documents of this application are called cv.txt" in said["error"]
    assert correct(office, office.application()["documents"][0]["sha256"][:12], "cv")["changed"]


WRONG = [
    (["Scan.pdf"], "say a KIND"),
    (["Scan.pdf", "resume"], "none of cv, letter"),
    (["Scan.pdf", "cv", "--undo"], "goes with nothing else"),
    (["Scan.pdf", "--pages", "two=cv"], "2-3=letter"),
    (["Scan.pdf", "--pages", "3-2=cv"], "2-3=letter"),
    (["Scan.pdf", "--pages", "1=cheese"], "none of cv"),
    (["Scan.pdf", "--pages", "1=cv", "--pages", "1-2=letter"], "a page is named twice"),
    (["CV.pdf", "--pages", "7=cv"], "has 1 page(s)"),
    (["Nothing.pdf", "cv"], "holds no document Nothing.pdf"),
]


@pytest.mark.parametrize(("words", "error"), WRONG)
def test_a_wrong_word_is_refused_with_a_remedy_and_nothing_is_changed(office, words, error):
    in_review(office)
    before = office.application()
    said = correct(office, *words, status=2)
    assert error in said["error"]
    assert said["remedy"]
    assert office.application() == before


def test_an_application_that_is_not_there_is_refused(office):
    office.poll()
    ran = office.run("correct", "OMP-2026-0099", "CV.pdf", "cv", "--json")
    assert (ran.status, ran.json["error"]) == (2, "There is no application OMP-2026-0099.")


def test_people_read_what_was_done(office):
    in_review(office)
    out = office.run("correct", REFERENCE, "Scan.pdf", "letter").out
    assert out == "OMP-2026-0001 Scan.pdf: not told → letter\nstatus: review → complete\nletter: complete\n"


def test_the_name_of_a_file_does_nothing_to_a_terminal(office):
    office.apply([("a\u202eb.pdf", CV[1])])
    office.poll()
    digest = office.application()["documents"][0]["sha256"]
    for words in (
        ["correct", REFERENCE, digest, "letter"],
        ["correct", REFERENCE, "?", "cv"],
        ["corrections"],
    ):
        ran = office.run(*words)
        assert "ab.pdf" in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err


# --- it goes with its person ---


def test_corrections_go_with_their_person(office):
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    removed = office.run("erase", SALMA, "--json").json
    assert (removed["removed"]["corrections"], removed["removed"]["letters"], removed["left"]) == (1, 2, 0)
    assert office.sql("SELECT id FROM correction") == []


def test_corrections_go_with_their_dossier_when_its_retention_is_over(office):
    office.posting(retention={"months": 1})
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    with office.desk(lambda: IN_TIME + timedelta(days=60)) as desk:
        from intake.services.forget import retire

        assert [each.dossiers for each in retire(desk)] == [1]
    assert office.sql("SELECT id FROM correction") == []


# --- labelled documents ---


def exported(office: Office, *words: str, status: int = 0) -> list[dict[str, Any]]:
    ran = office.run("corrections", "--export", "-", *words)
    assert ran.status == status, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_corrections_are_listed_with_what_was_and_who_said_so(office):
    in_review(office)
    assert office.run("corrections", "--json").json == []
    correct(office, "Scan.pdf", "letter")
    (row,) = office.run("corrections", "--json").json
    assert (row["application"], row["file"], row["was"], row["kinds"]) == (
        REFERENCE,
        "Scan.pdf",
        [],
        ["letter"],
    )
    assert row["by"] == account()
    assert "Scan.pdf" in office.run("corrections").out
    correct(office, "Scan.pdf", "--undo")
    assert office.run("corrections", "--json").json == []


def test_labelled_documents_hold_the_words_of_each_page_and_no_name_besides(office):
    merged = documents.merged_pdf([CV[1], LETTER[1]])
    office.apply([("Salma-Berrada-dossier.zip", documents.zip_of({"Salma.pdf": merged})), REFERENCES])
    office.poll()
    correct(office, "Salma-Berrada-dossier.zip/Salma.pdf", "--pages", "1=cv", "--pages", "2=letter,other")
    (line,) = exported(office)
    assert line["kinds"] == ["cv", "letter"]
    assert [(page["page"], page["kinds"]) for page in line["pages"]] == [
        (1, ["cv"]),
        (2, ["letter", "other"]),
    ]
    assert ("EXPÉRIENCE" in line["pages"][0]["text"], "agréer" in line["pages"][1]["text"]) == (True, True)
    assert (line["language"], line["format"], line["was"]["kinds"]) == ("fr", "pdf", ["cv", "letter"])
    for word in ("Berrada", "OMP-2026", SALMA, "zip"):
        assert word not in json.dumps(line)


def test_a_letter_in_the_mail_itself_is_labelled_too(office):
    office.apply([CV, REFERENCES], text=documents.LETTER_FR)
    office.poll()
    correct(office, "(message text)", "letter")
    (line,) = exported(office)
    assert (line["format"], line["kinds"]) == ("mail", ["letter"])
    assert "Votre annonce" in line["pages"][0]["text"]


def test_the_export_is_a_file_for_its_account_alone(office, tmp_path):
    office.apply()
    office.poll()
    correct(office, "CV.pdf", "cv")
    path = tmp_path / "labelled.jsonl"
    path.write_text("old")
    path.chmod(0o644)
    assert "personal data" in office.run("corrections", "--export", path).out
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["kinds"] == ["cv"]
    assert "PERSONAL DATA" in office.run("corrections", "--help").out


def test_a_document_that_cannot_be_read_again_is_counted_and_left_out(office):
    in_review(office)
    correct(office, "Scan.pdf", "letter")
    correct(office, "CV.pdf", "cv")
    ran = office.run("corrections", "--export", "-")
    assert (ran.status, len(ran.out.splitlines())) == (1, 1)
    assert "1 document(s) could not be read again" in ran.err


def test_an_export_to_nowhere_is_told(office, tmp_path):
    office.poll()
    ran = office.run("corrections", "--export", tmp_path / "no" / "such")
    assert (ran.status, "cannot be written" in ran.err) == (1, True)


def test_the_number_of_referees_leaves_what_was_said_of_kinds_and_pages(office):
    office.apply([("tout.pdf", documents.merged_pdf([CV[1], LETTER[1]]))])
    office.poll()
    correct(office, "tout.pdf", "--pages", "1=letter", "--pages", "2=cv")
    correct(office, "tout.pdf", "--references", "3")
    found = document(office, "tout.pdf")
    assert (found["kinds"], [page["kinds"] for page in found["pages"]]) == (
        ["cv", "letter", "references"],
        [["letter"], ["cv"]],
    )
    assert (office.application()["references_count"], office.application()["status"]) == (3, "complete")
    assert correct(office, "tout.pdf", "--references", "3")["changed"] is False
    correct(office, "tout.pdf", "--undo")
    assert document(office, "tout.pdf")["kinds"] == ["cv", "letter"]


def test_a_dossier_whose_posting_is_gone_is_not_corrected(office):
    in_review(office)
    (office.config / "postings" / "omp.yaml").unlink()
    said = correct(office, "Scan.pdf", "letter", status=1)
    assert "configured no more" in said["error"]
    assert document(office, "Scan.pdf")["kinds"] == []
