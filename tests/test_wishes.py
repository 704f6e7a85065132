"""What a candidate asks of the dossier or of the data in it: found, or rightly not found."""

from __future__ import annotations

import time

import pytest
from builders import wishes_asked, wishes_not, wishes_unseen

from intake.domain.wishes import wish_of, wishes_of

ASKED = {
    "withdrawal": wishes_asked.mails(wishes_asked.WITHDRAWAL),
    "access": wishes_asked.mails(wishes_asked.ACCESS),
    "rectification": wishes_asked.mails(wishes_asked.RECTIFICATION),
    "erasure": wishes_asked.mails(wishes_asked.ERASURE),
}
EACH_ASKED = [(kind, *mail) for kind, mails in ASKED.items() for mail in mails]
NOTHING = wishes_asked.mails(wishes_not.NOTHING)
DOUBTFUL = wishes_asked.mails(wishes_not.DOUBTFUL)
TURNED = wishes_asked.mails(wishes_not.TURNED)


@pytest.mark.parametrize(("kind", "subject", "text"), EACH_ASKED)
def test_a_plain_wish_is_sure(kind: str, subject: str, text: str) -> None:
    wish = wish_of(subject, text)
    assert wish is not None
    assert (wish.kind, wish.sure) == (kind, True)


@pytest.mark.parametrize(("kind", "subject", "text"), EACH_ASKED)
def test_a_wish_is_known_in_capitals_too(kind: str, subject: str, text: str) -> None:
    assert [(wish.kind, wish.sure) for wish in wishes_of(subject.upper(), text.upper())][:1] == [(kind, True)]


@pytest.mark.parametrize(("subject", "text"), NOTHING)
def test_what_only_sounds_like_a_wish_is_none(subject: str, text: str) -> None:
    assert wish_of(subject, text) is None


@pytest.mark.parametrize(("subject", "text"), DOUBTFUL)
def test_a_question_a_condition_or_a_correction_is_for_a_person(subject: str, text: str) -> None:
    wish = wish_of(subject, text)
    assert wish is not None
    assert not wish.sure


@pytest.mark.parametrize(("subject", "text"), TURNED)
def test_words_that_turn_the_sense_are_never_acted_on(subject: str, text: str) -> None:
    assert not any(wish.sure for wish in wishes_of(subject, text))


@pytest.mark.parametrize(("language", "sentence"), wishes_not.IN_A_LETTER)
def test_what_a_letter_of_application_tells_by_the_way_is_never_acted_on(
    language: str, sentence: str
) -> None:
    letter = wishes_not.PARAGRAPH[language].format(sentence)
    assert not any(wish.sure for wish in wishes_of("Candidature", letter))


@pytest.mark.parametrize("language", wishes_not.PARAGRAPH)
def test_a_letter_of_application_holds_no_wish(language: str) -> None:
    assert wishes_of("Candidature", wishes_not.PARAGRAPH[language].format("")) == ()


@pytest.mark.parametrize(("right", "subject", "text"), wishes_unseen.cases())
def test_mails_written_after_the_rules_are_read_rightly(right: str, subject: str, text: str) -> None:
    wish = wish_of(subject, text)
    assert (wish.kind if wish and wish.sure else "?" if wish else "-") == right


def test_one_mail_may_hold_two_wishes_and_erasure_comes_first() -> None:
    text = "Bonjour,\nJe retire ma candidature.\nMerci de supprimer toutes mes données."
    assert [(wish.kind, wish.sure) for wish in wishes_of("", text)] == [
        ("erasure", True),
        ("withdrawal", True),
    ]


def test_a_sure_wish_comes_before_an_unsure_one() -> None:
    text = "Comment puis-je supprimer mes données ?\n\nPar ailleurs, je retire ma candidature."
    assert [(wish.kind, wish.sure) for wish in wishes_of("", text)] == [
        ("withdrawal", True),
        ("erasure", False),
    ]


def test_the_quote_is_the_sentence_on_one_line() -> None:
    text = (
        "Bonjour Madame,\n\nAprès en avoir longuement parlé avec ma famille, je vous informe que je\n"
        "retire ma candidature. Je vous remercie.\nSalma"
    )
    wish = wish_of("Candidature", text)
    assert wish is not None
    assert wish.quote == (
        "Après en avoir longuement parlé avec ma famille, je vous informe que je retire ma candidature."
    )


def test_a_long_sentence_is_quoted_up_to_200_characters() -> None:
    wish = wish_of("", f"je retire ma candidature car {'vraiment ' * 40}je pars")
    assert wish is not None
    assert wish.quote.startswith("je retire ma candidature car vraiment")
    assert wish.quote.endswith("…")
    assert len(wish.quote) <= 200


def test_a_subject_that_says_it_is_the_quote_where_the_text_is_silent() -> None:
    wish = wish_of("Désistement", "Bonjour,\nMerci pour tout.\nOmar")
    assert wish is not None
    assert (wish.kind, wish.quote, wish.sure) == ("withdrawal", "Désistement", True)


@pytest.mark.parametrize("prefix", ["Re: ", "RE : ", "Fwd: ", "TR : ", "رد: "])
def test_the_subject_of_a_reply_is_another_mails(prefix: str) -> None:
    assert wish_of(f"{prefix}Retrait de candidature", "Merci beaucoup") is None


def test_a_wish_after_a_long_story_is_left_to_a_person() -> None:
    story = "Nous avons déménagé au printemps et les enfants ont changé d'école cette année.\n\n" * 15
    wish = wish_of("Nouvelles", f"{story}Je retire ma candidature.")
    assert wish is not None
    assert (wish.kind, wish.sure) == ("withdrawal", False)


@pytest.mark.parametrize(
    "text",
    [
        "je retire " * 100_000,
        "je souhaite " * 90_000,
        "merci de bien vouloir " * 50_000,
        "i would like to " * 60_000,
        "المرجو " * 150_000,
        "please my data of " * 60_000,
        ". " * 500_000,
        "a\n" * 500_000,
        "(" * 1_000_000,
        "é" * 1_000_000,
        "e\u0301" * 500_000,
        "je retire ma candidature. " * 40_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_megabyte_is_read_in_under_a_second(text: str) -> None:
    wish_of("Candidature", "je retire ma candidature")  # compiled
    start = time.process_time()
    wishes_of(text, text)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("subject", "text"), [("", ""), (" ", "\n\n"), ("?", "?"), ("\x00", "\ufeff"), ("Re:", "-- ")]
)
def test_an_empty_mail_holds_no_wish(subject: str, text: str) -> None:
    assert wishes_of(subject, text) == ()
