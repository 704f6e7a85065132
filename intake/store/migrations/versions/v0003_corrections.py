"""Corrections of documents, whose paper a document is, and a letter for each correction."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)
_STATES = "'pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'held', 'superseded'"


def upgrade() -> None:
    """Add columns and a table; a mail's letters are told apart by what caused each."""
    op.add_column("document", sa.Column("owner", sa.Text(), nullable=True))
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("referees", sa.Integer(), nullable=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_correction_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("application_id", "sha256", name=op.f("uq_correction_application_id_sha256")),
    )
    with op.batch_alter_table("letter", copy_from=_letter(), recreate=_recreate()) as letter:
        letter.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        letter.drop_constraint("uq_letter_cause_id", type_="unique")
        letter.create_unique_constraint("uq_letter_cause_id_revision", ["cause_id", "revision"])


def downgrade() -> None:
    """Take them away; the letters that followed corrections are lost."""
    op.execute("DELETE FROM letter WHERE revision > 0")
    with op.batch_alter_table("letter", copy_from=_letter(revised=True), recreate=_recreate()) as letter:
        letter.drop_constraint("uq_letter_cause_id_revision", type_="unique")
        letter.drop_column("revision")
        letter.create_unique_constraint("uq_letter_cause_id", ["cause_id"])
    op.drop_table("correction")
    op.drop_column("document", "owner")


def _recreate() -> Any:
    """SQLite cannot drop a constraint: its table is copied there."""
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def _letter(*, revised: bool = False) -> sa.Table:
    """The table as it stands before this migration (`revised`: after it)."""
    cause = ["cause_id", "revision"] if revised else ["cause_id"]
    table = sa.Table(
        "letter",
        sa.MetaData(),
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
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=200), nullable=True),
        sa.Column("settled_at", _TIME, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("deferred_at", _TIME, nullable=True),
        sa.Column("bounced_at", _TIME, nullable=True),
        sa.Column("bounced_by", sa.Integer(), nullable=True),
        sa.Column("bounce", sa.Text(), nullable=True),
        *([sa.Column("revision", sa.Integer(), nullable=False, server_default="0")] if revised else []),
        sa.CheckConstraint(f"state IN ({_STATES})", name="ck_letter_state"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_letter_application_id_application"
        ),
        sa.ForeignKeyConstraint(["cause_id"], ["message.id"], name="fk_letter_cause_id_message"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint(*cause, name=f"uq_letter_{'_'.join(cause)}"),
        sa.UniqueConstraint("message_id", name="uq_letter_message_id"),
        sa.UniqueConstraint("recruiter", "day", name="uq_letter_recruiter_day"),
    )
    for columns in (["application_id"], ["settled_at"], ["state", "due_at"], ["bounced_by"]):
        sa.Index(f"ix_letter_{'_'.join(columns)}", *(table.c[column] for column in columns))
    return table
