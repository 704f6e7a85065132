"""What admins look after in the console: health, outbox, quarantine, comparison, audit log, requests."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from builders.mails import mail
from rigs.clock import Clock
from rigs.console import Browser, Console, opened
from rigs.office import CV, FULL, IN_TIME, SALMA, SUBJECT, Office
from sqlalchemy import insert, select, update

import intake
from intake.domain.alarm import MANNERS
from intake.services.deliver import deliver
from intake.services.reconcile import reconcile
from intake.store import audit, tables
from intake.web.alarm_words import ADVICE, PLACES, TITLES
from intake.web.app import PAGES
from intake.web.log_words import ACTIONS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OURS = ("/health", "/outbox", "/quarantine", "/reconcile", "/audit", "/audit.csv", "/requests")
FORMS = (
    "/outbox/1/release",
    "/quarantine/1/replay",
    "/quarantine/replay",
    "/reconcile",
    "/requests/1/finish",
)


@pytest.fixture
def busy(office: Office) -> Iterator[Console]:
    """An office with a dossier, whose letter the server refused."""
    office.sink.plan("RCPT", "550 5.1.1 no such user")
    office.apply(FULL, IN_TIME)
    office.poll_at(IN_TIME)
    with opened(office) as console:
        yield console


# --- who may ----------------------------------------------------------------------


@pytest.mark.parametrize("path", OURS)
def test_a_recruiter_finds_none_of_these_pages(busy: Console, path):
    assert busy.recruiter().get(path).status == 404
    assert busy.visitor().get(path).path == "/sign-in"


@pytest.mark.parametrize("path", FORMS)
def test_a_recruiter_does_none_of_this(busy: Console, path):
    browser = busy.recruiter().get("/postings")
    assert browser.post(path, mail="1").status == 404
    assert states(busy) == ["failed"]


@pytest.mark.parametrize("path", OURS[:-2])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_are_there_in_each_language(busy: Console, path, language):
    browser = busy.admin(language).get(path)
    assert browser.status == 200
    assert f'lang="{language}"' in browser.page


def states(console: Console) -> list[str]:
    with console.desk.database.read() as tx:
        return list(tx.scalars(select(tables.letter.c.state).order_by(tables.letter.c.id)))


# --- health -----------------------------------------------------------------------


def test_it_tells_how_each_mailbox_is_read(busy: Console):
    said = busy.admin().get("/health").text
    assert "jobs jobs@example.org just now well switched off not yet 0" in said


def test_a_mailbox_that_fails_is_told_with_its_error(office: Office):
    office.configure({"jobs": office.mailbox(imap={"port": 1})})
    office.poll_at(IN_TIME)
    with opened(office, lambda: IN_TIME + 20 * timedelta(minutes=1)) as console:
        said = console.admin().get("/health").text
    assert "Fails since 3 May 2026" in said
    assert "Mailbox cannot be read" in said
    assert "never yet" in said


def test_an_alarm_is_told_in_the_readers_language_and_leads_to_where_it_is_mended(busy: Console):
    with busy.desk.database.write() as tx:
        tx.execute(
            insert(tables.request).values(
                kind="access", email=SALMA, received_at=IN_TIME, due_at=IN_TIME + DAY
            )
        )
    browser = busy.admin("fr").get("/health")
    assert "Demande sur des données personnelles" in browser.text
    assert 'href="/requests"' in browser.page
    assert 'lang="en" dir="ltr"' in browser.page


@pytest.mark.parametrize("words", [TITLES, ADVICE])
def test_every_alarm_has_its_words(words):
    assert words.keys() == MANNERS.keys()


def test_where_an_alarm_leads_is_a_page_of_ours():
    paths = {page.path for page in PAGES} | {"/mailboxes"}
    assert {path.partition("?")[0] for path in PLACES.values()} <= paths


def test_all_is_well_is_said_too(console: Console):
    assert "All is well: no alarm stands." in console.admin().get("/health").text


def test_it_says_what_comes_next(office: Office):
    office.posting(grace="30m", reminder="1d")
    with opened(office, lambda: IN_TIME - HOUR) as console:
        said = console.admin().get("/health").text
    assert "3 May 2026, 16:00 : the reminders for Chargé(e) de projet" in said
    assert "4 May 2026, 08:00 : the digests" in said
    assert "4 May 2026, 16:45 : the closing report of Chargé(e) de projet" in said
    assert "4 May 2026, 04:00 : the comparison with the mail servers" in said


def test_it_refreshes_itself_and_only_itself(busy: Console):
    page = busy.admin().get("/health").page
    assert 'id="health" hx-get="/health" hx-select="#health" hx-trigger="every 15s"' in page


def test_the_last_mail_to_itself_is_told(office: Office):
    office.configure({"jobs": office.mailbox(canary=True)})
    with opened(office, lambda: IN_TIME) as console:
        with console.desk.database.write() as tx:
            row = {"mailbox": "jobs", "day": IN_TIME.date(), "token": "t", "sent_at": IN_TIME - 2 * HOUR}
            tx.execute(insert(tables.canary).values(**row))
        assert "sent 2 hours ago, not back yet" in console.admin().get("/health").text
        with console.desk.database.write() as tx:
            tx.execute(update(tables.canary).values(seen_at=IN_TIME - timedelta(minutes=5)))
        assert "back 5 minutes ago" in console.admin().get("/health").text


# --- outbox -----------------------------------------------------------------------


def test_a_refused_letter_stands_there_with_its_reason_until_it_is_let_go(busy: Console):
    browser = busy.admin().get("/outbox")
    assert SALMA in browser.text
    assert "5.1.1 no such user" in browser.text
    assert "1 refused" in browser.text
    browser.post("/outbox/1/release")
    assert browser.path == "/outbox"
    assert "The letter goes out with the next pass" in browser.text
    assert states(busy) == ["pending"]
    deliver(busy.desk)
    assert states(busy) == ["sent"]
    assert "Every letter has gone out" in browser.get("/outbox").text


def test_who_let_it_go_stands_in_the_log(busy: Console):
    busy.admin().get("/outbox").post("/outbox/1/release")
    assert "Anna Let a letter go out OMP-2026-0001" in busy.admin().get("/audit").text


def test_a_letter_that_went_out_is_not_sent_twice(busy: Console):
    browser = busy.admin().get("/outbox")
    browser.post("/outbox/1/release")
    deliver(busy.desk)
    browser.post("/outbox/1/release")
    assert browser.status == 422
    assert "no letter is sent twice" in browser.text
    assert len(busy.office.letters) == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "9" * 30])
def test_a_letter_that_is_not_there_is_not_sent(busy: Console, number):
    assert busy.admin().get("/outbox").post(f"/outbox/{number}/release").status in (404, 422)


def kept(console: Console, **values) -> None:
    with console.desk.database.write() as tx:
        tx.execute(update(tables.letter).values(**values))


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"state": "pending"}, "pending"),
        ({"state": "claimed"}, "pending"),
        ({"state": "sending"}, "pending"),
        ({"state": "held"}, "held"),
        ({"state": "failed"}, "failed"),
        ({"state": "unknown"}, "unknown"),
        ({"state": "sent", "bounced_at": IN_TIME, "bounce": "5.1.1 gone"}, "bounced"),
    ],
)
def test_each_letter_is_found_under_its_state_and_no_other(busy: Console, values, state):
    kept(busy, **values)
    admin = busy.admin()
    found = {each for each in ("pending", "held", "failed", "unknown", "bounced") if shows(admin, each)}
    assert found == {state}
    assert SALMA in admin.get("/outbox?state=odd").text


def shows(browser: Browser, state: str) -> bool:
    return SALMA in browser.get(f"/outbox?state={state}").text


def test_an_unknown_letter_is_sent_again_after_a_warning_only(busy: Console):
    kept(busy, state="unknown")
    page = busy.admin().get("/outbox").page
    assert 'data-confirm="It may have arrived already' in page
    assert 'href="/applications/OMP-2026-0001/letters/1"' in page


def test_the_outbox_is_asked_page_by_page(busy: Console, monkeypatch):
    monkeypatch.setattr("intake.web.outbox._LETTERS", 1)
    with busy.desk.database.write() as tx:
        (row,) = tx.execute(select(tables.letter)).mappings()
        again = {**row, "id": 7, "message_id": "<7@x>", "recipient": "seven@example.com", "cause_id": None}
        tx.execute(insert(tables.letter).values(**again))
    browser = busy.admin().get("/outbox?state=failed")
    assert "seven@example.com" in browser.text
    assert SALMA not in browser.text
    (older,) = re.findall(r'href="(/outbox\?state=failed&amp;before=7)"', browser.page)
    said = browser.get(older.replace("&amp;", "&")).text
    assert SALMA in said
    assert "seven@example.com" not in said


# --- quarantine -------------------------------------------------------------------


@pytest.fixture
def quarantined(office: Office) -> Iterator[Console]:
    """An office with two mails in quarantine that can be read now."""
    for number in (1, 2):
        sender = f"C{number} <c{number}@example.com>"
        office.apply((CV,), IN_TIME, sender=sender, message_id=f"<{number}@x>", subject="<b>Odd</b>")
    office.poll_at(IN_TIME)
    with opened(office) as console:
        with console.desk.database.write() as tx:
            values = {"outcome": "quarantined", "reason": "intake stumbled on it (ValueError)", "attempts": 3}
            tx.execute(update(tables.message).values(**values))
        yield console


def outcomes(console: Console) -> list[str]:
    with console.desk.database.read() as tx:
        return list(tx.scalars(select(tables.message.c.outcome).order_by(tables.message.c.id)))


def test_a_mail_in_quarantine_is_told_with_its_reason_tries_and_next_try(quarantined: Console):
    browser = quarantined.admin().get("/quarantine")
    assert "stumbled on it (ValueError)" in browser.text
    assert "none: it waits for you 3 tries" in browser.text
    assert "<b>Odd" not in browser.page
    with quarantined.desk.database.write() as tx:
        tx.execute(update(tables.message).values(retry_at=IN_TIME + HOUR))
    assert "3 May 2026, 17:00 3 tries" in browser.get("/quarantine").text


def test_one_is_taken_through_again(quarantined: Console):
    browser = quarantined.admin().get("/quarantine").post("/quarantine/1/replay")
    assert browser.path == "/quarantine"
    assert "Mail 1: " in browser.text
    assert outcomes(quarantined) == ["unmatched", "quarantined"]


def test_all_that_are_shown_are_taken_through_again(quarantined: Console):
    browser = quarantined.admin().get("/quarantine").post("/quarantine/replay", mail=["1", "2"])
    assert "2 mails left the quarantine." in browser.text
    assert outcomes(quarantined) == ["unmatched", "unmatched"]
    assert "The quarantine is empty" in browser.text


def test_after_half_a_minute_the_rest_waits_for_another_click(quarantined: Console, monkeypatch):
    monkeypatch.setattr("intake.web.outbox._PATIENCE", -1)
    browser = quarantined.admin().get("/quarantine").post("/quarantine/replay", mail=["1", "2"])
    assert "0 mails left the quarantine." in browser.text
    assert outcomes(quarantined) == ["quarantined", "quarantined"]


@pytest.mark.parametrize("path", ["/quarantine/99/replay", "/quarantine/x/replay"])
def test_what_is_not_in_quarantine_is_not_taken_through_here(quarantined: Console, path):
    browser = quarantined.admin().get("/quarantine")
    assert browser.post(path).status == 404
    with quarantined.desk.database.write() as tx:
        tx.execute(update(tables.message).where(tables.message.c.id == 1).values(outcome="unmatched"))
    assert browser.get("/quarantine").post("/quarantine/1/replay").status == 404
    assert browser.get("/quarantine").post("/quarantine/replay", mail=["1", "2"]).status == 404


def test_a_mail_whose_mailbox_is_gone_stays_and_it_is_said(quarantined: Console):
    with quarantined.desk.database.write() as tx:
        tx.execute(update(tables.message).values(mailbox="gone"))
    browser = quarantined.admin().get("/quarantine").post("/quarantine/1/replay")
    assert browser.status == 422
    assert "which intake.yaml names no more" in browser.text


def test_the_quarantine_is_asked_page_by_page(quarantined: Console, monkeypatch):
    monkeypatch.setattr("intake.web.outbox._MAILS", 1)
    browser = quarantined.admin().get("/quarantine")
    assert "c1@example.com" in browser.text
    assert "c2@example.com" not in browser.text
    assert "c2@example.com" in browser.get("/quarantine?after=1").text


# --- the comparison with the servers ----------------------------------------------


def test_a_comparison_is_kept_and_shown(busy: Console):
    reconcile(busy.desk, busy.desk.settings.mailboxes["jobs"])
    said = busy.admin().get("/reconcile").text
    assert "jobs 3 May 2026, 16:00 INBOX 1 1 0 0 0" in said
    assert "nothing missing" in busy.admin().get("/health").text


def test_it_is_made_in_the_background_and_takes_in_what_is_missing(busy: Console):
    busy.office.apply((CV,), IN_TIME, sender="New <new@example.com>", message_id="<9@x>")
    browser = busy.admin().get("/reconcile").post("/reconcile")
    assert browser.path == "/reconcile"
    ended(busy, browser)
    assert "The comparison was made." in browser.text
    assert "INBOX 2 1 1 1 0" in browser.text
    assert "1 mail was missing" in browser.get("/health").text


def ended(console: Console, browser: Browser) -> None:
    """Wait for the comparison's end."""
    for work in [thing for _, thing in console.app.state.tray.things.values()]:
        assert work.done.wait(30)
    browser.get("/reconcile")


