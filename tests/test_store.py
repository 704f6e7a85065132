"""What is remembered: constraints refuse the second time, references are gapless, rows follow new UIDs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders.model import CV, DIPLOMA, IN_TIME, LATE, LETTER, SCAN, dossier, held, references
from rigs.database import database_in
from sqlalchemy import BigInteger, func, select

from intake.domain.model import Verdict
from intake.store import dossiers, ledger, outbox, tables
from intake.store.database import Conflict, Database, Transaction
from intake.store.ledger import Copy, Cursor

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
COPY = Copy(mailbox="jobs", folder="INBOX", uidvalidity=1, uid=7)
VERDICT = Verdict(
    status="complete", late=False, missing=(), present=("cv",), references_count=0, reason="all is there"
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(database_in(tmp_path))
    made.upgrade()
    yield made
    made.close()


def mail(**fields: Any) -> dict[str, Any]:
    """Make the values of a mail's row."""
    values = {"sha256": "a" * 64, "size": 10, "received_at": NOON, "taken_at": NOON, "subject": "Candidature"}
    return values | {"outcome": "application", "reason": "the subject", "files": 0, "marked": False} | fields


def letter(number: int, **fields: Any) -> dict[str, Any]:
    """Make the values of a letter."""
    values = {"kind": "complete", "language": "fr", "mailbox": "jobs", "recipient": "s@example.com"}
    values |= {"domain": "example.com", "message_id": f"<{number}@example.org>", "raw": b"Subject: x\r\n\r\n"}
    return values | {"state": "pending", "created_at": NOON, "due_at": NOON, "attempts": 0} | fields


def application(tx: Transaction, email: str | None = "s@example.com", posting: str = "omp") -> int:
    """Open an application."""
    values = {"posting": posting, "email": email, "name": None, "received_at": NOON, "unread": []}
    return dossiers.create(
        tx, values | {"reference": dossiers.next_reference(tx, posting.upper(), 2026)}, VERDICT
    )


def count(database: Database, table: Any) -> int:
    with database.read() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


# --- the second time ---------------------------------------------------------


def test_a_copy_on_the_server_has_one_row(database: Database) -> None:
    with database.write() as tx:
        assert ledger.add(tx, COPY, mail()) == 1
        assert ledger.add(tx, COPY, mail(sha256="b" * 64)) is None
    assert count(database, tables.message) == 1


@pytest.mark.parametrize("other", [{"mailbox": "hr"}, {"folder": "Junk"}, {"uidvalidity": 2}, {"uid": 8}])
def test_another_place_is_another_row(database: Database, other: dict[str, Any]) -> None:
    with database.write() as tx:
        ledger.add(tx, COPY, mail())
        assert ledger.add(tx, replace(COPY, **other), mail()) == 2


def test_an_address_has_one_application_to_a_posting(database: Database) -> None:
    with database.write() as tx:
        application(tx)
    with pytest.raises(Conflict), database.write() as tx:
        application(tx)
    with database.write() as tx:
        application(tx, posting="juriste")
        application(tx, email="other@example.com")
    assert count(database, tables.application) == 3


def test_mails_without_a_sender_are_applications_of_their_own(database: Database) -> None:
    with database.write() as tx:
        assert application(tx, email=None) != application(tx, email=None)
        assert dossiers.find(tx, "omp", None) is None


def test_a_mail_causes_at_most_one_letter(database: Database) -> None:
    with database.write() as tx:
        cause = ledger.add(tx, COPY, mail())
        assert outbox.enqueue(tx, letter(1, cause_id=cause)) == 1
        assert outbox.enqueue(tx, letter(2, cause_id=cause, kind="updated")) is None
    assert count(database, tables.letter) == 1


def test_a_recruiter_has_one_digest_a_day(database: Database) -> None:
    today = {"recruiter": "r@example.org", "day": date(2026, 5, 4), "kind": "digest"}
    with database.write() as tx:
        assert outbox.enqueue(tx, letter(1, **today)) == 1
        assert outbox.enqueue(tx, letter(2, **today)) is None
        assert outbox.enqueue(tx, letter(3, **today | {"day": date(2026, 5, 5)}))
        assert outbox.enqueue(tx, letter(4, **today | {"recruiter": "q@example.org"}))


def test_a_dossier_holds_the_same_bytes_once(database: Database) -> None:
    with database.write() as tx:
        dossier_id, row_id = application(tx), ledger.add(tx, COPY, mail())
        assert row_id is not None
        dossiers.add_documents(tx, dossier_id, row_id, NOON, (CV, LETTER))
    with pytest.raises(Conflict), database.write() as tx:
        dossiers.add_documents(tx, dossier_id, row_id, LATE, (replace(CV, file="copie.pdf"),))
    assert count(database, tables.document) == 2


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (tables.message, mail(outcome="lost", mailbox="j", folder="f", uidvalidity=1, uid=1)),
        (tables.letter, letter(1, state="perhaps")),
        (tables.letter, letter(1, cause_id=99)),
        (tables.letter, letter(1, application_id=99)),
    ],
    ids=["outcome", "state", "no-such-mail", "no-such-application"],
)
def test_a_word_or_a_row_that_does_not_exist_is_refused(
    database: Database, table: Any, values: dict[str, Any]
) -> None:
    with pytest.raises(Conflict), database.write() as tx:
        tx.execute(table.insert().values(values))


