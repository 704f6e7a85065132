"""The console: who may use it, how they come in, and what they wrote; who else is told of applications."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from intake.store.tables.columns import UtcTime, metadata, one_of, ordered, row_id

# People who use the console. A recruiter sees the postings whose files name the address; an admin all.
account = Table(
    "account",
    metadata,
    row_id(),
    Column("email", String(320), nullable=False, unique=True),  # lower case
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("password", Text),  # scrypt, with its salt and costs; None: no password was set
    Column("openid", Text, unique=True),  # issuer and subject, once they signed in so
    Column("language", String(2)),  # None: the browser's
    Column("created_at", UtcTime, nullable=False),
    Column("signed_in_at", UtcTime),
    Column("disabled_at", UtcTime),  # None: may sign in
    one_of("role", "admin", "recruiter"),
)

# Who is signed in. The cookie holds the token; here is its digest only.
session = Table(
    "session",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the token
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
    Column("said", Text),  # what the next page tells of what was just done
    Column("browser", String(100)),  # by which the person knows it again, "Firefox, Linux"; None: unknown
)

# Links that are good for once: the first start, an invitation, a forgotten password.
link = Table(
    "link",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the token
    Column("account_id", ForeignKey("account.id"), index=True),  # None: it makes the first admin
    Column("purpose", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
    one_of("purpose", "start", "invitation", "password"),
)

# Sign-ins that failed lately, by what they are counted by: a digest of an address or of a network.
attempt = Table(
    "attempt",
    metadata,
    row_id(),
    Column("who", String(64), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
    Index(None, "who", "at"),
)

# What other systems read with.
api_token = Table(
    "api_token",
    metadata,
    row_id(),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the token
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),  # None: never
    Column("used_at", UtcTime),
    Column("revoked_at", UtcTime),
)

# Who is told of new and changed applications.
webhook = Table(
    "webhook",
    metadata,
    row_id(),
    Column("account_id", ForeignKey("account.id"), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False),  # that its calls are signed with, sealed
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),  # None: it is called
    Column("failures", Integer, nullable=False, default=0, server_default="0"),  # in a row
    Column("resting_until", UtcTime),  # None: it is called
)

# What happened to applications and was not yet handed to the webhooks; written while there are any.
event = Table(
    "event",
    metadata,
    row_id(),
    Column("application_id", Integer, nullable=False),
    Column("what", String(20), nullable=False),
    one_of("what", "created", "changed"),
)

# A call of a webhook, to be made until it is answered.
call = Table(
    "call",
    metadata,
    row_id(),
    Column("webhook_id", ForeignKey("webhook.id"), nullable=False),
    Column("application_id", Integer, nullable=False),
    Column("what", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),  # when it was noticed
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("due_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    Column("answer", Text),  # the last: a status, or what went wrong
    one_of("state", "pending", "done", "failed"),
    one_of("what", "created", "changed"),
    Index(None, "state", "due_at"),
    sqlite_autoincrement=True,  # rows leave, and their numbers must not come again
)
# What waits to be told of an application is one call: it tells the state of then.
_waits = call.c.state == "pending"
Index(
    "uq_call_waiting",
    call.c.webhook_id,
    call.c.application_id,
    unique=True,
    sqlite_where=_waits,
    postgresql_where=_waits,
)

# What people wrote down about a dossier, for each other.
note = Table(
    "note",
    metadata,
    row_id(),
    Column("application_id", ForeignKey("application.id"), nullable=False, index=True),
    Column("account_id", ForeignKey("account.id")),
    Column("at", UtcTime, nullable=False),
    Column("text", Text, nullable=False),
)

# Words by which an application is found: of the candidate's name and address, and its reference.
word = Table(
    "word",
    metadata,
    Column("word", ordered(100), primary_key=True),  # as `domain.finding` has it
    Column("application_id", ForeignKey("application.id"), primary_key=True),
    Index(None, "application_id", "word"),  # whether an application has a word, from it alone
    sqlite_with_rowid=False,
)

# What the console changed in the files of the configuration and of the letters.
edition = Table(
    "edition",
    metadata,
    row_id(),
    Column(
        "file", String(200), nullable=False, index=True
    ),  # within the configuration's or templates' folder
    Column("at", UtcTime, nullable=False),
    Column("account_id", ForeignKey("account.id")),
    Column("before", Text),  # None: there was none
    Column("after", Text),  # None: it was removed
    Column("undone", Boolean, nullable=False, default=False, server_default="0"),
)
