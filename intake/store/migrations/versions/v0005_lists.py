"""Indexes for what digests, lists and each pass over the outbox ask of a large database."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_FEW = (("ix_document_virus", "document", "virus"), ("ix_letter_bounced_by", "letter", "bounced_by"))


def upgrade() -> None:
    """Add them; that of bounces shrinks to the letters that came back."""
    op.create_index(op.f("ix_application_posting_status"), "application", ["posting", "status"])
    op.create_index(op.f("ix_application_posting_received_at"), "application", ["posting", "received_at"])
    op.drop_index(op.f("ix_letter_bounced_by"), table_name="letter")
    for name, table, column in _FEW:
        told = sa.text(f"{column} IS NOT NULL")
        op.create_index(op.f(name), table, [column], sqlite_where=told, postgresql_where=told)


def downgrade() -> None:
    """Take them away."""
    for name, table, _ in _FEW:
        op.drop_index(op.f(name), table_name=table)
    op.create_index(op.f("ix_letter_bounced_by"), "letter", ["bounced_by"])
    op.drop_index(op.f("ix_application_posting_received_at"), table_name="application")
    op.drop_index(op.f("ix_application_posting_status"), table_name="application")