# --- references --------------------------------------------------------------


def test_references_count_by_prefix_and_year(database: Database) -> None:
    with database.write() as tx:
        asked = [("OMP", 2026), ("OMP", 2026), ("OMP", 2027), ("JUR", 2026), ("OMP", 2026)]
        given = [dossiers.next_reference(tx, *each) for each in asked]
    assert given == ["OMP-2026-0001", "OMP-2026-0002", "OMP-2027-0001", "JUR-2026-0001", "OMP-2026-0003"]


def test_a_reference_that_was_rolled_back_is_given_again(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as tx:
        _ = len(dossiers.next_reference(tx, "OMP", 2026)) / 0
    with database.write() as tx:
        assert dossiers.next_reference(tx, "OMP", 2026) == "OMP-2026-0001"


def test_after_9999_references_grow_by_a_digit(database: Database) -> None:
    with database.write() as tx:
        tx.execute(tables.counter.insert().values(prefix="OMP", year=2026, last=9999))
        assert dossiers.next_reference(tx, "OMP", 2026) == "OMP-2026-10000"


def test_references_have_neither_gap_nor_twin_under_four_threads(database: Database) -> None:
    """Every third transaction is rolled back."""
    given: list[str] = []
    gate = threading.Barrier(4)

    def work() -> None:
        gate.wait()
        for turn in range(15):
            try:
                with database.write() as tx:
                    reference = dossiers.next_reference(tx, "OMP", 2026)
                    _ = 1 / (turn % 3)
            except ZeroDivisionError:
                continue
            given.append(reference)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"OMP-2026-{n:04d}" for n in range(1, 41)]


# --- the ledger --------------------------------------------------------------


def test_a_row_takes_its_new_uid_after_a_renumbering(database: Database) -> None:
    with database.write() as tx:
        ledger.add(tx, COPY, mail())
        row = ledger.renumber(tx, Copy(mailbox="jobs", folder="INBOX", uidvalidity=2, uid=1), "a" * 64)
        assert row is not None
        assert (row.id, row.uidvalidity, row.uid) == (1, 2, 1)
    assert count(database, tables.message) == 1


@pytest.mark.parametrize(
    ("copy", "sha256"),
    [
        (replace(COPY, uid=9), "a" * 64),
        (replace(COPY, uidvalidity=2), "b" * 64),
        (replace(COPY, uidvalidity=2, folder="Junk"), "a" * 64),
        (replace(COPY, uidvalidity=2, mailbox="hr"), "a" * 64),
    ],
    ids=["same-numbering", "other-bytes", "other-folder", "other-mailbox"],
)
def test_only_the_same_bytes_of_an_earlier_numbering_are_renumbered(
    database: Database, copy: Copy, sha256: str
) -> None:
    with database.write() as tx:
        ledger.add(tx, COPY, mail())
        assert ledger.renumber(tx, copy, sha256) is None


def test_two_copies_of_the_same_bytes_keep_a_row_each_over_a_renumbering(database: Database) -> None:
    with database.write() as tx:
        ledger.add(tx, COPY, mail())
        ledger.add(tx, replace(COPY, uid=8), mail(outcome="duplicate"))
        fresh = [replace(COPY, uidvalidity=2, uid=uid) for uid in (1, 2, 3)]
        renumbered = [ledger.renumber(tx, copy, "a" * 64) for copy in fresh]
    assert [row and row.id for row in renumbered] == [1, 2, None]


def test_the_first_copy_stands_for_further_ones(database: Database) -> None:
    with database.write() as tx:
        ledger.add(tx, COPY, mail(outcome="duplicate"))
        ledger.add(tx, replace(COPY, uid=8), mail())
        ledger.add(tx, replace(COPY, uid=9), mail())
        first = ledger.first_copy(tx, "jobs", "a" * 64)
        assert first is not None
        assert first.id == 2
        assert ledger.first_copy(tx, "hr", "a" * 64) is None


def test_a_cursor_is_kept_for_each_folder_and_moves(database: Database) -> None:
    with database.write() as tx:
        assert ledger.cursor(tx, "jobs", "INBOX") is None
        for value in (
            Cursor(uidvalidity=1, uid=5),
            Cursor(uidvalidity=1, uid=9),
            Cursor(uidvalidity=2, uid=0),
        ):
            ledger.set_cursor(tx, "jobs", "INBOX", value)
            assert ledger.cursor(tx, "jobs", "INBOX") == value
        assert ledger.cursor(tx, "jobs", "Junk") is None


