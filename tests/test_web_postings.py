"""Postings in the console: all of them, each with its numbers, its picture, its end, and who did what."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta

import pytest
from rigs.console import Console, opened
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, LETTER, SUBJECT, Office
from sqlalchemy import event

from intake.domain.model import Posting
from intake.services import closing, overview
from intake.services.settle import By, rule
from intake.store import audit, dossiers, upgrading, upkeep
from intake.store.database import Database

OTHERS = "someone@example.org"
DAY = timedelta(days=1)


def posting(**changes) -> Posting:
    values = {"id": "omp", "title": "T", "organisation": "O", "mailbox": "jobs", "language": "fr"}
    rest = {"subject": None, "documents": (), "zone": "UTC", "prefix": "OMP", "deadline": DEADLINE}
    return Posting(**(values | rest | changes))


@pytest.fixture
def applied(office: Office) -> Office:
    """An office with a whole dossier, one that lacks something, and another organisation's posting."""
    office.posting("other", title="Archiviste", subject="Archiviste", recruiters=[OTHERS], reference="ARC")
    office.apply(FULL, IN_TIME)
    office.apply((CV,), IN_TIME - 2 * DAY, sender="Omar Idrissi <omar@example.com>", message_id="<2@x>")
    office.poll_at(IN_TIME)
    return office


@pytest.fixture
def during(applied: Office):
    with opened(applied) as console:
        yield console


@pytest.fixture
def after(applied: Office):
    applied.apply((LETTER,), AFTER - DAY / 2, sender="Late <late@example.com>", message_id="<3@x>")
    applied.poll_at(AFTER)
    with opened(applied, lambda: AFTER) as console:
        yield console


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("changes", "now", "state"),
    [
        ({}, IN_TIME, "open"),
        ({"deadline": None}, IN_TIME, "open"),
        ({}, DEADLINE, "closed"),
        ({"grace": HOUR}, DEADLINE, "grace"),
        ({"grace": HOUR}, DEADLINE + HOUR, "closed"),
        ({"opens": IN_TIME + HOUR}, IN_TIME, "not_yet"),
        ({"mailbox": None}, IN_TIME, "no_channel"),
        ({"mailbox": None}, AFTER, "closed"),
        ({"draft": True}, AFTER, "draft"),
        ({"deadline": None, "closes": DEADLINE}, AFTER, "closed"),
    ],
)
def test_a_posting_stands_as_its_rules_and_the_clock_say(changes, now, state):
    assert overview.state_of(posting(**changes), now) == state


def test_open_postings_come_first_by_deadline_and_past_ones_last(office):
    office.posting("later", deadline="2026-06-01 16:00", subject="Later", reference="LAT")
    office.posting("past", deadline="2026-03-01 16:00", subject="Past", reference="PAS")
    office.posting("past2", deadline="2026-04-01 16:00", subject="Past2", reference="PAT")
    office.posting("drafted", draft=True, subject="Drafted", reference="DRA")
    office.posting("endless", deadline=None, subject="Endless", reference="END")
    with office.desk(lambda: IN_TIME) as desk:
        found = [line.posting.id for line in overview.lines(desk, desk.settings.postings.values())]
    assert found == ["omp", "later", "endless", "drafted", "past2", "past"]


def test_a_recruiter_sees_the_postings_that_name_the_address_and_no_other(during: Console):
    mine = during.recruiter().get("/postings")
    assert "/postings/omp" in mine.page
    assert "Archiviste" not in mine.page
    assert "/postings/new" not in mine.page
    theirs = during.recruiter(OTHERS).get("/postings")
    assert "Archiviste" in theirs.page
    assert "/postings/omp" not in theirs.page
    admin = during.admin().get("/postings").page
    assert "/postings/omp" in admin
    assert "/postings/other" in admin
    assert "/postings/new" in admin


