"""Mails that intake is to know already: their rows are written at once, as if it had taken them in."""

from __future__ import annotations

from rigs.dovecot import Dovecot
from rigs.office import Office
from sqlalchemy import text

from intake.settings import load
from intake.store import ledger
from intake.store.database import Database
from intake.store.ledger import Cursor

_ROWS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO message (mailbox, folder, uidvalidity, uid, sha256, size, received_at, taken_at, message_id,
                     sender, subject, outcome, reason, files, marked, attempts)
SELECT :mailbox, 'INBOX', :uidvalidity, i, printf('%064x', i), 80, '2026-05-01 10:00:00.000000',
       '2026-05-01 10:00:01.000000', '<' || i || '@example.com>', 'a@example.com', i, 'unmatched', '', 0, 0, 0
FROM n
"""


def know(office: Office, mailbox: str, dovecot: Dovecot, user: str) -> None:
    """Write the rows of all mails in a user's INBOX, and the cursor behind the last."""
    with dovecot.client(user) as client:
        state = client.select_folder("INBOX", readonly=True)
    count, numbering = state[b"EXISTS"], state[b"UIDVALIDITY"]
    database = Database(load_url(office))
    database.upgrade()
    with database.write() as tx:
        tx.execute(text(_ROWS), {"count": count, "mailbox": mailbox, "uidvalidity": numbering})
        ledger.set_cursor(tx, mailbox, "INBOX", Cursor(uidvalidity=numbering, uid=state[b"UIDNEXT"] - 1))
    database.close()


def load_url(office: Office) -> str:
    """Give the URL of an office's database."""
    return load(office.config).database