def test_a_server_that_cannot_be_reached_is_told(office: Office):
    office.configure({"jobs": office.mailbox(imap={"port": 1})})
    with opened(office) as console:
        browser = console.admin().get("/reconcile").post("/reconcile", mailbox="jobs")
        ended(console, browser)
        assert 'class="notice wrong"' in browser.page
        assert "not to its end" in browser.get("/health").text


def test_a_mailbox_that_is_not_there_is_not_compared(busy: Console):
    assert busy.admin().get("/reconcile").post("/reconcile", mailbox="other").status == 404


# --- the audit log ----------------------------------------------------------------


@pytest.fixture
def log(console: Console) -> Console:
    with console.desk.database.write() as tx:
        for place, (actor, action) in enumerate(
            [("account 1", "export"), ("intake", "digest"), ("by mail", "settle spam"), ("root@host", "odd")]
        ):
            at = IN_TIME + place * HOUR
            audit.record(tx, at=at, actor=actor, action=action, note="=1+1" if action == "export" else None)
    return console


def whats(browser: Browser) -> list[str]:
    return re.findall(r"<td><bdi>([^<]*)</bdi></td>", browser.page)


def test_the_newest_comes_first_and_accounts_have_their_names(log: Console):
    browser = log.admin().get("/audit")
    assert whats(browser)[2:6] == ["root@host", "a recruiter, by mail", "intake", "Anna"]
    assert "Took dossiers away as files" in browser.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("action=digest", ["intake"]),
        ("actor=by%20mail", ["a recruiter, by mail"]),
        ("actor=intake&action=digest", ["intake"]),
        ("actor=people&action=odd", ["root@host"]),
        ("actor=nobody", []),
        ("action=" + "x" * 5000, []),
        ("action=digest%00", []),
        ("actor=%ED%A0%80", []),
    ],
)
def test_it_is_filtered_by_what_and_who(log: Console, query, found):
    assert whats(log.admin().get(f"/audit?{query}")) == found


