"""A dossier in the console: shown with all that belongs to it, and decided on, each decision seen before."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from rigs.console import Browser, opened
from rigs.office import AFTER, CV, FULL, IN_TIME, LETTER, REFERENCES, SALMA, Office

from intake.domain.trouble import Trouble
from intake.services.deliver import deliver
from intake.services.letters import arrived

REFERENCE = "OMP-2026-0001"
BASE = f"/applications/{REFERENCE}"
_HIDDEN = re.compile(r'<input type="hidden" name="(?!csrf)([^"]+)" value="([^"]*)">')


def hidden(browser: Browser) -> dict[str, object]:
    """What the form that was shown last holds."""
    fields: dict[str, object] = {}
    for name, value in _HIDDEN.findall(browser.page):
        if name != "next":
            before = fields.get(name)
            told = html.unescape(value)
            fields[name] = (
                told if before is None else [*(before if isinstance(before, list) else [before]), told]
            )
    return fields


def decide(browser: Browser, word: str, query: str = "", **fields: str) -> Browser:
    """See what a decision does, and make it."""
    path = f"{BASE}/decide/{word}"
    assert browser.get(f"{path}?{query}").status == 200, browser.text
    return browser.post(path, **hidden(browser) | fields)


def sha256(office: Office, file: str) -> str:
    ((digest,),) = office.sql("SELECT sha256 FROM document WHERE file = :file", file=file)
    return str(digest)


def audit(office: Office) -> list[str]:
    return [row.action for row in office.sql("SELECT action FROM audit WHERE actor <> 'intake' ORDER BY id")]


@pytest.fixture
def salma(office):
    """Salma's dossier, in time, without references; her letter has gone out."""
    office.apply([CV, LETTER])
    office.poll_at(IN_TIME)


# --- shown ---


def test_a_dossier_shows_its_documents_mails_letters_and_history(office, salma, console):
    page = console.recruiter().get(BASE)
    assert page.status == 200
    for said in ("Salma Berrada", "incomplete", "CV.pdf", "Lettre.pdf", "references", "cover letter", SALMA):
        assert said in page.text, said
    assert "Incomplete application" in page.text
    assert "Letter sent" in page.text
    assert "Mail received: application" in page.text


def test_a_late_one_says_how_late_it_is(office):
    office.apply(FULL, when=AFTER)
    office.poll_at(AFTER)
    with opened(office, lambda: AFTER) as console:
        assert "24 hours after the deadline" in console.recruiter().get(BASE).text


def test_a_letter_is_shown_as_it_was_sent(office, salma, console):
    browser = console.recruiter().get(BASE)
    ((number,),) = office.sql("SELECT id FROM letter")
    page = browser.get(f"{BASE}/letters/{number}")
    assert "[OMP-2026-0001]" in page.text
    assert "références" in page.text
    assert 'sandbox=""' in page.page
    frame = browser.get(f"{BASE}/letters/{number}/view")
    assert "<html" in frame.page
    policy = frame.headers["content-security-policy"]
    assert policy.endswith("sandbox")
    assert "script" not in policy


# --- notes ---


def test_a_note_is_kept_once_and_removed_by_its_writer_only(office, salma, console):
    nadia, anna = console.recruiter().get(BASE), console.admin()
    for _ in range(2):
        nadia.post(f"{BASE}/notes", note="Très bon profil\n<script>alert(1)</script>")
    assert "&lt;script&gt;" in nadia.page
    ((note, count),) = office.sql("SELECT max(id), count(*) FROM note")
    assert count == 1
    assert anna.get(BASE).post(f"{BASE}/notes/{note}/remove").status == 404
    nadia.get(BASE).post(f"{BASE}/notes/{note}/remove")
    assert office.sql("SELECT id FROM note") == []
    assert audit(office)[-2:] == ["note", "note removed"]


@pytest.mark.parametrize(("text", "said"), [("", "Write something first."), ("x" * 5001, "at most 5000")])
def test_a_note_that_cannot_be_kept_is_told_and_what_was_typed_stays(office, salma, console, text, said):
    page = console.recruiter().get(BASE).post(f"{BASE}/notes", note=text)
    assert (page.status, said in page.text) == (422, True)
    assert text in page.page


# --- a correction ---


