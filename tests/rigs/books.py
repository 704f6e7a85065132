"""What a desk has written down: to compare it, to forget it, and to hold it against what a server took."""

from __future__ import annotations

import email
import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, event, func, select, update

from intake.services.desk import Desk
from intake.store import outbox
from intake.store.tables import application, folder, letter, message, metadata
from rigs.lying import SMTPServer
from rigs.smtp import Sink

_numbers = itertools.count()
KEPT = frozenset({"worker"})  # the rows that make it a desk at work

# One entry for each row, sorted; what differs from one run to the next (ids, times) is left out.
State = tuple[tuple[tuple[Any, ...], ...], ...]


class Books:
    """The ledger, the dossiers, the outbox and the blobs of a desk at work.

    From now on SQLite waits for no disk: what these tests disturb is not the machine.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        engine = desk.database.engine
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda dbapi, _: dbapi.execute("PRAGMA synchronous=OFF"))
            engine.dispose()

    def forget(self) -> None:
        """Forget everything."""
        with self.desk.database.write() as tx:
            for table in reversed(metadata.sorted_tables):
                if table.name not in KEPT:
                    tx.execute(delete(table))
        for digest in list(self.desk.blobs.names()):
            self.desk.blobs.delete(digest)

    def unmark(self) -> None:
        """Forget that the server has flagged or moved anything."""
        with self.desk.database.write() as tx:
            tx.execute(update(message).values(marked=False))

    def empty(self) -> bool:
        """Whether nothing has been written down yet of any mail."""
        tables = (message, folder, application, letter)
        with self.desk.database.read() as tx:
            written = any(tx.scalar(select(func.count()).select_from(table)) for table in tables)
        return not written and not list(self.desk.blobs.names())

    def state(self) -> State:
        """Everything on which it depends what a poll and a delivery do."""
        cursors = [folder.c.uidvalidity, folder.c.cursor]
        return (
            *self.outcome(),
            self._rows(cursors),
            tuple((name,) for name in sorted(self.desk.blobs.names())),
        )

    def outcome(self) -> State:
        """What candidates and recruiters see in the end, and the server's flags."""
        return (
            self._rows(
                [message.c.uid, message.c.sha256, message.c.outcome, message.c.reason, message.c.marked]
            ),
            self._rows([application.c.email, application.c.status, application.c.reason]),
            self._rows([letter.c.kind, letter.c.recipient, letter.c.state]),
        )

    def stored(self) -> dict[int, str]:
        """The bytes' digest of each UID."""
        return dict(self._rows([message.c.uid, message.c.sha256]))  # type: ignore[arg-type]

    def letters(self) -> list[Any]:
        """Every letter, oldest first."""
        with self.desk.database.read() as tx:
            return list(tx.execute(select(letter).order_by(letter.c.id)))

    def enqueue(self, number: int = 1, size: int = 0) -> None:
        """Put letters into the outbox, each to an address of its own, of `size` bytes and some more."""
        with self.desk.database.write() as tx:
            for _ in range(number):
                message_id = self.desk.new_message_id("jobs@example.org")
                domain = f"d{next(_numbers):06}.example"
                text = f"Message-ID: {message_id}\r\n\r\n" + "x" * size
                now = self.desk.now()
                values = {"kind": "complete", "language": "fr", "mailbox": "jobs", "domain": domain}
                values |= {"recipient": f"c@{domain}", "message_id": message_id, "raw": text.encode()}
                values |= {"state": "pending", "created_at": now, "due_at": now, "attempts": 0}
                assert outbox.enqueue(tx, values)

    def check_letters(self, sink: Sink | SMTPServer) -> None:
        """Hold every letter against what the server took: sent is there once, unknown at most once."""
        taken = Counter(email.message_from_bytes(mail.raw)["Message-ID"] for mail in sink.mails)
        assert all(times == 1 for times in taken.values())
        for row in self.letters():
            allowed = {"sent": (1,), "unknown": (0, 1)}.get(row.state, (0,))
            assert taken[row.message_id] in allowed, (row.state, row.note)

    def _rows(self, columns: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
        with self.desk.database.read() as tx:
            return tuple(sorted(map(tuple, tx.execute(select(*columns)))))