@pytest.mark.parametrize("path", ["", "/closing", "/closing.pdf", "/closing.xlsx"])
@pytest.mark.parametrize("name", ["omp", "nothing", "%2e%2e", "omp%2Fx", "OMP"])
def test_what_is_anothers_or_is_not_there_is_not_there(after: Console, name, path):
    assert after.recruiter(OTHERS).get(f"/postings/{name}{path}").status == 404


def test_anothers_dossiers_cannot_be_taken(after: Console):
    browser = after.recruiter(OTHERS).get("/postings/other")
    assert browser.post("/postings/omp/dossiers.zip").status == 404


def test_the_list_tells_state_time_left_and_numbers(during: Console):
    said = during.recruiter().get("/postings").text
    assert "open" in said
    assert "1 day left" in said
    assert "complete: 1" in said
    assert "incomplete: 1" in said


def test_a_posting_without_its_file_is_told_to_admins_only(applied: Office):
    (applied.config / "postings" / "omp.yaml").unlink()
    with opened(applied) as console:
        assert "1 posting whose file is gone" in console.admin().get("/postings").text
        assert "gone" not in console.recruiter(OTHERS).get("/postings").text
        assert console.admin().get("/postings/omp").status == 404


def test_the_page_tells_the_rules_as_they_are_configured(applied: Office):
    applied.posting(
        "omp",
        subject=SUBJECT + " {name}",
        grace="30m",
        late="refuse",
        recruiters=["direction@example.org", {"address": "rh@example.org", "gets": ["closing"]}],
    )
    with opened(applied) as console:
        said = console.recruiter().get("/postings/omp").text
    assert f"{SUBJECT} [First name Last name]" in said
    assert "references × 3" in said
    assert "30 minutes" in said
    assert "refused by a letter" in said
    assert "rh@example.org closing report" in said


def test_the_numbers_lead_to_the_applications_behind_them(during: Console):
    browser = during.recruiter().get("/postings/omp")
    assert 'href="/applications?posting=omp&amp;status=incomplete"' in browser.page
    assert "2 in all" in browser.text


def bars(page: str) -> list[tuple[str, ...]]:
    table = page[page.index("The numbers as a table") :]
    return re.findall(r'<th scope="row">([^<]+)</th><td>(\d+)</td><td>(\d+)</td>', table)


def test_the_picture_has_a_bar_for_each_day_and_a_table_with_the_same_numbers(during: Console):
    browser = during.recruiter().get("/postings/omp")
    assert bars(browser.page) == [
        ("1 May", "1", "0"),
        ("2 May", "0", "0"),
        ("3 May", "1", "1"),
        ("4 May", "0", "0"),
    ]
    assert browser.page.count('class="bar complete"') == 2
    assert 'role="img" aria-labelledby="chart-title chart-words"' in browser.page
    assert 'class="cut"' in browser.page
    assert "style=" not in browser.page


def test_a_deadline_that_is_far_away_leaves_no_empty_room(applied: Office):
    applied.posting(deadline="2026-08-04 16:00")
    with opened(applied) as console:
        browser = console.recruiter().get("/postings/omp")
    assert bars(browser.page)[-1][0] == "3 May"
    assert 'class="cut"' not in browser.page


def test_days_are_those_of_the_postings_zone(office: Office):
    office.configure(timezone="Pacific/Auckland")
    office.posting(deadline="2026-05-05 16:00")
    office.apply(FULL, datetime.fromisoformat("2026-05-01T13:00+00:00"))
    office.poll_at(IN_TIME)
    with opened(office) as console:
        assert bars(console.admin().get("/postings/omp").page)[0] == ("2 May", "1", "1")


def test_late_ones_stand_behind_the_deadline(after: Console):
    browser = after.recruiter().get("/postings/omp")
    assert bars(browser.page)[-1] == ("5 May", "1", "0")
    assert 'class="cut"' in browser.page


