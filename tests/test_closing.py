"""The report on a posting that has closed: when it comes, what it records, and that it comes once."""

from __future__ import annotations

import io
import zipfile
from contextlib import AbstractContextManager
from contextlib import closing as closed
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from builders import model
from rigs.clock import Clock
from rigs.office import DEADLINE, FULL, IN_TIME, Office

from intake.domain.closing import ClosedApplication, digest_of, is_due
from intake.domain.report import Report
from intake.domain.trouble import Trouble
from intake.services import closing
from intake.services.deliver import deliver
from intake.services.forget import erase

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEFORE = model.DEADLINE - DAY
SETTLED = model.DEADLINE + timedelta(minutes=15)

DUE = [
    ("before the deadline", model.DEADLINE - MINUTE, BEFORE, model.DEADLINE - MINUTE, False),
    (
        "while mail may be in transit",
        model.DEADLINE + 14 * MINUTE,
        BEFORE,
        model.DEADLINE + 14 * MINUTE,
        False,
    ),
    ("after that, once the mailbox was read", SETTLED, BEFORE, SETTLED, True),
    ("after that, before the mailbox was read", SETTLED, BEFORE, SETTLED - MINUTE, False),
    ("a day with a mailbox that cannot be read", SETTLED + DAY, BEFORE, model.DEADLINE - HOUR, True),
    ("a week later", model.DEADLINE + 7 * DAY, BEFORE, model.DEADLINE + 6 * DAY, False),
    ("for a mailbox that is read since after the deadline", SETTLED + HOUR, SETTLED, SETTLED + HOUR, False),
    ("for a mailbox that was never read", SETTLED + DAY, None, None, False),
]


@pytest.mark.parametrize(("when", "now", "since", "read_at", "due"), DUE, ids=[row[0] for row in DUE])
def test_a_report_is_due_when_all_mail_that_came_in_time_is_known(when, now, since, read_at, due):
    assert is_due(model.posting(), now, watched_since=since, read_at=read_at) is due


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({}, True),
        ({"grace": HOUR}, False),
        ({"draft": True}, False),
        ({"mailbox": None}, False),
        ({"deadline": None}, False),
        ({"deadline": None, "closes": model.DEADLINE}, True),
    ],
)
def test_what_has_no_end_or_no_mail_has_no_report_and_grace_puts_it_off(changes, due):
    posting = replace(model.posting(), **changes)
    assert is_due(posting, SETTLED, watched_since=BEFORE, read_at=SETTLED) is due


ONE = ClosedApplication(
    reference="OMP-2026-0001",
    name="Salma Berrada",
    email="salma@example.com",
    received_at=BEFORE,
    status="complete",
    late=False,
    minutes_late=None,
    missing=(),
    reason="",
    documents=("b" * 64, "a" * 64),
)
TWO = replace(ONE, reference="OMP-2026-0002", email="amine@example.com")


def test_the_digest_of_a_list_does_not_depend_on_its_order():
    mixed = [replace(TWO, documents=TWO.documents[::-1]), ONE]
    assert digest_of("omp", model.DEADLINE, [ONE, TWO]) == digest_of("omp", model.DEADLINE, mixed)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "incomplete"},
        {"received_at": BEFORE + timedelta(seconds=1)},
        {"late": True},
        {"email": None},
        {"name": "Salma\tBerrada late"},
        {"documents": ("a" * 64,)},
    ],
)
def test_the_digest_of_a_list_changes_with_every_fact_of_it(change):
    assert digest_of("omp", model.DEADLINE, [ONE]) != digest_of(
        "omp", model.DEADLINE, [replace(ONE, **change)]
    )


# --- on real servers ---------------------------------------------------------


@pytest.fixture
def over(office: Office) -> Office:
    """A posting with five applications whose deadline has just passed; it was watched from before."""
    office.poll_at(IN_TIME)
    office.apply(sender="Salma Berrada <complete@example.com>")
    office.apply(FULL[:2], sender="incomplete@example.com")
    office.apply(FULL[1:], sender="=?utf-8?b?2LPZhNmF2Ykg2KjYsdin2K/YqQ==?= <arabe@example.com>")
    office.apply(sender="late@example.com", when=DEADLINE + 10 * MINUTE)
    office.apply((), subject="Facture n° 118", sender="bill@example.com")
    office.poll_at(DEADLINE + 20 * MINUTE)
    return office


