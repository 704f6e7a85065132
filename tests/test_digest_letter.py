"""What a recruiter reads in the morning: what needs a person first, then what came in, and briefly."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from rigs.mailhtml import faults

from intake.adapters.letters import Letters
from intake.domain import phrases
from intake.domain.letter import DigestDay
from intake.domain.model import LANGUAGES
from intake.domain.samples_digest import digests

LETTERS = Letters(None)
FORMS = ["text", "html"]
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
ORDER = {
    "fr": [
        "Dossiers incomplets", "Candidatures tardives", "À examiner", "Messages sans offre",
        "Messages qui n’ont pas pu", "Messages automatiques", "Virus", "Réponses non parvenues", "À régler",
        "réponses retenues", "Candidatures retirées", "Nouveaux dossiers complets", "Offres",
        "La feuille jointe",
    ],
    "en": [
        "Incomplete applications", "Late applications", "For a person", "match no position",
        "could not be processed", "Automatic messages", "Viruses", "Answers failed", "To be put right",
        "answers held back", "Withdrawn applications", "New complete applications", "Positions",
        "The attached sheet",
    ],
    "ar": [
        "ملفات غير مكتملة", "ترشيحات متأخرة", "ملفات تحتاج", "رسائل لا تطابق", "رسائل تعذّرت", "رسائل آلية",
        "فيروسات", "ردود لم تصل", "مشاكل ينبغي حلها", "ردود لم تُرسل", "ترشيحات مسحوبة", "ملفات مكتملة جديدة",
        "العروض", "الجدول المرفق",
    ],
}  # fmt: skip
EVERY = [facts for language in LANGUAGES for facts in digests(language)]


def words(rendered, form):
    said = re.sub(r"<style>.*?</style>", "", getattr(rendered, form), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", said).translate(ISOLATES).replace("\u00a0", " ").split())


def said(facts, form="text"):
    return words(LETTERS.render_digest(facts), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_needs_a_person_comes_before_what_came_in_and_the_counts(language, form):
    text = said(digests(language)[0], form)
    places = [text.find(heading) for heading in ORDER[language]]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_names_every_application_mail_and_posting(language, form):
    facts = digests(language)[0]
    text = said(facts, form)
    for posting in facts.postings:
        assert posting.title in text
        for application in (*posting.exceptions, *posting.arrived, *posting.withdrawn):
            assert application.reference in text
    for mail in (*facts.unmatched, *facts.automatic, *facts.quarantined):
        assert mail.subject in text
    for trouble in facts.troubles:
        assert (trouble.reference or trouble.place) in text
    assert "None" not in text


@pytest.mark.parametrize("facts", EVERY)
def test_a_digest_is_html_that_mail_clients_show(facts):
    assert faults(LETTERS.render_digest(facts).html, links=facts.answer_to is not None) == []


@pytest.mark.parametrize("facts", [facts for facts in EVERY if facts.language != "en"])
def test_no_english_of_ours_is_left_in_a_french_or_arabic_digest(facts):
    """The sample's reasons and alarms have English texts; a server's words and the command stay."""
    rendered = LETTERS.render_digest(facts)
    english = r"\b(the|is|was|not|could|read|since|of|mailbox|letter|virus was|check|status)\b"
    stay = r"550 no such user|Automatic reply|intake status"
    for text in (rendered.subject, words(rendered, "text"), words(rendered, "html")):
        assert not re.search(english, re.sub(stay, "", text))


@pytest.mark.parametrize("facts", [facts for facts in EVERY if facts.language == "fr"])
def test_french_digests_have_no_break_spaces_where_typography_asks_for_them(facts):
    rendered = LETTERS.render_digest(facts)
    html = re.sub(r"<style>.*?</style>|<!--.*?-->|<[^>]+>", "", rendered.html, flags=re.DOTALL)
    for text in (rendered.subject, rendered.text, re.sub(r"&\w+;", "", html)):
        assert not re.search(r"(?<!\u00a0)[:;?!»](?!\d|//)|«(?!\u00a0)", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_arabic_digest_runs_from_right_to_left_and_the_others_do_not(language):
    html = LETTERS.render_digest(digests(language)[0]).html
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html


@pytest.mark.parametrize(
    ("language", "nothing"), [("fr", "Rien de nouveau"), ("en", "Nothing new"), ("ar", "لا جديد")]
)
def test_a_quiet_digest_is_a_few_lines(language, nothing):
    _, empty, quiet, *_ = digests(language)
    for facts, lines in ((empty, 7), (quiet, 16)):
        rendered = LETTERS.render_digest(facts)
        assert rendered.subject.startswith(f"{nothing} – ")
        assert nothing in rendered.text
        assert nothing in rendered.html
        assert len(rendered.text.splitlines()) <= lines
    assert not any(heading in LETTERS.render_digest(empty).text for heading in ORDER[language])


def test_the_subject_counts_what_is_new_and_what_needs_a_look():
    full, _, _, _, _, urgent, *_ = digests("fr")
    assert LETTERS.render_digest(full).subject.startswith(
        "6 nouvelles candidatures, 16 à voir, 2 retirées – 3 mai – "
    )
    assert LETTERS.render_digest(urgent).subject.startswith("6 candidatures à voir – 3 mai – ")


def test_the_first_of_a_month_is_written_as_french_writes_it():
    facts = replace(digests("fr")[0], day=date(2026, 5, 1), until=datetime(2026, 5, 1, 7, 0, tzinfo=UTC))
    rendered = LETTERS.render_digest(facts)
    assert " – 1er mai – " in rendered.subject
    assert "au 1er mai à 08h00" in rendered.text


@pytest.mark.parametrize(
    ("left", "sentence", "of_an_incomplete_one"),
    [
        (
            timedelta(days=3, hours=5),
            "Date limite dans 3 jours et 5 heures : ",
            "il reste 3 jours et 5 heures",
        ),
        (timedelta(days=3, minutes=59), "Date limite dans 3 jours : ", "il reste 3 jours"),
        (timedelta(hours=5, minutes=7), "dans 5 heures et 7 minutes : ", "il reste 5 heures et 7 minutes"),
        (timedelta(seconds=1), "Date limite dans 1 minute : ", "il reste 1 minute"),
        (timedelta(0), "Offre close", "délai passé"),
        (None, "Sans date limite", ""),
    ],
)
def test_a_posting_and_its_incomplete_dossiers_say_how_long_it_is_open(left, sentence, of_an_incomplete_one):
    facts = digests("fr")[0]
    cutoff = None if left is None else facts.until + left
    facts = replace(facts, postings=(replace(facts.postings[0], cutoff=cutoff),))
    text = said(facts)
    assert sentence in text
    assert of_an_incomplete_one in text
    assert left is not None or "il reste" not in text


@pytest.mark.parametrize(
    ("language", "left", "words"),
    [
        ("fr", timedelta(days=1, hours=1), "1 jour et 1 heure"),
        ("en", timedelta(days=2, hours=3), "2 days and 3 hours"),
        ("ar", timedelta(days=3, hours=5), "3 أيام و5 ساعات"),
        ("en", timedelta(minutes=61), "1 hour and 1 minute"),
        ("en", timedelta(minutes=-3), "1 minute"),
    ],
)
def test_the_time_left_is_told_in_two_units(language, left, words):
    cutoff = digests("fr")[0].until
    assert phrases.time_left(cutoff, language, cutoff - left).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("who", "ends"),
    [
        ({"admin": True, "admins_told": True}, "; see “intake status”."),
        ({"admin": False, "admins_told": True}, "; the administrators have been told."),
        ({"admin": False, "admins_told": False}, "are waiting."),
    ],
)
def test_whoever_reads_of_a_trouble_is_told_who_sees_to_it(who, ends):
    facts = digests("en")[0]
    unread = next(each for each in facts.troubles if each.code == "not_read")
    text = said(replace(facts, troubles=(unread,), **who))
    assert "The mailbox jobs has not been read since 3 May at 07:10: the applications that come" in text
    assert ends in text


# --- the picture -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_posting_s_days_are_bars_of_table_cells_each_with_its_number_and_day(language):
    facts = digests(language)[0]
    rendered = LETTERS.render_digest(facts)
    bars = re.findall(r'<td height="(\d+)" bgcolor="(#\w+)"', rendered.html)
    days = facts.postings[0].days
    assert len(bars) == len(days) == 14
    heights = [int(height) for height, _ in bars]
    assert max(heights) == heights[11] == 41
    assert [height == 1 for height in heights] == [day.number == 0 for day in days]
    for day in days:
        if day.number:
            short = phrases.weekday(day.day, language)
            assert f"{short} {day.day.day} ({day.number})" in words(rendered, "text")


def test_a_posting_without_applications_lately_and_a_quiet_day_have_no_picture():
    full, _, quiet, *_ = digests("en")
    assert "per day" not in said(quiet)
    assert "bgcolor" not in LETTERS.render_digest(quiet).html
    postings = tuple(replace(posting, days=()) for posting in full.postings)
    assert "per day" not in said(replace(full, postings=postings))


# --- floods ------------------------------------------------------------------


def crowd(facts, number, **changes):
    """The same digest with so many lines in every section."""
    first, *others = facts.postings
    many = {
        "exceptions": tuple(replace(each, **changes) for each in first.exceptions for _ in range(number)),
        "arrived": first.arrived * number,
        "withdrawn": first.withdrawn * number,
        "days": (DigestDay(day=date(2026, 5, 1), number=9, share=100),) * 14,
    }
    return replace(
        facts,
        postings=(replace(first, **many), *(others * number)),
        unmatched=facts.unmatched * number,
        automatic=facts.automatic * number,
        quarantined=facts.quarantined * number,
        troubles=facts.troubles * number,
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_flood_of_applications_is_cut_counted_and_left_to_the_sheet(form):
    facts = digests("fr")[1]
    full = digests("fr")[0]
    posting = replace(full.postings[0], exceptions=(), withdrawn=(), arrived=full.postings[0].arrived * 80)
    text = said(replace(facts, postings=(posting,), sheet=full.sheet), form)
    assert "(160)" in text
    assert "… et 60 autres : voir la feuille jointe" in text
    assert text.count("OMP-2026-0005") == 50
    assert "voir la feuille" not in said(replace(facts, unmatched=full.unmatched * 160), form)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [30, 300])
def test_a_digest_of_any_length_is_short_enough_for_gmail_and_counts_the_rest(language, number):
    facts = crowd(digests(language)[0], number, reason="scan.pdf could be the references: " + "x" * 300)
    rendered = LETTERS.render_digest(facts)
    assert faults(rendered.html, links=True) == []
    assert rendered.faults == ()
    assert f"({number})" in words(rendered, "text")
    assert all(heading in words(rendered, "html") for heading in ORDER[language])


# --- the console -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_console_each_reference_and_mail_of_a_digest_leads_to_its_page(language):
    facts = replace(digests(language)[0], console="https://intake.example.org")
    html = LETTERS.render_digest(facts).html
    led = re.findall(r'<a href="https://intake\.example\.org(/\w+/[^"]*)"[^>]*><?', html)
    references = {
        f"/applications/{application.reference}"
        for posting in facts.postings
        for application in (*posting.exceptions, *posting.arrived, *posting.withdrawn)
    }
    assert set(led) == references | {"/messages/41"}
    assert 'href="https://intake.example.org/"' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_a_digest_names_the_console_once_at_the_top(language):
    facts = replace(digests(language)[0], console="https://intake.example.org")
    lines = LETTERS.render_digest(facts).text.splitlines()
    (place,) = [place for place, line in enumerate(lines) if "://" in line]
    assert lines[place].endswith(" https://intake.example.org/")
    assert place < 4


@pytest.mark.parametrize("facts", EVERY)
def test_without_a_console_a_digest_leads_nowhere(facts):
    rendered = LETTERS.render_digest(replace(facts, console=None))
    assert not re.search("https?:", rendered.text + rendered.html)


def test_a_long_digest_that_leads_to_the_console_is_short_enough_for_gmail():
    facts = crowd(digests("ar")[0], 300, reason="x" * 300)
    html = LETTERS.render_digest(replace(facts, console=f"https://{'intake.' * 20}example.org")).html
    assert faults(html, links=True) == []


# --- strangers' words --------------------------------------------------------


def test_a_stranger_s_subject_is_text_in_a_digest():
    facts = digests("en")[0]
    mail = replace(
        facts.unmatched[0], subject="<a href='http://evil.example'>\r\nBcc: x", reason="<i>", sender="<x>"
    )
    html = LETTERS.render_digest(replace(facts, unmatched=(mail,), answer_to=None)).html
    assert "<a" not in html
    assert "evil.example" not in html
    assert "<i>" not in html
    assert "<x>" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_s_words_are_text_in_a_digest(language):
    facts = digests(language)[0]
    hostile = "failed: 550 <script>alert(1)</script> see http://evil.example"
    trouble = replace(facts.troubles[2], letter_problem=hostile)
    html = LETTERS.render_digest(replace(facts, troubles=(trouble,))).html
    assert "<script" not in html
    assert "evil.example" not in html
