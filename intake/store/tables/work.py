"""Who works, and what is known of mailboxes: leases, duties, and the manners of a guest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
)

from intake.domain.shares import shard_of
from intake.store.tables.columns import UtcTime, few, metadata

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
    Column("reconciled_at", UtcTime),  # when it was last held against its server
    Column("reconciled", JSON(none_as_null=True)),  # what was found in each folder, and what went wrong
    Index(None, "shard", "next_poll_at"),
)
few("ix_mailbox_leased_by", mailbox.c.leased_by)
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
