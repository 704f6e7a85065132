"""Whose mail it is and which posting it is for: the contract's rules 3, 8, 11 and 12, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from builders.model import DEADLINE, IN_TIME, LATE, SALMA, SUBJECT, forwarded, message, posting

from intake.domain.freemail import Colleagues
from intake.domain.model import Address, Message, Posting
from intake.domain.route import Route, Thread, reference_in, route

NEAR = "Candidature projet OMP urgent"
FAR = "Facture de mars"
RECRUITER = Address(name="Direction", email="direction@omp.example.org")
COLLEAGUES = Colleagues.of(["direction@omp.example.org", "chef.omp@gmail.com", "jobs@example.org"])
THREAD = Thread(reference="OMP-2026-0007", posting="omp", email="Salma.Berrada@example.com")
LAST_YEAR = posting("a-last-year", deadline=DEADLINE - timedelta(days=365))
THIS_YEAR = posting("b-this-year", opens=IN_TIME - timedelta(days=30))
TWIN = posting("c-twin")
NEXT_YEAR = posting(
    "d-next-year", opens=DEADLINE + timedelta(days=300), deadline=DEADLINE + timedelta(days=365)
)
LAWYER = posting("juriste", subject="Candidature juriste - {name}", title="Juriste")
ADVOCATE = posting("plaidoyer", subject="Candidature responsable du plaidoyer régional")


def find(
    mail: Message,
    *postings: Posting,
    thread: Thread | None = None,
    files: bool = True,
    assigned: Posting | None = None,
) -> Route:
    """Route a mail among postings (default: one) of its mailbox."""
    return route(
        mail,
        postings or (posting(),),
        thread=thread,
        colleagues=COLLEAGUES,
        with_documents=files,
        assigned=assigned,
    )


def chosen(found: Route) -> tuple[str | None, bool]:
    """Return the posting's id, and whether there is a doubt about it."""
    return found.posting.id if found.posting else None, found.doubt is not None


# --- by the subject ----------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "files", "outcome", "doubt"),
    [
        (SUBJECT, True, "application", False),
        (SUBJECT, False, "application", False),
        (NEAR, True, "application", True),
        (NEAR, False, "unmatched", False),
        (FAR, True, "unmatched", False),
        ("", True, "unmatched", False),
    ],
    ids=["match", "match-no-file", "near", "near-no-file", "other", "empty"],
)
def test_the_subject_decides_and_a_near_miss_needs_documents(
    subject: str, files: bool, outcome: str, doubt: bool
) -> None:
    found = find(message(subject=subject), files=files)
    assert (found.outcome, found.doubt is not None, found.person) == (outcome, doubt, None)
    assert found.reason
    assert len(found.steps) == 1


@pytest.mark.parametrize(
    "silent", [posting(draft=True), posting(subject=None)], ids=["draft", "without-a-subject-rule"]
)
def test_a_posting_that_takes_no_subject_claims_no_mail(silent: Posting) -> None:
    assert find(message(), silent).outcome == "unmatched"


def test_without_any_posting_every_mail_is_unmatched() -> None:
    found = route(message(), (), thread=None, colleagues=COLLEAGUES, with_documents=True)
    assert (found.outcome, found.posting, found.steps) == ("unmatched", None, ())


