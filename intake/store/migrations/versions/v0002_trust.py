"""Bounces, erasing, the audit log, alarms, virus scans, and tries out of quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns and tables; nothing is rewritten."""
    op.add_column("message", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("message", sa.Column("retry_at", _TIME, nullable=True))
    op.create_index(op.f("ix_message_retry_at"), "message", ["retry_at"])
    op.add_column("document", sa.Column("scanned_at", _TIME, nullable=True))
    op.add_column("document", sa.Column("virus", sa.Text(), nullable=True))
    op.add_column("letter", sa.Column("deferred_at", _TIME, nullable=True))
    op.add_column("letter", sa.Column("bounced_at", _TIME, nullable=True))
    op.add_column("letter", sa.Column("bounced_by", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_letter_bounced_by"), "letter", ["bounced_by"])
    op.add_column("letter", sa.Column("bounce", sa.Text(), nullable=True))
    _forgetting()
    _watching()


def _forgetting() -> None:
    op.create_table(
        "erased",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(length=100), nullable=False),
        sa.Column("folder", sa.String(length=500), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("erased_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased")),
        sa.UniqueConstraint(
            "mailbox", "folder", "uidvalidity", "uid", name=op.f("uq_erased_mailbox_folder_uidvalidity_uid")
        ),
    )
    op.create_index(op.f("ix_erased_mailbox_hash"), "erased", ["mailbox", "hash"])
    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=50), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("application", sa.String(length=100), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])


def _watching() -> None:
    op.create_table(
        "alarm",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("raised_at", _TIME, nullable=False),
        sa.Column("cleared_at", _TIME, nullable=True),
        sa.Column("told_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("code", "place", name=op.f("pk_alarm")),
    )
    op.create_table(
        "canary",
        sa.Column("mailbox", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("sent_at", _TIME, nullable=False),
        sa.Column("received_at", _TIME, nullable=True),
        sa.Column("seen_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("mailbox", "day", name=op.f("pk_canary")),
        sa.UniqueConstraint("token", name=op.f("uq_canary_token")),
    )


def downgrade() -> None:
    """Take them away; what stands in them is lost."""
    for table in ("canary", "alarm", "audit", "secret", "erased"):
        op.drop_table(table)
    op.drop_index(op.f("ix_letter_bounced_by"), table_name="letter")
    for table, columns in (
        ("letter", ("bounce", "bounced_by", "bounced_at", "deferred_at")),
        ("document", ("virus", "scanned_at")),
    ):
        for column in columns:
            op.drop_column(table, column)
    op.drop_index(op.f("ix_message_retry_at"), table_name="message")
    op.drop_column("message", "retry_at")
    op.drop_column("message", "attempts")
