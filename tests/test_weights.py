"""The fitted weights: what they are given is weighed, in view of the pages around."""

from __future__ import annotations

import json

import pytest
from builders.documents import CV_FR, LETTER_EN, LETTER_FR

from intake.reading.papers.kinds import POSSIBLE, SURE, classify, told_by_top
from intake.reading.papers.traits import CLUES, measure
from intake.reading.papers.weights import FILE, SORTS, Hints, load


def test_every_sort_has_its_weights() -> None:
    found = json.loads(FILE.read_text("utf-8"))
    assert found["sorts"] == list(SORTS)
    assert all(len(row) == len(SORTS) for part in ("own", "around") for row in found[part].values())


def test_every_clue_carries_weight() -> None:
    """A clue without any is dead: it should go, or the corpus lacks its paper."""
    known = {trait for table in load().own.values() for trait in table}
    assert {f"{clue.sort}: {clue.words}" for clue in CLUES} <= known


def test_a_page_that_says_little_goes_with_its_neighbours() -> None:
    rest = measure("2014 – 2016 : chargée de mission, Rabat\nsuivi des dossiers, rédaction", (), None)
    cv, letter = measure(CV_FR, (), None), measure(LETTER_EN, (), None)
    behind_cv = load().together([cv, rest], Hints())[1]["cv"]
    behind_letter = load().together([letter, rest], Hints())[1]["cv"]
    assert behind_cv > behind_letter


def test_the_evidence_is_said_in_words() -> None:
    said = load().evidence(measure(LETTER_FR, (), None), "letter")
    assert said
    assert all(":" not in each.split("“")[0] and "~" not in each for each in said)


@pytest.mark.parametrize("text", [CV_FR, LETTER_FR])
def test_the_top_of_a_cv_or_letter_never_tells_enough(text: str) -> None:
    """References may stand at its end."""
    assert not told_by_top(text)


def test_what_is_sure_is_not_merely_possible_and_chances_are_chances() -> None:
    found = classify((CV_FR, LETTER_FR), None)
    assert all(0 <= chance <= 1 for chance in found.chances.values())
    assert all(found.chances[kind] >= SURE for kind in found.kinds)
    assert not set(found.kinds) & set(found.possible)
    assert all(found.chances[kind] >= POSSIBLE for kind in found.possible)