@pytest.mark.parametrize(
    ("postings", "when", "expected"),
    [
        ((LAST_YEAR, THIS_YEAR), IN_TIME, ("b-this-year", False)),
        ((THIS_YEAR, NEXT_YEAR), IN_TIME, ("b-this-year", False)),
        ((LAST_YEAR, THIS_YEAR, NEXT_YEAR), IN_TIME, ("b-this-year", False)),
        ((THIS_YEAR, TWIN), IN_TIME, ("b-this-year", True)),
        ((LAST_YEAR, THIS_YEAR, TWIN), IN_TIME, ("b-this-year", True)),
        ((LAST_YEAR, NEXT_YEAR), IN_TIME, ("d-next-year", True)),
        ((LAST_YEAR, THIS_YEAR), LATE, ("a-last-year", True)),
        ((THIS_YEAR,), LATE, ("b-this-year", False)),
        ((NEXT_YEAR,), IN_TIME, ("d-next-year", True)),
        ((posting("x", draft=True), THIS_YEAR), IN_TIME, ("b-this-year", False)),
    ],
    ids=[
        "closed-and-open", "open-and-later", "closed-open-later", "both-open", "closed-and-two-open",
        "closed-and-later", "both-closed", "closed-alone", "later-alone", "a-draft-is-no-rival",
    ],
)  # fmt: skip
@pytest.mark.parametrize("backwards", [False, True], ids=["in-order", "backwards"])
def test_an_ad_repeated_goes_to_the_one_that_was_open(
    postings: Sequence[Posting], when: object, expected: tuple[str, bool], backwards: bool
) -> None:
    listed = tuple(reversed(postings)) if backwards else tuple(postings)
    assert chosen(find(message(received_at=when), *listed)) == expected


@pytest.mark.parametrize("when", [THIS_YEAR.opens, DEADLINE - timedelta(microseconds=1)])
def test_open_means_from_its_opening_to_before_its_deadline(when: object) -> None:
    assert chosen(find(message(received_at=when), LAST_YEAR, THIS_YEAR)) == ("b-this-year", False)


def test_a_near_miss_of_an_ad_repeated_goes_to_the_open_one_with_a_doubt() -> None:
    assert chosen(find(message(subject=NEAR), LAST_YEAR, THIS_YEAR)) == ("b-this-year", True)


def test_a_clear_lead_settles_between_two_postings() -> None:
    intern = posting("intern", subject="Candidature_stagiaire chargé(e) de projet_OMP")
    assert chosen(find(message(), intern, posting())) == ("omp", False)


@pytest.mark.parametrize("letter", ["A", "B"])
def test_of_two_rules_nearly_alike_the_one_written_exactly_is_meant(letter: str) -> None:
    rules = {name: f"Candidature équipe {name} de coopération régionale en Afrique" for name in "AB"}
    teams = [posting(f"team-{name}", subject=rule) for name, rule in rules.items()]
    assert chosen(find(message(subject=rules[letter]), *teams)) == (f"team-{letter}", False)


def test_a_match_leaves_near_misses_aside() -> None:
    found = find(message(subject="Candidature juriste - Salma Berrada"), posting(), LAWYER)
    assert chosen(found) == ("juriste", False)
    assert len(found.steps) == 2


# --- whose mail it is --------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "sender", "name"),
    [
        ("Candidature juriste - Amina El Fassi", SALMA, "Amina El Fassi"),
        ("Candidature juriste", SALMA, "Salma Berrada"),
        ("Candidature juriste", Address(name=None, email="x@example.com"), None),
        ("Candidature juriste - Amina El Fassi", None, "Amina El Fassi"),
        ("Candidature juriste", None, None),
    ],
    ids=["captured", "display-name", "no-name", "captured-without-sender", "nothing"],
)
def test_the_name_is_the_captured_one_else_the_display_name_else_none(
    subject: str, sender: Address | None, name: str | None
) -> None:
    found = find(message(subject=subject, sender=sender), LAWYER)
    assert (found.outcome, found.name, found.candidate) == ("application", name, sender)


@pytest.mark.parametrize("local", ["salma.berrada", "berrada_salma92", "salmaberrada", "SalmaBerrada.pro"])
def test_a_name_beside_the_subject_is_known_by_the_address_alone(local: str) -> None:
    sender = Address(name=None, email=f"{local}@example.com")
    found = find(message(subject=SUBJECT + " - Salma BERRADA", sender=sender), posting())
    assert chosen(found) == ("omp", False)


# --- in a thread -------------------------------------------------------------