def reports(office: Office) -> list[EmailMessage]:
    """The closing reports that were sent."""
    return [sent.mail for sent in office.letters if sent.subject.startswith(("Clôture", "Closed", "إغلاق"))]


def close_at(office: Office, now: datetime) -> int:
    """Make the reports that are due then, and send them."""
    with office.desk(Clock(now)) as desk:
        made = closing.close(desk)
        deliver(desk)
    return made


def enclosed(mail: EmailMessage, ending: str) -> bytes:
    """The file of a mail whose name ends so."""
    (found,) = [part for part in mail.iter_attachments() if (part.get_filename() or "").endswith(ending)]
    data = found.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data


def test_a_report_comes_once_to_each_recruiter(over: Office) -> None:
    over.posting(recruiters=["direction@example.org", {"address": "rh@example.org", "gets": ["digest"]}])
    assert close_at(over, DEADLINE + 21 * MINUTE) == 1
    assert close_at(over, DEADLINE + 22 * MINUTE) == 0
    (report,) = reports(over)
    assert report["To"] == "direction@example.org"
    assert report["Auto-Submitted"] == "auto-generated"


def test_a_report_counts_the_late_ones_apart_and_names_what_waits(over: Office) -> None:
    close_at(over, DEADLINE + 21 * MINUTE)
    (sent,) = [each for each in over.letters if each.subject.startswith("Clôture")]
    for line in ("reçues à temps : 1", "Incomplètes, reçues à temps : 2", "après la date limite : 1"):
        assert line in sent.text, sent.text
    assert "1 message reçu dans la boîte ne correspond à aucune offre" in sent.text


def test_the_record_lists_every_application_with_the_server_s_time_and_its_digest(over: Office) -> None:
    close_at(over, DEADLINE + 21 * MINUTE)
    (report,) = reports(over)
    with closed(pypdfium2.PdfDocument(enclosed(report, ".pdf"))) as pdf:
        pages = [page.get_textpage() for page in pdf]
        text = " ".join(" ".join(page.get_text_bounded().split()) for page in pages)
    for told in ("Salma Berrada", "incomplete@example.com", "10 minutes", "OMP-2026-0001"):
        assert told in text, text
    shown = over.run("closing", "omp", "--json").json
    assert shown["sha256"] in text.replace(" ", "")
    assert (shown["complete"], shown["incomplete"], shown["late"]) == (1, 2, 1)


def test_the_list_is_enclosed_as_a_spreadsheet(over: Office) -> None:
    close_at(over, DEADLINE + 21 * MINUTE)
    (report,) = reports(over)
    with zipfile.ZipFile(io.BytesIO(enclosed(report, ".xlsx"))) as book:
        words = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml")).decode()
    for told in ("complete@example.com", "سلمى برادة", "late@example.com", "OMP-2026-0004"):
        assert told in words


def test_the_complete_dossiers_are_enclosed_while_they_are_small(over: Office) -> None:
    close_at(over, DEADLINE + 21 * MINUTE)
    (report,) = reports(over)
    with zipfile.ZipFile(io.BytesIO(enclosed(report, ".zip"))) as packed:
        names = packed.namelist()
    assert [name for name in names if name.startswith("omp/complete/OMP-2026-0001 Salma Berrada/")]
    assert not [name for name in names if name.startswith(("omp/incomplete", "omp/late"))]


def test_dossiers_that_are_too_large_are_said_to_be(over: Office) -> None:
    over.sql("UPDATE message SET size = 6000000 WHERE application_id IS NOT NULL")
    close_at(over, DEADLINE + 21 * MINUTE)
    (sent,) = [each for each in over.letters if each.subject.startswith("Clôture")]
    assert "intake export --posting omp" in sent.text
    assert len(list(sent.mail.iter_attachments())) == 2


def test_a_changed_deadline_is_another_closing(over: Office) -> None:
    close_at(over, DEADLINE + 21 * MINUTE)
    over.posting(deadline="2026-05-05 16:00")
    later = DEADLINE + DAY + 21 * MINUTE
    over.poll_at(later)
    assert close_at(over, later) == 1
    assert len(reports(over)) == 2


