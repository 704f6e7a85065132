"""Mails, and the applications that they make."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from intake.store.tables.columns import UtcTime, few, metadata, one_of, ordered, row_id

application = Table(
    "application",
    metadata,
    row_id(),
    Column("reference", String(100), nullable=False, unique=True),
    Column("posting", String(100), nullable=False),
    Column("email", String(320)),  # lower case; None: no usable sender
    Column("name", Text),
    Column("name_key", ordered(100), nullable=False, default="", server_default=""),  # to sort by
    Column("status", String(20), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("references_count", Integer, nullable=False),
    Column("person", Text),  # why a person must look, over later mails
    Column("doubt", Text),
    Column("unread", JSON, nullable=False),
    Column("ruling", String(20)),  # what a person or the candidate decided; None: the machine's finding holds
    Column("reminded_at", UtcTime),  # when its candidate was reminded of the deadline
    one_of("status", "complete", "incomplete", "late", "review", "withdrawn", "spam"),
    UniqueConstraint("posting", "email"),
    # Lists go by the id: whichever are asked for, an index has them in that order.
    Index(None, "posting", "id"),
    Index(None, "status", "id"),
    Index(None, "posting", "status", "id"),
    Index(None, "posting", "status", "received_at"),  # counted from it alone
    # And by the name, for those who look for one.
    Index(None, "name_key", "id"),
    Index("ix_application_posting_name_key", "posting", "name_key", "id"),
    Index("ix_application_status_name_key", "status", "name_key", "id"),
    Index("ix_application_posting_status_name_key", "posting", "status", "name_key", "id"),
)

# The ledger: one row for each copy of a mail on a server, and for each mail that was imported.
message = Table(
    "message",
    metadata,
    row_id(),
    Column("mailbox", String(100), nullable=False),
    Column("folder", String(500), nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the raw bytes, which the blob store keeps
    Column("size", Integer, nullable=False),
    Column("received_at", UtcTime, nullable=False),  # INTERNALDATE
    Column("taken_at", UtcTime, nullable=False),  # when we took it in
    Column("dated", UtcTime),  # the Date header, for showing only
    Column("message_id", Text),
    Column("sender", Text),
    Column("subject", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("posting", String(100)),
    Column("application_id", ForeignKey("application.id"), index=True),
    Column("reason", Text, nullable=False),
    Column("files", Integer, nullable=False, default=0),  # documents it holds
    Column("marked", Boolean, nullable=False, default=False),  # flagged or moved, where that is asked for
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),  # tries out of quarantine
    Column("retry_at", UtcTime, index=True),  # when a quarantined mail is tried again; None: it is a person's
    one_of(
        "outcome", "application", "supplement", "duplicate", "unmatched", "automatic", "quarantined", "order"
    ),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
    Index(None, "sha256", "mailbox"),
    Index(None, "mailbox", "message_id"),
    Index(None, "received_at"),
    Index(None, "taken_at"),
    # Lists go by the id: whichever are asked for, an index has them in that order.
    Index(None, "outcome", "id"),
    Index(None, "mailbox", "outcome", "id"),
    Index(None, "posting", "outcome", "id"),
    Index(None, "sender", "id"),
)
# Mails that belong to no posting and that people are told of; the words are written out in each question, so
# that the database knows its index.
NOBODYS: Final = (
    "posting IS NULL AND application_id IS NULL AND "
    "(outcome IN ('unmatched', 'quarantined') OR outcome = 'automatic' AND files > 0)"
)
Index(
    "ix_message_nobodys",
    message.c.mailbox,
    message.c.outcome,
    message.c.id,
    sqlite_where=text(NOBODYS),
    postgresql_where=text(NOBODYS),
)

document = Table(
    "document",
    metadata,
    row_id(),
    Column("application_id", ForeignKey("application.id"), nullable=False, index=True),
    Column("message_id", ForeignKey("message.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("possible", JSON, nullable=False),
    Column("pages", JSON, nullable=False),  # [[page, [kind, ...]], ...]
    Column("confidence", Float, nullable=False),
    Column("because", Text, nullable=False),
    Column("referees", JSON, nullable=False),
    Column("language", String(2)),
    Column("owner", Text),  # the person's name, as the paper shows it
    Column("scanned_at", UtcTime),  # None: no virus scanner has seen it
    Column("virus", Text),  # the name that the scanner gives it; None: clean, or not scanned
    UniqueConstraint("application_id", "message_id", "position"),
    UniqueConstraint("application_id", "sha256"),
)
few("ix_document_virus", document.c.virus)
_unscanned = document.c.scanned_at.is_(None)  # few where there is a scanner
Index("ix_document_unscanned", document.c.message_id, sqlite_where=_unscanned, postgresql_where=_unscanned)

# What a person says of a document. The row of the document keeps what the machine read.
correction = Table(
    "correction",
    metadata,
    row_id(),
    Column("application_id", ForeignKey("application.id"), nullable=False),
    Column("sha256", String(64), nullable=False),  # the document's: one of those bytes in a dossier
    Column("kinds", JSON, nullable=False),
    Column("pages", JSON, nullable=False),  # as in `document`; empty: no page was told apart
    Column("referees", Integer),  # how many it holds; None: as many as the machine found
    Column("at", UtcTime, nullable=False),
    Column("actor", String(100), nullable=False),
    UniqueConstraint("application_id", "sha256"),
)

# What people ask of their data, until it is answered. An erased person leaves when, and no more.
request = Table(
    "request",
    metadata,
    row_id(),
    Column("kind", String(20), nullable=False),
    Column("message_id", Integer),  # the ledger's id
    Column("email", String(320)),  # lower case; None: erased
    Column("received_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),  # by law
    Column("finished_at", UtcTime),  # None: it is open
    Column("note", Text),  # how it was finished
    one_of("kind", "access", "rectification", "erasure"),
    UniqueConstraint("message_id"),
)

# Mails that were erased: enough to know them again, nothing to read. In the ledger's place.
erased = Table(
    "erased",
    metadata,
    row_id(),
    Column("mailbox", String(100), nullable=False),
    Column("folder", String(500), nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),  # HMAC-SHA-256 of the bytes' sha-256 under `secret.erased`
    Column("erased_at", UtcTime, nullable=False),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
    Index(None, "mailbox", "hash"),
)