@pytest.mark.parametrize("subject", ["Re: " + SUBJECT, "Re: votre réponse", NEAR, ""])
@pytest.mark.parametrize("files", [True, False], ids=["files", "no-files"])
def test_a_reply_from_the_candidate_goes_to_its_posting_whatever_the_subject(
    subject: str, files: bool
) -> None:
    found = find(message(subject=subject), thread=THREAD, files=files)
    assert (chosen(found), found.person, found.details, found.answer) == (("omp", False), None, True, True)


@pytest.mark.parametrize(
    "sender", [Address(name="Ami", email="ami@example.com"), None], ids=["another-address", "no-sender"]
)
@pytest.mark.parametrize("email", ["salma.berrada@example.com", None], ids=["known", "candidate-unknown"])
def test_a_reply_from_another_address_is_for_a_person_and_shows_no_details(
    sender: Address | None, email: str | None
) -> None:
    thread = Thread(reference="OMP-2026-0007", posting="omp", email=email, by_subject=True)
    found = find(message(sender=sender, subject="Re: [OMP-2026-0007]"), thread=thread)
    assert (chosen(found), found.candidate, found.details) == (("omp", False), sender, False)
    assert "another address" in str(found.person)


@pytest.mark.parametrize("email", ["direction@omp.example.org", "Direction@OMP.example.org"])
def test_a_colleagues_reply_in_a_thread_is_no_application(email: str) -> None:
    found = find(message(sender=Address(name="Claire", email=email)), thread=THREAD)
    assert (found.outcome, found.answer, found.posting) == ("unmatched", False, None)


def test_a_reply_from_a_colleagues_domain_is_another_address_like_any() -> None:
    found = find(message(sender=Address(name="Claire", email="claire@omp.example.org")), thread=THREAD)
    assert (found.outcome, found.details) == ("application", False)
    assert "another address" in str(found.person)


def test_a_colleague_who_is_the_candidate_is_the_candidate() -> None:
    thread = Thread(reference="OMP-2026-0007", posting="omp", email=RECRUITER.email)
    assert find(message(sender=RECRUITER), thread=thread).person is None


@pytest.mark.parametrize(
    ("subject", "by_subject", "expected"),
    [
        ("Candidature juriste - Salma Berrada", False, "juriste"),
        ("Candidature juriste - Salma Berrada", True, "omp"),
        ("Candidature plaidoyer régional", False, "omp"),
        (SUBJECT, False, "omp"),
    ],
    ids=["names-another", "holds-our-reference", "nearly-names-another", "names-the-same"],
)
def test_a_reply_whose_subject_surely_names_another_posting_is_for_that_one(
    subject: str, by_subject: bool, expected: str
) -> None:
    thread = Thread(reference="OMP-2026-0007", posting="omp", email=SALMA.email, by_subject=by_subject)
    assert chosen(find(message(subject=subject), posting(), LAWYER, ADVOCATE, thread=thread))[0] == expected


@pytest.mark.parametrize(("subject", "outcome"), [(SUBJECT, "application"), ("Re: merci", "unmatched")])
def test_a_thread_of_a_posting_that_is_gone_leaves_the_subject_to_decide(subject: str, outcome: str) -> None:
    gone = Thread(reference="OLD-2025-0001", posting="old", email=SALMA.email)
    assert find(message(subject=subject), thread=gone).outcome == outcome


# --- forwarded ---------------------------------------------------------------


@pytest.mark.parametrize(
    "email",
    ["direction@omp.example.org", "Claire@omp.example.org", "chef.omp@gmail.com", "team@example.org"],
    ids=["recruiter", "their-domain", "colleague-at-a-free-mail-provider", "our-domain"],
)
@pytest.mark.parametrize("thread", [None, THREAD], ids=["afresh", "in-a-thread"])
@pytest.mark.parametrize("assigned", [None, posting()], ids=["by-subject", "assigned"])
def test_a_colleagues_forward_is_for_a_person_and_not_answered(
    email: str, thread: Thread | None, assigned: Posting | None
) -> None:
    mail = message(
        sender=Address(name="Claire", email=email), subject="TR: " + SUBJECT, forwarded=forwarded()
    )
    found = find(mail, thread=thread, assigned=assigned)
    assert (chosen(found)[0], found.candidate, found.name) == ("omp", SALMA, "Salma Berrada")
    assert "forwarded by a colleague" in str(found.person)
    assert (found.answer, bool(found.silence)) == (False, True)