def test_it_is_asked_page_by_page_and_the_filter_goes_along(log: Console, monkeypatch):
    monkeypatch.setattr("intake.web.records._ENTRIES", 1)
    browser = log.admin().get("/audit?actor=people&action=odd")
    assert "Older" not in browser.text
    browser = log.admin().get("/audit?actor=people")
    seen = whats(browser)
    while found := re.search(r'href="(/audit\?[^"]*before=\d+)"', browser.page):
        browser.get(found[1].replace("&amp;", "&"))
        seen += whats(browser)
    assert seen[-3:] == ["root@host", "a recruiter, by mail", "Anna"]
    assert "intake" not in seen


def test_the_file_holds_all_of_it_and_no_formula(log: Console, monkeypatch):
    monkeypatch.setattr("intake.web.records._AT_ONCE", 2)
    browser = log.admin().get("/audit.csv")
    assert browser.headers["content-disposition"].startswith("attachment")
    text = browser.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    assert rows[0][:2] == ["When", "Who"]
    (exported,) = [row for row in rows if "export" in row]
    assert exported[-1] == "'=1+1"
    assert {"digest", "settle spam", "odd"} <= {row[2] for row in rows}
    filtered = log.admin().get("/audit.csv?action=digest").content.decode()
    assert "settle spam" not in filtered


