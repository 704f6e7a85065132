"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("posting", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("references_count", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("doubt", sa.Text(), nullable=True),
        sa.Column("unread", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "status IN ('complete', 'incomplete', 'late', 'review', 'withdrawn')",
            name=op.f("ck_application_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("posting", "email", name=op.f("uq_application_posting_email")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
    )
    op.create_index(op.f("ix_application_status"), "application", ["status"], unique=False)
    op.create_table(
        "counter",
        sa.Column("prefix", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "year", name=op.f("pk_counter")),
    )
    op.create_table(
        "folder",
        sa.Column("mailbox", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "name", name=op.f("pk_folder")),
    )
    op.create_table(
        "mailbox",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("first_polled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_by", sa.String(length=200), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mailbox")),
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(length=100), nullable=False),
        sa.Column("folder", sa.String(length=500), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dated", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("posting", sa.String(length=100), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('application', 'supplement', 'duplicate', 'unmatched', 'automatic', 'quarantined')",
            name=op.f("ck_message_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_message_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "mailbox", "folder", "uidvalidity", "uid", name=op.f("uq_message_mailbox_folder_uidvalidity_uid")
        ),
    )
    op.create_index(op.f("ix_message_application_id"), "message", ["application_id"], unique=False)
    op.create_index(op.f("ix_message_mailbox_message_id"), "message", ["mailbox", "message_id"], unique=False)
    op.create_index(op.f("ix_message_mailbox_sha256"), "message", ["mailbox", "sha256"], unique=False)
    op.create_index(op.f("ix_message_outcome"), "message", ["outcome"], unique=False)
    op.create_index(op.f("ix_message_received_at"), "message", ["received_at"], unique=False)
    op.create_index(op.f("ix_message_taken_at"), "message", ["taken_at"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("possible", sa.JSON(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("referees", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_document_application_id_application")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_document_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint(
            "application_id",
            "message_id",
            "position",
            name=op.f("uq_document_application_id_message_id_position"),
        ),
        sa.UniqueConstraint("application_id", "sha256", name=op.f("uq_document_application_id_sha256")),
    )
    op.create_index(op.f("ix_document_application_id"), "document", ["application_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("recruiter", sa.String(length=320), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("mailbox", sa.String(length=100), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("domain", sa.String(length=255), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'held', 'superseded')",
            name=op.f("ck_letter_state"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_letter_application_id_application")
        ),
        sa.ForeignKeyConstraint(["cause_id"], ["message.id"], name=op.f("fk_letter_cause_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("cause_id", name=op.f("uq_letter_cause_id")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
        sa.UniqueConstraint("recruiter", "day", name=op.f("uq_letter_recruiter_day")),
    )
    op.create_index(op.f("ix_letter_application_id"), "letter", ["application_id"], unique=False)
    op.create_index(op.f("ix_letter_settled_at"), "letter", ["settled_at"], unique=False)
    op.create_index(op.f("ix_letter_state_due_at"), "letter", ["state", "due_at"], unique=False)


def downgrade() -> None:
    """Drop every table."""
    op.drop_index(op.f("ix_letter_state_due_at"), table_name="letter")
    op.drop_index(op.f("ix_letter_settled_at"), table_name="letter")
    op.drop_index(op.f("ix_letter_application_id"), table_name="letter")
    op.drop_table("letter")
    op.drop_index(op.f("ix_document_application_id"), table_name="document")
    op.drop_table("document")
    op.drop_index(op.f("ix_message_taken_at"), table_name="message")
    op.drop_index(op.f("ix_message_received_at"), table_name="message")
    op.drop_index(op.f("ix_message_outcome"), table_name="message")
    op.drop_index(op.f("ix_message_mailbox_sha256"), table_name="message")
    op.drop_index(op.f("ix_message_mailbox_message_id"), table_name="message")
    op.drop_index(op.f("ix_message_application_id"), table_name="message")
    op.drop_table("message")
    op.drop_table("worker")
    op.drop_table("mailbox")
    op.drop_table("folder")
    op.drop_table("counter")
    op.drop_index(op.f("ix_application_status"), table_name="application")
    op.drop_table("application")