def test_a_correction_shows_the_letter_that_then_goes(office, salma, console):
    nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
    query = f"document={digest}&kind=letter&kind=references&referees=3"
    seen = nadia.get(f"{BASE}/decide/correct?{query}")
    assert "stays" not in seen.text
    assert "becomes complete" in seen.text
    subject = re.search(r"<dt>Subject</dt><dd><bdi[^>]*>(.*?)</bdi>", seen.page)[1]
    assert office.application()["status"] == "incomplete", "nothing was done yet"
    assert [each.mail["Subject"] for each in office.letters].count(html.unescape(subject)) == 0
    frame = nadia.get(f"{BASE}/decide/correct/letter?{query}")
    assert "complet" in frame.page
    done = decide(nadia, "correct", query)
    assert "goes out" in done.text
    assert office.application()["status"] == "complete"
    before = len(office.letters)
    deliver(console.desk)
    assert len(office.letters) == before + 1
    assert office.letters[-1].subject == html.unescape(subject)
    assert office.letters[-1].recipients == (SALMA,)
    assert "Corrected by Nadia" in nadia.get(BASE).text


def test_a_preview_leaves_no_trace(office, salma, console):
    digest = sha256(office, "Lettre.pdf")
    tables = ("application", "document", "correction", "letter", "note", "audit", "message")
    console.recruiter().get(BASE)
    before = {each: office.sql(f"SELECT * FROM {each} ORDER BY id") for each in tables}
    browser = console.recruiter()
    browser.get(f"{BASE}/decide/correct?document={digest}&kind=references&referees=3")
    for word in ("ask", "spam", "withdraw"):
        assert browser.get(f"{BASE}/decide/{word}").status == 200
    after = {each: office.sql(f"SELECT * FROM {each} ORDER BY id") for each in tables}
    assert after | {"audit": None} == before | {"audit": None}
    assert {row.action for row in after["audit"]} - {row.action for row in before["audit"]} <= {"signed in"}


def test_a_correction_can_be_kept_from_the_candidate_and_taken_back(office, salma, console):
    nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
    decide(nadia, "correct", f"document={digest}&kind=references&referees=3", quiet="1")
    assert "Nothing is sent" in nadia.text
    deliver(console.desk)
    assert len(office.letters) == 1
    seen = nadia.get(f"{BASE}/decide/restore?document={digest}")
    assert "cannot be taken back" in seen.text
    nadia.post(f"{BASE}/decide/restore", **hidden(nadia), quiet="1")
    assert office.sql("SELECT id FROM correction") == []
    assert audit(office)[-2:] == ["correct", "undo correction"]


def test_the_same_form_sent_twice_does_it_once(office, salma, console):
    nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
    nadia.get(f"{BASE}/decide/correct?document={digest}&kind=references&referees=3")
    fields = hidden(nadia)
    for _ in range(2):
        assert nadia.post(f"{BASE}/decide/correct", **fields).status == 200
    assert "how it stands already" in nadia.text
    assert audit(office).count("correct") == 1
    assert len(office.sql("SELECT id FROM letter")) == 2