@pytest.mark.parametrize(
    ("outer", "inner", "outcome"),
    [("pour info", SUBJECT, "application"), ("pour info", FAR, "unmatched"), (SUBJECT, None, "application")],
    ids=["by-the-inner-subject", "neither", "by-the-outer-subject"],
)
def test_a_forward_is_matched_by_either_subject(outer: str, inner: str | None, outcome: str) -> None:
    found = find(message(sender=RECRUITER, subject=outer, forwarded=forwarded(subject=inner)))
    assert (found.outcome, found.answer) == (outcome, False)


def test_a_forward_in_a_thread_stays_with_that_posting() -> None:
    mail = message(sender=RECRUITER, subject="TR: document", forwarded=forwarded(subject="document"))
    found = find(mail, posting(), LAWYER, thread=THREAD)
    assert (chosen(found)[0], found.candidate, found.answer) == ("omp", SALMA, False)


def test_a_forward_that_does_not_tell_its_author_has_no_candidate() -> None:
    found = find(message(sender=RECRUITER, forwarded=forwarded(email=None)))
    assert (found.candidate, found.name, found.answer) == (None, None, False)


@pytest.mark.parametrize("email", ["salma@gmail.com", "x@notomp.example.org", "x@sub.omp.example.org"])
def test_a_strangers_forward_is_the_strangers_own_mail(email: str) -> None:
    sender = Address(name="Salma", email=email)
    found = find(message(sender=sender, forwarded=forwarded(email="other@example.com")))
    assert (found.candidate, found.person, found.answer) == (sender, None, True)


def test_a_colleague_who_applies_is_a_candidate() -> None:
    found = find(message(sender=RECRUITER))
    assert (found.candidate, found.person, found.answer) == (RECRUITER, None, True)


# --- assigned ----------------------------------------------------------------


@pytest.mark.parametrize("thread", [None, THREAD], ids=["afresh", "in-a-thread"])
@pytest.mark.parametrize("subject", [FAR, NEAR, SUBJECT])
def test_a_posting_that_a_person_assigned_skips_the_subject_rule(thread: Thread | None, subject: str) -> None:
    found = find(message(subject=subject), thread=thread, files=False, assigned=LAWYER)
    assert (chosen(found), found.person, found.candidate) == (("juriste", False), None, SALMA)


# --- references --------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "reference"),
    [
        ("Re: [OMP-2026-0007] Votre candidature", "OMP-2026-0007"),
        ("re: omp-2026-0007", "OMP-2026-0007"),
        ("OMP-2026-0007.", "OMP-2026-0007"),
        ("OMP-PROJET-2026-0007", "OMP-PROJET-2026-0007"),
        ("OMP-2026-12345", "OMP-2026-12345"),
        ("OMP-2026-007", None),
        ("OMP-26-0007", None),
        ("OMP-2026-0007-B", None),
        ("2026-0007", None),
        ("Candidature_chargé(e) de projet_OMP", None),
        ("", None),
    ],
)
def test_a_reference_is_read_from_a_subject(subject: str, reference: str | None) -> None:
    assert reference_in(subject) == reference


def test_a_colleagues_mail_that_no_posting_claims_is_not_answered():
    """It may be a robot of theirs that replies to a digest or to an alarm."""
    assert not find(message(sender=RECRUITER, subject="Re: Alerte")).answer
    assert find(message(sender=Address(name=None, email="x@omp.example.org"), subject="Re: Alerte")).answer
