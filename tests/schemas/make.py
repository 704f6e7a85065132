"""Makes the fixture of a schema: `python tests/schemas/make.py 0010`, with the version that releases it.

The schema is made by the migrations, then every table gets rows of every sort that there is, and all of
it is written down as SQL. A fixture of a released schema is never made again: it is what that version left.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, column, table

from intake.store import tables, upgrading
from intake.store.database import Database

HERE = Path(__file__).parent
NOON = datetime.fromisoformat("2026-05-04T12:00:00.123456+00:00")
NIGHT = datetime.fromisoformat("2026-01-01T00:00:00+00:00")

_PLACE = {"mailbox": "jobs", "folder": "INBOX", "uidvalidity": 2**32 - 1}
_MAIL = _PLACE | {"received_at": NIGHT, "taken_at": NOON}
_TEXT = {"subject": "Candidature « chargée » سلام 🙂 'OMP'; --", "reason": 'why, "so"\nand\tmore'}
_PLAIN_MAIL = _MAIL | _TEXT | {"size": 10, "files": 0, "marked": False, "attempts": 0}
_DOSSIER = {"posting": "omp", "late": False, "received_at": NIGHT, "missing": [], "reason": "", "unread": []}
_PAPER = {"file": "مرجع.pdf", "size": 3, "kinds": ["cv", "letter"], "possible": ["other"], "because": "x"}
_LETTER = {"mailbox": "jobs", "recipient": "S@example.com", "domain": "example.com", "language": "ar"}
_SENT = _LETTER | {"created_at": NIGHT, "due_at": NOON, "attempts": 1, "revision": 0, "raw": b"\0\xff\r\n"}
_OUTCOMES = ("application", "supplement", "duplicate", "unmatched", "automatic", "quarantined")
_STATES = ("pending", "claimed", "sending", "sent", "failed", "unknown", "held", "superseded")
_STATUSES = ("complete", "incomplete", "late", "review", "withdrawn")

# Rows of every table, with all columns of the newest schema: one takes those that it knows.
ROWS: dict[str, list[dict[str, Any]]] = {
    "worker": [{"id": "h/b/n/1/0", "heard_at": NOON, "watches": True}],
    "mailbox": [
        {"name": "jobs", "first_polled_at": NIGHT, "leased_by": "h/b/n/1/0", "read_at": NOON, "failures": 0}
        | {
            "failing_since": None,
            "error": None,
            "shard": 7,
            "next_poll_at": NOON,
            "host": "imap.example.org",
            "reconciled_at": NOON,
            "reconciled": [{"folder": "INBOX", "missing": 0}],
        },
        {"name": "emploi", "first_polled_at": NOON, "leased_by": None, "read_at": None, "failures": 3}
        | {"failing_since": NIGHT, "error": "It fails: «é»", "shard": 0, "next_poll_at": None, "host": None}
        | {"reconciled_at": None, "reconciled": None},
    ],
    "duty": [{"name": "retire", "done_at": NOON}],
    "folder": [
        {"mailbox": "jobs", "name": "INBOX", "uidvalidity": 2**32 - 1, "cursor": 2**32 - 2},
        {"mailbox": "jobs", "name": "INBOX/Été", "uidvalidity": 1, "cursor": 0},
    ],
    "application": [
        _DOSSIER
        | {"id": 5 + number, "reference": f"OMP-2026-000{number}", "status": status, "name": "Salma «B»"}
        | {"email": f"s{number}@example.com" if number else None, "references_count": number}
        | {"missing": ["letter", "references"][:number], "person": "who" if number else None, "doubt": None}
        | {"ruling": "withdrawn" if status == "withdrawn" else None, "reminded_at": NOON if number else None}
        | {"name_key": "salma «b»"}
        for number, status in enumerate(_STATUSES)
    ],
    "message": [
        _PLAIN_MAIL
        | {"id": 90 + number, "uid": 7 + number, "sha256": f"{number:064x}", "outcome": outcome}
        | {"application_id": 5 if number < 3 else None, "posting": "omp" if number < 3 else None}
        | {"dated": NIGHT if number else None, "message_id": f"<{number}@x>" if number else None}
        | {"sender": "S@example.com" if number else None, "retry_at": NOON if number == 5 else None}
        for number, outcome in enumerate(_OUTCOMES)
    ]
    # Of a numbering of the past, and the largest that a server gives.
    + [
        _PLAIN_MAIL
        | {"id": 2000, "uidvalidity": -3, "uid": 2**32 - 1, "sha256": "f" * 64, "outcome": "unmatched"}
        | dict.fromkeys(("application_id", "posting", "dated", "message_id", "sender", "retry_at"))
    ],
    "document": [
        _PAPER
        | {"id": 3, "application_id": 5, "message_id": 90, "position": 1, "received_at": NIGHT}
        | {"sha256": "b" * 64, "pages": [[1, ["cv"]], [2, []]], "confidence": 0.1, "referees": ["a", "b"]}
        | {"language": "fr", "owner": "Salma", "scanned_at": NOON, "virus": "Eicar"},
        _PAPER
        | {"id": 4, "application_id": 6, "message_id": 91, "position": 2, "received_at": NIGHT}
        | {"sha256": "b" * 64, "pages": [], "confidence": 1.0, "referees": []}
        | dict.fromkeys(("language", "owner", "scanned_at", "virus")),
    ],
    "correction": [
        {"id": 2, "application_id": 5, "sha256": "b" * 64, "kinds": ["cv"], "pages": [[1, ["cv"]]]}
        | {"referees": 2, "at": NOON, "actor": "anna@host"},
        {"id": 3, "application_id": 6, "sha256": "b" * 64, "kinds": [], "pages": []}
        | {"referees": None, "at": NOON, "actor": "anna@host"},
    ],
    "letter": [
        _SENT
        | {"id": 4 + number, "state": state, "kind": "incomplete", "message_id": f"<l{number}@x>"}
        | {"cause_id": 90 + number if number < 6 else None, "application_id": 5 if number < 3 else None}
        | {"recruiter": None, "day": None, "tells": None, "deferred_at": NIGHT if number == 0 else None}
        | {"claimed_by": "h/b/n/1/0" if number in (1, 2) else None}
        | {"settled_at": NOON if number > 2 else None, "note": "550 «no»" if number == 4 else None}
        | {
            "bounced_at": NOON if number == 3 else None,
            "bounced_by": 94 if number == 3 else None,
            "bounce": "5.1.1" if number == 3 else None,
        }
        for number, state in enumerate(_STATES)
    ]
    + [
        _SENT
        | {"id": 40, "state": "sent", "kind": "digest", "message_id": "<d@x>", "raw": b"", "settled_at": NOON}
        | {"recruiter": "direction@example.org", "day": date(2026, 5, 4)}
        | dict.fromkeys(("cause_id", "application_id", "deferred_at", "claimed_by", "note"))
        | dict.fromkeys(("bounced_at", "bounced_by", "bounce"))
        | {"tells": [5, 6]}
    ],
    "erased": [
        {"id": 2, "mailbox": "jobs", "folder": "INBOX", "uidvalidity": 5, "uid": 6, "hash": "c" * 64}
        | {"erased_at": NOON}
    ],
    "secret": [{"name": "erased", "value": bytes(range(32))}],
    "audit": [
        {"id": 8, "at": NIGHT, "actor": "intake", "action": "letter sent", "message_id": None, "letter_id": 7}
        | {"application": "OMP-2026-0000", "note": None, "posting": "omp"},
        {"id": 9, "at": NOON, "actor": "anna@host", "action": "erase", "message_id": 90, "letter_id": None}
        | {"application": None, "note": "messages 3", "posting": None},
    ],
    "alarm": [
        {"code": "silence", "place": "jobs", "text": "x", "remedy": "y", "raised_at": NIGHT}
        | {"cleared_at": NOON, "told_at": NOON},
        {"code": "disk_full", "place": "", "text": "«x»", "remedy": "", "raised_at": NIGHT}
        | {"cleared_at": None, "told_at": None},
    ],
    "canary": [
        {"mailbox": "jobs", "day": date(2026, 5, 4), "token": "t", "sent_at": NIGHT, "received_at": NOON}
        | {"seen_at": NOON},
        {"mailbox": "jobs", "day": date(2026, 5, 5), "token": "u", "sent_at": NOON, "received_at": None}
        | {"seen_at": None},
    ],
    "counter": [{"prefix": "OMP", "year": 2026, "last": 9}],
    "token": [
        {"account": "jobs/imap", "sealed": b"\0sealed", "expires_at": NOON, "changed_at": NIGHT}
        | {"refreshing_by": "h/b/n/1/0", "refreshing_since": NOON, "trouble": None, "remedy": None}
        | {"permanent": None, "failures": 0, "retry_at": None},
        {"account": "jobs/smtp", "sealed": None, "expires_at": None, "changed_at": None}
        | {"refreshing_by": None, "refreshing_since": None, "trouble": "«x»", "remedy": "y"}
        | {"permanent": True, "failures": 3, "retry_at": NOON},
    ],
    "request": [
        {"id": 3, "kind": "erasure", "message_id": 94, "email": "s1@example.com", "received_at": NIGHT}
        | {"due_at": NOON, "finished_at": None, "note": None},
        {"id": 4, "kind": "access", "message_id": None, "email": None, "received_at": NIGHT, "due_at": NOON}
        | {"finished_at": NOON, "note": "erased"},
    ],
    "told": [
        {
            "recruiter": "direction@example.org",
            "what": "closing",
            "of": "omp 2026-05-04T15:00:00Z",
            "at": NOON,
        }
    ],
    "bucket": [{"account": "jobs/imap", "what": "send", "kept": [0.5, 3], "at": NOON}],
    "account": [
        {"id": 3, "email": "anna@example.org", "name": "Anna «A»", "role": "admin", "password": "scrypt$1$1"}
        | {"openid": "https://id.example.org 7", "language": "ar", "created_at": NIGHT, "signed_in_at": NOON}
        | {"disabled_at": None},
        {"id": 4, "email": "direction@example.org", "name": "مريم", "role": "recruiter", "created_at": NOON}
        | dict.fromkeys(("password", "openid", "language", "signed_in_at"))
        | {"disabled_at": NOON},
    ],
    "session": [
        {"hash": "1" * 64, "account_id": 3, "created_at": NIGHT, "seen_at": NOON, "expires_at": NOON}
        | {"said": "Done «é».", "browser": "Firefox, Linux"},
    ],
    "link": [
        {"hash": "2" * 64, "account_id": 4, "purpose": "invitation", "created_at": NIGHT, "expires_at": NOON}
        | {"used_at": None},
        {"hash": "3" * 64, "account_id": None, "purpose": "start", "created_at": NIGHT, "expires_at": NOON}
        | {"used_at": NOON},
    ],
    "attempt": [{"id": 2, "who": "4" * 64, "at": NOON}],
    "api_token": [
        {"id": 2, "account_id": 3, "name": "Payroll «P»", "hash": "5" * 64, "created_at": NIGHT}
        | {"expires_at": NOON, "used_at": NOON, "revoked_at": None},
        {"id": 3, "account_id": 4, "name": "x", "hash": "6" * 64, "created_at": NIGHT}
        | {"expires_at": None, "used_at": None, "revoked_at": NOON},
    ],
    "webhook": [
        {"id": 2, "account_id": 3, "url": "https://example.net/x?y=é", "secret": b"\0sealed", "failures": 2}
        | {"created_at": NIGHT, "disabled_at": None, "resting_until": NOON},
    ],
    "event": [{"id": 5, "application_id": 6, "what": "changed"}],
    "call": [
        {"id": 4, "webhook_id": 2, "application_id": 5, "what": "created", "at": NIGHT, "state": "failed"}
        | {"attempts": 9, "due_at": NOON, "settled_at": NOON, "answer": "HTTP 500"},
        {"id": 6, "webhook_id": 2, "application_id": 6, "what": "changed", "at": NOON, "state": "pending"}
        | {"attempts": 0, "due_at": NOON, "settled_at": None, "answer": None},
    ],
    "note": [
        {"id": 2, "application_id": 5, "account_id": 3, "at": NOON, "text": "Rappeler lundi\nسلام 🙂"},
        {"id": 3, "application_id": 5, "account_id": None, "at": NIGHT, "text": "x"},
    ],
    "word": [
        {"word": "salma", "application_id": 5},
        {"word": "=s1@example.com", "application_id": 6},
        {"word": "سلمي", "application_id": 6},
    ],
    "edition": [
        {"id": 2, "file": "postings/omp.yaml", "at": NOON, "account_id": 3, "before": "a: 1\n"}
        | {"after": "a: «2» # é\n", "undone": False},
        {"id": 3, "file": "intake.yaml", "at": NOON, "account_id": None, "before": None, "after": None}
        | {"undone": True},
    ],
}


def fill(database: Database, rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Put rows into the tables that there are, as far as their columns go; return what was put there."""
    there, put = MetaData(), {}
    with database.write() as tx:
        there.reflect(tx)
        for each in there.sorted_tables:
            if each.name in rows:
                known = tables.metadata.tables[each.name].c
                names = [here.name for here in each.c]
                bare = table(each.name, *(column(name, known[name].type) for name in names))
                put[each.name] = [{name: row[name] for name in names} for row in rows[each.name]]
                tx.execute(bare.insert(), put[each.name])
    return put


def main(revision: str) -> None:
    """Write the fixture of a schema."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "intake.db"
        with closing(Database(f"sqlite:///{file}")) as database:
            with database.write() as tx:
                upgrading.bring_to(tx, revision)
            fill(database, ROWS)
        with closing(sqlite3.connect(file)) as raw:
            text = "\n".join(raw.iterdump())
    (HERE / f"{revision}.sql").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    for each in sys.argv[1:] or sys.exit("Name the revision, such as 0010."):
        main(each)