def test_known_uids_are_those_of_one_numbering_above_the_cursor(database: Database) -> None:
    with database.write() as tx:
        for uid in (3, 5, 8):
            ledger.add(tx, replace(COPY, uid=uid), mail())
        ledger.add(tx, replace(COPY, uid=9, uidvalidity=2), mail())
        assert ledger.known(tx, "jobs", "INBOX", 1) == {3, 5, 8}
        assert ledger.known(tx, "jobs", "INBOX", 1, above=5) == {8}


def test_the_first_poll_is_noted_once(database: Database) -> None:
    with database.write() as tx:
        ledger.start(tx, "jobs", NOON)
        ledger.start(tx, "jobs", LATE)
        assert ledger.first_polled_at(tx, "jobs") == NOON


def test_a_mailbox_fails_since_its_first_failure_until_a_poll_goes_through(database: Database) -> None:
    with database.write() as tx:
        ledger.start(tx, "jobs", NOON)
        for minutes, error in ((1, "no route"), (2, "refused")):
            ledger.went_wrong(tx, "jobs", NOON + timedelta(minutes=minutes), error)
        (row,) = ledger.troubled(tx)
        assert (row.failing_since, row.failures, row.error) == (NOON + timedelta(minutes=1), 2, "refused")
        ledger.went_well(tx, "jobs", LATE)
        assert ledger.troubled(tx) == []


# --- dossiers ----------------------------------------------------------------


def test_a_dossier_is_read_back_as_it_was_written(database: Database) -> None:
    stored = (CV, references("a", "b"), SCAN, replace(LETTER, language="fr"))
    with database.write() as tx:
        row_id = ledger.add(tx, COPY, mail())
        assert row_id is not None
        dossiers.add_documents(tx, application(tx), row_id, IN_TIME, stored)
    with database.read() as tx:
        found = dossiers.find(tx, "omp", "S@Example.COM")
    assert found is not None
    assert found.dossier == dossier("complete", *stored, at=IN_TIME, received_at=NOON)


def test_documents_that_an_earlier_mail_had_brought_are_dated_back(database: Database) -> None:
    with database.write() as tx:
        dossier_id, row_id = application(tx), ledger.add(tx, COPY, mail())
        assert row_id is not None
        dossiers.add_documents(tx, dossier_id, row_id, LATE, (CV, DIPLOMA))
        dossiers.bring_forward(tx, dossier_id, IN_TIME, [CV.sha256, LETTER.sha256])
        dossiers.bring_forward(tx, dossier_id, LATE, [CV.sha256])
        found = dossiers.find(tx, "omp", "s@example.com")
    assert found is not None
    assert found.dossier.held == (*held(CV, at=IN_TIME), *held(DIPLOMA, at=LATE))


@pytest.mark.parametrize(
    ("mailbox", "ids", "reference", "found"),
    [
        ("jobs", ["<letter@example.org>"], None, False),
        ("jobs", ["<other@x>", "<mail@example.com>"], None, False),
        ("jobs", [], "OMP-2026-0001", True),
        ("hr", ["<unknown@x>"], "OMP-2026-0001", True),
        ("hr", ["<letter@example.org>"], None, None),
        ("jobs", ["<unknown@x>"], "OMP-2026-0002", None),
        ("jobs", [], None, None),
    ],
    ids=[
        "our-letter",
        "their-mail",
        "reference",
        "reference-elsewhere",
        "other-mailbox",
        "unknown",
        "nothing",
    ],
)
def test_a_thread_is_found_by_a_letter_a_mail_or_a_reference(
    database: Database, mailbox: str, ids: list[str], reference: str | None, found: bool | None
) -> None:
    with database.write() as tx:
        dossier_id = application(tx)
        cause = ledger.add(tx, COPY, mail(message_id="<mail@example.com>", application_id=dossier_id))
        ours = letter(1, cause_id=cause, application_id=dossier_id, message_id="<letter@example.org>")
        outbox.enqueue(tx, ours)
        outbox.enqueue(tx, letter(2, recruiter="r@example.org", day=date(2026, 5, 4), kind="digest"))
        thread = dossiers.thread(tx, mailbox, ids, reference)
    assert (thread.by_subject if thread else None) is found
    assert thread is None or thread.email == "s@example.com"


@pytest.mark.parametrize(
    "column",
    [tables.message.c.uid, tables.message.c.uidvalidity, tables.folder.c.cursor, tables.folder.c.uidvalidity],
)
def test_a_number_of_imap_has_room_in_every_database(column: Any) -> None:
    assert isinstance(column.type, BigInteger)  # up to 2**32 - 1
