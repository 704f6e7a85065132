"""What signing in with OAuth2 and the limits of providers ask to be remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add two tables."""
    op.create_table(
        "token",
        sa.Column("account", sa.String(length=400), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", _TIME, nullable=True),
        sa.Column("changed_at", _TIME, nullable=True),
        sa.Column("refreshing_by", sa.String(length=200), nullable=True),
        sa.Column("refreshing_since", _TIME, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("permanent", sa.Boolean(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("retry_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_token")),
    )
    op.create_table(
        "bucket",
        sa.Column("account", sa.String(length=400), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("account", "what", name=op.f("pk_bucket")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("bucket")
    op.drop_table("token")
