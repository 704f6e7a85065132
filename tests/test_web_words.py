"""Everything that the console says is said in French and Arabic, too."""

from __future__ import annotations

import pytest
from rigs.catalogue import LANGUAGES, catalogue, lacking, misplaced, said

from intake.web.words import preferred, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_the_catalogue(language):
    assert [f"{each.file}:{each.line} {each.id}" for each in lacking(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_facts_that_its_sentence_names(language):
    assert misplaced(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_stands_for_what_is_said_no_more(language):
    used = {each.id if isinstance(each.id, str) else each.id[0] for each in said()}
    assert [f"{file}: {key}" for key, (file, _) in catalogue(language).items() if key not in used] == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("ar-MA,ar;q=0.9,fr;q=0.8", "ar"),
        ("de, en-GB;q=0.7, fr;q=0.3", "en"),
        ("fr;q=0.2, en;q=0.9", "en"),
        ("fr;q=0, en;q=0.1", "en"),
        ("de", "fr"),
        ("en;q=much", "fr"),
    ],
)
def test_the_browsers_language_is_taken(header, language):
    assert preferred(header) == language


@pytest.mark.parametrize(("number", "form"), [(0, 0), (1, 1), (2, 2), (5, 3), (11, 4), (100, 5)])
def test_arabic_has_six_forms_of_a_number(number, form):
    assert words("ar")._plural(number) == form
