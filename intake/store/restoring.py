"""A backup's rows put into an empty database, and what may have happened since to what they tell of.

    empty ─→ schema "restoring" ─→ (one transaction: the backup's schema, its rows, this schema) ─→ in use

Who dies on the way leaves "restoring", on which no command works, and from which it begins anew.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, inspect, select, text, update

from intake.domain.trouble import Trouble
from intake.store import postgresql, upgrading
from intake.store.caps import IN_HAND
from intake.store.database import SCHEMA, Database, Transaction, make_room, version_of
from intake.store.letters import ended
from intake.store.tables import audit, duty, letter, mailbox, metadata
from intake.store.upgrading import RESTORING

_NOTHING: Final = "Nothing was touched."
_EMPTY: Final = (
    "Move the old database and the old storage aside (of SQLite's file what is beside it, too: -wal, -shm), "
    "or name others in intake.yaml."
)
_UNSETTLED: Final = ("pending", *IN_HAND)
_OF_A_DAY: Final = ("alarm", "canary", "trial")  # nobody wants the one of the day of the backup
_DUTY: Final = "restored"  # as a duty that was done; no engine knows it
DOUBT: Final = "restored from a backup: it may have gone out before that"


def refuse_full(database: Database) -> None:
    """Refuse a database that holds anything: only its own upgrade may have been noted there.

    Raises:
        Trouble: it holds rows, is at another version's schema, or is something else's.

    """
    if database.file is None or database.file.exists():
        with database.read() as tx:
            _refuse_full(tx, database.shown)


def _refuse_full(tx: Transaction, shown: str) -> str | None:
    version, names = version_of(tx), set(inspect(tx).get_table_names())
    if version is None and names - {"alembic_version"}:
        raise Trouble(f"The database {shown} holds tables of something else. {_NOTHING}", _EMPTY)
    if version not in (None, SCHEMA, RESTORING):
        raise Trouble(f"The database {shown} is at schema {version}, and not empty. {_NOTHING}", _EMPTY)
    if version == SCHEMA:
        for table in metadata.sorted_tables:
            rows = select(table).limit(1)
            if table is audit:
                rows = rows.where(audit.c.action != "upgrade")
            if tx.execute(rows).first() is not None:
                raise Trouble(
                    f"The database {shown} is not empty: table {table.name} has rows. {_NOTHING}", _EMPTY
                )
    return version


def begin(database: Database) -> None:
    """Let nobody else work on an empty database from now on, and take its own tables away.

    Raises:
        Trouble: it is not empty, or cannot be used.

    """
    if database.file is not None:
        make_room(database.file)
    with database.write() as tx:
        if not database.sqlite:
            postgresql.begin_upgrade(tx, database.shown)
        if _refuse_full(tx, database.shown) == SCHEMA:
            metadata.drop_all(tx)
        tx.execute(text("DROP TABLE IF EXISTS alembic_version"))
        # As Alembic makes it.
        tx.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        tx.execute(text("INSERT INTO alembic_version VALUES (:name)"), {"name": RESTORING})


def make_tables(tx: Transaction, shown: str, schema: str) -> None:
    """Make the tables of the backup's schema, in the transaction that fills them.

    Raises:
        Trouble: another process has restored a backup there meanwhile.

    """
    if tx.dialect.name != "sqlite":
        postgresql.begin_upgrade(tx, shown)
    if version_of(tx) != RESTORING:
        raise Trouble(f"Another process has put a backup into {shown} meanwhile.", "See 'intake messages'.")
    tx.execute(text("DROP TABLE alembic_version"))
    upgrading.bring_to(tx, schema)


def settle(tx: Transaction, now: datetime) -> int:
    """Let nothing go out by itself that may have gone out since the backup; return how many letters.

    Nobody of those who worked then holds anything any more.
    """
    tx.execute(update(mailbox).values(leased_by=None))
    unsettled = letter.c.state.in_(_UNSETTLED)
    over = {"state": "superseded", "claimed_by": None, "settled_at": now, "note": DOUBT}
    tx.execute(update(letter).where(unsettled, letter.c.kind.in_(_OF_A_DAY)).values(**over))
    lost = over | {"state": "unknown"}
    ids = tx.scalars(update(letter).where(unsettled).values(**lost).returning(letter.c.id)).all()
    ended(tx, ids, "letter unknown", now)
    tx.execute(delete(duty).where(duty.c.name == _DUTY))
    tx.execute(duty.insert().values(name=_DUTY, done_at=now))
    return len(ids)


def restored_at(tx: Transaction) -> datetime | None:
    """When a backup was restored last; None: never."""
    when: datetime | None = tx.scalar(select(duty.c.done_at).where(duty.c.name == _DUTY))
    return when


def in_doubt(tx: Transaction, received_at: datetime) -> bool:
    """Whether mail that was received then may have been answered before a restore, by who is no more."""
    when = restored_at(tx)
    return when is not None and received_at < when


def doubt_letter(tx: Transaction, letter_id: int, now: datetime) -> None:
    """Let a letter in the outbox not go out by itself: it may have gone out before the restore."""
    values = {"state": "unknown", "settled_at": now, "note": DOUBT}
    tx.execute(update(letter).where(letter.c.id == letter_id, letter.c.state == "pending").values(**values))


def doubt(tx: Transaction, recruiter: str, day: object, now: datetime) -> None:
    """Let a digest of before the restore not go out by itself: it may have gone out."""
    where = (func.lower(letter.c.recruiter) == recruiter.lower(), letter.c.day == day)
    values = {"state": "unknown", "settled_at": now, "note": DOUBT}
    tx.execute(update(letter).where(*where, letter.c.state == "pending").values(**values))