def written_down() -> Iterator[str]:
    """Every action that a source of ours writes into the audit log, as far as it stands there in words."""
    for path in Path(intake.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [each.value for each in node.keywords if each.arg == "action"] if name == "record" else []
            if name in ("note", "_record", "ended") and path.parent.name in ("services", "web", "cli"):
                given += node.args[2:3]
            for each in given:
                yield from (c.value for c in ast.walk(each) if isinstance(c, ast.Constant) and c.value)


def test_every_action_that_is_written_down_has_its_words():
    found = {each for each in written_down() if isinstance(each, str)}
    assert {"export", "letter bounced", "account made"} <= found
    assert found <= ACTIONS.keys()


# --- requests about one's data ----------------------------------------------------


@pytest.fixture
def asked(office: Office) -> Iterator[tuple[Console, Clock]]:
    """An office whose candidate asks for a copy of the data."""
    clock = Clock(IN_TIME + 2 * HOUR)
    office.apply(FULL, IN_TIME)
    text = "Bonjour,\n\nJe souhaite obtenir une copie de mes données personnelles.\n\nSalma Berrada\n"
    office.receive(mail(text=text, subject=f"Re: {SUBJECT}", message_id="<2@x>"), IN_TIME + HOUR)
    office.poll()
    with opened(office, clock) as console:
        yield console, clock


def test_a_request_is_told_with_its_legal_limit(asked):
    console, clock = asked
    browser = console.admin().get("/requests")
    assert f"{SALMA} wants to see their data" in browser.text
    assert "By law an answer is due before" in browser.text
    assert 'href="/applications/OMP-2026-0001"' in browser.page
    clock.go(400 * DAY)
    assert "The legal limit has passed" in console.admin().get("/requests").text


def test_it_is_finished_with_a_note_and_once(asked):
    console, _ = asked
    browser = console.admin().get("/requests").post("/requests/1/finish", **{"note-1": " "})
    assert browser.status == 422
    assert "Say in a few words how it was answered." in browser.text
    browser.post("/requests/1/finish", **{"note-1": "copy sent by post"})
    assert "The request is noted as answered." in browser.text
    assert "Nobody waits for an answer" in browser.text
    assert "copy sent by post" in browser.get("/requests?all=1").text
    browser.post("/requests/1/finish", **{"note-1": "again"})
    assert "answered already" in browser.text
    assert "Anna Answered a request about personal data" in console.admin().get("/audit").text


@pytest.mark.parametrize("number", ["99", "x", "0", "9" * 30])
def test_a_request_that_is_not_there_is_not_finished(asked, number):
    console, _ = asked
    browser = console.admin().get("/requests")
    assert browser.post(f"/requests/{number}/finish", **{f"note-{number}": "x"}).status == 404
