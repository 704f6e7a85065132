"""Reasons that quote strangers: their words stay as they are, and nothing of them stops the reader."""

from __future__ import annotations

import re
import time

import hypothesis
import pytest
from builders import reasons_read
from builders.reasons_read import OTHERS, untold
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.model import Language
from intake.domain.reasons import facts, telling, told, words

CATALOGUE = telling.catalogue()
BARE = str.maketrans("", "", "\u2068\u2069")

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters=";." + BIDI), min_size=1, max_size=40)
WITH_FACTS = [name for name, sentence in CATALOGUE.items() if any(True for _ in sentence.sorts())]
LITERALS = ["; ", ": ", " could be the ", "(", ")", " and ", ". ", "no letter: ", "missing: cv", "None", "cv"]
HOSTILE = st.lists(st.one_of(PLAIN, st.sampled_from(LITERALS)), min_size=1, max_size=5).map("".join)


def values(fact: facts.Fact, free: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What a fact may be; a reason within is one that is known."""
    if fact is facts.FACTS["evidence"]:
        return st.lists(st.sampled_from(sorted(words.EVIDENCE)), min_size=1, max_size=3).map(", ".join)
    if fact is facts.FACTS["reason"]:
        return st.sampled_from(["read by OCR", "missing: cv", "could not be read: it is damaged"])
    if fact is facts.FACTS["tail"]:
        return st.one_of(st.just(""), free.map(": {}".format))
    if fact is facts.FACTS["days"]:
        return st.integers(1, 9999).map(str)
    return st.from_regex(fact.pattern, fullmatch=True) if fact.pattern else free


@pytest.mark.parametrize("name", WITH_FACTS)
@hypothesis.settings(max_examples=20)
@given(data=st.data())
def test_a_sentence_is_read_back_whatever_its_facts_are(name: str, data: st.DataObject) -> None:
    sentence = CATALOGUE[name]
    given_facts = {key: data.draw(values(fact, HOSTILE)) for key, fact in sentence.sorts()}
    text = sentence.say(**given_facts)
    found = sentence.read(text)
    assert found is not None
    assert sentence.say(**found) == text
    for language in OTHERS:
        assert isinstance(told(text, language), str)


@pytest.mark.parametrize("name", WITH_FACTS)
@hypothesis.settings(max_examples=20)
@given(data=st.data())
def test_a_sentence_is_told_with_the_words_of_strangers_as_they_are(name: str, data: st.DataObject) -> None:
    sentence = CATALOGUE[name]
    given_facts = {key: data.draw(values(fact, PLAIN)) for key, fact in sentence.sorts()}
    text = sentence.say(**given_facts)
    free = [
        given_facts[key]
        for key, fact in sentence.sorts()
        if fact.pattern is None and fact.tell is facts._plain
    ]
    for language in OTHERS:
        teller = telling.Teller(language)
        said = teller.told(text)
        assert teller.unknown == [] or any(key in ("words", "note") for key in given_facts)
        if name != "refusals.NO_TOKEN":
            assert all(each in said for each in free)


FILES = [
    "a; b.pdf", "CV: final.pdf", "a; b; c; d.pdf", "it is damaged.pdf", "cv.pdf; missing",
    "{file}.pdf", "%s%n.pdf", "«cv».pdf", "a/b.pdf", "x. y. z.pdf", "سيرة; ذاتية.pdf", "None", "failed: 550",
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_file_may_be_called_as_its_sender_likes(file: str) -> None:
    reason = f"{file} could be the cv: read by OCR; missing: letter"
    assert untold(reason) == []
    assert f"«\u00a0{file}\u00a0»" in told(reason, "fr").translate(BARE)


def test_a_stranger_s_marks_of_direction_do_not_reach_out_of_the_name() -> None:
    said = told("\u202egpj.VC\u2069\u2069.pdf could be the cv: read by OCR", "ar")
    assert not re.search("[\u202a-\u202e]", said)
    assert said.count("\u2068") == said.count("\u2069") == 1


@pytest.mark.parametrize("language", OTHERS)
def test_what_nobody_wrote_stays_as_it_is(language: Language) -> None:
    for text in ("", "Tout va bien", "x: y", "; ; ;", "\n", "reçu", "\ud800"):
        assert told(text, language).translate(BARE).replace("\u00a0", "").replace("؛", ";") == text


ENDLESS = [
    "; " * 500_000, " could be the " * 100_000, "a could be the cv: " * 50_000, "no letter: " * 100_000,
    "(" * 1_000_000, "papers of two people: " + " (x) and " * 100_000, "x. " * 300_000,
    "cv: the title, " * 60_000,
    "missing: " + "cv, " * 300_000, "words such as “" * 60_000, "failed: " * 100_000,
    "cv: words such as " + "“a”, " * 200_000, "may be cv (0.5), but it cannot be told for sure: " * 20_000,
    "a; b could be the cv: " * 50_000, "received 9999999 days, 1:00:00 after the cut-off",
    "the server's time is 9999-99-99 99:99 UTC, its Date header says 0000-00-00 00:00 UTC",
    "corrected by " * 80_000, ": was cv (0.5; " * 80_000 + ")", "x is infected: " * 60_000,
]  # fmt: skip


@pytest.mark.parametrize("text", ENDLESS, ids=lambda text: text[:20])
@pytest.mark.parametrize("language", OTHERS)
def test_no_text_keeps_the_reader_waiting(language: Language, text: str) -> None:
    started = time.process_time()
    said = told(text, language)
    assert time.process_time() - started < 1
    assert len(said) >= len(text) // 4


def test_a_reason_within_reasons_has_an_end() -> None:
    assert told("no letter: " * 50 + "read by OCR", "fr").startswith("pas de réponse")


LONG = "; ".join(row[0] for row in reasons_read.rows()[:7])


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("length", range(40, len(LONG), 7))
def test_what_was_cut_to_be_shown_is_cut_in_the_other_language_too(language: Language, length: int) -> None:
    shown = LONG[:length].rstrip() + "…"
    teller = telling.Teller(language)
    said = teller.told(shown)
    assert teller.unknown == [] or "; " not in shown
    assert "…" in said
