"""What workers on several machines share: when a mailbox is due, who watches, what was done when."""

from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns and a table; a mailbox has the shard that its name gives it."""
    op.add_column("mailbox", sa.Column("shard", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("mailbox", sa.Column("next_poll_at", _TIME, nullable=True))
    op.create_index(op.f("ix_mailbox_shard_next_poll_at"), "mailbox", ["shard", "next_poll_at"])
    op.add_column("worker", sa.Column("watches", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "duty",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("done_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty")),
    )
    mailbox = sa.table("mailbox", sa.column("name", sa.String()), sa.column("shard", sa.Integer()))
    for name in op.get_bind().scalars(sa.select(mailbox.c.name)).all():
        op.execute(mailbox.update().where(mailbox.c.name == name).values(shard=crc32(name.encode()) % 64))


def downgrade() -> None:
    """Take them away."""
    op.drop_table("duty")
    op.drop_column("worker", "watches")
    op.drop_index(op.f("ix_mailbox_shard_next_poll_at"), table_name="mailbox")
    op.drop_column("mailbox", "next_poll_at")
    op.drop_column("mailbox", "shard")
