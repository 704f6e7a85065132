"""A person settles a dossier by command: it stands over the machine until taken back, and is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import documents
from rigs.office import AFTER, CV, FULL, IN_TIME, LETTER, REFERENCES, SALMA, Office

from intake.given import account

REFERENCE = "OMP-2026-0001"
OPEN = {"deadline": "2099-05-04 16:00"}  # whatever the day of the test
TODAY = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)


def settle(office: Office, *words: str, status: int = 0) -> dict[str, Any]:
    ran = office.run("settle", REFERENCE, *words, "--json")
    assert ran.status == status, ran.err
    said: dict[str, Any] = ran.json
    return said


def refused(office: Office, *words: str) -> str:
    ran = office.run("settle", REFERENCE, *words)
    assert ran.status == 1
    return ran.err


def kinds(office: Office) -> list[str]:
    return [each["kind"] for each in office.application()["acknowledgements"]]


def state(office: Office) -> tuple[str, str | None]:
    one = office.application()
    return one["status"], one["ruling"]


def audit(office: Office) -> list[tuple[str, str, str]]:
    rows = office.run("audit", "--json").json
    return [(r["actor"], r["action"], r["note"]) for r in rows if r["action"].startswith("settle ")]


def late(office: Office, files: Any = FULL) -> None:
    office.apply(files, when=AFTER)
    office.poll()
    assert state(office) == ("late", None)


# --- accept ---


def test_a_late_dossier_that_is_accepted_counts_and_its_candidate_hears_so(office):
    late(office)
    said = settle(office, "accept")
    assert said == {
        "application": REFERENCE, "word": "accept", "changed": True, "before": "late", "status": "complete",
        "letter": "complete", "no_letter": None,
    }  # fmt: skip
    assert state(office) == ("complete", "accepted")
    assert office.application()["late"] is True
    assert kinds(office) == ["late", "complete"]
    told = office.letters[-1]
    assert told.recipients == (SALMA,)
    assert "après la date limite" in told.text
    assert audit(office) == [(account(), "settle accept", "late → complete; ruling none → accepted")]


def test_an_accepted_one_that_lacks_something_is_incomplete(office):
    late(office, [CV, LETTER])
    assert settle(office, "accept")["status"] == "incomplete"
    assert kinds(office) == ["late", "incomplete"]
    assert "il est néanmoins pris en compte" in office.letters[-1].text


def test_what_comes_to_an_accepted_one_counts_too(office):
    late(office)
    settle(office, "accept")
    office.apply([("Diplôme.pdf", CV[1] + b"\n%")], when=AFTER + timedelta(hours=1))
    office.poll()
    text = office.letters[-1].text
    assert kinds(office)[-1] == "updated"
    assert ("il est néanmoins pris en compte" in text, "mention « tardif »" in text) == (True, False)


def test_the_same_decision_twice_changes_nothing_the_second_time(office):
    late(office)
    settle(office, "accept")
    before, sent = office.application(), len(office.letters)
    assert settle(office, "accept")["changed"] is False
    assert (office.application(), len(office.letters), len(audit(office))) == (before, sent, 1)


def test_what_is_not_late_is_not_accepted(office):
    office.apply(FULL)
    office.poll()
    assert f"{REFERENCE} was not changed: it is not late." in refused(office, "accept")
    assert (state(office), audit(office)) == (("complete", None), [])


def test_a_decision_stands_as_more_mail_comes(office):
    late(office, [CV, LETTER])
    settle(office, "accept")
    office.apply([REFERENCES], when=AFTER + timedelta(hours=1))
    office.poll()
    assert state(office) == ("complete", "accepted")


# --- spam ---


def test_spam_is_set_aside_and_nothing_more_goes_to_its_sender(office):
    office.posting(**OPEN)
    office.configure(quiet="1h")
    office.apply([CV], when=TODAY)
    office.poll()
    assert [each["state"] for each in office.run("outbox", "--all", "--json").json] == ["pending"]
    assert settle(office, "spam")["no_letter"] == "a person said that it is spam"
    assert state(office) == ("spam", "spam")
    assert [each["state"] for each in office.run("outbox", "--all", "--json").json] == ["superseded"]
    office.apply([LETTER], when=TODAY + timedelta(hours=1))
    office.poll()
    assert (state(office), office.letters) == (("spam", "spam"), [])
    assert settle(office, "undo")["status"] == "incomplete"
    assert state(office) == ("incomplete", None)


def test_spam_taken_back_says_nothing_to_whom_nothing_was_said_of_it(office):
    office.apply(FULL)
    office.poll()
    settle(office, "spam")
    said = settle(office, "undo")
    assert (said["status"], said["letter"], said["no_letter"]) == (
        "complete", None, "the candidate was told nothing of it",
    )  # fmt: skip
    assert len(office.letters) == 1


def test_a_question_stays_a_question_when_a_decision_is_taken_back(office):
    office.apply([], text="Bonjour, le poste est-il à Rabat ?\n")
    office.poll()
    assert state(office) == ("review", None)
    settle(office, "spam")
    assert settle(office, "undo")["status"] == "review"


# --- withdraw ---


@pytest.mark.parametrize(
    ("words", "letters"), [((), ["complete", "withdrawn"]), (("--quiet",), ["complete"])]
)
def test_a_withdrawal_by_telephone_is_confirmed_unless_quiet(office, words, letters):
    office.apply(FULL)
    office.poll()
    settle(office, "withdraw", *words)
    assert state(office) == ("withdrawn", "withdrawn")
    assert kinds(office) == letters
    for word in ("accept", "ask"):
        assert "'undo' takes that back first" in refused(office, word)
    assert settle(office, "withdraw")["changed"] is False


# --- undo ---


def test_undo_takes_one_decision_back_at_a_time(office):
    late(office)
    settle(office, "accept")
    settle(office, "spam")
    assert settle(office, "undo")["status"] == "complete"
    assert state(office) == ("complete", "accepted")
    assert settle(office, "undo")["letter"] == "late"
    assert state(office) == ("late", None)
    assert "no candidate has decided anything" in refused(office, "undo")


def test_quiet_tells_nobody(office):
    late(office)
    assert settle(office, "accept", "--quiet")["no_letter"] == "it was to be kept back"
    assert settle(office, "undo", "--quiet")["letter"] is None
    assert kinds(office) == ["late"]


# --- ask ---


def test_a_candidate_is_asked_again_once_a_day(office):
    office.posting(**OPEN)
    office.apply([CV], when=TODAY)
    office.poll()
    assert settle(office, "ask")["letter"] == "reminder"
    assert kinds(office) == ["incomplete", "reminder"]
    assert state(office) == ("incomplete", None)
    assert "asked less than a day ago" in refused(office, "ask")
    assert len(office.letters) == 2


SCAN = ("Scan.pdf", documents.encrypted_pdf([documents.LETTER_FR]))
SILENT = {"X-Auto-Response-Suppress": "All"}
IN_VAIN = [
    ("nothing is missing", {"files": FULL, "when": TODAY}, OPEN, "nothing is surely missing"),
    ("closed long ago", {"files": [CV], "when": IN_TIME}, {}, "closed more than 30 days ago"),
    ("a person looks", {"files": [CV, SCAN], "when": TODAY}, OPEN, "nothing is surely missing"),
    ("never to be answered", {"files": [CV], "when": TODAY, "headers": SILENT}, OPEN,
     "cannot be written to by itself"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mail", "posting", "why"), [case[1:] for case in IN_VAIN], ids=[case[0] for case in IN_VAIN]
)
def test_nobody_is_asked_in_vain(office, mail, posting, why):
    office.posting(**posting)
    office.apply(**mail)
    office.poll()
    sent = len(office.letters)
    assert why in refused(office, "ask")
    assert (len(office.letters), audit(office)) == (sent, [])


# --- wrong usage ---


def test_what_is_not_there_or_not_known_is_a_wrong_usage(office):
    assert office.run("settle", "OMP-2026-0099", "accept").status == 2
    late(office)
    assert office.run("settle", REFERENCE, "approve").status == 2
    assert office.run("settle", REFERENCE, "ask", "--quiet").status == 2
    assert office.run("settle", REFERENCE.lower(), "accept").status == 0


def test_a_posting_that_is_gone_settles_nothing(office):
    late(office)
    (office.config / "postings" / "omp.yaml").unlink()
    office.posting("other", reference="OTH")
    assert "its posting is configured no more" in refused(office, "accept")


def test_spam_taken_back_tells_who_wrote_meanwhile_how_it_stands_now(office):
    office.posting(**OPEN)
    office.apply([CV, LETTER], when=TODAY)
    office.poll()
    settle(office, "spam")
    office.apply([REFERENCES], when=TODAY + timedelta(hours=1))
    office.poll()
    assert (state(office), kinds(office)) == (("spam", "spam"), ["incomplete"])
    said = settle(office, "undo")
    assert (said["status"], said["letter"]) == ("complete", "complete")
    assert kinds(office) == ["incomplete", "complete"]
    assert settle(office, "spam")["status"] == "spam"
    assert settle(office, "undo")["letter"] is None


@pytest.mark.parametrize("between", [(), ("spam", "undo")])
def test_what_was_accepted_is_so_again_when_the_candidate_s_own_withdrawal_is_taken_back(office, between):
    late(office)
    settle(office, "accept")
    office.apply([], text="Je retire ma candidature.\n", when=AFTER + timedelta(hours=1))
    office.poll()
    assert state(office) == ("withdrawn", "withdrawn")
    for word in between:
        settle(office, word)
    assert settle(office, "undo")["status"] == "complete"
    assert state(office) == ("complete", "accepted")
    assert settle(office, "undo")["status"] == "late"
    assert state(office) == ("late", None)


def test_a_withdrawal_by_the_candidate_brings_no_old_decision_back(office):
    late(office)
    for word in ("accept", "withdraw", "undo", "undo"):
        settle(office, word)
    assert state(office) == ("late", None)
    office.apply([], text="Je retire ma candidature.\n", when=AFTER + timedelta(hours=1))
    office.poll()
    assert state(office) == ("withdrawn", "withdrawn")
    assert settle(office, "undo")["status"] == "late"
    assert state(office) == ("late", None)
