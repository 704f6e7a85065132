"""The outbox."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    or_,
    text,
)

from intake.store.tables.columns import UtcTime, few, metadata, one_of, row_id

# The outbox: letters to candidates and digests, rendered once, sent at most once.
letter = Table(
    "letter",
    metadata,
    row_id(),
    Column("cause_id", ForeignKey("message.id")),  # the mail that it answers
    Column("application_id", ForeignKey("application.id"), index=True),
    Column("recruiter", String(320)),
    Column("day", Date),
    Column("kind", String(20), nullable=False),
    Column("language", String(2), nullable=False),
    Column("mailbox", String(100), nullable=False),
    Column("recipient", String(320), nullable=False),
    Column("domain", String(255), nullable=False),
    Column("message_id", String(255), nullable=False, unique=True),
    Column("raw", LargeBinary, nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("deferred_at", UtcTime),  # when a server first put it off
    Column("claimed_by", String(200)),  # a worker's id
    Column("settled_at", UtcTime),  # when it was sent, refused or lost
    Column("note", Text),  # the last answer of the server, or why it is held or superseded
    Column("bounced_at", UtcTime),  # when a delivery report said that it did not arrive
    Column("bounced_by", Integer),  # the message that said so
    Column("bounce", Text),  # its status code and diagnostic
    # 0: the mail itself caused it; else the audit log's id of the correction that did.
    Column("revision", Integer, nullable=False, default=0, server_default="0"),
    Column("tells", JSON(none_as_null=True)),  # of a notice: the row ids of the applications it tells of
    one_of("state", "pending", "claimed", "sending", "sent", "failed", "unknown", "held", "superseded"),
    UniqueConstraint("cause_id", "revision"),  # a mail, and a correction, causes at most one letter
    UniqueConstraint("recruiter", "day"),  # one digest a recruiter and day
    Index(None, "state", "due_at"),
    # All that the caps ask, so that no letter is looked at.
    Index("ix_letter_gone", "settled_at", "state", "mailbox", "domain", "recipient", "cause_id"),
)
few("ix_letter_bounced_by", letter.c.bounced_by)
# Who was told already that no posting claims their mail.
_UNMATCHED = text("kind = 'unmatched'")
Index("ix_letter_unmatched", letter.c.recipient, sqlite_where=_UNMATCHED, postgresql_where=_UNMATCHED)

# What recruiters were told of their own accord, once: the report of a closing, an exception.
told = Table(
    "told",
    metadata,
    Column("recruiter", String(320), primary_key=True),  # lower case
    Column("what", String(20), primary_key=True),  # "closing", or the status of an exception
    Column(
        "of", String(200), primary_key=True
    ),  # a posting's id and its cut-off, or an application's reference
    Column("at", UtcTime, nullable=False),
)

# Letters that have not surely arrived; written out in each question, so that the database knows its index.
_DONE: BindParameter[Any] = bindparam("done", ("sent", "superseded"), expanding=True, literal_execute=True)
OPEN = or_(letter.c.state.not_in(_DONE), letter.c.bounced_at.is_not(None))
_OPEN = text("state NOT IN ('sent', 'superseded') OR bounced_at IS NOT NULL")
Index("ix_letter_open", letter.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)
