"""An index that answers what the caps of `limits` ask before each letter, without a look at the letters."""

from alembic import op

revision = "0008"
down_revision = "0007"

_COLUMNS = ["settled_at", "state", "mailbox", "domain", "recipient", "cause_id"]


def upgrade() -> None:
    """Add it; the one that it begins with is dropped."""
    op.create_index("ix_letter_gone", "letter", _COLUMNS)
    op.drop_index(op.f("ix_letter_settled_at"), table_name="letter")


def downgrade() -> None:
    """Take it away."""
    op.create_index(op.f("ix_letter_settled_at"), "letter", ["settled_at"])
    op.drop_index("ix_letter_gone", table_name="letter")