def test_much_later_ones_are_counted_beside_the_picture(applied: Office):
    late = DEADLINE + 40 * DAY
    applied.apply((LETTER,), late, sender="Late <late@example.com>", message_id="<3@x>")
    applied.poll_at(late)
    with opened(applied, lambda: late + DAY) as console:
        browser = console.recruiter().get("/postings/omp")
    assert "1 more came later than the picture shows." in browser.text
    assert bars(browser.page)[-1][0] == "18 May"


def test_before_the_first_application_it_says_so(console: Console):
    said = console.recruiter().get("/postings/omp").text
    assert "Nobody has applied yet" in said


def test_there_is_no_report_before_the_end(during: Console):
    assert during.recruiter().get("/postings/omp/closing").status == 404
    assert "Report on the closing" not in during.recruiter().get("/postings/omp").text


def test_the_report_can_be_read_and_taken_as_files(after: Console):
    browser = after.recruiter()
    said = browser.get("/postings/omp").text
    assert "In time and complete 1" in said
    assert "The report has not been sent: it goes to the recruiters" in said
    facts = overview.report(after.desk, after.desk.settings.postings["omp"], "en")
    assert facts.digest in browser.get("/postings/omp/closing").text
    pdf = browser.get("/postings/omp/closing.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["content-disposition"].startswith('attachment; filename="omp 2026-05-04.pdf"')
    assert pdf.headers["x-content-type-options"] == "nosniff"
    sheet = browser.get("/postings/omp/closing.xlsx")
    assert zipfile.ZipFile(io.BytesIO(sheet.content)).testzip() is None


def test_it_says_when_and_to_whom_the_report_went(after: Console):
    assert closing.close(after.desk) == 2  # and that of the other posting
    said = after.recruiter().get("/postings/omp").text
    assert "The report was sent to: direction@example.org · 5 May 2026" in said


def test_a_report_that_nobody_waits_for_any_more_is_not_promised(applied: Office):
    with opened(applied, lambda: DEADLINE + 8 * DAY) as console:
        assert "No report was sent." in console.recruiter().get("/postings/omp").text


def test_a_long_list_is_made_when_it_is_asked_for(after: Console, monkeypatch):
    monkeypatch.setattr("intake.web.postings._AT_ONCE", 1)
    browser = after.recruiter().get("/postings/omp")
    assert "In time and complete" not in browser.text
    assert 'href="/postings/omp/closing"' in browser.page


def test_the_complete_dossiers_come_as_a_zip(during: Console):
    browser = during.recruiter().get("/postings/omp").post("/postings/omp/dossiers.zip")
    names = zipfile.ZipFile(io.BytesIO(browser.content)).namelist()
    assert any("OMP-2026-0001" in name for name in names)
    assert not any("OMP-2026-0002" in name for name in names)
    assert "index.csv" in names
    with during.desk.database.read() as tx:
        (row,) = [row for row in audit.listing(tx) if row.action == "export"]
    assert row.actor.startswith("account ")


def test_dossiers_that_are_too_large_are_told_by_command(during: Console, monkeypatch):
    monkeypatch.setattr("intake.services.overview._PACKED", 10)
    browser = during.recruiter().get("/postings/omp").post("/postings/omp/dossiers.zip")
    assert browser.status == 422
    assert "intake export dossiers.zip --posting omp" in browser.text


def decided(console: Console, actor: str) -> None:
    with console.desk.database.write() as tx:
        stored = dossiers.get(tx, 1)
        rule(console.desk, tx, stored, "spam", By(actor=actor, message_id=None))
        stored = dossiers.get(tx, 1)
        rule(console.desk, tx, stored, "undo", By(actor=actor, message_id=None))


def test_who_did_what_names_the_account_and_what_became(during: Console):
    admin = during.admin()
    decided(during, "account 1")
    said = during.recruiter().get("/postings/omp").text
    assert "Anna Took the decision back spam → complete OMP-2026-0001" in said
    assert said.index("Took the decision back") < said.index("Called it spam complete → spam")
    assert "Letter sent" not in said
    assert "Called it spam" not in admin.get("/postings/other").text


def test_who_did_what_is_asked_back_page_by_page(during: Console, monkeypatch):
    monkeypatch.setattr("intake.web.postings._DEEDS", 1)
    decided(during, "by mail")
    browser = during.recruiter().get("/postings/omp")
    assert "a recruiter, by mail Took the decision back" in browser.text
    assert "Called it spam" not in browser.text
    (older,) = re.findall(r'href="\?before=(\d+)#deeds"', browser.page)
    assert "Called it spam" in browser.get(f"/postings/omp?before={older}").text


@pytest.mark.parametrize("before", ["x", "-1", "0", "9" * 30, "²", ""])
def test_an_odd_place_to_go_on_from_is_the_beginning(during: Console, before):
    assert during.recruiter().get(f"/postings/omp?before={before}").status == 200


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_pages_are_there_in_each_language(after: Console, language):
    browser = after.recruiter(language=language)
    for path in ("/postings", "/postings/omp", "/postings/omp/closing"):
        assert browser.get(path).status == 200
    assert ('dir="rtl"' in browser.page) == (language == "ar")


def test_a_title_with_markup_is_shown_as_it_is_written(office: Office):
    office.posting(title='<script>alert(1)</script> "x"')
    with opened(office) as console:
        for path in ("/postings", "/postings/omp"):
            assert "<script>alert" not in console.admin().get(path).page


@pytest.mark.sqlite
def test_what_people_did_is_asked_by_an_index_of_its_own(console: Console):
    asked = []
    engine = console.desk.database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    with console.desk.database.read() as tx:
        upkeep.of_posting(tx, "omp", before=9, most=20)
        upkeep.entries(tx, actor="account 1", before=9, most=20)
        upkeep.entries(tx, action="export", before=9, most=20)
        upkeep.entries(tx, before=9, most=20)
        upkeep.actors(tx)
        questions = [each for each in asked if each[0].startswith("SELECT")]
        plans = [
            tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", args).all()[0][-1] for sql, args in questions
        ]
    names = ("people_posting", "people_actor", "action_id", "PRIMARY KEY", "people_actor")
    assert len(plans) == len(names)
    for plan, name in zip(plans, names, strict=True):
        assert plan.startswith("SEARCH audit")
        assert name in plan


@pytest.mark.sqlite
def test_what_was_done_before_this_schema_is_of_its_posting_too(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'intake.db'}")
    with database.write() as tx:
        upgrading.bring_to(tx, "0010")
        tx.exec_driver_sql(
            "INSERT INTO application (reference, posting, status, late, received_at, missing, reason,"
            " references_count, unread) VALUES ('OMP-1', 'omp', 'complete', 0, '2026-05-01 12:00:00.000000',"
            " '[]', '', 0, '[]')"
        )
        for application in ("'OMP-1'", "'GONE-1'", "NULL"):
            tx.exec_driver_sql(
                "INSERT INTO audit (at, actor, action, application)"
                f" VALUES ('2026-05-01 12:00:00.000000', 'root@host', 'correct', {application})"
            )
    database.upgrade()
    with database.read() as tx:
        assert [row.application for row in upkeep.of_posting(tx, "omp", before=None, most=9)] == ["OMP-1"]
    with database.write() as tx:
        for reference in ("OMP-1", "GONE-1", None):
            audit.record(tx, at=IN_TIME, actor="a@b", action="erase", application=reference)
        audit.record(tx, at=IN_TIME, actor="a@b", action="replay", posting="omp")
        tx.exec_driver_sql("DELETE FROM word")
        tx.exec_driver_sql("DELETE FROM application")
        audit.record(tx, at=IN_TIME, actor="a@b", action="erase", application="OMP-1")
    with database.read() as tx:
        found = [row.application for row in upkeep.of_posting(tx, "omp", before=None, most=9)]
    assert found == ["OMP-1", None, "OMP-1", "OMP-1"]
    database.close()
