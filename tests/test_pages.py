"""Lists of any length, page by page: nothing twice, nothing left out, and each question by an index."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rigs.office import Office
from sqlalchemy import Engine, event, text

from intake import show
from intake.domain.model import STATUSES
from intake.domain.trouble import Trouble
from intake.given import told
from intake.services import alarms, letters, report
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest, due_day
from intake.services.pages import ROWS
from intake.services.retry import retry
from intake.store import caps, digests, forget, outbox, scans
from intake.store.database import Transaction
from intake.store.tables import application, audit, document, letter, message

COUNT = 2 * ROWS + 101
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
STATES = ("sent", "failed", "sent", "superseded", "held")
SPAN = digests.Span(since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=1))
ANY_NUMBER = 260_000  # PostgreSQL takes 65,535 values in a statement, SQLite some 250,000


def fill(office: Office) -> None:
    """File that many applications to two postings, each with a mail, a document and a letter."""
    rows: list[tuple[Any, Callable[[int], dict[str, Any]]]] = [
        (application, application_of),
        (message, message_of),
        (document, document_of),
        (letter, letter_of),
        (audit, lambda number: {"at": NOW, "actor": "intake", "action": "test", "letter_id": number}),
    ]
    with closing(office.store()) as database:
        database.upgrade()
        with database.write() as tx:
            for table, row in rows:
                tx.execute(table.insert(), [row(number) for number in range(1, COUNT + 1)])


def application_of(number: int) -> dict[str, Any]:
    values = {"reference": f"R-{number}", "posting": f"p{number % 2}", "email": f"{number}@example.com"}
    values |= {"status": STATUSES[number % len(STATUSES)], "late": False, "received_at": NOW, "reason": "why"}
    return values | {"missing": [], "references_count": 0, "unread": []}


def message_of(number: int) -> dict[str, Any]:
    values = {
        "mailbox": "jobs",
        "folder": "INBOX",
        "uidvalidity": 1,
        "uid": number,
        "sha256": f"{number:064}",
    }
    values |= {"size": 1, "received_at": NOW, "taken_at": NOW, "subject": "Candidature", "reason": "why"}
    return values | {"outcome": "application", "application_id": number, "posting": f"p{number % 2}"}


def document_of(number: int) -> dict[str, Any]:
    values = {"application_id": number, "message_id": number, "position": 1, "received_at": NOW}
    values |= {"file": f"{number}.pdf", "sha256": f"{number:064}", "size": 1, "kinds": ["cv"], "possible": []}
    return values | {"pages": [], "confidence": 1.0, "because": "why", "referees": []}


def letter_of(number: int) -> dict[str, Any]:
    values = {"cause_id": number, "application_id": number, "kind": "complete", "language": "fr", "raw": b"x"}
    values |= {"mailbox": "jobs", "recipient": f"{number}@example.com", "domain": "example.com"}
    values |= {"message_id": f"<{number}@x>", "state": STATES[number % len(STATES)], "due_at": NOW}
    return values | {"created_at": NOW, "settled_at": NOW}


LISTS = [
    ("applications",),
    ("applications", "--posting", "p1"),
    ("applications", "--status", "review"),
    ("applications", "--posting", "p0", "--status", "complete"),
    ("messages",),
    ("outbox",),
    ("outbox", "--all"),
    ("audit",),
]


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_pages_put_together_are_the_whole_list(office: Office, words: tuple[str, ...]) -> None:
    fill(office)
    whole = office.run(*words, "--json")
    assert whole.out == json.dumps(whole.json, indent=2) + "\n", "printed as one document"
    pages, after = [], ["--after", "0"] if words[0] != "applications" else []
    while after is not None:
        page = office.run(*words, "--json", "--limit", "300", *after)
        assert page.status == 0
        pages.append(page.json)
        told = re.fullmatch(r"There are more\. To go on: (--after \S+)\n", page.err)
        assert told or not page.err
        after = told[1].split() if told else None  # type: ignore[assignment]
    assert [len(page) for page in pages[:-1]] == [300] * (len(pages) - 1)
    assert 0 < len(pages[-1]) <= 300
    assert [row for page in pages for row in page] == whole.json


def test_every_row_brings_what_belongs_to_it(office: Office) -> None:
    fill(office)
    rows = office.applications()
    assert [row["reference"] for row in rows] == [f"R-{number}" for number in range(1, COUNT + 1)]
    for number, row in enumerate(rows, start=1):
        assert row["messages"] == [number]
        assert [each["file"] for each in row["documents"]] == [f"{number}.pdf"]
        shown = [f"<{number}@x>"] if STATES[number % len(STATES)] in ("sent", "failed") else []
        assert [each["message_id"] for each in row["acknowledgements"]] == shown


def test_a_page_that_ends_with_the_list_says_nothing(office: Office) -> None:
    fill(office)
    for words in (("--limit", COUNT), ("--after", COUNT - 1, "--limit", 1), ("--after", COUNT, "--limit", 1)):
        assert office.run("messages", *words).err == ""
    assert office.run("messages", "--json", "--after", COUNT).out == "[]\n"


def test_what_is_left_out_is_told_beside_a_table_too(office: Office) -> None:
    fill(office)
    ran = office.run("applications", "--limit", 2, "--after", "R-7")
    assert [line.split()[0] for line in ran.out.splitlines()] == ["reference", "R-8", "R-9"]
    assert ran.err == "There are more. To go on: --after R-9\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("applications", "--after", "OMP-1"), "There is no application OMP-1"),
        (("applications", "--limit", "0"), "greater than or equal to 1"),
        (("messages", "--after", "first"), "a valid integer"),
    ],
    ids=lambda each: each if isinstance(each, str) else " ".join(each),
)
def test_a_page_that_cannot_be_is_refused(office: Office, words: tuple[str, ...], told: str) -> None:
    ran = office.run(*words)
    assert ran.status == 2
    assert told in ran.err


def test_what_is_taken_in_meanwhile_comes_at_the_end(office: Office) -> None:
    fill(office)
    with office.desk(lambda: NOW) as desk:
        rows = report.messages(desk)
        first = next(rows)
        with desk.database.write() as tx:
            tx.execute(message.insert(), [message_of(COUNT + 1) | {"application_id": None}])
        seen = [first["id"], *(row["id"] for row in rows)]
    assert seen == [*range(1, COUNT + 2)]


# --- how the database finds them -----------------------------------------------


def asked_of(desk: Desk, question: Callable[[Transaction], Any]) -> Any:
    with desk.database.read() as tx:
        return question(tx)


ASKED: dict[str, Callable[[Desk], Any]] = {
    "applications": lambda desk: list(report.applications(desk, posting=None, status=None, limit=50)),
    "to a posting": lambda desk: list(report.applications(desk, posting="p1", status=None, limit=50)),
    "in a status": lambda desk: list(report.applications(desk, posting=None, status="review", limit=50)),
    "of both": lambda desk: list(report.applications(desk, posting="p1", status="review", limit=50)),
    "messages": lambda desk: list(report.messages(desk, limit=50)),
    "letters": lambda desk: list(letters.listing(desk, limit=50)),
    "all letters": lambda desk: list(letters.listing(desk, everything=True, limit=50)),
    "audit log": lambda desk: list(report.audit(desk, limit=50)),
    "digest": lambda desk: digest(desk, due_day(desk), dry_run=True),
    "outbox": deliver,
    "alarms": alarms.watch,
    "quarantine": retry,
    "virus scanner": lambda desk: asked_of(desk, scans.waiting),
    "copies of bytes": lambda desk: asked_of(desk, lambda tx: forget.is_unnamed(tx, "a" * 64)),
}
# Of these tables any number of rows is expected, and these indexes hold few of them.
MANY = "(?:application|message|document|letter|audit)"
FEW = "ix_letter_open|ix_letter_bounced_by|ix_document_virus|ix_document_unscanned"


@pytest.mark.sqlite
@pytest.mark.parametrize("what", ASKED)
def test_no_question_goes_through_a_table_and_no_page_is_sorted(office: Office, what: str) -> None:
    """SQLite takes the same way with a million rows: it keeps no count of them."""
    fill(office)
    with office.desk(lambda: NOW) as desk:
        with heard(desk.database.engine) as statements:
            ASKED[what](desk)
        with desk.database.read() as tx:
            plans = {
                statement: [row[-1] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
                for statement, values in statements
            }
    assert plans
    for statement, plan in plans.items():
        if "LIMIT" in statement and "WHERE" not in statement:
            continue  # any row
        through = [line for line in plan if re.search(rf"SCAN {MANY}\b(?!.* (?:{FEW})\b)", line)]
        assert not through, statement
        if "LIMIT" in statement and what not in ("outbox", "quarantine", "alarms", "digest"):
            assert not any("B-TREE" in line for line in plan), statement


@contextmanager
def heard(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements that ask, with their values."""
    found: list[tuple[str, Any]] = []

    def hear(_link: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if not many and statement.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE", "WITH"):
            found.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_a_digest_asks_for_any_number_of_mailboxes_and_postings(office: Office) -> None:
    fill(office)
    office.sql("UPDATE message SET outcome = 'unmatched' WHERE id = 5")
    office.sql("UPDATE letter SET bounced_by = 5, bounced_at = settled_at WHERE id = 7")
    held = sum(STATES[number % len(STATES)] == "held" for number in range(1, COUNT + 1, 2))
    names = [*(f"x{number}" for number in range(ANY_NUMBER)), "jobs", "p1"]
    others = names[:-2]
    with closing(office.store()) as database, database.read() as tx:
        for asked, found in ((names, 1), (others, 0)):
            mails = digests.mails(tx, asked, ("unmatched", "automatic"), SPAN)
            assert {outcome: len(rows) for outcome, rows in mails.items()} == {
                "unmatched": found,
                "automatic": 0,
            }
            assert len(digests.bounced(tx, asked, asked, SPAN)) == found
            assert digests.held_back(tx, asked, SPAN) == found * held
            assert not scans.infected(tx, asked, SPAN.since)
            assert caps.capped(tx, frozenset(asked)) == 0
            assert not outbox.in_trouble(tx, frozenset(asked), SPAN.since)
        assert tx.scalar(text("SELECT 1")) == 1


def test_a_list_that_breaks_off_is_one_document_all_the_same_and_says_so(capsys):
    def rows() -> Iterator[dict[str, Any]]:
        yield {"id": 1}
        raise Trouble("The database is gone.", "Put it back.")

    with pytest.raises(SystemExit) as ended, told(json=True):
        show.as_json_list(rows())
    said = capsys.readouterr()
    assert (ended.value.code, json.loads(said.out)) == (1, [{"id": 1}])
    assert said.err == "intake: The database is gone.\n  → Put it back.\n"
