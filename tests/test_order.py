"""What a recruiter orders by reply, in three languages; what is unclear orders nothing. Tokens."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from intake.domain import order_token
from intake.domain.order import WORDS, hear
from intake.domain.order_token import address_with, issue, marked, read, signed_for, tokens_in
from intake.domain.order_words import WORD_TO_WRITE
from intake.settings.mailboxes import MailboxForm

OURS = "Re: 2 candidatures à voir – Association Exemple [#abcdefghijklmnopqrstuvwxyz234567]"
REFERENCE = "OMP-2026-0007"

CLEAR = [
    # French
    ("accepter", "accept"), ("Accepter svp", "accept"), ("accepté", "accept"), ("Acceptée.", "accept"),
    ("ACCEPTEZ, merci", "accept"), ("ok retard", "accept"), ("Ok pour le retard", "accept"),
    ("Accepter malgré le retard", "accept"), ("Oui, accepter quand même", "accept"),
    ("On accepte s'il vous plaît", "accept"), ("D'accord, accepter", "accept"),
    ("relancer", "ask"), ("Relance svp", "ask"), ("Relancer la candidate, merci", "ask"),
    ("Redemander les pièces manquantes", "ask"), ("Rappel s’il vous plait", "ask"),
    ("indésirable", "spam"), ("spam", "spam"), ("C'est du spam", "spam"), ("Courrier indésirable", "spam"),
    ("Rejeter comme spam", "spam"), ("pourriel !", "spam"),
    ("retirer", "withdraw"), ("Retirée, merci", "withdraw"), ("désistement", "withdraw"),
    ("Retirer la candidature", "withdraw"),
    ("annuler", "undo"), ("Annulez la dernière décision", "undo"), ("annulation", "undo"),
    # English
    ("accept", "accept"), ("Accept, please", "accept"), ("Please accept it anyway", "accept"),
    ("OK late", "accept"), ("yes, late is OK", "accept"), ("Accepted", "accept"),
    ("No problem, accept", "accept"),
    ("ask", "ask"), ("Ask again", "ask"), ("remind her, thanks", "ask"), ("Reminder please", "ask"),
    ("junk", "spam"), ("Reject as spam", "spam"), ("Mark as spam", "spam"),
    ("withdrawn", "withdraw"), ("Withdraw the application", "withdraw"),
    ("undo", "undo"), ("Cancel that", "undo"), ("Undo the last decision please", "undo"),
    # Arabic
    ("قبول", "accept"), ("مقبول، شكراً", "accept"), ("يُرجى قبول الملف", "accept"),
    ("قَبول الطلب رغم التأخير", "accept"),
    ("القبول من فضلكم", "accept"), ("موافق على التأخير", "accept"),
    ("تذكير", "ask"), ("تذكيره", "ask"), ("التذكير رجاءً", "ask"),
    ("مزعج", "spam"), ("بريد مزعج", "spam"), ("سبام", "spam"),
    ("سحب", "withdraw"), ("سحب الترشيح", "withdraw"), ("انسحبت المترشحة", "withdraw"),
    ("أرسلوا تذكيراً", "ask"), ("هذا بريد مزعج", "spam"), ("المترشح سحب ترشيحه", "withdraw"),
    ("She withdrew by phone", "withdraw"), ("La candidate s'est désistée", "withdraw"),
    ("Merci d'accepter", "accept"), ("Send a reminder please", "ask"), ("annule ma décision", "undo"),
    ("إلغاء", "undo"), ("الغاء", "undo"), ("إلغاء القرار الأخير", "undo"), ("تراجع", "undo"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "word"), CLEAR)
def test_one_word_is_an_order_in_the_first_line_of_a_reply_and_in_a_subject_of_its_own(said, word):
    by_text = hear(OURS, f"{said}\n")
    assert (by_text.word, by_text.unclear, by_text.reference) == (word, None, None)
    by_subject = hear(f"{said} {REFERENCE} [#abcdefghijklmnopqrstuvwxyz234567]", "")
    assert (by_subject.word, by_subject.reference) == (word, REFERENCE)


AROUND = [
    ("a greeting before", OURS, "Bonjour,\n\naccepter\n\nNadia\n", ("accept", None)),
    ("an Arabic one", OURS, "السلام عليكم\nقبول OMP-2026-0007\n", ("accept", REFERENCE)),
    ("the reference in the text", OURS, "Accepter OMP-2026-0007", ("accept", REFERENCE)),
    ("in small letters, in brackets", OURS, "accepter [omp-2026-0007]", ("accept", REFERENCE)),
    ("the reference in the subject", f"Re: [{REFERENCE}] En retard", "accepter", ("accept", REFERENCE)),
    ("named twice", f"Re: [{REFERENCE}] En retard", f"accepter {REFERENCE}", ("accept", REFERENCE)),
    ("a name beside", OURS, f"Accepter {REFERENCE} Salma Berrada", ("accept", REFERENCE)),
    ("a clicked order, signed", f"accepter {REFERENCE}",
     "Nadia Alaoui, directrice administrative, Association Exemple",
     ("accept", REFERENCE)),
    ("a clicked order, from a phone", f"accept {REFERENCE}", "Sent from my phone", ("accept", REFERENCE)),
    ("said twice", f"accept {REFERENCE}", "Accept please", ("accept", REFERENCE)),
    ("a reply to an order of one's own", f"Re: accept {REFERENCE}", "", ("accept", REFERENCE)),
    ("the order before, then another", f"Re: décision prise – {REFERENCE}", "annuler", ("undo", REFERENCE)),
    ("a tag of the gateway", f"[EXTERNAL] relancer {REFERENCE}", "", ("ask", REFERENCE)),
    ("said again below", OURS, f"accepter {REFERENCE}\nMerci\nNadia", ("accept", REFERENCE)),
    ("a signature right below", OURS, f"accepter {REFERENCE}\nS. N. Alaoui\n06 12 34 56 78",
     ("accept", REFERENCE)),
    ("what is apart from it", OURS, f"accepter {REFERENCE}\n\nNe pas imprimer", ("accept", REFERENCE)),
    ("prefixes of several programs", f"RE: TR : spam {REFERENCE}", "", ("spam", REFERENCE)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "text", "expected"), [case[1:] for case in AROUND], ids=[case[0] for case in AROUND]
)
def test_what_stands_around_an_order_does_not_change_it(subject, text, expected):
    heard = hear(subject, text)
    assert (heard.word, heard.reference) == expected
    assert heard.unclear is None


UNCLEAR = [
    (OURS, "", "none"), (OURS, "Merci !", "none"), (OURS, "Bien reçu, bonne journée", "none"),
    (OURS, "ok", "none"), (OURS, "oui", "none"), (OURS, "late", "none"), (OURS, "refuser", "none"),
    (OURS, "Je ne suis pas là demain", "none"), (OURS, "Que dois-je faire ?", "none"),
    ("Re: relancer les candidats, 2 à accepter", "Merci", "none"),
    ("Digest", "الملف ناقص", "none"),
    (OURS, "ne pas accepter", "doubt"), (OURS, "N’acceptez pas", "doubt"), (OURS, "Do not accept", "doubt"),
    (OURS, "don't ask", "doubt"), (OURS, "Not spam", "doubt"), (OURS, "pas indésirable", "doubt"),
    (OURS, "لا تقبل... لا قبول", "doubt"), (OURS, "غير مقبول", "doubt"), (OURS, "ليس مزعجا، قبول", "two"),
    (OURS, "Accepter s'il appelle demain", "doubt"), (OURS, "accept unless she withdrew", "two"),
    (OURS, "accept if complete", "doubt"), (OURS, "attendre avant d'accepter", "doubt"),
    (OURS, "accepter plus tard", "doubt"), (OURS, "I wouldn't accept", "doubt"),
    (OURS, "Do we accept", "doubt"),
    (OURS, "inutile de relancer", "doubt"), (OURS, "refus d'accepter", "doubt"),
    (OURS, "rejected, accept", "doubt"),
    (OURS, "accepter sous réserve du CV", "doubt"),
    (OURS, "لا نقبل", "doubt"), (OURS, "لم يسحب الترشيح، سحب", "doubt"),
    (OURS, f"accepter {REFERENCE} mais demander la lettre", "doubt"),
    (OURS, "Merci pour le rappel", "doubt"), (OURS, "thanks for the reminder", "doubt"),
    (OURS, "retirer la pièce 3 merci", "doubt"), (OURS, "personne à relancer", "doubt"),
    (OURS, "Cancel the meeting", "long"), (OURS, "ask Nadia", "long"),
    (OURS, "wait, accept tomorrow", "doubt"), (OURS, "surtout ne relancez personne", "doubt"),
    (OURS, "accepter ?", "question"), (OURS, "Faut-il accepter ?", "question"), (OURS, "قبول؟", "question"),
    (OURS, "Can we accept?", "question"),
    (OURS, "accepter et relancer", "two"), (OURS, "accept or spam", "two"), (OURS, "قبول وتذكير", "two"),
    (OURS, "accepter\nspam", "two"),
    (f"accept {REFERENCE}", "spam", "two"), (f"accept {REFERENCE}", "non", "doubt"),
    (f"accept {REFERENCE}", "Ou bien ?", "question"), (f"ne pas accepter {REFERENCE}", "accepter", "doubt"),
    (OURS, "Je vous écris pour accepter une fois pour toutes cette candidature arrivée hier soir", "long"),
    (f"Comité de vendredi : accepter les comptes annuels {REFERENCE}", "", "long"),
    (OURS, f"accepter {REFERENCE} OMP-2026-0008", "dossiers"),
    (OURS, f"accepter {REFERENCE}\naccepter OMP-2026-0008", "dossiers"),
    (OURS, f"accepter {REFERENCE}\nOMP-2026-0008", "dossiers"),
    (OURS, f"accepter {REFERENCE}\nNon, finalement pas.", "doubt"),
    (OURS, f"Bonjour,\naccept {REFERENCE}\nunless she has withdrawn", "doubt"),
    (f"accepter {REFERENCE}", "Nadia\nou bien ?", "doubt"),
    (f"Re: [{REFERENCE}] En retard", "accepter OMP-2026-0008", "dossiers"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text", "why"), UNCLEAR)
def test_what_is_unclear_is_no_order(subject, text, why):
    heard = hear(subject, text)
    assert (heard.word, heard.unclear) == (None, why)


@pytest.mark.parametrize("language", WORD_TO_WRITE)
def test_every_word_that_a_letter_tells_to_write_is_that_order(language):
    assert set(WORD_TO_WRITE[language]) == set(WORDS)
    for word, written in WORD_TO_WRITE[language].items():
        assert hear(OURS, written).word == word


def test_a_hostile_text_is_heard_in_no_time():
    began = time.perf_counter()
    for text in ("accept " * 200_000, "a-" * 500_000, "\n" * 1_000_000, "[#" * 500_000, "ال" * 500_000):
        assert hear(text, text).word is None
    assert time.perf_counter() - began < 2


# --- tokens ---

KEY, DAY, NADIA = b"k" * 32, date(2026, 5, 5), "nadia@example.org"


def test_a_token_is_short_lower_case_and_says_whom_it_was_signed_for():
    text = issue(KEY, NADIA, DAY, application=7, reference=REFERENCE)
    assert len(text) == 32
    assert text == text.lower()
    token = read(text.upper())
    assert token
    assert (token.day, token.application) == (DAY, 7)
    assert signed_for(KEY, token, ["x@example.org", "NADIA@example.org"], REFERENCE) == "NADIA@example.org"


FORGED = [
    ("another key", (b"j" * 32, NADIA, REFERENCE)), ("another person", (KEY, "omar@example.org", REFERENCE)),
    ("another dossier under that id", (KEY, NADIA, "OMP-2026-0008")), ("no dossier", (KEY, NADIA, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "person", "reference"), [case[1] for case in FORGED], ids=[c[0] for c in FORGED]
)
def test_a_token_holds_for_nothing_else(key, person, reference):
    token = read(issue(KEY, NADIA, DAY, application=7, reference=REFERENCE))
    assert token
    assert signed_for(key, token, [person], reference) is None


def test_a_token_with_any_character_changed_is_forged():
    text = issue(KEY, NADIA, DAY)
    for place, letter in enumerate(text):
        other = read(text[:place] + ("b" if letter == "a" else "a") + text[place + 1 :])
        assert other is None or signed_for(KEY, other, [NADIA], None) is None


@pytest.mark.parametrize(("days", "expired"), [(-2, True), (-1, False), (0, False), (30, False), (31, True)])
def test_a_token_holds_for_thirty_days(days, expired):
    token = read(issue(KEY, NADIA, DAY))
    assert token
    assert token.expired(DAY + timedelta(days=days)) is expired


@pytest.mark.parametrize("text", ["", "a" * 31, "a" * 33, "1" * 32, "é" * 32, "a" * 16 + "\n" + "a" * 15])
def test_what_has_not_the_form_of_a_token_is_none(text):
    assert read(text) is None


def test_tokens_are_found_in_addresses_of_ours_and_in_the_subject():
    one, two, three = (issue(KEY, NADIA, DAY, application=n) for n in (1, 2, 3))
    to = [f"jobs+{one}@example.org", f"other+{two}@example.org", "jobs@example.org", "jobs+x@example.org"]
    found = tokens_in(f"RE: Digest [#{three.upper()}] [#{one}]", to, {"jobs@example.org"})
    assert [token.text for token in found] == [one, three]


@pytest.mark.parametrize(
    ("provider", "plus"),
    [("google", True), ("microsoft365", True), ("outlook", True), ("icloud", True), ("fastmail", True),
     ("ovh", False), ("gandi", False), ("zoho", False), ("yahoo", False), ("infomaniak", False)],
)  # fmt: skip
def test_a_provider_takes_such_addresses_only_where_that_is_sure_and_the_configuration_wins(provider, plus):
    written = {"address": "jobs@example.org", "provider": provider, "password": {"env": "X"}}
    for said, expected in ({}, plus), ({"plus_addresses": False}, False), ({"plus_addresses": True}, True):
        assert MailboxForm.model_validate(written | said).mailbox("jobs").plus_addresses is expected


def test_an_address_with_a_tag_is_the_mailbox_itself():
    mailbox = MailboxForm.model_validate(
        {"address": "jobs@example.org", "provider": "google", "password": {"env": "X"}}
    ).mailbox("jobs")
    for address in ("JOBS+x@example.org", "jobs@example.org"):
        assert mailbox.receives(address)
    for address in ("jobsx@example.org", "jobs+x@example.net", ""):
        assert not mailbox.receives(address)


def test_a_token_fits_into_an_address_and_stands_at_the_end_of_a_subject():
    token = issue(KEY, NADIA, DAY)
    assert address_with(token, "jobs@example.org") == f"jobs+{token}@example.org"
    assert address_with(token, "a" * 32 + "@example.org") is None
    assert marked("é" * 300, token).endswith(f" [#{token}]")
    assert len(marked("é" * 300, token)) <= 250
    assert order_token.MARK.search(marked("Résumé", token))
