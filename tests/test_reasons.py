"""Every reason that our code writes can be told in French and in Arabic; strangers' words stay theirs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest
from builders import reasons_read
from builders.reasons_read import OTHERS, untold
from hypothesis import given
from hypothesis import strategies as st

import intake
from intake import app, settings
from intake.domain.model import KINDS, Language
from intake.domain.reasons import telling, told, words
from intake.reading.files import formats
from intake.reading.papers import weights
from intake.reading.papers.kinds import _SHOWN
from intake.services.explain import explain_mail

ROOT = Path(intake.__file__).parent
MESSAGES = Path(__file__).parent / "messages"
TEMPLATES = ROOT.parent / "templates"
CATALOGUE = telling.catalogue()
EN_TIME, LATE = datetime(2026, 4, 20, 9, tzinfo=UTC), datetime(2026, 9, 20, 9, tzinfo=UTC)


# --- the catalogue ---------------------------------------------------------------


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_sentence_tells_the_same_facts_in_each_language(name: str) -> None:
    sentence = CATALOGUE[name]
    named = [
        {field for _, field, _, _ in Formatter().parse(text) if field}
        for text in (sentence.en, sentence.fr, sentence.ar)
    ]
    if name == "refusals.NO_TOKEN":  # what it means is told to the admins
        named[0] -= {"meaning"}
    assert named[1] == named[0] == named[2]


def test_no_two_sentences_are_the_same() -> None:
    said = [re.sub(r":\w+\}", "}", sentence.en) for sentence in CATALOGUE.values()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("name", CATALOGUE)
def test_french_and_arabic_are_written_as_their_readers_write(name: str) -> None:
    sentence = CATALOGUE[name]
    french = words.french(re.sub(r"\{\w+\}", "x", sentence.fr))
    assert "'" not in french, "the apostrophe is ’"
    assert not re.search(r"[^\u00a0][;?!»]|(?<![\u00a0\d]):(?!\d)|«[^\u00a0]", french), "no-break spaces"
    assert not french.endswith(".")
    arabic = re.sub(r"\{\w+\}", "", sentence.ar)
    assert not re.search(r"[,;?]", arabic), "the Arabic signs"
    assert re.search(r"[\u0621-\u064a]", arabic) or not re.search(r"\w", arabic)
    assert not re.search(r"[\u06a9\u06cc]", arabic), "Persian letters"


TABLES = {
    "KINDS": words.KINDS, "SORTS": words.SORTS, "STATES": words.STATES, "LETTERS": words.LETTERS,
    "EVIDENCE": words.EVIDENCE, "FORMATS": words.FORMATS, "THE_KINDS": words.THE_KINDS,
}  # fmt: skip


@pytest.mark.parametrize(("table", "term"), [(t, each) for t, terms in TABLES.items() for each in terms])
def test_a_term_is_french_and_arabic(table: str, term: str) -> None:
    found = TABLES[table][term]
    assert "'" not in found.fr
    assert re.search(r"[\u0621-\u064a]", found.ar)


@pytest.mark.parametrize("language", OTHERS)
def test_kinds_are_called_as_in_the_letters(language: Language) -> None:
    source = (TEMPLATES / "_frame" / f"{language}.words").read_text(encoding="utf-8")
    found = re.search(r"macro kind\(name\) %\}\{\{ (\{.*?\})\[name\]", source)
    assert found
    called = ast.literal_eval(found[1])
    assert {kind: getattr(words.KINDS[kind], language) for kind in KINDS} == called


def test_all_that_speaks_for_a_paper_has_its_words() -> None:
    traits = {name for table in weights.load().own.values() for name in table}
    said = {name.rpartition(": ")[2] for name in traits if name and not name.startswith("~")}
    assert said <= words.EVIDENCE.keys()
    assert {_SHOWN.get(sort, sort) for sort in weights.SORTS} - {"work", "training"} <= words.SORTS.keys()


def test_all_formats_of_files_have_their_words() -> None:
    assert set(formats._NAMES.values()) <= words.FORMATS.keys()


# --- what really occurs ---------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Desk]:
    folder = tmp_path_factory.mktemp("office") / "config"
    for path in sorted((ROOT.parent / "config").rglob("*.yaml")):
        copy = folder / path.relative_to(ROOT.parent / "config")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    with app.open_desk(settings.load(folder)) as desk:
        yield desk


@pytest.mark.parametrize("assigned", [False, True])
@pytest.mark.parametrize("received", [EN_TIME, LATE])
@pytest.mark.parametrize("name", sorted(path.stem for path in MESSAGES.glob("*.eml")))
def test_no_reason_of_a_golden_mail_stays_english(
    office: app.Desk, name: str, received: datetime, *, assigned: bool
) -> None:
    posting = next(iter(office.settings.postings.values())) if assigned else None
    found = explain_mail(office, (MESSAGES / f"{name}.eml").read_bytes(), received, posting)
    for text in (found["reason"], *(document["because"] for document in found["documents"])):
        assert untold(text) == [], text


# --- what a reader reads ------------------------------------------------------------------


@pytest.mark.parametrize(("english", "french", "arabic"), reasons_read.rows())
def test_a_reason_is_read_as_a_person_would_write_it(english: str, french: str, arabic: str) -> None:
    assert told(english, "en") == english
    assert told(english, "fr").replace("\u00a0", " ").translate(BARE) == french
    assert told(english, "ar").translate(BARE) == arabic


BARE = str.maketrans("", "", "\u2068\u2069")

SPANS = [
    ("0:00:00", "0 seconde", "0 ثانية"),
    ("0:00:01", "1 seconde", "ثانية"),
    ("0:12:00", "12 minutes", "12 دقيقة"),
    ("0:01:30", "1 minute et 30 secondes", "دقيقة و30 ثانية"),
    ("3:00:59", "3 heures", "3 ساعات"),
    ("23:59:59", "23 heures et 59 minutes", "23 ساعة و59 دقيقة"),
    ("1 day, 0:00:00", "1 jour", "يوم"),
    ("400 days, 5:00:00", "400 jours et 5 heures", "400 يوم و5 ساعات"),
]


@pytest.mark.parametrize(("span", "french", "arabic"), SPANS)
def test_a_duration_is_told_in_its_two_greatest_units(span: str, french: str, arabic: str) -> None:
    assert f"reçu {french} après" in told(f"received {span} after the cut-off", "fr").replace("\u00a0", " ")
    assert told(f"received {span} after the cut-off", "ar").endswith(f": {arabic}")


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3000)))
def test_every_duration_that_is_written_is_told(length: timedelta) -> None:
    whole = timedelta(seconds=int(length.total_seconds()))
    assert untold(f"received {whole} after the cut-off") == []
