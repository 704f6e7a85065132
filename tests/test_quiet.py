"""Dossiers that come in several mails: nobody is told of a gap that the next mail fills."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rigs.office import CV, DEADLINE, IN_TIME, LETTER, REFERENCES, SUBJECT, Office

from intake.domain.counter import without_counter
from intake.domain.subject import match

MINUTE = timedelta(minutes=1)
NOW = datetime.now(UTC)
OTHER = ("Diplôme.pdf", b"%PDF-1.4 nothing")


def part(office: Office, file: tuple[str, bytes], minutes: float, subject: str = SUBJECT) -> None:
    """Let a part of the dossier come, and be polled, so many minutes after the first."""
    office.apply([file], IN_TIME + minutes * MINUTE, subject=subject, text=f"Pièce {file[0]}\n")
    office.poll_at(NOW + minutes * MINUTE)


def told(office: Office) -> list[tuple[str, str]]:
    return [(each["kind"], each["state"]) for each in office.run("outbox", "--all", "--json").json]


def sent_at(office: Office, minutes: float) -> int:
    return office.poll_at(NOW + minutes * MINUTE)[1].sent


def test_each_further_part_begins_the_time_anew(office):
    office.configure(quiet="10m")
    part(office, CV, 0)
    part(office, LETTER, 8)
    assert sent_at(office, 11) == 0
    assert sent_at(office, 17.9) == 0
    assert sent_at(office, 18) == 1
    assert told(office) == [("incomplete", "superseded"), ("incomplete", "sent")]


def test_but_never_beyond_twice_the_time_since_the_first(office):
    office.configure(quiet="10m")
    office.posting(documents=["cv", "letter", "diploma", "identity", {"kind": "references", "count": 3}])
    part(office, CV, 0)
    part(office, LETTER, 9)
    part(office, REFERENCES, 18)
    assert sent_at(office, 19.9) == 0
    assert sent_at(office, 20) == 1
    assert told(office) == [
        ("incomplete", "superseded"),
        ("incomplete", "superseded"),
        ("incomplete", "sent"),
    ]


def test_what_waited_over_the_deadline_asks_for_nothing_before_it(office):
    office.configure(quiet="10m")
    office.apply([CV, LETTER], DEADLINE - 3 * MINUTE)
    office.poll_at(DEADLINE - 2 * MINUTE)
    assert office.poll_at(DEADLINE + 9 * MINUTE)[1].sent == 1
    assert "Ce délai est passé" in office.letters[-1].text
    assert "répondez à ce message en gardant son objet" not in office.letters[-1].text


def test_a_letter_that_a_server_put_off_over_the_deadline_keeps_its_message_id(office):
    office.apply([CV, LETTER], DEADLINE - 3 * MINUTE)
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    assert office.poll_at(DEADLINE - MINUTE)[1].pending == 1
    ((before,),) = office.sql("SELECT message_id FROM letter")
    assert office.poll_at(DEADLINE + 9 * MINUTE)[1].sent == 1
    assert office.letters[-1].mail["Message-ID"] == before
    assert "Ce délai est passé" in office.letters[-1].text


def test_what_is_complete_is_answered_at_once(office):
    office.configure(quiet="10m")
    part(office, CV, 0, f"{SUBJECT} 1/3")
    part(office, LETTER, 1, f"{SUBJECT} 2/3")
    part(office, REFERENCES, 2, f"{SUBJECT} 3/3")
    assert told(office) == [("incomplete", "superseded"), ("incomplete", "superseded"), ("complete", "sent")]
    assert len(office.applications()) == 1
    assert office.application()["status"] == "complete"


def test_once_told_what_is_missing_a_candidate_is_answered_at_once(office):
    office.configure(quiet="10m")
    part(office, CV, 0)
    assert sent_at(office, 10) == 1
    part(office, LETTER, 15)
    assert told(office) == [("incomplete", "sent"), ("incomplete", "sent")]


def test_a_part_that_is_polled_after_the_time_speaks_for_the_first_as_well(office):
    """No pass went through meanwhile: the candidate hears once, of both."""
    office.configure(quiet="10m")
    part(office, CV, 0)
    part(office, LETTER, 12)
    assert told(office) == [("incomplete", "superseded"), ("incomplete", "pending")]
    assert sent_at(office, 20) == 1


def test_without_a_quiet_time_each_part_is_answered(office):
    part(office, CV, 0)
    part(office, LETTER, 1)
    assert told(office) == [("incomplete", "sent"), ("incomplete", "sent")]


def test_a_long_quiet_time_is_warned_of(office):
    for quiet, warned in (("15m", False), ("16m", True)):
        office.configure(quiet=quiet)
        found = office.run("check", "--json").json["findings"]
        assert any(each["level"] == "warning" and "15 minutes" in each["text"] for each in found) == warned


# --- the counter in the subject -----------------------------------------------------

COUNTED = [
    "1/3", "(1/3)", "[2/3]", "- 2/3", "– 2 / 3", "2 sur 3", "part 2 of 3", "Part 2/3", "partie 2/3",
    "mail 1/3", "e-mail 1 sur 2", "(mail 2 sur 3)", "message 1/2", "envoi 2/2", "n° 1/3", "2 de 3",
    "١/٣", "(٢/٣)", "الجزء 2 من 3", "رسالة ١ من ٣", "2 من 3", "suite 2/2", "10/12", "20/20.",
]  # fmt: skip
NOT_COUNTED = [
    "12/05",
    "04/05/2026",
    "2026/27",
    "3/2",
    "0/3",
    "1/1",
    "1/21",
    "24/7",
    "1/3 suite",
    "réf 1/300",
]


@pytest.mark.parametrize("counter", COUNTED)
def test_a_counter_at_the_end_of_a_subject_is_no_part_of_it(counter):
    assert without_counter(f"{SUBJECT} {counter}") == SUBJECT
    found = match(SUBJECT, f"{SUBJECT} {counter}", title="Chargé(e) de projet")
    assert (found.level, found.score) == ("match", 100)


@pytest.mark.parametrize("words", NOT_COUNTED)
def test_other_numbers_are(words):
    assert without_counter(f"{SUBJECT} {words}") == f"{SUBJECT} {words}"


RULES = [
    ("a rule that ends so is taken at its word", "Offre lot 1/3", "Offre lot 1/3", "match"),
    ("another lot is another posting", "Offre lot 1/3", "Offre lot 2/3", "none"),
    ("numbers of the rule stay exact", "Offre 2026-042", "Offre 2026-042 1/2", "match"),
    ("a counter is no other number", "Offre 2026-042", "Offre 2026-043 1/2", "none"),
    ("a counter does not stand for the rule's number", "Poste 3", "Poste 4 3/5", "none"),
    ("a short rule", "Chef", "Chef 2/3", "match"),
]


@pytest.mark.parametrize(
    ("rule", "subject", "level"), [case[1:] for case in RULES], ids=[case[0] for case in RULES]
)
def test_a_counter_changes_no_number_of_the_rule(rule, subject, level):
    assert match(rule, subject, title="Chef").level == level


def test_the_name_is_found_before_a_counter():
    found = match("Candidature {title} – {name}", "Candidature Chef – Salma Berrada (2/3)", title="Chef")
    assert (found.level, found.name) == ("match", "Salma Berrada")


@pytest.mark.parametrize("text", ["1" * 998, " " * 998, "(1/" * 330, "n° " * 330, " -" * 499], ids=range(5))
def test_a_hostile_subject_is_read_in_no_time(text):
    for _ in range(100):
        without_counter(text)
