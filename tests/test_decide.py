"""What becomes of a mail: outcome, status and letter by the contract's rules 3, 6, 7, 8, 10 and 12."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders.model import (
    CV,
    DIPLOMA,
    FRENCH,
    IN_TIME,
    LATE,
    LETTER,
    SALMA,
    SCAN,
    considered,
    document,
    dossier,
    posting,
    required,
)

from intake.domain.automatic import Automatic
from intake.domain.decide import Considered, Decision, Dossier, asks, decide
from intake.domain.model import Document, Language
from intake.domain.route import Route

ROBOT = Automatic(automatic=True, may_answer=False, reason="The header List-Id is there.")
UNPROVEN = Automatic(automatic=False, may_answer=False, reason="Not authenticated.")
QUESTION = "Bonjour, est-il possible d'envoyer les diplômes plus tard ?"
ENGLISH = "Dear Sir or Madam, please find attached my application for the position. Yours faithfully"
ARABIC = "تحية طيبة وبعد، تجدون رفقته ملف ترشيحي لهذا المنصب وتفضلوا بقبول فائق التقدير"
STRANGER = Route(
    outcome="application",
    posting=posting(),
    candidate=SALMA,
    person="a reply from another address",
    details=False,
    reason="a reply from another address",
)
FORWARD = Route(
    outcome="application",
    posting=posting(),
    candidate=SALMA,
    person="forwarded by a colleague",
    answer=False,
    silence="a colleague's forward is not answered",
    reason="forwarded by a colleague",
)
NEAR = Route(
    outcome="application", posting=posting(), candidate=SALMA, doubt="the subject is close", reason="close"
)
UNMATCHED = Route(outcome="unmatched", candidate=SALMA, name="Salma Berrada", reason="no posting asks for it")
COLLEAGUE = Route(outcome="unmatched", candidate=SALMA, reason="a colleague's mail", answer=False)


def settle(
    seen: Considered, before: Dossier | None = None, *, unmatched: bool = False, language: Language = "fr"
) -> Decision:
    """Decide one mail for a mailbox that answers no unmatched mail."""
    return decide(seen, before, answer_unmatched=unmatched, default_language=language)


def facts(decision: Decision) -> tuple[str, str | None, str | None]:
    """Return the outcome, the status and the letter."""
    return decision.outcome, decision.verdict.status if decision.verdict else None, decision.letter


# --- a first mail ------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "status", "letter"),
    [
        (considered(CV, LETTER), "complete", "complete"),
        (considered(CV), "incomplete", "incomplete"),
        (considered(), "incomplete", "incomplete"),
        (considered(CV, SCAN), "review", "review"),
        (considered(CV, LETTER, received_at=LATE), "late", "late"),
        (considered(CV, received_at=LATE), "late", "late"),
        (considered(text=QUESTION), "review", "review"),
        (considered(CV, LETTER, text=QUESTION), "complete", "complete"),
        (considered(CV, text=QUESTION), "incomplete", "incomplete"),
        (considered(CV, LETTER, route=NEAR), "review", "review"),
        (considered(CV, LETTER, route=NEAR, received_at=LATE), "late", "late"),
        (considered(CV, LETTER, route=STRANGER), "review", "review"),
        (considered(CV, LETTER, route=FORWARD), "review", None),
        (considered(links=("we.tl",)), "review", "review"),
        (considered(CV, links=("we.tl",)), "review", "review"),
        (considered(CV, LETTER, links=("we.tl",)), "complete", "complete"),
        (considered(encrypted=True), "review", "review"),
        (considered(CV, LETTER, automatic=ROBOT), "complete", None),
        (considered(CV, LETTER, automatic=UNPROVEN), "complete", None),
        (considered(CV, LETTER, sender=None), "complete", None),
    ],
    ids=[
        "complete", "incomplete", "no-document", "a-scan", "late", "late-and-incomplete", "only-a-question",
        "a-question-with-all", "a-question-with-a-part", "near-miss", "near-miss-late", "another-address",
        "forward", "a-link", "a-link-and-a-part", "a-link-and-all", "encrypted", "automatic-but-assigned",
        "not-authenticated", "no-usable-sender",
    ],
)  # fmt: skip
def test_a_first_mail_opens_an_application(seen: Considered, status: str, letter: str | None) -> None:
    decision = settle(seen)
    assert facts(decision) == ("application", status, letter)
    assert decision.added == seen.documents
    assert (decision.silence is None) is (letter is not None)
    assert decision.reason


@pytest.mark.parametrize(
    ("seen", "unmatched", "letter"),
    [
        (considered(route=UNMATCHED), False, None),
        (considered(route=UNMATCHED), True, "unmatched"),
        (considered(route=UNMATCHED, text=QUESTION), True, "unmatched"),
        (considered(route=UNMATCHED, automatic=UNPROVEN), True, None),
        (considered(route=UNMATCHED, sender=None), True, None),
        (considered(route=COLLEAGUE), True, None),
    ],
    ids=["off", "on", "a-question", "not-authenticated", "no-sender", "colleague"],
)
def test_mail_that_no_posting_claims_is_answered_only_where_that_is_asked_for(
    seen: Considered, unmatched: bool, letter: str | None
) -> None:
    decision = settle(seen, unmatched=unmatched)
    assert facts(decision) == ("unmatched", None, letter)
    assert (decision.silence is None) is (letter is not None)


def test_automatic_mail_is_neither_routed_nor_answered() -> None:
    seen = Considered(message=considered().message, automatic=ROBOT, route=None)
    decision = settle(seen, unmatched=True)
    assert facts(decision) == ("automatic", None, None)
    assert decision.reason == ROBOT.reason
    assert decision.silence


def test_the_same_file_twice_in_one_mail_is_one_document() -> None:
    again = replace(CV, file="copie du cv.pdf")
    assert settle(considered(CV, LETTER, again)).added == (CV, LETTER)


# --- a later mail ------------------------------------------------------------

CV_ONLY = dossier("incomplete", CV)
BOTH = dossier("complete", CV, LETTER)
UNSURE = dossier("review", SCAN)
TOO_LATE = dossier("late", CV, LETTER, at=LATE)
EMPTY_LATE = dossier("late", at=LATE)
FORWARDED = dossier("review", CV, LETTER, person="forwarded by a colleague")
DOUBTED = dossier("review", CV, LETTER, doubt="the subject is close")
WITHDRAWN = dossier("withdrawn", CV)
ASKED = dossier("review")
LINKED = dossier("review", CV, unread=("a link instead of a file: we.tl",))


@pytest.mark.parametrize(
    ("before", "seen", "status", "letter"),
    [
        (CV_ONLY, considered(LETTER), "complete", "complete"),
        (CV_ONLY, considered(DIPLOMA), "incomplete", "incomplete"),
        (CV_ONLY, considered(SCAN), "review", "review"),
        (CV_ONLY, considered(LETTER, received_at=LATE), "late", "late"),
        (CV_ONLY, considered(DIPLOMA, received_at=LATE), "incomplete", "incomplete"),
        (BOTH, considered(DIPLOMA), "complete", "updated"),
        (BOTH, considered(document("cv2.pdf", "cv")), "complete", "updated"),
        (BOTH, considered(SCAN), "complete", "updated"),
        (BOTH, considered(DIPLOMA, received_at=LATE), "complete", "updated"),
        (BOTH, considered(text=QUESTION), "review", "review"),
        (BOTH, considered(DIPLOMA, route=STRANGER), "review", "review"),
        (BOTH, considered(DIPLOMA, route=FORWARD), "review", None),
        (BOTH, considered(links=("we.tl",)), "complete", "updated"),
        (CV_ONLY, considered(links=("we.tl",)), "review", "review"),
        (UNSURE, considered(CV, LETTER), "complete", "complete"),
        (UNSURE, considered(CV), "review", "review"),
        (UNSURE, considered(CV, LETTER, received_at=LATE), "review", "review"),
        (TOO_LATE, considered(DIPLOMA, received_at=LATE), "late", "updated"),
        (EMPTY_LATE, considered(CV, LETTER, received_at=LATE), "late", "updated"),
        (TOO_LATE, considered(text=QUESTION, received_at=LATE), "late", None),
        (ASKED, considered(CV, LETTER), "complete", "complete"),
        (FORWARDED, considered(DIPLOMA), "review", "review"),
        (DOUBTED, considered(DIPLOMA), "review", "review"),
        (WITHDRAWN, considered(LETTER), "withdrawn", None),
        (WITHDRAWN, considered(text=QUESTION), "withdrawn", None),
    ],
    ids=[
        "completed", "still-incomplete", "perhaps-completed", "completed-late", "still-incomplete-late",
        "complete-and-more", "a-new-version", "complete-and-a-scan", "complete-in-time-stays",
        "complete-then-a-question", "complete-then-another-address", "complete-then-a-forward",
        "complete-then-a-link", "incomplete-then-a-link", "resolved", "still-unsure",
        "unsure-then-sure-but-late", "late-and-more", "late-empty-then-all", "late-then-a-question",
        "a-question-then-all", "a-person-must-look-still", "in-doubt-still", "withdrawn",
        "withdrawn-then-a-question",
    ],
)  # fmt: skip
def test_a_later_mail_that_changes_the_dossier_is_a_supplement(
    before: Dossier, seen: Considered, status: str, letter: str | None
) -> None:
    decision = settle(seen, before)
    assert facts(decision) == ("supplement", status, letter)
    assert decision.added == seen.documents
    assert (decision.silence is None) is (letter is not None)


@pytest.mark.parametrize(
    ("before", "seen"),
    [
        (BOTH, considered(CV, LETTER)),
        (BOTH, considered(LETTER)),
        (BOTH, considered(text="Merci beaucoup pour votre réponse, bien cordialement")),
        (BOTH, considered(text="")),
        (BOTH, considered(text="Merci. https://www.example.com/profile?id=1")),
        (CV_ONLY, considered(CV)),
        (CV_ONLY, considered(CV, received_at=LATE)),
        (CV_ONLY, considered(text="Merci")),
        (TOO_LATE, considered(CV, received_at=LATE)),
        (LINKED, considered(CV, links=("we.tl",))),
        (dossier("review", CV, person=STRANGER.person), considered(route=STRANGER, text="Merci")),
        (dossier("review", CV, person=FORWARD.person), considered(CV, route=FORWARD)),
        (WITHDRAWN, considered(text="Merci")),
    ],
    ids=[
        "same-files", "one-of-the-files", "thanks", "empty", "thanks-with-a-link-that-holds-a-question-mark",
        "same-while-incomplete", "same-after-the-deadline", "thanks-while-incomplete", "same-while-late",
        "same-link", "thanks-from-another-address", "forwarded-again", "thanks-after-withdrawing",
    ],
)  # fmt: skip
def test_what_changes_nothing_is_not_answered(before: Dossier, seen: Considered) -> None:
    decision = settle(seen, before)
    assert facts(decision) == ("supplement", None, None)
    assert decision.silence == "it changes nothing in the dossier"
    assert before.reference in decision.reason


def test_earlier_documents_are_kept_beside_newer_versions() -> None:
    newer = document("cv-2.pdf", "cv")
    decision = settle(considered(newer), CV_ONLY)
    assert decision.added == (newer,)
    assert decision.verdict is not None
    assert decision.verdict.missing == ("letter",)


def test_a_mail_received_in_time_but_worked_after_a_late_one_makes_the_dossier_timely() -> None:
    decision = settle(considered(document("autre cv.pdf", "cv"), LETTER), dossier("late", CV, at=LATE))
    assert facts(decision) == ("supplement", "complete", "complete")


def test_the_same_files_received_in_time_but_worked_after_a_late_mail_count_as_in_time() -> None:
    decision = settle(considered(CV, LETTER, received_at=IN_TIME), TOO_LATE)
    assert facts(decision) == ("supplement", "complete", "complete")
    assert decision.added == ()


def test_files_sent_again_after_the_deadline_keep_their_first_time() -> None:
    decision = settle(considered(CV, LETTER, received_at=LATE), CV_ONLY)
    assert facts(decision) == ("supplement", "late", "late")
    assert decision.added == (LETTER,)


@pytest.mark.parametrize(
    ("seen", "field", "kept"),
    [
        (considered(CV, route=STRANGER), "person", STRANGER.person),
        (considered(CV, route=NEAR), "doubt", NEAR.doubt),
        (considered(CV, links=("we.tl",)), "unread", ("a link instead of a file: we.tl",)),
        (considered(encrypted=True), "unread", ("the mail is encrypted and could not be read",)),
        (considered(text=QUESTION), "person", None),
    ],
    ids=["person", "doubt", "link", "encrypted", "a-question-is-for-this-mail-only"],
)
def test_why_a_person_must_look_is_kept_for_later_mails(seen: Considered, field: str, kept: object) -> None:
    assert getattr(settle(seen), field) == kept


def test_a_question_is_told_in_the_reason() -> None:
    decision = settle(considered(text=QUESTION))
    assert "question" in decision.reason


# --- details, gate and language ----------------------------------------------


@pytest.mark.parametrize(("route", "details"), [(STRANGER, False), (NEAR, True), (None, True)])
def test_only_the_candidates_own_address_is_told_details(route: Route | None, details: bool) -> None:
    assert settle(considered(CV, route=route)).details is details


@pytest.mark.parametrize(
    ("seen", "word"),
    [
        (considered(CV, automatic=ROBOT), "automatic"),
        (considered(CV, automatic=UNPROVEN), "authenticated"),
        (considered(CV, sender=None), "sender"),
        (considered(CV, route=FORWARD), "forward"),
        (considered(route=UNMATCHED), "no posting"),
    ],
)
def test_a_letter_that_is_not_written_has_its_reason(seen: Considered, word: str) -> None:
    assert word in str(settle(seen).silence)


def test_a_withdrawn_candidates_silence_says_so() -> None:
    assert settle(considered(LETTER), WITHDRAWN).silence == "the candidate withdrew"


def _spoken(*languages: Language | None) -> tuple[Document, ...]:
    return tuple(document(f"{n}.pdf", "cv", language=spoken) for n, spoken in enumerate(languages))


@pytest.mark.parametrize(
    ("text", "documents", "of_posting", "expected"),
    [
        (FRENCH, _spoken("en", "en"), "en", "fr"),
        (ENGLISH, _spoken("fr"), "fr", "en"),
        (ARABIC, _spoken("fr"), "fr", "ar"),
        ("", _spoken("en"), "fr", "en"),
        ("Merci", _spoken("en", "fr", "en"), "fr", "en"),
        ("", _spoken(None, "ar"), "fr", "ar"),
        ("", _spoken(None), "en", "en"),
        ("", (), "ar", "ar"),
        ("ok", (), "fr", "fr"),
    ],
    ids=[
        "french-text", "english-text", "arabic-text", "documents", "most-documents", "documents-that-speak",
        "mute-documents", "nothing", "too-little",
    ],
)  # fmt: skip
def test_the_letters_language_is_the_texts_then_the_documents_then_the_postings(
    text: str, documents: tuple[Document, ...], of_posting: Language, expected: Language
) -> None:
    seen = considered(*documents, text=text, for_posting=posting(language=of_posting))
    assert settle(seen, language="fr").language == expected


@pytest.mark.parametrize(
    ("text", "documents", "languages", "expected"),
    [
        (ENGLISH, (), ("fr", "ar"), "fr"),
        (ENGLISH, (), ("fr", "en"), "en"),
        (ARABIC, _spoken("en"), ("fr", "en"), "fr"),
        ("", _spoken("en"), ("fr", "ar"), "fr"),
        ("", _spoken("ar"), ("fr", "ar"), "ar"),
        (FRENCH, (), ("fr",), "fr"),
    ],
    ids=["not-offered", "offered", "no-second-guess", "of-documents", "documents-offered", "its-own"],
)
def test_a_letter_is_only_in_a_language_that_the_posting_offers_else_in_the_postings_own(
    text: str, documents: tuple[Document, ...], languages: tuple[Language, ...], expected: Language
) -> None:
    seen = considered(*documents, text=text, for_posting=posting(language="fr", languages=languages))
    assert settle(seen, language="en").language == expected


@pytest.mark.parametrize(
    ("text", "expected"), [(ENGLISH, "en"), ("", "ar")], ids=["its-own-text", "the-mailboxs"]
)
def test_an_unmatched_mail_is_answered_in_its_own_language_else_the_mailboxs(
    text: str, expected: str
) -> None:
    decision = settle(considered(route=UNMATCHED, text=text), unmatched=True, language="ar")
    assert decision.language == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le poste est-il encore ouvert ?", True),
        ("Je voudrais savoir si le poste est ouvert.", True),
        ("J’aimerais savoir quand commence la mission", True),
        ("Pourriez-vous me dire la date limite", True),
        ("Could you confirm the deadline", True),
        ("هل الوظيفة ما زالت متاحة", True),
        ("ما هي الوثائق المطلوبة؟", True),
        (FRENCH, False),
        (ENGLISH, False),
        (ARABIC, False),
        ("Merci beaucoup", False),
        ("Voir https://example.com/cv?id=3 et www.example.org/?x", False),
        ("", False),
    ],
)
def test_a_question_is_told_from_a_note(text: str, expected: bool) -> None:
    assert asks(text) is expected


@pytest.mark.parametrize("fields", [{"documents": ()}, {"documents": required("diploma"), "deadline": None}])
def test_a_posting_decides_what_is_asked(fields: dict[str, Any]) -> None:
    assert facts(settle(considered(DIPLOMA, for_posting=posting(**fields))))[1] == "complete"
