"""Deadlines that were put off, struck out, or are doubtful by what stands beside them."""

from __future__ import annotations

from datetime import date

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.when.deadline import find_deadline


def read(text: str) -> tuple[str | None, set[str]]:
    found = find_deadline(Ad([text]), today=date(2027, 3, 1))
    return found.value and found.value.isoformat()[:16], {caution.code for caution in found.cautions}


PUT_OFF = [
    "The deadline for applications is the ~~6th of May 2027~~ 27th of May 2027.",
    "Les candidatures devront être déposées ~~avant le 7 mai 2027~~ avant le 27 mai 2027.",
    "آخر أجل: ~~15 مايو 2027~~ 27 مايو 2027",
    "The original deadline of 7 May 2027 has been moved to 27 May 2027.",
    "La date limite du 7 mai 2027 est reportée au 27 mai 2027.",
    "Initialement fixée au 14 mai 2027, la date limite est reportée au 27 mai 2027.",
    "Deadline: 7 May 2027 – EXTENDED to 27 May 2027",
]


@pytest.mark.parametrize("text", PUT_OFF)
def test_the_day_that_took_anothers_place_is_the_deadline(text):
    assert read(text)[0] == "2027-05-27"


def test_a_struck_day_that_no_other_replaces_is_still_shown():
    assert read("Deadline: ~~6 May 2027~~")[0] == "2027-05-06"


BESIDE = ["Deadline: 15 May 2027 29 May 2027", "Date limite : 15 mai 2027 29 mai 2027"]


@pytest.mark.parametrize("text", BESIDE)
def test_two_days_side_by_side_are_said_to_disagree(text):
    assert "deadline_inconsistent" in read(text)[1]


SPACED = [
    ("Date limite : 2 6 mai 2027", "2027-05-26"),
    ("Closing date: 1 3 May 2027", "2027-05-13"),
    ("Candidatures avant le 3 1 mai 2027", "2027-05-31"),
]


@pytest.mark.parametrize(("text", "day"), SPACED)
def test_a_space_within_a_day_is_mended_and_said(text, day):
    value, codes = read(text)
    assert value == day
    assert "deadline_ambiguous" in codes


STUCK = ["Date limite:26mai2027", "Closing Date:26May2027", "Deadline:26/05/2027"]


@pytest.mark.parametrize("text", STUCK)
def test_a_day_may_stand_right_behind_a_colon(text):
    assert read(text)[0] == "2027-05-26"


def test_the_first_day_of_a_range_is_not_taken_for_a_year():
    assert read("Application period: 1 May – 30 June 2027. Send your CV to x@example.org")[0] == "2027-06-30"


EXCLUDED = [
    ("Apply before 4 May 2027.", True),
    ("Candidatures avant le 4 mai 2027", True),
    ("Apply on or before 4 May 2027.", False),
    ("Apply by 4 May 2027.", False),
]


@pytest.mark.parametrize(("text", "excluded"), EXCLUDED)
def test_only_before_leaves_the_day_out(text, excluded):
    assert ("deadline_exclusive" in read(text)[1]) is excluded


def test_a_weekday_never_moves_a_deadline_before_the_day_of_the_page():
    value, codes = read("posted 15.02.2027\nEmail your CV to x@example.org by Saturday, 7th March.")
    assert value == "2027-03-07"
    assert "weekday_mismatch" in codes


UNSAID = [
    "Les missions s'achèveront au plus tard le 30 novembre 2027.",
    "Le titulaire sera nommé au plus tard le 1er octobre 2027.",
]


@pytest.mark.parametrize("text", UNSAID)
def test_at_the_latest_without_a_word_of_applying_is_doubtful(text):
    value, codes = read(text)
    assert value is None or "deadline_ambiguous" in codes