def test_a_form_that_is_stale_does_nothing_and_shows_what_is_new(office, salma, console):
    nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
    nadia.get(f"{BASE}/decide/correct?document={digest}&kind=references&referees=3")
    fields = hidden(nadia)
    office.apply([REFERENCES], when=IN_TIME + timedelta(hours=1))
    office.poll_at(IN_TIME + timedelta(hours=1))
    page = nadia.post(f"{BASE}/decide/correct", **fields)
    assert (page.status, "has changed since you looked" in page.text) == (409, True)
    assert "before: nothing" in page.text, "what follows now"
    assert "correct" not in audit(office)
    assert nadia.post(f"{BASE}/decide/correct", **hidden(nadia)).path == BASE
    assert "correct" in audit(office)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Tick at least one."),
        ("kind=nonsense", "Tick at least one."),
        ("kind=cv&pages-cv=0-1", "Page numbers such as"),
        ("kind=cv&pages-cv=2-9", "the last page is 1"),
        ("kind=cv&pages-cv=' OR 1", "Page numbers such as"),
        ("kind=references&referees=many", "A number from 1 to"),
        ("kind=references&referees=999", "A number from 1 to"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field(office, salma, console, query, said):
    page = console.recruiter().get(f"{BASE}/decide/correct?document={sha256(office, 'CV.pdf')}&{query}")
    assert (page.status, said in page.text) == (422, True)
    assert "correct" not in audit(office)


# --- other decisions ---


def test_a_late_one_is_accepted_with_a_reason_that_is_kept(office):
    office.apply(FULL, when=AFTER)
    office.poll_at(AFTER)
    with opened(office, lambda: AFTER) as console:
        nadia = console.recruiter()
        refused = decide(nadia, "accept")
        assert (refused.status, "Say why" in refused.text) == (422, True)
        assert office.application()["status"] == "late"
        done = nadia.post(f"{BASE}/decide/accept", **hidden(nadia), note="Panne de réseau de notre côté")
        assert done.path == BASE
        assert (office.application()["status"], office.application()["ruling"]) == ("complete", "accepted")
        assert "Panne de réseau de notre côté" in done.text
        deliver(console.desk)
        assert "après la date limite" in office.letters[-1].text
        decide(nadia, "undo", quiet="1")
        assert office.application()["status"] == "late"
        assert audit(office)[-3:] == ["settle accept", "note", "settle undo"] or "settle undo" in audit(
            office
        )


@pytest.mark.parametrize(
    ("word", "status", "letters"),
    [("withdraw", "withdrawn", 1), ("spam", "spam", 0), ("ask", "incomplete", 1)],
)
def test_a_decision_is_made_and_its_letter_goes(office, word, status, letters):
    office.apply([CV, LETTER])
    office.poll_at(IN_TIME)
    later = IN_TIME + timedelta(hours=2)
    with opened(office, lambda: later) as console:
        nadia = console.recruiter()
        decide(nadia, word)
        assert office.application()["status"] == status
        deliver(console.desk)
        assert len(office.letters) == 1 + letters


def test_what_changes_nothing_is_not_offered_to_be_done(office, salma, console):
    page = console.recruiter().get(f"{BASE}/decide/accept")
    assert "It is not late." in page.text
    assert "<textarea" not in page.page


def test_there_is_no_decision_of_another_word(office, salma, console):
    assert console.recruiter().get(f"{BASE}/decide/erase").status == 404


# --- letters in doubt ---


@pytest.fixture
def doubtful(office, salma):
    """The letter whose answer was lost."""
    office.sql("UPDATE letter SET state = 'unknown'")
    ((number,),) = office.sql("SELECT id FROM letter")
    return number


def test_an_unknown_letter_is_sent_again(office, doubtful, console):
    nadia = console.recruiter()
    seen = nadia.get(f"{BASE}/decide/release?letter={doubtful}")
    assert "may get it twice" in seen.text
    fields = hidden(nadia)
    for _ in range(2):
        nadia.post(f"{BASE}/decide/release", **fields)
    assert "on its way already" in nadia.text
    deliver(console.desk)
    first, second = office.letters
    assert first.mail["Message-ID"] == second.mail["Message-ID"]
    assert audit(office).count("letter released") == 1


def test_an_unknown_letter_that_did_arrive_is_settled_without_sending(office, doubtful, console):
    decide(console.recruiter(), "arrived", f"letter={doubtful}")
    deliver(console.desk)
    assert [row.state for row in office.sql("SELECT state FROM letter")] == ["sent"]
    assert len(office.letters) == 1
    assert audit(office)[-1] == "letter arrived"


@pytest.mark.parametrize("number", [1, 99])
def test_only_a_letter_in_doubt_is_settled(office, salma, console, number):
    with console.desk.database.write() as tx, pytest.raises(Trouble, match=r"not in doubt|no letter 99"):
        arrived(console.desk, tx, number)


def test_a_letter_that_is_held_is_written_anew_and_goes(office, console):
    office.apply(FULL, when=IN_TIME - timedelta(days=60))
    office.poll_at(IN_TIME)
    ((number, state),) = office.sql("SELECT id, state FROM letter")
    assert state == "held"
    decide(console.recruiter(), "release", f"letter={number}")
    deliver(console.desk)
    assert len(office.letters) == 1


# --- mails ---


UNCLAIMED = "Ma candidature"


@pytest.fixture
def omar(office):
    """A mail that no posting claims; its row's id."""
    office.apply(FULL, subject=UNCLAIMED, sender="Omar Tazi <omar@example.com>")
    office.poll_at(IN_TIME)
    ((number,),) = office.sql("SELECT id FROM message")
    return number


def test_a_mail_is_shown_with_its_text_and_its_files(office, console):
    office.apply([CV], text="", html="<p>Bonjour <b>à tous</b></p><script>alert(1)</script>")
    office.poll_at(IN_TIME)
    page = console.recruiter().get("/messages/1")
    assert "Bonjour à tous" in page.text
    assert "<b>à" not in page.page
    assert "alert(1)" not in page.page
    assert "/documents/" + sha256(office, "CV.pdf") in page.page


@pytest.mark.parametrize(("quiet", "sent"), [("", 1), ("1", 0)])
def test_an_unmatched_mail_is_assigned_answering_or_not(office, omar, console, quiet, sent):
    nadia = console.recruiter()
    seen = nadia.get(f"/messages/{omar}/assign?posting=omp")
    assert "complete" in seen.text
    assert office.applications() == []
    fields = hidden(nadia)
    for _ in range(2):
        nadia.post(f"/messages/{omar}/assign", **fields, quiet=quiet)
    assert nadia.path == BASE
    assert office.application()["candidate"]["email"] == "omar@example.com"
    deliver(console.desk)
    assert len(office.letters) == sent
    assert [row.state for row in office.sql("SELECT state FROM letter")] == ["sent" if sent else "held"]
    assert audit(office).count("replay") == 1
    if quiet:
        assert "no answer was wanted" in nadia.get(BASE).text


def test_what_was_not_answered_is_not_answered_by_a_later_correction(office, omar, console):
    nadia = console.recruiter()
    nadia.get(f"/messages/{omar}/assign?posting=omp")
    nadia.post(f"/messages/{omar}/assign", **hidden(nadia), quiet="1")
    seen = nadia.get(f"{BASE}/decide/correct?document={sha256(office, 'CV.pdf')}&kind=other")
    assert "held until a person lets it go" in seen.text
    done = nadia.post(f"{BASE}/decide/correct", **hidden(nadia))
    assert "The letter is held until a person lets it go." in done.text
    deliver(console.desk)
    assert office.letters == []


def test_a_mail_goes_only_to_a_posting_of_its_mailbox_and_of_ones_own(office, omar, console):
    nadia = console.recruiter()
    for posting in ("", "other", "omp'--"):
        assert nadia.get(f"/messages/{omar}/assign?posting={posting}").status == 422
    nadia.get(f"/messages/{omar}/assign?posting=omp")
    assert nadia.post(f"/messages/{omar}/assign", **(hidden(nadia) | {"posting": "other"})).status == 422
    assert office.applications() == []


# --- whose it is ---


ROUTES = (
    "", "/documents/{sha}", "/documents/{sha}/view", "/documents/{sha}/pages/1.png",
    "/documents/{sha}/download", "/dossier.zip", "/letters/{letter}", "/letters/{letter}/view",
    "/decide/spam", "/decide/correct?document={sha}&kind=cv",
    "/decide/correct/letter?document={sha}&kind=diploma",
    "/decide/release?letter={letter}",
)  # fmt: skip
FORMS = ("/notes", "/notes/1/remove", "/decide/spam", "/decide/withdraw", "/decide/correct")


@pytest.fixture
def two(office):
    """Two postings with recruiters of their own, and a dossier of each."""
    office.posting(
        "lab", title="Laborant", subject="Laborant_LAB", recruiters=["lab@example.org"], reference="LAB"
    )
    office.apply([CV, LETTER])
    office.apply([CV], subject="Laborant_LAB", sender="Rim <rim@example.com>")
    office.poll_at(IN_TIME)
    return office


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_anothers_is_not_there(two, console, route):
    rows = two.sql(
        "SELECT d.sha256 AS sha, l.id AS letter FROM application a "
        "JOIN document d ON d.application_id = a.id JOIN letter l ON l.application_id = a.id "
        "WHERE a.reference = 'LAB-2026-0001' ORDER BY d.id"
    )
    path = route.format(sha=rows[0].sha, letter=rows[0].letter)
    foreign = f"/applications/LAB-2026-0001{path}"
    assert console.recruiter().get(foreign).status == 404
    assert console.recruiter("lab@example.org").get(foreign).status == 200
    # Nor by way of one's own dossier.
    if "{letter}" in route:
        assert console.recruiter().get(f"{BASE}{path}").status == 404


@pytest.mark.parametrize("route", FORMS)
def test_nothing_is_done_to_what_is_anothers(two, console, route):
    nadia = console.recruiter().get(BASE)
    before = two.sql("SELECT id, status, ruling FROM application ORDER BY id")
    assert nadia.post(f"/applications/LAB-2026-0001{route}", note="x", seen="x").status == 404
    assert two.sql("SELECT id, status, ruling FROM application ORDER BY id") == before
    assert two.sql("SELECT id FROM note") == []


def test_a_mail_of_another_posting_is_not_there(two, console):
    ((number,),) = two.sql("SELECT id FROM message WHERE posting = 'lab'")
    for path in ("", "/raw", "/assign?posting=omp", "/letters/2", "/letters/2/view"):
        assert console.recruiter().get(f"/messages/{number}{path}").status == 404
    assert console.recruiter("lab@example.org").get(f"/messages/{number}").status == 200


@pytest.mark.parametrize(
    ("mail", "status"),
    [
        (("unmatched", 0), 200),
        (("quarantined", 0), 200),
        (("automatic", 1), 200),
        (("automatic", 0), 404),
        (("order", 0), 404),
    ],
)
def test_of_mails_without_a_posting_a_recruiter_sees_what_the_digest_tells(
    office, omar, console, mail, status
):
    outcome, files = mail
    office.sql("UPDATE message SET outcome = :outcome, files = :files", outcome=outcome, files=files)
    path = f"/messages/{omar}"
    assert console.recruiter().get(path).status == status
    assert console.recruiter("nobody@example.org").get(path).status == 404
    assert console.admin().get(path).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/applications/OMP-2026-9999", "/applications/..%2f..%2fetc", "/applications/OMP-2026-0001%00",
        f"{BASE}/documents/{'0' * 64}", f"{BASE}/documents/..%2f..", f"{BASE}/letters/99999999999999999999",
        f"{BASE}/letters/-1", "/messages/99999999999999999999", "/messages/abc", f"{BASE}/letters/١",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_there(office, salma, console, path):
    assert console.admin().get(path).status == 404


# --- every page, in every language ---


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_is_there_in_every_language(two, language):
    two.apply(FULL, subject=UNCLAIMED, sender="Omar Tazi <omar@example.com>")
    two.apply(FULL, when=AFTER, sender="Late <late@example.com>")
    two.poll_at(AFTER)
    rows = two.sql(
        "SELECT a.reference, min(d.sha256) AS sha, min(l.id) AS letter FROM application a "
        "JOIN document d ON d.application_id = a.id JOIN letter l ON l.application_id = a.id "
        "GROUP BY a.reference"
    )
    mails = two.sql("SELECT id FROM message")
    with opened(two, lambda: AFTER) as console:
        anna = console.admin(language)
        paths = [
            f"/applications/{row.reference}{route.format(sha=row.sha, letter=row.letter)}"
            for row in rows
            for route in ROUTES
            if not route.endswith(("zip", "download", ".png"))
            and "release" not in route
            and "/letter?" not in route
        ]
        paths += [
            f"/applications/{rows[0].reference}/decide/{word}"
            for word in ("accept", "ask", "withdraw", "undo")
        ]
        paths += [f"/messages/{mail.id}" for mail in mails]
        for path in paths:
            page = anna.get(path)
            assert page.status == 200, path
            if "/view" not in path:
                assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page.page
            if language != "en":
                assert not re.search(
                    r"\b(What follows|Because|Documents of|Received|Back|Decide|Notes on)\b", page.text
                )


def test_the_history_tells_who_did_what_in_the_readers_words(office, salma, console):
    nadia, digest = console.recruiter(), sha256(office, "Lettre.pdf")
    decide(nadia, "correct", f"document={digest}&kind=references&referees=3")
    nadia.get(f"{BASE}/dossier.zip")
    text = console.signed_in("direction@example.org", "recruiter", "fr").get(BASE).text
    assert "A corrigé la nature d’une pièce · Nadia lettre de motivation → références" in text
    assert "A téléchargé le dossier · Nadia" in text


@pytest.mark.parametrize(("outcome", "letters"), [("automatic", 0), ("quarantined", 1)])
def test_automatic_and_quarantined_mails_can_be_assigned(office, outcome, letters, console):
    office.apply(FULL, subject=UNCLAIMED, headers={"Auto-Submitted": "auto-replied"} if not letters else None)
    office.poll_at(IN_TIME)
    if outcome == "quarantined":  # as one on which intake stumbled
        office.sql("UPDATE message SET outcome = 'quarantined', reason = 'could not be processed'")
    ((number, was),) = office.sql("SELECT id, outcome FROM message")
    assert was == outcome
    nadia = console.recruiter()
    seen = nadia.get(f"/messages/{number}/assign?posting=omp")
    assert ("No letter is sent." in seen.text) == (letters == 0)
    nadia.post(f"/messages/{number}/assign", **hidden(nadia))
    assert nadia.path == BASE
    deliver(console.desk)
    assert len(office.letters) == letters
