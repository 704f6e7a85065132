"""Papers that follow each other without a new page, and lists that run on over one."""

from __future__ import annotations

import pytest
from builders.documents import CV_AR, CV_EN, CV_FR, LETTER_AR, LETTER_EN, LETTER_FR, REFERENCES_FR

from intake.reading.papers.kinds import classify
from intake.reading.papers.parts import divide, parts

TIGHT = "\n"  # as the text of a PDF comes: no line between


@pytest.mark.parametrize(
    ("papers", "kinds"),
    [
        ((CV_FR, LETTER_FR), ("cv", "letter")),
        ((LETTER_FR, CV_FR), ("cv", "letter")),
        ((CV_EN, LETTER_EN), ("cv", "letter")),
        ((LETTER_EN, CV_EN), ("cv", "letter")),
        ((CV_AR, LETTER_AR), ("cv", "letter")),
        ((LETTER_AR, CV_AR), ("cv", "letter")),
        ((CV_FR, LETTER_FR, REFERENCES_FR(3)), ("cv", "letter", "references")),
    ],
    ids=["fr", "fr-letter-first", "en", "en-letter-first", "ar", "ar-letter-first", "three"],
)
def test_papers_on_one_page_are_each_found(papers: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    found = classify((TIGHT.join(papers),), None)
    assert found.kinds == kinds
    assert [page.page for page in found.pages] == [1]


@pytest.mark.parametrize("text", [CV_FR, CV_EN, CV_AR, LETTER_FR, LETTER_EN, LETTER_AR])
def test_a_paper_by_itself_is_not_torn(text: str) -> None:
    (part,) = parts((text,), frozenset(), None)
    assert part.text.split() == text.split()


def test_a_letter_that_begins_at_the_foot_of_the_cv_is_found() -> None:
    rows = LETTER_FR.splitlines()
    found = classify((CV_FR + TIGHT + "\n".join(rows[:16]), "\n".join(rows[16:])), None)
    assert found.kinds == ("cv", "letter")


def test_dividing_loses_no_word() -> None:
    text = TIGHT.join((CV_FR, LETTER_FR, REFERENCES_FR(3)))
    assert " ".join(divide(text)).split() == text.split()
    assert divide("") == [""]


def test_a_referee_whose_number_stands_on_the_next_page_counts() -> None:
    rows = REFERENCES_FR(2).rstrip().splitlines()
    cut = max(at for at, row in enumerate(rows) if "@" in row or "06" in row)
    found = classify(("\n".join(rows[:cut]), "\n".join(rows[cut:])), None)
    assert len(found.referees) == 2