def test_nothing_is_reported_where_the_deadline_passed_before_the_first_poll(office: Office) -> None:
    office.apply()
    office.poll_at(DEADLINE + HOUR)
    assert close_at(office, DEADLINE + HOUR) == 0


def test_an_erased_person_is_in_no_kept_report(over: Office) -> None:
    close_at(over, DEADLINE + 21 * MINUTE)
    assert over.run("erase", "complete@example.com", "--json").json["left"] == 0
    assert over.sql("SELECT length(raw) AS size FROM letter WHERE kind = 'closing'")[0].size == 0


def test_what_stops_one_report_stops_no_other(over: Office) -> None:
    over.posting("zen", title="Juriste", subject="Juriste", reference="ZEN")
    now = DEADLINE + 21 * MINUTE

    with over.desk(lambda: now) as desk:

        def full(report: Report) -> bytes:
            if "Juriste" in report.title:
                return desk.report_pdf(report)
            raise Trouble("The report cannot be written: No space left on device.")

        with pytest.raises(Trouble, match="No space left"):
            closing.close(replace(desk, report_pdf=full))
    assert over.sql("SELECT of FROM told WHERE what = 'closing'")[0].of.startswith("zen ")
    assert close_at(over, now + MINUTE) == 1
    assert len(reports(over)) == 2


def test_who_is_erased_while_a_report_is_made_is_not_in_it(over: Office) -> None:
    over.posting(recruiters=["direction@example.org", {"address": "cadi@example.org", "language": "ar"}])
    now = DEADLINE + 21 * MINUTE
    with over.desk(lambda: now) as desk:

        def erasing(report: Report) -> bytes:
            erase(desk, "incomplete@example.com")
            return desk.report_pdf(report)

        assert closing.close(replace(desk, report_pdf=erasing)) == 0
    assert over.sql("SELECT id FROM letter WHERE kind = 'closing'") == []
    assert close_at(over, now + MINUTE) == 2
    assert len(reports(over)) == 2
    for report in reports(over):
        words = b"".join(part.get_payload(decode=True) or b"" for part in report.walk())
        assert b"incomplete@example.com" not in words


def test_the_command_leaves_the_record_where_it_is_asked_to(over: Office) -> None:
    folder = over.base / "out"
    ran = over.run("closing", "omp", "--output", folder)
    assert ran.status == 0, ran.err
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xlsx"]
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}
    for path in folder.iterdir():
        path.chmod(0o644)
    assert over.run("closing", "omp", "--output", folder).status == 0
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


@pytest.mark.parametrize("words", [("nobody",), ("--output", "x")])
def test_a_posting_that_is_not_there_is_a_wrong_usage(office: Office, words: tuple[str, ...]) -> None:
    ran = office.run("closing", *words)
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_a_report_that_was_taken_back_by_an_erasure_is_made_again_without_the_person(over: Office) -> None:
    with over.desk(Clock(DEADLINE + 21 * MINUTE)) as desk:
        closing.close(desk)
    assert over.run("erase", "complete@example.com", "--json").json["left"] == 0
    assert close_at(over, DEADLINE + 22 * MINUTE) == 1
    (sent,) = [each for each in over.letters if each.subject.startswith("Clôture")]
    assert "Complètes, reçues à temps : 0" in sent.text


def test_a_report_does_not_wait_for_dossiers_that_cannot_be_had(over: Office) -> None:
    def full(path: Path) -> AbstractContextManager[Any]:
        raise Trouble(f"{path.name} cannot be written: No space left on device.")

    with over.desk(lambda: DEADLINE + 21 * MINUTE) as desk:
        assert closing.close(replace(desk, zip_file=full)) == 1
        deliver(desk)
    (sent,) = [each for each in over.letters if each.subject.startswith("Clôture")]
    assert "ne sont pas joints à ce message" in sent.text
    assert len(list(sent.mail.iter_attachments())) == 2


@pytest.mark.parametrize(("minutes", "late_by"), [(0, None), (9, None), (10, 10), (95, 95)])
def test_minutes_late_count_from_the_deadline_and_only_after_the_grace(minutes, late_by):
    posting = replace(model.posting(), grace=10 * MINUTE)
    assert posting.minutes_late(model.DEADLINE + minutes * MINUTE) == late_by
