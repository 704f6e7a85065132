"""A database with a million applications, made within it by a few statements: SQLite or PostgreSQL.

Each application has a mail, two documents and a letter, nearly all sent; every eleventh mail is nobody's.
The applications go round `POSTINGS` postings, evenly over `DAYS` days, the last of which ends at `END`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from intake.store.database import Database

POSTINGS = 200
DAYS = 400
END = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)  # before the deadline of the office's posting
LETTER = 1024  # bytes of a letter

_WORDS = {
    "sqlite": {
        "numbers": "(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) SELECT i FROM n) n",
        "time": "strftime('%Y-%m-%d %H:%M:%S', CAST({0} AS INTEGER), 'unixepoch') || '.000000'",
        "digest": "printf('%064x', (i * 2654435761) % 4294967296 * 1048576 + i + {0})",
        "json": "{0}",
        "raw": f"zeroblob({LETTER})",
    },
    "postgresql": {
        "numbers": "generate_series(0, {last}) n(i)",
        "time": "to_timestamp(CAST({0} AS bigint))",
        "digest": "lpad(to_hex((CAST(i AS bigint) * 2654435761) % 4294967296 * 1048576 + i + {0}), 64, '0')",
        "json": "CAST({0} AS json)",
        "raw": f"convert_to(repeat('x', {LETTER}), 'UTF8')",
    },
}
# By the round, so that each posting has all of them.
_STATUS = (
    f"CASE i / {POSTINGS} % 10 WHEN 0 THEN 'review' WHEN 1 THEN 'incomplete' WHEN 2 THEN 'incomplete' "
    "ELSE 'complete' END"
)
# Of two hundred letters one bounced, one failed, one was held; of the last day, too.
_ROUND = f"(i / {POSTINGS} % 200)"
_BOUNCED = 197
_STATE = f"CASE {_ROUND} WHEN 193 THEN 'failed' WHEN 195 THEN 'held' WHEN 199 THEN 'unknown' ELSE 'sent' END"
_POSTING = f"'p' || (i % {POSTINGS})"


def crowd(database: Database, count: int) -> None:
    """Fill a database whose tables are empty.

    What is true of it is written in the order of its keys, its indexes afterwards.
    """
    dialect = database.engine.dialect.name
    link = database.engine.raw_connection()
    driver: Any = link.driver_connection  # which needs no transaction, and takes no colon for a parameter
    if dialect == "sqlite":
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-1000000"):
            driver.execute(f"PRAGMA {pragma}")
    else:
        driver.autocommit = True
        driver.execute("SET session_replication_role = replica")  # no foreign keys meanwhile
        driver.execute("SET maintenance_work_mem = '512MB'")
    indexes = take_indexes(driver, dialect)
    for statement in (*_statements(dialect, count), *indexes):
        driver.execute(statement)
    if dialect == "postgresql":  # as its own housekeeping does
        driver.execute("VACUUM ANALYZE")
    link.invalidate()


def take_indexes(driver: Any, dialect: str) -> list[str]:
    """Drop the indexes that are no constraints; give the statements that make them."""
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND NOT EXISTS "
        "(SELECT 1 FROM pg_constraint WHERE conname = indexname)",
    }[dialect]
    found = driver.execute(query).fetchall()
    for name, _ in found:
        driver.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]


def _statements(dialect: str, count: int) -> list[str]:
    words = _WORDS[dialect]
    step, start = DAYS * 86400 / count, END.timestamp() - DAYS * 86400

    def numbers(last: int) -> str:
        return words["numbers"].format(last=last - 1)

    def json(value: str) -> str:
        return words["json"].format(value)

    def digest(more: int) -> str:
        return words["digest"].format(more)

    came = words["time"].format(f"{start:.0f} + i * {step:.6f}")
    taken = words["time"].format(f"{start:.0f} + i * {step:.6f} + 20")
    missing = json(f"CASE WHEN i / {POSTINGS} % 10 IN (1, 2) THEN '[\"references\"]' ELSE '[]' END")
    application = f"""
        INSERT INTO application (id, reference, posting, email, name, status, late, received_at, missing,
            reason, references_count, unread)
        SELECT i + 1, 'P' || (i % {POSTINGS}) || '-2026-' || (i / {POSTINGS}), {_POSTING},
            'candidate.' || i || '@example.com', 'Candidate ' || i, {_STATUS}, false, {came}, {missing},
            'complete: cv (CV.pdf), letter (Lettre.pdf), references (3)', 3, {json("'[]'")}
        FROM {numbers(count)}"""
    columns = """id, mailbox, folder, uidvalidity, uid, sha256, size, received_at, taken_at, dated,
            message_id, sender, subject, outcome, posting, application_id, reason, files, marked"""
    shared = f"{digest(0)}, 350000, {came}, {taken}, {came}"
    message = f"""
        INSERT INTO message ({columns})
        SELECT i + 1, 'jobs', 'INBOX', 1, i + 1, {shared}, '<' || i || '@example.com>',
            'candidate.' || i || '@example.com', 'Candidature chargé de projet ' || i, 'application',
            {_POSTING}, i + 1, 'the subject is that of the posting', 3, false
        FROM {numbers(count)}"""
    others = f"""
        INSERT INTO message ({columns})
        SELECT {count} + i / 10 + 1, 'jobs', 'INBOX', 1, {count} + i / 10 + 1, {shared},
            '<o' || i || '@example.com>', 'person.' || i || '@example.com', 'Question ' || i,
            CASE WHEN {_ROUND} = {_BOUNCED} THEN 'automatic' WHEN i % 20 = 0 THEN 'unmatched'
            ELSE 'automatic' END, NULL, NULL, 'no posting asks for it', 0, false
        FROM {numbers(count)} WHERE i % 10 = 0"""
    papers = [
        _document(place, kind, numbers=numbers(count), json=json, digest=digest(place), came=came)
        for place, kind in _PAPERS
    ]
    letter = f"""
        INSERT INTO letter (id, cause_id, application_id, kind, language, mailbox, recipient, domain,
            message_id, raw, state, created_at, due_at, attempts, settled_at, bounced_at, bounced_by, bounce)
        SELECT i + 1, i + 1, i + 1, 'complete', 'fr', 'jobs', 'candidate.' || i || '@example.com',
            'example.com', '<l' || i || '@example.org>', {words["raw"]}, {_STATE}, {taken}, {taken}, 1, {taken},
            CASE {_ROUND} WHEN {_BOUNCED} THEN {taken} END,
            CASE {_ROUND} WHEN {_BOUNCED} THEN {count} + i / 10 + 1 END,
            CASE {_ROUND} WHEN {_BOUNCED} THEN '5.1.1 no such user' END
        FROM {numbers(count)}"""
    return [application, message, others, *papers, letter]


_PAPERS = ((1, "cv"), (2, "letter"))


def _document(
    place: int, kind: str, *, numbers: str, json: Callable[[str], str], digest: str, came: str
) -> str:
    kinds = json(f"'[\"{kind}\"]'")
    return f"""
        INSERT INTO document (application_id, message_id, position, received_at, file, sha256, size, kinds,
            possible, pages, confidence, because, referees, language, owner)
        SELECT i + 1, i + 1, {place}, {came}, '{kind}.pdf', {digest}, 150000, {kinds}, {json("'[]'")},
            {json(f"'[[1, [{chr(34)}{kind}{chr(34)}]]]'")}, 0.98, 'its headings are those of such a paper',
            {json("'[]'")}, 'fr', 'Candidate ' || i
        FROM {numbers}"""
