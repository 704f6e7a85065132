"""What workers ask of many mailboxes: whose lease is lost, which fail, and which server is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add two indexes of few rows each, and the host, which workers write as they start."""
    op.add_column("mailbox", sa.Column("host", sa.String(length=255), nullable=True))
    for column, told in (("leased_by", "leased_by IS NOT NULL"), ("failures", "failures > 0")):
        few = sa.text(told)
        name = op.f(f"ix_mailbox_{column}")
        op.create_index(name, "mailbox", [column], sqlite_where=few, postgresql_where=few)


def downgrade() -> None:
    """Take them away."""
    for name in ("ix_mailbox_failures", "ix_mailbox_leased_by"):
        op.drop_index(op.f(name), table_name="mailbox")
    op.drop_column("mailbox", "host")
