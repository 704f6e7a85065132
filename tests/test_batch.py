"""Mails judged side by side: nothing is lost where a server, a storage or a mail breaks off a batch.

The server is scripted here: no real one can be made to renumber a folder in the middle of an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders.mails import mail
from rigs.database import database_in
from sqlalchemy import select, text

from intake import app
from intake.domain.model import Account, Mailbox, Secret
from intake.domain.storage import StorageError
from intake.domain.trouble import Trouble
from intake.services.desk import Desk
from intake.services.poll import Polled, poll
from intake.services.report import messages
from intake.settings import bare
from intake.store import digests
from intake.store.tables import audit

WHEN = datetime(2026, 5, 3, 12, tzinfo=UTC)


@dataclass
class Fetched:
    uid: int
    raw: bytes
    received_at: datetime = WHEN


@dataclass
class State:
    uidvalidity: int
    uidnext: int
    exists: int


@dataclass
class Session:
    """A connection that does what is planned `on` a UID before it gives that mail."""

    server: Server
    alive: bool = True
    skipped: dict[int, str] = field(default_factory=dict)
    certificate_ends: None = None

    def folders(self) -> list[str]:
        """All there are."""
        return ["INBOX"]

    def examine(self, folder: str) -> State:
        """What the folder holds now."""
        mails = self.server.mails
        return State(self.server.uidvalidity, max(mails, default=0) + 1, len(mails))

    def uids(self, first: int) -> list[int]:
        """Those from `first` on."""
        return sorted(uid for uid in self.server.mails if uid >= first)

    def fetch(self, uids: Sequence[int], *, singly: bool = False) -> Iterator[Fetched]:
        """Give the mails that are there."""
        for uid in uids:
            if act := self.server.on.get(uid):
                act(self)
            if uid in self.server.mails:
                yield Fetched(uid, self.server.mails[uid])
            else:
                self.skipped[uid] = "vanished"


@dataclass
class Server:
    mails: dict[int, bytes]
    uidvalidity: int = 7
    on: dict[int, Callable[[Session], None]] = field(default_factory=dict)

    @contextmanager
    def open(self, mailbox: Mailbox) -> Iterator[Session]:
        """Log in."""
        yield Session(self)


def numbered(count: int, first: int = 1) -> dict[int, bytes]:
    """Mails by their UIDs, from 1; their subjects count from `first`."""
    return {
        uid: mail(subject=f"mail {first + uid - 1}", message_id=f"<{first + uid}@example.com>")
        for uid in range(1, count + 1)
    }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "password").write_text("x")
    secret = Secret(source="file", name="password")
    account = Account(host="127.0.0.1", port=1, security="none", username="u", password=secret)
    jobs = Mailbox(name="jobs", address="jobs@example.org", imap=account, smtp=account)
    settings = replace(
        bare(tmp_path / "config"),
        base=tmp_path,
        database=database_in(tmp_path),
        storage=tmp_path / "storage",
        mailboxes={"jobs": jobs},
    )
    with app.open_desk(settings) as opened, app.at_work(opened):
        yield opened


def polled(desk: Desk, server: Server, **parts: Any) -> Polled:
    at = replace(desk, open_imap=server.open, **parts)
    return poll(at, desk.settings.mailboxes["jobs"])


def subjects(desk: Desk) -> list[str]:
    return sorted((row["subject"] for row in messages(desk)), key=lambda each: int(each.split()[1]))


def test_a_folder_numbered_anew_in_the_middle_of_a_pass_loses_no_mail(desk):
    server = Server(numbered(3))

    def renumber(session: Session) -> None:
        if server.uidvalidity == 7:
            server.uidvalidity, server.mails, session.alive = 8, numbered(3, first=101), False
            raise Trouble("The server hung up.")

    server.on[3] = renumber
    assert "numbered anew" in str(polled(desk, server).error)
    assert polled(desk, server).error is None
    assert {"mail 101", "mail 102", "mail 103"} <= set(subjects(desk))


def test_what_was_fetched_before_an_error_of_our_own_is_taken_in(desk):
    server = Server(numbered(39))

    def stumble(_: Session) -> None:
        raise ValueError("a fault of the adapter")

    server.on[38] = stumble
    assert "stumbled" in str(polled(desk, server).error)
    assert subjects(desk) == [f"mail {number}" for number in range(1, 38)]


@dataclass
class Refusing:
    """A storage that takes all but one mail."""

    real: Any
    refused: bytes

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def put(self, data: bytes) -> str:
        """Keep it, or refuse it."""
        if data == self.refused:
            raise StorageError("It is too large.", "Raise the limit.")
        return self.real.put(data)


def test_a_mail_that_cannot_be_kept_keeps_no_other_of_its_batch_out(desk):
    server = Server(numbered(10))
    blobs = Refusing(desk.blobs, server.mails[10])
    for new in (9, 0):
        result = polled(desk, server, blobs=blobs)
        assert (result.new, "too large" in str(result.error)) == (new, True)
    assert polled(desk, server).new == 1
    assert Counter(row["outcome"] for row in messages(desk)) == {"unmatched": 10}
    with desk.database.read() as tx:
        assert "replay" not in tx.scalars(select(audit.c.action)).all()  # none was taken for poison


def test_copies_within_a_batch_and_across_batches_are_copies(desk):
    mails = numbered(19)
    server = Server(mails | {2: mails[1], 20: mails[1], 21: mails[3]})
    polled(desk, server)
    outcomes = {row["uid"]: row["outcome"] for row in messages(desk)}
    assert [uid for uid, outcome in outcomes.items() if outcome == "duplicate"] == [2, 20, 21]
    server.uidvalidity, server.mails = 9, {uid + 100: raw for uid, raw in server.mails.items()}
    assert polled(desk, server).new == 0  # the same rows under their new UIDs
    assert {row["uid"] - 100: row["outcome"] for row in messages(desk)} == outcomes


def test_a_stop_in_the_middle_leaves_the_rest_to_the_next_pass(desk):
    server = Server(numbered(59))
    at = replace(desk, open_imap=server.open)

    def stop(_mailbox: str, number: int, _of: int) -> None:
        if number == 5:
            desk.stopping.set()

    poll(at, desk.settings.mailboxes["jobs"], stop)
    assert 5 <= len(list(messages(desk))) < 59
    desk.stopping.clear()
    assert polled(desk, server).error is None
    assert subjects(desk) == [f"mail {number}" for number in range(1, 60)]


def test_an_endless_message_id_is_none(desk):
    """An index of PostgreSQL's takes 2,704 bytes."""
    endless = "".join(map(chr, range(0x4E00, 0x4E00 + 980)))
    mails: Mapping[int, bytes] = numbered(5)
    server = Server(dict(mails) | {3: mails[3].replace(b"<4@example.com>", f"<{endless}@x>".encode())})
    assert polled(desk, server).error is None
    assert len(list(messages(desk))) == 5


def test_a_digest_may_tell_of_any_number_of_applications(desk):
    """A statement may hold 65,535 values on PostgreSQL, some 250,000 on SQLite."""
    with desk.database.read() as tx:
        assert not digests.applications(tx, "omp", WHEN, ids=set(range(1, 260_000)), statuses=())
        assert tx.scalar(text("SELECT 1")) == 1
