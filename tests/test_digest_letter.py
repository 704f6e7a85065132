"""What a recruiter reads in the morning: trouble first, then what is complete, and briefly."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from intake.adapters.letters import Letters
from intake.domain import samples
from intake.domain.model import LANGUAGES

LETTERS = Letters(None)
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
ORDER = {
    "fr": [
        "À régler", "Dossiers incomplets", "Candidatures tardives", "À examiner", "Messages sans offre",
        "Messages qui n’ont pas pu", "Messages automatiques", "Réponses non parvenues", "réponses retenues",
        "Nouveaux dossiers complets", "Offres",
    ],
    "en": [
        "To be put right", "Incomplete applications", "Late applications", "For a person",
        "match no position",
        "could not be processed", "Automatic messages", "Answers failed", "answers held back",
        "New complete applications", "Positions",
    ],
    "ar": [
        "مشاكل ينبغي حلها", "ملفات غير مكتملة", "ترشيحات متأخرة", "ملفات تحتاج", "رسائل لا تطابق",
        "رسائل تعذّرت", "رسائل آلية", "ردود لم تصل", "ردود لم تُرسل", "ملفات مكتملة جديدة", "العروض",
    ],
}  # fmt: skip


def words(rendered, form):
    return re.sub(r"<[^>]+>", "", getattr(rendered, form)).translate(ISOLATES)


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_exceptions_come_before_complete_applications_and_counts(language, form):
    said = words(LETTERS.render_digest(samples.digests(language)[0]), form)
    places = [said.find(heading) for heading in ORDER[language]]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_names_every_application_mail_and_trouble(language, form):
    facts = samples.digests(language)[0]
    said = words(LETTERS.render_digest(facts), form)
    for posting in facts.postings:
        assert posting.title in said
        for application in (*posting.exceptions, *posting.arrived):
            assert application.reference in said
    for mail in (*facts.unmatched, *facts.automatic, *facts.quarantined):
        assert mail.subject in said
    for trouble in facts.troubles:
        assert trouble in " ".join(said.split())
    assert "None" not in said


@pytest.mark.parametrize(
    ("language", "nothing"), [("fr", "Rien de nouveau."), ("en", "Nothing new."), ("ar", "لا جديد.")]
)
def test_an_empty_digest_is_short(language, nothing):
    rendered = LETTERS.render_digest(samples.digests(language)[1])
    assert nothing in rendered.text
    assert nothing in rendered.html
    assert len(rendered.text.splitlines()) <= 9
    assert not any(heading in rendered.text for heading in ORDER[language])


def test_the_subject_counts_what_is_new_and_what_needs_a_look():
    full, empty = samples.digests("fr")
    assert LETTERS.render_digest(full).subject.startswith("6 nouvelles candidatures, 8 à voir – 3 mai – ")
    assert LETTERS.render_digest(empty).subject.startswith("0 nouvelle candidature – 3 mai – ")


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (timedelta(days=3, hours=5), "Date limite dans 3 jours"),
        (timedelta(hours=30), "Date limite dans 30 heures"),
        (timedelta(0), "Offre close"),
        (None, "Sans date limite"),
    ],
)
def test_a_posting_says_how_long_it_is_open(left, sentence):
    facts = samples.digests("fr")[0]
    cutoff = None if left is None else facts.until + left
    facts = replace(facts, postings=(replace(facts.postings[0], cutoff=cutoff),))
    assert sentence in LETTERS.render_digest(facts).text


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_flood_of_applications_is_cut_and_counted(form):
    facts = samples.digests("fr")[0]
    posting = replace(facts.postings[0], arrived=facts.postings[0].arrived * 80)
    rendered = LETTERS.render_digest(replace(facts, postings=(posting,)))
    assert "(160)" in getattr(rendered, form)
    assert "et 60 autres" in getattr(rendered, form)
    assert getattr(rendered, form).count("OMP-2026-0005") == 50


def test_a_stranger_s_subject_is_text_in_a_digest():
    facts = samples.digests("en")[0]
    mail = replace(
        facts.unmatched[0], subject="<a href='http://evil.example'>\r\nBcc: x", reason="<i>", sender="<x>"
    )
    html = LETTERS.render_digest(replace(facts, unmatched=(mail,))).html
    assert "<a" not in html
    assert "evil.example" not in html
    assert "<i>" not in html
    assert "<x>" not in html
