"""What a dossier amounts to: the contract's rules 2, 6 and 10, as tables."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders.model import (
    CV,
    DEADLINE,
    DIPLOMA,
    IN_TIME,
    LATE,
    LETTER,
    SCAN,
    document,
    held,
    posting,
    references,
    required,
)

from intake.domain.assess import assess, contents
from intake.domain.model import Document, Held, Posting, Verdict

MERGED = document("dossier.pdf", "cv", "letter", referees=())
MAYBE_LETTER = document("note.pdf", "cv", possible=("letter",))
OTHER = document("facture.pdf", "other")
WITH_REFERENCES = posting(documents=required("cv", "letter", references=3))
OPEN_END = posting(deadline=None)
ANNOUNCED_END = posting(deadline=None, closes=DEADLINE)
NOTHING_ASKED = posting(documents=())
MICROSECOND = timedelta(microseconds=1)


def judge(where: Posting, *items: Held, first: object = None, **fields: object) -> Verdict:
    """Assess a dossier whose first mail is the one that brought its first document."""
    received = first or min((item.received_at for item in items), default=IN_TIME)
    return assess(where, items, received_at=received, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "documents", "status", "missing", "present"),
    [
        (posting(), (CV, LETTER), "complete", (), ("cv", "letter")),
        (posting(), (MERGED,), "complete", (), ("cv", "letter")),
        (posting(), (CV, LETTER, DIPLOMA, OTHER), "complete", (), ("cv", "letter")),
        (posting(), (CV, LETTER, SCAN), "complete", (), ("cv", "letter")),
        (posting(), (CV,), "incomplete", ("letter",), ("cv",)),
        (posting(), (CV, DIPLOMA, OTHER), "incomplete", ("letter",), ("cv",)),
        (posting(), (), "incomplete", ("cv", "letter"), ()),
        (posting(), (CV, SCAN), "review", ("letter",), ("cv",)),
        (posting(), (SCAN,), "review", ("cv", "letter"), ()),
        (posting(), (MAYBE_LETTER,), "review", ("letter",), ("cv",)),
        (posting(), (CV, document("x.pdf", possible=("diploma",))), "incomplete", ("letter",), ("cv",)),
        (NOTHING_ASKED, (), "complete", (), ()),
        (NOTHING_ASKED, (SCAN,), "complete", (), ()),
    ],
    ids=[
        "all", "merged", "more", "all-and-a-scan", "one-missing", "unasked-kinds-do-not-help", "none",
        "a-scan-could-be-it", "only-a-scan", "a-sure-document-could-be-both", "a-doubt-about-another-kind",
        "nothing-asked", "nothing-asked-and-a-scan",
    ],
)  # fmt: skip
def test_missing_is_said_only_where_no_document_could_be_the_missing_one(
    where: Posting, documents: tuple[Document, ...], status: str, missing: tuple[str, ...], present: object
) -> None:
    verdict = judge(where, *held(*documents))
    assert (verdict.status, verdict.missing, verdict.present) == (status, missing, present)
    assert verdict.late is False


@pytest.mark.parametrize(
    ("asked", "documents", "count", "status"),
    [
        (3, (references("a", "b", "c"),), 3, "complete"),
        (3, (references("a", "b", "c", "d"),), 4, "complete"),
        (3, (references("a", "b"),), 2, "incomplete"),
        (3, (references("a", "b"), references("c")), 3, "complete"),
        (3, (references("a", "b"), references("b", "a")), 2, "incomplete"),
        (3, (), 0, "incomplete"),
        (1, (references("a"),), 1, "complete"),
        (1, (references(),), 1, "complete"),
        (3, (references(),), 1, "incomplete"),
        (3, (document("r.pdf", "references", possible=("references",), referees=("a",)),), 1, "review"),
        (3, (references("a", "b"), SCAN), 2, "review"),
        (1, (document("cv.pdf", "cv", referees=("a",)),), 1, "complete"),
    ],
    ids=[
        "three", "four", "two-of-three", "over-two-files", "the-same-twice", "none", "one-of-one",
        "uncounted-is-one", "uncounted-is-no-more-than-one", "count-unsure", "a-scan-could-name-the-third",
        "named-in-the-cv",
    ],
)  # fmt: skip
def test_references_are_counted_by_distinct_referees(
    asked: int, documents: tuple[Document, ...], count: int, status: str
) -> None:
    verdict = judge(posting(documents=required(references=asked)), *held(*documents))
    assert (verdict.references_count, verdict.status) == (count, status)
    assert verdict.missing == (() if status == "complete" else ("references",))


def test_two_references_of_three_are_missing_with_both_numbers_in_the_reason() -> None:
    verdict = judge(WITH_REFERENCES, *held(CV, LETTER, references("a", "b")))
    assert (verdict.status, verdict.missing) == ("incomplete", ("references",))
    assert verdict.reason == "missing: references (2 of 3)"
    assert contents(WITH_REFERENCES, (CV, LETTER, references("a", "b"))).lacking[0].found == 2


@pytest.mark.parametrize(
    ("where", "status"),
    [(posting(), "late"), (ANNOUNCED_END, "late"), (OPEN_END, "complete"), (NOTHING_ASKED, "late")],
    ids=["deadline", "announced-end", "open-end", "nothing-asked"],
)
def test_what_came_first_after_the_cut_off_is_late(where: Posting, status: str) -> None:
    verdict = judge(where, *held(CV, LETTER, at=LATE))
    assert (verdict.status, verdict.late) == (status, status == "late")


@pytest.mark.parametrize(
    ("when", "status"),
    [(DEADLINE - MICROSECOND, "complete"), (DEADLINE, "late"), (DEADLINE + MICROSECOND, "late")],
    ids=["just-before", "at", "just-after"],
)
def test_the_cut_off_is_exclusive(when: object, status: str) -> None:
    assert judge(posting(), *held(CV, LETTER, at=when)).status == status  # type: ignore[arg-type]


@pytest.mark.parametrize("where", [posting(), NOTHING_ASKED], ids=["asks-for-two", "asks-for-nothing"])
def test_a_mail_without_a_document_after_the_cut_off_is_late(where: Posting) -> None:
    verdict = judge(where, first=LATE)
    assert (verdict.status, verdict.late) == ("late", True)


@pytest.mark.parametrize(
    ("in_time", "after", "status", "late", "missing"),
    [
        ((CV, LETTER), (), "complete", False, ()),
        ((CV, LETTER), (DIPLOMA,), "complete", False, ()),
        ((CV, LETTER), (SCAN,), "complete", False, ()),
        ((CV,), (LETTER,), "late", True, ()),
        ((CV,), (DIPLOMA,), "incomplete", False, ("letter",)),
        ((CV,), (SCAN,), "review", False, ("letter",)),
        ((), (CV, LETTER), "late", True, ()),
        ((), (CV,), "late", True, ("letter",)),
        ((), (SCAN,), "late", True, ("cv", "letter")),
        ((DIPLOMA, OTHER), (CV, LETTER), "late", True, ()),
        ((SCAN,), (CV, LETTER), "review", False, ()),
        ((CV, MAYBE_LETTER), (LETTER,), "review", False, ()),
        ((SCAN,), (DIPLOMA,), "review", False, ("cv", "letter")),
        ((CV, document("x.pdf", possible=("cv",))), (LETTER,), "late", True, ()),
    ],
    ids=[
        "complete", "complete-and-more", "complete-and-a-late-scan", "completed-late", "still-incomplete",
        "a-late-scan-may-complete-it", "a-question-then-all-late", "a-question-then-a-part-late",
        "a-question-then-a-late-scan", "unasked-kinds-then-all-late", "a-scan-then-readable-late",
        "an-unsure-letter-then-a-sure-one", "a-scan-then-unasked-late", "the-doubt-is-about-another-kind",
    ],
)  # fmt: skip
def test_in_time_and_late_parts_make_one_status(
    in_time: tuple[Document, ...],
    after: tuple[Document, ...],
    status: str,
    late: bool,
    missing: tuple[str, ...],
) -> None:
    verdict = judge(posting(), *held(*in_time), *held(*after, at=LATE), first=IN_TIME)
    assert (verdict.status, verdict.late, verdict.missing) == (status, late, missing)


def test_the_order_in_which_the_parts_were_worked_does_not_matter() -> None:
    parts = (*held(CV), *held(LETTER, at=LATE))
    assert judge(posting(), *parts) == judge(posting(), *reversed(parts))


@pytest.mark.parametrize(
    ("documents", "when", "person", "doubt", "status"),
    [
        ((CV, LETTER), IN_TIME, "a colleague forwarded it", None, "review"),
        ((CV,), IN_TIME, "a colleague forwarded it", None, "review"),
        ((CV, LETTER), LATE, "a colleague forwarded it", None, "review"),
        ((CV, LETTER), IN_TIME, None, "two postings fit", "review"),
        ((CV, LETTER), LATE, None, "two postings fit", "late"),
        ((CV, LETTER), LATE, "a colleague forwarded it", "two postings fit", "review"),
    ],
    ids=["person", "person-over-missing", "person-over-late", "doubt", "late-over-doubt", "both"],
)
def test_a_reason_for_a_person_to_look_makes_it_a_review(
    documents: tuple[Document, ...], when: object, person: str | None, doubt: str | None, status: str
) -> None:
    verdict = judge(posting(), *held(*documents, at=when), person=person, doubt=doubt)  # type: ignore[arg-type]
    assert (verdict.status, verdict.late) == (status, when == LATE)
    assert all(reason in verdict.reason for reason in (person, doubt) if reason)


@pytest.mark.parametrize("when", [IN_TIME, LATE], ids=["in-time", "late"])
@pytest.mark.parametrize("documents", [(CV, LETTER), (CV,), (SCAN,)], ids=["all", "a-part", "a-scan"])
@pytest.mark.parametrize("person", [None, "a question"])
def test_a_withdrawn_application_stays_withdrawn(
    documents: tuple[Document, ...], when: object, person: str | None
) -> None:
    sealed = held(*documents, at=when)  # type: ignore[arg-type]
    stands = judge(posting(), *sealed, person=person)
    verdict = judge(posting(), *sealed, person=person, ruling="withdrawn")
    assert verdict.status == "withdrawn"
    assert (verdict.missing, verdict.reason, verdict.late) == (stands.missing, stands.reason, stands.late)


@pytest.mark.parametrize(
    ("documents", "status"),
    [((CV, LETTER), "complete"), ((CV,), "review"), ((), "review")],
    ids=["all", "a-part", "none"],
)
def test_what_lies_behind_a_link_could_be_the_missing_document(
    documents: tuple[Document, ...], status: str
) -> None:
    verdict = judge(posting(), *held(*documents), unread=("a link instead of a file: we.tl",))
    assert verdict.status == status
    assert ("we.tl" in verdict.reason) is (status == "review")


@pytest.mark.parametrize(
    ("in_time", "after", "reason"),
    [
        ((CV, LETTER), (), "every required document is there"),
        ((CV,), (), "missing: letter"),
        ((), (), "missing: cv, letter"),
        ((CV, SCAN), (), "scan.pdf could be the letter: could not be read"),
        ((SCAN,), (), "scan.pdf could be the cv or the letter: could not be read"),
        ((), (CV, LETTER), "received 1:00:00 after the cut-off"),
        ((), (CV,), "received 1:00:00 after the cut-off; missing: letter"),
        ((SCAN,), (CV, LETTER), "when applications closed, scan.pdf could be the cv or the letter"),
        ((SCAN,), (CV,), "scan.pdf could be the letter"),
    ],
    ids=[
        "complete", "incomplete", "nothing", "unsure", "unsure-of-two", "late", "late-and-incomplete",
        "unsure-at-the-cut-off", "unsure-still",
    ],
)  # fmt: skip
def test_every_status_gives_its_reason(
    in_time: tuple[Document, ...], after: tuple[Document, ...], reason: str
) -> None:
    verdict = judge(posting(), *held(*in_time), *held(*after, at=LATE), first=IN_TIME if in_time else None)
    assert verdict.reason.startswith(reason)


# --- grace, and what a person decided ----------------------------------------

TEN_MINUTES = timedelta(minutes=10)
GRACE = posting(grace=TEN_MINUTES)
IN_GRACE = DEADLINE + TEN_MINUTES - MICROSECOND


@pytest.mark.parametrize(
    ("items", "status", "late"),
    [
        (held(CV, LETTER, at=IN_GRACE), "complete", False),
        (held(CV, LETTER, at=DEADLINE + TEN_MINUTES), "late", True),
        (held(CV, at=IN_GRACE), "incomplete", False),
        ((*held(CV), *held(LETTER, at=IN_GRACE)), "complete", False),
        ((*held(CV), *held(LETTER, at=DEADLINE + TEN_MINUTES)), "late", True),
    ],
    ids=["within", "at-its-end", "within-and-lacking", "completed-within", "completed-at-its-end"],
)
def test_grace_puts_off_when_mail_is_late_and_its_end_is_exclusive(
    items: tuple[Held, ...], status: str, late: bool
) -> None:
    verdict = judge(GRACE, *items)
    assert (verdict.status, verdict.late) == (status, late)


def test_what_came_in_the_grace_says_so() -> None:
    verdict = judge(GRACE, *held(CV, LETTER, at=DEADLINE + timedelta(minutes=3)))
    assert verdict.reason == (
        "received 0:03:00 after the cut-off; within the grace that is given; every required document is there"
    )


def test_what_came_in_the_grace_does_not_say_how_late_a_dossier_is() -> None:
    within = held(CV, at=DEADLINE + timedelta(minutes=3))
    verdict = judge(GRACE, *within, *held(LETTER, at=DEADLINE + timedelta(minutes=30)))
    assert verdict.status == "late"
    assert verdict.reason == "received 0:30:00 after the cut-off"


@pytest.mark.parametrize(
    ("items", "status"),
    [
        (held(CV, LETTER, at=LATE), "complete"),
        (held(CV, at=LATE), "incomplete"),
        (held(CV, SCAN, at=LATE), "review"),
        ((*held(CV), *held(LETTER, at=LATE)), "complete"),
        (held(CV), "incomplete"),
    ],
    ids=["all-late", "lacking", "in-doubt", "completed-late", "in-time-all-the-same"],
)
def test_an_accepted_dossier_is_judged_by_what_it_holds(items: tuple[Held, ...], status: str) -> None:
    verdict = judge(posting(), *items, ruling="accepted")
    assert verdict.status == status
    assert ("accepted all the same by a person" in verdict.reason) is verdict.late


def test_an_accepted_dossier_is_still_known_to_be_late() -> None:
    verdict = judge(posting(), *held(CV, LETTER, at=LATE), ruling="accepted")
    assert verdict.late
    assert verdict.reason.startswith("received 1:00:00 after the cut-off; accepted all the same")


def test_what_a_person_called_spam_stays_spam_whatever_it_holds() -> None:
    assert judge(posting(), *held(CV, LETTER), person="who?", ruling="spam").status == "spam"
