"""The text of a job ad: mended where files broke it, in sentences, and each word's place."""

from __future__ import annotations

import time

import pytest

from intake.reading.adposts.ad import Ad, fold_in_place
from intake.reading.adposts.mending import mend

SOFT, BELL, NBSP = "\u00ad", "\x07", "\u00a0"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("certi\ufb01cat et di\ufb03culté", "certificat et difficulté"),
        ("c andidature", "candidature"),
        ("l ettre de motiva tion", "lettre de motivation"),
        ("CANDIDA TURES", "CANDIDATURES"),
        ("la mo\ufffdvation", "la motivation"),
        ("Mo5vation", "Motivation"),
        ("une le\uf0f1re", "une lettre"),
        (f"candi{SOFT}dature", "candidature"),
        (f"le{NBSP}4{NBSP}mai", "le 4 mai"),
        ("a\u200bdresse", "adresse"),
        ("\u202bالسيرة الذاتية\u202c", "السيرة الذاتية"),
        ("السِّيرَةُ الذاتيّة", "السيرة الذاتية"),
        ("\ufe8d\ufedf\ufeb4\ufef4\ufeae\ufe93", "السيرة"),
        ("e\u0301tude", "étude"),
        ("## **Pour postuler**", "Pour postuler"),
        (f"a{BELL}b\r\nc\rd", "ab\nc\nd"),
    ],
)
def test_what_files_do_to_words_is_undone(broken, mended):
    assert mend(broken) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Le candidat ou la candidate",
        "on line, à la date, des lettres",
        "Candidature_chargé(e) de projet_OMP",
        "Réf. MTD2-Anim/2021 – 50 % du temps",
        "jobs@example.org",
        "la ré férence du pro jet",  # the second is no cue word: it is not guessed at
    ],
)
def test_what_is_whole_stays(text):
    assert mend(text).replace("ré férence", "référence") == text.replace("ré férence", "référence")


@pytest.mark.parametrize(
    "text", ["Œuvre ÉTÉ İstanbul ß ½ ǆ", "أَحمد ٤ مايو ١٦:٠٠", "«“’–—”»", "a\u0301\U0001f600z"]
)
def test_folded_text_has_the_same_offsets(text):
    ad = Ad([text])
    assert len(ad.folded) == len(ad.text)
    assert fold_in_place("Éà’–٤") == "ea'-4"


def test_a_quote_has_the_page_and_the_line_of_its_first_word():
    ad = Ad(["Titre\n\nPremière ligne", "Deuxième page\nici   on\npostule"])
    start = ad.text.index("ici")
    quote = ad.quote((start - 1, len(ad.text)))
    assert (quote.text, quote.page, quote.line) == ("ici on postule", 2, 2)
    assert (ad.quote((0, 5)).page, ad.quote((0, 5)).line) == (1, 1)
    first = ad.text.index("Première")
    assert (ad.quote((first, first + 3)).page, ad.quote((first, first + 3)).line) == (1, 3)


def sentences(text: str) -> list[str]:
    ad = Ad([text])
    return [ad.quote(span).text for span in ad.sentences]


WIDE = "Merci de bien vouloir nous faire parvenir votre dossier complet de candidature par courriel\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un CV. Une lettre.", ["Un CV.", "Une lettre."]),
        ("Écrire à M. Alami avant midi.", ["Écrire à M. Alami avant midi."]),
        ("Pour postuler :\nenvoyer un CV", ["Pour postuler :", "envoyer un CV"]),
        (f"{WIDE}à l'adresse suivante", [f"{WIDE.strip()} à l'adresse suivante"]),
        ("envoyer un CV\n\net une lettre", ["envoyer un CV et une lettre"]),
        ("Profil\nBac+5", ["Profil", "Bac+5"]),
        ("- un CV\n- une lettre", ["- un CV", "- une lettre"]),
        ("1. CV\n2. Lettre", ["1.", "CV", "2.", "Lettre"]),
        ("Avant le 4 mai 2026. Merci", ["Avant le 4 mai 2026.", "Merci"]),
        ("", []),
    ],
)
def test_wrapped_lines_are_one_sentence_and_lists_are_not(text, expected):
    found = [sentence for sentence in sentences(text) if sentence]
    assert [" ".join(each.split()) for each in found] == expected


@pytest.mark.parametrize(
    "unit", ["a ", "c ", "( ", "M. ", "\n", "- \n", "é", "ab. ", "@", "\f", "candidatur "]
)
def test_an_ad_of_any_length_is_taken_apart_in_time(unit):
    started = time.process_time()
    ad = Ad([unit * (200_000 // len(unit))])
    assert ad.sentence_at(len(ad.text) // 2) is not None
    assert time.process_time() - started < 5
