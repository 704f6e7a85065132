"""The recruiter's digest: what it counts, when it is sent, and that it is sent once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from builders import documents
from builders.mails import mail
from openpyxl import load_workbook
from rigs.office import DEADLINE, FULL, IN_TIME, REFERENCES, SUBJECT, Office

DAY = "2026-05-04"  # the 24 hours that end on 4 May at 08:00 hold IN_TIME
SCAN = ("scan.pdf", documents.scan_pdf([documents.CV_FR], legible=False))


def busy_day(office: Office) -> None:
    """Take in one mail of each sort."""
    office.apply(sender="complete@example.com")
    office.apply(FULL[:2], sender="incomplete@example.com")
    office.apply([SCAN], sender="review@example.com")
    office.apply((), subject="Facture n° 118", sender="bill@example.com")
    office.apply(sender="Board <no-reply@board.example.net>")
    office.apply((), subject=f"Automatic reply: {SUBJECT}", sender="away@example.com")
    office.poll()


def test_a_digest_counts_applications_by_status(office: Office) -> None:
    busy_day(office)
    ran = office.run("digest", "--date", DAY, "--json")
    assert ran.status == 0, ran.err
    assert ran.json == {
        "day": DAY,
        "digests": [
            {
                "recruiter": "direction@example.org",
                "state": "sent",
                "postings": [{"id": "omp", "complete": 1, "incomplete": 1, "late": 0, "review": 1, "new": 3}],
                "unmatched": 1,
                "troubles": [],
            }
        ],
    }
    letter = office.letters[-1]
    assert letter.recipients == ("direction@example.org",)
    assert letter.mail["Auto-Submitted"] == "auto-generated"
    for told in ("incomplete@example.com", "review@example.com", "bill@example.com", "no-reply@board"):
        assert told in letter.text
    assert "away@example.com" not in letter.text


def test_a_digest_arrives_with_its_sheet(office: Office) -> None:
    office.apply(sender="Salma Berrada <salma@example.com>")
    office.poll()
    office.run("digest", "--date", DAY)
    digest = office.letters[-1]
    (part,) = digest.mail.iter_attachments()
    assert part.get_filename() == "candidatures 2026-05-04.xlsx"
    book = load_workbook(BytesIO(part.get_payload(decode=True)))
    row = next(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert row[:4] == ("OMP-2026-0001", "Salma Berrada", "salma@example.com", "complet")
    assert "CV.pdf (CV)" in row[8]
    assert digest.mail.get_body(("html",)) is not None
    assert "La feuille jointe contient la candidature reçue." in digest.text


def test_a_reason_to_look_is_told_in_the_recruiter_s_language(office: Office) -> None:
    office.apply([SCAN], sender="review@example.com")
    office.poll()
    office.run("digest", "--date", DAY)
    text = office.letters[-1].text
    assert "could" not in text
    assert "« scan.pdf »" in text


def test_on_a_day_without_digests_the_command_says_so(office: Office) -> None:
    office.configure(digest={"every": "tue", "when_empty": "send"})
    ran = office.run("digest", "--date", DAY)  # a Monday
    assert (ran.status, "No digest comes on 2026-05-04" in ran.out) == (0, True)
    assert office.run("digest", "--date", DAY, "--json").json == {"day": DAY, "digests": []}
    made = office.run("digest", "--date", "2026-05-05", "--json").json["digests"]
    assert [each["state"] for each in made] == ["sent"]
    assert office.run("digest", "--json").json["digests"][0]["recruiter"] == "direction@example.org"


def test_a_digest_is_sent_once_for_a_day(office: Office) -> None:
    busy_day(office)
    letters = len(office.letters)
    for _ in range(3):
        assert office.run("digest", "--date", DAY, "--json").json["digests"][0]["state"] == "sent"
    assert len(office.letters) == letters + 1


def test_a_dry_run_prints_the_digest_and_sends_nothing(office: Office) -> None:
    busy_day(office)
    letters = len(office.letters)
    ran = office.run("digest", "--date", DAY, "--dry-run")
    assert "incomplete@example.com" in ran.out
    assert "Chargé(e) de projet" in ran.out
    counted = office.run("digest", "--date", DAY, "--dry-run", "--json").json["digests"][0]
    assert counted["postings"][0]["new"] == 3
    assert len(office.letters) == letters
    office.run("digest", "--date", DAY)
    assert len(office.letters) == letters + 1


def test_the_day_ends_at_the_digests_hour_in_the_offices_zone(office: Office) -> None:
    hour = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)  # 08:00 in Casablanca
    office.apply(sender="a@example.com", when=hour - timedelta(seconds=1))
    office.apply(sender="b@example.com", when=hour)
    office.poll()
    office.run("digest", "--date", DAY)
    text = office.letters[-1].text
    assert "a@example.com" in text
    assert "b@example.com" not in text
    office.run("digest", "--date", "2026-05-05")
    assert "b@example.com" in office.letters[-1].text


@pytest.mark.parametrize(("when_empty", "state"), [("skip", "skipped"), ("send", "sent")])
def test_a_day_without_news_is_told_only_where_that_is_asked_for(
    office: Office, when_empty: str, state: str
) -> None:
    office.configure(digest={"at": "08:00", "when_empty": when_empty})
    office.poll()
    made = office.run("digest", "--date", DAY, "--json").json["digests"]
    assert [each["state"] for each in made] == [state]
    assert len(office.letters) == (state == "sent")


def test_each_recruiter_is_told_of_his_own_postings_only(office: Office) -> None:
    office.posting(
        "compta",
        title="Comptable",
        subject="Candidature comptable",
        reference="CPT",
        recruiters=["compta@example.org", "direction@example.org"],
    )
    office.apply(sender="a@example.com")
    office.apply(sender="b@example.com", subject="Candidature comptable")
    office.poll()
    made = office.run("digest", "--date", DAY, "--json").json["digests"]
    told = {each["recruiter"]: [posting["id"] for posting in each["postings"]] for each in made}
    assert told == {"compta@example.org": ["compta"], "direction@example.org": ["compta", "omp"]}
    text = next(sent.text for sent in office.letters if sent.recipients == ("compta@example.org",))
    assert "b@example.com" in text
    assert "a@example.com" not in text
    assert "OMP-" not in text


def test_a_posting_without_recruiters_is_told_to_the_admins(office: Office) -> None:
    office.posting(recruiters=None)
    office.apply()
    office.poll()
    made = office.run("digest", "--date", DAY, "--json").json["digests"]
    assert [each["recruiter"] for each in made] == ["admin@example.org"]


def test_letters_held_back_by_since_are_told(office: Office) -> None:
    office.configure({"jobs": office.mailbox(since="2026-05-04")})
    office.apply()
    office.poll()
    assert office.letters == []
    office.run("digest", "--date", DAY)
    (letter,) = office.letters
    assert letter.recipients == ("direction@example.org",)
    assert "1 réponse retenue" in letter.text


def test_a_letter_that_failed_and_a_mailbox_that_cannot_be_read_are_told(office: Office) -> None:
    office.sink.plan("RCPT", "550 5.1.1 no such user")
    office.apply(sender="gone@example.com")
    office.poll(status=1)
    box = office.mailbox()
    office.configure({"jobs": box | {"imap": box["imap"] | {"port": 1}}})
    office.poll(status=1)
    made = office.run("digest", "--date", DAY, "--json").json["digests"][0]
    assert any("jobs" in trouble and "127.0.0.1" in trouble for trouble in made["troubles"])
    text = office.letters[-1].text
    assert "gone@example.com" in text
    assert "550" in text


def test_a_posting_without_a_mailbox_says_so_in_every_digest(office: Office) -> None:
    office.posting("mute", mailbox=None, subject=None, title="Direction")
    office.apply()
    office.poll()
    made = office.run("digest", "--date", DAY, "--json").json["digests"][0]
    assert any("mute" in trouble for trouble in made["troubles"])
    assert any(
        "mute" in finding["text"] + finding["where"]
        for finding in office.run("check", "--json").json["findings"]
    )


def test_an_application_completed_later_moves_from_one_count_to_the_other(office: Office) -> None:
    office.apply(FULL[:2])
    office.poll()
    first = office.run("digest", "--date", DAY, "--json").json["digests"][0]["postings"][0]
    office.receive(mail(files=[REFERENCES], message_id="<2@x>"), IN_TIME + timedelta(hours=20))
    office.poll()
    second = office.run("digest", "--date", "2026-05-05", "--json").json["digests"][0]["postings"][0]
    assert (first["incomplete"], first["complete"], first["new"]) == (1, 0, 1)
    assert (second["incomplete"], second["complete"], second["new"]) == (0, 1, 0)


def test_how_late_a_late_application_is_stands_in_the_digest(office: Office) -> None:
    office.apply(when=DEADLINE + timedelta(minutes=7))
    office.poll()
    made = office.run("digest", "--date", "2026-05-05", "--json").json["digests"][0]["postings"][0]
    assert (made["late"], made["new"]) == (1, 1)
    assert "7 minutes" in office.letters[-1].text


def test_the_default_day_is_the_last_one_due(office: Office) -> None:
    office.poll()
    day = office.run("digest", "--dry-run", "--json").json["day"]
    now = datetime.now(UTC)
    assert day in (f"{now:%Y-%m-%d}", f"{now - timedelta(days=1):%Y-%m-%d}")


def test_without_any_mailbox_there_is_nothing_to_send_a_digest_from(office: Office) -> None:
    office.configure({}, digest={"when_empty": "send"})
    office.posting(mailbox=None, subject=None)
    ran = office.run("digest")
    assert ran.status == 1
    assert "mailboxes" in ran.err


def test_a_wrong_date_is_refused(office: Office) -> None:
    ran = office.run("digest", "--date", "04/05/2026")
    assert ran.status == 2
    assert "2026-05-04" in ran.err
