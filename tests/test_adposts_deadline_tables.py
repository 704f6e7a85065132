"""Until when one may apply, as French, English and Arabic ads say it: each way in two ads of its language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import deadlines_arabic, deadlines_english, deadlines_french

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.when.deadline import find_deadline

TODAY = date(2027, 3, 1)
LANGUAGES: tuple[Any, ...] = (deadlines_french, deadlines_english, deadlines_arabic)


def rows(table: str) -> list[tuple[str, str]]:
    """The lines of a table of each language, with each of its ads; "⏎" stands for the end of a line."""
    return [
        (said.replace(" ⏎ ", "\n"), ad)
        for language in LANGUAGES
        for said in getattr(language, table).strip().splitlines()
        for ad in language.ADS
    ]


def read(said: str, ad: str) -> tuple[str, set[str]]:
    found = find_deadline(Ad([ad.format(said)]), today=TODAY)
    value = "none" if found.value is None else found.value.isoformat()[len("2027-") : 16]
    return value, {caution.code for caution in found.cautions}


@pytest.mark.parametrize(("said", "ad"), rows("LAST"))
def test_the_day_until_which_one_may_apply_is_the_deadline(said, ad):
    day, _, words = said.partition(" | ")
    assert read(words, ad)[0] == day


@pytest.mark.parametrize(("said", "ad"), rows("DOUBTED"))
def test_a_day_that_is_not_sure_comes_with_a_warning(said, ad):
    expected, _, words = said.partition(" | ")
    day, code = expected.split()
    value, codes = read(words, ad)
    assert value == day
    assert code in codes


@pytest.mark.parametrize(("said", "ad"), rows("ANOTHERS"))
def test_another_day_is_no_deadline(said, ad):
    assert read(said, ad)[0] == "none"
