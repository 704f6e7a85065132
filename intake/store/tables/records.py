"""What people did, what is wrong, and what this installation has made for itself."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from intake.store.tables.columns import UtcTime, metadata, row_id

# Keys of this installation, made at first use.
secret = Table(
    "secret",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# What people did, and what became of each letter. Ids only, so that it outlives what is erased.
audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", UtcTime, nullable=False, index=True),
    Column("actor", String(100), nullable=False),  # "intake", or the account that gave the command
    Column("action", String(50), nullable=False),
    Column("message_id", Integer),  # the ledger's id
    Column("letter_id", Integer),
    Column("application", String(100), index=True),  # its reference
    Column("posting", String(100)),  # the application's, which may be erased since
    Column("note", Text),
    Index(None, "action", "id"),
)
# What people did, among all that intake does: of a posting, and by whom.
_PEOPLE = text("actor <> 'intake'")
Index(
    "ix_audit_people_posting",
    audit.c.posting,
    audit.c.id,
    sqlite_where=_PEOPLE,
    postgresql_where=_PEOPLE,
)
Index("ix_audit_people_actor", audit.c.actor, audit.c.id, sqlite_where=_PEOPLE, postgresql_where=_PEOPLE)

# What is wrong now, and what was: one row for each kind of trouble and place.
alarm = Table(
    "alarm",
    metadata,
    Column("code", String(50), primary_key=True),
    Column("place", String(100), primary_key=True),  # a mailbox's name, or "" for the whole
    Column("text", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("raised_at", UtcTime, nullable=False),
    Column("cleared_at", UtcTime),  # None: it is still so
    Column("told_at", UtcTime),  # when the admins were last told
)

# A mail that we sent to ourselves, to prove the whole way.
canary = Table(
    "canary",
    metadata,
    Column("mailbox", String(100), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("sent_at", UtcTime, nullable=False),  # put into the outbox
    Column("received_at", UtcTime),  # INTERNALDATE
    Column("seen_at", UtcTime),  # taken in
)

# The last number given to an application, by reference prefix and year.
counter = Table(
    "counter",
    metadata,
    Column("prefix", String(100), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
