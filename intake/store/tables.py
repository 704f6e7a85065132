"""The tables. Constraints, not ifs, refuse the second time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    bindparam,
    false,
    or_,
    text,
)

from intake.domain.shares import shard_of

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone was to be stored: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _id() -> Column[Any]:
    return Column("id", Integer, primary_key=True)


def _few(name: str, column: Column[Any]) -> None:
    """Index a column of which few rows have anything: only these rows."""
    told = column.is_not(None)
    Index(name, column, sqlite_where=told, postgresql_where=told)


# A running process; its claims are free when it is dead or has not been heard of for a while.
worker = Table(
    "worker",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("heard_at", UtcTime, nullable=False),
    # Whether it takes its share of the mailboxes to listen to.
    Column("watches", Boolean, nullable=False, default=False, server_default=false()),
)


def _shard(context: Any) -> int:
    return shard_of(context.get_current_parameters()["name"])


mailbox = Table(
    "mailbox",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("first_polled_at", UtcTime, nullable=False),
    Column("leased_by", String(200)),  # a worker's id
    Column("read_at", UtcTime),  # the last poll that went through
    Column("failing_since", UtcTime),
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("error", Text),
    Column("shard", Integer, nullable=False, default=_shard, server_default="0"),
    # When workers poll it next; None: no worker of a distributed engine knows it.
    Column("next_poll_at", UtcTime),
    Column("host", String(255)),  # of its IMAP server, as workers know it
    Index(None, "shard", "next_poll_at"),
)
_few("ix_mailbox_leased_by", mailbox.c.leased_by)
_failing = mailbox.c.failures > 0
Index("ix_mailbox_failures", mailbox.c.failures, sqlite_where=_failing, postgresql_where=_failing)

# What is done once a day, by whichever worker comes first, and when it was done last.
duty = Table(
    "duty",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("done_at", UtcTime, nullable=False),
)

folder = Table(
    "folder",
    metadata,
    Column("mailbox", String(100), primary_key=True),
    Column("name", String(500), primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),  # 32 bits without a sign (RFC 3501 §2.3.1.1)
    Column("cursor", BigInteger, nullable=False),  # every UID up to this one has its row
)

application = Table(
    "application",
    metadata,
    _id(),
    Column("reference", String(100), nullable=False, unique=True),
    Column("posting", String(100), nullable=False),
    Column("email", String(320)),  # lower case; None: no usable sender
    Column("name", Text),
    Column("status", String(20), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("references_count", Integer, nullable=False),
    Column("person", Text),  # why a person must look, over later mails
    Column("doubt", Text),
    Column("unread", JSON, nullable=False),
    _one_of("status", "complete", "incomplete", "late", "review", "withdrawn"),
    UniqueConstraint("posting", "email"),
    # Lists go by the id: whichever are asked for, an index has them in that order.
    Index(None, "posting", "id"),
    Index(None, "status", "id"),
    Index(None, "posting", "status", "id"),
    Index(None, "posting", "status", "received_at"),  # counted from it alone
)

# The ledger: one row for each copy of a mail on a server, and for each mail that was imported.
message = Table(
    "message",
    metadata,
    _id(),
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
    Column("outcome", String(20), nullable=False, index=True),
    Column("posting", String(100)),
    Column("application_id", ForeignKey("application.id"), index=True),
    Column("reason", Text, nullable=False),
    Column("files", Integer, nullable=False, default=0),  # documents it holds
    Column("marked", Boolean, nullable=False, default=False),  # flagged or moved, where that is asked for
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),  # tries out of quarantine
    Column("retry_at", UtcTime, index=True),  # when a quarantined mail is tried again; None: it is a person's
    _one_of("outcome", "application", "supplement", "duplicate", "unmatched", "automatic", "quarantined"),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
    Index(None, "sha256", "mailbox"),
    Index(None, "mailbox", "message_id"),
    Index(None, "received_at"),
    Index(None, "taken_at"),
)

document = Table(
    "document",
    metadata,
    _id(),
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
_few("ix_document_virus", document.c.virus)
_unscanned = document.c.scanned_at.is_(None)  # few where there is a scanner
Index("ix_document_unscanned", document.c.message_id, sqlite_where=_unscanned, postgresql_where=_unscanned)

# What a person says of a document. The row of the document keeps what the machine read.
correction = Table(
    "correction",
    metadata,
    _id(),
    Column("application_id", ForeignKey("application.id"), nullable=False),
    Column("sha256", String(64), nullable=False),  # the document's: one of those bytes in a dossier
    Column("kinds", JSON, nullable=False),
    Column("pages", JSON, nullable=False),  # as in `document`; empty: no page was told apart
    Column("referees", Integer),  # how many it holds; None: as many as the machine found
    Column("at", UtcTime, nullable=False),
    Column("actor", String(100), nullable=False),
    UniqueConstraint("application_id", "sha256"),
)

# The outbox: letters to candidates and digests, rendered once, sent at most once.
letter = Table(
    "letter",
    metadata,
    _id(),
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
    _one_of("state", "pending", "claimed", "sending", "sent", "failed", "unknown", "held", "superseded"),
    UniqueConstraint("cause_id", "revision"),  # a mail, and a correction, causes at most one letter
    UniqueConstraint("recruiter", "day"),  # one digest a recruiter and day
    Index(None, "state", "due_at"),
    # All that the caps ask, so that no letter is looked at.
    Index("ix_letter_gone", "settled_at", "state", "mailbox", "domain", "recipient", "cause_id"),
)
_few("ix_letter_bounced_by", letter.c.bounced_by)

# Letters that have not surely arrived; written out in each question, so that the database knows its index.
_DONE: BindParameter[Any] = bindparam("done", ("sent", "superseded"), expanding=True, literal_execute=True)
OPEN = or_(letter.c.state.not_in(_DONE), letter.c.bounced_at.is_not(None))
_OPEN = text("state NOT IN ('sent', 'superseded') OR bounced_at IS NOT NULL")
Index("ix_letter_open", letter.c.id, sqlite_where=_OPEN, postgresql_where=_OPEN)

# Mails that were erased: enough to know them again, nothing to read. In the ledger's place.
erased = Table(
    "erased",
    metadata,
    _id(),
    Column("mailbox", String(100), nullable=False),
    Column("folder", String(500), nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),  # HMAC-SHA-256 of the bytes' sha-256 under `secret.erased`
    Column("erased_at", UtcTime, nullable=False),
    UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
    Index(None, "mailbox", "hash"),
)

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
    _id(),
    Column("at", UtcTime, nullable=False, index=True),
    Column("actor", String(100), nullable=False),  # "intake", or the account that gave the command
    Column("action", String(50), nullable=False),
    Column("message_id", Integer),  # the ledger's id
    Column("letter_id", Integer),
    Column("application", String(100)),  # its reference
    Column("note", Text),
)

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

# Tokens of OAuth2, encrypted: one row for each account that signs in so.
token = Table(
    "token",
    metadata,
    Column("account", String(400), primary_key=True),
    Column("sealed", LargeBinary),  # by a key that is not in the database; None: there is none yet
    Column("expires_at", UtcTime),  # of the access token
    Column("changed_at", UtcTime),
    Column("refreshing_by", String(200)),  # a worker's id: one refresh at a time
    Column("refreshing_since", UtcTime),
    Column("trouble", Text),  # why the last refresh was in vain
    Column("remedy", Text),
    Column("permanent", Boolean),  # a person has to act
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("retry_at", UtcTime),  # not before
)

# What an account has used of what its server allows, and how long it is left alone: no restart forgets it.
bucket = Table(
    "bucket",
    metadata,
    Column("account", String(400), primary_key=True),
    Column("what", String(30), primary_key=True),  # "letters a minute", …; "rest"
    Column("kept", JSON, nullable=False),  # amounts by slots of time; why it rests
    Column("at", UtcTime, nullable=False),  # when it was written; until when it rests
)
